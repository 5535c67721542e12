"""A story's own page, with everything that stands around it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import quote as percent

from markupsafe import Markup

from newsroom import linked_data
from newsroom.article import Article, Correction, Name, is_public, standing
from newsroom.catalogue.rows import Entry
from newsroom.images.cards import SocialCard
from newsroom.locales import N_, is_spoken
from newsroom.pages._head import INDEXED, absolute, crumbs_of, feed_link, og_locale, publisher, shortened, trail
from newsroom.pages.lists import person
from newsroom.pages.social import card_figure, story_card
from newsroom.pages.views import ArticlePage, Card, Figure, Head, Line, Link, Note, Person, SeriesBox
from newsroom.places import quote
from newsroom.prose import Resolve, plain, render_inline, render_short, with_picture_at_once
from newsroom.query import Query, direction, readable
from newsroom.reviews import review_of
from newsroom.typesetter import Edition
from newsroom.versions import Versions

FURTHER = 24
RELATED = 3
WORDS_A_MINUTE = 230
SHORTS_BUDGET = 0.5
NOTE_LABELS = {
    "correction": N_("Correction"), "clarification": N_("Clarification"), "update": N_("Update"),
    "editors-note": N_("Editor’s note"), "retraction": N_("Retraction"),
}  # fmt: skip


Outcome = Literal["public", "missing", "gone"]


@dataclass(frozen=True, slots=True)
class Printed:
    """What there is at a story's path: the page, or why there is none; and the state of the file that says so."""

    page: ArticlePage | None
    outcome: Outcome
    edition: Edition | None


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """The same of its social card. `url` is where it is."""

    card: SocialCard | None
    url: str
    outcome: Outcome
    edition: Edition | None


def article(query: Query, path: str) -> Printed:
    """The story in the file `path`, from the file as it is now."""
    edition, url, outcome = _at(query, path)
    page = _page(query, edition, url) if edition and outcome == "public" else None
    return Printed(page, outcome, edition)


def card(query: Query, path: str) -> PrintedCard:
    """The social card of the story in the file `path`: there while the story is."""
    edition, url, outcome = _at(query, path)
    if edition is None or outcome != "public":
        return PrintedCard(None, "", outcome, edition)
    found = story_card(query, edition.article)
    return PrintedCard(found, card_figure(found, url).url, outcome, edition)


def _at(query: Query, path: str) -> tuple[Edition | None, str, Outcome]:
    """The story as the file says now, its place, and whether it may be seen: the gate."""
    edition = query.press.edition(path, query.site, query.resolver(path))
    url = query.reader.assigned(path)
    if edition is None or url is None:
        return edition, "", "missing"
    if not is_public(edition.article, query.now):
        return edition, "", "gone" if standing(edition.article, query.now) == "expired" else "missing"
    return edition, quote(url), "public"


def _page(query: Query, edition: Edition, url: str) -> ArticlePage:
    story = edition.article
    language = story.language or query.site.language
    query = query.speaking(query.front_language(language))
    shorts = Shorts(query.resolver(story.path))
    section = query.section_link(story.section)
    topics = tuple(Link(readable(each.title), f"/topics/{quote(each.slug)}/", slug=each.slug) for each in story.topics)
    breadcrumbs = trail(query, section, *topics[:1])
    people = tuple(_person(query, each) for each in story.authors)
    figure = _figure(query, story, shorts)
    prose = edition.prose if figure else with_picture_at_once(edition.prose)
    labels = language if is_spoken(language) else query.language
    notes = _notes(query.speaking(labels), story, shorts)
    related, further = _onward(query, edition)
    versions = query.versions(story.path, language, story.translations.items())
    minutes = max(1, round(prose.words / WORDS_A_MINUTE))
    head = _head(query, story, url, breadcrumbs, people, figure, section, prose.words, versions)
    return ArticlePage(
        chrome=query.chrome(story.section), head=head, breadcrumbs=breadcrumbs, section=section, kind=story.kind,
        label=query.kind_label(story.kind, language), kicker=_kicker(story, section, topics), headline=story.headline,
        standfirst="" if story.is_excerpt else story.standfirst, people=people, dateline=story.dateline,
        published=query.local(story.published), updated=updated_of(query, story), reading_minutes=minutes,
        notes_above=tuple(note for note, serious in notes if serious),
        notes_below=tuple(note for note, serious in notes if not serious), figure=figure,
        key_points=tuple(map(shorts.line, story.key_points)), prose=prose,
        sources=tuple(map(shorts.line, story.sources)),
        method=shorts.block(story.method), disclosure=shorts.block(story.disclosure),
        note=shorts.block(story.note), topics=topics, series=_series(query, story), related=related,
        further=further, translations=_linked(versions), language=language,
        direction=direction(language), path=url, labels=labels, report=_report(query, story, url),
        standards=query.policies.get("publishingPrinciples") or query.policies.get("ethicsPolicy") or "",
        review=review_of(story.extra) if story.kind == "review" else None,
    )  # fmt: skip


