"""What the three formats share: the whole text with absolute URLs, moments, and XML that stays well-formed."""

import re
from datetime import UTC, datetime
from html import escape, unescape
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from newsroom.feeds import Entry
from newsroom.frontmatter.characters import printable

_TAG = re.compile(r'<[a-zA-Z][a-zA-Z0-9]*(?:\s+[a-zA-Z-]+(?:="[^"]*")?)*\s*/?>')
_ADDRESS = re.compile(r'\s(href|src|cite|srcset)="([^"]*)"')


def text_of(entry: Entry) -> str:
    """The entry as HTML that reads the same wherever it is shown; its standfirst where the story cannot be had."""
    html = entry.opening + entry.body + entry.closing
    if not html:
        return f"<p>{escape(entry.summary, quote=False)}</p>" if entry.summary else ""
    return absolute(html, entry.url)


def absolute(html: str, base: str) -> str:
    """Sanitised HTML with every address in it made absolute. Only tags are touched: in such HTML a `<` begins one."""

    def address(match: re.Match[str]) -> str:
        name, value = match[1], unescape(match[2])
        if name == "srcset":  # ours alone: no address in it has a comma followed by a blank
            parts = [part.strip().partition(" ") for part in value.split(", ")]
            value = ", ".join(" ".join(filter(None, (_joined(base, url), width))) for url, _, width in parts)
        else:
            value = _joined(base, value)
        return f' {name}="{escape(value)}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(address, tag[0]), html)


def _joined(base: str, address: str) -> str:
    if address.startswith(("https://", "http://")):
        return address
    try:
        return urljoin(base, address)
    except ValueError:  # such as half of an IPv6 address
        return base


def whole(moment: datetime) -> datetime:
    """With an offset of whole minutes, as all formats want it; clocks before 1900 had others."""
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if offset is None or offset.total_seconds() % 60 else moment


def rfc3339(moment: datetime) -> str:
    return whole(moment).isoformat(timespec="seconds")


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """A child element; `None` characters of XML 1.0 §2.2 are left, whatever the values hold."""
    given = {key.replace("_", ":"): printable(value) for key, value in attributes.items() if value}
    child = ET.SubElement(parent, name, given)
    if text:
        child.text = printable(text)
    return child


def document(root: ET.Element) -> bytes:
    ET.indent(root, "")
    xml: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"
