"""Two papers never share a data folder: neither is ever served with the other's stories."""

import logging
from pathlib import Path

import pytest

from newsroom import ownership
from newsroom.errors import SettingsError
from newsroom.locks import FileLock
from newsroom.ownership import FILE, check, claim


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    for name in ("data", "one", "other"):
        (tmp_path / name).mkdir()
    return tmp_path / "data", tmp_path / "one", tmp_path / "other"


def fill(data: Path) -> None:
    (data / "catalogue-9-a.sqlite").touch()
    (data / "search-4-a").mkdir()
    (data / "memory.sqlite").touch()
    (data / "of-mine.txt").touch()


def test_the_first_paper_has_it(folders: tuple[Path, Path, Path]) -> None:
    data, one, _ = folders
    fill(data)  # by a version that knew no owners
    claim(data, one)
    claim(data, one)
    check(data, one)
    assert (data / FILE).read_text() == f"{one}\n"
    assert (data / "memory.sqlite").exists()


def test_one_that_is_in_use_is_refused(folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownership, "_PATIENCE", 0.2)
    data, one, other = folders
    claim(data, one)
    fill(data)
    for name in ("workers-a.lock", "indexer-9.lock"):
        used = FileLock(data / name)
        assert used.acquire()
        for ask in (check, claim):
            with pytest.raises(SettingsError, match="name another folder") as refused:
                ask(data, other)
            assert str(one) in str(refused.value)
            assert str(data) in str(refused.value)
        check(data, one)
        used.release()
    assert (data / "catalogue-9-a.sqlite").exists()
    check(data, other)


def test_one_that_is_not_in_use_is_made_anew(
    folders: tuple[Path, Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    data, one, other = folders
    claim(data, one)
    fill(data)
    with caplog.at_level(logging.WARNING):
        claim(data, other)
    assert f"{data} held what was derived from {one}" in caplog.text
    assert {file.name for file in data.iterdir()} == {FILE, "of-mine.txt", "claim.lock"}
    assert (data / FILE).read_text() == f"{other}\n"


def test_another_spelling_of_a_folder_is_the_same_one(folders: tuple[Path, Path, Path], tmp_path: Path) -> None:
    data, one, _ = folders
    claim(data, one)
    fill(data)
    (tmp_path / "link").symlink_to(one)
    claim(data, tmp_path / "link")
    assert (data / "memory.sqlite").exists()
