"""The writer's server: it tells of a save before anybody has read a page, and of a port that is taken."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsroom.settings import PROJECT
from tests import processes

Publish = Callable[..., Path]


@pytest.fixture(params=["--debug", "--no-debug"])
def log(request: pytest.FixtureRequest, content: Path, tmp_path: Path) -> Iterator[Path]:
    """What the server says, which nobody asks for a page."""
    file, port = tmp_path / "log", str(processes.free_port())
    environ = {**os.environ, "BROADSHEET_CONTENT": str(content), "BROADSHEET_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "flask", "--app", "app", "run", request.param, "--port", port]
    with file.open("wb") as out:
        server = subprocess.Popen(  # noqa: S603 - our own program
            command, cwd=PROJECT, env=environ, stdout=out, stderr=out, start_new_session=True
        )
    yield file
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(10)


def wait_for(text: str, log: Path) -> None:
    deadline = time.monotonic() + 20
    while text not in log.read_text(encoding="utf-8", errors="replace"):
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8", errors="replace")
        time.sleep(0.02)


def test_it_tells_of_a_save_before_anybody_reads(
    log: Path, publish: Publish, content: Path, tmp_path: Path
) -> None:
    wait_for(f"stories are read from {content}, what is derived from them is kept in {tmp_path}/data", log)
    publish("a")
    wait_for("articles/a.md: published at /2026/11/20/a", log)
    publish("a", "---\nheadline: [\n---\n")
    wait_for("articles/a.md: its last good version stays published at /2026/11/20/a", log)


def test_a_taken_port_is_named_with_the_mend() -> None:
    def asked(port: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, PROJECT / "tools/free_port.py", str(port)]
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own program

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = asked(port)
    assert refused.returncode == 2
    assert refused.stderr == f"broadsheet: port {port}: another program has it. Take a free one: PORT=8080 make run\n"
    assert asked(processes.free_port()).returncode == 0
    assert asked("http").stderr == "broadsheet: PORT is 'http'; it must be a whole number from 1 to 65535.\n"
    assert asked(70_000).returncode == 2
