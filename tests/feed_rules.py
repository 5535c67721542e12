"""What holds for every feed of the paper, checked on each that a test fetches."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import jsonschema
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from newsroom.places import FEEDS
from tests.desk import BASE_URL, get
from tests.house_rules import KEPT, header_faults
from tests.json_feed import SCHEMA

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
MIMES = {
    "feed.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed in any of the three formats."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    writers: tuple[str, ...]
    categories: tuple[str, ...]
    image: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A feed as read. `links` are all addresses in it, those in the texts of its entries included."""

    title: str
    items: tuple[Item, ...]
    links: tuple[str, ...]


def read_feed(response: Response, url: str, base_url: str) -> Read:
    """The feed in an answer, which must obey the rules; every one that it breaks is named."""
    name = url.rpartition("/")[2]
    assert response.status_code == 200, f"{url} answers {response.status}"
    assert response.headers["Content-Type"] == MIMES[name]
    body, own = response.get_data(), base_url + url
    read = {"feed.xml": _rss, "atom.xml": _atom, "feed.json": _json}[name](body, own)
    faults = [*header_faults(response), *_header_faults(response, own), *_faults(read, base_url)]
    assert not faults, f"{url} breaks {len(faults)} rules:\n" + "\n".join(faults)
    return read


def all_feeds(client: FlaskClient) -> list[str]:
    """The feeds of the paper, its sections, all topics, authors and series, and the corrections."""
    lists = {"/", "/corrections/"}
    for index in ("/", "/topics/", "/authors/", "/series/"):
        pattern = rf'href="({index}[^"/]+/)"' if index != "/" else r'class="c-[\w-]+" href="(/[\w-]+/)"'
        lists |= set(re.findall(pattern, get(client, index).text))
    return [each + name for each in sorted(lists) for name in FEEDS]


def lost_among(client: FlaskClient, links: Iterable[str]) -> dict[str, int]:
    """Those on this site that do not answer 200, with what they answer. Of a picture's sizes the smallest is asked."""
    found = {}
    for link in links:
        path = link.partition("#")[0].removeprefix(BASE_URL) or "/"
        if not link.startswith(BASE_URL) or re.match("/renditions/(?!160/)", path):
            continue
        if (status := get(client, path).status_code) != 200:
            found[link] = status
    return found


def _header_faults(response: Response, own: str) -> Iterator[str]:
    if not KEPT.fullmatch(response.headers.get("Cache-Control", "")):
        yield f"Cache-Control is {response.headers.get('Cache-Control')!r}"
    if "Last-Modified" in response.headers:
        yield "it has a Last-Modified, whose steps are too long"
    links = response.headers.getlist("Link")
    if links and [each for each in links if 'rel="self"' in each] != [f'<{own}>; rel="self"']:
        yield f"Link is {links}"


def _faults(read: Read, base_url: str) -> Iterator[str]:
    ids = [item.id for item in read.items]
    yield from (f"the id {each} stands twice" for each in set(ids) if ids.count(each) > 1)
    if len(ids) > 50:
        yield f"{len(ids)} entries"
    for link in read.links:
        parts = urlsplit(link)
        if not (parts.scheme in ("mailto", "tel") or (parts.scheme in ("http", "https") and parts.netloc)):
            yield f"{link!r} is no absolute address"
    for item in read.items:
        if not re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[!-~]+", item.id):
            yield f"{item.id!r} is no tag"
        if not item.title.strip():
            yield f"{item.id} has no title"
        if not item.url.startswith(base_url + "/"):
            yield f"{item.id} leads to {item.url!r}"
        if item.updated < item.published:
            yield f"{item.id} was changed before it came"
        if not item.html:
            yield f"{item.id} has no text"
    times = [item.published for item in read.items]
    if times != sorted(times, reverse=True):
        yield "the newest is not first"


def _parsed(body: bytes, version: str) -> Any:
    """As an independent reader takes it."""
    found = feedparser.parse(body)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == version
    return found


def _rss(body: bytes, own: str) -> Read:
    parsed = _parsed(body, "rss20")
    channel = _root(body).find("channel")
    assert channel is not None
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.findtext(name, "").strip(), f"the channel has no {name}"
    parsedate_to_datetime(channel.findtext("lastBuildDate", ""))
    selves = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [(link.get("href"), link.get("type")) for link in selves] == [(own, "application/rss+xml")]
    items = channel.findall("item")
    for item, seen in zip(items, parsed.entries, strict=True):
        order = [child.tag for child in item]
        assert order.count("guid") == order.count("pubDate") == order.count(CONTENT) == 1
        assert order.count("description") <= 1
        assert "description" not in order or order.index("description") < order.index(CONTENT)
        assert "author" not in order, "which would have to be an e-mail address"
        assert order.count("enclosure") <= 1
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert re.fullmatch(
            r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", item.findtext("pubDate", "")
        )
        assert seen.id == guid.text
        assert seen.published_parsed[:6] == _moment(item).utctimetuple()[:6]
    return Read(
        channel.findtext("title", ""), tuple(map(_rss_item, items)),
        tuple(_links(channel, items, [item.findtext(CONTENT, "") for item in items])),
    )  # fmt: skip


