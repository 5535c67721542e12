"""Brings search in step with the catalogue: after it, and beside it, so that no save waits for search.

What is not public is kept out of the index, so that not even the weight of a word tells of it: a story is taken in when
its moment comes, and taken out when it expires. Every question leaves such stories out by itself as well.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from heapq import heappop, heappush
from pathlib import Path

from newsroom.archive import Archive
from newsroom.catalogue import Catalogue, Damaged, Reader
from newsroom.catalogue.rows import Filed
from newsroom.catalogue.schema import microseconds
from newsroom.errors import Unreadable
from newsroom.indexer.pace import Pace
from newsroom.memory import Memory
from newsroom.search.documents import document, stamp_of
from newsroom.search.schema import digest
from newsroom.search.store import NotSearchable
from newsroom.search.writer import Writer, current_folder, discard, is_damage, stamps_in, wanted_file
from newsroom.site.files import read_site

log = logging.getLogger(__name__)

_CHUNK = 200
_MANY = 2_000
_LOOK_AROUND = 0.5
_LONGEST_WAIT = 30.0
Pause = Callable[[], None]


class Stopped(Exception):
    """The process ends: what is under way is left."""


class SearchKeeper:
    """The one writer of search. `note` says what the catalogue has changed, in any thread; `catch_up` takes it in.

    All stories are compared at the start, when the catalogue is another file, and whenever only that can tell.
    """

    def __init__(
        self, archive: Archive, catalogue: Catalogue, memory: Memory, clock: Callable[[], datetime], threads: int = 1
    ) -> None:
        self._archive = archive
        self._catalogue = catalogue
        self._memory = memory
        self._clock = clock
        self._due: list[tuple[int, str]] = []
        self._due_at: dict[str, int] = {}
        self._threads = threads
        self._lock = threading.Lock()
        self._touched: set[str] = set()
        self._everything = True
        self._is_to_rebuild = False
        self._source: Path | None = None
        self._writer: Writer | None = None
        self._site_text: str | None = None
        self._language = ""
        self.has_completed = False

    def note(self, paths: Iterable[str], *, everything: bool = False) -> None:
        with self._lock:
            self._touched.update(paths)
            if everything or len(self._touched) > _MANY:
                self._everything = True
                self._touched.clear()

    @property
    def seconds_to_next(self) -> float | None:
        """Until a moment comes at which a story is to be taken in or out by itself."""
        return (self._due[0][0] - microseconds(self._clock())) / 1e6 if self._due else None

    def rebuild(self) -> None:
        """Make the index from nothing, beside the present one, which serves until then."""
        self._is_to_rebuild = self._everything = True

    def catch_up(self, pause: Pause = lambda: None) -> bool:
        """Take in what is outstanding; True if there was any. `pause` is called again and again, and may wait.

        Raises OSError, sqlite3.Error, Damaged or what tantivy raises, after which everything is compared anew.
        """
        if self._catalogue.folder is None or self._catalogue.current_file() is None:
            return False
        try:
            return self._catch_up(self._catalogue.folder, pause)
        except BaseException:
            self._everything = True
            self.close()
            raise

    def _catch_up(self, data: Path, pause: Pause) -> bool:
        self._look_around(data)
        now = microseconds(self._clock())
        while self._due and self._due[0][0] <= now:
            _, path = heappop(self._due)
            self._due_at.pop(path, None)
            self._touched.add(path)
        has_worked = False
        while self._everything or self._touched:
            has_worked = True
            writer = self._open(data)
            if self._everything:
                self._everything = False
                self._compare(writer, pause)
                if writer.is_new:
                    self._complete(writer)
                    self._open(data)  # now, or the first save would wait for what the index has to be read
            else:
                self._take_touched(writer, pause)
        return has_worked

    def _look_around(self, data: Path) -> None:
        """Whether the index is to be made anew, or compared with another catalogue."""
        if wanted_file(data).exists():
            wanted_file(data).unlink(missing_ok=True)
            self.rebuild()
        if self._writer is not None and not self._writer.is_there:
            self.close()
        if self._writer is None or self._catalogue.current_file() != self._source:
            self._everything = True
        self._source = self._catalogue.current_file()

    def _open(self, data: Path) -> Writer:
        if self._is_to_rebuild:
            self.close()
        if self._writer is None:
            self._writer = Writer(data, fresh=self._is_to_rebuild, threads=self._threads)
            self._is_to_rebuild = False
        return self._writer

    def _compare(self, writer: Writer, pause: Pause) -> None:
        """Every story of the catalogue with what the index has of it."""
        seen: set[int] = set()
        newer: set[int] = set()  # told of meanwhile: the portion at hand may have an older state of these
        taken = 0
        self._due.clear()
        self._due_at.clear()
        for filed in self._all():
            pause()
            key = digest(filed.path)
            if key not in newer and self._is_public(filed):
                seen.add(key)
                taken += self._put(writer, key, filed)
            if taken >= _CHUNK and not writer.is_new:
                writer.commit()
                taken = 0
            if self._touched and not writer.is_new:
                newer |= self._take_touched(writer, pause)
        lost = writer.stamps.keys() - seen - newer
        writer.drop(lost)
        if taken or lost or writer.is_new:
            writer.commit()

    def _all(self) -> Iterator[Filed]:
        """In portions, so that no state of the catalogue has to be kept for long."""
        after = ""
        while True:
            with self._catalogue.snapshot() as reader:
                self._use_site(reader)
                rows = reader.filed_after(after, _CHUNK)
            yield from rows
            if len(rows) < _CHUNK:
                return
            after = rows[-1].path

    def _take_touched(self, writer: Writer, pause: Pause) -> set[int]:
        """The keys of the stories that were looked at."""
        with self._lock:
            paths, self._touched = self._touched, set()
        with self._catalogue.snapshot() as reader:
            self._use_site(reader)
        has_changed = False
        for path in paths:
            pause()
            with self._catalogue.snapshot() as reader:
                filed = reader.filed(path)
            key = digest(path)
            if filed is None or not self._is_public(filed):
                has_changed |= key in writer.stamps
                writer.drop([key])
            else:
                has_changed |= self._put(writer, key, filed)
        if has_changed:
            writer.commit()
        return {digest(path) for path in paths}

    def differences(self) -> tuple[str, ...]:
        """How the index differs from the catalogue, a line a story; nothing is changed.

        Raises NotSearchable where there is no index.
        """
        if self._catalogue.folder is None:
            return ()
        stamps = stamps_in(self._catalogue.folder)
        if stamps is None:
            raise NotSearchable("there is no search index")
        lines = []
        for filed in self._all():
            key = digest(filed.path)
            stamp = stamps.pop(key, None)
            if not self._is_public(filed):
                lines += [f"search: has {filed.path}, which is not public"] if stamp is not None else []
            elif stamp is None:
                lines.append(f"search: {filed.path} is missing")
            elif stamp != stamp_of(filed, self._language):
                lines.append(f"search: has another state of {filed.path}")
        return (*lines, *(f"search: has a story that is not there, of key {key}" for key in stamps))

    def _is_public(self, filed: Filed) -> bool:
        """Whether it is now; and it is looked at again when the clock alone changes that."""
        now, until = microseconds(self._clock()), filed.public_until
        if filed.draft or (until is not None and until <= now):
            return False
        if filed.public_from > now:
            self._look_again(filed.public_from, filed.path)
            return False
        if until is not None:
            self._look_again(until, filed.path)
        return True

    def _look_again(self, moment: int, path: str) -> None:
        """At that moment, once, however often the story is saved until then."""
        if self._due_at.get(path) != moment:
            self._due_at[path] = moment
            heappush(self._due, (moment, path))

    def _put(self, writer: Writer, key: int, filed: Filed) -> bool:
        stamp = stamp_of(filed, self._language)
        if writer.stamps.get(key) == stamp:
            return False
        writer.put(key, stamp, document(filed, self._archive, self._memory, self._language))
        return True

    def _use_site(self, reader: Reader) -> None:
        site = reader.document("site")
        text = site.text if site else ""
        if text == self._site_text:
            return
        self._site_text = text
        with suppress(Unreadable):
            self._language = read_site("site.toml", text)[0].language if text else "en"

    def _complete(self, writer: Writer) -> None:
        writer.publish()
        number = len(writer.stamps)
        few = ("there are no stories yet for search to have", "search has the one story that there is")
        log.info("%s", few[number] if number < len(few) else f"search has all {number:,} stories")
        self.has_completed = True
        self.close()  # one that writes little needs less

    def close(self) -> None:
        """What has not been committed is lost; a new index that is not complete goes."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
            if writer.is_new:
                discard(writer.folder)


