"""What the catalogue answers with."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from newsroom.article import CorrectionKind
from newsroom.catalogue.schema import moment

Scope = Literal["all", "section", "topic", "author", "series", "day", "kind", "language"]
UrlKind = Literal["story", "section", "language", "page", "alias", "media", "feed"]


class Place(NamedTuple):
    """Whose a path is: a row of `urls`."""

    kind: UrlKind
    target: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as lists know it. `note` is JSON: what the indexer noted of its header."""

    path: str
    url: str
    section: str
    kind: str
    priority: str
    published: datetime | None
    day: str
    corrected: datetime | None
    language: str
    note: str

    @property
    def card(self) -> dict[str, Any]:
        """The note, read. A list of a hundred stories reads few of them."""
        read: dict[str, Any] = json.loads(self.note)
        return read

    @property
    def has_picture(self) -> bool:
        return '"image":null' not in self.note


class CorrectionRow(NamedTuple):
    """A correction of a public story: `number` is its place in the header, from 1; `text` and `was` are Markdown."""

    entry: Entry
    number: int
    date: datetime | None
    kind: CorrectionKind
    text: str
    was: str


class PictureRow(NamedTuple):
    path: str
    format: str
    width: int
    height: int
    look: str
    digest: str


class Document(NamedTuple):
    """The last good text of a file that is not a story."""

    path: str
    slug: str
    text: str


class Filed(NamedTuple):
    """A story, public or not, as it is taken into search. `topics` and `authors` are JSON: lists of [slug, title].

    `is_broken` where its file cannot be used as it is.
    """

    path: str
    section: str
    kind: str
    draft: int
    public_from: int
    public_until: int | None
    published: int
    day: str
    note: str
    signature: str
    is_broken: int
    topics: str
    authors: str


def entry_of(row: Sequence[Any]) -> Entry:
    """From the columns that `statements` gives for `{columns}`."""
    path, url, section, kind, priority, order, day, corrected, language, card = row
    published = moment(order) if day else None
    when = moment(corrected) if corrected is not None else None
    return Entry(path, url, section, kind, priority, published, day, when, language, card)
