import contextlib
import io
import struct
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from newsroom.images import FORMATS, MIME, PICTURE_SUFFIXES, RASTER_SUFFIXES, measure, scrub
from newsroom.images.scrubbing import EXIF, orientation, orientation_only

CANARY = "c4n4ry-serial-owner-gps"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()
RASTERS = ("jpeg", "png", "webp", "gif")


def drawing(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    image = Image.new(mode, (width, height))
    pen = ImageDraw.Draw(image)
    for step in range(0, width, 3):
        pen.line((step, 0, width - step, height), fill=step * 4 % 256 if mode in "LP" else (step * 4, 90, 255 - step))
    return image


def exif(turn: int = 1) -> Image.Exif:
    block = Image.Exif()
    block[0x0112] = turn
    block[0x010F] = CANARY
    block[0x013B] = CANARY
    block.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 29: CANARY})
    block.get_ifd(0x8769).update({0xA430: CANARY, 0xA431: CANARY, 0x9286: CANARY.encode()})
    return block


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def picture(format: str, turn: int = 1) -> bytes:
    """A picture with all the metadata that Pillow can write into it."""
    if format == "png":
        words = PngInfo()
        words.add_text("Author", CANARY)
        words.add_text("Comment", CANARY, zip=False)
        words.add_itxt("XML:com.adobe.xmp", XMP.decode())
        return saved(drawing(), "png", exif=exif(turn), pnginfo=words, dpi=(72, 72)) + CANARY.encode()
    if format == "gif":
        frames = [drawing(mode="L").rotate(angle) for angle in (0, 90, 180)]
        whole = saved(frames[0], "gif", save_all=True, append_images=frames[1:], loop=0, duration=40, comment=CANARY)
        return whole + CANARY.encode()
    if format == "webp":
        return saved(drawing(), "webp", exif=exif(turn), xmp=XMP, lossless=True) + CANARY.encode()
    thumbnail = jpeg_segment(0xE0, b"JFXX\0\x10" + CANARY.encode())
    plain = saved(drawing(), "jpeg", exif=exif(turn), xmp=XMP, comment=CANARY, progressive=True, quality=90)
    maker = jpeg_segment(0xED, b"Photoshop 3.0\0" + CANARY.encode()) + jpeg_segment(0xEB, CANARY.encode())
    return plain[:2] + thumbnail + maker + plain[2:] + plain + CANARY.encode()


