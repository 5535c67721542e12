"""Locks by which processes find one another."""

import os
from pathlib import Path

import pytest

from newsroom.locks import FileLock, Lane


@pytest.mark.parametrize("name", ["slow.lock", None])
def test_there_is_one_at_a_time_on_a_lane(tmp_path: Path, name: str | None) -> None:
    lane = Lane(tmp_path / name if name else None)
    with lane.entered(0) as first:
        with lane.entered(0) as second:
            assert (first, second) == (True, False)
    with lane.entered(0) as again:
        assert again


def test_processes_share_a_lane_by_its_file(tmp_path: Path) -> None:
    ours, theirs = Lane(tmp_path / "slow.lock"), Lane(tmp_path / "slow.lock")
    with ours.entered(0), theirs.entered(0) as is_free:
        assert not is_free
    with theirs.entered(0) as is_free:
        assert is_free


def test_where_no_file_can_be_made_a_lane_is_open(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with Lane(tmp_path / "data/slow.lock").entered(0) as is_free:
        assert is_free


def test_a_lock_on_a_deleted_file_is_none(tmp_path: Path) -> None:
    ours, theirs = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert ours.acquire()
    assert not theirs.acquire()
    os.unlink(tmp_path / "lock")  # noqa: PTH108 - as somebody else does it
    assert not ours.is_held()
    assert theirs.acquire()
