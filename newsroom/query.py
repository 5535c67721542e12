"""One request's view of the paper: one state of the catalogue, one moment, and what every page asks of them."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from gettext import NullTranslations
from typing import Any, Protocol, TypeVar
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from newsroom import copydesk
from newsroom.article import Author, Introduction, Picture, StandingPage
from newsroom.catalogue import Reader
from newsroom.catalogue.rows import Document, Entry
from newsroom.catalogue.schema import moment
from newsroom.copydesk.slugs import story_names
from newsroom.errors import Unreadable
from newsroom.images.focus import CENTRE, or_usual
from newsroom.images.renditions import PREFIX, offer, ratios, rendition
from newsroom.locales import N_, is_spoken, language_name, nearest, words_of
from newsroom.old_addresses import story_at
from newsroom.pages.views import Card, Chrome, Figure, Line, Link
from newsroom.places import CORRECTIONS, DOCUMENT_SUFFIXES, candidates, quote, spellings
from newsroom.prose import LinkKind, Prose, Resolve, Target
from newsroom.search import Search
from newsroom.site import Front, Section, Site
from newsroom.site.files import read_front, read_site
from newsroom.typesetter import Edition
from newsroom.versions import Versions, versions

Found = TypeVar("Found")

NO_CAPTION = Markup("")
CORRECTED_FOR = 48 * 3600
KIND_LABELS = {
    "analysis": N_("Analysis"), "opinion": N_("Opinion"), "review": N_("Review"), "explainer": N_("Explainer"),
    "live": N_("Live"), "sponsored": N_("Sponsored"),
}  # fmt: skip
_RTL = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))


class Press(Protocol):
    """What a query needs of the paper."""

    base_url: str
    reserved: Collection[str]

    @property
    def search(self) -> Search: ...
    def related(self, edition: Edition, site: Site, now: datetime) -> tuple[str, ...]: ...
    def text_of(self, path: str, content: str) -> str: ...
    def edition(self, path: str, site: Site, resolve: Resolve) -> Edition | None: ...
    def set_text(self, path: str, body: str, line: int, language: str, resolve: Resolve) -> Prose: ...


@dataclass
class Query:
    """Everything is asked at the moment `now`, aware, and answered in the site's zone.

    `known` holds what was found out before and is still so: the same card stands in the lists of many pages. Whoever
    makes the query vouches that neither the catalogue nor the clock has changed an answer since (`good_until`).
    `spoken` is the language of the page, where that is not the paper's own.
    """

    press: Press
    reader: Reader
    now: datetime
    known: dict[Hashable, Any] = field(default_factory=dict)
    spoken: str = ""

    def speaking(self, language: str) -> "Query":
        """The same, for a page that is in another language than the paper's own."""
        return self if language == self.language else replace(self, spoken=language)

    def _once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` finds, asked once for each state of the paper and each language that its pages speak."""
        key = (self.spoken, key) if self.spoken else key
        if key not in self.known:
            self.known[key] = find()
        found: Found = self.known[key]
        return found

    @cached_property
    def site(self) -> Site:
        document = self._once("site", lambda: self.reader.document("site"))
        return _site(document.path, document.text) if document else Site()

    @cached_property
    def zone(self) -> ZoneInfo:
        return self.site.zone

    @property
    def language(self) -> str:
        """That of the page: the paper's, but for fronts in other languages."""
        return self.spoken or self.site.language

    @property
    def words(self) -> NullTranslations:
        """What the program says, in the language of the page."""
        return words_of(self.language)

    def say(self, message: str, **parts: object) -> str:
        """`query.say("News from %(paper)s.", paper=…)`: a message in that language, with its parts put in."""
        text = self.words.gettext(message)
        return text % parts if parts else text

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def base_url(self) -> str:
        return self.press.base_url

    def local(self, moment: datetime | None) -> datetime | None:
        return moment.astimezone(self.zone) if moment else None

    @cached_property
    def good_until(self) -> datetime:
        """The next moment at which the clock alone changes a page: a schedule, a strip, midnight."""
        return self._once("good until", self._next_moment)

    def _next_moment(self) -> datetime:
        midnight = datetime.combine(self.today + timedelta(days=1), datetime.min.time(), self.zone)
        moments = [midnight, self.reader.next_moment(self.now, CORRECTED_FOR)]
        for document in self.reader.documents("front"):
            for line in _front(document.path, document.text, self.site).now:
                moments += [line.at, line.until]
        return min(each for each in moments if each and each > self.now)

    # Sections and other names

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """As `site.toml` lists them; else those that public stories make."""
        if self.site.sections:
            return self.site.sections
        slugs = self._once("sections", lambda: self.reader.sections(self.now))
        return tuple(Section(slug, title_of_slug(slug)) for slug in slugs)

    def section(self, slug: str) -> Section:
        found = next((each for each in self.sections if each.slug == slug), None)
        return found or Section(slug, title_of_slug(slug))

    def section_link(self, slug: str, current: bool = False) -> Link:
        found = self.section(slug)
        url = f"/{quote(slug)}/"
        if self.language == self.site.language:
            return Link(found.title, url, current, slug=slug)
        if named := found.title_in(self.language):
            return Link(named, url, current, slug=slug)
        return Link(found.title, url, current, slug=slug, language=self.site.language)

    def chrome(self, section: str = "") -> Chrome:
        """Masthead and footer; `section` is where the reader is."""
        return self._once(("chrome", section), lambda: self._chrome(section))

    def _chrome(self, section: str) -> Chrome:
        organisation = self.site.organisation
        return Chrome(
            self.site.title, self._tagline(), self.language,
            direction(self.language), self.today,
            tuple(self.section_link(each.slug, each.slug == section) for each in self.sections),
            self._standing_links(), organisation.name or self.site.title, self._report(), self.site.timezone,
            self.front_url(self.language), self._fronts(),
        )  # fmt: skip

    def _tagline(self) -> str:
        if self.language == self.site.language:
            return self.site.tagline
        return self.site.taglines.get(nearest(self.language, self.site.taglines), "")

    def front_url(self, language: str) -> str:
        """The front in one of the paper's languages."""
        return "/" if language == self.site.language else f"/{language.lower()}/"

    def _fronts(self) -> tuple[Link, ...]:
        """The fronts of the paper in all of its languages, if there are several."""
        tags = (self.site.language, *self.site.languages) if self.site.languages else ()
        return tuple(Link(language_name(tag), self.front_url(tag), tag == self.language, slug=tag) for tag in tags)

    def _standing_links(self) -> tuple[Link, ...]:
        pages = [page for page in (self.standing_page(each) for each in self.reader.documents("page")) if page]
        pages.sort(key=lambda page: (page[0].order, page[0].title))
        pages = [each for each in pages if each[1] != f"/{CORRECTIONS}/"]  # to which the footer leads anyway
        own = self.site.language if self.language != self.site.language else ""
        links = [Link(page.title, url, language=own) for page, url in pages]
        return (*links, *(Link(each.text, each.url, language=own) for each in self.site.footer))

    def _report(self) -> str:
        if self.site.report:
            return self.site.report
        return f"mailto:{self.site.organisation.email}" if self.site.organisation.email else ""

    @property
    def policies(self) -> Mapping[str, str]:
        """The paper's pages of standards, by schema.org's names: those that are there."""
        return self._once("policies", self._policies)

    def _policies(self) -> Mapping[str, str]:
        named = self.site.organisation.policies
        found = {key: self.answering(address) for key, address in named.items()}
        return {key: address for key, address in found.items() if address}

    def answering(self, address: str) -> str:
        """Where `address` leads: it itself, or the page under another spelling or its new place; empty where nothing
        public is. Other sites are taken at their word."""
        if not address.startswith("/"):
            return address
        path = unquote(address.partition("#")[0].partition("?")[0])
        if path == "/" or path.strip("/").partition("/")[0] in self.press.reserved:
            return address
        target = self._linked_page(path)
        place = self.reader.place(unquote(target.url)) if target else None
        if target is None or (place and place.kind == "page" and not self._is_page_public(place.target)):
            return ""
        return address if path == unquote(target.url) else target.url

    def standing_page(self, document: Document) -> tuple[StandingPage, str] | None:
        """A standing page and its path; None for a draft, and for one that lost its place."""
        url = self.reader.page_url(document.path)
        try:
            page = _page(document.path, document.text, self.site)
        except Unreadable:
            return None
        return (page, quote(url)) if url and not page.draft else None

    def author(self, slug: str) -> Author | None:
        """From the author's file."""
        document = self._once(("author", slug), lambda: self.reader.document("author", slug))
        try:
            return _author(document.path, document.text, self.site) if document else None
        except Unreadable:
            return None

    def author_slug(self, wanted: str) -> str:
        """The slug of the page of the author whom stories call `wanted`."""
        return self._once(("author slug", wanted), lambda: self.reader.author_slug(wanted))

    def author_name(self, slug: str, written: str) -> str:
        author = self.author(slug)
        return author.name if author else _name(written)

    def introduction(self, kind: str, slug: str) -> Introduction | None:
        document = self.reader.document(kind, slug)
        try:
            return _introduction(document.path, document.text, self.site) if document else None
        except Unreadable:
            return None

    def front(self, slug: str) -> Front:
        """`fronts/<slug>.toml`, as far as it can be used."""
        document = self.reader.document("front", slug)
        try:
            return _front(document.path, document.text, self.site) if document else Front()
        except Unreadable:
            return Front()

    # Stories in lists

    def card(self, entry: Entry) -> Card:
        """What a list shows of a story."""
        return self._once(("card", entry.path), lambda: self._card(entry))

    def _card(self, entry: Entry) -> Card:
        note = entry.card
        tag = note["language"] or self.site.language
        image = note["image"]
        figure = self.figure(Picture(image[0], image[1], focus=image[2]), entry.path) if image else None
        authors = [(self.author_slug(slug), title) for slug, title in note["authors"]]
        portrait = self._portrait(authors) if entry.kind == "opinion" else None
        section = self.section(entry.section)
        named = section.title_in(tag) or section.title
        line = self._line(entry, note)
        return Card(
            line.url, line.headline, note["standfirst"], note["kicker"] or named, entry.section,
            named, line.kind, line.label, self.local(entry.published),
            self.local(moment(note["updated"])) if note["updated"] is not None else None,
            tuple(self.author_name(slug, title) for slug, title in authors), entry.priority, figure, portrait,
            line.corrected, line.language, line.direction,
            tuple((code, quote(each.url)) for code, each in self.card_versions(entry)),
        )  # fmt: skip

    def kind_label(self, kind: str, language: str) -> str:
        """The word for a kind of story, in the story's language if we have that, else the page's; empty for news."""
        words = words_of(language) if is_spoken(language) else self.words
        return words.gettext(KIND_LABELS[kind]) if kind in KIND_LABELS else ""

    def card_versions(self, entry: Entry) -> Versions:
        """The other public versions of a story in a list."""
        language = entry.card["language"] or self.site.language
        return self._once(("versions", entry.path), lambda: self.versions(entry.path, language))

    def versions(self, path: str, language: str, named: Iterable[tuple[str, str]] | None = None) -> Versions:
        """The story's other public versions; see `newsroom.versions`."""
        if not named and not self._once("translations", self.reader.has_translations):
            return ()
        return versions(self.reader, self.site, self.now, path, language, named)

    def newest(self, limit: int) -> tuple[Entry, ...]:
        """The latest stories, which most pages show."""
        return self._once(("newest", limit), lambda: self.reader.stories(self.now, limit))

    def cards(self, entries: tuple[Entry, ...]) -> tuple[Card, ...]:
        return tuple(self.card(each) for each in entries)

    def newest_lines(self, limit: int) -> tuple[tuple[str, Line], ...]:
        """(file, headline alone) of the latest stories."""

        def find() -> tuple[tuple[str, Line], ...]:
            return tuple((each.path, self._line(each, each.card)) for each in self.newest(limit))

        return self._once(("lines", limit), find)

    def _line(self, entry: Entry, note: Mapping[str, Any]) -> Line:
        since = self.now - timedelta(seconds=CORRECTED_FOR)
        corrected = any(since < moment(each) <= self.now for each in note["corrected"])
        tag = note["language"] or self.site.language
        language = tag if tag != self.language else ""
        return Line(
            quote(entry.url), note["headline"], entry.kind, self.kind_label(entry.kind, tag), language,
            direction(language) if language else "", corrected,
        )  # fmt: skip

    def _portrait(self, authors: list[tuple[str, str]]) -> Figure | None:
        author = self.author(authors[0][0]) if authors else None
        return self.figure(author.picture, f"authors/{author.slug}.md") if author and author.picture else None

    # Links and pictures

    def figure(self, picture: Picture, owner: str, caption: Markup = NO_CAPTION) -> Figure | None:
        """The picture that the file `owner` names, if it is there."""
        target = self.find_picture(picture.src, owner)
        if target is None:
            return None
        across, down = focus = or_usual(picture.focus, target.width, target.height)
        return Figure(
            target.url, target.width, target.height, picture.alt, caption, picture.credit,
            f"x{across} y{down}" if focus != CENTRE else "", target.src, target.srcset, target.sources,
            picture.digital_source,
        )  # fmt: skip

    def shapes(self, picture: Picture, owner: str) -> tuple[tuple[str, int, int], ...]:
        """(path, width, height) of the picture in 16:9, 4:3 and 1:1; of it as it is where it cannot be cut."""
        path = self.picture_path(picture.src, owner)
        row = self.reader.picture(path) if path else None
        if row is None:
            return ()
        found = []
        for url in ratios(quote(f"/{row.path}"), row, picture.focus):
            cut = rendition(url.split("/")[2], "jpg", row) if url.startswith(f"/{PREFIX}/") else None
            found.append((url, cut.width, cut.height) if cut else (url, row.width, row.height))
        return tuple(found)

    def picture_path(self, reference: str, owner: str) -> str | None:
        """The file of the content folder that `reference` means."""
        for path in candidates(reference, owner):
            if not path.startswith("**/"):
                row = self.reader.picture(path)
            elif (row := self.reader.picture_called(path[3:])) and self._is_withheld(row.path, owner):
                row = None
            if row:
                return row.path
        return None

    def _is_withheld(self, path: str, owner: str) -> bool:
        """Whether the picture lies beside a file that names it and is not public: no other may show it by its name."""
        named = self.reader.namers(path.rpartition("/")[2])
        others = {each for each, reference in named if each != owner and path in candidates(reference, each)}
        return bool(others) and not any(map(self._is_owner_public, others))

    def find_picture(self, reference: str, owner: str) -> Target | None:
        return self._once(("picture", reference, owner), lambda: self._find_picture(reference, owner))

    def _find_picture(self, reference: str, owner: str) -> Target | None:
        path = self.picture_path(reference, owner)
        row = self.reader.picture(path) if path else None
        if row is None:
            return None
        url = quote(f"/{row.path}")
        found = offer(url, row)
        if found is None:
            return Target(url, "", row.width, row.height)
        return Target(url, "", row.width, row.height, found.src, found.srcset, found.sources)

    def is_picture_public(self, path: str) -> bool:
        """Whether something that is public now names this very file."""
        for owner, reference in self.reader.namers(path.rpartition("/")[2]):
            if self.picture_path(reference, owner) == path and self._is_owner_public(owner):
                return True
        return False

    def _is_owner_public(self, owner: str) -> bool:
        if self.reader.url_of(owner, self.now) is not None:
            return True
        found = self.reader.file(owner)
        if found is None or found[0] == "story":
            return False
        kind, slug = found[0], copydesk.slugify(owner.rpartition("/")[2].rpartition(".")[0])
        if kind == "page":
            return self.reader.page_url(owner) is not None and self._is_page_public(owner)
        if kind == "topic":
            return self.reader.title_of("topic", slug, self.now) is not None
        if kind == "series":
            return self.reader.title_of("series", slug, self.now) is not None
        return True

    def _is_page_public(self, path: str) -> bool:
        return any(each.path == path and self.standing_page(each) for each in self.reader.documents("page"))

    def resolver(self, owner: str) -> Resolve:
        """Answers for the links of the file `owner`; a story that is not public now is no target."""

        def resolve(kind: LinkKind, reference: str) -> Target | None:
            if kind == "picture":
                return self.find_picture(reference, owner)
            if kind in ("wiki", "story"):
                return self._named(reference)
            return self._linked(reference, owner)

        return resolve

    def _named(self, reference: str) -> Target | None:
        for each in story_names(reference):
            if (entry := self.reader.named(each, self.now)):
                return Target(quote(entry.url), entry.card["headline"])
        return None

    def _linked(self, reference: str, owner: str) -> Target | None:
        path = reference.partition("#")[0].partition("?")[0]
        if path.lower().endswith((".md", ".markdown")):
            return self._linked_file(path, owner)
        if path.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg")):
            return self.find_picture(path, owner)
        if not path.startswith("/") and path.lower().endswith(DOCUMENT_SUFFIXES):
            return Target("")  # what lies beside a story and is no picture is not served: its words stay
        return self._linked_page(path) if path.startswith("/") else None

    def _linked_file(self, path: str, owner: str) -> Target | None:
        """A link to another file of the folder; one to a story that is not public keeps its words alone."""
        for each in candidates(path, owner):
            if each.startswith("**/"):
                return self._named(each[3:]) or Target("")
            if url := self.reader.url_of(each, self.now) or self.reader.page_url(each):
                return Target(quote(url))
        return Target("")

    def _linked_page(self, path: str) -> Target | None:
        for each in spellings(path):
            place = self.reader.place(each)
            if place is None:
                continue
            if place.kind == "story":
                url = self.reader.url_of(place.target, self.now)
                return Target(quote(url)) if url else None
            if place.kind == "alias":
                url = place.target if place.target.startswith("/") else self.reader.url_of(place.target, self.now)
                return Target(quote(url)) if url else None
            return Target(quote(each))
        old = self.old_address(path)
        return Target(old) if old else None

    def old_address(self, path: str) -> str | None:
        """The present URL of the public story that `path` was the address of by an earlier permalink."""
        entry = story_at(self.reader, self.now, self.site.old_permalinks, path)
        return quote(entry.url) if entry else None


def direction(language: str) -> str:
    """`rtl` or `ltr`, for a BCP 47 tag."""
    return "rtl" if language.partition("-")[0].lower() in _RTL else "ltr"


def title_of_slug(slug: str) -> str:
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _name(written: str) -> str:
    """An author's name as stories have it; a bare slug is made readable."""
    if " " in written or not written.islower() or "-" not in written:
        return written
    return " ".join(part.capitalize() for part in written.split("-"))


@lru_cache(maxsize=8)
def _site(path: str, text: str) -> Site:
    try:
        return read_site(path, text)[0]
    except Unreadable:
        return Site()


@lru_cache(maxsize=64)
def _front(path: str, text: str, site: Site) -> Front:
    return read_front(path, text, site.zone)[0]


@lru_cache(maxsize=1024)
def _author(path: str, text: str, site: Site) -> Author:
    return copydesk.read_author(path, text, site)[0]


@lru_cache(maxsize=256)
def _introduction(path: str, text: str, site: Site) -> Introduction:
    return copydesk.read_introduction(path, text, site)[0]


@lru_cache(maxsize=256)
def _page(path: str, text: str, site: Site) -> StandingPage:
    return copydesk.read_page(path, text, site)[0]
