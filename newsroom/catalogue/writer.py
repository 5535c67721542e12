"""What the indexer writes: rows of the catalogue, inside its transaction."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsroom.article import Correction, Name
from newsroom.catalogue.schema import microseconds
from newsroom.errors import Problem
from newsroom.images import Measured
from newsroom.places import last_part, normal_form
from newsroom.signature import Signature


@dataclass(slots=True)
class StoryRow:
    """A story as the catalogue keeps it: the columns of `stories` but its place, and the rows that belong to it.

    Moments are microseconds, as in the schema; `pictures` are references as the story has them; `translations` are
    (name, language, reference), a row for each name that a version may have.
    """

    path: str
    wanted: str
    slug: str
    stem: str
    section: str
    series: Name | None
    kind: str
    priority: str
    is_draft: bool
    public_from: int
    public_until: int | None
    published: int
    day: str
    corrected: int | None
    updated: int | None
    canonical: str
    language: str
    card: str
    topics: tuple[Name, ...]
    authors: tuple[Name, ...]
    aliases: tuple[str, ...]
    translations: tuple[tuple[str, str, str], ...]
    corrections: tuple[Correction, ...]
    pictures: tuple[str, ...]


class Writer:
    """Statements on one connection. The caller opens and ends the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._do = connection.execute

    def files(self) -> dict[str, tuple[str, Signature]]:
        """(kind, signature) of every file in the catalogue."""
        rows = self._do("SELECT path, kind, signature FROM files WHERE path<>''")
        return {path: (kind, Signature(*map(int, key.split(":")))) for path, kind, key in rows}

    def site_text(self) -> str:
        """The last good text of site.toml; empty without one."""
        row = self._do("SELECT text FROM documents WHERE kind='site'").fetchone()
        return str(row[0]) if row else ""

    def authors(self) -> list[tuple[str, str, str]]:
        """(path, slug, text) of every author's file."""
        return self._do("SELECT path, slug, text FROM documents WHERE kind='author'").fetchall()

    def redirects(self) -> list[tuple[str, str]]:
        """(path, text) of redirects.toml, if there is one."""
        return self._do("SELECT path, text FROM documents WHERE kind='redirects'").fetchall()

    def places_of(self, path: str) -> set[str]:
        """The places that are free, or to be given anew, once the file is gone or has changed: those that it has, and
        those that it claims."""
        rows = self._do(
            "SELECT path FROM urls WHERE target=? AND kind IN ('page','story','alias') "
            "UNION SELECT wanted FROM stories WHERE path=? UNION SELECT alias FROM story_aliases WHERE path=?",
            (path, path, path),
        )
        return {row[0] for row in rows}

    def sections(self) -> list[str]:
        """Those that stories name, but for drafts: a jump in the index finds each, however many stories there are."""
        found: list[str] = []
        sql = "SELECT min(section) FROM stories WHERE draft=0 AND section>?"
        while (row := self._do(sql, (found[-1] if found else "",)).fetchone())[0] is not None:
            found.append(row[0])
        return found

    def moved(self, path: str, to: str, now: int) -> None:
        """The story in the file `path` is in the file `to` from now on: its addresses, if readers had them, are old."""
        self._do(
            "INSERT OR IGNORE INTO moved SELECT ?, old FROM moved WHERE path=? UNION "
            "SELECT ?, url FROM stories WHERE path=? AND draft=0 AND public_from<=? AND url<>''",
            (to, path, to, path, now),
        )

    def drop_picture(self, path: str) -> None:
        self._do("DELETE FROM pictures WHERE path=?", (path,))

    def note_file(self, path: str, kind: str, signature: Signature, digest: str) -> None:
        row = (path, kind, ":".join(map(str, signature)), digest)
        self._do("INSERT OR REPLACE INTO files VALUES (?,?,?,?)", row)

    def digests(self, paths: Iterable[str]) -> dict[str, str]:
        """Of the bytes of those of the files that are known and can be used."""
        sql = "SELECT path, digest FROM files WHERE digest<>'' AND path IN (SELECT value FROM json_each(?))"
        return dict(self._do(sql, (json.dumps(list(paths)),)).fetchall())

    def complete(self) -> None:
        """The whole folder has been read once."""
        self._do("INSERT OR IGNORE INTO files VALUES ('','','0:0:0:0','')")

    def drop_file(self, path: str) -> None:
        """Everything that came from the file goes."""
        redirects = self._do("SELECT 1 FROM documents WHERE path=? AND kind='redirects'", (path,)).fetchone()
        if redirects:
            self._do("DELETE FROM urls WHERE kind='alias' AND substr(target,1,1)='/'")
        self.drop_story(path)
        self._do("DELETE FROM files WHERE path=?", (path,))
        self._do("DELETE FROM documents WHERE path=?", (path,))
        self._do("DELETE FROM pictures WHERE path=?", (path,))
        self._do("DELETE FROM picture_names WHERE owner=?", (path,))
        self._do("DELETE FROM urls WHERE kind IN ('media','page') AND target=?", (path,))
        self._do("DELETE FROM problems WHERE path=?", (path,))
        self._do("DELETE FROM moved WHERE path=?", (path,))

    def drop_story(self, path: str) -> None:
        self._do("DELETE FROM stories WHERE path=?", (path,))
        self._drop_story_links(path)
        self._do("DELETE FROM urls WHERE kind IN ('story','alias') AND target=?", (path,))

    def _drop_story_links(self, path: str) -> None:
        self._do("DELETE FROM story_topics WHERE path=?", (path,))
        self._do("DELETE FROM story_authors WHERE path=?", (path,))
        self._do("DELETE FROM story_aliases WHERE path=?", (path,))
        self._do("DELETE FROM story_translations WHERE path=?", (path,))
        self._do("DELETE FROM corrections WHERE path=?", (path,))
        self._do("DELETE FROM picture_names WHERE owner=?", (path,))

    def story(self, row: StoryRow, authors: Mapping[str, str], *, is_new: bool) -> None:
        """Put the story in, keeping the place it has; the registry gives it one.

        `authors` maps the slug of a name to that of the author's file. With `is_new` nothing is known of the path.
        """
        found = None if is_new else self._do("SELECT url FROM stories WHERE path=?", (row.path,)).fetchone()
        self._do(
            "INSERT OR REPLACE INTO stories VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                row.path, found[0] if found else "", row.wanted, row.slug, row.stem, row.section,
                row.series.slug if row.series else None, row.series.title if row.series else None,
                row.kind, row.priority, int(row.is_draft), row.public_from, row.public_until, row.published, row.day,
                row.corrected, row.updated, row.canonical, row.language, row.card,
            ),
        )  # fmt: skip
        if not is_new:
            self._drop_story_links(row.path)
        many = self.connection.executemany
        if row.topics:
            topics = [(each.slug, row.published, row.path, each.title) for each in row.topics]
            many("INSERT OR IGNORE INTO story_topics VALUES (?,?,?,?)", topics)
        if row.authors:
            slugs: dict[str, Name] = {}
            for each in row.authors:  # of two names for one person, the second keeps its own slug
                slug = authors.get(each.slug, each.slug)
                slugs.setdefault(each.slug if slug in slugs else slug, each)
            named = [(slug, row.published, row.path, each.slug, each.title) for slug, each in slugs.items()]
            many("INSERT OR IGNORE INTO story_authors VALUES (?,?,?,?,?)", named)
        if row.aliases:
            claims = [(row.path, normal_form(each)) for each in row.aliases]
            many("INSERT OR IGNORE INTO story_aliases VALUES (?,?)", claims)
        if row.translations:
            versions = [(name, row.path, language, written) for name, language, written in row.translations]
            many("INSERT OR IGNORE INTO story_translations VALUES (?,?,?,?)", versions)
        if row.corrections:
            corrected = [
                (row.path, number, microseconds(each.date) if each.date else 0, each.kind, each.text, each.was)
                for number, each in enumerate(row.corrections, 1)
            ]
            many("INSERT INTO corrections VALUES (?,?,?,?,?,?)", corrected)
        if row.pictures:
            self._name_pictures(row.path, row.pictures)

    def link_authors(self, authors: Mapping[str, str]) -> None:
        """Stories that name an author by name come under the author's file; `authors` maps name slug to slug."""
        self._do("CREATE TEMP TABLE IF NOT EXISTS called (name TEXT PRIMARY KEY, slug TEXT) WITHOUT ROWID")
        self._do("DELETE FROM called")
        self.connection.executemany("INSERT OR IGNORE INTO called VALUES (?,?)", list(authors.items()))
        self._do(
            "UPDATE OR IGNORE story_authors "
            "SET slug=coalesce((SELECT c.slug FROM called AS c WHERE c.name=wanted), wanted) "
            "WHERE slug<>coalesce((SELECT c.slug FROM called AS c WHERE c.name=wanted), wanted)"
        )

    def picture_names(self, owner: str, references: Iterable[str]) -> None:
        self._do("DELETE FROM picture_names WHERE owner=?", (owner,))
        self._name_pictures(owner, references)

    def _name_pictures(self, owner: str, references: Iterable[str]) -> None:
        rows = [(last_part(each), owner, each) for each in references]
        self.connection.executemany("INSERT OR IGNORE INTO picture_names VALUES (?,?,?)", rows)

    def document(self, path: str, kind: str, slug: str, text: str) -> None:
        self._do("INSERT OR REPLACE INTO documents VALUES (?,?,?,?)", (path, kind, slug, text))

    def picture(self, path: str, found: Measured) -> None:
        row = (found.format, found.width, found.height, found.look, found.digest)
        self._do("INSERT OR REPLACE INTO pictures VALUES (?,?,?,?,?,?,?)", (path, path.rpartition("/")[2], *row))

    def problems(
        self, path: str, problems: Iterable[Problem], origin: str = "file", *, is_new: bool = False
    ) -> None:
        """These, and no others, are wrong with the file, as far as `origin` can tell."""
        if not is_new:
            self._do("DELETE FROM problems WHERE path=? AND origin=?", (path, origin))
        rows = [(each.path, each.line, each.column, each.severity, each.what, each.mend, origin) for each in problems]
        self.connection.executemany("INSERT INTO problems VALUES (?,?,?,?,?,?,?)", rows)
