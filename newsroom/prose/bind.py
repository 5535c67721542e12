"""Fills in the places that `marks` has kept, once Markdown has made its HTML."""

from collections.abc import Callable
from html import escape

from newsroom.prose.entries import CLOSE, OPEN, Card, Entry, number

Fill = Callable[[int, Entry, bool], str]
"""What is shown for an entry, given its number, and whether it is alone in its paragraph."""


def bind(markup: str, entries: list[Entry], fill: Fill) -> str:
    """The HTML with every entry in its place: in code what was written, elsewhere what `fill` says."""
    first, *pieces = markup.split(OPEN)
    out, code = [first], _code_opened(first)
    for piece in pieces:
        digits, _, rest = piece.partition(CLOSE)
        index = number(digits)
        entry = entries[index]
        if code > 0:
            out.append(escape(entry.source, quote=False))
        else:
            rest = _place(out, index, entry, fill, rest)
        out.append(rest)
        code += _code_opened(rest)
    return "".join(out)


def _place(out: list[str], index: int, entry: Entry, fill: Fill, rest: str) -> str:
    """Puts an entry at the end of `out`; a block leaves the paragraph that Markdown has made around it.

    Returns what follows it.
    """
    begins, ends = out[-1].endswith("<p>"), rest.startswith("</p>")
    shown = fill(index, entry, begins and ends)
    leaves = entry.block or (begins and ends and (not shown or isinstance(entry.shown, Card)))
    if not leaves:
        out.append(shown)
        return rest
    if begins:
        out[-1] = out[-1].removesuffix("<p>")
    if ends:
        rest = rest.removeprefix("</p>")
    if entry.edge or begins == ends:
        out.append(shown)
        return rest
    # The rest of the paragraph goes on as one of its own.
    out.append(shown if begins else f"</p>{shown}")
    return f"<p>{rest.lstrip()}" if begins else rest


def _code_opened(piece: str) -> int:
    if "<code" not in piece and "code>" not in piece:
        return 0
    return piece.count("<code") - piece.count("</code")
