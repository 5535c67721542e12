"""Reloads, upgrades and dead workers under load: no reader gets anything but a page."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import processes
from tests.desk import make_content_by_day, story, write_story
from tests.faults.readers import kill_a_worker, under_load
from tests.faults.server import PATIENCE, PROJECT, Gunicorn
from tests.faults.waiting import once

pytestmark = pytest.mark.alone

STORIES = [f"/2026/11/20/story-{number}" for number in range(12)]
PATHS = ["/", "/latest/", "/news/", *STORIES]


class Deployed(Gunicorn):
    """Started as deploy/broadsheet.service does. A socket that it is handed open, gunicorn cannot hand on."""

    def __enter__(self) -> "Deployed":
        self.socket.close()
        script = Path(sys.executable).with_name("gunicorn")
        environ = {**self.environ, "PORT": str(self.port), "WEB_CONCURRENCY": str(self.workers)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [script, "app:app"], cwd=PROJECT, env=environ, stdout=log, stderr=log
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = make_content_by_day(tmp_path_factory.mktemp("restarts") / "content")
    for path in STORIES:
        name = path.rpartition("/")[2]
        write_story(content, name, story(name, "All of it. " * 300))
    return content


@pytest.fixture
def server(content: Path, tmp_path: Path) -> Iterator[Gunicorn]:
    with Gunicorn(content, tmp_path / "data") as running:
        yield running


def test_a_reload_each_second_loses_no_request(server: Gunicorn) -> None:
    first = set(processes.children(server.process.pid))
    with under_load(server.port, PATHS) as load:
        for _ in range(8):
            server.process.send_signal(signal.SIGHUP)
            time.sleep(1)
    assert not load.failures, load
    assert load.pages > 100, load
    assert not first & set(processes.children(server.process.pid)), "the workers were not replaced"


def test_recycling_loses_no_request(content: Path, tmp_path: Path) -> None:
    often = {"GUNICORN_CMD_ARGS": "--max-requests 50 --max-requests-jitter 25"}
    with Gunicorn(content, tmp_path / "data", often) as server:
        first = set(processes.children(server.process.pid))
        with under_load(server.port, PATHS) as load:
            time.sleep(3)
        assert not load.failures, load
        assert load.pages > 100, load
        assert not first & set(processes.children(server.process.pid)), "the workers were not replaced"


def test_an_upgrade_loses_no_request(content: Path, tmp_path: Path) -> None:
    with Deployed(content, tmp_path / "data") as server:
        old = server.process

        def has_its_workers(master: int) -> bool:
            return len(processes.children(master)) == server.workers

        with under_load(server.port, PATHS) as load:
            time.sleep(0.3)
            old.send_signal(signal.SIGUSR2)
            new = once(lambda: next(filter(has_its_workers, processes.children(old.pid)), 0))
            try:
                time.sleep(0.5)
                old.send_signal(signal.SIGTERM)
                old.wait(PATIENCE)
                time.sleep(1)
                assert has_its_workers(new)
            finally:
                load.end()  # before the last server ends
                os.kill(new, signal.SIGTERM)
                once(lambda: processes.has_ended(new))
    assert not load.failures, load
    assert load.pages > 100, load


def test_a_killed_worker_loses_only_what_it_was_at(server: Gunicorn) -> None:
    with under_load(server.port, PATHS) as load:
        for _ in range(3):
            time.sleep(0.5)
            kill_a_worker(server, load)
    assert load.pages > 100, load


def test_the_access_log_is_one_json_object_a_line_and_names_no_reader(content: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    begun = datetime.now(UTC)
    with Gunicorn(content, tmp_path / "data", {"ACCESS_LOG": str(log)}) as server:
        _, page = server.get(STORIES[0])
        server.raw(b'GET /a"b\\c?secret=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
    lines = {row["path"]: row for row in map(json.loads, log.read_text().splitlines())}
    row = lines[STORIES[0]]
    assert set(row) == {"time", "status", "bytes", "duration", "method", "path"}
    assert (row["status"], row["bytes"], row["method"]) == (200, len(page.encode()), "GET")
    assert 0 <= row["duration"] < PATIENCE
    assert begun <= datetime.fromisoformat(row["time"]) <= datetime.now(UTC)
    assert lines['/a"b\\c']["status"] == 404
    assert "127.0.0.1" not in log.read_text()


def test_a_log_that_cannot_be_written_is_named_with_the_mend(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("gunicorn")
    environ = {**os.environ, "ACCESS_LOG": str(tmp_path / "no/such/access.log")}
    asked = subprocess.run(  # noqa: S603 - our own program
        [script, "app:app"], cwd=PROJECT, env=environ, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 2
    assert asked.stderr == (
        f"broadsheet: ACCESS_LOG is '{tmp_path}/no/such/access.log', which cannot be written: No such file or "
        "directory. Name a file in a folder that this user may write, or `-` for standard output.\n"
    )
