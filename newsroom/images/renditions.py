"""Pictures at the sizes that pages show: AVIF at a few widths, made when first asked for, and kept.

Encoding takes up to half a second of one core, so a process makes one at a time, few requests wait for their turn,
and whoever cannot is sent to the picture as it is.
"""

import hashlib
import io
import os
import threading
from contextlib import suppress
from math import ceil, log
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.images import measure
from newsroom.signature import Signature

if TYPE_CHECKING:
    from PIL import Image

WIDTHS = (160, 320, 480, 640, 800, 960, 1280, 1600)
SUFFIX = ".avif"
PREFIX = "renditions"
_FORMATS = frozenset(("jpeg", "png", "webp"))
_QUALITY = 56
"""Below this a sky turns mottled and the lines of an engraving run together."""
_HEAVIEST = 80_000
"""Bytes of a picture at the width that a phone takes. One full of detail, which hides what a sky would show, has less
quality rather than more bytes."""
_USUAL = 960 * 640
_LOWEST = 36
_WEIGHT_OF_A_STEP = 0.031
"""Each step of quality adds 3.1 to 3.6 per cent of bytes."""
_SPEED = 7
_WAITING = 4
_TURN = 3.0
"""Seconds that a request waits for another's rendition."""


class Busy(Exception):
    """Others are being made: the picture as it is will do for now."""


def widths_of(format: str, width: int) -> tuple[int, ...]:
    """The widths at which there are renditions of a picture: none larger than itself. Drawings and films have none."""
    if format not in _FORMATS or width <= WIDTHS[0]:
        return ()
    smaller = tuple(each for each in WIDTHS if each < width)
    return (*smaller, width) if width <= WIDTHS[-1] else smaller


def srcset(url: str, format: str, width: int) -> str:
    """The renditions of the picture at `url`, a path on this site, as HTML's srcset lists them; empty without any."""
    return ", ".join(f"/{PREFIX}/{each}{url}{SUFFIX} {each}w" for each in widths_of(format, width))


def make(data: bytes, width: int) -> bytes:
    """The picture upright, `width` pixels wide, in sRGB and without metadata. Raises ValueError for a damaged one."""
    from PIL import Image, ImageOps

    measured = measure(data)
    if width not in widths_of(measured.format, measured.width):
        raise ValueError(f"There is no rendition of {width} pixels of a picture that is {measured.width} wide.")
    height = max(1, round(measured.height * width / measured.width))
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as opened:
            opened.draft("RGB", (width * 2, height * 2))
            image = ImageOps.exif_transpose(opened)
            image = _in_srgb(image).resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
            image.info.clear()  # profile, EXIF and XMP: nothing of them is written
            packed = _packed(image, _QUALITY)
            most = _HEAVIEST * max(1, width * height / _USUAL)
            if len(packed) > most:
                packed = _packed(image, max(_LOWEST, _QUALITY - ceil(log(len(packed) / most) / _WEIGHT_OF_A_STEP)))
    except Exception as error:  # a damaged picture makes Pillow raise almost anything
        raise ValueError("It cannot be made smaller: it is damaged.") from error
    return packed


def _packed(image: "Image.Image", quality: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "AVIF", quality=quality, speed=_SPEED, max_threads=1)
    return file.getvalue()


def _in_srgb(image: "Image.Image") -> "Image.Image":
    from PIL import ImageCms

    if image.mode.startswith("I"):  # 16 bits of grey, of which convert() would keep the lower half
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if found is not None:
                return found
    return image.convert(mode)


class Renditions:
    """What has been made, in a folder that may be deleted at any moment, and never grows past its bound."""

    def __init__(self, folder: Path | None, most_bytes: int = 256 * 1024 * 1024) -> None:
        self._folder, self._most = folder, most_bytes
        self._turn = threading.Lock()
        self._waiting = threading.BoundedSemaphore(_WAITING)
        self._used: int | None = None

    def kept(self, path: str, signature: Signature, width: int) -> bytes | None:
        """What was made earlier of the file `path` in the state `signature`."""
        file = self._file(path, signature, width)
        try:
            return file.read_bytes() if file else None
        except OSError:
            return None

    def make(self, path: str, signature: Signature, width: int, data: bytes) -> bytes:
        """The rendition of `data`, made in turn. Raises Busy, and ValueError for a picture that is damaged."""
        if not self._waiting.acquire(blocking=False):
            raise Busy
        try:
            if not self._turn.acquire(timeout=_TURN):
                raise Busy
            try:
                if found := self.kept(path, signature, width):
                    return found
                made = make(data, width)
                self._keep(path, signature, width, made)
                return made
            finally:
                self._turn.release()
        finally:
            self._waiting.release()

    def _file(self, path: str, signature: Signature, width: int) -> Path | None:
        if self._folder is None:
            return None
        name = hashlib.blake2b(f"{path}\0{signature}\0{width}".encode(), digest_size=16).hexdigest()
        return self._folder / f"{name}{SUFFIX}"

    def _keep(self, path: str, signature: Signature, width: int, made: bytes) -> None:
        """Where nothing can be written, nothing is kept: memory holds what is asked for often."""
        file = self._file(path, signature, width)
        if file is None:
            return
        fresh = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(made)
            fresh.replace(file)
            self._used = (_total(file.parent) if self._used is None else self._used) + len(made)
            if self._used > self._most:
                self._used = _prune(file.parent, self._most * 3 // 4)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _total(folder: Path) -> int:
    return sum(entry.stat().st_size for entry in os.scandir(folder))


def _prune(folder: Path, target: int) -> int:
    """Delete the oldest files, also those of other processes, until no more than `target` bytes stay; how many do."""
    found = []
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):
            status = entry.stat()
            found.append((status.st_mtime_ns, status.st_size, entry.path))
    used = sum(size for _, size, _ in found)
    for _, size, name in sorted(found):
        if used <= target:
            break
        Path(name).unlink(missing_ok=True)
        used -= size
    return used
