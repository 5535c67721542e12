"""HTTP: one module a family of URLs, each exposing `bp`. `paper` is the current application's paper."""

from flask import current_app
from werkzeug.local import LocalProxy

from newsroom.paper import Paper


def _paper() -> Paper:
    paper: Paper = current_app.extensions["paper"]
    return paper


paper: Paper = LocalProxy(_paper)  # type: ignore[assignment] # a proxy behaves as what it stands for
