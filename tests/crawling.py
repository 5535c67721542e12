"""A reader who follows every link."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from werkzeug.wrappers import Response

from tests.house_rules import Page, header_faults, inside, read_page

Get = Callable[[str], Response]


@dataclass(slots=True)
class Edition:
    """All that a crawl found, by URL: pages, and the bytes of everything else."""

    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    found_on: dict[str, str] = field(default_factory=dict)

    @property
    def urls(self) -> set[str]:
        return self.pages.keys() | self.files.keys()

    def bodies(self) -> dict[str, bytes]:
        return {**{url: page.html.encode() for url, page in self.pages.items()}, **self.files}

    def urls_with(self, word: str) -> set[str]:
        """Where a word stands, in the address or in what is sent from there."""
        return {url for url, body in self.bodies().items() if word.encode() in body or word in unquote(url)}


def crawl(get: Get, base_url: str, start: str = "/") -> Edition:
    """Everything that can be reached by links and pictures from `start`; each answer must be a 200 that obeys the
    house rules."""
    edition, waiting = Edition(), [start]
    edition.found_on[start] = "the reader"
    while waiting:
        url = waiting.pop()
        response = get(url)
        assert response.status_code == 200, f"{url}, linked on {edition.found_on[url]}, answers {response.status}"
        if response.mimetype != "text/html":
            assert not list(header_faults(response)), (url, list(header_faults(response)))
            edition.files[url] = response.get_data()
            continue
        page = edition.pages[url] = read_page(response, url, base_url)
        for link in (*page.links, *page.images, *page.assets):
            target = inside(page, link, base_url)
            if target and target not in edition.found_on:
                edition.found_on[target] = url
                waiting.append(target)
    return edition
