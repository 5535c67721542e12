"""A reader from elsewhere who asks the application in this process: what `flask check --leaks` looks through."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BuildError, RequestRedirect, Rule

from newsroom.leaks.press import BASE_URL, Answer, OpenPress, Press, Route

MakeApp = Callable[[Mapping[str, object]], Flask]

_ADDRESS = "203.0.113.7"  # RFC 5737 §3: nobody's own, and not this machine's


class Stranger:
    """Asks an application; see `newsroom.leaks.press.Press`."""

    def __init__(self, app: Flask, base_url: str) -> None:
        self._app, self._base_url = app, base_url
        self._client = app.test_client(use_cookies=False)
        self._paths = app.url_map.bind("")
        self.routes = tuple(self._route(rule) for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()))

    def _route(self, rule: Rule) -> Route:
        def fill(values: Mapping[str, object]) -> str | None:
            try:
                return self._paths.build(rule.endpoint, dict(values))
            except (BuildError, ValueError):
                return None

        return Route(rule.rule, tuple(sorted(rule.arguments)), fill)

    def rule_of(self, url: str) -> str:
        try:
            found: Any = self._paths.match(url.partition("?")[0], return_rule=True)
        except (HTTPException, RequestRedirect):
            return ""
        return str(found[0].rule)

    def ask(self, url: str, method: str = "GET", **headers: str) -> Answer:
        surroundings = {"REMOTE_ADDR": _ADDRESS}
        response = self._client.open(
            url, method=method, base_url=self._base_url, environ_base=surroundings,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )  # fmt: skip
        answer = Answer(response.status_code, tuple(response.headers.items()), response.get_data())
        response.close()
        return answer

    def close(self) -> None:
        self._app.extensions["paper"].close()


def opener(make_app: MakeApp) -> OpenPress:
    """Opens applications over other folders, at other times."""

    def open_press(content: Path, data: Path, clock: Callable[[], datetime]) -> Press:
        app = make_app(
            {
                "TESTING": True, "SYNC": "manual", "CLOCK": clock, "BROADSHEET_CONTENT": content,
                "BROADSHEET_DATA": data, "BROADSHEET_BASE_URL": BASE_URL,
            }
        )  # fmt: skip
        return Stranger(app, BASE_URL)

    return open_press
