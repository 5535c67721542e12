import contextlib
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.article import KINDS, WebLink
from newsroom.errors import Unreadable
from newsroom.site import Section, Site
from newsroom.site.files import POLICIES, SITE_KEYS, read_front, read_redirects, read_site

LONDON = ZoneInfo("Europe/London")

WHOLE = """\
title = "The Harbour Post"
tagline = "News of the estuary"
description = "A local paper."
language = "en_gb"
timezone = "Europe/London"
permalink = "/{section}/{year}/{slug}.html"
report = "mailto:desk@post.example?subject=Error"
footer = [
  { text = "Privacy", url = "/privacy" },
  { text = "Jobs", url = "https://jobs.example/" },
]

[[sections]]
title = "World"

[[sections]]
slug = "comment"
title = "Comment"
description = "What we think"
kind = "opinion"

[organisation]
name = "Harbour Post Trust"
email = "desk@post.example"
address = '''
1 Quay
Port Example'''
founded = 1887
logo = "/pictures/logo.svg"
same_as = ["https://social.example/@post"]

[organisation.policies]
ethicsPolicy = "/ethics"
correctionsPolicy = "https://post.example/corrections"
"""


def site(text: str) -> Site:
    return read_site("site.toml", text)[0]


def problems(text: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.severity, each.what) for each in read_site("site.toml", text)[1]]


def test_a_whole_site() -> None:
    read, told = read_site("site.toml", WHOLE)
    assert told == ()
    assert (read.title, read.tagline, read.description) == ("The Harbour Post", "News of the estuary", "A local paper.")
    assert (read.language, read.timezone, read.zone) == ("en-GB", "Europe/London", LONDON)
    assert read.permalink == "/{section}/{year}/{slug}.html"
    assert read.sections == (Section("world", "World"), Section("comment", "Comment", "What we think", "opinion"))
    assert read.report == "mailto:desk@post.example?subject=Error"
    assert read.footer == (WebLink("Privacy", "/privacy"), WebLink("Jobs", "https://jobs.example/"))
    assert read.organisation.address == "1 Quay Port Example"
    assert read.organisation.founded == "1887"
    assert read.organisation.logo == "pictures/logo.svg"
    assert read.organisation.same_as == ("https://social.example/@post",)
    assert dict(read.organisation.policies) == {
        "ethicsPolicy": "/ethics",
        "correctionsPolicy": "https://post.example/corrections",
    }


@pytest.mark.parametrize("text", ["", "\ufeff", "# nothing\r\n", 'title = ""'])
def test_an_empty_site_has_its_defaults(text: str) -> None:
    assert read_site("site.toml", text) == (Site(), ())


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('title = "A"\nlanguage = en\n', 2, 12),
        ("\n\ntitle 'x'", 3, 7),
        ('title = "A', 1, 11),
        ('a = 1\na = 2"', 2, 6),
        ("a = " + "[" * 70 + "]" * 70, 1, 1),
        ("title = 'x'\n" + "a." * 4000 + "b = 1", 2, 1),
        ("a = " + "9" * 5000, 1, 1),
        ("# " + "x" * 70_000, 1, 1),
    ],
)
def test_what_is_no_toml_is_unreadable(text: str, line: int, column: int) -> None:
    for read in (read_site, read_redirects):
        with pytest.raises(Unreadable) as caught:
            read("site.toml", text)
        problem = caught.value.problem
        assert (problem.path, problem.line, problem.column, problem.severity) == ("site.toml", line, column, "error")
        assert problem.what
        assert problem.mend


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("title = true", "“title” is not text."),
        ("title = ['a']", "“title” is not text."),
        ("language = 'English'", "“English” cannot be used for language: it is not a language code."),
        ("language = 'e'", "language code"),
        ("timezone = 'Mars/Base'", "“Mars/Base” cannot be used for timezone: it is not a time zone."),
        ("timezone = 'europe/london'", "did you mean Europe/London?"),
        ("timezone = '../../etc/passwd'", "not a time zone"),
        ("timezone = 'America'", "not a time zone"),
        ("permalink = '{slug}'", "does not begin with /"),
        ("permalink = '/{year}/{month}'", "without {slug}"),
        ("permalink = '/{title}/{slug}'", "{title} means nothing in it"),
        ("permalink = '/{slug'", "means nothing in it"),
        ("permalink = '/:year/:title/'", ":year means nothing in it"),
        ("permalink = '//{slug}'", "it names another host"),
        ("permalink = '/a//{slug}'", "two slashes"),
        ("permalink = '/../{slug}'", ".."),
        ("permalink = '/{slug}?a=1'", "? or #"),
        ("permalink = '/{slug}#a'", "? or #"),
        ("permalink = '/a\\b/{slug}'", "backslash"),
        ("permalink = '/%2e%2e/{slug}'", "% sign"),
        ('permalink = "/a\\u0001b/{slug}"', "blank"),
        ("report = 'javascript:alert(1)'", "does not begin with https://"),
        ("report = '//evil.example'", "does not begin with https://"),
        ("report = '/a\\b'", "no address has"),
        ("report = 'mailto:desk'", "e-mail"),
        ("report = 'https://me:pw@evil.example'", "user name"),
        ("report = 'https://'", "no host"),
        ("report = 'https://[x'", "cannot be read"),
        ("footer = 'x'", "not a list of tables"),
        ("footer = [{ text = 'a' }]", "needs a text and a url"),
        ("footer = [{ text = 'a', url = 'javascript:x' }]", "cannot be used for url"),
        ("sections = 4", "not a list of tables"),
        ("organisation = 'us'", "“organisation” is not a table."),
        ("organisation = { email = 'desk' }", "e-mail"),
        ("organisation = { founded = 'long ago' }", "not a date"),
        ("organisation = { logo = '../secret.png' }", ".. for a folder"),
        ("organisation = { logo = 'https://cdn.example/a.png' }", "another host"),
        ("organisation = { logo = 'logo.pdf' }", "not a picture"),
        ("organisation = { same_as = ['/me'] }", "does not begin with https://"),
        ("organisation = { same_as = [1.5] }", "not text"),
        ("organisation = { policies = { ethicsPolicy = 'ethics' } }", "does not begin with https://"),
        ("organisation = { policies = [] }", "“policies” is not a table."),
    ],
)
def test_a_bad_value_gets_its_default(line: str, said: str) -> None:
    read, told = read_site("site.toml", f"tagline = 'kept'\n\n{line}\n")
    assert read == Site(tagline="kept")
    assert [(each.line, each.severity) for each in told] == [(3, "warning")]
    assert said in told[0].what
    assert told[0].mend


