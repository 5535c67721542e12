"""Pictures: served only while something public names them, and never with the metadata of their makers."""

import re
from collections.abc import Iterable
from datetime import datetime

from flask import Blueprint, Response, abort, request
from flask.sansio.blueprints import BlueprintSetupState

from blueprints import paper
from blueprints._answer import answer, asking, sent_to
from newsroom.errors import Unreadable
from newsroom.images import MIME, scrub
from newsroom.images.cards import SocialCard
from newsroom.images.darkroom import order_for
from newsroom.images.renditions import MIME_OF_FORM, PREFIX, Rendition
from newsroom.images.renditions import rendition as rendition_at
from newsroom.images.store import Busy
from newsroom.indexer import PICTURE_LIMIT
from newsroom.pages.article import card
from newsroom.pages.social import PREFIX as CARDS
from newsroom.pages.social import card_figure, paper_cards
from newsroom.places import quote
from newsroom.signature import Signature

bp = Blueprint("media", __name__)

_DIGEST = re.compile("[0-9a-f]{16}")
_EVERYWHERE = ("Cross-Origin-Resource-Policy", "cross-origin")
_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def picture(path: str) -> Response:
    """The picture in the file `path`; its path is its own, so it is reached through the table of paths."""
    with asking() as query:
        row = query.reader.picture(path)
        signature = paper.archive.signature(path)
        if row is None or signature is None or not query.is_picture_public(path):
            abort(404)
        headers = [("Content-Type", MIME[row.format])]
        if row.format == "svg":
            headers.append(("Content-Security-Policy", _SVG_POLICY))
        return answer((path, signature), lambda: _scrubbed(path, row.format), tuple(headers), path, signature)


def _scrubbed(path: str, form: str) -> bytes:
    try:
        return scrub(paper.archive.read(path, PICTURE_LIMIT).data, form)
    except (Unreadable, ValueError):
        abort(404)


@bp.get(f"/{PREFIX}/<size>/<path:name>")
def rendition(size: str, name: str) -> Response:
    """A picture as pages name it; while too many are being made, the picture as it is."""
    path, _, form = name.rpartition(".")
    with asking() as query:
        row = query.reader.picture(path)
        wanted = rendition_at(size, form, row) if row else None
        signature = paper.archive.signature(path)
        if wanted is None or signature is None or not query.is_picture_public(path):
            abort(404)
        headers = [("Content-Type", MIME_OF_FORM[wanted.form])]
        if wanted.focus is not None:  # for those who show a link to the story on a site of their own
            headers.append(_EVERYWHERE)
        value = (path, signature, wanted)
        return answer(value, lambda: _rendered(path, signature, wanted), tuple(headers), path, signature)


@bp.get(f"/{CARDS}/<digest>/<path:name>")
def story_card(digest: str, name: str) -> Response:
    """The card of the story at /<name>, without the ending: as public as the story itself."""
    url = "/" + name.rpartition(".")[0]
    with asking() as query:
        place = query.reader.place(url)
        if place is None or place.kind != "story" or not _DIGEST.fullmatch(digest):
            abort(404)
        found = card(query, place.target)
        if found.card is None:
            abort(410 if found.outcome == "gone" else 404)
        edition = found.edition
        return _card(found.card, found.url, place.target, edition.signature if edition else None,
                     [edition.article.expires] if edition else [])  # fmt: skip


@bp.get(f"/{CARDS}/<name>")
def paper_card(name: str) -> Response:
    """The paper's own card, in one of its languages."""
    if not _DIGEST.fullmatch(digest := name.rpartition(".")[0]):
        abort(404)
    with asking() as query:
        cards = paper_cards(query)
        found = next((each for each in cards if each.digest == digest), cards[0])
        return _card(found, card_figure(found).url)


def _card(
    found: SocialCard, url: str, path: str = "", signature: Signature | None = None,
    moments: Iterable[datetime | None] = (),
) -> Response:  # fmt: skip
    """A card under an old address has changed since: on to the one that it has now."""
    if quote(request.path) != url:
        return sent_to(url, 302)
    headers = (("Content-Type", MIME_OF_FORM[found.form]), _EVERYWHERE)
    return answer(found, lambda: _drawn(found), headers, path, signature, moments)


def _drawn(found: SocialCard) -> bytes:
    key = f"card\0{found.digest}"
    kept = paper.renditions.kept(key)
    if kept:
        return kept
    try:
        source = paper.archive.read(found.picture, PICTURE_LIMIT).data if found.picture else b""
    except Unreadable:
        source = b""
    try:
        return paper.renditions.make(key, f"{found.picture or 'a card'}\0{key}", order_for(found), source)
    except (Busy, ValueError):
        abort(503)


def _rendered(path: str, signature: Signature, wanted: Rendition) -> bytes:
    kept = paper.renditions.kept(f"{path}\0{signature}\0{wanted}")
    if kept:
        return kept
    try:
        source = paper.archive.read(path, PICTURE_LIMIT)
        state = f"{path}\0{source.signature}"
        return paper.renditions.make(f"{state}\0{wanted}", state, order_for(wanted), source.data)
    except Unreadable:
        abort(404)
    except (Busy, ValueError):
        abort(sent_to(quote(f"/{path}"), 302))


@bp.record_once
def _register(state: BlueprintSetupState) -> None:
    state.app.view_functions["media.picture"] = picture
