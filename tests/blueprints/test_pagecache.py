import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blueprints._pagecache import PageCache, matches
from blueprints._templates import printed
from tests.desk import BASE_URL, Clock, get

Publish = Callable[..., Path]


@pytest.fixture
def cache(app: Flask) -> PageCache:
    found: PageCache = app.extensions["pagecache"]
    return found


def text(app: Flask, url: str) -> str:
    answer = get(app.test_client(), url)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_save_redoes_only_the_pages_that_it_changes(app: Flask, publish: Publish, cache: PageCache) -> None:
    for number in range(40):
        publish(f"s{number:02}", topics=[f"t{number}"], published=f"2026-11-{20 - number // 10}T0{number % 10}:00:00Z")
    publish("old", topics=["old"], published="2020-01-01T00:00:00Z")
    app.extensions["paper"].sync()
    pages = ["/2026/11/20/s00", "/2020/01/01/old", "/topics/t5/", "/latest/"]
    before = {url: text(app, url) for url in pages}
    bodies = {url: id(cache._kept.get(url).body) for url in pages}  # type: ignore[union-attr]
    assert cache.printed == len(pages)
    publish("old", topics=["old"], published="2020-01-01T00:00:00Z", headline="Now with another headline")
    app.extensions["paper"].sync()
    after = {url: text(app, url) for url in pages}
    changed = {url for url in pages if after[url] != before[url]}
    assert changed == {"/2020/01/01/old"}
    assert cache.printed == len(pages) + 1
    for url in set(pages) - changed:
        assert id(cache._kept.get(url).body) == bodies[url]  # type: ignore[union-attr]


def test_a_very_long_story_is_set_and_printed_once(app: Flask, publish: Publish, cache: PageCache) -> None:
    publish("a", body="\n\n".join(["Word " * 1_000] * 330))
    app.extensions["paper"].sync()
    assert len(text(app, "/2026/11/20/a")) > 1_600_000
    printed_before = cache.printed
    assert len(text(app, "/2026/11/20/a")) > 1_600_000
    assert cache.printed == printed_before


def test_the_own_page_needs_no_sync(app: Flask, publish: Publish) -> None:
    publish("a", body="First text.")
    app.extensions["paper"].sync()
    assert "First text." in text(app, "/2026/11/20/a")
    publish("a", body="Second text.")
    assert "Second text." in text(app, "/2026/11/20/a")


def test_a_changed_link_target_redoes_the_page_that_links(app: Flask, publish: Publish) -> None:
    publish("target", slug="one")
    publish("source", body="See [there](target.md).", published="2026-11-19T00:00:00Z")
    app.extensions["paper"].sync()
    assert 'href="/2026/11/20/one"' in text(app, "/2026/11/19/source")
    publish("target", slug="two")
    app.extensions["paper"].sync()
    assert 'href="/2026/11/20/two"' in text(app, "/2026/11/19/source")


def test_a_schedule_comes_at_its_second(app: Flask, publish: Publish, clock: Clock) -> None:
    publish("later", headline="Later news", published="2026-11-22T12:00:10Z")
    app.extensions["paper"].sync()
    assert "Later news" not in text(app, "/latest/")
    clock.forward(seconds=9)
    answer = get(app.test_client(), "/latest/")
    assert "s-maxage=0" in answer.headers["Cache-Control"]
    assert "Later news" not in answer.get_data(as_text=True)
    clock.forward(seconds=1)
    assert "Later news" in text(app, "/latest/")


def test_it_keeps_one_entry_a_page_whatever_is_asked(app: Flask, publish: Publish, cache: PageCache) -> None:
    publish("a")
    client = app.test_client()
    for number in range(50):
        for url in (f"/latest/?x={number}", f"/nowhere-{number}", f"/latest/?page={number}", f"/LATEST/?{number}"):
            get(client, url)
    assert len(cache) <= 2


@pytest.mark.parametrize(
    ("condition", "is_match"),
    [("", False), ("*", True), ('"a"', True), ('W/"a"', True), ('"b", "a"', True), ('"b"', False), ("a" * 8192, False)],
)
def test_entity_tags(condition: str, is_match: bool) -> None:
    assert matches(condition, '"a"') is is_match


def test_conditional_and_head_requests(app: Flask, publish: Publish) -> None:
    publish("a")
    client = app.test_client()
    cold = client.head("/2026/11/20/a", base_url="https://gazette.example")
    whole = get(client, "/2026/11/20/a")
    assert cold.headers["Content-Length"] == str(len(whole.data))
    for _ in range(2):
        again = get(client, "/2026/11/20/a", headers={"If-None-Match": whole.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        head = client.head("/2026/11/20/a", base_url="https://gazette.example")
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Content-Length"] == str(len(whole.data))


def test_a_page_is_printed_once_for_all_who_wait_for_it(
    app: Flask, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish("a")
    app.extensions["paper"].sync()
    times: list[float] = []

    def slowly(template: str, page: object) -> str:
        times.append(time.monotonic())
        time.sleep(0.1)
        return printed(template, page)

    monkeypatch.setattr("blueprints._answer.printed", slowly)
    monkeypatch.setattr("blueprints._pagecache._PATIENCE", 30.0)  # the machine may be busy
    get(app.test_client(), "/latest/")  # its host is known from now on
    readers = [threading.Thread(target=lambda: get(app.test_client(), "/2026/11/20/a")) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(times) == 2


def test_what_was_packed_stays_while_the_page_does(app: Flask, publish: Publish, cache: PageCache) -> None:
    publish("a")
    publish("b", topics=["other"], published="2020-01-01T00:00:00Z")
    app.extensions["paper"].sync()
    get(app.test_client(), "/2020/01/01/b", headers={"Accept-Encoding": "br"})
    before = cache._kept.get("/2020/01/01/b")
    publish("a", body="Another text.")
    app.extensions["paper"].sync()
    get(app.test_client(), "/2020/01/01/b", headers={"Accept-Encoding": "br"})
    after = cache._kept.get("/2020/01/01/b")
    assert before
    assert after
    assert after.generation != before.generation
    assert after.form("br") is before.form("br")


def test_odd_ports_shut_no_reader_out(app: Flask, client: FlaskClient, publish: Publish, cache: PageCache) -> None:
    publish("a")
    app.extensions["paper"].sync()
    for port in range(8000, 8100):
        client.get("/latest/", base_url=f"{BASE_URL}:{port}")
    get(client, "/latest/")
    get(client, "/latest/")
    before = cache.printed
    get(client, "/latest/")
    assert cache.printed == before
    assert len(cache._hosts) <= 64
