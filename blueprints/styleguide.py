"""The style guide, in debug mode alone: every component and every page in every state, from sample values."""

from flask import Blueprint, abort, render_template

from blueprints import _samples
from blueprints._templates import printed

bp = Blueprint("styleguide", __name__, url_prefix="/styleguide")


@bp.get("/")
def index() -> str:
    return render_template("styleguide/index.html", page=_samples.STYLEGUIDE, samples=_samples)


@bp.get("/<path:template>/<state>")
def state(template: str, state: str) -> str:
    """A page in one of its states, such as /styleguide/articles/show/long."""
    page = _samples.STATES.get(f"{template}.html", {}).get(state)
    if page is None:
        abort(404)
    return printed(f"{template}.html", page)
