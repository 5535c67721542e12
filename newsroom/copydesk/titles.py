"""What a file is called: headline, standfirst and slug, from its header, its text or its name."""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from newsroom import dates
from newsroom.copydesk import plain
from newsroom.copydesk.fields import Fields, as_text
from newsroom.copydesk.slugs import slugify

LONGEST_HEADLINE: Final = 500
LONGEST_STANDFIRST: Final = 2000
MOST_READ: Final = 8 * LONGEST_STANDFIRST
STANDFIRST_NAMES: Final = ("standfirst", "description", "subtitle", "summary", "excerpt", "lead", "dek")
UPDATED_NAMES: Final = ("updated", "lastmod", "modified", "last_modified_at")
EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,8}$")
INDEX_NAMES: Final = frozenset(("index", "_index"))
FALLBACK_SLUG: Final = "story"


def from_file_name(path: str, zone: ZoneInfo) -> tuple[datetime | None, str]:
    """The date in front of a file's name, and the rest of the name; `slug/index.md` takes its folder's."""
    folder, _, name = path.rpartition("/")
    stem = EXTENSION.sub("", name)
    if stem.lower() in INDEX_NAMES and folder:
        stem = folder.rpartition("/")[2]
    return dates.from_file_name(stem, zone)


def slug_of(name: str) -> str:
    return slugify(name) or FALLBACK_SLUG


def headline(fields: Fields, body: str, file_slug: str, *names: str) -> tuple[str, str]:
    """The headline, and the body without the heading that says the same.

    That is the first field of `names`, else the first `#` heading of the body, else the words of the file's name.
    """
    for found in fields.given(*names):
        text = str(found.value) if isinstance(found.value, bool) else as_text(found.value)
        if text is None:
            fields.wrong(found, "a text")
            continue
        title = plain.from_html(text[:MOST_READ])
        if title:
            return fields.bounded(found.key, title, LONGEST_HEADLINE), _without_repeat(body, title)
    title, rest = plain.heading(body)
    if title:
        return fields.bounded("", title, LONGEST_HEADLINE), rest
    words = slugify(file_slug).replace("-", " ") or FALLBACK_SLUG
    fields.warn(
        "",
        "There is no headline; the file's name stands in.",
        f"Add a line `{names[0]}: …` to the header, or begin the text with a line `# …`.",
    )
    return words[:1].upper() + words[1:], body


def _without_repeat(body: str, title: str) -> str:
    if not plain.starts_with_heading(body):
        return body
    first, rest = plain.heading(body)
    return rest if first.casefold() in (title.casefold(), plain.from_markdown(title).casefold()) else body


def standfirst(fields: Fields) -> str:
    """The first of its names that has words, as plain text on one line."""
    for found in fields.given(*STANDFIRST_NAMES):
        text = as_text(found.value)
        if text is None:
            fields.wrong(found, "a text")
            continue
        line = plain.from_markdown(text[:MOST_READ])
        if line:
            return fields.bounded(found.key, line, LONGEST_STANDFIRST)
    return ""
