"""What a feed says: the latest stories of a list, whole, or the latest corrections."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from mimetypes import guess_type
from urllib.parse import urlsplit

from babel.dates import format_date
from markupsafe import Markup, escape

from newsroom.article import Article, Correction, Name, is_public
from newsroom.catalogue.rows import CorrectionRow, Entry, Scope
from newsroom.catalogue.schema import moment
from newsroom.feeds import Category, Feed, LeadPicture, Writer
from newsroom.feeds import Entry as FeedEntry
from newsroom.locales import is_spoken, language_name, locale_of
from newsroom.pages._head import absolute
from newsroom.pages.article import SHORTS_BUDGET, Shorts, come, note, updated_of
from newsroom.pages.lists import titled
from newsroom.pages.views import Figure, Note
from newsroom.places import CORRECTIONS, quote
from newsroom.prose import plain
from newsroom.query import Query

MOST = 50
MOST_TEXT = 1_000_000
"""Bytes of text in one feed, so that it can be kept once it is printed."""

_BUDGET = 1.5
_SOON = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Filled:
    """A feed, and the moments at which its stories change by themselves, which the catalogue may not know yet."""

    feed: Feed
    moments: tuple[datetime, ...]


def stories_feed(query: Query, scope: Scope, key: str = "") -> Filled | None:
    """The feed of the paper (`all`), a language, a section, a topic, an author or a series; None where there is no such
    list.

    A story without a date is in none: neither could it be told when it came, nor could it be put in order.
    """
    found = list_of(query, scope, key)
    if found is None:
        return None
    query = query.speaking(key) if scope == "language" else query
    name, path, text = found
    entries = [row for row in query.reader.stories(query.now, MOST, scope=scope, key=key) if row.published]
    setting = _Setting(query, query.reader.permanent_names([row.path for row in entries]))
    filled = tuple(_as_many_as_fit(entry for row in entries if (entry := setting.entry(row))))
    return Filled(_feed(query, name, path, text, filled), tuple(setting.moments))


def _as_many_as_fit(entries: Iterable[FeedEntry]) -> Iterator[FeedEntry]:
    """The newest, up to the bytes that a feed may have. Of one that is longer by itself the standfirst is there."""
    left = MOST_TEXT
    for entry in entries:
        size = sum(len(part.encode()) for part in (entry.opening, entry.body, entry.closing))
        if size > MOST_TEXT:
            entry, size = replace(entry, opening=Markup(""), body=Markup(""), closing=Markup("")), 0
        left -= size
        if left < 0:
            return
        yield entry


def corrections_feed(query: Query) -> Filled:
    """The latest corrections, each an entry of its own."""
    rows = query.reader.corrections(query.now, MOST)
    names = query.reader.permanent_names({row.entry.path for row in rows})
    until = time.thread_time() + SHORTS_BUDGET
    filled = [each for row in rows if (each := _correction(query, row, names[row.entry.path], until))]
    filled.sort(key=lambda entry: entry.published, reverse=True)  # those without a date have that of their story
    name, text = query.say("Corrections"), query.say("What we got wrong, and what is right.")
    return Filled(_feed(query, name, f"/{CORRECTIONS}/", text, tuple(_with_one_id_each(filled))), ())


def list_of(query: Query, scope: Scope, key: str) -> tuple[str, str, str] | None:
    """Name, path and description of the list that a feed follows; the paper's own has no name."""
    site = query.site
    if scope == "all":
        return "", "/", site.description or site.tagline
    if scope == "section":
        section = next((each for each in query.sections if each.slug == key), None)
        return (section.title, f"/{quote(key)}/", section.description) if section else None
    if scope == "language":
        return (language_name(key), query.front_url(key), site.taglines.get(key, "")) if key in site.languages else None
    if scope == "author":
        written, known = query.reader.title_of("author", key, query.now), query.author(key)
        if written is None and known is None:
            return None
        return query.author_name(key, written or key), f"/authors/{quote(key)}/", known.role if known else ""
    if scope not in ("topic", "series"):
        return None
    title = query.reader.title_of(scope, key, query.now)
    if title is None:
        return None
    introduction = query.introduction(scope, key)
    path = f"/topics/{quote(key)}/" if scope == "topic" else f"/series/{quote(key)}/"
    return titled(query, scope, key, title), path, introduction.standfirst if introduction else ""


