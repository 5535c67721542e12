"""The newsroom's own blocks: `::: pull`, `::: fact Title`, `::: gallery`, `::: note Title`, and `> [!NOTE] Title`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsroom.prose.wording import Wording

CALLOUTS: Mapping[str, str] = {
    "note": "note",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "important": "important",
    "warning": "warning",
    "attention": "warning",
    "caution": "caution",
    "danger": "caution",
    "error": "caution",
    "info": "note",
}
"""The kinds of callout, by what writers call them; others are notes."""

CONTAINER = re.compile(
    r"[ \t]{0,12}:{3,}[ \t]*(?:\{?\.?(?P<name>[A-Za-z][\w-]{0,40})\}?)?[ \t]*(?P<title>[^\n]*)(?:\n|$)"
)
END = re.compile(r":{3,}[ \t]*(?:\n|$)")
CALLOUT = re.compile(
    r"(?P<first> {0,3}>[ ]?)\[!(?P<kind>[\w-]{1,20})\][+-]?[ \t]*(?P<title>[^\n]*)(?:\n|$)"
    r"(?P<body>(?: {0,3}>[^\n]*(?:\n|$))*+)"
)
QUOTED = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_ATTRIBUTION = re.compile(r"^[ \t]*(?:—|–|--+)[ \t]*(?P<who>\S[^\n]*)\s*\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Frame:
    """The HTML around a block and around its title, which is Markdown."""

    opening: str
    closing: str
    title: str = ""
    title_opening: str = ""
    title_closing: str = ""
    known: bool = True


def callout(kind: str, title: str, labels: Wording) -> Frame:
    """A callout; without a title it bears the name of its kind."""
    kind = CALLOUTS.get(kind.lower(), "note")
    opening = f'<aside class="callout {kind}" role="note">'
    return Frame(opening, "</aside>", title.strip() or labels[kind], '<p class="title">', "</p>")


def container(name: str, title: str, labels: Wording, count: int) -> Frame:
    """A `:::` block; `count` numbers those of a text."""
    title = title.strip()
    if name == "gallery":
        return Frame('<section class="gallery">', "</section>")
    if name == "pull":
        return Frame('<aside class="pull">', "</aside>")
    if name in ("fact", "facts", "factbox"):
        labelled = f' aria-labelledby="p-fact.{count}"' if title else ""
        heading = f'<h2 class="box" id="fact:{count}">'
        return Frame(f'<aside class="fact"{labelled}>', "</aside>", title, heading, "</h2>")
    if name in CALLOUTS:
        return callout(name, title, labels)
    return Frame("<div>", "</div>", known=False)


def quote_and_attribution(inside: str) -> tuple[str, str]:
    """The text of a pull quote, and from its last line, if that begins with a dash, whose words they are."""
    tail = inside.rstrip()
    start = tail.rfind("\n") + 1
    m = _ATTRIBUTION.match(tail, start)
    return (tail[:start], m["who"]) if m and tail[:start].strip() else (inside, "")
