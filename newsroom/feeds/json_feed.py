"""JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/."""

import json
from collections.abc import Mapping
from html import escape

from newsroom.feeds import Entry, Feed, Writer
from newsroom.feeds.content import rfc3339, text_of
from newsroom.frontmatter.characters import printable

MIME = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, own_url: str) -> bytes:
    """`own_url` is the address at which these bytes are."""
    whole = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": own_url,
        "description": feed.description,
        "language": feed.language,
        "authors": [_writer(feed.owner)],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    items = [_item(entry) for entry in feed.entries]
    text = json.dumps({**_present(whole), "items": items}, ensure_ascii=False, indent=1)
    return printable(text).encode() + b"\n"


def _item(entry: Entry) -> dict[str, object]:
    return _present(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": text_of(entry) or f"<p>{escape(entry.title, quote=False)}</p>",
            "date_published": rfc3339(entry.published),
            "date_modified": rfc3339(entry.updated) if entry.updated != entry.published else "",
            "authors": [_writer(each) for each in entry.writers],
            "tags": list(dict.fromkeys(each.label for each in entry.categories)),
            "image": entry.picture.url if entry.picture else "",
            "language": entry.language,
        }
    )


def _writer(writer: Writer) -> dict[str, object]:
    return _present({"name": writer.name, "url": writer.url})


def _present(fields: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if value not in ("", [])}
