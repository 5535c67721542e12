"""A real folder in this design: no story of 508 is wider than the screen, on a phone or on a desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.conftest import serve
from tests.browser.sample import stories
from tests.browser.test_access import WIDER
from tests.desk import SURROUNDINGS, Clock, missing, open_paper

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "corpus"
PORT = 5092
ADDRESS = f"http://127.0.0.1:{PORT}"
WIDTHS = (390, 1440)
MEASURE = """async urls => {
  const wider = WIDER, dot = "data:image/gif;base64,R0lGODlhAQABAAAAACw=", found = {};
  for (const url of urls) {
    const answer = await fetch(url);
    const text = (await answer.text()).replace(/(<img [^>]*?src=)"[^"]*"/g, `$1"${dot}"`);
    const page = new DOMParser().parseFromString(text, "text/html");
    document.documentElement.lang = page.documentElement.lang;
    document.documentElement.dir = page.documentElement.dir;
    document.body.replaceWith(document.adoptNode(page.body));
    const over = answer.ok ? wider() : `answers ${answer.status}`;
    if (over) found[url] = over;
  }
  return found;
}""".replace("WIDER", WIDER)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = Path(SURROUNDINGS.get("BROADSHEET_CORPUS") or BESIDE)
    if not (folder / "posts").is_dir():
        missing("the corpus of 508 posts", "name its folder in BROADSHEET_CORPUS, or lay it at ../shared/corpus")
    app = open_paper(folder, tmp_path_factory.mktemp("corpus") / "data", Clock(), BROADSHEET_BASE_URL=ADDRESS)
    app.extensions["paper"].sync()
    yield app
    app.extensions["paper"].close()


def test_no_story_is_wider_than_the_screen(corpus: Flask, browser: Browser) -> None:
    """Each text is put into one page that has the style, which takes a fifth of the time of loading it."""
    urls = [*stories(corpus.test_client(), ADDRESS), "/", "/topics/", "/authors/", "/archive/"]
    wide = {}
    for address in serve(corpus, PORT):
        for width in WIDTHS:
            context = browser.new_context(
                base_url=address, viewport={"width": width, "height": 900}, bypass_csp=True
            )  # fmt: skip
            page = context.new_page()
            page.goto("/", wait_until="load")
            wide |= {f"{url} at {width}": over for url, over in page.evaluate(MEASURE, urls).items()}
            context.close()
    assert len(urls) == 508 + 4
    assert wide == {}
