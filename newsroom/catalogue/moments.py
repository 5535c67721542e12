"""What the clock alone changes."""

from datetime import datetime

from newsroom.catalogue.questions import Questions
from newsroom.catalogue.schema import microseconds, moment
from newsroom.catalogue.statements import statement


class Moments(Questions):
    """`now` is an aware moment."""

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
        rows = self._all(statement(sql), now=microseconds(now), limit=limit)
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
