"""The linked data of every page of the sample edition, and of pages with everything in them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from tests import structured_data
from tests.crawling import Edition
from tests.desk import BASE_URL, crawl_app, get

Publish = Callable[..., Path]
MakeApp = Callable[..., Flask]

PROJECT = Path(__file__).resolve().parents[2]


def faults(app: Flask, edition: Edition) -> dict[str, list[str]]:
    client = app.test_client()

    @cache
    def status(url: str) -> int:
        return 200 if url in edition.urls else get(client, url).status_code

    found = {url: list(structured_data.faults(page, BASE_URL, status)) for url, page in edition.pages.items()}
    return {url: each for url, each in found.items() if each}


def test_the_sample_edition_says_of_itself_what_readers_see(make_app: MakeApp) -> None:
    app = make_app(BROADSHEET_CONTENT=str(PROJECT / "content"))
    edition = crawl_app(app)
    assert faults(app, edition) == {}
    kinds = {kind for page in edition.pages.values() for kind in _types(page.linked_data)}
    assert {"ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle"} <= kinds
    assert {"CollectionPage", "ProfilePage", "AboutPage", "ContactPage"} <= kinds


@pytest.mark.parametrize("language", ["en", "de", "pt-BR", "zh-Hant", "ar"])
def test_stories_of_every_kind(make_app: MakeApp, publish: Publish, content: Path, language: str) -> None:
    (content / "site.toml").write_text(f'title = "Test"\nlanguage = "{language}"\n[organisation]\nname = "Trust"\n')
    (content / "articles" / "bridge.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900" viewBox="0 0 1600 900"/>'
    )
    for kind in ("news", "analysis", "opinion", "review", "explainer", "live", "sponsored"):
        publish(
            f"a-{kind}", kind=kind, reviewed="Tides & <co>", rating="4/5", sources=["The *accounts*"],
            image={"src": "bridge.svg", "alt": "A bridge", "credit": "Ann", "digital_source": "ai"}, series="Walls",
            method="By hand.", dateline="Port", corrections=[{"date": "2026-11-21", "text": "It is 41."}],
            authors=["Ada Quill", "Ben Reed"], updated="2026-11-21T09:00:00Z",
        )  # fmt: skip
    publish("unsigned", authors=None, kind="news", headline="A “headline” & <more>")
    publish("by-the-paper", authors=["Trust"])
    app = make_app()
    assert faults(app, crawl_app(app)) == {}


def test_a_fault_is_found(app: Flask, publish: Publish) -> None:
    publish("story", updated="2026-11-21T09:00:00Z")
    edition = crawl_app(app)
    page = edition.pages["/2026/11/20/story"]
    page.html = (
        page.html.replace('"headline": "Story"', '"headline": "Other", "colour": "red"')
        .replace('"name": "Ada Quill"', '"name": "By Ada Quill"')
        .replace('"dateModified": "2026-11-21', '"dateModified": "2026-11-22')
        .replace("/authors/ada-quill/\"", "/authors/nobody/\"")
        .replace('"og:url" content="', '"og:url" content="https://elsewhere.example')
    )
    told = " ".join(faults(app, edition)["/2026/11/20/story"])
    for each in ("the headline is", "has ['colour']", "the authors are", "the dates are", "answers 404", "og:url is"):
        assert each in told


def test_only_pages_that_are_there_are_standards(make_app: MakeApp, publish: Publish, content: Path) -> None:
    publish("story")
    publish("pages/ethics.md", "---\ntitle: Ethics\n---\n\nWe are fair.\n")
    publish("pages/coming.md", "---\ntitle: Coming\ndraft: true\n---\n\nWe will be.\n")
    with (content / "site.toml").open("a") as site:
        site.write('[organisation.policies]\nethicsPolicy = "/Ethics/"\nmasthead = "/nowhere"\n')
        site.write('diversityPolicy = "/coming"\nnoBylinesPolicy = "https://elsewhere.example/names"\n')
    app = make_app()
    edition = crawl_app(app)
    assert faults(app, edition) == {}
    page = edition.pages["/2026/11/20/story"]
    (data,) = page.linked_data
    (publisher,) = [node for node in data["@graph"] if node["@type"] == "NewsMediaOrganization"]  # type: ignore[index] # JSON
    assert publisher["ethicsPolicy"] == f"{BASE_URL}/ethics"
    assert publisher["noBylinesPolicy"] == "https://elsewhere.example/names"
    assert "masthead" not in publisher
    assert "diversityPolicy" not in publisher
    assert "/ethics" in page.links, "why it can be trusted"


def test_a_mistake_is_reported_in_the_story(app: Flask, publish: Publish, content: Path) -> None:
    with (content / "site.toml").open("a") as site:
        site.write('\n[[footer]]\ntext = "Privacy"\nurl = "https://elsewhere.example/privacy"\n')
    publish("story", headline="Bridge & toll: 100 %")
    page = crawl_app(app).pages["/2026/11/20/story"]
    (link,) = [link for link in page.links if "subject=" in link]
    subject = "Report%20an%20error%3A%20Bridge%20%26%20toll%3A%20100%20%25"
    assert link.startswith(f"mailto:desk@gazette.example?subject={subject}&body=")
    assert link.endswith("&body=https%3A%2F%2Fgazette.example%2F2026%2F11%2F20%2Fstory")


def test_who_writes_is_known_in_the_fediverse(app: Flask, publish: Publish) -> None:
    publish("authors/ada-quill.md", "---\nname: Ada Quill\nlinks: ['https://social.example/@ada']\n---\n\nWrites.\n")
    publish("story")
    edition = crawl_app(app)
    assert edition.pages["/2026/11/20/story"].metas["fediverse:creator"] == "@ada@social.example"
    assert 'rel="me" href="https://social.example/@ada"' in edition.pages["/authors/ada-quill/"].html


def _types(blocks: list[object]) -> list[str]:
    found = []
    for block in blocks:
        for node in block["@graph"]:  # type: ignore[index] # JSON
            found += [node["@type"]] if isinstance(node["@type"], str) else node["@type"]
    return found
