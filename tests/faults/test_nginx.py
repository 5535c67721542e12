"""The shipped nginx configuration in front of gunicorn: what its cache may show, for how long, and to whom."""

import gzip
import http.client
import os
import re
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from tests import processes
from tests.desk import DAYTIME, write_story
from tests.faults.proxy import HOST, STORY, Nginx, Paper, open_paper
from tests.faults.server import PATIENCE, Gunicorn
from tests.faults.waiting import seconds_until

pytestmark = pytest.mark.alone

KEPT = 1.0
"""Seconds for which nginx keeps an answer with s-maxage=1 at most: it counts in whole seconds and takes the last one
in."""
RENDER = 1.0
"""Seconds for one page to be made anew on a busy machine."""
GRACE = 0.5
"""Seconds for which a file that is gone may be one that an editor is about to write."""

@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    with open_paper(tmp_path_factory.mktemp("paper")) as opened:
        yield opened


@pytest.fixture
def mortal_paper(tmp_path: Path) -> Iterator[Paper]:
    """A paper of its own for a test that ends its gunicorn."""
    with open_paper(tmp_path) as opened:
        yield opened


def test_nginx_accepts_the_shipped_file_without_a_warning(tmp_path: Path) -> None:
    nginx = Nginx(tmp_path / "nginx", processes.free_port())
    done = subprocess.run([*nginx.command, "-t"], capture_output=True, text=True)  # noqa: S603 - found by `tool`
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_http_leads_to_https_and_another_name_gets_no_answer(paper: Paper) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", paper.nginx.http, timeout=PATIENCE)
    connection.request("GET", "/latest/?page=2", headers={"Host": HOST})
    response = connection.getresponse()
    assert (response.status, response.headers["Location"]) == (301, f"https://{HOST}/latest/?page=2")
    connection.close()
    connection.request("GET", "/", headers={"Host": "elsewhere.example"})
    with pytest.raises(http.client.RemoteDisconnected):
        connection.getresponse()
    connection.close()
    with pytest.raises(ssl.SSLError), socket.create_connection(("127.0.0.1", paper.nginx.https)) as line:
        paper.nginx.trust.wrap_socket(line, server_hostname="elsewhere.example")


def test_a_save_is_seen_while_readers_keep_asking(paper: Paper) -> None:
    for number in range(2):
        paper.nginx.get(STORY)
        paper.save("harbour-wall", f"Version {number} of the wall.")
        seconds = seconds_until(lambda number=number: f"Version {number} of" in paper.nginx.get(STORY).text)
        assert seconds <= KEPT + RENDER


def test_a_save_is_seen_by_the_first_reader_after_a_while(paper: Paper) -> None:
    for path in (STORY, "/"):
        assert paper.nginx.get(path).status == 200
    time.sleep(3)
    write_story(paper.content, "harbour-wall", headline="The wall is mended", body="Mended.")
    assert "The wall is mended" in paper.nginx.get(STORY).text
    time.sleep(0.5)  # until the catalogue, which the front is made from, is in step
    assert "The wall is mended" in paper.nginx.get("/").text


def test_a_deleted_story_is_gone_and_stays_away(paper: Paper) -> None:
    address = "/2026/11/20/thin-ice"
    path = paper.save("thin-ice", "It will not hold.")
    assert seconds_until(lambda: paper.nginx.get(address).status == 200) <= KEPT + RENDER
    path.unlink()
    assert seconds_until(lambda: paper.nginx.get(address).status == 404) <= GRACE + KEPT + RENDER
    for _ in range(20):
        assert paper.nginx.get(address).status == 404
        time.sleep(0.05)


def test_a_deleted_story_does_not_come_back_when_gunicorn_dies(mortal_paper: Paper) -> None:
    address = "/2026/11/20/thin-ice"
    path = mortal_paper.save("thin-ice", "It will not hold.")
    assert seconds_until(lambda: mortal_paper.nginx.get(address).status == 200) <= KEPT + RENDER
    path.unlink()
    assert seconds_until(lambda: mortal_paper.nginx.get(address).status == 404) <= GRACE + KEPT + RENDER
    kill(mortal_paper.gunicorn)
    time.sleep(KEPT)
    assert mortal_paper.nginx.get(address).status != 200


