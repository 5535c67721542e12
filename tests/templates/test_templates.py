"""Every template in every state: whole, well formed, and true to the house rules of HTML."""

import json
import subprocess
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from blueprints._filters import language_name
from blueprints._templates import _speaking, add_words
from newsroom.pages.views import ArticlePage
from tests.templates import pages
from tests.templates.pages import Sample, samples
from tests.tools import ROOT, tool

SAMPLES = list(samples())
UNNEEDED = ".*The “list” role is unnecessary.*"
"""Safari takes a list without marks for no list, unless it has the role."""
URLS = {
    "headlines.front": "/",
    "discovery.favicon": "/favicon.ico",
    "discovery.manifest": "/manifest.webmanifest",
    "discovery.touch_icon": "/apple-touch-icon.png",
    "headlines.latest": "/latest/",
    "headlines.topics": "/topics/",
    "headlines.authors": "/authors/",
    "headlines.all_series": "/series/",
    "headlines.archive": "/archive/",
    "headlines.corrections": "/corrections/",
    "feeds.index": "/feeds/",
    "search.description": "/opensearch.xml",
    "search.results": "/search",
}


def make_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    add_words(environment)
    environment.globals.update(
        asset=lambda path: f"/static/0/{path}",
        url_for=URLS.__getitem__,
        speaking=_speaking,
        once=lambda component, *values: component(*values),
    )
    return environment


ENVIRONMENT = make_environment()


def render(template: str, page: object) -> str:
    return ENVIRONMENT.get_template(template).render(page=page)


