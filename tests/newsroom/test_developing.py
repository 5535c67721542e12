"""Renditions as files: every kind of picture, in every form."""

import io
from math import isclose

import pytest
from PIL import Image, ImageCms

from newsroom.images import measure
from newsroom.images.developing import make, verify
from newsroom.images.renditions import Form, Rendition, forms_of, rendition

PHOTOGRAPH_FORMS: tuple[Form, ...] = ("avif", "webp", "jpg")


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


def made(data: bytes, size: str = "320", form: str = "avif") -> Image.Image:
    wanted = rendition(size, form, measure(data))
    assert wanted
    return opened(make(data, wanted))


@pytest.mark.parametrize(
    ("format", "mode"),
    [
        *(("JPEG", mode) for mode in ("RGB", "L", "CMYK", "1")),
        *(("PNG", mode) for mode in ("RGB", "L", "LA", "RGBA", "P", "1", "I;16")),
        *(("WEBP", mode) for mode in ("RGB", "RGBA")),
    ],
)
def test_every_mode_becomes_every_form(format: str, mode: str) -> None:
    data = photograph(2700, 1800, format, mode=mode)
    for form in forms_of(measure(data)):
        smaller = made(data, "320", form)
        assert smaller.format == {"jpg": "JPEG"}.get(form, form.upper())
        assert smaller.size == (320, 213)
        grey = smaller.convert("L").getpixel((160, 106))
        assert isinstance(grey, int)
        assert mode == "1" or 100 < grey < 156, "half way down the gradient"


@pytest.mark.parametrize("form", PHOTOGRAPH_FORMS)
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_stands_upright(form: Form, turn: int) -> None:
    """The upper left corner as shown is red, whichever way the camera was held."""
    exif = Image.Exif()
    exif[0x0112] = turn
    upright = Image.new("RGB", (600, 400) if turn < 5 else (400, 600), "white")
    upright.paste("red", (0, 0, 200, 200))
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's transpositions that the viewer takes back
    stored = upright.transpose(Image.Transpose(undo[turn])) if turn > 1 else upright
    file = io.BytesIO()
    stored.save(file, "JPEG", exif=exif, quality=95)
    shown = made(file.getvalue(), "320", form)
    assert shown.size == ((320, 213) if turn < 5 else (320, 480))
    red, green, _ = shown.convert("RGB").getpixel((40, 40))  # type: ignore[misc] # three bands
    assert red > 200
    assert green < 60
    assert not shown.getexif().get(0x0112, 1) > 1


def test_colours_are_those_of_srgb() -> None:
    """A picture whose profile swaps nothing keeps its colours, and the profile stays behind."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form in PHOTOGRAPH_FORMS:
        plain = made(photograph(400, 300), form=form).convert("RGB").getpixel((160, 200))
        tagged = made(photograph(400, 300, icc_profile=profile), form=form)
        assert "icc_profile" not in tagged.info
        assert all(abs(a - b) <= 4 for a, b in zip(plain, tagged.convert("RGB").getpixel((160, 200)), strict=True))  # type: ignore[arg-type]


def test_what_is_transparent_stays_so_except_in_a_cut() -> None:
    data = photograph(900, 900, "PNG", mode="RGBA")
    image = Image.open(io.BytesIO(data))
    image.putalpha(0)
    file = io.BytesIO()
    image.save(file, "PNG")
    for form in ("avif", "webp", "png"):
        assert made(file.getvalue(), form=form).convert("RGBA").getpixel((9, 9))[3] == 0  # type: ignore[index]
    assert made(file.getvalue(), "1x1", "jpg").getpixel((9, 9)) == pytest.approx((252, 251, 248), abs=3)


def test_a_cut_shows_where_the_subject_is() -> None:
    image = Image.new("RGB", (2400, 1600), "white")
    image.paste("red", (2200, 0, 2400, 1600))
    file = io.BytesIO()
    image.save(file, "JPEG")
    right, left = made(file.getvalue(), "1x1-100-50", "jpg"), made(file.getvalue(), "1x1-0-50", "jpg")
    assert right.size == left.size == (1200, 1200)
    assert right.getpixel((1190, 600)) == pytest.approx((254, 0, 0), abs=4)
    assert left.getpixel((1190, 600)) == pytest.approx((255, 255, 255), abs=4)


@pytest.mark.parametrize("size", [(1, 9000), (9000, 1), (161, 3), (200, 1600), (20000, 200)])
def test_odd_shapes_keep_their_shape(size: tuple[int, int]) -> None:
    data = photograph(*size)
    for form in forms_of(measure(data)):
        widths = [each for each in ("160", "161", "200", "320") if rendition(each, form, measure(data))]
        shown = made(data, widths[0], form)
        assert isclose(shown.width / shown.height, size[0] / size[1], rel_tol=0.2) or 1 in shown.size


def test_a_damaged_picture_is_refused() -> None:
    whole = photograph(900, 600)
    for data in (whole[: len(whole) // 2], b"", b"no picture", whole[:200] + bytes(len(whole) - 200)):
        with pytest.raises(ValueError, match=r"\."):
            make(data, Rendition(320, 213, "jpg"))
        with pytest.raises(ValueError, match=r"\."):
            verify(data)
    verify(whole)


def test_a_picture_full_of_detail_has_less_quality_rather_than_more_bytes() -> None:
    image = Image.effect_noise((1280, 960), 90).convert("RGB")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=95)
    for form in PHOTOGRAPH_FORMS:
        wanted = rendition("640", form, measure(file.getvalue()))
        assert wanted
        assert len(make(file.getvalue(), wanted)) < 160_000
