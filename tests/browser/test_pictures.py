"""A large photograph in a story, as a browser takes it: small enough for where it stands, and nothing moves."""

import io
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, Response, Route

from app import create_app
from tests.browser.conftest import serve
from tests.browser.test_weight import MOVED
from tests.desk import Clock, make_content, write_story
from tests.tools import ROOT

PHONE = {"width": 412, "height": 823, "scale": 1.75}
DESK = {"width": 1440, "height": 900, "scale": 1.0}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a story with a picture of 4,000 by 3,000 pixels above its text, and two more in it."""
    folder = tmp_path_factory.mktemp("pictures")
    content = make_content(folder / "content")
    scene = Image.open(ROOT / "content/pictures/harbour-dawn.jpg").convert("RGB").resize((4000, 3000))
    grain = Image.effect_noise((4000, 3000), 24).filter(ImageFilter.GaussianBlur(1)).convert("RGB")
    photograph = Image.blend(scene.filter(ImageFilter.GaussianBlur(3)), grain, 0.12)
    photograph.save(content / "harbour.jpg", quality=92)
    body = "Long. " * 400 + "\n\n![One](/harbour.jpg)\n\n" + "Longer. " * 400 + "\n\n![Two](/harbour.jpg)\n"
    write_story(content, "harbour", image={"src": "/harbour.jpg", "alt": "The harbour"}, body=body)
    app = create_app(
        {
            "TESTING": True, "SYNC": "manual", "CLOCK": Clock(), "BROADSHEET_CONTENT": str(content),
            "BROADSHEET_DATA": str(folder / "data"),
        }
    )  # fmt: skip
    app.extensions["paper"].sync()
    for address in serve(app, 0):
        yield f"{address}/2026/11/20/harbour"
    app.extensions["paper"].close()


def opened(browser: Browser, window: dict[str, float]) -> Page:
    return browser.new_context(
        viewport={"width": int(window["width"]), "height": int(window["height"])},
        device_scale_factor=window["scale"], reduced_motion="reduce",
    ).new_page()  # fmt: skip


@pytest.mark.parametrize(("window", "most"), [(PHONE, 80_000), (DESK, 140_000)], ids=["phone", "desk"])
def test_a_large_photograph_is_light_and_moves_nothing(
    browser: Browser, story: str, window: dict[str, float], most: int
) -> None:
    page = opened(browser, window)
    page.route("**/*.woff2", lambda route: route.abort())  # a font that comes late moves words; this is about pictures
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(story, wait_until="networkidle")
    lead = page.locator("figure.lead img")
    source = urlsplit(lead.evaluate("picture => picture.currentSrc")).path
    taken = next(each for each in answers if urlsplit(each.url).path == source)
    assert taken.headers["content-type"] == "image/avif"
    assert len(taken.body()) <= most, source
    shown = Image.open(io.BytesIO(taken.body()))
    assert shown.width >= 0.9 * window["scale"] * lead.evaluate("picture => picture.clientWidth")
    assert shown.width / shown.height == pytest.approx(4 / 3, rel=0.01)
    assert page.evaluate(MOVED) == 0
    priorities = page.eval_on_selector_all(
        "main img", "all => all.map(picture => picture.getAttribute('fetchpriority') ?? picture.loading)"
    )
    assert priorities == ["high", "lazy", "lazy"]
    page.context.close()


@pytest.mark.parametrize(
    ("unknown", "form"), [(["image/avif"], "image/webp"), (["image/avif", "image/webp"], "image/jpeg")]
)
def test_who_cannot_read_a_form_takes_the_next(browser: Browser, story: str, unknown: list[str], form: str) -> None:
    page = opened(browser, PHONE)

    def rename(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        for each in unknown:
            text = text.replace(f'type="{each}"', 'type="image/of-tomorrow"')
        route.fulfill(response=answer, body=text)

    page.route(story, rename)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(story, wait_until="networkidle")
    source = page.locator("figure.lead img").evaluate("picture => picture.currentSrc")
    taken = next(each for each in answers if each.url == source)
    assert taken.headers["content-type"] == form
    assert len(taken.body()) <= 145_000
    page.context.close()
