import json

import pytest

from newsroom import copydesk
from newsroom.article import Article
from newsroom.copydesk import story_path
from newsroom.site import Site
from tests.headers import DATED, EVIL, PLAIN, article, story, utc, warned


@pytest.mark.parametrize(
    ("written", "paths"),
    [
        ("aliases: [/old, old/two/, '/%C3%A9te%CC%81']", ("/old", "/old/two/", "/été")),
        ("redirect_from: /old.html", ("/old.html",)),
        ("aliases: /a\nredirect_from: [/b, /a]", ("/a", "/b")),
        ("aliases: ['', null]", ()),
    ],
)
def test_aliases(written: str, paths: tuple[str, ...]) -> None:
    assert article(written).aliases == paths


@pytest.mark.parametrize("written", EVIL)
def test_a_path_that_is_none_is_left_out(written: str) -> None:
    text = '{"published": "2026-11-22", "headline": "x",\n"%s": %s}\nBody'
    quoted = json.dumps(written)
    for name in ("aliases", "permalink", "url", "path"):
        reading = copydesk.read_story("articles/x.md", text % (name, quoted), PLAIN)
        assert (reading.article.aliases, reading.article.permalink) == ((), "")
        assert [(problem.line, problem.severity) for problem in reading.problems] == [(2, "warning")]


@pytest.mark.parametrize(
    ("yaml", "path"),
    [
        ("permalink: /2015/05/21/tockingtime/", "/2015/05/21/tockingtime/"),
        ("url: about/bridge.html", "/about/bridge.html"),
        ("path: /x/index.html", "/x/"),
        ("permalink: /:categories/:year/:month/:day/:title/", "/news/2026/11/22/bridge/"),
        ("permalink: '/{year}/{slug}'", "/2026/bridge"),
        ("permalink: '/%year%/%postname%/'", "/2026/bridge/"),
        ("permalink: pretty", "/2026/11/22/bridge"),
        ("permalink: /a\nurl: /b", "/a"),
        ("", "/2026/11/22/bridge"),
    ],
)
def test_the_path_a_story_asks_for(yaml: str, path: str) -> None:
    assert story_path(article(yaml), PLAIN) == path


@pytest.mark.parametrize("written", ["/", "/:nonsense/x", "'{{ page.url }}'", "[a]", "true"])
def test_a_permalink_that_cannot_be_is_ignored(written: str) -> None:
    assert warned(f"permalink: {written}")[0].permalink == ""


def test_story_path_follows_the_sites_pattern_and_zone() -> None:
    found = Article("articles/x.md", "x", "X", "", "world", published=utc(2026, 1, 1, 3))
    assert story_path(found, Site(timezone="America/New_York")) == "/2025/12/31/x"
    assert story_path(found, Site(permalink="{section}/{slug}/")) == "/world/x"
    undated = Article("articles/x.md", "x", "X", "", "world")
    assert story_path(undated, PLAIN) == "/x"
    assert story_path(undated, Site(permalink="/{section}/{year}-{month}-{day}-{slug}")) == "/world/x"
    assert story_path(undated, Site(permalink="/{nonsense}")) == "/x"
    assert story_path(undated, Site(permalink="/{year}/")) == "/x"


def test_language_canonical_and_translations() -> None:
    assert article("locale: en_GB.UTF-8").language == "en-GB"
    assert article("lang: es-PR").language == "es-PR"
    assert warned("language: English please")[0].language == ""
    assert article("canonical: https://example.org/x").canonical == "https://example.org/x"
    for url in ("/x", "javascript:alert(1)", "'http://['", "ftp://a.example", "'https://a.example/ b'"):
        assert warned(f"canonical: {url}")[0].canonical == ""
    assert article("translations: {fr: pont, pt_BR: /ponte}").translations == {"fr": "pont", "pt-BR": "/ponte"}
    assert warned("translations: {'!': pont, de: brücke}")[0].translations == {"de": "brücke"}
    assert warned("translations: [a]")[0].translations == {}


def test_a_code_of_no_language_is_noted_and_kept() -> None:
    reading = story(f"{DATED}language: gr")
    (problem,) = reading.problems
    assert (reading.article.language, problem.line, problem.severity) == ("gr", 4, "note")
    assert "“gr” in “language” is the code of no language" in problem.what
    assert article("language: eng").language == "eng"
