"""Sample values of every view, in every state that a template has to stand: for the style guide and the tests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from markupsafe import Markup

from blueprints._sample_text import LONG, STANDFIRST, TEXT
from newsroom.pages.search import Facet, Result, SearchPage
from newsroom.pages.views import (
    ArchivePage,
    ArticlePage,
    Block,
    Card,
    Chrome,
    Corrected,
    CorrectionsPage,
    Day,
    ErrorPage,
    FeedGroup,
    FeedLink,
    FeedsPage,
    Figure,
    FrontPage,
    Group,
    Head,
    IndexPage,
    Line,
    Link,
    ListPage,
    Month,
    Note,
    NowLine,
    Package,
    Pagination,
    Part,
    Person,
    SeriesBox,
    StandingPageView,
)
from newsroom.prose import Prose
from newsroom.reviews import Review
from newsroom.search.passages import Mark

NOON = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)
LONGEST = "Nine hundred households beside the estuary learn that the sea wall promised to them in 1987 was never " * 2
SHORT = (
    "Port to close its last coal berth and sell the cranes",
    "Bridge toll to rise for lorries but not for cars",
    "Avocets stay the winter for a third year",
    "Library to stay open on Thursday evenings",
    "Two rescued after dinghy drifts past the bar",
    "Reservoir back to four fifths full after wet autumn",
    "Oyster beds reopen after clean water tests",
)
SECTIONS = tuple(
    Link(title, f"/{title.lower()}/", slug=title.lower())
    for title in ("News", "Harbour", "Council", "Business", "Coast", "Culture", "Sport", "Opinion")
)
_PICTURES = "/static/0/styleguide"
"""Under the hash of an earlier version a static file is the present one."""
PORTRAIT = Figure(f"{_PICTURES}/portrait.svg", 400, 400, alt="A woman with short hair looks to the left.")
TALL = Figure(f"{_PICTURES}/tall.svg", 800, 1200, alt="A lighthouse.", focus="x50 y0")

CHROME = Chrome(
    title="The Saltmarsh Courier",
    tagline="The daily paper of Saltmarsh and the estuary",
    language="en-GB",
    direction="ltr",
    today=date(2026, 11, 22),
    sections=SECTIONS,
    standing=(
        Link("About the Courier", "/about"),
        Link("Editorial code", "/ethics"),
        Link("Corrections", "/corrections"),
    ),
    owner="Saltmarsh Courier Trust",
    report="mailto:desk@courier.example",
    languages=(Link("English", "/", current=True, slug="en-GB"), Link("العربية", "/ar/", slug="ar")),
)
BARE_CHROME = replace(CHROME, tagline="", sections=(), standing=(), owner="", report="", languages=())
HEAD = Head(
    title="A page – The Saltmarsh Courier",
    og_title="A page",
    description="News from Saltmarsh & the estuary.",
    canonical="https://courier.example/",
    robots="max-image-preview:large",
    kind="website",
    language="en-GB",
    direction="ltr",
    locale="en_GB",
    linked_data={"@context": "https://schema.org", "@type": "WebSite", "name": "</script><b>Courier"},
)
CRUMBS = (Link("Front page", "/"), Link("Harbour", "/harbour/"))


def picture(number: int) -> Figure:
    caption = Markup(f"A red sail before the hills, seen for the {number + 1}th time this week.")  # noqa: S704 - a number
    return Figure(f"{_PICTURES}/wide.svg", 1200, 800, "A boat with a red sail.", caption, "Drawing: Picture desk")


def card(number: int, *, pictured: bool = False, **changes: object) -> Card:
    section = SECTIONS[number % len(SECTIONS)]
    plain = Card(
        url=f"/2026/11/22/story-{number}",
        headline=SHORT[number % len(SHORT)],
        standfirst=STANDFIRST,
        kicker="Berth Nine" if number % 2 else "",
        section=section.slug,
        section_title=section.text,
        kind="news",
        label="",
        published=NOON - timedelta(minutes=37 * number),
        updated=None,
        authors=("Hester Quillfeather",),
        priority="normal",
        figure=picture(number) if pictured else None,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the names of the fields are checked by replace


def cards(count: int, start: int = 0, *, pictured: bool = False) -> tuple[Card, ...]:
    return tuple(card(number, pictured=pictured) for number in range(start, start + count))


def lines(stories: tuple[Card, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(one.url, one.headline, one.kind, one.label, one.language, one.direction, one.corrected) for one in stories
    )


ODD_CARDS = (
    card(20, headline=LONGEST[:140], authors=tuple(f"Author Number{n}" for n in range(5))),
    card(21, headline="انتهاء عصر الفحم في ميناء سولتمارش", standfirst="قرار المجلس", language="ar", direction="rtl"),
    card(22, headline="港は最後の石炭岸壁を閉鎖へ", language="ja", direction="ltr", kicker="", section_title="",
         versions=(("en-GB", "/a"), ("ar", "/b"))),
    card(23, published=None, standfirst="", authors=()),
    card(24, kind="sponsored", label="Sponsored", corrected=True),
    card(25, kind="opinion", label="Opinion", figure=TALL, published=datetime(2026, 11, 22, tzinfo=UTC)),
    card(26, published=datetime(2019, 3, 1, 9, 0, tzinfo=UTC), headline="<script>alert(1)</script> & co"),
)
OPINION = tuple(
    card(n, kind="opinion", label="Opinion", portrait=PORTRAIT if n % 2 else None, section="opinion")
    for n in range(40, 44)
)
NOW = (
    NowLine("Flood warning lifted for Lower Quay", "/a", NOON),
    NowLine("Power back", "", NOON),
    NowLine("Trams", "/b", None),
)
TOPICS = tuple(Link(f"Topic {n} & more", f"/topics/t{n}/", count=n) for n in range(30))


def block(number: int) -> Block:
    start = 100 + 20 * number
    lead = card(start, pictured=number != 1)
    return Block(SECTIONS[number], lead, cards(3 if number < 2 else 0, start + 1), cards(6, start + 8))


PARTS = tuple(Part(number, card(90 + number)) for number in range(1, 5))
PACKAGE = Package("After coal", "/series/after-coal/", "harbour", 6, PARTS)


FULL_FRONT = FrontPage(
    CHROME, HEAD, NOW, card(0, pictured=True), cards(3, 1), card(4, pictured=True), OPINION, (),
    cards(10, 5), cards(4, 60, pictured=True), (block(0), block(1)), PACKAGE,
    (tuple(block(n) for n in range(2, 5)),), TOPICS[:15],
)  # fmt: skip
EMPTY_FRONT = FrontPage(BARE_CHROME, HEAD, (), None, (), None, (), (), (), (), (), None, (), ())
ODD_FRONT = replace(
    FULL_FRONT, lead=ODD_CARDS[0], follow_ups=ODD_CARDS[1:3], second=None, opinion=(), latest=ODD_CARDS[3:],
    cards=cards(3, 70), blocks=(block(0), Block(SECTIONS[2], card(400), (), ())),
    package=replace(PACKAGE, parts=PARTS[:3]), towers=((block(5), Block(SECTIONS[6], ODD_CARDS[5], (), ())),),
    topics=TOPICS,
)  # fmt: skip
ARABIC_FRONT = replace(
    FULL_FRONT, head=replace(HEAD, language="ar", direction="rtl"), lead=replace(ODD_CARDS[1], language=""),
    follow_ups=(), package=None, towers=(), topics=(),
    chrome=replace(CHROME, language="ar", direction="rtl", tagline="", home="/ar/", languages=CHROME.languages[:1]),
)  # fmt: skip
FEW_FRONT = replace(
    EMPTY_FRONT, chrome=CHROME, lead=card(0), second=card(1), latest=cards(3, 5), opinion=OPINION[:1],
    towers=(tuple(block(n) for n in range(2, 6)),),
)  # fmt: skip
ONE_STORY = replace(EMPTY_FRONT, chrome=CHROME, lead=card(0))

ONE_PAGE = Pagination(1, 1, (Link("1", "/harbour/", current=True),), None, None)
PAGES = (*(Link(str(n), f"/harbour/?page={n}", current=n == 2) for n in range(1, 5)), Link("…", ""), Link("50", "/z"))
MANY_PAGES = Pagination(2, 50, PAGES, Link("Newer", "/harbour/"), Link("Older", "/harbour/?page=3"), "/archive/2024/")
DAYS = (
    Day(date(2026, 11, 22), "/archive/2026/11/22/", cards(3, 1, pictured=True) + ODD_CARDS),
    Day(date(2026, 11, 21), "/archive/2026/11/21/", cards(1, 30)),
    Day(None, "", (ODD_CARDS[3],)),
)
PERSON = Person(
    "Hester Quillfeather", "/authors/hester/", "Harbour correspondent", "Saltmarsh", ("ports", "tides"),
    "h@courier.example", "Hester writes about the port.", Markup("<p>Hester has <em>covered</em> the port.</p>"),
    PORTRAIT, (Link("Mastodon", "https://social.example/@hester"),),
)  # fmt: skip
FULL_LIST = ListPage(
    CHROME, HEAD, CRUMBS, "Harbour", "The port and its people.", Markup("<p>An introduction.</p>"),
    card(0, pictured=True), DAYS, 500, MANY_PAGES, section="harbour", figure=picture(1),
)  # fmt: skip
EMPTY_LIST = ListPage(BARE_CHROME, HEAD, (), "Harbour", "", Markup(""), None, (), 0, ONE_PAGE)
ONE_IN_LIST = replace(EMPTY_LIST, chrome=CHROME, breadcrumbs=CRUMBS, lead=card(1), total=1, section="harbour")
AUTHOR = replace(
    FULL_LIST, heading=PERSON.name, person=PERSON, introduction=Markup(""), lead=None, figure=None, section=""
)
BARE_AUTHOR = replace(EMPTY_LIST, heading="Letters", person=Person("Letters", "/authors/letters/"))

GROUPS = tuple(Group(letter, TOPICS[n * 3 : n * 3 + 3]) for n, letter in enumerate("ABCDEFG"))
FULL_INDEX = IndexPage(CHROME, HEAD, CRUMBS, "Topics", "Everything that we write about.", GROUPS)
EMPTY_INDEX = IndexPage(BARE_CHROME, HEAD, (), "Topics", "", ())

CELLS = tuple(Link(str(n), "/archive/2026/11/22/" if n % 3 == 1 else "", n == 22, n) for n in range(1, 31))
PADDED = (*[None] * 6, *CELLS, *[None] * 6)
NOVEMBER = Month("November 2026", "/archive/2026/11/", 12, tuple(PADDED[n : n + 7] for n in range(0, 42, 7)))
YEARS = tuple(Link(str(year), f"/archive/{year}/", count=2027 - year) for year in range(2026, 2010, -1))
ALL_YEARS = ArchivePage(CHROME, HEAD, CRUMBS[:1], "Archive", 500, YEARS, (), ())
YEAR = replace(ALL_YEARS, heading="2026", years=(), months=(NOVEMBER, Month("May 2026", "/archive/2026/05/", 1)))
MONTH = replace(
    YEAR, heading="November 2026", months=(replace(NOVEMBER, url=""),), days=DAYS[:2], next=Link("December", "/x")
)
DAY = replace(MONTH, heading="22 November 2026", months=(), days=DAYS[:1], previous=Link("Saturday", "/y"))
NO_ARCHIVE = ArchivePage(BARE_CHROME, HEAD, (), "Archive", 0, (), (), ())

def prose(html: Markup) -> Prose:
    return Prose(html, (), 100, (), ())


def note(number: int, kind: str, label: str) -> Note:
    text = Markup("<p>The number of gardens is 14.</p>")
    return Note(f"correction-{number}", kind, label, NOON if number % 2 else None, text, Markup("<p>It is 40.</p>"))


ARTICLE_HEAD = replace(
    HEAD, kind="article", image_url="https://courier.example/media/a.jpg", image=picture(0), published=NOON,
    updated=NOON, section="Harbour", topics=("Berth Nine", "Jobs"), next_url="/x", previous_url="/y",
    author_urls=("https://courier.example/authors/hester/",),
    creators=("@hester@social.example",), alternates=(("en-GB", "https://courier.example/a"), ("ar", "https://courier.example/b")),
)  # fmt: skip
FULL_ARTICLE = ArticlePage(
    chrome=CHROME, head=ARTICLE_HEAD, breadcrumbs=CRUMBS, section=SECTIONS[1], kind="analysis", label="Analysis",
    kicker=Link("Berth Nine", "/topics/berth-nine/"), headline=SHORT[0], standfirst=STANDFIRST, people=(PERSON,),
    dateline="Saltmarsh", published=NOON - timedelta(hours=2), updated=NOON, reading_minutes=4,
    notes_above=(note(1, "editors-note", "Editor’s note"),), notes_below=(note(2, "correction", "Correction"),),
    figure=picture(0), key_points=(Markup("Berth Nine takes its <em>last</em> ship."), Markup("Cranes are for sale.")),
    prose=prose(TEXT), sources=(Markup("<a href='https://example.org/'>Annual accounts</a>"),),
    method=Markup("<p>We read the accounts.</p>"), disclosure=Markup("<p>The author owns a boat.</p>"),
    note=Markup("<p>First in the Friday letter.</p>"), topics=TOPICS[:6],
    series=SeriesBox("After coal", "/series/after/", (Link("How coal began", "/1"), Link(SHORT[0], "/2", True)), 2, 2),
    related=cards(3, 80, pictured=True), further=lines(cards(20, 200)),
    translations=(("ar", Link("العربية", "/ar/berth")),), language="en-GB", direction="ltr",
    path="/2026/11/22/port-to-close", report="mailto:desk@courier.example?subject=Report%20an%20error",
    standards="/ethics",
)  # fmt: skip
BARE_ARTICLE = replace(
    FULL_ARTICLE, chrome=BARE_CHROME, head=replace(HEAD, kind="article"), breadcrumbs=(), kind="news", label="",
    kicker=None, standfirst="", people=(), dateline="", published=None, updated=None, reading_minutes=0,
    notes_above=(), notes_below=(), figure=None, key_points=(), prose=prose(Markup("")), sources=(),
    method=Markup(""), disclosure=Markup(""),
    report="", standards="", note=Markup(""), topics=(), series=None, related=(), further=(), translations=(),
)  # fmt: skip
UNPICTURED = replace(
    FULL_ARTICLE, kind="opinion", label="Opinion", figure=None, key_points=(), notes_above=(), headline=LONGEST[:140],
    people=tuple(replace(PERSON, name=f"Author Number{n}", portrait=None) for n in range(5)), topics=TOPICS,
)  # fmt: skip
TALL_ARTICLE = replace(
    FULL_ARTICLE, kind="sponsored", label="Sponsored", figure=TALL, related=ODD_CARDS, further=lines(ODD_CARDS)
)
REVIEW = replace(
    FULL_ARTICLE, kind="review", label="Review", review=Review("The Ship Room", "Restaurant", value=4),
    figure=replace(picture(0), digital_source="TrainedAlgorithmicMediaDigitalSource"),
)
UNRATED = replace(REVIEW, review=Review("Tides <1871>", url="https://books.example/"))
ARABIC = replace(
    FULL_ARTICLE, head=replace(ARTICLE_HEAD, language="ar", direction="rtl"), language="ar", direction="rtl",
    headline="انتهاء عصر الفحم في ميناء سولتمارش", standfirst="يغلق الميناء آخر أرصفة الفحم في مارس.", labels="ar",
    prose=prose(Markup("<p>{}</p>").format("يغلق الميناء آخر أرصفة الفحم في مارس بعد مئة وأربعين عاما. " * 20)),
)  # fmt: skip
HEBREW_IN_ENGLISH = replace(BARE_ARTICLE, language="he", direction="rtl", headline="הנמל ייסגר במרץ", published=NOON)
JAPANESE = replace(
    ARABIC,
    head=replace(ARTICLE_HEAD, language="ja"),
    language="ja",
    direction="ltr",
    labels="ja",
    headline="港は最後の石炭岸壁を閉鎖へ" * 3,
)

NO_PAGES = Pagination(1, 1, (), None, None)
CORRECTIONS = CorrectionsPage(
    CHROME, HEAD, CRUMBS[:1], "Corrections", "What we got wrong.", Markup("<p>Tell us, and we look into it.</p>"),
    "/ethics",
    (
        Corrected(note(1, "correction", "Correction"), "/2026/11/22/a#correction-1", SHORT[0], NOON),
        Corrected(note(2, "retraction", "Retraction"), "/2026/11/22/b#correction-1", LONGEST[:140], None),
        Corrected(
            replace(note(3, "editors-note", "Editor’s note"), was=Markup("")), "/2026/11/22/c#correction-2",
            "انتهاء عصر الفحم", NOON, "ar", "rtl",
        ),
    ),
    3, MANY_PAGES, "/corrections/feed.xml",
)  # fmt: skip
NO_CORRECTIONS = replace(
    CORRECTIONS, chrome=BARE_CHROME, policy=Markup(""), policy_url="", corrections=(), total=0, pagination=NO_PAGES
)


def feed_link(name: str, url: str) -> FeedLink:
    address = f"https://courier.example{url}"
    return FeedLink(name, url, f"{address}feed.xml", f"{address}atom.xml", f"{address}feed.json")


FEEDS = FeedsPage(
    CHROME, replace(HEAD, feeds=(feed_link("The Saltmarsh Courier – Feeds & co", "/feeds/"),)), CRUMBS[:1], "Feeds",
    "Follow the paper.", feed_link("The Saltmarsh Courier", "/"),
    (
        FeedGroup("Sections", tuple(feed_link(each.text, each.url) for each in SECTIONS)),
        FeedGroup("Topics", (feed_link("الميناء", "/a/"), feed_link(LONGEST[:90], f"/topics/{'long-' * 30}/"))),
    ),
)  # fmt: skip
BARE_FEEDS = replace(FEEDS, chrome=BARE_CHROME, head=HEAD, groups=())

LONG_ARTICLE = replace(FULL_ARTICLE, prose=prose(LONG), reading_minutes=27, related=cards(3, 80))

STANDING = StandingPageView(
    CHROME, HEAD, CRUMBS[:1], "About the Courier", "Who we are.", prose(TEXT), NOON, "en-GB", "ltr"
)
BARE_STANDING = StandingPageView(BARE_CHROME, HEAD, (), "About", "", prose(Markup("")), None, "he", "rtl")
LOST = ErrorPage(CHROME, HEAD, 404, "There is no such page", "The address may be mistyped.", cards(10))
BARE_LOST = ErrorPage(BARE_CHROME, HEAD, 500, "Something failed here", "Please try again.", ())

HITS = (Mark("… the harbour "), Mark("bridge", True), Mark(" & its <toll> …"))
FOUND = tuple(Result(one, (Mark(one.headline),), HITS) for one in (*cards(3, 1, pictured=True), *ODD_CARDS))
SEARCH = SearchPage(
    CHROME, replace(HEAD, robots="noindex, follow"), CRUMBS[:1], "complete", "harbuor “bridge” section:news", FOUND, 42,
    2, (("harbuor", "harbour"),), True, ("after:spring",),
    tuple(Facet(name, TOPICS[:8]) for name in ("section", "kind", "year")), (Link("section: news", "/search?q=a"),),
    (Link("Best match first", "/a", True), Link("Newest first", "/b")), MANY_PAGES,
)  # fmt: skip
ONE_FOUND = replace(
    SEARCH, results=FOUND[:1], total=1, complete=None, changes=(), was_cut=False, unread=(), facets=(), chosen=(),
    orders=(), pagination=ONE_PAGE,
)  # fmt: skip
NOT_FOUND = replace(ONE_FOUND, results=(), total=0, text=LONGEST[:200], latest=cards(6))
NOT_ASKED = replace(NOT_FOUND, text="", pagination=None)
NO_SEARCH_YET = replace(NOT_ASKED, state="being made", text="harbour")
NO_SEARCH = replace(NO_SEARCH_YET, chrome=BARE_CHROME, breadcrumbs=(), state="not available", latest=())

STYLEGUIDE = replace(STANDING, head=replace(HEAD, title="Style guide", og_title="Style guide", robots="noindex"))

STATES: dict[str, dict[str, object]] = {
    "headlines/front.html": {
        "full": FULL_FRONT, "empty": EMPTY_FRONT, "odd": ODD_FRONT, "few": FEW_FRONT, "one": ONE_STORY,
        "arabic": ARABIC_FRONT, "no opinion": replace(FULL_FRONT, opinion=(), beside=cards(3, 30)),
    },
    "headlines/section.html": {"full": FULL_LIST, "empty": EMPTY_LIST, "one": ONE_IN_LIST},
    "headlines/topic.html": {"full": FULL_LIST, "empty": EMPTY_LIST},
    "headlines/series.html": {"full": FULL_LIST, "empty": EMPTY_LIST},
    "headlines/latest.html": {"full": FULL_LIST, "empty": EMPTY_LIST},
    "headlines/author.html": {"full": AUTHOR, "bare": BARE_AUTHOR},
    "headlines/topics.html": {"full": FULL_INDEX, "empty": EMPTY_INDEX},
    "headlines/authors.html": {"full": FULL_INDEX, "empty": EMPTY_INDEX},
    "headlines/all_series.html": {"full": FULL_INDEX, "empty": EMPTY_INDEX},
    "headlines/corrections.html": {"full": CORRECTIONS, "empty": NO_CORRECTIONS},
    "feeds/index.html": {"full": FEEDS, "bare": BARE_FEEDS},
    "headlines/archive.html": {"all": ALL_YEARS, "year": YEAR, "month": MONTH, "day": DAY, "empty": NO_ARCHIVE},
    "articles/show.html": {
        "full": FULL_ARTICLE, "bare": BARE_ARTICLE, "unpictured": UNPICTURED, "tall": TALL_ARTICLE,
        "review": REVIEW, "unrated": UNRATED,
        "long": LONG_ARTICLE, "arabic": ARABIC, "hebrew": HEBREW_IN_ENGLISH, "japanese": JAPANESE,
    },
    "articles/page.html": {"full": STANDING, "bare": BARE_STANDING},
    "search/results.html": {
        "full": SEARCH, "one": ONE_FOUND, "nothing": NOT_FOUND, "not asked": NOT_ASKED, "not yet": NO_SEARCH_YET,
        "never": NO_SEARCH,
    },
    "errors/error.html": {"full": LOST, "bare": BARE_LOST},
}  # fmt: skip
