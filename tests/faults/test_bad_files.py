"""A file that cannot be read costs the paper nothing but that file, and its writer is told where and how to mend it."""

import re
import shutil
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask

from tests.crawling import Edition
from tests.desk import Clock, crawl_app, get, make_content, open_paper, write_story
from tests.faults.badness import CANARY, HEADER, NO_UTF8_NAME, PUBLISHED, REFUSED, Badness
from tests.faults.server import Gunicorn, read
from tests.house_rules import read_page

PROBLEM = re.compile(r"^(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|note): (?P<what>.+)$")
SPOILED = "articles/culture/spoiled.md"
SPOILED_URL = "/2001/02/03/spoiled"
ALL = REFUSED + PUBLISHED
ROUNDS = 4
pytestmark = pytest.mark.usefixtures("ordinary_user")


def good_edition(folder: Path) -> Path:
    """More stories than the strips of other headlines have room for, so that an old one shows on no page of theirs."""
    content = make_content(folder)
    for number in range(32):
        write_story(
            content,
            f"articles/{('news', 'culture', 'opinion')[number % 3]}/story-{number}.md",
            published=f"2026-{1 + number // 4:02}-{1 + number % 28:02}T08:00:00Z",
            topics=[("harbour", "trams", "schools")[number % 3]],
        )
    return content


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Edition]:
    """The folder without any bad file, and every page of it."""
    folder = tmp_path_factory.mktemp("good")
    content = good_edition(folder / "content")
    app = open_paper(content, folder / "data", Clock())
    try:
        return content, crawl_app(app)
    finally:
        app.extensions["paper"].close()


@pytest.fixture
def content(good: tuple[Path, Edition], tmp_path: Path) -> Path:
    return Path(shutil.copytree(good[0], tmp_path / "content"))


@pytest.fixture
def spoiled(content: Path) -> Path:
    return content / SPOILED


@pytest.mark.parametrize("badness", REFUSED, ids=str)
def test_what_cannot_be_read_leaves_every_other_page_as_it_was(
    badness: Badness, spoiled: Path, good: tuple[Path, Edition], app: Flask
) -> None:
    badness.spoil(spoiled)
    assert differences(good[1], crawl_app(app)) == []
    response = get(app.test_client(), SPOILED_URL)
    assert response.status_code == 404
    assert CANARY not in response.text


@pytest.mark.parametrize("badness", PUBLISHED, ids=str)
def test_what_can_be_read_is_published_and_leaves_every_other_story_as_it_was(
    badness: Badness, spoiled: Path, good: tuple[Path, Edition], app: Flask
) -> None:
    badness.spoil(spoiled)
    response = get(app.test_client(), SPOILED_URL)
    assert response.status_code == 200
    assert badness.shows in read_page(response, SPOILED_URL, "https://gazette.example").text
    now = crawl_app(app)
    assert SPOILED_URL in now.pages
    stories = [url for url in good[1].pages if re.match(r"/20\d\d/", url)]
    assert len(stories) == 32
    assert [url for url in stories if now.pages[url].html != good[1].pages[url].html] == []


def test_a_name_that_is_not_utf_8_leaves_every_other_page_as_it_was(
    spoiled: Path, good: tuple[Path, Edition], app: Flask
) -> None:
    spoiled.with_name(NO_UTF8_NAME).write_text(f"---\n{HEADER}---\n\nText that shows.\n")
    now = crawl_app(app)
    stories = [url for url in good[1].pages if re.match(r"/20\d\d/", url)]
    assert [url for url in stories if now.pages[url].html != good[1].pages[url].html] == []
    assert len(check(app)) == 1


def test_all_of_them_together(spoiled: Path, good: tuple[Path, Edition], app: Flask) -> None:
    for badness in REFUSED:
        badness.spoil(spoiled.with_name(f"{badness.name}.md"))
    assert differences(good[1], crawl_app(app)) == []
    told = [problem["path"] for problem in check(app)]
    assert sorted(told) == sorted(f"articles/culture/{badness.name}.md" for badness in REFUSED)


@pytest.mark.parametrize("badness", ALL, ids=str)
def test_the_writer_is_told_once_where_and_how_to_mend_it(badness: Badness, spoiled: Path, app: Flask) -> None:
    badness.spoil(spoiled)
    problems = check(app)
    if badness.harmless or (badness.whole and badness.whole in get(app.test_client(), SPOILED_URL).text):
        assert problems == []
        return
    assert len(problems) == 1, problems
    (problem,) = problems
    assert problem["path"] == SPOILED
    assert int(problem["line"]) >= 1
    assert (problem["severity"] == "error") == (not badness.published) or badness.late, problem
    assert re.search(r"\S[.;:!?] \S", problem["what"]), f"no fault and mend: {problem['what']}"


