"""What is wrong with one file of the content folder that only a closer look shows: its text set in type, its links
followed, its picture looked through."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from newsroom import copydesk
from newsroom.archive import decode
from newsroom.article import Article
from newsroom.copydesk import Reading
from newsroom.dead_links import Paths, alias_fault, at, dead_links, texts_of
from newsroom.dead_targets import front_problems, redirect_problems
from newsroom.errors import Problem, Unreadable
from newsroom.images.developing import verify as verify_picture
from newsroom.indexer import PICTURE_LIMIT
from newsroom.pages.standing import standing_page
from newsroom.paper import Paper
from newsroom.places import candidates
from newsroom.prose import render_short
from newsroom.prose.unmade_lists import unmade_lists
from newsroom.query import Query
from newsroom.scan import FileKind
from newsroom.typesetter import Edition
from newsroom.versions import faults


def problems_within(paper: Paper, paths: Paths, path: str, kind: FileKind) -> set[Problem]:
    """Beside what the catalogue noted of the file's header or settings."""
    query = paths.query
    if kind == "story":
        return _of_story(paper, paths, path)
    if kind == "page":
        page = standing_page(query, path)
        if page is None:
            return set()
        dead = _dead(paper, paths, path, page.head.canonical.removeprefix(query.base_url), [str(page.prose.html)])
        return {*page.prose.problems, *dead}
    if kind in ("author", "topic", "series"):
        return set(_of_introduction(paper, paths, path, kind))
    if kind == "picture":
        return set(_of_picture(paper, query, path))
    if kind == "site":
        return {*_of_site(query, path), *_policies(paper, paths, path)}
    text = _text(paper, path)
    if kind == "front":
        return set(front_problems(query, path, text))
    return set(redirect_problems(paths, path, text)) if kind == "redirects" else set()


def _of_story(paper: Paper, paths: Paths, path: str) -> set[Problem]:
    """What only the rendering shows: unknown marks, missing pictures, dead links, a text that takes too long."""
    query = paths.query
    edition = query.press.edition(path, query.site, query.resolver(path))
    if edition is None:
        return set()
    if edition.instead is not None:
        return {edition.instead}
    story = edition.article
    url = query.reader.assigned(path) or "/"
    texts = [str(edition.prose.html), *texts_of(query, story)]
    return {
        *edition.prose.problems, *_missing_picture(paper, query, edition), *_lost_links(paper, edition),
        *_dead(paper, at(paths, story), path, url, texts), *_aliases(paper, paths, edition),
        *_lists(paper, query, path), *_lost_versions(paper, query, story),
    }  # fmt: skip


def _missing_picture(paper: Paper, query: Query, edition: Edition) -> Iterator[Problem]:
    image = edition.article.image
    if image is None or query.picture_path(image.src, edition.article.path):
        return
    path = edition.article.path
    line = _line_of(paper, path, image.src)
    if image.src.startswith(("http://", "https://")):
        what = f"the picture {image.src} is on another site, which no page here loads from."
        yield Problem(path, line, 1, "warning", what, "Put a copy into the content folder.")
        return
    there = [each for each in candidates(image.src, path) if "**" not in each and paper.archive.signature(each)]
    if there:
        what = f"the picture {image.src} cannot be used; the story is shown without it."
        yield Problem(path, line, 1, "warning", what, f"See what `flask check {there[0]}` says of it.")
        return
    what = f"the picture {image.src} is not there; the story is shown without it."
    yield Problem(path, line, 1, "warning", what, "Put the file there, or correct the path.")


def _lost_links(paper: Paper, edition: Edition) -> Iterator[Problem]:
    """Links to files of the folder that are not there or not public, which are shown without the link."""
    path = edition.article.path
    lost = {name for kind, name, target in edition.prose.asked if kind == "link" and target and not target.url}
    what = "the link to {} leads to no public story; its words are shown without it."
    mend = "Correct the file name, or publish that story."
    for name in lost:
        yield Problem(path, _line_of(paper, path, name), 1, "warning", what.format(name), mend)


