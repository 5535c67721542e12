"""The feeds over HTTP, each read by its rules (tests/feed_rules.py)."""

import re
import struct
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blueprints._pagecache import PageCache
from newsroom.places import FEEDS
from tests.desk import BASE_URL, START, Clock, get
from tests.feed_rules import Read, all_feeds, lost_among, read_feed
from tests.house_rules import Page

PROJECT = Path(__file__).resolve().parents[2]
Publish = Callable[..., Path]
LISTS = ("/", "/news/", "/topics/harbour/", "/authors/ada-quill/", "/series/the-quay/", "/corrections/")
every_name = pytest.mark.parametrize("name", FEEDS)


@pytest.fixture
def feed(client: FlaskClient) -> Callable[[str], Read]:
    return lambda url: read_feed(get(client, url), url, BASE_URL)


CORRECTION = {"date": "2026-11-21T10:00:00Z", "text": "It was *41*.", "was": "It was 14."}


@every_name
def test_every_list_has_a_feed_in_every_format(feed: Callable[[str], Read], publish: Publish, name: str) -> None:
    publish("a", series="The quay", corrections=[CORRECTION])
    publish("b", published="2026-11-19T09:00:00Z", section="culture", topics=["else"], authors=["Bo"])
    for where in LISTS:
        found = feed(f"{where}{name}")
        assert len(found.items) == (2 if where == "/" else 1)
        assert found.items[0].url.startswith(f"{BASE_URL}/2026/11/20/a")
        assert found.title == "The Test Gazette" if where == "/" else found.title.startswith("The Test Gazette – ")


@every_name
def test_an_entry_is_the_whole_story(
    feed: Callable[[str], Read], publish: Publish, content: Path, name: str
) -> None:
    (content / "articles/wall.png").write_bytes(png())
    publish("there")
    publish(
        "a", published="2026-11-21T09:00:00Z", headline="Fish & 5 < 6", standfirst="Cod \x0bis 5 < 6.",
        authors=["Ada Quill", "Bo"], topics=["Harbour", "R&D"], kind="analysis",
        image={"src": "wall.png", "alt": "A wall", "caption": "The *wall*", "credit": "Photo: Cy"},
        body="# No\n\nSee [[there]], [a](?x=1&y=2), [b](#c), ![In](wall.png) and ]]> `<a href=\"/x\">`.[^1]\n\n"
        "[^1]: Note.\n\n| a |\n|--:|\n| 1 |\n",
    )  # fmt: skip
    item = feed(f"/{name}").items[0]
    assert item.title == "Fish & 5 < 6"
    assert item.summary == "Cod \N{REPLACEMENT CHARACTER}is 5 < 6."
    assert item.writers == ("Ada Quill", "Bo")
    assert item.image == f"{BASE_URL}/articles/wall.png"
    size = 'sizes="[^"]+" width="480" height="320" alt="A wall"'
    assert re.search(f'<img src="{BASE_URL}/[^"]+" srcset="{BASE_URL}/[^"]+" {size}>', item.html)
    small = f"{BASE_URL}/renditions/160/articles/wall.png.avif 160w, {BASE_URL}/"
    assert f'<source type="image/avif" srcset="{small}' in item.html
    assert "<figcaption>The <em>wall</em> Photo: Cy</figcaption>" in item.html
    for address in ("/2026/11/20/there", "/2026/11/21/a?x=1&amp;y=2"):
        assert f'href="{BASE_URL}{address}"' in item.html
    assert '<code>&lt;a href="/x"&gt;</code>' in item.html, "what a writer shows as code is no address"
    assert "]]&gt;" in item.html
    assert "Note." in item.html
    assert {"Harbour", "R&D"} <= set(item.categories) or {"harbour", "r-d"} <= set(item.categories)


@every_name
def test_dates_are_those_that_readers_see(
    feed: Callable[[str], Read], page: Callable[..., Page], publish: Publish, name: str
) -> None:
    publish("a", published="2026-06-01T09:00:00+02:00", updated="2026-07-01T09:00:00Z")
    publish("b", published="2026-11-20T23:30:00-05:00")
    for item in feed(f"/{name}").items:
        html = page(item.url.removeprefix(BASE_URL)).html
        shown = [datetime.fromisoformat(each) for each in re.findall(r'ed <time datetime="([^"]+)"', html)]
        assert shown == [item.published, *([item.updated] if item.updated != item.published else [])]


