"""The constructs of a story, each as the page shows it."""

import re

import pytest

from newsroom.prose import Heading, LinkKind, Prose, Target, render, render_inline, render_short

PLACES = {
    ("link", "other.md"): Target("/2026/11/other", "Other"),
    ("wiki", "mariner-row"): Target("/2026/11/mariner-row", "Mariner Row"),
    ("story", "2015-01-01-slug"): Target("/2015/01/01/slug"),
    ("story", "x.md"): Target("/x"),
    ("link", "/authors/ann/"): Target("/authors/ann/", "Ann Lee"),
}


def resolve(kind: LinkKind, name: str) -> Target | None:
    if kind == "picture":
        return None if "gone" in name else Target(f"/media/{name.lstrip('/')}", width=600, height=400)
    return PLACES.get((kind, name))


def rendered(body: str, language: str = "en") -> Prose:
    return render(body, resolve=resolve, path="articles/a.md", first_line=10, language=language)


def html(body: str, language: str = "en") -> str:
    return str(rendered(body, language).html).strip()


def img(name: str, alt: str = "") -> str:
    return f'<img src="/media/{name}" width="600" height="400" alt="{alt}" loading="lazy" decoding="async">'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("![Cranes](a.jpg)", f"<figure>{img('a.jpg', 'Cranes')}</figure>"),
        (
            '![Cranes](<my pic.jpg> "At *dawn* | Ann & Co")',
            f"<figure>{img('my pic.jpg', 'Cranes')}<figcaption>At <em>dawn</em>"
            ' <span class="credit">Ann &amp; Co</span></figcaption></figure>',
        ),
        ("![C](a.jpg)\n*At dawn*", f"<figure>{img('a.jpg', 'C')}<figcaption>At dawn</figcaption></figure>"),
        ("![C][r]\n\n[r]: a.jpg", f"<figure>{img('a.jpg', 'C')}</figure>"),
        ("![[a.jpg|At dawn]]", f"<figure>{img('a.jpg', 'At dawn')}<figcaption>At dawn</figcaption></figure>"),
        (
            '{% image "assets/a.jpg" "He said "yes" once" %}',
            f"<figure>{img('assets/a.jpg', 'He said &quot;yes&quot; once')}</figure>",
        ),
        ('{% image_with_class "a.jpg" "wide" "C" %}', f"<figure>{img('a.jpg', 'C')}</figure>"),
        ('{% include figure image_path="a.jpg" alt="C" %}', f"<figure>{img('a.jpg', 'C')}</figure>"),
        ('{% include "linked-figure.html",\n image: "/a.jpg",\n alt: "C" %}', f"<figure>{img('a.jpg', 'C')}</figure>"),
        (
            '{{< figure src="a.jpg" alt="C" caption="Dawn" attr="Ann" >}}',
            f'<figure>{img("a.jpg", "C")}<figcaption>Dawn <span class="credit">Ann</span></figcaption></figure>',
        ),
        ('<img src="{{ "/a.jpg" | url }}" alt="C" style="x" onload=x>', f"<figure>{img('a.jpg', 'C')}</figure>"),
        ("Text ![C](a.jpg) text", f"<p>Text {img('a.jpg', 'C')} text</p>"),
        ("[![C](a.jpg)](other.md)", f'<figure><a href="/2026/11/other">{img("a.jpg", "C")}</a></figure>'),
        ("<figure>\n![C](a.jpg)\n<figcaption>Dawn</figcaption>\n</figure>", None),
        ("![C](gone.jpg)", ""),
        ('![C](gone.jpg "Caption")', ""),
        ("<figure><img src=gone.jpg><figcaption>Dawn</figcaption></figure>", ""),
        ("Text ![C](gone.jpg).", "<p>Text .</p>"),
        ("See [![The map](gone.jpg)](other.md).", '<p>See <a href="/2026/11/other">The map</a>.</p>'),
        (
            "![The map](https://maps.example/m.png)",
            '<p class="embed"><a href="https://maps.example/m.png" rel="noopener">The map</a>'
            " <span>maps.example</span></p>",
        ),
        ("![x](data:image/png;base64,AAAA)", ""),
    ],
)
def test_pictures(body: str, expected: str | None) -> None:
    shown = html(body)
    if expected is None:
        assert shown.count("<figure") == shown.count("<img") == 1
        assert "Dawn</figcaption>" in shown
    else:
        assert shown == expected


def test_galleries() -> None:
    group = '<div class="gallery" role="group" aria-label="Gallery of 2 pictures">'
    assert html("![a](a.jpg) ![b](b.jpg)\n![c](gone.jpg)").startswith(group)
    fenced = html('::: gallery\n![a](a.jpg "One")\n\n![b](b.jpg "Two")\n:::')
    assert fenced.startswith(group)
    assert fenced.count("<figure>") == 2
    assert html("::: gallery\n![a](gone.jpg)\n:::") == ""


