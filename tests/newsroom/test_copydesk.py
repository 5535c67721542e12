import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import copydesk
from newsroom.article import Article, Correction, Name, Picture, WebLink
from newsroom.copydesk import Reading, slugify, story_path
from newsroom.errors import Problem, Unreadable
from newsroom.site import Section, Site

PLAIN = Site()
LISTED = Site(
    timezone="Europe/London",
    sections=(
        Section("world", "World"),
        Section("opinion", "Our View", kind="opinion"),
        Section("local", "Local News"),
    ),
)
DATED = "published: 2026-11-22\nheadline: Bridge\n"


def story(yaml: str, body: str = "Body.", path: str = "articles/bridge.md", site: Site = PLAIN) -> Reading:
    return copydesk.read_story(path, f"---\n{yaml}\n---\n{body}\n", site)


def article(yaml: str, body: str = "Body.", path: str = "articles/bridge.md", site: Site = PLAIN) -> Article:
    """The story, which must have no Problem."""
    reading = story(DATED + yaml, body, path, site)
    assert reading.problems == ()
    return reading.article


def warned(yaml: str, path: str = "articles/bridge.md", site: Site = PLAIN) -> tuple[Article, Problem]:
    """The story, which must have one warning, in its third field."""
    reading = story(DATED + yaml, path=path, site=site)
    (problem,) = reading.problems
    assert (problem.path, problem.line, problem.severity) == (path, 4, "warning")
    assert problem.what
    assert problem.mend
    return reading.article, problem


def refused(yaml: str) -> Problem:
    with pytest.raises(Unreadable) as caught:
        story(yaml)
    assert caught.value.problem.severity == "error"
    return caught.value.problem


def utc(*parts: int) -> datetime:
    year, month, day, *clock = parts
    return datetime(year, month, day, *clock, tzinfo=UTC)


# Headline and standfirst


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Bridge", "Bridge"),
        ("2024", "2024"),
        ("1.10", "1.10"),
        ("True", "True"),
        ("no", "no"),
        ("12:30", "12:30"),
        ("2026-11-22", "2026-11-22"),
        ("'  Two\n\n  lines '", "Two lines"),
        ("The <em>new</em> bridge &amp; its 5 < 6 lanes", "The new bridge & its 5 < 6 lanes"),
        ("'&lt;b&gt; explained'", "<b> explained"),
    ],
)
def test_a_headline_is_text_as_written(written: str, expected: str) -> None:
    reading = story(f"published: 2026-11-22\nheadline: {written}")
    assert reading.article.headline == expected
    assert reading.problems == ()


def test_headline_goes_before_title_and_falls_back_to_it() -> None:
    assert article("title: Other").headline == "Bridge"
    assert story("Title: Other\nheadline: ''\npublished: 2026-11-22").article.headline == "Other"
    reading = story("headline: [a]\ntitle: Other\npublished: 2026-11-22")
    assert reading.article.headline == "Other"
    assert [problem.line for problem in reading.problems] == [2]


def test_the_first_heading_is_the_headline_and_shows_once() -> None:
    reading = story("published: 2026-11-22", "Intro.\n\n```\n# code\n```\n\n# The *new* [bridge](/x) {#b} ##\n\nText.")
    assert reading.article.headline == "The new bridge"
    assert reading.body == "Intro.\n\n```\n# code\n```\n\n\n\nText.\n"
    assert reading.article.standfirst == "Intro."


def test_a_heading_that_repeats_the_headline_is_dropped_and_others_stay() -> None:
    assert story(DATED, "\n# bridge\n\nText.").body == "\n\n\nText.\n"
    assert story(DATED, "# Tunnel\n\nText.").body == "# Tunnel\n\nText.\n"
    assert story(DATED, "Text.\n\n# Bridge").body == "Text.\n\n# Bridge\n"


def test_without_any_headline_the_files_name_stands_in_with_a_warning() -> None:
    reading = story("published: 2026-11-22", path="articles/2026-11-22-Harbour_bridge.md")
    assert reading.article.headline == "Harbour bridge"
    assert "no headline" in reading.problems[0].what


