"""What the tests' newsrooms are made of: a folder, stories, a clock, and the paper itself."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.crawling import Edition, crawl

# The settings of whoever runs the tests are none of the tests' own: each says what it sets.
# They are kept under other names for the processes among which pytest-xdist shares the tests out.
_KEPT = "SURROUNDING_"
for _name in [name for name in os.environ if name.startswith("BROADSHEET_")]:
    os.environ[_KEPT + _name] = os.environ.pop(_name)
SURROUNDINGS = {name.removeprefix(_KEPT): value for name, value in os.environ.items() if name.startswith(_KEPT)}

BASE_URL = "https://gazette.example"
START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

SITE = """\
title = "The Test Gazette"
tagline = "All the news that can be checked"
language = "en-GB"
timezone = "Europe/London"

[[sections]]
slug = "news"
title = "News"

[[sections]]
slug = "culture"
title = "Culture"

[[sections]]
slug = "opinion"
title = "Opinion"
kind = "opinion"

[organisation]
name = "Test Gazette Ltd"
email = "desk@gazette.example"
"""

# POSIX's signs: Etc/GMT+8 is eight hours behind UTC.
DAYTIME = ZoneInfo(("Etc/GMT-8", "UTC", "UTC", "Etc/GMT+8")[datetime.now(UTC).hour // 6])
"""A zone in which it is between six in the morning and six in the evening."""


class Clock:
    """Says the time that it was last set to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def set(self, moment: datetime) -> None:
        self.now = moment

    def forward(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


def make_content(folder: Path) -> Path:
    (folder / "articles").mkdir(parents=True)
    (folder / "site.toml").write_text(SITE, encoding="utf-8")
    return folder


def make_content_by_day(folder: Path) -> Path:
    """A newsroom for a paper that goes by the machine's clock: in its zone midnight, when pages change, is six hours
    away or more, and a story of the morning in UTC has the same date."""
    make_content(folder)
    (folder / "site.toml").write_text(SITE.replace("Europe/London", DAYTIME.key), encoding="utf-8")
    return folder


def write_story(content: Path, where: str, text: str | bytes | None = None, **fields: Any) -> Path:
    """Saves a story as a careful editor does, whole. `where` is a slug, or a path below the content folder."""
    path = content / (where if "/" in where or where.endswith(".md") else f"articles/{where}.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = text if text is not None else story(path.stem, **fields)
    beside = path.with_name(f".{path.name}.saving")
    beside.write_bytes(whole if isinstance(whole, bytes) else whole.encode())
    return beside.replace(path)


def story(name: str, /, body: str | None = None, **fields: Any) -> str:
    """The text of a story; what is not given is filled in, and a field that is None is left out."""
    words = name.replace("-", " ")
    given = {
        "headline": words.capitalize(),
        "standfirst": f"What is known about {words}.",
        "authors": ["Ada Quill"],
        "topics": ["harbour"],
        "published": "2026-11-20T09:00:00Z",
        **fields,
    }
    # A value in JSON is a value in YAML.
    header = "".join(f"{name}: {json.dumps(value)}\n" for name, value in given.items() if value is not None)
    return f"---\n{header}---\n\n{body if body is not None else f'The whole story of {words}.'}\n"


def open_paper(content: Path, data: Path, clock: Clock, **config: object) -> Flask:
    from app import create_app  # here, so that the tests of a module run while another one does not import

    return create_app(
        {
            "TESTING": True,
            "SYNC": "manual",
            "CLOCK": clock,
            "BROADSHEET_CONTENT": str(content),
            "BROADSHEET_DATA": str(data),
            "BROADSHEET_BASE_URL": BASE_URL,
            **config,
        }
    )


def get(client: FlaskClient, url: str, **more: Any) -> TestResponse:
    return client.get(url, base_url=BASE_URL, **more)


def crawl_app(app: Flask, *, writers_err: bool = False) -> Edition:
    client = app.test_client()
    return crawl(lambda url: get(client, url), BASE_URL, writers_err=writers_err)


def missing(what: str, how: str) -> None:
    """Leaves a test out for want of a tool, and says how to get it; where CI is set, that is a failure."""
    reason = f"left out for want of {what}: {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
