"""gunicorn told to end at the worst of moments: it does so, and does not wait until it is killed.

Each moment is made certain by a few lines behind the shipped configuration.
"""

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk import make_content_by_day, write_story
from tests.faults.server import PROJECT, Gunicorn
from tests.faults.waiting import PATIENCE, once

pytestmark = pytest.mark.alone

SOON = 8.0  # seconds: gunicorn kills what does not end after ten, and a worker without a sign of life after thirty

WHILE_IT_IS_LOADED = """
class Passing:
    def __del__(self):  # what is raised here is lost, as it is in a callback of an import
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(100): pass

Passing()
"""
RIGHT_AFTER_THE_FORK = """
shipped_post_fork = post_fork

def post_fork(server, worker):
    if worker.age == 1:
        os.kill(os.getpid(), signal.SIGTERM)
    shipped_post_fork(server, worker)
"""
WHILE_IT_HOLDS_THE_LOCK_OF_ITS_THREADS = """
shipped_post_worker_init = post_worker_init

def post_worker_init(worker):
    shipped_post_worker_init(worker)
    pool = worker.tpool
    shipped_adjust = pool._adjust_thread_count

    def adjust():
        if Path("{now}").exists():
            Path("{now}").unlink()
            os.kill(os.getpid(), signal.{signal})
        shipped_adjust()

    pool._adjust_thread_count = adjust
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = make_content_by_day(tmp_path / "content")
    write_story(content, "harbour-wall")
    return content


def changed(folder: Path, lines: str) -> dict[str, str]:
    """The environment in which gunicorn reads the shipped configuration with these lines behind it."""
    config = folder / "changed.conf.py"
    config.write_text((PROJECT / "gunicorn.conf.py").read_text() + "\nimport signal\n" + lines)
    return {"GUNICORN_CMD_ARGS": f"--config {config}"}


def test_while_it_is_loaded(tmp_path: Path) -> None:
    config = changed(tmp_path, WHILE_IT_IS_LOADED)["GUNICORN_CMD_ARGS"].split()
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "gunicorn", *config, "-b", "127.0.0.1:0"],
        cwd=PROJECT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


def test_right_after_the_fork(content: Path, tmp_path: Path) -> None:
    with Gunicorn(content, tmp_path / "data", changed(tmp_path, RIGHT_AFTER_THE_FORK)) as server:
        once(lambda: server.log.read_text().count("Booting worker") == server.workers + 1, SOON)


@pytest.mark.parametrize("name", ["SIGINT", "SIGQUIT"])
def test_while_it_holds_the_lock_of_its_threads(name: str, content: Path, tmp_path: Path) -> None:
    now = tmp_path / "now"
    lines = WHILE_IT_HOLDS_THE_LOCK_OF_ITS_THREADS.format(now=now, signal=name)
    with Gunicorn(content, tmp_path / "data", changed(tmp_path, lines)) as server:
        before = set(server.worker_pids())
        now.touch()
        with closing(server.connect()) as connection:
            connection.request("GET", "/")
            once(lambda: len(before & set(server.worker_pids())) == server.workers - 1, SOON)
