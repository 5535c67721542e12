from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
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


def test_what_is_like_a_story_is_asked_again_when_it_is_another_story(
    app: Flask, clock: Clock, publish: Publish, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def find(*given: object) -> tuple[str, ...]:
        asked.append(given)
        return ()

    monkeypatch.setattr("newsroom.paper.related", find)

    def times_asked_after(body: str) -> int:
        path = publish("story", body=body).relative_to(content).as_posix()
        related(app, clock, path)
        return len(asked)

    assert times_asked_after("The wall was mended. " * 40) == 1
    assert times_asked_after("The wall is mended. " * 40 + "It holds.") == 1
    assert times_asked_after("The wall is mended. " * 80) == 2
    clock.forward(minutes=10)
    assert times_asked_after("The wall is mended. " * 80) == 3
