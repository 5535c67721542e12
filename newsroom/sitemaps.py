"""Sitemaps (https://www.sitemaps.org/protocol.html, with Google's extensions for pictures and news) from the catalogue
alone: an index with a child a month, one for everything that is no story, and the news of the last two days."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from newsroom.catalogue import listed
from newsroom.catalogue.listed import DayOfStories, Listed
from newsroom.dates import EARLIEST, rfc3339
from newsroom.places import quote
from newsroom.query import Query

MOST_URLS: Final = 10_000
"""Of the 50,000 that a file may list: so it stays below 50 MB however long the addresses are, and quick to make."""

MOST_NEWS: Final = 1_000
NEWS_SPAN: Final = timedelta(hours=48)
MOST_NEWS_FILES: Final = 20
LONGEST_LOC: Final = 2_048
UNDATED: Final = "undated"
PAGES: Final = "pages"
_COUNT: Final = "pages in the sitemap"

_NAME = re.compile(r"(?P<what>pages|undated|[0-9]{4}-[0-9]{2})(?:-(?P<number>[2-9]|[1-9][0-9]{1,3}))?")
_NEWS_NAME = re.compile(r"news(?:-([2-9]|[1-9][0-9]))?")
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGE = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
_NEWS = ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@dataclass(frozen=True, slots=True)
class News:
    """What a news sitemap says of a story. `language` is of ISO 639, or zh-cn, zh-tw."""

    name: str
    language: str
    published: datetime
    title: str


@dataclass(frozen=True, slots=True)
class Url:
    """A page of this site: `path` and `picture` are paths as they stand in a URL."""

    path: str
    changed: datetime | None = None
    picture: str = ""
    news: News | None = None


# The index, and its children


def index(query: Query) -> bytes:
    """`/sitemap.xml`."""
    children = list(_children(query))
    lines = [_place("sitemap", query, f"/sitemap-{name}.xml", changed) for name, changed in children]
    return _document("sitemapindex", "", lines)


def child(query: Query, name: str) -> bytes | None:
    """`/sitemap-<name>.xml`; None for one that the index does not name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    number = int(found["number"] or 1)
    if found["what"] == PAGES:
        if number > 1 and (number - 1) * MOST_URLS >= _count_of_pages(query):
            return None
        urls = list(_pages(query))[(number - 1) * MOST_URLS : number * MOST_URLS]
    else:
        start, end = ("", "0") if found["what"] == UNDATED else (f"{found['what']}-00", f"{found['what']}-99")
        stories = listed.between(
            query.reader, query.now, query.base_url, start, end, MOST_URLS, (number - 1) * MOST_URLS
        )
        urls = [_story(query, each) for each in stories]
    return _urls(query, urls) if urls else None


def _children(query: Query) -> Iterator[tuple[str, datetime | None]]:
    """(name, last change), the newest month first."""
    days = listed.days(query.reader, query.now, query.base_url)
    months = [(month, list(each)) for month, each in groupby(days, key=lambda day: day.day[:7])]
    yield from _parts(PAGES, _count_of_pages(query), None)
    for month, each in reversed(months):
        yield from _parts(month or UNDATED, sum(day.stories for day in each), _last_change(each))


