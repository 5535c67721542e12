"""The front: what leads, what follows, and every section in brief. No story stands twice on it.

Columns that stand side by side should end together, so each list of headlines is as long as its neighbour is high.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from newsroom.catalogue.rows import Entry
from newsroom.locales import language_name
from newsroom.pages import _heights as heights
from newsroom.pages._head import absolute, list_head
from newsroom.pages.views import Block, FrontPage, Link, NowLine, Package, Part
from newsroom.places import quote
from newsroom.query import Query, readable
from newsroom.site import Front

_POOL = 120
_FOREIGN_POOL = 300
_FRESH = timedelta(hours=48)
_PACKAGE_FRESH = timedelta(days=45)
_PARTS = 4
_BESIDE = 3
_MOST_CARDS = 2
_ONE_LINE = 43
"""The height of a headline in a list, in pixels."""
_NOT_LEADING = ("opinion", "sponsored")


class _Pile:
    """Stories still to be placed, newest first; what is taken is gone. Those of another front are never free."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.used: set[str] = set()
        if query.language != query.site.language:
            self.entries = query.reader.stories(query.now, _FOREIGN_POOL, scope="language", key=query.language)
            return
        self.entries = query.reader.stories(query.now, _POOL)
        if query.site.languages and not self.free(self.entries):  # nearly all of a paper may be in another language
            self.entries = query.reader.stories(query.now, _POOL, scope="language", key=query.language)

    def left(self) -> list[Entry]:
        return self.free(self.entries)

    def free(self, entries: Iterable[Entry]) -> list[Entry]:
        return [entry for entry in entries if entry.path not in self.used and self._is_own(entry)]

    def _is_own(self, entry: Entry) -> bool:
        """In the language of the front; on the paper's own front also in one that has none, if we have it in no
        other: then in the first that we have it in."""
        query = self.query
        if entry.language == query.language:
            return True
        if query.language != query.site.language or entry.language in query.site.languages:
            return False
        versions = [version for _, version in query.card_versions(entry)]
        return all(
            each.language not in (query.language, *query.site.languages)
            and (each.published or query.now, each.path) > (entry.published or query.now, entry.path)
            for each in versions
        )

    def section(self, slug: str, limit: int) -> list[Entry]:
        """The newest of a section that are free."""
        if self.query.language != self.query.site.language:
            found = tuple(entry for entry in self.entries if entry.section == slug)[:limit]
        else:
            found = self.query.reader.stories(self.query.now, limit, scope="section", key=slug)
        return self.free(found)

    def take(self, *entries: Entry) -> tuple[Entry, ...]:
        fresh = [entry for entry in entries if entry.path not in self.used]
        self.used.update(entry.path for entry in fresh)
        return tuple(fresh)


def front(query: Query, language: str = "") -> FrontPage:
    """By the editors' file first, then by priority, then by time. With `language`, the front in another one than the
    paper's own."""
    query = query.speaking(language) if language else query
    path = query.front_url(query.language)
    plan = query.front(path.strip("/") or "home")
    pile = _Pile(query)
    pinned = [entry for name in plan.pinned if (entry := find(query, name))]
    lead = _lead(query, plan, pile.left())
    taken_lead = pile.take(lead) if lead else ()
    second = pile.take(*_seconds(pinned, pile)[:1])
    package = _package(query, pile)
    follow_ups = pile.take(*_follow_ups(query, lead, pile))
    opinion = pile.take(*[entry for entry in pile.left() if entry.kind == "opinion"][:4])
    is_short = second and not opinion and lead and _has_figure(query, lead)
    beside = pile.take(*_seconds(pinned, pile)[:_BESIDE]) if is_short else ()
    cards = pile.take(*_pairs(query, _cards(query, pinned, pile)))
    leads = _block_leads(query, pile, bool(opinion))
    latest = pile.take(*_latest(query, cards, pile))
    blocks, towers = _blocks(query, leads, pile)
    topics = sorted(query.reader.recent_topics(query.now, 300, 24), key=lambda topic: topic[1].lower())
    topics = topics if path == "/" else []  # they are of all languages
    site = query.site
    lead_card = query.card(taken_lead[0]) if taken_lead else None
    second_card = query.card(second[0]) if second else None
    rows = [query.cards(each) for each in (follow_ups, opinion, beside, latest, cards)]
    shown = tuple(card for card in (lead_card, second_card, *rows[0], *rows[1], *rows[2], *rows[4], *rows[3]) if card)
    title = f"{site.title} – {site.tagline}" if site.tagline else site.title
    title = title if path == "/" else language_name(query.language)
    description = site.description if path == "/" else ""
    description = description or query.tagline() or query.say("News from %(paper)s.", paper=site.title)
    return FrontPage(
        query.chrome(), list_head(query, title, path, description, (), shown, alternates=_alternates(query),
        is_followed=path != "/"),
        now_lines(query, plan),
        lead_card, rows[0], second_card, rows[1], rows[2], rows[3], rows[4], blocks, package, towers,
        tuple(Link(readable(t), f"/topics/{quote(s)}/", count=n, slug=s) for s, t, n in topics),
    )  # fmt: skip


