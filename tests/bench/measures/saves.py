"""What saves to other stories cost the reader of a warm page."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial

from tests.bench import counters
from tests.bench.contenders import papers
from tests.bench.editions import FRONT, MEASURED, Edition
from tests.bench.figures import Aim, Figure
from tests.bench.plan import Plan, Turn, against, take_turns, tell
from tests.bench.saver import saving

GOAL = Aim(least=0.5)
SAVES_A_SECOND = 10
STORIES = 50


def saves(plan: Plan) -> list[Figure]:
    """Warm article and front while ten other stories a second are saved, beside the same undisturbed."""
    counted: list[int] = []
    with ExitStack() as stack:
        pairs = []
        found = stack.enter_context(papers(plan))
        for edition, paper in found:
            for what, path in (("article", MEASURED), ("front", FRONT)):
                calm = Turn(f"{what}, undisturbed", paper, path, edition.count)
                busy = Turn(f"{what}, {SAVES_A_SECOND} saves a second", paper, path, edition.count)
                busy.during = _saving(edition, plan, counted)
                pairs.append((calm, busy))
        before = {paper: counters.pages_rendered(paper) for _, paper in found}
        take_turns(plan, [turn for pair in pairs for turn in pair])
        rendered = [(paper, edition, counters.pages_rendered(paper)) for edition, paper in found]
    figures = [against("saves", busy, calm, "undisturbed", GOAL) for calm, busy in pairs]
    tell(f"{sum(counted):,} saves in all")
    for paper, edition, after in rendered:
        begun = before[paper]
        if after is None or begun is None:
            tell(counters.ABSENT)
            break
        figures.append(Figure("saves", "pages rendered", after - begun, "", stories=edition.count))
    return figures


def _saving(edition: Edition, plan: Plan, counted: list[int]) -> Callable[[], AbstractContextManager[object]]:
    """Saves to stories that neither page shows, for as long as a turn takes."""
    paths = [story.path for story in edition.some(STORIES)]
    return partial(saving, edition.content, SAVES_A_SECOND, plan.seconds + 1.5, paths, counted)
