"""What readers are told of a story wherever it is listed: its kind, and its topic's name."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from newsroom.pages.social import story_card
from tests.desk import START
from tests.house_rules import Page

Publish = Callable[..., Path]
Fetch = Callable[..., Page]
CORRECTION = {"date": (START - timedelta(hours=1)).isoformat(), "text": "It was Monday."}


@pytest.fixture
def opinion(publish: Publish, sync: Callable[[], object]) -> None:
    publish("toll", headline="Lift the toll", kind="opinion", topics=["berth-nine", "trams"], series="The bridge",
            corrections=[CORRECTION])  # fmt: skip
    publish("tram", headline="Trams cross", topics=["trams"], series="The bridge")
    sync()


@pytest.mark.usefixtures("opinion")
class TestKind:
    @pytest.mark.parametrize(
        "address",
        ["/", "/latest/", "/news/", "/topics/trams/", "/authors/ada-quill/", "/series/the-bridge/", "/corrections/",
         "/archive/2026/11/20/", "/search?q=toll", "/2026/11/20/tram", "/nowhere"],
    )  # fmt: skip
    def test_stands_before_the_headline(self, page: Fetch, address: str) -> None:
        html = page(address, 404 if address == "/nowhere" else 200).html
        links = re.findall(r'<a href="/2026/11/20/toll(?:#[^"]*)?"[^>]*>(.*?)</a>', html)
        assert links
        for link in links:
            assert re.sub("<[^>]+>", "", link).startswith("Opinion: Lift the toll"), link

    def test_is_on_the_social_card(self, app: Flask) -> None:
        paper = app.extensions["paper"]
        with paper.query(START) as query:
            edition = paper.edition("articles/toll.md", query.site, query.resolver("articles/toll.md"))
            assert story_card(query, edition.article).section == "News · Opinion"


@pytest.mark.usefixtures("opinion")
class TestTopic:
    def test_without_a_file_is_written_as_a_name(self, page: Fetch) -> None:
        assert '<p class="kick">Berth nine</p>' in page("/latest/").html
        assert '<p class="kick">Trams</p>' in page("/latest/").html
        assert "<h1><bdi>Trams</bdi>" in page("/topics/trams/").html
        assert re.search(r'class="kick"><a href="/topics/trams/"><bdi>Trams<', page("/2026/11/20/tram").html)

    def test_capitals_of_the_writer_stay(self, publish: Publish, sync: Callable[[], object], page: Fetch) -> None:
        publish("phone", topics=["iPhone"])
        sync()
        assert '<p class="kick">iPhone</p>' in page("/latest/").html
