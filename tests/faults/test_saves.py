"""Every way in which an editor saves, against two workers: the next request is the truth, and none is ever torn."""

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desk import make_content_by_day, story, write_story
from tests.faults.server import Gunicorn, read
from tests.faults.waiting import eventually

pytestmark = pytest.mark.alone

SAVES = int(os.environ.get("SAVES", "40"))
PARAGRAPHS = 40
STORY = "/2026/11/20/harbour-wall"
MARK = re.compile(r"v=(\d+);")
SLOW: set[str] = set()


def text_of(version: int) -> str:
    filler = "The wall was built in 1911 and has been mended four times since, most lately after the spring floods. "
    paragraphs = [f"v={version}; {filler * 3}" for _ in range(PARAGRAPHS)]
    return story("harbour-wall", "\n\n".join([*paragraphs, f"The end of v={version};"]), headline=f"Wall v={version};")


def rename_over(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text)
    beside.replace(path)


def truncate_and_write(path: Path, text: str) -> None:
    path.write_text(text)


def two_writes(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        begun = time.monotonic()
        time.sleep(0.002)
        file.write(text[len(text) // 2 :])
        file.flush()
        if time.monotonic() - begun > 0.015:  # the machine was busy: half a file lay still for as long as a whole one
            SLOW.add(text.split("v=")[1].split(";")[0])


def unlink_and_create(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text)


WAYS: list[Callable[[Path, str], None]] = [rename_over, truncate_and_write, two_writes, unlink_and_create]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = make_content_by_day(tmp_path_factory.mktemp("saves") / "content")
    for number in range(5):
        write_story(content, f"other-{number}", published=f"2026-11-1{number}T08:00:00Z")
    return write_story(content, "harbour-wall", text_of(0))


@pytest.fixture(scope="module")
def server(path: Path) -> Iterator[Gunicorn]:
    with Gunicorn(path.parents[1], path.parents[2] / "data") as running:
        yield running


@pytest.mark.parametrize("save", WAYS, ids=lambda way: way.__name__)
def test_the_next_request_is_the_truth(server: Gunicorn, path: Path, save: Callable[[Path, str], None]) -> None:
    kept = server.connection_to_each_worker()
    first = 1 + WAYS.index(save) * 100_000
    for version in range(first, first + SAVES):
        save(path, text_of(version))
        for answer in (server.get(STORY), *(read(connection, STORY) for connection in kept.values())):
            assert fault_of(*answer) is None, f"save {version - first + 1}: {fault_of(*answer)}"
            assert set(MARK.findall(answer[1])) == {str(version)}, f"save {version - first + 1} is not shown"
        if (version - first) % 10 == 0:
            eventually(lambda: f"v={version};" in server.get("/")[1])  # noqa: B023 - called at once
    for connection in kept.values():
        connection.close()


@pytest.mark.parametrize("save", WAYS, ids=lambda way: way.__name__)
def test_a_page_read_during_a_save_is_whole(server: Gunicorn, path: Path, save: Callable[[Path, str], None]) -> None:
    faults: list[tuple[str, set[str]]] = []
    reads = 0
    done = threading.Event()

    def keep_reading() -> None:
        nonlocal reads
        connection = server.connect()
        while not done.is_set():
            status, html = read(connection, STORY)
            reads += 1
            if fault := fault_of(status, html):
                faults.append((fault, set(MARK.findall(html))))
        connection.close()

    readers = [threading.Thread(target=keep_reading) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for version in range(SAVES):
            save(path, text_of(1_000_000 + version))
            time.sleep(0.04)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    torn = [fault for fault, versions in faults if not versions or not versions <= SLOW]
    assert not torn, f"{len(torn)} of {reads} reads: {torn[0]}"
    assert len(SLOW) < SAVES / 4, "the machine is too busy to tell"
    assert reads >= SAVES, "too few reads to tell"


def fault_of(status: int, html: str) -> str | None:
    """What is wrong with a page of the story, whichever version it shows."""
    if status != 200:
        return f"it answers {status}"
    if not html.rstrip().endswith("</html>"):
        return "it is cut off"
    marks = MARK.findall(html)
    if len(set(marks)) != 1:
        return f"it is empty or mixes versions: {sorted(set(marks))}"
    if html.count("<p>v=") != PARAGRAPHS or f"The end of v={marks[0]};" not in html:
        return f"it has {html.count('<p>v=')} of {PARAGRAPHS} paragraphs"
    return None