def _report(query: Query, story: Article, url: str) -> str:
    """Where to tell of a mistake; a letter names the story, so that its reader need not ask which."""
    report = query.chrome().report
    if not report.startswith("mailto:") or "?" in report:
        return report
    subject = f"{query.say('Report an error')}: {story.headline}"
    return f"{report}?subject={percent(subject, safe='')}&body={percent(absolute(query, url), safe='')}"


class Shorts:
    """The short texts of one story. Together they have half a second of CPU time; what comes after is printed plain.

    `until`, in that time, is where those of several stories end together.
    """

    def __init__(self, resolve: Resolve, until: float | None = None) -> None:
        self._resolve = resolve
        self._until = time.thread_time() + SHORTS_BUDGET if until is None else until

    def line(self, text: str) -> Markup:
        return self._with(render_inline, text)

    def block(self, text: str) -> Markup:
        return self._with(render_short, text)

    def _with(self, render: Callable[..., Markup], text: str) -> Markup:
        if not text:
            return Markup("")
        return render(text, resolve=self._resolve, seconds=self._until - time.thread_time())


def _kicker(story: Article, section: Link, topics: tuple[Link, ...]) -> Link:
    if story.kicker:
        return Link(story.kicker, section.url)
    return topics[0] if topics else section


def _person(query: Query, name: Name) -> Person:
    slug = query.author_slug(name.slug)
    return person(query, slug, query.author_name(slug, name.title), query.author(slug))


def _figure(query: Query, story: Article, shorts: Shorts) -> Figure | None:
    if story.image is None:
        return None
    return query.figure(story.image, story.path, shorts.line(story.image.caption))


def come(query: Query, story: Article) -> tuple[tuple[int, Correction], ...]:
    """The corrections whose date has come, or that have none, each with its number in the header."""
    numbered = enumerate(story.corrections, 1)
    return tuple((number, each) for number, each in numbered if each.date is None or each.date <= query.now)


def updated_of(query: Query, story: Article) -> datetime | None:
    """The last real change: as the header says, or the latest correction that has come."""
    dates = [each.date for _, each in come(query, story) if each.date]
    latest = max([story.updated, *dates] if story.updated else dates, default=None)
    return query.local(latest) if latest and (story.published is None or latest > story.published) else None


def _notes(query: Query, story: Article, shorts: Shorts) -> list[tuple[Note, bool]]:
    """Each correction with whether it stands above the story."""
    return [(note(query, number, each, shorts), each.is_serious) for number, each in come(query, story)]


def note(query: Query, number: int, correction: Correction, shorts: Shorts) -> Note:
    """The correction as printed; `number` is its place in the story's header."""
    return Note(
        f"correction-{number}", correction.kind, query.words.gettext(NOTE_LABELS[correction.kind]),
        query.local(correction.date), shorts.line(correction.text), shorts.line(correction.was),
    )  # fmt: skip


def _onward(query: Query, edition: Edition) -> tuple[tuple[Card, ...], tuple[Line, ...]]:
    """Related stories, and the newest others: no story twice, and not this one."""
    story = edition.article
    related = _related(query, edition)
    shown = {story.path, *(entry.path for entry in related)}
    newest = query.newest_lines(FURTHER + RELATED + 1)
    further = tuple(line for path, line in newest if path not in shown)[:FURTHER]
    cards = query.cards(related)
    if len(cards) == RELATED and not all(card.figure for card in cards):  # beside words alone a picture leaves a hole
        cards = tuple(replace(card, figure=None) for card in cards)
    return cards, further


def _related(query: Query, edition: Edition) -> tuple[Entry, ...]:
    """Those most like it; where search cannot tell, or knows of too few, those that share most topics. The parts of
    its series stand in their own box."""
    story = edition.article
    language = story.language or query.site.language
    apart = {story.path, *(entry.path for _, entry in query.versions(story.path, language, story.translations.items()))}
    if story.series:
        apart |= {part.path for part in query.reader.in_series(story.series.slug, query.now)}
    found: dict[str, Entry] = {}
    for path in query.press.related(edition, query.site, query.now):
        if len(found) < RELATED and (entry := query.reader.story(path, query.now)):
            entry = query.in_own_words(entry)
            if entry.path not in apart:
                found[entry.path] = entry
    if len(found) < RELATED:
        topics = tuple(each.slug for each in story.topics)
        for entry in query.reader.related(story.path, topics, query.now, RELATED + len(apart | found.keys())):
            entry = query.in_own_words(entry)
            if len(found) < RELATED and entry.path not in apart:
                found.setdefault(entry.path, entry)
    return tuple(found.values())


