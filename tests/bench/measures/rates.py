"""Warm pages a second: the article and the front, beside bare gunicorn, bare Flask, Flask-FlatPages and Publ."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.bench import answers
from tests.bench.contenders import FlatPages, PublSite, papers, why_no_flat_pages, why_no_publ
from tests.bench.editions import FRONT, MEASURED, Edition
from tests.bench.figures import Aim, Figure, of
from tests.bench.plan import Plan, Turn, against, take_turns, tell
from tests.bench.servers import YARDSTICKS, Broadsheet, Gunicorn, NotServing

GOAL = Aim(least=0.9)
WITH_MANY = Aim(least=0.95)  # of its own rate with few stories
BARE = "bare gunicorn"
_BARE_APP = f"{YARDSTICKS}.bare:app"


def article(plan: Plan) -> list[Figure]:
    """A warm article: requests a second at every size, beside all the yardsticks."""
    return _rates(plan, "article", MEASURED)


def front(plan: Plan) -> list[Figure]:
    """The warm front page: requests a second at every size, beside bare gunicorn and bare Flask."""
    return _rates(plan, "front", FRONT)


def _rates(plan: Plan, measure: str, path: str) -> list[Figure]:
    with ExitStack() as stack:
        turns = []
        for edition, paper in stack.enter_context(papers(plan)):
            turns += stack.enter_context(_beside(plan, edition, paper, path))
            if measure == "article":
                turns += stack.enter_context(_alternatives(plan, edition))
        # What is compared most closely has its turns close together.
        take_turns(plan, sorted(turns, key=lambda turn: turn.what not in ("Broadsheet", BARE)))
    return _figures(measure, turns)


@contextmanager
def _beside(plan: Plan, edition: Edition, paper: Broadsheet, path: str) -> Iterator[list[Turn]]:
    """The paper, and programs that send the same answer."""
    folder = plan.folder / f"answers-{edition.count}"
    (answer,) = answers.take(paper, [path], folder)
    tell(f"{path} is {len(answer.plain):,} bytes, {len(answer.body):,} with gzip")
    environ = {"BENCH_ANSWERS": str(folder)}
    with (
        Gunicorn(BARE, folder, _BARE_APP, path, **environ) as bare,
        Gunicorn("bare Flask", folder, f"{YARDSTICKS}.flask_view:app", path, **environ) as flask,
    ):
        yield [Turn(each.name, each, path, edition.count) for each in (paper, bare, flask)]


@contextmanager
def _alternatives(plan: Plan, edition: Edition) -> Iterator[list[Turn]]:
    """Other programs that serve a folder of Markdown. They send pages of their own, smaller than the paper's."""
    with ExitStack() as stack:
        turns = []
        if why := why_no_flat_pages():
            tell(why)
        else:
            flat = stack.enter_context(FlatPages(edition, plan.folder / f"flat-{edition.count}"))
            for connection in flat.connection_to_each_worker().values():
                connection.close()
            turns.append(Turn(flat.name, flat, flat.measured, edition.count, is_slow=edition.count > 2_000))
        if why := why_no_publ(edition, plan):
            tell(why)
        else:
            try:
                publ = stack.enter_context(PublSite(edition, plan.folder / f"publ-{edition.count}"))
                turns.append(Turn(publ.name, publ, publ.own_address(), edition.count))
            except (NotServing, OSError, ValueError) as error:
                tell(f"Publ is left out: {error}")
        yield turns


def _figures(measure: str, turns: list[Turn]) -> list[Figure]:
    first = next(turn for turn in turns if turn.what == "Broadsheet")
    figures = [of(measure, turn.what, turn.rates, "/s", stories=turn.stories, note=turn.note) for turn in turns]
    for turn in turns:
        if turn.what == "Broadsheet":
            rest = [each for each in turns if each.stories == turn.stories and each is not turn]
            for other in rest:
                figures.append(against(measure, turn, other, other.what, GOAL if other.what == BARE else None))
            if turn is not first:
                figures.append(against(measure, turn, first, f"{first.stories:,} stories", WITH_MANY))
    return figures
