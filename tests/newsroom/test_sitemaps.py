"""Sitemaps through the paper: what they list, when, and what they say of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from newsroom import sitemaps
from newsroom.dates import rfc3339
from tests.desk import BASE_URL, Clock, get
from tests.sitemap_rules import invalid, read_sitemap, text
from tests.tools import tool

Publish = Callable[..., Path]
Read = Callable[[str], dict[str, Element]]
PICTURE = (Path(__file__).parents[2] / "content" / "pictures" / "choir.jpg").read_bytes()


@pytest.fixture
def read(client: FlaskClient) -> Read:
    """Fetches a sitemap and gives its entries by path."""

    def fetch(url: str) -> dict[str, Element]:
        response = get(client, url)
        assert response.status_code == 200, (url, response.status)
        found = read_sitemap(response, url)
        assert all(each.startswith(f"{BASE_URL}/") for each in found)
        return {each.removeprefix(BASE_URL): entry for each, entry in found.items()}

    return fetch


def test_the_index_has_a_child_for_each_month_with_its_last_change(read: Read, publish: Publish) -> None:
    publish("old", published="2026-08-03T09:00:00Z")
    publish("older", published="2026-08-01T09:00:00Z", updated="2026-09-15T10:00:00+02:00")
    publish("new", corrections=[{"date": "2026-11-21T08:00:00Z", "text": "It was blue."}])
    index = read("/sitemap.xml")
    assert list(index) == ["/sitemap-pages.xml", "/sitemap-2026-11.xml", "/sitemap-2026-08.xml"]
    assert text(index["/sitemap-2026-08.xml"], "map:lastmod") == "2026-09-15T09:00:00+01:00"
    assert text(index["/sitemap-2026-11.xml"], "map:lastmod") == "2026-11-21T08:00:00+00:00"
    month = read("/sitemap-2026-08.xml")
    assert list(month) == ["/2026/08/01/older", "/2026/08/03/old"]
    assert text(month["/2026/08/03/old"], "map:lastmod") == "2026-08-03T10:00:00+01:00"


def test_every_address_in_every_sitemap_answers(client: FlaskClient, read: Read, publish: Publish) -> None:
    publish("a", series="Tides", section="culture", body="Wide.")
    publish("b & <c>", slug="hafen-brücke", headline="A & 3 < 4", canonical=f"{BASE_URL}/2026/11/20/hafen-brücke")
    publish("undated", published=None)
    publish("pages/about.md", "---\ntitle: About\nupdated: 2026-11-02\n---\nUs.\n")
    publish("pages/later.md", "---\ntitle: Later\nupdated: 2027-11-02\n---\nThem.\n")
    publish("authors/zoe-new.md", "---\nname: Zoe New\n---\n")
    found = {url: entry for child in read("/sitemap.xml") for url, entry in read(child).items()}
    wanted = {
        "/", "/news/", "/culture/", "/about", "/later", "/topics/harbour/", "/authors/ada-quill/",
        "/authors/zoe-new/", "/series/tides/", "/undated", "/2026/11/20/a", "/2026/11/20/hafen-br%C3%BCcke",
    }  # fmt: skip
    assert set(found) == wanted
    assert {url: get(client, url).status_code for url in found} == dict.fromkeys(found, 200)
    assert text(found["/about"], "map:lastmod") == "2026-11-02T00:00:00+00:00"
    assert text(found["/later"], "map:lastmod") == ""


def test_what_is_not_public_or_elsewhere_is_not_listed(read: Read, publish: Publish, clock: Clock) -> None:
    publish("draft", draft=True)
    publish("scheduled", published="2026-11-22T13:00:00Z")
    publish("embargoed", embargo="2026-11-22T13:00:00Z", published="2026-10-22T13:00:00Z")
    publish("expired", expires="2026-11-21T13:00:00Z")
    publish("elsewhere", canonical="https://other.example/story")
    publish("undated", published=None, embargo="2026-11-22T13:00:00Z")
    assert list(read("/sitemap.xml")) == ["/sitemap-pages.xml"]
    clock.forward(hours=1)
    assert list(read("/sitemap.xml")) == [
        "/sitemap-pages.xml", "/sitemap-2026-11.xml", "/sitemap-2026-10.xml", "/sitemap-undated.xml"
    ]  # fmt: skip
    assert list(read("/sitemap-2026-11.xml")) == ["/2026/11/22/scheduled"]
    embargoed = read("/sitemap-2026-10.xml")["/2026/10/22/embargoed"]
    assert text(embargoed, "map:lastmod") == "2026-11-22T13:00:00+00:00"


def test_a_coming_update_or_correction_is_no_change_yet(read: Read, publish: Publish, clock: Clock) -> None:
    publish("a", updated="2026-12-24", corrections=[{"date": "2026-12-23", "text": "It was blue."}])
    assert text(read("/sitemap-2026-11.xml")["/2026/11/20/a"], "map:lastmod") == "2026-11-20T09:00:00+00:00"
    assert text(read("/sitemap.xml")["/sitemap-2026-11.xml"], "map:lastmod") == "2026-11-20T09:00:00+00:00"


def test_the_lead_picture_is_named(read: Read, publish: Publish) -> None:
    publish("articles/quay wall.jpg", PICTURE)
    publish("with", image="quay wall.jpg")
    publish("without", image="nowhere.jpg")
    month = read("/sitemap-2026-11.xml")
    image = "image:image/image:loc"
    assert text(month["/2026/11/20/with"], image) == f"{BASE_URL}/articles/quay%20wall.jpg"
    assert month["/2026/11/20/without"].find("{*}image") is None


@pytest.mark.parametrize(
    "name",
    [
        *("2026-13", "2026-1", "2025-01", "2026-11-1", "2026-11-02", "2026-11-2", "pages-2", "undated", "x", "2026"),
        *("news", "news-2", "news-19", "news-99"),
    ],
)
def test_other_names_are_not_there(client: FlaskClient, publish: Publish, name: str) -> None:
    publish("a")
    assert get(client, f"/sitemap-{name}.xml").status_code == 404


def test_a_month_too_large_for_one_file_has_several(
    read: Read, client: FlaskClient, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST_URLS", 2)
    for number in range(5):
        publish(f"story-{number}", topics=[])
    parts = [each for each in read("/sitemap.xml") if "2026-11" in each]
    assert parts == ["/sitemap-2026-11.xml", "/sitemap-2026-11-2.xml", "/sitemap-2026-11-3.xml"]
    listed = [url for part in parts for url in read(part)]
    assert listed == [f"/2026/11/20/story-{number}" for number in range(5)]
    assert get(client, "/sitemap-2026-11-4.xml").status_code == 404


def test_news_of_two_days(read: Read, publish: Publish, clock: Clock) -> None:
    publish("new", published="2026-11-22T09:30:00Z", language="pt-BR", headline="Tide & time: 3 < 4")
    publish("paid", published="2026-11-22T09:30:00Z", kind="sponsored")
    publish("elsewhere", published="2026-11-22T09:30:00Z", canonical="https://other.example/story")
    publish("soon", published="2026-11-22T12:00:01Z")
    publish("fading", published="2026-11-20T12:00:01Z")
    publish("old", published="2026-11-20T12:00:00Z")
    news = read("/news-sitemap.xml")
    assert list(news) == ["/2026/11/22/new", "/2026/11/20/fading"]
    told = news["/2026/11/22/new"]
    assert text(told, "news:news/news:publication/news:name") == "The Test Gazette"
    assert text(told, "news:news/news:publication/news:language") == "pt"
    assert text(told, "news:news/news:publication_date") == "2026-11-22T09:30:00+00:00"
    assert text(told, "news:news/news:title") == "Tide & time: 3 < 4"
    clock.forward(seconds=1)
    assert list(read("/news-sitemap.xml")) == ["/2026/11/22/soon", "/2026/11/22/new"]


def test_without_news_the_newest_stories_stand_there_unnamed(
    read: Read, publish: Publish, sync: Callable[[], object]
) -> None:
    assert list(read("/news-sitemap.xml")) == ["/"]
    for day in (1, 2, 3):
        publish(f"story-{day}", published=f"2026-11-0{day}")
    publish("paid", published="2026-11-10", kind="sponsored")
    sync()
    found = read("/news-sitemap.xml")
    assert list(found) == ["/2026/11/03/story-3", "/2026/11/02/story-2"]
    assert all(entry.find("{*}news") is None for entry in found.values())


def test_news_beyond_a_thousand_has_another_file(
    read: Read, client: FlaskClient, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    for number in range(3):
        publish(f"story-{number}", published=f"2026-11-22T0{number}:00:00Z")
    assert list(read("/news-sitemap.xml")) == ["/2026/11/22/story-2", "/2026/11/22/story-1"]
    assert list(read("/sitemap-news-2.xml")) == ["/2026/11/22/story-0"]
    for name in ("1", "02", "3", "x"):
        assert get(client, f"/sitemap-news-{name}.xml").status_code == 404


def test_an_old_month_keeps_its_tag_when_another_changes(
    client: FlaskClient, publish: Publish, sync: Callable[[], object]
) -> None:
    publish("old", published="2026-08-03T09:00:00Z")
    before = get(client, "/sitemap-2026-08.xml").headers["ETag"]
    publish("new")
    sync()
    assert get(client, "/sitemap-2026-11.xml").status_code == 200
    assert get(client, "/sitemap-2026-08.xml", headers={"If-None-Match": before}).status_code == 304


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("zh-Hans-CN", "zh-cn"), ("zh", "zh-cn"), ("zh-Hant", "zh-tw"), ("zh-HK", "zh-tw"), ("AR", "ar")],
)
def test_languages_by_iso_639(tag: str, code: str) -> None:
    assert sitemaps.iso_639(tag) == code


def test_moments_of_old_clocks_have_a_form() -> None:
    moment = datetime(1871, 3, 4, 12, tzinfo=UTC)
    assert rfc3339(moment, ZoneInfo("Europe/London")) == "1871-03-04T12:00:00+00:00"


def test_the_schema_refuses_what_is_wrong() -> None:
    tool("xmllint")
    good = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/</loc></url></urlset>'
    assert not invalid(good)
    assert invalid(good.replace(b"<url><loc>https://a.example/</loc></url>", b""))
    assert invalid(good.replace(b"https://a.example/", b"/relative-path-here"))
    assert invalid(good.replace(b"</loc>", b"</loc><lastmod>2026-11-22T09:00:00</lastmod>"))