def test_problems_have_the_line_of_their_key() -> None:
    text = """\
description = \"\"\"
title = 4
[[sections]]
\"\"\"
  title = 3.5 # title = 1
[[sections]]
title = "World"
[[ sections ]]
title = "Sport"
kind = "loud"
[organisation]
"email" = "no"
policies.ethicsPolicy = "no"
"""
    assert [line for line, _, _ in problems(text)] == [5, 10, 13, 12]


def test_sections() -> None:
    text = """\
[[sections]]
title = "World News"
[[sections]]
slug = "Sport & Play"
[[sections]]
title = "World  news"
[[sections]]
description = "none"
[[sections]]
title = "Kultur für alle"
kind = "Review"
"""
    assert site(text).sections == (
        Section("world-news", "World News"),
        Section("sport-play", "Sport play"),
        Section("kultur-für-alle", "Kultur für alle", kind="review"),
    )
    assert [(line, severity) for line, severity, _ in problems(text)] == [
        (4, "warning"),
        (5, "warning"),
        (7, "warning"),
    ]
    assert site("sections = ['World', 'Sport']").sections == (Section("world", "World"), Section("sport", "Sport"))
    assert {section.kind for section in site(WHOLE).sections} <= set(KINDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel = 'x'", "“titel” is not a setting of site.toml; did you mean “title”?"),
        ("Title = 'x'", "did you mean “title”?"),
        ("quux = 1", "“quux” is not a setting of site.toml."),
        ("language = 'gr'", "“gr” is the code of no language that is known."),
        ("organization = {}", "did you mean “organisation”?"),
        ("sections = [{ title = 'A', sulg = 'a' }]", "“sulg” is not a setting of a section; did you mean “slug”?"),
        ("[organisation.policies]\nethicspolicy = '/e'", "did you mean “ethicsPolicy”?"),
    ],
)
def test_unknown_names_are_noted(text: str, said: str) -> None:
    told = read_site("site.toml", text)[1]
    assert [each.severity for each in told] == ["note"]
    assert said in told[0].what


def test_control_characters_never_get_through() -> None:
    read = site('title = "A\\r\\nSet-Cookie: x\\u0000\\u2028B"\nreport = "/a\\r\\nb"')
    assert read.title == "A Set-Cookie: x B"
    assert read.report == ""


TOML_MARKS = [
    *SITE_KEYS,
    *POLICIES,
    "now",
    "text",
    "=",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    '"""',
    ".",
    ",",
    "\n",
    " ",
    "/a",
    "1",
]


@given(st.lists(st.sampled_from(TOML_MARKS) | st.text(max_size=4), max_size=40).map("".join))
@example('"" = 1\n[""]\n')
@example("[[now]]\n[now.now]\n[[now.now.now]]")
def test_any_text_is_read_or_unreadable(text: str) -> None:
    with contextlib.suppress(Unreadable):
        assert read_site("site.toml", text)[0].zone
    with contextlib.suppress(Unreadable):
        read_front("fronts/home.toml", text, LONDON)
    with contextlib.suppress(Unreadable):
        targets = read_redirects("redirects.toml", text)[0].values()
        assert all(new.startswith("/") and new[1:2] not in ("/", "\\") for new in targets)


