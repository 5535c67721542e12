"""Brings the catalogue in step with the disk: compares signatures, reads what changed, publishes."""

import logging
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from newsroom import copydesk
from newsroom.archive import EMPTY_FOR, Archive
from newsroom.catalogue.reader import Reader
from newsroom.catalogue.registry import Registry
from newsroom.catalogue.schema import microseconds
from newsroom.catalogue.store import Catalogue
from newsroom.catalogue.writer import StoryRow, Writer
from newsroom.copydesk import slugify
from newsroom.copydesk.permalinks import read_old
from newsroom.errors import Problem, Unreadable
from newsroom.images import Measured
from newsroom.indexer.crew import FEW, read_files, site_of
from newsroom.indexer.notices import MOST, lists_of, main_lists
from newsroom.indexer.order import in_order
from newsroom.indexer.reading import DocumentRow, Record, read_file, read_text
from newsroom.memory import Memory
from newsroom.places import normal_form
from newsroom.scan import Layout, Scan, is_file_name, look, scan, scan_by_folder
from newsroom.signature import Signature
from newsroom.site.files import read_redirects

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
Value = TypeVar("Value")
SITE = "site.toml"
_FIRST_BATCHES = (100, 400)
"""Files that a large change publishes first, so that there is something to read at once."""

_BATCH = 2_000
_AT_A_TIME = 4_000
_LINES = 50
_MANY = 20