def jpeg_segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def frames(data: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP", "GIF"]) as image:
        count = 1 if image.format in ("JPEG", "MPO") else getattr(image, "n_frames", 1)
        shown = []
        for number in range(count):
            image.seek(number)
            shown.append(image.convert("RGBA").tobytes())
        return shown


@pytest.mark.parametrize("format", RASTERS)
@pytest.mark.parametrize("turn", [1, 3, 6])
def test_scrubbing_keeps_the_pixels_and_nothing_else(format: str, turn: int) -> None:
    data = picture(format, turn)
    assert CANARY.encode() in data
    clean = scrub(data, format)
    assert CANARY.encode() not in clean
    for mark in (b"GPS", b"xmpmeta", b"Photoshop", b"JFXX", b"tEXt", b"iTXt"):
        assert mark not in clean
    assert frames(clean) == frames(data)
    assert measure(clean) == measure(data)
    with Image.open(io.BytesIO(clean)) as image:
        expected = 1 if format == "gif" else turn
        assert dict(image.getexif()) == ({0x0112: turn} if expected != 1 else {})
    assert scrub(clean, format) == clean


def test_an_animation_goes_on_for_ever_after_scrubbing() -> None:
    with Image.open(io.BytesIO(scrub(picture("gif"), "gif"))) as image:
        assert image.info["loop"] == 0
        assert image.info["duration"] == 40
        assert "comment" not in image.info


@pytest.mark.parametrize("format", ["png", "webp"])
def test_animated_png_and_webp_stay_animated(format: str) -> None:
    turns = [drawing().rotate(angle) for angle in (0, 90, 180)]
    data = saved(turns[0], format, save_all=True, append_images=turns[1:], duration=50, loop=2, exif=exif())
    clean = scrub(data, format)
    assert CANARY.encode() not in clean
    assert frames(clean) == frames(data)
    assert len(frames(clean)) == 3


def test_metadata_in_the_frames_of_a_webp_goes() -> None:
    turns = [drawing(), drawing().rotate(90)]
    data = saved(turns[0], "webp", save_all=True, append_images=turns[1:], lossless=True)
    place = data.index(b"ANMF")
    size = struct.unpack_from("<I", data, place + 4)[0]
    hidden = b"JUNK" + struct.pack("<I", len(CANARY) + 1) + CANARY.encode() + b"!"
    hidden += b"\0" * (len(hidden) % 2)
    end = place + 8 + size
    grown = data[: place + 4] + struct.pack("<I", size + len(hidden)) + data[place + 8 : end] + hidden + data[end:]
    grown = grown[:4] + struct.pack("<I", len(grown) - 8) + grown[8:]
    clean = scrub(grown, "webp")
    assert CANARY.encode() not in clean
    assert frames(clean) == frames(data)


@pytest.mark.parametrize("format", ["jpeg", "png", "webp"])
def test_colour_profiles_stay(format: str) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with Image.open(io.BytesIO(scrub(saved(drawing(), format, icc_profile=profile), format))) as image:
        assert image.info["icc_profile"] == profile


def test_the_adobe_mark_of_a_cmyk_jpeg_stays() -> None:
    data = saved(Image.new("CMYK", (16, 16), (10, 200, 30, 40)), "jpeg")
    assert frames(scrub(data, "jpeg")) == frames(data)


def test_the_jfif_thumbnail_goes() -> None:
    data = saved(drawing(), "jpeg")
    jfif = data[6 : 6 + 12] + b"\x03\x03" + b"Z" * 27
    with_thumbnail = data[:2] + jpeg_segment(0xE0, jfif) + data[20:]
    assert frames(with_thumbnail) == frames(data)
    assert scrub(with_thumbnail, "jpeg") == scrub(data, "jpeg")


def test_transparency_and_palettes_stay() -> None:
    image = drawing().convert("P")
    data = saved(image, "png", transparency=3)
    assert frames(scrub(data, "png")) == frames(data)


def test_a_jpeg_that_breaks_off_shows_what_it_has() -> None:
    data = saved(drawing(600, 400), "jpeg")
    clean = scrub(data[: len(data) // 2], "jpeg")
    assert clean.endswith(b"\xff\xd9")
    assert measure(clean).width == 600


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("format", ["jpeg", "png", "webp"])
def test_sizes_are_those_shown_upright(format: str, turn: int) -> None:
    measured = measure(saved(drawing(), format, exif=exif(turn)))
    assert (measured.width, measured.height) == ((40, 60) if turn >= 5 else (60, 40))
    assert measured.format == format


@pytest.mark.parametrize("format", RASTERS)
def test_the_format_is_that_of_the_content(format: str, tmp_path: Path) -> None:
    misnamed = tmp_path / "photo.jpg"
    misnamed.write_bytes(saved(drawing(), format))
    assert measure(misnamed).format == format
    assert measure(misnamed) == measure(misnamed.read_bytes())


def test_a_stereo_picture_is_a_jpeg() -> None:
    data = saved(drawing(), "mpo", save_all=True, append_images=[drawing().rotate(180)])
    assert measure(data).format == "jpeg"
    clean = scrub(data, "jpeg")
    assert clean.count(b"\xff\xd8") == 1
    assert frames(clean) == frames(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"BM" + b"\0" * 60, b"%PDF-1.7"],
)
def test_other_files_are_no_pictures(data: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be read as"):
        measure(data)


def test_a_web_page_named_as_a_picture_is_none(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_text("<html><script>alert(1)</script></html>")
    with pytest.raises(ValueError, match="not an SVG file"):
        measure(tmp_path / "photo.jpg")


def test_a_missing_file_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none\.jpg"):
        measure(tmp_path / "none.jpg")


@pytest.mark.parametrize("side", [6_400, 12_000, 60_000, 2**31 - 1])
def test_picture_bombs_are_refused_without_a_warning(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = png_chunk(b"IDAT", zlib.compress(b"\0"))
    bomb = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + pixels + png_chunk(b"IEND")
    with pytest.raises(ValueError, match="more than 40 million pixels"):
        measure(bomb)


def png_chunk(name: bytes, payload: bytes = b"") -> bytes:
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "huge.webp").open("wb") as file:
        file.write(b"RIFF\xff\xff\xff\xffWEBPVP8 ")
        file.truncate(10 * 1024**3)
    with pytest.raises(ValueError, match="larger than 64 MB"):
        measure(tmp_path / "huge.webp")


@pytest.mark.parametrize("format", RASTERS)
def test_every_truncation_is_scrubbed_or_refused(format: str) -> None:
    data = picture(format)
    for length in range(len(data)):
        with contextlib.suppress(ValueError):
            assert CANARY.encode() not in scrub(data[:length], format)


@given(st.binary(max_size=3000), st.sampled_from(FORMATS), st.booleans())
@settings(max_examples=300, deadline=1000)
@example(b"\xff\xd8\xff\xda", "jpeg", False)
@example(b"GIF89a" + b"\0" * 7 + b"\x21", "gif", False)
def test_any_bytes_are_scrubbed_or_refused(data: bytes, format: str, headed: bool) -> None:
    heads = {"jpeg": b"\xff\xd8", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF\x40\0\0\0WEBPVP8X", "gif": b"GIF89a"}
    whole = heads.get(format, b"<svg xmlns='http://www.w3.org/2000/svg'>") + data if headed else data
    with contextlib.suppress(ValueError):
        scrub(whole, format)
    with contextlib.suppress(ValueError):
        assert measure(whole).width


@given(st.sampled_from(RASTERS), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8))
@settings(max_examples=200, deadline=1000)
def test_damaged_pictures_are_scrubbed_or_refused(format: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(picture(format))
    for place, value in damage:
        data[place % len(data)] = value
    with contextlib.suppress(ValueError):
        scrub(bytes(data), format)
    with contextlib.suppress(ValueError):
        assert measure(bytes(data)).width


@pytest.mark.parametrize(
    ("format", "data"),
    [
        ("jpeg", b"\xff\xd8" + b"\xff" * 4_000_000),
        ("jpeg", b"\xff\xd8" + b"\xff\xda\x00\x02" * 1_000_000),
        ("gif", b"GIF89a" + b"\0" * 4_000_000),
        ("png", b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", b"\0" * 13) + png_chunk(b"tEXt") * 300_000),
        ("webp", b"RIFF" + struct.pack("<I", 4_000_004) + b"WEBP" + b"EXIF\0\0\0\0" * 500_000),
    ],
)
def test_long_files_take_no_long_time(format: str, data: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(ValueError):
        scrub(data, format)
    assert time.process_time() - start < 4


@given(st.binary(max_size=200))
def test_any_exif_has_an_orientation(block: bytes) -> None:
    assert orientation(EXIF + b"II*\0" + block) in range(1, 9)
    assert orientation(b"MM\0*" + block) in range(1, 9)
    assert orientation(block) in range(1, 9)


@pytest.mark.parametrize("turn", range(1, 9))
def test_the_least_exif_says_its_orientation(turn: int) -> None:
    assert orientation(orientation_only(turn)) == turn


def test_the_tables_agree() -> None:
    assert set(MIME) == set(FORMATS)
    assert PICTURE_SUFFIXES - RASTER_SUFFIXES == {".svg"}
    with pytest.raises(ValueError, match="not a format"):
        scrub(b"", "bmp")
