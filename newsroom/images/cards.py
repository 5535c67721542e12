"""The card of a story: what a social site or a messenger shows of a link to it. 1200 by 630 pixels, in Ledger.

Headline, section, byline and paper, in any script for which there is a font; the story's picture beside them.
"""

import hashlib
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from newsroom.images.developing import shown
from newsroom.images.focus import Focus
from newsroom.images.fonts import Face, Style, face_for, needs_shaping
from newsroom.images.lines import Measure, Setting, fit
from newsroom.images.renditions import Rendition

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 630
_DESIGN = 1
"""Counts up with every change of the drawing, so that social sites fetch cards anew."""

PAPER, INK, META, TEXT, HAIR = "#fcfbf8", "#16181b", "#55585e", "#3a3d42", "#d8d4cb"
COLOURS: Mapping[str, str] = {
    "news": "#a8181b", "world": "#1e5a86", "politics": "#6b3a7e", "business": "#7a5200", "climate": "#1f6b3f",
    "culture": "#8a3b12", "sport": "#00677a", "opinion": "#a33c00",
}  # fmt: skip
SECTIONS: Mapping[str, str] = {
    **dict.fromkeys(("world", "international", "harbour"), "world"),
    **dict.fromkeys(("politics", "council", "local"), "politics"),
    **dict.fromkeys(("business", "economy", "money"), "business"),
    **dict.fromkeys(("climate", "environment", "science", "coast"), "climate"),
    **dict.fromkeys(("culture", "arts", "books", "life"), "culture"),
    **dict.fromkeys(("sport", "sports"), "sport"),
    **dict.fromkeys(("opinion", "comment"), "opinion"),
}
"""As base.css has them; any other section has the colour of news."""