class Indexer:
    """The one writer. Whoever calls it holds the lock of the data folder.

    `processes` read a large folder together. `pending` are paths to look at again in a moment: files that have just
    gone, as they do while an editor saves, or that were still being written. `followed` are the addresses of lists
    whose feeds have changed, until whoever tells others of it takes them. `touched` are stories that have changed since
    somebody last took them, for search; `authors_touched` where names of many others may have.
    """

    def __init__(
        self, archive: Archive, catalogue: Catalogue, memory: Memory, reserved: Collection[str],
        clock: Callable[[], datetime], processes: int = 1,
    ) -> None:  # fmt: skip
        self._archive = archive
        self._catalogue = catalogue
        self._memory = memory
        self._reserved = reserved
        self._clock = clock
        self._processes = processes
        self._connection: sqlite3.Connection | None = None
        self._known: dict[str, tuple[str, Signature]] = {}
        self._use_site("")
        self._authors: dict[str, str] = {}
        self._redirects: tuple[str, Mapping[str, str]] | None = None
        self._redirected: frozenset[str] = frozenset()
        self._authors_have_changed = False
        self._affected: set[str] = set()
        self._dropped: set[str] = set()
        self._vanished_at = 0.0
        self._is_to_rebuild = False
        self._is_beside = False
        self._file: Path | None = None
        self.pending: set[str] = set()
        self.followed: set[str] = set()
        self.touched: set[str] = set()
        self.authors_touched = False
        self.look_seconds = 0.0

    # What has changed

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
            self.look_seconds = time.thread_time() - began
        writer, is_new = self._open()
        gone = [path for path in self._known if path not in found.files and not found.is_hidden(path)]
        return self._follow(writer, found, gone, is_new, progress)

    def suspects(self, found: Scan) -> Iterator[set[str]]:
        """The paths, some at a time, in which a walk of the whole folder differs from what is known: hints for `look`.

        A hundred thousand files take a tenth of a second to compare, in which a save would have to wait.
        """
        for files in batched(list(found.files.items()), _AT_A_TIME):
            yield {path for path, each in files if self._known.get(path) != (each.kind, each.signature)}
        for paths in batched(list(self._known), _AT_A_TIME):
            yield {path for path in paths if path not in found.files and not found.is_hidden(path)}

    def glance(self) -> bool:
        """Publish some of the newest stories of a large folder that nothing is known of yet, before all of it is
        walked; True if it is one."""
        writer, is_new = self._open()
        if not is_new:
            return False
        found = Scan(Layout.of(self._archive.root))
        for _ in scan_by_folder(self._archive.root, found, last_first=True):
            if len(found.files) > FEW:
                first = in_order(found.files, found)[: _FIRST_BATCHES[0]]
                self._apply(writer, found, first, [], None, is_whole=False)
                return True
        return False

    def look(self, hints: Iterable[str]) -> bool:
        """The same for the paths in `hints` alone, each a file or a folder, there or gone; a hint may be wrong.

        Raises OSError where the content folder cannot be read, as well.
        """
        hints = set(hints)
        if SITE in hints or "articles" in hints:  # every other file depends on them
            return self.sync()
        writer, is_new = self._open()
        found = Scan(Layout.of(self._archive.root))
        for hint in sorted(hints):
            look(self._archive.root, hint, found)
        gone = [hint for hint in hints if hint in self._known and hint not in found.files]
        folders = tuple(f"{hint}/" for hint in hints if hint not in self._known and not is_file_name(hint))
        if folders:  # whatever is known below them is looked for: a hundred thousand paths take some milliseconds
            gone += [path for path in self._known if path.startswith(folders) and path not in found.files]
        return self._follow(writer, found, gone, is_new, None)

    def _follow(
        self, writer: Writer, found: Scan, gone: list[str], is_new: bool, progress: Progress | None
    ) -> bool:
        changed = [path for path, each in found.files.items() if self._known.get(path) != (each.kind, each.signature)]
        arrived = {_content_of(found.files[path].signature) for path in changed if path not in self._known}
        lost = {
            path for path in gone
            if (known := self._known[path])[0] == "refused" or _content_of(known[1]) in arrived  # it has been moved
            or self._archive.is_gone(path)
        }  # fmt: skip
        believed = self._believed(lost)
        self.pending = {path for path in gone if path not in believed}
        if not changed and not believed and not is_new:
            return False
        self._apply(writer, found, changed, sorted(believed), progress)
        return True

    def _believed(self, gone: set[str]) -> set[str]:
        """A folder that loses most of its files at once is being moved or mounted: wait for some seconds."""
        if len(gone) < _MANY or len(gone) * 2 < len(self._known):
            self._vanished_at = 0.0
            return gone
        self._vanished_at = self._vanished_at or time.monotonic()
        return gone if time.monotonic() - self._vanished_at > EMPTY_FOR else set()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the catalogue from nothing, beside the present one, which serves until then if it can."""
        self.close()
        self._is_to_rebuild = True
        self._is_beside = self._catalogue.is_sound()
        self.sync(progress)

    def take_followed(self) -> set[str]:
        taken, self.followed = self.followed, set()
        return taken

    @property
    def has_its_catalogue(self) -> bool:
        """Whether the file that it writes is still there, and the one that everybody reads."""
        return self._file is not None and self._catalogue.current_file() == self._file

    def publish_again(self) -> None:
        """Everybody looks once more: something beside the catalogue has changed."""
        if self._connection is not None:
            self._catalogue.publish(self._connection)

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
        self._use_site(writer.site_text())
        self._authors = self._authors_by_name(writer)
        self._use_redirects(None)
        for path, text in writer.redirects():
            with suppress(Unreadable):
                self._use_redirects((path, read_redirects(path, text)[0]))
        return writer, is_new

    # Taking it in

    def _apply(
        self, writer: Writer, found: Scan, changed: list[str], gone: list[str], progress: Progress | None,
        *, is_whole: bool = True,
    ) -> None:  # fmt: skip
        """One transaction for a usual change; a large one is published in batches, so that it shows as it comes."""
        before = self._site
        ready = self._read_site(found, changed, gone)
        if self._site != before:
            kinds = ("story", "author", "page", "front", "topic", "series")
            again = [path for path in self._known if path in found.files and found.files[path].kind in kinds]
            changed = list({*changed, *again})
        changed = in_order(changed, found)
        rest = [path for path in changed if path != SITE]
        records = chain(ready, read_files(self._archive, self._site_text, rest, found.files, self._processes))
        taken = 0
        followed = self._lists_of(writer, changed, gone)
        for size in _batch_sizes():
            batch = list(islice(records, size))
            self._is_beside &= len(batch) == size  # whole now: everybody may see it
            with self._transaction(writer):
                for path, to in self._moves(found, changed, gone) if not taken else ():
                    writer.moved(path, to, microseconds(self._clock()))
                for path in gone if not taken else ():
                    self._drop(writer, path)
                for record in batch:
                    self._take(writer, record)
                self._settle(writer)
                if len(batch) < size and is_whole:
                    writer.complete()
                    if len(changed) > _LINES:
                        self._catalogue.analyse(writer.connection)
            for path in self._dropped:  # after it is published: a reader may still be sent there
                self._memory.forget(path)
            self._dropped.clear()
            self._memory.flush()
            taken += len(batch)
            if progress:
                progress(taken, len(changed))
            if len(batch) < size:
                break
        if is_whole:
            self.followed |= followed | self._lists_of(writer, changed, gone)
            self._report(writer.connection, changed, gone)

    def _moves(self, found: Scan, changed: list[str], gone: list[str]) -> Iterator[tuple[str, str]]:
        """(from, to) of stories whose files were renamed: the content is the same to the system, and came today."""
        stories = [path for path in gone if self._known[path][0] == "story"]
        arrived = {
            _content_of(found.files[path].signature): path
            for path in changed if path not in self._known and found.files[path].kind == "story"
        } if stories else {}  # fmt: skip
        for path in stories:
            if to := arrived.get(_content_of(self._known[path][1])):
                yield path, to

    def _lists_of(self, writer: Writer, changed: list[str], gone: list[str]) -> set[str]:
        """Those that the stories in these files are on now; of many stories, the main ones."""
        reader = Reader(writer.connection)
        if len(changed) + len(gone) + len(self.followed) > MOST:
            return main_lists(reader)
        found = lists_of(reader, [*changed, *gone], self._clock())
        return found | main_lists(reader) if SITE in changed else found

    @contextmanager
    def _transaction(self, writer: Writer) -> Iterator[None]:
        """All of it is committed and published, or nothing of it."""
        with self._catalogue.writing():
            try:
                writer.connection.execute("BEGIN IMMEDIATE")
                self._affected, self._dropped = set(), set()
                yield
                writer.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    writer.connection.execute("ROLLBACK")
                self.close()  # what this object knows was not committed: the next call reads it anew
                raise
        if not self._is_beside:
            self._catalogue.publish(writer.connection)

    def _read_site(self, found: Scan, changed: list[str], gone: list[str]) -> list[Record]:
        """The site comes first, for it decides how everything else is read. Its record, if it has changed."""
        if SITE in gone:
            self._use_site("")
        if SITE not in changed:
            return []
        record = read_file(self._archive, self._site, SITE, found.files[SITE])
        if record.row is None and not record.passing and SITE not in self._known:
            record = self._last_good(record) or record
        if isinstance(record.row, DocumentRow):
            self._use_site(record.row.text)
        return [record]

    def _use_site(self, text: str) -> None:
        """`text` is that of a good site.toml, or empty without one."""
        self._site_text = text
        self._site = site_of(text)

    def _slugs_of_old(self, path: str) -> set[str]:
        return {name for old in read_old(self._site.old_permalinks, path) for name in (old.slug, slugify(old.slug))}

    def _take(self, writer: Writer, record: Record) -> None:
        """Put one record into the catalogue; if its file cannot be used, what it said last stays, and a Problem
        says why."""
        path, kind = record.path, record.kind
        if record.passing:
            self.pending.add(path)
            for problem in record.problems:
                log.info("%s", problem)
            return
        is_new = path not in self._known
        if record.row is None and kind != "refused":
            self._stand_in(writer, record, is_new)
        self._put(writer, record, is_new)
        if record.good:
            self._memory.remember(path, record.signature, record.good)
        elif isinstance(record.row, StoryRow) and not is_new:  # it has expired, or was changed long ago
            self._forget_expired(record.row)
        self._known[path] = (kind, record.signature)
        if kind in ("story", "refused"):
            self.touched.add(path)
        writer.note_file(path, kind, record.signature)
        writer.problems(path, record.problems, is_new=is_new)

    def _put(self, writer: Writer, record: Record, is_new: bool) -> None:
        path, row = record.path, record.row
        registry = Registry(writer, self._reserved, self._slugs_of_old)
        if isinstance(row, StoryRow):
            had = None if is_new else writer.wanted(path)
            self._affected |= {row.wanted, had} if had else {row.wanted}
            writer.story(row, self._authors, is_new=is_new)
        elif isinstance(row, Measured):
            writer.picture(path, row)
            registry.media(path)
        elif isinstance(row, DocumentRow):
            writer.document(path, record.kind, row.slug, row.text)
            writer.picture_names(path, row.pictures)
            if record.kind == "page":
                self._affected.add(registry.page(path, row.slug))
            if record.kind == "author":
                self._authors_have_changed = True
            if row.redirects is not None:
                self._use_redirects((path, row.redirects))
                registry.redirects(path, row.redirects)

    def _use_redirects(self, found: tuple[str, Mapping[str, str]] | None) -> None:
        """The file and what it says: where a page comes or goes, its lines are to be looked at again."""
        self._redirects = found
        self._redirected = frozenset(map(normal_form, found[1] if found else ()))

    def _stand_in(self, writer: Writer, record: Record, is_new: bool) -> None:
        """For a file that is broken now: what the catalogue has of it stays; a new catalogue may ask the memory."""
        if record.kind == "picture":
            writer.drop_picture(record.path)
        elif is_new and (good := self._last_good(record)):
            self._put(writer, good, is_new=True)

    def _last_good(self, record: Record) -> Record | None:
        good = self._memory.last_good(record.path, but=record.signature)
        if good is None:
            return None
        try:
            found = read_text(self._site, record.path, record.kind, *good)
        except Unreadable:
            log.debug("%s: the last good version cannot be read either", record.path)
            return None
        return replace(found, signature=record.signature, problems=record.problems)

    def _forget_expired(self, row: StoryRow) -> None:
        if row.public_until is not None and row.public_until <= microseconds(self._clock()):
            self._memory.forget(row.path)

    def _drop(self, writer: Writer, path: str) -> None:
        kind, _ = self._known.pop(path)
        self.touched.add(path)
        self._affected |= writer.places_of(path)
        self._authors_have_changed |= kind == "author"
        if kind == "redirects":
            self._use_redirects(None)
        writer.drop_file(path)
        self._dropped.add(path)

    def _settle(self, writer: Writer) -> None:
        """Give everybody a place, once the stories are in."""
        if self._authors_have_changed:
            self._authors_have_changed = False
            self.authors_touched = True
            self._authors = self._authors_by_name(writer)
            writer.link_authors(self._authors)
        registry = Registry(writer, self._reserved, self._slugs_of_old)
        slugs = [section.slug for section in self._site.sections] or writer.sections()
        self._affected |= registry.fronts(slugs, self._site.languages)
        registry.stories(self._affected, microseconds(self._clock()))
        if self._redirects and not self._redirected.isdisjoint(self._affected):
            registry.redirects(*self._redirects)

    def _authors_by_name(self, writer: Writer) -> dict[str, str]:
        """The slug of each author's file, by the slugs of file and name."""
        names: dict[str, str] = {}
        files = writer.authors()
        for path, slug, text in files:
            with suppress(Unreadable):
                names[copydesk.slugify(copydesk.read_author(path, text, self._site)[0].name)] = slug
        return names | {slug: slug for _, slug, _ in files}

    def _report(self, connection: sqlite3.Connection, changed: list[str], gone: list[str]) -> None:
        """A line a save: published where, or why not. A large change gets one line for all."""
        if len(changed) > _LINES:
            bad = connection.execute("SELECT count(*) FROM problems WHERE severity<>'note'").fetchone()[0]
            total = connection.execute("SELECT count(*) FROM stories").fetchone()[0]
            text = "%d files read: the paper has %d stories; faults in headers: %d (`flask check` reads the texts, too)"
            log.info(text, len(changed), total, bad)
            return
        now = microseconds(self._clock())
        for path in gone:
            log.info("%s: removed", path)
        for path in changed:
            rows = connection.execute("SELECT * FROM problems WHERE path=? AND severity<>'note'", (path,)).fetchall()
            for row in rows:
                log.warning("%s", Problem(*row[:6]))
            is_broken = any(row[3] == "error" for row in rows)
            row = connection.execute("SELECT url, draft, public_from FROM stories WHERE path=?", (path,)).fetchone()
            if row:
                state = "a draft of" if row[1] else "to be published at" if row[2] > now else "published at"
                state = f"its last good version stays {state}" if is_broken else state
                log.info("%s: %s %s", path, state, row[0])


def _content_of(signature: Signature) -> tuple[int, int, int]:
    """What a file takes along when it is moved: the system changes its ctime alone."""
    return signature.inode, signature.size, signature.mtime_ns


def batched(values: Sequence[Value], size: int) -> Iterator[Sequence[Value]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _batch_sizes() -> Iterator[int]:
    yield from _FIRST_BATCHES
    while True:
        yield _BATCH