class Reader(HTMLParser):
    """Collects what the house rules speak of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def text(self, tag: str) -> str:
        return "".join(text for name, text in self.texts if name == tag)


every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.template}-{sample.state}")


@every_sample
def test_page_keeps_the_house_rules(sample: Sample) -> None:
    html = render(sample.template, sample.page)
    reader = Reader(html)
    ids = Counter(attributes["id"] for _, attributes in reader.tags if "id" in attributes)
    assert html.startswith("<!doctype html>")
    assert len(reader.all("h1")) == 1
    assert len(reader.all("main")) == 1
    assert reader.text("title").strip()
    assert [name for name, count in ids.items() if count > 1] == []
    assert reader.all("style") == []
    assert [script.get("type") for script in reader.all("script")] == ["application/ld+json"]
    for tag, attributes in reader.tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")], tag
        for reference in (attributes.get("aria-labelledby") or "").split():
            assert reference in ids
        if tag == "a":
            assert (attributes.get("href") or "") != ""
    for image in reader.all("img"):
        assert "alt" in image
        assert int(image["width"] or 0) > 0
        assert int(image["height"] or 0) > 0


@every_sample
def test_headings_skip_no_level(sample: Sample) -> None:
    reader = Reader(render(sample.template, sample.page))
    levels = [int(tag[1]) for tag, _ in reader.tags if tag in ("h1", "h2", "h3", "h4")]
    inside = levels[levels.index(1) :]
    assert all(after <= before + 1 for before, after in pairwise(inside))


@every_sample
def test_first_link_leads_past_the_menu(sample: Sample) -> None:
    reader = Reader(render(sample.template, sample.page))
    assert reader.all("a")[0]["href"] == "#main"
    assert reader.all("main")[0]["id"] == "main"


@every_sample
def test_linked_data_is_json_and_stays_in_its_element(sample: Sample) -> None:
    html = render(sample.template, sample.page)
    written = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(written)["name"] == "</script><b>Courier"


def test_every_template_has_samples() -> None:
    found = {
        path.relative_to(ROOT / "templates").as_posix()
        for folder in ("headlines", "articles", "search", "errors", "feeds")
        for path in (ROOT / "templates" / folder).glob("[!_]*.html")
    }
    assert found == set(pages.STATES)


def test_paper_without_stories_says_so() -> None:
    assert "No stories have been published yet." in render("headlines/front.html", pages.EMPTY_FRONT)
    assert "No stories have been published yet." in render("headlines/latest.html", pages.EMPTY_LIST)
    assert "published here yet" in render("headlines/section.html", pages.EMPTY_LIST)


def test_one_page_needs_no_page_numbers() -> None:
    assert 'aria-label="Pages"' not in render("headlines/section.html", pages.ONE_IN_LIST)
    assert 'aria-label="Pages"' in render("headlines/section.html", pages.FULL_LIST)


def test_undated_story_has_no_time() -> None:
    html = render("articles/show.html", pages.BARE_ARTICLE)
    assert "<time" not in html.split("<main")[1].split("</main>")[0]


def test_story_stands_in_the_order_of_its_parts() -> None:
    html = render("articles/show.html", pages.FULL_ARTICLE)
    order = (
        'class="crumbs"', 'class="kick"', "<h1>", 'class="stand"', 'rel="author"', "Published", "Updated",
        'class="fix"', "4 minutes", 'id="correction-1"', '<figure class="lead"', "Key points",
        "The harbour trust will <em>", 'id="correction-2"', "Sources", "How we reported this", "Disclosure",
        "About this story", 'id="h-topics"', 'class="bio"', "Report an error", "Part 2 of 2", "Related stories",
        "</main>", "More headlines", 'class="foot"',
    )  # fmt: skip
    places = [html.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    "sample", [pages.TALL_ARTICLE, pages.UNPICTURED, pages.FULL_ARTICLE], ids=lambda page: page.kind
)
def test_kind_is_said_before_the_headline_and_in_it(sample: ArticlePage) -> None:
    html = render("articles/show.html", sample)
    assert f'<b class="kind">{sample.label}</b>' in html
    assert f'<h1><span class="unseen">{sample.label}: </span>' in html


def test_sponsored_cards_say_so_to_readers_and_machines() -> None:
    html = render("headlines/section.html", pages.FULL_LIST)
    assert 'rel="sponsored"><span class="kind">Sponsored: </span>' in html


def test_card_has_one_link_and_words_before_the_picture() -> None:
    html = render("headlines/front.html", pages.FULL_FRONT)
    for card in html.split("<article ")[1:]:
        body = card.split("</article>")[0]
        assert body.count("<a ") == 1
        assert "<img" not in body or body.index("<h3>") < body.index("<img")


def test_languages_are_marked_where_they_change() -> None:
    arabic = render("articles/show.html", pages.ARABIC)
    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<header class="frame masthead" lang="en-GB" dir="ltr">' in arabic
    assert '<article class="story news" lang="he" dir="rtl">' in render("articles/show.html", pages.HEBREW_IN_ENGLISH)
    assert 'lang="ar" dir="rtl"><p class="kick">' in render("headlines/front.html", pages.ODD_FRONT)


def test_another_language_is_named_in_its_own_words() -> None:
    assert [language_name(tag) for tag in ("ja", "ar", "en-GB", "fr", "x-klingon")] == [
        "日本語", "العربية", "English", "Français", "x-klingon",
    ]  # fmt: skip
    assert 'hreflang="ar"><bdi>العربية</bdi></a>' in render("articles/show.html", pages.FULL_ARTICLE)


def test_trail_says_where_it_is_in_another_language_than_the_story() -> None:
    assert '<nav class="crumbs" aria-label="You are here" lang="en-GB" dir="ltr">' in render(
        "articles/show.html", pages.ARABIC
    )
    assert '<nav class="crumbs" aria-label="You are here"><ol' in render("articles/show.html", pages.FULL_ARTICLE)


def test_few_related_stories_stand_in_rows() -> None:
    few = replace(pages.FULL_ARTICLE, related=pages.FULL_ARTICLE.related[:2])
    assert '<ul class="stack few"' in render("articles/show.html", few)
    assert '<ul class="cols three"' in render("articles/show.html", pages.FULL_ARTICLE).split("Related stories")[1]


def test_pages_left_out_are_a_sign_and_no_link() -> None:
    assert "<li><span>…</span></li>" in render("headlines/section.html", pages.FULL_LIST)


def test_headline_is_text() -> None:
    html = render("headlines/front.html", pages.ODD_FRONT)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html


def test_checker_finds_nothing(tmp_path: Path) -> None:
    command = tool("vnu")
    names = {}
    for number, sample in enumerate(SAMPLES):
        path = tmp_path / f"{number:02}.html"
        path.write_text(render(sample.template, sample.page), encoding="utf-8")
        names[path.name] = f"{sample.template} ({sample.state})"
    run = subprocess.run(  # noqa: S603  our own command and files
        [*command, "--format", "gnu", "--filterpattern", UNNEEDED, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = run.stderr + run.stdout
    for name, meaning in names.items():
        said = said.replace(name, meaning)
    assert said.strip() == ""
