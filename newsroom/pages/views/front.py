"""The front."""

from dataclasses import dataclass
from datetime import datetime

from newsroom.pages.views.frame import Chrome, Head
from newsroom.pages.views.parts import Card, Link


@dataclass(frozen=True, slots=True)
class NowLine:
    """A line of the "Now" strip; `url` may be empty."""

    text: str
    url: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Block:
    """A section on the front: one large card, some small ones, and headlines only. In a tower there are `cards`
    only where its neighbours have pictures and it has none.

    `brief` is true where the large card has no room for its standfirst.
    """

    section: Link
    lead: Card
    cards: tuple[Card, ...]
    lines: tuple[Card, ...]
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a series; `number` counts from 1, the oldest."""

    number: int
    card: Card


@dataclass(frozen=True, slots=True)
class Package:
    """A series on the front. `parts` are those that stand nowhere else on it, in their order, of `total`."""

    title: str
    url: str
    section: str
    total: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """No story stands twice on it. `lead` is None only where the paper has no public story.

    Beside the lead stand `second` and `opinion`, or `beside` where there is none of that. `blocks` have the
    whole width each; `towers` are rows of blocks side by side.
    """

    chrome: Chrome
    head: Head
    now: tuple[NowLine, ...]
    lead: Card | None
    follow_ups: tuple[Card, ...]
    second: Card | None
    opinion: tuple[Card, ...]
    beside: tuple[Card, ...]
    latest: tuple[Card, ...]
    cards: tuple[Card, ...]
    blocks: tuple[Block, ...]
    package: Package | None
    towers: tuple[tuple[Block, ...], ...]
    topics: tuple[Link, ...]
