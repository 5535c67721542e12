"""The page of results, as a reader gets it, with the house rules checked on each."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.desk import START, Clock, get
from tests.house_rules import Page

Publish = Callable[..., Path]
Fetch = Callable[..., Page]


@pytest.fixture
def find(page: Fetch, sync: Callable[[], object]) -> Callable[..., Page]:
    def found(words: str, more: str = "") -> Page:
        sync()
        return page(f"/search?q={quote_plus(words)}{more}")

    return found


def paths(found: Page) -> list[str]:
    """Of the stories among the results, in their order."""
    inner = re.search(r'<section class="results".*?</section>', found.html, re.DOTALL)
    return re.findall(r'<h3><a href="(/[^"]+)"', inner[0]) if inner else []


def total(found: Page) -> int:
    match = re.search(r'<p class="total">(\d+) ', found.html)
    return int(match[1]) if match else 0


def test_a_story_is_found_by_its_words_in_any_form(find: Callable[..., Page], publish: Publish) -> None:
    publish("sea-wall", headline="Council mends the sea wall", body="Masons **repaired** it & were paid <b>late</b>.")
    publish("trams", headline="Trams run again")
    for words in ("council", "REPAIRING", "mend walls", "sea-wall", "harbour masons"):
        assert paths(find(words))[:1] == ["/2026/11/20/sea-wall"], words
    found = find("repairs")
    assert "Masons <mark>repaired</mark> it &amp; were paid late." in found.html
    assert found.title == "“repairs” – Search – The Test Gazette"
    assert "noindex" in found.metas["robots"]


def test_marks_are_words_and_never_tags(find: Callable[..., Page], publish: Publish) -> None:
    publish("a", headline='<script>alert("x")</script> & co', body="Then `<img src=x onerror=alert(1)>` came.")
    found = find('<script>alert("x")</script>')
    assert paths(found) == ["/2026/11/20/a"]
    assert "<script>alert" not in found.html
    assert "<img src=x" not in found.html


def test_what_is_not_public_is_neither_found_nor_counted_nor_suggested(
    find: Callable[..., Page], publish: Publish, clock: Clock
) -> None:
    hour = timedelta(hours=1)
    publish("shown", headline="Harbour news", body="Nothing special.")
    publish("drafted", headline="Harbour plan", body="zymurgist", draft=True)
    publish("coming", headline="Harbour fair", body="zymurgist", published=(START + hour).isoformat())
    publish("held", headline="Harbour deal", body="zymurgist", embargo=(START + hour).isoformat())
    publish("over", headline="Harbour sale", body="zymurgist", expires=(START - hour).isoformat())
    assert total(find("harbour")) == 1
    for words in ("zymurgist", "zymurgits", '"zymurgist"'):
        found = find(words)
        assert paths(found) == []
        assert "Showing results" not in found.text
    assert "zymurgist" not in find("zymurgits").html
    clock.set(START + hour)
    assert sorted(paths(find("zymurgits"))) == ["/2026/11/20/held", "/2026/11/22/coming"]
    assert "Showing results for “zymurgist”" in find("zymurgits").text
    assert total(find("harbour")) == 3


def test_a_withdrawn_and_a_deleted_story_are_gone(find: Callable[..., Page], publish: Publish, app: Flask) -> None:
    publish("a", body="quokka")
    assert paths(find("quokka")) == ["/2026/11/20/a"]
    publish("a", body="quokka", draft=True)
    assert paths(find("quokka")) == []
    publish("a", body="wombat")
    assert paths(find("quokka")) == []
    assert paths(find("wombat")) == ["/2026/11/20/a"]


def test_before_the_index_follows_the_catalogue_has_the_word(
    find: Callable[..., Page], publish: Publish, app: Flask
) -> None:
    """An index that has not heard of a withdrawal shows nothing of it."""
    publish("a", body="quokka")
    find("quokka")
    paper = app.extensions["paper"]
    publish("a", body="quokka", draft=True)
    paper.sync()
    paper.indexer.take_touched()
    assert paths(find("quokka")) == []


def test_phrases_exclusions_and_filters(find: Callable[..., Page], publish: Publish) -> None:
    publish("one", headline="One", body="The early opening of it.", section="culture", topics=["trams"])
    publish("two", headline="Two", body="The opening was early.", authors=["Bo Reed"], kind="analysis")
    publish("three", headline="Three", body="An early toll at the opening.", published="2024-05-01T10:00:00Z")
    one, two, three = "/2026/11/20/one", "/2026/11/20/two", "/2024/05/01/three"
    assert sorted(paths(find("early opening"))) == [three, one, two]
    assert paths(find('"early opening"')) == [one]
    assert sorted(paths(find("early opening -toll"))) == [one, two]
    assert paths(find("early section:Culture")) == [one]
    assert paths(find('early author:"bo reed"')) == [two]
    assert paths(find("early author:reed")) == [two]
    assert paths(find("early topic:trams")) == [one]
    assert paths(find("early kind:analysis")) == [two]
    assert paths(find("early before:2025")) == [three]
    assert sorted(paths(find("after:2026-11 -author:reed"))) == [one]


@pytest.mark.parametrize(
    ("typed", "there_are"),
    [
        ("sektion:news", "section: author: topic: kind: before: after:"),
        ("-autor:quill", "section: author: topic: kind: before: after:"),
        ("kind:newz", "kind:news kind:analysis"),
        ("section:sport", "section:news section:culture section:opinion"),
    ],
)
def test_a_filter_that_there_is_not_is_told(
    find: Callable[..., Page], publish: Publish, typed: str, there_are: str
) -> None:
    publish("a")
    assert f"There is no filter “{typed}”. There are: {there_are}" in find(f"harbour {typed}").text
    for understood in ("kind:News section:Culture", "12:30", "https://gazette.example", 'author:"nobody at all"'):
        assert "There is no filter" not in find(f"harbour {understood}").text


def test_order_facets_and_pages(find: Callable[..., Page], publish: Publish, page: Fetch) -> None:
    for number in range(23):
        section = "culture" if number % 2 else "news"
        publish(f"s{number:02}", section=section, published=(START - timedelta(days=40 * number + 1)).isoformat())
    first = find("harbour", "&order=date")
    assert [path[-3:] for path in paths(first)] == [f"s{number:02}" for number in range(10)]
    assert total(first) == 23
    second, third = page("/search?q=harbour&order=date&page=2"), page("/search?q=harbour&order=date&page=3")
    assert [path[-3:] for path in (*paths(second), *paths(third))] == [f"s{number:02}" for number in range(10, 23)]
    assert "/search?q=harbour&amp;order=date&amp;page=2" in first.html
    page("/search?q=harbour&page=4", status=404)
    link = r'href="/search\?q=harbour\+section%3Aculture"><bdi>Culture</bdi> <span class="count">11<'
    assert re.search(link, find("harbour").html)
    assert total(find("harbour section:culture")) == 11
    years = re.findall(r"q=harbour\+after%3A(\d+)\+before%3A(\d+)", find("harbour").html)
    assert years[0] == ("2026", "2027")
    assert total(find("harbour after:2025 before:2026")) + total(find("harbour after:2026")) < 23
    ranked = {path for number in ("", "&page=2", "&page=3") for path in paths(find("harbour", number))}
    assert len(ranked) == 23


def test_a_new_story_comes_before_an_old_one_that_says_the_same(find: Callable[..., Page], publish: Publish) -> None:
    for year in (2019, 2026, 2022):
        publish(f"y{year}", headline="Harbour frozen", standfirst="Ice.", published=f"{year}-02-01T10:00:00Z")
    assert [path[1:5] for path in paths(find("harbour ice"))] == ["2026", "2022", "2019"]


def test_a_word_that_nobody_wrote_is_taken_for_the_nearest(find: Callable[..., Page], publish: Publish) -> None:
    publish("a", headline="The harbour freezes")
    found = find("harbuor freezes")
    assert "Nothing for “harbuor”. Showing results for “harbour”." in found.text
    assert paths(found) == ["/2026/11/20/a"]


def test_a_word_with_all_the_letters_typed_is_nearer(find: Callable[..., Page], publish: Publish) -> None:
    for number in range(5):
        publish(f"b{number}", body="On both sides.")
    publish("a", body="The coal berth.")
    assert "Showing results for “berth”." in find("brth").text


def test_a_correction_that_finds_nothing_either_is_not_told(find: Callable[..., Page], publish: Publish) -> None:
    publish("a", body="The enclosed field and a phrase.")
    found = find('"unclosed phrase')
    assert "Nothing was found." in found.text
    assert "enclosed" not in found.text


def test_stories_with_some_of_the_words_where_none_has_all(find: Callable[..., Page], publish: Publish) -> None:
    publish("a", body="The walrus slept.")
    publish("b", body="A kingfisher dived.")
    found = find("walrus kingfisher")
    assert sorted(paths(found)) == ["/2026/11/20/a", "/2026/11/20/b"]
    assert "No story has all of these words." in found.text


@pytest.mark.parametrize(("words", "enough"), [(5, 3), (16, 10)])
def test_most_of_the_words_are_enough_and_fewer_are_not(
    find: Callable[..., Page], publish: Publish, words: int, enough: int
) -> None:
    """Of few words each choice is looked for, of many their number is counted."""
    typed = [f"{letter}arbuk" for letter in "abcdefghijklmnop"[:words]]
    for slug, said in (("a", typed[:enough]), ("b", typed[-enough:]), ("c", [*typed[1:enough], typed[-1]])):
        publish(slug, body=f"{' '.join(said)}.")
    publish("fewer", body=f"{' '.join(typed[1:enough])}.")
    assert sorted(paths(find(" ".join(typed)))) == ["/2026/11/20/a", "/2026/11/20/b", "/2026/11/20/c"]


def test_a_word_that_nearly_every_story_has_brings_none(find: Callable[..., Page], publish: Publish) -> None:
    for number in range(60):
        publish(f"story-{number}", body="The harbour.")
    publish("a", body="The walrus of the harbour slept.")
    publish("b", headline="The harbour", body="A walrus again.")
    assert sorted(paths(find("harbour walrus kingfisher"))) == ["/2026/11/20/a", "/2026/11/20/b"]
    assert paths(find("the harbour walrus")) == ["/2026/11/20/b", "/2026/11/20/a"]  # what is typed heads it
    assert total(find("the harbour")) == 62


def test_languages_are_found_in_their_own_way(find: Callable[..., Page], publish: Publish) -> None:
    publish("ja", headline="港は最後の石炭岸壁を閉鎖へ", standfirst="市が決定", language="ja", body="東京都")
    publish("de", headline="Die Häuser am Hafen", standfirst="Alt", language="de", body="Sie wurden gestrichen.")
    publish("ru", headline="Порт закрывает причалы", standfirst="Весной", language="ru", body="Ёлки")
    for words, path in (("石炭岸壁", "ja"), ("京都", "ja"), ("haus hafen", "de"), ("причал", "ru"), ("елка", "ru")):
        assert paths(find(words)) == [f"/2026/11/20/{path}"], words


def test_a_number_is_found_however_it_is_written(find: Callable[..., Page], publish: Publish) -> None:
    for name, number in (("a", "€120,000"), ("b", "120 000"), ("c", "120000"), ("d", "120.000")):
        publish(name, body=f"It cost {number} to mend.")
    publish("e", body="It cost 12,000 on page 12 300 people.")
    for words in ("120000", "120,000", "120 000", "€120.000", '"cost 120,000 to mend"'):
        found = find(words)
        assert sorted(paths(found)) == [f"/2026/11/20/{each}" for each in "abcd"], words
    for number in ("120,000", "120 000", "120000", "120.000"):
        assert f"<mark>{number}</mark>" in find("120000").html
    for words in ("12000", "12300", "12", "300"):
        assert paths(find(words)) == ["/2026/11/20/e"], words


def test_nothing_found_helps(find: Callable[..., Page], publish: Publish) -> None:
    publish("a")
    found = find("xylophone")
    assert "Nothing was found." in found.text
    assert "/archive/" in found.links
    assert "/2026/11/20/a" in found.links


@pytest.mark.parametrize(
    ("url", "to"),
    [
        ("/search?q=", "/search"),
        ("/search?q=++", "/search"),
        ("/search?utm_source=x&q=a", "/search?q=a"),
        ("/search?q=a&page=1", "/search?q=a"),
        ("/search?q=a&order=relevance", "/search?q=a"),
        ("/search?order=date", "/search"),
        ("/search/", "/search"),
    ],
)
def test_one_spelling_of_each_page(client: FlaskClient, url: str, to: str) -> None:
    answer = get(client, url)
    assert (answer.status_code, answer.headers["Location"]) == (301, to)


@pytest.mark.parametrize(
    "url",
    [
        *("/search?q=a&q=b", "/search?q=a&page=2&page=3", "/search?page=0", "/search?page=x"),
        *("/search?page=2", "/search?q=--&page=2"),
    ],
)
def test_no_such_page(page: Fetch, url: str) -> None:
    page(url, status=404)


def test_a_long_question_is_cut_and_says_so(client: FlaskClient, find: Callable[..., Page], publish: Publish) -> None:
    publish("a")
    assert "its first 200 characters" not in find("harbour").text
    answer = get(client, f"/search?q={'harbour+' * 60}")
    assert answer.status_code == 200
    assert "its first 200 characters" in answer.text


def test_of_many_mistyped_words_the_first_are_corrected(find: Callable[..., Page], publish: Publish) -> None:
    written = ["bridge", "ferry", "market", "museum", "station", "theatre"]
    publish("a", body=" ".join(written))
    found = find(" ".join(f"{word[:-1]}x" for word in written))
    assert paths(found) == ["/2026/11/20/a"]
    assert [word for word in written if f"<mark>{word}</mark>" in found.html] == written[:4]


@pytest.mark.parametrize("word", ["a" * 200, f'"{"ß" * 80}"'])
def test_a_word_longer_than_any_in_the_index_is_no_damage_of_it(
    find: Callable[..., Page], publish: Publish, caplog: pytest.LogCaptureFixture, word: str
) -> None:
    publish("a")
    assert paths(find("harbour"))
    assert paths(find(word)) == []
    assert "cannot be read" not in caplog.text


def test_the_cache_does_not_grow_by_questions(find: Callable[..., Page], publish: Publish, app: Flask) -> None:
    publish("a")
    find("harbour")
    before = len(app.extensions["pagecache"])
    for number in range(30):
        find(f"harbour {number}")
    assert len(app.extensions["pagecache"]) == before


def test_search_box_and_masthead_lead_here(page: Fetch, publish: Publish, sync: Callable[[], object]) -> None:
    publish("a")
    sync()
    front = page("/")
    assert '<form action="/search">' in front.html
    assert "/search" in front.links
    assert "/opensearch.xml" in front.assets


def test_browsers_may_ask(client: FlaskClient, publish: Publish) -> None:
    publish("a")
    answer = get(client, "/opensearch.xml")
    assert answer.content_type == "application/opensearchdescription+xml; charset=utf-8"
    assert 'template="https://gazette.example/search?q={searchTerms}"/>' in answer.text
    assert "<ShortName>The Test Gazette</ShortName>" in answer.text


def test_where_nothing_can_be_written_search_says_so(
    make_app: Callable[..., Flask], publish: Publish, tmp_path: Path
) -> None:
    publish("a")
    (tmp_path / "file").write_text("in the way")
    app = make_app(BROADSHEET_DATA=str(tmp_path / "file" / "data"))
    answer = get(app.test_client(), "/search?q=harbour")
    assert answer.status_code == 200
    assert "Search is not available here just now." in answer.text
    assert get(app.test_client(), "/readyz").json["search"] == "not available"
