"""A reader who follows every link."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from werkzeug.wrappers import Response

from tests.house_rules import Page, header_faults, inside, read_page

Get = Callable[[str], Response]


@dataclass(slots=True)
class Edition:
    """All that a crawl found, by URL: pages, and the bytes of everything else. `lost` holds the status of what writers
    link to and is not there, or is elsewhere now."""

    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    found_on: dict[str, str] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)

    @property
    def urls(self) -> set[str]:
        return self.pages.keys() | self.files.keys()

    def bodies(self) -> dict[str, bytes]:
        return {**{url: page.html.encode() for url, page in self.pages.items()}, **self.files}

    def urls_with(self, word: str) -> set[str]:
        """Where a word stands, in the address or in what is sent from there."""
        return {url for url, body in self.bodies().items() if word.encode() in body or word in unquote(url)}


def crawl(get: Get, base_url: str, *, writers_err: bool = False) -> Edition:
    """Everything that can be reached from the front by links and pictures; each answer must be a 200 that obeys the
    house rules. Where `writers_err`, a link of theirs may lead to no page; a picture never."""
    edition, waiting = Edition(found_on={"/": "the reader"}), ["/"]
    pictures: set[str] = set()
    while waiting:
        url = waiting.pop()
        response = get(url)
        if writers_err and url not in pictures and response.status_code in (301, 404):
            edition.lost[url] = response.status_code
            continue
        assert response.status_code == 200, f"{url}, linked on {edition.found_on[url]}, answers {response.status}"
        if response.mimetype != "text/html":
            assert not list(header_faults(response)), (url, list(header_faults(response)))
            edition.files[url] = response.get_data()
            continue
        page = edition.pages[url] = read_page(response, url, base_url)
        pictures |= {target for link in (*page.images, *page.assets) if (target := inside(page, link, base_url))}
        for link in (*page.links, *page.images, *page.assets):
            target = inside(page, link, base_url)
            if target and target not in edition.found_on:
                edition.found_on[target] = url
                waiting.append(target)
    assert not pictures & edition.lost.keys(), pictures & edition.lost.keys()
    return edition
