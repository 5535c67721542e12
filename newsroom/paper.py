"""The paper: the core object that the web asks. It opens nothing until it is first asked."""

import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsroom import ownership
from newsroom.archive import Archive, decode
from newsroom.cache import BoundedCache
from newsroom.catalogue import Catalogue, Damaged
from newsroom.errors import BroadsheetError, Unreadable
from newsroom.frontmatter import body_of
from newsroom.galleys import Galleys
from newsroom.images.store import Renditions
from newsroom.indexer import Indexer, Progress
from newsroom.indexer.process import READY, indexer_lock
from newsroom.indexer.searching import SearchKeeper
from newsroom.locks import Lane
from newsroom.memory import Memory
from newsroom.prose import Prose, RenderTooLong, Resolve, render
from newsroom.prose.engine import looks_slow
from newsroom.query import Query
from newsroom.runner import Runner
from newsroom.search import NotSearchable, Search
from newsroom.search.related import related
from newsroom.search.writer import wanted_file as search_wanted_file
from newsroom.settings import Settings
from newsroom.signature import Signature
from newsroom.site import Site
from newsroom.typesetter import LANE_WAIT, Edition, Typesetter, plain_prose

log = logging.getLogger(__name__)

LOCK_WAIT = 30.0
REBUILD_WAIT = 600.0
DAMAGED_WAIT = 3.0
RELATED_FOR = 600
_MOST_KNOWN = 20_000
_PROBE = 262_144


class NotReady(BroadsheetError):
    """The catalogue cannot be asked now; ask again in a moment. `seen` is the state in which it could not, and
    `broken_file` the name of its file where that is damaged."""

    def __init__(self, reason: str, seen: Signature | None = None, broken_file: str = "") -> None:
        super().__init__(reason)
        self.seen = seen
        self.broken_file = broken_file


@dataclass
class _Known:
    """Answers that hold in one generation of the catalogue, from `since` until `until`."""

    generation: Signature | None
    since: datetime
    until: datetime
    found: dict[Hashable, Any] = field(default_factory=dict)