@every_name
def test_a_correction_moves_updated_and_nothing_else(
    feed: Callable[[str], Read], publish: Publish, clock: Clock, name: str
) -> None:
    publish("a", corrections=[{"date": "2026-11-22T12:00:10Z", "text": "It was 41."}])
    clock.set(datetime.fromisoformat("2026-11-22T12:00:09Z"))
    (before,), none = feed(f"/{name}").items, feed(f"/corrections/{name}").items
    assert none == ()
    assert before.updated == before.published
    assert "It was 41" not in before.html
    clock.forward(seconds=1)
    (after,), (correction,) = feed(f"/{name}").items, feed(f"/corrections/{name}").items
    assert after.updated == clock.now > after.published == before.published
    assert after.id == before.id
    assert {"corrected", "Corrected"} & set(after.categories)
    assert "<strong>Correction, 22 November 2026:</strong> It was 41." in after.html
    assert correction.published == clock.now
    assert correction.url == f"{after.url}#correction-1"
    assert correction.id.startswith(after.id)


@every_name
def test_nothing_is_in_a_feed_before_its_second_or_after_it(
    feed: Callable[[str], Read], publish: Publish, clock: Clock, name: str
) -> None:
    moment = "2026-11-22T13:00:00Z"
    publish("later", published=moment)
    publish("embargoed", embargo=moment)
    publish("going", expires=moment)
    publish("draft", draft=True)
    shown = {}
    for seconds in (-1, 0, 1):
        clock.set(datetime.fromisoformat(moment) + timedelta(seconds=seconds))
        shown[seconds] = {item.title for item in feed(f"/{name}").items}
    assert shown == {-1: {"Going"}, 0: {"Later", "Embargoed"}, 1: {"Later", "Embargoed"}}


def test_what_a_save_hides_is_hidden_before_the_catalogue_knows(app: Flask, publish: Publish) -> None:
    publish("a", headline="Here")
    app.extensions["paper"].sync()
    publish("a", headline="Here", draft=True)
    assert "Here" not in get(app.test_client(), "/feed.xml").text


@every_name
def test_an_id_outlives_a_change_of_address(
    app: Flask, publish: Publish, content: Path, name: str, sync: Callable[[], object]
) -> None:
    publish("articles/one/a.md")
    publish("articles/two/a.md", headline="Another")
    client = app.test_client()

    def known() -> dict[str, tuple[str, str]]:
        found = read_feed(get(client, f"/{name}"), f"/{name}", BASE_URL)
        return {item.title: (item.id, item.url) for item in found.items}

    before = known()
    assert {each.rpartition(":")[2] for each, _ in before.values()} == {"a", "a.2"}
    site = content / "site.toml"
    site.write_text('permalink = "/{section}/{slug}"\n' + site.read_text())
    publish("articles/two/a.md", headline="Another", section="culture", updated="2026-11-22T11:00:00Z")
    sync()
    after = known()
    assert {title: each[0] for title, each in before.items()} == {title: each[0] for title, each in after.items()}
    assert all(before[title][1] != after[title][1] for title in before)


@every_name
def test_fifty_entries_at_most_and_an_empty_feed_is_one(
    feed: Callable[[str], Read], publish: Publish, sync: Callable[[], object], name: str
) -> None:
    assert feed(f"/{name}").items == ()
    for number in range(53):
        publish(f"s{number:02}", published=(START - timedelta(hours=number + 1)).isoformat())
    publish("undated", published=None)
    sync()
    assert [item.title for item in feed(f"/{name}").items] == [f"S{number:02}" for number in range(50)]
    assert feed(f"/culture/{name}").items == ()


def test_sponsored_stories_say_so(feed: Callable[[str], Read], publish: Publish) -> None:
    publish("a", kind="sponsored", headline="A boat")
    for name in FEEDS:
        (item,) = feed(f"/{name}").items
        assert item.title == "Sponsored: A boat"
        assert item.html.startswith("<p><strong>Sponsored</strong></p>")
        assert {"sponsored", "Sponsored"} & set(item.categories)


def test_a_story_that_cannot_be_rendered_has_its_standfirst(feed: Callable[[str], Read], publish: Publish) -> None:
    publish("a", standfirst="What is known.", body=">" * 60 + " deep\n")
    publish("b", published="2026-11-19T00:00:00Z")
    for name in FEEDS:
        slow, other = feed(f"/{name}").items
        assert slow.html == "<p>What is known.</p>"
        assert "whole story of b" in other.html