def _alternates(query: Query) -> tuple[tuple[str, str], ...]:
    """(hreflang, URL) of the front in each of the paper's languages."""
    fronts = query.chrome().languages
    if not fronts:
        return ()
    return (*((link.slug, absolute(query, link.url)) for link in fronts), ("x-default", absolute(query, "/")))


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
    news = [entry for entry in pool if entry.kind not in _NOT_LEADING]
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
    left = [entry for entry in pile.left() if entry.kind not in _NOT_LEADING]
    high = [entry for entry in left if entry.priority in ("lead", "high")]
    pictured = [entry for entry in left if entry.has_picture]
    wanted = (entry for entry in (*pinned, *high, *pictured, *left) if entry.path not in pile.used)
    return list({entry.path: entry for entry in wanted}.values())


def _follow_ups(query: Query, lead: Entry | None, pile: _Pile) -> tuple[Entry, ...]:
    """Up to three stories on the topics of the lead, from the last thirty days."""
    if lead is None:
        return ()
    topics = query.reader.topics_of(lead.path)
    since = query.now - timedelta(days=30)
    found = [
        entry for entry in pile.free(query.reader.related(lead.path, topics, query.now, 12))
        if entry.published and entry.published > since and entry.kind != "opinion"
    ]  # fmt: skip
    return tuple(found[:3])


def _cards(query: Query, pinned: list[Entry], pile: _Pile) -> list[Entry]:
    """Pinned and important ones, then those with a picture; never paid ones by their picture alone."""
    left = [entry for entry in pile.left() if entry.kind != "opinion" and entry.priority != "brief"]
    high = [entry for entry in left if entry.priority in ("lead", "high")]
    pictured = [entry for entry in left if entry.kind != "sponsored" and _is_plain_reading(query, entry)]
    pictured = [entry for entry in pictured[:30] if _has_figure(query, entry)]
    wanted = pile.free((*pinned, *high, *(pictured or left)))
    return list({entry.path: entry for entry in wanted}.values())


def _has_figure(query: Query, entry: Entry) -> bool:
    """Whether the picture that a story names is there."""
    return entry.has_picture and query.card(entry).figure is not None


def _is_plain_reading(query: Query, entry: Entry) -> bool:
    """Whether a story is in the paper's own language."""
    return not query.card(entry).language


