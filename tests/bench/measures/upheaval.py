"""Thousands of files that change at once: a checkout of another branch, a switched link, a folder that is moved."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from newsroom.catalogue import Catalogue, Damaged
from newsroom.scan import scan
from tests.bench.editions import Edition
from tests.bench.figures import Aim, Figure
from tests.bench.plan import Plan, tell
from tests.bench.servers import Broadsheet
from tests.faults.readers import Load, under_load
from tests.tools import MENDS, find

CHANGED = 5_000  # stories of twice as many
TIMES = 4
GOAL = Aim(most=5)
NONE = Aim(most=0)
PATIENCE = 120.0  # seconds
A_YEAR = "articles/2021"


def upheaval(plan: Plan) -> list[Figure]:
    """A checkout that changes 5,000 stories, a switched link, a moved folder: until the catalogue is in step again."""
    edition = Edition(2 * CHANGED, plan.folder)
    folder = plan.folder / "upheaval"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    one, other, link = folder / "one", folder / "other", folder / "current"
    shutil.copytree(edition.content, one)
    changed = edition.some(CHANGED)
    touched = {story.path for story in changed}
    paths = ["/", "/latest/", *(story.url for story in edition.some(60, seed=1) if story.path not in touched)]
    paths += [story.url for story in changed[:20]]
    ways: dict[str, Callable[[int], None]] = {}
    if git := find("git"):
        _two_branches(git[0], one, [one / story.path for story in changed])
        ways[f"checkout, {CHANGED:,} stories"] = lambda n: _git(git[0], one, "checkout", "-q", ("one", "two")[n % 2])
    else:
        tell(f"the checkout is left out: git is missing. {MENDS['git']}")
    shutil.copytree(one, other, ignore=shutil.ignore_patterns(".git"))
    link.symlink_to(one)
    ways["a switched link"] = lambda n: _switch(link, (one, other)[n % 2])
    year = link / A_YEAR
    ways["a moved folder"] = lambda n: _move(year, n)
    return _measured(link, folder, edition, paths, ways)


def _measured(
    link: Path, folder: Path, edition: Edition, paths: list[str], ways: Mapping[str, Callable[[int], None]]
) -> list[Figure]:
    figures = []
    with Broadsheet(link, folder) as paper:
        paper.wait_until_complete(edition.total)
        for what, change in ways.items():
            found, done = [], []
            with _reading(paper, paths) as load:
                for number in range(1, TIMES + 1):
                    begun = time.monotonic()
                    change(number)
                    done.append(time.monotonic() - begun)
                    found.append(_seconds_until_in_step(link, paper.data))
            note = f"each took {min(done):.1f} to {max(done):.1f} s itself; {load}"
            tell(f"{what}: {', '.join(f'{each:.2f}' for each in found)} s; {note}")
            figures += [
                Figure("upheaval", what, max(found), "s", stories=edition.count, low=min(found), high=max(found),
                       aim=GOAL, note=note),
                Figure("upheaval", f"{what}, failed requests", len(load.failures), "", aim=NONE),
            ]  # fmt: skip
    return figures


@contextmanager
def _reading(paper: Broadsheet, paths: list[str]) -> Iterator[Load]:
    with under_load(paper.port, paths) as load:
        time.sleep(1)
        yield load


def _seconds_until_in_step(root: Path, data: Path) -> float:
    """Until the catalogue knows each file in the state that it is in."""
    begun = time.monotonic()
    catalogue = Catalogue(data)
    try:
        while time.monotonic() - begun < PATIENCE:
            asked = time.monotonic()
            if _known(catalogue) == _there(root):
                return asked - begun
            time.sleep(0.05)
    finally:
        catalogue.close()
    return PATIENCE


def _known(catalogue: Catalogue) -> dict[str, str]:
    try:
        with catalogue.snapshot() as reader:
            return {row[0]: row[2] for row in reader.table("files")[1] if row[0]}
    except Damaged:
        return {}


def _there(root: Path) -> dict[str, str]:
    return {path: ":".join(map(str, file.signature)) for path, file in scan(root).files.items()}


def _two_branches(git: str, folder: Path, changed: list[Path]) -> None:
    """`one` as it is; on `two` most of the changed stories have another text, some are gone, and as many are new."""
    _git(git, folder, "init", "-q", "-b", "one")
    _git(git, folder, "add", "-A")
    _git(git, folder, "commit", "-qm", "One")
    _git(git, folder, "checkout", "-qb", "two")
    for number, path in enumerate(changed):
        if number >= 20 and number % 10 == 0:
            path.rename(path.with_name(f"new-{path.name}"))
        else:
            path.write_text(f"{path.read_text(encoding='utf-8')}\nSeen again on another branch.\n", encoding="utf-8")
    _git(git, folder, "add", "-A")
    _git(git, folder, "commit", "-qm", "Two")
    _git(git, folder, "checkout", "-q", "one")


def _git(git: str, folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=Desk", "-c", "user.email=desk@paper.example")
    subprocess.run([git, *names, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S603 - our own


def _switch(link: Path, target: Path) -> None:
    fresh = link.with_name("fresh")
    fresh.symlink_to(target)
    fresh.replace(link)


def _move(folder: Path, number: int) -> None:
    there, away = folder, folder.with_name(f"{folder.name}-moved")
    if number % 2:
        there.rename(away)
    else:
        away.rename(there)
