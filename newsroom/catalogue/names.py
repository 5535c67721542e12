"""What the catalogue says of topics, authors, series and sections."""

from datetime import datetime
from typing import Literal

from newsroom.article import Name
from newsroom.catalogue.questions import Questions
from newsroom.catalogue.schema import microseconds
from newsroom.catalogue.statements import statement

_HIDDEN = (
    "SELECT t.slug, count(*) FROM (SELECT path FROM stories WHERE draft=1 "
    "UNION SELECT path FROM stories WHERE public_from>:now "
    "UNION SELECT path FROM stories WHERE public_until<=:now) AS h "
    "CROSS JOIN {table} AS t ON t.path=h.path GROUP BY t.slug"
)
# Beside max(), SQLite takes the other columns from its row: the title is the newest story's, as `title_of` has it.
_OF_ALL = "SELECT slug, title, count(*), max(sorted) FROM {table} GROUP BY slug"


class Names(Questions):
    """`now` is an aware moment; only what is public then is answered."""

    def recent_topics(self, now: datetime, among: int, limit: int) -> tuple[tuple[str, str, int], ...]:
        """(slug, title, count) of the topics most used in the latest `among` stories."""
        rows = self._all(
            statement(
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
            statement(
                "SELECT s.series, min(s.series_title), count(*) FROM stories AS s INDEXED BY stories_series "
                "WHERE s.series IS NOT NULL AND {public} GROUP BY s.series ORDER BY s.series"
            ),
            now=microseconds(now),
        )
        return tuple((row[0], row[1], row[2]) for row in rows)

    def series_since(self, since: datetime, now: datetime) -> tuple[str, ...]:
        """The series that were carried on after the moment `since`, the latest first."""
        sql = statement(
            "SELECT s.series FROM stories AS s INDEXED BY stories_sorted WHERE s.sorted>=:since "
            "AND s.series IS NOT NULL AND {public} GROUP BY s.series ORDER BY max(s.sorted) DESC, s.series DESC"
        )
        return tuple(row[0] for row in self._all(sql, since=microseconds(since), now=microseconds(now)))

    def title_of(self, scope: Literal["topic", "author", "series"], key: str, now: datetime) -> str | None:
        """The name that public stories give to `key`; None where no public story has it."""
        column = "s.series_title" if scope == "series" else "t.title"
        sql = statement("SELECT " + column + " {from} {order} LIMIT 1", scope)
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
        sql = statement("SELECT DISTINCT s.section FROM stories AS s WHERE {public} ORDER BY s.section")
        return tuple(row[0] for row in self._all(sql, now=microseconds(now)))
