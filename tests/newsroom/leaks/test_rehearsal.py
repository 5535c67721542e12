"""`flask check --leaks` finds nothing in the paper, and finds what is put there to be found."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Blueprint, Flask, Response, current_app
from flask.testing import FlaskCliRunner

from app import create_app
from blueprints import paper
from blueprints._stranger import opener
from newsroom.leaks import Leak, rehearse
from newsroom.leaks.stories import MORNING, SITE, moments, secrets
from newsroom.site.files import read_site

DRAFT = "articles/ambrelkosection/ambrelkofile.md (a draft)"


def test_nothing_hidden_leaves_a_trace_and_nothing_public_is_left_out(runner: FlaskCliRunner) -> None:
    told = runner.invoke(args=["check", "--leaks"])
    assert told.stdout == ""
    assert told.exit_code == 0
    told_of = [line for line in told.stderr.splitlines() if not line.startswith("Looking: ")]
    assert told_of[0] == "In the rehearsal: 0 leaks found."
    assert told_of[1].startswith("In your paper, for 0 hidden stories at ")


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    """What is found in a paper with a door for each way to leak, by address."""
    leaks: dict[str, set[str]] = {}
    for leak in rehearse(opener(_leaky_app)):
        leaks.setdefault(leak.url, set()).add(leak.what)
    return leaks


def test_a_headline_that_shows_too_early_is_named_with_its_file(found: dict[str, set[str]]) -> None:
    assert f"shows “ambrelkoheadline” of {DRAFT}" in found["/headlines.txt"]
    assert "shows “ostrivelheadline” of" in " ".join(found["/headlines.txt"])
    assert not any("“wall" in each for each in found["/headlines.txt"])


def test_a_number_that_counts_hidden_stories_is_found(found: dict[str, set[str]]) -> None:
    assert any("“14 stories" in each and "not “5 stories" in each for each in found["/count.txt"])


def test_a_word_in_a_header_is_found(found: dict[str, set[str]]) -> None:
    assert f"shows “ambrelkoslug” of {DRAFT}" in found["/header.txt"]


def test_an_address_that_answers_otherwise_is_found(found: dict[str, set[str]]) -> None:
    answers = found["/exists/2026/11/21/ambrelkoslug"]
    assert f"answers 403, where without {DRAFT} it is 404" in answers


def test_what_stays_in_a_cache_is_found_when_it_goes_and_when_it_does_not_come(found: dict[str, set[str]]) -> None:
    kept = " ".join(found["/kept.txt"])
    assert "shows “quivaldoheadline” of articles/quivaldosection/quivaldofile.md (expiring at" in kept
    assert "is not as it is without the hidden stories" in kept


def test_what_never_comes_is_found(found: dict[str, set[str]]) -> None:
    never = " ".join(found["/never.txt"])
    assert "does not show “hurtobanheadline” of articles/hurtobansection/hurtobanfile.md" in never
    assert "ambrelko" not in never


def test_an_answer_that_caches_may_keep_past_a_moment_is_found(found: dict[str, set[str]]) -> None:
    assert "may be kept for 60 seconds, but changes in one." in found["/public.txt"]


def test_a_rule_that_nobody_can_fill_fails(found: dict[str, set[str]]) -> None:
    assert any("could not be looked at" in each for each in found["/secret/<token>"])


def test_the_doors_are_all_that_is_found(found: dict[str, set[str]]) -> None:
    doors = ("/headlines", "/count", "/header", "/exists", "/kept", "/never", "/public", "/secret")
    assert [url for url in found if not url.removeprefix("HEAD ").startswith(doors)] == []


def test_every_moment_is_a_storys_own() -> None:
    changes = [each for secret in secrets() for each in (secret.comes, secret.goes) if each and each > MORNING]
    assert len(changes) == len(set(changes)) == len(moments(secrets())) - 1
    assert all(change - timedelta(seconds=1) in moments(secrets()) for change in changes)


def test_the_rehearsed_papers_own_settings_are_sound() -> None:
    assert read_site("site.toml", SITE)[1] == ()


def test_a_leak_is_an_address_and_a_sentence() -> None:
    assert str(Leak("/a", "shows “b” of c.md (a draft)")) == "/a: shows “b” of c.md (a draft)"


def _leaky_app(config: Mapping[str, object] | None = None) -> Flask:
    app = create_app(config)
    app.register_blueprint(_leaky())
    return app


def _leaky() -> Blueprint:
    bp = Blueprint("leaky", __name__)

    def rows(condition: str = "1") -> list[tuple[str, str]]:
        with paper.query(paper.now()) as query:
            sql = f"SELECT url, card FROM stories WHERE {condition} ORDER BY path"  # noqa: S608 - from this file alone
            return list(query.reader._all(sql))

    def text(content: str, headers: dict[str, str] | None = None) -> Response:
        return Response(content, mimetype="text/plain", headers=headers)

    def public_now() -> str:
        with paper.query(paper.now()) as query:
            return "\n".join(card.headline for card in query.cards(query.newest(50)))

    @bp.get("/headlines.txt")
    def headlines() -> Response:
        return text("\n".join(card for _, card in rows()))

    @bp.get("/count.txt")
    def count() -> Response:
        return text(f"{len(rows())} stories")

    @bp.get("/header.txt")
    def header() -> Response:
        return text("nothing", {"Link": ", ".join(f"<{url}>; rel=next" for url, _ in rows())})

    @bp.get("/exists/<path:path>")
    def exists(path: str) -> tuple[Response, int]:
        known = dict(rows())
        return text("?"), 404 if f"/{path}" not in known else 403 if "draft" in path or "ambrelko" in path else 200

    @bp.get("/exists.txt")
    def links_to_exists() -> Response:
        return text(" ".join(f'"/exists{url}"' for url, _ in rows()))

    @bp.get("/kept.txt")
    def kept() -> Response:
        first = current_app.extensions.setdefault("first", public_now())
        return text(str(first))

    @bp.get("/never.txt")
    def never() -> Response:
        hidden = [each.word("slug") for each in secrets() if each.comes]
        with paper.query(paper.now()) as query:
            cards = query.cards(query.newest(50))
        is_all = any("ambrelko" in card.url for card in cards)
        return text("\n".join(card.headline for card in cards if is_all or not card.url.endswith(tuple(hidden))))

    @bp.get("/public.txt")
    def public() -> Response:
        return text(public_now(), {"Cache-Control": "public, max-age=60"})

    @bp.get("/secret/<token>")
    def secret(token: str) -> tuple[Response, int]:
        return text("no"), 404

    return bp