def test_long_texts_are_cut_with_a_warning() -> None:
    reading = story(f"published: 2026-11-22\nheadline: {'h' * 501}\nstandfirst: {'s ' * 1500}\nmethod: {'m' * 20_001}")
    assert len(reading.article.headline) == 500
    assert len(reading.article.standfirst) <= 2000
    assert len(reading.article.method) == 20_000
    assert [problem.line for problem in reading.problems] == [3, 4, 5]


def test_the_standfirst_is_the_first_of_its_names() -> None:
    names = ["standfirst", "description", "subtitle", "summary", "excerpt", "lead", "dek"]
    for position in range(len(names)):
        yaml = "".join(f"{name}: {name}!\n" for name in reversed(names[position:]))
        assert article(yaml).standfirst == f"{names[position]}!"
    assert (
        article("standfirst: ''\ndescription:\nexcerpt: <p>It *is* [open](/x)&nbsp;now.</p>\n").standfirst
        == "It is open now."
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One line\nand two.\n\nMore.", "One line and two."),
        ("## Heading\nText after.", "Text after."),
        ("Heading\n-------\n\nText.", "Text."),
        ("![alt](a.jpg)\n\nText.", "Text."),
        ("![alt](a.jpg)\nText below.", "Text below."),
        ("[![alt](a.jpg)](/x)\n\nText.", "Text."),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nText.", "Text."),
        ("a | b\n---|---\n1 | 2\n\nText.", "Text."),
        ("```\ncode\n\ncode\n```\n\nText.", "Text."),
        ("    code\n\nText.", "Text."),
        ("- a\n- b\n\n1. c\n\n> quote\n\n* * *\n\nText.", "Text."),
        ("{% image 'a' %}\n\n{% highlight ruby %}\nputs\n\nputs\n{% endhighlight %}\n\nText.", "Text."),
        ("{{< figure src=a >}}\n\nText.", "Text."),
        ("{% include x.html\n  a='b'\n%}\n\nText.", "Text."),
        ("***\nText.", "Text."),
        ("<div>\nx\n</div>\n\n<!-- note -->\n\nText.", "Text."),
        ("<p>Text with <b>bold</b>.</p>", "Text with bold."),
        ("<https://example.org> is *open*.", "https://example.org is open."),
        ("**Bold**, *it*, __b__, _i_, `code`, ***all***, snake_case.", "Bold, it, b, i, code, all, snake_case."),
        ("2 * 3 * 4 \\*kept\\*", "2 * 3 * 4 *kept*"),
        ("A [link](/x_(y) \"t\"), [ref][1], [[wiki|words]], [[slug]], note[^1].", "A link, ref, words, slug, note."),
        ("[^1]: note\n\n[ref]: http://x\n\n*[HTML]: words\n\nText.{: .lead}", "Text."),
        ("Term\n: definition\n\nText.", "Text."),
        ("", ""),
        ("...\n\n---", ""),
    ],
)  # fmt: skip
def test_else_the_standfirst_is_the_first_paragraph(body: str, expected: str) -> None:
    assert article("", body).standfirst == expected


def test_a_first_paragraph_is_shortened_at_a_word() -> None:
    found = article("", "word " * 100).standfirst
    assert found == "word " * 39 + "word…"
    assert len(article("", "w" * 500).standfirst) == 200


