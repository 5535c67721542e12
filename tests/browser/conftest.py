"""A real browser on the paper: the sample edition and, beside it, every page of the style guide in every state."""

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from wsgiref.types import WSGIApplication

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from blueprints import styleguide
from tests.browser.address import ADDRESS, PORT
from tests.browser.sample import page_types
from tests.desk import Clock
from tests.tools import ROOT, tool

Look = Callable[..., Page]


def serve(app: WSGIApplication, port: int) -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The sample edition, at noon of a day on which all of it but the scheduled has come."""
    app = create_app(
        {
            "TESTING": True,
            "SYNC": "manual",
            "CLOCK": Clock(),
            "BROADSHEET_CONTENT": str(ROOT / "content"),
            "BROADSHEET_DATA": str(tmp_path_factory.mktemp("browser") / "data"),
            "BROADSHEET_BASE_URL": ADDRESS,
        }
    )
    app.register_blueprint(styleguide.bp)
    app.extensions["paper"].sync()
    yield app
    app.extensions["paper"].close()


@pytest.fixture(scope="session")
def paper(edition: Flask) -> Iterator[str]:
    """Its address."""
    yield from serve(edition, PORT)


@pytest.fixture(scope="session")
def page_urls(edition: Flask) -> dict[str, str]:
    """A page of each type, by its name."""
    return page_types(edition, ADDRESS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    (command,) = tool("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return Path(tool("axe")[0]).read_text(encoding="utf-8")


@pytest.fixture
def window(browser: Browser, paper: str) -> Iterator[Look]:
    """Opens a window on the paper: `window(width=320, scheme="dark")`; paths are then enough."""
    opened = []

    def open_one(width: int = 1280, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(
            base_url=paper,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            bypass_csp=True,  # axe and the reader's spacing come from outside the page
        )
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()
