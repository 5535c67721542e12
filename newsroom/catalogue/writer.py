"""What the indexer writes: rows of the catalogue, inside its transaction."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsroom.archive import Signature
from newsroom.article import Article
from newsroom.catalogue.schema import microseconds
from newsroom.errors import Problem
from newsroom.places import last_part


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story for the catalogue: its header, and what only the indexer knows."""

    article: Article
    wanted: str
    stem: str
    day: str
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

    def note_file(self, path: str, kind: str, signature: Signature) -> None:
        self._do("INSERT OR REPLACE INTO files VALUES (?,?,?)", (path, kind, ":".join(map(str, signature))))

    def complete(self) -> None:
        """The whole folder has been read once."""
        self._do("INSERT OR IGNORE INTO files VALUES ('','','0:0:0:0')")

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
        self._do("DELETE FROM picture_names WHERE owner=?", (path,))

    def story(self, row: StoryRow) -> None:
        """Put the story in, keeping the place it has; `place` gives it one."""
        story = row.article
        published = microseconds(story.published) if story.published else 0
        found = self._do("SELECT url FROM stories WHERE path=?", (story.path,)).fetchone()
        dates = [microseconds(each.date) for each in story.corrections if each.date]
        self._do(
            "INSERT OR REPLACE INTO stories VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                story.path, found[0] if found else "", row.wanted, story.slug, row.stem, story.section,
                story.series.slug if story.series else None, story.series.title if story.series else None,
                story.kind, story.priority, int(story.draft),
                microseconds(story.public_from) if story.public_from else 0,
                microseconds(story.expires) if story.expires else None,
                published, row.day, max(dates, default=None), _card(story),
            ),
        )  # fmt: skip
        self._drop_story_links(story.path)
        many = self.connection.executemany
        many(
            "INSERT OR IGNORE INTO story_topics VALUES (?,?,?,?)",
            [(each.slug, published, story.path, each.title) for each in story.topics],
        )
        many(
            "INSERT OR IGNORE INTO story_authors VALUES (?,?,?,?,?)",
            [(each.slug, published, story.path, each.slug, each.title) for each in story.authors],
        )
        many("INSERT OR IGNORE INTO story_aliases VALUES (?,?)", [(story.path, each) for each in story.aliases])
        self.picture_names(story.path, row.pictures)

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
        rows = [(last_part(each), owner, each) for each in references]
        self._do("DELETE FROM picture_names WHERE owner=?", (owner,))
        self.connection.executemany("INSERT OR IGNORE INTO picture_names VALUES (?,?,?)", rows)

    def document(self, path: str, kind: str, slug: str, text: str) -> None:
        self._do("INSERT OR REPLACE INTO documents VALUES (?,?,?,?)", (path, kind, slug, text))

    def picture(self, path: str, form: str, width: int, height: int) -> None:
        name = path.rpartition("/")[2]
        self._do("INSERT OR REPLACE INTO pictures VALUES (?,?,?,?,?)", (path, name, form, width, height))

    def problems(self, path: str, problems: Iterable[Problem], origin: str = "file") -> None:
        """These, and no others, are wrong with the file, as far as `origin` can tell."""
        self._do("DELETE FROM problems WHERE path=? AND origin=?", (path, origin))
        rows = [(each.path, each.line, each.column, each.severity, each.what, each.mend, origin) for each in problems]
        self.connection.executemany("INSERT INTO problems VALUES (?,?,?,?,?,?,?)", rows)


def _card(story: Article) -> str:
    """What a card shows of the header, and what the lists need that no column holds."""
    image = story.image
    card = {
        "headline": story.headline,
        "standfirst": story.standfirst,
        "kicker": story.kicker or (story.topics[0].title if story.topics else ""),
        "updated": microseconds(story.updated) if story.updated else None,
        "image": [image.src, image.alt, image.focus] if image else None,
        "language": story.language,
        "authors": [[each.slug, each.title] for each in story.authors],
    }
    return json.dumps(card, ensure_ascii=False, separators=(",", ":"))
