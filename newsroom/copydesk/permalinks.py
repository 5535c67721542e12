"""Addresses that stories had before: a path, read by the pattern of an earlier permalink."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from newsroom.copydesk.slugs import PLACEHOLDER, part_named, site_path

_FORMS: Final = {
    "slug": r"(?P<slug>[^/]+)", "section": r"(?P<section>[^/]+)", "year": r"(?P<year>[0-9]{4})",
    "month": r"(?P<month>[0-9]{1,2})", "month_number": r"(?P<month>[0-9]{1,2})",
    "day": r"(?P<day>[0-9]{1,2})", "day_number": r"(?P<day>[0-9]{1,2})",
    "id": r"[0-9]+", "author": r"[^/]+", "hour": r"[0-9]{1,2}", "minute": r"[0-9]{1,2}", "second": r"[0-9]{1,2}",
}  # fmt: skip
PARTS: Final = ", ".join(f"{{{name}}}" for name in _FORMS if "number" not in name)


@dataclass(frozen=True, slots=True)
class OldAddress:
    """What an old path tells of its story. Parts that its pattern has not are empty, and 0."""

    slug: str
    section: str = ""
    year: int = 0
    month: int = 0
    day: int = 0

    def fits(self, day: str) -> bool:
        """Whether a story of this day, YYYY-MM-DD, may have had the address."""
        if not day:
            return not (self.year or self.month or self.day)
        parts = zip((self.year, self.month, self.day), map(int, day.split("-")), strict=True)
        return all(told in (0, there) for told, there in parts)


def old_permalink(written: str) -> str:
    """The pattern in its proper form. Raises ValueError with the reason as the rest of a sentence: `it …`."""
    compiled(written)
    return written


def read_old(patterns: Iterable[str], path: str) -> Iterator[OldAddress]:
    """What `path`, decoded, tells by each of the patterns that it has the form of."""
    bare = path.rstrip("/")
    for pattern in patterns:
        if found := compiled(pattern).fullmatch(bare):
            parts = found.groupdict()
            dates = (int(parts.get(name) or 0) for name in ("year", "month", "day"))
            yield OldAddress(parts["slug"], parts.get("section") or "", *dates)


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    if not pattern.startswith("/"):
        raise ValueError("it does not begin with /")
    site_path(PLACEHOLDER.sub("x", pattern))
    names: list[str] = []
    expression, end = "", 0
    for match in PLACEHOLDER.finditer(pattern):
        name = part_named(match)
        if name not in _FORMS:
            raise ValueError(f"{match[0]} means nothing in it")
        names.append(name)
        expression += re.escape(pattern[end : match.start()]) + _FORMS[name]
        end = match.end()
    rest = pattern[end:].rstrip("/")
    if wrong := re.search(r"[{}%]", PLACEHOLDER.sub("", pattern)):
        raise ValueError(f"{wrong[0]} means nothing in it")
    if names.count("slug") != 1:
        raise ValueError("it needs {slug} once, by which the story is found")
    if len({name.removesuffix("_number") for name in names}) < len(names):
        raise ValueError("it has a part twice")
    return re.compile(expression + re.escape(rest), re.IGNORECASE)
