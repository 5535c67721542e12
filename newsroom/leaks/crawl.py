"""Reads all of a paper at one moment."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice, product

from newsroom.leaks.press import Answer, Press, Route
from newsroom.leaks.reading import Reading

Crawl = dict[str, Answer]

_MOST = 20_000
_TRIES = 400


class TooMany(Exception):
    """The paper has no end: some page makes new addresses for ever."""


def crawl(press: Press, seeds: Iterable[str], queries: tuple[str, ...], reading: Reading) -> Crawl:
    """Every answer, by address."""
    return dict(walk(press, seeds, queries, reading))


def walk(
    press: Press, seeds: Iterable[str], queries: tuple[str, ...], reading: Reading
) -> Iterator[tuple[str, Answer]]:
    """(address, answer) of the front, of `seeds`, of each rule without variables, and of whatever they lead to. Each
    form with a field for text is sent with each of `queries`; what its answers refine is followed for the first."""
    waiting = deque(dict.fromkeys(["/", *(route.rule for route in press.routes if not route.places), *seeds]))
    asked = set(waiting)
    while waiting:
        url = waiting.popleft()
        answer = press.ask(url)
        yield url, answer
        read = reading.of(answer)
        typed = [f"{form}{query}" for form in sorted(read.forms) for query in queries]
        for each in (*sorted(read.links_from(url)), *typed):
            if each not in asked and _is_to_follow(url, each, queries):
                asked.add(each)
                waiting.append(each)
        if len(asked) > _MOST:
            raise TooMany(f"{url} and others lead to more than {_MOST} addresses, such as {waiting[-1]}.")


def _is_to_follow(url: str, link: str, queries: tuple[str, ...]) -> bool:
    """A page that was made for a query offers to refine it: that is followed for one query, and one step far."""
    path, _, query = url.partition("?")
    if not query or "?" not in link or link.partition("?")[0] != path:
        return True
    return bool(queries) and query.endswith(f"={queries[0]}")


def unfilled(press: Press, found: Crawl, values: tuple[object, ...]) -> Iterator[Route]:
    """Rules of which no address was found that gives an answer: each is tried with all that might stand there. What
    is found so is added to `found`."""
    reached = {press.rule_of(url) for url, answer in found.items() if answer.status < 400}
    for route in press.routes:
        if route.rule not in reached and not _fill(press, route, found, values):
            yield route


def _fill(press: Press, route: Route, found: Crawl, values: tuple[object, ...]) -> bool:
    for each in islice(product(values, repeat=len(route.places)), _TRIES):
        url = route.fill(dict(zip(route.places, each, strict=True)))
        if url and url not in found:
            found[url] = press.ask(url)
            if found[url].status < 400:
                return True
    return False
