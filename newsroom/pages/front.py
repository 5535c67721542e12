"""The front: what leads, what follows, and every section in brief. No story stands twice on it."""

from datetime import timedelta

from newsroom.catalogue.reader import Entry
from newsroom.pages._head import list_head
from newsroom.pages.views import Block, FrontPage, Link, NowLine
from newsroom.places import quote
from newsroom.query import Query
from newsroom.site import Front

_POOL = 120
_FRESH = timedelta(hours=48)


class _Pile:
    """Stories still to be placed, newest first; what is taken is gone."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.used: set[str] = set()

    def left(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.path not in self.used]

    def take(self, *entries: Entry) -> tuple[Entry, ...]:
        fresh = [entry for entry in entries if entry.path not in self.used]
        self.used.update(entry.path for entry in fresh)
        return tuple(fresh)


def front(query: Query) -> FrontPage:
    """By the editors' file first, then by priority, then by time."""
    plan = query.front("home")
    recent = query.reader.stories(query.now, _POOL)
    pile = _Pile(recent)
    pinned = [entry for name in plan.pinned if (entry := find(query, name))]
    lead = _lead(query, plan, pile.left())
    taken_lead = pile.take(lead) if lead else ()
    second = pile.take(*_seconds(pinned, pile)[:1])
    follow_ups = pile.take(*_follow_ups(query, lead, pile))
    opinion = pile.take(*[entry for entry in pile.left() if entry.kind == "opinion"][:4])
    cards = pile.take(*_cards(pinned, pile)[:4])
    latest = pile.take(*[entry for entry in pile.left() if entry.kind != "sponsored"][:10])
    blocks = tuple(block for section in query.sections if (block := _block(query, section.slug, pile)))
    topics = query.reader.recent_topics(query.now, 300, 24)
    site = query.site
    lead_card = query.card(taken_lead[0]) if taken_lead else None
    second_card = query.card(second[0]) if second else None
    rows = [query.cards(each) for each in (follow_ups, opinion, latest, cards)]
    shown = tuple(card for card in (lead_card, second_card, *rows[0], *rows[1], *rows[3], *rows[2]) if card)
    title = f"{site.title} – {site.tagline}" if site.tagline else site.title
    description = site.description or site.tagline or f"News from {site.title}."
    return FrontPage(
        query.chrome(), list_head(query, title, "/", description, (), shown), now_lines(query, plan),
        lead_card, rows[0], second_card, rows[1], rows[2], rows[3], blocks,
        tuple(sorted((Link(t, f"/topics/{s}/", count=n, slug=s) for s, t, n in topics), key=lambda k: k.text.lower())),
    )  # fmt: skip


def find(query: Query, name: str) -> Entry | None:
    """The public story that an editor means: by slug, by file, or by path."""
    for path in (name, f"articles/{name}"):
        if entry := query.reader.story(path, query.now):
            return entry
    place = query.reader.place(name) if name.startswith("/") else None
    if place and place.kind == "story":
        return query.reader.story(place.target, query.now)
    return query.reader.named(name.rpartition("/")[2].removesuffix(".md"), query.now)


def _lead(query: Query, plan: Front, pool: list[Entry]) -> Entry | None:
    if plan.lead and (chosen := find(query, plan.lead)):
        return chosen
    news = [entry for entry in pool if entry.kind not in ("opinion", "sponsored")]
    if not news:
        return pool[0] if pool else None
    newest = news[0].published
    fresh = [entry for entry in news if newest and entry.published and newest - entry.published <= _FRESH] or news
    for rank in ("lead", "high"):
        if ranked := [entry for entry in fresh if entry.priority == rank]:
            return ranked[0]
    pictured = [entry for entry in fresh[:10] if entry.has_picture and entry.priority != "brief"]
    return (pictured or fresh)[0]


def _seconds(pinned: list[Entry], pile: _Pile) -> list[Entry]:
    left = [entry for entry in pile.left() if entry.kind not in ("opinion", "sponsored")]
    high = [entry for entry in left if entry.priority in ("lead", "high")]
    pictured = [entry for entry in left if entry.has_picture]
    return [entry for entry in (*pinned, *high, *pictured, *left) if entry.path not in pile.used]


def _follow_ups(query: Query, lead: Entry | None, pile: _Pile) -> tuple[Entry, ...]:
    """Up to three stories on the topics of the lead, from the last thirty days."""
    if lead is None:
        return ()
    topics = query.reader.topics_of(lead.path)
    since = query.now - timedelta(days=30)
    found = [
        entry for entry in query.reader.related(lead.path, topics, query.now, 12)
        if entry.path not in pile.used and entry.published and entry.published > since and entry.kind != "opinion"
    ]  # fmt: skip
    return tuple(found[:3])


def _cards(pinned: list[Entry], pile: _Pile) -> list[Entry]:
    left = [entry for entry in pile.left() if entry.kind not in ("opinion",) and entry.priority != "brief"]
    high = [entry for entry in left if entry.priority in ("lead", "high")]
    pictured = [entry for entry in left if entry.has_picture]
    wanted = [entry for entry in (*pinned, *high, *pictured) if entry.path not in pile.used]
    return list({entry.path: entry for entry in wanted}.values())


def _block(query: Query, slug: str, pile: _Pile) -> Block | None:
    """A section: its newest that stand nowhere above."""
    found = query.reader.stories(query.now, 40, scope="section", key=slug)
    left = [entry for entry in found if entry.path not in pile.used][:7]
    if not left:
        return None
    pictured = next((entry for entry in left[:4] if entry.has_picture), left[0])
    rest = [entry for entry in left if entry is not pictured]
    pile.take(pictured, *rest)
    return Block(
        query.section_link(slug), query.card(pictured), query.cards(tuple(rest[:3])), query.cards(tuple(rest[3:6]))
    )


def now_lines(query: Query, plan: Front) -> tuple[NowLine, ...]:
    """The lines of the strip whose time it is, at most five."""
    lines = []
    for line in plan.now:
        if (line.at and line.at > query.now) or (line.until and line.until <= query.now):
            continue
        lines.append(NowLine(line.text, _url(query, line.link), query.local(line.at)))
    return tuple(lines[:5])


def _url(query: Query, link: str) -> str:
    if not link or link.startswith(("http://", "https://")):
        return link
    if entry := find(query, link):
        return quote(entry.url)
    place = query.reader.place(link)
    return link if place and place.kind in ("section", "page") else ""