class Paper:
    """Stories, lists and pictures of one content folder, at any moment that `clock` tells (aware, UTC)."""

    def __init__(
        self, settings: Settings, reserved: Collection[str], clock: Callable[[], datetime], *, manual: bool = False
    ) -> None:
        self.settings = settings
        self.base_url = settings.base_url
        self.clock = clock
        self.reserved = reserved
        self._manual = manual
        self._open_lock = threading.Lock()
        self._sync_lock = threading.Lock()
        self._pid = 0
        self._is_to_wait = False

    def open(self, *, alone: bool = False) -> None:
        """Find out what can be written, and see to it that the catalogue is kept in step; once a process.

        A server does so before its first request; the first question waits until the folder was looked at.
        A command works `alone`: it starts no indexer, and reads a large folder with all processors itself.
        """
        if self._pid == os.getpid():
            return
        with self._open_lock:
            if self._pid == os.getpid():
                return
            folder = _writable(self.settings.data_dir)
            if folder is None:
                log.warning(
                    "%s cannot be written: the catalogue is kept in memory, by each worker for itself, and last good "
                    "versions end with it. Give the server's user a folder of its own in BROADSHEET_DATA.",
                    self.settings.data_dir,
                )
            else:
                ownership.claim(folder, self.settings.content_dir)
            self.archive = Archive(self.settings.content_dir)
            self.catalogue = Catalogue(folder)
            self.memory = Memory(folder / "memory.sqlite" if folder else None)
            self.renditions = (
                Renditions(folder / "renditions", folder / "darkroom.lock") if folder else Renditions(None)
            )
            self._slow_lane = Lane(folder / "slow.lock" if folder else None)
            self.typesetter = Typesetter(
                self.archive, self.memory, self.settings.cache_bytes // 2, self._slow_lane, Galleys(folder)
            )
            self._texts: BoundedCache[tuple[tuple[str, str], Prose]] = BoundedCache(self.settings.cache_bytes // 8)
            self._related: BoundedCache[tuple[object, tuple[str, ...]]] = BoundedCache(self.settings.cache_bytes // 8)
            processes = (os.cpu_count() or 1) if alone else 1
            self.indexer = Indexer(
                self.archive, self.catalogue, self.memory, self.reserved, self.clock, processes
            )
            self._search = Search(folder)
            self._search_keeper = SearchKeeper(self.archive, self.catalogue, self.memory, self.clock, processes)
            self._known = _Known(None, self.clock(), self.clock())
            self._lock = indexer_lock(folder) if folder else None
            self.runner = Runner(self)
            self._pid = os.getpid()
        if self._manual:
            self.sync()
        elif not alone:
            self.runner.start()
            self._is_to_wait = True

    def close(self) -> None:
        if self._pid != os.getpid():
            return
        self.runner.stop()
        self.memory.flush()
        self.memory.close()
        self.indexer.close()
        self._search.close()
        self._search_keeper.close()
        self.catalogue.close()
        self.renditions.close()
        if self._lock is not None:
            self._lock.release()
        self._pid = 0

    # Asking

    def now(self) -> datetime:
        """The moment of this request: take it once."""
        return self.clock()

    def generation(self) -> Signature | None:
        self.open()
        return self.catalogue.generation()

    @contextmanager
    def query(self, now: datetime) -> Iterator[Query]:
        """One state of the catalogue for one page. Raises NotReady while there is none, or where it is damaged."""
        self.open()
        if self._is_to_wait:
            self.runner.wait_for_first()
            self._is_to_wait = False
        generation = self.catalogue.generation()
        try:
            with self.catalogue.snapshot() as reader:
                known = self._still_known(generation, now)
                query = Query(self, reader, now, known.found)
                if known is not self._known:
                    known.until = query.good_until
                    self._known = known
                yield query
        except Damaged as error:
            if error.broken_file:
                self.runner.rebuild_soon(error.broken_file)
            raise NotReady(str(error), generation, error.broken_file) from error

    def wait_for_another(self, error: NotReady) -> bool:
        """Whether there is another catalogue, within the time that making one takes. Something may still be saved into
        a damaged one.

        Damage may show in the middle of a page: whoever asked asks everything again then.
        """
        deadline = time.monotonic() + (0 if self._manual else DAMAGED_WAIT)
        while not self._has_another(error):
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        return True

    def _has_another(self, error: NotReady) -> bool:
        if not error.broken_file:
            return self.catalogue.generation() not in (None, error.seen)
        file = self.catalogue.current_file()
        return file is not None and file.name != error.broken_file

    def _still_known(self, generation: Signature | None, now: datetime) -> "_Known":
        """What earlier queries found out, if neither catalogue nor clock has changed it since."""
        known = self._known
        if known.generation == generation and known.since <= now < known.until and len(known.found) < _MOST_KNOWN:
            return known
        return _Known(generation, now, now)

    def edition(self, path: str, site: Site, resolve: Resolve) -> Edition | None:
        return self.typesetter.edition(path, site, resolve)

    def set_text(self, path: str, body: str, line: int, language: str, resolve: Resolve) -> Prose:
        """A text that is not a story: a standing page, an introduction, an author's biography."""
        state = (language, body)
        if found := self._text_as_set(path, state, resolve):
            return found
        with self._slow_lane.entered(LANE_WAIT) if looks_slow(body) else nullcontext(True) as is_free:
            if not is_free:
                return plain_prose(body)
            if found := self._text_as_set(path, state, resolve):
                return found
            try:
                prose = render(body, resolve=resolve, path=path, first_line=line, language=language)
            except RenderTooLong as error:
                log.warning("%s: %s %s", path, error.what, error.mend)
                prose = plain_prose(body)
            self._texts.put(path, (state, prose), 1_000 + 4 * len(body))
        return prose

    def _text_as_set(self, path: str, state: tuple[str, str], resolve: Resolve) -> Prose | None:
        found = self._texts.get(path)
        if found and found[0] == state and all(resolve(kind, link) == to for kind, link, to in found[1].asked):
            return found[1]
        return None

    @property
    def search(self) -> Search:
        self.open()
        if self._manual:
            self.bring_search_in_step()
        return self._search

    def related(self, edition: Edition, site: Site, now: datetime) -> tuple[str, ...]:
        """The files of stories like this one, public or not; none while there is no index.

        What was found is kept until the number of the story's own words passes a power of two, so when it is twice or
        half as long at the latest, and for ten minutes at most, the same ten in every worker: it is of what was public
        when they began. So a save elsewhere costs a printed story nothing and changes nothing on it, hardly any save of
        its own costs a search, and a new story like it is there soon; one that is withdrawn goes at once, for each is
        asked of the catalogue whenever the page is.
        """
        since = datetime.fromtimestamp(now.timestamp() // RELATED_FOR * RELATED_FOR, UTC)
        key, state = edition.article.path, (edition.prose.words.bit_length(), since)
        kept = self._related.get(key)
        if kept and kept[0] == state:
            return kept[1]
        try:
            found = self.search.ask(
                lambda opened: related(opened, edition.article, edition.prose.html, site.language, since),
                newest=self._manual,
            )
        except NotSearchable:
            return ()
        self._related.put(key, (state, found), 600 + 2 * sum(map(len, found)))
        return found

    def text_of(self, path: str, content: str) -> str:
        """The body of the story in the file `path`, if that has this `Signature.content`, else nothing."""
        try:
            source = self.archive.read(path)
        except Unreadable:
            return ""
        return body_of(decode(source)[0]) if source.signature.content == content else ""

    # Keeping in step

    def sync(self, progress: Progress | None = None) -> bool:
        """Bring the catalogue in step with the files, now; True if anything had changed. Waits for the lock."""
        if self._pid != os.getpid():
            self.open()
            if self._manual:
                return True
        deadline = time.monotonic() + LOCK_WAIT
        while not self.try_lock():
            if time.monotonic() > deadline:
                raise NotReady("another process has been reading the folder for 30 seconds")
            time.sleep(0.05)
        with self._sync_lock:
            return self.indexer.sync(progress)

    def bring_search_in_step(self, *, fresh: bool = False) -> bool:
        """The same for search; True if anything was outstanding. Whoever calls it holds the lock, or is `manual`."""
        with self._sync_lock:
            touched, everything = self.indexer.take_touched()
            self._search_keeper.note(touched, everything=everything)
            if fresh:
                self._search_keeper.rebuild()
            return self._search_keeper.catch_up()

    def keep_up_with_search(self) -> None:
        self._search.keep_up()

    def search_anew(self) -> None:
        """Ask the indexer of a running server for another index."""
        if self.catalogue.folder is not None:
            search_wanted_file(self.catalogue.folder).touch()

    def search_differences(self) -> tuple[str, ...]:
        """How search differs from the catalogue; empty where search is not available, or not complete yet."""
        try:
            return self._search_keeper.differences()
        except NotSearchable:
            return ()

    def try_lock(self) -> bool:
        """Whether this process is the one that writes. The lock is found anew after the data folder was deleted."""
        if self._lock is None or self._lock.is_held():
            return True
        if not self._lock.acquire():
            return False
        self.indexer.close()  # another may have written since this one last did
        return True

    def keep_in_memory(self) -> None:
        """Go on with a catalogue of this process alone, where none can be made on the disk."""
        log.warning(
            "no catalogue can be made in %s: this worker keeps its own in memory from now on. Make room there, or see "
            "to it that the server's user may write, and then restart the server.",
            self.settings.data_dir,
        )
        catalogue = Catalogue(None)
        indexer = Indexer(self.archive, catalogue, self.memory, self.reserved, self.clock)
        indexer.sync()
        self.catalogue, self.indexer, self._lock = catalogue, indexer, None

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the catalogue from nothing: here, or by the indexer of a running server. Raises NotReady where that
        one does not come to an end."""
        self.open()
        if self.try_lock():
            with self._sync_lock:
                self.indexer.rebuild(progress)
            return
        before, deadline = self.catalogue.current_file(), time.monotonic() + REBUILD_WAIT
        self.runner.rebuild_soon()
        while self.catalogue.current_file() == before or self.runner.state != READY:
            if time.monotonic() > deadline:
                raise NotReady(f"the indexer of the running server has not made another; it says: {self.runner.state}")
            time.sleep(0.1)


def _writable(folder: Path) -> Path | None:
    """The folder, made if need be; None where nothing can be written."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with probe.open("wb") as file:  # more than a new file takes, so that a full disk shows
            file.write(bytes(_PROBE))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            probe.unlink()
        return None
    with suppress(OSError):
        probe.unlink()
    return folder
