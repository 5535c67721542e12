"""What the figures were measured on."""

import os
import platform
import random
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from tests import nginx
from tests.bench.contenders import PUBL_PYTHON

PACKAGES = ("flask", "gunicorn", "markdown", "jinja2", "Flask-FlatPages", "hugo")


@dataclass(frozen=True, slots=True)
class Machine:
    date: str
    processor: str
    cores: int
    memory: str
    kernel: str
    python: str
    versions: str
    busy: str
    pace: str

    @property
    def sentence(self) -> str:
        return (
            f"{self.date}, {self.processor}, {self.cores} cores, {self.memory}, {self.kernel}, {self.python}; "
            f"{self.versions}; load average at the end {self.busy}, {self.pace}."
        )


def describe() -> Machine:
    kilobytes = int(_line("/proc/meminfo", r"MemTotal:\s*(\d+)") or 0)
    return Machine(
        date=datetime.now(UTC).strftime("%d %B %Y"),
        processor=_line("/proc/cpuinfo", r"model name\s*:\s*(.+)") or platform.processor(),
        cores=os.cpu_count() or 1,
        memory=f"{kilobytes / 1024 / 1024:.0f} GiB",
        kernel=f"{platform.system()} {platform.release().split('-')[0]}",
        python=f"Python {platform.python_version()}{' of the system' if sys.base_prefix == '/usr' else ''}",
        versions=", ".join([*_packages(), *_programs()]),
        busy=f"{os.getloadavg()[0]:.1f}",
        pace=f"{_loop():.0f} ms for a loop of 300,000 steps, {_look_ups():.0f} ms for 100,000 far look-ups",
    )


def _loop() -> float:
    """Milliseconds of a loop that needs no memory: what the same machine takes for it tells one hour from another."""
    found = []
    for _ in range(9):
        begun, total = time.perf_counter(), 0
        for step in range(300_000):
            total += step * step
        found.append((time.perf_counter() - begun) * 1000)
    return median(found)


def _look_ups() -> float:
    """The same of one that waits for memory, which is slower where other machines share the processor's caches."""
    table = {number: str(number) for number in range(1_000_000)}
    wanted = list(table)
    random.Random(7).shuffle(wanted)  # noqa: S311 - not a secret
    found = []
    for start in range(0, 900_000, 100_000):
        begun, total = time.perf_counter(), 0
        for number in wanted[start : start + 100_000]:
            total += len(table[number])
        found.append((time.perf_counter() - begun) * 1000)
    return median(found)


def _line(path: str, pattern: str) -> str:
    try:
        found = re.search(pattern, Path(path).read_text())
    except OSError:
        return ""
    return found[1].strip() if found else ""


def _packages() -> list[str]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def _programs() -> list[str]:
    """Those that are installed, with their versions."""
    publ = [str(PUBL_PYTHON), "-c", "import importlib.metadata as m; print(m.version('publ'))"]
    asked = {"nginx": [nginx.program() or "", "-v"], "wrk": [shutil.which("wrk") or "", "-v"], "Publ": publ}
    found = []
    for name, command in asked.items():
        if command[0] and Path(command[0]).exists():
            said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - asked for its version
            number = re.search(r"\d[\d.]*\d", said.stdout + said.stderr)
            found.append(f"{name} {number[0]}" if number else name)
    return found
