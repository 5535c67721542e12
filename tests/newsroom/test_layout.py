"""What is public is told by the folder as it is now, and not by what it was when the catalogue was made."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from newsroom import checks
from newsroom.paper import Paper
from newsroom.why import why
from tests.desk import get
from tests.newsroom.catalogued import urls

Publish = Callable[..., Path]


@pytest.fixture
def vault(content: Path, publish: Publish) -> Path:
    """A folder of stories without the folder for stories."""
    (content / "articles").rmdir()
    publish("./one.md")
    publish("./notes/two.md")
    publish("authors/ada-quill.md", "---\nname: Ada Quill\n---\nWrites.\n")
    return content


@pytest.mark.parametrize("told", [["articles"], ["articles/three.md"], ["notes/nothing.md"], None])
def test_once_there_is_a_folder_for_stories_those_outside_it_go(
    vault: Path, paper: Paper, publish: Publish, caplog: pytest.LogCaptureFixture, told: list[str] | None
) -> None:
    paper.sync()
    assert sorted(urls(paper)) == ["/2026/11/20/one", "/2026/11/20/two"]
    publish("three")
    caplog.clear()
    assert paper.sync() if told is None else paper.indexer.look(told)
    assert urls(paper) == ["/2026/11/20/three"]
    lines = [each.getMessage() for each in caplog.records]
    assert [each for each in lines if "articles/ is there now" in each] == [
        "articles/ is there now, so Markdown files outside it are no stories any more: 2 stories have gone. Move them "
        "into articles/, or rename that folder, and they are published again."
    ]
    assert not any("removed" in each for each in lines)
    assert checks.verify(paper) == ()
    sentence = why(paper, str(vault / "one.md")).sentence
    assert sentence == (
        "one.md is not published: stories are read from articles/ alone, since there is that folder. "
        "Move the file into articles/."
    )


def test_an_empty_folder_for_stories_in_a_bare_vault_is_told_of(
    vault: Path, paper: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("site.toml", "authors/ada-quill.md", "notes/two.md"):
        (vault / path).unlink()
    time.sleep(0.6)
    paper.sync()
    (vault / "articles").mkdir()
    assert paper.indexer.look(["articles"])
    assert urls(paper) == []
    assert "no stories any more: 1 story has gone. Move them into articles/" in caplog.text
    (vault / "one.md").rename(vault / "articles/one.md")
    assert paper.indexer.look(["one.md", "articles/one.md"])
    assert urls(paper) == ["/2026/11/20/one"]
    assert checks.verify(paper) == ()


def test_a_folder_for_stories_that_came_while_no_one_looked_is_seen_at_the_start(
    vault: Path, make_app: Callable[..., Flask], publish: Publish
) -> None:
    before = make_app()
    assert get(before.test_client(), "/2026/11/20/one").status_code == 200
    before.extensions["paper"].close()
    (vault / "articles").mkdir()
    app = make_app()
    assert get(app.test_client(), "/2026/11/20/one").status_code == 404
    assert checks.verify(app.extensions["paper"]) == ()


def test_stories_that_are_moved_into_the_new_folder_keep_their_addresses(
    vault: Path, paper: Paper, caplog: pytest.LogCaptureFixture
) -> None:
    paper.sync()
    (vault / "articles").mkdir()
    for name in ("one.md", "notes/two.md"):
        (vault / name).rename(vault / "articles" / Path(name).name)
    paper.sync()
    assert sorted(urls(paper)) == ["/2026/11/20/one", "/2026/11/20/two"]
    assert "articles/ is there now" not in caplog.text
    assert checks.verify(paper) == ()


def test_without_the_folder_for_stories_they_may_lie_anywhere(
    vault: Path, paper: Paper, publish: Publish, caplog: pytest.LogCaptureFixture
) -> None:
    publish("three")
    paper.sync()
    (vault / "articles").rename(vault / "stories")
    paper.sync()
    time.sleep(0.6)
    paper.sync()
    assert sorted(urls(paper)) == ["/2026/11/20/one", "/2026/11/20/three", "/2026/11/20/two"]
    assert caplog.text.count("articles/ is gone, so Markdown files are stories wherever they lie") == 1
    assert checks.verify(paper) == ()


@pytest.mark.parametrize("made", ["articles/a.md", "site.toml"])
def test_a_file_that_becomes_one_of_another_kind_is_no_story_any_more(
    vault: Path, paper: Paper, publish: Publish, made: str
) -> None:
    site = (vault / "site.toml").read_text()
    (vault / "site.toml").unlink()
    time.sleep(0.6)
    publish("authors/ada-quill.md", "---\nname: Ada Quill\ndate: 2026-11-20\n---\nWrites.\n")
    publish("authors/more/notes.md")
    paper.sync()
    assert "/2026/11/20/ada-quill" in urls(paper)
    assert "/2026/11/20/notes" in urls(paper)
    publish(made, site) if made == "site.toml" else publish("a")
    paper.sync()
    assert "/2026/11/20/ada-quill" not in urls(paper)
    assert "/2026/11/20/notes" not in urls(paper)
    assert checks.verify(paper) == ()
    with paper.query(paper.now()) as query:
        assert query.reader.file("authors/ada-quill.md")[0] == "author"  # type: ignore[index]


def test_a_disk_that_is_not_mounted_for_a_moment_is_no_new_layout(
    content: Path, paper: Paper, publish: Publish, caplog: pytest.LogCaptureFixture
) -> None:
    publish("a")
    publish("fronts/home.toml", 'lead = "a"\n')
    paper.sync()
    mounted = content.rename(content.with_name("mounted"))
    content.mkdir()
    paper.sync()
    assert urls(paper) == ["/2026/11/20/a"]
    with paper.query(paper.now()) as query:
        assert query.reader.file("fronts/home.toml")
    content.rmdir()
    mounted.rename(content)
    paper.sync()
    assert "articles/ is" not in caplog.text
    assert checks.verify(paper) == ()
