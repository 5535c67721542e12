from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.desk import get

Publish = Callable[..., Path]


def test_alive_and_ready(client: FlaskClient, publish: Publish) -> None:
    publish("a")
    publish("b", published="some day")
    assert get(client, "/healthz").text == "ok\n"
    answer = get(client, "/readyz")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.json
    assert (answer.json["ready"], answer.json["stories"], answer.json["catalogue"]) == (True, 1, "on disk")
    assert answer.json["faults_in_headers_and_settings"] == 1


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_nobody_behind_a_proxy_sees_the_details(client: FlaskClient, header: str) -> None:
    assert get(client, "/readyz", headers={header: "127.0.0.1"}).json == {"ready": True}


def test_nobody_elsewhere_sees_the_details(client: FlaskClient) -> None:
    assert get(client, "/readyz", environ_base={"REMOTE_ADDR": "192.0.2.7"}).json == {"ready": True}


def test_a_proxy_that_is_told_of_passes_the_address_on(make_app: Callable[..., Flask]) -> None:
    client = make_app(BROADSHEET_TRUSTED_PROXIES="1").test_client()
    local = get(client, "/readyz", headers={"X-Forwarded-For": "198.51.100.1, 127.0.0.1"}).json
    assert local
    assert "pid" in local
    assert get(client, "/readyz", headers={"X-Forwarded-For": "127.0.0.1, 198.51.100.1"}).json == {"ready": True}


def test_without_a_folder_to_write_it_says_so(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    answer = get(make_app(BROADSHEET_DATA=str(tmp_path / "file/data")).test_client(), "/readyz").json
    assert answer
    assert answer["ready"] is True
    assert "memory" in answer["catalogue"]


def test_another_host_is_told_where_the_paper_is(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = client.get("/", base_url="https://www.gazette.example")
    assert answer.status_code == 400
    assert "It is at https://gazette.example" in answer.text
    assert "BROADSHEET_BASE_URL" in caplog.text
