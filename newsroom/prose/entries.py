"""What `marks` takes out of a text, and the placeholders that keep its place while Markdown runs."""

import re
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from newsroom.prose.references import Definitions, Shot
from newsroom.prose.tags import Tags
from newsroom.prose.wording import Wording

OPEN, CLOSE = "\ufde0", "\ufde1"
_DIGITS = {ord(digit): 0xFDD0 + value for value, digit in enumerate("0123456789abcdef")}
_VALUES = {0xFDD0 + value: digit for value, digit in enumerate("0123456789abcdef")}


_LITERALS = {ord('"'): 0xFDE2, ord("'"): 0xFDE3, ord("-"): 0xFDE4, ord("."): 0xFDE5}
_WRITTEN = {0xFDE2: "&quot;", 0xFDE3: "&#39;", 0xFDE4: "-", 0xFDE5: "."}
_HIDDEN = re.compile("[\ufde2-\ufde5]")


@dataclass(frozen=True, slots=True)
class Story:
    """A reference to be asked about: `kind` and `name` are the question; `as_url` stands inside a link of Markdown."""

    kind: Literal["wiki", "story", "link"]
    name: str
    text: str = ""
    fragment: str = ""
    as_url: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A link in place of something embedded."""

    url: str
    title: str


Shown = str | Shot | Story | Card


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at a place: `shown` is HTML, or something to ask about; in a block of code, `source` as written.

    A `block` is no part of a paragraph. An `edge` begins or ends one, as a footer does. `fault` is what the writer is
    told of the mark, a key of `filling`'s. `line` counts from 0.
    """

    source: str
    shown: Shown
    line: int
    block: bool = False
    edge: bool = False
    fault: str = ""


@dataclass(slots=True)
class Notes:
    """What one text holds: its entries, the definitions of its reference pictures, its open tags and its wording."""

    known: Definitions
    words: Wording
    entries: list[Entry] = field(default_factory=list)
    tags: Tags = field(default_factory=Tags)
    boxes: int = 0

    def keep(self, entry: Entry) -> str:
        """The placeholder of an entry."""
        self.entries.append(entry)
        return OPEN + format(len(self.entries) - 1, "x").translate(_DIGITS) + CLOSE


def as_written(text: str) -> str:
    """HTML that shows a text sign by sign: its quotation marks and dashes are not set by the typographer."""
    return escape(text.translate(_LITERALS), quote=False)


def with_literals(html: str) -> str:
    """Puts back what `as_written` has hidden."""
    return html.translate(_WRITTEN) if _HIDDEN.search(html) else html


def number(digits: str) -> int:
    """The number of a placeholder, from what stands between `OPEN` and `CLOSE`."""
    return int(digits.translate(_VALUES), 16)
