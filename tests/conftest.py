"""A newsroom of one's own for each test: a real folder, a real paper, and a clock that is set by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import settings

from newsroom.paper import Paper
from tests.desk import BASE_URL, Clock, get, make_content, open_paper, write_story
from tests.house_rules import Page, read_page
from tests.ordinary_user import ordinary_user

__all__ = ["ordinary_user"]

Publish = Callable[..., Path]

settings.register_profile("newsroom", deadline=None)  # a busy machine is no fault of the program
settings.load_profile("newsroom")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return make_content(tmp_path / "content")


@pytest.fixture
def publish(content: Path) -> Publish:
    """`publish("harbour-wall", headline=…, body=…)` or `publish("articles/a.md", "whole text" or b"bytes")`."""
    return lambda where, text=None, **fields: write_story(content, where, text, **fields)


@pytest.fixture
def make_app(content: Path, tmp_path: Path, clock: Clock) -> Iterator[Callable[..., Flask]]:
    """Opens the paper, each time as a new process would; keys given override."""
    opened: list[Flask] = []

    def make(**config: object) -> Flask:
        opened.append(open_paper(content, tmp_path / "data", clock, **config))
        return opened[-1]

    yield make
    for app in opened:
        app.extensions["paper"].close()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def paper(app: Flask) -> Paper:
    """The core object of `app`."""
    opened: Paper = app.extensions["paper"]
    opened.open()
    return opened


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def sync(app: Flask) -> Callable[[], object]:
    """Brings everything that follows from a save in step, which a thread does in a running paper."""
    return lambda: app.extensions["paper"].sync()


@pytest.fixture
def page(client: FlaskClient) -> Callable[..., Page]:
    """Fetches a page and checks the house rules on it."""

    def fetch(url: str, status: int = 200) -> Page:
        response = get(client, url)
        assert response.status_code == status, f"{url} answers {response.status}, not {status}"
        return read_page(response, url, BASE_URL)

    return fetch
