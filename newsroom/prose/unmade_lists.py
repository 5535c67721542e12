"""Lists that Markdown does not make, because no blank line stands before them."""

import re
from collections.abc import Iterator
from typing import Final

_ITEM: Final = re.compile(r" {0,3}(?:[-*+]|1[.)])[ \t]+\S")
_NEXT: Final = re.compile(r" {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_NO_TEXT: Final = re.compile(r"\s*$| {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]| {0,3}[#>|:<]|[ \t]{2,}|[-=*_ \t]+$|\{[:%<]|\[\^")
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")


def unmade_lists(body: str) -> Iterator[int]:
    """The lines, counted from 0, at which a list of two items or more begins right after a line of text."""
    lines = body.split("\n")
    fence, is_in_list = "", False
    for number, line in enumerate(lines[1:-1], 1):
        before = lines[number - 1]
        fence = _after(before, fence)
        is_text = bool(before.strip()) and not fence and not _FENCE.match(before)
        is_in_list = is_text and (is_in_list or bool(_NEXT.match(before)))
        if not is_text or is_in_list or not _ITEM.match(line) or _NO_TEXT.match(before):
            continue
        if _NEXT.match(lines[number + 1]):
            yield number


def _after(line: str, fence: str) -> str:
    """The fence that is open after `line`, empty where none is."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    return "" if found[1].startswith(fence) else fence
