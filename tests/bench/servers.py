"""Programs that answer on a port of the loopback address, from `with` to its end, and can be held still in between.

gunicorn has `reuse_port` here: with a socket of its own each worker gets its share of the connections. Sharing one
socket, a worker may get none at all for a whole run, and the figure is that of one processor.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests import processes

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 900.0  # seconds, for one answer
WORKERS = 2
AT_REST = 0.05  # seconds of processor time in a second
FOREVER = "86400"  # seconds: a server that is held still must not be taken for a dead one
YARDSTICKS = "tests.bench.yardsticks"


class NotServing(Exception):
    """A yardstick that does not come up: what it wrote is in the message."""


class Server:
    """`name` stands in the tables. `ready` is a path that answers below 500 once the server is up, for which it has
    `patience` seconds."""

    ready = "/"
    patience = 60.0

    def __init__(self, name: str, folder: Path, host: str = "127.0.0.1") -> None:
        self.name = name
        self.folder = folder
        self.host = host
        self.port = processes.free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"{name.replace(' ', '-').lower()}.log"

    def command(self) -> Sequence[str]:
        raise NotImplementedError

    def environ(self) -> Mapping[str, str]:
        return {}

    def working_folder(self) -> Path:
        return self.folder

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own programs
                self.command(),
                cwd=self.working_folder(),
                env={**os.environ, **self.environ()},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        self.start()
        try:
            self.wait_for(self.ready)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait_for(self, path: str) -> None:
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.get(path)[0] < 500:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        tail = self.log.read_text(errors="replace").splitlines()[-4:]
        raise NotServing(f"{self.name} does not serve {path}: {' / '.join(tail)}")

    def stop(self) -> None:
        self.go_on()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def hold(self) -> None:
        """Takes no processor time until `go_on`, so that one server is measured at a time."""
        os.killpg(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGCONT)

    def workers(self) -> list[int]:
        """The processes that answer."""
        return processes.children(self.process.pid)

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """An answer on a connection of its own."""
        connection = self.connect()
        try:
            return self.read(connection, path, **headers)
        finally:
            connection.close()

    def read(self, connection: http.client.HTTPConnection, path: str, **headers: str) -> tuple[int, bytes]:
        connection.request("GET", path, headers={"Host": self.host, **headers})
        response = connection.getresponse()
        return response.status, response.read()

    def connection_to_each_worker(self) -> dict[int, http.client.HTTPConnection]:
        """Kept-alive connections by the process id of the worker at the other end."""
        workers = self.workers()
        found: dict[int, http.client.HTTPConnection] = {}
        deadline = time.monotonic() + PATIENCE
        while len(found) < len(workers) and time.monotonic() < deadline:
            connection = self.connect()
            self.read(connection, self.ready)
            pid = processes.holder(connection.sock, workers)
            if found.setdefault(pid, connection) is not connection:
                connection.close()
        return found


class Gunicorn(Server):
    """gunicorn with the shipped configuration, less what only the paper understands, and with its own worker instead of
    the paper's; `program` is what it serves."""

    changes = '\n\nworker_class = "gthread"\ndef post_worker_init(worker): pass\n'

    def __init__(self, name: str, folder: Path, program: str, ready: str = "/", **environ: str) -> None:
        super().__init__(name, folder)
        self.program = program
        self.ready = ready
        self.variables = environ

    def config(self) -> Path:
        config = self.folder / "gunicorn.conf.py"
        config.write_text((PROJECT / "gunicorn.conf.py").read_text() + self.changes)
        return config

    def command(self) -> Sequence[str]:
        options = ["-w", str(WORKERS), "-b", f"127.0.0.1:{self.port}", "--reuse-port", "--timeout", FOREVER]
        return [sys.executable, "-m", "gunicorn", "-c", str(self.config()), *options, self.program]

    def environ(self) -> Mapping[str, str]:
        return {"PYTHONPATH": str(PROJECT), **self.variables}


class Broadsheet(Gunicorn):
    """The paper as it runs in production, with a data folder of its own."""

    def __init__(self, content: Path, folder: Path, name: str = "Broadsheet", base_url: str = "") -> None:
        super().__init__(name, folder, "app:app", "/healthz")
        self.data = folder / "data"
        self.variables = {
            "BROADSHEET_CONTENT": str(content),
            "BROADSHEET_DATA": str(self.data),
            "BROADSHEET_BASE_URL": base_url or self.base_url,
        }

    def config(self) -> Path:
        return PROJECT / "gunicorn.conf.py"

    def working_folder(self) -> Path:
        return PROJECT

    def hold(self) -> None:
        super().hold()
        self._signal_indexers(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal_indexers(signal.SIGCONT)
        super().go_on()

    def stop(self) -> None:
        """Waits for the indexer, too: it ends by itself after the last worker, and would write its folder anew."""
        super().stop()
        deadline = time.monotonic() + 15
        while self.indexers() and time.monotonic() < deadline:
            time.sleep(0.05)
        self._signal_indexers(signal.SIGKILL)

    def _signal_indexers(self, number: int) -> None:
        """An indexer may have a process group of its own."""
        for pid in self.indexers():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def report(self) -> dict[str, object]:
        """What /readyz says, with `ready` false while nobody answers."""
        try:
            said: dict[str, object] = json.loads(self.get("/readyz")[1])
        except (OSError, ValueError):
            return {"ready": False}
        return said

    def wait_until_complete(self, stories: int) -> None:
        """Until the catalogue is there with so many stories at least."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            said = self.report()
            known = said.get("stories", stories)
            if said.get("ready") and isinstance(known, int) and known >= stories:
                return
            time.sleep(0.05)
        raise NotServing(f"{self.name} is not ready with {stories:,} stories: {self.report()}")

    def wait_for_search(self) -> None:
        """Until the index of search is whole: making it takes a processor of its own for a minute."""
        deadline = time.monotonic() + PATIENCE
        while self.report().get("search") not in ("complete", "not available"):
            if time.monotonic() > deadline:
                raise NotServing(f"{self.name} has not finished its search index: {self.report()}")
            time.sleep(0.1)

    def wait_for_indexers(self) -> None:
        """Until they rest: at a start they compare all that there is, which takes a processor for seconds."""
        deadline, used = time.monotonic() + PATIENCE, -1.0
        while (now := sum(map(processes.cpu_seconds, self.indexers()))) > used + AT_REST:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the indexer does not come to rest; {self.log} may say why")
            used = now
            time.sleep(1)

    def indexers(self) -> list[int]:
        """Processes beside master and workers, such as one that keeps the catalogue."""
        known = {self.process.pid}
        with suppress(FileNotFoundError):
            known |= set(self.workers())
        return [pid for pid in processes.started_with("BROADSHEET_DATA", str(self.data)) if pid not in known]

    def workers(self) -> list[int]:
        """gunicorn's children that listen, without a helper that it may have beside them."""
        mine = super().workers()
        return [pid for pid in mine if "indexer" not in processes.command(pid)]