# Slug, section, people, topics


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Harbour Bridge", "harbour-bridge"),
        ("  --A_b.c/d!! ", "a-b-c-d"),
        ("Today's “news”", "todays-news"),
        ("Today\u2019s", "todays"),
        ("E\u0301te\u0301", "été"),
        ("ÜBER Straße", "über-straße"),
        ("Мост через реку", "мост-через-реку"),
        ("港の橋 2026", "港の橋-2026"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("جسر الميناء", "جسر-الميناء"),
        ("???", ""),
        ("", ""),
        ("x" * 500, "x" * 200),
    ],
)
def test_slugify(text: str, slug: str) -> None:
    assert slugify(text) == slug
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("path", "yaml", "slug"),
    [
        ("articles/bridge.md", "", "bridge"),
        ("articles/2026-11-22-Harbour_Bridge.markdown", "", "harbour-bridge"),
        ("articles/2026/bridge/index.md", "", "bridge"),
        ("articles/2026-11-22-bridge/index.md", "", "bridge"),
        ("articles/index.md", "", "articles"),
        ("index.md", "", "index"),
        ("articles/2026-13-45-bridge.md", "", "2026-13-45-bridge"),
        ("articles/2026-11-22.md", "", "2026-11-22"),
        ("articles/!!!.md", "", "story"),
        ("articles/bridge.md", "slug: New Bridge", "new-bridge"),
        ("articles/bridge.md", "slug: 2026", "2026"),
    ],
)
def test_the_slug(path: str, yaml: str, slug: str) -> None:
    assert article(yaml, path=path).slug == slug


@pytest.mark.parametrize(
    ("written", "slug"), [("news/Bridge/", "bridge"), ("../bridge2", "bridge2"), ("'???'", "bridge"), ("[a]", "bridge")]
)
def test_a_slug_that_is_none_is_a_warning(written: str, slug: str) -> None:
    assert warned(f"slug: {written}")[0].slug == slug


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


# Moments and drafts


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


# What goes with it


@pytest.mark.parametrize(
    ("yaml", "picture"),
    [
        ("image: a.jpg", Picture("a.jpg")),
        (
            "image: a.jpg\nimage_alt: Alt\nimage_figcaption: <a>C</a>\nimage_credit: D",
            Picture("a.jpg", "Alt", "<a>C</a>", "D"),
        ),
        (
            "image: {src: a.jpg, alt: Alt, caption: C, credit: D, focus: 30% 20%}",
            Picture("a.jpg", "Alt", "C", "D", "30% 20%"),
        ),
        ("image: {path: a.jpg}\nimage_alt: Alt", Picture("a.jpg", "Alt")),
        ("cover: {image: a.jpg, alt: Alt, caption: C}", Picture("a.jpg", "Alt", "C")),
        ("cover: {image: '', alt: ''}\nthumbnail: b.jpg", Picture("b.jpg")),
        ("featured_image: a.jpg", Picture("a.jpg")),
        ("header: {image: a.jpg, caption: C}", Picture("a.jpg", "", "C")),
        ("image: [a.jpg, b.jpg]", Picture("a.jpg")),
        ("image: false", None),
        ("image:", None),
        ("header: {overlay: x}", None),
    ],
)
def test_pictures(yaml: str, picture: Picture | None) -> None:
    assert article(yaml).image == picture


def test_a_picture_of_the_wrong_type_is_a_warning() -> None:
    assert warned("image: {alt: x}")[0].image is None
    assert warned("image: true")[0].image is None


def test_corrections() -> None:
    found = article(
        "corrections:\n- {date: 2026-11-23, kind: clarification, text: Two lanes., was: Three lanes.}\n"
        "- Only text.\n- {kind: Editor's Note, text: a}\n- {kind: editors note, text: b}\n"
        "- {type: editor-note, text: c}\n"
    )
    assert found.corrections == (
        Correction(utc(2026, 11, 23), "clarification", "Two lanes.", "Three lanes."),
        Correction(None, "correction", "Only text."),
        Correction(None, "editors-note", "a"),
        Correction(None, "editors-note", "b"),
        Correction(None, "editors-note", "c"),
    )
    assert article("corrections: {text: a}").corrections == (Correction(None, "correction", "a"),)
    assert warned("corrections: [{kind: oops, text: a}]")[0].corrections == (Correction(None, "correction", "a"),)
    assert warned("corrections: [{date: soon, text: a}]")[0].corrections == (Correction(None, "correction", "a"),)
    assert warned("corrections: [{kind: update}, b]")[0].corrections == (Correction(None, "correction", "b"),)