class KeeperThread:
    """A thread that catches up whenever something is told, and looks around twice a second. It stands still while the
    catalogue is worked at: between `hold` and `let_go` no story is taken in."""

    def __init__(self, keeper: SearchKeeper, data: Path) -> None:
        self._keeper = keeper
        self._data = data
        self._told = threading.Event()
        self._may_go = threading.Event()
        self._stop = threading.Event()
        self._pace = Pace()
        self._fault = ""
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def hold(self) -> None:
        self._may_go.clear()

    def let_go(self) -> None:
        self._may_go.set()

    def tell(self) -> None:
        self._pace.saved()
        self._told.set()

    def stop(self) -> None:
        self._stop.set()
        self._may_go.set()
        self._told.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def _pause(self) -> None:
        self._may_go.wait()
        if self._stop.is_set():
            raise Stopped

    def _run(self) -> None:
        wait, failures = _LOOK_AROUND, 0
        while not self._stop.is_set():
            coming = self._keeper.seconds_to_next
            if self._told.wait(wait if coming is None or self._fault else max(0.0, min(wait, coming))):
                self._stop.wait(self._pace.rest())
            self._told.clear()
            try:
                self._pause()
                if self._keeper.catch_up(self._pause):
                    self._pace.taken()
                wait, failures, self._fault = _LOOK_AROUND, 0, ""
            except Stopped:
                break
            except (OSError, sqlite3.Error, Damaged, ValueError) as error:
                failures += 1
                wait = self._failed(error, failures)
            except BaseException as error:  # a panic in Rust is no Exception
                failures += 1
                if not is_damage(error):
                    log.exception("keeping search in step failed; trying again")
                wait = self._failed(error, failures)
        self._keeper.close()

    def _failed(self, error: BaseException, failures: int) -> float:
        """Seconds until the next try. The second makes a new index: perhaps the present one cannot be used."""
        if str(error) != self._fault and self._data.is_dir():
            log.error("search cannot be kept in step: %s. Trying again.", error)
        self._fault = str(error)
        if is_damage(error) and (failures > 1 or current_folder(self._data) is None):
            self._keeper.rebuild()
        return min(_LONGEST_WAIT, 0.25 * 2.0**failures)
