"""The three formats, from values alone: what no story can bring about by itself."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import feedparser
import pytest
from markupsafe import Markup

from newsroom.feeds import Category, Entry, Feed, LeadPicture, Writer, atom, json_feed, rss
from newsroom.feeds.content import absolute, rfc3339

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FORBIDDEN = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 0xDFFF, 0xD800, 0xFFFE, 0xFFFF)))
HOSTILE = f"]]> <!-- &amp; \"'\r\n\t{FORBIDDEN}\U0001f600 \u2028 </title></entry>"
ENTRY = Entry("tag:a.example,2026-11-22:a", "https://a.example/a", "A title", "What it is.", NOON, NOON)
OWNER = Writer("Owner", "https://a.example/")
FEED = Feed("A paper", "News.", "https://a.example/", "en-GB", NOON, OWNER, "", (ENTRY,))


def everywhere(text: str) -> Feed:
    entry = Entry(
        text, text, text, text, NOON, NOON, (Writer(text, text),), (Category(text, text, text),),
        LeadPicture(text, text, 1, 1, text, text), text, body=Markup("<p>{}</p>").format(text),
    )  # fmt: skip
    return Feed(text, text, text, text, NOON, Writer(text, text), text, (entry,))


@pytest.mark.parametrize("write", [rss, atom])
def test_xml_is_well_formed_whatever_the_values_hold(write: object) -> None:
    assert callable(write)
    xml = write(everywhere(HOSTILE), HOSTILE)
    elements = ET.fromstring(xml).iter()  # noqa: S314 - our own bytes
    titles = [element.text or "" for element in elements if element.tag.rpartition("}")[2] == "title"]
    assert len(titles) == 2
    for title in titles:
        assert title.startswith("]]> <!-- &amp; \"'")
        assert title.endswith("\U0001f600 \u2028 </title></entry>")
        assert title.count("\N{REPLACEMENT CHARACTER}") == len(FORBIDDEN)


def test_json_can_be_read_whatever_the_values_hold() -> None:
    (item,) = json.loads(json_feed(everywhere(HOSTILE), HOSTILE))["items"]
    assert item["title"].endswith("\U0001f600 \u2028 </title></entry>")


def test_equal_values_are_equal_bytes() -> None:
    for write in (rss, atom, json_feed):
        assert write(replace(FEED), "https://a.example/x") == write(FEED, "https://a.example/x")
        changed = replace(FEED, entries=(replace(ENTRY, updated=NOON + timedelta(minutes=1)),))
        assert write(changed, "https://a.example/x") != write(FEED, "https://a.example/x")


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (NOON, "2026-11-22T12:00:00+00:00"),
        (NOON.astimezone(ZoneInfo("Asia/Kolkata")), "2026-11-22T17:30:00+05:30"),
        (datetime(1880, 1, 1, 12, 0, tzinfo=timezone(timedelta(minutes=-1, seconds=-15))), "1880-01-01T12:01:15+00:00"),
        (datetime(812, 1, 1, tzinfo=UTC), "0812-01-01T00:00:00+00:00"),
    ],
)
def test_moments_have_offsets_of_whole_minutes(moment: datetime, written: str) -> None:
    assert rfc3339(moment) == written
    feed = replace(FEED, entries=(replace(ENTRY, published=moment, updated=moment),))
    assert f"<published>{written}</published>" in atom(feed, "https://a.example/atom.xml").decode()
    parsed = feedparser.parse(rss(feed, "https://a.example/feed.xml"))
    assert not parsed.bozo
    assert parsed.entries[0].published_parsed[:6] == moment.utctimetuple()[:6]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<a href="/b?x=1&amp;y=2">', '<a href="https://a.example/b?x=1&amp;y=2">'),
        ('<a href="#n" role="doc-noteref">', '<a href="https://a.example/s/a#n" role="doc-noteref">'),
        ('<a href="b">', '<a href="https://a.example/s/b">'),
        ('<a href="//b.example/c">', '<a href="https://b.example/c">'),
        ('<a href="mailto:x@b.example">', '<a href="mailto:x@b.example">'),
        ('<a href="//[b">', '<a href="https://a.example/s/a">'),
        ('<img alt="a &lt;b> src=/c" src="/d">', '<img alt="a &lt;b> src=/c" src="https://a.example/d">'),
        ('<source srcset="/a 1w, /b,c 2w">', '<source srcset="https://a.example/a 1w, https://a.example/b,c 2w">'),
        ('<p>href="/x" &lt;a href="/x"></p>', '<p>href="/x" &lt;a href="/x"></p>'),
        ('<blockquote cite="/q">', '<blockquote cite="https://a.example/q">'),
    ],
)
def test_every_address_of_a_tag_is_made_absolute_and_nothing_else(html: str, wanted: str) -> None:
    assert absolute(html, "https://a.example/s/a") == wanted


def test_a_hub_is_in_every_format() -> None:
    feed = replace(FEED, hub="https://hub.example/?a=1&b=2")
    assert b'<atom:link rel="hub" href="https://hub.example/?a=1&amp;b=2" />' in rss(feed, "https://a.example/feed.xml")
    assert b'<link rel="hub" href="https://hub.example/?a=1&amp;b=2" />' in atom(feed, "https://a.example/atom.xml")
    hubs = json.loads(json_feed(feed, "https://a.example/feed.json"))["hubs"]
    assert hubs == [{"type": "WebSub", "url": "https://hub.example/?a=1&b=2"}]