def _moment(item: ET.Element) -> datetime:
    return parsedate_to_datetime(item.findtext("pubDate", ""))


def _rss_item(item: ET.Element) -> Item:
    updated = item.findtext(f"{ATOM}updated")
    media = item.find(f"{MEDIA}content")
    return Item(
        item.findtext("guid", ""), item.findtext("link", ""), item.findtext("title", ""),
        item.findtext("description", ""), item.findtext(CONTENT, ""), _moment(item),
        datetime.fromisoformat(updated) if updated else _moment(item),
        tuple(each.text or "" for each in item.findall(f"{DC}creator")),
        tuple(each.text or "" for each in item.findall("category")), media.get("url", "") if media is not None else "",
    )  # fmt: skip


def _atom(body: bytes, own: str) -> Read:
    _parsed(body, "atom10")
    feed = _root(body)
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, f"{element.tag}: {name}"
        assert len([link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang")
    selves = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert selves == [own]
    entries = feed.findall(f"{ATOM}entry")
    latest = datetime.fromisoformat(feed.findtext(f"{ATOM}updated", ""))
    found = tuple(map(_atom_item, entries))
    assert not found or latest == max(item.updated for item in found)
    return Read(
        feed.findtext(f"{ATOM}title", ""), found, tuple(_links(feed, entries, [item.html for item in found]))
    )


def _atom_item(entry: ET.Element) -> Item:
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    link = next(link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate")
    media = entry.find(f"{MEDIA}content")
    return Item(
        entry.findtext(f"{ATOM}id", ""), link.get("href", ""), entry.findtext(f"{ATOM}title", ""),
        entry.findtext(f"{ATOM}summary", ""), content.text or "",
        datetime.fromisoformat(entry.findtext(f"{ATOM}published", "")),
        datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")),
        tuple(each.text or "" for each in entry.findall(f"{ATOM}author/{ATOM}name")),
        tuple(each.get("term", "") for each in entry.findall(f"{ATOM}category")),
        media.get("url", "") if media is not None else "",
    )  # fmt: skip


def _json(body: bytes, own: str) -> Read:
    feed = json.loads(body)
    jsonschema.validate(feed, SCHEMA)
    assert feed["feed_url"] == own
    assert feed.get("next_url") != own
    items = tuple(map(_json_item, feed["items"]))
    links = [feed["home_page_url"], own, *(each["url"] for each in feed["authors"])]
    for item, given in zip(items, feed["items"], strict=True):
        links += [item.url, *([item.image] if item.image else []), *(each["url"] for each in given.get("authors", []))]
        links += _links_in(item.html)
    return Read(feed["title"], items, tuple(links))


def _json_item(item: dict[str, Any]) -> Item:
    published = datetime.fromisoformat(item["date_published"])
    updated = datetime.fromisoformat(item["date_modified"]) if "date_modified" in item else published
    return Item(
        item["id"], item["url"], item["title"], item.get("summary", ""), item["content_html"], published, updated,
        tuple(each["name"] for each in item.get("authors", [])), tuple(item.get("tags", [])), item.get("image", ""),
    )  # fmt: skip


def _root(body: bytes) -> ET.Element:
    assert body.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return ET.fromstring(body)  # noqa: S314 - our own bytes


def _links(top: ET.Element, entries: list[ET.Element], texts: list[str]) -> Iterator[str]:
    for element in top.iter():
        for name in ("href", "url", "domain", "scheme"):
            if element.get(name):
                yield element.get(name, "")
        if element.tag in ("link", f"{ATOM}uri") and element.text:
            yield element.text
    for text in texts:
        yield from _links_in(text)


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "style", "iframe")
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "style"
            if name in ("href", "src", "cite"):
                self.found.append(value or "")
            elif name == "srcset":
                self.found += [part.split()[0] for part in (value or "").split(", ")]


def _links_in(html: str) -> list[str]:
    reader = _Addresses()
    reader.feed(html)
    reader.close()
    return reader.found
