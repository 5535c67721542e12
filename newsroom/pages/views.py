"""What templates receive: frozen values that are ready to print. `newsroom.pages` builds them.

Every string is plain text unless its type is `Markup`, which only `newsroom.prose` makes. Every `url` is a path
on this site, or an absolute http(s) URL where the docstring says so. Every moment is aware, in the site's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from newsroom.images.provenance import SYNTHETIC
from newsroom.prose import Prose
from newsroom.reviews import Review

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Link:
    """`current` marks the place where the reader is; `count` is the number of public stories behind the link;
    `language` that of its text, where it is not the page's."""

    text: str
    url: str
    current: bool = False
    count: int | None = None
    slug: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that exists: `url` is on this site; `width` and `height` are its real pixels, as shown upright.

    `focus` is empty for the middle, else as style.css knows it: `x25 y75`, how far from the left and the top its
    subject is. Where there are renditions, `src` and `srcset` are those of the img, and `sources` has (type, srcset) of
    each source before it.
    """

    url: str
    width: int
    height: int
    alt: str = ""
    caption: Markup = NOTHING
    credit: str = ""
    focus: str = ""
    src: str = ""
    srcset: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    digital_source: str = ""

    @property
    def is_synthetic(self) -> bool:
        """Whether readers have to be told that it shows nothing that was seen."""
        return self.digital_source in SYNTHETIC


@dataclass(frozen=True, slots=True)
class Chrome:
    """What frames every page: masthead and footer. `today` is the date in the site's zone.

    `zone` is that zone's name. It makes pages of two zones differ, which equal moments in them do not. `home` is the
    front in the language of the page; `languages` lead to those in all of them, with the tag of each in `slug`.
    """

    title: str
    tagline: str
    language: str
    direction: str
    today: date
    sections: tuple[Link, ...]
    standing: tuple[Link, ...]
    owner: str
    report: str
    zone: str = "UTC"
    home: str = "/"
    languages: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedLink:
    """The feeds of one list: `title` says which, `url` is the list's path; the addresses are absolute."""

    title: str
    url: str
    rss: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class Head:
    """`title` is the whole `<title>`; `canonical` and `image_url` are absolute; `linked_data` is for `|tojson`.

    `locale` is Open Graph's; `creators` are the authors' names in the fediverse.

    `robots` is the content of the robots meta tag. `kind` is og:type, `website`, `article` or `profile`.
    """

    title: str
    og_title: str
    description: str
    canonical: str
    robots: str
    kind: str
    language: str
    direction: str
    linked_data: Mapping[str, object]
    image_url: str = ""
    image: Figure | None = None
    published: datetime | None = None
    updated: datetime | None = None
    section: str = ""
    topics: tuple[str, ...] = ()
    author_urls: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    previous_url: str = ""
    next_url: str = ""
    locale: str = ""
    creators: tuple[str, ...] = ()
    feeds: tuple[FeedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list. `label` is the word for its kind where that is not news, such as "Opinion"; a reader must
    see it inside the heading. `corrected` is true for 48 hours after a correction. `language` is empty where it is the
    page's; `versions` are (language, URL) of the story in others."""

    url: str
    headline: str
    standfirst: str
    kicker: str
    section: str
    section_title: str
    kind: str
    label: str
    published: datetime | None
    updated: datetime | None
    authors: tuple[str, ...]
    priority: str
    figure: Figure | None
    portrait: Figure | None = None
    corrected: bool = False
    language: str = ""
    direction: str = ""
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A story as a headline alone; `kind`, `label` and `corrected` as on a card."""

    url: str
    headline: str
    kind: str = "news"
    label: str = ""
    language: str = ""
    direction: str = ""
    corrected: bool = False


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

    `blocks` have the whole width each; `towers` are rows of blocks side by side.
    """

    chrome: Chrome
    head: Head
    now: tuple[NowLine, ...]
    lead: Card | None
    follow_ups: tuple[Card, ...]
    second: Card | None
    opinion: tuple[Card, ...]
    latest: tuple[Card, ...]
    cards: tuple[Card, ...]
    blocks: tuple[Block, ...]
    package: Package | None
    towers: tuple[tuple[Block, ...], ...]
    topics: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Pagination:
    """`number` counts from 1. `pages` are the links to print, in order; one without `url` stands for those left out.

    `archive_url` leads on past the last page.
    """

    number: int
    last: int
    pages: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    archive_url: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The stories of one day in the site's zone; `date` is None for stories without a date."""

    date: date | None
    url: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An author as shown in a byline, a box or on the author's page. `links` hold absolute URLs."""

    name: str
    url: str
    role: str = ""
    location: str = ""
    expertise: tuple[str, ...] = ()
    email: str = ""
    summary: str = ""
    bio: Markup = NOTHING
    portrait: Figure | None = None
    links: tuple[Link, ...] = ()
    fediverse: str = ""


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
class Note:
    """A correction as printed. `id` is the fragment; `label` is its kind in words."""

    id: str
    kind: str
    label: str
    date: datetime | None
    text: Markup
    was: Markup


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction in the list of all: `url` is its place on the page of the story with that `headline`."""

    note: Note
    url: str
    headline: str
    published: datetime | None
    language: str = ""
    direction: str = ""


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
