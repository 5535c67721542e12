"""Every question that a page asks of the catalogue. `now` is an aware moment; only what is public then is answered."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, NamedTuple

from newsroom.article import CorrectionKind, Name
from newsroom.catalogue.schema import microseconds, moment
from newsroom.errors import Problem
from newsroom.signature import Signature

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


_FILED = (
    "SELECT s.path, s.section, s.kind, s.draft, s.public_from, s.public_until, s.sorted, s.day, s.card, "
    "coalesce((SELECT f.signature FROM files AS f WHERE f.path=s.path), ''), "
    "EXISTS (SELECT 1 FROM problems AS p WHERE p.path=s.path AND p.severity='error' AND p.origin='file'), "
    "(SELECT json_group_array(json_array(t.slug, t.title)) FROM story_topics AS t WHERE t.path=s.path), "
    "(SELECT json_group_array(json_array(a.slug, a.title)) FROM story_authors AS a WHERE a.path=s.path) "
    "FROM stories AS s "
)
# `+`: nearly all stories have been public for long, and SQLite is not to look for them by that.
PUBLIC = "s.draft=0 AND +s.public_from<=:now AND (s.public_until IS NULL OR s.public_until>:now)"
_COLUMNS = "s.path, s.url, s.section, s.kind, s.priority, s.sorted, s.day, s.corrected, s.language, s.card"
_FROM: dict[Scope, str] = {
    "all": "FROM stories AS s WHERE {public}",
    "section": "FROM stories AS s WHERE s.section=:key AND {public}",
    "language": "FROM stories AS s WHERE s.language=:key AND {public}",
    "kind": "FROM stories AS s WHERE s.kind=:key AND {public}",
    "series": "FROM stories AS s WHERE s.series=:key AND {public}",
    "day": "FROM stories AS s WHERE s.day>=:key AND s.day<:end AND {public}",
    "topic": "FROM story_topics AS t CROSS JOIN stories AS s ON s.path=t.path WHERE t.slug=:key AND {public}",
    "author": "FROM story_authors AS t CROSS JOIN stories AS s ON s.path=t.path WHERE t.slug=:key AND {public}",
}
_HIDDEN = (
    "SELECT t.slug, count(*) FROM (SELECT path FROM stories WHERE draft=1 "
    "UNION SELECT path FROM stories WHERE public_from>:now "
    "UNION SELECT path FROM stories WHERE public_until<=:now) AS h "
    "CROSS JOIN {table} AS t ON t.path=h.path GROUP BY t.slug"
)
# Beside max(), SQLite takes the other columns from its row: the title is the newest story's, as `title_of` has it.
_OF_ALL = "SELECT slug, title, count(*), max(sorted) FROM {table} GROUP BY slug"
# CROSS JOIN: SQLite is to begin with the table on the left.
_ORDER: dict[Scope, str] = {"topic": "ORDER BY t.sorted DESC, t.path", "author": "ORDER BY t.sorted DESC, t.path"}


@cache
def _statement(template: str, scope: Scope = "all") -> str:
    """SQL from constants of this module alone; values are always bound."""
    order = _ORDER.get(scope, "ORDER BY s.sorted DESC, s.slug, s.path")
    text = template.replace("{from}", _FROM[scope]).replace("{order}", order)
    return text.replace("{public}", PUBLIC).replace("{columns}", _COLUMNS)


class Reader:
    """One state of the catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, **values: object) -> list[Any]:
        """For the other modules of the catalogue, whose statements are constants; values are always bound."""
        return self._all(sql, **values)

    def _all(self, sql: str, **values: object) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, **values: object) -> Any:
        return self._connection.execute(sql, values).fetchone()

    # Places

    def place(self, path: str) -> Place | None:
        """Whose `path` is; public or not."""
        row = self._one("SELECT kind, target FROM urls WHERE path=:path", path=path)
        return Place(*row) if row else None

    def url_of(self, path: str, now: datetime) -> str | None:
        """Where the story in the file `path` is to be read."""
        sql = _statement("SELECT s.url FROM stories AS s WHERE s.path=:path AND {public}")
        row = self._one(sql, path=path, now=microseconds(now))
        return str(row[0]) if row else None

    def page_url(self, path: str) -> str | None:
        """Where the standing page in the file `path` is to be read."""
        row = self._one("SELECT path FROM urls WHERE kind='page' AND target=:path", path=path)
        return str(row[0]) if row else None

    def assigned(self, path: str) -> str | None:
        """The story's place, public or not."""
        row = self._one("SELECT url FROM stories WHERE path=:path", path=path)
        return str(row[0]) if row else None

    def front_paths(self) -> tuple[str, ...]:
        """Where the fronts of sections and languages are."""
        rows = self._all("SELECT path FROM urls WHERE kind IN ('section','language') ORDER BY path")
        return tuple(row[0] for row in rows)

    def is_complete(self) -> bool:
        """Whether the first reading of the folder has come to its end."""
        return self._one("SELECT 1 FROM files WHERE path=''") is not None

    # Lists

    def stories(
        self, now: datetime, limit: int, offset: int = 0, scope: Scope = "all", key: str = "", end: str = ""
    ) -> tuple[Entry, ...]:
        """Newest first. For the scope `day`, `key` and `end` bound the days, `end` not included."""
        sql = _statement("SELECT {columns} {from} {order} LIMIT :limit OFFSET :offset", scope)
        rows = self._all(sql, now=microseconds(now), key=key, end=end, limit=limit, offset=offset)
        return tuple(map(_entry, rows))

    def count(self, now: datetime, most: int, scope: Scope = "all", key: str = "") -> int:
        """How many stories `stories` would give, counted no further than `most`."""
        sql = _statement("SELECT count(*) FROM (SELECT 1 {from} LIMIT :most)", scope)
        return int(self._one(sql, now=microseconds(now), key=key, most=most)[0])

    def story(self, path: str, now: datetime) -> Entry | None:
        row = self._one(
            _statement("SELECT {columns} FROM stories AS s WHERE s.path=:path AND {public}"),
            path=path, now=microseconds(now),
        )  # fmt: skip
        return _entry(row) if row else None

    def named(self, name: str, now: datetime, language: str = "") -> Entry | None:
        """The public story that a writer calls `name`: its slug, or its file's name without the ending. Of several,
        the newest, or one in `language`."""
        for column in ("slug", "stem"):
            template = (
                "SELECT {columns} FROM stories AS s WHERE s.{key}=:name AND {public} "
                "ORDER BY s.language=:language DESC, s.sorted DESC, s.slug, s.path LIMIT 1"
            )
            sql = _statement(template.replace("{key}", column))
            if row := self._one(sql, name=name, now=microseconds(now), language=language):
                return _entry(row)
        return None

    def namesakes(self, name: str, now: datetime) -> tuple[Entry, ...]:
        """The public stories whose slug or file is called `name`, the newest first."""
        sql = _statement(
            "SELECT {columns} FROM stories AS s WHERE s.path IN (SELECT path FROM stories WHERE slug=:name "
            "UNION SELECT path FROM stories WHERE stem=:name) AND {public} {order} LIMIT 50"
        )
        return tuple(map(_entry, self._all(sql, name=name, now=microseconds(now))))

    def coming(self, name: str, now: datetime) -> bool:
        """Whether a story whose slug or file is called `name` is to come out later."""
        sql = "SELECT 1 FROM stories WHERE (slug=:name OR stem=:name) AND draft=0 AND public_from>:now"
        return self._one(sql, name=name, now=microseconds(now)) is not None

    def moved_from(self, path: str) -> str | None:
        """The file of the story that had the address `path` until it was renamed or moved."""
        row = self._one("SELECT path FROM moved WHERE old=:path ORDER BY path LIMIT 1", path=path)
        return str(row[0]) if row else None

    def related(self, path: str, topics: tuple[str, ...], now: datetime, limit: int) -> tuple[Entry, ...]:
        """Stories that share most topics, then the newest; of each topic the latest 30 are looked at."""
        shared: dict[str, tuple[int, int]] = {}
        sql = _statement("SELECT s.path, s.sorted {from} {order} LIMIT 30", "topic")
        for topic in topics[:8]:
            for other, when in self._all(sql, now=microseconds(now), key=topic):
                shared[other] = (shared.get(other, (0, 0))[0] + 1, when)
        shared.pop(path, None)
        ranked = sorted(shared, key=lambda other: (shared[other], other), reverse=True)[:limit]
        sql = _statement("SELECT {columns} FROM stories AS s WHERE s.path IN (SELECT value FROM json_each(:paths))")
        rows = self._all(sql, paths=json.dumps(ranked))
        entries = {entry.path: entry for entry in map(_entry, rows)}
        return tuple(entries[path] for path in ranked)

    def corrections(self, now: datetime, limit: int, offset: int = 0) -> tuple[CorrectionRow, ...]:
        """Those that have come, of stories that are public, the newest first and those without a date last."""
        sql = _statement(
            "SELECT c.number, c.date, c.kind, c.text, c.was, {columns} FROM corrections AS c "
            "CROSS JOIN stories AS s ON s.path=c.path WHERE c.date<=:now AND {public} "
            "ORDER BY c.date DESC, c.path, c.number LIMIT :limit OFFSET :offset"
        )
        rows = self._all(sql, now=microseconds(now), limit=limit, offset=offset)
        return tuple(
            CorrectionRow(_entry(rest), number, moment(date) if date else None, kind, text, was)
            for number, date, kind, text, was, *rest in rows
        )

    def count_corrections(self, now: datetime, most: int) -> int:
        """How many `corrections` would give, counted no further than `most`."""
        sql = _statement(
            "SELECT count(*) FROM (SELECT 1 FROM corrections AS c CROSS JOIN stories AS s ON s.path=c.path "
            "WHERE c.date<=:now AND {public} LIMIT :most)"
        )
        return int(self._one(sql, now=microseconds(now), most=most)[0])

    def permanent_names(self, paths: Collection[str]) -> dict[str, str]:
        """A name for each story that stays when its address changes: its slug, and a number where an earlier story
        of the same day has the same one."""
        rows = self._all(
            "SELECT s.path, s.slug, (SELECT count(*) FROM stories AS t WHERE t.slug=s.slug AND t.day=s.day "
            "AND (t.public_from, t.path) < (s.public_from, s.path)) FROM stories AS s "
            "WHERE s.path IN (SELECT value FROM json_each(:paths))",
            paths=json.dumps(list(paths)),
        )
        return {path: f"{slug}.{earlier + 1}" if earlier else slug for path, slug, earlier in rows}

    def in_series(self, series: str, now: datetime) -> tuple[Entry, ...]:
        """The parts, oldest first."""
        return tuple(reversed(self.stories(now, 200, scope="series", key=series)))

    # Translations

    def has_translations(self) -> bool:
        return self._one("SELECT 1 FROM story_translations LIMIT 1") is not None

    def translations_of(self, path: str) -> tuple[tuple[str, str], ...]:
        """(language, reference) of each version that the story in the file `path` names."""
        sql = "SELECT language, reference FROM story_translations WHERE path=:path ORDER BY language"
        return tuple((row[0], row[1]) for row in self._all(sql, path=path))

    def translated_from(self, path: str) -> tuple[str, ...]:
        """Files of stories that name one like that in the file `path`, which is not to say that they mean it."""
        rows = self._all(
            "SELECT t.path FROM stories AS s CROSS JOIN story_translations AS t ON t.name=s.slug WHERE s.path=:path "
            "UNION SELECT t.path FROM stories AS s CROSS JOIN story_translations AS t ON t.name=s.stem "
            "WHERE s.path=:path ORDER BY 1",
            path=path,
        )
        return tuple(row[0] for row in rows)

    # Names

    def recent_topics(self, now: datetime, among: int, limit: int) -> tuple[tuple[str, str, int], ...]:
        """(slug, title, count) of the topics most used in the latest `among` stories."""
        rows = self._all(
            _statement(
                "SELECT t.slug, min(t.title), count(*) AS n FROM story_topics AS t WHERE t.path IN "
                "(SELECT s.path FROM stories AS s WHERE {public} {order} LIMIT :among) "
                "GROUP BY t.slug ORDER BY n DESC, t.slug LIMIT :limit"
            ),
            now=microseconds(now), among=among, limit=limit,
        )  # fmt: skip
        return tuple((row[0], row[1], row[2]) for row in rows)

    def topics(self, now: datetime) -> tuple[tuple[str, str, int], ...]:
        """(slug, title, count) of every topic with a public story, by slug."""
        return self._counted("topic", "story_topics", now)

    def authors(self, now: datetime) -> tuple[tuple[str, str, int], ...]:
        """(slug, name as the stories have it, count) of every author with a public story."""
        return self._counted("author", "story_authors", now)

    def _counted(
        self, scope: Literal["topic", "author"], table: str, now: datetime
    ) -> tuple[tuple[str, str, int], ...]:
        """All rows of the table are counted, and then those taken away that are not public now: they are few."""
        hidden = dict(self._all(_HIDDEN.replace("{table}", table), now=microseconds(now)))
        rows = self._all(_OF_ALL.replace("{table}", table))
        found = []
        for slug, title, count, _ in rows:
            if slug not in hidden:
                found.append((slug, title, count))
            elif count > hidden[slug] and (public := self.title_of(scope, slug, now)):
                found.append((slug, public, count - hidden[slug]))
        return tuple(found)

    def all_series(self, now: datetime) -> tuple[tuple[str, str, int], ...]:
        rows = self._all(
            _statement(
                "SELECT s.series, min(s.series_title), count(*) FROM stories AS s INDEXED BY stories_series "
                "WHERE s.series IS NOT NULL AND {public} GROUP BY s.series ORDER BY s.series"
            ),
            now=microseconds(now),
        )
        return tuple((row[0], row[1], row[2]) for row in rows)

    def series_since(self, since: datetime, now: datetime) -> tuple[str, ...]:
        """The series that were carried on after the moment `since`, the latest first."""
        sql = _statement(
            "SELECT s.series FROM stories AS s INDEXED BY stories_sorted WHERE s.sorted>=:since "
            "AND s.series IS NOT NULL AND {public} GROUP BY s.series ORDER BY max(s.sorted) DESC, s.series DESC"
        )
        return tuple(row[0] for row in self._all(sql, since=microseconds(since), now=microseconds(now)))

    def title_of(self, scope: Literal["topic", "author", "series"], key: str, now: datetime) -> str | None:
        """The name that public stories give to `key`; None where no public story has it."""
        column = "s.series_title" if scope == "series" else "t.title"
        sql = _statement("SELECT " + column + " {from} {order} LIMIT 1", scope)
        row = self._one(sql, now=microseconds(now), key=key)
        return str(row[0]) if row else None

    def topics_of(self, path: str) -> tuple[str, ...]:
        """The slugs of the story's topics."""
        return tuple(row[0] for row in self._all("SELECT slug FROM story_topics WHERE path=:path", path=path))

    def series_of(self, path: str) -> str | None:
        """The slug of the story's series."""
        row = self._one("SELECT series FROM stories WHERE path=:path", path=path)
        return row[0] if row else None

    def authors_of(self, path: str) -> tuple[Name, ...]:
        """The story's authors under the slugs of their own files."""
        rows = self._all("SELECT slug, title FROM story_authors WHERE path=:path", path=path)
        return tuple(Name(slug, title) for slug, title in rows)

    def author_slug(self, wanted: str) -> str:
        """The slug of the author whom stories call `wanted`: that of the file, or of the file with that name."""
        row = self._one("SELECT slug FROM story_authors WHERE wanted=:wanted LIMIT 1", wanted=wanted)
        return str(row[0]) if row else wanted

    def sections(self, now: datetime) -> tuple[str, ...]:
        """Sections that have a public story."""
        sql = _statement("SELECT DISTINCT s.section FROM stories AS s WHERE {public} ORDER BY s.section")
        return tuple(row[0] for row in self._all(sql, now=microseconds(now)))

    # The archive

    def days(self, now: datetime, start: str = "0", end: str = "9") -> tuple[tuple[str, int], ...]:
        """(YYYY-MM-DD, number of stories) from `start` up to but not including `end`, newest first."""
        sql = _statement("SELECT s.day, count(*) {from} GROUP BY s.day ORDER BY s.day DESC", "day")
        return tuple((row[0], row[1]) for row in self._all(sql, now=microseconds(now), key=start, end=end))

    # Time

    def next_moment(self, now: datetime, corrected_for: int) -> datetime | None:
        """The next moment at which the clock alone changes what is public or how a card looks.

        `corrected_for` is how long a card says that its story was corrected, in seconds.
        """
        row = self._one(
            "SELECT min(m) FROM ("
            "SELECT min(public_from) AS m FROM stories WHERE public_from>:now "
            "UNION ALL SELECT min(public_until) FROM stories WHERE public_until>:now "
            "UNION ALL SELECT min(date) FROM corrections WHERE date>:now "
            "UNION ALL SELECT min(date)+:span FROM corrections WHERE date>:now-:span)",
            now=microseconds(now), span=corrected_for * 1_000_000,
        )  # fmt: skip
        return moment(row[0]) if row and row[0] is not None else None

    def hidden(self, now: datetime, limit: int) -> tuple[str, ...]:
        """The files of stories that are not public, the newest first."""
        sql = "SELECT path FROM stories AS s WHERE NOT ({public}) ORDER BY s.sorted DESC LIMIT :limit"
        rows = self._all(_statement(sql), now=microseconds(now), limit=limit)
        return tuple(row[0] for row in rows)

    def came_or_went(self, since: datetime, now: datetime) -> tuple[str, ...]:
        """The files of all stories that the clock alone has shown, hidden or corrected after `since`, up to `now`."""
        rows = self._all(
            "SELECT path FROM stories WHERE public_from>:since AND public_from<=:now "
            "UNION SELECT path FROM stories WHERE public_until>:since AND public_until<=:now "
            "UNION SELECT path FROM corrections WHERE date>:since AND date<=:now",
            since=microseconds(since), now=microseconds(now),
        )  # fmt: skip
        return tuple(row[0] for row in rows)

    def expired(self, now: datetime) -> tuple[str, ...]:
        """The files of all stories whose time is over."""
        rows = self._all("SELECT path FROM stories WHERE public_until<=:now", now=microseconds(now))
        return tuple(row[0] for row in rows)

    # Documents, pictures, problems

    def document(self, kind: str, slug: str = "") -> Document | None:
        sql = "SELECT path, slug, text FROM documents WHERE kind=:kind AND slug=:slug"
        row = self._one(sql, kind=kind, slug=slug)
        return Document(*row) if row else None

    def documents(self, kind: str) -> tuple[Document, ...]:
        sql = "SELECT path, slug, text FROM documents WHERE kind=:kind ORDER BY slug"
        return tuple(Document(*row) for row in self._all(sql, kind=kind))

    def picture(self, path: str) -> PictureRow | None:
        row = self._one("SELECT path, format, width, height, look, digest FROM pictures WHERE path=:path", path=path)
        return PictureRow(*row) if row else None

    def picture_called(self, name: str) -> PictureRow | None:
        """The first picture in the folder with that file name."""
        sql = "SELECT path, format, width, height, look, digest FROM pictures WHERE name=:name ORDER BY path LIMIT 1"
        row = self._one(sql, name=name)
        return PictureRow(*row) if row else None

    def namers(self, name: str) -> tuple[tuple[str, str], ...]:
        """(owner, reference) of every file that names a picture whose last part is `name`."""
        rows = self._all("SELECT owner, reference FROM picture_names WHERE name=:name", name=name)
        return tuple((row[0], row[1]) for row in rows)

    def pictures_named_in(self, owner: str) -> tuple[str, ...]:
        """What the file `owner` calls the pictures that it names."""
        rows = self._all("SELECT reference FROM picture_names WHERE owner=:owner", owner=owner)
        return tuple(row[0] for row in rows)

    def problems(self, path: str | None = None) -> tuple[Problem, ...]:
        columns = "SELECT path, line, column_, severity, what, mend FROM problems"
        if path is None:
            return tuple(Problem(*row) for row in self._all(columns + " ORDER BY path, line, column_"))
        rows = self._all(columns + " WHERE path=:path ORDER BY line, column_", path=path)
        return tuple(Problem(*row) for row in rows)

    def file(self, path: str) -> tuple[str, Signature] | None:
        """(kind, signature) of a file as the catalogue knows it."""
        row = self._one("SELECT kind, signature FROM files WHERE path=:path", path=path)
        return (row[0], Signature(*map(int, row[1].split(":")))) if row else None

    def filed(self, path: str) -> Filed | None:
        row = self._one(_FILED + "WHERE s.path=:path", path=path)
        return Filed(*row) if row else None

    def filed_after(self, path: str, limit: int) -> tuple[Filed, ...]:
        """The next stories in the order of their paths, public or not."""
        rows = self._all(_FILED + "WHERE s.path>:path ORDER BY s.path LIMIT :limit", path=path, limit=limit)
        return tuple(Filed(*row) for row in rows)

    def table(self, name: str) -> tuple[tuple[str, ...], list[Any]]:
        """The names of a table's columns, and all its rows: for comparing two catalogues."""
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a table")
        cursor = self._connection.execute("SELECT * FROM {table}".replace("{table}", name))
        return tuple(column[0] for column in cursor.description), cursor.fetchall()

    def totals(self) -> dict[str, int]:
        """How many stories and pictures there are, public or not, and how many faults in headers and settings; notes
        are not counted."""
        row = self._one(
            "SELECT (SELECT count(*) FROM stories), (SELECT count(*) FROM pictures), "
            "(SELECT count(*) FROM problems WHERE severity<>'note')"
        )
        return dict(zip(("stories", "pictures", "problems"), row, strict=True))


def _entry(row: Sequence[Any]) -> Entry:
    path, url, section, kind, priority, order, day, corrected, language, card = row
    published = moment(order) if day else None
    when = moment(corrected) if corrected is not None else None
    return Entry(path, url, section, kind, priority, published, day, when, language, card)
