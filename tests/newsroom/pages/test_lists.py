from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from newsroom.pages import archive, lists
from newsroom.pages.lists import PER_PAGE, paginate
from newsroom.query import Query
from tests.desk import START, Clock

Publish = Callable[..., Path]


@pytest.fixture
def ask(app: Flask, clock: Clock) -> Callable[[Callable[[Query], object]], object]:
    def asked(question: Callable[[Query], object]) -> object:
        paper = app.extensions["paper"]
        paper.sync()
        with paper.query(clock()) as query:
            return question(query)

    return asked


def test_pages_of_a_list(ask: Callable[..., lists.ListPage], publish: Publish) -> None:
    for number in range(PER_PAGE + 5):
        publish(f"s{number:02}", published=(START - timedelta(hours=number + 1)).isoformat())
    first, second = ask(lambda query: lists.latest(query, 1)), ask(lambda query: lists.latest(query, 2))
    assert ask(lambda query: lists.latest(query, 3)) is None
    urls = [card.url for page in (first, second) for day in page.days for card in day.cards]
    assert len(urls) == len(set(urls)) == PER_PAGE + 5
    assert first.head.next_url.endswith("/latest/?page=2")
    assert second.head.previous_url.endswith("/latest/")
    assert second.head.canonical.endswith("/latest/?page=2")
    assert first.pagination.next
    assert second.pagination.previous
    assert (first.pagination.next.text, second.pagination.previous.text) == ("Older", "Newer")


def test_a_series_begins_with_its_first_part(ask: Callable[..., lists.ListPage], publish: Publish) -> None:
    for number in range(1, PER_PAGE + 3):
        publish(f"part-{number:02}", series="After coal", published=(START - timedelta(hours=99 - number)).isoformat())
    pages = [ask(lambda query, number=number: lists.series(query, "after-coal", number)) for number in (1, 2)]
    parts = [card.url[-7:] for page in pages for day in page.days for card in day.cards]
    assert parts == [f"part-{number:02}" for number in range(1, PER_PAGE + 3)]
    assert pages[0].pagination.next
    assert pages[0].pagination.next.text == "Later parts"


def test_days_are_those_of_the_site(ask: Callable[..., lists.ListPage], publish: Publish, content: Path) -> None:
    (content / "site.toml").write_text('timezone = "Asia/Tokyo"\n')
    publish("late", published="2026-11-20T20:00:00Z")
    publish("early", published="2026-11-20T10:00:00Z")
    days = ask(lambda query: lists.latest(query, 1)).days
    assert [day.date.isoformat() for day in days if day.date] == ["2026-11-21", "2026-11-20"]
    assert [day.url for day in days] == ["/archive/2026/11/21/", "/archive/2026/11/20/"]


def test_names_without_a_public_story_have_no_page(ask: Callable[..., object], publish: Publish) -> None:
    publish("a", topics=["secret"], authors=["Nobody"], series="hidden", draft=True)
    assert ask(lambda query: lists.topic(query, "secret", 1)) is None
    assert ask(lambda query: lists.author(query, "nobody", 1)) is None
    assert ask(lambda query: lists.series(query, "hidden", 1)) is None
    assert ask(lambda query: lists.topics(query)).groups == ()  # type: ignore[attr-defined]


def test_the_newest_public_story_spells_a_topic(ask: Callable[..., lists.IndexPage], publish: Publish) -> None:
    publish("old", topics=["harbour Works"], published="2026-11-01T08:00:00Z")
    publish("new", topics=["Harbour works"], published="2026-11-02T08:00:00Z")
    publish("hidden", topics=["HARBOUR WORKS"], draft=True, published="2026-11-03T08:00:00Z")
    (group,) = ask(lists.topics).groups
    assert [(link.text, link.count) for link in group.links] == [("Harbour works", 2)]


def test_an_author_with_a_file_has_a_page(ask: Callable[..., lists.ListPage], content: Path) -> None:
    (content / "authors").mkdir()
    (content / "authors/ada.md").write_text("---\nname: Ada Quill\nrole: Editor\n---\nAda edits *everything*.\n")
    page = ask(lambda query: lists.author(query, "ada", 1))
    assert page.person
    assert (page.heading, page.person.role, page.total) == ("Ada Quill", "Editor", 0)
    assert "<em>everything</em>" in page.person.bio


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [(1, 1, ""), (1, 3, "1 2 3"), (5, 9, "1 … 3 4 5 6 7 … 9"), (50, 50, "1 … 48 49 50")],
)
def test_page_numbers(number: int, last: int, shown: str) -> None:
    assert " ".join(link.text for link in paginate("/x/", number, last).pages) == shown


def test_the_archive_at_each_level(ask: Callable[..., archive.ArchivePage], publish: Publish) -> None:
    publish("a", published="2025-12-31T10:00:00Z")
    publish("b", published="2026-02-28T10:00:00Z")
    publish("undated", published=None)
    whole = ask(lambda query: archive.archive(query))
    assert [(link.text, link.count) for link in whole.years if link.text != "0"] == [("2026", 1), ("2025", 1)]
    year = ask(lambda query: archive.archive(query, 2026))
    assert [(month.title, month.count) for month in year.months] == [("February 2026", 1)]
    assert year.previous
    assert (year.previous.text, year.next) == ("2025", None)
    month = ask(lambda query: archive.archive(query, 2026, 2))
    cells = [cell for week in month.months[0].weeks for cell in week if cell]
    assert len(cells) == 28
    assert [cell.url for cell in cells if cell.url] == ["/archive/2026/02/28/"]
    day = ask(lambda query: archive.archive(query, 2026, 2, 28))
    assert [card.url for each in day.days for card in each.cards] == ["/2026/02/28/b"]


@pytest.mark.parametrize(
    "date", [(2026, 13), (2026, 2, 30), (2026, 0, 1), (1, 1, 1), (9999, 12, 31), (9998, 12, 31), (2024, 2, 29)]
)
def test_no_archive_of_what_never_was(ask: Callable[..., object], publish: Publish, date: tuple[int, ...]) -> None:
    publish("a")
    assert ask(lambda query: archive.archive(query, *date)) is None
