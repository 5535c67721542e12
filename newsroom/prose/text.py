"""Texts without their marks: what may stand in a page at all, plain text, and the number of words."""

import html
import re

from newsroom.frontmatter.characters import is_ordinary

_NEVER = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
FORBIDDEN = re.compile(f"[{_NEVER}\ufdd0-\ufdef]")
"""Characters that XML or HTML forbids, lone surrogates, and the noncharacters that `entries` uses for itself."""

FORBIDDEN_INSIDE = re.compile(f"[{_NEVER}\ufdd0-\ufde1\ufde6-\ufdef]")
"""The same, but for those that `entries` still needs at that point."""

_CUT: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"\{%-?\s{0,9}comment\s{0,9}-?%\}"), re.compile(r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}")),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<script\b", re.IGNORECASE), re.compile(r"</script\s{0,9}>", re.IGNORECASE)),
    (re.compile(r"<style\b", re.IGNORECASE), re.compile(r"</style\s{0,9}>", re.IGNORECASE)),
)

_TARGET = r"(?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,1000})?\)|\[[^\[\]]{0,200}\])"

# In the order in which they are applied. Each stops at the next place where it could begin, so that it is linear.
_STRIPPED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\{%(?:[^%{]|%(?!\})|\{(?!%)){0,1000}%\}"), " "),
    (re.compile(r"\{\{[^{}]{0,1000}\}\}"), " "),
    (re.compile(r"</?[a-zA-Z][^<>]{0,1000}>"), " "),
    (re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]"), " "),
    (re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\](?![(\[])"), r"\1"),
    (re.compile(r"!\[[^\[\]]{0,1000}\]" + _TARGET + "?"), " "),
    (re.compile(r"^[ >]{0,20}\[[^\[\]\n^][^\[\]\n]{0,200}\]:[ \t].*$", re.MULTILINE), " "),
    (re.compile(r"\[\^[^\[\]\n]{1,100}\]:?"), " "),
    (re.compile(r"\[([^\[\]]{0,1000})\]" + _TARGET), r"\1"),
    (re.compile(r"^[ >]{0,20}(?:`{3,}|~{3,}).*$", re.MULTILINE), " "),
    (re.compile(r"^[ >]{0,20}:{3,}[ \t]*(?:\w{1,40}\b)?", re.MULTILINE), " "),
    (re.compile(r"\{:?[ ]?[.#][^{}\n]{0,300}\}"), " "),
    (re.compile(r"^[ \t]{0,20}(?:>[ \t]?){0,50}(?:\[![a-zA-Z]{1,20}\])?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,20}+(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])", re.MULTILINE), ""),
    (re.compile(r"^[-=*_|: \t]{3,1000}+$", re.MULTILINE), " "),
    (re.compile(r"\|"), " "),
    (re.compile(r"\*+|~~+|==+|`+|%%+"), ""),
    (re.compile(r"(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)"), ""),
)

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SIGNS = ("–", "—", "-", "&", "|", "/", "·", "…", "↩", "+", "=")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff]")
_TAG = re.compile(r"<[^<>]*>")


def safe(text: str) -> str:
    """The text with plain line ends, and U+FFFD for every character that a page or a feed must not hold."""
    if is_ordinary(text):
        return text
    return FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(text: str) -> str:
    """The words alone, for lists, descriptions and the index: no Markdown, HTML or Liquid marks, single blanks."""
    text = safe(text)
    for opener, closer in _CUT:
        text = _cut(text, opener, closer)
    text = _ESCAPED.sub(lambda m: f"&#{ord(m[1])};", text) if "\\" in text else text
    for pattern, substitute in _STRIPPED:
        text = pattern.sub(substitute, text)
    return " ".join(safe(html.unescape(text)).split())


def _cut(text: str, opener: re.Pattern[str], closer: re.Pattern[str]) -> str:
    kept, position = [], 0
    while (start := opener.search(text, position)) and (end := closer.search(text, start.end())):
        kept.append(text[position : start.start()])
        position = end.end()
    return " ".join([*kept, text[position:]])


def without_tags(markup: str) -> str:
    """The text of well-formed HTML, such as this package makes."""
    text = _TAG.sub("", markup)
    return html.unescape(text) if "&" in text else text


def count_words(text: str) -> int:
    """The words of a Markdown text. Two Chinese or Japanese characters count as one word."""
    return count_plain_words(plain(text))


def count_plain_words(text: str) -> int:
    """The words of a text that has no marks."""
    characters, words = 0, len(text.split())
    if len(text) < 500 or len(text) > 9 * words:  # a long text of short words has too few of the others to count
        text, characters = _CJK.subn(" ", text)
        words = len(text.split())
    signs = sum(text.count(f" {sign} ") for sign in _SIGNS)
    return max(0, words - signs) + (characters + 1) // 2
