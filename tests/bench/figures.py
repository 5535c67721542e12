"""What a measure finds, and the table that shows it."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """What was promised of a figure: of its ratio, where it has one, else of its value."""

    least: float | None = None
    most: float | None = None

    def is_met(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def __str__(self) -> str:
        return f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:,g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is a median where `low` and `high` are given. `ratio` is `value` divided by that of `against`."""

    measure: str
    what: str
    value: float
    unit: str
    stories: int | None = None
    low: float | None = None
    high: float | None = None
    ratio: float | None = None
    against: str = ""
    aim: Aim | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.aim is None:
            return ""
        met = self.aim.is_met(self.value if self.ratio is None else self.ratio)
        return f"{self.aim} {'met' if met else 'MISSED'}"

    def cells(self) -> list[str]:
        spread = f"{_number(self.low)} to {_number(self.high)}" if self.low is not None else ""
        return [
            self.what,
            f"{self.stories:,}" if self.stories else "",
            f"{_number(self.value)} {self.unit}".strip(),
            spread,
            f"{self.ratio:.2f} of {self.against}" if self.ratio is not None else "",
            self.verdict,
            self.note,
        ]


COLUMNS = ["", "stories", "median", "from … to", "ratio", "aim", ""]


def of(measure: str, what: str, values: Sequence[float], unit: str, **more: object) -> Figure:
    """The median of several, with the least and the greatest."""
    return Figure(measure, what, statistics.median(values), unit, low=min(values), high=max(values), **more)  # type: ignore[arg-type] # its own fields


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of `values` does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


def table(figures: Iterable[Figure]) -> str:
    """In columns, a heading for each measure."""
    figures = list(figures)
    if not figures:
        return "nothing was measured"
    rows = [figure.cells() for figure in figures]
    widths = [max(len(row[column]) for row in [COLUMNS, *rows]) for column in range(len(COLUMNS))]
    lines = [_line(COLUMNS, widths)]
    measure = ""
    for figure, row in zip(figures, rows, strict=True):
        if figure.measure != measure:
            measure = figure.measure
            lines += ["", measure]
        lines.append("  " + _line(row, widths))
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _number(value: float | None) -> str:
    if value is None:
        return ""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
