"""The paper behind the shipped nginx configuration, beside nginx sending the same bytes as files."""

from contextlib import ExitStack

from tests.bench import answers
from tests.bench.contenders import ready_paper
from tests.bench.editions import FRONT, MEASURED
from tests.bench.figures import Aim, Figure, of
from tests.bench.nginx import HOST, HOW_TO_GET, Files, InFront
from tests.bench.plan import Plan, Turn, against, take_turns, tell
from tests.nginx import program

GOAL = Aim(least=0.9)


def nginx(plan: Plan) -> list[Figure]:
    """Behind deploy/nginx.conf: article and front at every size, beside nginx with files of the same bytes."""
    if program() is None:
        tell(f"left out: nginx is missing; {HOW_TO_GET}")
        return []
    with ExitStack() as stack:
        pairs = []
        for edition in plan.editions:
            tell(f"Broadsheet with {edition.count:,} stories behind nginx")
            folder = plan.folder / f"behind-{edition.count}"
            paper = stack.enter_context(ready_paper(edition, folder, base_url=f"https://{HOST}"))
            front = stack.enter_context(InFront(folder / "front", paper.port))
            taken = answers.take(front, [MEASURED, FRONT], folder / "answers")
            files = stack.enter_context(Files(folder / "files", taken))
            for what, path in (("article", MEASURED), ("front", FRONT)):
                mine = Turn(f"{what} behind nginx", front, path, edition.count, also=[paper])
                pairs.append((mine, Turn(f"{what} as a file", files, path, edition.count)))
        take_turns(plan, [turn for pair in pairs for turn in pair])
    figures = []
    for mine, theirs in pairs:
        figures.append(of("nginx", theirs.what, theirs.rates, "/s", stories=theirs.stories, note=theirs.note))
        figures.append(against("nginx", mine, theirs, "nginx with files", GOAL))
    return figures
