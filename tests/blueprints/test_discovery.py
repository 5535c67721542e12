"""The files by which machines find their way, fetched as they fetch them."""

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from flask.testing import FlaskClient
from PIL import Image

from newsroom.discovery import AI_CRAWLERS
from tests.desk import BASE_URL, SITE, Clock, get
from tests.house_rules import Page, header_faults

Publish = Callable[..., Path]
Fetch = Callable[[str], str]


@pytest.fixture
def fetch(client: FlaskClient) -> Fetch:
    def text(url: str) -> str:
        response = get(client, url)
        assert response.status_code == 200, (url, response.status)
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert not list(header_faults(response))
        return response.get_data(as_text=True)

    return text


@pytest.fixture
def settings(publish: Publish) -> Callable[[str], Path]:
    """Puts lines on top of the paper's site.toml."""
    return lambda top: publish("./site.toml", f"{top}\n{SITE}")


def test_robots_names_the_sitemaps_and_keeps_searches_out(fetch: Fetch) -> None:
    robots = fetch("/robots.txt")
    assert re.findall("^Sitemap: (.*)$", robots, re.M) == [f"{BASE_URL}/sitemap.xml", f"{BASE_URL}/news-sitemap.xml"]
    assert "User-agent: GPTBot" not in robots
    assert {"Disallow: /search$", "Disallow: /search?"} <= set(robots.splitlines())


@pytest.mark.parametrize(("choice", "may"), [("allow", True), ("disallow", False)])
def test_robots_says_what_ai_crawlers_may(
    fetch: Fetch, settings: Callable[[str], Path], choice: str, may: bool
) -> None:
    settings(f'ai_crawlers = "{choice}"')
    rules = RobotFileParser()
    rules.parse(fetch("/robots.txt").splitlines())
    for name in AI_CRAWLERS:
        assert rules.can_fetch(name, f"{BASE_URL}/2026/11/20/a") is may
    assert rules.can_fetch("Googlebot", f"{BASE_URL}/2026/11/20/a")
    assert f"datatrainingallowed={'yes' if may else 'no'}" in fetch("/trust.txt").splitlines()


def test_trust_says_who_belongs_to_whom(fetch: Fetch, publish: Publish) -> None:
    publish(
        "./site.toml",
        f'{SITE}same_as = ["https://social.example/@gazette"]\n'
        '[trust]\nmember = "https://union.example"\nbelongto = ["https://a.example", "https://b.example"]\n'
        'disclosure = "/ethics"\ndatatrainingallowed = "no"\n',
    )
    lines = fetch("/.well-known/trust.txt").splitlines()
    assert set(lines[1:]) == {
        "member=https://union.example", "belongto=https://a.example", "belongto=https://b.example",
        f"disclosure={BASE_URL}/ethics", "datatrainingallowed=no", "social=https://social.example/@gazette",
        "contact=mailto:desk@gazette.example",
    }  # fmt: skip
    assert fetch("/trust.txt").splitlines() == lines


def test_ads_says_that_there_are_none(fetch: Fetch) -> None:
    assert fetch("/ads.txt") == "placeholder.example.com, placeholder, DIRECT, placeholder\n"


def test_ads_as_the_paper_has_them(fetch: Fetch, settings: Callable[[str], Path]) -> None:
    settings('ads = ["network.example, 123, DIRECT, f08c47fec0942fa0", "OWNERDOMAIN=gazette.example"]')
    assert fetch("/ads.txt") == "network.example, 123, DIRECT, f08c47fec0942fa0\nOWNERDOMAIN=gazette.example\n"


def test_security_never_lapses_and_changes_on_the_first_of_a_month(
    fetch: Fetch, settings: Callable[[str], Path], clock: Clock
) -> None:
    settings('security = ["security@gazette.example", "/contact"]')
    seen = {}
    for month in range(1, 13):
        for day in (1, 15, 28):
            clock.set(datetime(2027, month, day, 23, 59, 59, tzinfo=UTC))
            text = fetch("/.well-known/security.txt")
            expires = datetime.fromisoformat(re.findall("^Expires: (.*)$", text, re.M)[0])
            assert 180 <= (expires - clock.now).days <= 215
            seen[expires] = None
    assert len(seen) == 12
    for moment, expected in (("2027-07-31T22:59:59", "2028-02-01"), ("2027-07-31T23:00:00", "2028-03-01")):
        clock.set(datetime.fromisoformat(f"{moment}+00:00"))  # in London it is an hour later
        assert f"Expires: {expected}T00:00:00Z\n" in fetch("/.well-known/security.txt")
    assert re.findall("^Contact: (.*)$", text, re.M) == [
        "mailto:security@gazette.example", f"{BASE_URL}/contact"
    ]  # fmt: skip
    assert f"Canonical: {BASE_URL}/.well-known/security.txt" in text


def test_security_goes_to_the_desk_or_nowhere(
    fetch: Fetch, client: FlaskClient, publish: Publish, sync: Callable[[], object]
) -> None:
    assert "Contact: mailto:desk@gazette.example\n" in fetch("/.well-known/security.txt")
    publish("./site.toml", 'title = "No address"\n')
    sync()
    assert get(client, "/.well-known/security.txt").status_code == 404


def test_humans_are_named(fetch: Fetch, publish: Publish) -> None:
    publish("authors/ada-quill.md", "---\nname: Ada Quill\nrole: Harbour reporter\n---\n")
    assert "\nAda Quill: Harbour reporter\n" in fetch("/humans.txt")


def test_the_manifest_names_icons_of_their_true_size(client: FlaskClient, page: Callable[[str], Page]) -> None:
    assert {"/manifest.webmanifest", "/favicon.ico", "/apple-touch-icon.png"} <= set(page("/").assets)
    response = get(client, "/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.data)
    assert (manifest["name"], manifest["lang"], manifest["start_url"]) == ("The Test Gazette", "en-GB", "/")
    assert {each.get("purpose", "any") for each in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        answer = get(client, icon["src"])
        assert (answer.status_code, answer.mimetype) == (200, icon["type"])
        if icon["sizes"] != "any":
            assert "{0}x{0}".format(*Image.open(io.BytesIO(answer.data)).size) == icon["sizes"]


def test_icons_at_the_addresses_where_browsers_look(client: FlaskClient) -> None:
    touch = get(client, "/apple-touch-icon.png")
    assert Image.open(io.BytesIO(touch.data)).size == (180, 180)
    small = get(client, "/favicon.ico")
    assert small.mimetype == "image/x-icon"
    assert Image.open(io.BytesIO(small.data)).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert not list(header_faults(small))
