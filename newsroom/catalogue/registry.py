"""Who stands where: gives every story, section, page, alias and picture its path, and says who lost one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

from newsroom.catalogue.writer import Writer
from newsroom.errors import Problem, Severity
from newsroom.places import CORRECTIONS, FEEDS, normal_form

_MOST_NAMED = 5


class Registry:
    """The table `urls`. Claims count in this order: fixed routes, fronts, pages, stories, aliases."""

    def __init__(
        self, writer: Writer, reserved: Collection[str],
        slugs_of_old: Callable[[str], Collection[str]] = lambda _: (),
    ) -> None:  # fmt: skip
        """`slugs_of_old` says by which slugs a story with an earlier address would be looked for."""
        self._writer = writer
        self._slugs_of_old = slugs_of_old
        self._do = writer.connection.execute
        self._reserved = frozenset(reserved)

    def fronts(self, sections: Iterable[str], languages: Iterable[str]) -> set[str]:
        """Give every section and every language its front and its feeds. Returns the paths that changed hands.

        `languages` are tags as site.toml has them; one takes precedence over a section that stories alone have made.
        """
        wanted = {(f"/{slug}/", "section", slug) for slug in sections if slug not in self._reserved}
        fronts = {(f"/{tag.lower()}/", "language", tag) for tag in languages if tag.lower() not in self._reserved}
        taken = {path for path, _, _ in fronts}
        wanted = {row for row in wanted if row[0] not in taken} | fronts
        had = set(self._do("SELECT path, kind, target FROM urls WHERE kind IN ('section','language')"))
        if had == wanted:
            return set()
        self._do("DELETE FROM urls WHERE kind IN ('section','language','feed')")
        feeds = [(path + name, "feed", f"{kind}/{key}/{name}") for path, kind, key in wanted for name in FEEDS]
        self._writer.connection.executemany("INSERT OR REPLACE INTO urls VALUES (?,?,?)", sorted([*wanted, *feeds]))
        changed = {path for path, _, _ in had ^ wanted}
        return {path.rstrip("/") for path in changed} | {path + name for path in changed for name in FEEDS}

    def page(self, path: str, slug: str) -> str:
        """Give the standing page in the file `path` its place, and return it; empty if it is taken."""
        joins = slug == CORRECTIONS and slug in self._reserved
        place = f"/{slug}/" if joins else f"/{slug}"
        self._do("DELETE FROM urls WHERE kind='page' AND target=?", (path,))
        holder = self._do("SELECT target FROM urls WHERE path=? AND kind='page'", (place,)).fetchone()
        if holder or (self._taken_for_fixed(place) and not joins):
            other = holder[0] if holder else "the program, a section or a language"
            what, mend = f"wants the path {place}, which {other} has.", "Rename the file."
            self._writer.problems(path, [Problem(path, 1, 1, "error", what, mend)], "place")
            return ""
        self._writer.problems(path, [], "place")
        self._do("INSERT OR REPLACE INTO urls VALUES (?,?,?)", (place, "page", path))
        return place

    def media(self, path: str) -> None:
        self._do("INSERT OR IGNORE INTO urls VALUES (?,?,?)", (f"/{path}", "media", path))

    def redirects(self, path: str, redirects: Mapping[str, str]) -> None:
        """`redirects.toml`: only paths that nothing else has."""
        had = {row[0] for row in self._do("SELECT path FROM urls WHERE kind='alias' AND substr(target,1,1)='/'")}
        self._do("DELETE FROM urls WHERE kind='alias' AND substr(target,1,1)='/'")
        lost = []
        for old, new in redirects.items():
            place = normal_form(old)
            if self._holder(place) or self._first(place) in self._reserved:
                what = f"redirects {old}, but a page of the paper is there."
                lost.append(Problem(path, 1, 1, "warning", what, "Remove the line, or move the page."))
            else:
                self._do("INSERT OR REPLACE INTO urls VALUES (?,'alias',?)", (place, new))
        self._writer.problems(path, lost, "place")
        self._look_where_moved({*had, *map(normal_form, redirects)})

    def stories(self, affected: Iterable[str], now: int) -> set[str]:
        """Give their places to all stories that want one of `affected`: the one published first has it as it is.
        Returns these places, and those that have been given up besides.

        What has a date comes before what has none, and a draft after everything. Files alone decide, so that a
        catalogue made from nothing gives the same places.
        """
        affected = set(affected)
        left = self._contested(affected)
        while left:  # a place that one gives up may be what another wants
            left = {freed for wanted in sorted(left) for freed in self._give(wanted, now)}
            affected |= left
        self._aliases(affected)
        self._look_where_moved(affected)
        return affected

    def _give(self, wanted: str, now: int) -> set[str]:
        """Give their places to all stories that want this one. Returns those to look at next: where they stood and
        stand no more, what a story wants that was here as a makeshift, and what those want who may be so now."""
        guest = self._do(
            "SELECT s.path, s.wanted FROM urls AS u CROSS JOIN stories AS s ON s.path=u.target "
            "WHERE u.path=? AND u.kind='story' AND s.wanted<>?",
            (wanted, wanted),
        ).fetchone()
        rows = self._do(
            "SELECT path, url, draft, public_from FROM stories WHERE wanted=? "
            "ORDER BY draft, public_from=0, public_from, path",
            (wanted,),
        ).fetchall()
        if not rows:
            stem, _, number = wanted.rpartition("-")
            return {stem} if number.isdigit() and self._is_wanted(stem) else set()
        if guest:
            self._do("DELETE FROM urls WHERE kind='story' AND target=?", (guest[0],))
        self._do(
            "DELETE FROM urls WHERE kind='story' AND target IN (SELECT path FROM stories WHERE wanted=?)", (wanted,)
        )
        places: dict[str, str] = {}
        for path, had, draft, public_from in rows:
            place = places[path] = self._free(wanted)
            self._do("INSERT OR REPLACE INTO urls VALUES (?,'story',?)", (place, path))
            self._do("UPDATE stories SET url=? WHERE path=?", (place, path))
            if had and had != place and not draft and public_from <= now:
                self._do("INSERT OR IGNORE INTO moved VALUES (?,?)", (path, had))
        for path in places:
            self._explain(path, wanted, places)
        left = {had for _, had, _, _ in rows if had} - set(places.values())
        return left | {guest[1]} if guest else left

    def _contested(self, affected: set[str]) -> set[str]:
        """Give their places to new stories that no other file has to do with; returns what is left to look at.

        Nearly all stories are so, and of a hundred thousand each must not cost a dozen statements.
        """
        self._note_affected(affected)
        fresh = self._do(
            "SELECT s.wanted, min(s.path) FROM stories AS s INDEXED BY stories_wanted "
            "WHERE s.wanted IN (SELECT path FROM affected) "
            "AND NOT EXISTS (SELECT 1 FROM urls AS u WHERE u.path=s.wanted) "
            "AND NOT EXISTS (SELECT 1 FROM moved AS m WHERE m.path=s.path) "
            "GROUP BY s.wanted HAVING count(*)=1 AND max(s.url)=''"
        ).fetchall()
        fronts = self._do("SELECT path FROM urls WHERE kind IN ('section','language')").fetchall()
        sections = {row[0].rstrip("/").lower() for row in fronts}
        alone = {
            wanted: path
            for wanted, path in fresh
            if wanted.strip("/") and self._first(wanted).lower() not in self._reserved
            and wanted.rstrip("/").lower() not in sections
        }  # fmt: skip
        many = self._writer.connection.executemany
        many("INSERT INTO urls VALUES (?,'story',?)", list(alone.items()))
        many("UPDATE stories SET url=? WHERE path=?", list(alone.items()))
        return affected - set(alone)

    def _note_affected(self, affected: set[str]) -> None:
        self._do("CREATE TEMP TABLE IF NOT EXISTS affected (path TEXT PRIMARY KEY) WITHOUT ROWID")
        self._do("DELETE FROM affected")
        self._writer.connection.executemany("INSERT INTO affected VALUES (?)", [(each,) for each in affected])

    def _free(self, wanted: str) -> str:
        if self._first(wanted) in self._reserved:  # nothing below a fixed route can be free
            wanted = f"/{wanted.strip('/').rpartition('/')[2]}"
        place, number = wanted, 1
        while (
            self._taken_for_fixed(place) or self._holder(place) not in (None, "alias")
            or (number > 1 and self._is_wanted(place))
        ):  # fmt: skip
            number += 1
            place = f"{wanted.rstrip('/')}-{number}"
        return place

    def _is_wanted(self, place: str) -> bool:
        """Whether it is a story's own: then none has it as a makeshift."""
        return self._do("SELECT 1 FROM stories WHERE wanted=? LIMIT 1", (place,)).fetchone() is not None

    def _taken_for_fixed(self, place: str) -> bool:
        bare = place.rstrip("/").lower()
        return not bare or self._first(bare) in self._reserved or self._holder(f"{bare}/") in ("section", "language")

    @staticmethod
    def _first(place: str) -> str:
        return place.strip("/").partition("/")[0]

    def _holder(self, place: str) -> str | None:
        row = self._do("SELECT kind FROM urls WHERE path=?", (place,)).fetchone()
        return row[0] if row else None

    def _explain(self, path: str, wanted: str, places: Mapping[str, str]) -> None:
        """All of several stories with one path are told of it. `places` are theirs, the one that has it first."""
        first, place = next(iter(places)), places[path]
        mend = "Give one of them another `slug:`." if len(places) > 1 else "Give it another `slug:`."
        if place == wanted and len(places) == 1:
            self._writer.problems(path, [], "place")
            return
        if place == wanted:
            what = f"has the path {wanted}, which others want too: {_named(places, but=path)}."
        elif places[first] != wanted:
            what = f"wants the path {wanted}, which another page has; it is at {place}."
        elif self._do("SELECT 1 FROM moved WHERE path=? AND old=?", (path, wanted)).fetchone():
            what = f"was at {wanted}, which {first} has now, as the one with the earlier date; it is at {place}."
            mend = f"Give {first} another `slug:`, and this story has its address again."
        else:
            what = f"wants the path {wanted}, which {first} has; it is at {place}."
        self._writer.problems(path, [Problem(path, 1, 1, "warning", what, mend)], "place")

    def _look_where_moved(self, places: Iterable[str]) -> None:
        """Tell anew of the stories that stand, or stood, in one of these places, now that all have theirs."""
        if self._do("SELECT 1 FROM moved LIMIT 1").fetchone() is None:
            return
        paths: set[str] = set()
        for place in places:
            sql = "SELECT path FROM moved WHERE old=? UNION SELECT path FROM stories WHERE wanted=?"
            paths |= {row[0] for row in self._do(sql, (place, place))}
        for path in sorted(paths):
            self._moved(path)

    def _moved(self, path: str) -> None:
        """Tell of the addresses at which readers found the story, and do not now."""
        before = [row[0] for row in self._do("SELECT old FROM moved WHERE path=? ORDER BY old", (path,))]
        here = self._do("SELECT url, wanted FROM stories WHERE path=?", (path,)).fetchone()
        if not before or not here:
            return
        lost: list[str] = []
        for old in before:
            if old == here[0] or self._leads_here(path, old):
                self._do("DELETE FROM moved WHERE path=? AND old=?", (path, old))
            else:
                lost.append(old)
        self._writer.problems(path, self._told_of(path, lost, *here), "moved")

    def _told_of(self, path: str, lost: list[str], here: str, wanted: str) -> Iterator[Problem]:
        """Nothing of an old path that leads to another page: no alias would help. One that was a makeshift, until the
        story got the path that it wants, is worth a note."""
        nowhere = [old for old in lost if not self._holder(old)]
        makeshift = [old for old in nowhere if here == wanted and _is_numbered(old, wanted)]
        if lost_for_good := [old for old in nowhere if old not in makeshift]:
            yield _moved_from(path, lost_for_good, here, "warning")
        if makeshift:
            yield _moved_from(path, makeshift, here, "note")

    def _leads_here(self, path: str, old: str) -> bool:
        known = self._do("SELECT 1 FROM story_aliases WHERE path=? AND alias=?", (path, normal_form(old)))
        return known.fetchone() is not None or self._is_found_by_slug(path, old)

    def _is_found_by_slug(self, path: str, old: str) -> bool:
        slugs = self._slugs_of_old(old)
        row = self._do("SELECT slug, stem FROM stories WHERE path=?", (path,)).fetchone() if slugs else None
        return row is not None and any(name in slugs for name in row)

    def _aliases(self, affected: set[str]) -> None:
        """Lead the old paths among `affected` where no page is to the story that was published first of those that
        claim them, and never to a draft. What `redirects.toml` says of one gives way."""
        self._note_affected(affected)
        places = self._do(
            "SELECT a.path FROM affected AS a WHERE EXISTS (SELECT 1 FROM story_aliases AS n WHERE n.alias=a.path) "
            "OR EXISTS (SELECT 1 FROM urls AS u WHERE u.path=a.path AND u.kind='alias' AND substr(u.target,1,1)<>'/')"
        ).fetchall()
        for (place,) in places:
            self._do("DELETE FROM urls WHERE path=? AND kind='alias' AND substr(target,1,1)<>'/'", (place,))
            first = self._do(
                "SELECT n.path FROM story_aliases AS n CROSS JOIN stories AS s ON s.path=n.path "
                "WHERE n.alias=? AND s.draft=0 ORDER BY s.public_from=0, s.public_from, s.path LIMIT 1",
                (place,),
            ).fetchone()
            if first and self._first(place) not in self._reserved and self._holder(place) in (None, "alias"):
                self._do("INSERT OR REPLACE INTO urls VALUES (?,'alias',?)", (place, first[0]))


def _named(places: Mapping[str, str], but: str) -> str:
    """The files of `places` with where they are, the first of many."""
    named = [f"{path} (at {place})" for path, place in islice(places.items(), _MOST_NAMED + 1) if path != but]
    left = len(places) - 1 - len(named)
    return ", ".join(named) + (f" and {left} more" if left else "")


def _moved_from(path: str, places: list[str], here: str, severity: Severity) -> Problem:
    what = f"has moved from {' and '.join(places)} to {here}, and links to the old path lead nowhere."
    return Problem(path, 1, 1, severity, what, f"Add to its header: aliases: [{', '.join(places)}]")


def _is_numbered(place: str, wanted: str) -> bool:
    """Whether it is what a story gets whose path another one has."""
    stem, _, number = place.rpartition("-")
    return stem == wanted.rstrip("/") and number.isdigit()
