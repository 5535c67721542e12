"""What the catalogue says of stories, and of the lists that they stand in."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Literal

from newsroom.catalogue.doubles import count_doubles, count_doubles_of_days
from newsroom.catalogue.questions import Questions
from newsroom.catalogue.rows import CorrectionRow, Entry, Scope, entry_of
from newsroom.catalogue.schema import microseconds, moment
from newsroom.catalogue.statements import statement


class Stories(Questions):
    """`now` is an aware moment; only what is public then is answered."""

    def stories(
        self, now: datetime, limit: int, offset: int = 0, scope: Scope = "all", key: str = "", end: str = "",
        own: str = "",
    ) -> tuple[Entry, ...]:  # fmt: skip
        """Newest first. For the scope `day`, `key` and `end` bound the days, `end` not included. With `own`, one of the
        paper's languages, a story that the list has in several is there once (see `catalogue.doubles`)."""
        sql = statement("SELECT {columns} {from} {once} {order} LIMIT :limit OFFSET :offset", scope, once=bool(own))
        rows = self._all(sql, now=microseconds(now), key=key, end=end, limit=limit, offset=offset, own=own)
        return tuple(map(entry_of, rows))

    def count(self, now: datetime, most: int, scope: Scope = "all", key: str = "", own: str = "") -> int:
        """How many stories `stories` would give, counted no further than `most`."""
        sql = statement("SELECT count(*) FROM (SELECT 1 {from} {once} LIMIT :most)", scope, once=bool(own))
        return int(self._one(sql, now=microseconds(now), key=key, most=most, own=own)[0])

    def doubles(self, now: datetime, scope: Literal["topic", "author", "series", "day"], own: str) -> dict[str, int]:
        """How many public stories each list of the kind leaves out because it has them in another language."""
        return dict(self._all(count_doubles(scope), now=microseconds(now), own=own))

    def doubles_of_days(self, now: datetime, start: str, end: str, own: str) -> dict[str, int]:
        """The same of the days from `start` to before `end`."""
        return dict(self._all(count_doubles_of_days(), now=microseconds(now), start=start, end=end, own=own))

    def story(self, path: str, now: datetime) -> Entry | None:
        row = self._one(
            statement("SELECT {columns} FROM stories AS s WHERE s.path=:path AND {public}"),
            path=path, now=microseconds(now),
        )  # fmt: skip
        return entry_of(row) if row else None

    def stories_in(self, paths: Collection[str], now: datetime) -> dict[str, Entry]:
        """The public ones of the stories in these files, by the file."""
        sql = "SELECT {columns} FROM stories AS s WHERE s.path IN (SELECT value FROM json_each(:paths)) AND {public}"
        rows = self._all(statement(sql), paths=json.dumps(list(paths)), now=microseconds(now))
        return {entry.path: entry for entry in map(entry_of, rows)}

    def named(self, name: str, now: datetime, language: str = "") -> Entry | None:
        """The public story that a writer calls `name`: its slug, or its file's name without the ending. Of several,
        the newest, or one in `language`."""
        for column in ("slug", "stem"):
            template = (
                "SELECT {columns} FROM stories AS s WHERE s.{key}=:name AND {public} "
                "ORDER BY s.language=:language DESC, s.sorted DESC, s.slug, s.path LIMIT 1"
            )
            sql = statement(template.replace("{key}", column))
            if row := self._one(sql, name=name, now=microseconds(now), language=language):
                return entry_of(row)
        return None

    def namesakes(self, name: str, now: datetime) -> tuple[Entry, ...]:
        """The public stories whose slug or file is called `name`, the newest first."""
        sql = statement(
            "SELECT {columns} FROM stories AS s WHERE s.path IN (SELECT path FROM stories WHERE slug=:name "
            "UNION SELECT path FROM stories WHERE stem=:name) AND {public} {order} LIMIT 50"
        )
        return tuple(map(entry_of, self._all(sql, name=name, now=microseconds(now))))

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
        sql = statement("SELECT s.path, s.sorted {from} {order} LIMIT 30", "topic")
        for topic in topics[:8]:
            for other, when in self._all(sql, now=microseconds(now), key=topic):
                shared[other] = (shared.get(other, (0, 0))[0] + 1, when)
        shared.pop(path, None)
        ranked = sorted(shared, key=lambda other: (shared[other], other), reverse=True)[:limit]
        entries = self.stories_in(ranked, now)
        return tuple(entries[path] for path in ranked if path in entries)

    def corrections(self, now: datetime, limit: int, offset: int = 0) -> tuple[CorrectionRow, ...]:
        """Those that have come, of stories that are public, the newest first and those without a date last."""
        sql = statement(
            "SELECT c.number, c.date, c.kind, c.text, c.was, {columns} FROM corrections AS c "
            "CROSS JOIN stories AS s ON s.path=c.path WHERE c.date<=:now AND {public} "
            "ORDER BY c.date DESC, c.path, c.number LIMIT :limit OFFSET :offset"
        )
        rows = self._all(sql, now=microseconds(now), limit=limit, offset=offset)
        return tuple(
            CorrectionRow(entry_of(rest), number, moment(date) if date else None, kind, text, was)
            for number, date, kind, text, was, *rest in rows
        )

    def count_corrections(self, now: datetime, most: int) -> int:
        """How many `corrections` would give, counted no further than `most`."""
        sql = statement(
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

    def days(self, now: datetime, start: str = "0", end: str = "9") -> tuple[tuple[str, int], ...]:
        """(YYYY-MM-DD, number of stories) from `start` up to but not including `end`, newest first."""
        sql = statement("SELECT s.day, count(*) {from} GROUP BY s.day ORDER BY s.day DESC", "day")
        return tuple((row[0], row[1]) for row in self._all(sql, now=microseconds(now), key=start, end=end))

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
