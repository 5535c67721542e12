"""What a writer asks: what is wrong with my files, and why is my story, or is it not, to be seen."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsroom.article import standing
from newsroom.comparison import differences
from newsroom.dead_links import Paths
from newsroom.errors import Problem
from newsroom.indexer import Progress
from newsroom.paper import Paper
from newsroom.places import is_sane, spellings
from newsroom.proofs import problems_within
from newsroom.query import Query
from newsroom.scan import scan
from newsroom.typesetter import Edition


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
    wanted = [_inside(paper, path) for path in paths]
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
            links = Paths(query, paper.reserved, fixed, lambda file: paper.archive.signature(file) is not None, asked)
            problems = {*query.reader.problems(path), *problems_within(paper, links, path, found[path].kind)}
        yield number, len(chosen), tuple(sorted(problems))


def _inside(paper: Paper, path: Path) -> str | None:
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


@dataclass(frozen=True, slots=True)
class Answer:
    """One true sentence, then the facts behind it. `found` is False where nothing is known of the subject."""

    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    found: bool = True


def why(paper: Paper, subject: str) -> Answer:
    """Why the story at a URL or in a file is, or is not, to be seen now."""
    refresh(paper)
    with paper.query(paper.now()) as query:
        path = None if subject.startswith("http") else _inside(paper, Path(subject))
        if path:
            return _why_file(paper, query, path)
        return _why_url(paper, query, subject)


def _why_url(paper: Paper, query: Query, subject: str) -> Answer:
    path = unquote(urlsplit(subject).path) or "/"
    if not is_sane(path):
        return Answer(f"{subject} is neither a file of the content folder nor a path on this site.", found=False)
    if path == "/":
        return Answer("/ is the front: it is made of the newest stories, and of fronts/home.toml if that is there.")
    for each in spellings(path):
        place = query.reader.place(each)
        if place is None:
            continue
        if place.kind in ("story", "page"):
            return _why_file(paper, query, place.target)
        if place.kind == "section":
            return Answer(f"{each} is the front of the section {query.section(place.target).title}.")
        if place.kind == "language":
            return Answer(f"{each} is the front of the stories in the language {place.target}.")
        if place.kind == "feed":
            return Answer(f"{each} is a feed of the list at {each.rpartition('/')[0]}/.")
        if place.kind == "alias":
            return Answer(f"{each} is an old path: it leads on to {_alias_target(query, place.target)}.")
        if place.kind == "media":
            shown = query.is_picture_public(place.target)
            reason = "and a public page names it" if shown else "but no public page names it, so it is not served"
            return Answer(f"{each} is the picture {place.target}, {reason}.")
    if path.strip("/").partition("/")[0] in paper.reserved:
        return Answer(f"{path} begins with a name that the program keeps for its own pages, so no story can be there.")
    if old := query.old_address(path):
        return Answer(f"{path} is an address of an earlier permalink: it leads on to {old}.")
    for each in spellings(path):
        if file := query.reader.moved_from(each):
            return _why_moved(query, each, file)
    return Answer(f"{path} is nobody's path: no story, section, page, old path or picture has it.", found=False)


def _why_moved(query: Query, path: str, file: str) -> Answer:
    here = query.reader.assigned(file) or "nowhere"
    sentence = f"{path} was the address of {file}, which is at {here} now; links to the old one lead nowhere."
    return Answer(f"{sentence} Add to its header: aliases: [{path}]", (("file", file), ("address", here)))


def _alias_target(query: Query, target: str) -> str:
    if target.startswith("/"):
        return target
    return query.reader.url_of(target, query.now) or f"{target}, which is not public now"


def _why_file(paper: Paper, query: Query, path: str) -> Answer:
    file = query.reader.file(path)
    problems = query.reader.problems(path)
    if file is None:
        return Answer(f"{path} is not published: {_not_counted(path)}", found=False)
    kind = file[0]
    facts = [("file", path), ("kind", kind)]
    if kind != "story":
        facts += [("problem", str(problem)) for problem in problems]
        error = next((problem for problem in problems if problem.severity == "error"), None)
        reason = f"cannot be used: {_sentence(error)} {error.mend}" if error else f"is in use as {kind}."
        return Answer(f"{path} {reason}", tuple(facts))
    edition = query.press.edition(path, query.site, query.resolver(path))
    if edition is None:
        error = next((problem for problem in problems if problem.severity == "error"), None)
        reason = f", because of line {error.line}: {error.what} {error.mend}" if error else ": it cannot be read."
        return Answer(f"{path} is not published{reason}", tuple(facts))
    return _why_story(query, edition, facts, problems)


def _sentence(problem: Problem) -> str:
    """What is wrong, as it stands behind a path or by itself."""
    return problem.what if problem.what[:1].isupper() else f"it {problem.what}"


def _why_story(
    query: Query, edition: Edition, facts: list[tuple[str, str]], problems: tuple[Problem, ...]
) -> Answer:
    story, now = edition.article, query.now
    url = query.reader.assigned(story.path) or ""
    address = f"{query.base_url}{url}"

    def when(moment: datetime | None) -> str:
        local = query.local(moment)
        return f"{local:%Y-%m-%d %H:%M:%S %Z}" if local else "no date"

    sentence = {
        "draft": f"{story.path} is not published: it is a draft.",
        "scheduled": f"{story.path} is not published yet: it is scheduled for {when(story.published)}.",
        "embargoed": f"{story.path} is not published yet: it is under embargo until {when(story.embargo)}.",
        "expired": f"{story.path} is no longer published: it expired on {when(story.expires)}.",
        "public": f"{story.path} is published at {address}.",
    }[standing(story, now)]
    if edition.instead is not None:
        problem = edition.instead
        sentence = (
            f"{story.path} is shown in its last good version, because of line {problem.line} of the file as it is: "
            f"{problem.what} {problem.mend}"
        )
    facts += [("address", address), ("headline", story.headline), ("section", story.section)]
    facts += [("published", when(story.published))]
    optional = (("updated", story.updated), ("embargo", story.embargo), ("expires", story.expires))
    facts += [(name, when(moment)) for name, moment in optional if moment]
    facts += [("problem", str(problem)) for problem in (*problems, *edition.prose.problems)]
    return Answer(sentence, tuple(facts))


def _not_counted(path: str) -> str:
    name = path.rpartition("/")[2]
    if not name.lower().endswith((".md", ".markdown")):
        return "only files that end in .md or .markdown are stories."
    if any(part.startswith((".", "_")) for part in path.split("/")):
        return "names that begin with a dot or an underscore are left alone."
    return "files of this name or in this folder are never stories; see the README."


def verify(paper: Paper) -> tuple[str, ...]:
    """How the catalogue differs from one made anew from the files, and search from the catalogue: a sentence a row,
    empty where they agree."""
    refresh(paper, with_search=True)
    return (*differences(paper), *_search_differences(paper))


def _search_differences(paper: Paper) -> tuple[str, ...]:
    """A running server may be about to take in a save: what differs for three seconds differs."""
    for _ in range(30):
        found = paper.search_differences()
        if not found:
            break
        time.sleep(0.1)
    return found
