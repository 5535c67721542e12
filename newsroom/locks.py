"""Locks on files, by which processes find one another. The system frees them however a process ends."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class FileLock:
    """A lock on a small file: `shared` by any number, or held by one. The file may be deleted at any moment; a lock on
    a deleted file is none. Its text is what the holder wants others to know."""

    def __init__(self, file: Path, *, shared: bool = False, handle: int | None = None) -> None:
        self._file = file
        self._mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        self._handle = handle

    def acquire(self) -> bool:
        """Take it, or keep it; False where another holds it. Raises OSError where the file cannot be made."""
        if self.is_held():
            return True
        self.release()
        self._file.parent.mkdir(parents=True, exist_ok=True)
        # Reading is enough for a lock, so that a command run by root once does not shut the server out.
        handle = os.open(self._file, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(handle, self._mode | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def is_free(self) -> bool:
        """Whether nobody has it; nothing is made or taken by asking."""
        try:
            handle = os.open(self._file, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return True
        try:
            fcntl.flock(handle, self._mode | fcntl.LOCK_NB)
        except OSError:
            return False
        finally:
            os.close(handle)
        return True

    def is_held(self) -> bool:
        """Whether it was taken, and the file is still there."""
        if self._handle is None:
            return False
        try:
            there, here = self._file.stat(), os.fstat(self._handle)
        except OSError:
            return False
        return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)

    def hand_over(self) -> int:
        """The descriptor, for a process that is being started: whoever inherits it holds the lock."""
        if self._handle is None:
            raise ValueError("only a lock that is held can be handed over")
        return self._handle

    def release(self) -> None:
        """Let go of it here; a process that has inherited it goes on holding it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def tell(self, text: str) -> None:
        """Say something to whoever reads the file; a full disk says nothing."""
        with suppress(OSError):
            self._file.write_text(text, encoding="utf-8")

    def told(self) -> str:
        try:
            return self._file.read_text(encoding="utf-8")
        except (OSError, ValueError):
            return ""


class Lane:
    """A way on which there is one at a time: of this process, and of all that share `file`."""

    def __init__(self, file: Path | None) -> None:
        self._here = threading.Lock()
        self._all = FileLock(file) if file else None

    @contextmanager
    def entered(self, patience: float) -> Iterator[bool]:
        """False where another has been in it for `patience` seconds."""
        until = time.monotonic() + patience
        if not self._here.acquire(timeout=patience):
            yield False
            return
        try:
            yield self._all is None or self._has(self._all, until)
        finally:
            if self._all is not None:
                self._all.release()
            self._here.release()

    @staticmethod
    def _has(lock: FileLock, until: float) -> bool:
        """Where no file can be made, each process goes its own way."""
        try:
            while not lock.acquire():
                if time.monotonic() >= until:
                    return False
                time.sleep(0.01)
        except OSError:
            pass
        return True
