"""The thread in each worker that sees to it that the catalogue is kept in step: by one process for all workers.

Where nothing can be written each worker keeps a catalogue of its own in memory, and the thread itself does the work.
"""

import logging
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.catalogue import Damaged
from newsroom.indexer.process import LARGE, READY, Plan, indexer_lock, wanted_file, workers_lock
from newsroom.settings import PROJECT

if TYPE_CHECKING:
    from newsroom.paper import Paper

log = logging.getLogger(__name__)

STEP = 0.25
FIRST_WAIT = 15.0
WITHOUT = 3.0
"""Seconds without any catalogue after which the indexer has failed, if it says so or cannot even say anything."""

_SEARCH_STEP = 2.0
"""Seconds between two looks for a newer search index, which whoever searches looks for anyway. Opening it takes some
milliseconds, in which a page that is being printed waits."""

_MANY = 5_000


class Runner:
    """Starts the indexer wherever none is at work, four times a second."""

    def __init__(self, paper: "Paper") -> None:
        self._paper = paper
        self._folder: Path | None = paper.catalogue.folder
        self._stop = threading.Event()
        self._first = threading.Event()
        self._rebuild = threading.Event()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._presence = workers_lock(self._folder, shared=True) if self._folder else None
        self._fault = ""
        self._without_since = 0.0
        self._search_at = 0.0

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(5)
        if self._presence is not None:
            self._presence.release()

    def wait_for_first(self) -> None:
        """Until the first look at the folder is done. Where there is something to read already, no longer than a
        second, and hardly at all if it is much: the look takes longer then."""
        began = time.monotonic()
        while not self._has_looked():
            waited = time.monotonic() - began
            if waited > FIRST_WAIT or (self._paper.catalogue.generation() is not None and waited > self._patience()):
                return
            time.sleep(0.02)

    def _patience(self) -> float:
        try:
            with self._paper.catalogue.snapshot() as reader:
                if not reader.is_complete():
                    return 0.3 if self.state.startswith(LARGE) else FIRST_WAIT
                return 1.0 if reader.totals()["stories"] < _MANY else 0.1
        except Damaged:
            return 1.0

    def _has_looked(self) -> bool:
        if self._folder is None:
            return self._first.is_set()
        return self._paper.catalogue.generation() is not None and self.state == READY

    def rebuild_soon(self, broken_file: str = "") -> None:
        """Whoever holds the lock makes another catalogue: in any case, or in the place of a damaged one of this name.
        A reader who is late to find the damage does not ask for a second time."""
        if self._folder is None:
            self._rebuild.set()
            return
        with suppress(OSError), wanted_file(self._folder).open("x" if broken_file else "w") as file:
            file.write(broken_file)

    @property
    def state(self) -> str:
        """What the indexer says of itself: `ready`, how far it has read, or a fault."""
        if self._folder is None:
            return f"fault: {self._fault}" if self._fault else READY
        return indexer_lock(self._folder).told()

    @property
    def fault(self) -> str:
        """Why the catalogue cannot be kept in step; empty while it can."""
        return self._fault or (self.state[7:] if self.state.startswith("fault: ") else "")

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._paper.memory.flush()
                self._keep_up_with_search()
                if self._folder is None:
                    self._sync_here()
                else:
                    self._see_to_it(self._folder)
                    if self._is_in_vain():
                        self._go_on_without()
                self._fault = ""
            except (OSError, sqlite3.Error) as error:
                if str(error) != self._fault:
                    log.error("the catalogue cannot be kept in step: %s. Trying again every second.", error)
                self._fault = str(error)
                self._stop.wait(1)
            except Exception:
                log.exception("keeping the catalogue in step failed; trying again every second")
                self._fault = "a fault of the program; its log says which"
                self._stop.wait(1)
            self._first.set()
            self._stop.wait(STEP if self._folder else max(STEP, self._paper.indexer.look_seconds * 4))

    def _keep_up_with_search(self) -> None:
        if time.monotonic() >= self._search_at:
            self._search_at = time.monotonic() + _SEARCH_STEP
            self._paper.keep_up_with_search()

    def _see_to_it(self, folder: Path) -> None:
        """Show that this worker is there, and start the indexer if its lock is free."""
        if self._presence is not None:
            self._presence.acquire()
        if self._process is not None:
            self._process.poll()  # one that has ended is not to stay a zombie
        lock = indexer_lock(folder)
        if not lock.acquire():
            return
        settings = self._paper.settings
        plan = Plan(
            str(settings.content_dir), str(folder), settings.watch, sorted(self._paper.reserved), lock.hand_over(),
            settings.base_url,
        )  # fmt: skip
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "newsroom.indexer", plan.to_text()],
            cwd=PROJECT, pass_fds=[plan.lock], stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        lock.release()

    def _is_in_vain(self) -> bool:
        """Whether there has been no catalogue for a while, and the indexer cannot make one: the disk is full."""
        if self._paper.catalogue.generation() is not None:
            self._without_since = 0.0
            return False
        self._without_since = self._without_since or time.monotonic()
        has_failed = self.state == "" or self.state.startswith("fault: ")
        return has_failed and time.monotonic() - self._without_since > WITHOUT

    def _go_on_without(self) -> None:
        self._paper.keep_in_memory()
        self._folder = None
        if self._presence is not None:  # the indexer ends, unless another worker still waits for it
            self._presence.release()

    def _sync_here(self) -> None:
        paper = self._paper
        if paper.settings.watch == "off" and self._first.is_set() and not self._rebuild.is_set():
            return
        if self._rebuild.is_set():
            self._rebuild.clear()
            paper.rebuild()
        else:
            paper.sync()
