"""What is wrong with one file of the content folder that only a closer look shows: its text set in type, its links
followed, its picture looked through."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from newsroom import copydesk
from newsroom.archive import decode
from newsroom.article import Article
from newsroom.copydesk import Reading
from newsroom.dead_links import Paths, alias_fault, at, dead_links, explained, texts_of
from newsroom.dead_targets import front_problems, redirect_problems
from newsroom.errors import Problem, Unreadable
from newsroom.frontmatter import body_of
from newsroom.images.developing import verify as verify_picture
from newsroom.indexer import PICTURE_LIMIT
from newsroom.missing_pictures import missing_picture, unsaid_picture, unsaid_pictures
from newsroom.pages.standing import standing_page
from newsroom.paper import Paper
from newsroom.places import DOCUMENT_SUFFIXES
from newsroom.prose import Prose, render_short
from newsroom.prose.unmade_lists import unmade_lists
from newsroom.query import Query
from newsroom.scan import FileKind
from newsroom.versions import faults
from newsroom.written import Written


def problems_within(paper: Paper, paths: Paths, path: str, kind: FileKind) -> set[Problem]:
    """Beside what the catalogue noted of the file's header or settings."""
    query = paths.query
    if kind == "picture":
        return set(_of_picture(paper, query, path))
    written = Written(path, _text(paper, path))
    if kind == "story":
        return _of_story(paper, paths, written)
    if kind == "page":
        return _of_page(paths, written)
    if kind in ("author", "topic", "series"):
        return set(_of_introduction(paths, written, kind))
    if kind == "site":
        return {*_of_site(query, path), *_policies(paths, written)}
    if kind == "front":
        return set(front_problems(query, path, written.text))
    return set(redirect_problems(paths, path, written.text)) if kind == "redirects" else set()


def _of_story(paper: Paper, paths: Paths, written: Written) -> set[Problem]:
    """What only the rendering shows: unknown marks, missing pictures, dead links, a text that takes too long."""
    query, path = paths.query, written.path
    edition = query.press.edition(path, query.site, query.resolver(path))
    if edition is None or edition.instead is not None:
        return {*([edition.instead] if edition and edition.instead else ()), *_of_text_alone(paper, paths, written)}
    story = edition.article
    url = query.reader.assigned(path) or "/"
    texts = [str(edition.prose.html), *texts_of(query, story)]
    return {
        *_of_text(paths, written, edition.prose), *_dead(at(paths, story), written, url, texts),
        *missing_picture(query, written, story.image), *unsaid_picture(query, written, story.image),
        *_aliases(paths, written, story), *_lists(written, query), *_lost_versions(query, written, story),
    }  # fmt: skip


def _of_text_alone(paper: Paper, paths: Paths, written: Written) -> set[Problem]:
    """Of the body of a story whose header cannot be used: who mends that is told everything at once."""
    query, path = paths.query, written.path
    if not written.text.strip() or _reading(written, query):  # it is the text that takes too long
        return set()
    body = body_of(written.text)
    line = written.text.count("\n") - body.count("\n") + 1
    prose = paper.set_text(path, body, line, query.site.language, query.resolver(path))
    url = query.reader.assigned(path) or "/"
    return {*_of_text(paths, written, prose), *_dead(paths, written, url, [str(prose.html)])}


def _of_text(paths: Paths, written: Written, prose: Prose) -> set[Problem]:
    return {*prose.problems, *_lost_links(paths, written, prose), *unsaid_pictures(written, prose)}


def _of_page(paths: Paths, written: Written) -> set[Problem]:
    page = standing_page(paths.query, written.path)
    if page is None:
        return set()
    url = page.head.canonical.removeprefix(paths.query.base_url)
    return {*_of_text(paths, written, page.prose), *_dead(paths, written, url, [str(page.prose.html)])}


def _lost_links(paths: Paths, written: Written, prose: Prose) -> Iterator[Problem]:
    """Links to files of the folder that are not there, not public or not served, which are shown without the link."""
    lost = {name for kind, name, target in prose.asked if kind == "link" and target and not target.url}
    for name in lost:
        what = f"the link to {name} leads to no public story; its words are shown without it."
        mend = "Correct the file name, or publish that story."
        if name.lower().endswith(DOCUMENT_SUFFIXES):
            what, mend = explained(paths, written.path, name, f"/{name}")
        yield written.problem(written.find_link(name), "warning", what, mend)


def _lost_versions(query: Query, written: Written, story: Article) -> Iterator[Problem]:
    """Translations that no reader can be led to."""
    for name, what, mend in faults(query.reader, query.site, query.now, story):
        at = written.find(f": {name}")
        yield written.problem(at + 2 if at >= 0 else written.find(name), "warning", what, mend)


def _dead(paths: Paths, written: Written, url: str, texts: Iterable[str]) -> Iterator[Problem]:
    for dead in dead_links(paths, written.path, url, texts):
        place = written.find_fragment(dead.fragment) if dead.fragment else -1
        place = written.find_link(dead.written) if place < 0 else place
        yield written.problem(place, "warning", dead.what, dead.mend)


def _aliases(paths: Paths, written: Written, story: Article) -> Iterator[Problem]:
    for alias in () if story.draft else story.aliases:
        if fault := alias_fault(paths.query, paths.reserved, story, alias):
            yield written.problem(written.find(alias), "warning", *fault)


def _lists(written: Written, query: Query) -> Iterator[Problem]:
    reading = _reading(written, query)
    for number in unmade_lists(reading.body) if reading else ():
        what = "a list begins right after a line of text, so Markdown makes no list of it."
        line = reading.body_line + number if reading else 1
        yield Problem(written.path, line, 1, "note", what, "Put a blank line before it.")


def _of_introduction(paths: Paths, written: Written, kind: FileKind) -> Iterator[Problem]:
    query, path = paths.query, written.path
    try:
        if kind == "author":
            author = copydesk.read_author(path, written.text, query.site)[0]
            slug, body, picture = author.slug, author.bio, author.picture
        else:
            introduction = copydesk.read_introduction(path, written.text, query.site)[0]
            slug, body, picture = introduction.slug, introduction.body, introduction.picture
    except Unreadable:
        return
    yield from missing_picture(query, written, picture)
    url = f"/{path.partition('/')[0]}/{slug}/"
    yield from _dead(paths, written, url, [str(render_short(body, resolve=query.resolver(path)))])


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


def _policies(paths: Paths, written: Written) -> Iterator[Problem]:
    """Pages of standards that the paper claims to have, and has not: search engines are not told of them."""
    for name, address in paths.query.site.organisation.policies.items():
        own = unquote(urlsplit(address).path) if address.startswith("/") else "/"
        if not paths.is_answered(own):
            mend = "Write the page, or delete the line; search engines are not told of it meanwhile."
            yield written.problem(written.find(name), "warning", f"{name} leads nowhere: {address}.", mend)


def _reading(written: Written, query: Query) -> Reading | None:
    try:
        return copydesk.read_story(written.path, written.text, query.site)
    except Unreadable:
        return None


def _text(paper: Paper, path: str) -> str:
    """Empty where the file cannot be read, which the catalogue tells of."""
    try:
        return decode(paper.archive.read(path))[0]
    except Unreadable:
        return ""
