"""Quotation marks, dashes and ellipses as printers set them, by the language of the story."""

import re
from collections.abc import Mapping

Quotes = tuple[str, str, str, str]
"""Double opening and closing, single opening and closing."""

_ENGLISH: Quotes = ("“", "”", "‘", "’")
_LOW: Quotes = ("„", "“", "\u201a", "‘")
_LOW_RIGHT: Quotes = ("„", "”", "\u201a", "’")
_RIGHT: Quotes = ("”", "”", "’", "’")
_POINTED: Quotes = ("«", "»", "“", "”")

_QUOTES: Mapping[str, Quotes] = {
    "cs": _LOW,
    "da": _RIGHT,
    "de": _LOW,
    "es": _POINTED,
    "fi": _RIGHT,
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "hu": _LOW_RIGHT,
    "it": _POINTED,
    "pl": _LOW_RIGHT,
    "ru": ("«", "»", "„", "“"),
    "sk": _LOW,
    "sv": _RIGHT,
    "uk": ("«", "»", "„", "“"),
}

MARKS = r"\"|'|--+|\.\.\.+"
"""The regular expression of what `Typographer.set` sets. Each part begins with one character, which makes it fast."""

_SIGNS = {"--": "–", "---": "—", "...": "…"}
_MARK = re.compile(MARKS)
_OPENS_AFTER = frozenset(" \t\n\u00a0\u2009\u202f([{<“‘„\u201a«—–-/=")


class Typographer:
    """Sets one mark at a time, knowing the character on either side of it."""

    def __init__(self, language: str) -> None:
        self._quotes = _QUOTES.get(language.partition("-")[0].lower(), _ENGLISH)

    def set(self, mark: str, before: str, after: str) -> str:
        """`before` and `after` are one character each, or a blank at the edge of a block."""
        if mark[0] in "-.":
            return _SIGNS.get(mark, mark)
        opens = before in _OPENS_AFTER and not after.isspace()
        if mark == '"':
            return self._quotes[0] if opens else self._quotes[1]
        if not opens or after.isdigit():
            # 'it's', 'the writers' ' and '90s
            return "’" if after.isdigit() or (before.isalnum() and after.isalnum()) else self._quotes[3]
        return self._quotes[2]

    def text(self, text: str) -> str:
        """A whole plain text."""
        padded = f" {text} "
        return _MARK.sub(lambda m: self.set(m[0], padded[m.start() - 1], padded[m.end()]), padded)[1:-1]
