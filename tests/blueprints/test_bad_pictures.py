"""Pictures that are damaged, mislabelled, enormous or odd: no page breaks, and whoever put them there is told."""

import io
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from PIL import Image

from newsroom import checks
from tests.desk import get
from tests.house_rules import Page

Publish = Callable[..., Path]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="700" height="400"><script>alert(1)</script></svg>'


def saved(format: str, size: tuple[int, int] = (700, 400), mode: str = "RGB", **options: object) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(file, format, **options)
    return file.getvalue()


def film(format: str) -> bytes:
    frames = [Image.new("RGB", (700, 400), colour) for colour in ("red", "blue", "green")]
    file = io.BytesIO()
    frames[0].save(file, format, save_all=True, append_images=frames[1:], duration=80)
    return file.getvalue()


def sixteen_bits() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((700, 400), 60).convert("I").point(lambda grey: grey * 256).convert("I;16").save(file, "PNG")
    return file.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that unfold to as many pixels, a bit each."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(bytes(min((width // 8 + 1) * height, 22_000_000)), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def holed(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes(900) + data[len(data) // 2 + 900 :]


REFUSED = {
    "half.jpg": half(saved("JPEG")),
    "half-progressive.jpg": half(saved("JPEG", progressive=True)),
    "half.png": half(saved("PNG")),
    "half.webp": half(saved("WEBP")),
    "half.gif": half(saved("GIF", mode="L")),
    "head-only.jpg": saved("JPEG")[:300],
    "empty.jpg": b"",
    "bomb.png": png_that_says(13_000, 13_000),
    "bomb-wide.png": png_that_says(2_000_000, 40),
    "bomb-huge.png": png_that_says(2**31 - 1, 2**31 - 1),
    "page.png": b"<!doctype html><html><script>alert(1)</script></html>",
    "page.jpg": b"<html><body onload=alert(1)>",
    "words.gif": b"GIF is what this says.",
    "zeros.webp": bytes(4_000),
    "archive.png": b"PK\x03\x04" + bytes(400),
    "script.svg": b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
    "entities.svg": b'<!DOCTYPE svg [<!ENTITY a "a">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    "photograph.avif": saved("AVIF"),
    "scan.tiff": saved("TIFF"),
    "bitmap.jpg": saved("BMP"),
}
MISNAMED = {"png.jpg": saved("PNG"), "jpeg.png": saved("JPEG"), "webp.gif": saved("WEBP"), "svg.png": SVG}
DAMAGED = {"holed.png": holed(saved("PNG")), "holed-grey.png": holed(saved("PNG", mode="L"))}
FINE = {
    "cmyk.jpg": saved("JPEG", mode="CMYK"),
    "sixteen.png": sixteen_bits(),
    "film.gif": film("GIF"),
    "film.webp": film("WEBP"),
    "film.png": film("PNG"),
    "one.png": saved("PNG", (1, 1)),
    "one.gif": saved("GIF", (1, 1), "L"),
    "strip.jpg": saved("JPEG", (20_000, 9)),
    "tower.jpg": saved("JPEG", (9, 20_000)),
    "drawing.svg": SVG,
    "palette.png": saved("PNG", mode="P"),
    "grey-alpha.png": saved("PNG", mode="LA"),
    "bits.png": saved("PNG", mode="1"),
}
ALL = {**REFUSED, **MISNAMED, **DAMAGED, **FINE}


@pytest.fixture
def problems(content: Path, publish: Publish, app: Flask) -> dict[str, list[str]]:
    """What `flask check` says of each picture; a story shows it above its text and in it."""
    for name, data in ALL.items():
        (content / name).write_bytes(data)
        body = f"Look.\n\n![Odd](/{name})\n\nEnd."
        publish(name.replace(".", "-"), image={"src": f"/{name}", "alt": "Odd"}, body=body)
    app.extensions["paper"].sync()
    told: dict[str, list[str]] = {}
    for _, _, found in checks.check(app.extensions["paper"]):
        for problem in found:
            if problem.path in ALL:
                told.setdefault(problem.path, []).append(problem.severity)
                assert problem.mend
    return told


def test_no_bad_picture_breaks_a_page(
    problems: dict[str, list[str]], page: Callable[..., Page], app: Flask
) -> None:
    assert len(ALL) >= 30
    assert {name: problems.get(name) for name in ALL} == {
        **{name: ["error"] for name in REFUSED},
        **{name: ["warning"] for name in MISNAMED | DAMAGED},
        **dict.fromkeys(FINE),
    }
    for name in ALL:
        shown = page(f"/2026/11/20/{name.replace('.', '-')}")
        pictures = [part.split()[0] for part in re.findall(r'(?<=[" ])(/[^" ]*) \d+w', shown.html)]
        pictures += re.findall(r'<img src="([^"]*)"', shown.html)
        assert bool([url for url in pictures if name in url]) == (name not in REFUSED), name
        for url in {*pictures, urlsplit(shown.metas["og:image"]).path}:
            answer = get(app.test_client(), url, follow_redirects=True)
            assert answer.status_code == 200, url
            assert answer.content_type.startswith("image/"), url
    assert page("/").html


def test_what_is_no_picture_is_not_served(problems: dict[str, list[str]], app: Flask) -> None:
    for name in REFUSED:
        assert get(app.test_client(), f"/{name}").status_code == 404, name
    for name in MISNAMED:
        answer = get(app.test_client(), f"/{name}")
        assert answer.content_type == f"image/{name.partition('.')[0].replace('svg', 'svg+xml')}"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_drawing_cannot_run_a_script(problems: dict[str, list[str]], app: Flask) -> None:
    for name in ("drawing.svg", "svg.png"):
        answer = get(app.test_client(), f"/{name}")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        assert b"alert" not in answer.data
