"""How soon a change shows elsewhere: a story is added, saved, renamed and deleted; front, section, topic, archive.

Each story lives through the four stages, five stages a second. A page counts as up to date from the moment at which a
request began whose answer showed it, and a change is through once that is so at every worker.
"""

import itertools
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.contenders import ready_paper
from tests.bench.editions import Edition
from tests.bench.figures import Aim, Figure, percentile
from tests.bench.plan import Plan, tell
from tests.bench.watching import Reader, watching

GOAL = Aim(most=100)
GONE_GOAL = Aim(most=600)  # a file that is gone is gone after half a second, since editors unlink and create
STAGES = ("add", "save", "rename", "delete")
SHOWN = {"add": "a", "save": "b", "rename": "c"}
A_SECOND = 5
LIVES = 50
PATIENCE = 3.0  # seconds to wait for the last change


def propagation(plan: Plan) -> list[Figure]:
    """Add, save, rename and delete, five a second, until front, section, topic and archive show it."""
    figures = []
    for edition in plan.editions:
        tell(f"{LIVES * len(STAGES)} changes among {edition.count:,} stories")
        figures += _changes(plan, edition)
    return figures


def _changes(plan: Plan, edition: Edition) -> list[Figure]:
    now = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=1)
    folder = edition.content / f"articles/{now:%Y/%m}"
    folder.mkdir(parents=True, exist_ok=True)
    standing = folder / "stands-while-others-come-and-go.md"
    standing.write_text(_text("The archive has a page for today", now), encoding="utf-8")
    pages = {"front": "/", "section": "/harbour/", "topic": "/topics/passing/", "archive": f"/archive/{now:%Y/%m/%d}/"}
    try:
        with ready_paper(edition, plan.folder / f"propagation-{edition.count}") as paper:
            with watching(paper, list(pages.values())) as readers:
                time.sleep(1)
                done = _live(folder, now)
                time.sleep(PATIENCE)
    finally:
        for path in (standing, *folder.glob("life-*.md")):
            path.unlink()
    return [_figure(edition, place, stage, [r for r in readers if r.path == path], done)
            for (place, path), stage in itertools.product(pages.items(), STAGES)]  # fmt: skip


Change = tuple[int, str, float]


def _live(folder: Path, now: datetime) -> list[Change]:
    """Story after story comes and goes; each change with the moment at which it was done."""
    done: list[Change] = []
    begun = time.monotonic()
    for number, stage in itertools.product(range(LIVES), STAGES):
        time.sleep(max(0.0, begun + len(done) / A_SECOND - time.monotonic()))
        first, second = folder / f"life-{number}-a.md", folder / f"life-{number}-c.md"
        if stage == "delete":
            second.unlink()
        elif stage == "rename":
            first.rename(second)
        else:
            beside = folder / ".life.saving"
            beside.write_text(_text(f"Life life-{number}-{SHOWN[stage]} of a story", now), encoding="utf-8")
            beside.replace(first)
        done.append((number, stage, time.monotonic()))
    return done


def _text(headline: str, now: datetime) -> str:
    return (
        f"---\nheadline: {headline}\nstandfirst: It passes.\nsection: harbour\ntopics: [Passing]\n"
        f"published: {now.isoformat()}\npriority: lead\n---\n\nThe whole of it.\n"
    )


def _figure(edition: Edition, place: str, stage: str, readers: Sequence[Reader], done: Sequence[Change]) -> Figure:
    found: list[float] = []
    never = 0
    shown = [SHOWN[each] for each in STAGES[STAGES.index(stage) : -1]]  # a later stage may come before anybody looks
    gone = {number: at for number, changed, at in done if changed == "delete"}
    for number, changed, at in done:
        if changed != stage:
            continue
        seconds = [reader.seconds_until(number, shown, at, gone[number]) for reader in readers]
        if None in seconds:
            never += 1
        else:
            found.append(max(second for second in seconds if second is not None) * 1000)
    failed = sum(reader.failed for reader in readers)
    what = f"{stage}, {place}"
    if not found:
        return Figure("propagation", what, 0, "ms", stories=edition.count, note=f"NEVER SEEN; {failed} failed looks")
    p50, p99 = percentile(found, 0.5), percentile(found, 0.99)
    note = f"p50 {p50:.0f}, p99 {p99:.0f}, max {max(found):.0f} ms of {len(found)}"
    note += f"; {never} NEVER SEEN" if never else ""
    note += f"; {failed} failed looks" if failed else ""
    return Figure(
        "propagation", what, p99, "ms p99", stories=edition.count, low=min(found), high=max(found),
        aim=GONE_GOAL if stage == "delete" else GOAL, note=note,
    )  # fmt: skip
