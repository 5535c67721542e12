"""The words of a story's text, quickly: what is searched and what a result quotes. Nothing is rendered.

Marks of Markdown are no letters, and are left in for search; what would bring in foreign words goes: addresses, tags,
commands of other systems. Every pattern stops at the next sign of its own kind.
"""

import html
import re

MOST = 262_144
_ADDRESS = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)|\]\[[^\[\]\n]*\]|\]:\s*\S+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->|<[a-z]+:[^<>\s]*>", re.DOTALL)
_COMMAND = re.compile(r"\{%[^%]*%\}|\{\{[^{}]*\}\}|\{:[^{}\n]*\}")
_BARE_ADDRESS = re.compile(r"\b(?:https?|mailto):[^\s<>()\"]+")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\n]*\]:?")
_LINE_MARKS = re.compile(
    r"^[ \t]*(?:[|:-][ \t|:-]{2,}$|#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+|(?:`{3,}|~{3,}|:{3,}).*$|\|)",
    re.MULTILINE,
)
_MARKS = re.compile(r"[*`|]+|\[\[|\]\]|!?\[|\]|(?<!\w)_+|_+(?!\w)|\\(?=[^\w\s])")
_BLANKS = re.compile(r"\s+")
_BEFORE_A_STOP = re.compile(r" (?=[.,;:!?…)](?:\s|$))")


def words_alone(body: str) -> str:
    """`body` without what is not said: for the index."""
    body = body[:MOST]
    if "](" in body or "][" in body or "]:" in body:
        body = _FOOTNOTE.sub(" ", body)
        body = _ADDRESS.sub("]", body)
    if "{" in body:
        body = _COMMAND.sub(" ", body)
    if "<" in body:
        body = _TAG.sub(" ", body)
    if ":" in body:
        body = _BARE_ADDRESS.sub(" ", body)
    return html.unescape(body) if "&" in body else body


def to_quote(body: str) -> str:
    """One line as a reader reads it: for the passage that a result shows."""
    line = _BLANKS.sub(" ", _MARKS.sub("", _LINE_MARKS.sub("", words_alone(body))))
    return _BEFORE_A_STOP.sub("", line).strip()
