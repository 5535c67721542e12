"""One walk over normalised HTML: links, headings and their ids, tables, footnotes, quotation marks.

Here every `<` begins a tag, every attribute is quoted, and every tag is closed, so a regular expression reads it.
"""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import unquote

from newsroom.prose import Heading
from newsroom.prose.asking import Asking
from newsroom.prose.text import without_tags
from newsroom.prose.typography import MARKS, Typographer
from newsroom.prose.urls import checked, is_local, is_web
from newsroom.prose.wording import Wording

_TOKEN = re.compile(
    r"<(?P<close>/)?(?P<tag>h[1-6]|a|aside|blockquote|section|table|caption|thead|tr|t[dh]|code|pre|kbd|samp)"
    r"(?P<attributes>(?: [^<>]*)?)>"
    rf"|<(?P<other>[a-z][a-z0-9]*)(?P<rest> [^<>]*)>|{MARKS}"
)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_WEB_LINK = re.compile(r' href="https?://[\w./:?#@!$()*+,;=%~-]+"', re.ASCII)
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_NOT_IN_SLUG = re.compile(r"[^\w\s-]")
_BLANKS = re.compile(r"[\s_-]+")
_NOT_IN_ID = re.compile(r"[^\w.-]")
_TEMPLATE_IDS = re.compile(r"(?:main|top|correction-\d+)\Z")
_CAPTION = re.compile(r"\s*<caption\b")
_LITERAL = frozenset(("code", "pre", "kbd", "samp"))
_BLOCKS = frozenset(
    "p li h1 h2 h3 h4 h5 h6 td th dt dd figcaption blockquote div caption br footer summary aside section".split()
)
_RELATIONS = ("nofollow", "sponsored")
_LONGEST_SLUG = 80
_TOP = 2

Attributes = dict[str, str]


