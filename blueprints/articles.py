"""Articles: the one route for every path that no fixed route has. The catalogue says whose it is."""

import re
import time
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect

from blueprints import paper
from blueprints._answer import asking, page_number, print_page, sent_to
from newsroom.catalogue.rows import Place
from newsroom.pages.article import article
from newsroom.pages.standing import standing_page
from newsroom.places import is_sane, quote, spellings
from newsroom.query import Query
from newsroom.scan import PICTURE_SUFFIXES
from newsroom.typesetter import MOVING

bp = Blueprint("articles", __name__)

# Seconds in which the catalogue finds a moved file, and a folder of many.
_FILE_MOVES = 0.25
_FOLDER_MOVES = 3.0
_LISTS = frozenset(
    ("headlines.latest", "headlines.topic", "headlines.author", "headlines.series", "headlines.section",
     "headlines.corrections")
)  # fmt: skip


@bp.before_app_request
def refuse_other_spellings() -> Any:
    """One URL a page: an odd path or query gets 404, or one 301 to the spelling that has the page."""
    if not is_sane(request.path) or len(request.query_string) > 8_192:
        abort(404)
    raw, mark, _ = re.sub("^https?://[^/]*", "", request.environ.get("RAW_URI", "")).partition("?")
    if raw and (raw != quote(request.path) or (mark and not request.query_string)):
        if re.search("%2f|%5c|%00", raw, re.IGNORECASE):
            abort(404)
        return _find_normal_form()
    if request.endpoint != "articles.show" and request.path.lower().endswith(PICTURE_SUFFIXES):
        with asking() as query:  # a picture may lie in a folder that has the name of a fixed route
            place = query.reader.place(request.path)
            if place and place.kind == "media" and request.method in ("GET", "HEAD"):
                return _serve(query, place)
    if isinstance(request.routing_exception, RequestRedirect):
        return _find_normal_form()
    if request.query_string and request.method in ("GET", "HEAD") and request.endpoint != "search.results":
        return _refuse_other_keys()
    return None


def _refuse_other_keys() -> Any:
    """Lists take `page`; everything else in a query is dropped by one redirect."""
    keys = [key for key, _ in request.args.items(multi=True)]
    if keys.count("page") > 1:
        abort(404)
    if request.endpoint == "articles.show" and (answer := _without_query()):
        return answer
    is_list = request.endpoint in _LISTS or (request.endpoint == "articles.show" and request.path.endswith("/"))
    number = page_number() if is_list and request.args.get("page") != "1" else 1
    wanted = f"page={number}" if number > 1 else ""
    if request.query_string.decode("latin-1") == wanted:
        return None
    if request.endpoint == "articles.show" and not _is_told_of(request.path):
        abort(404)  # or a redirect would tell that something is there
    return sent_to(quote(request.path) + (f"?{wanted}" if wanted else ""), 301)


def _without_query() -> Any:
    """What is not at its own address is sent there at once, without its query; None where the path is somebody's."""
    with asking() as query:
        place = query.reader.place(request.path)
        if place and place.kind != "alias":
            return None
        return _alias(query, place.target) if place else _find_normal_form()


def _is_told_of(path: str) -> bool:
    """Whether readers may know that there is something at `path`; of a story the catalogue can say so quickly."""
    with asking() as query:
        place = query.reader.place(path)
        if place and place.kind == "story":
            return query.reader.url_of(place.target, query.now) is not None
    return _is_there(path)


class _Vanished(NotFound):
    """The catalogue has the story still, and its file is away: it has been deleted, or moved, this very moment."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


@bp.get("/<path:path>")
def show(path: str) -> Any:
    """Whatever the catalogue has at this path: a story, a section, a standing page, an alias, a picture."""
    until = 0.0
    while True:
        before = paper.generation()
        try:
            return _shown()
        except _Vanished as lost:
            is_watched = paper.settings.watch != "off"
            is_moving = is_watched and paper.archive.is_on_its_way(lost.path, MOVING)
            until = until or time.monotonic() + (_FOLDER_MOVES if is_moving else _FILE_MOVES if is_watched else 0)
            if time.monotonic() >= until:
                if is_moving:
                    abort(503)
                raise
        while paper.generation() == before and time.monotonic() < until:
            time.sleep(0.01)


def _shown() -> Any:
    with asking() as query:
        place = query.reader.place(request.path)
        return _serve(query, place) if place else _find_normal_form()


def _serve(query: Query, place: Place) -> Any:
    if place.kind == "story":
        return _story(query, place.target)
    if place.kind == "alias":
        return _alias(query, place.target)
    if place.kind == "page":
        return print_page("articles/page.html", standing_page(query, place.target) or abort(404))
    endpoint = {
        "section": "headlines.section", "language": "headlines.language", "media": "media.picture",
        "feed": "feeds.front",
    }[place.kind]  # fmt: skip
    return current_app.view_functions[endpoint](place.target)


def _story(query: Query, path: str) -> Response:
    printed = article(query, path)
    if printed.page is None:
        if printed.edition is None and not query.reader.is_complete():
            abort(503)
        if printed.edition is None:
            raise _Vanished(path)
        abort(410 if printed.outcome == "gone" else 404)
    edition = printed.edition
    moments = [edition.article.expires, *(each.date for each in edition.article.corrections)] if edition else []
    return print_page("articles/show.html", printed.page, path, edition.signature if edition else None, moments)


def _alias(query: Query, target: str) -> Response:
    """A story's old path, or a line of `redirects.toml`. An old path of what is not public says nothing."""
    url = _alias_end(query, target)
    return sent_to(url, 301) if url else abort(404)


def _find_normal_form() -> Any:
    """The page that somebody means by this path, by one redirect; else 404."""
    with asking() as query:
        url = _end(query, request.path)
        if url:
            return sent_to(url, 301)
        if not query.reader.is_complete():
            abort(503)
    abort(404)


def _end(query: Query, path: str, left: int = 8) -> str | None:
    """Where a reader who asks for `path` in any spelling is to be sent: to what has the page, over all redirects
    between. `left` bounds them, for spellings may lead in a circle that no line of redirects.toml shows."""
    for each in spellings(path) if left else ():
        place = query.reader.place(each)
        if place and place.kind == "alias":
            if url := _alias_end(query, place.target, left - 1):
                return url
        elif _is_there(each):
            return quote(each)
    return query.old_address(path)


def _alias_end(query: Query, target: str, left: int = 8) -> str | None:
    if target.startswith("/"):
        return _end(query, target, left)
    url = query.reader.url_of(target, query.now)
    return quote(url) if url else None


def _is_there(path: str) -> bool:
    """Whether a GET of `path` would be answered 200, or by a redirect of its own."""
    try:
        endpoint, values = current_app.url_map.bind("").match(path)
        with asking() as query:
            if endpoint == "articles.show":
                place = query.reader.place(path)
                return place is not None and _probe(lambda: _serve(query, place))
        return _probe(lambda: current_app.ensure_sync(current_app.view_functions[endpoint])(**values))
    except (HTTPException, RequestRedirect):
        return False


def _probe(view: Any) -> bool:
    g.probing = True
    try:
        return bool(view().status_code < 400)
    finally:
        g.probing = False