def _feed(query: Query, name: str, path: str, text: str, entries: tuple[FeedEntry, ...]) -> Feed:
    site = query.site
    midnight = datetime.combine(query.today, datetime.min.time(), query.zone)  # Atom wants a date, even if nothing came
    owner = Writer(site.organisation.name or site.title, absolute(query, "/"))
    return Feed(
        f"{site.title} – {name}" if name else site.title, text, absolute(query, path), query.language,
        max((entry.updated for entry in entries), default=midnight), owner, site.hub, entries,
    )  # fmt: skip


@dataclass
class _Setting:
    """The stories of one feed on their way. Together they have a second and a half of CPU time: where that is used up,
    the rest have their standfirst, and the feed is filled anew a second later, when the first are known."""

    query: Query
    names: dict[str, str]
    moments: list[datetime] = field(default_factory=list)
    until: float = field(default_factory=lambda: time.thread_time() + _BUDGET)

    def entry(self, row: Entry) -> FeedEntry | None:
        query = self.query
        if time.thread_time() > self.until:
            self.moments.append(query.now + _SOON)
            return self._filled(row, _of_card(row), None)
        edition = query.press.edition(row.path, query.site, query.resolver(row.path))
        if edition is None or not is_public(edition.article, query.now):  # saved since the catalogue last looked
            return None
        if edition.signature is None:
            self.moments.append(query.now + _SOON)
        story = edition.article
        self.moments += [each for each in (story.expires, *(one.date for one in story.corrections)) if each]
        return self._filled(row, story, None if edition.is_plain else edition.prose.html)

    def _filled(self, row: Entry, story: Article, body: Markup | None) -> FeedEntry | None:
        """Without a `body`, the entry has its standfirst alone."""
        query = self.query
        published = query.local(story.published)
        if published is None:
            return None
        shorts = Shorts(query.resolver(row.path), min(self.until, time.thread_time() + SHORTS_BUDGET))
        told = query.speaking(story.language) if is_spoken(story.language) else query
        label = told.kind_label(story.kind, told.language)
        figure = query.figure(story.image, row.path, shorts.line(story.image.caption)) if story.image else None
        notes = [(note(told, number, each, shorts), each.is_serious) for number, each in come(query, story)]
        above = Markup("").join(_aside(told, each) for each, serious in notes if serious)
        below = Markup("").join(_aside(told, each) for each, serious in notes if not serious)
        is_paid = story.kind == "sponsored"
        paid = Markup("<p><strong>{}</strong></p>").format(label) if is_paid else Markup("")
        return FeedEntry(
            id=story_id(query, published, self.names[row.path]), url=absolute(query, quote(row.url)),
            title=_labelled(told, label, story.headline) if is_paid else story.headline,
            summary=story.standfirst, published=published, updated=updated_of(query, story) or published,
            writers=tuple(_writer(query, each) for each in story.authors),
            categories=tuple(_categories(told, story, label)), picture=_picture(query, figure),
            language=tag if (tag := story.language or query.site.language) != query.language else "",
            opening=Markup("") if body is None else paid + above + _shown(figure), body=body or Markup(""),
            closing=Markup("") if body is None else below,
        )  # fmt: skip


def story_id(query: Query, published: datetime, name: str) -> str:
    """A tag (RFC 4151) of the paper's host, the day of publication and the slug. An address changes with the pattern
    of permalinks, the section or the file's folder; a reader's program would then show all of it as new."""
    return f"tag:{urlsplit(query.base_url).hostname},{published:%Y-%m-%d}:{quote(name)}"


def _labelled(query: Query, label: str, headline: str) -> str:
    """Correction: The harbour bridge opens"""
    return f"{query.say('%(label)s:', label=label)} {headline}"


def _of_card(row: Entry) -> Article:
    """As much of a story as the catalogue knows."""
    card = row.card
    return Article(
        row.path, "", card["headline"], card["standfirst"], row.section,
        authors=tuple(Name(slug, title) for slug, title in card["authors"]), published=row.published,
        updated=moment(card["updated"]) if card["updated"] is not None else None, kind=row.kind,  # type: ignore[arg-type] # from a story
        corrections=tuple(Correction(moment(each), "correction", "") for each in card["corrected"]),
        language=card["language"],
    )  # fmt: skip