def _labelled(query: Query, entry: Entry) -> str:
    """A headline with the word for its kind before it, where that is not news."""
    label = query.kind_label(entry.kind, entry.card["language"] or query.site.language)
    headline: str = entry.card["headline"]
    return f"{query.say('%(label)s:', label=label)} {headline}" if label else headline


def _series(query: Query, story: Article) -> SeriesBox | None:
    if story.series is None:
        return None
    parts = query.reader.in_series(story.series.slug, query.now)
    introduction = query.introduction("series", story.series.slug)
    title = introduction.title if introduction and introduction.title else readable(story.series.title)
    links = tuple(Link(_labelled(query, part), quote(part.url), part.path == story.path) for part in parts)
    number = next((number for number, link in enumerate(links, 1) if link.current), 0)
    if not number:  # a new part, which the catalogue does not know yet
        return None
    return SeriesBox(title, f"/series/{quote(story.series.slug)}/", links, number, len(links))


def _linked(versions: Versions) -> tuple[tuple[str, Link], ...]:
    return tuple((language, Link(entry.card["headline"], quote(entry.url))) for language, entry in versions)


def _alternates(query: Query, story: Article, address: str, versions: Versions) -> tuple[tuple[str, str], ...]:
    """(hreflang, URL) of every version, this one included, and which one is for readers of any other language: that
    in the paper's own, else the oldest. Nothing for a story that is another's copy."""
    if not versions or story.canonical not in ("", address):
        return ()
    language = story.language or query.site.language
    urls = {language: address, **{tag: absolute(query, quote(entry.url)) for tag, entry in versions}}
    own = [url for tag, url in urls.items() if query.site.edition(tag) == query.site.language]
    dates = {address: story.published, **{urls[tag]: entry.published for tag, entry in versions}}
    oldest = min(dates, key=lambda url: (dates[url] or query.now, url))
    return (*sorted(urls.items()), ("x-default", own[0] if own else oldest))


def _head(
    query: Query, story: Article, url: str, breadcrumbs: tuple[Link, ...], people: tuple[Person, ...],
    figure: Figure | None, section: Link, words: int,
    versions: Versions,
) -> Head:  # fmt: skip
    site = query.site
    address = absolute(query, url)
    language = story.language or site.language
    shown_updated = updated_of(query, story)
    corrections = tuple(each for _, each in come(query, story))
    series = None
    if story.series:
        series = (story.series.title, absolute(query, f"/series/{quote(story.series.slug)}/"))
    data = linked_data.article_graph(
        site=site, base_url=query.base_url, url=address,
        story=replace(story, updated=shown_updated, corrections=corrections),
        kind=story.kind, headline=story.headline, description=story.standfirst,
        figure=figure, shapes=_shapes(query, story),
        people=tuple((each.name, absolute(query, each.url)) for each in people), section_title=section.text,
        word_count=words, crumbs=crumbs_of(query, breadcrumbs),
        corrections=tuple((plain(each.text), each.date) for each in corrections), language=language,
        series=series, topics=tuple(each.title for each in story.topics), publisher=publisher(query),
        backstory=plain(story.method), sources=tuple(map(plain, story.sources)), review=review_of(story.extra),
    )  # fmt: skip
    shown = card_figure(story_card(query, story), url)
    return Head(
        title=f"{story.headline} – {site.title}", og_title=story.headline,
        description=shortened(story.standfirst or story.headline), canonical=story.canonical or address,
        robots=INDEXED, kind="article", language=language, direction=direction(language), linked_data=data,
        image_url=absolute(query, shown.url), image=shown,
        published=query.local(story.published), updated=shown_updated,
        section=section.text, topics=tuple(each.title for each in story.topics),
        author_urls=tuple(absolute(query, each.url) for each in people), locale=og_locale(language),
        creators=tuple(each.fediverse for each in people if each.fediverse),
        alternates=_alternates(query, story, address, versions), feeds=(feed_link(query),),
    )  # fmt: skip


def _shapes(query: Query, story: Article) -> tuple[linked_data.Shape, ...]:
    """The story's picture in the three shapes that search engines show."""
    found = query.shapes(story.image, story.path) if story.image else ()
    return tuple(linked_data.Shape(absolute(query, url), width, height) for url, width, height in found)
