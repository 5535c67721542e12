"""What the three syntaxes of front matter share: what a loader hands back, how it refuses, and the bounds."""

import math
from dataclasses import dataclass, field
from typing import Final

MOST_BYTES: Final = 64 * 1024
MOST_DEPTH: Final = 64
LONGEST_INTEGER: Final = 18


class HeaderFault(Exception):
    """A header that cannot be used. `line` counts from 1 in the header's own text, and so does `column`."""

    def __init__(self, line: int, column: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.line = line
        self.column = column
        self.what = what
        self.mend = mend


@dataclass(slots=True)
class Loaded:
    """Lines count from 1 in the header's own text: `lines` by top-level key, and in `warnings`, (line, what, mend)."""

    metadata: dict[str, object] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    warnings: list[tuple[int, str, str]] = field(default_factory=list)


class Decimal(float):
    """A number with a fraction that still knows how it was written: a headline `1.10` stays `1.10`."""

    __slots__ = ("written",)
    written: str

    def __new__(cls, written: str) -> "Decimal":
        number = super().__new__(cls, written)
        number.written = written
        return number

    def __str__(self) -> str:
        return self.written


def decimal(written: str) -> Decimal | str:
    """As a number, or as text where it is none that can be printed (`nan`, `1e999`)."""
    number = Decimal(written)
    return number if math.isfinite(number) else written


def integer(written: str) -> int | str:
    """As a number, or as text where it is too long for one."""
    return int(written) if len(written) <= LONGEST_INTEGER else written


def too_deep(line: int) -> HeaderFault:
    return HeaderFault(
        line,
        1,
        f"The header nests lists or maps more than {MOST_DEPTH} deep.",
        "Write its values flat: a text, or a list of texts.",
    )


def duplicate(key: str, line: int) -> tuple[int, str, str]:
    """The warning for a key that is given twice; the last one counts."""
    return line, f"“{key[:60]}” is given more than once; the last one is used.", "Delete the others."


def depth(brackets: str, *, first_only: bool = False) -> int:
    """How deep `brackets`, which has no quotes or comments, nests; with `first_only`, up to where the first closes."""
    deepest = level = 0
    for bracket in brackets:
        level += 1 if bracket in "[{" else -1
        deepest = max(deepest, level)
        if deepest > MOST_DEPTH or (first_only and level == 0):
            break
    return deepest
