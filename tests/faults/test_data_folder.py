"""The data folder may be deleted, damaged or replaced at any moment, under load: pages keep coming."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from newsroom.catalogue.store import GENERATION
from tests.desk import make_content_by_day, write_story
from tests.faults.readers import kill_a_worker, under_load
from tests.faults.server import Gunicorn, is_in_step, read
from tests.faults.waiting import eventually, once

pytestmark = pytest.mark.alone

URLS = ("/", "/latest/", "/2026/11/20/story-3", "/topics/harbour/")


def catalogue(data: Path) -> Path:
    """Its file, with all that was in its log: else pages would be read from there, and damage would not show."""
    file = next(file for file in data.glob("catalogue-*.sqlite"))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def delete_all(data: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)  # files come and go meanwhile


def delete_catalogue(data: Path) -> None:
    catalogue(data).unlink()


def delete_generation(data: Path) -> None:
    (data / GENERATION).unlink()


def truncate(data: Path) -> None:
    file = catalogue(data)
    with file.open("r+b") as handle:
        handle.truncate(file.stat().st_size // 2)


def zero_pages(data: Path) -> None:
    with catalogue(data).open("r+b") as handle:
        handle.seek(4096)
        handle.write(bytes(16_384))


def overwrite(data: Path) -> None:
    catalogue(data).write_text("this is no database\n" * 1000)


def delete_memory(data: Path) -> None:
    (data / "memory.sqlite").unlink()


DAMAGES: list[Callable[[Path], None]] = [
    delete_all, delete_catalogue, delete_generation, truncate, zero_pages, overwrite, delete_memory,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_pages_keep_coming_and_the_rest_comes_back(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    content, data = make_content_by_day(tmp_path / "content"), tmp_path / "data"
    for number in range(12):
        write_story(content, f"story-{number}")
    answers: list[tuple[str, int]] = []
    done = threading.Event()
    with Gunicorn(content, data) as server:
        for url in URLS * 4:
            assert server.get(url)[0] == 200

        def keep_reading() -> None:
            connection = server.connect()
            while not done.is_set():
                answers.extend((url, read(connection, url)[0]) for url in URLS)
            connection.close()

        reader = threading.Thread(target=keep_reading)
        reader.start()
        try:
            damage(data)
            time.sleep(0.3)
            write_story(content, "after-the-damage")
            eventually(lambda: "after-the-damage" in server.get("/latest/")[1])
        finally:
            done.set()
            reader.join()
        assert [(url, status) for url, status in answers if status != 200] == []
        for _ in range(8):
            assert {server.get(url)[0] for url in (*URLS, "/2026/11/20/after-the-damage")} == {200}


def test_a_paper_that_watches_nothing_makes_its_catalogue_again_too(tmp_path: Path) -> None:
    content, data = make_content_by_day(tmp_path / "content"), tmp_path / "data"
    write_story(content, "story-3")
    with Gunicorn(content, data, {"BROADSHEET_WATCH": "off"}) as server:
        assert server.get("/latest/")[0] == 200
        delete_generation(data)
        eventually((data / GENERATION).exists)
        assert server.get("/latest/")[0] == 200
        assert "story-3" in server.get("/latest/")[1]


@pytest.mark.parametrize("damage", [delete_all, zero_pages, overwrite], ids=lambda each: each.__name__)
def test_a_worker_killed_at_the_same_moment_costs_only_what_it_was_at(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    content, data = make_content_by_day(tmp_path / "content"), tmp_path / "data"
    for number in range(12):
        write_story(content, f"story-{number}")
    with Gunicorn(content, data) as server:
        with under_load(server.port, URLS) as load:
            once(lambda: load.pages > 100)  # each worker has them
            for number in range(2):
                damage(data)
                kill_a_worker(server, load)
                write_story(content, f"after-{number}", headline=f"After damage {number}")
                eventually(lambda: f"After damage {number}" in server.get("/latest/")[1])  # noqa: B023 - called at once
        assert not load.failures, load
        eventually(lambda: is_in_step(content, data))
