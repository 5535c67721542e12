"""A story comes and goes at its second, on every surface at once, and its pictures with it."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.desk import START, Clock, crawl_app, get, story, write_story

Publish = Callable[..., Path]
MakeApp = Callable[..., Flask]
SECOND = timedelta(seconds=1)
MOMENT = START + timedelta(days=1, hours=3, minutes=25, seconds=17)


@dataclass(frozen=True)
class Schedule:
    """`comes` and `goes` are the moments at which the story is to appear and to vanish; neither for a draft."""

    name: str
    fields: dict[str, object] = field(default_factory=dict)
    comes: datetime | None = None
    goes: datetime | None = None
    after: int = 410

    def __str__(self) -> str:
        return self.name


SCHEDULES = [
    Schedule("scheduled", {"published": MOMENT.isoformat()}, comes=MOMENT),
    Schedule("embargoed", {"embargo": MOMENT.isoformat()}, comes=MOMENT),
    Schedule("embargo-past-publication", {"published": START.isoformat(), "embargo": MOMENT.isoformat()}, comes=MOMENT),
    Schedule(
        "embargo-before-publication", {"published": MOMENT.isoformat(), "embargo": START.isoformat()}, comes=MOMENT
    ),
    Schedule("expiring", {"expires": MOMENT.isoformat()}, goes=MOMENT),
    Schedule("jekyll-draft", {"published": False, "date": "2026-11-20"}),
    Schedule("draft", {"draft": True}),
    Schedule("status-draft", {"status": "draft"}),
]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=str)
def test_a_story_shows_in_its_time_and_at_no_other(
    schedule: Schedule, make_app: MakeApp, clock: Clock, publish: Publish, content: Path, tmp_path: Path
) -> None:
    for number in range(3):
        publish(f"other-{number}", published=f"2026-11-1{number}T08:00:00Z")
    path = publish_with_unique_words(content, {"published": "2026-11-20"})
    surfaces = crawl_app(make_app(BROADSHEET_DATA=str(tmp_path / "elsewhere"))).urls_with("zanzibar")
    assert {
        "/",
        "/latest/",
        "/topics/zanzibar-affair/",
        "/authors/zanzibar-zoe/",
        "/news/",
        "/zanzibar-pages",
        "/corrections/",
        "/feeds/",
        "/feed.xml",
        "/news/atom.xml",
        "/topics/zanzibar-affair/feed.json",
        "/authors/zanzibar-zoe/feed.xml",
        "/corrections/feed.json",
    } <= surfaces
    for picture in ("zanzibar-lead", "zanzibar-inside"):
        assert [url for url in surfaces if picture in url]

    path.unlink()
    publish_with_unique_words(content, schedule.fields)
    app = make_app()
    for moment in moments(schedule):
        clock.set(moment)
        shown = crawl_app(app).urls_with("zanzibar")
        if is_shown(schedule, moment):
            assert surfaces - dated(surfaces) <= shown
            continue
        assert shown == set()
        for url in surfaces:
            assert_silent(app, url)


@pytest.mark.parametrize("schedule", SCHEDULES, ids=str)
def test_its_address_answers_by_the_clock(schedule: Schedule, app: Flask, clock: Clock, content: Path) -> None:
    publish_with_unique_words(content, schedule.fields)
    client = app.test_client()
    for moment in moments(schedule):
        clock.set(moment)
        wanted = 200 if is_shown(schedule, moment) else schedule.after if schedule.goes else 404
        assert get(client, "/zanzibar-pages").status_code == wanted, moment


def test_no_answer_is_kept_past_the_next_moment(app: Flask, clock: Clock, content: Path, publish: Publish) -> None:
    publish("other")
    publish_with_unique_words(content, {"published": MOMENT.isoformat()})
    client = app.test_client()
    clock.set(MOMENT - timedelta(seconds=0.5))
    assert "s-maxage=0" in get(client, "/").headers["Cache-Control"]
    clock.set(MOMENT - timedelta(minutes=5))
    assert "s-maxage=1, stale-while-revalidate=1, stale-if-error=298" in get(client, "/").headers["Cache-Control"]
    clock.set(MOMENT - timedelta(minutes=25))
    assert "s-maxage=1, stale-while-revalidate=1, stale-if-error=600" in get(client, "/").headers["Cache-Control"]


def test_a_page_known_by_its_etag_changes_at_its_second(
    app: Flask, clock: Clock, content: Path, publish: Publish
) -> None:
    publish("other")
    publish_with_unique_words(content, {"published": MOMENT.isoformat()})
    client = app.test_client()
    clock.set(MOMENT - SECOND)
    known = {"If-None-Match": get(client, "/").headers["ETag"]}
    assert get(client, "/", headers=known).status_code == 304
    clock.set(MOMENT)
    assert get(client, "/", headers=known).status_code == 200


def moments(schedule: Schedule) -> list[datetime]:
    return [MOMENT - SECOND, MOMENT, MOMENT + SECOND]


def is_shown(schedule: Schedule, moment: datetime) -> bool:
    if schedule.comes:
        return moment >= schedule.comes
    return bool(schedule.goes and moment < schedule.goes)


def assert_silent(app: Flask, url: str) -> None:
    """Asked for by its address, whoever knows it, a page that is not public says nothing."""
    response = get(app.test_client(), url)
    if response.status_code == 200:
        assert b"zanzibar" not in response.get_data().lower(), url
    else:
        assert response.status_code in (404, 410), url
        assert b"zanzibar affair" not in response.get_data().lower(), url


def dated(urls: set[str]) -> set[str]:
    """Those that a story with another date is not on."""
    return {url for url in urls if url.startswith("/archive/")}


def publish_with_unique_words(content: Path, fields: dict[str, object]) -> Path:
    for name in ("zanzibar-lead.png", "zanzibar-inside.png"):
        (content / "articles" / name).write_bytes(png())
    return write_story(
        content,
        "articles/zanzibar.md",
        story(
            "zanzibar",
            "The zanzibar papers were found.\n\n![The zanzibar room](zanzibar-inside.png)\n",
            **{
                "headline": "The zanzibar affair",
                "standfirst": "What zanzibar knew.",
                "topics": ["Zanzibar affair"],
                "authors": ["Zanzibar Zoe"],
                "image": {"src": "zanzibar-lead.png", "alt": "A door in zanzibar"},
                "permalink": "/zanzibar-pages",
                "section": "news",
                "corrections": [{"date": "2026-11-01", "text": "Nine rooms in zanzibar.", "was": "Eight."}],
                **fields,
            },
        ),
    )


def png(width: int = 480, height: int = 320) -> bytes:
    """A grey picture, whole by the PNG specification (third edition, 5.2 and 11.2)."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