@pytest.mark.parametrize("badness", REFUSED + [one for one in PUBLISHED if one.late], ids=str)
def test_the_last_good_version_stands_in_also_after_a_restart(
    badness: Badness, spoiled: Path, app: Flask, make_app: Callable[..., Flask]
) -> None:
    write_story(spoiled.parents[2], SPOILED, f"---\n{HEADER}---\n\nThe good version.\n")
    client = app.test_client()
    before = get(client, SPOILED_URL).text
    assert "The good version." in before

    badness.spoil(spoiled)
    for _ in range(2):  # before and after everything else has followed
        shown = get(client, SPOILED_URL)
        assert (shown.status_code, "The good version." in shown.text) == (200, True) or renders(badness, shown.text)
        app.extensions["paper"].sync()
    edition = crawl_app(app)
    assert SPOILED_URL in edition.pages
    assert edition.urls_with(CANARY) == set()

    app.extensions["paper"].close()
    anew = make_app()
    shown = get(anew.test_client(), SPOILED_URL)
    assert (shown.status_code, "The good version." in shown.text) == (200, True) or renders(badness, shown.text)
    assert SPOILED_URL in crawl_app(anew).pages


def renders(badness: Badness, html: str) -> bool:
    """A text that nests deep may be rendered after all, where the stack is deep enough."""
    return bool(badness.whole) and badness.whole in html


def test_a_mended_story_is_shown_at_once(spoiled: Path, app: Flask) -> None:
    client = app.test_client()
    write_story(spoiled.parents[2], SPOILED, f"---\n{HEADER}---\n\nThe first version.\n")
    assert "The first version." in get(client, SPOILED_URL).text
    REFUSED[0].spoil(spoiled)
    assert "The first version." in get(client, SPOILED_URL).text
    write_story(spoiled.parents[2], SPOILED, f"---\n{HEADER}---\n\nThe mended version.\n")
    assert "The mended version." in get(client, SPOILED_URL).text


@pytest.mark.alone
def test_no_reader_of_another_page_waits_for_a_bad_file(tmp_path: Path) -> None:
    content = good_edition(tmp_path / "live")
    bad = [*ALL, *(Badness(f"brackets-{n}", PUBLISHED[-1].spoil, True) for n in range(3))]
    with Gunicorn(content, tmp_path / "data-live") as server:
        urls = ["/", *re.findall(r'href="(/2026/[^"]+)"', server.get("/")[1])[:10]]
        kept = list(server.connection_to_each_worker().values())
        longest: list[float] = []
        while len(longest) < ROUNDS and (not longest or longest[-1] > 0.25):
            for badness in bad:  # under names of its own, so that no verdict on an earlier round helps
                badness.spoil(content / f"articles/culture/{badness.name}-{len(longest)}.md")
            time.sleep(1)
            theirs = [f"/2001/02/03/{badness.name}-{len(longest)}" for badness in bad]
            longest.append(longest_wait(server, kept, urls, theirs))
        for connection in kept:
            connection.close()
    # Another program on the machine may take the processor from one round, but not from each.
    assert longest[-1] <= 0.25, f"readers of other pages waited up to {longest} seconds"


def longest_wait(server: Gunicorn, kept: list[HTTPConnection], urls: list[str], bad: list[str]) -> float:
    """The longest wait, in seconds, for a page of `urls` while other readers ask for the `bad` ones."""
    for connection in kept:
        for url in urls:
            assert read(connection, url)[0] == 200
    failed: list[tuple[str, int]] = []

    def ask(start: int) -> None:
        for url in bad[start::2]:
            status = server.get(url)[0]
            if status >= 500:
                failed.append((url, status))

    others = [threading.Thread(target=ask, args=(start,)) for start in range(2)]
    for other in others:
        other.start()
    waits = []
    while any(other.is_alive() for other in others):
        for connection in kept:
            for url in urls:
                begun = time.perf_counter()
                assert read(connection, url)[0] == 200
                waits.append(time.perf_counter() - begun)
    assert failed == []
    assert len(waits) > 100
    return max(waits)


def check(app: Flask) -> list[dict[str, str]]:
    """What `flask check` says about the folder."""
    result = app.test_cli_runner().invoke(args=["check"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    problems = [match.groupdict() for line in result.output.splitlines() if (match := PROBLEM.match(line))]
    faults = [problem for problem in problems if problem["severity"] != "note"]
    assert result.exit_code == bool(faults), result.output
    return problems


def differences(before: Edition, after: Edition) -> list[str]:
    old, new = before.bodies(), after.bodies()
    return sorted(url for url in old.keys() | new.keys() if old.get(url) != new.get(url))


def test_the_good_edition_has_no_problems(app: Flask) -> None:
    assert check(app) == []
