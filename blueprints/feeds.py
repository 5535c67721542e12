"""Feeds: RSS 2.0, Atom and JSON Feed of the paper and of each of its lists, and the page that names them all."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, g
from flask.sansio.blueprints import BlueprintSetupState

from blueprints._answer import answer, asking, own_url, print_page
from newsroom.catalogue.rows import Scope
from newsroom.feeds import ATOM, JSON_FEED, RSS, Feed, atom, json_feed, rss
from newsroom.pages.feed import Filled, corrections_feed, list_of, stories_feed
from newsroom.pages.feeds import feeds_page
from newsroom.places import FEEDS
from newsroom.query import Query

bp = Blueprint("feeds", __name__)

_NAME = f"<any({', '.join(map(repr, FEEDS))}):name>"
_FORMATS: dict[str, tuple[str, Callable[[Feed, str], bytes]]] = dict(
    zip(FEEDS, ((RSS, rss), (ATOM, atom), (JSON_FEED, json_feed)), strict=True)
)


@bp.get("/feeds/")
def index() -> Response:
    with asking() as query:
        return print_page("feeds/index.html", feeds_page(query))


@bp.get("/feed.xml", defaults={"name": "feed.xml"})
@bp.get("/atom.xml", defaults={"name": "atom.xml"})
@bp.get("/feed.json", defaults={"name": "feed.json"})
def paper(name: str) -> Response:
    return _stories("all", "", name)


@bp.get(f"/topics/<key>/{_NAME}")
def topic(key: str, name: str) -> Response:
    return _stories("topic", key, name)


@bp.get(f"/authors/<key>/{_NAME}")
def author(key: str, name: str) -> Response:
    return _stories("author", key, name)


@bp.get(f"/series/<key>/{_NAME}")
def series(key: str, name: str) -> Response:
    return _stories("series", key, name)


@bp.get(f"/corrections/{_NAME}")
def corrections(name: str) -> Response:
    with asking() as query:
        return _feed(query, corrections_feed(query), name)


def front(target: str) -> Response:
    """The feeds of a section or a language stand below its own path, so they are reached through the table of paths,
    as `section/news/feed.xml`."""
    scope, key, name = target.split("/")
    return _stories("language" if scope == "language" else "section", key, name)


@bp.record_once
def _register(state: BlueprintSetupState) -> None:
    state.app.view_functions["feeds.front"] = front


def _stories(scope: Scope, key: str, name: str) -> Response:
    with asking() as query:
        if g.get("probing"):  # whether it is there is all that is asked
            return Response() if list_of(query, scope, key) else abort(404)
        return _feed(query, stories_feed(query, scope, key) or abort(404), name)


def _feed(query: Query, filled: Filled, name: str) -> Response:
    """WebSub §4: subscribers look for the hub, and for the feed's own address, in the headers first."""
    mime, write = _FORMATS[name]
    address = f"{query.base_url}{own_url()}"
    kind = mime if mime == JSON_FEED else f"{mime}; charset=utf-8"
    headers = [("Content-Type", kind), ("Cross-Origin-Resource-Policy", "cross-origin")]
    if filled.feed.hub:
        headers += [("Link", f'<{filled.feed.hub}>; rel="hub"'), ("Link", f'<{address}>; rel="self"')]
    return answer(filled.feed, lambda: write(filled.feed, address), tuple(headers), moments=filled.moments)