def test_boxes() -> None:
    found = article(
        "key_points: |\n  - One\n    and more\n  - Two\nsources: [A, {title: B, url: 'https://b.example'}]\nnote: 7"
    )
    assert found.key_points == ("One and more", "Two")
    assert found.sources == ("A", "[B](<https://b.example>)")
    assert found.note == "7"
    assert article("key_points: |\n  One\n  line.\n\n  Two.\n").key_points == ("One line.", "Two.")
    assert warned("sources: true")[0].sources == ()
    assert warned("sources: [a, [b]]")[0].sources == ("a",)
    assert warned("disclosure: [a]")[0].disclosure == ""
    assert article("location: 'Lagos '").dateline == "Lagos"


# Addresses


@pytest.mark.parametrize(
    ("written", "paths"),
    [
        ("aliases: [/old, old/two/, '/%C3%A9te%CC%81']", ("/old", "/old/two/", "/été")),
        ("redirect_from: /old.html", ("/old.html",)),
        ("aliases: /a\nredirect_from: [/b, /a]", ("/a", "/b")),
        ("aliases: ['', null]", ()),
    ],
)
def test_aliases(written: str, paths: tuple[str, ...]) -> None:
    assert article(written).aliases == paths


EVIL = [
    *("//evil.example/x", "https://evil.example/x", "/%2F/evil", "/%2f%2fevil", "/a//b", "javascript:alert(1)"),
    *("/a/../b", "/a/%2e%2e/b", "/./a", "/a\\b", "/%5cevil", "/\t/evil", "/%09/evil", "/a%00b", "/a\x7f", "/%ff"),
    *("/a?b=1", "/a#b", "/" + "a" * 3000),
]


@pytest.mark.parametrize("written", EVIL)
def test_a_path_that_is_none_is_left_out(written: str) -> None:
    text = '{"published": "2026-11-22", "headline": "x",\n"%s": %s}\nBody'
    quoted = json.dumps(written)
    for name in ("aliases", "permalink", "url", "path"):
        reading = copydesk.read_story("articles/x.md", text % (name, quoted), PLAIN)
        assert (reading.article.aliases, reading.article.permalink) == ((), "")
        assert [(problem.line, problem.severity) for problem in reading.problems] == [(2, "warning")]


@pytest.mark.parametrize(
    ("yaml", "path"),
    [
        ("permalink: /2015/05/21/tockingtime/", "/2015/05/21/tockingtime/"),
        ("url: about/bridge.html", "/about/bridge.html"),
        ("path: /x/index.html", "/x/"),
        ("permalink: /:categories/:year/:month/:day/:title/", "/news/2026/11/22/bridge/"),
        ("permalink: '/{year}/{slug}'", "/2026/bridge"),
        ("permalink: '/%year%/%postname%/'", "/2026/bridge/"),
        ("permalink: pretty", "/2026/11/22/bridge"),
        ("permalink: /a\nurl: /b", "/a"),
        ("", "/2026/11/22/bridge"),
    ],
)
def test_the_path_a_story_asks_for(yaml: str, path: str) -> None:
    assert story_path(article(yaml), PLAIN) == path


@pytest.mark.parametrize("written", ["/", "/:nonsense/x", "'{{ page.url }}'", "[a]", "true"])
def test_a_permalink_that_cannot_be_is_ignored(written: str) -> None:
    assert warned(f"permalink: {written}")[0].permalink == ""


def test_story_path_follows_the_sites_pattern_and_zone() -> None:
    found = Article("articles/x.md", "x", "X", "", "world", published=utc(2026, 1, 1, 3))
    assert story_path(found, Site(timezone="America/New_York")) == "/2025/12/31/x"
    assert story_path(found, Site(permalink="{section}/{slug}/")) == "/world/x"
    undated = Article("articles/x.md", "x", "X", "", "world")
    assert story_path(undated, PLAIN) == "/x"
    assert story_path(undated, Site(permalink="/{section}/{year}-{month}-{day}-{slug}")) == "/world/x"
    assert story_path(undated, Site(permalink="/{nonsense}")) == "/x"
    assert story_path(undated, Site(permalink="/{year}/")) == "/x"


