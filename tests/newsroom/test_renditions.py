"""The addresses of renditions: what pages name, and nothing else."""

import pytest

from newsroom.images import Measured
from newsroom.images.renditions import Rendition, forms_of, offer, ratios, rendition, widths_of

PHOTOGRAPH = Measured("jpeg", 4000, 3000)
DRAWING = Measured("png", 700, 400, "clear")


def test_no_rendition_is_larger_than_its_picture() -> None:
    assert widths_of(Measured("jpeg", 1280, 9), "avif") == (160, 320, 480, 640, 800, 960, 1280)
    assert widths_of(Measured("jpeg", 1111, 9), "avif") == (160, 320, 480, 640, 800, 960, 1111)
    assert widths_of(Measured("png", 4000, 9), "avif") == (160, 320, 480, 640, 800, 960, 1280, 1600)
    assert widths_of(PHOTOGRAPH, "webp") == (320, 640, 960, 1280)
    assert widths_of(PHOTOGRAPH, "jpg") == (320, 640, 960)
    assert widths_of(DRAWING, "png") == (320, 640, 700)
    assert widths_of(DRAWING, "jpg") == ()


@pytest.mark.parametrize(
    "picture",
    [
        *(Measured("jpeg", 200, 9000), Measured("webp", 5000, 3300), Measured("svg", 4000, 900)),
        *(Measured("jpeg", 160, 90), Measured("gif", 4000, 9), Measured("webp", 900, 9, "moving")),
    ],
)
def test_drawings_films_and_tiny_pictures_stay_as_they_are(picture: Measured) -> None:
    assert forms_of(picture) == ()
    assert offer("/a", picture) is None
    assert ratios("/a", picture) == ("/a",)
    assert rendition("160", "avif", picture) is None


def test_pages_offer_three_forms() -> None:
    found = offer("/a%20b.jpg", Measured("jpeg", 330, 200))
    assert found
    assert found.src == "/renditions/330/a%20b.jpg.jpg"
    assert found.srcset == "/renditions/320/a%20b.jpg.jpg 320w, /renditions/330/a%20b.jpg.jpg 330w"
    assert [kind for kind, _ in found.sources] == ["image/avif", "image/webp"]
    assert found.sources[0][1].startswith("/renditions/160/a%20b.jpg.avif 160w, ")
    assert found.sources[1][1].endswith("/renditions/330/a%20b.jpg.webp 330w")
    clear = offer("/d.png", DRAWING)
    assert clear
    assert clear.src == "/renditions/640/d.png.png"


def test_whatever_a_page_names_is_there() -> None:
    for picture in (PHOTOGRAPH, DRAWING, Measured("jpeg", 161, 1288), Measured("webp", 1600, 1)):
        found = offer("/a", picture)
        assert found
        sets = [found.srcset, *(srcset for _, srcset in found.sources)]
        named = [each.split()[0] for srcset in sets for each in srcset.split(", ")]
        for url in (found.src, *named, *ratios("/a", picture), *ratios("/a", picture, "left bottom")):
            size, form = url.split("/")[2], url.rpartition(".")[2]
            wanted = rendition(size, form, picture)
            assert wanted, url
            assert 1 <= wanted.width <= picture.width
            assert wanted.height >= 1


def test_a_picture_is_offered_in_three_shapes_cut_by_its_focus() -> None:
    assert ratios("/a.jpg", PHOTOGRAPH) == (
        "/renditions/16x9/a.jpg.jpg", "/renditions/4x3/a.jpg.jpg", "/renditions/1x1/a.jpg.jpg"
    )  # fmt: skip
    assert ratios("/a.jpg", PHOTOGRAPH, "left")[2] == "/renditions/1x1-0-50/a.jpg.jpg"
    assert rendition("16x9", "jpg", PHOTOGRAPH) == Rendition(1200, 675, "jpg", (50, 50))
    assert rendition("4x3", "jpg", PHOTOGRAPH) == Rendition(1200, 900, "jpg", (50, 50))
    assert rendition("1x1-0-50", "jpg", PHOTOGRAPH) == Rendition(1200, 1200, "jpg", (0, 50))
    assert rendition("1x1", "jpg", DRAWING) == Rendition(400, 400, "jpg", (50, 50)), "never larger than it is"


@pytest.mark.parametrize(
    "size",
    [
        "", "0", "1", "319", "321", "1600", "0320", "+320", " 320", "320.0", "99999999999", "x", "-320", "٣٢٠", "4000",
        "16x9-50-50", "16x9-0", "16x9-10-50", "16x9-00-50", "3x2", "16x9-", "16X9", "16x9-0-50-0", "1x1-101-0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["avif", "webp", "jpg", "png", "gif", "jpeg", "AVIF", ""])
def test_nothing_else_can_be_asked_for(size: str, form: str) -> None:
    assert rendition(size, form, PHOTOGRAPH) is None or (size, form) == ("1600", "avif")
