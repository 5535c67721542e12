"""What other versions of the program have left goes after a day, unless they are still at work."""

import os
import time
from pathlib import Path

import pytest

from newsroom.catalogue.schema import VERSION
from newsroom.indexer.leftovers import DAY, remove_leftovers
from newsroom.locks import FileLock
from newsroom.search.schema import VERSION as SEARCH_VERSION

OWN = [
    f"catalogue-{VERSION}-a.sqlite", f"catalogue-{VERSION}-a.sqlite-wal", f"generation-{VERSION}", "memory.sqlite",
    f"indexer-{VERSION}.lock", "workers-own.lock", f"search-{SEARCH_VERSION}", f"search-{SEARCH_VERSION}-a/meta.json",
    "renditions/a.jpg", "darkroom.lock", "catalogue-of-mine.txt",
]  # fmt: skip
OLD = [
    "catalogue-1-a.sqlite", "catalogue-1-a.sqlite-wal", "generation-1", "indexer-1.lock", "rebuild-1",
    f"catalogue-{VERSION}0-a.sqlite", "search-0", "search-0-a/meta.json", "search-rebuild-0", "workers-old.lock",
]  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in (*OWN, *OLD):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    os.utime(tmp_path / "generation-1", (7, 7))
    return tmp_path


def names(data: Path) -> set[str]:
    return {str(file.relative_to(data)) for file in data.rglob("*") if file.is_file()}


def test_what_is_a_day_old_goes(data: Path) -> None:
    remove_leftovers(data, data / "workers-own.lock", time.time() + DAY - 60)
    assert names(data) == {*OWN, *OLD}
    remove_leftovers(data, data / "workers-own.lock", time.time() + DAY + 60)
    assert names(data) == {*OWN}
    assert not (data / "search-0-a").exists()


def test_nothing_goes_while_another_version_is_at_work(data: Path) -> None:
    worker = FileLock(data / "workers-old.lock", shared=True)
    assert worker.acquire()
    remove_leftovers(data, data / "workers-own.lock", time.time() + 9 * DAY)
    assert names(data) == {*OWN, *OLD}
    worker.release()
    remove_leftovers(data, data / "workers-own.lock", time.time() + 9 * DAY)
    assert names(data) == {*OWN}
