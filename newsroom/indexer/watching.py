"""What the system tells of changes in the content folder. It is a hint, and may be late, wrong or missing."""

import logging
import os
import queue
import threading
from pathlib import Path

from watchfiles import watch

log = logging.getLogger(__name__)

STEP = 4
DEBOUNCE = 50
"""Milliseconds: a change is told after a pause of STEP, or in the midst of many after DEBOUNCE."""


class Watcher:
    """A thread that listens. `fault` says why it does not."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._told: queue.SimpleQueue[set[str]] = queue.SimpleQueue()
        self._stop = threading.Event()
        self.fault = ""
        self._thread = threading.Thread(target=self._listen, name="watcher", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> set[str]:
        """The paths, from the folder, of what may have changed; empty if nothing has been told for so long."""
        hints: set[str] = set()
        try:
            hints |= self._told.get(timeout=seconds) if seconds else self._told.get_nowait()
            while True:
                hints |= self._told.get_nowait()
        except queue.Empty:
            return hints

    def stop(self) -> None:
        self._stop.set()

    def _listen(self) -> None:
        roots = (f"{self._root}/", f"{os.path.realpath(self._root)}/")
        try:
            for changes in watch(
                self._root, watch_filter=None, step=STEP, debounce=DEBOUNCE, stop_event=self._stop, rust_timeout=1_000,
                raise_interrupt=False, ignore_permission_denied=True,
            ):  # fmt: skip
                self._told.put({path[len(root) :] for _, path in changes for root in roots if path.startswith(root)})
        except OSError as error:
            self.fault = str(error)
        except Exception as error:  # watchfiles has errors of its own
            self.fault = f"{type(error).__name__}: {error}"
        else:
            self.fault = "" if self._stop.is_set() else "the folder has gone"

