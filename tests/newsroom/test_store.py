"""Renditions kept on disk, and the darkroom that makes them."""

import fcntl
import io
import json
import os
import resource
import signal
import struct
import termios
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from newsroom.images import darkroom, store
from newsroom.images.darkroom import Darkroom, Lost, order_for
from newsroom.images.renditions import Rendition
from newsroom.images.store import Busy, Renditions
from newsroom.locks import FileLock
from tests.desk import missing

ORDER = order_for(Rendition(320, 213, "jpg"))


@pytest.fixture(scope="module")
def photograph() -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def renditions(tmp_path: Path) -> Iterator[Renditions]:
    kept = Renditions(tmp_path / "renditions", tmp_path / "lock")
    yield kept
    kept.close()


def width(data: bytes) -> int:
    return Image.open(io.BytesIO(data)).width


def test_what_was_made_is_kept_and_the_oldest_goes(tmp_path: Path, photograph: bytes) -> None:
    first = Renditions(tmp_path / "renditions")
    size = len(first.make("0", "a.jpg", ORDER, photograph))
    first.close()
    few = Renditions(tmp_path / "renditions", most_bytes=size * 3)
    for number in range(1, 5):
        few.make(str(number), "a.jpg", ORDER, photograph)
    few.close()
    again = Renditions(tmp_path / "renditions")
    assert width(again.kept("4") or b"") == 320
    assert again.kept("0") is None
    assert sum(each.stat().st_size for each in (tmp_path / "renditions").iterdir()) <= size * 3


def test_what_was_cut_short_on_the_disk_is_made_again(
    renditions: Renditions, tmp_path: Path, photograph: bytes
) -> None:
    made = renditions.make("a", "a.jpg", ORDER, photograph)
    (file,) = (tmp_path / "renditions").iterdir()
    for harm in (b"", b"\0" * 40, file.read_bytes()[:-1]):
        file.write_bytes(harm)
        assert renditions.kept("a") is None
        assert renditions.make("a", "a.jpg", ORDER, photograph) == made == renditions.kept("a")


def test_nothing_is_needed_on_disk(tmp_path: Path, photograph: bytes) -> None:
    (tmp_path / "file").write_text("")
    for folder in (None, tmp_path / "file" / "renditions"):
        kept = Renditions(folder, folder / "lock" if folder else None)
        assert width(kept.make("a", "a.jpg", ORDER, photograph)) == 320
        assert kept.kept("a") is None
        kept.close()


def test_who_cannot_wait_is_told_so(
    renditions: Renditions, photograph: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_TURN", 0.01)
    with renditions._turn, pytest.raises(Busy):
        renditions.make("a", "a.jpg", ORDER, photograph)


def test_no_more_than_four_threads_wait(renditions: Renditions, photograph: bytes) -> None:
    told: list[type] = []

    def ask(number: int) -> None:
        try:
            renditions.make(str(number), "a.jpg", ORDER, photograph)
            told.append(bytes)
        except Busy:
            told.append(Busy)

    with renditions._turn:
        waiting = [threading.Thread(target=ask, args=(number,)) for number in range(7)]
        for thread in waiting:
            thread.start()
        until = time.monotonic() + 5
        while len(told) < 3 and time.monotonic() < until:
            time.sleep(0.01)
        assert told == [Busy] * 3
    for thread in waiting:
        thread.join()
    assert told.count(bytes) == 4


def test_a_damaged_picture_is_told_of_once(
    renditions: Renditions, photograph: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    for what in ("320", "640", "320"):
        with pytest.raises(ValueError, match="damaged"):
            renditions.make(what, "pictures/a.jpg\0state", ORDER, photograph[:3000])
    (record,) = caplog.records
    assert record.getMessage().startswith("pictures/a.jpg: It is damaged")
    assert width(renditions.make("320", "pictures/a.jpg\0other", ORDER, photograph)) == 320


def test_a_darkroom_that_was_killed_is_replaced(photograph: bytes) -> None:
    room = Darkroom(None)
    for _ in range(2):
        assert width(room.do(ORDER, photograph)) == 320
        assert room._process
        os.kill(room._process.pid, signal.SIGKILL)
    room.close()


def test_a_worker_with_very_many_connections_has_pictures(photograph: bytes) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2_048:
        missing("2,048 files that may be open", "raise the hard limit: ulimit -Hn 2048")
    resource.setrlimit(resource.RLIMIT_NOFILE, (2_048 if soft < 2_048 else soft, hard))
    room = Darkroom(None)
    open_files = [os.open(os.devnull, os.O_RDONLY) for _ in range(1_100)]
    try:
        assert width(room.do(ORDER, photograph)) == 320
    finally:
        room.close()
        for each in open_files:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_an_answer_that_nobody_took_is_not_the_next_one(photograph: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_memory(*_: object) -> bytes:
        raise MemoryError

    room = Darkroom(None)
    room.do(ORDER, photograph)
    with monkeypatch.context() as patched:
        patched.setattr(darkroom, "_read", out_of_memory)
        with pytest.raises(MemoryError):
            room.do(ORDER, photograph)
    assert width(room.do(order_for(Rendition(160, 107, "jpg")), photograph)) == 160
    room.close()


def test_a_darkroom_ends_with_its_worker(photograph: bytes) -> None:
    room = Darkroom(None)
    room.do(ORDER, photograph)
    process = room._process
    assert process
    assert process.stdin
    process.stdin.close()
    assert process.wait(5) == 0
    room.close()


def test_a_busy_darkroom_ends_with_its_worker(tmp_path: Path, photograph: bytes) -> None:
    """It would hold up all others: here it waits for a turn that never comes."""
    other, room = FileLock(tmp_path / "lock"), Darkroom(tmp_path / "lock")
    assert other.acquire()
    process, order = room._running(), json.dumps(ORDER).encode()
    assert process.stdin
    process.stdin.write(struct.pack(darkroom._ORDER, len(order), len(photograph)) + order + photograph)
    process.stdin.flush()
    while any(fcntl.ioctl(process.stdin, termios.FIONREAD, bytes(4))):  # it has not read all of it yet
        time.sleep(0.01)
    process.stdin.close()
    assert process.wait(10) in (0, -signal.SIGIO)
    room.close()
    other.release()


def test_one_darkroom_of_all_works_at_a_time(
    tmp_path: Path, photograph: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(darkroom, "PATIENCE", 1.0)
    other, room = FileLock(tmp_path / "lock"), Darkroom(tmp_path / "lock")
    assert other.acquire()
    with pytest.raises(Lost, match="too long"):
        room.do(ORDER, photograph)
    other.release()
    monkeypatch.setattr(darkroom, "PATIENCE", 15.0)
    assert width(room.do(ORDER, photograph)) == 320
    room.close()


def test_several_workers_keep_to_one_bound(tmp_path: Path) -> None:
    workers = [Renditions(tmp_path / "renditions", most_bytes=32_000) for _ in range(4)]
    for number in range(400):
        workers[number % 4]._keep(f"picture {number}", bytes(1_000))
    assert sum(file.stat().st_size for file in (tmp_path / "renditions").iterdir()) < 48_000
