"""Every page that a reader can reach, in the sample edition and in a paper with everything in it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.crawling import Edition
from tests.desk import BASE_URL, crawl_app, get
from tests.house_rules import Page, read_page
from tests.sitemap_rules import read_sitemap

PROJECT = Path(__file__).resolve().parents[2]
Publish = Callable[..., Path]


@pytest.fixture
def sample(make_app: Callable[..., Flask]) -> tuple[Flask, Edition]:
    app = make_app(BROADSHEET_CONTENT=str(PROJECT / "content"))
    return app, crawl_app(app)


def public_stories(folder: Path) -> list[Path]:
    """Its files but for those that show what a draft, an embargo, an expired and a coming story are."""
    kept_back = re.compile(r"^(draft: true|embargo: 2099|expires: 2026|published: 2099)", re.MULTILINE)
    return [path for path in folder.glob("articles/**/*.md") if not kept_back.search(path.read_text(encoding="utf-8"))]


def test_the_sample_edition_is_whole(sample: tuple[Flask, Edition]) -> None:
    app, edition = sample
    told = app.test_cli_runner().invoke(args=["check"])
    assert told.exit_code == 0, told.output
    articles = [page for page in edition.pages.values() if page.metas.get("og:type") == "article"]
    assert len(articles) == len(public_stories(PROJECT / "content")) >= 12


def test_the_sitemaps_of_the_sample_edition_list_its_pages(sample: tuple[Flask, Edition]) -> None:
    app, edition = sample
    client = app.test_client()

    def listed(url: str) -> list[str]:
        return [each.removeprefix(BASE_URL) for each in read_sitemap(get(client, url), url)]

    urls = [url for child in listed("/sitemap.xml") for url in listed(child)]
    articles = {url for url, page in edition.pages.items() if page.metas.get("og:type") == "article"}
    assert len(urls) == len(set(urls))
    assert articles <= set(urls) <= edition.pages.keys()
    assert all("noindex" not in edition.pages[url].metas["robots"] for url in urls)


def test_no_page_of_the_sample_edition_shares_its_title(sample: tuple[Flask, Edition]) -> None:
    titles = sorted(page.title for page in sample[1].pages.values())
    assert len(titles) == len(set(titles)), [title for title in titles if titles.count(title) > 1]


def test_every_article_leads_on_to_twenty_others(page: Callable[..., Page], publish: Publish) -> None:
    for number in range(30):
        publish(f"story-{number}", published=f"2026-11-{1 + number % 20:02}T08:00:00Z")
    found = page("/2026/11/01/story-0")
    others = {link for link in found.links if link.startswith("/2026/") and link != "/2026/11/01/story-0"}
    assert len(others) >= 20


def test_no_story_stands_twice_on_the_front(page: Callable[..., Page], publish: Publish) -> None:
    for number in range(60):
        section = ("news", "culture", "opinion")[number % 3]
        publish(f"articles/{section}/story-{number}.md", published=f"2026-11-{1 + number % 20:02}T08:00:00Z")
    links = [link for link in page("/").links if link.startswith("/2026/")]
    assert len(links) >= 30
    assert len(links) == len(set(links))


def test_a_paper_with_everything(app: Flask, publish: Publish, content: Path) -> None:
    publish_everything(publish, content)
    edition = crawl_app(app)
    stories = {f"/2026/11/{1 + n % 20:02}/story-{n}" for n in range(70)} | {"/2026/11/20/whole"}
    assert stories <= edition.pages.keys()
    assert {"/", "/latest/", "/latest/?page=2", "/topics/", "/topics/trams/", "/authors/", "/authors/ada-quill/"} <= (
        edition.pages.keys()
    )
    assert {"/archive/", "/archive/2026/", "/archive/2026/11/", "/archive/2026/11/20/", "/series/the-quay/"} <= (
        edition.pages.keys()
    )
    assert {"/news/", "/culture/", "/opinion/", "/about"} <= {url.removesuffix("/") or "/" for url in edition.pages} | (
        edition.pages.keys()
    )
    assert edition.urls_with("draft-word") == set()


def test_a_page_that_is_known_is_not_sent_again(app: Flask, publish: Publish, content: Path) -> None:
    publish_everything(publish, content)
    client = app.test_client()
    for url in crawl_app(app).urls:
        first = get(client, url)
        again = get(client, url, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), url
        assert again.headers["ETag"] == first.headers["ETag"], url
        assert client.head(url, base_url="https://gazette.example").headers["ETag"] == first.headers["ETag"], url


def test_an_empty_paper_has_a_front(page: Callable[..., Page]) -> None:
    assert page("/").status == 200


@pytest.mark.parametrize(
    "url", ["/none", "/none/", "/2026/11/20/none", "/topics/none/", "/authors/none/", "/archive/1999/"]
)
def test_a_page_that_is_not_there_obeys_the_house_rules(page: Callable[..., Page], publish: Publish, url: str) -> None:
    publish("story")
    found = page(url, status=404)
    assert "/2026/11/20/story" in found.links, "it leads a lost reader on"


@pytest.mark.parametrize("query", ["", "?x=1", "?page=2", "?page=1"])
def test_what_is_hidden_answers_as_what_is_not_there(client: FlaskClient, publish: Publish, query: str) -> None:
    publish("hidden", draft=True)
    publish("pages/hidden.md", "---\ntitle: Hidden\ndraft: true\n---\n\nNot yet.\n")
    for url in ("/2026/11/20/hidden", "/hidden", "/2026/11/20/none", "/none"):
        assert get(client, url + query).status_code == 404, url


def test_a_method_that_is_not_offered_obeys_the_house_rules(client: FlaskClient) -> None:
    response = client.post("/", base_url="https://gazette.example")
    assert response.status_code == 405
    read_page(response, "/", "https://gazette.example")


def publish_everything(publish: Publish, content: Path) -> None:
    for number in range(70):
        section = ("news", "culture", "opinion")[number % 3]
        publish(
            f"articles/{section}/story-{number}.md",
            published=f"2026-11-{1 + number % 20:02}T08:00:00Z",
            topics=["trams"] if number % 2 else ["harbour", "schools"],
        )
    publish("draft-word", draft=True)
    publish(
        "whole",
        body=WHOLE,
        kind="analysis",
        key_points=["First *point*", "Second point"],
        sources=["The minutes of the council"],
        method="Counted by hand.",
        disclosure="The writer rides the tram.",
        note="A longer version ran in print.",
        series="The quay",
        corrections=[
            {"date": "2026-11-21", "kind": "correction", "text": "It was 41.", "was": "It was 14."},
            {"date": "2026-11-21T10:00:00Z", "kind": "retraction", "text": "All of it was wrong."},
        ],
        dateline="Port Example",
        updated="2026-11-21T10:00:00Z",
    )
    for folder, name, text in (
        ("authors", "ada-quill", "---\nname: Ada Quill\nrole: Reporter\n---\n\nWrites about trams.\n"),
        ("topics", "trams", "---\ntitle: Trams\n---\n\nAll about trams.\n"),
        ("pages", "about", "---\ntitle: About us\n---\n\nWho we are.\n"),
    ):
        (content / folder).mkdir(exist_ok=True)
        (content / folder / f"{name}.md").write_text(text)


WHOLE = """\
Text with a [[story-3]] link and a [named one](news/story-0.md), a note[^1] and `code`.

## A heading

| Line | Riders |
|:-----|-------:|
| 1    | 4,100  |

> A quotation.

[^1]: The note.
"""