def _parts(name: str, count: int, changed: datetime | None) -> Iterator[tuple[str, datetime | None]]:
    for number in range(1, -(-count // MOST_URLS) + 1):
        yield (name if number == 1 else f"{name}-{number}"), changed


def _last_change(days: list[DayOfStories]) -> datetime | None:
    return max((day.changed for day in days if day.changed), default=None)


def _story(query: Query, story: Listed) -> Url:
    image = json.loads(story.note)["image"] if '"image":null' not in story.note else None
    path = query.picture_path(image[0], story.path) if image else None
    return Url(quote(story.url), story.changed, quote(f"/{path}") if path else "")


def _count_of_pages(query: Query) -> int:
    """Counted once in each state of the catalogue: whoever asks for parts that are not there costs nothing."""
    if _COUNT not in query.known:
        query.known[_COUNT] = sum(1 for _ in _pages(query))
    count: int = query.known[_COUNT]
    return count


def _pages(query: Query) -> Iterator[Url]:
    """Everything that may be indexed and is no story: not the lists of names, which only lead on."""
    now, reader = query.now, query.reader
    yield Url("/")
    for section in query.sections:
        path = f"/{section.slug}/"
        place = reader.place(path)
        if place and place.kind == "section" and reader.count(now, 1, "section", section.slug):
            yield Url(quote(path))
    for tag in query.site.languages:
        if reader.count(now, 1, "language", tag):
            yield Url(query.front_url(tag))
    known = (each.slug for each in reader.documents("author"))
    authors = {*listed.names(reader, "author", now), *filter(query.author, known)}
    topics, series = listed.names(reader, "topic", now), listed.names(reader, "series", now)
    for folder, slugs in (("topics", topics), ("authors", sorted(authors)), ("series", series)):
        yield from (Url(f"/{folder}/{quote(slug)}/") for slug in slugs)
    for page, url in filter(None, map(query.standing_page, reader.documents("page"))):
        yield Url(url, page.updated if page.updated and page.updated <= now else None)


# The news


def news(query: Query, name: str = "news") -> tuple[bytes, tuple[datetime, ...]] | None:
    """The news sitemap, or its file `news-2` and so on; and the moments at which the clock changes it.

    An empty one is against Google's schema: then it lists the newest two stories, or the front, without calling them
    news. None for a file that is not there.
    """
    found = _NEWS_NAME.fullmatch(name)
    if found is None:
        return None
    number = int(found[1] or 1)
    if number > MOST_NEWS_FILES or (number > 1 and not _news(query, 1, (number - 1) * MOST_NEWS)):
        return None
    stories = _news(query)
    part = stories[(number - 1) * MOST_NEWS : number * MOST_NEWS]
    if part:
        ends = tuple(each.published + NEWS_SPAN for each in stories if each.published)
        return _urls(query, [_as_news(query, each) for each in part]), (min(ends),)
    newest = [Url(quote(each.url)) for each in listed.since(query.reader, query.now, query.base_url, EARLIEST, 2)]
    return _urls(query, newest or [Url("/")]), ()


def news_paths(query: Query) -> tuple[str, ...]:
    """Where the news sitemap is: more than one file when more than a thousand stories came in two days."""
    count = max(1, -(-len(_news(query)) // MOST_NEWS))
    return ("/news-sitemap.xml", *(f"/sitemap-news-{number}.xml" for number in range(2, count + 1)))


def _news(query: Query, limit: int = MOST_NEWS * MOST_NEWS_FILES, offset: int = 0) -> tuple[Listed, ...]:
    start = query.now - NEWS_SPAN + timedelta(microseconds=1)  # at its 48th hour a story is gone
    return listed.since(query.reader, query.now, query.base_url, start, limit, offset)


def _as_news(query: Query, story: Listed) -> Url:
    note = json.loads(story.note)
    language = iso_639(note["language"] or query.site.language)
    url = _story(query, story)
    published = story.published or query.now  # all have a date: the catalogue was asked for it
    return Url(url.path, url.changed, url.picture, News(query.site.title, language, published, note["headline"]))


def iso_639(tag: str) -> str:
    """A BCP 47 tag as Google's news sitemaps want it: the language alone, but zh-cn and zh-tw for Chinese."""
    parts = tag.lower().split("-")
    if parts[0] != "zh":
        return parts[0]
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(parts) and "hans" not in parts else "zh-cn"


# XML


def _urls(query: Query, urls: Iterable[Url]) -> bytes:
    found = [each for each in urls if len(query.base_url) + len(each.path) <= LONGEST_LOC]
    images = _IMAGE if any(each.picture for each in found) else ""
    news = _NEWS if any(each.news for each in found) else ""
    return _document("urlset", images + news, [_url(query, each) for each in found])


def _url(query: Query, url: Url) -> str:
    more = ""
    if url.news:
        more += _news_element(url.news, query.zone)
    if url.picture:
        more += f"<image:image><image:loc>{escape(query.base_url + url.picture)}</image:loc></image:image>"
    return _place("url", query, url.path, url.changed, more)


def _news_element(story: News, zone: ZoneInfo) -> str:
    return (
        f"<news:news><news:publication><news:name>{escape(story.name)}</news:name>"
        f"<news:language>{escape(story.language)}</news:language></news:publication>"
        f"<news:publication_date>{rfc3339(story.published, zone)}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news>"
    )


def _place(tag: str, query: Query, path: str, changed: datetime | None, more: str = "") -> str:
    """The order of the elements is that of the schema."""
    lastmod = f"<lastmod>{rfc3339(changed, query.zone)}</lastmod>" if changed else ""
    return f"<{tag}><loc>{escape(query.base_url + path)}</loc>{lastmod}{more}</{tag}>"


def _document(root: str, names: str, lines: list[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_XMLNS}{names}>'
    return "\n".join((head, *lines, f"</{root}>\n")).encode()
