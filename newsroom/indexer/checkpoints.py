"""What was committed goes from SQLite's log into the catalogue's file in a thread of its own.

The writer would do it with every thousandth page, and a save had to wait for as long: half a second of a large paper.
"""

import logging
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from newsroom.catalogue import Catalogue

log = logging.getLogger(__name__)

_EVERY = 0.25
_LARGE = 4 * 1024 * 1024
"""Bytes of the log. The writer itself begins at four times as many, and so never where this keeps up."""


class Checkpoints:
    """From `start` to `stop`, whenever the log has grown to `large` bytes.

    Neither writer nor readers wait for it (PRAGMA wal_checkpoint, PASSIVE).
    """

    def __init__(self, catalogue: Catalogue, large: int = _LARGE) -> None:
        self._catalogue, self._large = catalogue, large
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="checkpoints", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(_EVERY):
            try:
                self._look()
            except (OSError, sqlite3.Error) as error:  # the writer meets it as well, and says so
                log.debug("no checkpoint: %s", error)

    def _look(self) -> None:
        file = self._catalogue.current_file()
        if file is None or _size(file.with_name(f"{file.name}-wal")) < self._large:
            return
        with closing(sqlite3.connect(f"file:{file}?mode=rw", uri=True, timeout=0)) as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
