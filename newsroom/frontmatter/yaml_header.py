"""YAML front matter, built from libyaml's events.

Building from events instead of a loader's nodes bounds the depth before anything recurses (libyaml's composer
crashes the process on deep nesting; its event parser keeps a stack of its own), shows anchors and tags before they
act, and leaves every plain word as the writer wrote it: only the booleans, nulls and decimals of YAML 1.2 are values.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from newsroom.frontmatter.header import MOST_DEPTH, HeaderFault, Loaded, decimal, duplicate, integer, too_deep
from newsroom.frontmatter.yaml_mends import explain

PARSER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CONSTANTS: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
INTEGER: Final = re.compile(r"-?[1-9][0-9]*|0")
FRACTION: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")


def load(header: str) -> Loaded:
    """The values of a YAML header. Raises HeaderFault where it cannot be used."""
    builder = _Builder(header)
    try:
        return builder.document()
    except yaml.YAMLError as error:
        raise explain(error, header) from None


class _Builder:
    def __init__(self, header: str) -> None:
        self.events: Iterator[Any] = iter(yaml.parse(header, Loader=PARSER))
        self.loaded = Loaded()

    def document(self) -> Loaded:
        next(self.events)  # the stream's start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return self.loaded
        root = next(self.events)
        if isinstance(root, yaml.MappingStartEvent):
            self._refuse_extras(root)
            self.loaded.metadata = self._mapping(1)
        elif self._value(root, 0) is not None:
            raise HeaderFault(
                root.start_mark.line + 1,
                root.start_mark.column + 1,
                "The header is not made of lines such as `headline: …`.",
                "Give each value a name, a colon and a blank before it.",
            )
        next(self.events)  # the document's end
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise HeaderFault(
                after.start_mark.line + 1, 1, "The header holds two documents.", "Delete the line that begins with ---."
            )
        return self.loaded

    def _value(self, event: Any, level: int) -> object:
        kind = type(event)
        if kind is yaml.AliasEvent:
            raise _reference(event, f"*{event.anchor}")
        self._refuse_extras(event)
        if kind is yaml.ScalarEvent:
            return plain(event.value) if event.implicit[0] else event.value
        if level >= MOST_DEPTH:
            raise too_deep(event.start_mark.line + 1)
        return self._sequence(level + 1) if kind is yaml.SequenceStartEvent else self._mapping(level + 1)

    def _sequence(self, level: int) -> list[object]:
        items: list[object] = []
        for event in self.events:
            if type(event) is yaml.SequenceEndEvent:
                break
            items.append(self._value(event, level))
        return items

    def _mapping(self, level: int) -> dict[str, object]:
        values: dict[str, object] = {}
        for event in self.events:
            if type(event) is yaml.MappingEndEvent:
                break
            key, line = self._key(event), event.start_mark.line + 1
            if key in values:
                self.loaded.warnings.append(duplicate(key, line))
            values[key] = self._value(next(self.events), level)
            if level == 1:
                self.loaded.lines[key] = line
        return values

    def _key(self, event: Any) -> str:
        if type(event) is yaml.AliasEvent:
            raise _reference(event, f"*{event.anchor}")
        self._refuse_extras(event)
        if type(event) is not yaml.ScalarEvent:
            raise HeaderFault(
                event.start_mark.line + 1,
                event.start_mark.column + 1,
                "A list or map stands where the name of a value should be.",
                "If it is a text that begins with { or [, put quotes around it.",
            )
        if event.value == "<<" and event.implicit[0]:
            raise _reference(event, "<<")
        return str(event.value)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            raise _reference(event, f"&{event.anchor}")
        if event.tag is not None:
            raise HeaderFault(
                event.start_mark.line + 1,
                event.start_mark.column + 1,
                f"“{event.tag[:40]}” is a tag of YAML, which headers do not use.",
                "If it belongs to the text, put quotes around the whole value; if not, delete it.",
            )


def plain(word: str) -> object:
    """What a word without quotes stands for; `no`, `12:30`, `0755`, `1_000` and dates stay text."""
    if word in CONSTANTS:
        return CONSTANTS[word]
    if word[0] in "-0123456789":
        if INTEGER.fullmatch(word):
            return integer(word)
        if FRACTION.fullmatch(word):
            return decimal(word)
    return word


def _reference(event: Any, sign: str) -> HeaderFault:
    return HeaderFault(
        event.start_mark.line + 1,
        event.start_mark.column + 1,
        f"“{sign[:40]}” is a reference of YAML, which headers do not use.",
        "If it belongs to the text, put quotes around the whole value; if not, write the value out.",
    )
