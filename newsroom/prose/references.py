"""How a picture may be named in a text: Markdown, HTML, Obsidian, Liquid and Hugo.

`picture_at` reads one, and both `marks` and `pictures_named` ask it, so that nothing is shown that was not named.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsroom.prose.liquid import Mark, mark_at, without_marks
from newsroom.prose.text import safe

REACH = 4096
"""Characters that one mark may span."""

_VALUE = (
    r"\"(?:\{\{[^{}]{0,600}\}\}|\{%[^%]{0,600}%\}|[^\"])*+\""
    r"|'(?:\{\{[^{}]{0,600}\}\}|\{%[^%]{0,600}%\}|[^'])*+'"
    r"|(?:\{\{[^{}]{0,600}\}\}|\{%[^%]{0,600}%\}|[^\s\"'=<>`])++"
)
TAG = re.compile(
    r"<(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]{0,40})"
    rf"(?P<attributes>(?:\s++[a-zA-Z_:@][\w:.@-]{{0,60}}(?:\s*+=\s*+(?:{_VALUE}))?+){{0,40}}+)\s*+/?>"
)
"""A well-formed tag; anything else that begins with `<` is text."""

_ATTRIBUTE = re.compile(rf"([a-zA-Z_:@][\w:.@-]*+)(?:\s*+=\s*+({_VALUE}))?+")

_IMAGE = re.compile(
    r"""
    !\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,500}\]){0,2000}+)\]
    (?:
        \([ \t]*+
            (?P<src><[^<>\n]{0,1000}>
                |(?:\{\{[^{}]{0,600}\}\}|\{%[^%]{0,600}%\}|\\[^\n]|\([^()\n]{0,300}\)|[ ](?![ ]*[\"'(])(?![ ]*\))
                    |[^\s()<>\"\\]){0,1000}+)
            (?:[ \t]++(?:\"(?P<double>(?:[^\"\\\]]|\](?!\()|\\.|\"(?![ \t]*\))){0,1500}+)\"
                |'(?P<single>(?:[^'\\\]]|\](?!\()|\\.|'(?![ \t]*\))){0,1500}+)'))?
        [ \t]*+\)
      | \[(?P<label>[^\[\]\n]{0,200})\]
      |
    )
    (?:\{:?[ ]?[.#][^{}\n]{0,300}\})?
    """,
    re.VERBOSE | re.DOTALL,
)
WIKI = re.compile(r"!?\[\[(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<text>[^\[\]\n]{0,500}))?\]\](?![(\[])")

_DEFINITION = re.compile(
    r"^[ >\t]{0,40}\[(?P<label>[^\[\]\n]{1,200})\]:[ \t]*(?P<src><[^<>\n]{1,1000}>|\S{1,1000})"
    r"(?:[ \t]+[\"'(](?P<title>.{0,1000})[\"')])?[ \t]*$",
    re.MULTILINE,
)
_OPENER = re.compile(r"!\[|<img\b|\{(?=[%{])", re.IGNORECASE)  # in `{{%` two may begin
_QUOTED = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)$", re.IGNORECASE)
LEVELS = 8
"""How deep callouts may stand in each other."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as the text names it, decoded."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    link: str = ""


Definitions = Mapping[str, tuple[str, str]]


def definitions(text: str) -> Definitions:
    """The reference definitions `[label]: src "title"`, by label; the first of each."""
    found: dict[str, tuple[str, str]] = {}
    if "]:" in text:
        for m in _DEFINITION.finditer(text):
            found.setdefault(_label(m["label"]), (m["src"], m["title"] or ""))
    return found


def picture_at(text: str, start: int, known: Definitions, reach: int = REACH) -> tuple[Shot, int] | None:
    """The picture that is named at `start`, and where its mark ends."""
    first = text[start]
    if first == "!":
        return _embed_at(text, start) if text.startswith("![[", start) else _image_at(text, start, known, reach)
    if first == "<":
        m = TAG.match(text, start, start + reach)
        shot = image_tag(attributes(m["attributes"])) if m and not m["close"] and m["name"].lower() == "img" else None
        return (shot, m.end()) if m and shot else None
    mark = mark_at(text, start, reach)
    shot = picture_of(mark) if mark else None
    return (shot, mark.end) if mark and shot else None


def _embed_at(text: str, start: int) -> tuple[Shot, int] | None:
    """`![[pic.png|caption]]`; Obsidian's `|300` is a width."""
    m = WIKI.match(text, start)
    if m is None or not _PICTURE_NAME.search(m["target"].partition("#")[0].strip()):
        return None
    words = (m["text"] or "").strip()
    words = "" if re.fullmatch(r"\d+(?:x\d+)?", words) else html.unescape(words)
    return Shot(_decoded(m["target"].partition("#")[0]), words, words), m.end()


def _image_at(text: str, start: int, known: Definitions, reach: int) -> tuple[Shot, int] | None:
    m = _IMAGE.match(text, start, start + reach)
    if m is None:
        return None
    src, title = m["src"], m["double"] or m["single"] or ""
    if src is None:
        src, title = known.get(_label(m["label"] or m["alt"]), ("", ""))
    if not src:
        return None
    caption, credit = caption_and_credit(_unescaped(title))
    return Shot(_decoded(src), without_marks(_unescaped(m["alt"])), caption, credit), m.end()


def image_tag(given: Mapping[str, str]) -> Shot | None:
    """An `<img>`: its `src`, else the first of `srcset`."""
    candidates = given.get("srcset", given.get("data-srcset", "")).split()
    src = given.get("src") or given.get("data-src") or (candidates[0].rstrip(",") if candidates else "")
    return Shot(src.strip(), given.get("alt", ""), "") if src.strip() else None


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, values decoded and without Liquid marks; the first of each."""
    found: dict[str, str] = {}
    for m in _ATTRIBUTE.finditer(text):
        value = m[2] or ""
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        found.setdefault(m[1].lower(), html.unescape(without_marks(value)))
    return found


def picture_of(mark: Mark) -> Shot | None:
    """The picture that a Liquid tag or a Hugo shortcode names: image, image_with_class, include figure, figure."""
    given, args = mark.named, mark.args
    if mark.kind == "tag" and mark.name in ("image", "image_with_class") and args:
        words = args[2:3] if mark.name == "image_with_class" else args[1:2]
        return Shot(_decoded(args[0]), html.unescape("".join(words)))
    if mark.kind == "tag" and mark.name in ("include", "include_relative", "include_cached", "figure", "img"):
        src = _first(given, "image_path", "image", "src", "url", "path", "file", "img")
    elif mark.kind == "shortcode" and mark.name in ("figure", "img", "image", "picture"):
        src = _first(given, "src", "image", "url") or "".join(args[:1])
    else:
        return None
    if not src or (mark.name.startswith("include") and not _PICTURE_NAME.search(src.partition("?")[0])):
        return None
    caption, credit = caption_and_credit(html.unescape(_first(given, "caption", "title", "description")))
    credit = html.unescape(_first(given, "credit", "attr", "source")) or credit
    alt = html.unescape(_first(given, "alt", "alt_text"))
    return Shot(_decoded(src), alt, caption, credit, _first(given, "link"))


def caption_and_credit(text: str) -> tuple[str, str]:
    """`caption | credit`."""
    caption, bar, credit = text.rpartition("|")
    return (caption.strip(), credit.strip()) if bar else (text.strip(), "")


def pictures_named(body: str) -> tuple[str, ...]:
    """Every picture that `render` may ask for, as it asks, in the order of the text; perhaps some more.

    Nothing is rendered, and code is not told from text. Cost is linear.
    """
    text = safe(body)
    if "<" not in text and "{" not in text and ("!" not in text or "![" not in text):  # single signs are found fastest
        return ()
    named: dict[str, None] = {}
    known = definitions(text)
    for _ in range(LEVELS + 1):
        for m in _OPENER.finditer(text):
            found = picture_at(text, m.start(), known)
            if found:
                named[found[0].src] = None
        if "[!" not in text or not _QUOTED.search(text):
            break
        text = _QUOTED.sub("", text)
    return tuple(named)


def _first(given: Mapping[str, str], *names: str) -> str:
    return next((given[name] for name in names if given.get(name)), "")


def _label(text: str) -> str:
    return " ".join(text.split()).lower()


def _unescaped(text: str) -> str:
    return html.unescape(_ESCAPED.sub(r"\1", text))


def _decoded(src: str) -> str:
    src = without_marks(src.strip())
    if src.startswith("<") and src.endswith(">"):
        src = src[1:-1]
    return _unescaped(src).strip()
