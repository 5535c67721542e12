"""A text that Markdown takes minutes for: one worker tries each version once, and every reader gets a page."""

import threading
from pathlib import Path

import pytest

from tests.desk import make_content_by_day, story, write_story
from tests.faults.server import Gunicorn

pytestmark = pytest.mark.alone

READERS = 12  # more than a worker has threads
URL = "/2026/11/20/endless"
SLOW = {
    "marks": "[a" * 32_768,
    "as long as a book": "\n".join("    " * depth + "- item" for depth in range(400)),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_slow_text_is_tried_once_a_version(name: str, tmp_path: Path) -> None:
    content = make_content_by_day(tmp_path / "content")
    answers: list[tuple[int, bool]] = []

    def ask(times: int) -> None:
        for _ in range(times):
            status, page = server.get(URL)
            answers.append((status, "Version" in page))

    with Gunicorn(content, tmp_path / "data") as server:
        for version in (1, 2):
            text = f"Version {version}.\n\n{SLOW[name]}"
            write_story(content, "endless", story("endless", text, headline=f"Version {version}"))
            if version == 1:
                server.wait_for(URL)
            readers = [threading.Thread(target=ask, args=(3,)) for _ in range(READERS)]
            for reader in readers:
                reader.start()
            for reader in readers:
                reader.join()
            told = [line for line in server.log.read_text().splitlines() if "articles/endless.md: The text" in line]
            assert len(told) == version, told
    assert set(answers) == {(200, True)}
