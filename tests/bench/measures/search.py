"""Search: how long an answer takes over HTTP, when it is complete, and how soon a save is found."""

import itertools
import random
import shutil
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote_plus

from tests import processes
from tests.bench.editions import MEASURED_FILE, Edition, measured_story
from tests.bench.figures import Aim, Figure, percentile
from tests.bench.plan import Plan, tell
from tests.bench.saver import saving
from tests.bench.servers import PATIENCE, Broadsheet
from tests.odd_queries import ODD

ASKED = 150
SAVES = 25
PAUSE = 0.2
LONGEST_WAIT = 20.0
P95, P99 = Aim(most=10), Aim(most=25)


def search(plan: Plan) -> list[Figure]:
    """Milliseconds of a page of results from one worker; until search is complete, and until a save is found."""
    figures = []
    for edition in plan.editions:
        _ = edition.content  # written before the clock runs
        paper = Broadsheet(edition.content, plan.folder / f"search-{edition.count}")
        shutil.rmtree(paper.data, ignore_errors=True)
        tell(f"search of {edition.count:,} stories, from nothing")
        paper.start()
        try:
            figures.append(_until_complete(edition, paper))
            pid, connection = next(iter(paper.connection_to_each_worker().items()))
            for what, asked in _kinds(edition).items():
                figures += _times(edition, paper, connection, what, asked)
            figures += _odd(edition, paper, connection)
            note = "of the worker that was asked"
            figures.append(_figure(edition, "a worker, PSS", processes.pss_mb(pid), "MB", note, Aim(most=100)))
            figures.append(_until_found(edition, paper, connection, "a save is found, p95", 100))
            figures.append(_found_in_a_burst(edition, paper, connection))
        finally:
            paper.stop()
    return figures


def _until_complete(edition: Edition, paper: Broadsheet) -> Figure:
    """Seconds from the catalogue's completion to that of search."""
    paper.wait_for("/")
    paper.wait_until_complete(edition.total)
    begun = time.monotonic()
    while paper.report().get("search") != "complete":
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError(f"search was not complete after {PATIENCE:.0f} s; {paper.log} says why")
        time.sleep(0.05)
    aim = Aim(most=60) if edition.count >= 100_000 else None
    return _figure(edition, "complete", time.monotonic() - begun, "s", "after the catalogue", aim)


def _kinds(edition: Edition) -> dict[str, list[str]]:
    """What is asked, of each kind: words and phrases as they stand in stories, so with their natural frequencies."""
    chance = random.Random(edition.count)  # noqa: S311 - not a secret
    texts = [_words(edition, chance.randrange(edition.count)) for _ in range(ASKED)]
    common = [edition.newsroom.language.words(chance, 1)[0] for _ in range(ASKED)]
    rare = [max(text, key=len) for text in texts]
    return {
        "common words": common,
        "rare words": rare,
        "two words": [" ".join(chance.sample(text, 2)) for text in texts],
        "phrases": [f'"{" ".join(_run(text, 3, chance))}"' for text in texts],
        "five words": [" ".join(_run(text, 5, chance)) for text in texts],
        "typos": [_mistyped(word, chance) for word in rare],
        "filters": [f"{word} section:{chance.choice(('sport', 'news'))} after:2023" for word in common],
        "by date": [f"{word}&order=date" for word in common],
    }


def _words(edition: Edition, number: int) -> list[str]:
    body = edition.newsroom.text(number).split("---\n\n", 1)[1]
    return [word.strip(".,") for word in body.split() if word.strip(".,").isalpha()]


def _run(text: list[str], count: int, chance: random.Random) -> list[str]:
    start = chance.randrange(len(text) - count)
    return text[start : start + count]


