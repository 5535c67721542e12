"""The indexer's process: `python -m newsroom.indexer PLAN`. A worker starts it; it ends after the last worker has.

The watcher is a hint alone. The identity of the folder is looked at four times a second, for the switch of a symbolic
link tells no one; and every half a minute, as after a burst of changes, all signatures are compared, for a watcher that
has lost something tells no one either. That is done in slices, so that a save does not wait for it.
"""

import gc
import hashlib
import json
import logging
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsroom.archive import Archive
from newsroom.catalogue import Catalogue
from newsroom.catalogue.schema import VERSION
from newsroom.indexer.checkpoints import Checkpoints
from newsroom.indexer.crew import FEW
from newsroom.indexer.following import Indexer
from newsroom.indexer.leftovers import remove_leftovers
from newsroom.indexer.notices import Notices
from newsroom.indexer.searching import KeeperThread, SearchKeeper
from newsroom.indexer.watching import Watcher
from newsroom.locks import FileLock
from newsroom.memory import Memory
from newsroom.scan import Layout, Scan, scan_by_folder

log = logging.getLogger("newsroom.indexer")

STEP = 0.25
SOON = 0.025
SLICE = 0.02
SWEEP = 30.0
SOON_AGAIN = 2.0
BURST = 200
LONELY = 1.0
HOUSEKEEPING = 60.0
READY = "ready"
LARGE = "reading a large folder:"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker tells the process that it starts. `lock` is the inherited descriptor of the indexer's lock."""

    content: str
    data: str
    watch: str
    reserved: list[str]
    lock: int
    base_url: str = ""

    def to_text(self) -> str:
        return json.dumps(asdict(self))


def indexer_lock(data: Path, handle: int | None = None) -> FileLock:
    """Whoever holds it writes the catalogue. Its text says how far the indexer is."""
    return FileLock(data / f"indexer-{VERSION}.lock", handle=handle)


def workers_file(data: Path) -> Path:
    """One for each build of the program, so that an indexer of the last build ends with its workers."""
    return data / f"workers-{BUILD}.lock"


def workers_lock(data: Path, *, shared: bool) -> FileLock:
    """Each worker shares it; who can have it alone knows that there is none."""
    return FileLock(workers_file(data), shared=shared)


def wanted_file(data: Path) -> Path:
    """By this file, whoever finds the catalogue damaged asks for another."""
    return data / f"rebuild-{VERSION}"


def _build() -> str:
    digest = hashlib.blake2b(digest_size=6)
    for file in sorted(Path(__file__).resolve().parents[1].rglob("*.py")):
        status = file.stat()
        digest.update(f"{file.name} {status.st_mtime_ns} {status.st_size}\n".encode())
    return digest.hexdigest()


BUILD = _build()


