"""What stories cost that Markdown takes minutes for, or recurses on: their readers, and everybody else."""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import processes
from tests.bench import load
from tests.bench.contenders import ready_paper
from tests.bench.editions import FRONT, MEASURED
from tests.bench.figures import Aim, Figure, percentile
from tests.bench.plan import Plan, tell
from tests.bench.servers import Broadsheet

TEXTS: Mapping[str, str] = {
    "open brackets": "[a" * 32_768,
    "few open brackets": "[a" * 4_096,
    "open links": "[a](" * 10_000,
    "open wiki links": "[[a" * 20_000,
    "abbreviations": "\n".join(f"*[AB{n}]: x\n\nAB{n}\n" for n in range(3_000)),
    "a wide table": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + ("|" + "b|" * 2_000 + "\n") * 50,
    "nested lists": "\n".join("    " * n + "- item" for n in range(400)),
    "nested quotations": ">" * 5_000 + " deep",
    "very long": "The wall was built in 1911, and it stands.\n\n" * 40_000,
}
IN_THE_HEADER = "slow key points"
VERSIONS = 3
READERS = 4
OTHERS = 8
AFTER = 12  # requests of each reader, once the first have been answered
CPU_GOAL = Aim(most=1.0)  # of all threads; the clock has steps of 10 ms
P99_GOAL = Aim(most=250)


@dataclass
class Slow:
    """A story whose text is slow, and what its readers got."""

    path: Path
    url: str
    text: str
    statuses: set[int] = field(default_factory=set)
    waits: list[float] = field(default_factory=list)
    version: int = 0

    def save(self) -> None:
        self.version += 1
        points = json.dumps(["[a" * 500] * 40 if self.text == IN_THE_HEADER else [])
        header = f"headline: Slow {self.version}\npublished: 2026-06-14T09:00:00Z\nkey_points: {points}\n"
        beside = self.path.with_name(f".{self.path.name}.saving")
        beside.write_text(f"---\n{header}---\n\nVersion {self.version}.\n\n{self.text}\n", encoding="utf-8")
        beside.replace(self.path)

    def read(self, paper: Broadsheet) -> None:
        begun = time.monotonic()
        try:
            self.statuses.add(paper.get(self.url)[0])
        except OSError:
            self.statuses.add(0)
        self.waits.append(time.monotonic() - begun)


def slow(plan: Plan) -> list[Figure]:
    """Stories that Markdown takes minutes for: CPU time a version, and the wait of those who read others."""
    edition = plan.editions[0]
    stories = [
        Slow(edition.content / f"articles/2026/06/slow-{n}.md", f"/2026/06/14/slow-{n}", text)
        for n, text in enumerate([*TEXTS.values(), IN_THE_HEADER])
    ]
    for story in stories:
        story.save()
    try:
        with ready_paper(edition, plan.folder / f"slow-{edition.count}") as paper:
            figures = [_cost(paper, name, story) for name, story in zip([*TEXTS, IN_THE_HEADER], stories, strict=True)]
            figures += _others(plan, paper, stories)
    finally:
        for story in stories:
            story.path.unlink(missing_ok=True)
    return figures


def _cost(paper: Broadsheet, name: str, story: Slow) -> Figure:
    """Of a version that four readers ask for at once, and then again and again."""
    story.read(paper)  # else the version before would stand in, and be rendered as well
    costs = []
    for _ in range(VERSIONS):
        before = _cpu(paper)
        story.save()
        readers = [threading.Thread(target=_read, args=(paper, story, AFTER)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        costs.append(_cpu(paper) - before)
    note = f"answers {_listed(story.statuses)}, the slowest after {max(story.waits):.2f} s"
    tell(f"{name}: {costs} s of CPU; {note}")
    return Figure("slow", name, max(costs), "s CPU a version", low=min(costs), high=max(costs), aim=CPU_GOAL, note=note)


def _read(paper: Broadsheet, story: Slow, times: int) -> None:
    for _ in range(times):
        story.read(paper)
        time.sleep(0.05)


def _others(plan: Plan, paper: Broadsheet, stories: list[Slow]) -> list[Figure]:
    """The wait for front and article, undisturbed and beside the readers of slow stories, one of which is saved a
    second."""
    script = paper.folder / "others.lua"
    script.write_text(
        f'n = 0\nfunction request() n = n + 1; return wrk.format("GET", n % 2 == 0 and "{FRONT}" or "{MEASURED}") end\n'
    )
    seconds = max(plan.seconds, 2 * len(stories))
    calm = load.put(paper, FRONT, plan.seconds, OTHERS, lua=script)
    with _reading(paper, stories):
        busy = load.put(paper, FRONT, seconds, OTHERS, lua=script)
    waits = [wait * 1000 for story in stories for wait in story.waits]
    statuses = set().union(*(story.statuses for story in stories))
    tell(f"undisturbed {calm}; beside slow stories {busy}")
    wrong = sum(status not in (200, 410) for status in statuses)
    return [
        Figure("slow", "others, undisturbed", calm.p99, "ms p99", note=f"{calm.rate:,.0f} a second"),
        Figure("slow", "others, beside slow stories", busy.p99, "ms p99", aim=P99_GOAL,
               note=f"{busy.rate:,.0f} a second, {busy.failed} failed"),
        Figure("slow", "answers of slow stories other than 200", wrong, "", aim=Aim(most=0),
               note=f"{_listed(statuses)}; p99 {percentile(waits, 0.99):,.0f} ms"),
    ]  # fmt: skip


@contextmanager
def _reading(paper: Broadsheet, stories: list[Slow]) -> Iterator[None]:
    done = threading.Event()

    def keep_reading(number: int) -> None:
        while not done.is_set():
            stories[number % len(stories)].read(paper)
            number += 1

    def keep_saving() -> None:
        number = 0
        while not done.wait(1):
            stories[number % len(stories)].save()
            number += 1

    threads = [threading.Thread(target=keep_saving)]
    threads += [threading.Thread(target=keep_reading, args=(2 * number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def _cpu(paper: Broadsheet) -> float:
    return sum(map(processes.cpu_seconds, paper.workers()))


def _listed(statuses: set[int]) -> str:
    return ", ".join(str(status) if status else "none" for status in sorted(statuses))
