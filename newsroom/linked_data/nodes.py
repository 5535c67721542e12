"""What all graphs are made of."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

CONTEXT = "https://schema.org"

Crumbs = tuple[tuple[str, str], ...]
Node = dict[str, object]


def graph(*nodes: Node) -> Node:
    return {"@context": CONTEXT, "@graph": [node for node in nodes if node]}


def present(node: Mapping[str, object]) -> Node:
    """Without what is null or empty."""
    kept = {key: list(value) if isinstance(value, tuple) else value for key, value in node.items()}
    return {key: value for key, value in kept.items() if value not in (None, "", [], {})}


def reference(node: Mapping[str, object]) -> Node:
    return {"@id": node["@id"]}


def breadcrumbs(crumbs: Crumbs) -> Node:
    """Nothing for fewer than two: that leads nowhere."""
    if len(crumbs) < 2:
        return {}
    places = [
        present({"@type": "ListItem", "position": position, "name": name, "item": url})
        for position, (name, url) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}


def item_list(url: str, items: Iterable[str]) -> Node:
    places = [{"@type": "ListItem", "position": position, "url": item} for position, item in enumerate(items, start=1)]
    if not places:
        return {}
    return {"@type": "ItemList", "@id": f"{url}#list", "numberOfItems": len(places), "itemListElement": places}


def absolute(base_url: str, address: str) -> str:
    if not address.startswith("/"):
        return address
    return base_url + quote(address, safe="/%?#[]@!$&'()*+,;=:~-._")


def iso(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """RFC 3339, in the site's zone. Offsets with seconds, as clocks had before 1900, have no form there: then UTC."""
    if moment is None:
        return None
    try:
        local = moment.astimezone(zone)
    except OverflowError:  # within a day of the first or last moment of the calendar
        local = moment
    offset = local.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        local = moment.astimezone(UTC)
    return local.isoformat(timespec="seconds")
