"""Pictures: served only while something public names them, and never with the metadata of their makers."""

from flask import Blueprint, Response, abort
from flask.sansio.blueprints import BlueprintSetupState

from blueprints import paper
from blueprints._answer import answer, asking, sent_to
from newsroom.errors import Unreadable
from newsroom.images import MIME, scrub
from newsroom.images.renditions import PREFIX, SUFFIX, Busy, widths_of
from newsroom.indexer import PICTURE_LIMIT
from newsroom.places import quote
from newsroom.signature import Signature

bp = Blueprint("media", __name__)

_AVIF = (("Content-Type", "image/avif"),)
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


@bp.get(f"/{PREFIX}/<width>/<path:name>")
def rendition(width: str, name: str) -> Response:
    """A picture at one of the widths that pages name; while too many are being made, the picture as it is."""
    path = name.removesuffix(SUFFIX)
    with asking() as query:
        row = query.reader.picture(path)
        signature = paper.archive.signature(path)
        if row is None or signature is None or path == name or not query.is_picture_public(path):
            abort(404)
        number = {str(each): each for each in widths_of(row.format, row.width)}.get(width)
        if number is None:
            abort(404)
        value = (path, signature, number)
        return answer(value, lambda: _rendered(path, signature, number), _AVIF, path, signature)


def _rendered(path: str, signature: Signature, width: int) -> bytes:
    kept = paper.renditions.kept(path, signature, width)
    if kept:
        return kept
    try:
        source = paper.archive.read(path, PICTURE_LIMIT)
        return paper.renditions.make(path, source.signature, width, source.data)
    except Unreadable:
        abort(404)
    except (Busy, ValueError):
        abort(sent_to(quote(f"/{path}"), 302))


@bp.record_once
def _register(state: BlueprintSetupState) -> None:
    state.app.view_functions["media.picture"] = picture
