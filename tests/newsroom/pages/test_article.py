from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from PIL import Image

from newsroom.pages.article import article
from newsroom.pages.views import Card
from tests.desk import START, Clock

Publish = Callable[..., Path]


def hours_ago(hours: float) -> str:
    return (START - timedelta(hours=hours)).isoformat()


def related(app: Flask, clock: Clock, path: str) -> tuple[Card, ...]:
    paper = app.extensions["paper"]
    paper.sync()
    with paper.query(clock()) as query:
        page = article(query, path).page
    assert page
    return page.related


def test_related_stories_all_have_pictures_or_none_has(
    app: Flask, clock: Clock, publish: Publish, content: Path
) -> None:
    Image.new("RGB", (40, 30)).save(content / "boat.png")
    path = publish("story", topics=["bridge"], published=hours_ago(1)).relative_to(content).as_posix()
    publish("other-0", topics=["bridge"], published=hours_ago(2))
    for number in (1, 2):
        publish(f"other-{number}", topics=["bridge"], published=hours_ago(2 + number), image="/boat.png")
    assert [card.figure for card in related(app, clock, path)] == [None] * 3
    publish("other-0", topics=["bridge"], published=hours_ago(2), image="/boat.png")
    assert all(card.figure for card in related(app, clock, path))
