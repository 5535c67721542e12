"""What a writer asks: why is my story, or is it not, to be seen, and what does this file do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import cast
from urllib.parse import unquote, urlsplit

from newsroom import dates
from newsroom.article import standing
from newsroom.checks import inside, problems_of, refresh
from newsroom.copydesk.slugs import story_names
from newsroom.errors import Problem
from newsroom.paper import Paper
from newsroom.places import is_sane, spellings
from newsroom.query import Query
from newsroom.scan import STORY_SUFFIXES, FileKind, Layout, is_outside
from newsroom.typesetter import Edition
from newsroom.uses import Facts, state_of


@dataclass(frozen=True, slots=True)
class Answer:
    """One true sentence, then the facts behind it. `found` is False where nothing is known of the subject."""

    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    found: bool = True


Fixed = Callable[[str], bool]
"""Tells whether a path that begins with a name of the program's own is answered."""


def why(paper: Paper, subject: str, fixed: Fixed = lambda _: True) -> Answer:
    """Why the story at a URL or in a file is, or is not, to be seen now."""
    refresh(paper)
    with paper.query(paper.now()) as query:
        path = None if subject.startswith("http") else inside(paper, Path(subject))
        if path:
            return _why_file(paper, query, path, fixed)
        if not subject.startswith(("http", "/")) and subject.lower().endswith((*STORY_SUFFIXES, ".toml")):
            return _why_absent(query, subject)
        return _why_url(paper, query, subject, fixed)


def _why_absent(query: Query, subject: str) -> Answer:
    """A file that is not there: it may have been renamed, or lie elsewhere."""
    name = PurePath(subject).name
    columns, rows = query.reader.table("files")
    elsewhere = [row[columns.index("path")] for row in rows if PurePath(row[columns.index("path")]).name == name]
    if elsewhere:
        return Answer(f"{subject} is not there; a file of this name is at {' and '.join(elsewhere[:3])}.", found=False)
    moved = [path for path, old in query.reader.table("moved")[1] if old.rpartition("/")[2] in story_names(name)]
    if moved:
        here = query.reader.assigned(moved[0]) or "nowhere"
        sentence = f"{subject} is not there; its story seems to be {moved[0]} now, at {here}."
        return Answer(f"{sentence} `flask why {moved[0]}` says more.", (("file", moved[0]), ("address", here)), False)
    return Answer(f"{subject} is not there: the content folder has no file of this name.", found=False)


def _why_url(paper: Paper, query: Query, subject: str, fixed: Fixed) -> Answer:
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
            return _why_file(paper, query, place.target, fixed)
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
        if fixed(path):
            return Answer(f"{path} is one of the program's own addresses: it is made by the program, of no file alone.")
        sentence = f"{path} is nobody's path, and no story can be there: the program keeps the name for its own pages."
        return Answer(sentence, found=False)
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


def _why_file(paper: Paper, query: Query, path: str, fixed: Fixed) -> Answer:
    file = query.reader.file(path)
    if file is None:
        return Answer(f"{path} is not published: {_not_counted(paper, path)}", found=False)
    kind = cast(FileKind, file[0])
    problems = problems_of(paper, query, path, kind, fixed)
    told = tuple(("problem", str(problem)) for problem in problems)
    error = next((problem for problem in problems if problem.severity == "error"), None)
    facts = (("file", path), ("kind", kind))
    if kind != "story":
        state, more = state_of(query, path, kind)
        if error:
            state, more = f"cannot be used: {_sentence(error)} {error.mend}", ()
        return Answer(f"{path} {state}", (*facts, *more, *told))
    edition = query.press.edition(path, query.site, query.resolver(path))
    if edition is None:
        reason = f", because of line {error.line}: {error.what} {error.mend}" if error else ": it cannot be read."
        return Answer(f"{path} is not published{reason}", (*facts, *told))
    sentence, more = _why_story(query, edition)
    return Answer(sentence, (*facts, *more, *told))


def _sentence(problem: Problem) -> str:
    """What is wrong, as it stands behind a path or by itself."""
    return problem.what if problem.what[:1].isupper() else f"it {problem.what}"


def _why_story(query: Query, edition: Edition) -> tuple[str, Facts]:
    story, now = edition.article, query.now
    url = query.reader.assigned(story.path) or ""
    address = f"{query.base_url}{url}"

    def when(moment: datetime | None) -> str:
        return dates.spoken(moment, query.zone) if moment else "no date"

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
    facts = [("address", address), ("headline", story.headline), ("section", story.section)]
    facts += [("published", when(story.published))]
    optional = (("updated", story.updated), ("embargo", story.embargo), ("expires", story.expires))
    facts += [(name, when(moment)) for name, moment in optional if moment]
    return sentence, tuple(facts)


def _not_counted(paper: Paper, path: str) -> str:
    name = path.rpartition("/")[2]
    if not name.lower().endswith((".md", ".markdown")):
        return "only files that end in .md or .markdown are stories."
    if any(part.startswith((".", "_")) for part in path.split("/")):
        return "names that begin with a dot or an underscore are left alone."
    layout = Layout.of(paper.archive.root)
    if is_outside(path, layout):
        folder = layout.stories_root
        return f"stories are read from {folder}/ alone, since there is that folder. Move the file into {folder}/."
    return "files of this name or in this folder are never stories; see the README."
