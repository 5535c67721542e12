"""What the files alone no longer say: the last good text of each story, and which texts cannot be rendered.

The one part of the data folder that is memory, not derivation. Losing it costs a story that is broken now its page.
"""

import os
import sqlite3
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

from newsroom.signature import Signature

KEEP_DAYS = 30
VERSIONS = 3
MOST_BYTES = 256 * 1024 * 1024
MOST_IN_PROCESS = 2_000

_local = threading.local()

_SCHEMA = """
CREATE TABLE IF NOT EXISTS good (
  path TEXT, signature TEXT, saved REAL, text BLOB, PRIMARY KEY (path, signature)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS verdict (
  path TEXT, signature TEXT, what TEXT, mend TEXT, PRIMARY KEY (path, signature)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a text cannot be rendered, and what its writer can do."""

    what: str
    mend: str


class Memory:
    """Good versions and verdicts by path and signature. Every worker may add: `flush` writes, off the request.

    Where nothing can be written it lives in this process alone.
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self._lock = threading.Lock()
        self._good: dict[str, dict[Signature, tuple[float, str | bytes]]] = {}
        self._verdicts: dict[tuple[str, Signature], Verdict] = {}
        self._dirty: set[tuple[str, Signature]] = set()
        self._known: dict[str, set[Signature]] = {}
        self._connection: sqlite3.Connection | None = None
        self._opened = (0, 0)

    def remember(self, path: str, signature: Signature, text: str | bytes) -> None:
        """`text` was read from `path` in the state `signature`, and was fit to print. Bytes are `packed`."""
        with self._lock:
            known = self._known.setdefault(path, set())
            if signature in known:
                return
            if len(known) > VERSIONS:
                known.clear()
            known.add(signature)
            if len(self._good) >= MOST_IN_PROCESS:  # nothing can be written
                del self._good[next(iter(self._good))]
            versions = self._good.setdefault(path, {})
            versions[signature] = (time.time(), text)
            while len(versions) > VERSIONS:
                del versions[min(versions, key=lambda each: versions[each][0])]
            if self.file is not None:
                self._dirty.add((path, signature))

    def condemn(self, path: str, signature: Signature, verdict: Verdict) -> None:
        """The text in this state cannot be rendered: nobody tries again."""
        with self._lock:
            self._verdicts[path, signature] = verdict
            self._dirty.add((path, signature))

    def verdict(self, path: str, signature: Signature) -> Verdict | None:
        with self._lock:
            if found := self._verdicts.get((path, signature)):
                return found
            rows = self._rows("SELECT what, mend FROM verdict WHERE path=? AND signature=?", (path, _key(signature)))
            if not rows:
                return None
            return self._verdicts.setdefault((path, signature), Verdict(*rows[0]))

    def last_good(self, path: str, but: Signature | None = None) -> tuple[Signature, str] | None:
        """The newest good text of `path` in another state than `but` that no verdict condemns."""
        with self._lock:
            versions = dict(self._good.get(path, {}))
            for signature, saved, text in self._rows("SELECT signature, saved, text FROM good WHERE path=?", (path,)):
                with suppress(ValueError):  # a damaged row is none
                    versions.setdefault(_signature(signature), (saved, text))
        for signature in sorted(versions, key=lambda each: versions[each][0], reverse=True):
            if signature != but and self.verdict(path, signature) is None:
                with suppress(zlib.error, zstandard.ZstdError, ValueError, TypeError):
                    return signature, _unpacked(versions[signature][1])
        return None

    def forget(self, path: str) -> None:
        """The story is deleted, or has expired: no copy of it stays."""
        with self._lock:
            self._good.pop(path, None)
            for signature in self._known.pop(path, ()):
                self._dirty.discard((path, signature))
            self._write([("DELETE FROM good WHERE path=?", (path,)), ("DELETE FROM verdict WHERE path=?", (path,))])

    def flush(self) -> None:
        """Write what `remember` and `condemn` have gathered. A full disk keeps it in this process."""
        with self._lock:
            if not self._dirty or self.file is None:
                return
            statements: list[tuple[str, tuple[object, ...]]] = []
            for path, signature in self._dirty:
                key = _key(signature)
                if verdict := self._verdicts.get((path, signature)):
                    row = (path, key, verdict.what, verdict.mend)
                    statements.append(("INSERT OR REPLACE INTO verdict VALUES (?,?,?,?)", row))
                if found := self._good.get(path, {}).get(signature):
                    text = found[1] if isinstance(found[1], bytes) else packed(found[1])
                    statements.append(("INSERT OR REPLACE INTO good VALUES (?,?,?,?)", (path, key, found[0], text)))
                    statements.append((_PRUNE, (path, path, VERSIONS)))
            if self._write(statements):
                for path, signature in self._dirty:
                    if versions := self._good.get(path):
                        versions.pop(signature, None)
                self._good = {path: versions for path, versions in self._good.items() if versions}
                self._dirty.clear()

    def prune(self) -> None:
        """Drop older versions after their time, and the oldest of all beyond the bound of bytes."""
        with self._lock:
            limit = time.time() - KEEP_DAYS * 86_400
            self._write([(_AGE, (limit,)), (_SHRINK, (MOST_BYTES,))])

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _rows(self, sql: str, arguments: tuple[object, ...]) -> list[Any]:
        try:
            connection = self._connect()
            return connection.execute(sql, arguments).fetchall() if connection else []
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)
            return []

    def _write(self, statements: list[tuple[str, tuple[object, ...]]]) -> bool:
        try:
            connection = self._connect()
            if connection is None:
                return False
            with connection:
                for sql, arguments in statements:
                    connection.execute(sql, arguments)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)
            return False
        return True

    def _connect(self) -> sqlite3.Connection | None:
        """The file's connection, opened anew after the data folder was deleted or replaced."""
        if self.file is None:
            return None
        try:
            status = os.stat(self.file)  # noqa: PTH116 - the same stat as for stories
            there = (status.st_dev, status.st_ino)
        except OSError:
            there = (0, 0)
        if self._connection is not None and there == self._opened:
            return self._connection
        self._discard()
        self._known.clear()  # another file: what was written into the last one is to be written again
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if there == (0, 0) or not os.access(self.file, os.W_OK):
            self._remove()
        self._connection = sqlite3.connect(self.file, timeout=2.0, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(_SCHEMA)
        status = os.stat(self.file)  # noqa: PTH116 - as above
        self._opened = (status.st_dev, status.st_ino)
        return self._connection

    def _give_up(self, error: Exception) -> None:
        """Close the file; one that is no database any more is removed, and begun anew by the next call."""
        self._discard()
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                self._remove()

    def _remove(self) -> None:
        """The file with its side files: SQLite would read the old log of a deleted file into a new one."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)

    def _discard(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


_PRUNE = """DELETE FROM good WHERE path=? AND signature NOT IN
  (SELECT signature FROM good WHERE path=? ORDER BY saved DESC LIMIT ?)"""
_AGE = """DELETE FROM good WHERE saved < ? AND EXISTS
  (SELECT 1 FROM good AS newer WHERE newer.path = good.path AND newer.saved > good.saved)"""
_SHRINK = """DELETE FROM good WHERE saved < (SELECT saved FROM
  (SELECT saved, sum(length(text)) OVER (ORDER BY saved DESC) AS total FROM good) WHERE total > ? LIMIT 1)"""


def packed(text: str) -> bytes:
    """The text as it is kept: four times as fast as zlib, which a checkout of thousands of stories felt."""
    compressor = getattr(_local, "compressor", None)
    if compressor is None:  # one for each thread
        compressor = _local.compressor = zstandard.ZstdCompressor(level=1, write_checksum=True)
    return compressor.compress(text.encode("utf-8"))


def _unpacked(text: str | bytes) -> str:
    if isinstance(text, str):
        return text
    is_of_old = not text.startswith(zstandard.FRAME_HEADER)  # versions before 2026-11-29
    return (zlib.decompress(text) if is_of_old else zstandard.decompress(text)).decode("utf-8")


def _key(signature: Signature) -> str:
    return ":".join(map(str, signature))


def _signature(key: object) -> Signature:
    return Signature(*map(int, str(key).split(":")))
