"""What frames every page: its head, masthead and footer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from newsroom.pages.views.parts import Figure, Link


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
