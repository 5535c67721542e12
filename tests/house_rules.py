"""What holds for every page of the paper, checked on each page that any test fetches."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from werkzeug.wrappers import Response

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
KEPT = re.compile(
    r"public, max-age=0, must-revalidate, s-maxage=(?:[01]|1, stale-while-revalidate=1, stale-if-error=[1-9][0-9]{0,2})"
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
MOMENTS_IN_LINKED_DATA = frozenset({"datePublished", "dateModified", "dateCreated", "uploadDate", "expires"})

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass(slots=True)
class Page:
    """A page as read. `text` is what a reader sees, blanks joined; `links`, `images` and `assets` are as written, the
    first of each srcset among the images: a reader's browser takes one, too."""

    url: str
    status: int
    html: str
    text: str = ""
    title: str = ""
    language: str = ""
    canonical: str = ""
    links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    linked_data: list[object] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)


def read_page(response: Response, url: str, base_url: str) -> Page:
    """The page in an answer, which must obey the house rules; every one that it breaks is named."""
    walk = _Walk()
    html = response.get_data(as_text=True)
    walk.feed(html)
    walk.close()
    page = walk.page(url, response.status_code, html)
    faults = [
        *walk.all_faults(),
        *header_faults(response),
        *_head_faults(page, base_url),
        *(fault for data in page.linked_data for fault in _linked_data_faults(data)),
    ]
    assert not faults, f"{url} breaks {len(faults)} house rules:\n" + "\n".join(faults)
    return page


def header_faults(response: Response) -> Iterator[str]:
    """The faults of an answer's headers, whatever it carries."""
    headers = response.headers
    yield from _policy_faults(response)
    for name, wanted in HEADERS.items():
        if headers.get(name) != wanted:
            yield f"{name} is {headers.get(name)!r}, not {wanted!r}"
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        yield "Permissions-Policy does not refuse the camera"
    if headers.get("Cross-Origin-Resource-Policy") not in ("same-origin", "cross-origin"):
        yield "Cross-Origin-Resource-Policy is missing"
    if "Set-Cookie" in headers:
        yield "a cookie is set"
    yield from _cache_faults(response)


def _policy_faults(response: Response) -> Iterator[str]:
    written = response.headers.get("Content-Security-Policy", "")
    given = dict(part.strip().partition(" ")[::2] for part in written.split(";"))
    # A drawing may style itself, alone in a box where it can do nothing else.
    boxed = response.mimetype == "image/svg+xml" and "sandbox" in given
    wanted = {"default-src": "'none'"} if boxed else POLICY
    for directive, value in wanted.items():
        if given.get(directive) != value:
            yield f"Content-Security-Policy: {directive} is {given.get(directive)!r}, not {value!r}"
    if not boxed and "unsafe" in written:
        yield "Content-Security-Policy allows something unsafe"


def _cache_faults(response: Response) -> Iterator[str]:
    kept = response.headers.get("Cache-Control", "")
    if response.status_code >= 400:
        if "no-store" not in kept:
            yield f"an error may be kept: Cache-Control is {kept!r}"
        return
    if response.status_code != 200:
        return
    if not re.fullmatch(r'"[^"]+"', response.headers.get("ETag", "")):
        yield f"ETag is {response.headers.get('ETag')!r}, not a strong one"
    if response.mimetype == "text/html":
        if not KEPT.fullmatch(kept):
            yield f"Cache-Control is {kept!r}"
        if response.headers.get("Content-Type") != "text/html; charset=utf-8":
            yield f"Content-Type is {response.headers.get('Content-Type')!r}"


def _head_faults(page: Page, base_url: str) -> Iterator[str]:
    if not page.title.strip():
        yield "the title is empty"
    if not page.language:
        yield "html has no lang"
    if page.status != 200:
        return
    parts = urlsplit(page.canonical)
    if not page.canonical.startswith(base_url + "/") or parts.fragment:
        yield f"canonical is {page.canonical!r}, not an address under {base_url}"
    elif parts._replace(scheme="", netloc="").geturl() != page.url:
        yield f"canonical is {page.canonical!r} on {page.url}"