class Process:
    """Follows the folder until no worker is left, or the data folder was deleted: then a worker starts another."""

    def __init__(self, plan: Plan) -> None:
        self._root, self._data = Path(plan.content), Path(plan.data)
        self._watch = plan.watch
        self._lock = indexer_lock(self._data, plan.lock)
        self._memory = Memory(self._data / "memory.sqlite")
        self._catalogue = Catalogue(self._data)
        archive = Archive(self._root)
        self._indexer = Indexer(
            archive, self._catalogue, self._memory, plan.reserved, lambda: datetime.now(UTC),
            processes=os.cpu_count() or 1,
        )  # fmt: skip
        self._notices = Notices(self._catalogue, plan.base_url, lambda: datetime.now(UTC))
        self._keeper = SearchKeeper(
            archive, self._catalogue, self._memory, lambda: datetime.now(UTC), threads=os.cpu_count() or 1
        )
        self._search = KeeperThread(self._keeper, self._data)
        self._watcher: Watcher | None = None
        self._identity = self._look_at_root()
        self._sweep: Iterator[None] | None = None
        self._suspects: set[str] = set()
        self._sweep_at = 0.0
        self._lonely_since = 0.0
        self._tidied = time.monotonic()
        self._told_at = 0.0
        self._said = ""
        self._fault = ""

    def run(self) -> None:
        self._say("starting")
        log.info("stories are read from %s, what is derived from them is kept in %s", self._root, self._data)
        gc.disable()  # it would look through the states of 100,000 files for half a second, and find nothing
        self._indexer.tidy(everything=True)
        checkpoints = Checkpoints(self._catalogue)
        checkpoints.start()
        self._notices.start()
        is_first = True
        while self._lock.is_held() and self._has_workers():
            try:
                if is_first:
                    self._begin()
                    gc.freeze()
                    is_first = False
                    self._search.start()
                else:
                    self._turn()
                self._notices.note(self._indexer.take_followed())
                self._tell_search()
                self._recovered()
            except (OSError, sqlite3.Error) as error:
                self._failed(error)
            except Exception as error:
                log.exception("keeping the catalogue in step failed; trying again every second")
                self._failed(error)
        self._search.stop()
        checkpoints.stop()
        self._notices.stop()
        self._indexer.tidy(everything=True)
        if self._lock.is_held():  # else the folder was deleted, and is not to be made again
            self._memory.flush()
        self._memory.close()
        self._indexer.close()

    def _begin(self) -> None:
        """All of the folder. Of a large one that nothing is known of, the newest stories come first, and the system is
        asked to tell of changes at the end: it tells of each file that is opened, too, which takes a tenth of the time.
        What is saved meanwhile is found by a sweep right after."""
        if not self._indexer.glance():
            self._listen()
            self._sync()
            return
        self._say(f"{LARGE} some of the newest stories are there")
        self._sync()
        self._listen()
        self._sweep_at = time.monotonic()

    def _turn(self) -> None:
        if self._is_another_wanted():
            log.warning("the catalogue is damaged or was asked for anew: it is made again from the files")
            self._say("rebuilding")
            self._indexer.rebuild(self._progress)
        if not self._indexer.has_its_catalogue:
            self._sync()
        if self._watch == "off":
            self._search.let_go()
            time.sleep(STEP)
            self._search.hold()
            return
        self._mind_the_root()
        hints = self._wait()
        if len(hints) >= BURST:  # some may have been lost
            self._sweep_at = min(self._sweep_at, time.monotonic() + 1)
        hints |= self._indexer.pending
        if hints:
            self._indexer.look(hints)
        elif self._sweep or time.monotonic() >= self._sweep_at:
            self._sweep_on()
        self._keep_house()

    def _is_another_wanted(self) -> bool:
        """Whether somebody asks for another catalogue than this: who found one damaged may have read the last one."""
        wanted = wanted_file(self._data)
        try:
            broken = wanted.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return False
        wanted.unlink(missing_ok=True)
        current = self._catalogue.current_file()
        return not broken or current is None or broken == current.name

    def _wait(self) -> set[str]:
        self._search.let_go()
        try:
            return self._wait_for_hints()
        finally:
            self._search.hold()

    def _wait_for_hints(self) -> set[str]:
        if self._watcher is None:
            time.sleep(0 if self._sweep else SOON if self._indexer.pending else STEP)
            return set()
        return self._watcher.wait(0 if self._sweep else SOON if self._indexer.pending else STEP)

    def _tell_search(self) -> None:
        """The catalogue has come first; search follows. Once it is complete, pages are asked again what they show."""
        touched, everything = self._indexer.take_touched()
        if touched or everything:
            self._keeper.note(touched, everything=everything)
            self._search.tell()
        if self._keeper.has_completed:
            self._keeper.has_completed = False
            self._indexer.publish_again()

    def _sync(self) -> None:
        """Everything at once: at the start, and when another folder has come in the place of the last."""
        self._indexer.sync(self._progress)
        self._sweep, self._sweep_at = None, time.monotonic() + SOON_AGAIN

    def _sweep_on(self) -> None:
        """A slice of the comparison of all signatures; the last one looks at what differs."""
        if self._sweep is None:
            self._suspects = set()
            self._sweep = self._compare()
        until = time.monotonic() + SLICE
        for _ in self._sweep:
            if time.monotonic() >= until:
                return
        self._sweep = None
        self._sweep_at = time.monotonic() + self._between_sweeps()
        if self._suspects:
            self._indexer.look(self._suspects | self._indexer.pending)

    def _compare(self) -> Iterator[None]:
        found = Scan(Layout.of(self._root))
        yield from scan_by_folder(self._root, found)
        for suspects in self._indexer.suspects(found):
            self._suspects |= suspects
            yield

    def _between_sweeps(self) -> float:
        """Seconds. Where nothing is told, sweeps are all there is: then they take a fifth of a processor at most."""
        return SWEEP if self._watcher else max(STEP, 4 * self._indexer.look_seconds)

    def _listen(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
        self._watcher = None
        if self._watch != "auto":
            return
        self._watcher = Watcher(self._root)

    def _mind_the_watcher(self) -> None:
        """Without one that works, all files are looked at again and again."""
        if self._watcher is None or not self._watcher.fault:
            return
        log.warning(
            "the system tells of no changes in %s: %s. The files are looked at again and again instead, which is "
            "slower. If the limit of watches is reached, raise it: sysctl fs.inotify.max_user_watches=524288",
            self._root, self._watcher.fault,
        )  # fmt: skip
        self._watcher = None

    def _mind_the_root(self) -> None:
        identity = self._look_at_root()
        if identity == self._identity:
            self._mind_the_watcher()
            return
        self._identity = identity
        if identity is None:  # away for a moment: what is known stays
            return
        self._listen()
        self._sync()

    def _look_at_root(self) -> tuple[int, int] | None:
        try:
            status = self._root.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _has_workers(self) -> bool:
        """A worker may be on its way, so that being alone counts after a second."""
        if not workers_lock(self._data, shared=False).is_free():
            self._lonely_since = 0.0
            return True
        self._lonely_since = self._lonely_since or time.monotonic()
        return time.monotonic() - self._lonely_since < LONELY

    def _keep_house(self) -> None:
        if time.monotonic() - self._tidied < HOUSEKEEPING:
            return
        self._tidied = time.monotonic()
        gc.collect()  # of what has come since the last time
        gc.freeze()
        self._memory.prune()
        self._indexer.tidy()
        remove_leftovers(self._data, workers_file(self._data))
        now = datetime.now(UTC)
        with self._catalogue.snapshot() as reader:
            for path in reader.expired(now):
                self._memory.forget(path)

    def _progress(self, done: int, total: int) -> None:
        if done == total:
            self._say(READY)
            return
        if time.monotonic() - self._told_at < 2:
            return
        self._told_at = time.monotonic()
        self._say(f"{LARGE if total > FEW else 'reading:'} {done} of {total} files are there")
        log.info("%s of %s files read", f"{done:,}", f"{total:,}")

    def _recovered(self) -> None:
        self._fault = ""
        self._say(READY)

    def _say(self, text: str) -> None:
        if text != self._said:
            self._lock.tell(text)
            self._said = text

    def _failed(self, error: Exception) -> None:
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            wanted_file(self._data).touch()
        if str(error) != self._fault:
            log.error("the catalogue cannot be kept in step: %s. Trying again every second.", error)
        self._fault = str(error)
        self._indexer.touch_all()  # what search was told meanwhile may not have been committed: it compares
        self._say(f"fault: {error}")
        time.sleep(1)


def main() -> None:
    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S", level=logging.WARNING
    )
    logging.getLogger("newsroom").setLevel(logging.INFO)
    try:
        plan = Plan(**json.loads(sys.argv[1]))
    except (IndexError, TypeError, ValueError):
        sys.exit("The indexer is started by the server; `flask index` brings the catalogue in step by hand.")
    Process(plan).run()
