import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from newsroom.images import renditions
from newsroom.images.renditions import Busy, Renditions, make, srcset, widths_of
from newsroom.signature import Signature

SIGNATURE = Signature(1, 2, 3, 4)


def photograph(width: int, height: int, format: str = "JPEG", **options: object) -> bytes:
    mode, image = str(options.pop("mode", "RGB")), Image.linear_gradient("L").resize((width, height))
    image = image.convert("I").point(lambda value: value * 256).convert(mode) if mode == "I;16" else image.convert(mode)
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_no_rendition_is_larger_than_its_picture() -> None:
    assert widths_of("jpeg", 1280) == (160, 320, 480, 640, 800, 960, 1280)
    assert widths_of("jpeg", 1111) == (160, 320, 480, 640, 800, 960, 1111)
    assert widths_of("png", 4000) == (160, 320, 480, 640, 800, 960, 1280, 1600)
    assert widths_of("jpeg", 160) == widths_of("svg", 4000) == widths_of("gif", 4000) == ()
    assert srcset("/a%20b.jpg", "jpeg", 320) == (
        "/renditions/160/a%20b.jpg.avif 160w, /renditions/320/a%20b.jpg.avif 320w"
    )
    assert srcset("/a.svg", "svg", 480) == ""


@pytest.mark.parametrize(
    ("format", "mode"),
    [
        *(("JPEG", mode) for mode in ("RGB", "L", "CMYK", "1")),
        *(("PNG", mode) for mode in ("RGB", "L", "RGBA", "P", "1", "I;16")),
        *(("WEBP", mode) for mode in ("RGB", "RGBA")),
    ],
)
def test_every_mode_becomes_avif(format: str, mode: str) -> None:
    made = opened(make(photograph(900, 600, format, mode=mode), 480))
    assert made.format == "AVIF"
    assert made.size == (480, 320)
    grey = made.convert("L").getpixel((240, 160))
    assert isinstance(grey, int)
    assert mode == "1" or 100 < grey < 156, "half way down the gradient"


def test_a_picture_stands_upright_and_says_nothing_of_its_maker() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "c4n4ry"
    made = make(photograph(900, 600, exif=exif, comment=b"c4n4ry"), 480)
    assert opened(made).size == (480, 720)
    assert b"c4n4ry" not in made
    assert not opened(made).getexif().get(0x0112, 1) > 1


def test_colours_are_those_of_srgb() -> None:
    """A picture whose profile swaps nothing keeps its colours; one in Lab is brought over."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = opened(make(photograph(400, 300), 320)).convert("RGB").getpixel((160, 200))
    tagged = opened(make(photograph(400, 300, icc_profile=profile), 320))
    assert "icc_profile" not in tagged.info
    assert all(abs(a - b) <= 4 for a, b in zip(plain, tagged.convert("RGB").getpixel((160, 200)), strict=True))  # type: ignore[arg-type]


def test_a_damaged_picture_is_refused() -> None:
    whole = photograph(900, 600)
    for data in (whole[: len(whole) // 2], b"", b"no picture", whole[:200] + bytes(len(whole) - 200)):
        with pytest.raises(ValueError, match=r"\."):
            make(data, 480)


def test_a_width_that_pages_do_not_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no rendition of 481 pixels"):
        make(photograph(900, 600), 481)


def test_what_was_made_is_kept_and_the_oldest_goes(tmp_path: Path) -> None:
    data = photograph(900, 600)
    size = len(make(data, 320))
    store = Renditions(tmp_path / "renditions", most_bytes=size * 3)
    for number in range(4):
        store.make(f"{number}.jpg", SIGNATURE, 320, data)
    assert Renditions(tmp_path / "renditions").kept("3.jpg", SIGNATURE, 320) == make(data, 320)
    assert sum(each.stat().st_size for each in (tmp_path / "renditions").iterdir()) <= size * 3
    assert store.kept("3.jpg", Signature(9, 9, 9, 9), 320) is None


def test_nothing_is_needed_on_disk(tmp_path: Path) -> None:
    data = photograph(900, 600)
    (tmp_path / "file").write_text("")
    for folder in (None, tmp_path / "file" / "renditions"):
        store = Renditions(folder)
        assert opened(store.make("a.jpg", SIGNATURE, 320, data)).size == (320, 213)
        assert store.kept("a.jpg", SIGNATURE, 320) is None


def test_who_cannot_wait_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renditions, "_TURN", 0.01)
    store = Renditions(None)
    with store._turn, pytest.raises(Busy):
        store.make("a.jpg", SIGNATURE, 320, photograph(400, 300))