def _linked_data_faults(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _linked_data_faults(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name in MOMENTS_IN_LINKED_DATA and not (isinstance(part, str) and MOMENT.fullmatch(part)):
                yield f"JSON-LD: {name} is {part!r}, not a moment with its offset"
            if part in (None, "", [], {}):
                yield f"JSON-LD: {name} is empty"
            yield from _linked_data_faults(part)


class _Walk(HTMLParser):
    """One pass over a page: what it holds, and what is wrong with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.count: Counter[str] = Counter()
        self.words: list[str] = []
        self.script: list[str] = []
        self.asked_ids: list[str] = []
        self.found = Page("", 0, "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.count[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        self._note(tag, given)
        self.faults += [f"line {self.getpos()[0]}: {fault}" for fault in _tag_faults(tag, given)]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> closes nothing; open are {self.open[-3:]}")
            return
        self.open.pop()
        if tag == "script":
            self._close_script()

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside == "script":
            self.script.append(data)
        elif inside == "title" and "svg" not in self.open:
            self.found.title += data
        elif inside != "style":
            self.words.append(data)

    def page(self, url: str, status: int, html: str) -> Page:
        self.found.url, self.found.status, self.found.html = url, status, html
        self.found.text = " ".join("".join(self.words).split())
        return self.found

    def all_faults(self) -> Iterator[str]:
        yield from self.faults
        if self.open:
            yield f"never closed: {self.open}"
        for tag, wanted in (("h1", 1), ("title", 1), ("main", 1), ("style", 0)):
            if self.count[tag] != wanted:
                yield f"{self.count[tag]} <{tag}> instead of {wanted}"
        if "main" not in self.found.ids:
            yield 'nothing has the id "main"'
        yield from (f"the id {name!r} stands {n} times" for name, n in Counter(self.found.ids).items() if n > 1)
        yield from (f"no element has the id {name!r}" for name in self.asked_ids if name not in self.found.ids)

    def _note(self, tag: str, given: dict[str, str]) -> None:
        found = self.found
        if "id" in given:
            found.ids.append(given["id"])
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.asked_ids += given.get(name, "").split()
        if tag == "html":
            found.language = given.get("lang", "")
        elif tag in ("a", "area") and "href" in given:
            found.links.append(given["href"])
        elif tag in ("img", "source"):
            found.images += [given["src"]] if "src" in given else []
            found.images += [part.split()[0] for part in given.get("srcset", "").split(",")[:1] if part.strip()]
        elif tag == "link":
            self._note_link(given)
        elif tag == "meta":
            found.metas[given.get("name") or given.get("property") or ""] = given.get("content", "")

    def _note_link(self, given: dict[str, str]) -> None:
        relations = given.get("rel", "").split()
        if "canonical" in relations:
            if self.found.canonical:
                self.faults.append("two canonical links")
            self.found.canonical = given.get("href", "")
        elif {"prev", "next"} & set(relations):
            self.found.links.append(given.get("href", ""))
        else:
            self.found.assets.append(given.get("href", ""))

    def _close_script(self) -> None:
        try:
            self.found.linked_data.append(json.loads("".join(self.script)))
        except ValueError as error:
            self.faults.append(f"JSON-LD cannot be read: {error}")
        self.script.clear()


def _tag_faults(tag: str, given: dict[str, str]) -> Iterator[str]:
    yield from (f"<{tag}> has {name}" for name in given if name == "style" or name.startswith("on"))
    if tag == "script" and given.get("type") != "application/ld+json":
        yield "a script"
    if tag == "img":
        yield from (
            f"<img src={given.get('src')!r}> has no {name}" for name in ("alt", "width", "height") if name not in given
        )
    if tag == "time":
        moment = given.get("datetime", "")
        if not (MOMENT.fullmatch(moment) or DAY.fullmatch(moment)):
            yield f"<time datetime={moment!r}> is neither a day nor a moment with its offset"
    for name in ("href", "src", "action"):
        if re.match(r"[\x00-\x20]*(javascript|data|vbscript)\s*:", given.get(name, ""), re.IGNORECASE):
            yield f"<{tag} {name}={given[name]!r}>"


def inside(page: Page, link: str, base_url: str) -> str | None:
    """The path and query on this site that a link of the page leads to, or None where it leads elsewhere."""
    whole = urlsplit(urljoin(base_url + page.url, link))
    if f"{whole.scheme}://{whole.netloc}" != base_url:
        return None
    return whole._replace(scheme="", netloc="", fragment="").geturl() or "/"
