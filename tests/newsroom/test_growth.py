"""What a save and a front page cost does not grow with the paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from newsroom.catalogue import Reader
from tests.desk import Clock, get, make_content, open_paper, write_story

SMALL, LARGE = 400, 1200
SAVED = "articles/2026/story-7.md"


@contextmanager
def counting(connection: Any, steps: list[int]) -> Iterator[None]:
    """Adds up how many instructions SQLite carries out meanwhile, in tens."""
    connection.set_progress_handler(lambda: steps.append(10), 10)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def paper_of(count: int, folder: Path) -> Any:
    """A paper in which SQLite has looked at the sizes of its tables, as after a large first reading."""
    content = make_content(folder / "content")
    for number in range(count):
        write_story(
            content, f"articles/2026/story-{number}.md", headline=f"Story {number}", section="news",
            published=f"{2026 - number // SMALL}-{number % 10 + 1:02d}-{number % 28 + 1:02d} {number % 24:02d}:00",
            topics=["Harbour"], series=f"Walk {number // 10}", aliases=[f"/old-{number}"],
        )  # fmt: skip
    app = open_paper(content, folder / "data", Clock())
    assert get(app.test_client(), "/search?q=story").status_code == 200
    paper = app.extensions["paper"]
    paper.catalogue.analyse(paper.indexer._connection)
    return app


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    return [paper_of(count, tmp_path_factory.mktemp("paper")) for count in (SMALL, LARGE)]


@pytest.mark.parametrize(
    "change",
    [
        lambda content: write_story(content, SAVED, headline="Saved anew", published="2026-08-08 07:00"),
        lambda content: write_story(content, SAVED, headline="On another day", published="2026-08-09 07:00"),
        lambda content: write_story(content, SAVED, aliases=["/other"], published="2026-08-09 07:00"),
        lambda content: (content / SAVED).unlink(),
        lambda content: write_story(content, SAVED, headline="There again", published="2026-08-08 07:00"),
    ],
    ids=["save", "another day", "another alias", "delete", "add"],
)
def test_a_save_costs_the_same_in_a_paper_of_three_times_the_size(papers: list[Any], change: Any) -> None:
    counts = []
    for app in papers:
        paper = app.extensions["paper"]
        change(paper.archive.root)
        steps = list[int]()
        paper.archive.is_gone = lambda path, moving=0: True
        with counting(paper.indexer._connection, steps):
            assert paper.indexer.look({SAVED})
        counts.append(sum(steps))
    assert 0 < counts[0]
    assert counts[1] <= counts[0] * 1.5 + 100, counts


@pytest.mark.parametrize("url", ["/", "/2026/10/10/story-9"])
def test_a_page_costs_the_same_in_a_paper_of_three_times_the_size(
    papers: list[Any], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    ask, steps = Reader._all, list[int]()

    def counted(reader: Reader, sql: str, **values: object) -> list[Any]:
        with counting(reader._connection, steps):
            return ask(reader, sql, **values)

    monkeypatch.setattr(Reader, "_all", counted)
    for app in papers:
        paper = app.extensions["paper"]
        paper.catalogue.publish(paper.indexer._connection)  # so that nothing is known from before
        steps.clear()
        assert get(app.test_client(), url).status_code == 200
        counts.append(sum(steps))
    assert 0 < counts[0]
    assert counts[1] <= counts[0] * 1.5 + 100, counts
