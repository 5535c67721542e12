"""The user's own folder, now: whether any page tells of a story of it that is not public."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from newsroom.article import Article, standing
from newsroom.leaks.compare import Leak
from newsroom.leaks.crawl import walk
from newsroom.leaks.press import Answer, Press
from newsroom.leaks.reading import Reading
from newsroom.places import quote
from newsroom.query import Query

MOST_STORIES = 200
MOST_ADDRESSES = 3_000
_SHORTEST = 12
"""A shorter headline may stand in any text."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A story of the folder that is not public: its file, why, where it would stand, its headline, and the addresses of
    pictures that no public page names."""

    path: str
    why: str
    url: str
    headline: str
    pictures: tuple[str, ...]


def hidden_stories(query: Query) -> tuple[Hidden, ...]:
    """The last MOST_STORIES of them."""
    found = []
    for path in query.reader.hidden(query.now, MOST_STORIES):
        edition = query.press.edition(path, query.site, query.resolver(path))
        url = query.reader.assigned(path)
        if edition is None or url is None or standing(edition.article, query.now) == "public":
            continue
        pictures = {query.picture_path(reference, path) for reference in query.reader.pictures_named_in(path)}
        kept = tuple(quote(f"/{each}") for each in sorted(filter(None, pictures)) if not query.is_picture_public(each))
        found.append(Hidden(path, _why(query, edition.article), quote(url), edition.article.headline, kept))
    return tuple(found)


def look(press: Press, hidden: tuple[Hidden, ...], base_url: str) -> Iterator[tuple[str, tuple[Leak, ...]]]:
    """(address, leaks) for each address that is asked for, from the front on: no more than MOST_ADDRESSES."""
    seeds = [address for each in hidden for address in (each.url, *each.pictures)]
    words = tuple(dict.fromkeys(max(each.headline.split(), key=len, default="") for each in hidden))[:20]
    reading = Reading.for_stems((), base_url)
    queries = tuple(quote(word) for word in words if word.isalnum())
    for url, answer in islice(walk(press, seeds, queries, reading), MOST_ADDRESSES):
        yield url, tuple(_told(url, answer, hidden))


def _told(url: str, answer: Answer, hidden: tuple[Hidden, ...]) -> Iterator[Leak]:
    is_text = answer.kind.startswith(("text/", "application/"))
    heads = " ".join(value for _, value in answer.headers)
    text = unquote(html.unescape(f"{heads} {answer.body.decode('utf-8', 'replace') if is_text else ''}")).casefold()
    for each in hidden:
        if url in (each.url, *each.pictures) and answer.status < 400:
            yield Leak(url, f"answers {answer.status}, but belongs to {each.path} ({each.why})")
        if url != each.url and _has(text, unquote(each.url).casefold()):
            yield Leak(url, f"names the address of {each.path} ({each.why})")
        if len(each.headline) >= _SHORTEST and each.headline.casefold() in text:
            yield Leak(url, f"shows “{each.headline}” of {each.path} ({each.why})")


def _has(text: str, path: str) -> bool:
    """Whether the path stands there whole, not as the beginning of a longer one."""
    at = text.find(path)
    while at >= 0:
        following = text[at + len(path) : at + len(path) + 1]
        if not (following.isalnum() or following in ("-", "_")):
            return True
        at = text.find(path, at + 1)
    return False


def _why(query: Query, story: Article) -> str:
    state = standing(story, query.now)
    if state == "draft":
        return "a draft"
    moment = {"embargoed": story.embargo, "scheduled": story.published, "expired": story.expires}.get(state)
    words = {"embargoed": "embargoed until", "scheduled": "scheduled for", "expired": "expired on"}.get(state, state)
    local = query.local(moment)
    return f"{words} {local:%Y-%m-%d %H:%M:%S}" if local else words
