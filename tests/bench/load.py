"""Load: wrk on eight or more kept-alive connections, and what it cost whoever answered."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests import processes
from tests.bench.servers import Server

HOW_TO_GET_WRK = "Debian, Ubuntu: sudo apt install wrk; macOS: brew install wrk"
GZIP = "gzip, deflate"


@dataclass(frozen=True, slots=True)
class Load:
    """`rate` is answers a second, `p99` in ms. `cpu` are the processor seconds of each worker of the server that was
    asked, `behind` those of whoever stands behind it. `broken` answers are those from 500 on, if `lua` counts."""

    rate: float
    requests: int
    failed: int
    p99: float
    cpu: tuple[float, ...]
    behind: float = 0.0
    broken: int = 0

    @property
    def microseconds(self) -> float:
        """Processor time that an answer took, which other programs on the machine hardly change."""
        return (sum(self.cpu) + self.behind) / self.requests * 1_000_000 if self.requests else 0.0

    def __str__(self) -> str:
        cpu = " + ".join(f"{each:.2f}" for each in self.cpu)
        failed = f", {self.failed} FAILED" if self.failed else ""
        behind = f", {self.behind:.2f} s behind it" if self.behind else ""
        return f"{self.rate:,.0f} a second, p99 {self.p99:.1f} ms, CPU of workers {cpu} s{behind}{failed}"


def put(
    server: Server,
    path: str,
    seconds: float,
    connections: int = 16,
    also: Sequence[Server] = (),
    lua: Path | None = None,
) -> Load:
    """Asks for `path` for so many seconds. The servers in `also` stand behind the one that is asked."""
    workers = server.workers()
    rear = [pid for each in also for pid in each.workers()]
    before = [processes.cpu_seconds(pid) for pid in [*workers, *rear]]
    told = subprocess.run(  # noqa: S603 - the path is looked up below
        [
            wrk(),
            "-t1",
            f"-c{connections}",
            f"-d{max(1, round(seconds))}s",
            "--latency",
            "--timeout=60s",
            *(["-s", str(lua)] if lua else []),
            *("-H", f"Host: {server.host}", "-H", f"Accept-Encoding: {GZIP}"),
            server.base_url + path,
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    cpu = [processes.cpu_seconds(pid) - begun for pid, begun in zip([*workers, *rear], before, strict=True)]
    return read(told, tuple(cpu[: len(workers)]), sum(cpu[len(workers) :]))


def wrk_or_none() -> str | None:
    return shutil.which("wrk")


def wrk() -> str:
    found = wrk_or_none()
    if found is None:
        raise FileNotFoundError(f"wrk is missing; {HOW_TO_GET_WRK}")
    return found


def read(told: str, cpu: tuple[float, ...] = (), behind: float = 0.0) -> Load:
    """What wrk wrote at its end."""
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    broken = re.search(r"Broken answers: (\d+)", told)
    failed = sum(map(int, errors.groups())) if errors else 0
    return Load(
        rate=float(_found(r"Requests/sec:\s+([\d.]+)", told)[1]),
        requests=int(_found(r"(\d+) requests in", told)[1]),
        failed=failed + (int(refused[1]) if refused else 0),
        p99=_milliseconds(_found(r"99%\s+([\d.]+)(us|ms|s|m)\b", told)),
        cpu=cpu,
        behind=behind,
        broken=int(broken[1]) if broken else 0,
    )


def _found(pattern: str, told: str) -> re.Match[str]:
    found = re.search(pattern, told)
    if found is None:
        raise ValueError(f"wrk wrote something new: {told}")
    return found


def _milliseconds(found: re.Match[str]) -> float:
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1_000, "m": 60_000}[found[2]]
