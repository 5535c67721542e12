"""The pipeline: marks out, Markdown, marks in, normalise, pictures, walk, sanitise."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from html import escape
from typing import TypeVar

from markupsafe import Markup

from newsroom.cache import BoundedCache
from newsroom.prose import Heading, LinkKind, Prose, Resolve, Target
from newsroom.prose import sanitise as clean
from newsroom.prose.asking import Asking
from newsroom.prose.bind import bind
from newsroom.prose.deadline import RenderTooLong, within
from newsroom.prose.engine import convert
from newsroom.prose.entries import Entry, Notes, with_literals
from newsroom.prose.figures import Figures, without_pictures
from newsroom.prose.filling import Filling
from newsroom.prose.marks import Scan
from newsroom.prose.references import definitions
from newsroom.prose.text import FORBIDDEN_INSIDE, count_plain_words, safe, without_tags
from newsroom.prose.typography import Typographer
from newsroom.prose.walk import Walk, with_captions
from newsroom.prose.wording import words_for

Result = TypeVar("Result")
Convert = Callable[[str], str]
Asked = tuple[tuple[LinkKind, str, Target | None], ...]

LONGEST_SHORT = 20_000
"""Characters of a caption, a correction or a biography; the rest is cut."""

MOST_REFERENCES = 50_000
"""nh3 takes time with the square of their number, and cannot be interrupted."""

MOST_QUOTES = 30
"""Levels; a page can show no more side by side."""

DEADLINE = 0.5
"""CPU seconds for a story's text, so that a version costs less than one with all that is around it."""

SECOND_LOOK = 0.05
"""CPU seconds for a text that had not ended by then: twenty times what a long story takes. Where the machine stood
still meanwhile, that was counted as the text's own, and a verdict stands until the next save."""

SHORT_DEADLINE = 0.25
"""CPU seconds for one of them."""

_WORTH_KEEPING = 0.005
_slow_shorts: BoundedCache[tuple[Markup | None, Asked]] = BoundedCache(2 * 1024 * 1024)
_MARKED = re.compile(r"[*_`\[\]<>&\\{}~=%\n]|https?:")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BLOCK_MARK = re.compile(r"^(#|>|\||[-+*:](?=\s)|[-=]{2}|[-*_](?=[ \t]*[-*_][ \t]*[-*_]))", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s)", re.MULTILINE)
_PARAGRAPH_ENDS = re.compile(r"</p>\s*<p>")


_LATER, _AT_ONCE = 'loading="lazy" decoding="async"', 'fetchpriority="high"'


def with_picture_at_once(prose: Prose) -> Prose:
    """The same text where no picture stands above it: its first one is what a reader waits for."""
    html = prose.html.replace(_LATER, Markup(_AT_ONCE), 1)  # noqa: S704 - a text of ours
    return replace(prose, html=html) if _LATER in prose.html else prose


def render(
    body: str,
    *,
    resolve: Resolve,
    path: str = "",
    first_line: int = 1,
    language: str = "en",
    deadline: float | None = DEADLINE,
    convert: Convert = convert,
) -> Prose:
    """A story's Markdown as HTML that is safe to print.

    `path` and `first_line` say where the body stands, for its problems. `deadline` is in CPU seconds of this thread; a
    text that has not ended by then is tried once more, for `SECOND_LOOK`. `convert` is asked for what Markdown makes of
    the marked text.
    Raises RenderTooLong for a text that cannot be shown, and what `resolve` raises.
    """
    rendering = _Rendering(resolve, path, first_line, language, convert)
    try:
        return rendering.within(deadline, lambda: rendering.prose(body))
    except RenderTooLong as error:
        if not error.is_for_time:
            raise
    again = _Rendering(resolve, path, first_line, language, convert)
    return again.within(SECOND_LOOK, lambda: again.prose(body))


def marked_and_converted(body: str, language: str, deadline: float) -> tuple[str, str]:
    """A story's text as `render` hands it to its `convert`, and what Markdown makes of that: neither is safe yet.

    `deadline` is in CPU seconds of this thread. Raises RenderTooLong.
    """
    rendering = _Rendering(_knows_nothing, "", 1, language)

    def work() -> tuple[str, str]:
        marked = rendering.marked(safe(body))
        return marked, convert(marked)

    return rendering.within(deadline, work)


def render_short(
    text: str, *, resolve: Resolve | None = None, language: str = "en", seconds: float = SHORT_DEADLINE
) -> Markup:
    """A few paragraphs or a list: a method, a biography, a disclosure. No pictures, no ids; headings from h3 on.

    Text that cannot be rendered, in so many seconds of CPU time, is shown as it is written.
    """
    text = text[:LONGEST_SHORT]
    html = _rendered("block", text, resolve, language, seconds, _Rendering.short)
    return Markup("<p>{}</p>").format(safe(text)) if html is None else html


def render_inline(
    text: str, *, resolve: Resolve | None = None, language: str = "en", seconds: float = SHORT_DEADLINE
) -> Markup:
    """A line of text, such as a caption, a key point or a correction: emphasis, code and links, without `<p>`.

    Paragraphs are parted by line breaks. Text that cannot be rendered, in so many seconds, is shown as it is written.
    """
    text = safe(text[:LONGEST_SHORT]).strip()
    if not _MARKED.search(text):
        return Markup(escape(Typographer(language).text(text), quote=False))  # noqa: S704 - escaped here
    html = _rendered("line", text, resolve, language, seconds, _Rendering.line)
    return Markup(escape(text, quote=False)) if html is None else html  # noqa: S704 - escaped here