def _mistyped(word: str, chance: random.Random) -> str:
    """Two letters in each other's place."""
    at = chance.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _times(
    edition: Edition, paper: Broadsheet, connection: HTTPConnection, what: str, asked: list[str]
) -> Iterator[Figure]:
    found = []
    failed = 0
    for words in asked:
        plain, mark, rest = words.partition("&")
        begun = time.perf_counter()
        status, _ = _read(paper, connection, f"/search?q={quote_plus(plain)}{mark}{rest}")
        found.append((time.perf_counter() - begun) * 1000)
        failed += status != 200
    note = f"p50 {percentile(found, 0.5):.1f}, p99 {percentile(found, 0.99):.1f}, longest {max(found):.1f} ms"
    note += f"; {failed} of {len(asked)} failed" if failed else ""
    tell(f"{what}: p95 {percentile(found, 0.95):.1f} ms, {note}")
    yield _figure(edition, f"{what}, p95", percentile(found, 0.95), "ms", note, P95)
    yield _figure(edition, f"{what}, p99", percentile(found, 0.99), "ms", "", P99)


def _odd(edition: Edition, paper: Broadsheet, connection: HTTPConnection) -> Iterator[Figure]:
    """What nobody in their right mind types, as the tests have it. Lines beyond 4 KB are the server's to refuse."""
    found, faults = [], 0
    for typed, order in itertools.product(ODD, ("", "&order=date")):
        begun = time.perf_counter()
        status, _ = _read(paper, connection, f"/search?q={typed}{order}")
        found.append(((time.perf_counter() - begun) * 1000, typed[:60]))
        faults += status >= 500
    slowest, typed = max(found)
    tell(f"{len(found)} odd queries: the slowest took {slowest:.0f} ms, {faults} faults")
    note = f"of {len(found)}, p95 {percentile([each[0] for each in found], 0.95):.1f} ms; the slowest was {typed}"
    yield _figure(edition, "odd queries, slowest", slowest, "ms", note, Aim(most=100))
    yield _figure(edition, "odd queries, status 5xx", faults, "answers", "", Aim(most=0))


def _read(paper: Broadsheet, connection: HTTPConnection, url: str) -> tuple[int, bytes]:
    """Once more over a new connection where gunicorn has closed one that rested."""
    try:
        return paper.read(connection, url)
    except (OSError, HTTPException):
        connection.close()
        return paper.read(connection, url)


def _found_in_a_burst(edition: Edition, paper: Broadsheet, connection: HTTPConnection) -> Figure:
    """The same while ten other stories a second are saved."""
    others = [story.path for story in edition.some(50)]
    with saving(edition.content, 10, SAVES, others, []):
        time.sleep(1)
        return _until_found(edition, paper, connection, "a save in a burst is found, p95", 1000)


def _until_found(edition: Edition, paper: Broadsheet, connection: HTTPConnection, what: str, most: float) -> Figure:
    """Milliseconds from the end of a save to the answer that knows its new word, at five saves a second."""
    waited = []
    file = edition.content / MEASURED_FILE
    for number in range(SAVES):
        word = f"quaggle{number:03}"
        text = measured_story(str(number + 2)) + f"\n{word}\n"
        file.write_text(text, encoding="utf-8")
        begun = time.perf_counter()
        while f"<mark>{word}</mark>".encode() not in _read(paper, connection, f"/search?q={word}")[1]:
            if time.perf_counter() - begun > LONGEST_WAIT:
                tell(f"{word} was not found within {LONGEST_WAIT:.0f} s")
                break
            time.sleep(0.002)
        waited.append((time.perf_counter() - begun) * 1000)
        time.sleep(max(0.0, PAUSE - waited[-1] / 1000))
    file.write_text(measured_story("1"), encoding="utf-8")
    note = f"p50 {percentile(waited, 0.5):.0f}, longest {max(waited):.0f} ms, {SAVES} saves"
    return _figure(edition, what, percentile(waited, 0.95), "ms", note, Aim(most=most))


def _figure(edition: Edition, what: str, value: float, unit: str, note: str, aim: Aim | None = None) -> Figure:
    return Figure("search", what, value, unit, stories=edition.count, aim=aim, note=note)
