"""The words of a story's text, quickly: what is searched and what a result quotes. Nothing is rendered.

Marks of Markdown are no letters, and are left in for search; what would bring in foreign words goes: addresses, tags,
commands of other systems. Every pattern stops at the next sign of its own kind.
"""

import html
import re

MOST = 262_144
_APART = " · "
_WIKI = re.compile(r"(?P<embed>!?)\[\[(?P<name>[^\[\]|\\\n]{1,300})(?:\\?\|(?P<words>[^\[\]\n]{0,500}))?\]\](?![(\[])")
_SIZE = re.compile(r"\d+(?:x\d+)?")
_FOOTNOTE = re.compile(r"^[ \t>]*\[\^[^\[\]\n]*\]:|\[\^[^\[\]\n]*\]", re.MULTILINE)
_DEFINITION = re.compile(
    r"^[ \t>]*(?:\[[^\[\]\n]+\]:[ \t]*\S+(?:[ \t]+(?:\".*\"|'.*'|\(.*\)))?[ \t\r]*|\*\[[^\[\]\n]+\]:.*)$", re.MULTILINE
)
_ADDRESS = re.compile(r"\]\((?:[^()\n]|\n(?=[ \t]*[\"'])|\([^()\n]*\))*+\)|\]\[[^\[\]\n]*\]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[a-z]+:[^<>\s]*>")
_COMMAND = re.compile(r"\{%[^%]*%\}|\{\{[^{}]*\}\}|\{(?::| ?[.#])[^{}\n]*\}")
_BARE_ADDRESS = re.compile(r"\b(?:https?|mailto):[^\s<>()\"]+")
_FENCE = re.compile(r"^[ \t>]*(?P<fence>`{3,}|~{3,})(?P<rest>[^`\n]*)$", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\[\]]*\]")
_QUOTATION = re.compile(r"^[ \t]*>[ \t>]*", re.MULTILINE)
_LINE_ALONE = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|\[![\w-]+\][+-]?|:{3,}[ \t]*[\w-]*)(?P<words>.*)$", re.MULTILINE)
_LINE_MARKS = re.compile(
    r"^[ \t]*(?:[|:=-][ \t|:=-]{2,}$|:[ \t]+|[-*+][ \t]+(?:\[[ xX]\])?|\d{1,9}[.)][ \t]+|(?:`{3,}|~{3,}).*$"
    r"|(?:Table|Tabelle|Tableau)(?: \d+)?: )",
    re.MULTILINE,
)
_BETWEEN_BLOCKS = re.compile(r"\n[ \t\r]*\n")
_CELLS = re.compile(r" ?(?<!\\)\|[ |]*")
# Each begins with a single letter, no class and no repetition, so that whatever lies between is passed over at once.
_MARKS = re.compile(r"\*\**|``*|~~+|==+|\[\[?|\]\]?|!\[|_(?<!\w_)_*|__*(?!\w)|\\(?=[^\w\s])")
_BEFORE_A_STOP = re.compile(r" (?=[.,;:!?…)](?:\s|$))")
_STOPS = tuple(".,:;!?…。\uff01\uff1f")
_AFTER_A_STOP = "\"'”\u2019»)"


def words_alone(body: str) -> str:
    """`body` without what is not said: for the index."""
    body = body[:MOST]
    if "<!--" in body:
        body = _without_comments(body)
    if "[[" in body:
        body = _WIKI.sub(_of_wiki_link, body)
    if "[^" in body:
        body = _FOOTNOTE.sub(" ", body)
    if "]:" in body:
        body = _DEFINITION.sub(" ", body)
    if "](" in body or "][" in body:
        body = _ADDRESS.sub("]", body)
    if "{" in body:
        body = _COMMAND.sub(" ", body)
    if "<" in body:
        body = _TAG.sub(" ", body)
    if "http" in body or "mailto:" in body:
        body = _BARE_ADDRESS.sub(" ", body)
    return html.unescape(body) if "&" in body else body


def without_code(body: str) -> str:
    """`body` without its blocks of code, which are found and not quoted. What is in a line of text stays."""
    if "```" not in body and "~~~" not in body:
        return body
    kept = []
    at, fence = 0, ""
    for each in _FENCE.finditer(body):
        if not fence:
            kept.append(body[at : each.start()])
            at, fence = each.start(), each["fence"]
        elif each["fence"].startswith(fence) and not each["rest"].strip():
            at, fence = each.end(), ""
    return "".join(kept if fence else [*kept, body[at:]])


def to_quote(body: str) -> str:
    """One line as a reader reads it: for the passage that a result shows."""
    return in_one_line(words_alone(body))


def in_one_line(said: str) -> str:
    """The same for a text of which words alone are left: what stands apart on the page is kept apart."""
    lines = _LINE_ALONE.sub(r"\n\n\g<words>\n\n", _QUOTATION.sub("", _PICTURE.sub(" ", said)))
    blocks = _BETWEEN_BLOCKS.split(_LINE_MARKS.sub("\n\n", lines))
    line: list[str] = []
    for block in filter(None, map(_tidy, blocks)):
        if line:
            line.append(" " if line[-1].rstrip(_AFTER_A_STOP).endswith(_STOPS) else _APART)
        line.append(block)
    return "".join(line)


def _tidy(block: str) -> str:
    block = " ".join(block.split())
    cells = _CELLS.sub(_APART, block) if "|" in block else block
    return _BEFORE_A_STOP.sub("", " ".join(_MARKS.sub("", cells).split())).strip(_APART)


def _without_comments(body: str) -> str:
    kept = []
    at = 0
    while (start := body.find("<!--", at)) >= 0 and (end := body.find("-->", start)) >= 0:
        kept.append(body[at:start])
        at = end + len("-->")
    return " ".join([*kept, body[at:]])


def _of_wiki_link(link: re.Match[str]) -> str:
    """The words of `[[name|words]]`; where there are none, those of the name. A picture has no name that is shown."""
    words = (link["words"] or "").strip()
    if link["embed"]:
        return " " if _SIZE.fullmatch(words) else words or " "
    if words:
        return words
    name, _, part = link["name"].partition("#")
    last = name.strip().rpartition("/")[2].removesuffix(".md") or part.strip()
    return last if " " in last else last.replace("-", " ")
