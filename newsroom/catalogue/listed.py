"""What sitemaps ask of the catalogue. A story whose original is on another site is that site's to list."""

from datetime import datetime
from typing import Any, Literal, NamedTuple

from newsroom.catalogue.reader import Reader
from newsroom.catalogue.schema import microseconds, moment
from newsroom.catalogue.statements import PUBLIC


class DayOfStories(NamedTuple):
    """A day of the site's zone, empty for stories without a date: how many were published, and the last change."""

    day: str
    stories: int
    changed: datetime | None


class Listed(NamedTuple):
    """A public story. `changed` is when it last really changed: came, was updated, or corrected."""

    path: str
    url: str
    published: datetime | None
    changed: datetime | None
    note: str


# Statements of constants alone; values are bound.
_OWN = f"{PUBLIC} AND (s.canonical='' OR substr(s.canonical, 1, length(:base))=:base)"
_CHANGES = "s.public_from, iif(s.updated<=:now, s.updated, 0), iif(s.corrected<=:now, s.corrected, 0)"
_COLUMNS = f"s.path, s.url, s.sorted, s.day, s.card, {_CHANGES}"
_DAYS = (
    "SELECT s.day, count(*), max(s.public_from), max(iif(s.updated<=:now, s.updated, 0)), "  # noqa: S608
    f"max(iif(s.corrected<=:now, s.corrected, 0)) FROM stories AS s WHERE {_OWN} GROUP BY s.day"
)
_BETWEEN = (
    f"SELECT {_COLUMNS} FROM stories AS s INDEXED BY stories_day "  # noqa: S608
    f"WHERE s.day>=:start AND s.day<:end AND {_OWN} ORDER BY s.sorted, s.path LIMIT :limit OFFSET :offset"
)
_RECENT = (
    f"SELECT {_COLUMNS} FROM stories AS s INDEXED BY stories_sorted "  # noqa: S608
    f"WHERE s.sorted>=:since AND s.kind<>'sponsored' AND s.day<>'' AND {_OWN} "
    "ORDER BY s.sorted DESC, s.path LIMIT :limit OFFSET :offset"
)
# A jump in the index finds each name, however many stories have it.
_NAMES = (
    "WITH RECURSIVE n(slug) AS (SELECT min({slug}) FROM {table} WHERE {slug} IS NOT NULL UNION ALL "
    "SELECT (SELECT min({slug}) FROM {table} WHERE {slug}>n.slug) FROM n WHERE n.slug IS NOT NULL) "
    "SELECT slug FROM n WHERE slug IS NOT NULL AND EXISTS (SELECT 1 FROM {stories}=n.slug AND {public})"
)
_LINKED = "{table} AS t CROSS JOIN stories AS s ON s.path=t.path WHERE t.slug"
_NAMES_OF = {
    scope: _NAMES.format(slug=slug, table=table, stories=stories.format(table=table), public=PUBLIC)
    for scope, slug, table, stories in (
        ("topic", "slug", "story_topics", _LINKED),
        ("author", "slug", "story_authors", _LINKED),
        ("series", "series", "stories", "stories AS s WHERE s.series"),
    )
}


def days(reader: Reader, now: datetime, base_url: str) -> tuple[DayOfStories, ...]:
    """Every day with a story, the oldest first. One pass over an index that holds all it asks for."""
    rows = reader.rows(_DAYS, now=microseconds(now), base=f"{base_url}/")
    return tuple(DayOfStories(day, count, _latest(changes)) for day, count, *changes in rows)


def between(
    reader: Reader, now: datetime, base_url: str, start: str, end: str, limit: int, offset: int
) -> tuple[Listed, ...]:
    """The stories from the day `start` up to but not including `end`, the oldest first."""
    bounds = {"start": start, "end": end, "limit": limit, "offset": offset}
    return tuple(map(_listed, reader.rows(_BETWEEN, now=microseconds(now), base=f"{base_url}/", **bounds)))


def since(
    reader: Reader, now: datetime, base_url: str, start: datetime, limit: int, offset: int = 0
) -> tuple[Listed, ...]:
    """What was published at `start` or later and is not sponsored, the newest first."""
    values = {"since": microseconds(start), "limit": limit, "offset": offset}
    return tuple(map(_listed, reader.rows(_RECENT, now=microseconds(now), base=f"{base_url}/", **values)))


def names(reader: Reader, scope: Literal["topic", "author", "series"], now: datetime) -> tuple[str, ...]:
    """The slugs that a public story has, in order."""
    return tuple(row[0] for row in reader.rows(_NAMES_OF[scope], now=microseconds(now)))


def _listed(row: Any) -> Listed:
    path, url, published, day, note, *changes = row
    return Listed(path, url, moment(published) if day else None, _latest(changes), note)


def _latest(changes: list[int]) -> datetime | None:
    return moment(max(changes)) if any(changes) else None
