"""Brings the catalogue in step with the disk: looks at every file's signature, reads what changed, publishes."""

import logging
import sqlite3
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from newsroom import copydesk
from newsroom.archive import EMPTY_FOR, Archive, Missing, Signature, decode
from newsroom.catalogue.registry import Registry
from newsroom.catalogue.schema import microseconds
from newsroom.catalogue.store import Catalogue
from newsroom.catalogue.writer import StoryRow, Writer
from newsroom.errors import Problem, Unreadable
from newsroom.images import measure, scrub
from newsroom.memory import KEEP_DAYS, Memory
from newsroom.prose import pictures_named
from newsroom.scan import Found, Scan, scan
from newsroom.site import Site
from newsroom.site.files import read_front, read_redirects, read_site

log = logging.getLogger(__name__)

PICTURE_LIMIT = 64 * 1024 * 1024
_BATCH = 2_000
_LINES = 50
_MANY = 20
Progress = Callable[[int, int], None]


class Indexer:
    """The one writer. Whoever calls `sync` holds the lock of the data folder."""

    def __init__(
        self, archive: Archive, catalogue: Catalogue, memory: Memory, reserved: Collection[str],
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._archive = archive
        self._catalogue = catalogue
        self._memory = memory
        self._reserved = reserved
        self._clock = clock
        self._connection: sqlite3.Connection | None = None
        self._known: dict[str, tuple[str, Signature]] = {}
        self._site = Site()
        self._affected: set[str] = set()
        self._vanished_at = 0.0
        self._is_to_rebuild = False
        self._file: Path | None = None
        self.look = 0.0

    def sync(self, progress: Progress | None = None) -> bool:
        """Read what has changed since the last call and publish it; True if anything had.

        Raises OSError or sqlite3.Error where the data folder cannot be used; a content folder that is not there
        (a disk not yet mounted) leaves everything as it is.
        """
        began = time.thread_time()
        try:
            found = scan(self._archive.root)
        except OSError as error:
            log.warning("%s: the content folder cannot be read: %s", self._archive.root, error.strerror)
            return False
        finally:
            self.look = time.thread_time() - began
        writer, is_new = self._open()
        changed = [path for path, each in found.files.items() if self._known.get(path) != (each.kind, each.signature)]
        gone = [path for path in self._known if path not in found.files and not found.is_hidden(path)]
        gone = [path for path in gone if self._known[path][0] == "refused" or self._archive.is_gone(path)]
        gone = self._believed(gone)
        if not changed and not gone and not is_new:
            return False
        self._apply(writer, found, changed, gone, progress)
        return True

    def _believed(self, gone: list[str]) -> list[str]:
        """A folder that loses most of its files at once is being moved or mounted: wait for some seconds."""
        if len(gone) < _MANY or len(gone) * 2 < len(self._known):
            self._vanished_at = 0.0
            return gone
        self._vanished_at = self._vanished_at or time.monotonic()
        return gone if time.monotonic() - self._vanished_at > EMPTY_FOR else []

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the catalogue from nothing, beside the present one, which serves until then."""
        self.close()
        self._is_to_rebuild = True
        self.sync(progress)

    def close(self) -> None:
        if self._connection is not None and self._catalogue.folder is not None:
            self._connection.close()
        self._connection = None

    def _open(self) -> tuple[Writer, bool]:
        current = self._catalogue.current_file()
        if self._connection is not None and (self._catalogue.folder is None or current == self._file is not None):
            return Writer(self._connection), False
        self.close()
        self._connection, is_new = self._catalogue.open_for_writing(fresh=self._is_to_rebuild)
        self._is_to_rebuild = False
        self._file = self._catalogue.file_of(self._connection)
        if not is_new:  # a writer before this one may have been killed before it could tell of its last commit
            self._catalogue.publish(self._connection)
        writer = Writer(self._connection)
        self._known = writer.files()
        row = self._connection.execute("SELECT path, text FROM documents WHERE kind='site'").fetchone()
        self._site = read_site(*row)[0] if row else Site()
        return writer, is_new

    def _apply(
        self, writer: Writer, found: Scan, changed: list[str], gone: list[str], progress: Progress | None
    ) -> None:
        """One transaction for a usual change; a large one is published in batches, so that it shows as it comes."""
        self._affected = set()
        order = {"site": 0, "author": 1, "page": 2}
        changed.sort(key=lambda path: (order.get(found.files[path].kind, 3), path))
        connection = writer.connection
        with self._catalogue.writing():
            connection.execute("BEGIN IMMEDIATE")
            try:
                for path in gone:
                    self._drop(writer, path)
                before = self._site
                if "site.toml" in gone or (changed and found.files[changed[0]].kind == "site"):
                    self._read_site(writer, found)
                if self._site != before:
                    kinds = ("story", "author", "page", "front", "topic", "series")
                    rest = [path for path, each in found.files.items() if each.kind in kinds]
                    changed = list(dict.fromkeys([*changed, *rest]))
                for number, path in enumerate(changed, 1):
                    self._take(writer, path, found.files[path])
                    if progress:
                        progress(number, len(changed))
                    if number % _BATCH == 0:
                        self._settle(writer)
                        connection.execute("COMMIT")
                        self._catalogue.publish(connection)
                        connection.execute("BEGIN IMMEDIATE")
                self._settle(writer)
                writer.complete()
                connection.execute("COMMIT")
            except BaseException:
                self._known = {}  # it holds what was not committed
                with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    connection.execute("ROLLBACK")
                self.close()
                raise
            self._catalogue.publish(connection)
        self._memory.flush()
        self._report(connection, changed, gone)

    def _report(self, connection: sqlite3.Connection, changed: list[str], gone: list[str]) -> None:
        """A line a save: published where, or why not. A large change gets one line for all."""
        if len(changed) > _LINES:
            bad = connection.execute("SELECT count(*) FROM problems WHERE severity<>'note'").fetchone()[0]
            total = connection.execute("SELECT count(*) FROM stories").fetchone()[0]
            text = "%d files read: the paper has %d stories; faults: %d (`flask check` lists them)"
            log.info(text, len(changed), total, bad)
            return
        now = microseconds(self._clock())
        for path in gone:
            log.info("%s: removed", path)
        for path in changed:
            for row in connection.execute("SELECT * FROM problems WHERE path=? AND severity<>'note'", (path,)):
                log.warning("%s", Problem(*row[:6]))
            row = connection.execute("SELECT url, draft, public_from FROM stories WHERE path=?", (path,)).fetchone()
            if row:
                state = "a draft of" if row[1] else "to be published at" if row[2] > now else "published at"
                log.info("%s: %s %s", path, state, row[0])

    def _drop(self, writer: Writer, path: str) -> None:
        del self._known[path]
        row = writer.connection.execute("SELECT wanted FROM stories WHERE path=?", (path,)).fetchone()
        places = writer.connection.execute("SELECT path FROM urls WHERE target=? AND kind IN ('page','story')", (path,))
        self._affected |= {each[0] for each in (*places, *([row] if row else ()))}
        writer.drop_file(path)
        self._memory.forget(path)

    def _read_site(self, writer: Writer, found: Scan) -> None:
        self._site = Site()
        if "site.toml" not in found.files:
            return
        self._take(writer, "site.toml", found.files["site.toml"])
        row = writer.connection.execute("SELECT path, text FROM documents WHERE kind='site'").fetchone()
        self._site = read_site(*row)[0] if row else Site()

    def _take(self, writer: Writer, path: str, file: Found) -> None:
        """Read one file into the catalogue; if it cannot be used, what it said last stays, and a Problem says why."""
        signature = file.signature
        try:
            if file.reason:
                mend = "Put an ordinary file in its place, or remove it."
                raise Unreadable(Problem(path, 1, 1, "error", file.reason, mend))
            if file.kind == "picture":
                problems: tuple[Problem, ...] = self._take_picture(writer, path)
            else:
                source = self._archive.read(path)
                signature = source.signature
                text, noted = decode(source)
                problems = (*noted, *self._take_text(writer, path, file.kind, signature, text))
        except Missing:
            return
        except Unreadable as error:
            if error.passing:  # it is looked at again the next time
                log.info("%s", error.problem)
                return
            problems = (error.problem,)
            self._fall_back(writer, path, file)
        self._known[path] = (file.kind, signature)
        writer.note_file(path, file.kind, signature)
        writer.problems(path, problems)

    def _fall_back(self, writer: Writer, path: str, file: Found) -> None:
        """A new catalogue knows nothing of a file that is broken now; the memory may."""
        if file.kind == "picture":
            writer.connection.execute("DELETE FROM pictures WHERE path=?", (path,))
            return
        sql = "SELECT 1 FROM stories WHERE path=? UNION ALL SELECT 1 FROM documents WHERE path=?"
        there = writer.connection.execute(sql, (path, path)).fetchone()
        if there or file.kind == "refused":
            return
        good = self._memory.last_good(path, but=file.signature)
        if good is None:
            return
        try:
            self._take_text(writer, path, file.kind, good[0], good[1])
        except Unreadable:
            log.debug("%s: the last good version cannot be read either", path)

    def _take_picture(self, writer: Writer, path: str) -> tuple[Problem, ...]:
        source = self._archive.read(path, PICTURE_LIMIT)
        try:
            picture = measure(source.data)
            scrub(source.data, picture.format)  # what cannot be served whole is not there for any page
        except ValueError as error:
            raise Unreadable(Problem(path, 1, 1, "error", str(error), "Save it anew as JPEG, PNG or WebP.")) from None
        writer.picture(path, picture.format, picture.width, picture.height)
        Registry(writer, self._reserved).media(path)
        return ()

    def _take_text(
        self, writer: Writer, path: str, kind: str, signature: Signature, text: str
    ) -> tuple[Problem, ...]:
        """Put what a readable file says into the catalogue. Raises Unreadable where its header cannot be used."""
        if kind == "story":
            return self._take_story(writer, path, signature, text)
        slug = copydesk.slugify(path.rpartition("/")[2].rpartition(".")[0]) or "page"
        site, pictures = self._site, list(pictures_named(text))
        problems: tuple[Problem, ...] = ()
        if kind == "site":
            read, problems = read_site(path, text)
            slug, pictures = "", [read.organisation.logo] if read.organisation.logo else []
        elif kind == "front":
            _, problems = read_front(path, text, site.zone)
            pictures = []
        elif kind == "redirects":
            redirects, problems = read_redirects(path, text)
            slug, pictures = "", []
            Registry(writer, self._reserved).redirects(path, redirects)
        elif kind == "author":
            author, problems = copydesk.read_author(path, text, site)
            slug = author.slug
            pictures += [author.picture.src] if author.picture else []
        elif kind == "page":
            page, problems = copydesk.read_page(path, text, site)
            slug = page.slug
            place = Registry(writer, self._reserved).page(path, slug)
            self._affected.add(place)
        else:
            introduction, problems = copydesk.read_introduction(path, text, site)
            slug = introduction.slug
            pictures += [introduction.picture.src] if introduction.picture else []
        writer.document(path, kind, slug, text)
        writer.picture_names(path, pictures)
        self._memory.remember(path, signature, text)
        return problems

    def _take_story(self, writer: Writer, path: str, signature: Signature, text: str) -> tuple[Problem, ...]:
        reading = copydesk.read_story(path, text, self._site)
        story = reading.article
        wanted = copydesk.story_path(story, self._site)
        row = writer.connection.execute("SELECT wanted FROM stories WHERE path=?", (path,)).fetchone()
        self._affected |= {wanted, row[0]} if row else {wanted}
        pictures = [*pictures_named(reading.body), *([story.image.src] if story.image else [])]
        day = f"{story.published.astimezone(self._site.zone):%Y-%m-%d}" if story.published else ""
        stem = path.rpartition("/")[2].rpartition(".")[0]
        writer.story(StoryRow(story, wanted, stem, day, tuple(pictures)))
        now = self._clock()
        if story.expires and story.expires <= now:
            self._memory.forget(path)
        elif time.time() - signature.mtime_ns / 1e9 < KEEP_DAYS * 86_400:
            self._memory.remember(path, signature, text)
        return reading.problems

    def _settle(self, writer: Writer) -> None:
        """Give everybody a place, once the stories are in."""
        registry = Registry(writer, self._reserved)
        listed = [section.slug for section in self._site.sections]
        made = writer.connection.execute("SELECT DISTINCT section FROM stories WHERE draft=0")
        slugs = listed or [row[0] for row in made]
        self._affected |= registry.sections(slugs)
        registry.stories(self._affected, microseconds(self._clock()))
        self._affected = set()
        writer.link_authors(self._authors_by_name(writer))

    def _authors_by_name(self, writer: Writer) -> dict[str, str]:
        names: dict[str, str] = {}
        rows = writer.connection.execute("SELECT path, slug, text FROM documents WHERE kind='author'").fetchall()
        for path, slug, text in rows:
            try:
                author, _ = copydesk.read_author(path, text, self._site)
            except Unreadable:
                continue
            names[copydesk.slugify(author.name)] = slug
        for _, slug, _ in rows:
            names[slug] = slug
        return names
