"""The first pass over a text: what Markdown does not know, or is slow at, is taken out and a place kept for it.

Code, raw HTML, pictures, wiki links, Liquid, Hugo, `:::` blocks and callouts become placeholders, which Markdown
passes over and `bind` fills in. A placeholder that has come to stand in a block of code gets back what the writer
wrote. Every mark is read once, and none looks further than `REACH` without remembering what it saw: cost is linear.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from newsroom.prose import blocks, fences, rawhtml
from newsroom.prose.code import code_html, code_text
from newsroom.prose.entries import Entry, Notes, Shown, Story
from newsroom.prose.liquid import Mark, mark_at
from newsroom.prose.references import LEVELS, REACH, WIKI, picture_at
from newsroom.prose.tags import Closers
from newsroom.prose.templating import interpret

Found = tuple[str, int, int] | None
"""What replaces a stretch of the text, where that begins and where it ends; None leaves it to Markdown."""

_LEADS: tuple[tuple[str, str, str], ...] = (
    ("`", r"`", r"(?<=`)"),
    ("\\", r"\\", r"(?<=\\)"),
    ("<", r"<", r"(?<=<)[a-zA-Z/!?]"),
    ("}}", r"{", r"(?<=\{)\{"),
    ("%}", r"{", r"(?<=\{)%"),
    ("![", r"!", r"(?<=!)\["),
    ("]]", r"\[", r"(?<=\[)\["),
    ("[!", r"\[", r"(?<=\[)!"),
    ("==", r"=", r"(?<==)(?<!==)=(?!=)"),
    ("~~", r"~", r"(?<=~)(?<!~~)~"),
    ("%%", r"%", r"(?<=%)(?<!%%)%(?!%)"),
    (":::", r":", r"(?<=:)(?<!::)::"),
)
"""What a text must hold for a mark to be possible, the character it begins with, and what must follow that."""
_MARGIN = re.compile(r"[ \t]*(?:>[ ]?)*[ \t]*")
_RAW_END = re.compile(r"\{%-?\s{0,9}endraw\s{0,9}-?%\}")
_TILDES = re.compile("~+")
_PAIRS = {"=": "mark", "~": "del"}
_WIDEST_PAIR = 1000
_WIDEST_MARGIN = 64


class Scan:
    """One pass over one text, or over the inside of a callout: `level` counts those."""

    def __init__(self, text: str, notes: Notes, first_line: int = 0, level: int = 0) -> None:
        self.text, self.notes, self.level = text, notes, level
        self.closers = Closers(text)
        self.raw_blocks = rawhtml.RawBlocks()
        self.misses = 0
        self._copied = 0
        self._line, self._counted = first_line, 0
        self._raw_until = -1
        self._ends: list[Entry] = []  # what closes the open blocks, told at the line that opened each
        self._pairs: dict[int, str] = {}
        self.ticks: dict[int, list[int]] | None = None

    def run(self) -> str:
        """The text with placeholders."""
        out: list[str] = []
        position, lead = 0, _lead(self.text)
        while m := lead.search(self.text, position):
            start = m.start()
            found = _HANDLERS[self.text[start]](self, start)
            if found is None or found[1] < self._copied:
                position = start + 1
                continue
            out += (self.text[self._copied : found[1]], found[0])
            position = self._copied = found[2]
        out.append(self.text[self._copied :])
        out += (self._apart(end) for end in reversed(self._ends))
        return "".join(out)

    def line(self, position: int) -> int:
        """The line of a position; asked with rising positions, so that all of them cost one pass."""
        if position > self._counted:
            self._line += self.text.count("\n", self._counted, position)
            self._counted = position
        return self._line

    def inline(self, start: int, end: int, shown: Shown, fault: str = "") -> Found:
        """A stretch that is part of a line."""
        entry = Entry(self.text[start:end], shown, self.line(start), fault=fault)
        return self.notes.keep(entry), start, end

    def block(self, source: str, html: str, position: int, edge: bool = False) -> str:
        """A placeholder with a paragraph of its own."""
        return self._apart(Entry(source, html, self.line(position), block=True, edge=edge))

    def _apart(self, entry: Entry) -> str:
        return f"\n\n{self.notes.keep(entry)}\n\n"

    def own_block(self, start: int, end: int, html: str) -> Found:
        """A stretch that is a block, apart from its paragraph where it begins a line."""
        placeholder = self.notes.keep(Entry(self.text[start:end], html, self.line(start), block=True))
        begins_line = self.text[start - 1 : start] in ("", "\n")
        return (f"\n\n{placeholder}\n\n" if begins_line else placeholder), start, end

    def margin(self, start: int) -> int | None:
        """Where the line begins if only blanks and `>` stand before `start`, else None."""
        begin = self.text.rfind("\n", max(0, start - _WIDEST_MARGIN), start) + 1
        if begin == 0 and start >= _WIDEST_MARGIN:
            return None
        return begin if _MARGIN.fullmatch(self.text, begin, start) else None

    def _escape(self, start: int) -> Found:
        return self.text[start : start + 2], start, start + 2

    def line_end(self, position: int) -> int:
        """Where the line ends."""
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end

    # Marks of two characters

    def _pair(self, start: int) -> Found:
        """`==highlight==` and `~~struck out~~`."""
        if start in self._pairs:
            return self.inline(start, start + 2, self._pairs[start])
        character = self.text[start]
        length = len(self.text[start : start + 4]) - len(self.text[start : start + 4].lstrip(character))
        if character == "~" and length >= 3 and (m := _TILDES.match(self.text, start)):
            fenced = fences.fence(self, start, "~", m.end() - start)
            if fenced:
                return fenced
        if length != 2:
            return None
        end = self.closers.next(character * 2, start + 2)
        between = self.text[start + 2 : end] if 0 <= end <= start + _WIDEST_PAIR else ""
        if not between or between[0].isspace() or between[-1].isspace() or "\n\n" in between:
            return None
        self._pairs[end] = f"</{_PAIRS[character]}>"
        return self.inline(start, start + 2, f"<{_PAIRS[character]}>")

    def _remark(self, start: int) -> Found:
        """Obsidian's `%%comment%%`; signs that touch a word from outside (100%%) are no comment."""
        end = self.closers.next("%%", start + 2)
        before, after = self.text[start - 1 : start], self.text[end + 2 : end + 3]
        if end < 0 or (start and not before.isspace()) or (after and after.isalnum()):
            return None
        return self.inline(start, end + 2, "")

    # Pictures and links

    def _picture(self, start: int) -> Found:
        found = picture_at(self.text, start, self.notes.known)
        return self.inline(start, found[1], found[0]) if found else None

    def _bracket(self, start: int) -> Found:
        if self.text[start + 1] == "!":
            return self._callout(start)
        m = WIKI.match(self.text, start, start + REACH)
        if m is None:
            return None
        name, _, fragment = m["target"].partition("#")
        text = (m["text"] or "").strip()
        return self.inline(start, m.end(), Story("wiki", name.strip(), text, fragment.strip()))

    # Blocks

    def _callout(self, start: int) -> Found:
        begin = self.margin(start)
        m = blocks.CALLOUT.match(self.text, begin) if begin is not None and self.level < LEVELS else None
        if m is None or m.end("first") != start or self._continues_quote(m.start()):
            return None
        opening = self._head(m, blocks.callout(m["kind"], m["title"], self.notes.words))
        inside = Scan(blocks.QUOTED.sub("", m["body"]), self.notes, self.line(m.start("body")), self.level + 1).run()
        return opening + inside + self.block("", "</aside>", m.start("body")), m.start(), m.end()

    def _continues_quote(self, begin: int) -> bool:
        before = self.text[max(0, begin - 2000) : begin].rstrip("\n")
        newest = before.rpartition("\n")[2]
        return self.text[begin - 2 : begin] != "\n\n" and newest.lstrip(" ").startswith(">")

    def _container(self, start: int) -> Found:
        begin = self.margin(start)
        m = blocks.CONTAINER.match(self.text, begin) if begin is not None else None
        if m is None or begin is None:
            return None
        if not m["name"]:
            if not self._ends or m["title"].strip():
                return None
            end = replace(self._ends.pop(), source=m[0], line=self.line(start), fault="")
            return self._apart(end), begin, m.end()
        if len(self._ends) >= LEVELS:
            return None
        return self._open_container(m, begin)

    def _open_container(self, m: re.Match[str], begin: int) -> Found:
        name = m["name"].lower()
        self.notes.boxes += 1
        frame = blocks.container(name, m["title"], self.notes.words, self.notes.boxes)
        head, line = self._head(m, frame), self.line(m.start())
        close = self.closers.next("\n:::", m.end() - 1)
        if name != "pull" or close < 0 or not blocks.END.match(self.text, close + 1):
            fault = "open block" if frame.known else ""
            self._ends.append(Entry(m[0], frame.closing, line, block=True, fault=fault))
            return head, begin, m.end()
        end = self.block("", frame.closing, close)
        return head + self._pulled(m.end(), close) + end, begin, self.line_end(close + 1)

    def _head(self, m: re.Match[str], frame: blocks.Frame) -> str:
        """The beginning of a block, and its title in a paragraph of its own."""
        line = self.line(m.start())
        entry = Entry(m[0], frame.opening, line, block=True, fault="" if frame.known else "block")
        opening = f"\n\n{self.notes.keep(entry)}\n\n"
        if not frame.title:
            return opening
        return opening + self._edged(frame.title_opening, frame.title, frame.title_closing, line)

    def _edged(self, opening: str, text: str, closing: str, line: int) -> str:
        """A line of text that Markdown reads as a paragraph, but that is framed by other tags."""
        inside = Scan(text, self.notes, line, self.level + 1).run().strip()
        before = self.notes.keep(Entry("", opening, line, block=True, edge=True))
        return f"{before}{inside}{self.notes.keep(Entry('', closing, line, block=True, edge=True))}\n\n"

    def _pulled(self, start: int, end: int) -> str:
        quote, who = blocks.quote_and_attribution(self.text[start:end])
        line = self.line(start)
        said = Scan(quote, self.notes, line, self.level + 1).run()
        return f"{said}\n\n{self._edged('<footer>', who, '</footer>', line)}" if who else said

    # Liquid and Hugo

    def _liquid(self, start: int) -> Found:
        if start < self._raw_until:
            return self.inline(start, start + 2, self.text[start : start + 2])
        mark = mark_at(self.text, start, REACH)
        if mark is None:
            return None
        if mark.kind != "output":
            if mark.name == "raw":
                end = _RAW_END.search(self.text, mark.end) if self._raw_until < len(self.text) else None
                self._raw_until = end.start() if end else len(self.text)
                return self.inline(start, mark.end, "")
            enclosed = self._enclosed(mark, start)
            if enclosed:
                return enclosed
        shown, fault = interpret(mark)
        found = self.inline(start, mark.end, shown, fault)
        return (f"\n\n{found[0]}\n\n", start, mark.end) if found and self._is_alone(start, mark.end) else found

    def _enclosed(self, mark: Mark, start: int) -> Found:
        """`{% comment %}` and `highlight`, with all that they enclose."""
        ending = {"tag": f"end{mark.name}", "shortcode": f"/{mark.name}"}[mark.kind]
        if mark.name not in ("comment", "highlight"):
            return None
        close = self.closers.next(ending, mark.end)
        inside_end = self.text.rfind("{", mark.end, close) if close >= 0 else -1
        end = self.text.find("}", close) if close >= 0 else -1
        if inside_end < 0 or end < 0:
            return None
        end += 2 if self.text.startswith("}}", end) else 1
        if mark.name == "comment":
            return self.inline(start, end, "")
        inside = self.text[mark.end : inside_end].rstrip("{").strip("\n")
        html = code_html(code_text(inside), "".join(mark.args[:1]))
        return self.own_block(start, end, html)

    def _is_alone(self, start: int, end: int) -> bool:
        return self.text[start - 1 : start] in ("", "\n") and self.text[end : end + 1] in ("", "\n")



_HANDLERS: Mapping[str, Callable[[Scan, int], Found]] = {
    "`": fences.read,
    "\\": Scan._escape,
    "<": rawhtml.read,
    "{": Scan._liquid,
    "!": Scan._picture,
    "[": Scan._bracket,
    "=": Scan._pair,
    "~": Scan._pair,
    "%": Scan._remark,
    ":": Scan._container,
}


def _lead(text: str) -> re.Pattern[str]:
    """Finds where a mark may begin, looking only for those that this text can hold."""
    return _lead_of(tuple(needed in text and (needed != "![" or "]" in text) for needed, _, _ in _LEADS))


@cache
def _lead_of(wanted: tuple[bool, ...]) -> re.Pattern[str]:
    leads = [lead for lead, is_wanted in zip(_LEADS, wanted, strict=True) if is_wanted]
    if not leads:
        return re.compile(r"(?!)")
    return re.compile(f"[{''.join(first for _, first, _ in leads)}](?:{'|'.join(rest for _, _, rest in leads)})")
