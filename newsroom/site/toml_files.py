"""The TOML files of the content folder: loaded within bounds, and asked for values key by key.

A value of the wrong sort becomes a Problem at its line, and its default stands.
"""

import datetime as dt
import difflib
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from newsroom.errors import Problem, Severity, Unreadable
from newsroom.frontmatter.header import MOST_BYTES, MOST_DEPTH, depth
from newsroom.frontmatter.toml_header import DOTTED, MENDS, PLACE, STRING_OR_COMMENT

Check = Callable[[str], str]
"""A value as written, made into its proper form; raises ValueError with the reason as the rest of a sentence."""

Where = tuple[str | int, ...]
"""A place in a file: `("sections", 1, "kind")` is `kind` of the second `[[sections]]`."""

LARGEST_NUMBER = 10**9

_PART = r"""(?:[\w-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')"""
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_KEY = re.compile(rf"[ \t]*({_NAME})[ \t]*=")
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_NAME})[ \t]*\]")
_MULTILINE = ('"""', "'''")
# Nothing of these may reach a page, a header or a feed.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


@dataclass(slots=True)
class TomlFile:
    """A loaded file; `problems` grows as its values are asked for."""

    path: str
    places: Mapping[Where, tuple[int, int]]
    problems: list[Problem] = field(default_factory=list)

    def note(self, where: Where, severity: Severity, what: str, mend: str) -> None:
        line, column = self._place(where)
        self.problems.append(Problem(self.path, line, column, severity, what, mend))

    def _place(self, where: Where) -> tuple[int, int]:
        """Of the value, else of the nearest thing around it whose line is known."""
        while where and where not in self.places:
            where = where[:-1]
        return self.places.get(where, (1, 1))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file, and how to ask it."""

    file: TomlFile
    values: Mapping[str, object]
    where: Where = ()

    def warn(self, key: str | int, what: str, mend: str) -> None:
        self.file.note((*self.where, key), "warning", what, mend)

    def text(self, key: str, default: str = "") -> str:
        """One line of text without control characters; numbers and dates count as text."""
        if key not in self.values:
            return default
        text = _as_text(self.values[key])
        if text is None:
            self.warn(key, f"“{shown(key)}” is not text.", f'Write it in quotation marks: {shown(key)} = "…".')
        return text or default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text counts as a list of one."""
        value = self.values.get(key, [])
        found = []
        for each in value if isinstance(value, list) else [value]:
            text = _as_text(each)
            if text:
                found.append(text)
            else:
                self.warn(key, f"“{shown(key)}” holds something that is not text.", f'Write {shown(key)} = ["…", "…"].')
        return tuple(found)

    def checked(self, key: str, check: Check, mend: str) -> str:
        """The value in its proper form; empty, with a Problem, where `check` raises ValueError."""
        written = self.text(key)
        return self._proper(key, written, check, mend) if written else ""

    def all_checked(self, key: str, check: Check, mend: str) -> tuple[str, ...]:
        """Those of a list that can be used, each once."""
        return tuple(dict.fromkeys(filter(None, (self._proper(key, each, check, mend) for each in self.texts(key)))))

    def _proper(self, key: str, written: str, check: Check, mend: str) -> str:
        try:
            return check(written)
        except ValueError as error:
            self.warn(key, f"“{shown(written)}” cannot be used for {shown(key)}: {error}.", mend)
            return ""

    def table(self, key: str) -> "Table":
        """Empty where there is none."""
        value = self.values.get(key, {})
        if isinstance(value, dict):
            return Table(self.file, value, (*self.where, key))
        self.warn(
            key, f"“{shown(key)}” is not a table.", f"Write [{shown(key)}] on a line of its own, its values below."
        )
        return Table(self.file, {}, (*self.where, key))

    def tables(self, key: str, *, text_is: str = "") -> Iterator["Table"]:
        """Each table of a list; with `text_is`, a bare text counts as a table in which that key has this text."""
        value = self.values.get(key, [])
        for number, each in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(each, str) and text_is:
                each = {text_is: each}
            if isinstance(each, dict) and isinstance(value, list):
                yield Table(self.file, each, (*self.where, key, number))
            else:
                mend = f"Write [[{shown(key)}]] on its own line, its values below."
                self.warn(key, f"“{shown(key)}” is not a list of tables.", mend)

    def note_unknown(self, known: Collection[str], of: str) -> None:
        """A note for every key that means nothing here; `of` names the place, such as `site.toml`."""
        for key in self.values:
            if key in known:
                continue
            close = difflib.get_close_matches(key.lower(), {name.lower(): name for name in known}, n=1)
            meant = next((name for name in known if close and name.lower() == close[0]), "")
            guess = f"; did you mean “{meant}”?" if meant else "."
            mend = "Correct its name, or delete it." if meant else f"The settings are {', '.join(sorted(known))}."
            self.file.note((*self.where, key), "note", f"“{shown(key)}” is not a setting of {of}{guess}", mend)


