"""Static files under names that hold their hash, so that a browser may keep them for ever."""

import hashlib
import json
import mimetypes
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from flask import Blueprint, Flask, Response, abort, current_app, request
from flask.sansio.blueprints import BlueprintSetupState

from blueprints._encoding import SMALLEST, Coding, coding_for, is_text, pack, packed_etag
from blueprints._pagecache import matches

bp = Blueprint("assets", __name__)

STYLESHEET = "broadsheet.css"
_FOR_EVER = "public, max-age=31536000, immutable"
_NOT_PAGES = ["/static/*", "/search*", "/*.xml", "/*.json"]
_SPECULATION = json.dumps({
    "prefetch": [{
        "where": {"and": [{"href_matches": "/*"}, {"not": {"href_matches": _NOT_PAGES}}]},
        "eagerness": "moderate",
    }]
})  # fmt: skip
"""A page is fetched when the pointer rests on a link of this site: https://wicg.github.io/nav-speculation/"""


@dataclass(frozen=True, slots=True)
class Tree:
    """All static files as bytes, and one hash over them: a change of any gives every file a new name."""

    hash: str
    files: dict[str, bytes]
    state: tuple[tuple[str, int, int], ...]
    _packed: dict[tuple[str, Coding], bytes] = field(default_factory=dict)

    def packed(self, name: str, coding: Coding) -> bytes:
        """A file in one coding, packed when it is first asked for."""
        if (name, coding) not in self._packed:
            self._packed[name, coding] = pack(self.files[name], coding)
        return self._packed[name, coding]


class Assets:
    """Read once a process; in debug mode anew after each change."""

    def __init__(self, app: Flask) -> None:
        self._folder = Path(app.root_path) / "static"
        self._app = app
        self._lock = threading.Lock()
        self._tree: Tree | None = None

    def tree(self) -> Tree:
        tree = self._tree
        if tree is not None and not (self._app.debug and _state(self._folder) != tree.state):
            return tree
        with self._lock:
            self._tree = read_tree(self._folder)
            return self._tree

    def url(self, name: str) -> str:
        """The URL of a static file. Raises KeyError for one that is not there."""
        tree = self.tree()
        if name not in tree.files:
            raise KeyError(f"there is no static file {name}")
        return f"/static/{tree.hash}/{name}"


def read_tree(folder: Path) -> Tree:
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".css"
    }
    files[STYLESHEET] = stylesheet(folder)
    digest = hashlib.blake2b(digest_size=8)
    for name, data in sorted(files.items()):
        digest.update(f"{name} {len(data)} ".encode())
        digest.update(data)
    return Tree(digest.hexdigest(), files, _state(folder))


def mime_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def stylesheet(folder: Path) -> bytes:
    """The one stylesheet that reaches the reader. `base.css` orders the layers, so the order of the rest is free."""
    parts = [folder / "base.css", *sorted(folder.glob("components/*.css")), *sorted(folder.glob("pages/*.css"))]
    rest = [file for file in sorted(folder.glob("*.css")) if file.name != "base.css"]
    return b"\n".join(file.read_bytes() for file in (*parts, *rest))


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    found = []
    for root, _, names in os.walk(folder):
        for name in sorted(names):
            status = (Path(root) / name).stat()
            found.append((f"{root}/{name}", status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))


@bp.get("/static/<version>/<path:name>")
def static(version: str, name: str) -> Response:
    """A file of `static/`. Under the hash of an earlier version it is the present one, not to be kept."""
    assets: Assets = current_app.extensions["assets"]
    tree = assets.tree()
    data = tree.files.get(name)
    if data is None:
        abort(404)
    etag, mime = f'"{tree.hash}"', mime_of(name)
    kind = f"{mime}; charset=utf-8" if mime.startswith("text/") else mime
    headers = {"ETag": etag, "Cache-Control": _FOR_EVER if version == tree.hash else "no-cache", "Content-Type": kind}
    if is_text(mime) and len(data) >= SMALLEST:
        headers["Vary"] = "Accept-Encoding"
        if coding := coding_for(request.headers.get("Accept-Encoding", "")):
            data, etag = tree.packed(name, coding), packed_etag(etag, coding)
            headers |= {"ETag": etag, "Content-Encoding": coding}
    if matches(request.headers.get("If-None-Match", ""), etag):
        headers.pop("Content-Encoding", None)
        return Response(status=304, headers=headers)
    return Response(data, headers=headers)


@bp.get("/speculation.json")
def speculation() -> Response:
    """What a browser may fetch before it is asked for; the header Speculation-Rules names this address."""
    headers = {"Content-Type": "application/speculationrules+json", "Cache-Control": "public, max-age=3600"}
    return Response(_SPECULATION, headers=headers)


@bp.record_once
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    assets = app.extensions["assets"] = Assets(app)
    app.add_template_global(assets.url, "asset")
