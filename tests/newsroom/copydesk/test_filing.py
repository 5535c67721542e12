from datetime import datetime

import pytest

from newsroom.article import Name
from newsroom.site import Site
from tests.headers import LISTED, PLAIN, article, refused, story, utc, warned


@pytest.mark.parametrize(
    ("yaml", "path", "site", "section"),
    [
        ("", "articles/bridge.md", PLAIN, "news"),
        ("section: Local News", "articles/bridge.md", PLAIN, "local-news"),
        ("category: Local", "articles/bridge.md", PLAIN, "local"),
        ("categories: [Local, World]", "articles/bridge.md", PLAIN, "local"),
        ("categories: [Local, World]\nsection: sport", "articles/bridge.md", PLAIN, "sport"),
        ("", "articles/2026/11/bridge.md", PLAIN, "news"),
        ("", "articles/2026/World/11/bridge.md", PLAIN, "world"),
        ("", "articles/world/bridge/index.md", PLAIN, "world"),
        ("", "articles/bridge/index.md", PLAIN, "news"),
        ("", "posts/world/bridge.md", PLAIN, "news"),
        ("section: Our View", "articles/bridge.md", LISTED, "opinion"),
        ("section: WORLD", "articles/bridge.md", LISTED, "world"),
        ("categories: local essays", "articles/bridge.md", LISTED, "local"),
        ("", "articles/features/world/bridge.md", LISTED, "world"),
        ("", "articles/features/bridge.md", LISTED, "news"),
    ],
)
def test_the_section(yaml: str, path: str, site: Site, section: str) -> None:
    assert article(yaml, path=path, site=site).section == section


def test_an_unlisted_section_is_a_warning() -> None:
    found, problem = warned("section: Sport", "articles/world/bridge.md", LISTED)
    assert found.section == "world"
    assert "“Sport”" in problem.what
    assert "world, opinion, local" in problem.mend
JANE, JOHN = Name("jane-doe", "Jane Doe"), Name("john-roe", "John Roe")


@pytest.mark.parametrize(
    ("yaml", "authors"),
    [
        ("authors: [Jane Doe, John Roe]", (JANE, JOHN)),
        ("author: Jane Doe", (JANE,)),
        ("by: Jane Doe, John Roe", (JANE, JOHN)),
        ("byline: By Jane Doe and John Roe", (JANE, JOHN)),
        ("byline: Jane Doe; John Roe", (JANE, JOHN)),
        ("author: Jane Doe, and John Roe", (JANE, JOHN)),
        ("authors:\n- melody\t\t\n- jane-doe", (Name("melody", "melody"), Name("jane-doe", "jane-doe"))),
        ("authors: [{name: Jane Doe, email: x}, {name: J. R., slug: john-roe}]", (JANE, Name("john-roe", "J. R."))),
        ("author: {name: Jane Doe}", (JANE,)),
        ("authors: ['[[Jane Doe]]', '', null, Jane Doe]", (JANE,)),
        ("authors: []\nauthor: Jane Doe", (JANE,)),
        ("authors: Sandy Anderson", (Name("sandy-anderson", "Sandy Anderson"),)),
    ],
)
def test_authors(yaml: str, authors: tuple[Name, ...]) -> None:
    assert article(yaml).authors == authors


def test_authors_that_are_none_are_left_out() -> None:
    assert warned("authors: [Jane Doe, '???']")[0].authors == (JANE,)
    assert warned("author: true")[0].authors == ()


@pytest.mark.parametrize(
    ("yaml", "slugs"),
    [
        ("topics: [How we work, Öl, 2024]", ["how-we-work", "öl", "2024"]),
        ("tags: how we work, design", ["how-we-work", "design"]),
        ("tags: bridge harbour", ["bridge", "harbour"]),
        ("keywords: [a, A, '#a', '']", ["a"]),
        ("tags: [x]\ntopics: [y]", ["y"]),
        ("Tags: [x]\ntopics: []", ["x"]),
    ],
)
def test_topics(yaml: str, slugs: list[str]) -> None:
    assert [topic.slug for topic in article(yaml).topics] == slugs


