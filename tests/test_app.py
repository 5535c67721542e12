"""How the program is started."""

from pathlib import Path

import pytest
from flask.cli import run_command

from app import create_app
from blueprints._templates import compile_templates


@pytest.fixture
def environ(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.delenv("BROADSHEET_BASE_URL", raising=False)
    return {"BROADSHEET_CONTENT": str(content), "BROADSHEET_DATA": str(tmp_path / "data"), "SYNC": "manual"}


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ([], "http://127.0.0.1:5000"),
        (["--port", "8080"], "http://127.0.0.1:8080"),
        (["--port", "0"], "http://127.0.0.1:5000"),  # the system chooses one
    ],
)
def test_the_development_server_shows_addresses_of_its_own_port(
    environ: dict[str, str], options: list[str], address: str
) -> None:
    with run_command.make_context("run", options):
        assert create_app(environ).extensions["paper"].settings.base_url == address


def test_a_base_url_that_is_set_stays(environ: dict[str, str]) -> None:
    with run_command.make_context("run", ["--port", "8080"]):
        app = create_app({**environ, "BROADSHEET_BASE_URL": "https://ledger.example"})
    assert app.extensions["paper"].settings.base_url == "https://ledger.example"


def test_no_other_command_changes_the_address(environ: dict[str, str]) -> None:
    assert create_app(environ).extensions["paper"].settings.base_url == "http://127.0.0.1:5000"


def test_templates_are_made_before_a_reader_waits_for_them(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(environ)
    compile_templates(app)
    monkeypatch.setattr(app.jinja_env, "compile", None)
    with app.test_client() as client:
        for url in ("/", "/search?q=harbour", "/nowhere", "/feeds/"):
            assert client.get(url).status_code in (200, 404)
