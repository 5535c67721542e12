"""Atom: RFC 4287, with Media RSS for the lead picture."""

from xml.etree import ElementTree as ET

from newsroom.feeds import Entry, Feed, Writer
from newsroom.feeds.content import add, document, rfc3339, text_of
from newsroom.feeds.rss import add_picture
from newsroom.frontmatter.characters import printable

MIME = "application/atom+xml"
_SPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:media": "http://search.yahoo.com/mrss/"}


def atom(feed: Feed, own_url: str) -> bytes:
    """`own_url` is the address at which these bytes are."""
    root = ET.Element("feed", {**_SPACES, "xml:lang": printable(feed.language)})
    add(root, "id", feed.url)
    add(root, "title", feed.title)
    if feed.description:
        add(root, "subtitle", feed.description)
    add(root, "updated", rfc3339(feed.updated))
    add(root, "link", rel="self", type=MIME, href=own_url)
    add(root, "link", rel="alternate", type="text/html", href=feed.url)
    if feed.hub:
        add(root, "link", rel="hub", href=feed.hub)
    _add_writer(root, feed.owner)
    for entry in feed.entries:
        _add_entry(root, entry)
    return document(root)


def _add_entry(root: ET.Element, entry: Entry) -> None:
    element = add(root, "entry", xml_lang=entry.language)
    add(element, "id", entry.id)
    add(element, "title", entry.title, type="text")
    add(element, "link", rel="alternate", type="text/html", href=entry.url)
    add(element, "published", rfc3339(entry.published))
    add(element, "updated", rfc3339(entry.updated))
    for writer in entry.writers:
        _add_writer(element, writer)
    for category in entry.categories:
        add(element, "category", term=category.term, label=category.label, scheme=category.scheme)
    if entry.summary:
        add(element, "summary", entry.summary, type="text")
    add(element, "content", text_of(entry), type="html")
    if entry.picture:
        add_picture(element, entry)


def _add_writer(parent: ET.Element, writer: Writer) -> None:
    person = add(parent, "author")
    add(person, "name", writer.name)
    if writer.url:
        add(person, "uri", writer.url)
