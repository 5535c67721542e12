"""Brings the catalogue in step with the disk: compares signatures, reads what changed, publishes."""

import logging
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from newsroom import copydesk
from newsroom.archive import EMPTY_FOR, Archive, decode
from newsroom.article import is_public
from newsroom.catalogue.reader import Reader
from newsroom.catalogue.schema import microseconds
from newsroom.catalogue.store import Catalogue
from newsroom.catalogue.writer import Writer
from newsroom.errors import Unreadable
from newsroom.galleys import Galleys
from newsroom.indexer.crew import FEW, read_files
from newsroom.indexer.filing import SITE, Filing
from newsroom.indexer.glancing import Glance
from newsroom.indexer.notices import MOST, lists_of, main_lists
from newsroom.indexer.order import in_order
from newsroom.indexer.pace import Pace
from newsroom.indexer.reading import Record
from newsroom.indexer.reporting import MOST_LINES, report, report_layout
from newsroom.memory import Memory
from newsroom.scan import Layout, Scan, is_file_name, is_outside, kind_of, look, scan, scan_by_folder
from newsroom.signature import Signature

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
Value = TypeVar("Value")
_FIRST_BATCHES = (100, 400)
"""Files that a large change publishes first, so that there is something to read at once."""

_BATCH = 2_000
_AT_A_TIME = 4_000
_MANY = 20
_AHEAD = 4


