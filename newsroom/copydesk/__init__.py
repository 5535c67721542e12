"""The copy desk: the header and text of a file in, the values of the domain out.

Faults are collected, all of them; `Unreadable` is raised only where publishing what can be read could do harm: a
header that is broken, a file that is empty, or a moment of publication that cannot be made out.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from newsroom.article import Article
from newsroom.copydesk import addresses, attachments, filing, misspelt, plain, reviewed, titles
from newsroom.copydesk.fields import Fields, as_text, opened
from newsroom.copydesk.slugs import slugify, story_path
from newsroom.copydesk.standing import read_author, read_introduction, read_page
from newsroom.errors import Problem
from newsroom.site import Site

__all__ = ["Reading", "read_author", "read_introduction", "read_page", "read_story", "slugify", "story_path"]

SHORT_STANDFIRST: Final = 200
KNOWN: Final = frozenset(
    (
        *titles.STANDFIRST_NAMES, *titles.UPDATED_NAMES, *filing.DECIDING_NAMES,
        *attachments.PICTURE_NAMES, *addresses.PATH_NAMES,
        "headline", "title", "kicker", "slug", "section", "category", "categories", "topics", "tags", "keywords",
        "authors", "author", "by", "byline", "kind", "type", "layout",
        "image_alt", "image_description", "image_caption", "image_figcaption", "image_credit", "image_focus",
        "dateline", "location", "key_points", "sources", "method", "disclosure", "note", "corrections", "series",
        "language", "lang", "locale", "canonical", "translations", "aliases",
        "redirect_from", "priority", "featured", "pinned",
    )
)  # fmt: skip
SPELLED: Final = KNOWN | {"reviewed", "rating"}
"""What a misspelt field may be meant as: the two of a review are kept with the unknown ones, and read when it shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A story as read: `body` is Markdown, whose first line is `body_line` of the file."""

    article: Article
    body: str
    body_line: int
    problems: tuple[Problem, ...]


def read_story(path: str, text: str, site: Site) -> Reading:
    """The story in the file `path`, from the content folder. Raises Unreadable where it must not be shown as it is."""
    fields, document = opened(path, text, site.zone)
    file_date, file_slug = titles.from_file_name(path, site.zone)
    headline, body = titles.headline(fields, document.body, file_slug, "headline", "title")
    standfirst = titles.standfirst(fields)
    section = filing.section(fields, site)
    slug = _slug(fields, file_slug)
    draft = filing.draft(fields)
    published = fields.moment(*filing.PUBLISHED_NAMES, is_vital=not draft)
    published = published or file_date or addresses.date_in_path(fields)
    if not published and not draft and not fields.is_refused:
        fields.problems.append(_undated(path))
    article = Article(
        path=path,
        slug=slug,
        headline=headline,
        standfirst=standfirst or plain.shortened(plain.first_paragraph(body), SHORT_STANDFIRST),
        is_excerpt=not standfirst,
        section=section,
        kicker=plain.from_html(fields.text("kicker")),
        topics=filing.topics(fields),
        authors=filing.authors(fields),
        published=published,
        updated=_updated(fields, published),
        expires=fields.moment(*filing.EXPIRES_NAMES, is_vital=not draft),
        embargo=fields.moment("embargo", is_vital=not draft),
        draft=draft,
        kind=filing.kind(fields, section, site),
        image=attachments.picture(fields),
        dateline=plain.from_html(fields.text("dateline", "location")),
        key_points=fields.passages("key_points"),
        sources=fields.passages("sources"),
        method=fields.text("method"),
        disclosure=fields.text("disclosure"),
        note=fields.text("note"),
        corrections=attachments.corrections(fields),
        series=filing.series(fields),
        language=addresses.language(fields),
        canonical=addresses.canonical(fields),
        translations=addresses.translations(fields),
        aliases=addresses.aliases(fields),
        permalink=addresses.permalink(fields, slug, section, published),
        priority=filing.priority(fields),
        extra=fields.beyond(KNOWN),
    )
    if article.kind == "review":
        reviewed.check(fields, article.extra)
    misspelt.look(fields, SPELLED, frozenset() if draft else filing.DECIDING_NAMES)
    return Reading(article, body, document.body_line, fields.settle())


def _slug(fields: Fields, file_slug: str) -> str:
    """As given, else of the file's name; never empty."""
    for found in fields.given("slug"):
        text = as_text(found.value)
        if text is None:
            fields.wrong(found, "a text")
            continue
        last = text.rstrip("/").rsplit("/", 1)[-1]
        slug = slugify(last)
        if "/" in text or ".." in text or not slug:
            chosen = slug or titles.slug_of(file_slug)
            fields.warn(
                found.key,
                f"“{text[:60]}” is no slug; “{chosen}” is used.",
                "Write letters, digits and hyphens only; a whole path goes after `permalink:`.",
            )
        if slug:
            return slug
    return titles.slug_of(file_slug)


def _updated(fields: Fields, published: datetime | None) -> datetime | None:
    """None where it lies before the publication; on the same day that is only a missing time."""
    updated = fields.moment(*titles.UPDATED_NAMES)
    if not updated or not published or updated >= published:
        return updated
    if updated.astimezone(fields.zone).date() != published.astimezone(fields.zone).date():
        key = next(found.key for found in fields.given(*titles.UPDATED_NAMES))
        fields.warn(
            key,
            f"“{key}” lies before the story was published; it is left out.",
            "Correct it, or delete the line.",
        )
    return None


def _undated(path: str) -> Problem:
    return Problem(
        path,
        1,
        1,
        "warning",
        "The story has no date; lists show it after all dated ones.",
        "Add a line `published: YYYY-MM-DD` to its header.",
    )
