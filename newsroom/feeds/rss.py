"""RSS 2.0: https://www.rssboard.org/rss-specification, with the elements of Atom, Dublin Core and Media RSS."""

from email.utils import format_datetime
from xml.etree import ElementTree as ET

from newsroom.feeds import Entry, Feed
from newsroom.feeds.content import add, document, rfc3339, text_of, whole

MIME = "application/rss+xml"
_SPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def rss(feed: Feed, own_url: str) -> bytes:
    """`own_url` is the address at which these bytes are."""
    root = ET.Element("rss", {"version": "2.0", **_SPACES})
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.url)
    add(channel, "description", feed.description or feed.title)
    add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(whole(feed.updated)))
    add(channel, "atom:link", rel="self", type=MIME, href=own_url)
    if feed.hub:
        add(channel, "atom:link", rel="hub", href=feed.hub)
    for entry in feed.entries:
        _item(channel, entry)
    return document(root)


def _item(channel: ET.Element, entry: Entry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(whole(entry.published)))
    if entry.updated != entry.published:
        add(item, "atom:updated", rfc3339(entry.updated))
    for writer in entry.writers:
        add(item, "dc:creator", writer.name)
    for category in entry.categories:
        add(item, "category", category.label, domain=category.scheme)
    if entry.language:
        add(item, "dc:language", entry.language)
    if entry.summary:
        add(item, "description", entry.summary)
    add(item, "content:encoded", text_of(entry))
    if entry.picture:
        add_picture(item, entry)


def add_picture(parent: ET.Element, entry: Entry) -> None:
    """Media RSS (https://www.rssboard.org/media-rss) of the lead picture, in RSS as in Atom."""
    picture = entry.picture
    if picture is None:
        return
    size = {"width": str(picture.width), "height": str(picture.height)} if picture.width and picture.height else {}
    content = add(parent, "media:content", url=picture.url, type=picture.mime, medium="image", **size)
    if picture.description:
        add(content, "media:description", picture.description, type="plain")
    if picture.credit:
        add(content, "media:credit", picture.credit)
