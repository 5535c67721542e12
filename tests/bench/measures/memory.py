"""What a hundred thousand different addresses leave behind: in memory, in files, in rows."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests import processes
from tests.bench import load
from tests.bench.contenders import ready_paper
from tests.bench.editions import FRONT, MEASURED
from tests.bench.figures import Figure
from tests.bench.load import Load
from tests.bench.plan import Plan, tell
from tests.bench.servers import Broadsheet

SLICE = 5  # seconds
MOST_SLICES = 240
KINDS = {
    "query strings": f'(n % 2 == 0 and "{FRONT}" or "{MEASURED}") .. "?q" .. n .. "=" .. n',
    "missing paths": '"/2026/06/15/missing-" .. n',
}
SCRIPT = "n = {first}\nfunction request() n = n + 1; return wrk.format('GET', {path}) end\n"


def memory(plan: Plan) -> list[Figure]:
    """Memory, files and rows before and after 100,000 different query strings, then as many missing paths."""
    edition = plan.editions[0]
    figures = []
    with ready_paper(edition, plan.folder / f"memory-{edition.count}") as paper:
        load.put(paper, FRONT, 2, plan.connections)
        load.put(paper, MEASURED, 2, plan.connections)
        for kind, path in KINDS.items():
            tell(f"{plan.requests:,} {kind}")
            workers = paper.workers()
            rss, files, rows = _rss(paper), _files(paper.data), _rows(paper.data)
            asked, failed = _ask(plan, paper, path)
            grown = _rss(paper) - rss
            note = (
                f"RSS of workers {rss:.0f} to {rss + grown:.0f} MB; files {files} to {_files(paper.data)}, "
                f"rows {rows} to {_rows(paper.data)}; {asked:,} requests, {failed:,} answered with 4xx or 5xx"
            )
            note += "" if paper.workers() == workers else "; A WORKER ENDED"
            figures.append(Figure("memory", kind, grown, "MB more", stories=edition.count, note=note))
    return figures


def _ask(plan: Plan, paper: Broadsheet, path: str) -> tuple[int, int]:
    """Every address is another one. Ends after so many requests, at the latest after twenty minutes."""
    script = paper.folder / "distinct.lua"
    asked = failed = 0
    for _ in range(MOST_SLICES):
        if asked >= plan.requests:
            break
        script.write_text(SCRIPT.format(first=asked + 1_000 * (asked > 0), path=path))
        said: Load = load.put(paper, "/", SLICE, plan.connections, lua=script)
        asked += said.requests
        failed += said.failed
        tell(f"  {asked:,}: {said}")
    return asked, failed


def _rss(paper: Broadsheet) -> float:
    return sum(processes.rss_mb(pid) for pid in paper.workers())


def _files(folder: Path) -> int:
    return sum(each.is_file() for each in folder.rglob("*"))


def _rows(folder: Path) -> int:
    """Of all tables of all SQLite files in the folder."""
    total = 0
    for file in folder.rglob("*.sqlite*"):
        if file.name.endswith(("-wal", "-shm", "-journal")):
            continue
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
            for (name,) in tables:
                total += connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own name
    return total
