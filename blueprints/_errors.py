"""What a reader gets when there is no page: an answer in the paper's design, or a plain one if even that fails."""

import logging
from typing import Any

from flask import Flask, Response, current_app, g, request
from jinja2 import Template
from markupsafe import escape
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from blueprints import paper
from blueprints._answer import HTML, asking
from blueprints._templates import printed
from newsroom.pages.standing import error_page
from newsroom.paper import NotReady

log = logging.getLogger(__name__)

_MOST_HOSTS = 20
_other_hosts: set[str] = set()


def register_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SecurityError, _other_host)
    app.register_error_handler(NotReady, _not_ready)
    if not app.testing:
        app.register_error_handler(Exception, _fault)


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    return _print(error.code, [(name, value) for name, value in error.get_headers() if name == "Allow"])


def _other_host(_error: SecurityError) -> Response:
    """A name that is not the paper's: nothing is served under it, or anybody's site could show the paper as its own."""
    host, address = request.environ.get("HTTP_HOST", "")[:80], current_app.extensions["paper"].settings.base_url
    if host not in _other_hosts and len(_other_hosts) < _MOST_HOSTS:  # anybody may ask for any
        _other_hosts.add(host)
        log.warning("asked for as %r, refused: BROADSHEET_BASE_URL says %s; a proxy has to pass Host on", host, address)
    return _plain(400, "The paper has another address", f"It is at {address}", [])


def _not_ready(error: NotReady) -> Any:
    """Another catalogue is made within a second or two: the page is of that one, if it comes."""
    if "asked_again" not in g and paper.wait_for_another(error):
        g.asked_again = True
        try:
            return current_app.dispatch_request()
        except Exception as again:
            return current_app.handle_user_exception(again)
    log.warning("a request came too early: %s", error)
    return _plain(503, "The paper is being set up", "Please try again in a few seconds.", [("Retry-After", "2")])


def _fault(error: Exception) -> Response:
    log.exception("%s %s failed", request.method, request.path)
    return _print(InternalServerError.code, [])


def _print(code: int, headers: list[tuple[str, str]]) -> Response:
    try:
        with asking() as query:
            page = error_page(query, code)
            names: list[str | Template] = [f"errors/{code}.html", "errors/error.html"]
            body = printed(names, page)
    except Exception:
        if code != 400:
            log.exception("the page for error %s cannot be printed", code)
        return _plain(code, "This page cannot be shown", "Please try again in a moment.", headers)
    return _unstored(body, code, headers)


def _plain(code: int, heading: str, text: str, headers: list[tuple[str, str]]) -> Response:
    body = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{0}</title></head>'
        '<body><main id="main"><h1>{0}</h1><p>{1}</p></main></body></html>\n'
    )
    return _unstored(body.format(escape(heading), escape(text)), code, headers)


def _unstored(body: str, code: int, headers: list[tuple[str, str]]) -> Response:
    if code in (404, 410):  # long over for nginx, and yet kept in the place of what was there before
        headers = [("X-Accel-Expires", "@1"), *headers]
    return Response(body, code, [*headers, *HTML, ("Cache-Control", "no-store")])
