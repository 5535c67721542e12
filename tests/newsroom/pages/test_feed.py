"""A feed whose stories cost much is there at once, and whole a little later."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from newsroom.pages import feed
from newsroom.pages.feed import Filled, corrections_feed, stories_feed
from tests.desk import START, Clock

Publish = Callable[..., Path]


@pytest.fixture
def fill(app: Flask, clock: Clock) -> Callable[[], Filled]:
    def filled() -> Filled:
        app.extensions["paper"].sync()
        with app.extensions["paper"].query(clock()) as query:
            found = stories_feed(query, "all")
            assert found
            return found

    return filled


def test_without_time_left_entries_have_their_standfirst_and_all_else(
    fill: Callable[[], Filled], publish: Publish, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    publish("a", updated="2026-11-21T09:00:00Z", kind="sponsored")
    publish("b", published="2026-11-19T09:00:00Z", corrections=[{"date": "2026-11-21T10:00:00Z", "text": "Of b."}])
    whole = fill()
    monkeypatch.setattr(feed, "_BUDGET", -1.0)
    poor = fill()
    for one, other in zip(poor.feed.entries, whole.feed.entries, strict=True):
        assert (one.opening, one.body, one.closing) == ("", "", "")
        assert other.body
        for name in ("id", "url", "title", "summary", "published", "updated", "writers"):
            assert getattr(one, name) == getattr(other, name), name
    assert poor.moments == (clock.now + timedelta(seconds=1),) * 2, "it is filled anew a second later"
    assert all(moment < clock.now for moment in whole.moments)


def test_a_feed_has_as_many_entries_as_can_be_kept(
    fill: Callable[[], Filled], publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST_TEXT", 2_000)
    for day, length in ((21, 90), (20, 3_000), (19, 90), (18, 1_700), (17, 300), (16, 10)):
        publish(f"d{day}", published=f"2026-11-{day}T09:00:00Z", body="x" * length)
    entries = fill().feed.entries
    assert [entry.url[-3:] for entry in entries] == ["d21", "d20", "d19", "d18"]
    assert [bool(entry.body) for entry in entries] == [True, False, True, True]


def test_equal_papers_are_equal_feeds(fill: Callable[[], Filled], publish: Publish) -> None:
    publish("a", kind="opinion", corrections=[{"date": "2026-11-21T10:00:00Z", "text": "*Of* a."}])
    before = fill()
    publish("elsewhere", draft=True)
    after = fill()
    assert after == before
    assert hash(after.feed) == hash(before.feed)


def test_two_corrections_of_one_moment_have_two_ids(app: Flask, publish: Publish, clock: Clock) -> None:
    one = {"date": "2026-11-21T10:00:00Z", "text": "Of a."}
    publish("a", corrections=[one, one, {"text": "No date."}])
    app.extensions["paper"].sync()
    with app.extensions["paper"].query(clock()) as query:
        entries = corrections_feed(query).feed.entries
    assert len({entry.id for entry in entries}) == len(entries) == 3
    assert entries[-1].published == START - timedelta(days=2, hours=3)
