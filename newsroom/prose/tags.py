"""The raw HTML of a text, tag by tag, before Markdown sees it: what stays, what goes, and nothing left open.

This is for good pages, not for safety: `sanitise` holds whatever this lets through. It also keeps the HTML parsers
off the inputs on which they are slow (CPU time by depth of nesting, by unclosed tags, by broken comments).
"""

import html
import re
from collections import Counter

from newsroom.prose.references import attributes

PLAIN = frozenset("b cite code dfn em i kbd mark s samp small strong sub sup u var".split())
INLINE = PLAIN | frozenset("a abbr bdi bdo br del ins q span time wbr".split())
BLOCK = frozenset(
    (
        "aside blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre"
        " summary table tbody td tfoot th thead tr ul"
    ).split()
)
RENAMED = {"strike": "s", "tt": "code", "acronym": "abbr"} | dict.fromkeys(
    ("article", "section", "header", "footer", "address", "nav", "hgroup", "fieldset"), "div"
)
WITH_CONTENT = frozenset(
    (
        "script style template noscript object svg math title textarea select xmp noembed noframes video audio canvas"
        " applet iframe"
    ).split()
)
"""Left out together with what they enclose; an iframe becomes a link card."""

ALONE = frozenset(
    (
        "html head body main form input button label legend option optgroup datalist output progress meter center font"
        " link meta base picture source track map area dialog slot param embed plaintext frame frameset portal marquee"
        " blink big nobr ruby rb rt rp rtc image menu search data"
    ).split()
)
"""Left out; what they enclose stays."""

VOID = frozenset(("br", "col", "hr", "wbr"))
IMPLIED = frozenset(("p", "li", "dd", "dt", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "caption"))
_KEPT = frozenset(
    (
        "align cite class colspan datetime dir href id lang name open rel reversed rowspan scope start title type value"
    ).split()
)
_DEEPEST = 60
_LINES_OPEN = 20
_REACH_OPEN = 4096
_BLOCKS_OPEN = 20
_SPECIAL = re.compile(r"[^\w \-.,/:;?=&#+%@]|&|_")


class Tags:
    """Writes the tags of one text. Knows which are open, so that none stays open, and none nests without end."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._depth = 0
        self._inline: list[str] = []
        self._blocks = 0

    def closing(self, name: str) -> str:
        """The end tag as it may stand, or nothing."""
        name = RENAMED.get(name, name)
        if name in VOID or (name not in IMPLIED and not self._open[name]):
            return ""
        self._count(name, -1)
        if name in self._inline:
            self._inline.remove(name)
        return f"</{name}>"

    def opening(self, name: str, attribute_text: str, text: str, end: int, closers: "Closers") -> str:
        """The start tag as it may stand, or nothing. `end` is where it ends in `text`."""
        written, name = name, RENAMED.get(name, name)
        if name in VOID:
            return f"<{name}{self._attributes(name, attribute_text)}>"
        inline = name in INLINE
        if self._depth >= _DEEPEST and name not in IMPLIED:
            return ""
        if inline and not _closes_soon(written, text, end, closers):
            return ""
        if not inline and name not in IMPLIED and closers.next(f"</{written}", end) < 0:
            return ""
        before = "" if inline else self._before_block()
        if inline:
            self._inline.append(name)
            self._blocks = 0
        self._count(name, 1)
        return f"{before}<{name}{self._attributes(name, attribute_text)}>"

    def _before_block(self) -> str:
        """Parsers open every open inline tag anew in each block; after some blocks that has to end."""
        self._blocks += 1
        if not self._inline or self._blocks <= _BLOCKS_OPEN:
            return ""
        ends = "".join(f"</{name}>" for name in reversed(self._inline))
        for name in self._inline:
            self._count(name, -1)
        self._inline.clear()
        return ends

    def _count(self, name: str, by: int) -> None:
        if name not in IMPLIED:
            self._open[name] += by
            self._depth += by

    @staticmethod
    def _attributes(name: str, text: str) -> str:
        if not text or name in PLAIN:
            return ""
        given = attributes(text)
        return "".join(f' {key}="{attribute_value(value)}"' for key, value in given.items() if key in _KEPT)


def _closes_soon(name: str, text: str, end: int, closers: "Closers") -> bool:
    close = closers.next(f"</{name}", end)
    if not 0 <= close <= end + _REACH_OPEN or 0 <= closers.next("\n\n", end) < close:
        return False
    return text.count("\n", end, close) <= _LINES_OPEN


def attribute_value(value: str) -> str:
    """A value that neither HTML nor Markdown can mistake for anything else, on one line."""
    return _SPECIAL.sub(lambda m: f"&#{ord(m[0])};", " ".join(value.split()))


def card(src: str, title: str) -> tuple[str, str] | None:
    """The address and the words of a link in place of something embedded; None if it is on no web site."""
    src = html.unescape(src).strip()
    address = "https:" + src if src.startswith("//") else src
    return (address, title.strip()) if re.match(r"https?://[^\s/]", address, re.IGNORECASE) else None


class Closers:
    """Where the next of some marks stands. Asked with rising positions, so that all answers together cost one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower: str | None = None
        self._found: dict[str, int] = {}

    def next(self, mark: str, start: int) -> int:
        """The position of the first `mark` at `start` or after it, or -1. End tags match in any case."""
        found = self._found.get(mark)
        if found is None or 0 <= found < start:
            text = self._lowered() if mark[:2] == "</" else self._text
            found = self._found[mark] = text.find(mark, start)
        return found

    def _lowered(self) -> str:
        if self._lower is None:
            self._lower = re.sub("[A-Z]", lambda m: m[0].lower(), self._text) if "</" in self._text else ""
        return self._lower
