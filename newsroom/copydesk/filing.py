"""How a story is filed: its topics, people, series, section, kind, priority, and whether it is a draft."""

import re
from collections.abc import Mapping
from typing import Final, cast

from newsroom.article import KINDS, PRIORITIES, Kind, Name, Priority
from newsroom.copydesk.fields import (
    MOST_ITEMS,
    MOST_TEXT,
    Fields,
    Given,
    as_flag,
    as_name,
    as_text,
    first_of,
    is_empty,
    member_text,
    quoted,
)
from newsroom.copydesk.slugs import slugify
from newsroom.site import Site

UNLISTED: Final = "news"
PUBLISHED_NAMES: Final = ("published", "date", "publishdate", "pubdate", "pubdatetime")
EXPIRES_NAMES: Final = ("expires", "expirydate", "unpublish")
DRAFT_NAMES: Final = frozenset(("draft", "published", "status"))
DECIDING_NAMES: Final = DRAFT_NAMES.union(PUBLISHED_NAMES, EXPIRES_NAMES, ("embargo",))
"""Of all fields of a story, those that decide whether it is public."""
HIDDEN_STATES: Final = frozenset(("draft", "pending", "private", "hidden", "trash", "unpublished"))
BETWEEN_NAMES: Final = re.compile(r"\s*[,;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")
BY: Final = re.compile(r"by:?\s+", re.IGNORECASE)
DIGITS: Final = re.compile(r"[\d-]+")


def topics(fields: Fields) -> tuple[Name, ...]:
    """A list, or one text with commas, else with blanks between them."""
    for found in fields.given("topics", "tags", "keywords"):
        text = as_text(found.value)
        if text is not None:
            return _names(fields, found, list(text.split(",") if "," in text else text.split()))
        if isinstance(found.value, list):
            return _names(fields, found, found.value)
        fields.wrong(found, "a list of topics")
    return ()


def authors(fields: Fields) -> tuple[Name, ...]:
    """A list of slugs, names or maps with `name`; or one of these; or one text with several."""
    for found in fields.given("authors", "author", "by", "byline"):
        text = as_text(found.value)
        if text is not None:
            people = _names(fields, found, list(BETWEEN_NAMES.split(BY.sub("", text, count=1))))
        elif isinstance(found.value, list | Mapping):
            people = _names(fields, found, found.value if isinstance(found.value, list) else [found.value])
        else:
            fields.wrong(found, "a list of names")
            continue
        if people:
            return people
    return ()


def series(fields: Fields) -> Name | None:
    for found in fields.given("series"):
        names = _names(fields, found, [first_of(found.value)])
        if names:
            return names[0]
    return None


def _names(fields: Fields, found: Given, values: list[object]) -> tuple[Name, ...]:
    """Each as a slug and as written; the first of two with one slug stays."""
    fields.count(found.key, values)
    names: dict[str, Name] = {}
    for value in values[:MOST_ITEMS]:
        if is_empty(value):
            continue
        slug, title = _name(value)
        if slug:
            names.setdefault(slug, Name(slug, fields.bounded(found.key, title, MOST_TEXT)))
        else:
            fields.warn(
                found.key,
                f"An item of “{found.key}” has no letters or digits to make a name of; it is left out.",
                "Write a name, or a map with `name:`.",
            )
    return tuple(names.values())


def _name(value: object) -> tuple[str, str]:
    if isinstance(value, Mapping):
        title = as_name(member_text(value, "name", "title", "slug"))
        return slugify(member_text(value, "slug", "name", "title")), title
    title = as_name(as_text(value) or "").lstrip("#").strip()
    return slugify(title), title


def section(fields: Fields, site: Site) -> str:
    """The slug of the section; where `site.toml` lists sections, always one of them or `news`."""
    listed = {slugify(name): part.slug for part in site.sections for name in (part.title, part.slug)}
    unknown: Given | None = None
    for found in fields.given("section", "category", "categories"):
        text = as_name(as_text(first_of(found.value)) or "")
        for slug in (slugify(text), slugify(text.split(" ")[0])):
            if slug and (slug in listed or not site.sections):
                return listed.get(slug, slug)
        unknown = unknown or found
    chosen = _folder_section(fields.path, listed, bool(site.sections))
    if unknown:
        name = as_name(as_text(first_of(unknown.value)) or "")[:60]
        choice = ", ".join(part.slug for part in site.sections)
        fields.warn(
            unknown.key,
            f"“{name}” is no section of this paper; the story stands in {chosen}.",
            f"Use one of {choice}, or add a [[sections]] entry to site.toml." if choice else "Write a section's name.",
        )
    return chosen


def _folder_section(path: str, listed: Mapping[str, str], is_closed: bool) -> str:
    parts = path.split("/")
    if parts[0] != "articles":
        return UNLISTED
    folders = parts[1:-2] if _is_index(parts[-1]) else parts[1:-1]
    for folder in folders:
        slug = slugify(folder)
        if slug in listed:
            return listed[slug]
        if not is_closed and slug and not folder.startswith("_") and not DIGITS.fullmatch(folder):
            return slug
    return UNLISTED


def _is_index(file_name: str) -> bool:
    return file_name.lower().rsplit(".", 1)[0] == "index"


def kind(fields: Fields, section_slug: str, site: Site) -> Kind:
    """Other systems' types and layouts are no fault: what is no kind of ours leaves the section's."""
    usual = next((part.kind for part in site.sections if part.slug == section_slug), "news")
    usual = usual if usual in KINDS else "news"
    for found in fields.given("kind", "type", "layout"):
        word = (as_text(found.value) or "").lower()
        if word in KINDS:
            return cast(Kind, word)
        if found.key.strip().casefold() == "kind":
            fields.none_of(found, KINDS, f"the story is taken for {usual}")
    return cast(Kind, usual)


def priority(fields: Fields) -> Priority:
    for found in fields.given("priority"):
        word = (as_text(found.value) or "").lower()
        if word in PRIORITIES:
            return cast(Priority, word)
        fields.none_of(found, PRIORITIES, "the story is played as normal")
    is_high = any(as_flag(found.value) for found in fields.given("featured", "pinned"))
    return "high" if is_high else "normal"


def draft(fields: Fields) -> bool:
    """Whether anything says so. What cannot be read says so too: a story is not published by mistake."""
    for found in fields.given("draft"):
        flag = as_flag(found.value)
        if flag is None:
            fields.warn(
                found.key,
                f"“{found.key}” is {quoted(found.value)}, neither true nor false; the story stays a draft.",
                f"Write `{found.key}: true` or `{found.key}: false`.",
            )
        if flag is not False:
            return True
    if any(as_flag(found.value) is False for found in fields.given("published")):
        return True
    if any((as_text(found.value) or "").lower() in HIDDEN_STATES for found in fields.given("status")):
        return True
    return "_drafts" in fields.path.split("/")[:-1]
