"""Sections, topics, authors, series, the latest; and the indexes of topics, authors and series."""

import unicodedata
from collections.abc import Callable
from itertools import groupby, pairwise

from markupsafe import Markup

from newsroom.article import Author
from newsroom.catalogue.rows import Entry, Scope
from newsroom.pages._head import absolute, list_head, shortened, trail
from newsroom.pages.front import find
from newsroom.pages.views import Card, Day, Figure, Group, IndexPage, Link, ListPage, Pagination, Person
from newsroom.places import quote
from newsroom.prose import plain, render_short
from newsroom.query import Query, readable

NO_MARKUP = Markup("")
PER_PAGE = 30
LAST_PAGE = 50


def latest(query: Query, number: int) -> ListPage | None:
    """Everything, newest first."""
    heading = query.say("Latest")
    text = query.say("All stories of %(paper)s, the newest first.", paper=query.site.title)
    return _list(query, "all", "", "/latest/", heading, text, number, trail(query, Link(heading, "/latest/")))


def section(query: Query, slug: str, number: int) -> ListPage | None:
    """A section's front; None for a section without a public story that the site does not list."""
    path = f"/{slug}/"
    known = next((each for each in query.sections if each.slug == slug), None)
    if known is None:
        return None
    plan = query.front(slug)
    first = [entry for name in (plan.lead, *plan.pinned) if name and (entry := find(query, name))]
    about = {"section": known.title, "paper": query.site.title}
    text = known.description or query.say("%(section)s: the latest from %(paper)s.", **about)
    crumbs = trail(query, query.section_link(slug))
    return _list(query, "section", slug, path, known.title, text, number, crumbs, leads=True, first=tuple(first))


def topic(query: Query, slug: str, number: int) -> ListPage | None:
    title = query.reader.title_of("topic", slug, query.now)
    if title is None:
        return None
    path = f"/topics/{quote(slug)}/"
    introduction = query.introduction("topic", slug)
    heading = introduction.title if introduction and introduction.title else readable(title)
    crumbs = trail(query, Link(query.say("Topics"), "/topics/"), Link(heading, path))
    about = {"topic": heading, "paper": query.site.title}
    text = introduction.standfirst if introduction else ""
    text = text or query.say("Stories on %(topic)s from %(paper)s.", **about)
    html, figure = _introduced(query, "topics", slug, "topic")
    return _list(query, "topic", slug, path, heading, text, number, crumbs, introduction=html, figure=figure)


def series(query: Query, slug: str, number: int) -> ListPage | None:
    title = query.reader.title_of("series", slug, query.now)
    if title is None:
        return None
    path = f"/series/{quote(slug)}/"
    introduction = query.introduction("series", slug)
    heading = introduction.title if introduction and introduction.title else readable(title)
    crumbs = trail(query, Link(query.words.pgettext("many", "Series"), "/series/"), Link(heading, path))
    text = introduction.standfirst if introduction else ""
    text = text or query.say("All parts of the series %(series)s.", series=heading)
    html, figure = _introduced(query, "series", slug, "series")
    return _list(query, "series", slug, path, heading, text, number, crumbs, introduction=html, figure=figure)


def author(query: Query, slug: str, number: int) -> ListPage | None:
    written = query.reader.title_of("author", slug, query.now)
    known = query.author(slug)
    if written is None and known is None:
        return None
    name = query.author_name(slug, written or slug)
    shown = person(query, slug, name, known, whole=True)
    crumbs = trail(query, Link(query.say("Authors"), "/authors/"), Link(name, shown.url))
    about = {"author": name, "paper": query.site.title}
    text = shown.summary or query.say("Stories by %(author)s in %(paper)s.", **about)
    return _list(query, "author", slug, shown.url, name, text, number, crumbs, person=shown)


def person(query: Query, slug: str, name: str, known: Author | None, *, whole: bool = False) -> Person:
    """An author for a byline; `whole` with biography and profiles."""
    url = f"/authors/{quote(slug)}/"
    if known is None:
        return Person(name, url)
    owner = f"authors/{known.slug}.md"
    portrait = query.figure(known.picture, owner) if known.picture else None
    bio = render_short(known.bio, resolve=query.resolver(owner)) if whole and known.bio else Markup("")
    summary = shortened(plain(known.bio), 240) if known.bio else ""
    links = tuple(Link(each.text, each.url) for each in known.links)
    return Person(
        name, url, known.role, known.location, known.expertise, known.email, summary, bio, portrait, links,
        known.fediverse,
    )  # fmt: skip


def topics(query: Query) -> IndexPage:
    links = []
    for slug, title, count in query.without_doubles("topic", query.reader.topics(query.now)):
        links.append(Link(titled(query, "topic", slug, title), f"/topics/{quote(slug)}/", count=count, slug=slug))
    text = query.say("Every subject that we have written on, from A to Z.")
    return _index(query, query.say("Topics"), "/topics/", text, links)


def authors(query: Query) -> IndexPage:
    counted = query.without_doubles("author", query.reader.authors(query.now))
    found = {slug: (title, count) for slug, title, count in counted}
    for document in query.reader.documents("author"):
        found.setdefault(document.slug, (document.slug, 0))
    links = [
        Link(query.author_name(slug, title), f"/authors/{quote(slug)}/", count=count, slug=slug)
        for slug, (title, count) in found.items()
    ]
    text = query.say("The people who write %(paper)s.", paper=query.site.title)
    return _index(query, query.say("Authors"), "/authors/", text, links)


