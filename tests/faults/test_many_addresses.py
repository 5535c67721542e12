"""However many addresses are asked for, a worker does not grow by them, and nothing is written."""

import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsroom.search.writer import pointer_file
from tests import processes
from tests.desk import make_content_by_day, write_story
from tests.faults.readers import is_whole
from tests.faults.server import PATIENCE, Gunicorn
from tests.faults.waiting import once

pytestmark = pytest.mark.alone

REQUESTS = 2_000
WARM_UP = 300
MOST = 10  # MB of all workers together
EACH = 100

KINDS: dict[str, Callable[[int], str]] = {
    "query-strings": lambda n: f"GET /{'latest/' if n % 2 else ''}?q{n}={n} HTTP/1.1",
    "pages-of-lists": lambda n: f"GET /latest/?page={n} HTTP/1.1",
    "searches": lambda n: f"GET /search?q=harbour+{n} HTTP/1.1",
    "missing-paths": lambda n: f"GET /2026/11/{n % 28 + 1:02}/missing-{n} HTTP/1.1",
    "sizes-of-pictures": lambda n: f"GET /renditions/{n}/articles/missing-{n}.jpg.avif HTTP/1.1",
    "conditions": lambda n: f'GET /latest/ HTTP/1.1\r\nIf-None-Match: "{n}"\r\nAccept-Encoding: gzip;q=0.{n}',
    "methods": lambda n: f"M{n} / HTTP/1.1",
    "hosts": lambda n: f"GET http://host-{n}.example/ HTTP/1.1",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("addresses") / "data"


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Gunicorn]:
    content = make_content_by_day(data.with_name("content"))
    for number in range(30):
        write_story(content, f"story-{number}")
    with Gunicorn(content, data) as running:
        once(lambda: pointer_file(data).exists())  # search is complete: what the paper itself writes is there
        yield running


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_of_thousands_of_addresses(kind: str, server: Gunicorn, data: Path) -> None:
    statuses = list(ask(server, kind, range(1_000_000, 1_000_000 + WARM_UP)))
    workers, memory, written = server.worker_pids(), pss(server), files_and_rows(data)
    statuses += ask(server, kind, range(REQUESTS))
    assert len(statuses) == WARM_UP + REQUESTS
    assert max(statuses) < 500, set(statuses)
    assert server.worker_pids() == workers
    assert pss(server) - memory <= MOST
    assert files_and_rows(data) == written


def ask(server: Gunicorn, kind: str, numbers: range) -> Iterator[int]:
    """The statuses that come back, over kept-alive connections of a hundred requests, so that each worker gets some."""
    left = list(numbers)
    while left:
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as line:
            for _ in range(min(EACH, len(left))):
                request = KINDS[kind](left.pop())
                host = "" if "//" in request else "Host: 127.0.0.1\r\n"
                line.sendall(f"{request}\r\n{host}\r\n".encode())
                answer = line.recv(65536)
                while not is_whole(answer) and not answer.startswith(b"HTTP/1.1 304"):
                    answer += line.recv(65536)
                yield int(answer[9:12])
                if b"\r\nConnection: close" in answer:
                    break


def pss(server: Gunicorn) -> float:
    return sum(map(processes.pss_mb, server.worker_pids()))


def files_and_rows(folder: Path) -> tuple[list[str], dict[str, int]]:
    files = sorted(str(each) for each in folder.rglob("*"))
    rows: dict[str, int] = {}
    for file in folder.glob("*.sqlite"):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
                count = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own name
                rows[f"{file.name} {name}"] = count
    return files, rows
