"""What a reader who follows everything finds in an answer: addresses, forms, and words that are looked for."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin, urlsplit

from newsroom.leaks.press import BASE_URL, Answer

_ROOTED = re.compile(r"[\"'(,\s](/(?!/)[^\s\"'<>\\)]*)")
_RELATIVE = re.compile(r"\b(?:href|src|action)=[\"']([^\"'/#:][^\"':]*|\?[^\"']*)[\"']")
_FORM = re.compile(r"<form\b[^>]*\baction=\"([^\"]*)\"[^>]*>(.*?)</form>", re.DOTALL)
_FIELD = re.compile(r"<input\b[^>]*\btype=\"(?:search|text)\"[^>]*\bname=\"([^\"]*)\"")
_TEXTS = ("text/", "application/", "image/svg")


@dataclass(frozen=True, slots=True)
class Found:
    """`forms` are addresses that end where a word is to be typed."""

    links: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    relative: frozenset[str] = frozenset()

    def links_from(self, url: str) -> frozenset[str]:
        return self.links | {urljoin(url, each) for each in self.relative}


@dataclass(slots=True)
class Reading:
    """Reads each body once: most answers of a crawl are those of the one before."""

    words: re.Pattern[str]
    absolute: re.Pattern[str]
    _known: dict[tuple[int, str, int], Found] = field(default_factory=dict)

    @classmethod
    def for_stems(cls, stems: Iterable[str], base_url: str = BASE_URL) -> "Reading":
        """`stems` are what the words begin with that are looked for."""
        words = rf"(?:{'|'.join(stems) or '(?!)'})[a-z]*"
        return cls(re.compile(words), re.compile(rf"{re.escape(base_url)}(/[^\s\"'<>\\)\]]*)?"))

    def of(self, answer: Answer) -> Found:
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers)
        key = (hash(answer.body), heads, answer.status)
        if key not in self._known:
            self._known[key] = self._read(answer, heads)
        return self._known[key]

    def _read(self, answer: Answer, heads: str) -> Found:
        is_text = answer.kind.startswith(_TEXTS) or not answer.kind
        body = answer.body.decode("utf-8", "replace" if is_text else "ignore")
        text = f"{heads}\n{html.unescape(html.unescape(body)) if is_text else body}"
        words = frozenset(self.words.findall(unquote(text).casefold()))
        if not is_text:
            return Found(words=words)
        links = frozenset(map(_own, {*self.absolute.findall(text), *_ROOTED.findall(text)}))
        templates = {each.partition("{searchTerms}")[0] for each in links if "{searchTerms}" in each}
        forms = {f"{action}?{name}=" for action, inside in _FORM.findall(body) for name in _FIELD.findall(inside)[:1]}
        plain = frozenset(each for each in links if "{" not in each)
        return Found(plain, frozenset(templates | forms), words, frozenset(_RELATIVE.findall(text)))


def _own(address: str) -> str:
    """Path and query of an address on this site."""
    parts = urlsplit(address)
    path = quote(unquote(parts.path), safe="/~!$&'()*+,;=:@%-._") or "/"
    return f"{path}?{parts.query}" if parts.query else path
