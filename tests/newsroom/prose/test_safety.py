"""No text can put a script, a style, a foreign picture or a stray tag into the page."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.prose import LinkKind, Target, pictures_named, render, render_inline, render_short
from newsroom.prose.sanitise import sanitise

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" onerror='alert(1)' style='background:url(javascript:alert(1))'>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<a href='vbscript:x'>x</a>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<p onclick=alert(1) onmouseover=alert(1)>x</p>",
    "javascript:alert(1)",
    "JaVaScRiPt&colon;alert(1)",
    "java&#x0A;script:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    'x"><script>alert(1)</script>',
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</textarea></title></style></script><script>alert(1)</script>",
    "<table><td background=javascript:alert(1)>",
    "<x onclick=alert(1)>y</x>",
    "<a xlink:href=javascript:alert(1)>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ '<script>alert(1)</script>' | url }}",
    "\ufde0\ufdd0\ufde1<script>",
]
CONTEXTS = [
    "@@",
    "a @@ b",
    "[a](@@)",
    "[a](<@@>)",
    '[a](/b "@@")',
    "![@@](a.png)",
    "![a](@@)",
    '![a](a.png "@@ | @@")',
    "[a][r]\n\n[r]: @@",
    '[a][r]\n\n[r]: /b "@@"',
    "<@@>",
    '<p title="@@">x</p>',
    '<a href="@@">x</a>',
    "<a href='@@'>x</a>",
    "# @@",
    "# a {: @@ }",
    "a\n{: @@ }",
    "*a*{: @@ }",
    '- a {: title="@@" }',
    "| a |\n|---|\n| @@ |",
    "a[^1]\n\n[^1]: @@",
    "a[^@@]\n\n[^@@]: b",
    "```\n@@\n```",
    "```@@\na\n```",
    "`@@`",
    "    @@",
    "> @@",
    "> [!note] @@\n> @@",
    "::: fact @@\n@@\n:::",
    "::: pull\na\n\n-- @@\n:::",
    "[[@@]]",
    "[[a|@@]]",
    "![[@@.png|@@]]",
    "==@@==",
    "%%@@",
    '{{< figure src="@@" alt="@@" caption="@@" link="@@" >}}',
    '{{< youtube "@@" >}}',
    '{{ "@@" | url }}',
    '{{ "@@" | embed: "@@" }}',
    '{{ "@@" | team_link }}',
    '{% image "@@" "@@" %}',
    "{% @@ %}",
    "{{ @@ }}",
    "{% highlight @@ %}@@{% endhighlight %}",
    "{% raw %}@@{% endraw %}",
    "*[A]: @@\n\nA",
    "a\n:   @@",
    "Table: @@\n\n| a | b |\n|---|---|\n| c | d |",
    '<figure><img src=a.png alt="@@"><figcaption>@@</figcaption></figure>',
    '<iframe src="https://a.example/" title="@@"></iframe>',
]
TAGS = set(
    (
        "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption"
        " figure footer h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary"
        " sup table tbody td tfoot th thead time tr u ul var wbr"
    ).split()
)
ATTRIBUTES = set(
    (
        "href src alt title lang dir id class rel role aria-label aria-labelledby tabindex width height loading"
        " decoding scope colspan rowspan datetime cite start reversed value type open span"
    ).split()
)


class Reader(HTMLParser):
    """Collects whatever a page of ours must not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.faults.append(f"{tag} {name}")
            if name == "id" and not (value or "").startswith("p-"):
                self.faults.append(f"id={value}")
            if name == "src" and not (value or "").startswith("/media/"):
                self.faults.append(f"src={value}")
            if name in ("href", "cite") and not allowed(value or ""):
                self.faults.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl}")


def allowed(url: str) -> bool:
    bare = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f]", "", url).lower()
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", bare)
    return not bare.startswith(("//", "\\", "/\\")) and (
        scheme is None or scheme[0] in ("http:", "https:", "mailto:", "tel:")
    )


def faults(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.faults


def resolve(kind: LinkKind, name: str) -> Target | None:
    return Target("/media/a.png", 'A <b>"title"', 3, 4) if kind == "picture" and name.endswith("a.png") else None


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_payload_survives(context: str) -> None:
    for payload in PAYLOADS:
        body = context.replace("@@", payload)
        html = str(render(body, resolve=resolve).html)
        assert faults(html) == [], body
        assert sanitise(html) == html, body
        assert faults(str(render_short(body))) == []
        assert faults(str(render_inline(body))) == []


PIECES = st.sampled_from(
    [
        *PAYLOADS[:30],
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "`",
        "```\n",
        "~~~\n",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        "# ",
        "*",
        "**",
        "_",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        '<a href="/x">',
        "</a>",
        "<table>",
        "<td>",
        "</table>",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "&",
        "&lt;",
        "&#60;",
        '"',
        "'",
        "=",
        "==",
        "~~",
        "%%",
        "::: pull\n",
        "::: fact x\n",
        ":::\n",
        "> [!note] x\n",
        "[[",
        "]]",
        "|",
        "{%",
        "%}",
        "{{",
        "}}",
        "{% raw %}",
        "{% endraw %}",
        "{: .a #b }",
        "[^1]",
        "[^1]: ",
        "[r]: ",
        "a.png",
        "![x](a.png)",
        "<img src=a.png>",
        "<img src='b.png' alt=\"",
        "![[a.png]]",
        '{% image "a.png" "b" %}',
        '{{< figure src="a.png" >}}',
        "![x][r]",
        "[r]: a.png\n",
        "\\",
        "word",
        "--",
        "...",
        "Table: x\n\n",
        "<figure>",
        "</figure>",
        "<figcaption>",
    ]
)
BODIES = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)


@given(BODIES)
@example('<a href="/x">[b](/c)</a>')
@example('{{% image "a.png" "b" %}')
def test_any_text_is_made_safe_and_stable(body: str) -> None:
    asked: list[str] = []

    def note(kind: LinkKind, name: str) -> Target | None:
        if kind == "picture":
            asked.append(name)
        return Target("/media/a.png", width=1, height=1) if kind == "picture" else None

    html = str(render(body, resolve=note).html)
    assert faults(html) == []
    assert sanitise(html) == html
    assert set(asked) <= set(pictures_named(body))
    assert re.search("[\ufdd0-\ufdef]", html) is None


@given(st.text(max_size=200))
def test_any_line_is_made_safe(text: str) -> None:
    assert faults(str(render_inline(text))) == []
    assert faults(str(render_short(text))) == []


def test_ids_of_writers_cannot_meet_those_of_the_page() -> None:
    body = "# main\n\n# Search {#main}\n\n<p id=correction-1>a</p>\n\n[^main]\n\n[^main]: d"
    body += "\n\n<span id=p-main>b</span> <a id=main name=top>c</a>"
    ids = re.findall(r' id="([^"]*)"', str(render(body, resolve=resolve).html))
    assert len(ids) == len(set(ids))
    assert all(name.startswith("p-") for name in ids)


def test_classes_of_the_layout_cannot_be_borrowed() -> None:
    html = str(
        render('<div class="masthead frame skip table">a</div>\n\nb {: .lead .frame .title }', resolve=resolve).html
    )
    assert re.findall(r'class="([^"]*)"', html) in (["table"], ["table", "title"])
