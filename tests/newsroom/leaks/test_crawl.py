from collections.abc import Mapping

import pytest

from newsroom.leaks.crawl import TooMany, crawl, unfilled
from newsroom.leaks.press import Answer, Route
from newsroom.leaks.reading import Reading

READING = Reading.for_stems(("ambrelko",))


class Folder:
    """A paper of a few fixed answers."""

    def __init__(self, pages: dict[str, str], rules: tuple[str, ...] = ()) -> None:
        self.pages, self.asked = pages, list[str]()
        self.routes = tuple(Route(rule, ("key",) if "<" in rule else (), self._fill(rule)) for rule in rules)

    @staticmethod
    def _fill(rule: str):  # type: ignore[no-untyped-def] # a closure for a table
        def fill(values: Mapping[str, object]) -> str | None:
            return rule.replace("<key>", str(values.get("key")))

        return fill

    def rule_of(self, url: str) -> str:
        return next((each.rule for each in self.routes if url.startswith(each.rule.partition("<")[0])), "")

    def ask(self, url: str, method: str = "GET", **headers: str) -> Answer:
        self.asked.append(url)
        body = self.pages.get(url)
        return Answer(404 if body is None else 200, (("Content-Type", "text/html"),), (body or "").encode())

    def close(self) -> None: ...


@pytest.mark.parametrize(
    "written",
    [
        '<a href="/a">', '<a href="a">', '<img src="/x" srcset="/b 1w, /a 2w">', '<meta content="https://rehearsal.example/a">',
        '{"url": "https://rehearsal.example/a"}', "<loc>https://rehearsal.example/a</loc>",
        "<content>&lt;a href=&quot;https://rehearsal.example/a&quot;&gt;</content>", "url('/a')", '{"a": ["/a"]}',
        '<link href="https://rehearsal.example/a#part">',
    ],
)  # fmt: skip
def test_a_link_is_followed_however_it_is_written(written: str) -> None:
    assert "/a" in crawl(Folder({"/": written, "/a": "!"}), (), ("walls",), READING)


def test_links_of_other_sites_are_left_alone() -> None:
    page = '<a href="https://elsewhere.example/a"> <a href="//elsewhere.example/b">'
    assert set(crawl(Folder({"/": page}), (), (), READING)) == {"/"}


def test_forms_and_templates_are_sent_with_each_word() -> None:
    form = '<form action="/find"><input type="search" id="f" name="q"></form>'
    template = '<Url template="https://rehearsal.example/suggest?w={searchTerms}"/>'
    refined = '<a href="/find?q=walls&amp;order=date">'
    pages = {"/": form + template, "/find?q=walls": refined, "/find?q=quay": '<a href="/find?q=quay&amp;order=date">'}
    found = crawl(Folder(pages), (), ("walls", "quay"), READING)
    assert {"/find?q=walls", "/find?q=quay", "/suggest?w=walls", "/find?q=walls&order=date"} <= set(found)
    assert "/find?q=quay&order=date" not in found, "one word shows how a search is refined"


def test_a_paper_without_an_end_is_a_fault() -> None:
    class Endless(Folder):
        def ask(self, url: str, method: str = "GET", **headers: str) -> Answer:
            return Answer(200, (("Content-Type", "text/html"),), f'<a href="{url}a"> <a href="{url}b">'.encode())

    with pytest.raises(TooMany, match="20000 addresses"):
        crawl(Endless({}), (), (), READING)


def test_a_rule_without_links_is_filled_with_what_is_known() -> None:
    press = Folder({"/": "", "/hidden/b": "here"}, ("/hidden/<key>", "/never/<key>"))
    found = crawl(press, (), (), READING)
    assert [route.rule for route in unfilled(press, found, ("a", "b"))] == ["/never/<key>"]
    assert found["/hidden/b"].body == b"here"


def test_words_are_found_in_text_addresses_and_headers() -> None:
    headers = (("Content-Type", "text/html"), ("Link", "</ambrelkoslug>"))
    answer = Answer(200, headers, b"AMBRELKOheadline %61mbrelkobody")
    assert READING.of(answer).words == {"ambrelkoslug", "ambrelkoheadline", "ambrelkobody"}
