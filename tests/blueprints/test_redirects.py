"""Old addresses: each is answered with one redirect to where the page is now, or with 404."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blueprints import articles
from tests.desk import SITE, Clock, get

Publish = Callable[..., Path]
Follow = Callable[[str], str]


@pytest.fixture
def follow(client: FlaskClient) -> Follow:
    """Where one redirect leads, which must be a page; the status where there is none."""

    def ask(url: str) -> str:
        answer = get(client, url)
        if answer.status_code != 301:
            return str(answer.status_code)
        assert answer.headers["Cache-Control"] == "no-store"
        assert get(client, answer.location).status_code == 200, (url, answer.location)
        return answer.location

    return ask


@pytest.fixture
def old(publish: Publish) -> Callable[..., Path]:
    """Lists earlier permalinks in site.toml."""
    return lambda *patterns: publish("./site.toml", f"old_permalinks = {list(patterns)!r}\n{SITE}")


@pytest.mark.parametrize(
    "url",
    [
        "/old-path", "/old-path/", "/Old-Path", "/old_path", "/OLD_path.html", "/old-path?utm_source=x", "/%6fld-path",
        "/before", "/long-before", "/Long_Before?page=2", "/by-file", "/2026/11/20/a?x=1", "/2026/11/20/A",
    ],
)  # fmt: skip
def test_every_way_is_one_hop(follow: Follow, publish: Publish, url: str) -> None:
    publish("a", aliases=["/old-path"])
    publish("./redirects.toml", '"/before" = "/old_path"\n"/long-before" = "/before"\n"/by-file" = "/2026/11/20/A/"\n')
    assert follow(url) == "/2026/11/20/a"


@pytest.mark.parametrize(
    ("target", "end"),
    [
        ("/culture", "/culture/"), ("/latest", "/latest/"), ("/topics/harbour", "/topics/harbour/"),
        ("/about", "/about"),
        ("/nowhere", "404"), ("/topics/nobody/", "404"), ("/2026/11/20/draft", "404"), ("/old-draft", "404"),
    ],
)  # fmt: skip
def test_what_a_redirect_may_lead_to(follow: Follow, publish: Publish, target: str, end: str) -> None:
    publish("a", section="culture")
    publish("draft", draft=True, aliases=["/old-draft"])
    publish("pages/about.md", "---\ntitle: About\n---\nUs.\n")
    publish("./redirects.toml", f'"/here" = "{target}"\n')
    assert follow("/here") == end


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/2026/11/20/", "/archive/2026/11/20/"),
        ("/2026/11/20", "/archive/2026/11/20/"),
        ("/2026/11/", "/archive/2026/11/"),
        ("/2026", "/archive/2026/"),
        ("/2026/11/19/", ""),
        ("/2025/", ""),
    ],
)
def test_a_shortened_address_leads_to_the_archive(
    client: FlaskClient, publish: Publish, sync: Callable[[], object], path: str, leads_to: str
) -> None:
    publish("a")
    sync()
    answer = get(client, path)
    assert (answer.status_code, answer.headers.get("Location", "")) == ((301, leads_to) if leads_to else (404, ""))


def test_a_circle_through_spellings_ends(follow: Follow, publish: Publish) -> None:
    publish("./redirects.toml", '"/x" = "/a.b"\n"/a-b" = "/x"\n')
    assert follow("/x") == "404"
    assert follow("/a.b") == "404"


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/blog/:slug/", "/blog/harbour-wall/"),
        ("/blog/:slug/", "/blog/harbour-wall"),
        ("/blog/:slug/", "/Blog/Harbour_Wall?utm_source=x"),
        ("/{year}/{slug}.html", "/2026/harbour-wall.html"),
        ("/:categories/:year/:month/:day/:title.html", "/culture/2026/11/20/harbour-wall.html"),
        ("/%year%/%monthnum%/%postname%/", "/2026/11/harbour-wall/"),
        ("/article/{id}/{slug}", "/article/4711/harbour-wall"),
        ("/{slug}", "/harbour-wall"),
        ("/archive/{year}/{slug}", "/archive/2026/harbour-wall"),
        ("/files/{slug}", "/files/2026-11-20-harbour-wall"),
    ],
)
def test_earlier_permalinks(follow: Follow, old: Callable[..., Path], publish: Publish, pattern: str, url: str) -> None:
    publish("articles/2026-11-20-harbour-wall.md", headline="Harbour wall", section="culture")
    old("/nothing/like/{slug}", pattern)
    assert follow(url) == "/2026/11/20/harbour-wall"


def test_of_several_that_one_whose_date_fits(follow: Follow, old: Callable[..., Path], publish: Publish) -> None:
    for year in (2024, 2025):
        publish(f"articles/{year}/letters.md", published=f"{year}-03-01", section="news")
    publish("articles/culture/letters.md", published="2025-03-01", section="culture", permalink="/culture-letters")
    old("/{section}/{year}/{slug}", "/blog/{slug}")
    assert follow("/news/2024/letters") == "/2024/03/01/letters"
    assert follow("/culture/2025/letters") == "/culture-letters"
    assert follow("/news/2025/letters") == "/2025/03/01/letters"
    assert follow("/news/2023/letters") == "404"
    assert follow("/blog/letters") in {"/2025/03/01/letters", "/culture-letters"}


def test_an_earlier_permalink_of_what_is_not_public_says_nothing(
    follow: Follow, old: Callable[..., Path], publish: Publish, clock: Clock
) -> None:
    old("/blog/{slug}")
    publish("draft", draft=True)
    publish("soon", published="2026-11-22T12:00:01Z")
    assert [follow("/blog/draft"), follow("/blog/soon"), follow("/blog/nothing")] == ["404"] * 3
    clock.forward(seconds=1)
    assert follow("/blog/soon") == "/2026/11/22/soon"


def test_links_in_stories_lead_from_earlier_addresses_at_once(
    page: Callable[..., object], old: Callable[..., Path], publish: Publish, client: FlaskClient
) -> None:
    old("/blog/{slug}")
    publish("a", body="As [we wrote](/blog/b).")
    publish("b")
    assert 'href="/2026/11/20/b"' in get(client, "/2026/11/20/a").get_data(as_text=True)


@pytest.mark.parametrize("query", ["", "?page=2", "?x=1", "?page=1"])
def test_what_is_hidden_answers_as_what_is_not_there(client: FlaskClient, publish: Publish, query: str) -> None:
    publish("draft", draft=True, aliases=["/old-draft"])
    publish("soon", published="2026-11-30", section="later", image="soon.jpg")
    publish("articles/soon.jpg", (Path(__file__).parents[2] / "content/pictures/choir.jpg").read_bytes())
    publish("pages/hidden.md", "---\ntitle: Hidden\ndraft: true\n---\nUs.\n")
    publish("shown")
    hidden = ("/2026/11/20/draft", "/2026/11/30/soon", "/articles/soon.jpg", "/hidden", "/old-draft", "/nothing")
    assert {url: get(client, url + query).status_code for url in hidden} == dict.fromkeys(hidden, 404)
    assert get(client, f"/2026/11/20/shown{query}").status_code == (301 if query else 200)


def test_a_story_whose_folder_is_on_its_way_is_not_said_to_be_gone(
    app: Flask, client: FlaskClient, publish: Publish, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalogue has not found it in its new place, and nobody has read it before, so that no copy is kept."""
    publish("articles/2026/a.md", "---\nheadline: A\npublished: 2026-11-20T00:00:00Z\n---\nText.\n")
    paper = app.extensions["paper"]
    paper.sync()
    paper.memory.forget("articles/2026/a.md")
    (content / "articles/2026").rename(content / "articles/moved")
    monkeypatch.setattr(articles, "_FOLDER_MOVES", 0.1)
    assert get(client, "/2026/11/20/a").status_code == 503
    paper.sync()
    assert get(client, "/2026/11/20/a").status_code == 200
    (content / "articles/moved/a.md").unlink()
    paper.sync()
    time.sleep(0.6)
    assert get(client, "/2026/11/20/a").status_code == 404