class Walk:
    """One walk over the HTML of one text. `base` is the level of its highest headings; below the highest level of
    a story the text stands beside one, without ids, so that no link can lead into it."""

    def __init__(self, html: str, asking: Asking, words: Wording, language: str, base: int = _TOP) -> None:
        self._html, self._asking, self._words, self._base = html, asking, words, base
        self._typographer = Typographer(language)
        self.contents: list[Heading] = []
        self._ids = {"p-notes"}
        self._slugs: dict[str, int] = {}
        self._levels: list[int] = []
        self._heading_end: list[str] = []
        self._link_ends: list[str] = []
        self._cell_ends: list[str] = []
        self._literal = self._aside = self._tables = self._table_count = 0
        self._in_head = self._first_in_row = False
        self._set_at, self._was_set = -1, ""

    def run(self) -> str:
        return _TOKEN.sub(self._token, self._html)

    def _token(self, m: re.Match[str]) -> str:
        tag = m["tag"]
        if tag:
            return _HANDLERS[tag](self, m)
        if m["other"]:
            if ' id="' not in m["rest"]:
                return m[0]
            return f"<{m['other']}{self._written(self._read(m['rest']))}>"
        return m[0] if self._literal else self._mark(m)

    def _mark(self, m: re.Match[str]) -> str:
        start, end, html = m.start(), m.end(), self._html
        before = self._was_set if self._set_at == start else self._character_before(start)
        after = html[end : end + 1] or " "
        if after == "<":
            after = " " if html.startswith("/", end + 1) else "x"
        self._was_set, self._set_at = self._typographer.set(m[0], before, after), end
        return self._was_set

    def _character_before(self, end: int) -> str:
        """The character of the text before `end`, seen through inline tags; a blank at the edge of a block."""
        html = self._html
        while end and html[end - 1] == ">":
            start = html.rfind("<", 0, end)
            name = _NAME.match(html, start)
            if name is None or name[1] in _BLOCKS:
                return " "
            if name[1] in _LITERAL:
                return "x"
            end = start
        if self._set_at == end:
            return self._was_set
        return " " if end == 0 or html.endswith("&nbsp;", 0, end) else html[end - 1]

    def _literally(self, m: re.Match[str]) -> str:
        """Code is left as it is, and a block of it can be reached by the keyboard, since it may scroll."""
        self._literal += -1 if m["close"] else 1
        return '<pre class="code" tabindex="0">' if m["tag"] == "pre" and not m["close"] else m[0]

    # Attributes and ids

    def _read(self, attributes: str) -> Attributes:
        """The attributes of a tag, decoded, with an id of ours."""
        if not attributes:
            return {}
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        if "id" in given:
            given["id"] = self._own_id(given["id"])
        return given

    @staticmethod
    def _written(attributes: Attributes) -> str:
        return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value or name == "alt")

    def _own_id(self, name: str) -> str:
        """A writer's id as ours; empty for one that is there already."""
        own = own_id(name)
        if own in self._ids or own == "p-":
            return ""
        self._ids.add(own)
        return own

    def _slug_id(self, text: str) -> str:
        """An id for a heading: its words, and a number from the second on."""
        stem = "p-" + slug(text)
        own, count = stem, self._slugs.get(stem, 1)
        while own in self._ids:
            count += 1
            own = f"{stem}-{count}"
        self._slugs[stem] = count
        self._ids.add(own)
        return own

    # Headings

    def _heading(self, m: re.Match[str]) -> str:
        if m["close"]:
            return self._heading_end.pop() if self._heading_end else ""
        end = self._html.find(f"</{m['tag']}>", m.end())
        text = self._typographer.text(" ".join(without_tags(self._html[m.end() : end]).split()))
        given = self._read(m["attributes"])
        if not text:
            self._heading_end.append("")
            return ""
        kind = given.pop("class", "")
        given.pop("align", "")
        level = self._level(int(m["tag"][1]), kind)
        self._heading_end.append(f"</h{level}>")
        if "notes" in kind.split():
            self._heading_end[-1] = f"</h{self._base}>"
            return f'<h{self._base} id="p-notes">'
        given["id"] = given.get("id") or self._slug_id(text)
        if not self._aside:
            self.contents.append(Heading(level, given["id"], text))
        return f"<h{level}{self._written(given)}>"

    def _level(self, written: int, kind: str) -> int:
        """Levels without gaps: a heading stands one below the last one that was written with a higher rank."""
        if kind == "box":
            return min(self._base + min(len(self._levels), 1), 6)
        while self._levels and self._levels[-1] >= written:
            self._levels.pop()
        self._levels.append(written)
        return min(self._base + len(self._levels) - 1, 6)

    def _enclosure(self, m: re.Match[str]) -> str:
        """Headings in asides, quotations and notes are not among the contents."""
        self._aside += -1 if m["close"] else 1
        return m[0] if m["close"] else f"<{m['tag']}{self._written(self._read(m['attributes']))}>"

    # Links

    def _link(self, m: re.Match[str]) -> str:
        if m["close"]:
            return self._link_ends.pop() if self._link_ends else ""
        if _WEB_LINK.fullmatch(m["attributes"]):  # as most are: what follows would come to the same
            self._link_ends.append("</a>")
            return f'<a{m["attributes"]} rel="noopener">'
        given = self._read(m["attributes"])
        anchor = given.get("id") or (self._own_id(given["name"]) if given.get("name") else "")
        kind = given.get("class", "")
        href = self._href(given["href"]) if "href" in given else None
        if href is None:
            self._link_ends.append("</span>" if anchor else "")
            return f'<span id="{escape(anchor)}">' if anchor else ""
        self._link_ends.append("</a>")
        written = {"href": href, "title": given.get("title", ""), "lang": given.get("lang", ""), "id": anchor}
        if is_web(href):
            kept = [word for word in _RELATIONS if word in given.get("rel", "").split()]
            written["rel"] = " ".join(["noopener", *kept])
        if kind == "footnote-ref":
            end = self._html.find("</a>", m.end())
            label = self._words["footnote"] % {"number": without_tags(self._html[m.end() : end])}
            written |= {"role": "doc-noteref", "aria-label": label}
        elif kind == "footnote-backref":
            written |= {"role": "doc-backlink", "aria-label": self._words["back"], "title": ""}
        return f"<a{self._written(written)}>"

    def _href(self, href: str) -> str | None:
        """Where a link leads: into this text, where `resolve` says, or as written if that is allowed."""
        if href.startswith("#"):
            if self._base > _TOP:
                return None
            return "#" + own_fragment(unquote(href[1:])) if len(href) > 1 else None
        if not is_local(href):
            return checked(href) if href else None
        path, _, fragment = href.partition("#")
        place = f"#{own_fragment(unquote(fragment))}" if fragment else ""
        if path in self._asking.given:
            return checked(path + place)
        target = self._asking.ask("link", path)
        if target is None:
            return checked(href)
        return target.url + place if target.url else None  # to a file that no reader may see: the words stay

    # Tables

    def _table(self, m: re.Match[str]) -> str:
        if m["close"]:
            self._tables -= 1
            return "</table></div>" if self._tables == 0 else "</table>"
        self._tables += 1
        given = self._read(m["attributes"])
        table = f"<table{self._written(given)}>"
        if self._tables > 1:
            return table
        self._table_count += 1
        if not _CAPTION.match(self._html, m.end()):
            name = self._words["table"] + (f" {self._table_count}" if self._table_count > 1 else "")
            return f'<div class="table" role="region" tabindex="0" aria-label="{escape(name)}">{table}'
        label = f"p-table.{self._table_count}"
        return f'<div class="table" role="region" tabindex="0" aria-labelledby="{label}">{table}'

    def _caption(self, m: re.Match[str]) -> str:
        return m[0] if m["close"] or self._tables != 1 else f'<caption id="p-table.{self._table_count}">'

    def _head(self, m: re.Match[str]) -> str:
        self._in_head = not m["close"]
        return m[0]

    def _row(self, m: re.Match[str]) -> str:
        self._first_in_row = not m["close"]
        return m[0]

    def _cell(self, m: re.Match[str]) -> str:
        if m["close"]:
            return self._cell_ends.pop() if self._cell_ends else m[0]
        tag, given = m["tag"], self._read(m["attributes"])
        if tag == "th" and self._html.startswith("</th>", m.end()):
            tag = "td"
        self._cell_ends.append(f"</{tag}>")
        side = {"right": "num", "center": "mid"}.get(given.pop("align", ""))
        if side:
            given["class"] = f"{given.get('class', '')} {side}".strip()
        if tag == "th" and (self._in_head or self._first_in_row):
            given.setdefault("scope", "col" if self._in_head else "row")
        self._first_in_row = False
        return f"<{tag}{self._written(given)}>"


