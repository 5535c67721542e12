"""Lists, indexes and the archive."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from newsroom.pages.views.frame import Chrome, FeedLink, Head
from newsroom.pages.views.parts import Card, Day, Figure, Link, Note, Pagination, Person


@dataclass(frozen=True, slots=True)
class ListPage:
    """A section, topic, author, series or the latest stories: `lead` first (page 1 of a section), then the days."""

    chrome: Chrome
    head: Head
    breadcrumbs: tuple[Link, ...]
    heading: str
    standfirst: str
    introduction: Markup
    lead: Card | None
    days: tuple[Day, ...]
    total: int
    pagination: Pagination
    section: str = ""
    person: Person | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A letter of an A to Z."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All topics, all authors or all series."""

    chrome: Chrome
    head: Head
    breadcrumbs: tuple[Link, ...]
    heading: str
    standfirst: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar: `weeks` hold seven cells each, Monday first; None outside the month. A cell without
    a story has an empty `url`."""

    title: str
    url: str
    count: int
    weeks: tuple[tuple[Link | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """All years and the latest `months`; a year (its `months`); a month (one of `months`, and its days); a day (`days`
    holds one)."""

    chrome: Chrome
    head: Head
    breadcrumbs: tuple[Link, ...]
    heading: str
    total: int
    years: tuple[Link, ...]
    months: tuple[Month, ...]
    days: tuple[Day, ...]
    previous: Link | None = None
    next: Link | None = None


@dataclass(frozen=True, slots=True)
class FeedGroup:
    title: str
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """Every feed of the paper: that of all stories first, then the others by what they follow."""

    chrome: Chrome
    head: Head
    breadcrumbs: tuple[Link, ...]
    heading: str
    standfirst: str
    paper: FeedLink
    groups: tuple[FeedGroup, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction in the list of all: `url` is its place on the page of the story with that `headline`."""

    note: Note
    url: str
    headline: str
    published: datetime | None
    language: str = ""
    direction: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """All corrections, newest first. `policy` is what the paper says of them, on page 1; `policy_url` leads to it
    where it stands elsewhere; either may be empty."""

    chrome: Chrome
    head: Head
    breadcrumbs: tuple[Link, ...]
    heading: str
    standfirst: str
    policy: Markup
    policy_url: str
    corrections: tuple[Corrected, ...]
    total: int
    pagination: Pagination
    feed_url: str
