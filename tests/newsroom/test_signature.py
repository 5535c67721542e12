"""The state of a file, asked in two ways that must agree."""

import os
import socket
from pathlib import Path

import pytest

from newsroom import signature
from newsroom.signature import Signature, signature_of


@pytest.fixture(params=["as it is", "without statx"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "without statx":
        monkeypatch.setattr(signature, "_statx", None)


pytestmark = pytest.mark.usefixtures("_way")


@pytest.mark.parametrize("moment", [0, 1, 999_999_999, 1_795_000_000_123_456_789, -5_000_000_001])
@pytest.mark.parametrize("name", ["a.md", "日本 語.md", "x" * 200])
def test_it_is_what_the_system_says(tmp_path: Path, moment: int, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x" * 12_345)
    os.utime(path, ns=(0, moment))
    assert signature_of(str(path)) == Signature.of(path.stat())


def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.md"
    Path(os.fsdecode(path)).write_text("x")
    assert signature_of(os.fsdecode(path)) == Signature.of(Path(os.fsdecode(path)).stat())


def test_only_a_regular_file_has_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        for name in ("", "link", "pipe", "socket", "missing", "file/below", "a\0b", "x" * 300, "\ud800"):
            assert signature_of(f"{tmp_path}/{name}") is None, name
    assert signature_of("/dev/null") is None
