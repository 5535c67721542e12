"""What a hundred thousand different addresses leave behind: in memory, in files, in rows."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests import processes
from tests.bench import load
from tests.bench.contenders import ready_paper
from tests.bench.editions import FRONT, MEASURED
from tests.bench.figures import Aim, Figure
from tests.bench.load import Load
from tests.bench.plan import Plan, tell
from tests.bench.servers import Broadsheet

SLICE = 5  # seconds
WARM_UP = 2  # seconds of each kind
MOST_SLICES = 240
GOAL = Aim(most=10)
NONE = Aim(most=0)
KINDS = {
    "query strings": f'(n % 2 == 0 and "{FRONT}" or "{MEASURED}") .. "?q" .. n .. "=" .. n',
    "pages of lists": '"/latest/?page=" .. n + 50',
    "searches": '"/search?q=wall+" .. n',
    "missing paths": '"/2026/06/15/missing-" .. n',
    "sizes of pictures": '"/renditions/" .. n .. "/articles/missing-" .. n .. ".jpg.avif"',
    "conditions": f'(n % 2 == 0 and "{FRONT}" or "{MEASURED}"), {{["If-None-Match"] = \'"\' .. n .. \'"\', '
    '["Accept-Encoding"] = "gzip;q=0." .. n, ["Accept-Language"] = "x-" .. n, ["User-Agent"] = "reader " .. n}',
}
"""What follows `GET` in a request of wrk, by its number `n`."""

SCRIPT = """
local threads = {{}}
n, broken = {first}, 0
function setup(thread) table.insert(threads, thread) end
function request() n = n + 1; return wrk.format("GET", {asked}) end
function response(status) if status >= 500 then broken = broken + 1 end end
function done() for _, each in ipairs(threads) do io.write("Broken answers: " .. each:get("broken") .. "\\n") end end
"""


def memory(plan: Plan) -> list[Figure]:
    """Memory, files and rows before and after 100,000 different addresses of each kind: queries, missing paths …"""
    edition = plan.editions[0]
    figures = []
    with ready_paper(edition, plan.folder / f"memory-{edition.count}") as paper:
        for asked in KINDS.values():
            _ask(plan, paper, asked, 10_000_000, 1, WARM_UP)
        workers = paper.workers()
        for kind, asked in KINDS.items():
            tell(f"{plan.requests:,} {kind}")
            pss, files, rows = _pss(paper), _files(paper.data), _rows(paper.data)
            done, broken = _ask(plan, paper, asked, 0, plan.requests, SLICE)
            grown = _pss(paper) - pss
            more = _files(paper.data) - files + _rows(paper.data) - rows
            note = f"PSS of both workers {pss:.0f} to {pss + grown:.0f} MB; {done:,} requests"
            note += "" if paper.workers() == workers else "; A WORKER ENDED"
            figures.append(Figure("memory", kind, grown, "MB more", stories=edition.count, aim=GOAL, note=note))
            figures.append(Figure("memory", f"{kind}, files and rows", more, "", aim=NONE))
            figures.append(Figure("memory", f"{kind}, answers from 500 on", broken, "", aim=NONE))
    return figures


def _ask(plan: Plan, paper: Broadsheet, path: str, first: int, requests: int, seconds: int) -> tuple[int, int]:
    """Every address is another one. Ends after so many requests, at the latest after twenty minutes."""
    script = paper.folder / "distinct.lua"
    asked = broken = 0
    for _ in range(MOST_SLICES):
        if asked >= requests:
            break
        script.write_text(SCRIPT.format(first=first + asked + 1_000 * (asked > 0), asked=path))
        said: Load = load.put(paper, "/", seconds, plan.connections, lua=script)
        asked += said.requests
        broken += said.broken
        tell(f"  {asked:,}: {said}")
    return asked, broken


def _pss(paper: Broadsheet) -> float:
    return sum(map(processes.pss_mb, paper.workers()))


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
