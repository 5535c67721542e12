import os
import time
from pathlib import Path

import pytest

from newsroom.archive import GRACE, STORY_LIMIT, Archive, Missing, Source, decode
from newsroom.errors import Unreadable


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper/site.toml").write_text("")
    return Archive(tmp_path / "paper")


def settled(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    os.utime(file, (1, 1))


def problem_of(archive: Archive, path: str) -> str:
    with pytest.raises(Unreadable) as caught:
        archive.read(path)
    return str(caught.value)


def test_reads_a_file_with_its_signature(archive: Archive) -> None:
    settled(archive.root / "a/b.md", b"text")
    source = archive.read("a/b.md")
    assert source.data == b"text"
    assert source.signature == archive.signature("a/b.md")


def test_a_fresh_write_is_left_to_settle(archive: Archive) -> None:
    file = archive.root / "a.md"
    file.write_bytes(b"half")
    began = time.time()
    assert archive.read("a.md").data == b"half"
    assert time.time() - file.stat().st_ctime >= 0.019
    assert time.time() - began < 2


def test_a_rename_into_place_needs_no_wait(archive: Archive) -> None:
    fresh = archive.root / "a.tmp"
    fresh.write_bytes(b"whole")
    os.utime(fresh, (1, 1))
    fresh.replace(archive.root / "a.md")
    waits = []
    for _ in range(5):
        fresh.write_bytes(b"whole")
        os.utime(fresh, (1, 1))
        fresh.replace(archive.root / "a.md")
        began = time.monotonic()
        archive.read("a.md")
        waits.append(time.monotonic() - began)
    assert min(waits) < 0.019


@pytest.mark.parametrize("path", ["../outside.md", "a/../../outside.md", "/etc/hostname", "", ".", "a//b.md", "x\0.md"])
def test_no_path_leads_out(archive: Archive, path: str) -> None:
    settled(archive.root.parent / "outside.md", b"secret")
    with pytest.raises(Missing):
        archive.read(path)


def test_no_link_is_followed(archive: Archive, tmp_path: Path) -> None:
    settled(tmp_path / "secret/s.md", b"secret")
    (archive.root / "folder").symlink_to(tmp_path / "secret")
    (archive.root / "file.md").symlink_to(tmp_path / "secret/s.md")
    (archive.root / "loop.md").symlink_to("loop.md")
    for path in ("folder/s.md", "file.md", "loop.md"):
        with pytest.raises(Unreadable):
            archive.read(path)


def test_special_files_are_refused_at_once(archive: Archive) -> None:
    os.mkfifo(archive.root / "pipe.md")
    (archive.root / "folder.md").mkdir()
    began = time.monotonic()
    assert "not a regular file" in problem_of(archive, "pipe.md")
    assert "not a regular file" in problem_of(archive, "folder.md")
    assert time.monotonic() - began < 1


def test_a_huge_sparse_file_is_refused_by_its_size(archive: Archive) -> None:
    with (archive.root / "big.md").open("wb") as file:
        file.truncate(10 * 1024**3)
    assert f"{STORY_LIMIT:,} is the most" in problem_of(archive, "big.md")


def test_a_removed_file_is_gone_after_a_moment(archive: Archive) -> None:
    settled(archive.root / "a.md", b"text")
    (archive.root / "a.md").unlink()
    assert not archive.is_gone("a.md")
    time.sleep(GRACE + 0.05)
    assert archive.is_gone("a.md")


def test_a_file_removed_long_ago_is_gone_at_the_first_look(archive: Archive) -> None:
    os.utime(archive.root, (1, 1))
    assert archive.is_gone("never.md")


def test_a_file_whose_folder_is_missing_may_have_been_moved_with_it(archive: Archive, tmp_path: Path) -> None:
    assert not archive.is_gone("moved/a.md")
    time.sleep(0.6)
    assert archive.is_gone("moved/a.md")
    assert not archive.is_gone("moved/a.md", 60)


def test_nothing_is_gone_while_the_folder_is_away_or_empty(archive: Archive, tmp_path: Path) -> None:
    os.utime(archive.root, (1, 1))
    assert archive.is_gone("a.md")
    archive.root.rename(tmp_path / "away")
    assert not archive.is_gone("a.md")
    archive.root.mkdir()
    assert not archive.is_gone("a.md")


def source(data: bytes) -> Source:
    return Source("a.md", (0, 0, 0, 0), data)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "severity", "line", "what"),
    [
        (b"\xef\xbb\xbfabc", "note", 1, "byte order mark"),
        (b"one\ntwo\r\nthree", "note", 2, "CRLF"),
        (b"one\ntw\x00o", "warning", 2, "U+0000"),
        ("one\n\ntwo\ufffe".encode(), "warning", 3, "U+FFFE"),
    ],
)
def test_odd_characters_are_put_right_and_told(data: bytes, severity: str, line: int, what: str) -> None:
    text, problems = decode(source(data))
    assert "\r" not in text
    assert "\x00" not in text
    assert not text.startswith("\ufeff")
    assert [(each.severity, each.line) for each in problems] == [(severity, line)]
    assert what in problems[0].what


@pytest.mark.parametrize(
    ("data", "line", "column", "what"),
    [
        ("Zeile\nüber Köln".encode("latin-1"), 2, 1, "not UTF-8"),
        (b"", 1, 1, "is empty"),
        (b" \n\n", 1, 1, "is empty"),
        ("text".encode("utf-16"), 1, 1, "UTF-16"),
    ],
)
def test_what_cannot_be_text(data: bytes, line: int, column: int, what: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(source(data))
    problem = caught.value.problem
    assert (problem.line, problem.column) == (line, column)
    assert what in problem.what
    assert problem.mend
