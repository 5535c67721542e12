"""Slugs and paths: what a URL of this site may be made of."""

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from newsroom.article import Article
from newsroom.site import Site

LONGEST_SLUG: Final = 200
LONGEST_PATH: Final = 2000
APOSTROPHES: Final = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")
NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")
SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?=//)|//|mailto:|javascript:|data:")
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ufffd]")
PLACEHOLDER: Final = re.compile(r":([a-z_]+)|\{([a-z_]+)\}|%([a-z_]+)%")
"""As Jekyll, this paper and WordPress write it."""
JEKYLL_STYLES: Final = frozenset(("date", "pretty", "ordinal", "weekdate", "none"))
ALIASES_OF_PARTS: Final = {
    "title": "slug", "name": "slug", "filename": "slug", "contentbasename": "slug", "slugorfilename": "slug",
    "categories": "section", "category": "section", "i_month": "month_number", "i_day": "day_number",
    "postname": "slug", "monthnum": "month", "post_id": "id",
}  # fmt: skip


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Lower case words joined by `-`: letters and digits of every script stay, all else goes, at worst everything."""
    if text.isascii():
        slug = NOT_PLAIN.sub("-", text.lower().replace("'", ""))
    else:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
        slug = re.sub("-+", "-", "".join(map(_kept, APOSTROPHES.sub("", folded))))
    return slug.strip("-")[:LONGEST_SLUG].strip("-")


def _kept(character: str) -> str:
    """Marks stay with their letters: without them Hindi and Thai lose their vowels."""
    return character if unicodedata.category(character)[0] in "LNM" else "-"


def site_path(written: str) -> str:
    """`written` as a path on this site, percent-decoded, with its first slash.

    Raises ValueError, with the reason, for anything that is not surely one: a host, `..`, `//`, a backslash, a control
    character, a question mark or a fragment.
    """
    text = written.strip()
    if SCHEME.match(text):
        raise ValueError("it names another host")
    if "?" in text or "#" in text:
        raise ValueError("it has a ? or #")
    try:
        path = unicodedata.normalize("NFC", unquote(text, errors="strict"))
    except UnicodeDecodeError:
        raise ValueError("its percent codes are not UTF-8") from None
    if CONTROL.search(path):
        raise ValueError("it has a backslash or a control character")
    path = path if path.startswith("/") else f"/{path}"
    if "//" in path:
        raise ValueError("it has two slashes in a row")
    if any(part in (".", "..") for part in path.split("/")):
        raise ValueError("it has . or .. for a folder")
    if len(path) > LONGEST_PATH:
        raise ValueError("it is too long")
    return path


def fill(pattern: str, slug: str, section: str, published: datetime | None, zone: ZoneInfo) -> str:
    """`/{year}/{month}/{day}/{slug}`, or Jekyll's `/:year/:title/`, filled in. Without a date, its parts drop out with
    their slashes. Raises ValueError for a placeholder that we do not know."""
    parts = {"slug": slug, "section": section} | _date_parts(published, zone)

    def part(match: re.Match[str]) -> str:
        name = part_named(match)
        if name not in parts:
            raise ValueError(f"we do not know its part {match[0]}")
        return parts[name]

    filled = re.sub("/[/-]*/|/-+", "/", f"/{PLACEHOLDER.sub(part, pattern)}")
    return filled


def part_named(placeholder: re.Match[str]) -> str:
    """Which part of an address a match of PLACEHOLDER means, under our own name for it."""
    name = placeholder[1] or placeholder[2] or placeholder[3]
    return ALIASES_OF_PARTS.get(name, name)


def _date_parts(published: datetime | None, zone: ZoneInfo) -> dict[str, str]:
    if not published:
        return dict.fromkeys(("year", "month", "day", "month_number", "day_number"), "")
    local = published.astimezone(zone)
    return {
        "year": f"{local.year:04}",
        "month": f"{local.month:02}",
        "day": f"{local.day:02}",
        "month_number": str(local.month),
        "day_number": str(local.day),
    }


def own_path(written: str, slug: str, section: str, published: datetime | None, zone: ZoneInfo) -> str:
    """The path that a story's `permalink` asks for; empty where it only names one of Jekyll's styles.

    Raises ValueError, with the reason, where it is no path on this site.
    """
    if written.strip() in JEKYLL_STYLES:
        return ""
    if "{{" in written or "{%" in written:
        raise ValueError("it is a template")
    path = site_path(written)
    if PLACEHOLDER.search(path):
        path = fill(path, slug, section, published, zone)
    path = path.removesuffix("index.html") if path.endswith("/index.html") else path
    if path == "/":
        raise ValueError("it is the front page")
    return path


def story_path(article: Article, site: Site) -> str:
    """The URL path that a story asks for: its permalink, or else the site's, filled in."""
    if article.permalink:
        return article.permalink
    try:
        path = fill(site.permalink, article.slug, article.section, article.published, site.zone)
    except ValueError:  # `site.toml` was checked on reading; a story still gets a path where it was not
        path = f"/{article.slug}"
    return path.rstrip("/") or f"/{article.slug}"


def story_names(reference: str) -> tuple[str, ...]:
    """The slugs, and names of files without their ending, that a writer may mean; the likeliest first."""
    name = reference.strip().rstrip("/").rpartition("/")[2]
    name = name.removesuffix(".markdown").removesuffix(".md")
    bare = name[11:] if name[:4].isdigit() and name[4:5] == "-" and name[10:11] == "-" else name
    return tuple(each for each in dict.fromkeys((name, slugify(name), bare)) if each)
