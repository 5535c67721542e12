"""The catalogue from nothing, the restart, and memory after a crawl."""

import shutil
import time
from http.client import HTTPConnection
from urllib.parse import quote

from tests import processes
from tests.bench.editions import Edition
from tests.bench.figures import Aim, Figure
from tests.bench.plan import Plan, tell
from tests.bench.servers import PATIENCE, Broadsheet

CRAWLED = 3_000
GOALS = {
    "catalogue from nothing": Aim(most=30),
    "first page, no catalogue yet": Aim(most=1),
    "restart": Aim(most=1),
    "a worker, PSS": Aim(most=100),
}


def catalogue(plan: Plan) -> list[Figure]:
    """Seconds until every story is in the catalogue, from nothing and after a restart; memory after a crawl."""
    figures = []
    for edition in plan.editions:
        tell(f"the catalogue of {edition.count:,} stories, from nothing")
        paper = Broadsheet(edition.content, plan.folder / f"catalogue-{edition.count}")
        shutil.rmtree(paper.data, ignore_errors=True)  # of an earlier run in a folder that was kept
        first_page, complete = _start(paper, edition)
        figures += [
            _figure(edition, "catalogue from nothing", complete, "s", "from the start of gunicorn to /readyz"),
            _figure(edition, "first page, no catalogue yet", first_page, "s", "from the start of gunicorn"),
        ]
        paper.stop()
        first_page, complete = _start(paper, edition)
        figures += [
            _figure(edition, "restart", first_page, "s", "from the start of gunicorn to the first page"),
            _figure(edition, "restart, complete", complete, "s", "to /readyz"),
        ]
        try:
            figures += _memory(edition, paper)
        finally:
            paper.stop()
    return figures


def _start(paper: Broadsheet, edition: Edition) -> tuple[float, float]:
    """Seconds until the front is there, and until all stories are. The front is what wakes the paper."""
    begun = time.monotonic()
    paper.start()
    first_page = 0.0
    while time.monotonic() - begun < PATIENCE:
        try:
            if not first_page and paper.get("/")[0] == 200:
                first_page = time.monotonic() - begun
        except OSError:
            time.sleep(0.01)
            continue
        said = paper.report()
        if first_page and said.get("ready") and said.get("stories", edition.total) == edition.total:
            return first_page, time.monotonic() - begun
        time.sleep(0.02)
    paper.stop()
    raise TimeoutError(f"the catalogue was not complete after {PATIENCE:.0f} s; {paper.log} says why")


def _memory(edition: Edition, paper: Broadsheet) -> list[Figure]:
    paths = _some_pages(edition)
    tell(f"reading {len(paths):,} pages from each worker")
    figures = []
    for pid in paper.workers():
        connection = paper.connection_to_each_worker()[pid]  # anew: gunicorn closes one that rests for five seconds
        before = processes.pss_mb(pid)
        missing = _crawl(paper, connection, paths)
        note = f"{before:.0f} MB before; RSS {processes.rss_mb(pid):.0f} MB"
        note += f"; {missing} of {len(paths):,} pages were not answered with 200" if missing else ""
        figures.append(_figure(edition, "a worker, PSS", processes.pss_mb(pid), "MB", note))
    for pid in paper.indexers():
        note = f"RSS {processes.rss_mb(pid):.0f} MB; {' '.join(processes.command(pid).split()[1:3])}"
        figures.append(_figure(edition, "the indexer, PSS", processes.pss_mb(pid), "MB", note))
    if not paper.indexers():
        tell("there is no process of its own that keeps the catalogue")
    return figures


def _some_pages(edition: Edition) -> list[str]:
    """Stories from all over the archive, then days, topics and authors, some 3,000 in all where there are so many."""
    stories = edition.some(CRAWLED * 2 // 3)
    days = dict.fromkeys(f"/archive/{story.published:%Y/%m/%d}/" for story in stories)
    topics = [f"/topics/{topic.lower()}/" for topic in edition.newsroom.topics[:100]]
    authors = [f"/authors/{name.lower().replace(' ', '-')}/" for name in edition.newsroom.authors]
    rest = [*topics, *authors, *days]
    return [quote(path) for path in [*(story.url for story in stories), *rest[: CRAWLED - len(stories)]]]


def _crawl(paper: Broadsheet, connection: HTTPConnection, paths: list[str]) -> int:
    """How many pages were not there."""
    return sum(paper.read(connection, path)[0] != 200 for path in paths)


def _figure(edition: Edition, what: str, value: float, unit: str, note: str) -> Figure:
    aim = GOALS.get(what) if edition.count >= 100_000 or what == "a worker, PSS" else None
    return Figure("catalogue", what, value, unit, stories=edition.count, aim=aim, note=note)
