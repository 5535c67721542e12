"""Single values of `site.toml`. Each check returns the value in its proper form, or raises ValueError with the reason
as the rest of a sentence: `it …`."""

import re
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from newsroom.copydesk.slugs import site_path
from newsroom.images import PICTURE_SUFFIXES

PLACEHOLDERS: Final = ("year", "month", "day", "slug", "section")
PARTS: Final = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)

_PLACEHOLDER = re.compile(rf"\{{(?:{'|'.join(PLACEHOLDERS)})\}}")
_LANGUAGE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.IGNORECASE | re.ASCII,
)
_FOUNDED = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def language(written: str) -> str:
    """A language tag (RFC 5646 §2.1) in its usual letters: `en_gb` is `en-GB`."""
    match = _LANGUAGE.fullmatch(written.replace("_", "-"))
    if not match:
        raise ValueError("it is not a language code")
    parts = (match["language"].lower(), (match["script"] or "").title(), (match["region"] or "").upper())
    return "-".join(part for part in parts if part) + match["variants"].lower()


def timezone(written: str) -> str:
    """The key of a zone that this machine knows."""
    try:
        return ZoneInfo(written).key
    except (KeyError, ValueError, OSError):
        wanted = written.lower().replace(" ", "_")
        meant = next((name for name in sorted(available_timezones()) if name.lower() == wanted), "")
        guess = f"; did you mean {meant}?" if meant else ""
        raise ValueError(f"it is not a time zone{guess}") from None


def permalink(written: str) -> str:
    """The pattern of a story's path, with `{slug}` and, if wanted, the others of PLACEHOLDERS."""
    if not written.startswith("/"):
        raise ValueError("it does not begin with /")
    if re.search(r"[\s%]", written):
        raise ValueError("it has a blank or a % sign")
    filled = _PLACEHOLDER.sub("x", written)
    if wrong := re.search(r"[{}][^/]*|:[a-z_]+", filled):
        raise ValueError(f"{wrong[0][:40]} means nothing in it")
    if "{slug}" not in written:
        raise ValueError("without {slug}, all stories of a day would have one path")
    site_path(filled)
    return written


def founded(written: str) -> str:
    """A year, a month or a day (ISO 8601)."""
    if not _FOUNDED.fullmatch(written):
        raise ValueError("it is not a date")
    return written


def logo(written: str) -> str:
    """The path of a picture from the content folder."""
    path = site_path(written).removeprefix("/")
    if "." not in path or f".{path.rpartition('.')[2].lower()}" not in PICTURE_SUFFIXES:
        raise ValueError("it is not a picture")
    return path
