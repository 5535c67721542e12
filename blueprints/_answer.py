"""From a page value to an answer: what every view ends in."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import Response, abort, current_app, g, redirect, request

from blueprints import paper
from blueprints._headers import secured
from blueprints._pagecache import Kept, PageCache, fingerprint, respond
from blueprints._templates import printed
from newsroom.places import quote
from newsroom.query import Query
from newsroom.signature import Signature

HTML = (("Content-Type", "text/html; charset=utf-8"),)
LAST_PAGE = 50


@contextmanager
def asking() -> Iterator[Query]:
    """The query of this request: one moment, one state of the catalogue."""
    if "query" in g:
        yield g.query
        return
    g.generation = paper.generation()
    with paper.query(paper.now()) as query:
        g.query = query
        try:
            yield query
        finally:
            g.pop("query")


def page_number() -> int:
    """`?page=`: 2 to 50 in its one spelling; 404 for any other."""
    text = request.args.get("page")
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit()) or text != str(int(text[:3])) or not 2 <= int(text) <= LAST_PAGE:
        abort(404)
    return int(text)


def print_page(
    template: str, page: Any, path: str = "", signature: Signature | None = None,
    moments: Iterable[datetime | None] = (),
) -> Response:
    """The page as HTML. `path` and `signature` name the file that it shows, so that a save is seen at once; `moments`
    are those of its own schedule, which the catalogue may not know yet."""
    return answer(page, lambda: printed(template, page).encode(), HTML, path, signature, moments)


def answer(
    value: object, make: Callable[[], bytes], headers: tuple[tuple[str, str], ...], path: str = "",
    signature: Signature | None = None, moments: Iterable[datetime | None] = (),
) -> Response:  # fmt: skip
    """What `make` makes of `value`, or the bytes in the cache if they were made of an equal one."""
    cache: PageCache = current_app.extensions["pagecache"]
    key = own_url()
    same = cache.same(key, value)
    body = same.body if same else make()
    if same is None:
        cache.count()
    etag = same.etag if same else f'"{fingerprint(body).hex()}"'
    coming = [moment for moment in moments if moment and moment > g.query.now]
    until = min([g.query.good_until, *coming])
    kept_headers = same.headers if same else tuple(secured(headers))
    forms = same.forms if same else {}
    kept = Kept(body, etag, kept_headers, value, path, signature, g.generation, g.query.now, until, forms)
    is_missing = bool(path) and signature is None  # its file is gone for a moment: ask again each time
    if request.environ.get("RAW_URI") == key and not g.get("probing") and not is_missing:
        cache.put(key, kept, request.environ.get("HTTP_HOST", ""))
    status, all_headers, content = respond(kept, request.environ, g.query.now)
    return Response([content], status, all_headers)  # as a list: a HEAD keeps the length of what GET would send


def sent_to(url: str, code: int) -> Response:
    """A redirect within this site that no cache keeps, for the paper may take it back."""
    answer = redirect("/" + url.lstrip("/\\"), code)
    answer.headers["Cache-Control"] = "no-store"
    return answer  # type: ignore[return-value] # Flask makes one of its own


def own_url() -> str:
    """The one spelling of the URL asked for: path, and the page number where it has one."""
    number = request.args.get("page")
    return quote(request.path) + (f"?page={number}" if number else "")
