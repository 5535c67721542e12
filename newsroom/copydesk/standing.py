"""The other Markdown files of the content folder: authors, introductions of topics and series, standing pages."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from newsroom.article import Author, Introduction, StandingPage, WebLink
from newsroom.copydesk import addresses, attachments, filing, misspelt, plain, titles
from newsroom.copydesk.fields import MOST_ITEMS, Fields, as_list, as_name, as_text, is_empty, member_text, opened
from newsroom.errors import Problem
from newsroom.site import Site

FEDIVERSE_NAME: Final = re.compile(r"@?(?P<user>\w[\w.-]*)@(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
FEDIVERSE_PROFILE: Final = re.compile(
    r"https://(?P<host>(?!www\.|youtube\.|medium\.|threads\.|(?:\w+\.)?tiktok\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+)/@(?P<user>\w[\w.-]*)/?",
    re.IGNORECASE,
)
"""Not those sites that write names so and are no part of it."""
IMAGE_NAMES: Final = (
    "image_alt", "image_description", "image_caption", "image_figcaption", "image_credit", "image_focus"
)  # fmt: skip
PORTRAIT_NAMES: Final = ("picture", "image", "photo", "portrait", "avatar")

AUTHOR_FIELDS: Final = frozenset(
    (
        *PORTRAIT_NAMES, *IMAGE_NAMES, "name", "title", "headline", "role", "job_title", "position", "bio",
        "description", "links", "location", "expertise", "email", "fediverse", "mastodon", "layout", "slug",
    )
)  # fmt: skip
INTRODUCTION_FIELDS: Final = frozenset(
    (
        *titles.STANDFIRST_NAMES, *attachments.PICTURE_NAMES, *IMAGE_NAMES, "picture", "title", "headline", "name",
        "layout", "slug",
    )
)  # fmt: skip
PAGE_FIELDS: Final = frozenset(
    (
        *titles.STANDFIRST_NAMES, *titles.UPDATED_NAMES, *addresses.PATH_NAMES, *filing.DRAFT_NAMES, "date", "title",
        "headline", "order", "weight", "nav_order", "language", "lang", "locale", "layout", "slug",
    )
)  # fmt: skip


def read_author(path: str, text: str, site: Site) -> tuple[Author, tuple[Problem, ...]]:
    """`authors/<slug>.md`. Raises Unreadable where its header is broken."""
    fields, document = opened(path, text, site.zone)
    slug = titles.slug_of(titles.from_file_name(path, site.zone)[1])
    name, body = titles.headline(fields, document.body, slug, "name", "title", "headline")
    bio, bio_line = body, document.body_line
    if not body.strip():
        bio = fields.text("bio", "description")
        bio_line = next((fields.line(found.key) for found in fields.given("bio", "description")), bio_line)
    links = _links(fields)
    author = Author(
        slug=slug,
        name=name,
        role=plain.from_html(fields.text("role", "job_title", "position")),
        bio=bio,
        bio_line=bio_line,
        picture=attachments.picture(fields, *PORTRAIT_NAMES),
        links=links,
        location=plain.from_html(fields.text("location")),
        expertise=_expertise(fields),
        email=_email(fields),
        fediverse=_fediverse(fields, links),
    )
    misspelt.look(fields, AUTHOR_FIELDS)
    return author, tuple(fields.problems)


def read_introduction(path: str, text: str, site: Site) -> tuple[Introduction, tuple[Problem, ...]]:
    """`topics/<slug>.md` or `series/<slug>.md`. Raises Unreadable where its header is broken."""
    fields, document = opened(path, text, site.zone)
    slug = titles.slug_of(titles.from_file_name(path, site.zone)[1])
    title, body = titles.headline(fields, document.body, slug, "title", "headline", "name")
    introduction = Introduction(
        slug=slug,
        title=title,
        standfirst=titles.standfirst(fields),
        body=body,
        body_line=document.body_line,
        picture=attachments.picture(fields, *attachments.PICTURE_NAMES, "picture"),
    )
    misspelt.look(fields, INTRODUCTION_FIELDS)
    return introduction, tuple(fields.problems)


def read_page(path: str, text: str, site: Site) -> tuple[StandingPage, tuple[Problem, ...]]:
    """`pages/<slug>.md`. Raises Unreadable where its header is broken."""
    fields, document = opened(path, text, site.zone)
    slug = titles.slug_of(titles.from_file_name(path, site.zone)[1])
    title, body = titles.headline(fields, document.body, slug, "title", "headline")
    page = StandingPage(
        slug=slug,
        title=title,
        standfirst=titles.standfirst(fields),
        body=body,
        body_line=document.body_line,
        updated=fields.moment(*titles.UPDATED_NAMES, "date"),
        language=addresses.language(fields),
        order=_order(fields),
        draft=filing.draft(fields),
    )
    misspelt.look(fields, PAGE_FIELDS, frozenset() if page.draft else filing.DRAFT_NAMES, "page")
    return page, tuple(fields.problems)


def _order(fields: Fields) -> int:
    for found in fields.given("order", "weight", "nav_order"):
        if isinstance(found.value, int) and not isinstance(found.value, bool):
            return found.value
        fields.wrong(found, "a whole number")
    return 0


def _expertise(fields: Fields) -> tuple[str, ...]:
    for found in fields.given("expertise"):
        text = as_text(found.value)
        if text is not None:
            return fields.items(found.key, [item.strip() for item in text.split(",") if item.strip()])
    return fields.passages("expertise")


def _email(fields: Fields) -> str:
    for found in fields.given("email"):
        address = (as_text(found.value) or "").removeprefix("mailto:")
        if _is_address(address):
            return address
        fields.wrong(found, "an address such as name@example.org")
    return ""


def _fediverse(fields: Fields, links: tuple[WebLink, ...]) -> str:
    """As given, else of the first profile whose address has the usual form, such as `https://social.example/@name`."""
    for found in fields.given("fediverse", "mastodon"):
        text = as_text(found.value) or ""
        match = FEDIVERSE_NAME.fullmatch(text) or FEDIVERSE_PROFILE.fullmatch(text)
        if match:
            return f"@{match['user']}@{match['host']}"
        fields.wrong(found, "a name such as @name@social.example")
    profiles = (match for each in links if (match := FEDIVERSE_PROFILE.fullmatch(each.url)))
    return next((f"@{match['user']}@{match['host']}" for match in profiles), "")


def _is_address(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at and "." in host and "@" not in host) and not any(c.isspace() or c in '<>"?&' for c in text)


def _links(fields: Fields) -> tuple[WebLink, ...]:
    """A list of URLs or maps with `text` and `url`, or a map of text to URL."""
    links: list[WebLink] = []
    for found in fields.given("links"):
        for text, url in list(_pairs(fields, found.key, found.value))[:MOST_ITEMS]:
            if addresses.is_web_url(url) or (url.startswith("mailto:") and _is_address(url[7:])):
                links.append(WebLink(as_name(text) or _host(url), url))
                continue
            fields.warn(
                found.key,
                f"“{url[:60]}” in “{found.key}” is no address on the web; it is left out.",
                "Write a URL that begins with https:// or mailto:.",
            )
    return tuple(links)


def _pairs(fields: Fields, key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and not {"url", "href"} & set(value):
        yield from ((str(text), as_text(url) or "") for text, url in value.items())
        return
    for item in as_list(value):
        if isinstance(item, Mapping):
            fields.unknown_members(key, item, ("text", "url"), also=("title", "name", "label", "href", "link"))
            yield member_text(item, "text", "title", "name", "label"), member_text(item, "url", "href", "link")
        elif not is_empty(item):
            yield "", as_text(item) or ""


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url.removeprefix("mailto:")).removeprefix("www.")
