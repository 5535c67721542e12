"""Social cards drawn: where the words stand, in any script, and never a box in the place of a letter."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, features

from newsroom.images import cards, fonts
from newsroom.images.cards import COLOURS, PAPER, SECTIONS, SocialCard, draw, printable
from newsroom.images.fonts import Face, face_for
from tests.desk import missing
from tests.tools import ROOT

CARD = SocialCard("The Test Gazette", "Harbour bridge opens a year early", "News", "news", "Ada Quill")
ARABIC = replace(CARD, headline="جسر الميناء يفتح قبل عام", section="", byline="", language="ar", direction="rtl")


@pytest.fixture
def photograph() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1500, 1000), "navy").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", ())
    fonts._files.cache_clear()
    monkeypatch.setattr(fonts, "_files", lambda: ())


def drawn(card: SocialCard, picture: bytes = b"") -> Image.Image:
    data = draw(card, picture)
    image = Image.open(io.BytesIO(data))
    assert image.format == {"jpg": "JPEG", "png": "PNG"}[card.form]
    assert image.size == (1200, 630)
    assert len(data) < 250_000
    return image.convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels are there."""
    return sum(image.crop(box).convert("L").histogram()[:100])


def test_words_stand_left_and_the_picture_right(photograph: bytes) -> None:
    image = drawn(replace(CARD, picture="a.jpg"), photograph)
    assert ink(image, (64, 190, 640, 500)) > 3000
    assert image.getpixel((1190, 600)) == pytest.approx((0, 0, 128), abs=6)
    assert ink(image, (0, 0, 60, 630)) == 0


def test_what_is_written_from_the_right_stands_right(photograph: bytes) -> None:
    image = drawn(replace(ARABIC, picture="a.jpg"), photograph)
    assert image.getpixel((10, 600)) == pytest.approx((0, 0, 128), abs=6)
    assert ink(image, (1140, 0, 1200, 630)) == 0


@pytest.mark.parametrize(
    "slug", ["news", "harbour", "council", "business", "coast", "culture", "sport", "opinion", "x"]
)
def test_a_section_has_its_colour(slug: str) -> None:
    colours = drawn(replace(CARD, slug=slug)).crop((64, 140, 400, 175)).getcolors(9999) or []
    wanted = COLOURS[SECTIONS.get(slug, "news")]
    assert tuple(int(wanted[place : place + 2], 16) for place in (1, 3, 5)) in [colour for _, colour in colours]


def test_colours_are_those_of_the_pages() -> None:
    css = (ROOT / "static/base.css").read_text(encoding="utf-8")
    for name, colour in {**COLOURS, "paper": PAPER}.items():
        assert f"--{name}: light-dark({colour}, " in css
    sets = {
        slug: name for slugs, name in re.findall(r":is\(([^)]*)\) { --c: var\(--(\w+)\)", css)
        for slug in re.findall(r"\.c-([\w-]+)", slugs)
    }  # fmt: skip
    assert dict(SECTIONS) == sets


def test_a_headline_of_any_length_fits(photograph: bytes) -> None:
    for words in (1, 12, 60, 600):
        for picture in ("", "a.jpg"):
            card = replace(CARD, headline="Wall " * words, picture=picture)
            image = drawn(card, photograph)
            assert ink(image, (64, 190, 600, 500)) > 300
            assert ink(image, (0, 605, 680, 630)) == 0
            assert ink(image, (0, 0, 60, 630)) == 0


def test_a_damaged_picture_is_left_out(photograph: bytes) -> None:
    for data in (b"", b"no picture", photograph[:400]):
        bare = drawn(replace(CARD, picture="a.jpg"), data)
        assert bare.getpixel((1100, 400)) == pytest.approx((252, 251, 248), abs=2)


def test_no_letter_is_shown_as_a_box(no_system_fonts: None) -> None:
    """Without a font for it the paper's name stands in the place of the headline."""
    named = drawn(replace(CARD, headline=CARD.paper, paper="")).crop((0, 180, 1200, 630))
    for headline in ("港の橋", "ميناء", "Wall \U0001f389 wall", "\ue000"):
        assert drawn(replace(CARD, headline=headline)).crop((0, 180, 1200, 630)).tobytes() == named.tobytes(), headline
    assert drawn(replace(CARD, headline="港", paper="港", section="港", byline="港")).getcolors(99)


def test_letters_that_join_are_joined() -> None:
    if not features.check("raqm"):
        missing("FriBiDi, which joins letters", "Debian, Ubuntu: sudo apt install libfribidi0")
    face = face_for(ARABIC.headline, "head", "ar")
    if face is None:
        missing("a font with Arabic letters", "Debian, Ubuntu: sudo apt install fonts-noto-core")
    assert face
    font = face.at(60)
    assert font.getlength("ميناء", direction="rtl") < sum(font.getlength(letter) for letter in "ميناء")
    assert ink(drawn(ARABIC), (64, 130, 1136, 560)) > 1500


def test_without_shaping_what_needs_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_can_shape", lambda: False)
    assert face_for("ميناء", "head", "ar") is None
    assert face_for("Hafen", "head", "de") is not None


def test_the_papers_own_letters_come_first() -> None:
    for text in ("Hafenbrücke öffnet früher – für £5", "L’œuvre coûte 3 €", "Smørrebrød ½"):
        face = face_for(text, "head")
        assert face
        assert face.is_own, text


def test_a_font_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"no font")
    assert not fonts._covers(Face(tmp_path / "a.ttf"), "a")


def test_what_nobody_sees_is_not_asked_of_a_font() -> None:
    assert printable("\ufeffa\u00ad\u200bb\u202e c\n d\u2011e\u202ff ") == "ab c d-e\u00a0f"
    assert printable("\U0001f389 Won \u2764\ufe0f") == "Won"
    assert printable("\U0001f389") == "\U0001f389"


def test_the_address_changes_with_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = CARD.digest
    assert replace(CARD).digest == digest
    for changed in ({"headline": "Other"}, {"byline": ""}, {"slug": "sport"}, {"state": "1"}, {"focus": (0, 50)}):
        assert replace(CARD, **changed).digest != digest  # type: ignore[arg-type] # of several types
    monkeypatch.setattr(cards, "_DESIGN", 0)
    assert CARD.digest != digest
