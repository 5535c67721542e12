"""What the first reader of a saved story waits for."""

import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path

from newsroom.frontmatter import body_of
from newsroom.prose.engine import make as build_markdown
from tests.bench.contenders import ready_paper
from tests.bench.editions import MEASURED, MEASURED_FILE, Edition, measured_story
from tests.bench.figures import Aim, Figure, percentile
from tests.bench.plan import Plan, tell
from tests.bench.servers import Broadsheet
from tests.bench.ways import rename_over, truncate_and_write

CLEAN = 0.030  # seconds after which a file counts as finished
SAVES = 200
PAUSE = 0.15  # about five saves a second: at eight it is a burst, in which no text is set ahead
P95 = Aim(most=10)


def cold(plan: Plan) -> list[Figure]:
    """The first request after a save of a 1,000-word story: 30 ms later, and at once; beside it, Markdown alone."""
    figures = []
    for edition in plan.editions:
        with ready_paper(edition, plan.folder / f"cold-{edition.count}") as paper:
            connections = list(paper.connection_to_each_worker().values())
            for what, save, wait in (
                ("30 ms after a save", truncate_and_write, CLEAN),
                ("30 ms after a rename over", rename_over, CLEAN),
                ("at once after a save", truncate_and_write, 0.0),
                ("at once after a rename over", rename_over, 0.0),
            ):
                tell(f"{SAVES} saves among {edition.count:,} stories, asked for {what}")
                figures += _figures(edition, what, _times(edition, paper, connections, save, wait), wait)
            (edition.content / MEASURED_FILE).write_text(measured_story("1"), encoding="utf-8")
    tell("Markdown alone, after as long a rest")
    return [*figures, *_of_markdown_alone()]


def _of_markdown_alone() -> Iterator[Figure]:
    """The yardstick: what the library takes for the same text in a process that has rested as long, and does nothing
    else. A machine whose caches others use meanwhile needs several times as long as for one text after another."""
    markdown = build_markdown()
    for what, rest in (("at once", 0.0), ("after as long a rest", CLEAN + PAUSE)):
        found = []
        for version in range(SAVES):
            text = body_of(measured_story(f"{version}"))
            time.sleep(rest)
            begun = time.perf_counter()
            markdown.reset().convert(text)
            found.append((time.perf_counter() - begun) * 1000)
        p50, p95 = (percentile(found, share) for share in (0.5, 0.95))
        what, note = f"Markdown alone, {what}", f"p95 {p95:.1f} ms"
        yield Figure("cold", what, p50, "ms", low=min(found), high=max(found), note=note)


def _times(
    edition: Edition,
    paper: Broadsheet,
    connections: list[HTTPConnection],
    save: Callable[[Path, str], None],
    wait: float,
) -> list[float]:
    """Milliseconds from the request to the whole answer, at each worker in turn."""
    found = []
    for version, connection in zip(range(SAVES), cycle(connections), strict=False):
        save(edition.content / MEASURED_FILE, measured_story(f"{version}"))
        time.sleep(wait)
        begun = time.perf_counter()
        status, body = paper.read(connection, MEASURED)
        found.append((time.perf_counter() - begun) * 1000)
        if status != 200 or b"The end of v=%d;" % version not in body:
            tell(f"a wrong answer, status {status}, after save {version}")
        time.sleep(PAUSE)
    return found


def _figures(edition: Edition, what: str, found: list[float], wait: float) -> Iterator[Figure]:
    p50, p95, p99 = (percentile(found, share) for share in (0.5, 0.95, 0.99))
    yield Figure("cold", what, p50, "ms", stories=edition.count, low=min(found), high=max(found))
    aim = P95 if wait else None
    yield Figure("cold", f"{what}, p95", p95, "ms", stories=edition.count, aim=aim, note=f"p99 {p99:.1f} ms")
