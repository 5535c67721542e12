"""What becomes of a `<` in a text: a comment, a tag that may stay, something to leave out, or just a character."""

import re
from html import escape
from typing import TYPE_CHECKING

from newsroom.prose.code import text_of_markup
from newsroom.prose.entries import Card
from newsroom.prose.references import REACH, TAG, attributes, image_tag
from newsroom.prose.tags import ALONE, BLOCK, IMPLIED, INLINE, RENAMED, VOID, WITH_CONTENT, card

if TYPE_CHECKING:
    from newsroom.prose.marks import Found, Scan

_AUTOLINK = re.compile(
    r"<(?:(?:https?|ftp)://[^\s<>]{1,2000}|(?:mailto:)?[^\s<>@:]{1,100}@[^\s<>@:]{1,200})>", re.IGNORECASE
)
_VERBATIM = frozenset(("pre", "code", "kbd", "samp"))
_MOST_MISSES = 300
"""Broken tags after which the `<` of a text are no longer looked at closely."""

_MOST_OPEN = 300
_LINE_START = re.compile(r"(?:^|(?<=\n)) {0,3}\Z")


class RawBlocks:
    """Follows which tags Markdown will take as the frame of a raw block: one at the start of a line, up to its end
    tag. Only those are left visible to it; an end tag that is not awaited would only confuse it."""

    def __init__(self) -> None:
        self._awaited: list[str] = []

    def holds(self, m: re.Match[str], name: str, scan: "Scan") -> bool:
        """Whether a tag is part of a raw block."""
        if m["close"]:
            return self._ends(name)
        if name in VOID:
            return name == "hr" and not self._awaited and _begins_line(m)
        if len(self._awaited) >= _MOST_OPEN or not (self._awaited or (_begins_line(m) and _can_frame(m, name, scan))):
            return False
        self._awaited.append(name)
        return True

    def _ends(self, name: str) -> bool:
        if name not in self._awaited:
            return False
        while self._awaited.pop() != name:
            pass
        return True


def _begins_line(m: re.Match[str]) -> bool:
    return _LINE_START.search(m.string, max(0, m.start() - 4), m.start()) is not None


def _can_frame(m: re.Match[str], name: str, scan: "Scan") -> bool:
    """A paragraph that its writer left open must not swallow what follows."""
    if name == "p":
        end, following = scan.closers.next("</p", m.end()), scan.closers.next("<p", m.end())
        return end >= 0 and not 0 <= following < end
    return name not in IMPLIED


def read(scan: "Scan", start: int) -> "Found":
    """Handles the `<` at `start`."""
    text = scan.text
    if text.startswith("<!--", start):
        end = scan.closers.next("-->", start + 4)
        return scan.inline(start, end + 3, "") if end >= 0 else scan.inline(start, start + 1, "&lt;")
    if _AUTOLINK.match(text, start):
        return None
    m = TAG.match(text, start, start + REACH) if scan.misses < _MOST_MISSES else None
    if m is None:
        scan.misses += 1
        return scan.inline(start, start + 1, "&lt;")
    return _tag(scan, m)


def _tag(scan: "Scan", m: re.Match[str]) -> "Found":
    name, start, end = m["name"].lower(), m.start(), m.end()
    if name in ALONE:
        return scan.inline(start, end, "")
    if m["close"]:
        return _closing(scan, m, name)
    if name == "img":
        return scan.inline(start, end, image_tag(attributes(m["attributes"])) or "")
    if name in WITH_CONTENT:
        return _left_out(scan, m, name)
    if name in _VERBATIM and scan.closers.next(f"</{name}", end) >= 0:
        return _verbatim(scan, m, name)
    if name in BLOCK or name in INLINE or name in RENAMED:
        written = scan.notes.tags.opening(name, m["attributes"], scan.text, end, scan.closers)
        return _placed(scan, m, RENAMED.get(name, name), written)
    return scan.inline(start, end, escape(m[0], quote=True))


def _closing(scan: "Scan", m: re.Match[str], name: str) -> "Found":
    if name in BLOCK or name in INLINE or name in RENAMED:
        return _placed(scan, m, RENAMED.get(name, name), scan.notes.tags.closing(name))
    known = name in WITH_CONTENT or name == "img"
    return scan.inline(m.start(), m.end(), "" if known else escape(m[0], quote=True))


def _placed(scan: "Scan", m: re.Match[str], name: str, written: str) -> "Found":
    """Tags of blocks stay visible to Markdown, which leaves alone what they enclose."""
    if name in BLOCK and written and scan.raw_blocks.holds(m, name, scan):
        return written, m.start(), m.end()
    return scan.inline(m.start(), m.end(), written)


def _left_out(scan: "Scan", m: re.Match[str], name: str) -> "Found":
    close = scan.closers.next(f"</{name}", m.end())
    end = scan.text.find(">", close) + 1 if close >= 0 else 0
    end = max(end, m.end())
    if name != "iframe":
        return scan.inline(m.start(), end, "")
    given = attributes(m["attributes"])
    linked = card(given.get("src") or given.get("data-src", ""), given.get("title", ""))
    return scan.inline(m.start(), end, Card(*linked) if linked else "")


def _verbatim(scan: "Scan", m: re.Match[str], name: str) -> "Found":
    """Raw `<pre>` and `<code>`: their text, so that nothing in it is taken for a mark."""
    close = scan.closers.next(f"</{name}", m.end())
    end = scan.text.find(">", close) + 1
    inside = escape(text_of_markup(scan.text[m.end() : close]), quote=False)
    if name == "pre":
        shown = f"<pre>{inside}</pre>"
        return scan.own_block(m.start(), end or len(scan.text), shown)
    return scan.inline(m.start(), end or len(scan.text), f"<{name}>{inside}</{name}>")
