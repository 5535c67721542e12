"""Readers who ask without a pause, and what they saw."""

import logging
import os
import random
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.server import Gunicorn
from tests.faults.waiting import PATIENCE, once

CLIENTS = 8
PAUSE = 0.002
log = logging.getLogger(__name__)


class ClosedBeforeAnswer(Exception):
    """The connection ended before a byte of the answer had come."""


@dataclass
class Load:
    """What eight readers saw: half of them keep their connection, the others take a new one for each page.

    A kept connection that the server closes between two requests is no failure where no byte of the answer had come:
    a browser then asks once more on a new one (RFC 9112 §9.3.1). `again` counts these; `pytest --log-level=INFO -rP`
    shows the numbers.
    """

    port: int
    paths: Sequence[str]
    pages: int = 0
    again: int = 0
    failures: list[tuple[float, str]] = field(default_factory=list)
    _done: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _readers: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        self._readers = [threading.Thread(target=self._read_on, args=(number,)) for number in range(CLIENTS)]
        for reader in self._readers:
            reader.start()

    def end(self) -> None:
        """Waits for the pages under way."""
        self._done.set()
        for reader in self._readers:
            reader.join()
        log.info("%s", self)

    def _read_on(self, number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - which page comes next is no secret
        line: socket.socket | None = None
        while not self._done.wait(PAUSE):
            path = chance.choice(self.paths)
            begun = time.monotonic()
            retried = False
            try:
                try:
                    line = self._ask(line, path)
                except ClosedBeforeAnswer:
                    if line is None:
                        raise
                    retried = True
                    line = self._ask(None, path)
            except (OSError, AssertionError, ClosedBeforeAnswer) as error:
                with self._lock:
                    self.failures.append((begun, f"{path}: {error!r}"))
                line = None
            with self._lock:
                self.pages += 1
                self.again += retried
            if number % 2 and line is not None:
                line.close()
                line = None
        if line is not None:
            line.close()

    def _ask(self, line: socket.socket | None, path: str) -> socket.socket | None:
        """The connection on which a whole page came, if it may be used again."""
        if line is None:
            line = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        answer = b""
        try:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            while not is_whole(answer):
                part = line.recv(65536)
                if not part:
                    raise ConnectionResetError(f"closed after {len(answer)} bytes")
                answer += part
            head, _, body = answer.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 "), head.split(b"\r\n")[0]
            assert body.rstrip().endswith(b"</html>")
        except BaseException as error:
            line.close()
            if isinstance(error, (ConnectionResetError, BrokenPipeError)) and not answer:
                raise ClosedBeforeAnswer(str(error)) from error
            raise
        if b"\r\nConnection: close" in head:
            line.close()
            return None
        return line

    def __str__(self) -> str:
        return f"{self.pages} pages, {self.again} asked for again, {len(self.failures)} failed: {self.failures[:3]}"


@contextmanager
def under_load(port: int, paths: Sequence[str]) -> Iterator[Load]:
    load = Load(port, paths)
    load.begin()
    try:
        yield load
    finally:
        load.end()


def kill_a_worker(server: Gunicorn, load: Load) -> None:
    """It loses what it was at, and nothing else fails."""
    before = len(load.failures)
    victim = min(server.worker_pids())
    os.kill(victim, signal.SIGKILL)
    once(lambda: has_ended(victim))  # on a busy machine its threads take a while to die, and may still take requests
    killed = time.monotonic()
    once(lambda: victim not in server.worker_pids() and len(server.worker_pids()) == server.workers)
    time.sleep(0.5)
    lost = load.failures[before:]
    assert len(lost) <= CLIENTS, load
    assert all(begun <= killed for begun, _ in lost), f"lost although begun after {killed}: {lost}"
    del load.failures[before:]


def has_ended(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state == "Z" and len(list(Path(f"/proc/{pid}/task").iterdir())) <= 1
    except (FileNotFoundError, ProcessLookupError):  # the second where it ends while it is read
        return True


def is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"\r\nContent-Length: (\d+)", head)
    return bool(end) and length is not None and len(body) >= int(length[1])
