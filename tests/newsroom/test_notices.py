"""The hub is told of every feed that has changed, once, and later again where it did not listen."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from flask import Flask

from newsroom.indexer.notices import QUIET, WAITS, Notices
from newsroom.places import FEEDS
from tests.desk import BASE_URL, START, Clock

Publish = Callable[..., Path]


@dataclass
class Hub:
    """A WebSub hub on this machine: what it was told, and the status that it answers with."""

    told: list[dict[str, list[str]]] = field(default_factory=list)
    status: int = 204
    speaks_http: bool = True
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def take(self) -> set[str]:
        """The lists of whose feeds it was told since the last time; all three of each, or it is a fault."""
        urls = [form["hub.url"][0] for form in self.told]
        assert all(form["hub.mode"] == ["publish"] for form in self.told)
        self.told.clear()
        assert len(urls) == len(set(urls))
        assert all(url.startswith(f"{BASE_URL}/") for url in urls)
        lists = {url.removeprefix(BASE_URL).rpartition("/")[0] + "/" for url in urls}
        assert set(urls) == {f"{BASE_URL}{each}{name}" for each in lists for name in FEEDS}
        return lists


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hub.told.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            if not hub.speaks_http:
                self.wfile.write(b"220 mail.example ESMTP\r\n")
                return
            self.send_response(hub.status)
            if hub.status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def do_GET(self) -> None:
            hub.asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    hub.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield hub
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def turn(app: Flask, clock: Clock, content: Path, hub: Hub) -> Callable[[float], set[str]]:
    """`turn(seconds)`: what the hub is told at that second of the process's own clock."""
    site = content / "site.toml"
    site.write_text(f'hub = "http://127.0.0.1:{hub.port}/"\n{site.read_text()}')
    paper = app.extensions["paper"]
    paper.open()
    notices = Notices(paper.catalogue, BASE_URL, clock)

    def at(seconds: float) -> set[str]:
        paper.sync()
        notices.note(paper.indexer.take_followed())
        notices.turn(seconds)
        return hub.take()

    at(-QUIET)
    return at


def test_a_save_is_told_of_where_the_story_is_and_where_it_was(
    turn: Callable[[float], set[str]], publish: Publish
) -> None:
    publish("a", series="The quay", corrections=[{"date": "2026-11-21", "text": "It is 41."}])
    here = {"/", "/news/", "/topics/harbour/", "/authors/ada-quill/", "/series/the-quay/", "/corrections/"}
    assert turn(0) == here
    assert turn(QUIET) == set()
    publish("a", section="culture", topics=["else"])
    assert turn(2 * QUIET) == here | {"/culture/", "/topics/else/"}
    publish("draft", draft=True)
    publish("later", published="2027-01-01")
    assert turn(3 * QUIET) == set()


def test_a_schedule_is_told_of_when_it_has_come(
    turn: Callable[[float], set[str]], publish: Publish, clock: Clock
) -> None:
    publish("later", published=(START + timedelta(minutes=5)).isoformat())
    publish("a", corrections=[{"date": (START + timedelta(minutes=10)).isoformat(), "text": "It is 41."}])
    turn(0)
    clock.forward(minutes=4)
    assert turn(QUIET) == set()
    clock.forward(minutes=1)
    assert turn(2 * QUIET) == {"/", "/news/", "/topics/harbour/", "/authors/ada-quill/"}
    clock.forward(minutes=5)
    assert "/corrections/" in turn(3 * QUIET)


def test_what_comes_within_a_minute_is_told_together(turn: Callable[[float], set[str]], publish: Publish) -> None:
    publish("a")
    assert "/news/" in turn(0)
    publish("b", section="culture", topics=["b"])
    assert turn(1) == set()
    publish("c", section="opinion", topics=["c"])
    assert turn(QUIET - 1) == set()
    lists = {"/", "/culture/", "/topics/b/", "/opinion/", "/topics/c/", "/authors/ada-quill/"}
    assert turn(QUIET) == lists


def test_a_hub_that_fails_is_told_again_a_few_times(
    turn: Callable[[float], set[str]], publish: Publish, hub: Hub
) -> None:
    hub.status = 503
    publish("a")
    lists = turn(0)
    assert lists
    clock = 0.0
    for wait in WAITS:
        assert turn(clock + wait - 1) == set()
        clock += wait
        assert turn(clock) == lists
    assert turn(clock + 10 * WAITS[-1]) == set()


def test_a_hub_that_comes_back_has_missed_nothing(
    turn: Callable[[float], set[str]], publish: Publish, hub: Hub
) -> None:
    hub.status = 500
    publish("a")
    lists = turn(0)
    hub.status = 202
    assert turn(WAITS[0]) == lists
    assert turn(10 * WAITS[-1]) == set()


def test_what_does_not_speak_http_is_told_again_of_all(
    turn: Callable[[float], set[str]], publish: Publish, hub: Hub
) -> None:
    hub.speaks_http = False
    publish("a")
    lists = turn(0)
    assert "/news/" in lists
    hub.speaks_http = True
    assert turn(WAITS[0]) == lists


def test_a_hub_sends_us_nowhere(turn: Callable[[float], set[str]], publish: Publish, hub: Hub) -> None:
    hub.status = 302
    publish("a")
    lists = turn(0)
    assert hub.asked == []
    hub.status = 204
    assert turn(WAITS[0]) == lists


def test_without_a_hub_nothing_is_kept_or_sent(
    turn: Callable[[float], set[str]], publish: Publish, content: Path, hub: Hub
) -> None:
    site = content / "site.toml"
    written = site.read_text()
    site.write_text(written.partition("\n")[2])
    publish("a")
    assert turn(0) == set()
    site.write_text(written)
    lists = {"/", "/corrections/", "/news/", "/culture/", "/opinion/", "/topics/harbour/", "/authors/ada-quill/"}
    assert turn(QUIET) == lists, "their feeds name the hub now"


def test_of_very_many_changes_the_main_lists_are_told(turn: Callable[[float], set[str]], publish: Publish) -> None:
    for number in range(310):
        publish(f"s{number}", topics=[f"t{number}"])
    assert turn(0) == {"/", "/corrections/", "/news/", "/culture/", "/opinion/"}