def test_topics_keep_their_titles_and_their_bound() -> None:
    assert article("topics: ['<b>How</b> we work']").topics == (Name("how-we-work", "How we work"),)
    found, problem = warned("topics: [" + ", ".join(f"t{number}" for number in range(300)) + "]")
    assert len(found.topics) == 200
    assert "200" in problem.what
    assert warned("topics: {a: b}")[0].topics == ()


def test_series_and_kind_and_priority() -> None:
    assert article("series: The Port").series == Name("the-port", "The Port")
    assert article("series: {title: The Port, slug: port}").series == Name("port", "The Port")
    assert article("series: [The Port]").series == Name("the-port", "The Port")
    assert article("layout: post").kind == "news"
    assert article("type: Opinion\nlayout: post").kind == "opinion"
    assert article("section: opinion", site=LISTED).kind == "opinion"
    assert article("section: opinion\nkind: review", site=LISTED).kind == "review"
    assert article("section: opinion\nlayout: post", site=LISTED).kind == "opinion"
    assert article("priority: Lead\nfeatured: true").priority == "lead"
    assert article("featured: true").priority == "high"
    assert article("pinned: 'yes'\nweight: 3").priority == "high"
    assert article("featured: false").priority == "normal"
    assert warned("priority: top")[0].priority == "normal"


@pytest.mark.parametrize(
    ("yaml", "path", "published"),
    [
        ("published: 2026-11-22\ndate: 2020-01-01", "articles/2019-01-01-x.md", utc(2026, 11, 22)),
        ("published: true\ndate: 2026-11-22 9:05", "articles/x.md", utc(2026, 11, 22, 9, 5)),
        ("publishDate: 2026-11-22T09:05:00-04:00", "articles/x.md", utc(2026, 11, 22, 13, 5)),
        ("pubDate: Fri, 22 Oct 2010 11:33:15 -0400", "articles/x.md", utc(2010, 10, 22, 15, 33, 15)),
        ("PUBDATETIME: 2026-11-22", "articles/x.md", utc(2026, 11, 22)),
        ("date: ''", "articles/2019-07-01-x.md", utc(2019, 6, 30, 23)),
        ("", "articles/2019-07-01-x/index.md", utc(2019, 6, 30, 23)),
        ("path: /2014/05/14/x", "articles/x.md", utc(2014, 5, 13, 23)),
    ],
)
def test_published(yaml: str, path: str, published: datetime) -> None:
    reading = story(f"headline: x\n{yaml}", path=path, site=Site(timezone="Europe/London"))
    assert reading.article.published == published
    assert reading.problems == ()


def test_no_date_anywhere_is_a_warning_but_not_for_a_draft() -> None:
    reading = story("headline: x")
    assert reading.article.published is None
    assert ["no date" in problem.what for problem in reading.problems] == [True]
    assert "published: YYYY-MM-DD" in reading.problems[0].mend
    assert story("headline: x\ndraft: true").problems == ()


@pytest.mark.parametrize("name", ["published", "date", "pubDate", "embargo", "expires", "expiryDate", "unpublish"])
@pytest.mark.parametrize("value", ["2024-13-45", "soon", "11/22/2026", "2026", "[2026-11-22]", "{a: b}"])
def test_a_vital_moment_that_cannot_be_read_refuses_the_story(name: str, value: str) -> None:
    problem = refused(f"headline: x\n{name}: {value}")
    assert problem.line == 3
    assert name in problem.what
    assert f"{name}: YYYY-MM-DD" in problem.mend


def test_other_moments() -> None:
    found = article("updated: 2026-11-23\nembargo: 2026-11-22 06:00\nexpires: 2027-01-01")
    assert (found.updated, found.embargo, found.expires) == (utc(2026, 11, 23), utc(2026, 11, 22, 6), utc(2027, 1, 1))
    assert article("embargo: false\nexpires:").embargo is None
    for name in ("lastmod", "modified", "last_modified_at"):
        assert article(f"{name}: 2026-11-23").updated == utc(2026, 11, 23)
    assert warned("updated: soon")[0].updated is None
    assert warned("updated: 2026-11-20")[0].updated is None
    same_day = story("headline: x\npublished: 2026-11-22 14:00\nlastmod: 2026-11-22")
    assert (same_day.article.updated, same_day.problems) == (None, ())