class Indexer:
    """The one writer. Whoever calls it holds the lock of the data folder.

    `processes` read a large folder together. `pending` are paths to look at again in a moment: files that have just
    gone, as they do while an editor saves, or that were still being written. `followed` are the addresses of lists
    whose feeds have changed, until whoever tells others of it takes them.
    """

    def __init__(
        self, archive: Archive, catalogue: Catalogue, memory: Memory, reserved: Collection[str],
        clock: Callable[[], datetime], processes: int = 1,
    ) -> None:  # fmt: skip
        self._archive = archive
        self._catalogue = catalogue
        self._clock = clock
        self._processes = processes
        self._filing = Filing(archive, memory, reserved, clock)
        self._glance = Glance(archive, reserved, clock)
        self._galleys = Galleys(catalogue.folder)
        self._pace = Pace()
        self._connection: sqlite3.Connection | None = None
        self._vanished_at = 0.0
        self._is_to_rebuild = False
        self._is_beside = False
        self._file: Path | None = None
        self._layout: Layout | None = None
        self.pending: set[str] = set()
        self.followed: set[str] = set()
        self.look_seconds = 0.0

    @property
    def _known(self) -> dict[str, tuple[str, Signature]]:
        return self._filing.known

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
        """What `sync` does, for the paths in `hints` alone: each a file or a folder, there or gone; or wrong.

        Raises OSError where the content folder cannot be read, as well.
        """
        hints = set(hints)
        layout = Layout.of(self._archive.root)
        is_laid_anew = "articles" in hints or layout != (self._layout or layout)
        if SITE in hints or is_laid_anew:  # every other file depends on them
            return self.sync()
        writer, is_new = self._open()
        found = Scan(layout)
        for hint in sorted(hints):
            look(self._archive.root, hint, found)
        self._set_ahead(found)
        gone = [hint for hint in hints if hint in self._known and hint not in found.files]
        folders = tuple(f"{hint}/" for hint in hints if hint not in self._known and not is_file_name(hint))
        if folders:  # whatever is known below them is looked for: a hundred thousand paths take some milliseconds
            gone += [path for path in self._known if path.startswith(folders) and path not in found.files]
        return self._follow(writer, found, gone, is_new, None)

    def _set_ahead(self, found: Scan) -> None:
        """Of a few stories just saved, what Markdown makes: while the files come to rest there is time for it. Not in a
        burst of saves, in which it would take from the readers of all other pages what it gives to those of one."""
        changed = [path for path, each in found.files.items() if self._known.get(path) != (each.kind, each.signature)]
        if changed:
            self._pace.saved()
        for path in changed if len(changed) <= _AHEAD and not self._pace.is_burst else ():
            with suppress(Unreadable):
                source = self._archive.peek(path) if found.files[path].kind == "story" else None
                if source is None:
                    continue
                site = self._filing.site
                reading = copydesk.read_story(path, decode(source)[0], site)
                if is_public(reading.article, self._clock()):
                    self._galleys.set_ahead(path, reading.body, reading.article.language or site.language)

    def _follow(
        self, writer: Writer, found: Scan, gone: list[str], is_new: bool, progress: Progress | None
    ) -> bool:
        changed = [path for path, each in found.files.items() if self._known.get(path) != (each.kind, each.signature)]
        arrived = {_content_of(found.files[path].signature) for path in changed if path not in self._known}
        outcast = {path for path in gone if kind_of(path, found.layout) is None and self._archive.signature(path)}
        recast = {path for path in changed if self._is_recast(path, found)}
        lost = {
            path for path in gone
            if (known := self._known[path])[0] == "refused" or _content_of(known[1]) in arrived  # it has been moved
            or self._archive.is_gone(path)
        }  # fmt: skip
        believed = self._believed(lost - outcast) | outcast | recast
        self.pending = {path for path in gone if path not in believed}
        if not changed and not believed and not is_new:
            self._note_layout(found)
            return False
        shut_out = [path for path in outcast if self._known[path][0] == "story" and is_outside(path, found.layout)]
        self._apply(writer, found, changed, sorted(believed), progress, silent={*shut_out, *recast})
        self._note_layout(found, len(shut_out))
        return True

    def _note_layout(self, found: Scan, shut_out: int = 0) -> None:
        """What the folder is now, once the catalogue is in step with it. An empty one may be a disk not yet mounted."""
        if found.files or shut_out or self._layout is None:
            report_layout(self._layout, found.layout, shut_out)
            self._layout = found.layout

    def _is_recast(self, path: str, found: Scan) -> bool:
        """Whether the file was of another kind: what the catalogue has of it goes before it is read as what it is."""
        kinds = {found.files[path].kind, self._known[path][0]} if path in self._known else set()
        return len(kinds) > 1 and "refused" not in kinds

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

    def tidy(self, *, everything: bool = False) -> None:
        """Drop the galleys whose time is over, or all."""
        if everything:
            self._galleys.clear()
        else:
            self._galleys.tidy()

    def take_followed(self) -> set[str]:
        taken, self.followed = self.followed, set()
        return taken

    def take_touched(self) -> tuple[set[str], bool]:
        """Stories that have changed since the last call, for search; and whether names of many others may have."""
        return self._filing.take_touched()

    def touch_all(self) -> None:
        """Search is to look at everything."""
        self._filing.touch_all()

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
        self._filing.learn(writer)
        return writer, is_new

    # Publishing it

    def _apply(
        self, writer: Writer, found: Scan, changed: list[str], gone: list[str], progress: Progress | None,
        *, is_whole: bool = True, silent: Collection[str] = (),
    ) -> None:  # fmt: skip
        """One transaction for a usual change; a large one is published in batches, so that it shows as it comes.
        That a file in `silent` has gone is not told of it by itself."""
        before, saved = self._filing.site, frozenset(changed)
        ready = self._filing.read_site_first(found, changed, gone)
        if self._filing.site != before:
            kinds = ("story", "author", "page", "front", "topic", "series")
            again = [path for path in self._known if path in found.files and found.files[path].kind in kinds]
            changed = list({*changed, *again})
        changed = in_order(changed, found)
        rest = [path for path in changed if path != SITE]
        same_site = self._filing.site == before
        left = dict.fromkeys(gone, "") | dict(self._moves(found, changed, gone))
        known = writer.digests(path for path in rest if path in self._known and path not in left) if same_site else {}
        site_text = self._filing.site_text
        records = chain(ready, read_files(self._archive, site_text, rest, found.files, known, self._processes))
        taken = 0
        followed = self._lists_of(writer, changed, gone)
        for size in _batch_sizes():
            batch = list(islice(records, size))
            self._is_beside &= len(batch) == size  # whole now: everybody may see it
            with self._transaction(writer):
                self._let_go(writer, left, {record.path for record in batch}, all_of_it=len(batch) < size)
                for record in batch:
                    self._take(writer, record)
                self._filing.settle(writer)
                if len(batch) < size and is_whole:
                    writer.complete()
                    if len(changed) > MOST_LINES:
                        self._catalogue.analyse(writer.connection)
            for path in gone:
                self._galleys.drop(path)
            self._filing.forget_dropped()  # after it is published: a reader may still be sent there
            taken += len(batch)
            if progress:
                progress(taken, len(changed))
            if len(batch) < size:
                break
        if is_whole:
            self.followed |= followed | self._lists_of(writer, changed, gone)
            told = [path for path in changed if path in saved]
            removed = [path for path in gone if path not in silent]
            report(Reader(writer.connection), told, removed, self._glance, again=len(changed) - len(told))

    def _let_go(self, writer: Writer, left: dict[str, str], arrived: set[str], *, all_of_it: bool) -> None:
        """Drop the files that are gone, one that has moved together with what has `arrived` in its new place: until
        then its readers find it. `left` maps each to its new place, or to nothing."""
        for path, to in list(left.items()):
            if to and to not in arrived and not all_of_it:
                continue
            if to in arrived and self._known[path][0] == "story":
                writer.moved(path, to, microseconds(self._clock()))
            self._filing.drop(writer, path)
            del left[path]

    def _take(self, writer: Writer, record: Record) -> None:
        if not record.passing:
            self._filing.take(writer, record)
            return
        self.pending.add(record.path)
        for problem in record.problems:
            log.info("%s", problem)

    def _moves(self, found: Scan, changed: list[str], gone: list[str]) -> Iterator[tuple[str, str]]:
        """(from, to) of files that were renamed: the content is the same to the system, and came today."""
        arrived: dict[tuple[str, tuple[int, int, int]], str] = {
            (found.files[path].kind, _content_of(found.files[path].signature)): path
            for path in changed if path not in self._known
        } if gone else {}  # fmt: skip
        for path in gone:
            kind, signature = self._known[path]
            if to := arrived.get((kind, _content_of(signature))):
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
                self._filing.begin()
                yield
                writer.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    writer.connection.execute("ROLLBACK")
                self.close()  # what this object knows was not committed: the next call reads it anew
                raise
        if not self._is_beside:
            self._catalogue.publish(writer.connection)


def _content_of(signature: Signature) -> tuple[int, int, int]:
    """What a file takes along when it is moved: the system changes its ctime alone."""
    return signature.inode, signature.size, signature.mtime_ns


def batched(values: Sequence[Value], size: int) -> Iterator[Sequence[Value]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _batch_sizes() -> Iterator[int]:
    yield from _FIRST_BATCHES
    while True:
        yield _BATCH
