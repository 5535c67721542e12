"""What the files do that are no stories: standing pages, authors, introductions, and the paper's own settings."""

from collections.abc import Mapping

from newsroom.catalogue.rows import Scope
from newsroom.copydesk import slugify
from newsroom.pages.front import find
from newsroom.places import quote
from newsroom.query import Query
from newsroom.scan import FileKind
from newsroom.site.files import read_redirects

Facts = tuple[tuple[str, str], ...]
_MOST = 100_000
_LISTS: Mapping[FileKind, tuple[str, Scope]] = {
    "author": ("authors", "author"), "topic": ("topics", "topic"), "series": ("series", "series")
}  # fmt: skip


def state_of(query: Query, path: str, kind: FileKind) -> tuple[str, Facts]:
    """The rest of a sentence that begins with the file, and the facts behind it, of what it said when it was good."""
    if kind == "page":
        return _of_page(query, path)
    if kind == "picture":
        return _of_picture(query, path)
    if kind in ("author", "topic", "series"):
        return _of_list(query, path, kind)
    if kind == "site":
        return _of_site(query)
    if kind == "front":
        return _of_front(query, path)
    if kind == "redirects":
        return _of_redirects(query)
    return f"is in use as {kind}.", ()


def _of_page(query: Query, path: str) -> tuple[str, Facts]:
    document = next((each for each in query.reader.documents("page") if each.path == path), None)
    found = query.standing_page(document) if document else None
    if found is None:
        return "is not published: it is a draft.", ()
    page, url = found
    address = f"{query.base_url}{url}"
    return f"is published at {address}.", (("address", address), ("title", page.title))


def _of_picture(query: Query, path: str) -> tuple[str, Facts]:
    address = f"{query.base_url}{quote(f'/{path}')}"
    if not query.is_picture_public(path):
        return "is not served: no public page names it.", ()
    return f"is served at {address}, for a public page names it.", (("address", address),)


def _of_list(query: Query, path: str, kind: FileKind) -> tuple[str, Facts]:
    slug = slugify(path.rpartition("/")[2].rpartition(".")[0])
    folder, scope = _LISTS[kind]
    number = query.reader.count(query.now, _MOST, scope, slug)
    address = f"{query.base_url}/{folder}/{quote(slug)}/"
    if not number and kind != "author":
        return f"is not shown: no public story has the {kind} “{slug}”, and so it has no page.", ()
    stories = f"{number} public {'story' if number == 1 else 'stories'}"
    return f"stands at the head of {address}, which lists {stories}.", (("address", address), ("stories", str(number)))


def _of_site(query: Query) -> tuple[str, Facts]:
    site = query.site
    sections = ", ".join(each.slug for each in site.sections) or "those that stories name"
    return f"is in use: the paper is “{site.title}”.", (
        ("language", ", ".join((site.language, *site.languages))), ("timezone", site.timezone),
        ("permalink", site.permalink), ("sections", sections),
    )  # fmt: skip


def _of_front(query: Query, path: str) -> tuple[str, Facts]:
    slug = slugify(path.rpartition("/")[2].rpartition(".")[0])
    plan = query.front(slug)
    address = f"{query.base_url}/{'' if slug == 'home' else f'{quote(slug)}/'}"
    if slug != "home" and query.reader.place(f"/{slug}/") is None:
        return f"is not in use: no section or language of the paper has the path /{slug}/.", ()
    lead = find(query, plan.lead) if plan.lead else None
    facts = [("address", address)]
    facts += [("lead", f"{plan.lead}, {lead.path if lead else 'which is no public story'}")] if plan.lead else []
    facts += [("pinned", f"{len(plan.pinned)}, of which {sum(bool(find(query, each)) for each in plan.pinned)} public")]
    begun = [each for each in plan.now if not each.at or each.at <= query.now]
    shown = [each for each in begun if not each.until or query.now < each.until]
    facts += [("now", f"{len(plan.now)} lines, of which {len(shown)} shown at this moment")]
    return f"is in use for the front at {address}.", tuple(facts)


def _of_redirects(query: Query) -> tuple[str, Facts]:
    document = query.reader.document("redirects")
    number = len(read_redirects(document.path, document.text)[0]) if document else 0
    return f"is in use: it leads {number} old {'path' if number == 1 else 'paths'} on.", ()
