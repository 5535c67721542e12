"""Pictures: what a file really is, how large it shows, and the same picture without anything about who made it where.

Pillow is imported where it is needed, and only for headers: nothing here decodes a picture.
"""

import io
import threading
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Literal, get_args

from newsroom.images.scrubbing import orientation, scrub_gif, scrub_jpeg, scrub_png, scrub_webp
from newsroom.images.svg import LARGEST_SVG, looks_like_svg, read_svg

PictureFormat = Literal["jpeg", "png", "webp", "gif", "svg"]
Look = Literal["plain", "clear", "moving"]
FORMATS: tuple[str, ...] = get_args(PictureFormat)

MIME: Mapping[str, str] = MappingProxyType(
    {
        "jpeg": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
        "gif": "image/gif",
        "svg": "image/svg+xml",
    }
)
SUFFIXES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"jpeg": ("jpg", "jpeg"), "png": ("png",), "webp": ("webp",), "gif": ("gif",), "svg": ("svg",)}
)
RASTER_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
PICTURE_SUFFIXES = RASTER_SUFFIXES | {".svg"}

MOST_PIXELS = 40_000_000
LARGEST_FILE = 64 * 1024 * 1024

# warnings.catch_warnings() changes the whole process and gives no promise between threads.
_quiet = threading.Lock()


@dataclass(frozen=True, slots=True)
class Measured:
    """`width` and `height` are pixels as shown upright. `look` is `clear` where it may be transparent, `moving` for a
    film. `digest` tells contents apart, where somebody has noted it."""

    format: PictureFormat
    width: int
    height: int
    look: Look = "plain"
    digest: str = ""


def measure(picture: bytes | Path) -> Measured:
    """What a picture is, by its content, not its name.

    Raises ValueError with a sentence for a reader of `flask check`, and OSError where the file cannot be opened.
    """
    if isinstance(picture, Path):
        with picture.open("rb") as file:
            return _measure(file)
    return _measure(io.BytesIO(picture))


def scrub(data: bytes, format: str) -> bytes:
    """The same picture without metadata: no EXIF but its orientation, no XMP, comment, thumbnail or hidden second
    picture. Pixels, animation and colour profile stay as they are.

    `format` is that of `measure`. Raises ValueError with a sentence where the file is malformed.
    """
    if format not in _SCRUBBERS:
        raise ValueError(f"{format!r} is not a format of pictures; the formats are {', '.join(FORMATS)}.")
    return _SCRUBBERS[format](data)


def _measure(file: BinaryIO) -> Measured:
    if file.seek(0, io.SEEK_END) > LARGEST_FILE:
        raise ValueError(f"It is larger than {LARGEST_FILE // 1024 // 1024} MB; save it smaller.")
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    if looks_like_svg(start):
        drawing = read_svg(file.read(LARGEST_SVG + 1))
        return Measured("svg", drawing.width, drawing.height)
    return _measure_raster(file)


def _measure_raster(file: BinaryIO) -> Measured:
    from PIL import Image

    with _quiet, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(file, formats=["JPEG", "PNG", "WEBP", "GIF"]) as image:
                name, width, height = image.format or "", image.width, image.height
                exif = image.info.get("exif", b"")
                look: Look = "clear" if image.has_transparency_data else "plain"
                if name in ("PNG", "WEBP") and getattr(image, "is_animated", False):
                    look = "moving"
        except Image.DecompressionBombError:
            raise ValueError(_TOO_LARGE) from None
        except Exception:  # a damaged header makes Pillow raise almost anything
            raise ValueError("It cannot be read as a JPEG, PNG, WebP, GIF or SVG picture.") from None
    if width * height > MOST_PIXELS:
        raise ValueError(_TOO_LARGE)
    if width < 1 or height < 1:
        raise ValueError("It has no pixels.")
    if isinstance(exif, bytes) and orientation(exif) >= 5:
        width, height = height, width
    return Measured(_BY_PILLOW[name], width, height, look)


def _scrub_svg(data: bytes) -> bytes:
    return read_svg(data).data


_TOO_LARGE = f"It has more than {MOST_PIXELS // 1_000_000} million pixels; save it smaller."

# Pillow says MPO for a JPEG that holds further pictures, as stereo cameras and some telephones make it.
_BY_PILLOW: Mapping[str, PictureFormat] = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}

_SCRUBBERS: Mapping[str, Callable[[bytes], bytes]] = {
    "jpeg": scrub_jpeg,
    "png": scrub_png,
    "webp": scrub_webp,
    "gif": scrub_gif,
    "svg": _scrub_svg,
}
