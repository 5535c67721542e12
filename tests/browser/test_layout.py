"""Edges that meet: columns that end together, and one left and one right edge to a story."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from newsroom.images import measure
from newsroom.images.developing import make
from newsroom.images.renditions import rendition
from tests.tools import ROOT

Windows = Callable[..., Page]

ENDS = """row => [...document.querySelector(row).children].map(column => Math.max(
  ...[...column.querySelectorAll('h3, p, li, .pic')].map(part => part.getBoundingClientRect().bottom)))
  .filter(bottom => bottom > 0)"""
EDGES = """selector => [...new Set([...document.querySelectorAll(selector)].flatMap(part => {
  const edges = part.getBoundingClientRect();
  return edges.width ? [Math.round(edges.left), Math.round(edges.right)] : [];
}))].sort((a, b) => a - b)"""
BUSIEST = ("reading-room", "choir", "museum")


@pytest.mark.parametrize("width", [1024, 1200, 1440])
def test_columns_of_the_front_end_together(window: Windows, width: int) -> None:
    page = window(width=width)
    page.goto("/", wait_until="load")
    apart = {row: page.evaluate(ENDS, row) for row in (".splash", ".latest", ".desk")}
    assert {row: ends for row, ends in apart.items() if max(ends) - min(ends) > 8} == {}


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_the_top_bar_is_one_row_with_every_link(window: Windows, width: int) -> None:
    page = window(width=width)
    page.goto("/latest/", wait_until="load")
    boxes = [link.bounding_box() for link in page.locator(".top a").all()]
    assert len(boxes) == 5, "four ways to stories and one language"
    assert len({round(box["y"] + box["height"] / 2) for box in boxes if box}) == 1


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_a_story_has_one_left_and_one_right_edge(window: Windows, page_urls: dict[str, str], width: int) -> None:
    page = window(width=width)
    page.goto(page_urls["news story in en-GB"], wait_until="load")
    assert len(page.evaluate(EDGES, ".story > :is(.key, .after), .after > *, .prose > .table")) == 2


def test_what_an_author_is_known_for_has_room(window: Windows, page_urls: dict[str, str]) -> None:
    page = window()
    page.goto(page_urls["author"], wait_until="load")
    assert page.locator(".profile > div").evaluate("text => text.offsetWidth") > 600


@pytest.mark.parametrize(("form", "most"), [("avif", 80_000), ("webp", 145_000), ("jpg", 145_000)])
@pytest.mark.parametrize("name", BUSIEST)
def test_a_picture_full_of_lines_stays_light(name: str, form: str, most: int) -> None:
    picture: Path = ROOT / f"content/pictures/{name}.jpg"
    data = picture.read_bytes()
    wanted = rendition("960", form, measure(data))
    assert wanted
    assert 50_000 < len(make(data, wanted)) <= most