_EDGE = 64
_PICTURE_WIDTH = 512
_GAP = 44
_SIZES = (104, 96, 88, 80, 74, 68, 62, 56, 52, 48, 44)
_SIZES_BESIDE = (76, 70, 66, 62, 58, 54, 50, 46, 42, 38)
_SIZES_ALONE = (148, 132, 118, 104, 92, 80, 68, 56)
_LEFT_OUT = re.compile(
    "[\u00ad\u200b\u200e\u200f\u2060\ufe0e\ufe0f\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f]"
)
_AT_AN_END = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\u200d\u20e3]+"
_PICTOGRAPHS = re.compile(f"^(?:{_AT_AN_END}[ ]*)+|(?:[ ]*{_AT_AN_END})+$")
_PLAINER = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u200a": "\u00a0", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What is to be drawn. `picture` is a file of the content folder, or empty; `state` the digest of its content.

    The paper's own card has no headline, and its tagline as `standfirst`.
    """

    paper: str
    headline: str = ""
    section: str = ""
    slug: str = ""
    byline: str = ""
    standfirst: str = ""
    language: str = "en"
    direction: str = "ltr"
    picture: str = ""
    state: str = ""
    focus: Focus = (50, 50)

    @property
    def form(self) -> Literal["jpg", "png"]:
        """Whichever is smaller, and clean: letters alone are both as PNG."""
        return "jpg" if self.picture else "png"

    @property
    def digest(self) -> str:
        """Another for every card that looks otherwise."""
        return hashlib.blake2b(f"{_DESIGN}{asdict(self)}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def draw(card: SocialCard, picture: bytes) -> bytes:
    """The card as a file. A picture that is damaged is left out."""
    from PIL import Image

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    beside = _picture(card, picture)
    is_rtl = card.direction == "rtl"
    left, right = _EDGE, WIDTH - _EDGE
    if beside is not None:
        image.paste(beside, (0 if is_rtl else WIDTH - _PICTURE_WIDTH, 0))
        if is_rtl:
            left = _PICTURE_WIDTH + _GAP
        else:
            right = WIDTH - _PICTURE_WIDTH - _GAP
    _Sheet(image, card, left, right, is_beside=beside is not None).fill()
    return _packed(image, card.form)


def _picture(card: SocialCard, data: bytes) -> "Image.Image | None":
    from newsroom.images.developing import on_paper

    if not card.picture or not data:
        return None
    try:
        image = shown(data, Rendition(_PICTURE_WIDTH, HEIGHT, "jpg", card.focus))
    except ValueError:
        return None
    return on_paper(image) if image.mode != "RGB" else image


def _packed(image: "Image.Image", form: str) -> bytes:
    file = io.BytesIO()
    if form == "jpg":
        image.save(file, "JPEG", quality=86, optimize=True, progressive=True, subsampling=0)
    else:
        image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


class _Sheet:
    """The column of words, from `left` to `right`."""

    def __init__(self, image: "Image.Image", card: SocialCard, left: int, right: int, *, is_beside: bool) -> None:
        from PIL import ImageDraw

        self._pen: ImageDraw.ImageDraw = ImageDraw.Draw(image)
        self._card, self._left, self._right, self._is_beside = card, left, right, is_beside
        self._is_rtl = card.direction == "rtl"

    def fill(self) -> None:
        card, colour = self._card, COLOURS[SECTIONS.get(self._card.slug, "news")]
        if not card.headline:
            self._title_page()
            return
        top, bottom = 132, HEIGHT - 56
        self._rule(106)
        if card.byline:
            self._line(card.byline, "plain", 500, 26, HEIGHT - 60, META)
            bottom = HEIGHT - 116
        if card.section:
            self._line(card.section, "plain", 700, 29, 166, colour)
            top = 192
        sizes = _SIZES_BESIDE if self._is_beside else _SIZES
        if self._block(card.headline, 500, sizes, top, bottom, INK):
            self._line(card.paper, "head", 600, 38, 84, INK)
        else:  # no font for it: the paper's name is not wrong
            self._block(card.paper, 500, sizes, top, bottom, INK)

    def _title_page(self) -> None:
        """The paper's own card: its name between two rules, as large as it may be."""
        self._rule(64)
        end = self._block(self._card.paper, 600, _SIZES_ALONE, 128, 450, INK)
        self._block(self._card.standfirst, 400, (42, 38, 34, 30), (end or 128) + 50, HEIGHT - 84, TEXT)
        self._rule(HEIGHT - 72)

    def _block(self, text: str, weight: int, sizes: tuple[int, ...], top: int, bottom: int, colour: str) -> int:
        """Where it ends; 0 where it cannot be shown."""
        text = printable(text)
        face = face_for(text, "head", self._card.language) if text else None
        if face is None:
            return 0

        def at(size: int) -> tuple[Measure, float]:
            font = face.at(size, weight)
            return (lambda line: font.getlength(line, direction=self._way(line)), _line_height(face, size))

        dots = "…" if face_for(text + "…", "head", self._card.language) == face else "..."
        width, may_break = self._right - self._left, not needs_shaping(text)
        setting: Setting | None = fit(text, sizes, width, bottom - top, at, may_break=may_break, dots=dots)
        if setting is None:
            return 0
        height = _line_height(face, setting.size)
        font = face.at(setting.size, weight)
        ascent = round(setting.size * (0.86 if face.is_own else 0.98))
        for number, line in enumerate(setting.lines):
            self._put(line, font, top + ascent + round(number * height), colour)
        return top + ascent + round((len(setting.lines) - 1) * height)

    def _line(self, text: str, style: Style, weight: int, size: int, base: int, colour: str) -> None:
        """A line of its own, cut at its end where it is too long; nothing where no font has its letters."""
        text = printable(text)
        face = face_for(text, style, self._card.language) if text else None
        if face is None:
            return
        font = face.at(size, weight)
        setting = fit(
            text, (size,), self._right - self._left, size, lambda _: (lambda line: font.getlength(line), size)
        )
        if setting:
            self._put(setting.lines[0], font, base, colour)

    def _put(self, line: str, font: "ImageDraw.ImageFont", base: int, colour: str) -> None:  # type: ignore[name-defined] # by Pillow
        place, anchor = ((self._right, base), "rs") if self._is_rtl else ((self._left, base), "ls")
        self._pen.text(place, line, colour, font, anchor, direction=self._way(line))

    def _way(self, line: str) -> str | None:
        """The direction of the whole line; None where the system lays out letter by letter."""
        if needs_shaping(line):
            return self._card.direction
        return None

    def _rule(self, top: int) -> None:
        """Thick and thin, as under the masthead."""
        self._pen.rectangle((self._left, top, self._right - 1, top + 3), INK)
        self._pen.rectangle((self._left, top + 7, self._right - 1, top + 7), INK)


def _line_height(face: Face, size: int) -> float:
    if face.is_own:
        return size * 1.1
    ascent, descent = face.at(size).getmetrics()
    return size * min(1.5, max(1.18, 0.88 * (ascent + descent) / size))


def printable(text: str) -> str:
    """In one line, composed, without what no reader sees, and without the pictographs at its ends that no font of text
    has."""
    text = unicodedata.normalize("NFC", _LEFT_OUT.sub("", text)).translate(_PLAINER)
    text = re.sub("[ \t\n\v\f\r\x85\u2028\u2029]+", " ", text).strip()
    return _PICTOGRAPHS.sub("", text) or text
