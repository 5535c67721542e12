"""Where a story is to be found: its own path, old ones, its original elsewhere, its language and translations."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from newsroom import dates
from newsroom.article import NO_WORDS
from newsroom.copydesk.fields import MOST_ITEMS, Fields, as_list, as_text, first_of, is_empty
from newsroom.copydesk.slugs import own_path, site_path
from newsroom.locales import is_known

PATH_NAMES: Final = ("permalink", "url", "path")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def language(fields: Fields) -> str:
    """A tag of BCP 47, loosely; `en_GB` is read as `en-GB`. One of a language that nobody knows is kept, and noted."""
    for found in fields.given("language", "lang", "locale"):
        tag = language_tag(as_text(first_of(found.value)) or "")
        if tag:
            if not is_known(tag):
                mend = "Write a code of ISO 639, such as en, el or pt-BR."
                fields.note(found.key, f"“{tag}” in “{found.key}” is the code of no language that is known.", mend)
            return tag
        fields.wrong(found, "a language tag such as en or pt-BR")
    return ""


def language_tag(text: str) -> str:
    tag = text.split(".")[0].replace("_", "-")
    return tag if len(tag) <= 35 and LANGUAGE.fullmatch(tag) else ""


def translations(fields: Fields) -> Mapping[str, str]:
    """Language tag → slug or path, as written."""
    for found in fields.given("translations"):
        if not isinstance(found.value, Mapping):
            fields.wrong(found, "a map such as `fr: slug`")
            continue
        pairs = [(str(key), language_tag(str(key)), as_text(value)) for key, value in found.value.items()]
        for key, tag, text in pairs:
            if not tag or not text:
                fields.warn(
                    found.key, f"The translation “{key[:40]}” is left out.", "Write a language tag, a colon and a slug."
                )
        return MappingProxyType({tag: text for _, tag, text in pairs[:MOST_ITEMS] if tag and text})
    return NO_WORDS


def canonical(fields: Fields) -> str:
    """An absolute http(s) URL."""
    for found in fields.given("canonical"):
        url = as_text(found.value) or ""
        if is_web_url(url):
            return url
        fields.wrong(found, "a URL that begins with https://")
    return ""


def is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r'[\s\x00-\x20<>"\\]', url)
    except ValueError:
        return False


def aliases(fields: Fields) -> tuple[str, ...]:
    """Of all names that are given: an old URL that is forgotten is a broken link."""
    paths: dict[str, None] = {}
    for found in fields.given("aliases", "redirect_from"):
        values = as_list(found.value)
        fields.count(found.key, values)
        for value in values[:MOST_ITEMS]:
            if is_empty(value):
                continue
            text = as_text(value)
            try:
                if text is None:
                    raise ValueError("it is no text")
                paths[site_path(text)] = None
            except ValueError as reason:
                fields.warn(
                    found.key,
                    f"“{(text or '')[:60]}” in “{found.key}” is no path on this site: {reason}. It is left out.",
                    "Write a path such as /2026/11/22/slug.",
                )
    return tuple(paths)


def date_in_path(fields: Fields) -> datetime | None:
    for found in fields.given(*PATH_NAMES):
        moment = dates.from_path(as_text(found.value) or "", fields.zone)
        if moment:
            return moment
    return None


def permalink(fields: Fields, slug: str, section_slug: str, published: datetime | None) -> str:
    """The first of these that is a path on this site."""
    for found in fields.given(*PATH_NAMES):
        text = as_text(found.value)
        try:
            if text is None:
                raise ValueError("it is no text")
            return own_path(text, slug, section_slug, published, fields.zone)
        except ValueError as reason:
            fields.warn(
                found.key,
                f"“{(text or '')[:60]}” in “{found.key}” is no path on this site: {reason}. It is left out.",
                "Write a path such as /2026/11/22/slug, or delete the line.",
            )
    return ""