def test_a_missing_picture_is_told_with_its_line() -> None:
    (problem,) = rendered("One\n\nTwo ![C](gone.jpg)").problems
    assert (problem.path, problem.line, problem.severity) == ("articles/a.md", 12, "warning")
    assert problem.what == "picture not found, or damaged: gone.jpg."


def test_blocks_of_the_newsroom() -> None:
    pull = html("::: pull\nWe asked for *two* years.\n\n— Dorrit **Vane**\n:::")
    assert re.sub(r"\n", "", pull) == (
        '<aside class="pull"><p>We asked for <em>two</em> years.</p>'
        "<footer>Dorrit <strong>Vane</strong></footer></aside>"
    )
    fact = html("::: fact Berth *Nine*\nOpened\n:   May 1886\n:::")
    assert '<aside class="fact" aria-labelledby="p-fact.1">\n<h2 id="p-fact.1">Berth <em>Nine</em></h2>' in fact
    assert "<dt>Opened</dt>" in fact
    assert "<h3 id=" in html("## Before\n\n::: fact Box\nText\n:::")
    callout = html("> [!WARNING] Mind the gap\n> Text `a`\n> \n> - one\n\nAfter")
    assert callout.startswith('<aside class="callout warning" role="note">\n<p class="title">Mind the gap</p>')
    assert callout.endswith("</aside>\n<p>After</p>")
    assert 'class="callout note"' in html("> [!whatever]\n> Text")
    assert '<p class="title">Hinweis</p>' in html("::: note\nText\n:::", language="de")
    assert html("::: strange\nText\n:::") == "<div>\n<p>Text</p>\n</div>"
    assert html("::: pull\nNever closed").endswith("</aside>")


def test_a_block_without_end_is_told_at_the_line_that_begins_it() -> None:
    (problem,) = rendered("One\n\n::: fact Box\nTwo\n\n::: pull\nThree\n:::\n\n::: note\nFour\n:::").problems
    assert (problem.line, problem.severity) == (12, "note")
    assert problem.what == "this block has no end, so all that follows is part of it: ::: fact Box"
    assert [each.line for each in rendered("::: pull\nOne\n\n> [!NOTE]\n> ::: tip\n> Two").problems] == [10, 14]
    assert not rendered("::: fact Box\nOne\n\n::: pull\nTwo\n:::\n\nThree\n:::").problems
    swallowing = rendered("::: pull\nOne\n\n::: fact Box\nTwo\n:::\n\nThree")
    assert "<h2 id=" in str(swallowing.html)
    assert [each.line for each in swallowing.problems] == [10]


def test_marks_of_obsidian() -> None:
    assert html("a ==b== ~~c~~ %%d%% e") == "<p>a <mark>b</mark> <del>c</del>  e</p>"
    assert html("100%% of a, 50%% of b; a == b, c == d") == "<p>100%% of a, 50%% of b; a == b, c == d</p>"
    assert html("[[mariner-row]]") == '<p><a href="/2026/11/mariner-row">Mariner Row</a></p>'
    assert html("[[mariner-row#The Gardens|them]]") == '<p><a href="/2026/11/mariner-row#p-the-gardens">them</a></p>'
    assert html("[[nowhere|them]] [[nowhere]]") == "<p>them nowhere</p>"
    assert html("| a | b |\n|---|---|\n| [[mariner-row|x]] | `a|b` |").count("<td>") == 2


def test_links() -> None:
    assert html("[a](other.md#part)") == '<p><a href="/2026/11/other#p-part">a</a></p>'
    assert html("[a](/some/where)") == '<p><a href="/some/where">a</a></p>'
    assert (
        html("[a](https://b.example/c?d=1&e=2)")
        == '<p><a href="https://b.example/c?d=1&amp;e=2" rel="noopener">a</a></p>'
    )
    assert html("[a](//b.example/c)") == '<p><a href="https://b.example/c" rel="noopener">a</a></p>'
    assert html(r"[a](/\b.example)") == '<p><a href="https://b.example" rel="noopener">a</a></p>'
    assert html("[a](#part) [b](#correction-1)") == '<p><a href="#p-part">a</a> <a href="#correction-1">b</a></p>'
    assert html('[a]({{ "/x" | url }}) [b]({{ site.baseurl }}/y)') == '<p><a href="/x">a</a> <a href="/y">b</a></p>'
    assert (
        html("[a]({% post_url 2015-01-01-slug %}) [b]({% post_url no %})")
        == '<p><a href="/2015/01/01/slug">a</a> b</p>'
    )
    assert html('[a]({{< ref "x.md" >}})') == '<p><a href="/x">a</a></p>'
    assert (
        html('By {{ "ann" | team_link }} and {{ "bob" | team_link }}.')
        == '<p>By <a href="/authors/ann/">Ann Lee</a> and bob.</p>'
    )


