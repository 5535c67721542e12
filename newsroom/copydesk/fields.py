"""The fields of one header: found by any of their names, typed, bounded, with a Problem for each that does not fit."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from newsroom import dates, frontmatter
from newsroom.copydesk.plain import WIKI, from_html
from newsroom.errors import Problem, Unreadable
from newsroom.frontmatter import Document

MOST_TEXT: Final = 20_000
MOST_ITEMS: Final = 200
TRUE_WORDS: Final = frozenset(("true", "yes", "on", "y", "1"))
FALSE_WORDS: Final = frozenset(("false", "no", "off", "n", "0"))
BULLET: Final = re.compile(r"\s{0,3}(?:[-*+•]|\d{1,3}[.)])\s+(.*)")


@dataclass(frozen=True, slots=True)
class Given:
    """A value as written: `key` is the name that the writer used for it."""

    key: str
    value: object


def opened(path: str, text: str, zone: ZoneInfo) -> tuple["Fields", Document]:
    """The file `path`, whose text this is. Raises Unreadable for an empty one, too: it was not meant to be saved."""
    if not text.strip("\ufeff \t\r\n"):
        raise Unreadable(
            Problem(path, 1, 1, "error", "The file is empty.", "Write the story, or delete the file to withdraw it.")
        )
    document = frontmatter.read(path, text)
    return Fields(path, document, zone), document


class Fields:
    """The header of the file `path`. `problems` collects what is wrong with it, in the order in which it is read."""

    def __init__(self, path: str, document: Document, zone: ZoneInfo) -> None:
        self.path = path
        self.zone = zone
        self.problems = list(document.problems)
        self._refused: list[Problem] = []
        self._metadata = document.metadata
        self._lines = document.lines
        self._by_name: dict[str, Given] = {}
        for key, value in document.metadata.items():
            if not is_empty(value):
                self._by_name[key.strip().casefold()] = Given(key, value)

    def given(self, *names: str) -> Iterator[Given]:
        """The values that are there and not empty, in the order of `names`, which are in lower case."""
        for name in names:
            found = self._by_name.get(name)
            if found:
                yield found

    def line(self, key: str) -> int:
        return self._lines.get(key, 1)

    def warn(self, key: str, what: str, mend: str) -> None:
        self.problems.append(Problem(self.path, self.line(key), 1, "warning", what, mend))

    def refuse(self, key: str, what: str, mend: str) -> None:
        """Note a value without which the story must not be shown."""
        self._refused.append(Problem(self.path, self.line(key), 1, "error", what, mend))

    @property
    def is_refused(self) -> bool:
        return bool(self._refused)

    def settle(self) -> tuple[Problem, ...]:
        """All that is wrong. Raises Unreadable, with all of it, where a value was refused."""
        if self._refused:
            raise Unreadable(self._refused[0], others=(*self._refused[1:], *self.problems))
        return tuple(self.problems)

    def text(self, *names: str, most: int = MOST_TEXT) -> str:
        """The first of these that is a text, without blanks around it."""
        for found in self.given(*names):
            text = as_text(found.value)
            if text is not None:
                return self.bounded(found.key, text, most)
            self.wrong(found, "a text")
        return ""

    def single(self, *names: str) -> str:
        """As `text`, but a list stands for its first text, as where a system knows only lists."""
        for found in self.given(*names):
            text = as_text(first_of(found.value))
            if text is not None:
                return self.bounded(found.key, text, MOST_TEXT)
            self.wrong(found, "a text")
        return ""

    def passages(self, *names: str) -> tuple[str, ...]:
        """The first of these that is a list of texts, or Markdown with a list, as its items."""
        for found in self.given(*names):
            text = as_text(found.value)
            if text is not None:
                return self.items(found.key, _bullets(text))
            if isinstance(found.value, list):
                return self.items(found.key, list(self._passages(found)))
            self.wrong(found, "a list of texts")
        return ()

    def _passages(self, found: Given) -> Iterator[str]:
        for value in as_list(found.value):
            text = as_text(value) if not isinstance(value, Mapping) else _link(value)
            if text:
                yield text
            elif not is_empty(value):
                self.warn(found.key, f"An item of “{found.key}” is no text; it is left out.", "Write it as one text.")

    def flag(self, *names: str) -> bool:
        """Whether the first of these that is true or false is true."""
        for found in self.given(*names):
            flag = as_flag(found.value)
            if flag is not None:
                return flag
            self.wrong(found, "true or false")
        return False

    def moment(self, *names: str, is_vital: bool = False) -> datetime | None:
        """The first of these that is a date. One that cannot be read is a Problem, and refused where it is vital."""
        for found in self.given(*names):
            if as_flag(found.value) is False or (found.key.casefold() == "published" and as_flag(found.value)):
                continue
            try:
                return dates.parse(found.value, self.zone)
            except ValueError as fault:
                mend = f"Write `{found.key}: YYYY-MM-DD`, or with a time `{found.key}: YYYY-MM-DD HH:MM`."
                if is_vital:
                    self.refuse(found.key, f"{found.key}: {fault}", mend)
                    return None
                self.warn(found.key, f"{found.key}: {fault} It is left out.", mend)
        return None

    def wrong(self, found: Given, wanted: str) -> None:
        self.warn(
            found.key,
            f"“{found.key}” is {kind_of(found.value)} where {wanted} belongs; it is left out.",
            f"Write {wanted} after `{found.key}:`.",
        )

    def none_of(self, found: Given, words: tuple[str, ...], so: str) -> None:
        """Warn of a value that is none of the words that its field knows."""
        what = f"“{found.key}” is {quoted(found.value)}, none of {', '.join(words)}; {so}."
        self.warn(found.key, what, "Use one of these words, or delete the line.")

    def bounded(self, key: str, text: str, most: int) -> str:
        if len(text) <= most:
            return text
        self.warn(key, f"“{key}” has {len(text):,} characters; it is cut at {most:,}.", "Make it shorter.")
        return text[:most].rstrip()

    def items(self, key: str, items: list[str]) -> tuple[str, ...]:
        """At most MOST_ITEMS of them, each bounded."""
        self.count(key, items)
        return tuple(self.bounded(key, item, MOST_TEXT) for item in items[:MOST_ITEMS])

    def count(self, key: str, items: list[str] | list[object]) -> None:
        if len(items) > MOST_ITEMS:
            self.warn(key, f"“{key}” has more than {MOST_ITEMS} items; the first are used.", "Delete the others.")

    def note(self, key: str, what: str, mend: str) -> None:
        self.problems.append(Problem(self.path, self.line(key), 1, "note", what, mend))

    def unknown_members(self, key: str, value: object, known: tuple[str, ...], also: tuple[str, ...] = ()) -> None:
        """Note what means nothing in a map of ours, the value of `key` or an item of it. `also` are names of others."""
        for name in value if isinstance(value, Mapping) else ():
            folded = str(name).strip().casefold()
            if folded in known or folded in also:
                continue
            meant = next(iter(get_close_matches(folded, known, 1)), "")
            guess = f"; did you mean “{meant}”?" if meant else "."
            what = f"“{str(name)[:40]}” means nothing in “{key}”{guess}"
            self.note(key, what, f"What belongs there: {', '.join(known)}.")

    def beyond_given(self, known: frozenset[str]) -> Iterator[Given]:
        """The values that are not empty, of the fields that are none of `known`, in the order of the header."""
        yield from (found for name, found in self._by_name.items() if name not in known)

    def beyond(self, known: frozenset[str]) -> Mapping[str, object]:
        """The fields that are none of `known`, as written, but frozen."""
        return MappingProxyType(
            {key: frozen(value) for key, value in self._metadata.items() if key.strip().casefold() not in known}
        )


def is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | Mapping) and not value)


def as_text(value: object) -> str | None:
    """A text, number or date as text; None for anything else."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) else None