def test_who_has_the_page_gets_304(paper: Paper) -> None:
    tags = {coding: paper.nginx.get(STORY, Accept_Encoding=coding).headers["etag"] for coding in ("gzip", "")}
    assert len(set(tags.values())) == 2
    for pause in (KEPT, 0):  # from the cache, then after it has asked gunicorn again
        for coding, tag in tags.items():
            assert not tag.startswith("W/")
            again = paper.nginx.get(STORY, Accept_Encoding=coding, If_None_Match=tag)
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        time.sleep(pause)
    head = paper.nginx.get(STORY, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(paper.nginx.get(STORY).body))


def test_readers_are_told_to_keep_nothing(paper: Paper) -> None:
    assert stale_if_error(paper.gunicorn, STORY) == 600
    for pause in (KEPT, 0):
        answer = paper.nginx.get(STORY)
        assert answer.headers["cache-control"] == "public, max-age=0, must-revalidate"
        assert answer.headers["strict-transport-security"].startswith("max-age=63072000")
        time.sleep(pause)
    assert paper.nginx.get("/no-such-page").headers["cache-control"] == "no-store"


# What browsers and programs say, and what comes of it.
CODINGS = {
    "gzip, deflate, br, zstd": "br, gzip",
    "gzip, deflate, br": "br, gzip",
    "br;q=1.0, GZIP;q=0.8, *;q=0.1": "br, gzip",
    "gzip, br;q=0, zstd": "zstd, gzip",
    "gzip, br;q=0.000, zstd ; q=0": "gzip",
    "deflate, gzip": "gzip",
    "gzip;q=0.001": "gzip",
    "gzip;q=0, br": "",
    "identity": "",
    "": "",
}
UNPACK: dict[str | None, Callable[[bytes], bytes]] = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}


def test_each_coding_gets_its_own_bytes_and_is_kept_once(paper: Paper) -> None:
    address = "/2026/11/20/sea-defences"
    paper.save("sea-defences", "The defences are old. " * 200)
    assert seconds_until(lambda: paper.nginx.get(address).status == 200) <= KEPT + RENDER
    plain = paper.nginx.get(address)
    assert "content-encoding" not in plain.headers
    assert plain.text.rstrip().endswith("</html>")
    for accepted, coding in CODINGS.items():
        answer = paper.nginx.get(address, Accept_Encoding=accepted)
        assert answer.headers["vary"] == "Accept-Encoding"
        used = answer.headers.get("content-encoding")
        assert (used or "") in coding.split(", "), f"{accepted} gets {used}"
        assert (used is None) == (coding == ""), f"{accepted} gets {used}"
        if used != "zstd":
            assert UNPACK[used](answer.body) == plain.body
    assert paper.nginx.kept(address) == set(CODINGS.values())


def test_the_stylesheet_is_kept_for_good_whatever_query_follows(paper: Paper) -> None:
    (address,) = set(re.findall(r'href="(/static/[0-9a-f]+/broadsheet\.css)"', paper.nginx.get("/").text))
    for query in ("", "?1", "?2"):
        answer = paper.nginx.get(address + query)
        assert (answer.status, answer.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert paper.nginx.kept(address) == {""}
    assert paper.nginx.kept(f"{address}?1") == set()


def test_a_story_comes_and_goes_at_its_second_whether_or_not_anybody_asks(paper: Paper) -> None:
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=4)
    day = f"{moment.astimezone(DAYTIME):/%Y/%m/%d}"
    for name in ("asked", "forgotten"):
        write_story(paper.content, f"coming-{name}", published=moment.isoformat())
        write_story(paper.content, f"going-{name}", expires=moment.isoformat())
    coming, going = f"{day}/coming-", "/2026/11/20/going-"
    assert seconds_until(lambda: paper.nginx.get(f"{going}forgotten").status == 200) <= 2
    assert paper.nginx.get(f"{coming}forgotten").status == 404

    def seconds_past() -> float:
        return (datetime.now(UTC) - moment).total_seconds()

    came = went = -1.0
    while (asked := seconds_past()) < 2:
        if came < 0 and paper.nginx.get(f"{coming}asked").status == 200:
            came = asked  # taken before the request: no later than the answer
            assert seconds_past() >= 0
        if went < 0 and paper.nginx.get(f"{going}asked").status == 410:
            went = asked
            assert seconds_past() >= 0
        if asked > 1:
            assert paper.nginx.get(f"{coming}forgotten").status == 200
            assert paper.nginx.get(f"{going}forgotten").status == 410
        time.sleep(0.02)
    assert came <= 1.2
    assert went <= 1.2