def _pairs(query: Query, entries: list[Entry]) -> list[Entry]:
    """Four cards, or two; six without pictures. Of two side by side, both have a picture or neither has."""
    pictured = [entry for entry in entries if _has_figure(query, entry)][:4]
    plain = [entry for entry in entries if not _has_figure(query, entry)]
    if len(pictured) == 4:
        return pictured
    pictured = pictured[:2]
    if len(pictured) < 2:
        return plain[: len(plain) // 2 * 2][:6] or pictured
    return pictured + (plain[:2] if len(plain) > 1 else [])


def _package(query: Query, pile: _Pile) -> Package | None:
    """The series that was carried on last, if at least three of its parts stand nowhere above."""
    for slug in query.reader.series_since(query.now - _PACKAGE_FRESH, query.now):
        parts = query.reader.in_series(slug, query.now)
        free = {entry.path for entry in pile.free(parts)}
        shown = [(number, part) for number, part in enumerate(parts, 1) if part.path in free][-_PARTS:]
        if len(shown) < 3:
            continue
        pile.take(*(part for _, part in shown))
        introduction = query.introduction("series", slug)
        written = query.reader.title_of("series", slug, query.now) or slug
        title = introduction.title if introduction and introduction.title else readable(written)
        numbered = tuple(Part(number, query.card(part)) for number, part in shown)
        return Package(title, f"/series/{quote(slug)}/", parts[-1].section, len(parts), numbered)
    return None


def _block_leads(query: Query, pile: _Pile, has_opinion: bool) -> list[tuple[str, Entry]]:
    """For each section, what leads its block: set aside before the latest are taken."""
    leads = []
    for section in query.sections:
        if has_opinion and section.kind == "opinion":
            continue
        left = [entry for entry in pile.section(section.slug, 20) if entry.kind not in _NOT_LEADING]
        left = [entry for entry in left if _is_plain_reading(query, entry)] or left
        if left:
            pictured = next((entry for entry in left[:6] if _has_figure(query, entry)), left[0])
            leads += [(section.slug, each) for each in pile.take(pictured)]
    return leads


def _latest(query: Query, cards: tuple[Entry, ...], pile: _Pile) -> list[Entry]:
    """The newest: as many as are as high as the cards beside them, and eight at least."""
    left = [entry for entry in pile.left() if entry.kind != "sponsored"][:20]
    if not cards:
        return left[:12]
    tall = [heights.card(entry, pictured=_has_figure(query, entry)) for entry in cards]
    fitting = heights.by_day_that_fit(left, heights.in_pairs(tall))
    return fitting if len(fitting) > 8 else left[:8]


def _blocks(
    query: Query, leads: list[tuple[str, Entry]], pile: _Pile
) -> tuple[tuple[Block, ...], tuple[tuple[Block, ...], ...]]:
    """The sections: a few across the whole width, the rest side by side in rows of three or four."""
    found = {slug: pile.section(slug, 40) for slug, _ in leads}
    rich = [slug for slug, lead in leads if _has_figure(query, lead) and len(found[slug]) >= 4]
    wide = rich[: _wide(len(leads), len(rich))] or [slug for slug, _ in leads if len(leads) == 1]
    blocks = tuple(_desk(query, slug, lead, found[slug]) for slug, lead in leads if slug in wide)
    others = [(slug, lead, found[slug]) for slug, lead in leads if slug not in wide]
    others.sort(key=lambda each: not _has_figure(query, each[1]))  # so that a row is of one height
    towers, start = [], 0
    for length in _rows(len(others)):
        towers.append(_towers(query, others[start : start + length]))
        start += length
    return blocks, tuple(towers)


def _wide(blocks: int, rich: int) -> int:
    """How many blocks get the whole width, so that the others fill their rows."""
    return next((n for n in (2, 3, 1, 0, 4) if n <= rich and blocks - n not in (1, 2, 5)), min(rich, blocks))


def _rows(blocks: int) -> list[int]:
    """Rows of three or four; only two or five blocks leave a row of two."""
    fours = {1: 1, 2: 2}.get(blocks % 3, 0) if blocks >= 7 or blocks == 4 else 0
    threes, rest = divmod(blocks - 4 * fours, 3)
    return [4] * fours + [3] * threes + ([rest] if rest else [])


def _desk(query: Query, slug: str, lead: Entry, left: list[Entry]) -> Block:
    cards, rest = left[:3], left[3:12]
    room = heights.stack(cards)
    if _has_figure(query, lead):
        room = max(room, heights.desk_lead(lead))
    lines = heights.that_fit(rest, room, letters=38) if len(rest) > 2 else []
    return Block(query.section_link(slug), query.card(lead), query.cards(tuple(cards)), query.cards(tuple(lines)))


def _towers(query: Query, row: list[tuple[str, Entry, list[Entry]]]) -> tuple[Block, ...]:
    """Blocks side by side, which end together: none is filled higher than the one with least to show can follow."""
    towers = len(row)
    letters = heights.tower_letters(towers)
    pictured = [_has_figure(query, lead) for _, lead, _ in row]
    sides = [
        _Side(lead, left[:12], own, any(pictured), towers)
        for (_, lead, left), own in zip(row, pictured, strict=True)
    ]
    wanted = max(side.least + heights.lines(side.left[: 3 if any(pictured) else 6], letters) for side in sides)
    least = max(side.least for side in sides)
    room = max(least, min([wanted, *(most for side in sides if (most := side.most()) >= least)]))
    blocks = []
    for (slug, lead, _), side in zip(row, sides, strict=True):
        is_brief, cards, fitting = side.fill(room)
        blocks.append(
            Block(query.section_link(slug), query.card(lead), query.cards(cards), query.cards(fitting), is_brief)
        )
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class _Side:
    """A block among others in a row of towers: its lead, and the stories that may stand below it.

    Beside blocks with pictures one without has a larger headline and cards below it, for a list is soon at its end.
    """

    lead: Entry
    left: list[Entry]
    pictured: bool
    beside_pictures: bool
    towers: int

    @property
    def letters(self) -> int:
        return heights.tower_letters(self.towers)

    @property
    def least(self) -> int:
        if self.beside_pictures and not self.pictured:
            return heights.tower_large_lead(self.lead, self.towers)
        return heights.tower_lead(self.lead, self.towers, pictured=self.pictured)

    @property
    def standfirst(self) -> int:
        """What a standfirst adds to a lead that has none so far."""
        return heights.tower_standfirst(self.lead, self.towers) if self.pictured else 0

    def most(self) -> int:
        cards = self.left[:_MOST_CARDS] if self.beside_pictures and not self.pictured else []
        listed = heights.tower_cards(cards, self.towers) + heights.lines(self.left[len(cards) :], self.letters)
        return self.least + self.standfirst + listed

    def fill(self, room: int) -> tuple[bool, tuple[Entry, ...], tuple[Entry, ...]]:
        """Whether the lead is brief; the cards and the headlines that come nearest to `room`."""
        if self.beside_pictures and not self.pictured:
            cards = self._cards(room - self.least)
            spare = room - self.least - heights.tower_cards(cards, self.towers)
            return False, cards, self._lines(self.left[len(cards) :], spare)
        brief = self._lines(self.left, room - self.least)
        whole = self._lines(self.left, room - self.least - self.standfirst)
        spare = room - self.least - heights.lines(brief, self.letters)
        spare_whole = room - self.least - self.standfirst - heights.lines(whole, self.letters)
        fuller = len(brief) > len(whole) and spare <= max(_ONE_LINE, abs(spare_whole))
        is_brief = self.pictured and (fuller or spare_whole < 0)
        return is_brief, (), brief if is_brief else whole

    def _cards(self, room: int) -> tuple[Entry, ...]:
        count = _MOST_CARDS
        while count and heights.tower_cards(self.left[:count], self.towers) > room:
            count -= 1
        return tuple(self.left[:count])

    def _lines(self, entries: list[Entry], room: int) -> tuple[Entry, ...]:
        return tuple(heights.that_fit(entries, room, self.letters))


def now_lines(query: Query, plan: Front) -> tuple[NowLine, ...]:
    """The lines of the strip whose time it is, at most five."""
    lines = []
    for line in plan.now:
        if (line.at and line.at > query.now) or (line.until and line.until <= query.now):
            continue
        lines.append(NowLine(line.text, now_url(query, line.link), query.local(line.at)))
    return tuple(lines[:5])


def now_url(query: Query, link: str) -> str:
    """Where a line of the strip leads; empty where that is nowhere."""
    if not link or link.startswith(("http://", "https://")):
        return link
    if entry := find(query, link):
        return quote(entry.url)
    place = query.reader.place(link)
    return link if place and place.kind in ("section", "page") else ""
