"""Files as writers save them, read by the copy desk."""

from datetime import UTC, datetime

import pytest

from newsroom import copydesk
from newsroom.article import Article
from newsroom.copydesk import Reading
from newsroom.errors import Problem, Unreadable
from newsroom.site import Section, Site

PLAIN = Site()
LISTED = Site(
    timezone="Europe/London",
    sections=(
        Section("world", "World"),
        Section("opinion", "Our View", kind="opinion"),
        Section("local", "Local News"),
    ),
)
DATED = "published: 2026-11-22\nheadline: Bridge\n"
EVIL = [
    *("//evil.example/x", "https://evil.example/x", "/%2F/evil", "/%2f%2fevil", "/a//b", "javascript:alert(1)"),
    *("/a/../b", "/a/%2e%2e/b", "/./a", "/a\\b", "/%5cevil", "/\t/evil", "/%09/evil", "/a%00b", "/a\x7f", "/%ff"),
    *("/a?b=1", "/a#b", "/" + "a" * 3000),
]


def story(yaml: str, body: str = "Body.", path: str = "articles/bridge.md", site: Site = PLAIN) -> Reading:
    return copydesk.read_story(path, f"---\n{yaml}\n---\n{body}\n", site)


def article(yaml: str, body: str = "Body.", path: str = "articles/bridge.md", site: Site = PLAIN) -> Article:
    """The story, which must have no Problem."""
    reading = story(DATED + yaml, body, path, site)
    assert reading.problems == ()
    return reading.article


def warned(yaml: str, path: str = "articles/bridge.md", site: Site = PLAIN) -> tuple[Article, Problem]:
    """The story, which must have one warning, in its third field."""
    reading = story(DATED + yaml, path=path, site=site)
    (problem,) = reading.problems
    assert (problem.path, problem.line, problem.severity) == (path, 4, "warning")
    assert problem.what
    assert problem.mend
    return reading.article, problem


def refused(yaml: str) -> Problem:
    with pytest.raises(Unreadable) as caught:
        story(yaml)
    assert caught.value.problem.severity == "error"
    return caught.value.problem


def utc(*parts: int) -> datetime:
    year, month, day, *clock = parts
    return datetime(year, month, day, *clock, tzinfo=UTC)