def test_a_feed_is_known_by_its_etag_and_made_anew_only_when_it_changes(
    app: Flask, publish: Publish, sync: Callable[[], object]
) -> None:
    publish("a", body="Long text. " * 90)
    publish("b", section="culture", authors=["Bo"], topics=["else"], body="Long text. " * 90)
    sync()
    client, cache = app.test_client(), app.extensions["pagecache"]
    assert isinstance(cache, PageCache)
    urls = [f"{where}{name}" for where in ("/", "/news/", "/culture/", "/authors/bo/") for name in FEEDS]
    etags = {url: get(client, url).headers["ETag"] for url in urls}
    printed = cache.printed
    for url, etag in etags.items():
        answer = get(client, url, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == etag
        head = client.head(url, base_url=BASE_URL)
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Content-Length"] == str(len(get(client, url).data))
        packed = get(client, url, headers={"Accept-Encoding": "br"})
        assert packed.headers["Content-Encoding"] == "br"
        assert packed.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert cache.printed == printed, "a feed that has not changed is not made again"
    publish("b", section="culture", authors=["Bo"], topics=["else"], body="Another text.")
    sync()
    changed = {url for url in urls if get(client, url).headers["ETag"] != etags[url]}
    assert changed == {url for url in urls if not url.startswith("/news/")}
    assert cache.printed == printed + 9


def test_other_spellings_get_one_redirect_or_404(client: FlaskClient, publish: Publish) -> None:
    publish("a")
    found = {url: get(client, url) for url in SPELLINGS}
    assert {url: answer.headers.get("Location", "") for url, answer in found.items()} == SPELLINGS
    assert {url: answer.status_code for url, answer in found.items()} == {
        url: 301 if leads_to else 404 for url, leads_to in SPELLINGS.items()
    }
    assert {get(client, leads_to).status_code for leads_to in SPELLINGS.values() if leads_to} == {200}


SPELLINGS = {
    "/feed.xml/": "/feed.xml", "/FEED.xml": "/feed.xml", "/feed.json?x=1": "/feed.json", "/feeds": "/feeds/",
    "/news/feed.xml/": "/news/feed.xml", "/News/Atom.xml": "/news/atom.xml", "/news/feed.xml?page=2": "/news/feed.xml",
    "/topics/harbour/feed.xml/": "/topics/harbour/feed.xml", "/corrections/feed.json/": "/corrections/feed.json",
    "/2026/feed.xml": "", "/latest/feed.xml": "", "/topics/none/feed.xml": "", "/authors/none/atom.xml": "",
    "/series/none/feed.json": "", "/nowhere/feed.xml": "", "/topics/feed.xml": "", "/2026/11/20/a/feed.xml": "",
    "/news/rss.xml": "", "/news/feed.xml/feed.xml": "", "/topics/none/feed.xml/": "",
}  # fmt: skip


def test_no_story_takes_the_address_of_a_feed(app: Flask, publish: Publish, sync: Callable[[], object]) -> None:
    publish("a", permalink="/news/feed.xml", headline="Mine")
    publish("b", aliases=["/culture/atom.xml"])
    sync()
    client = app.test_client()
    found = read_feed(get(client, "/news/feed.xml"), "/news/feed.xml", BASE_URL)
    assert f"{BASE_URL}/news/feed.xml" not in {item.url for item in found.items}
    assert get(client, "/culture/atom.xml").status_code == 200
    told = app.test_cli_runner().invoke(args=["check"])
    assert "wants the path /news/feed.xml" in told.output


def test_feeds_come_and_go_with_their_section(
    app: Flask, publish: Publish, content: Path, sync: Callable[[], object]
) -> None:
    site = content / "site.toml"
    publish("a", permalink="/sport/feed.xml", headline="Mine")
    sync()
    client = app.test_client()
    assert "Mine" in get(client, "/sport/feed.xml").text
    with_sport = site.read_text() + '\n[[sections]]\nslug = "sport"\ntitle = "Sport"\n'
    site.write_text(with_sport)
    sync()
    assert read_feed(get(client, "/sport/feed.xml"), "/sport/feed.xml", BASE_URL).items == ()
    site.write_text(with_sport.partition('\n[[sections]]\nslug = "sport"')[0])
    sync()
    assert get(client, "/sport/atom.xml").status_code == 404
    assert get(client, "/sport/feed.xml").mimetype == "text/html"


@every_name
def test_each_language_of_the_paper_has_feeds(
    app: Flask, publish: Publish, page: Callable[..., Page], content: Path, sync: Callable[[], object], name: str
) -> None:
    publish("a")
    publish("b", language="de", kind="sponsored", headline="Ein Boot", corrections=[CORRECTION])
    site = content / "site.toml"
    site.write_text('languages = ["de"]\n' + site.read_text())
    sync()
    client = app.test_client()
    found = read_feed(get(client, f"/de/{name}"), f"/de/{name}", BASE_URL)
    (item,) = found.items
    assert found.title == "The Test Gazette – Deutsch"
    assert item.title.endswith(": Ein Boot")
    assert "Korrektur" in item.html
    assert f"{BASE_URL}/de/feed.xml" in page("/feeds/").html
    assert feeds_in(page("/de/"))[0] == ("The Test Gazette – Deutsch", "/de/feed.xml")
    assert get(client, f"/fr/{name}").status_code == 404


@every_name
def test_a_hub_is_named_in_headers_and_feed(
    client: FlaskClient, publish: Publish, content: Path, sync: Callable[[], object], name: str
) -> None:
    publish("a")
    site, url = content / "site.toml", f"/topics/harbour/{name}"
    assert get(client, url).headers.getlist("Link") == []
    site.write_text('hub = "https://hub.example/?a=1&b=2"\n' + site.read_text())
    sync()
    answer = get(client, url)
    assert answer.headers.getlist("Link") == [
        '<https://hub.example/?a=1&b=2>; rel="hub"', f'<{BASE_URL}{url}>; rel="self"',
    ]  # fmt: skip
    read_feed(answer, url, BASE_URL)
    assert re.search(r"https://hub\.example/\?a=1&(amp;)?b=2", answer.text)


@pytest.mark.parametrize("hub", ["ftp://hub.example/", "https://hüb.example/", "https://hub.example/#x", "/hub"])
def test_a_hub_that_cannot_be_one_is_a_problem(
    app: Flask, client: FlaskClient, publish: Publish, content: Path, hub: str
) -> None:
    publish("a")
    site = content / "site.toml"
    site.write_text(f'hub = "{hub}"\n' + site.read_text())
    told = app.test_cli_runner().invoke(args=["check"])
    assert "cannot be used for hub" in told.output
    assert "Link" not in get(client, "/feed.xml").headers


def test_pages_name_the_feeds_of_their_list_and_then_the_papers(page: Callable[..., Page], publish: Publish) -> None:
    publish("a", series="The quay", corrections=[CORRECTION])
    for where in ("/", "/latest/", "/2026/11/20/a", "/archive/", "/topics/", "/feeds/"):
        assert feeds_in(page(where)) == [("The Test Gazette", f"/{name}") for name in FEEDS], where
    for where, title in (
        ("/news/", "News"), ("/topics/harbour/", "Harbour"), ("/authors/ada-quill/", "Ada Quill"),
        ("/series/the-quay/", "The quay"), ("/corrections/", "Corrections"),
    ):  # fmt: skip
        assert feeds_in(page(where)) == [
            *((f"The Test Gazette – {title}", where + name) for name in FEEDS),
            *(("The Test Gazette", f"/{name}") for name in FEEDS),
        ]


def feeds_in(page: Page) -> list[tuple[str, str]]:
    types = [*(f"application/{each}" for each in ("rss+xml", "atom+xml", "feed+json"))]
    found = re.findall(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', page.html)
    assert [each[0] for each in found] == types * (len(found) // 3)
    return [(title, address.removeprefix(BASE_URL)) for _, title, address in found]


def test_the_page_on_feeds_names_them_all(page: Callable[..., Page], publish: Publish, app: Flask) -> None:
    for number in range(3):
        publish(f"s{number}", topics=["often", *(["seldom"] if number else [])], series="The quay")
    html = page("/feeds/").html
    named = set(re.findall(rf"<code>{BASE_URL}([^<]+)</code>", html))
    lists = {"/topics/often/", "/authors/ada-quill/", "/series/the-quay/", "/corrections/"}
    sections = {"/news/", "/culture/", "/opinion/"}
    assert named == {f"/{name}" for name in FEEDS} | {f"{each}feed.xml" for each in lists | sections}
    assert '<li><a href="/feeds/">Feeds</a></li>' in page("/2026/11/20/s0").html


def test_every_address_in_the_feeds_of_the_sample_edition_answers(make_app: Callable[..., Flask]) -> None:
    client = make_app(BROADSHEET_CONTENT=str(PROJECT / "content")).test_client()
    urls = all_feeds(client)
    assert len(urls) >= 150
    links = {link for url in urls for link in read_feed(get(client, url), url, BASE_URL).links}
    assert len(links) > 200
    assert lost_among(client, links) == {}


def png(width: int = 480, height: int = 320) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