def test_every_question_is_kept_with_its_answer() -> None:
    prose = rendered("[a](other.md) ![b](gone.jpg) [[mariner-row]] [c](https://x.example) [d](#e)")
    assert set(prose.asked) == {
        ("link", "other.md", PLACES["link", "other.md"]),
        ("wiki", "mariner-row", PLACES["wiki", "mariner-row"]),
        ("picture", "gone.jpg", None),
    }


def test_embeds_are_link_cards() -> None:
    card = '<p class="embed"><a href="{}" rel="noopener">{}</a> <span>{}</span></p>'
    video = "https://www.youtube.com/watch?v=abc"
    assert html("{{< youtube abc >}}") == card.format(video, "Video on youtube.com", "youtube.com")
    assert html('<iframe src="//player.vimeo.com/video/1" title="A talk"></iframe>') == card.format(
        "https://player.vimeo.com/video/1", "A talk", "player.vimeo.com"
    )
    assert html('{{ "https://talks.example/1" | embed: "A talk" }}') == card.format(
        "https://talks.example/1", "A talk", "talks.example"
    )
    assert html('<iframe srcdoc="<script>x</script>"></iframe>') == ""
    tweet = (
        '<blockquote class="twitter-tweet"><p>Hello</p></blockquote>\n<script async src="//p.example/w.js"></script>'
    )
    assert html(tweet) == "<blockquote><p>Hello</p></blockquote>"


def test_code_is_shown_as_written() -> None:
    assert (
        html("`{% if a %}` ``a`b`` `<b>`") == "<p><code>{% if a %}</code> <code>a`b</code> <code>&lt;b&gt;</code></p>"
    )
    assert html("```\n{{ x }} [[y]] ![z](w.png)\n```") == (
        '<pre class="code" tabindex="0"><code>{{ x }} [[y]] ![z](w.png)\n</code></pre>'
    )
    assert html("    {{ x }} <img src=a> [[y]] `z`") == (
        '<pre class="code" tabindex="0"><code>{{ x }} &lt;img src=a&gt; [[y]] `z`\n</code></pre>'
    )
    assert '<span class="k">def</span>' in html("```python\ndef f(): pass\n```")
    assert html("```nosuchlanguage\na < b\n```").count("<span") == 0
    assert "<span" not in html("```python\n" + "x = 1\n" * 12_000 + "```")
    assert '<span class="k">def</span>' in html("{% highlight python %}\ndef f(): pass\n{% endhighlight %}")
    assert html("> ```\n> a\n> ```\n> b").count("<p>b</p>") == 1


def test_raw_shields_marks_in_text_and_code() -> None:
    assert html("{% raw %}{{ a }} {% b %}{% endraw %} c") == "<p>{{ a }} {% b %} c</p>"
    assert html("`{% raw %}{{{% endraw %} name }}`") == "<p><code>{{ name }}</code></p>"
    assert html("`{% raw %}…{% endraw %}`") == "<p><code>{% raw %}…{% endraw %}</code></p>"


def test_unknown_marks() -> None:
    prose = rendered('{% for a in b %}x{% endfor %}\n\n{{7*7}} {{ "a" | odd }} {{< odd a="b" >}}{{ page.title }}')
    assert str(prose.html) == '<p>x</p>\n<p>{{7*7}} {{ "a" | odd }} {{&lt; odd a="b" &gt;}}</p>'
    assert [problem.line for problem in prose.problems] == [10, 10, 12, 12, 12, 12]
    assert {problem.severity for problem in prose.problems} == {"note"}
    assert html("a {% comment %}hidden ![x](y.png){% endcomment %}b <!-- {% c %} -->") == "<p>a b </p>"


def test_headings_have_levels_without_gaps_and_ids_of_their_own() -> None:
    prose = rendered(
        '# One "two"\n\n### Deep\n\n# One "two"\n\n## main {#main}\n\n> ## Quoted\n\n<h1 id="top">Raw</h1>'
    )
    assert prose.contents == (
        Heading(2, "p-one-two", "One “two”"),
        Heading(3, "p-deep", "Deep"),
        Heading(2, "p-one-two-2", "One “two”"),
        Heading(3, "p-main", "main"),
        Heading(2, "p-top", "Raw"),
    )
    assert "<h1" not in prose.html
    assert html("# ![](gone.jpg)\n\na") == "<p>a</p>"


