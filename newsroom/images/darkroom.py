"""The darkroom: the process in which pictures are decoded and encoded, one at a time.

A worker starts one when a rendition is first asked for, and it ends by itself when nothing has come for a while. What
a picture takes in memory goes with it, a picture that crashes a decoder takes it alone down, and pages, which are made
at ordinary priority, never wait for a processor. Of all the workers' darkrooms one works at a time.
"""

import fcntl
import json
import logging
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from newsroom.images.cards import SocialCard, draw
from newsroom.images.developing import make
from newsroom.images.renditions import Rendition
from newsroom.locks import FileLock
from newsroom.settings import PROJECT

log = logging.getLogger(__name__)

Order = Mapping[str, object]

PATIENCE = 15.0
"""Seconds that one order may take, the wait for other workers' included."""
_IDLE = 20.0
_NICE = 5
_MOST_MEMORY = 1536 * 1024 * 1024
_ORDER = ">II"
_ANSWER = ">?I"


def order_for(wanted: Rendition | SocialCard) -> Order:
    return {"card": asdict(wanted)} if isinstance(wanted, SocialCard) else asdict(wanted)


class Lost(Exception):
    """The darkroom could not be started, ended, or took too long."""


class Darkroom:
    """A worker's own. Called by one thread at a time."""

    def __init__(self, lock: Path | None) -> None:
        self._lock = lock
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._guard = threading.Lock()

    def do(self, order: Order, data: bytes) -> bytes:
        """What comes of `order` and the bytes of a picture. Raises ValueError with a sentence where the picture is
        damaged, and Lost."""
        with self._guard:
            for attempt in (1, 2):  # the first may meet a process that is just ending
                try:
                    return self._ask(order, data)
                except OSError as error:
                    if attempt == 2:
                        raise Lost(str(error)) from error
        raise AssertionError("unreachable")

    def close(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        process.kill()
        process.wait()

    def _ask(self, order: Order, data: bytes) -> bytes:
        try:
            is_good, answer = self._exchange(json.dumps(order).encode(), data)
        except BaseException:  # what is left in the pipes would be taken for the answer to the next order
            self.close()
            raise
        if not is_good:
            raise ValueError(answer.decode())
        return answer

    def _exchange(self, order: bytes, data: bytes) -> tuple[bool, bytes]:
        process = self._running()
        assert process.stdin  # noqa: S101 - it was asked for
        assert process.stdout  # noqa: S101 - it was asked for
        process.stdin.write(struct.pack(_ORDER, len(order), len(data)) + order)
        process.stdin.write(data)
        process.stdin.flush()
        until = time.monotonic() + PATIENCE
        is_good, size = struct.unpack(_ANSWER, _read(process.stdout, struct.calcsize(_ANSWER), until))
        return is_good, _read(process.stdout, size, until)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        self.close()
        self._owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "newsroom.images.darkroom", str(self._lock or "")],
            cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        return self._process


def _read(pipe: IO[bytes], size: int, until: float) -> bytes:
    """Raises OSError where it ends early, or is not there in time."""
    parts: list[bytes] = []
    ready = select.poll()  # select() takes no descriptor beyond the 1,023rd, which a worker with many readers has
    ready.register(pipe, select.POLLIN)
    while size:
        left = until - time.monotonic()
        if left <= 0 or not ready.poll(left * 1000):
            raise TimeoutError("a picture took too long")
        part = os.read(pipe.fileno(), min(size, 1 << 20))
        if not part:
            raise ConnectionError("the process that makes pictures smaller has ended")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


# Inside


def serve(lock: Path | None) -> None:
    """Until nobody has asked for anything for a while, or the worker has ended."""
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    while select.select([orders], [], [], _IDLE)[0]:
        head = orders.read(struct.calcsize(_ORDER))
        if len(head) < struct.calcsize(_ORDER):
            return
        order_size, size = struct.unpack(_ORDER, head)
        order, data = json.loads(orders.read(order_size)), orders.read(size)
        with _ended_with_the_worker(orders), _turn(lock):
            is_good, answer = _carry_out(order, data)
        del data
        answers.write(struct.pack(_ANSWER, is_good, len(answer)) + answer)
        answers.flush()


@contextmanager
def _ended_with_the_worker(orders: IO[bytes]) -> Iterator[None]:
    """Meanwhile the system ends this process when the worker has closed its end of the pipe, whatever it is busy with:
    one that hangs would keep all others' pictures waiting."""
    flags = fcntl.fcntl(orders, fcntl.F_GETFL)
    fcntl.fcntl(orders, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(orders, fcntl.F_SETFL, flags | os.O_ASYNC)  # SIGIO, which nobody here handles
    worker = select.poll()
    worker.register(orders, 0)
    if worker.poll(0):  # it was closed before that
        sys.exit()
    yield
    fcntl.fcntl(orders, fcntl.F_SETFL, flags)


def _carry_out(order: dict[str, object], data: bytes) -> tuple[bool, bytes]:
    try:
        if "card" in order:
            return True, draw(_card_of(order), data)
        return True, make(data, _rendition_of(order))
    except ValueError as error:
        return False, str(error).encode()
    except MemoryError:
        return False, b"It takes more memory than there is for a picture."


def _rendition_of(order: dict[str, Any]) -> Rendition:
    focus = order.pop("focus")
    return Rendition(**order, focus=tuple(focus) if focus else None)


def _card_of(order: dict[str, Any]) -> SocialCard:
    given = order["card"]
    return SocialCard(**{**given, "focus": tuple(given["focus"])})


@contextmanager
def _turn(file: Path | None) -> Iterator[None]:
    """One darkroom of all works; where no lock can be made, each for itself."""
    lock = FileLock(file) if file else None
    try:
        while lock is not None and not lock.acquire():
            time.sleep(0.01)
    except OSError:
        lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _be_modest() -> None:
    """Less priority than pages have, and no more memory than the largest picture needs."""
    import resource

    with suppress(OSError, ValueError):
        os.nice(_NICE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    _be_modest()
    serve(Path(sys.argv[1]) if sys.argv[1:] and sys.argv[1] else None)
