"""Readers who hold on to a connection: they keep nobody else out, and what they are owed they get."""

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from tests.desk import make_content_by_day, story, write_story
from tests.faults.server import PATIENCE, Gunicorn, read

pytestmark = pytest.mark.alone

LONG = "/2026/11/20/long"
MANY = 40  # more than two workers have threads
SOON = 2.0  # seconds


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    folder = tmp_path_factory.mktemp("connections")
    content = make_content_by_day(folder / "content")
    write_story(content, "long", story("Long", "All of it. " * 40_000))
    write_story(content, "short", story("Short", "Some of it."))
    with Gunicorn(content, folder / "data") as running:
        for connection in running.connection_to_each_worker().values():
            with closing(connection):
                for path in ("/", LONG):
                    assert read(connection, path)[0] == 200
        yield running


@contextmanager
def many(server: Gunicorn, sent: bytes) -> Iterator[list[socket.socket]]:
    """Connections on which so much has been sent, and whose answers nobody reads."""
    with ExitStack() as stack:
        lines = []
        for _ in range(MANY):
            line = stack.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.settimeout(PATIENCE)
            line.connect(("127.0.0.1", server.port))
            line.sendall(sent)
            lines.append(line)
        time.sleep(0.2)
        yield lines


def asked(server: Gunicorn, path: str) -> int:
    """The status of an answer that came soon."""
    begun = time.monotonic()
    status = server.get(path)[0]
    assert time.monotonic() - begun < SOON, f"{path} after {time.monotonic() - begun:.1f} s"
    return status


def whole(line: socket.socket) -> bytes:
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts)


HOLDS = {
    "silent": b"",
    "a head that does not end": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    "a second head that does not end": b"GET /no-such-page HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\nGET / HTTP/1.1\r\n",
    "an answer that nobody takes": b"GET " + LONG.encode() + b" HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
    "an end that nobody answers": b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n",
    "a body that does not come": b"GET /no-such-page HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 9\r\n\r\n",
    "a body in parts": b"POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "a mistake": b"GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n",
}


@pytest.mark.parametrize("hold", HOLDS)
def test_they_keep_nobody_out(server: Gunicorn, hold: str) -> None:
    sent = HOLDS[hold]
    with many(server, sent % server.port if b"%d" in sent else sent):
        for number in range(6):
            assert asked(server, "/") == 200
            assert asked(server, f"/archive/2026/11/{number + 1:02}/") == 404, "it has to be printed, by a thread"


def test_a_silent_one_is_closed(server: Gunicorn) -> None:
    with many(server, b"GET / HTTP/1.1\r\n") as lines:
        begun = time.monotonic()
        assert {whole(line) for line in lines} == {b""}
        assert 3 < time.monotonic() - begun < 8


def test_who_takes_it_slowly_gets_it_whole(server: Gunicorn) -> None:
    expected = server.get(LONG)[1]
    request = b"GET " + LONG.encode() + b" HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % server.port
    with many(server, request) as lines:
        time.sleep(1)
        for line in lines:
            head, _, body = whole(line).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 ")
            assert body.decode() == expected


def test_a_head_may_come_in_pieces(server: Gunicorn) -> None:
    head = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % server.port
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as line:
        for _ in range(2):  # the second on a connection that was in use
            for start in range(0, len(head), 11):
                line.sendall(head[start : start + 11])
                time.sleep(0.01)
            answer = http.client.HTTPResponse(line)
            answer.begin()
            assert (answer.status, len(answer.read())) == (200, len(server.get("/")[1].encode()))


def test_a_body_is_not_taken_for_a_request(server: Gunicorn) -> None:
    """The body of a request for a kept page comes later, and looks like one."""
    other = b"GET /no-such-page HTTP/1.1\r\nHost: a\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as line:
        head = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n"
        line.sendall(head % (server.port, len(other)))
        time.sleep(0.1)
        line.sendall(other)
        assert [part.split()[0] for part in whole(line).split(b"HTTP/1.1 ")[1:]] == [b"200"]


def test_a_head_without_end_is_refused(server: Gunicorn) -> None:
    line = b"X-Filler: " + b"x" * 1000 + b"\r\n"
    with many(server, b"GET / HTTP/1.1\r\nHost: a\r\n" + line * 40) as lines:
        for each in lines:
            assert b" 431 " in whole(each).partition(b"\r\n")[0]
    assert asked(server, "/") == 200


def test_files_are_opened_beside_as_many_connections_as_a_worker_takes(server: Gunicorn) -> None:
    pids = server.worker_pids()
    limits = [Path(f"/proc/{pid}/limits").read_text().split("Max open files")[1].split()[:2] for pid in pids]
    assert all(soft == hard or int(soft) >= 65_536 for soft, hard in limits), limits


def test_one_connection_after_another_is_served(server: Gunicorn) -> None:
    """None of these is counted twice, nor forgotten: a worker takes a thousand at a time."""
    for _ in range(60):
        with many(server, b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % server.port):
            pass
    assert asked(server, "/") == 200
