"""Marks of Jekyll's Liquid and of Hugo's shortcodes, read: what they are called and what they are given."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

NO_NAMES: Mapping[str, str] = MappingProxyType({})

_TAG = re.compile(r"\{%-?\s{0,20}+(?P<inside>(?:[^%{]|%(?!\})|\{(?!%)){0,3000}+)%\}")
_OUTPUT = re.compile(r"\{\{-?(?P<inside>[^{}]{0,1000}+)\}\}")
_SHORTCODE = re.compile(
    r"\{\{(?:<(?P<angle>(?:[^<>{}]|(?<!>)>(?!\}\})|<(?!\})){0,3000}+)>\}\}"
    r"|%(?P<percent>(?:[^%{}]|%(?!\})){0,3000}+)%\}\})"
)
_WORD = re.compile(r"[/\w.+-]+")
_ENDS = r"(?=\s{0,20}(?:$|[,\"'|`]|[\w-]{1,60}\s{0,9}[=:]))"
_ARGUMENT = re.compile(
    r"(?:(?P<name>[\w-]{1,60})\s{0,9}[=:]\s{0,9})?"
    # Writers put quotation marks inside quotation marks: one ends the value only where something else may begin.
    rf"(?:\"(?P<double>(?:[^\"\\]|\\.|\"(?!{_ENDS}))*+)\"|'(?P<single>(?:[^'\\]|\\.|'(?!{_ENDS}))*+)'"
    r"|`(?P<raw>[^`]*+)`|(?P<bare>[^\s,\"'=|]++))"
)
_LITERAL = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)')\s*")
_MARKS = re.compile(r"\{\{[^{}]{0,1000}+\}\}|\{%(?:[^%{]|%(?!\})|\{(?!%)){0,1000}+%\}")
_URL_FILTERS = frozenset(
    ("url", "relative_url", "absolute_url", "asset_url", "strip", "escape", "uri_escape", "relURL", "absURL")
)
_NOWHERE = re.compile(r"(?:site|\.Site)\.(?:base_?url|url|BaseURL)(?:\s*\|\s*\w+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """`{% name args %}` (tag), `{{ value | filter }}` (output) or `{{< name args >}}` (shortcode).

    For an output `name` is its last filter, or empty; `args` holds the literal that goes in and that of the filter.
    """

    kind: Literal["tag", "output", "shortcode"]
    source: str
    end: int
    name: str
    args: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)


def mark_at(text: str, start: int, reach: int) -> Mark | None:
    """The mark that begins at `start` with `{%` or `{{`; None if it is not one."""
    end = start + reach
    if text.startswith("{%", start):
        m = _TAG.match(text, start, end)
        return _named_mark("tag", m, m["inside"]) if m else None
    if text.startswith(("{{<", "{{%"), start):
        m = _SHORTCODE.match(text, start, end)
        return _named_mark("shortcode", m, m["angle"] or m["percent"] or "") if m else None
    m = _OUTPUT.match(text, start, end)
    return _output(m) if m else None


def _named_mark(kind: Literal["tag", "shortcode"], m: re.Match[str], inside: str) -> Mark:
    inside = inside.strip().removeprefix("-").removesuffix("-").strip()
    name = _WORD.match(inside)
    args: list[str] = []
    named: dict[str, str] = {}
    for argument in _ARGUMENT.finditer(inside, name.end() if name else 0):
        value = next(group for group in argument.group("double", "single", "raw", "bare") if group is not None)
        value = without_marks(value)
        if argument["name"]:
            named.setdefault(argument["name"], value)
        else:
            args.append(value)
    return Mark(kind, m[0], m.end(), name[0] if name else "", tuple(args), MappingProxyType(named))


def _output(m: re.Match[str]) -> Mark:
    inside = m["inside"].strip().removesuffix("-")
    literal = _LITERAL.match(inside)
    last = inside[literal.end() if literal else 0 :].rpartition("|")[2].strip() if "|" in inside else ""
    name, _, rest = last.partition(":")
    given = _LITERAL.match(rest)
    args = [_inside(found) for found in (literal, given) if found]
    return Mark("output", m[0], m.end(), name.strip(), tuple(args))


def _inside(literal: re.Match[str]) -> str:
    return literal[1] if literal[1] is not None else literal[2]


def value_of(mark: Mark) -> str | None:
    """The text of an output whose value needs no program: a path through `url` and the like; None for others."""
    inside = mark.source[2:-2].strip("- \t\n")
    if _NOWHERE.fullmatch(inside):
        return ""
    if mark.kind != "output" or not mark.args or not _LITERAL.match(inside):
        return None
    if mark.name and mark.name not in _URL_FILTERS:
        return None
    return mark.args[0].strip()


def without_marks(text: str) -> str:
    """A value, such as that of an attribute, with the outputs in it replaced by what they stand for.

    Those that need a program stay, and tags are left out.
    """
    if "{%" not in text and "{{" not in text:
        return text
    return _MARKS.sub(_replaced, text)


def _replaced(m: re.Match[str]) -> str:
    mark = mark_at(m[0], 0, len(m[0]))
    if mark is None:
        return m[0]
    if mark.kind == "tag":
        return ""
    value = value_of(mark)
    return m[0] if value is None else html.escape(value, quote=True)