_HANDLERS: Mapping[str, Callable[[Walk, re.Match[str]], str]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Walk._heading),
    **dict.fromkeys(("aside", "blockquote", "section"), Walk._enclosure),
    "a": Walk._link,
    **dict.fromkeys(("code", "pre", "kbd", "samp"), Walk._literally),
    "table": Walk._table,
    "caption": Walk._caption,
    "thead": Walk._head,
    "tr": Walk._row,
    "td": Walk._cell,
    "th": Walk._cell,
}


def slug(text: str) -> str:
    """The words of a heading as an id."""
    words = _BLANKS.sub("-", _NOT_IN_SLUG.sub("", text.lower())).strip("-")
    return words[:_LONGEST_SLUG].rstrip("-") or "section"


def own_id(name: str) -> str:
    """An id of a text as the page has it: none can be taken for one of the template's."""
    return "p-" + _NOT_IN_ID.sub("-", name.replace(":", ".").removeprefix("p-").strip())


def own_fragment(name: str) -> str:
    """The same for what stands behind the `#` of a link, which may lead to a few of the template's ids too."""
    return name if _TEMPLATE_IDS.match(name) else own_id(name)


_TABLE_TITLE = r"<p>(?:Table|Tabelle|Tableau)(?: \d+)?: (?P<{}>(?:[^<]|<(?!/?p>)){{1,600}})</p>"
_TITLE_BEFORE = re.compile(_TABLE_TITLE.format("title") + r"\s*<table>(?!\s*<caption)")
_TITLE_AFTER = re.compile(
    r"<table>(?!\s*<caption)(?P<rows>(?:[^<]|<(?!/?table\b))*)</table>\s*" + _TABLE_TITLE.format("title")
)


def with_captions(html: str) -> str:
    """`Table: caption` in the paragraph before or after a table becomes its caption."""
    if "Tab" not in html or "<table" not in html:
        return html
    html = _TITLE_BEFORE.sub(r"<table><caption>\g<title></caption>", html)
    return _TITLE_AFTER.sub(r"<table><caption>\g<title></caption>\g<rows></table>", html)
