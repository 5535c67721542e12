"""What a page costs: bytes as sent with brotli, requests, and how much it moves while it loads."""

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

import brotli
import pytest
from flask import Flask
from playwright.sync_api import Page, Response, Route

from tests.browser.address import ADDRESS
from tests.browser.conftest import serve
from tests.browser.sample import stories

Windows = Callable[..., Page]

MOVED = """() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(moved), 300);
})"""
WHAT_MOVED = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().flatMap(entry => entry.sources.map(
    source => `${entry.value.toFixed(4)} ${source.node?.outerHTML?.slice(0, 90)}`))))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done([]), 300);
})"""


@pytest.fixture(scope="session")
def longest(edition: Flask) -> str:
    """The story with the most bytes."""
    client = edition.test_client()
    return max(stories(client, ADDRESS), key=lambda url: len(client.get(url, base_url=ADDRESS).data))


def loaded(page: Page, url: str) -> list[Response]:
    """Every answer that the page asked for, all pictures among them."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url, wait_until="networkidle")
    for _ in range(40):
        page.mouse.wheel(0, 700)
    page.wait_for_load_state("networkidle")
    return answers


def kilobytes(answers: list[Response], kind: str) -> float:
    return sum(len(brotli.compress(each.body())) for each in answers if each.request.resource_type == kind) / 1000


@pytest.mark.parametrize("name", ["front", "longest story"])
def test_a_page_is_light(window: Windows, longest: str, name: str) -> None:
    """The pictures of a story's own text are its writer's affair, and are not counted among the requests."""
    url, html, requests = ("/", 30, 30) if name == "front" else (longest, 20, 12)
    page = window(width=412, height=823)
    answers = loaded(page, url)
    in_text = page.eval_on_selector_all(".prose img", "pictures => pictures.map(picture => picture.currentSrc)")
    asked = [urlsplit(each.url).path for each in answers if each.url not in in_text]
    assert kilobytes(answers, "document") <= html
    assert kilobytes(answers, "stylesheet") <= 14
    assert kilobytes([each for each in answers if each.request.resource_type == "font"], "font") <= 110
    assert [each.url for each in answers if each.request.resource_type == "script"] == []
    assert [each.url for each in answers if not each.url.startswith(ADDRESS)] == []
    assert len(asked) <= requests, asked
    assert [each.url for each in answers if each.status >= 400] == []


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_a_page_loads(window: Windows, page_urls: dict[str, str], longest: str, width: int) -> None:
    page = window(width=width)
    page.goto("/feeds/", wait_until="networkidle")  # fonts that come late are the affair of the test below
    moved = {}
    for url in [*page_urls.values(), longest]:
        page.goto(url, wait_until="load")
        if page.evaluate(MOVED) > 0.001:
            moved[url] = page.evaluate(WHAT_MOVED)
    assert moved == {}


@pytest.fixture(scope="module")
def hesitant(edition: Flask) -> Iterator[str]:
    """The address of the same paper behind a line that brings a page's body a few lines at a time."""

    def in_pieces(environ: WSGIEnvironment, start: StartResponse) -> Iterator[bytes]:
        data = b"".join(edition(environ, start))
        head, found, body = data.partition(b"<body>")
        yield head + found
        lines = body.splitlines(keepends=True)
        for line in lines[:40]:
            time.sleep(0.03)
            yield line
        yield b"".join(lines[40:])

    yield from serve(in_pieces, 0)


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_the_rest_of_a_page_arrives(
    window: Windows, hesitant: str, page_urls: dict[str, str], width: int
) -> None:
    page = window(width=width)
    page.goto(hesitant + "/feeds/", wait_until="networkidle")  # fetches fonts and style
    moved = {}
    for url in ("/", page_urls["section"], page_urls["news story in en-GB"], page_urls["missing page"]):
        page.goto(hesitant + url, wait_until="load")
        if page.evaluate(MOVED) > 0.001:
            moved[url] = page.evaluate(WHAT_MOVED)
    assert moved == {}


def test_little_moves_when_the_fonts_come_late(window: Windows, page_urls: dict[str, str], longest: str) -> None:
    """The fallbacks have the measure of the fonts. What is left: a word that falls onto another line."""
    page = window(width=412)
    page.route("**/*.woff2", later)
    moved = {}
    for url in ("/", longest, page_urls["section"]):
        page.goto(url, wait_until="networkidle")
        if (sum_of_shifts := page.evaluate(MOVED)) > 0.05:
            moved[url] = [sum_of_shifts, *page.evaluate(WHAT_MOVED)]
    assert moved == {}


def later(route: Route) -> None:
    time.sleep(0.4)
    route.continue_()


def test_no_page_has_more_nodes_than_a_phone_likes(window: Windows, longest: str) -> None:
    page = window()
    counts = {}
    for url in ("/", longest):
        page.goto(url, wait_until="load")
        counts[url] = page.evaluate("document.querySelectorAll('*').length")
    assert max(counts.values()) <= 1200, counts


def test_pages_ask_the_browser_to_fetch_ahead(window: Windows) -> None:
    page = window()
    answer = page.goto("/", wait_until="load")
    assert answer
    rules = page.request.get(answer.headers["speculation-rules"].strip('"'))
    assert rules.headers["content-type"].startswith("application/speculationrules+json")
    assert rules.json()["prefetch"][0]["eagerness"] == "moderate"
