"""What a paper's own words, fronts and redirects lead to that has no answer."""

import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from newsroom.article import Article
from newsroom.pages.standing import standing_page
from newsroom.places import candidates, is_sane, normal_form, spellings
from newsroom.prose import render_short
from newsroom.query import Query

_LINK: Final = re.compile(r'<a\b[^>]*? href="([^"]*)"')
_DEEPEST: Final = 8
_OURS: Final = "p-"
"""So begin the ids that a text's own headings and marks have."""

_FILE: Final = re.compile(r"\.[a-z0-9]{1,8}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paths:
    """Which paths have an answer. `fixed` is asked for those that begin with a reserved name, whose pages only the
    web knows; `has_file` tells whether a file of the content folder is there."""

    query: Query
    reserved: Collection[str]
    fixed: Callable[[str], bool]
    has_file: Callable[[str], bool]
    known: dict[str, bool] = field(default_factory=dict)

    def is_answered(self, path: str, left: int = _DEEPEST) -> bool:
        """Whether a reader who asks for `path`, decoded, in any spelling gets a page of this site."""
        if path not in self.known:
            self.known[path] = path == "/" or (is_sane(path) and left > 0 and self._is_somebodys(path, left))
        return self.known[path]

    def _is_somebodys(self, path: str, left: int) -> bool:
        for each in spellings(path):
            place = self.query.reader.place(each)
            if place is None:
                continue
            if place.kind == "alias" and place.target.startswith("/"):
                return self.is_answered(place.target, left - 1)
            if place.kind in ("story", "alias"):
                return self.query.reader.url_of(place.target, self.query.now) is not None
            if place.kind == "media":
                return self.query.is_picture_public(place.target)
            return place.kind in ("section", "language") or self._is_page(place.target)
        if path.strip("/").partition("/")[0] in self.reserved and self.fixed(path):
            return True
        return self.query.old_address(path) is not None

    def _is_page(self, path: str) -> bool:
        return any(each.path == path and self.query.standing_page(each) for each in self.query.reader.documents("page"))


@dataclass(frozen=True, slots=True)
class Dead:
    """A link that leads to nothing: `written` is its address as the page has it. `fragment` stands behind its `#`,
    where that alone leads nowhere."""

    written: str
    what: str
    mend: str
    fragment: str = ""


def dead_links(paths: Paths, owner: str, url: str, texts: Iterable[str]) -> Iterator[Dead]:
    """Each link in `texts`, HTML of the file `owner` shown at `url`, that leads to nothing on this site. The first of
    them is the body. Links to other sites are not followed."""
    body, *others = texts
    for written in dict.fromkeys(html.unescape(each) for text in (body, *others) for each in _LINK.findall(text)):
        path, fragment = _own_path(paths.query.base_url, url, written)
        if path is None:
            continue
        is_here = written.startswith("#")
        if not is_here and not paths.is_answered(path):
            yield Dead(written, *explained(paths, owner, written, path))
        elif fragment.startswith(_OURS):
            there = body if is_here else _text_at(paths.query, path)
            if there is not None and f' id="{html.escape(fragment)}"' not in there:
                name = fragment.removeprefix(_OURS)
                shown = written.replace(fragment, name)[:80]
                what = f"the link to {shown} leads to a page without a place of this name."
                yield Dead(written, what, "Write what the heading says behind the #, or take it out.", fragment)


def _text_at(query: Query, path: str, left: int = _DEEPEST) -> str | None:
    """The body of the story or the standing page that a reader gets at `path`, as HTML; None where another page is."""
    for each in spellings(path):
        place = query.reader.place(each)
        if place is None:
            continue
        if place.kind == "alias" and place.target.startswith("/"):
            return _text_at(query, place.target, left - 1) if left else None
        if place.kind in ("story", "alias"):
            edition = query.press.edition(place.target, query.site, query.resolver(place.target))
            return str(edition.prose.html) if edition else None
        page = standing_page(query, place.target) if place.kind == "page" else None
        return str(page.prose.html) if page else None
    return None


def texts_of(query: Query, story: Article) -> Iterator[str]:
    """The short texts of a story that may hold links, as HTML."""
    resolve = query.resolver(story.path)
    written = (*story.key_points, *story.sources, story.method, story.disclosure, story.note)
    corrections = (part for each in story.corrections for part in (each.text, each.was))
    for text in (*written, *corrections):
        if "](" in text or "href" in text or "[[" in text:
            yield str(render_short(text, resolve=resolve))


def at(paths: Paths, story: Article) -> Paths:
    """The same as of the moment at which the story comes out: two that come together may link to each other."""
    query = paths.query
    if story.public_from is None or story.public_from <= query.now:
        return paths
    return replace(paths, query=replace(query, now=story.public_from, known={}), known={})


def _own_path(base_url: str, url: str, written: str) -> tuple[str | None, str]:
    """The path on this site that a link means and what stands behind its `#`, decoded; None for one that leads
    elsewhere or cannot be read."""
    try:
        parts = urlsplit(urljoin(base_url + url, written.strip()))
        own = urlsplit(base_url)
        is_own = parts.scheme in ("http", "https") and parts.netloc.lower() == own.netloc.lower()
    except ValueError:
        return None, ""
    return (unquote(parts.path) or "/", unquote(parts.fragment)) if is_own else (None, "")


def explained(paths: Paths, owner: str, written: str, path: str) -> tuple[str, str]:
    """(what, mend) of a link of the file `owner` to `path`, where nothing is."""
    shown = written[:80]
    beside = [each for each in candidates(unquote(written), owner) if "**" not in each]
    file = next((each for each in (*beside, path.lstrip("/")) if _FILE.search(each) and paths.has_file(each)), "")
    if file:
        what = f"the link to {shown} leads to {file}, which is not served: only stories, pages and pictures are."
        return what, "Link to where it lies on another site, or make a page of it."
    for each in spellings(path):
        place = paths.query.reader.place(each)
        if place and place.kind in ("story", "alias") and not place.target.startswith("/"):
            what = f"the link to {shown} leads to {place.target}, which is not public."
            return what, "Publish that story, or take the link out."
    return f"the link to {shown} leads nowhere: no page of the paper is there.", "Correct the address, or take it out."


def alias_fault(query: Query, reserved: Collection[str], story: Article, alias: str) -> tuple[str, str] | None:
    """(what, mend) where the old path does not lead to the story."""
    place = normal_form(alias)
    holder = query.reader.place(place) or query.reader.place(f"{place}/")
    if holder and holder.target == story.path:
        what = f"the old path {alias} is the story's own address."
        return None if holder.kind == "alias" else (what, "Delete it from “aliases”.")
    if holder:
        who = holder.target if not holder.target.startswith("/") else "redirects.toml"
        what = f"the old path {alias} does not lead here, for {who} has it."
        return what, "Delete it from one of the two."
    if place.strip("/").partition("/")[0] in reserved:
        what = f"the old path {alias} begins with a name that the program keeps for its own pages."
        return what, "Delete it from “aliases”."
    return None