def _lost_versions(paper: Paper, query: Query, story: Article) -> Iterator[Problem]:
    """Translations that no reader can be led to."""
    for name, what, mend in faults(query.reader, query.site, query.now, story):
        yield Problem(story.path, _line_of(paper, story.path, f": {name}", name), 1, "warning", what, mend)


def _dead(paper: Paper, paths: Paths, path: str, url: str, texts: Iterable[str]) -> Iterator[Problem]:
    for written, what, mend in dead_links(paths, path, url, texts):
        bare = written.partition("#")[0]  # the fragment is ours
        spelled = (f"{mark}{each}" for each in (bare, unquote(bare)) for mark in ("](", "](<", '"', ": ", "<", ""))
        yield Problem(path, _line_of(paper, path, *spelled), 1, "warning", what, mend)


def _aliases(paper: Paper, paths: Paths, edition: Edition) -> Iterator[Problem]:
    story = edition.article
    for alias in () if story.draft else story.aliases:
        if fault := alias_fault(paths.query, paths.reserved, story, alias):
            yield Problem(story.path, _line_of(paper, story.path, alias), 1, "warning", *fault)


def _lists(paper: Paper, query: Query, path: str) -> Iterator[Problem]:
    reading = _reading(paper, query, path)
    for number in unmade_lists(reading.body) if reading else ():
        what = "a list begins right after a line of text, so Markdown makes no list of it."
        line = reading.body_line + number if reading else 1
        yield Problem(path, line, 1, "note", what, "Put a blank line before it.")


def _of_introduction(paper: Paper, paths: Paths, path: str, kind: FileKind) -> Iterator[Problem]:
    query = paths.query
    try:
        if kind == "author":
            author = copydesk.read_author(path, _text(paper, path), query.site)[0]
            slug, body = author.slug, author.bio
        else:
            introduction = copydesk.read_introduction(path, _text(paper, path), query.site)[0]
            slug, body = introduction.slug, introduction.body
    except Unreadable:
        return
    folder = path.partition("/")[0]
    yield from _dead(
        paper, paths, path, f"/{folder}/{slug}/", [str(render_short(body, resolve=query.resolver(path)))]
    )


def _of_picture(paper: Paper, query: Query, path: str) -> Iterator[Problem]:
    """What only decoding all of it shows."""
    if query.reader.picture(path) is None:  # the catalogue tells why
        return
    try:
        verify_picture(paper.archive.read(path, PICTURE_LIMIT).data)
    except Unreadable as error:
        yield error.problem
    except ValueError as error:
        mend = "Save it anew as JPEG, PNG or WebP; readers get the file as it is until then."
        yield Problem(path, 1, 1, "warning", str(error), mend)


def _of_site(query: Query, path: str) -> Iterator[Problem]:
    site = query.site
    if not site.discovery.security and not site.organisation.email:
        what = "There is no address to which faults of the site can be reported, so there is no security.txt."
        yield Problem(path, 1, 1, "note", what, 'Write security = "mailto:…", or [organisation] with an email.')


def _policies(paper: Paper, paths: Paths, path: str) -> Iterator[Problem]:
    """Pages of standards that the paper claims to have, and has not: search engines are not told of them."""
    for name, address in paths.query.site.organisation.policies.items():
        own = unquote(urlsplit(address).path) if address.startswith("/") else "/"
        if not paths.is_answered(own):
            mend = "Write the page, or delete the line; search engines are not told of it meanwhile."
            yield Problem(path, _line_of(paper, path, name), 1, "warning", f"{name} leads nowhere: {address}.", mend)


def _reading(paper: Paper, query: Query, path: str) -> Reading | None:
    try:
        return copydesk.read_story(path, _text(paper, path), query.site)
    except Unreadable:
        return None


def _text(paper: Paper, path: str) -> str:
    """Empty where the file cannot be read, which the catalogue tells of."""
    try:
        return decode(paper.archive.read(path))[0]
    except Unreadable:
        return ""


def _line_of(paper: Paper, path: str, *texts: str) -> int:
    """The line in which the first of `texts` that is there stands first."""
    try:
        data = paper.archive.read(path).data.decode("utf-8", "replace")
    except Unreadable:
        return 1
    place = next((place for text in texts if (place := data.find(text)) >= 0), 0)
    return data.count("\n", 0, place) + 1
