from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Blueprint, Flask, Response

from blueprints import paper
from blueprints._stranger import Stranger
from newsroom.leaks.own import hidden_stories, look
from tests.desk import BASE_URL
from tests.faults.test_schedules import png

Publish = Callable[..., Path]
Leaks = dict[str, set[str]]


@pytest.fixture
def leaks(app: Flask, publish: Publish, content: Path) -> Callable[[], Leaks]:
    publish("open", headline="Open to everybody")
    publish("secret", headline="Nobody knows of this", draft=True, image={"src": "secret.png"})
    publish("later", headline="Tomorrow and not today", published="2026-11-23T09:00:00Z")
    publish("short", headline="Short", embargo="2026-11-23T09:00:00Z", published="2026-11-20T09:00:00Z")
    publish("over", headline="Once it was known", expires="2026-11-21T09:00:00Z")
    (content / "articles" / "secret.png").write_bytes(png())

    def found() -> Leaks:
        app.extensions["paper"].sync()
        with app.app_context(), paper.query(paper.now()) as query:
            hidden = hidden_stories(query)
        assert {each.url.rpartition("/")[2] for each in hidden} == {"secret", "later", "short", "over"}
        assert [each.pictures for each in hidden if each.pictures] == [("/articles/secret.png",)]
        told: Leaks = {}
        for url, leaks in look(Stranger(app, BASE_URL), hidden, BASE_URL):
            for leak in leaks:
                told.setdefault(url, set()).add(leak.what)
        return told

    return found


def test_a_paper_that_keeps_its_secrets(leaks: Callable[[], Leaks]) -> None:
    assert leaks() == {}


def test_what_tells_is_named(app: Flask, leaks: Callable[[], Leaks]) -> None:
    app.register_blueprint(_doors())
    found = leaks()
    assert found["/headlines"] == {
        "shows “Nobody knows of this” of articles/secret.md (a draft)",
        "shows “Tomorrow and not today” of articles/later.md (scheduled for 2026-11-23 09:00:00)",
        "shows “Once it was known” of articles/over.md (expired on 2026-11-21 09:00:00)",
    }
    assert found["/header"] == {"names the address of articles/short.md (embargoed until 2026-11-23 09:00:00)"}
    assert set(found) == {"/headlines", "/header"}


def _doors() -> Blueprint:
    bp = Blueprint("doors", __name__)

    @bp.get("/headlines")
    def headlines() -> Response:
        return Response("NOBODY KNOWS of this, Tomorrow and not today, Once it was known, Short, Open to everybody")

    @bp.get("/header")
    def header() -> Response:
        return Response("", headers={"Link": "</2026/11/20/short>, </2026/11/20/overture>"})

    return bp
