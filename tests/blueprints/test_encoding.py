"""Text is sent packed to whoever takes it, each form under a tag of its own."""

import gzip
from collections.abc import Callable

import brotli
import pytest
import zstandard
from flask.testing import FlaskClient

from blueprints._encoding import coding_for
from tests.desk import get

UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress, "zstd": zstandard.decompress, "gzip": gzip.decompress,
}  # fmt: skip


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("gzip, zstd", "zstd"), ("br;q=0.4, GZIP;q=0.5", "gzip"),
        ("x-gzip", "gzip"), ("", None), ("identity", None), ("gzip;q=0", None), ("gzip; q=0.0, br", "br"),
        ("*", "br"), ("br;q=0, *", "zstd"), ("*;q=0", None), ("br;q=nonsense", None), ("deflate", None),
    ],
)  # fmt: skip
def test_who_takes_what(accepted: str, expected: str | None) -> None:
    assert coding_for(accepted) == expected


@pytest.mark.parametrize("coding", UNPACK)
def test_a_page_is_packed_for_whoever_takes_it(client: FlaskClient, coding: str) -> None:
    plain = get(client, "/")
    for _ in ("cold", "warm"):
        packed = get(client, "/", headers={"Accept-Encoding": coding})
        assert packed.headers["Content-Encoding"] == coding
        assert UNPACK[coding](packed.data) == plain.data
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]


@pytest.mark.parametrize("coding", UNPACK)
def test_each_form_of_a_page_is_confirmed_by_its_own_tag(client: FlaskClient, coding: str) -> None:
    plain = get(client, "/").headers["ETag"]
    packed = get(client, "/", headers={"Accept-Encoding": coding}).headers["ETag"]
    assert get(client, "/", headers={"If-None-Match": plain}).status_code == 304
    assert get(client, "/", headers={"If-None-Match": packed}).status_code == 200
    again = get(client, "/", headers={"If-None-Match": packed, "Accept-Encoding": coding})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", packed)
    assert "Content-Encoding" not in again.headers


@pytest.mark.parametrize("coding", UNPACK)
def test_the_stylesheet_is_packed_and_a_font_is_not(client: FlaskClient, coding: str) -> None:
    html = get(client, "/").text
    style = html.partition('rel="stylesheet" href="')[2].partition('"')[0]
    font = html.partition('rel="preload" href="')[2].partition('"')[0]
    packed = get(client, style, headers={"Accept-Encoding": coding})
    assert UNPACK[coding](packed.data) == get(client, style).data
    again = {"Accept-Encoding": coding, "If-None-Match": packed.headers["ETag"]}
    assert get(client, style, headers=again).status_code == 304
    assert "Content-Encoding" not in get(client, font, headers={"Accept-Encoding": coding}).headers
