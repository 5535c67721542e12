"""The application: settings, the paper, the blueprints, and what wraps them. It opens nothing before the first use."""

import importlib
import logging
import os
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime

import click
from flask import Flask
from flask.cli import run_command
from flask.helpers import get_debug_flag
from werkzeug.middleware.proxy_fix import ProxyFix

from blueprints import articles, assets, desk, discovery, feeds, headlines, health, media, search
from blueprints._errors import register_errors
from blueprints._headers import SecurityHeaders
from blueprints._pagecache import PageCache
from blueprints._templates import set_up_templates
from newsroom import ownership
from newsroom.errors import SettingsError
from newsroom.paper import Paper
from newsroom.settings import Settings


def create_app(config: Mapping[str, object] | None = None) -> Flask:
    """`config` overrides the environment (BROADSHEET_…), and may hold TESTING, SYNC ("manual") and CLOCK, a function
    that returns the present moment, aware."""
    config = dict(config or {})
    app = Flask(__name__, static_folder=None)
    set_up_templates(app)
    app.json.sort_keys = False  # type: ignore[attr-defined] # Flask's provider has it
    app.config.update(TESTING=bool(config.pop("TESTING", False)))
    environ = {**os.environ, **{name: str(config[name]) for name in config if "BROADSHEET_" in name}}
    settings = load_settings(environ if environ.get("BROADSHEET_BASE_URL") else environ | development_address())
    log_to_standard_error()
    app.config.update(SECRET_KEY=settings.secret_key, TRUSTED_HOSTS=[settings.host, "127.0.0.1", "localhost", "[::1]"])
    for module in (health, assets, media, discovery, headlines, search, feeds, articles, desk):
        app.register_blueprint(module.bp)
    if app.debug:
        app.register_blueprint(importlib.import_module("blueprints.styleguide").bp)
    register_errors(app)
    clock = config.get("CLOCK", _present)
    reserved = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    reserved = {name for name in reserved if name and "<" not in name}
    app.extensions["paper"] = Paper(settings, reserved, clock, manual=config.get("SYNC") == "manual")  # type: ignore[arg-type] # a config is untyped
    app.extensions["pagecache"] = PageCache(app.extensions["paper"], settings.cache_bytes // 2, enabled=not app.debug)
    app.extensions["create_app"] = create_app  # for `flask check --leaks`, which opens a paper of its own
    if settings.trusted_proxies:  # the client's address alone: host and scheme come from the base URL
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0)  # type: ignore[method-assign]
    app.wsgi_app = app.extensions["pagecache"].wrap(SecurityHeaders(app.wsgi_app))  # type: ignore[method-assign] # how Flask has it
    if is_development_server():  # whose writer saves before anybody reads; all else opens the paper when it is asked
        threading.Thread(target=app.extensions["paper"].open, name="opening", daemon=True).start()
    return app


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Refuses to start on a wrong setting, or in the data folder of another paper: one line each, exit 2."""
    try:
        settings = Settings.load(environ)
        ownership.check(settings.data_dir, settings.content_dir)
        return settings
    except SettingsError as error:
        for fault in error.faults:
            sys.stderr.write(f"broadsheet: {fault}\n")
        raise SystemExit(2) from None


def development_address() -> dict[str, str]:
    """Where `flask run --port 8080` serves the paper, as the setting; empty under any other command."""
    context = click.get_current_context(silent=True)
    if context is None or context.command is not run_command or not context.params["port"]:
        return {}
    scheme = "https" if context.params["cert"] else "http"
    return {"BROADSHEET_BASE_URL": f"{scheme}://127.0.0.1:{context.params['port']}"}


def is_development_server() -> bool:
    """Whether this process is the one of `flask run` that serves, and not the one that restarts it after a change."""
    context = click.get_current_context(silent=True)
    if context is None or context.command is not run_command:
        return False
    reloads = context.params["reload"]
    return os.environ.get("WERKZEUG_RUN_MAIN") == "true" or not (get_debug_flag() if reloads is None else reloads)


def log_to_standard_error() -> None:
    """A line a save and a line a fault, unless whoever embeds the program logs in a way of their own."""
    if not logging.getLogger().handlers:
        logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    for name in ("newsroom", "blueprints"):
        logging.getLogger(name).setLevel(logging.INFO)


def _present() -> datetime:
    return datetime.now(UTC)


app = create_app()
