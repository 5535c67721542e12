"""Pictures in their places: alone in a paragraph they are figures, several are a gallery, elsewhere they stay in line.

Reads normalised HTML, in which a picture is `<img data-picture="number of its entry">`. One that this site does not
have is left out with its frame; one on another host becomes a link, for no page loads anything from elsewhere.
"""

import re
from html import escape

from newsroom.prose.asking import Asking
from newsroom.prose.entries import Entry
from newsroom.prose.references import Shot, caption_and_credit
from newsroom.prose.urls import checked, file_name, host_of, is_local, is_web
from newsroom.prose.wording import Wording

_IMG = r'<img data-picture="\d+">'
_ONE = rf"(?:<a [^<>]*>{_IMG}</a>|{_IMG})"
_PARAGRAPH = re.compile(
    rf"<p(?: [^<>]*)?>\s*(?P<pictures>(?:{_ONE}\s*(?:<br>\s*)?)+)"
    r"(?:<em>(?P<caption>(?:[^<]|<(?!/?(?:em|p)\b))*)</em>)?\s*</p>"
)
_PICTURE = re.compile(r'(?P<link><a [^<>]*>)?<img data-picture="(?P<index>\d+)">(?:</a>)?')
_FIGURE = re.compile(r"<figure(?: [^<>]*)?>(?P<inside>.*?)</figure>", re.DOTALL)
_CAPTION = re.compile(r"<figcaption\b.*?</figcaption>", re.DOTALL)
_LINKED = re.compile(r'(?P<link><a [^<>]*>)\s*<img data-picture="(?P<index>\d+)">\s*</a>')
_ANY = re.compile(r"<img(?: [^<>]*)?>")
_IN_LINE = re.compile(r'<img data-picture="(\d+)">')
_UNKNOWN = re.compile(r"<img(?![^<>]* src=)[^<>]*>")
_GALLERY = re.compile(r'<section class="gallery">(?P<inside>.*?)</section>', re.DOTALL)
_INNER_GALLERY = re.compile(r'<div class="gallery"[^<>]*>|</div>')
_SUBSTANCE = re.compile(r"<(?:img|table|pre|blockquote|ul|ol|dl)\b|[^<>\s](?=[^<>]*(?:<|\Z))")
_STRONG = re.compile(r"\*\*(?=\S)([^*]{1,500})\*\*")
_EMPHASIS = re.compile(r"\*(?=\S)([^*]{1,500})\*")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\(([^()\s<>\"]{1,500})\)")
_SIZES = "(min-width: 40rem) 37rem, 100vw"
_EMPTY = re.compile(r"<(p|li|figcaption|div)>\s*</\1>")


class Figures:
    """Places the pictures of one text."""

    def __init__(self, entries: list[Entry], asking: Asking, words: Wording) -> None:
        self._entries, self._asking, self._words = entries, asking, words

    def place(self, html: str) -> str:
        if "<figure" in html:
            html = _FIGURE.sub(self._raw_figure, html)
        html = _PARAGRAPH.sub(self._paragraph, html)
        if '<section class="gallery"' in html:
            html = _GALLERY.sub(self._gallery, html)
        if "<img data-picture" in html:
            html = _LINKED.sub(self._linked, html)
            html = _IN_LINE.sub(lambda m: self._in_line(int(m[1])), html)
            html = _EMPTY.sub("", html)
        return _UNKNOWN.sub("", html)

    def _paragraph(self, m: re.Match[str]) -> str:
        found = list(_PICTURE.finditer(m["pictures"]))
        captions = [""] * (len(found) - 1) + [m["caption"] or ""]
        shown = [self._alone(one, caption) for one, caption in zip(found, captions, strict=True)]
        shown = [html for html in shown if html]
        figures = sum(html.startswith("<figure") for html in shown)
        return self._group("".join(shown), figures) if figures > 1 else "".join(shown)

    def _gallery(self, m: re.Match[str]) -> str:
        inside = _INNER_GALLERY.sub("", m["inside"])
        return self._group(inside, inside.count("<figure"))

    def _group(self, inside: str, count: int) -> str:
        if count < 2:
            return inside
        label = escape(self._words.gallery(count))
        return f'<div class="gallery" role="group" aria-label="{label}">{inside}</div>'

    def _alone(self, m: re.Match[str], caption: str) -> str:
        """A picture alone in its paragraph: a figure, or what stands for it."""
        entry, shot = self._shot(int(m["index"]))
        if shot is None:
            return ""
        if not is_local(shot.src):
            link = self._away(shot, entry)
            return f'<p class="embed">{link} <span>{escape(host_of(_absolute(shot.src)))}</span></p>' if link else ""
        picture = self._picture(shot, entry)
        if not picture:
            return ""
        if m["link"]:
            picture = f"{m['link']}{picture}</a>"
        elif shot.link:
            picture = f'<a href="{escape(shot.link)}">{picture}</a>'
        said, credit = caption_and_credit(caption) if caption else (_inline(shot.caption), _inline(shot.credit))
        credit = f'<span class="credit">{credit}</span>' if credit else ""
        below = f"<figcaption>{f'{said} {credit}'.strip()}</figcaption>" if said or credit else ""
        return f"<figure>{picture}{below}</figure>"

    def _raw_figure(self, m: re.Match[str]) -> str:
        if "data-picture" not in m["inside"]:
            return m[0]
        whole = _LINKED.sub(self._linked, m[0])
        whole = _ANY.sub(lambda one: self._in_line(_index(one[0])) if "data-picture" in one[0] else one[0], whole)
        return whole if _SUBSTANCE.search(_CAPTION.sub("", whole)) else ""

    def _linked(self, m: re.Match[str]) -> str:
        """The only content of a link: without the picture, its description has to carry the link."""
        entry, shot = self._shot(int(m["index"]))
        if shot is None:
            return ""
        picture = self._picture(shot, entry) if is_local(shot.src) else ""
        inside = picture or escape(shot.alt or ("" if is_local(shot.src) else file_name(shot.src)))
        return f"{m['link']}{inside}</a>" if inside else ""

    def _in_line(self, index: int) -> str:
        entry, shot = self._shot(index)
        if shot is None:
            return ""
        return self._picture(shot, entry) if is_local(shot.src) else self._away(shot, entry)

    def _picture(self, shot: Shot, entry: Entry) -> str:
        """The `<img>`, or nothing where this site does not have the picture."""
        target = self._asking.ask("picture", shot.src)
        if target is None:
            self._asking.tell(
                "warning",
                entry.line,
                entry.source,
                f"picture not found, or damaged: {shot.src[:200]}.",
                "Put a sound file there, or correct the path.",
            )
            return ""
        size = f' width="{target.width}" height="{target.height}"' if target.width and target.height else ""
        src = escape(target.src or target.url)
        choice = f' srcset="{escape(target.srcset)}" sizes="{_SIZES}"' if target.srcset else ""
        img = f'<img src="{src}"{choice}{size} alt="{escape(shot.alt)}" loading="lazy" decoding="async">'
        sources = "".join(
            f'<source type="{kind}" srcset="{escape(srcset)}" sizes="{_SIZES}">' for kind, srcset in target.sources
        )
        return f"<picture>{sources}{img}</picture>" if sources else img

    def _away(self, shot: Shot, entry: Entry) -> str:
        url = checked(shot.src)
        if url is None or not is_web(url):
            self._asking.tell(
                "warning",
                entry.line,
                entry.source,
                f"this is no picture that a page can show: {shot.src[:60]}",
                "Save the picture as a file in the content folder, and name that.",
            )
            return ""
        return f'<a href="{escape(url)}">{escape(shot.alt or file_name(url))}</a>'

    def _shot(self, index: int) -> tuple[Entry, Shot | None]:
        entry = self._entries[min(index, len(self._entries) - 1)]
        return entry, entry.shown if isinstance(entry.shown, Shot) else None


def _inline(text: str) -> str:
    """A caption that stands in quotation marks: emphasis and links, as in any other line."""
    text = escape(text, quote=False)
    if "*" in text:
        text = _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", text))
    return _LINK.sub(r'<a href="\2">\1</a>', text) if "](" in text else text


def without_pictures(html: str) -> str:
    """The HTML without any `<img>`, known or not."""
    return _EMPTY.sub("", _ANY.sub("", html)) if "<img" in html else html


def _index(img: str) -> int:
    digits = re.search(r"\d+", img)
    return int(digits[0]) if digits else 0


def _absolute(src: str) -> str:
    return checked(src) or ""
