"""Pictures over HTTP: the file as it is, and its renditions."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from newsroom.images import Measured
from newsroom.images.renditions import ratios
from newsroom.images.store import Renditions
from tests.desk import get
from tests.house_rules import Page

Publish = Callable[..., Path]


@pytest.fixture
def photograph(content: Path, publish: Publish) -> Path:
    """A picture 700 pixels wide that a public story shows twice."""
    path = content / "articles" / "quay no 9.jpg"
    Image.linear_gradient("L").resize((700, 400)).convert("RGB").save(path, quality=90)
    picture = {"src": "quay no 9.jpg", "alt": "Cranes"}
    publish("quay", image=picture, body="Look.\n\n![A crane](<quay no 9.jpg>)\n\nThat is all.")
    return path


def test_a_story_offers_its_pictures_at_several_widths(photograph: Path, page: Callable[..., Page], app: Flask) -> None:
    story = page("/2026/11/20/quay")
    assert story.html.count("<source") == 4
    widths = {"avif": (160, 320, 480, 640, 700), "webp": (320, 640, 700), "jpg": (320, 640, 700)}
    for width, form in [(width, form) for form, each in widths.items() for width in each]:
        url = f"/renditions/{width}/articles/quay%20no%209.jpg.{form}"
        assert story.html.count(f"{url} {width}w") == 2
        answer = get(app.test_client(), url)
        assert answer.content_type == {"jpg": "image/jpeg"}.get(form, f"image/{form}")
        assert Image.open(io.BytesIO(answer.data)).size == (width, round(400 * width / 700))


def test_the_first_picture_comes_first_and_the_others_when_they_are_near(
    photograph: Path, page: Callable[..., Page], publish: Publish, app: Flask
) -> None:
    assert in_order(page("/2026/11/20/quay").html) == ["high", "lazy"]
    publish("two", body="Look.\n\n![One](<quay no 9.jpg>)\n\n![Two](<quay no 9.jpg>)\n")
    app.extensions["paper"].sync()
    assert in_order(page("/2026/11/20/two").html)[:2] == ["high", "lazy"], "a story without a lead picture"
    assert in_order(page("/").html)[0] == "high"
    assert in_order(page("/").html).count("high") == 1


def in_order(html: str) -> list[str]:
    return re.findall(r'<img [^>]*(?:fetchpriority|loading)="(\w+)"', html)


def test_nothing_else_can_be_asked_for(photograph: Path, app: Flask, tmp_path: Path) -> None:
    app.extensions["paper"].sync()
    client = app.test_client()
    for width in ("0", "1", "319", "321", "960", "1600", "0320", "+320", "320.0", "99999999999", "x", "-320", "٣٢٠"):
        assert get(client, f"/renditions/{width}/articles/quay%20no%209.jpg.avif").status_code == 404, width
    for name in ("quay%20no%209.jpg", "quay%20no%209.jpg.png", "other.jpg.avif", "../articles/quay.md.avif", ".avif"):
        assert get(client, f"/renditions/320/articles/{name}").status_code in (301, 404), name
    for number in range(10_000):
        size = number if number not in (160, 320, 480, 640, 700) else f"16x9-{number}-1"
        assert get(client, f"/renditions/{size}/articles/quay%20no%209.jpg.avif").status_code == 404, size
    assert not list((tmp_path / "data").glob("renditions/*"))


def test_a_picture_is_cut_to_three_shapes(photograph: Path, app: Flask) -> None:
    app.extensions["paper"].sync()
    for url in ratios("/articles/quay%20no%209.jpg", Measured("jpeg", 700, 400), "left"):
        answer = get(app.test_client(), url)
        assert answer.content_type == "image/jpeg"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        shown = Image.open(io.BytesIO(answer.data))
        assert f"{shown.width / shown.height:.2f}" in ("1.78", "1.33", "1.00"), url
        assert shown.height >= 394


def test_a_changed_picture_is_made_anew(photograph: Path, app: Flask, content: Path) -> None:
    app.extensions["paper"].sync()
    url = "/renditions/320/articles/quay%20no%209.jpg.avif"
    first = get(app.test_client(), url)
    assert get(app.test_client(), url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    Image.new("RGB", (800, 400), "red").save(content / "fresh.jpg")
    (content / "fresh.jpg").replace(photograph)
    app.extensions["paper"].sync()
    second = get(app.test_client(), url)
    assert second.headers["ETag"] != first.headers["ETag"]
    assert Image.open(io.BytesIO(second.data)).convert("RGB").getpixel((9, 9))[0] > 200  # type: ignore[index]


def test_while_others_are_made_the_picture_as_it_is_will_do(
    photograph: Path, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsroom.images.store._TURN", 0.01)
    app.extensions["paper"].sync()
    store: Renditions = app.extensions["paper"].renditions
    with store._turn:
        answer = get(app.test_client(), "/renditions/320/articles/quay%20no%209.jpg.avif")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/articles/quay%20no%209.jpg")
    assert answer.headers["Cache-Control"] == "no-store"
