"""Reloads, upgrades and dead workers under load: no reader gets anything but a page."""

import json
import logging
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from tests.desk import make_content, story, write_story
from tests.faults.server import PATIENCE, PROJECT, Gunicorn

CLIENTS = 8
STORIES = [f"/2026/11/20/story-{number}" for number in range(12)]
PATHS = ["/", "/latest/", "/news/", *STORIES]
PAUSE = 0.002
log = logging.getLogger(__name__)
T = TypeVar("T")


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
            path = chance.choice(PATHS)
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
def under_load(port: int) -> Iterator[Load]:
    load = Load(port)
    load.begin()
    try:
        yield load
    finally:
        load.end()


class Deployed(Gunicorn):
    """Started as deploy/broadsheet.service does. A socket that it is handed open, gunicorn cannot hand on."""

    def __enter__(self) -> "Deployed":
        self.socket.close()
        script = Path(sys.executable).with_name("gunicorn")
        environ = {**self.environ, "PORT": str(self.port), "WEB_CONCURRENCY": str(self.workers)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [script, "app:app"], cwd=PROJECT, env=environ, stdout=log, stderr=log
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = make_content(tmp_path_factory.mktemp("restarts") / "content")
    for path in STORIES:
        name = path.rpartition("/")[2]
        write_story(content, name, story(name, "All of it. " * 300))
    return content


@pytest.fixture
def server(content: Path, tmp_path: Path) -> Iterator[Gunicorn]:
    with Gunicorn(content, tmp_path / "data") as running:
        yield running


def test_a_reload_each_second_loses_no_request(server: Gunicorn) -> None:
    first = children(server.process.pid)
    with under_load(server.port) as load:
        for _ in range(8):
            server.process.send_signal(signal.SIGHUP)
            time.sleep(1)
    assert not load.failures, load
    assert load.pages > 100, load
    assert not children(server.process.pid) & first, "the workers were not replaced"


def test_recycling_loses_no_request(content: Path, tmp_path: Path) -> None:
    often = {"GUNICORN_CMD_ARGS": "--max-requests 50 --max-requests-jitter 25"}
    with Gunicorn(content, tmp_path / "data", often) as server:
        first = children(server.process.pid)
        with under_load(server.port) as load:
            time.sleep(3)
        assert not load.failures, load
        assert load.pages > 100, load
        assert not children(server.process.pid) & first, "the workers were not replaced"


def test_an_upgrade_loses_no_request(content: Path, tmp_path: Path) -> None:
    with Deployed(content, tmp_path / "data") as server:
        old = server.process
        with under_load(server.port) as load:
            time.sleep(0.3)
            old.send_signal(signal.SIGUSR2)
            new = once(lambda: next((pid for pid in children(old.pid) if len(children(pid)) == server.workers), 0))
            try:
                time.sleep(0.5)
                old.send_signal(signal.SIGTERM)
                old.wait(PATIENCE)
                time.sleep(1)
                assert len(children(new)) == server.workers
            finally:
                load.end()  # before the last server ends
                os.kill(new, signal.SIGTERM)
                once(lambda: has_ended(new))
    assert not load.failures, load
    assert load.pages > 100, load


def test_a_killed_worker_loses_only_what_it_was_at(server: Gunicorn) -> None:
    with under_load(server.port) as load:
        for _ in range(3):
            time.sleep(0.5)
            victim = min(children(server.process.pid))
            before = len(load.failures)
            os.kill(victim, signal.SIGKILL)
            killed = time.monotonic()
            once(lambda victim=victim: victim not in children(server.process.pid))
            time.sleep(0.5)
            lost = load.failures[before:]
            assert len(lost) <= CLIENTS, load
            assert all(begun <= killed for begun, _ in lost), f"lost although begun after {killed}: {lost}"
        once(lambda: len(children(server.process.pid)) == server.workers)
    assert load.pages > 100, load


def test_the_access_log_is_one_json_object_a_line_and_names_no_reader(content: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    begun = datetime.now(UTC)
    with Gunicorn(content, tmp_path / "data", {"ACCESS_LOG": str(log)}) as server:
        _, page = server.get(STORIES[0])
        server.raw(b'GET /a"b\\c?secret=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
    lines = {row["path"]: row for row in map(json.loads, log.read_text().splitlines())}
    row = lines[STORIES[0]]
    assert set(row) == {"time", "status", "bytes", "duration", "method", "path"}
    assert (row["status"], row["bytes"], row["method"]) == (200, len(page.encode()), "GET")
    assert 0 <= row["duration"] < PATIENCE
    assert begun <= datetime.fromisoformat(row["time"]) <= datetime.now(UTC)
    assert lines['/a"b\\c']["status"] == 404
    assert "127.0.0.1" not in log.read_text()


def is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"\r\nContent-Length: (\d+)", head)
    return bool(end) and length is not None and len(body) >= int(length[1])


def children(pid: int) -> set[int]:
    try:
        return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except (FileNotFoundError, ProcessLookupError):
        return set()


def has_ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def once(ask: Callable[[], T]) -> T:
    """The first answer that is not empty."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := ask()):
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)
    return answer
