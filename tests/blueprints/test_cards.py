"""Social cards over HTTP: as public as what they show, and under a new address whenever they change."""

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from PIL import Image

from tests.desk import BASE_URL, Clock, get
from tests.house_rules import Page

Publish = Callable[..., Path]


def card_of(page: Page) -> str:
    url = page.metas["og:image"]
    assert url.startswith(f"{BASE_URL}/cards/")
    return urlsplit(url).path


def test_every_story_has_a_card(page: Callable[..., Page], publish: Publish, app: Flask, content: Path) -> None:
    Image.linear_gradient("L").resize((900, 600)).save(content / "quay.jpg")
    publish("harbour-wall")
    publish("quay", image={"src": "quay.jpg", "focus": "left"})
    for name, form in (("harbour-wall", "png"), ("quay", "jpg")):
        shown = page(f"/2026/11/20/{name}")
        url = card_of(shown)
        assert url.endswith(f"/2026/11/20/{name}.{form}")
        assert (shown.metas["og:image:width"], shown.metas["og:image:height"]) == ("1200", "630")
        assert shown.metas["og:image:alt"] == f"{name.replace('-', ' ').capitalize()} – The Test Gazette"
        answer = get(app.test_client(), url)
        assert answer.status_code == 200
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.content_type == {"png": "image/png", "jpg": "image/jpeg"}[form]
        assert Image.open(io.BytesIO(answer.data)).size == (1200, 630)
        assert get(app.test_client(), url, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_fronts_and_lists_have_the_card_of_the_paper(page: Callable[..., Page], publish: Publish, app: Flask) -> None:
    publish("harbour-wall")
    urls = {card_of(page(url)) for url in ("/", "/latest/", "/topics/harbour/", "/archive/2026/")}
    (url,) = urls
    assert Image.open(io.BytesIO(get(app.test_client(), url).data)).size == (1200, 630)


@pytest.mark.parametrize("changed", [{"headline": "Another"}, {"section": "culture"}, {"authors": ["Kit Larch"]}])
def test_a_changed_card_has_another_address_and_the_old_one_leads_to_it(
    page: Callable[..., Page], publish: Publish, app: Flask, changed: dict[str, object]
) -> None:
    publish("quay")
    old = card_of(page("/2026/11/20/quay"))
    publish("quay", **changed)
    new = card_of(page("/2026/11/20/quay"))
    assert new != old
    answer = get(app.test_client(), old)
    assert (answer.status_code, answer.headers["Location"]) == (302, new)
    assert answer.headers["Cache-Control"] == "no-store"
    assert get(app.test_client(), new).status_code == 200


def test_another_picture_under_the_same_name_makes_another_card(
    page: Callable[..., Page], publish: Publish, app: Flask, content: Path
) -> None:
    found = []
    for colour in ("red", "blue", "blue"):
        Image.new("RGB", (900, 600), colour).save(content / "fresh.jpg")
        (content / "fresh.jpg").replace(content / "quay.jpg")
        publish("quay", image="quay.jpg")
        app.extensions["paper"].sync()
        found.append(card_of(page("/2026/11/20/quay")))
    assert found[0] != found[1] == found[2]


def test_a_card_is_as_public_as_its_story(
    page: Callable[..., Page], publish: Publish, app: Flask, clock: Clock, tmp_path: Path
) -> None:
    publish("quay", expires="2026-11-23T12:00:00Z")
    card = card_of(page("/2026/11/20/quay"))
    assert get(app.test_client(), card).status_code == 200
    digest = card.split("/")[2]
    kept = set((tmp_path / "data/renditions").iterdir())
    hidden = {"draft": {"draft": True}, "embargo": {"embargo": "2026-11-24T00:00:00Z"},
              "later": {"published": "2026-11-24T00:00:00Z", "slug": "later"}}  # fmt: skip
    for name, fields in hidden.items():
        publish(name, **fields)
        app.extensions["paper"].sync()
        for day in ("20", "24"):
            for form in ("png", "jpg"):
                assert get(app.test_client(), f"/cards/{digest}/2026/11/{day}/{name}.{form}").status_code == 404
    clock.forward(days=1)
    assert get(app.test_client(), card).status_code == 410
    clock.forward(days=1)
    app.extensions["paper"].sync()
    assert get(app.test_client(), card_of(page("/2026/11/24/later"))).status_code == 200
    publish("quay", draft=True)
    assert get(app.test_client(), card).status_code == 404
    assert len(set((tmp_path / "data/renditions").iterdir()) - kept) == 1


def test_made_up_cards_are_nowhere_and_nothing_is_written(publish: Publish, app: Flask, tmp_path: Path) -> None:
    publish("quay")
    app.extensions["paper"].sync()
    client = app.test_client()
    for url in (
        "/cards/", "/cards/0", "/cards/0.png", "/cards/x/2026/11/20/quay.png", "/cards/0123456789abcdef/",
        "/cards/0123456789abcdef/2026/11/20/none.png", "/cards/0123456789abcdef/news/.png",
        "/cards/0123456789ABCDEF.png",
        "/cards/0123456789abcdef/..%2f2026/11/20/quay.png", "/cards/0123456789abcdef0/2026/11/20/quay.png",
    ):  # fmt: skip
        assert get(client, url).status_code in (404, 301), url
    for url in ("/cards/0123456789abcdef/2026/11/20/quay.png", "/cards/0123456789abcdef/2026/11/20/quay.gif"):
        assert get(client, url).status_code == 302, url
    assert not list((tmp_path / "data").glob("renditions/*"))


def test_a_card_stands_without_its_picture(
    page: Callable[..., Page], publish: Publish, app: Flask, content: Path
) -> None:
    """The picture turns out to be damaged when it is drawn."""
    Image.effect_noise((900, 600), 90).save(content / "quay.png")
    whole = (content / "quay.png").read_bytes()
    (content / "quay.png").write_bytes(whole[:9_000] + bytes(2_000) + whole[11_000:])
    publish("quay", image="quay.png")
    app.extensions["paper"].sync()
    url = card_of(page("/2026/11/20/quay"))
    image = Image.open(io.BytesIO(get(app.test_client(), url).data))
    assert image.size == (1200, 630)
    assert image.convert("L").getpixel((1100, 500)) > 240  # type: ignore[operator] # a grey