def as_flag(value: object) -> bool | None:
    """True or false, also as a word or as 1 and 0; None for anything else."""
    word = str(value).strip().lower() if isinstance(value, bool | int | str) else ""
    return True if word in TRUE_WORDS else False if word in FALSE_WORDS else None


def as_list(value: object) -> list[object]:
    """Never more than a little over MOST_ITEMS, so that no list takes long."""
    return list(value[: MOST_ITEMS + 1]) if isinstance(value, list) else [value]


def first_of(value: object) -> object:
    if not isinstance(value, list):
        return value
    return next((item for item in value if not is_empty(item)), None)


def as_name(text: str) -> str:
    """A name or title on one line: without tags, without the brackets of a wiki link."""
    if "[[" in text:
        text = WIKI.sub(lambda link: link[2] or link[1], text)
    return from_html(text)


def member(value: Mapping[object, object], *names: str) -> object:
    """The first of these members of a map that is not empty."""
    folded = {str(key).strip().casefold(): item for key, item in value.items() if not is_empty(item)}
    return next((folded[name] for name in names if name in folded), None)


def member_text(value: Mapping[object, object], *names: str) -> str:
    return as_text(member(value, *names)) or ""


def kind_of(value: object) -> str:
    """What a value is, in a writer's words."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return f"“{value[:40]}”"
    return "a list" if isinstance(value, list) else "a map" if isinstance(value, Mapping) else "a date"


def quoted(value: object) -> str:
    """A value as written, where it is a word; else what it is."""
    if isinstance(value, bool):
        return f"“{str(value).lower()}”"
    text = as_text(value)
    return kind_of(value) if text is None else f"“{text[:40]}”"


def frozen(value: object) -> object:
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    return value


def _bullets(text: str) -> list[str]:
    """The items of a Markdown list; without bullets, the paragraphs."""
    items: list[str] = []
    is_list = any(BULLET.match(line) for line in text.split("\n"))
    ends = True
    for line in text.split("\n"):
        bullet = BULLET.match(line)
        if bullet or (line.strip() and (not items or (ends and not is_list))):
            items.append((bullet[1] if bullet else line).strip())
        elif line.strip():
            items[-1] += f" {line.strip()}"
        ends = not line.strip()
    return [item for item in items if item]


def _link(value: Mapping[object, object]) -> str:
    """A source given as a map, as Markdown."""
    title, url = member_text(value, "title", "text", "name"), member_text(value, "url", "link", "href")
    return f"[{title}](<{url}>)" if title and url else title or (f"<{url}>" if url else "")
