"""How templates are set up: strict, escaped, and with their components made once."""

from collections.abc import Hashable
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from flask import Flask, render_template
from jinja2 import Environment, StrictUndefined, Template
from jinja2.runtime import Macro
from markupsafe import Markup

from blueprints._filters import FILTERS
from newsroom.locales import words_of

_language: ContextVar[str] = ContextVar("the language of what is being printed", default="en")


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
    add_words(app.jinja_env)
    app.add_template_global(_speaking, "speaking")
    app.add_template_global(_again if app.debug else _once, "once")


def compile_templates(app: Flask) -> None:
    """All of them, where the first reader of each kind of page would wait for it: a tenth of a second for search."""
    for name in app.jinja_env.list_templates(["html", "xml"]):  # no copy that an editor has left
        app.jinja_env.get_template(name)


def add_words(environment: Environment) -> None:
    """Messages in the language of what is being printed, and dates, lists and names as languages write them."""
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined] # the extension adds it
        _gettext, _ngettext, newstyle=True, pgettext=_pgettext, npgettext=_npgettext
    )
    environment.filters.update({each.__name__: each for each in FILTERS})


def printed(template: str | list[str | Template], page: Any) -> str:
    """The page, with the words of the interface in the language of its paper (`page.chrome.language`)."""
    token = _language.set(page.chrome.language)
    try:
        return render_template(template, page=page)
    finally:
        _language.reset(token)


def _speaking(language: str, caller: Macro) -> Markup:
    """`{% call speaking(language) %}…{% endcall %}`: a part of a page with its messages in another language."""
    token = _language.set(language)
    try:
        return Markup(caller())  # noqa: S704 - what a template prints is escaped
    finally:
        _language.reset(token)


def _gettext(message: str) -> str:
    return words_of(_language.get()).gettext(message)


def _ngettext(singular: str, plural: str, number: int) -> str:
    return words_of(_language.get()).ngettext(singular, plural, number)


def _pgettext(context: str, message: str) -> str:
    return words_of(_language.get()).pgettext(context, message)


def _npgettext(context: str, singular: str, plural: str, number: int) -> str:
    return words_of(_language.get()).npgettext(context, singular, plural, number)


def _again(component: Macro, *values: Hashable) -> Markup:
    """In debug mode a component may have changed."""
    return Markup(component(*values))  # noqa: S704 - a component is escaped as any template


def _once(component: Macro, *values: Hashable) -> Markup:
    """What a component prints for these values: the masthead, the footer and the lines of a strip stand on every
    page. The values hold no moments, since equal moments of two zones would be one key."""
    return _made(_language.get(), component, *values)


@lru_cache(maxsize=4096)
def _made(language: str, component: Macro, *values: Hashable) -> Markup:
    return Markup(component(*values))  # noqa: S704 - a component is escaped as any template
