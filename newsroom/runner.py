"""The thread in each worker that keeps the catalogue in step: one of them holds the lock, the others stand by."""

import logging
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsroom.paper import Paper

log = logging.getLogger(__name__)

STEP = 0.25
LONGEST = 1.0
HOUSEKEEPING = 60.0


class Runner:
    """Calls `sync` every 250 ms, or less often where that would take over a fifth of a processor."""

    def __init__(self, paper: "Paper") -> None:
        self._paper = paper
        self._stop = threading.Event()
        self._first = threading.Event()
        self._rebuild = threading.Event()
        self._thread: threading.Thread | None = None
        self._fault = ""
        self._tidied = time.monotonic()

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(5)

    def wait_for_first(self, seconds: float) -> None:
        """Until the first look at the folder is done; no longer than a second where there is something to read."""
        began = time.monotonic()
        while not self._first.wait(0.02) or self._paper.catalogue.generation() is None:
            waited = time.monotonic() - began
            if waited > seconds or (waited > 1 and self._paper.catalogue.generation() is not None):
                return

    def rebuild_soon(self) -> None:
        """Somebody found the catalogue damaged. Whoever holds the lock, perhaps another worker, makes it again."""
        if self._wanted is None:
            self._rebuild.set()
            return
        with suppress(OSError):
            self._wanted.touch()

    @property
    def _wanted(self) -> Path | None:
        """The file by which workers tell the one that holds the lock."""
        folder = self._paper.catalogue.folder
        return folder / "rebuild" if folder else None

    @property
    def fault(self) -> str:
        """Why the catalogue cannot be kept in step; empty while it can."""
        return self._fault

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._step()
                self._fault = ""
            except (OSError, sqlite3.Error) as error:
                if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
                    self._rebuild.set()
                if str(error) != self._fault:
                    log.error("the catalogue cannot be kept in step: %s. Trying again every second.", error)
                self._fault = str(error)
                self._stop.wait(1)
            except Exception:
                log.exception("keeping the catalogue in step failed; trying again every second")
                self._fault = "a fault of the program; its log says which"
                self._stop.wait(1)
            self._first.set()
            self._stop.wait(min(LONGEST, max(STEP, self._paper.indexer.look * 4)))

    def _step(self) -> None:
        paper = self._paper
        paper.memory.flush()
        if not paper.try_lock():
            return
        is_damaged = self._rebuild.is_set() or (self._wanted is not None and self._wanted.exists())
        if paper.settings.watch == "off" and self._first.is_set() and not is_damaged:
            return
        if is_damaged:
            self._rebuild.clear()
            if self._wanted is not None:
                self._wanted.unlink(missing_ok=True)
            log.warning("the catalogue is damaged: it is made again from the files")
            paper.rebuild()
        else:
            paper.sync()
        if time.monotonic() - self._tidied > HOUSEKEEPING:
            self._tidied = time.monotonic()
            paper.memory.prune()
            with paper.catalogue.snapshot() as reader:
                for path in reader.expired(paper.now()):
                    paper.memory.forget(path)
