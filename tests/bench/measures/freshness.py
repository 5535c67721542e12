"""Whether the next request is the truth: answers to requests that begin after a save has ended."""

import http.client
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import load
from tests.bench.contenders import ready_paper
from tests.bench.editions import FRONT, MEASURED, MEASURED_FILE, Edition, measured_story
from tests.bench.figures import Aim, Figure
from tests.bench.plan import Plan, tell
from tests.bench.servers import Broadsheet
from tests.bench.ways import WAYS

PARAGRAPHS = 20
FRESH = 2  # connections that are new with each save; the kernel deals them out to the workers
LONGEST = 3_600  # seconds of load
_MARK = re.compile(rb"v=(\d+);")
NONE = Aim(most=0)


def freshness(plan: Plan) -> list[Figure]:
    """Stale, torn, empty and failed answers after saves in four ways, under load, at every worker."""
    figures = []
    for edition in plan.editions:
        with ready_paper(edition, plan.folder / f"fresh-{edition.count}") as paper, _load(paper):
            figures += _all_ways(plan, edition, paper)
    return figures


def _all_ways(plan: Plan, edition: Edition, paper: Broadsheet) -> list[Figure]:
    path = edition.content / MEASURED_FILE
    kept = paper.connection_to_each_worker()
    figures = []
    version = 1
    try:
        for way, save in WAYS.items():
            verdicts: Counter[str] = Counter()
            saves = max(1, plan.saves // len(WAYS))
            tell(f"{saves:,} saves, {way}, among {edition.count:,} stories")
            for _ in range(saves):
                version += 1
                save(path, measured_story(str(version)))
                verdicts.update(_ask(paper, kept, str(version).encode()))
            faults = {name: verdicts[name] for name in ("stale", "torn", "empty", "failed")}
            listed = ", ".join(f"{number} {fault}" for fault, number in faults.items())
            note = f"{saves:,} saves, {verdicts.total():,} requests: {listed}"
            figures.append(
                Figure("freshness", way, sum(faults.values()), "wrong", stories=edition.count, aim=NONE, note=note)
            )
            tell(note)
    finally:
        for connection in kept.values():
            connection.close()
        path.write_text(measured_story("1"), encoding="utf-8")
    return figures


def _ask(paper: Broadsheet, kept: dict[int, http.client.HTTPConnection], version: bytes) -> list[str]:
    """A verdict on each answer: over new connections and over the kept one to each worker."""
    fresh = [paper.connect() for _ in range(FRESH)]
    verdicts = [_verdict(paper, connection, version) for connection in (*fresh, *kept.values())]
    for connection in fresh:
        connection.close()
    return verdicts


def _verdict(paper: Broadsheet, connection: http.client.HTTPConnection, version: bytes) -> str:
    try:
        status, body = paper.read(connection, MEASURED)
    except (OSError, http.client.HTTPException):
        connection.close()  # the next request opens it anew
        return "failed"
    marks = _MARK.findall(body)
    if status != 200:
        return "failed"
    if not marks:
        return "empty"
    whole = body.count(b"<p>v=") == PARAGRAPHS and b"The end of v=%s;" % marks[-1] in body
    if len(set(marks)) != 1 or not whole or not body.rstrip().endswith(b"</html>"):
        return "torn"
    return "right" if marks[0] == version else "stale"


@contextmanager
def _load(paper: Broadsheet) -> Iterator[None]:
    """Readers of the same story and of the front, in a process of their own, until the block ends."""
    script = paper.folder / "both.lua"
    script.write_text(
        f'n = 0\nfunction request() n = n + 1; return wrk.format("GET", n % 2 == 0 and "{FRONT}" or "{MEASURED}") end\n'
    )
    command = [load.wrk(), "-t1", "-c4", f"-d{LONGEST}s", "-s", str(script), paper.base_url]
    with _quiet(paper.folder / "load.log", command):
        yield


@contextmanager
def _quiet(log: Path, command: list[str]) -> Iterator[None]:
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:  # noqa: S603 - wrk
        try:
            yield
            if process.poll() is not None:
                tell(f"the load ended before its time: {log.read_text(errors='replace').strip()}")
        finally:
            process.terminate()
