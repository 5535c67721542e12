"""Corrections wherever they show: the list of all, the flag on cards, and the story itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from newsroom.pages.lists import PER_PAGE
from tests.desk import START, Clock, get
from tests.house_rules import Page

Publish = Callable[..., Path]
Fetch = Callable[..., Page]


def correction(when: datetime | None, text: str = "It is 41.", **more: str) -> dict[str, str]:
    return {**({"date": when.isoformat()} if when else {}), "text": text, **more}


def test_all_corrections_newest_first(page: Fetch, publish: Publish) -> None:
    publish(
        "a", headline="Of the wall",
        corrections=[
            correction(START - timedelta(days=1), "Nine *gates*.", was="Eight gates.", kind="clarification"),
            correction(START - timedelta(hours=2), "It is 41."),
        ],
    )  # fmt: skip
    publish("b", headline="Of the sea", corrections=[correction(None, "No date.", kind="retraction")])
    found = page("/corrections/")
    order = ["Correction", "It is 41.", "Clarification", "Nine gates.", "It said before: Eight gates.", "No date."]
    places = [found.text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "<em>gates</em>" in found.html
    wanted = ["/2026/11/20/a#correction-2", "/2026/11/20/a#correction-1", "/2026/11/20/b#correction-1"]
    assert [link for link in found.links if "#correction" in link] == wanted
    for link in wanted:
        assert link.partition("#")[2] in page(link.partition("#")[0]).ids
    assert "mailto:desk@gazette.example" in found.links, "how to report an error"


def test_every_page_leads_there(page: Fetch, publish: Publish) -> None:
    publish("a")
    for url in ("/", "/2026/11/20/a", "/topics/", "/corrections/", "/feeds/"):
        assert "/corrections/" in page(url).links
    assert "Nothing has been corrected yet." in page("/corrections/").text
    assert "/corrections/" in page("/nowhere", status=404).links


def test_only_what_is_public_and_has_come(page: Fetch, publish: Publish, clock: Clock) -> None:
    moment = START + timedelta(hours=1)
    past = START - timedelta(days=1)
    publish("coming", corrections=[correction(moment, "Coming word.")])
    publish("draft", draft=True, corrections=[correction(past, "Draft word.")])
    publish("embargoed", embargo=moment.isoformat(), corrections=[correction(past, "Embargoed word.")])
    publish("going", expires=moment.isoformat(), corrections=[correction(past, "Going word.")])
    shown = {}
    for seconds in (-1, 0, 1):
        clock.set(moment + timedelta(seconds=seconds))
        text = page("/corrections/").text
        shown[seconds] = {word for word in ("Coming", "Draft", "Embargoed", "Going") if f"{word} word." in text}
        assert ("Coming word." in page("/2026/11/20/coming").text) is (seconds >= 0)
    assert shown == {-1: {"Going"}, 0: {"Coming", "Embargoed"}, 1: {"Coming", "Embargoed"}}


def test_pages(page: Fetch, publish: Publish) -> None:
    many = [correction(START - timedelta(hours=number), f"Number {number}.") for number in range(PER_PAGE + 2)]
    publish("a", corrections=many)
    first, second = page("/corrections/"), page("/corrections/?page=2")
    assert "Number 0." in first.text
    assert f"Number {PER_PAGE + 1}." in second.text
    assert "/corrections/?page=2" in first.links
    page("/corrections/?page=3", status=404)


def test_a_save_shows_and_a_mended_header_takes_it_back(
    app: Flask, publish: Publish, page: Fetch, sync: Callable[[], object]
) -> None:
    publish("a", corrections=[correction(START, "First word.")])
    assert "First word." in page("/corrections/").text
    publish("a", corrections=[correction(START, "Second word.")])
    sync()
    assert "Second word." in page("/corrections/").text
    assert "First word." not in page("/corrections/").text
    publish("a")
    sync()
    assert "Second word." not in page("/corrections/").text


def test_the_flag_stands_for_48_hours_wherever_the_story_is_listed(
    page: Fetch, publish: Publish, clock: Clock
) -> None:
    corrected = START - timedelta(hours=1)
    publish("a", series="The quay", published="2026-11-19T09:00:00Z", corrections=[correction(corrected)])
    publish("b", published="2026-11-20T09:00:00Z")
    places = ["/", "/latest/", "/news/", "/topics/harbour/", "/authors/ada-quill/", "/series/the-quay/"]
    places += ["/archive/2026/11/19/", "/2026/11/20/b"]
    flag = '<span class="flag">Corrected</span>'
    for seconds, is_flagged in ((-1, True), (0, False)):
        clock.set(corrected + timedelta(hours=48, seconds=seconds))
        assert {url for url in places if flag in page(url).html} == (set(places) if is_flagged else set())


def test_a_line_and_a_face_have_the_flag(page: Fetch, publish: Publish) -> None:
    for number in range(12):
        publish(f"articles/opinion/o{number}.md", published=(START - timedelta(hours=number + 1)).isoformat())
    recent = [correction(START - timedelta(minutes=5))]
    half_an_hour_ago = (START - timedelta(minutes=30)).isoformat()
    publish("articles/opinion/view.md", published=half_an_hour_ago, topics=["alone"], corrections=recent)
    html = page("/2026/11/22/o0").html
    strip = html[html.index('class="strip"') :]
    assert '<bdi>View</bdi></a> <span class="flag">Corrected</span></li>' in strip
    assert page("/").html.count('<bdi>View</bdi></a>') == page("/").html.count('class="flag">Corrected</span>') == 1


def test_a_correction_to_come_hides_no_flag(page: Fetch, publish: Publish) -> None:
    publish("a", corrections=[correction(START - timedelta(hours=1)), correction(START + timedelta(hours=1))])
    assert 'class="flag">Corrected' in page("/latest/").html


def test_a_page_of_that_name_stands_at_the_head(app: Flask, publish: Publish, page: Fetch, content: Path) -> None:
    publish("pages/corrections.md", "---\ntitle: Our mistakes\n---\n\nWe *mend* them.\n")
    publish("a", body="See [how](/corrections).")
    found = page("/corrections/")
    assert "We <em>mend</em> them." in found.html
    assert "Our mistakes" not in found.text, "the footer does not name it twice"
    assert get(app.test_client(), "/corrections").headers["Location"] == "/corrections/"
    assert 'href="/corrections/">how' in page("/2026/11/20/a").html
    assert app.test_cli_runner().invoke(args=["check"]).exit_code == 0
    (content / "pages/corrections.md").unlink()


@pytest.mark.parametrize(
    ("written", "is_linked"), [("/how-we-correct", True), ("https://trust.example/c", True), ("/corrections", False)]
)
def test_the_policy_is_linked_where_it_stands_elsewhere(
    page: Fetch, publish: Publish, content: Path, written: str, is_linked: bool
) -> None:
    publish("pages/how-we-correct.md", "---\ntitle: How we do it\n---\n\nSo.\n")
    site = content / "site.toml"
    site.write_text(f'{site.read_text()}\n[organisation.policies]\ncorrectionsPolicy = "{written}"\n')
    assert (f'<a href="{written}">How we correct</a>' in page("/corrections/").html) is is_linked
