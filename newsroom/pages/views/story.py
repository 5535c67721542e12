"""A story, a standing page, an error: pages of one text."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from newsroom.pages.views.frame import Chrome, Head
from newsroom.pages.views.parts import Card, Figure, Line, Link, Note, Person
from newsroom.prose import Prose
from newsroom.reviews import Review


@dataclass(frozen=True, slots=True)
class SeriesBox:
    """The parts of the series, oldest first; the one being read has `current`."""

    title: str
    url: str
    parts: tuple[Link, ...]
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A story, whole. Serious corrections are in `notes_above`, the others in `notes_below`. `path` is its URL path.

    `labels` is the language of the words around it, such as "Published": that of the story if the program speaks it.
    `report` is where to tell of a mistake in this very story; `standards` leads to the page on how the paper works.
    """

    chrome: Chrome
    head: Head
    breadcrumbs: tuple[Link, ...]
    section: Link
    kind: str
    label: str
    kicker: Link | None
    headline: str
    standfirst: str
    people: tuple[Person, ...]
    dateline: str
    published: datetime | None
    updated: datetime | None
    reading_minutes: int
    notes_above: tuple[Note, ...]
    notes_below: tuple[Note, ...]
    figure: Figure | None
    key_points: tuple[Markup, ...]
    prose: Prose
    sources: tuple[Markup, ...]
    method: Markup
    disclosure: Markup
    note: Markup
    topics: tuple[Link, ...]
    series: SeriesBox | None
    related: tuple[Card, ...]
    further: tuple[Line, ...]
    translations: tuple[tuple[str, Link], ...]
    language: str
    direction: str
    path: str
    labels: str = ""
    report: str = ""
    standards: str = ""
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class StandingPageView:
    """About, ethics, contact."""

    chrome: Chrome
    head: Head
    breadcrumbs: tuple[Link, ...]
    heading: str
    standfirst: str
    prose: Prose
    updated: datetime | None
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """`code` is the HTTP status; `allowed` the methods of a 405. `latest` leads a lost reader on."""

    chrome: Chrome
    head: Head
    code: int
    heading: str
    text: str
    latest: tuple[Card, ...]