def test_language_canonical_and_translations() -> None:
    assert article("locale: en_GB.UTF-8").language == "en-GB"
    assert article("lang: es-PR").language == "es-PR"
    assert warned("language: English please")[0].language == ""
    assert article("canonical: https://example.org/x").canonical == "https://example.org/x"
    for url in ("/x", "javascript:alert(1)", "'http://['", "ftp://a.example", "'https://a.example/ b'"):
        assert warned(f"canonical: {url}")[0].canonical == ""
    assert article("translations: {fr: pont, pt_BR: /ponte}").translations == {"fr": "pont", "pt-BR": "/ponte"}
    assert warned("translations: {'!': pont, de: brücke}")[0].translations == {"de": "brücke"}
    assert warned("translations: [a]")[0].translations == {}


def test_unknown_fields_are_kept_frozen_and_are_no_fault() -> None:
    extra = article("hero: false\nparams: {a: [1, {b: 2}]}\nTumblr_URL: http://x").extra
    assert dict(extra) == {"hero": False, "params": {"a": (1, {"b": 2})}, "Tumblr_URL": "http://x"}
    assert isinstance(extra, Mapping)
    with pytest.raises(TypeError):
        extra["params"]["a"] = 1  # type: ignore[index]


def test_an_empty_file_is_refused() -> None:
    for text in ("", " \n\n", "\ufeff"):
        with pytest.raises(Unreadable, match="empty"):
            copydesk.read_story("articles/x.md", text, PLAIN)


def test_body_lines_count_in_the_file() -> None:
    reading = copydesk.read_story("articles/x.md", "---\ndate: 2026-11-22\n---\n\n# Bridge\n\nText.\n", PLAIN)
    lines = reading.body.split("\n")
    assert reading.body_line + lines.index("Text.") == 7


def test_toml_and_json_give_the_same_story() -> None:
    yaml = article("topics: [a]\nimage: {src: a.jpg}\nupdated: 2026-11-23")
    toml = (
        '+++\npublished = 2026-11-22\nheadline = "Bridge"\ntopics = ["a"]\nupdated = 2026-11-23T00:00:00Z\n'
        '[image]\nsrc = "a.jpg"\n+++\nBody.\n'
    )
    data = (
        '{"published": "2026-11-22", "headline": "Bridge", "topics": ["a"],\n'
        '"image": {"src": "a.jpg"}, "updated": "2026-11-23"}\nBody.\n'
    )
    for text in (toml, data):
        assert copydesk.read_story("articles/bridge.md", text, PLAIN).article == yaml


# Authors, introductions, standing pages


def test_an_author() -> None:
    author, problems = copydesk.read_author(
        "authors/Jane-Doe.md",
        "---\nname: Jane Doe\nrole: Editor\npicture: {src: jane.jpg, alt: Jane}\nlocation: Lagos\n"
        "expertise: ports, rivers\nemail: jane@example.org\n"
        "links:\n- https://www.example.org/jane\n- {text: Mail, url: 'mailto:jane@example.org'}\n"
        "- 'javascript:alert(1)'\n---\nJane *writes*.\n",
        PLAIN,
    )
    assert (author.slug, author.name, author.role, author.location) == ("jane-doe", "Jane Doe", "Editor", "Lagos")
    assert author.picture == Picture("jane.jpg", "Jane")
    assert author.expertise == ("ports", "rivers")
    assert author.links == (
        WebLink("example.org", "https://www.example.org/jane"),
        WebLink("Mail", "mailto:jane@example.org"),
    )
    assert (author.bio, author.bio_line, author.email) == ("Jane *writes*.\n", 13, "jane@example.org")
    assert [problem.line for problem in problems] == [8]