def all_series(query: Query) -> IndexPage:
    links = []
    for slug, title, count in query.without_doubles("series", query.reader.all_series(query.now)):
        links.append(Link(titled(query, "series", slug, title), f"/series/{quote(slug)}/", count=count, slug=slug))
    text = query.say("Stories told in several parts.")
    return _index(query, query.words.pgettext("many", "Series"), "/series/", text, links)


def titled(query: Query, kind: str, slug: str, title: str) -> str:
    """What a topic or series is called whose stories call it `title`."""
    introduction = query.introduction(kind, slug)
    return introduction.title if introduction and introduction.title else readable(title)


def _introduced(query: Query, folder: str, slug: str, kind: str) -> tuple[Markup, Figure | None]:
    found = query.introduction(kind, slug)
    if found is None:
        return Markup(""), None
    owner = f"{folder}/{slug}.md"
    figure = query.figure(found.picture, owner) if found.picture else None
    return (render_short(found.body, resolve=query.resolver(owner)) if found.body else Markup("")), figure


def _list(
    query: Query, scope: Scope, key: str, path: str, heading: str, text: str, number: int,
    breadcrumbs: tuple[Link, ...], *, leads: bool = False, first: tuple[Entry, ...] = (),
    introduction: Markup = NO_MARKUP, person: Person | None = None, figure: Figure | None = None,
) -> ListPage | None:  # fmt: skip
    """Page `number` of a list, the newest first except in a series; None past its end. `first` lead page 1."""
    total = query.count(PER_PAGE * LAST_PAGE + 1, scope, key)
    pages = max(1, min(LAST_PAGE, -(-total // PER_PAGE)))
    if not 1 <= number <= pages:
        return None
    skipped = (number - 1) * PER_PAGE
    if scope == "series":  # which is read from its first part on
        left = min(PER_PAGE, total - skipped)
        entries = query.listed(left, total - skipped - left, scope, key)[::-1]
    else:
        entries = query.listed(PER_PAGE, skipped, scope, key)
    lead = None
    if leads and number == 1 and entries:
        order = [*first, *(entry for entry in entries if entry.path not in {each.path for each in first})]
        lead, entries = query.card(order[0]), tuple(entry for entry in entries if entry.path != order[0].path)
    say = query.say
    ways = (say("Earlier parts"), say("Later parts")) if scope == "series" else (say("Newer"), say("Older"))
    days = by_day(query, entries)
    cards = tuple(card for day in days for card in day.cards)
    head = list_head(
        query, heading, path, text, breadcrumbs, (lead, *cards) if lead else cards, number=number, last=pages,
        kind="ProfilePage" if person else "CollectionPage", person=_person_data(query, person) if person else None,
        image=figure or (person.portrait if person else None), is_followed=scope != "all",
    )  # fmt: skip
    more = "/archive/" if total > PER_PAGE * LAST_PAGE else ""
    return ListPage(
        query.chrome(key if scope == "section" else ""), head, breadcrumbs, heading, text,
        introduction if number == 1 else Markup(""), lead, days, total,
        paginate(path, number, pages, more, ways),
        key if scope == "section" else "", person, figure if number == 1 else None,
    )  # fmt: skip


def by_day(query: Query, entries: tuple[Entry, ...]) -> tuple[Day, ...]:
    """Entries in the order of their time under the days of the site's zone."""
    days = []
    for day, group in groupby(entries, key=lambda each: each.day):
        cards: tuple[Card, ...] = tuple(query.card(entry) for entry in group)
        local = cards[0].published
        days.append(Day(local.date() if local else None, f"/archive/{day.replace('-', '/')}/" if day else "", cards))
    return tuple(days)


def paginate(
    path: str, number: int, last: int, archive_url: str = "", ways: tuple[str, str] = ("Newer", "Older")
) -> Pagination:
    """The first and last page, two on either side of this one, and a sign without an address where others are left out.

    `ways` say where the pages before and after lead.
    """

    def link(page: int, text: str = "") -> Link:
        own = path if page == 1 else f"{path}{'&' if '?' in path else '?'}page={page}"
        return Link(text or str(page), own, page == number)

    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    shown: list[Link] = []
    for before, page in pairwise((0, *near)):
        shown += [link(page)] if page == before + 1 else [Link("…", ""), link(page)]
    return Pagination(
        number, last, tuple(shown) if last > 1 else (), link(number - 1, ways[0]) if number > 1 else None,
        link(number + 1, ways[1]) if number < last else None, archive_url if number == last else "",
    )  # fmt: skip


def _index(query: Query, heading: str, path: str, text: str, links: list[Link]) -> IndexPage:
    letter: Callable[[Link], str] = lambda link: _letter(link.text)  # noqa: E731 - groupby wants the same key twice
    links.sort(key=lambda link: (letter(link), _folded(link.text)))
    groups = tuple(Group(title, tuple(each)) for title, each in groupby(links, key=letter))
    crumbs = trail(query, Link(heading, path))
    head = list_head(query, heading, path, text, crumbs, ())
    return IndexPage(query.chrome(), head, crumbs, heading, text, groups)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _letter(text: str) -> str:
    first = _folded(text.strip())[:1].upper()
    return first if first.isalpha() else "0–9"


def _person_data(query: Query, person: Person) -> dict[str, object]:
    data: dict[str, object] = {"name": person.name, "url": absolute(query, person.url)}
    if person.role:
        data["jobTitle"] = person.role
    if person.summary:
        data["description"] = person.summary
    if person.portrait:
        data["image"] = absolute(query, person.portrait.url)
    if person.email:
        data["email"] = person.email
    if profiles := [link.url for link in person.links if not link.url.startswith("mailto:")]:
        data["sameAs"] = profiles
    if person.expertise:
        data["knowsAbout"] = list(person.expertise)
    return data
