"""Text → header and body. YAML (`---`), TOML (`+++`, `~~~toml`, `---toml`) and JSON (`{`) headers are read.

Whatever a loader raises becomes `Unreadable`; what it returns is cleaned before anyone sees it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from newsroom.errors import Problem, Unreadable
from newsroom.frontmatter import json_header, toml_header, yaml_header
from newsroom.frontmatter.characters import (
    CONTROLS,
    FORBIDDEN,
    LINE_ENDS,
    REPLACEMENT,
    is_ordinary,
    join_escaped_pairs,
    printable,
)
from newsroom.frontmatter.header import MOST_BYTES, MOST_DEPTH, HeaderFault, Loaded, too_deep

OPENING: Final = re.compile(
    r"(?:[ \t]*+\n)*+(?P<fence>---|\+\+\+|~~~)[ \t]*+(?P<syntax>yaml|toml|json)?[ \t]*+(?:\n|\Z)", re.IGNORECASE
)
OBJECT: Final = re.compile(r"(?:[ \t]*+\n)*+(?=\{(?:\s*+[\"}]|[ \t]*+\n))")
CLOSINGS: Final = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
    "~~~": re.compile(r"^~~~[ \t]*$", re.MULTILINE),
}
REPLACED: Final = (
    f"Control characters or halves of characters, which no page can show, were replaced by {REPLACEMENT}.",
    "Delete them, or type the characters that were meant.",
)
NAMED_VALUE: Final = re.compile(r"[ \t]*[\"']?[\w.-]+(?: [\w.-]+)?[\"']?[ \t]*:(?:[ \t]|$)")
LARGEST_INTEGER: Final = 2**63
MOST_WARNINGS: Final = 20


@dataclass(frozen=True, slots=True)
class Document:
    """`lines` has the line of each top-level key of `metadata`; these and `body_line` count from 1 in the file."""

    metadata: Mapping[str, object]
    lines: Mapping[str, int]
    body: str
    body_line: int
    problems: tuple[Problem, ...]


def read(path: str, text: str) -> Document:
    """The header and body of the file `path`, whose text this is. Raises Unreadable where the header cannot be used."""
    text, problems = _clean_text(path, text)
    match = OBJECT.match(text)
    if match:
        return _read_object(path, text, match.end(), problems)
    match = OPENING.match(text)
    if not match or not _is_header(match):
        return Document({}, {}, text, 1, tuple(problems))
    closing = CLOSINGS[match["fence"]].search(text, match.end())
    first = text.count("\n", 0, match.end()) + 1
    if not closing:
        if match["fence"] == "---" and not match["syntax"] and _is_rule(text, match.end()):
            return Document({}, {}, text, 1, tuple(problems))
        raise _unclosed(path, match["fence"], text.count("\n", 0, match.start("fence")) + 1)
    header = text[match.end() : closing.start()]
    loaded = _load(path, match, header, first)
    body = text[closing.end() + 1 :]
    return _document(path, loaded, first, body, text.count("\n", 0, closing.end()) + 2, problems)


def body_of(text: str) -> str:
    """The body alone, without a look at what the header says; the whole text where it has none that ends."""
    if OBJECT.match(text):
        return read("", text).body
    match = OPENING.match(text)
    closing = CLOSINGS[match["fence"]].search(text, match.end()) if match and _is_header(match) else None
    return text[closing.end() + 1 :] if closing else text


def _is_header(match: re.Match[str]) -> bool:
    """`~~~` alone opens a block of code, and `~~~json` does too."""
    syntax = (match["syntax"] or "").lower()
    return syntax == "toml" if match["fence"] == "~~~" else match["fence"] == "---" or not syntax


def _is_rule(text: str, after: int) -> bool:
    """Whether `---` without a closing line is a rule of Markdown: text follows that is no `name: value`."""
    lines = text[after : after + MOST_BYTES].split("\n")
    following = [line for line in lines if line.strip() and not line.startswith("#")]
    if not following:
        return False
    is_half_a_line = lines[0] == following[0] and len(lines) == 1
    return not is_half_a_line and not NAMED_VALUE.match(following[0])


def _load(path: str, opening: re.Match[str], header: str, first: int) -> Loaded:
    if len(header.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _unreadable(path, json_header.too_long(), first - 1)
    syntax = (opening["syntax"] or "").lower()
    if syntax == "json":
        return _guarded(path, lambda text: json_header.load(text)[0], header, first)
    loader = yaml_header.load if opening["fence"] == "---" and syntax != "toml" else toml_header.load
    control = CONTROLS.search(header)
    loaded = _guarded(path, loader, LINE_ENDS.sub(" ", CONTROLS.sub(REPLACEMENT, header)), first)
    if control:
        loaded.warnings.append((header.count("\n", 0, control.start()) + 1, *REPLACED))
    return loaded


def _guarded(path: str, loader: Callable[[str], Loaded], header: str, first: int) -> Loaded:
    """`loader`, with whatever it raises made Unreadable. YAML and TOML refuse halves of escaped characters, which
    programs write: then it is tried once more with those joined."""
    try:
        try:
            return loader(header)
        except HeaderFault:
            joined = join_escaped_pairs(header)
            if joined == header:
                raise
            loaded = loader(joined)
            if joined.count(REPLACEMENT) > header.count(REPLACEMENT):
                loaded.warnings.append((joined.count("\n", 0, joined.index(REPLACEMENT)) + 1, *REPLACED))
            return loaded
    except HeaderFault as fault:
        raise _unreadable(path, fault, first) from None
    except Exception as error:  # a loader can raise anything: ValueError, KeyError, OverflowError, RecursionError …
        raise _unreadable(path, _unexpected(error), first) from None


def _read_object(path: str, text: str, start: int, problems: list[Problem]) -> Document:
    first = text.count("\n", 0, start) + 1
    ends: list[int] = []

    def loader(header: str) -> Loaded:
        loaded, end = json_header.load(header)
        if len(header[:end].encode("utf-8", "surrogatepass")) > MOST_BYTES:
            raise json_header.too_long()
        ends.append(start + end)
        return loaded

    loaded = _guarded(path, loader, text[start:], first)
    end = ends[-1]
    rest = re.compile(r"[ \t]*(?:\n|\Z)").match(text, end)
    end = rest.end() if rest else end
    return _document(path, loaded, first, text[end:], text.count("\n", 0, end) + 1, problems)


def _document(path: str, loaded: Loaded, first: int, body: str, body_line: int, problems: list[Problem]) -> Document:
    """The cleaned values, with lines counted in the file instead of in the header, which begins on line `first`."""
    shift = first - 1
    repaired: list[str] = []
    metadata: dict[str, object] = {}
    lines: dict[str, int] = {}
    try:
        for key, value in loaded.metadata.items():
            name = printable(str(key))
            metadata[name], is_same = _clean(value, 1)
            lines[name] = loaded.lines.get(key, 1) + shift
            if not is_same or name != key:
                repaired.append(name)
    except HeaderFault as fault:
        raise _unreadable(path, fault, first) from None
    first_of_each = {what: (line, what, mend) for line, what, mend in reversed(loaded.warnings)}
    for line, what, mend in sorted(first_of_each.values())[:MOST_WARNINGS]:
        problems.append(Problem(path, line + shift, 1, "warning", what, mend))
    if repaired:
        problems.append(_replaced(path, min(lines[name] for name in repaired), 1))
    return Document(MappingProxyType(metadata), MappingProxyType(lines), body, body_line, tuple(problems))


def _clean(value: object, level: int) -> tuple[object, bool]:
    """`value` with every text printable and every number small enough to print, and whether nothing was replaced."""
    if isinstance(value, str):
        text = printable(value)
        return text, REPLACEMENT in value or REPLACEMENT not in text
    if isinstance(value, bool) or not isinstance(value, int | list | dict):
        return value, True
    if isinstance(value, int):
        return (value if abs(value) < LARGEST_INTEGER else hex(value)), True
    if level > MOST_DEPTH:
        raise too_deep(1)
    if isinstance(value, list):
        cleaned = [_clean(item, level + 1) for item in value]
        return [item for item, _ in cleaned], all(is_same for _, is_same in cleaned)
    pairs = [(printable(str(key)), str(key), _clean(item, level + 1)) for key, item in value.items()]
    is_same = all(name.count(REPLACEMENT) == key.count(REPLACEMENT) and cleaned[1] for name, key, cleaned in pairs)
    return {name: cleaned[0] for name, _, cleaned in pairs}, is_same


def _clean_text(path: str, text: str) -> tuple[str, list[Problem]]:
    """Without a byte order mark, with LF at the end of each line, and with characters that XML forbids replaced."""
    if is_ordinary(text):
        return text, []
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = FORBIDDEN.search(text)
    if not match:
        return text, []
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    cleaned = printable(text)
    is_same = cleaned.count(REPLACEMENT) == text.count(REPLACEMENT)
    return cleaned, [] if is_same else [_replaced(path, line, column)]


def _replaced(path: str, line: int, column: int) -> Problem:
    return Problem(path, line, column, "warning", *REPLACED)


def _unclosed(path: str, fence: str, line: int) -> Unreadable:
    return Unreadable(
        Problem(
            path,
            line,
            1,
            "error",
            f"The header opens with {fence} and is not closed.",
            f"Put a line {fence} between the header and the story's text.",
        )
    )


def _unexpected(error: Exception) -> HeaderFault:
    said = str(error).split("\n", 1)[0][:120] or type(error).__name__
    return HeaderFault(1, 1, f"The header cannot be read ({said}).", "Put quotes around values that are plain text.")


def _unreadable(path: str, fault: HeaderFault, first: int) -> Unreadable:
    return Unreadable(Problem(path, fault.line + first - 1, fault.column, "error", fault.what, fault.mend))