def test_an_author_with_a_bio_in_the_header_and_a_bad_address() -> None:
    text = "---\nbio: Writes.\nemail: nobody\nlinks: {Site: 'https://example.org'}\n---\n"
    author, problems = copydesk.read_author("authors/j-doe.md", text, PLAIN)
    assert (author.name, author.bio, author.bio_line, author.email) == ("J doe", "Writes.", 2, "")
    assert author.links == (WebLink("Site", "https://example.org"),)
    assert len(problems) == 2


def test_an_introduction_and_a_page() -> None:
    introduction, problems = copydesk.read_introduction("topics/port.md", "# The Port\n\nAll about it.\n", PLAIN)
    assert (introduction.slug, introduction.title, introduction.body) == ("port", "The Port", "\n\nAll about it.\n")
    assert problems == ()
    text = "---\ntitle: About\nupdated: 2026-11-22\norder: 3\nlang: fr\ndraft: true\n---\nWho we are."
    page, problems = copydesk.read_page("pages/about.md", text, PLAIN)
    assert (page.slug, page.title, page.order, page.language, page.draft) == ("about", "About", 3, "fr", True)
    assert page.updated == utc(2026, 11, 22)
    assert problems == ()


# Anything


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(EVIL),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=6,
)
FIELDS = st.dictionaries(
    st.sampled_from(sorted(copydesk.KNOWN - {"published", "date", "publishdate", "pubdate", "pubdatetime", "embargo",
                                            "expires", "expirydate", "unpublish"})),
    VALUES, max_size=6,
)  # fmt: skip


@given(FIELDS, st.text(max_size=80), st.sampled_from([PLAIN, LISTED]))
def test_any_values_give_a_story(fields: dict[str, object], body: str, site: Site) -> None:
    text = json.dumps({"x": 1, **fields}) + "\n" + body
    reading = copydesk.read_story("articles/world/2026-11-22-x.md", text, site)
    found = reading.article
    assert found.headline
    assert found.slug
    assert slugify(found.slug) == found.slug
    path = story_path(found, site)
    assert path.startswith("/")
    assert not path.startswith("//")
    assert "\n" not in found.headline + found.standfirst
    for problem in reading.problems:
        assert problem.line >= 1
        assert problem.what
        assert problem.mend
    str(found).encode()


@given(st.text())
def test_any_text_is_a_story_or_unreadable(text: str) -> None:
    for reader in (copydesk.read_story, copydesk.read_author, copydesk.read_introduction, copydesk.read_page):
        try:
            reader("articles/x.md", text, LISTED)
        except Unreadable:
            continue


NASTY = """[ [a ![ []( * *a _a ` ``a` < <!-- <a {% {{ {: #a # | > - \\ [[ [^ [](a( *** & &#x !!! "" ] ( _ __ ~~~ ```"""


@pytest.mark.parametrize("piece", [*NASTY.split(), "\n", " \n", "# ", "> ", "- ", "*a ", "_a ", "| a ", "a\n: "])
def test_no_text_takes_long(piece: str) -> None:
    start = time.process_time()
    story("date: 2026-11-22", piece * (200_000 // len(piece)))
    text = piece.strip().replace("\n", " ") * (20_000 // len(piece))
    story(f"date: 2026-11-22\nheadline: |\n  {text}\nstandfirst: |\n  {text}\nauthors: |\n  {text}")
    assert time.process_time() - start < 1


def test_a_field_with_nearly_a_known_name_is_noted_and_kept() -> None:
    text = "---\nheadline: A\npublished: 2026-11-20\nstandfrist: Lost.\nhumidity: 80\n---\nText.\n"
    found = copydesk.read_story("articles/a.md", text, Site())
    (problem,) = found.problems
    assert (problem.line, problem.severity) == (4, "note")
    assert "did you mean “standfirst”?" in problem.what
    assert found.article.extra == {"standfrist": "Lost.", "humidity": 80}