def _writer(query: Query, name: Name) -> Writer:
    slug = query.author_slug(name.slug)
    return Writer(query.author_name(slug, name.title), absolute(query, f"/authors/{quote(slug)}/"))


def _categories(query: Query, story: Article, label: str) -> Iterator[Category]:
    section = query.section(story.section)
    yield Category(section.slug, section.title)
    for topic in story.topics:
        yield Category(topic.slug, topic.title, absolute(query, "/topics/"))
    if label and label != section.title:
        yield Category(story.kind, label)
    if come(query, story):
        yield Category("corrected", query.say("Corrected"))


def _picture(query: Query, figure: Figure | None) -> LeadPicture | None:
    if figure is None:
        return None
    text = plain(str(figure.caption)) if figure.caption else figure.alt
    mime = guess_type(figure.url)[0] or ""
    return LeadPicture(absolute(query, figure.url), mime, figure.width, figure.height, text, figure.credit)


def _shown(figure: Figure | None) -> Markup:
    """The lead picture as readers of the page see it."""
    if figure is None:
        return Markup("")
    size = Markup(' width="{}" height="{}"').format(figure.width, figure.height) if figure.width else Markup("")
    choice = Markup(' srcset="{}" sizes="100vw"').format(figure.srcset) if figure.srcset else Markup("")
    image = Markup('<img src="{}"{}{} alt="{}">').format(figure.src or figure.url, choice, size, figure.alt)
    if figure.sources:
        source = Markup('<source type="{}" srcset="{}" sizes="100vw">')
        sources = Markup("").join(source.format(kind, srcset) for kind, srcset in figure.sources)
        image = Markup("<picture>{}{}</picture>").format(sources, image)
    said = Markup(" ").join(escape(each) for each in (figure.caption, figure.credit) if each)
    caption = Markup("<figcaption>{}</figcaption>").format(said) if said else ""
    return Markup("<figure>{}{}</figure>").format(image, caption)


def _aside(query: Query, entry: Note) -> Markup:
    """A correction as it stands in the text of its story."""
    was = query.say("It said before:")
    before = Markup(" {} {}").format(was, entry.was) if entry.was else ""
    title = query.say("%(label)s:", label=_dated(query, entry.label, entry.date))
    return Markup("<aside><p><strong>{}</strong> {}{}</p></aside>").format(title, entry.text, before)


def _dated(query: Query, label: str, date: datetime | None) -> str:
    """Correction, 22 November 2026"""
    if date is None:
        return label
    day = format_date(date.date(), "long", locale=locale_of(query.language))
    return query.say("%(label)s, %(date)s", label=label, date=day)


def _correction(query: Query, row: CorrectionRow, name: str, until: float) -> FeedEntry | None:
    """None where neither the correction nor its story has a date."""
    story = row.entry
    date, published = query.local(row.date or story.published), query.local(story.published)
    if date is None:
        return None
    shorts = Shorts(query.resolver(story.path), until)
    printed = note(query, row.number, Correction(row.date, row.kind, row.text, row.was), shorts)
    headline, label = story.card["headline"], printed.label
    url = f"{absolute(query, quote(story.url))}#correction-{row.number}"
    link = Markup('<p><a href="{}">{}</a></p>').format(url, headline)
    made = f"{date.astimezone(query.zone):%Y%m%dT%H%M%S}"
    return FeedEntry(
        id=f"{story_id(query, published or date, name)}/{row.kind}-{made}", url=url,
        title=_labelled(query, label, headline), summary=plain(row.text), published=date, updated=date,
        body=_aside(query, printed), closing=link,
        categories=(Category(row.kind, label), Category(story.section, query.section(story.section).title)),
        language=language if (language := story.card["language"]) != query.site.language else "",
    )  # fmt: skip


def _with_one_id_each(entries: list[FeedEntry]) -> Iterator[FeedEntry]:
    """Of two corrections that a story had in one second, the later in its header has a number."""
    seen: dict[str, int] = {}
    for entry in entries:
        seen[entry.id] = seen.get(entry.id, 0) + 1
        yield entry if seen[entry.id] == 1 else replace(entry, id=f"{entry.id}.{seen[entry.id]}")
