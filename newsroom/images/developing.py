"""Renditions made: a picture upright, smaller, in sRGB, and with nothing of its maker's.

This is work for `newsroom.images.darkroom`, a process of its own: it takes up to a second of one core, and memory.
"""

import io
from contextlib import suppress
from math import ceil, log
from typing import TYPE_CHECKING

from newsroom.images import measure
from newsroom.images.focus import box
from newsroom.images.renditions import Form, Rendition
from newsroom.images.scrubbing import orientation

if TYPE_CHECKING:
    from PIL import Image

# Below the first quality a sky turns mottled and the lines of an engraving run together. A picture full of detail,
# which hides what a sky would show, has less of it, down to the second, rather than more bytes. Each step of quality
# adds the third, as a share of the bytes. The last are the most bytes at the width that a phone takes: for the same
# engraving the older forms need more.
_QUALITIES: dict[Form, tuple[int, int, float, int]] = {
    "avif": (56, 36, 0.031, 80_000),
    "webp": (78, 34, 0.016, 120_000),
    "jpg": (80, 40, 0.016, 140_000),
    "png": (0, 0, 1.0, 200_000),
}
_USUAL = 960 * 640
_AVIF_SPEED = 7
_TRIES = 3
_OCTREE = 2  # Pillow's method for pictures that are transparent
PAPER = "#fcfbf8"


def make(data: bytes, wanted: Rendition) -> bytes:
    """The rendition, as a file. Raises ValueError with a sentence for a picture that is damaged."""
    measure(data)  # no bomb is opened
    return pack(shown(data, wanted), wanted.form)


def shown(data: bytes, wanted: Rendition) -> "Image.Image":
    """The picture upright, cut by its focus and scaled to size, in sRGB. Raises ValueError for a damaged one."""
    from PIL import Image

    size = (wanted.width, wanted.height)
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as opened:
            turn, profile = orientation(opened.info.get("exif", b"")), opened.info.get("icc_profile")
            scale = _scale(opened.size if turn < 5 else opened.size[::-1], wanted)
            opened.draft(opened.mode, (ceil(opened.width / scale * 2), ceil(opened.height / scale * 2)))
            opened.load()
            image = _rough(opened, _scale(opened.size if turn < 5 else opened.size[::-1], wanted))
        image = _upright(_in_srgb(image, profile), turn)
        part = box(*image.size, wanted.width / wanted.height, wanted.focus) if wanted.focus else None
        image = image.resize(size, Image.Resampling.LANCZOS, part, reducing_gap=2.0)
    except Exception as error:  # a damaged picture makes Pillow raise almost anything
        raise ValueError("It is damaged: only a part of it can be read.") from error
    image.info.clear()  # nothing of it is written
    return image


def verify(data: bytes) -> None:
    """Raises ValueError with a sentence where not all of the picture can be read: what `measure` cannot see."""
    from PIL import Image

    measured = measure(data)
    if measured.format == "svg":
        return
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP", "GIF"]) as opened:
            opened.draft(opened.mode, (1, 1))
            opened.load()
    except Exception as error:  # see above
        raise ValueError("It is damaged: only a part of it can be read.") from error


def _scale(size: tuple[int, int], wanted: Rendition) -> float:
    """How many pixels of the upright picture become one."""
    if wanted.focus is None:
        return max(1.0, size[0] / wanted.width)
    left, _, right, _ = box(*size, wanted.width / wanted.height, wanted.focus)
    return max(1.0, (right - left) / wanted.width)


def _rough(image: "Image.Image", scale: float) -> "Image.Image":
    """Not much larger than twice what is wanted, before anything else makes copies of it."""
    factor = int(scale / 2)
    return image.reduce(factor) if factor > 1 and image.mode in ("RGB", "RGBA", "L", "LA", "CMYK") else image


def _upright(image: "Image.Image", turn: int) -> "Image.Image":
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM, 5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270, 7: Transpose.TRANSVERSE, 8: Transpose.ROTATE_90,
    }  # fmt: skip
    return image.transpose(turns[turn]) if turn in turns else image


def _in_srgb(image: "Image.Image", profile: bytes | None) -> "Image.Image":
    from PIL import ImageCms

    if image.mode.startswith("I"):  # 16 bits of grey, of which convert() would keep the lower half
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        image = image.convert(mode)
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
            if found is not None:
                return found
    return image if image.mode == mode else image.convert(mode)


def pack(image: "Image.Image", form: Form) -> bytes:
    """The picture as a file that is light for its size."""
    quality, lowest, step, heaviest = _QUALITIES[form]
    most = heaviest * max(1, image.width * image.height / _USUAL)
    if form == "png":
        packed = _saved(image, form, 0)
        return packed if len(packed) <= most else _saved(image.quantize(256, _OCTREE), form, 0)
    if form == "jpg" and image.mode != "RGB":
        image = on_paper(image)
    packed = _saved(image, form, quality)
    for _ in range(_TRIES):
        if len(packed) <= most or quality <= lowest:
            break
        quality = max(lowest, quality - ceil(log(len(packed) / most) / step))
        packed = _saved(image, form, quality)
    return packed


def on_paper(image: "Image.Image") -> "Image.Image":
    """What is transparent lies on the colour of the page."""
    from PIL import Image

    below = Image.new("RGB", image.size, PAPER)
    below.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return below


def _saved(image: "Image.Image", form: Form, quality: int) -> bytes:
    file = io.BytesIO()
    if form == "avif":
        image.save(file, "AVIF", quality=quality, speed=_AVIF_SPEED, max_threads=1)
    elif form == "webp":
        image.save(file, "WEBP", quality=quality, method=4)
    elif form == "jpg":
        image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
    else:
        image.save(file, "PNG", optimize=True)
    return file.getvalue()