def _rendered(
    form: str, text: str, resolve: Resolve | None, language: str, seconds: float,
    work: Callable[["_Rendering", str], Markup],
) -> Markup | None:  # fmt: skip
    """None where it takes too long. What took long is kept, for these texts are set anew with each query of a page."""
    key = f"{form} {language} {text}"
    kept = _slow_shorts.get(key)
    if kept and all((resolve or _knows_nothing)(kind, link) == to for kind, link, to in kept[1]):
        return kept[0]
    rendering, began = _Rendering(resolve or _knows_nothing, "", 1, language), time.thread_time()
    html = None
    if seconds > 0:
        with suppress(RenderTooLong):
            html = rendering.within(min(seconds, SHORT_DEADLINE), lambda: work(rendering, text))
    if html is None or time.thread_time() - began > _WORTH_KEEPING:
        _slow_shorts.put(key, (html, rendering.asked), len(key) + len(html or "") + 500)
    return html


def _knows_nothing(_kind: LinkKind, _name: str) -> Target | None:
    return None


_QUOTES = re.compile(rf"^(?:[ \t]{{0,3}}>){{{MOST_QUOTES + 1}}}", re.MULTILINE)


class _Rendering:
    """One text on its way."""

    def __init__(
        self, resolve: Resolve, path: str, first_line: int, language: str, convert: Convert = convert
    ) -> None:
        self._convert = convert
        self._asking = Asking(resolve, path, first_line)
        self._language = language
        self._words = words_for(language)
        self._entries: list[Entry] = []

    def within(self, deadline: float | None, work: Callable[[], Result]) -> Result:
        """The result of `work`; every way in which a text can fail to render is one."""
        try:
            return within(deadline, work)
        except RecursionError:
            raise RenderTooLong(
                "The text nests lists, quotes or emphasis too deep to be turned into a page.",
                "Look for a long run of >, list marks or asterisks, and shorten it.",
            ) from None
        except Exception as error:
            if error is self._asking.failure:
                raise
            # Markdown has faults of its own, and one of them must not cost more than this story.
            raise RenderTooLong(
                f"The text cannot be turned into a page: Markdown fails on it ({type(error).__name__}).",
                "Remove the last change, or halve the text until the paragraph is found.",
            ) from error

    @property
    def asked(self) -> Asked:
        return self._asking.asked

    def prose(self, body: str) -> Prose:
        self._asking.text = body
        html = self._normalised(safe(body))
        if "<img" in html:
            html = Figures(self._entries, self._asking, self._words).place(html)
        html, contents = self._walked(html)
        html = clean.sanitise(html)
        return Prose(
            html=Markup(html),  # noqa: S704 - sanitised just above
            contents=contents,
            words=count_plain_words(without_tags(html)),
            asked=self.asked,
            problems=self._asking.problems,
        )

    def short(self, text: str) -> Markup:
        html, _ = self._walked(without_pictures(self._normalised(safe(text))), base=3)
        return Markup(clean.sanitise_short(html))  # noqa: S704 - sanitised here

    def line(self, text: str) -> Markup:
        html = without_pictures(self._normalised(_one_paragraph_each(text)))
        html, _ = self._walked(_PARAGRAPH_ENDS.sub("<br>", html))
        return Markup(clean.sanitise_line(html).strip())  # noqa: S704 - sanitised here

    def _normalised(self, text: str) -> str:
        """Markdown made into well-formed HTML, in which pictures still are numbers."""
        html = self._convert(self.marked(text))
        html = bind(html, self._entries, Filling(self._asking, self._words).fill) if self._entries else html
        if html.count("&") > MOST_REFERENCES:
            raise RenderTooLong(
                f"The text has more than {MOST_REFERENCES} signs such as & and <, so it is not shown.",
                "Remove what has been pasted in by mistake, or part it into several stories.",
            )
        if "<" in text or "&" in text or "{" in text:  # else all of it is Markdown's own, and well-formed
            # The characters once more, for what a writer has put in as a reference.
            html = FORBIDDEN_INSIDE.sub("\ufffd", clean.normalise(html))
        return html.replace("<p></p>", "")

    def marked(self, text: str) -> str:
        """The text with placeholders for what Markdown does not know."""
        notes = Notes(definitions(text), self._words)
        self._entries = notes.entries
        marked = Scan(text, notes).run()
        if ">" in marked and _QUOTES.search(marked):
            raise RenderTooLong(
                f"The text nests more than {MOST_QUOTES} quotations, so it is not shown.",
                "Take the surplus `>` out of the line.",
            )
        return marked

    def _walked(self, html: str, base: int = 2) -> tuple[str, tuple[Heading, ...]]:
        walk = Walk(with_captions(html), self._asking, self._words, self._language, base)
        return with_literals(walk.run()), tuple(walk.contents)


def _one_paragraph_each(text: str) -> str:
    """The text with the marks of lists, headings and quotations made into plain characters."""
    text = _INDENT.sub("", text)
    return _NUMBERED.sub(r"\1\\\2", _BLOCK_MARK.sub(r"\\\1", text))
