"""What a writer asks: what is wrong with my files. And an operator: is the catalogue as they are."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from newsroom.comparison import differences
from newsroom.dead_links import Paths
from newsroom.errors import Problem
from newsroom.indexer import Progress
from newsroom.paper import Paper
from newsroom.proofs import problems_within
from newsroom.query import Query
from newsroom.scan import FileKind, scan


def refresh(
    paper: Paper, progress: Progress | None = None, *, rebuild: bool = False, with_search: bool = False
) -> None:
    """Bring the catalogue in step with the files, unless the indexer of a running server does it already."""
    paper.open(alone=True)
    if rebuild:
        paper.rebuild(progress)
    elif paper.try_lock():
        paper.sync(progress)
    if with_search and paper.try_lock():
        paper.bring_search_in_step(fresh=rebuild)
    elif with_search and rebuild:
        paper.search_anew()


def check(
    paper: Paper, paths: tuple[Path, ...] = (), fixed: Callable[[str], bool] = lambda _: True
) -> Iterator[tuple[int, int, tuple[Problem, ...]]]:
    """(number, total, problems) file by file: all of them, or those below `paths`. Stories are rendered too.

    A path outside the content folder, or without a file, is a Problem of its own. `fixed` tells whether a path that
    begins with a name of the program's own is answered.
    """
    refresh(paper)
    found = scan(paper.settings.content_dir).files
    wanted = [inside(paper, path) for path in paths]
    chosen = [
        path for path in sorted(found)
        if not paths or any(each in ("", path) or (each and path.startswith(f"{each}/")) for each in wanted)
    ]  # fmt: skip
    lost = [
        Problem(str(path), 1, 1, "error", "is no file of the content folder that counts.", "Check the path.")
        for path, each in zip(paths, wanted, strict=True)
        if each is None or (each and not any(name == each or name.startswith(f"{each}/") for name in found))
    ]
    yield 0, len(chosen), tuple(lost)
    asked: dict[str, bool] = {}
    for number, path in enumerate(chosen, 1):
        with paper.query(paper.now()) as query:
            problems = problems_of(paper, query, path, found[path].kind, fixed, asked)
        yield number, len(chosen), problems


def problems_of(
    paper: Paper, query: Query, path: str, kind: FileKind, fixed: Callable[[str], bool],
    asked: dict[str, bool] | None = None,
) -> tuple[Problem, ...]:  # fmt: skip
    """All that is wrong with one file. `asked` keeps, for the next one, which paths have an answer."""
    known = {} if asked is None else asked
    links = Paths(query, paper.reserved, fixed, lambda file: paper.archive.signature(file) is not None, known)
    return tuple(sorted({*query.reader.problems(path), *problems_within(paper, links, path, kind)}))


def inside(paper: Paper, path: Path) -> str | None:
    """A path of the user's as one of the content folder: `""` for all of it, None for one outside."""
    root = paper.settings.content_dir.resolve()
    for each in (Path.cwd() / path, root / path):
        try:
            inner = (each if each.is_symlink() else each.resolve()).relative_to(root).as_posix()
        except ValueError:
            continue
        if each.exists() or each.is_symlink():
            return "" if inner == "." else inner
    return None


def verify(paper: Paper, progress: Progress | None = None) -> tuple[str, ...]:
    """How the catalogue differs from one made anew from the files, and search from the catalogue: a sentence a row,
    empty where they agree. `progress` is that of the catalogue made anew."""
    refresh(paper, with_search=True)
    return (*differences(paper, progress), *_search_differences(paper))


def _search_differences(paper: Paper) -> tuple[str, ...]:
    """A running server may be about to take in a save: what differs for three seconds differs."""
    for _ in range(30):
        found = paper.search_differences()
        if not found:
            break
        time.sleep(0.1)
    return found
