"""The paper behind gunicorn, as it runs in production, and readers that speak to it over sockets."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from tests import processes
from tests.faults.waiting import PATIENCE

PROJECT = Path(__file__).resolve().parents[2]


class Gunicorn:
    """Two workers on a free port of the loopback address, from `with` to its end. `through` is a command that starts
    another; `log` what they write."""

    def __init__(
        self, content: Path, data: Path, environ: Mapping[str, str] | None = None, workers: int = 2,
        through: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self.socket.getsockname()[1]
        self.address = f"fd://{self.socket.fileno()}"
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.log = data.with_name(f"{data.name}-gunicorn.log")
        self.workers = workers
        self.through = through
        self.environ = {
            **os.environ,
            "BROADSHEET_CONTENT": str(content),
            "BROADSHEET_DATA": str(data),
            "BROADSHEET_BASE_URL": self.base_url,
            **(environ or {}),
        }

    def __enter__(self) -> "Gunicorn":
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [*self.through, sys.executable, "-m", "gunicorn", "-w", str(self.workers), "-b", self.address],
                cwd=PROJECT,
                env=self.environ,
                pass_fds=[self.socket.fileno()],
                stdout=log,
                stderr=log,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def get(self, path: str) -> tuple[int, str]:
        """An answer on a connection of its own."""
        connection = self.connect()
        try:
            return read(connection, path)
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """Everything that comes back for bytes sent as they are."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            parts = []
            try:
                while part := line.recv(65536):
                    parts.append(part)
            except ConnectionResetError:
                pass  # it refused before it had read all
            return b"".join(parts)

    def connection_to_each_worker(self) -> dict[int, http.client.HTTPConnection]:
        """Kept-alive connections by the process id of the worker at the other end."""
        found: dict[int, http.client.HTTPConnection] = {}
        deadline = time.monotonic() + PATIENCE
        spare = []
        while len(found) < self.workers:
            assert time.monotonic() < deadline, f"only {len(found)} of {self.workers} workers answer"
            connection = self.connect()
            assert read(connection, "/healthz")[0] == 200
            spare.append(connection)
            found.setdefault(processes.holder(connection.sock, self.worker_pids()), connection)
        for connection in spare:
            if connection not in found.values():
                connection.close()
        return found

    def worker_pids(self) -> list[int]:
        """The processes that answer; just forked, one still has the master's name."""
        return [pid for pid in processes.children(self.process.pid) if "indexer" not in processes.command(pid)]

    def _wait_until_ready(self) -> None:
        self.wait_for("/")

    def wait_for(self, path: str) -> None:
        """Until it is served."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.get(path)[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"gunicorn does not serve {path}:\n{self.log.read_text()}")


def read(connection: http.client.HTTPConnection, path: str) -> tuple[int, str]:
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read().decode()


def is_in_step(content: Path, data: Path, through: Sequence[str] = ()) -> bool:
    """Whether the catalogue is as one made anew from the files would be."""
    environ = {**os.environ, "BROADSHEET_CONTENT": str(content), "BROADSHEET_DATA": str(data)}
    done = subprocess.run(  # noqa: S603 - our own program
        [*through, sys.executable, "-m", "flask", "--app", "app", "index", "--verify"],
        cwd=PROJECT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode == 0
