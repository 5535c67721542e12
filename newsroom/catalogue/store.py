"""The catalogue's file, its generation, and the connections to it.

`instance/generation-N` names the current catalogue file; its time stamp is a counter of commits, so that one `stat`
tells whether anything has changed, in every process. A rebuild takes a new file name and thereby a new inode. N is the
version of the tables: while a server is upgraded, the workers of both versions have their own.
"""

import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from newsroom.catalogue.reader import Reader
from newsroom.catalogue.schema import SCHEMA, VERSION
from newsroom.errors import BroadsheetError
from newsroom.signature import Signature, signature_of

GENERATION = f"generation-{VERSION}"
_PREFIX = f"catalogue-{VERSION}-"
_LOOK = 0.005


class Damaged(BroadsheetError):
    """The catalogue cannot be read now. `broken_file` is the name of one that only making it again can help."""

    def __init__(self, reason: str, *, broken_file: str = "") -> None:
        super().__init__(reason)
        self.broken_file = broken_file


class Catalogue:
    """Open for reading in any thread. One writer at a time, which holds the lock of the indexer.

    `folder` None means that nothing can be written: the catalogue lives in this process, one connection for all.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._local = threading.local()
        self._shared_lock = threading.RLock()
        self._shared: sqlite3.Connection | None = None
        self._counter = 0
        self._generation: Signature | None = None
        self._look_again_at = 0.0

    @property
    def _generation_file(self) -> Path:
        if self.folder is None:
            raise Damaged("a catalogue in memory has no files")
        return self.folder / GENERATION

    def generation(self) -> Signature | None:
        """The state of the catalogue: equal states, equal answers. None where there is no catalogue yet.

        The file is looked at once in 5 ms, however many requests ask: what another process commits is seen that much
        later, which is a twentieth of what lists may take.
        """
        if self.folder is None:
            return Signature(self._counter, 0, 0, 0) if self._shared else None
        now = time.monotonic()
        if now >= self._look_again_at:
            self._generation = signature_of(f"{self.folder}/{GENERATION}")
            self._look_again_at = now + _LOOK
        return self._generation

    @contextmanager
    def snapshot(self) -> Iterator[Reader]:
        """A reader that sees one state throughout. Raises Damaged."""
        if self.folder is None:
            with self._shared_lock:
                if self._shared is None:
                    raise Damaged("the catalogue has not been made yet")
                yield Reader(self._shared)
            return
        connection = self._reading_connection()
        if connection.in_transaction:  # asked within a question: the same state
            yield Reader(connection)
            return
        try:
            connection.execute("BEGIN")
            try:
                yield Reader(connection)
            finally:
                connection.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            name = self._local.name
            self._close_local()
            raise Damaged(str(error), broken_file=name if _is_broken(error) else "") from error

    def _reading_connection(self) -> sqlite3.Connection:
        """This thread's connection to the current file."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        generation = self.generation()
        if connection is not None and generation in (None, getattr(self._local, "generation", None)):
            return connection
        try:
            name = self._generation_file.read_text().strip()
        except OSError:
            name = ""
        self._local.generation = generation  # taken before the name was read, so that this is read again if need be
        if connection is not None and name in ("", self._local.name):
            return connection
        if not name:
            raise Damaged("there is no catalogue yet")
        self._close_local()
        try:
            connection = sqlite3.connect(
                f"file:{self.folder}/{name}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA query_only=1")
            # KiB, beside what the system keeps of the file. By SQLite's own bound, 2,000, the caches of eight threads
            # fill one after another, and a worker seems to grow for hours.
            connection.execute("PRAGMA cache_size=-256")
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error), broken_file=name if _is_broken(error) else "") from error
        self._local.connection, self._local.name = connection, name
        return connection

    def _close_local(self) -> None:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        self._local.connection, self._local.name = None, ""
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def close(self) -> None:
        """This thread's connection, and the one in memory."""
        self._close_local()
        if self._shared is not None:
            self._shared.close()
            self._shared = None

    # The writer's side.

    def current_file(self) -> Path | None:
        """The catalogue file that `generation` names, if it is there."""
        if self.folder is None:
            return None
        try:
            file = self.folder / self._generation_file.read_text().strip()
        except OSError:
            return None
        return file if file.is_file() else None

    def is_sound(self) -> bool:
        """Whether there is a catalogue that can go on serving while another is made."""
        file = self.current_file()
        connection = _connect_if_sound(file) if file else None
        if connection is not None:
            connection.close()
        return connection is not None

    def open_for_writing(self, *, fresh: bool = False) -> tuple[sqlite3.Connection, bool]:
        """The writer's connection, and whether its catalogue is new and empty, as it is if `fresh` is asked for.

        A new one becomes current by `publish`. Raises OSError or sqlite3.Error where nothing can be written.
        """
        if self.folder is None:
            connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            connection.executescript(SCHEMA)
            return connection, True
        self.folder.mkdir(parents=True, exist_ok=True)
        file = None if fresh else self.current_file()
        if file is not None and (sound := _connect_if_sound(file)):
            return sound, False
        connection = _connect(self.folder / f"{_PREFIX}{secrets.token_hex(6)}.sqlite")
        connection.executescript(SCHEMA)
        return connection, True

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Around a transaction: a catalogue in memory has one connection, which readers must not use meanwhile."""
        if self.folder is None:
            with self._shared_lock:
                yield
        else:
            yield

    def file_of(self, connection: sqlite3.Connection) -> Path | None:
        """The file that a connection of the writer's is open to."""
        if self.folder is None:
            return None
        return self.folder / Path(connection.execute("PRAGMA database_list").fetchone()[2]).name

    def analyse(self, connection: sqlite3.Connection) -> None:
        """Let SQLite look at samples of the tables, after which it finds the better index of two."""
        connection.execute("PRAGMA analysis_limit=400")
        connection.execute("ANALYZE")

    def publish(self, connection: sqlite3.Connection) -> None:
        """Everybody sees what `connection` has committed: the counter goes up, or a new file becomes current."""
        if self.folder is None:
            with self._shared_lock:
                self._shared = connection
                self._counter += 1
            return
        try:
            self._tell(connection)
        finally:
            self._look_again_at = 0.0

    def _tell(self, connection: sqlite3.Connection) -> None:
        name = Path(connection.execute("PRAGMA database_list").fetchone()[2]).name
        file = self._generation_file
        try:
            if file.read_text().strip() == name:
                count = int(file.stat().st_mtime) + 1
                os.utime(file, (count, count))
                return
        except OSError:
            pass
        fresh = file.with_name(f"{GENERATION}.{os.getpid()}")
        fresh.write_text(name + "\n")
        os.utime(fresh, (1, 1))
        fresh.replace(file)
        self._remove_stale(keep=name)

    def _remove_stale(self, keep: str) -> None:
        """Catalogue files that nothing names any more, with their side files."""
        if self.folder is None:
            return
        for file in self.folder.glob(f"{_PREFIX}*.sqlite*"):
            if not file.name.startswith(keep):
                file.unlink(missing_ok=True)


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=5.0, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA wal_autocheckpoint=4000")  # pages; see newsroom.indexer.checkpoints
    connection.execute("PRAGMA journal_size_limit=1048576")  # bytes that the log keeps when it begins anew
    connection.execute("PRAGMA cache_size=-32768")  # KiB
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def _connect_if_sound(file: Path) -> sqlite3.Connection | None:
    """A connection that may write, to a catalogue of this version without damage."""
    connection = None
    try:
        connection = _connect(file)
        connection.execute("BEGIN IMMEDIATE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        is_sound = version == VERSION and connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        connection.execute("ROLLBACK")
        if is_sound:
            return connection
    except sqlite3.Error:
        pass
    if connection is not None:
        connection.close()
    return None


def _is_broken(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "no such" in str(error)
