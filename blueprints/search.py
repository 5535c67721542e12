"""Search: the page of results, and how a browser may ask for it by itself."""

from typing import Any

from flask import Blueprint, Response, abort, request

from blueprints import paper
from blueprints._answer import answer, asking, page_number, print_page, sent_to
from blueprints._templates import printed
from newsroom.pages import search as search_pages
from newsroom.search import Sorting

bp = Blueprint("search", __name__)

_KEYS = ("q", "order", "page")
_DESCRIPTION = (("Content-Type", "application/opensearchdescription+xml; charset=utf-8"),)


@bp.get("/search")
def results() -> Any:
    given = request.args
    if any(len(given.getlist(key)) > 1 for key in _KEYS):
        abort(404)
    typed = given.get("q", "")
    sorting: Sorting = "date" if given.get("order") == "date" else "relevance"
    number = page_number() if given.get("page") != "1" else 1
    is_one_spelling = all(each in _KEYS for each in given) and given.get("page") != "1"
    is_one_spelling &= "order" not in given or (sorting == "date" and bool(typed.strip()))
    if not is_one_spelling or ("q" in given and not typed.strip()):
        return sent_to(search_pages.address(typed.strip(), sorting, number), 301)
    with asking() as query:
        return print_page("search/results.html", search_pages.search(query, typed, number, sorting) or abort(404))


@bp.get("/opensearch.xml")
def description() -> Response:
    """OpenSearch 1.1: browsers offer the paper's search among their own."""
    with asking() as query:
        page = search_pages.search(query, "", 1, "relevance")
        value = (query.site.title, query.site.language, paper.base_url)
        return answer(value, lambda: printed("search/opensearch.xml", page).encode(), _DESCRIPTION)