def test_pages_go_on_without_gunicorn_but_never_past_the_next_moment(mortal_paper: Paper) -> None:
    nginx = mortal_paper.nginx
    before = {path: nginx.get(path) for path in (STORY, "/")}
    assert stale_if_error(mortal_paper.gunicorn, STORY) == 600

    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=5)
    write_story(mortal_paper.content, "last-orders", expires=moment.isoformat())
    address = "/2026/11/20/last-orders"
    assert seconds_until(lambda: nginx.get(address).status == 200) <= 2
    assert stale_if_error(mortal_paper.gunicorn, address) <= 5
    kill(mortal_paper.gunicorn)
    time.sleep(KEPT)
    for path, answer in before.items():
        again = nginx.get(path)
        assert (again.status, again.body) == (200, answer.body)
    assert nginx.get(address).status == 200
    assert nginx.get("/never-asked-for").status == 502
    time.sleep(max((moment - datetime.now(UTC)).total_seconds(), 0) + 1.1)
    assert nginx.get(address).status == 502
    assert nginx.get(STORY).status == 200


def test_a_page_stands_in_for_503_and_for_no_other_answer(mortal_paper: Paper) -> None:
    nginx, gunicorn = mortal_paper.nginx, mortal_paper.gunicorn
    before = nginx.get(STORY)
    kill(gunicorn)
    time.sleep(KEPT)
    for status in (503, 404, 410, 500):
        with only_answer(gunicorn.port, status):
            known, unknown = nginx.get(STORY), nginx.get("/never-asked-for")
        assert (unknown.status, unknown.body) == (status, b"all that is said")
        assert (known.status, known.body) == ((200, before.body) if status == 503 else (status, b"all that is said"))


def test_twenty_slow_readers_hold_nobody_up(paper: Paper) -> None:
    paper.save("long-read", "It goes on and on. " * 40_000)
    assert seconds_until(lambda: paper.nginx.get("/2026/11/20/long-read").status == 200) <= KEPT + RENDER
    done = threading.Event()
    request = f"GET /2026/11/20/long-read HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    lines = [paper.nginx.line() for _ in range(40)]
    for line in lines[:20]:  # these ask at once, and never read
        line.sendall(request)

    def send_a_byte_a_second() -> None:
        for byte in request:
            for line in lines[20:]:
                line.sendall(bytes([byte]))
            if done.wait(1):
                return

    slow = threading.Thread(target=send_a_byte_a_second)
    slow.start()
    try:
        for number in range(40):
            assert paper.nginx.get(f"/page-that-nobody-wrote-{number}").status == 404  # gunicorn is asked each time
        assert slow.is_alive()
    finally:
        done.set()
        slow.join()
        for line in lines:
            line.close()


def kill(gunicorn: Gunicorn) -> None:
    """At once, workers and all, so that nobody listens any more."""
    master = gunicorn.process.pid
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    gunicorn.process.kill()
    gunicorn.process.wait(PATIENCE)
    for worker in workers:
        os.kill(int(worker), signal.SIGKILL)
    gunicorn.socket.close()
    assert seconds_until(lambda: not is_listening(gunicorn.port)) < PATIENCE


@contextmanager
def only_answer(port: int, status: int) -> Iterator[None]:
    """A server in gunicorn's place that says one thing."""

    class Always(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(b"all that is said")

        def log_message(self, *_: object) -> None:
            """Nothing: standard error belongs to pytest."""

    with ThreadingHTTPServer(("127.0.0.1", port), Always) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def cache_control_of(gunicorn: Gunicorn, path: str) -> str:
    """What gunicorn itself sends."""
    connection = gunicorn.connect()
    connection.request("HEAD", path)
    header = connection.getresponse().headers["Cache-Control"]
    connection.close()
    return header


def stale_if_error(gunicorn: Gunicorn, path: str) -> int:
    return int(cache_control_of(gunicorn, path).partition("stale-if-error=")[2])


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
