"""What a reader finds: results, ways to narrow them, and what to do where there is nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote_plus

from newsroom import copydesk
from newsroom import search as searching
from newsroom.article import KINDS
from newsroom.catalogue.rows import Entry
from newsroom.pages._head import plain_head, trail
from newsroom.pages.lists import paginate
from newsroom.pages.views import Card, Chrome, Head, Link, Pagination
from newsroom.query import Query
from newsroom.search import Asked, Found, Hit, NotSearchable, Sorting, State
from newsroom.search.asked import FILTERS, Filter, without
from newsroom.search.passages import Mark, Marker
from newsroom.search.store import Opened

PATH: Final = "/search"
PER_PAGE: Final = 10
LAST_PAGE: Final = 50
_LATEST = 6
_MOST_OF_A_FACET = 8


@dataclass(frozen=True, slots=True)
class Result:
    """A story that was found. `passage` is from its text; empty where its standfirst says as much."""

    card: Card
    headline: tuple[Mark, ...]
    passage: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the results: by `section`, `kind` or `year`."""

    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`text` is what was asked, empty before anything was. Of `total` results `complete` have every word, where that is
    not all of them. `changes` are words that nobody has written, with those in their place. `unread` are dates that
    cannot be read, `unknown` filters that there are not, each with those that there are; `chosen` are links that take
    a filter away. `latest` is there where nothing was found."""

    chrome: Chrome
    head: Head
    breadcrumbs: tuple[Link, ...]
    state: State
    text: str
    results: tuple[Result, ...] = ()
    total: int = 0
    complete: int | None = None
    changes: tuple[tuple[str, str], ...] = ()
    was_cut: bool = False
    unread: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    chosen: tuple[Link, ...] = ()
    orders: tuple[Link, ...] = ()
    pagination: Pagination | None = None
    latest: tuple[Card, ...] = ()
    sorting: Sorting = "relevance"
    unknown: tuple[tuple[str, str], ...] = ()


def address(text: str, sorting: Sorting = "relevance", number: int = 1) -> str:
    """The one spelling of a page of results."""
    keys = [f"q={quote_plus(text)}"] if text else []
    if text and sorting == "date":
        keys.append("order=date")
    if number > 1:
        keys.append(f"page={number}")
    return f"{PATH}?{'&'.join(keys)}" if keys else PATH


def search(query: Query, typed: str, number: int, sorting: Sorting) -> SearchPage | None:
    """Page `number` of what is found; None past the end of it."""
    asked = searching.read(typed, query.zone)
    if asked.is_empty:
        return _nothing(query, asked, query.press.search.state) if number == 1 else None
    resolved = replace(asked, filters=tuple(_resolved(query, each) for each in asked.filters))

    def find(opened: Opened) -> tuple[Found, tuple[str, ...]]:
        first = (number - 1) * PER_PAGE
        return searching.find(opened, resolved, query.now, first, PER_PAGE, sorting), opened.languages

    try:
        found, languages = query.press.search.ask(find)
    except NotSearchable:
        return _nothing(query, asked, query.press.search.state)
    return _page(query, asked, found, languages, number, sorting)


def _page(
    query: Query, asked: Asked, found: Found, languages: tuple[str, ...], number: int, sorting: Sorting
) -> SearchPage | None:
    pages = max(1, min(LAST_PAGE, -(-found.total // PER_PAGE)))
    if number > pages:
        return None
    marker = Marker(found.asked, languages, found.common)
    entries = query.reader.stories_in([hit.path for hit in found.hits], query.now)  # none that is not public now
    results = tuple(_result(query, entries[hit.path], hit, marker) for hit in found.hits if hit.path in entries)
    own = address(asked.text, sorting)
    return replace(
        _empty(query, asked, "complete", sorting, number), results=results, total=found.total,
        complete=found.complete, changes=_changes(found), facets=_facets(query, asked, found, sorting),
        orders=_orders(query, asked, sorting) if found.total > 1 else (), pagination=paginate(own, number, pages),
        latest=() if results else _latest(query), sorting=sorting,
    )  # fmt: skip


def _nothing(query: Query, asked: Asked, state: State) -> SearchPage:
    """The page before anything was asked, or where nothing can be: with the latest stories."""
    return replace(_empty(query, asked, state, "relevance", 1), latest=_latest(query))


def _empty(query: Query, asked: Asked, state: State, sorting: Sorting, number: int) -> SearchPage:
    """What every page of search has."""
    search = query.say("Search")
    title = f"“{asked.text}” – {search}" if asked.text else search
    crumbs = trail(query, Link(search, PATH))
    head = plain_head(
        query, title, address(asked.text, sorting, number), query.say("Search the paper"), indexed=False,
        kind="SearchResultsPage", breadcrumbs=crumbs,
    )  # fmt: skip
    return SearchPage(
        query.chrome(), head, crumbs, state, asked.text, was_cut=asked.was_cut, unread=asked.unread,
        unknown=tuple(_unknown(query, asked)), chosen=_chosen(asked, sorting),
    )  # fmt: skip


def _latest(query: Query) -> tuple[Card, ...]:
    return query.cards(query.newest(_LATEST))


def _resolved(query: Query, asked: Filter) -> Filter:
    """A section or a kind as the index has it, whether the reader names or spells it."""
    folded = asked.value.casefold()
    if asked.name == "section":
        known = next((each.slug for each in query.sections if folded in (each.slug, each.title.casefold())), None)
        return replace(asked, value=known or copydesk.slugify(asked.value))
    if asked.name == "kind":
        labels = {query.kind_label(kind, query.site.language).casefold(): kind for kind in KINDS}
        return replace(asked, value=folded if folded in KINDS else labels.get(folded, folded))
    return asked


def _unknown(query: Query, asked: Asked) -> Iterator[tuple[str, str]]:
    known: dict[str, tuple[str, ...]] = {"section": tuple(each.slug for each in query.sections), "kind": KINDS}
    for each in asked.filters:
        values = known.get(each.name, ())
        if values and _resolved(query, each).value not in values:
            yield f"{each.name}:{each.value}", " ".join(f"{each.name}:{value}" for value in values)
    for part in asked.unknown:
        yield part, " ".join(f"{name}:" for name in FILTERS)


def _result(query: Query, entry: Entry, hit: Hit, marker: Marker) -> Result:
    card = query.card(entry)
    passage = marker.passage(query.press.text_of(hit.path, hit.content)) if hit.content else ()
    return Result(card, marker.line(card.headline), passage or marker.line(card.standfirst))


def _changes(found: Found) -> tuple[tuple[str, str], ...]:
    """As the reader has written them."""
    written = {word: term.text for term in found.asked.wanted for word in term.words if len(term.words) == 1}
    return tuple((written.get(right, wrong), right) for wrong, right in found.changes.items())


def _facets(query: Query, asked: Asked, found: Found, sorting: Sorting) -> tuple[Facet, ...]:
    def link(text: str, more: str, count: int) -> Link:
        return Link(text, address(f"{asked.text} {more}", sorting), count=count)

    taken = {each.name for each in asked.filters}
    facets = []
    if "section" not in taken:
        links = [link(query.section(slug).title, f"section:{slug}", n) for slug, n in found.facets.get("section", ())]
        facets.append(Facet("section", tuple(links[:_MOST_OF_A_FACET])))
    if "kind" not in taken:
        language = query.site.language
        links = [
            link(query.kind_label(kind, language) or query.say("News"), f"kind:{kind}", n)
            for kind, n in found.facets.get("kind", ())
        ]
        facets.append(Facet("kind", tuple(links[:_MOST_OF_A_FACET])))
    if not (asked.before or asked.after):
        years = sorted(found.facets.get("year", ()), reverse=True)
        links = [link(year, f"after:{year} before:{int(year) + 1}", n) for year, n in years]
        facets.append(Facet("year", tuple(links[: 2 * _MOST_OF_A_FACET])))
    return tuple(facet for facet in facets if len(facet.links) > 1)


def _chosen(asked: Asked, sorting: Sorting) -> tuple[Link, ...]:
    names = dict.fromkeys([*(each.name for each in asked.filters)])
    links = []
    for name in names:
        values = ", ".join(each.value for each in asked.filters if each.name == name)
        links.append(Link(f"{name}: {values}", address(without(asked.text, name), sorting)))
    if asked.before or asked.after:
        days = [f"{moment:%Y-%m-%d}" if moment else "" for moment in (asked.after, asked.before)]
        links.append(Link(" – ".join(days).strip(), address(without(asked.text, "before", "after"), sorting)))
    return tuple(links)


def _orders(query: Query, asked: Asked, sorting: Sorting) -> tuple[Link, ...]:
    return (
        Link(query.say("Best match first"), address(asked.text), sorting == "relevance"),
        Link(query.say("Newest first"), address(asked.text, "date"), sorting == "date"),
    )
