"""A chart of rates, drawn as SVG: a row for each server and number of stories, on a logarithmic scale."""

import math
from collections.abc import Sequence
from html import escape

from tests.bench.figures import Figure

WIDTH, LEFT, RIGHT = 720, 210, 90
ROW, TOP, GAP = 22, 44, 12
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.bar{fill:#8a9aa8}.own{fill:#b3261e}"
    ".grid{stroke:#ccc}@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.own{fill:#f2766b}}"
)


def svg(figures: Sequence[Figure]) -> str:
    """Of rates without a ratio; the paper's own bars have a colour of their own."""
    rates = [figure for figure in figures if figure.unit == "/s" and figure.ratio is None and figure.value > 0]
    sizes = sorted({figure.stories or 0 for figure in rates})
    parts: list[str] = []
    top = TOP
    low, high = _decades([figure.value for figure in rates])
    for size in sizes:
        for figure in [each for each in rates if (each.stories or 0) == size]:
            parts += _bar(figure, top, low, high)
            top += ROW
        top += GAP
    height = top + 6
    grid = [_line(decade, low, high, height) for decade in range(low, high + 1)]
    title = "Warm article, requests a second (logarithmic)"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}">\n'
        f'<title>{title}</title><style>{STYLE}</style>\n<text x="0" y="14">{title}</text>\n'
        + "\n".join([*grid, *parts])
        + "\n</svg>\n"
    )


def _decades(values: Sequence[float]) -> tuple[int, int]:
    if not values:
        return 0, 1
    low = math.floor(math.log10(min(values)))
    return low, max(low + 1, math.ceil(math.log10(max(values))))


def _x(value: float, low: int, high: int) -> float:
    return LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)


def _line(decade: int, low: int, high: int, height: int) -> str:
    x = _x(10.0**decade, low, high)
    label = f"{10**decade:,}" if decade >= 0 else f"{10.0**decade:g}"
    return (
        f'<path class="grid" d="M{x:.1f} {TOP - 6}V{height - 6}"/>'
        f'<text x="{x:.1f}" y="{TOP - 12}" text-anchor="middle">{label}</text>'
    )


def _bar(figure: Figure, top: int, low: int, high: int) -> list[str]:
    end = max(_x(figure.value, low, high), LEFT + 1)
    own = "own" if figure.what == "Broadsheet" else "bar"
    rate = f"{figure.value:,.0f}" if figure.value >= 10 else f"{figure.value:.1f}"
    return [
        f'<text x="{LEFT - 8}" y="{top + 13}" text-anchor="end">{escape(figure.what)}, {figure.stories or 0:,}</text>',
        f'<rect class="{own}" x="{LEFT}" y="{top + 1}" width="{end - LEFT:.1f}" height="{ROW - 6}"/>',
        f'<text x="{end + 6:.1f}" y="{top + 13}">{rate}</text>',
    ]
