"""Discovery: what machines ask a site for, at the addresses where they look for it."""

import json
from collections.abc import Callable

from flask import Blueprint, Response, abort, current_app

from blueprints._answer import answer, asking
from newsroom import discovery as texts
from newsroom import sitemaps
from newsroom.query import Query

bp = Blueprint("discovery", __name__)

_XML = (("Content-Type", "application/xml; charset=utf-8"),)
_TEXT = (("Content-Type", "text/plain; charset=utf-8"),)
_MANIFEST = (("Content-Type", "application/manifest+json"),)


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    with asking() as query:
        body = sitemaps.index(query)
        return answer(body, lambda: body, _XML)


@bp.get("/sitemap-<name>.xml")
def sitemap_child(name: str) -> Response:
    if name.startswith("news-"):
        return news_sitemap(name)
    with asking() as query:
        body = sitemaps.child(query, name) or abort(404)
        return answer(body, lambda: body, _XML)


@bp.get("/news-sitemap.xml")
def news_sitemap(name: str = "news") -> Response:
    with asking() as query:
        body, moments = sitemaps.news(query, name) or abort(404)
        return answer(body, lambda: body, _XML, moments=moments)


@bp.get("/robots.txt")
def robots() -> Response:
    return _plain(texts.robots)


@bp.get("/.well-known/trust.txt")
@bp.get("/trust.txt")
def trust() -> Response:
    return _plain(texts.trust)


@bp.get("/ads.txt")
def ads() -> Response:
    return _plain(texts.ads)


@bp.get("/.well-known/security.txt")
def security() -> Response:
    return _plain(texts.security)


@bp.get("/humans.txt")
def humans() -> Response:
    return _plain(texts.humans)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    with asking() as query:
        body = json.dumps(texts.manifest(query, _icons()), ensure_ascii=False).encode()
        return answer(body, lambda: body, _MANIFEST)


@bp.get("/favicon.ico")
def favicon() -> Response:
    return _picture("icons/favicon.ico", "image/x-icon")


@bp.get("/apple-touch-icon.png")
def touch_icon() -> Response:
    return _picture("icons/apple-touch-icon.png", "image/png")


def _plain(make: Callable[[Query], str | None]) -> Response:
    with asking() as query:
        text = make(query)
        if text is None:
            abort(404)
        body = text.encode()
        return answer(body, lambda: body, _TEXT)


def _picture(name: str, kind: str) -> Response:
    """A static file under the fixed address at which browsers look for it."""
    with asking():
        body: bytes = current_app.extensions["assets"].tree().files[name]
        return answer(body, lambda: body, (("Content-Type", kind),))


def _icons() -> tuple[dict[str, str], ...]:
    url: Callable[[str], str] = current_app.extensions["assets"].url
    drawing = {"src": url("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    plain = [(f"icon-{size}", f"{size}x{size}", "any") for size in (192, 512)]
    return drawing, *(
        {"src": url(f"icons/{name}.png"), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in (*plain, ("maskable-512", "512x512", "maskable"))
    )
