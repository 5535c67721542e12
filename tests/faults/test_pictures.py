"""Pictures keep coming while what was made of them is deleted, damaged or cannot be kept, and while the darkroom is
killed; pages do not wait for them."""

import io
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PIL import Image

from tests import processes
from tests.desk import make_content_by_day, write_story
from tests.faults.disk import Disk
from tests.faults.server import Gunicorn

pytestmark = pytest.mark.alone

PICTURES = 6
WIDTHS = (160, 320, 480, 640)
SMALL = {"BROADSHEET_CACHE_MB": "1"}
"""So that hardly a rendition stays in memory."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = make_content_by_day(tmp_path / "content")
    for number in range(PICTURES):
        image = Image.linear_gradient("L").rotate(number * 30).resize((1400, 900)).convert("RGB")
        image.save(content / f"quay-{number}.jpg", quality=88)
        write_story(content, f"story-{number}", image=f"/quay-{number}.jpg")
    return content


def addresses() -> Iterator[str]:
    for number in range(PICTURES):
        yield f"/cards/0123456789abcdef/2026/11/20/story-{number}.jpg"
        for width in WIDTHS:
            forms = ("avif", "webp", "jpg") if width in (320, 640) else ("avif",)
            yield from (f"/renditions/{width}/quay-{number}.jpg.{form}" for form in forms)


class Viewers:
    """Three who look at every picture again and again, and what was wrong with any."""

    def __init__(self, server: Gunicorn) -> None:
        self._server, self._done = server, threading.Event()
        self.wrong: list[str] = []
        self.seen: list[str] = []

    def look(self, urls: list[str]) -> None:
        while not self._done.is_set():
            for url in urls:
                self.fetch(url)
                if self._done.is_set():
                    return

    def fetch(self, url: str) -> None:
        """A picture of the width that its address says, or the way to the picture itself or to a card's own address."""
        connection = self._server.connect()
        try:
            connection.request("GET", url)
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        self.seen.append(url)
        if answer.status == 302:
            return
        if answer.status != 200:
            self.wrong.append(f"{answer.status} {url}")
            return
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            if url.startswith("/renditions/") and image.width != int(url.split("/")[2]):
                self.wrong.append(f"{image.width} pixels: {url}")

    @contextmanager
    def at_work(self) -> Iterator["Viewers"]:
        urls = list(addresses())
        threads = [threading.Thread(target=self.look, args=(urls[start:] + urls[:start],)) for start in (0, 13, 29)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._done.set()
            for thread in threads:
                thread.join()


def darkrooms(server: Gunicorn) -> list[int]:
    children = [child for worker in server.worker_pids() for child in processes.children(worker)]
    return [pid for pid in children if "newsroom.images.darkroom" in processes.command(pid)]


def test_what_was_made_may_be_deleted_or_damaged_at_any_moment(content: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    killed = number = 0
    until = time.monotonic() + 120
    with Gunicorn(content, data, SMALL) as server, Viewers(server).at_work() as viewers:
        while (number < 12 or killed < 2 or len(viewers.seen) < 40) and time.monotonic() < until:
            number += 1
            time.sleep(0.3)
            if number % 3 == 0:
                shutil.rmtree(data / "renditions", ignore_errors=True)
            elif number % 3 == 1:
                for file in (data / "renditions").glob("*"):
                    with suppress(FileNotFoundError):
                        file.write_bytes(b"" if number % 2 else bytes(900))
            else:
                for pid in darkrooms(server):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                        killed += 1
            assert server.get("/2026/11/20/story-1")[0] == 200
    assert viewers.wrong == []
    assert len(viewers.seen) >= 40
    assert killed >= 2


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_pictures_come_where_nothing_can_be_written(content: Path, tmp_path: Path, how: str) -> None:
    with (
        Disk(tmp_path / "disk", 8_192) as disk,
        Gunicorn(content, disk.where / "data", SMALL, through=disk.command) as server,
    ):
        viewers = Viewers(server)
        viewers.fetch("/renditions/640/quay-0.jpg.avif")
        if how == "full":
            disk.fill()
        else:
            disk.refuse_writing()
        for url in addresses():
            viewers.fetch(url)
        assert viewers.wrong == []
        assert not list((disk.inside / "data" / "renditions").glob("*.*")), "half a file was left"
        if how == "full":
            disk.make_room()
        else:
            disk.allow_writing()
        for url in addresses():
            viewers.fetch(url)
    assert viewers.wrong == []


def test_no_darkroom_outlives_its_paper(content: Path, tmp_path: Path) -> None:
    with Gunicorn(content, tmp_path / "data", workers=1) as server:
        Viewers(server).fetch("/renditions/160/quay-0.jpg.avif")
        (room,) = darkrooms(server)
        (worker,) = server.worker_pids()
        os.kill(worker, signal.SIGKILL)
        until = time.monotonic() + 10
        while not processes.has_ended(room):
            assert time.monotonic() < until
            time.sleep(0.02)
