"""Code in a text: spans between backticks and fenced blocks, taken out before anything else is read in them."""

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from newsroom.prose.code import code_html, code_text, span_html
from newsroom.prose.entries import Entry

if TYPE_CHECKING:
    from newsroom.prose.marks import Found, Scan

_TICKS = re.compile("`+")
_ITEM = re.compile(r"\n[ \t]*(?:[-*+]|#{1,6}|\d{1,9}[.)])[ \t]")
_WIDEST_MARGIN = 64
_LONGEST_FENCE = 100


def read(scan: "Scan", start: int) -> "Found":
    """Handles the backtick at `start`: a fence, a span, or just a sign."""
    run = _TICKS.match(scan.text, start)
    length = run.end() - start if run else 1
    fenced = fence(scan, start, "`", length) if length >= 3 else None
    return fenced or _span(scan, start, length) or scan.inline(start, start + length, "`" * length)


def _span(scan: "Scan", start: int, length: int) -> "Found":
    """A code span ends at the next run of as many backticks in its paragraph."""
    if scan.ticks is None:
        scan.ticks = {}
        for m in _TICKS.finditer(scan.text):
            scan.ticks.setdefault(m.end() - m.start(), []).append(m.start())
    places = scan.ticks.get(length, [])
    following = bisect_right(places, start)
    if following == len(places):
        return None
    end = places[following]
    if 0 <= scan.closers.next("\n\n", start) < end or _ITEM.search(scan.text, start, end):
        return None
    return scan.inline(start, end + length, span_html(scan.text[start + length : end]))


def fence(scan: "Scan", start: int, mark: str, length: int) -> "Found":
    """A fenced block ends at a fence as long, with its quotation, or with the text."""
    begin = scan.margin(start)
    if begin is None or length > _LONGEST_FENCE:
        return None
    line_end = scan.line_end(start)
    info = scan.text[start + length : line_end].strip()
    if "`" in info:
        return None
    margin = scan.text[begin:start]
    inside_end, end = _fence_end(scan, line_end, mark, length, quoted=">" in margin)
    source = scan.text[start:end]
    code = code_text(_without_margin(scan.text[line_end + 1 : inside_end], margin))
    html = code_html(code, info)
    placeholder = scan.notes.keep(Entry(source, html, scan.line(start), block=True))
    return (placeholder, start, end) if margin else (f"\n\n{placeholder}\n\n", begin, end)


def _fence_end(scan: "Scan", position: int, mark: str, length: int, quoted: bool) -> tuple[int, int]:
    """Where the code ends, and where its closing fence does."""
    closing = re.compile(rf"^[ \t>]{{0,{_WIDEST_MARGIN}}}{mark}{{{length},}}[ \t]*$", re.MULTILINE)
    m = closing.search(scan.text, position)
    inside_end, end = (m.start(), m.end()) if m else (len(scan.text), len(scan.text))
    while quoted and position < inside_end:
        if not scan.text[position + 1 : position + 2].startswith((">", " ", "\t")):
            return position, position
        position = scan.line_end(position + 1)
    return inside_end, end


def _without_margin(code: str, margin: str) -> str:
    """The lines of a block of code without the blanks and `>` before its fence."""
    if not margin:
        return code
    if ">" in margin:
        code = re.sub(rf"^[ \t]*(?:>[ ]?){{0,{margin.count('>')}}}", "", code, flags=re.MULTILINE)
        margin = margin.rpartition(">")[2].removeprefix(" ")
    return re.sub(rf"^[ \t]{{0,{len(margin.expandtabs(4))}}}", "", code, flags=re.MULTILINE) if margin else code
