"""A font that has every letter of a text: the paper's own where they do, else one of the system's, else none.

Nobody is shown boxes in the place of letters, or letters that should be joined and are not.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from newsroom.settings import PROJECT

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Style = Literal["head", "plain"]

FOLDERS = (
    Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/usr/share/texmf/fonts"),
    Path("~/.local/share/fonts"), Path("~/.fonts"), Path("/Library/Fonts"), Path("/System/Library/Fonts"),
    Path("~/Library/Fonts"),
)  # fmt: skip
_OWN: dict[Style, str] = {"head": "newsreader.woff2", "plain": "libre-franklin.woff2"}
_MOST_FILES = 3_000
_NOWHERE = "\U0010fffd"  # a character that no font has: what is drawn for it is drawn for all that are missing
_TRIAL_SIZE = 24

# Better ones first: a family that covers much, the look of the style, a usual weight.
_FAMILIES = ("noto", "sourcehan", "source", "amiri", "dejavu", "liberation", "freeserif", "freesans")
_LOOKS: dict[Style, str] = {"head": "serif|naskh|mincho|song|times|georgia|amiri|ming", "plain": "sans|gothic|kufi"}
_WEIGHTS: dict[Style, tuple[str, ...]] = {
    "head": ("medium", "regular", "semibold", "bold"), "plain": ("semibold", "bold", "medium", "regular")
}  # fmt: skip
_UNFIT = re.compile(
    "italic|oblique|condensed|narrow|mono|light|thin|black|heavy|nastaliq|rashi|unjoined|lastresort|lgc|blank|emoji|"
    "symbol|math|music|signwriting|display|looped|slanted|ornament|dingbat",
)
_CJK = {"ja": "JP", "ko": "KR", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK", "zh": "SC"}


@dataclass(frozen=True, slots=True)
class Face:
    """A font file that has all letters of a text."""

    file: Path
    index: int = 0
    is_own: bool = False

    def at(self, size: int, weight: int = 400) -> "FreeTypeFont":
        """`weight` is that of the paper's own fonts; another's is that of its file."""
        return _opened(self.file, self.index, size, weight if self.is_own else 0)


def face_for(text: str, style: Style, language: str = "en") -> Face | None:
    """None where no font here can show the text as it should be."""
    if needs_shaping(text) and not _can_shape():
        return None
    own = Face(PROJECT / "static/fonts" / _OWN[style], is_own=True)
    if _covers(own, text):
        return own
    return next((face for face in _system_faces(style, language) if _covers(face, text)), None)


def needs_shaping(text: str) -> bool:
    """Whether its letters join or stand in another order than they are written: Arabic, Hebrew, Hindi, Thai …"""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "AN") or "\u0900" <= letter <= "\u109f"
        or "\u1780" <= letter <= "\u18af" or "\u1900" <= letter <= "\u1cff" or "\ua800" <= letter <= "\uabff"
        for letter in text
    )  # fmt: skip


@lru_cache(maxsize=1)
def _can_shape() -> bool:
    from PIL import features

    return bool(features.check("raqm"))


def _covers(face: Face, text: str) -> bool:
    try:
        font = face.at(_TRIAL_SIZE)
        missing = _drawn(font, _NOWHERE)
        return all(_drawn(font, letter) != missing for letter in set(text) if not _is_unseen(letter))
    except (OSError, ValueError):  # no font, or one that this FreeType cannot read
        return False


def _is_unseen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Cf"


def _drawn(font: "FreeTypeFont", letter: str) -> tuple[object, ...]:
    mask, offset = font.getmask2(letter, mode="1")
    return (mask.size, offset, bytes(mask) if 0 not in mask.size else b"")


@lru_cache(maxsize=64)
def _opened(file: Path, index: int, size: int, weight: int) -> "FreeTypeFont":
    from PIL import ImageFont

    font = ImageFont.truetype(str(file), size, index)
    if weight:
        font.set_variation_by_axes([weight])
    return font


def _system_faces(style: Style, language: str) -> Iterator[Face]:
    """The system's fonts, the likeliest first."""
    for file in sorted(_files(), key=lambda file: _rank(file.stem.lower(), style)):
        yield from (Face(file, index) for index in _indices(file, language))


@lru_cache(maxsize=1)
def _files() -> tuple[Path, ...]:
    found: list[Path] = []
    for folder in FOLDERS:
        for where, _, names in os.walk(folder.expanduser()):
            found += [Path(where, name) for name in sorted(names) if name.lower().endswith((".ttf", ".otf", ".ttc"))]
            if len(found) >= _MOST_FILES:
                return tuple(found[:_MOST_FILES])
    return tuple(found)


def _rank(name: str, style: Style) -> tuple[bool, int, bool, int, str]:
    family = next((number for number, each in enumerate(_FAMILIES) if name.startswith(each)), len(_FAMILIES))
    weight = next((number for number, each in enumerate(_WEIGHTS[style]) if each in name), 1)
    is_its_look = re.search(_LOOKS[style], name) is not None
    return (_UNFIT.search(name) is not None, family, not is_its_look, weight, name)


def _indices(file: Path, language: str) -> tuple[int, ...]:
    """A collection of Chinese, Japanese and Korean holds a face for each: the language's own first."""
    if file.suffix.lower() != ".ttc":
        return (0,)
    language = language.lower()
    wanted = next((_CJK[each] for each in (language, language.partition("-")[0]) if each in _CJK), "")
    try:
        names = [str(_opened(file, index, _TRIAL_SIZE, 0).getname()[0]) for index in range(5)]
    except OSError:
        return (0,)
    return tuple(sorted(range(5), key=lambda index: not (wanted and names[index].endswith(f" {wanted}"))))
