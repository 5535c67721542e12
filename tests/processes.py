"""What Linux says of a process in /proc: time, memory, children, and who holds the other end of a connection."""

import os
import socket
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")
_GONE = (FileNotFoundError, ProcessLookupError)
"""What Linux says where a process ends before, and while, one reads of it."""


def cpu_seconds(pid: int) -> float:
    """User and system time so far."""
    fields = (_PROC / f"{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def children(pid: int) -> list[int]:
    """None where there is no such process."""
    found: list[int] = []
    with suppress(*_GONE):
        for task in (_PROC / f"{pid}/task").iterdir():
            with suppress(*_GONE):  # a thread may end meanwhile, and the others still have theirs
                found += map(int, (task / "children").read_text().split())
    return sorted(found)


def has_ended(pid: int) -> bool:
    try:
        return (_PROC / f"{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except _GONE:
        return True


def command(pid: int) -> str:
    """Empty where there is no such process."""
    try:
        return (_PROC / f"{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except _GONE:
        return ""


def rss_mb(pid: int) -> float:
    """Resident memory, what it shares with others included."""
    return _kilobytes(_PROC / f"{pid}/status", "VmRSS:") / 1024


def pss_mb(pid: int) -> float:
    """Resident memory, what it shares being divided by the number of those who share it."""
    return _kilobytes(_PROC / f"{pid}/smaps_rollup", "Pss:") / 1024


def _kilobytes(file: Path, name: str) -> int:
    return next(int(line.split()[1]) for line in file.read_text().splitlines() if line.startswith(name))


def started_with(variable: str, value: str) -> list[int]:
    """Processes in whose environment `variable` had this value when they began."""
    wanted = f"{variable}={value}".encode()
    found = []
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                if wanted in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
    return sorted(found)


def holder(line: socket.socket, among: list[int]) -> int:
    """Which of these processes is at the other end of a connection on this machine."""
    here, there = line.getsockname()[1], line.getpeername()[1]
    table = [row.split() for row in (_PROC / "net/tcp").read_text().splitlines()[1:]]
    (inode,) = [row[9] for row in table if row[1].endswith(f":{there:04X}") and row[2].endswith(f":{here:04X}")]
    for pid in among:
        with suppress(*_GONE):
            for link in (_PROC / f"{pid}/fd").iterdir():
                with suppress(*_GONE):
                    if os.readlink(link) == f"socket:[{inode}]":  # noqa: PTH115 - what it names is no path
                        return pid
    raise LookupError("no worker holds this connection")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        port: int = line.getsockname()[1]
    return port
