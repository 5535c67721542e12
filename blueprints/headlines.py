"""Headlines: the front, sections, topics, authors, series, the latest, corrections, the archive."""

from flask import Blueprint, Response, abort
from flask.sansio.blueprints import BlueprintSetupState

from blueprints._answer import asking, page_number, print_page
from newsroom.pages import archive as archive_pages
from newsroom.pages import front as front_page
from newsroom.pages import lists
from newsroom.pages.corrections import corrections as corrections_page

bp = Blueprint("headlines", __name__)

_YEAR = "/archive/<int(fixed_digits=4, min=1):year>/"
_MONTH = f"{_YEAR}<int(fixed_digits=2, min=1):month>/"
_DAY = f"{_MONTH}<int(fixed_digits=2, min=1):day>/"


@bp.get("/")
def front() -> Response:
    with asking() as query:
        return print_page("headlines/front.html", front_page.front(query))


@bp.get("/latest/")
def latest() -> Response:
    with asking() as query:
        return print_page("headlines/latest.html", lists.latest(query, page_number()) or abort(404))


@bp.get("/topics/<key>/")
def topic(key: str) -> Response:
    with asking() as query:
        return print_page("headlines/topic.html", lists.topic(query, key, page_number()) or abort(404))


@bp.get("/authors/<key>/")
def author(key: str) -> Response:
    with asking() as query:
        return print_page("headlines/author.html", lists.author(query, key, page_number()) or abort(404))


@bp.get("/series/<key>/")
def series(key: str) -> Response:
    with asking() as query:
        return print_page("headlines/series.html", lists.series(query, key, page_number()) or abort(404))


def section(key: str) -> Response:
    """A section's front; its path is its own, so it is reached through the table of paths."""
    with asking() as query:
        return print_page("headlines/section.html", lists.section(query, key, page_number()) or abort(404))


def language(tag: str) -> Response:
    """The front in another language than the paper's own; its path, too, is reached through the table."""
    with asking() as query:
        if page_number() > 1:
            abort(404)
        return print_page("headlines/front.html", front_page.front(query, tag))


@bp.record_once
def _register(state: BlueprintSetupState) -> None:
    state.app.view_functions["headlines.section"] = section
    state.app.view_functions["headlines.language"] = language


@bp.get("/topics/")
def topics() -> Response:
    with asking() as query:
        return print_page("headlines/topics.html", lists.topics(query))


@bp.get("/authors/")
def authors() -> Response:
    with asking() as query:
        return print_page("headlines/authors.html", lists.authors(query))


@bp.get("/series/")
def all_series() -> Response:
    with asking() as query:
        return print_page("headlines/all_series.html", lists.all_series(query))


@bp.get("/corrections/")
def corrections() -> Response:
    with asking() as query:
        return print_page("headlines/corrections.html", corrections_page(query, page_number()) or abort(404))


@bp.get("/archive/")
@bp.get(_YEAR)
@bp.get(_MONTH)
@bp.get(_DAY)
def archive(year: int = 0, month: int = 0, day: int = 0) -> Response:
    with asking() as query:
        return print_page("headlines/archive.html", archive_pages.archive(query, year, month, day) or abort(404))
