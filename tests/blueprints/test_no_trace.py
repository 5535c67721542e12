"""Where a picture was taken, and by whom, stays with the paper: not a byte of it leaves, in any form."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from PIL import Image, ImageCms, PngImagePlugin

from newsroom.images import measure
from newsroom.images.renditions import RATIOS, WIDTHS, forms_of, widths_of
from tests.desk import get
from tests.house_rules import Page

Publish = Callable[..., Path]

CANARY = "s3cr3t-safe-house"
LATITUDE = (51.0, 28.0, 38.25)
_GPS = struct.pack("<6I", 51, 1, 28, 1, 153, 4)
_WRITTEN = [CANARY.encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be")]
TRACES = (*_WRITTEN, _GPS, b"http://ns.adobe.com/xap", b"8BIM")

XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><r>{CANARY}</r></x:xmpmeta>".encode()
_RECORD = b"\x1c\x02\x69\0\x11" + CANARY.encode()
IPTC = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(_RECORD)) + _RECORD


def scene() -> Image.Image:
    return Image.linear_gradient("L").resize((700, 450)).convert("RGB")


def exif() -> bytes:
    """With GPS, names and a thumbnail that says where it was taken, too."""
    block = Image.Exif()
    block[0x0112] = 6
    block.update(dict.fromkeys((0x010E, 0x010F, 0x013B, 0x8298), CANARY))
    block[0x9C9B] = CANARY.encode("utf-16-le")
    block.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 3: "W", 4: LATITUDE, 29: CANARY})
    block.get_ifd(0x8769).update({0xA430: CANARY, 0xA431: CANARY, 0x927C: CANARY.encode(), 0x9286: CANARY.encode()})
    return block.tobytes()


def jpeg() -> bytes:
    file, small = io.BytesIO(), io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    scene().save(file, "JPEG", exif=exif(), comment=CANARY, xmp=XMP, icc_profile=profile)
    scene().resize((64, 48)).save(small, "JPEG", comment=CANARY)
    data = file.getvalue()
    extra = b""
    for marker, payload in ((0xED, IPTC), (0xE1, b"Exif\0\0thumb" + small.getvalue()), (0xEF, CANARY.encode())):
        extra += struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload
    return data[:2] + extra + data[2:] + small.getvalue() + CANARY.encode()


def png() -> bytes:
    file, texts = io.BytesIO(), PngImagePlugin.PngInfo()
    texts.add_text("Comment", CANARY)
    texts.add_text("XML:com.adobe.xmp", XMP.decode(), zip=False)
    texts.add_itxt("Author", CANARY)
    texts.add(b"tIME", b"\x07\xea\x0b\x16\x0c\0\0")
    scene().save(file, "PNG", pnginfo=texts, exif=exif())
    name, payload = b"prVt", CANARY.encode()
    chunk = struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))
    return file.getvalue()[:33] + chunk + file.getvalue()[33:] + CANARY.encode()


def webp() -> bytes:
    file = io.BytesIO()
    scene().save(file, "WEBP", exif=exif(), xmp=XMP)
    return file.getvalue() + CANARY.encode()


def gif() -> bytes:
    file = io.BytesIO()
    scene().quantize(16).save(file, "GIF", comment=CANARY)
    return file.getvalue() + CANARY.encode()


def svg() -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="700" height="400"><!-- {CANARY} --><title>A</title>'
        f'<metadata>{CANARY}</metadata><rect width="9" height="9" data-by="{CANARY}"/></svg>'
    ).encode()


MAKERS = {"quay.jpg": jpeg, "quay.png": png, "quay.webp": webp, "quay.gif": gif, "quay.svg": svg}


def addresses(name: str, data: bytes) -> Iterator[str]:
    """Every form in which the site offers the picture."""
    yield f"/{name}"
    picture = measure(data)
    for form in forms_of(picture):
        yield from (f"/renditions/{width}/{name}.{form}" for width in widths_of(picture, form))
    if forms_of(picture):
        yield from (f"/renditions/{ratio}{place}/{name}.jpg" for ratio in RATIOS for place in ("", "-0-100"))


def traces(data: bytes) -> list[bytes]:
    """What is left: as bytes, packed in a PNG's chunk, and as Pillow reads it."""
    found = [trace for trace in TRACES if trace in data]
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            kept = image.getexif()
            found += [b"GPS"] if kept.get_ifd(0x8825) else []
            found += [str(tag).encode() for tag in kept if tag != 0x0112]
            found += [key.encode() for key in image.info if key in ("comment", "xmp", "photoshop", "XML:com.adobe.xmp")]
    except OSError:  # a drawing
        pass
    return found


@pytest.mark.parametrize("name", MAKERS)
def test_no_form_of_a_picture_says_where_it_was_taken(
    name: str, app: Flask, content: Path, publish: Publish, page: Callable[..., Page]
) -> None:
    data = MAKERS[name]()
    assert CANARY.encode() in data
    (content / name).write_bytes(data)
    publish("quay", image={"src": f"/{name}", "focus": "left bottom"}, body=f"Look.\n\n![Quay](/{name})\n")
    app.extensions["paper"].sync()
    shown = page("/2026/11/20/quay")
    card = urlsplit(shown.metas["og:image"]).path
    urls = [*addresses(name, data), card]
    assert len(urls) == 2 or len(urls) > 12
    for url in urls:
        answer = get(app.test_client(), url)
        assert answer.status_code == 200, url
        assert traces(answer.data) == [], url
        assert CANARY not in str(answer.headers)
    assert card.endswith(".jpg") == (len(urls) > 2), "a film and a drawing are not on cards"
    assert set(WIDTHS) == {"avif", "webp", "jpg", "png"}, "another form wants to be looked at here"


def test_the_traces_are_found_where_they_are() -> None:
    for name, make in MAKERS.items():
        assert traces(make()), name
    assert _GPS in jpeg()
