"""Python-Markdown as we use it: two instances a thread, made once and reset before each text."""

import re
import threading
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension, FootnotePostTreeprocessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

_instances = threading.local()

_OF_FEW_TEXTS = ("\\", "<", "&", "{", "|", "\t", "]:", "] :", "  \n")
"""Signs without which a text, but for `_A_MEANING`, has nothing for what `make_plain` leaves out."""

_A_MEANING = re.compile(r":(?<![^\s>]:)")
"""The colon before the meaning of a word: at the start of a line, also in a quotation or a list."""

_LONG = 131_072
_MARKS = "[]<>*_`|#&-"


class Footnotes(FootnoteExtension):
    """Footnotes as a section with a heading of its own; `walk` gives the links their roles."""

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        md.treeprocessors.register(Repeats(self), "footnote-duplicate", 15)

    def makeFootnotesDiv(self, root: etree.Element) -> etree.Element | None:
        made = super().makeFootnotesDiv(root)
        if made is None:
            return None
        section = etree.Element("section", {"class": "foots", "role": "doc-endnotes", "aria-labelledby": "p-notes"})
        etree.SubElement(section, "h2", {"class": "notes"}).text = "Notes"
        section.extend(made.findall("ol"))
        return section


class Repeats(FootnotePostTreeprocessor):
    """The links back from a note that is referred to more than once."""

    def run(self, root: etree.Element) -> None:
        self.offset = 0
        for section in root.iter("section"):
            for notes in section.iter("ol"):
                self.handle_duplicates(notes)


class Attributes(AttrListTreeprocessor):
    """`{: #id .class}`. The library's own expressions take seconds for a line of `# {`, and cannot be interrupted."""

    _LIST = r"\{:?[ ]*+([^{}\n ][^{}\n]{0,500}+)\}"
    # The library's stubs call them final, but it reads them from the instance.
    HEADER_RE = re.compile(rf"(?<![ ])[ ]+{_LIST}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*+{_LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc]


def make() -> Markdown:
    """An instance without what `marks` does itself: code, pictures, and raw HTML within lines."""
    md = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            Footnotes(),
            DefListExtension(),
            AttrListExtension(),
            AbbrExtension(),
            SaneListExtension(),
        ],
        output_format="html",
    )
    md.treeprocessors.register(Attributes(md), "attr_list", 8)
    for name in ("backtick", "image_link", "image_reference", "short_image_ref"):
        md.inlinePatterns.deregister(name)
    _settle(md)
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<", "~", "=", "%", ":", "|", '"', "'"]
    return md


def _settle(md: Markdown) -> None:
    """The registry sorts itself at every look, which is a twelfth of the time of a text."""
    md.treeprocessors["inline"].inlinePatterns = tuple(md.inlinePatterns)  # type: ignore[attr-defined]


def make_plain() -> Markdown:
    """The same for a text with paragraphs, headings, lists, quotations, links and emphasis alone, as most have: a third
    of the time goes into looking for what is not there."""
    md = make()
    links = ("footnote", "reference", "short_reference", "autolink", "automail")
    for registry, names in (
        (md.preprocessors, ("html_block",)),
        (md.parser.blockprocessors, ("defindent", "table", "deflist", "footnote", "abbr", "reference")),
        (md.inlinePatterns, (*links, "escape", "linebreak", "html", "entity")),
        (md.treeprocessors, ("footnote", "footnote-duplicate", "attr_list", "abbr", "unescape")),
        (md.postprocessors, ("raw_html", "footnote")),
    ):
        for name in names:
            registry.deregister(name)
    _settle(md)
    return md


def is_plain(text: str) -> bool:
    """Whether `make_plain` makes the same of a text as `make`."""
    return not any(sign in text for sign in _OF_FEW_TEXTS) and not _A_MEANING.search(text)


def convert(text: str) -> str:
    """Markdown to HTML that is not safe yet. What interrupts it costs the instance, whose state is then unknown."""
    name, maker = ("plain", make_plain) if is_plain(text) else ("whole", make)
    md: Markdown = getattr(_instances, name, None) or maker()
    setattr(_instances, name, None)
    html = md.reset().convert(text)
    setattr(_instances, name, md)
    return html


def looks_slow(body: str) -> bool:
    """Whether marks make up an eighth of a text, or it is as long as a book: hardly any story, but every text that
    keeps Markdown busy."""
    return len(body) > _LONG or (len(body) > 1_000 and sum(map(body.count, _MARKS)) > len(body) * 0.12)
