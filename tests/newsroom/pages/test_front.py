from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from newsroom.pages.front import front
from newsroom.pages.views import Card, FrontPage
from tests.desk import START, Clock

Publish = Callable[..., Path]
Ask = Callable[[], FrontPage]


@pytest.fixture
def ask(app: Flask, clock: Clock) -> Ask:
    @contextmanager
    def opened() -> Iterator[FrontPage]:
        paper = app.extensions["paper"]
        paper.sync()
        with paper.query(clock()) as query:
            yield front(query)

    def asked() -> FrontPage:
        with opened() as page:
            return page

    return asked


def hours_ago(hours: float) -> str:
    return (START - timedelta(hours=hours)).isoformat()


def everything(page: FrontPage) -> list[Card]:
    single = [card for card in (page.lead, page.second) if card]
    towers = [block for row in page.towers for block in row]
    blocks = [card for block in (*page.blocks, *towers) for card in (block.lead, *block.cards, *block.lines)]
    parts = [part.card for part in page.package.parts] if page.package else []
    return [*single, *page.follow_ups, *page.opinion, *page.beside, *page.latest, *page.cards, *parts, *blocks]


def test_an_empty_paper_has_a_front(ask: Ask) -> None:
    page = ask()
    assert page.lead is None
    assert everything(page) == []


def test_no_story_stands_twice(ask: Ask, publish: Publish) -> None:
    for number in range(80):
        section = ("news", "culture", "opinion")[number % 3]
        priority = ("normal", "high", "lead", "brief")[number % 4]
        publish(f"story-{number}", section=section, priority=priority, published=hours_ago(number))
    urls = [card.url for card in everything(ask())]
    assert len(urls) == len(set(urls))
    assert len(urls) > 30


def test_the_lead_is_the_newest_with_that_priority(ask: Ask, publish: Publish) -> None:
    publish("newest", published=hours_ago(1))
    publish("chosen", priority="lead", published=hours_ago(5))
    publish("older", priority="lead", published=hours_ago(9))
    page = ask()
    assert page.lead
    assert page.lead.url.endswith("/chosen")


def test_an_old_lead_gives_way(ask: Ask, publish: Publish) -> None:
    publish("newest", published=hours_ago(1))
    publish("old", priority="lead", published=hours_ago(24 * 5))
    page = ask()
    assert page.lead
    assert page.lead.url.endswith("/newest")


def test_opinion_never_leads_over_news(ask: Ask, publish: Publish) -> None:
    publish("view", section="opinion", published=hours_ago(1))
    publish("fact", published=hours_ago(30))
    page = ask()
    assert page.lead
    assert page.lead.url.endswith("/fact")
    assert [card.label for card in page.opinion] == ["Opinion"]


def test_without_opinion_news_stands_beside_the_lead(ask: Ask, publish: Publish, content: Path) -> None:
    image = picture_of(content)
    for number in range(9):
        publish(f"s{number}", image=image, published=hours_ago(number), topics=[f"t{number}"])
    assert len({card.url for card in ask().beside}) == 3
    publish("view", kind="opinion", published=hours_ago(1))
    assert ask().beside == ()


def test_the_editors_file_decides(ask: Ask, publish: Publish, content: Path) -> None:
    for name, hours in (("newest", 1), ("chosen", 90), ("pinned", 80)):
        publish(name, published=hours_ago(hours))
    (content / "fronts").mkdir()
    (content / "fronts/home.toml").write_text('lead = "chosen"\npinned = ["articles/pinned.md"]\n')
    page = ask()
    assert page.lead
    assert page.second
    assert (page.lead.url[-6:], page.second.url[-6:]) == ("chosen", "pinned")


def test_the_strip_keeps_its_times(ask: Ask, publish: Publish, content: Path, clock: Clock) -> None:
    publish("a")
    (content / "fronts").mkdir()
    (content / "fronts/home.toml").write_text(
        '[[now]]\ntext = "Over"\nuntil = 2026-11-22T11:00:00Z\n'
        '[[now]]\ntext = "Here"\nlink = "a"\nat = 2026-11-22T11:00:00Z\nuntil = 2026-11-22T13:00:00Z\n'
        '[[now]]\ntext = "To come"\nat = 2026-11-22T12:30:00Z\n'
    )
    page = ask()
    assert [(line.text, line.url) for line in page.now] == [("Here", "/2026/11/20/a")]
    clock.forward(hours=1)
    assert [line.text for line in ask().now] == ["To come"]


