"""Prints what `render` costs beside Markdown alone: `python tests/bench/prose.py`."""

import statistics
import sys
import time
from collections.abc import Callable

from newsroom.prose import LinkKind, Target, render
from newsroom.prose.engine import make

PARAGRAPH = (
    "The harbour trust will close its last coal berth in March and put all nine of its *cranes* up for sale, ending a "
    'trade that made the town and, for much of its history, blackened it. "Nobody here thinks coal is coming back," '
    "said Dorrit Vane, who speaks for the [dock union](https://union.example/quay). It puts 41 jobs at risk -- and "
    "leaves open the question that has **troubled** the quay for a decade: what lies in the ground under Berth Nine, "
    "and whose task it is to remove it. The trust's accounts show that the berth has lost money in five of six years."
)
STORY = f"""
{PARAGRAPH}

{PARAGRAPH}

## A trade that faded slowly

{PARAGRAPH}[^1]

![Three cranes at dawn](cranes.jpg "The cranes, which the trust means to sell | Courier picture desk")

{PARAGRAPH}

> “I would rather have closed it in daylight and with notice,” said the chairman.

| Year | Tons | Ships |
| ---- | ---: | ----: |
| 2024 |   57 |    16 |
| 2025 |   38 |    11 |

{PARAGRAPH}

::: pull
We asked for two years and a plan. We were given sixteen weeks.

— Dorrit Vane
:::

## What is in the ground

{PARAGRAPH}

- a survey in 2017, never [published](/2017/06/01/survey/)
- tar, oil and heavy metals
- a third of the quay

{PARAGRAPH} See [[mariner-row|the gardens]].

{PARAGRAPH}

[^1]: The result is for the berth alone.
"""


def resolve(kind: LinkKind, name: str) -> Target | None:
    return Target(f"/media/{name}", width=1200, height=800) if kind == "picture" else None


def cost(work: Callable[[], object], rounds: int = 60) -> float:
    """The median of CPU seconds."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.thread_time()
        work()
        taken.append(time.thread_time() - start)
    return statistics.median(taken)


def main() -> None:
    markdown = make()
    alone = cost(lambda: markdown.reset().convert(STORY))
    whole = cost(lambda: render(STORY, resolve=resolve))
    words = render(STORY, resolve=resolve).words
    sys.stdout.write(
        f"render, {words} words: {whole * 1000:.2f} ms; Markdown alone: {alone * 1000:.2f} ms;"
        f" ratio {whole / alone:.2f} (aim 1.4)\n"
    )


if __name__ == "__main__":
    main()
