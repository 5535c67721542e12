"""A disk that is full or read-only, at the start or while the paper runs, under load: no request fails, each save shows
on its own page at the next request, and where there is room again the catalogue is what the files say."""

import json
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desk import make_content_by_day, story, write_story
from tests.faults.disk import Disk
from tests.faults.readers import kill_a_worker, under_load
from tests.faults.server import Gunicorn, is_in_step
from tests.faults.waiting import eventually, once

pytestmark = pytest.mark.alone

STORIES = [f"/2026/11/20/story-{number}" for number in range(40)]
PATHS = ["/", "/latest/", "/news/", "/topics/harbour/", *STORIES]
ROOM = 8_192  # KB


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = make_content_by_day(tmp_path / "content")
    for path in STORIES:
        name = path.rpartition("/")[2]
        write_story(content, name, story(name, "All of it. " * 300))
    return content


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with Disk(tmp_path / "disk", ROOM) as mounted:
        yield mounted


@dataclass(frozen=True)
class Desk:
    """Who saves stories and looks whether they show."""

    content: Path
    disk: Disk
    server: Gunicorn

    def save(self, version: int) -> None:
        """Each of some stories shows at the next request, whichever worker answers."""
        for path in STORIES[:6]:
            name = path.rpartition("/")[2]
            write_story(self.content, name, story(name, f"This is version {version} of {name}. " * 20))
            for _ in range(3):
                status, page = self.server.get(path)
                assert (status, f"version {version} of {name}" in page) == (200, True), path

    def add(self, name: str) -> None:
        write_story(self.content, name, headline=f"Added: {name}", published="2026-11-21T09:00:00Z")

    def shows(self, *names: str) -> bool:
        """Whether the list of the latest has them, at each of the workers."""
        pages = [self.server.get("/latest/")[1] for _ in range(6)]
        return all(f"Added: {name}" in page for page in pages for name in names)

    def ready(self) -> dict[str, object]:
        said: dict[str, object] = json.loads(self.server.get("/readyz")[1])
        return said

    def is_told_that_it_is_full(self) -> bool:
        """After another save, with no room left that the paper itself may have given up since the last."""
        self.disk.fill()
        self.add("while-it-is-full")
        return any("fault" in self.ready() for _ in range(4))

    def is_in_step(self) -> bool:
        return is_in_step(self.content, self.disk.where / "data", self.disk.command)


def test_a_disk_that_fills_up_while_the_paper_runs(content: Path, disk: Disk) -> None:
    with Gunicorn(content, disk.where / "data", through=disk.command) as server, under_load(server.port, PATHS) as load:
        desk = Desk(content, disk, server)
        desk.save(1)
        disk.fill()
        desk.add("while-it-is-full")
        desk.save(2)
        once(desk.is_told_that_it_is_full)
        kill_a_worker(server, load)
        desk.save(3)
        disk.make_room()
        desk.add("after-it-was-full")
        eventually(lambda: desk.shows("while-it-is-full", "after-it-was-full"))
        desk.save(4)
        eventually(desk.is_in_step)
    assert not load.failures, load
    assert load.pages > 100, load


@pytest.mark.parametrize("room", [0, 280], ids=lambda room: f"{room}-kb-free")
def test_a_disk_that_is_full_from_the_start(content: Path, disk: Disk, room: int) -> None:
    disk.fill(leave=room)
    with Gunicorn(content, disk.where / "data", through=disk.command) as server, under_load(server.port, PATHS) as load:
        desk = Desk(content, disk, server)
        desk.save(1)
        desk.add("while-it-is-full")
        eventually(lambda: desk.shows("while-it-is-full"))
        kill_a_worker(server, load)
        desk.save(2)
        disk.make_room()
        desk.save(3)
        server.process.send_signal(signal.SIGHUP)
        eventually(lambda: desk.ready()["catalogue"] == "on disk" and desk.shows("while-it-is-full"))
        eventually(desk.is_in_step)
    assert not load.failures, load
    assert load.pages > 100, load


def test_a_disk_that_turns_read_only_while_the_paper_runs(content: Path, disk: Disk) -> None:
    with Gunicorn(content, disk.where / "data", through=disk.command) as server, under_load(server.port, PATHS) as load:
        desk = Desk(content, disk, server)
        desk.save(1)
        disk.refuse_writing()
        desk.save(2)
        kill_a_worker(server, load)
        desk.save(3)
        disk.allow_writing()
        desk.add("after-it-was-read-only")
        eventually(lambda: desk.shows("after-it-was-read-only"))
        desk.save(4)
        eventually(desk.is_in_step)
    assert not load.failures, load
    assert load.pages > 100, load


def test_a_disk_that_is_read_only_from_the_start(content: Path, disk: Disk) -> None:
    disk.refuse_writing()
    with Gunicorn(content, disk.where / "data", through=disk.command) as server, under_load(server.port, PATHS) as load:
        desk = Desk(content, disk, server)
        assert str(desk.ready()["catalogue"]).startswith("in memory")
        desk.save(1)
        desk.add("while-it-is-read-only")
        eventually(lambda: desk.shows("while-it-is-read-only"))
        kill_a_worker(server, load)
        desk.save(2)
        disk.allow_writing()
        server.process.send_signal(signal.SIGHUP)
        eventually(lambda: desk.ready()["catalogue"] == "on disk" and desk.shows("while-it-is-read-only"))
        eventually(desk.is_in_step)
    assert not load.failures, load
    assert load.pages > 100, load
