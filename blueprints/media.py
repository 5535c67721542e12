"""Pictures: served only while something public names them, and never with the metadata of their makers."""

from flask import Blueprint, Response, abort
from flask.sansio.blueprints import BlueprintSetupState

from blueprints import paper
from blueprints._answer import answer, asking, sent_to
from newsroom.errors import Unreadable
from newsroom.images import MIME, scrub
from newsroom.images.darkroom import order_for
from newsroom.images.renditions import MIME_OF_FORM, PREFIX, Rendition
from newsroom.images.renditions import rendition as rendition_at
from newsroom.images.store import Busy
from newsroom.indexer import PICTURE_LIMIT
from newsroom.places import quote
from newsroom.signature import Signature

bp = Blueprint("media", __name__)

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
            headers.append(("Cross-Origin-Resource-Policy", "cross-origin"))
        value = (path, signature, wanted)
        return answer(value, lambda: _rendered(path, signature, wanted), tuple(headers), path, signature)


def _rendered(path: str, signature: Signature, wanted: Rendition) -> bytes:
    kept = paper.renditions.kept(f"{path}\0{signature}\0{wanted}")
    if kept:
        return kept
    try:
        source = paper.archive.read(path, PICTURE_LIMIT)
        key = f"{path}\0{source.signature}\0{wanted}"
        return paper.renditions.make(key, path, order_for(wanted), source.data)
    except Unreadable:
        abort(404)
    except (Busy, ValueError):
        abort(sent_to(quote(f"/{path}"), 302))


@bp.record_once
def _register(state: BlueprintSetupState) -> None:
    state.app.view_functions["media.picture"] = picture