def test_tables() -> None:
    table = html("Table: Coal\n\n| Year | Tons | |\n|:-----|-----:|:-:|\n| 2024 | 57 | x |")
    assert '<div class="table" role="region" tabindex="0" aria-labelledby="p-table.1">' in table
    assert '<caption id="p-table.1">Coal</caption>' in table
    assert '<th scope="col">Year</th>' in table
    assert re.search(r'<th (?:scope="col" class="num"|class="num" scope="col")>Tons</th>', table)
    assert '<td class="mid">x</td>' in table
    assert "<p>Table:" not in table
    assert html("| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: After").count("<caption") == 1
    assert 'aria-label="Table"' in html("| a | b |\n|---|---|\n| 1 | 2 |")
    assert "style" not in table


def test_footnotes() -> None:
    shown = html("A[^1] b[^1].\n\n[^1]: Note.")
    assert '<sup id="p-fnref.1"><a href="#p-fn.1" role="doc-noteref" aria-label="Footnote 1">1</a></sup>' in shown
    assert '<h2 id="p-notes">Notes</h2>' in shown
    assert re.search(
        r'<section [^>]*class="foots"[^>]*role="doc-endnotes"|<section [^>]*role="doc-endnotes"[^>]*class', shown
    )
    assert 'href="#p-fnref2.1" role="doc-backlink" aria-label="Back to the text">' in shown
    assert rendered("A[^1]\n\n[^1]: N").contents == ()
    assert "Footnote" not in html("Nothing of an earlier story")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "\"It's 'so',\" he -- the *\"dog\"* --- said... '90s",
            "“It’s ‘so’,” he – the <em>“dog”</em> — said… ’90s",
        ),
        ("de-AT", "\"Ja\", 'so'", "„Ja“, \u201aso‘"),
        ("fr", '"oui"', "«\u202foui\u202f»"),
        ("xx", '"a"', "“a”"),
        ("en", '`"a"` ["b"](/c)', '<code>"a"</code> <a href="/c">“b”</a>'),
    ],
)
def test_typography(language: str, text: str, expected: str) -> None:
    assert html(text, language) == f"<p>{expected}</p>"


def test_raw_html_keeps_its_meaning_and_none_of_its_power() -> None:
    assert html(
        '<div class="table x" style="position:fixed" onclick="x"><p align="center">a <b id=c>b</b></p></div>'
    ) == ('<div class="table"><p>a <b>b</b></p></div>')
    assert html("<branch-name> & a < b") == "<p>&lt;branch-name&gt; &amp; a &lt; b</p>"
    assert html("<a name=here>x</a>") == '<p><span id="p-here">x</span></p>'
    assert html("a <b>bold\n\nnot bold") == "<p>a bold</p>\n<p>not bold</p>"
    assert html("<details><summary>More</summary>Text</details>") == "<details><summary>More</summary>Text</details>"


@pytest.mark.parametrize(
    "stray",
    [
        "<table>",
        "<table><tr><td>",
        "<textarea>",
        "<!--",
        "<title>",
        "<plaintext>",
        "<svg>",
        "</article></main>",
        "<xmp>",
        "<select>",
        "<div><div>",
        "<p>",
        "<a href='",
    ],
)
def test_what_is_left_open_does_not_swallow_the_story(stray: str) -> None:
    shown = html(f"Before\n\n{stray}\n\nAfter *this*")
    assert "Before" in shown
    assert "After <em>this</em>" in shown


def test_characters_that_a_page_must_not_hold() -> None:
    shown = html("a\x00b\ud800c\ufde0d\ufffee &#0; &#1; &#xFDE0;&#xFDD0;&#xFDE1; &#xD800;")
    assert re.search("[\x00-\x08\ud800-\udfff\ufdd0-\ufdef\ufffe]", shown) is None
    assert "a\ufffdb" in shown


def test_words_are_counted_without_marks() -> None:
    assert rendered("# One\n\ntwo [three](x) – four's ![no](a.jpg) `five` & six").words == 6
    assert rendered("日本語です").words == 3


def test_a_line() -> None:
    assert render_inline('It\'s plain, "so" <') == "It’s plain, “so” &lt;"
    assert (
        render_inline("*a* [b](/c) `d` <b onclick=x>e</b>") == '<em>a</em> <a href="/c">b</a> <code>d</code> <b>e</b>'
    )
    assert render_inline("- a list?\n1. no") == "- a list?\n1. no"
    assert render_inline("# no heading\n\nsecond ![x](y.png)") == "# no heading<br>second"
    assert render_inline("[a](other.md)", resolve=resolve) == '<a href="/2026/11/other">a</a>'
    assert len(render_inline("a" * 1_000_000)) <= 20_000
    assert "<script" not in render_inline("*a **a" * 3000 + "<script>")


def test_a_short_text() -> None:
    shown = render_short("# A\n\nB *c*[^1]\n\n- d\n\n![x](y.png)\n\n<h2 id=main>e</h2>\n\n[^1]: f")
    assert " id=" not in shown
    assert "<img" not in shown
    assert "<h3>A</h3>" in shown
    assert "<li>d</li>" in shown
