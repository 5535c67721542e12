"""What several kinds of pages are made of: links, pictures, stories in lists."""

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from newsroom.images.provenance import SYNTHETIC

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
class Day:
    """The stories of one day in the site's zone; `date` is None for stories without a date."""

    date: date | None
    url: str
    cards: tuple[Card, ...]


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
class Note:
    """A correction as printed. `id` is the fragment; `label` is its kind in words."""

    id: str
    kind: str
    label: str
    date: datetime | None
    text: Markup
    was: Markup
