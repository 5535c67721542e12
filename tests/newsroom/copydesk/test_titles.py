import pytest

from newsroom.copydesk import slugify
from tests.headers import DATED, article, story, warned


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
        ("Hi <script>alert(1)</script>you<style>p { }</style>.\n\nText.", "Hi you."),
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
