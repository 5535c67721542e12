"""How templates are set up: strict, escaped, and with their components made once."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined, Template
from jinja2.runtime import Macro
from markupsafe import Markup

from blueprints._filters import register_filters


class _Template(Template):
    """Components are given values and know nothing of the page that imports them, so each is made once.

    Jinja compares the names of all globals at every import, which is a third of the time of a page with 15 of them.
    """

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


def set_up_templates(app: Flask) -> None:
    app.jinja_env.template_class = _Template
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    register_filters(app)
    app.add_template_global(_again if app.debug else _once, "once")


def _again(component: Macro, *values: Hashable) -> Markup:
    """In debug mode a component may have changed."""
    return Markup(component(*values))  # noqa: S704 - a component is escaped as any template


@lru_cache(maxsize=4096)
def _once(component: Macro, *values: Hashable) -> Markup:
    """What a component prints for these values: the masthead, the footer and the lines of a strip stand on every
    page. The values hold no moments, since equal moments of two zones would be one key."""
    return Markup(component(*values))  # noqa: S704 - a component is escaped as any template
