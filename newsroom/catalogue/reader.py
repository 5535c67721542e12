"""Every question that a page asks of the catalogue. `now` is an aware moment; only what is public then is answered."""

from datetime import datetime
from typing import Any

from newsroom.catalogue.files import Files
from newsroom.catalogue.moments import Moments
from newsroom.catalogue.names import Names
from newsroom.catalogue.rows import Place
from newsroom.catalogue.schema import microseconds
from newsroom.catalogue.statements import statement
from newsroom.catalogue.stories import Stories


class Reader(Stories, Names, Moments, Files):
    """One state of the catalogue."""

    def place(self, path: str) -> Place | None:
        """Whose `path` is; public or not."""
        row = self._one("SELECT kind, target FROM urls WHERE path=:path", path=path)
        return Place(*row) if row else None

    def url_of(self, path: str, now: datetime) -> str | None:
        """Where the story in the file `path` is to be read."""
        sql = statement("SELECT s.url FROM stories AS s WHERE s.path=:path AND {public}")
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
