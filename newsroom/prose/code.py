"""Blocks and spans of code: the text as written, coloured by Pygments through classes alone."""

import re
from functools import lru_cache
from html import escape, unescape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

LARGEST = 64 * 1024
"""Characters; a larger block is shown without colours."""

_FORMATTER = HtmlFormatter(nowrap=True)
_LANGUAGE = re.compile(r"\{?\s*\.?([\w+#.-]{1,40})")
_RAW = re.compile(r"\{%-?\s{0,9}raw\s{0,9}-?%\}[ \t]*\n?")
_RAW_END = re.compile(r"\{%-?\s{0,9}endraw\s{0,9}-?%\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_BREAK = re.compile(r"\s*\n[ \t]*(?:>[ \t]?)*")


def code_html(text: str, info: str) -> str:
    """A block of code; `info` is what follows the fence."""
    named = _LANGUAGE.match(info)
    language = named[1].lower() if named else ""
    lexer = _lexer(language) if language and len(text) <= LARGEST else None
    inside = escape(text, quote=False) if lexer is None else highlight(text, lexer, _FORMATTER)
    return f"<pre><code>{inside.rstrip()}\n</code></pre>"


def span_html(text: str) -> str:
    """Code in a line of text."""
    text = _BREAK.sub(" ", code_text(text))
    if text[:1] == text[-1:] == " " and text.strip():
        text = text[1:-1]
    return f"<code>{escape(text, quote=False)}</code>"


def code_text(text: str) -> str:
    """Code as its author means it: `{% raw %}` and `{% endraw %}` are left out where they shield a Liquid mark.

    Jekyll needs them there. A pair that shields nothing stays, since then the text is about the pair itself.
    """
    if "endraw" not in text:
        return text
    kept: list[str] = []
    position = 0
    while (start := _RAW.search(text, position)) and (end := _RAW_END.search(text, start.end())):
        inside = text[start.end() : end.start()]
        shields = "{{" in inside or "{%" in inside or "}}" in inside
        kept += (text[position : start.start()], inside) if shields else (text[position : end.end()],)
        position = end.end()
    return "".join([*kept, text[position:]])


def text_of_markup(markup: str) -> str:
    """The text of what a writer put into a raw `<pre>` or `<code>`."""
    return unescape(_TAG.sub("", markup))


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
