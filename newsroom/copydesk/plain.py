"""Markdown and HTML → one line of plain text, and the parts of a body that a header may lack."""

import html
import re
from collections.abc import Iterator
from typing import Final

# Every pattern here stops at the next sign of its own kind, so that no text takes time beyond its length.
TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->|<!--.*", re.DOTALL)
UNSEEN: Final = re.compile(r"<(?:script|style)\b.*?(?:</(?:script|style)[^<>]*>|\Z)", re.DOTALL | re.IGNORECASE)
AUTOLINK: Final = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
MARK: Final = re.compile(r"\{%[^%]*%\}|\{\{[^{}]*\}\}|\{:[^{}]*\}|\{[#.][\w#. =\"'-]*\}")
PICTURE: Final = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
FOOTNOTE: Final = re.compile(r"\[\^[^\[\]]*\]")
WIKI: Final = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
LINK: Final = re.compile(r"\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*+\)|\[[^\[\]]*\])")
CODE: Final = re.compile(r"(`++)([^`]*+)\1(?!`)")
STARS: Final = re.compile(r"(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1")
LINES: Final = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?!\w)")
ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>\"'])")
ANY_MARK: Final = re.compile(r"[\\`*_\[<&{]")
# Escaped signs wait among the private characters until the marks are gone.
HIDING_PLACE: Final = 0xE000
SHOWN_AGAIN: Final = {HIDING_PLACE + ord(sign): sign for sign in "\\`*_{}[]()#+-.!|~<>\"'"}

FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
LIQUID_BLOCK: Final = re.compile(r"\{%-?\s*(raw|highlight|comment)\b")
HEADING: Final = re.compile(r" {0,3}#(?!#)[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
ANY_HEADING: Final = re.compile(r" {0,3}#{1,6}[ \t]")
# What opens a block that is no paragraph: rule, list, quotation, table, footnote, formula, callout, HTML, code.
OTHER_BLOCK: Final = re.compile(
    r" {0,3}(?:(?:[-*_] *){3,}+$|[-*+] |\d{1,9}[.)] |>|\||\[\^|\[[^\[\]]+\]:\s|\*\[[^\[\]]+\]:"
    r"|\$\$|!!!|:::|\?\?\?|</?(?!https?:|mailto:)[A-Za-z!]|\[toc\])|\t| {4}",
    re.IGNORECASE,
)
TEXT_IN_HTML: Final = re.compile(
    r" {0,3}<(?:p|a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|time|u)\b", re.IGNORECASE
)
# What, on a second line, makes the first a heading, the head of a table or a term.
SECOND_LINE: Final = re.compile(r" {0,3}(?:=+|-+|:[ \t].*|(?=[^|]*\|)[\s|:-]+)[ \t]*$")
MOST_READ: Final = 4000
MOST_SEARCHED: Final = 20_000


def from_html(text: str) -> str:
    """One line: tags gone, entities decoded, blanks collapsed. Marks of Markdown stay."""
    if "<" in text:
        text = TAG.sub("", text)
    return " ".join(html.unescape(text).split())


def from_markdown(text: str) -> str:
    """One line of plain text: the marks of Markdown, HTML, Liquid and Hugo gone, links as their words."""
    if not ANY_MARK.search(text):
        return " ".join(text.split())
    has_escapes = "\\" in text
    if has_escapes:
        text = ESCAPE.sub(lambda escape: chr(HIDING_PLACE + ord(escape[1])), text)
    text = MARK.sub("", text)
    if "[" in text:
        text = FOOTNOTE.sub("", PICTURE.sub("", text))
        text = LINK.sub(r"\1", WIKI.sub(lambda link: link[2] or link[1], text))
    text = CODE.sub(r"\2", text)
    for emphasis in (STARS, LINES):
        for _ in range(2):  # one kind of emphasis inside another
            text = emphasis.sub(r"\2", text)
    line = from_html(AUTOLINK.sub(r"\1", text))
    return line.translate(SHOWN_AGAIN) if has_escapes else line


def shortened(text: str, most: int) -> str:
    """`text`, cut at a word with `…` where it is longer than `most` characters, `…` counted."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    if not text[most - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:–—-") + "…"


def heading(body: str) -> tuple[str, str]:
    """The text of the first `#` heading, and the body with that line emptied, so that line numbers stay.

    Two empty strings, or the body as it was, where there is none.
    """
    if "#" not in body:
        return "", body
    start = 0
    fence = ""
    for line in body.split("\n"):
        match = FENCE.match(line)
        if match:
            fence = "" if fence and line.strip().startswith(fence) else fence or match[1]
        elif not fence:
            found = HEADING.match(line)
            if found and found[1]:
                return from_markdown(found[1]), body[:start] + body[start + len(line) :]
        start += len(line) + 1
    return "", body


def starts_with_heading(body: str) -> bool:
    return HEADING.match(body.lstrip("\n").split("\n", 1)[0]) is not None


def first_paragraph(body: str) -> str:
    """The first paragraph of `body` that has words, as plain text; empty where there is none."""
    for block in _blocks(body[:MOST_SEARCHED]):
        text = _paragraph(block)
        if text:
            return text
    return ""


def _paragraph(block: list[str]) -> str:
    """The words of a block of lines; empty where it is a heading, a list, a table, a picture or another thing."""
    while block and (ANY_HEADING.match(block[0]) or _is_only_marks(block[0])):
        block = block[1:]
    if not block or (OTHER_BLOCK.match(block[0]) and not TEXT_IN_HTML.match(block[0])):
        return ""
    if len(block) > 1 and SECOND_LINE.match(block[1]):
        return ""
    text = from_markdown(UNSEEN.sub("", "\n".join(block)[:MOST_READ]))
    return text if _has_words(text) else ""


def _blocks(body: str) -> Iterator[list[str]]:
    """Runs of lines between blank ones, without those in fences and in blocks of Liquid."""
    block: list[str] = []
    end = ""
    for line in body.split("\n"):
        if end:
            end = "" if end in line else end
            continue
        fence, liquid = FENCE.match(line), LIQUID_BLOCK.match(line)
        if fence:
            end = fence[1]
        elif liquid and f"end{liquid[1]}" not in line:
            end = f"end{liquid[1]}"
        if not end and not liquid and line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_only_marks(line: str) -> bool:
    """A picture, a rule, a line of Liquid; not HTML, whose block goes on."""
    return not line.lstrip().startswith("<") and not _has_words(from_markdown(line))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