def test_follow_ups_share_a_topic_with_the_lead(ask: Ask, publish: Publish) -> None:
    publish("lead", priority="lead", topics=["bridge"], published=hours_ago(1))
    publish("other", topics=["cricket"], published=hours_ago(2))
    publish("second", topics=["cricket"], published=hours_ago(2))
    publish("follow", topics=["bridge"], published=hours_ago(40))
    assert [card.url[-6:] for card in ask().follow_ups] == ["follow"]


def test_a_series_stands_together_in_its_order(ask: Ask, publish: Publish) -> None:
    publish("newest", published=hours_ago(1))
    for number in range(1, 6):
        publish(f"part-{number}", series="After coal", published=hours_ago(100 - number), topics=[])
    for number in range(1, 3):
        publish(f"short-{number}", series="Two parts", published=hours_ago(50 - number), topics=[])
    package = ask().package
    assert package
    assert (package.title, package.url, package.total) == ("After coal", "/series/after-coal/", 5)
    assert [(part.number, part.card.url[-6:]) for part in package.parts] == [
        (2, "part-2"), (3, "part-3"), (4, "part-4"), (5, "part-5"),
    ]  # fmt: skip


def test_a_series_that_ended_long_ago_is_left_in_peace(ask: Ask, publish: Publish) -> None:
    for number in range(1, 4):
        publish(f"part-{number}", series="After coal", published=hours_ago(24 * 60 - number))
    assert ask().package is None


def test_blocks_fill_their_rows(ask: Ask, publish: Publish, content: Path) -> None:
    names = ("news", "harbour", "council", "business", "coast", "culture", "sport")
    (content / "site.toml").write_text("".join(f'[[sections]]\nslug = "{name}"\n' for name in names))
    for number in range(140):
        publish(f"story-{number}", section=names[number % 7], topics=[], published=hours_ago(number))
    page = ask()
    assert [len(row) for row in page.towers] == [4, 3]
    assert all(block.lines for row in page.towers for block in row)


def test_a_paid_story_leads_no_block(ask: Ask, publish: Publish) -> None:
    publish("paid", kind="sponsored", section="culture", published=hours_ago(1))
    for number in range(20):
        publish(f"story-{number}", section="news", published=hours_ago(2 + number))
    page = ask()
    leads = [block.lead for block in (*page.blocks, *(block for row in page.towers for block in row))]
    assert leads
    assert not [card for card in leads if card.kind == "sponsored"]


def test_the_list_beside_the_cards_is_about_as_high(ask: Ask, publish: Publish) -> None:
    for number in range(60):
        publish(f"story-{number}", standfirst="A word. " * 12, topics=[], published=hours_ago(number))
    page = ask()
    assert len(page.cards) == 6
    assert 8 <= len(page.latest) <= 14


def picture_of(content: Path) -> str:
    Image.new("RGB", (60, 40)).save(content / "boat.png")
    return "/boat.png"


def test_a_tower_without_a_picture_gets_cards_beside_those_with_one(
    ask: Ask, publish: Publish, content: Path
) -> None:
    image = picture_of(content)
    names = ("news", "harbour", "council", "business")
    (content / "site.toml").write_text("".join(f'[[sections]]\nslug = "{name}"\n' for name in names))
    for number in range(80):
        name = names[number % 4]
        fields = {} if name == "council" else {"image": image}
        publish(f"story-{number}", section=name, topics=[], published=hours_ago(number), **fields)
    (row,) = ask().towers
    (without,) = [block for block in row if block.lead.figure is None]
    assert without.cards
    assert not [block for block in row if block.lead.figure and block.cards]


def test_no_tower_outgrows_the_one_that_has_least_to_show(ask: Ask, publish: Publish, content: Path) -> None:
    image = picture_of(content)
    names = ("news", "harbour", "council", "coast")
    (content / "site.toml").write_text("".join(f'[[sections]]\nslug = "{name}"\n' for name in names))
    publish("alone", section="coast", topics=[], image=image, published=hours_ago(500))
    for number in range(90):
        publish(f"story-{number}", section=names[number % 3], topics=[], image=image, published=hours_ago(number))
    blocks = {block.lead.section: block for row in ask().towers for block in row}
    assert not blocks["coast"].brief
    assert blocks["coast"].lines == ()
    assert max(len(block.lines) for block in blocks.values()) <= 2
