"""gunicorn's worker as the paper has it: an answer is one packet, and no connection starves another."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pytest

from blueprints._worker import Worker, _Together

PROGRAM = """
import time

class Pages:
    def fresh(self, method, host, uri):
        return uri if uri == "/kept" else None

def app(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        time.sleep(3)
    many = environ["PATH_INFO"] == "/many"
    body = [b"a" * 10, b"b" * 100_000, b"c"] if many else [b"one"]
    start_response("200 OK", [("Content-Length", str(sum(map(len, body))))])
    return body

app.extensions = {"pagecache": Pages()}
"""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """One worker with two threads."""
    (tmp_path / "program.py").write_text(PROGRAM)
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        command = [sys.executable, "-m", "gunicorn", "-k", "blueprints._worker.Worker", "-w", "1", "--threads", "2"]
        command += ["--no-control-socket", "-b", f"fd://{listener.fileno()}", "program:app"]
        root = Path(__file__).resolve().parents[2]
        server = subprocess.Popen(  # noqa: S603 - our own program
            command, pass_fds=[listener.fileno()], env={"PYTHONPATH": str(root)}, cwd=tmp_path,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        yield listener.getsockname()[1]
        server.terminate()
        assert server.wait(20) == 0


def test_headers_and_body_are_one_packet() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        together = _Together(ours)
        together.sendall(b"headers ")
        together.sendall(b"body")
        together.sendall(b" and more")
        together.flush()
        assert theirs.recv(1000) == b"headers body"
        assert theirs.recv(1000) == b" and more"


def test_headers_without_a_body_leave_at_the_end() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        together = _Together(ours)
        together.sendall(b"headers")
        together.flush()
        assert theirs.recv(1000) == b"headers"


def test_headers_go_before_whatever_else_is_done_with_the_socket() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        together = _Together(ours)
        together.sendall(b"headers")
        together.send(b"a file")
        assert [theirs.recv(1000), theirs.recv(1000)] == [b"headers", b"a file"]


def test_many_kept_connections_share_few_threads(port: int) -> None:
    """Six readers that ask without a pause leave room for one another, and for a reader who comes anew."""
    counts = [0] * 6

    def read(number: int) -> None:
        reader = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for _ in range(200):
            reader.request("GET", "/")
            counts[number] += reader.getresponse().read() == b"one"
        reader.close()

    readers = [threading.Thread(target=read, args=(number,)) for number in range(len(counts))]
    for reader in readers:
        reader.start()
    newcomer = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    newcomer.request("GET", "/many")
    assert len(newcomer.getresponse().read()) == 100_011
    newcomer.close()
    for reader in readers:
        reader.join()
    assert counts == [200] * 6


def test_kept_pages_come_while_no_thread_is_free(port: int) -> None:
    busy = [http.client.HTTPConnection("127.0.0.1", port, timeout=20) for _ in range(4)]
    for each in busy:
        each.request("GET", "/slow")
    reader = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    began = time.monotonic()
    for _ in range(5):
        reader.request("GET", "/kept")
        assert reader.getresponse().read() == b"one"
    assert time.monotonic() - began < 2
    for each in busy:
        assert each.getresponse().read() == b"one"
        each.close()
    reader.close()


@pytest.mark.parametrize(
    ("sent", "goes_on"),
    [
        (b"GET /other HTTP/1.1\r\nHost: a\r\n\r\n", True),
        (b"\r\nGET /other HTTP/1.1\r\nHost: a\r\n\r\n", True),
        (b"GET /other HTTP/1.1\r\nHost: a\r\n", False),
        (b"\r\n\r\n", False),
        (b"GET /kept HTTP/1.1\r\nHost: a\r\n\r\n", False),
        (b"", False),
    ],
)
def test_a_thread_goes_on_with_a_whole_request_that_is_for_a_thread(sent: bytes, goes_on: bool) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(sent)
        assert waiting_worker()._has_next(SimpleNamespace(sock=ours)) is goes_on
        if sent:
            assert ours.recv(1000) == sent, "it is for the parser to take"


def test_a_thread_goes_on_with_nothing_where_somebody_waits_for_it() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"GET /other HTTP/1.1\r\nHost: a\r\n\r\n")
        conn = SimpleNamespace(sock=ours)
        assert not waiting_worker(in_queue=1)._has_next(conn)
        assert not waiting_worker(alive=False)._has_next(conn)
        theirs.close()
        ours.recv(1000)
        assert not waiting_worker()._has_next(conn), "the reader has gone"


def waiting_worker(in_queue: int = 0, *, alive: bool = True) -> Worker:
    """One whose one thread has just given an answer."""
    worker: Worker = object.__new__(Worker)
    worker.alive = alive
    worker._pages = SimpleNamespace(fresh=lambda _method, _host, uri: uri if uri == "/kept" else None)
    queue: SimpleQueue[None] = SimpleQueue()
    for _ in range(in_queue):
        queue.put(None)
    worker.tpool = SimpleNamespace(_work_queue=queue)
    return worker


def test_an_answer_without_a_body_leaves_the_connection_open(port: int) -> None:
    reader = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for method, body in (("HEAD", b""), ("GET", b"one"), ("HEAD", b""), ("GET", b"one")):
        reader.request(method, "/")
        assert reader.getresponse().read() == body
    reader.close()
