"""What the darkroom has made, in a folder that may be deleted at any moment, and never grows past its bound."""

import hashlib
import logging
import os
import threading
from contextlib import suppress
from pathlib import Path

from newsroom.images.darkroom import Darkroom, Lost, Order

log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024 * 1024
_WAITING = 4
_TURN = 3.0
"""Seconds that a request waits for others' renditions."""
_DIGEST = 16
_MOST_DAMAGED = 1_000


class Busy(Exception):
    """Others are being made: the picture as it is will do for now."""


class Renditions:
    """Finished renditions, each under a `key` that names the file, its state, and what was made of it.

    Of a process's threads one has the darkroom, few wait for their turn, and whoever cannot is told so at once.
    """

    def __init__(self, folder: Path | None, lock: Path | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most = folder, most_bytes
        self._darkroom = Darkroom(lock)
        self._turn = threading.Lock()
        self._waiting = threading.BoundedSemaphore(_WAITING)
        self._used: int | None = None
        self._added = 0
        self._damaged: dict[str, str] = {}

    def close(self) -> None:
        self._darkroom.close()

    def kept(self, key: str) -> bytes | None:
        """What was made earlier. A file that was cut short or written over is none."""
        file = self._file(key)
        try:
            whole = file.read_bytes() if file else b""
        except OSError:
            return None
        return whole[_DIGEST:] if whole and whole[:_DIGEST] == _digest(whole[_DIGEST:]) else None

    def make(self, key: str, source: str, order: Order, data: bytes) -> bytes:
        """What comes of `order` and `data`, in turn; `source` names the file and, after a NUL, its state. Raises Busy,
        and ValueError with a sentence for a picture that is damaged."""
        if source in self._damaged:
            raise ValueError(self._damaged[source])
        if not self._waiting.acquire(blocking=False):
            raise Busy
        try:
            if not self._turn.acquire(timeout=_TURN):
                raise Busy
            try:
                return self.kept(key) or self._made(key, source, order, data)
            finally:
                self._turn.release()
        finally:
            self._waiting.release()

    def _made(self, key: str, source: str, order: Order, data: bytes) -> bytes:
        try:
            made = self._darkroom.do(order, data)
        except Lost as error:
            log.warning("%s: it could not be made smaller now: %s.", source.partition("\0")[0], error)
            raise Busy from error
        except ValueError as error:
            if len(self._damaged) < _MOST_DAMAGED:
                self._damaged[source] = str(error)
            path = source.partition("\0")[0]
            log.warning("%s: %s Save it anew as JPEG, PNG or WebP; readers get the file as it is.", path, error)
            raise
        self._keep(key, made)
        return made

    def _file(self, key: str) -> Path | None:
        name = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
        return self._folder / name if self._folder else None

    def _keep(self, key: str, made: bytes) -> None:
        """Where nothing can be written, nothing is kept: memory holds what is asked for often."""
        file = self._file(key)
        if file is None:
            return
        fresh = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(_digest(made) + made)
            fresh.replace(file)
            self._added += len(made)
            if self._used is None or self._added > self._most // 16:  # others write there as well
                self._used, self._added = _total(file.parent), 0
            if self._used + self._added > self._most:
                self._used, self._added = _prune(file.parent, self._most * 3 // 4), 0
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


def _total(folder: Path) -> int:
    return sum(entry.stat().st_size for entry in os.scandir(folder))


def _prune(folder: Path, target: int) -> int:
    """Delete the oldest files, also those of other processes, until no more than `target` bytes stay; how many do."""
    found = []
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):
            status = entry.stat()
            found.append((status.st_mtime_ns, status.st_size, entry.path))
    used = sum(size for _, size, _ in found)
    for _, size, name in sorted(found):
        if used <= target:
            break
        Path(name).unlink(missing_ok=True)
        used -= size
    return used
