"""Feeds: plain data made into RSS 2.0, Atom and JSON Feed. `newsroom.pages.feed` fills in the data.

A `Feed` is all that its bytes depend on: equal values, equal bytes. Every URL in it is absolute but those in the text
of a story, which is the text of its page; these are made so when the feed is written.
"""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose name stands over a story, or the paper itself."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Category:
    """`term` is for machines, `label` for readers; `scheme` is the URL of the list that the term is from, if any."""

    term: str
    label: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class LeadPicture:
    url: str
    mime: str
    width: int
    height: int
    description: str
    credit: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A story, or a correction. `id` stays when the address changes. The text is `opening`, `body` and `closing`, one
    after the other; all three are empty where only the `summary` can be had."""

    id: str
    url: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    writers: tuple[Writer, ...] = ()
    categories: tuple[Category, ...] = ()
    picture: LeadPicture | None = None
    language: str = ""
    opening: Markup = NOTHING
    body: Markup = NOTHING
    closing: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Feed:
    """`url` is the page that lists the same stories, below which the feed's own addresses are; `hub` may be empty."""

    title: str
    description: str
    url: str
    language: str
    updated: datetime
    owner: Writer
    hub: str
    entries: tuple[Entry, ...]


# The parts below need the types above.
from newsroom.feeds.atom import MIME as ATOM  # noqa: E402
from newsroom.feeds.atom import atom  # noqa: E402
from newsroom.feeds.json_feed import MIME as JSON_FEED  # noqa: E402
from newsroom.feeds.json_feed import json_feed  # noqa: E402
from newsroom.feeds.rss import MIME as RSS  # noqa: E402
from newsroom.feeds.rss import rss  # noqa: E402

__all__ = ["ATOM", "JSON_FEED", "RSS", "Category", "Entry", "Feed", "LeadPicture", "Writer", "atom", "json_feed", "rss"]