VALUES = st.recursive(
    st.sampled_from(["true", "1.5", "nan", "0x" + "f" * 6000, "2026-01-01", "10:00:00", '""', '"/a"', '"x"']),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]")
        | st.lists(inner, max_size=2).map(lambda each: "{" + ", ".join(f"k{n} = {v}" for n, v in enumerate(each)) + "}")
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*SITE_KEYS, "lead", "pinned", "now", "redirects"]), VALUES))
def test_a_value_of_any_sort_is_taken_or_told(values: dict[str, str]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in values.items())
    read_site("site.toml", text)
    read_front("fronts/home.toml", text, LONDON)
    read_redirects("redirects.toml", text)


def test_what_is_for_machines() -> None:
    read, told = read_site(
        "site.toml",
        'ai_crawlers = "Disallow"\nsecurity = "mailto:safe@post.example"\nads = "network.example, 1, RESELLER"\n'
        '[trust]\nmember = "https://union.example"\ndatatrainingallowed = "No"\n',
    )
    assert told == ()
    assert (read.discovery.ai_crawlers, read.discovery.security) == ("disallow", ("mailto:safe@post.example",))
    assert read.discovery.ads == ("network.example, 1, RESELLER",)
    assert dict(read.discovery.trust) == {"member": ("https://union.example",), "datatrainingallowed": ("no",)}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('ai_crawlers = "maybe"', "neither allow nor disallow"),
        ('security = "http://post.example/form"', "http://"),
        ('security = ["javascript:alert(1)"]', "does not begin with https://"),
        ('ads = "network.example 1 DIRECT"', "no line of ads.txt"),
        ('ads = ["network.example, 1, PERHAPS"]', "no line of ads.txt"),
        ('trust = { member = "union.example" }', "does not begin with https://"),
        ('trust = { datatrainingallowed = "perhaps" }', "neither yes nor no"),
        ('trust = { members = "https://a.example" }', "did you mean “member”?"),
        ("trust = 3", "not a table"),
    ],
)
def test_what_machines_must_not_be_told(line: str, words: str) -> None:
    (problem,) = problems(f"\n{line}\n")
    assert problem[0] == 2
    assert words in problem[2]
    assert site(line) == Site()


def test_earlier_permalinks() -> None:
    read, told = read_site("site.toml", 'old_permalinks = ["/blog/:slug/", "/{year}/{slug}.html", "/%postname%/"]\n')
    assert told == ()
    assert read.old_permalinks == ("/blog/:slug/", "/{year}/{slug}.html", "/%postname%/")
    assert site('old_permalinks = "/blog/:title"').old_permalinks == ("/blog/:title",)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("/blog/", "needs {slug} once"),
        ("/{slug}/{slug}", "needs {slug} once"),
        ("/{year}/:year/{slug}", "a part twice"),
        ("blog/{slug}", "does not begin with /"),
        ("https://old.example/{slug}", "does not begin with /"),
        ("//old.example/{slug}", "names another host"),
        ("/../{slug}", ".."),
        ("/{colour}/{slug}", "{colour} means nothing in it"),
        ("/:colour/:slug", ":colour means nothing in it"),
        ("/{year/{slug}", "{ means nothing in it"),
        ("/?p={slug}", "?"),
    ],
)
def test_a_wrong_earlier_permalink_is_left_out(pattern: str, words: str) -> None:
    text = f'title = "x"\nold_permalinks = ["{pattern}", "/blog/{{slug}}"]\n'
    (problem,) = problems(text)
    assert problem[:2] == (2, "warning")
    assert words in problem[2]
    assert site(text).old_permalinks == ("/blog/{slug}",)


LANGUAGES = """\
language = "en-GB"
languages = ["de", "en", "ar_EG", "DE", "klingonish", "sport"]
taglines = { de = "Die Tageszeitung", "no tag" = "x" }

[[sections]]
slug = "harbour"
title = "Harbour"
titles = { de = "Hafen", ar = "الميناء" }

[[sections]]
slug = "ar-eg"
title = "Egypt"
"""


def test_languages_besides_the_papers_own() -> None:
    read, told = read_site("site.toml", LANGUAGES)
    assert read.languages == ("de",)
    assert read.taglines == {"de": "Die Tageszeitung"}
    said = [each.what for each in told]
    assert len(said) == 4, said
    assert any("“klingonish” cannot be used for languages" in each for each in said)
    assert any("its path /ar-eg/ is that of a section" in each for each in said)
    assert any("“no tag” is left out" in each for each in said)


def test_section_has_its_name_in_a_language() -> None:
    harbour = read_site("site.toml", LANGUAGES)[0].sections[0]
    assert [harbour.title_in(tag) for tag in ("de-AT", "ar", "fr")] == ["Hafen", "الميناء", ""]


def test_story_is_read_under_one_of_the_papers_languages() -> None:
    read = read_site("site.toml", LANGUAGES)[0]
    assert [read.edition(tag) for tag in ("", "en", "en-US", "de-CH", "fr")] == ["en-GB", "en-GB", "en-GB", "de", "fr"]
