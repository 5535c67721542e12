"""The sample values of the style guide, as a list for tests."""

from collections.abc import Iterator
from dataclasses import dataclass

from blueprints._samples import (
    ARABIC,
    BARE_ARTICLE,
    EMPTY_FRONT,
    EMPTY_LIST,
    FULL_ARTICLE,
    FULL_FRONT,
    FULL_LIST,
    HEBREW_IN_ENGLISH,
    ODD_FRONT,
    ONE_IN_LIST,
    STATES,
    TALL_ARTICLE,
    UNPICTURED,
)

__all__ = [
    "ARABIC",
    "BARE_ARTICLE",
    "EMPTY_FRONT",
    "EMPTY_LIST",
    "FULL_ARTICLE",
    "FULL_FRONT",
    "FULL_LIST",
    "HEBREW_IN_ENGLISH",
    "ODD_FRONT",
    "ONE_IN_LIST",
    "STATES",
    "TALL_ARTICLE",
    "UNPICTURED",
    "Sample",
    "samples",
]


@dataclass(frozen=True, slots=True)
class Sample:
    """A template, the name of a state, and the value it receives as `page`."""

    template: str
    state: str
    page: object


def samples() -> Iterator[Sample]:
    for template, states in STATES.items():
        for state, page in states.items():
            yield Sample(template, state, page)
