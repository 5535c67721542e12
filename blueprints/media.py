"""Pictures: served only while something public names them, and never with the metadata of their makers."""

from flask import Blueprint, Response, abort
from flask.sansio.blueprints import BlueprintSetupState

from blueprints import paper
from blueprints._answer import answer, asking
from newsroom.errors import Unreadable
from newsroom.images import MIME, scrub
from newsroom.indexer import PICTURE_LIMIT

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


@bp.record_once
def _register(state: BlueprintSetupState) -> None:
    state.app.view_functions["media.picture"] = picture
