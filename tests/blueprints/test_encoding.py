"""Text is sent with gzip to whoever takes it, under a tag of its own."""

import gzip

import pytest
from flask.testing import FlaskClient

from blueprints._encoding import takes_gzip
from tests.desk import get


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip", True), ("gzip, deflate, br", True), ("br;q=1.0, GZIP;q=0.5", True), ("x-gzip", True),
        ("", False), ("identity", False), ("br", False), ("gzip;q=0", False), ("gzip; q=0.0, br", False), ("*", False),
    ],
)  # fmt: skip
def test_who_takes_gzip(accepted: str, expected: bool) -> None:
    assert takes_gzip(accepted) is expected


def test_a_page_is_packed_for_whoever_takes_it(client: FlaskClient) -> None:
    plain = get(client, "/")
    for _ in ("cold", "warm"):
        packed = get(client, "/", headers={"Accept-Encoding": "gzip, br"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]


def test_each_form_of_a_page_is_confirmed_by_its_own_tag(client: FlaskClient) -> None:
    plain = get(client, "/").headers["ETag"]
    packed = get(client, "/", headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    assert get(client, "/", headers={"If-None-Match": plain}).status_code == 304
    assert get(client, "/", headers={"If-None-Match": packed}).status_code == 200
    again = get(client, "/", headers={"If-None-Match": packed, "Accept-Encoding": "gzip"})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", packed)
    assert "Content-Encoding" not in again.headers


def test_the_stylesheet_is_packed_and_a_font_is_not(client: FlaskClient) -> None:
    html = get(client, "/").text
    style = html.partition('rel="stylesheet" href="')[2].partition('"')[0]
    font = html.partition('rel="preload" href="')[2].partition('"')[0]
    packed = get(client, style, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == get(client, style).data
    again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert get(client, style, headers=again).status_code == 304
    assert "Content-Encoding" not in get(client, font, headers={"Accept-Encoding": "gzip"}).headers
