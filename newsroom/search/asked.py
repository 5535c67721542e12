"""What a reader has typed, taken apart. Nothing of it reaches a query language: every text has a meaning."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from newsroom.search.words import numbers_in_one, words

LONGEST = 200
MOST_TERMS = 16
FILTERS = ("section", "author", "topic", "kind", "before", "after")

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffd]+")
_QUOTES = '"“”„‟«»'
_PART = re.compile(
    rf"(?P<not>-(?=[^\s-]))?(?:(?P<name>{'|'.join(FILTERS)}):)?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))",
    re.IGNORECASE,
)
_LIKE_A_FILTER = re.compile(r"-?[^\W\d_]{2,}:[^/\s]\S*")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or a phrase in quotes. `words` are its parts, folded; several where it is read as a phrase."""

    text: str
    words: tuple[str, ...]
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """`name:value`; `words` of the value, folded."""

    name: str
    value: str
    words: tuple[str, ...]
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """`text` is what was typed, in one line, no longer than LONGEST; `was_cut` where more was typed.

    `after` and `before` bound the moment of publication, from the first of them to short of the other: `after:2024
    before:2025` is a year. `unread` are dates without sense, `unknown` words that look like a filter of another name.
    """

    text: str
    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    before: datetime | None = None
    after: datetime | None = None
    unread: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    was_cut: bool = False

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.is_excluded)

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.filters or self.before or self.after)

    def corrected(self, changes: dict[str, str]) -> "Asked":
        """With other words: `changes` maps a word to the one in its place."""
        terms = tuple(
            term if term.is_excluded else replace(term, words=tuple(changes.get(word, word) for word in term.words))
            for term in self.terms
        )
        return replace(self, terms=terms)


def read(typed: str, zone: ZoneInfo) -> Asked:
    """`zone` is that in which days begin."""
    line = " ".join(_CONTROLS.sub(" ", typed[: 8 * LONGEST]).split())
    asked = Asked(line[:LONGEST].rstrip(), was_cut=len(line) > LONGEST)
    terms: list[Term] = []
    filters: list[Filter] = []
    unread: list[str] = []
    unknown: list[str] = []
    for part in _PART.finditer(numbers_in_one(asked.text)):
        text = part["phrase"] if part["phrase"] is not None else part["word"]
        found = tuple(words(text))
        name = (part["name"] or "").lower()
        if not text.strip() or len(terms) + len(filters) >= MOST_TERMS:
            continue
        if name in ("before", "after"):
            if moment := _moment(text, zone):
                asked = replace(asked, before=moment) if name == "before" else replace(asked, after=moment)
            else:
                unread.append(part[0])
        elif name:
            filters.append(Filter(name, text.strip(), found, bool(part["not"])))
        elif found or _has_letters(text):
            unknown += [part[0]] if _LIKE_A_FILTER.fullmatch(part[0]) else []
            terms.append(Term(text, found, part["phrase"] is not None, bool(part["not"])))
    return replace(
        asked, terms=tuple(terms), filters=tuple(filters), unread=tuple(unread), unknown=tuple(unknown)
    )  # fmt: skip


def without(text: str, *names: str) -> str:
    """`text` without the filters of these names."""

    def kept(part: re.Match[str]) -> str:
        return "" if (part["name"] or "").lower() in names else part[0]

    return " ".join(_PART.sub(kept, text).split())


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    """The first moment of a year, month or day."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    try:
        return datetime(int(match[1]), int(match[2] or 1), int(match[3] or 1), tzinfo=zone)
    except (ValueError, OverflowError):
        return None


def _has_letters(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
