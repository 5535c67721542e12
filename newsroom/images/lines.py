"""A headline in lines: measured, as large as fits, and balanced, so that no word stands alone on the last one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

Measure = Callable[[str], float]

_IDEOGRAPHS = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_OPENING = "（「『【〔〈《“‘［｛"  # noqa: RUF001 - as Japanese and Chinese are printed
_CLOSING = "、。，．・：；？！）」』】〕〉》”’］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…‥％"  # noqa: RUF001 - as above
_PART = re.compile(
    f"[{_OPENING}]*[{_IDEOGRAPHS}][{_CLOSING}]*"  # a character with what may not leave it
    f"|[^ {_IDEOGRAPHS}]{{3,}}?[-–—/](?=[^ {_IDEOGRAPHS}]{{3}})"
    f"|[^ {_IDEOGRAPHS}]+[{_CLOSING}]*"
)
_STEPS = 14


@dataclass(frozen=True, slots=True)
class Setting:
    """`is_whole` is false where the end was left out."""

    lines: tuple[str, ...]
    size: int
    is_whole: bool


def parts_of(text: str) -> tuple[tuple[str, str], ...]:
    """(what stands before it, the part): between any two a line may end."""
    found, end = [], 0
    for match in _PART.finditer(text):
        found.append((" " if match.start() > end else "", match[0]))
        end = match.end()
    return tuple(found)


def fit(text: str, sizes: tuple[int, ...], width: float, height: float, at: Callable[[int], tuple[Measure, float]],
        *, may_break: bool = True, dots: str = "…") -> Setting | None:  # fmt: skip
    """In the largest of `sizes` (falling) in which it fits; else in the smallest without its end. `at` tells of a size
    how long a line is and how high. A word that is longer than a line is broken if that `may_break` words, else there
    is no setting."""
    parts = parts_of(text)
    for size in sizes:
        measure, line_height = at(size)
        most = max(1, int(height / line_height))
        lines = fill(parts, width, measure)
        if lines and len(lines) <= most:
            return Setting(_balanced(parts, width, measure, len(lines)), size, True)
    if not lines and may_break:
        lines = fill(_in_letters(parts), width, measure)
    if not lines:
        return None
    if len(lines) <= most:
        return Setting(lines, size, True)
    return Setting((*lines[: most - 1], _with_dots(lines[most - 1], width, measure, dots)), size, False)


def fill(parts: tuple[tuple[str, str], ...], width: float, measure: Measure) -> tuple[str, ...]:
    """As much on each line as fits; nothing where a part is wider than a line."""
    lines: list[str] = []
    line = ""
    for before, part in parts:
        longer = f"{line}{before if line else ''}{part}"
        if line and measure(longer) > width:
            lines.append(line)
            longer = part
        if longer == part and measure(part) > width:
            return ()
        line = longer
    return (*lines, line) if line else tuple(lines)


def _in_letters(parts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((before if not place else "", letter) for before, part in parts for place, letter in enumerate(part))


def _balanced(parts: tuple[tuple[str, str], ...], width: float, measure: Measure, count: int) -> tuple[str, ...]:
    """The narrowest lines of which there are no more than `count`."""
    low, high = width / max(count, 1) / 2, width
    for _ in range(_STEPS):
        middle = (low + high) / 2
        lines = fill(parts, middle, measure)
        low, high = (low, middle) if lines and len(lines) <= count else (middle, high)
    return fill(parts, high, measure)


def _with_dots(line: str, width: float, measure: Measure, dots: str) -> str:
    parts = parts_of(line)
    for end in range(len(parts), 0, -1):
        shorter = "".join(f"{before}{part}" for before, part in parts[:end]).strip().rstrip(",;:–—-、，") + dots  # noqa: RUF001 - as above
        if measure(shorter) <= width:
            return shorter
    return dots