@pytest.mark.parametrize(
    "yaml",
    [
        "draft: true",
        "draft: 'yes'",
        "draft: 1",
        "published: false",
        "published: no",
        "status: Draft",
        "draft: false\nstatus: draft",
    ],
)
def test_drafts(yaml: str) -> None:
    reading = story(f"headline: x\ndate: 2026-11-22\n{yaml}")
    assert reading.article.draft
    assert reading.problems == ()


def test_drafts_by_folder_and_in_doubt() -> None:
    assert article("", path="_drafts/x.md").draft
    assert not article("", path="articles/_drafts.md").draft
    assert warned("draft: perhaps")[0].draft
    for yaml in ("draft: false", "draft: 'no'", "draft:", "published: true", "status: published"):
        assert not story(f"headline: x\ndate: 2026-11-22\n{yaml}").article.draft


def test_what_is_no_kind_of_ours_is_told_where_it_is_written_as_one() -> None:
    found, problem = warned("kind: newz")
    assert found.kind == "news"
    assert problem.what.startswith("“kind” is “newz”, none of news, analysis")
    assert "taken for opinion" in warned("kind: [a]", "articles/opinion/a.md", LISTED)[1].what
    for foreign in ("type: post", "layout: single"):
        assert article(foreign).kind == "news"


def test_a_word_that_means_nothing_is_quoted() -> None:
    assert "“priority” is “urgent”, none of lead" in warned("priority: urgent")[1].what
    assert "“priority” is “5”, none of lead" in warned("priority: 5")[1].what
    assert "“draft” is “perhaps”, neither true nor false" in warned("draft: perhaps")[1].what
    assert "“draft” is a list, neither" in warned("draft: [a]")[1].what


@pytest.mark.parametrize(
    ("yaml", "meant", "instead"),
    [
        ("embrago: 2026-12-01", "embargo", "`embargo:`"),
        ("embargoed_until: 2026-12-01", "embargo", "`embargo:`"),
        ("drafft: true", "draft", "`draft: true`"),
        ("Drafts: perhaps", "draft", "`draft: true`"),
        ("publishd: 2026-12-01", "published", "`published:`"),
        ("publish: 2026-12-01", "published", "`published:`"),
        ("publishd: false", "published", "`draft: true`"),
        ("statsu: private", "status", "`status:`"),
    ],
)
def test_a_mistyped_field_that_was_to_hold_a_story_back_is_a_warning(yaml: str, meant: str, instead: str) -> None:
    found, problem = warned(yaml)
    assert not found.draft
    assert f"the story is not held back by it; did you mean “{meant}”?" in problem.what
    assert problem.mend.startswith(f"Write {instead} instead")


@pytest.mark.parametrize("yaml", ["expire: 2026-01-01", "expiry: 2026-01-01", "expiry_date: 2026-01-01"])
def test_a_mistyped_field_that_was_to_take_a_story_down_is_a_warning(yaml: str) -> None:
    assert "the story is not taken down by it; did you mean “expir" in warned(yaml)[1].what


@pytest.mark.parametrize(
    "yaml",
    ["publish: false", "public: 'no'", "visible: 0", "Hidden: true", "private: yes", "visibility: private",
     "unpublished: true", "is_draft: true"],
)  # fmt: skip
def test_what_holds_a_story_back_elsewhere_is_a_warning(yaml: str) -> None:
    found, problem = warned(yaml)
    assert not found.draft
    assert problem.what.endswith("is no field that is known, and the story is not held back by it.")
    assert problem.mend.startswith("Write `draft: true` instead")


@pytest.mark.parametrize(
    "yaml",
    ["publish: true", "public: true", "hidden: false", "visibility: public", "drafft: false", "statsu: published",
     "published_by: Ada", "dates: [2026-12-01]", "embrago: false",
     "draft: true\nembrago: 2026-12-01", "draft: true\nhidden: true"],
)  # fmt: skip
def test_what_would_hold_nothing_back_is_no_warning(yaml: str) -> None:
    assert all(each.severity == "note" for each in story(f"headline: x\ndate: 2026-11-22\n{yaml}").problems)
