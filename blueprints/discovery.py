"""Discovery: what machines ask a site for, at the addresses where they look for it."""

from flask import Blueprint, Response, abort

from blueprints._answer import answer, asking
from newsroom import sitemaps

bp = Blueprint("discovery", __name__)

_XML = (("Content-Type", "application/xml; charset=utf-8"),)


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    with asking() as query:
        body = sitemaps.index(query)
        return answer(body, lambda: body, _XML)


@bp.get("/sitemap-<name>.xml")
def sitemap_child(name: str) -> Response:
    with asking() as query:
        body = sitemaps.child(query, name) or abort(404)
        return answer(body, lambda: body, _XML)


@bp.get("/news-sitemap.xml")
@bp.get("/news-sitemap-<number>.xml")
def news_sitemap(number: str = "") -> Response:
    with asking() as query:
        body, moments = sitemaps.news(query, number) or abort(404)
        return answer(body, lambda: body, _XML, moments=moments)