def shown(value: str) -> str:
    """A value as a Problem quotes it."""
    clean = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    return clean if len(clean) <= 60 else f"{clean[:59]}…"


def load_toml(path: str, text: str) -> Table:
    """Raises Unreadable where the file is too large, nests too deep, or is not TOML."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise _unreadable(path, 1, 1, f"The file is larger than {MOST_BYTES // 1024} KiB.", "Shorten it.")
    _refuse_depth(path, text)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _explained(path, str(error), text) from None
    except Exception:  # RecursionError, numbers of thousands of digits, whatever else a loader raises
        raise _unreadable(path, 1, 1, "The file cannot be read as TOML.", "Look for overlong numbers.") from None
    return Table(TomlFile(path, _places(text)), values)


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return " ".join(_UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", value)).split())
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_NUMBER:
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else None


def _unreadable(path: str, line: int, column: int, what: str, mend: str) -> Unreadable:
    return Unreadable(Problem(path, line, column, "error", what, mend))


def _refuse_depth(path: str, text: str) -> None:
    """Dotted names count as nesting: tomllib takes time that grows with the square of their parts."""
    bare = STRING_OR_COMMENT.sub(lambda match: "s" + "\n" * match[0].count("\n"), text)
    dotted = next((match for match in DOTTED.finditer(bare) if match[0].count(".") > MOST_DEPTH), None)
    if dotted or depth("".join(re.findall(r"[][{}]", bare))) > MOST_DEPTH:
        line = bare.count("\n", 0, dotted.start()) + 1 if dotted else 1
        raise _unreadable(path, line, 1, f"The file nests more than {MOST_DEPTH} deep.", "Write its values flat.")


def _explained(path: str, sentence: str, text: str) -> Unreadable:
    place = PLACE.search(sentence)
    lines = text.rstrip("\n").split("\n")
    line, column = len(lines), len(lines[-1]) + 1
    if place and place[1]:
        line, column = int(place[1]), int(place[2])
    said = PLACE.sub("", sentence).rstrip(".")
    mend = next((mend for part, mend in MENDS if part in said), "Mend this line.")
    return _unreadable(path, line, column, f"The file is not TOML: {said}.", mend)


def _places(text: str) -> dict[Where, tuple[int, int]]:
    """Line and column of every table and key that begins a line."""
    places: dict[Where, tuple[int, int]] = {}
    lengths: dict[Where, int] = {}
    table: Where = ()
    for number, line in enumerate(STRING_OR_COMMENT.sub(_without_lines, text).split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _table(_parts(header[2]), lengths, is_list=header[1] == "[[")
            places.setdefault(table, (number, header.start(1) + 1))
        elif key := _KEY.match(line):
            parts = _parts(key[1])
            for length in range(1, len(parts) + 1):
                places.setdefault((*table, *parts[:length]), (number, key.start(1) + 1))
    return places


def _without_lines(match: re.Match[str]) -> str:
    """Comments and texts of several lines go, their line ends stay."""
    text = match[0]
    return "\n" * text.count("\n") if text.startswith(("#", *_MULTILINE)) else text


def _parts(name: str) -> Where:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))


def _table(parts: Where, lengths: dict[Where, int], *, is_list: bool) -> Where:
    """Where the values below a table's header belong; a part that is a list means its newest table."""
    where: Where = ()
    for place, part in enumerate(parts):
        where = (*where, part)
        if is_list and place == len(parts) - 1:
            lengths[where] = lengths.get(where, 0) + 1
        if where in lengths:
            where = (*where, lengths[where] - 1)
    return where
