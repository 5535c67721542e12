"""The indexer looks at what it is told to look at, and reads a large folder in order, with several processes."""

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsroom import copydesk
from newsroom.archive import Archive
from newsroom.catalogue import Catalogue
from newsroom.indexer import Indexer, crew, following
from newsroom.indexer.order import in_order
from newsroom.indexer.reading import Record
from newsroom.memory import Memory
from newsroom.scan import scan
from tests.desk import START, story

Publish = Callable[..., Path]


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(None)


@pytest.fixture
def indexer(content: Path, catalogue: Catalogue) -> Indexer:
    made = Indexer(Archive(content), catalogue, Memory(None), set(), lambda: START)
    made.sync()
    return made


def headlines(catalogue: Catalogue) -> list[str]:
    with catalogue.snapshot() as reader:
        return sorted(entry.card["headline"] for entry in reader.stories(START, 5_000))


def test_a_hint_is_enough(indexer: Indexer, catalogue: Catalogue, publish: Publish) -> None:
    publish("a", headline="One")
    publish("b", headline="Not told of")
    assert indexer.look(["articles/a.md"])
    assert headlines(catalogue) == ["One"]
    publish("a", headline="Two")
    assert indexer.look(["articles/a.md", "articles/nothing.md", "../outside.md", "articles/.a.md.swp"])
    assert headlines(catalogue) == ["Two"]
    assert not indexer.look(["articles/a.md"])


def test_a_folder_is_walked(indexer: Indexer, catalogue: Catalogue, publish: Publish, content: Path) -> None:
    for number in range(5):
        publish(f"articles/deep/er/s{number}.md", f"---\nheadline: Story {number}\ndate: 2026-11-01\n---\nText.\n")
    assert indexer.look(["articles/deep"])
    assert len(headlines(catalogue)) == 5
    (content / "articles/deep").rename(content / "articles/elsewhere")
    assert indexer.look(["articles/deep", "articles/elsewhere"])
    assert len(headlines(catalogue)) == 5
    assert not indexer.look(["articles", "articles/deep"])


def test_a_hint_of_the_site_reaches_every_story(
    indexer: Indexer, catalogue: Catalogue, publish: Publish, content: Path
) -> None:
    publish("a")
    indexer.look(["articles/a.md"])
    site = content / "site.toml"
    site.write_text('permalink = "/{section}/{slug}"\n' + site.read_text())
    assert indexer.look(["site.toml"])
    with catalogue.snapshot() as reader:
        assert [entry.url for entry in reader.stories(START, 10)] == ["/news/a"]


def test_a_moved_file_keeps_its_address(
    indexer: Indexer, catalogue: Catalogue, publish: Publish, content: Path
) -> None:
    file = publish("articles/2026/11/a.md", story("a"))
    indexer.look(["articles/2026/11/a.md"])
    file.rename(content / "articles/a.md")
    assert indexer.look(["articles/2026/11/a.md", "articles/a.md"])
    with catalogue.snapshot() as reader:
        assert [(entry.path, entry.url) for entry in reader.stories(START, 10)] == [
            ("articles/a.md", "/2026/11/20/a")
        ]
        assert reader.problems() == ()


def test_what_has_gone_is_looked_at_again(indexer: Indexer, catalogue: Catalogue, publish: Publish) -> None:
    file = publish("a")
    indexer.look(["articles/a.md"])
    file.unlink()
    assert not indexer.look(["articles/a.md"])
    assert indexer.pending == {"articles/a.md"}
    assert headlines(catalogue) == ["A"]
    time.sleep(0.55)
    assert indexer.look(indexer.pending)
    assert headlines(catalogue) == []


def test_no_story_is_missing_while_its_folder_moves(
    indexer: Indexer, catalogue: Catalogue, publish: Publish, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_FIRST_BATCHES", (2, 3))
    for number in range(12):
        publish(f"articles/deep/s{number}.md", story(f"s{number}", headline=f"Story {number}"))
    indexer.sync()
    before, seen = headlines(catalogue), []
    published = catalogue.publish

    def publish_and_look(connection: sqlite3.Connection) -> None:
        published(connection)
        with catalogue.snapshot() as reader:
            stories = reader.stories(START, 100)
            seen.append([sorted(each.card["headline"] for each in stories), {each.url for each in stories}])

    monkeypatch.setattr(catalogue, "publish", publish_and_look)
    (content / "articles/deep").rename(content / "articles/elsewhere")
    assert indexer.look(["articles/deep", "articles/elsewhere"])
    assert len(seen) >= 3
    assert all(each == [before, seen[0][1]] for each in seen)
    with catalogue.snapshot() as reader:
        assert {each.path for each in reader.stories(START, 100)} == {f"articles/elsewhere/s{n}.md" for n in range(12)}


def test_the_same_bytes_are_not_read_anew(
    indexer: Indexer, catalogue: Catalogue, publish: Publish, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the folder that takes its place has other files everywhere, and hardly another text."""
    for name in ("a", "b", "c"):
        publish(name, headline=f"Story {name}")
    indexer.sync()
    for name in ("a", "b", "c"):
        path = content / f"articles/{name}.md"
        copy = path.read_bytes().replace(b"Story b", b"Another b")
        path.unlink()
        path.write_bytes(copy)
    read = []
    read_story = copydesk.read_story
    monkeypatch.setattr(copydesk, "read_story", lambda *args: read.append(args[0]) or read_story(*args))  # type: ignore[func-returns-value]
    assert indexer.sync()
    assert read == ["articles/b.md"]
    assert headlines(catalogue) == ["Another b", "Story a", "Story c"]
    assert not indexer.sync()
    (content / "articles/a.md").write_text("---\nheadline: [broken\n---\n", encoding="utf-8")
    indexer.sync()
    assert headlines(catalogue) == ["Another b", "Story a", "Story c"], "the last good version is still known"
    read.clear()
    site = content / "site.toml"
    site.write_text(site.read_text(encoding="utf-8").replace("Gazette", "Post"), encoding="utf-8")
    indexer.sync()
    assert set(read) >= {"articles/b.md", "articles/c.md"}, "another site may read them in another way"


def test_a_walk_tells_what_differs(indexer: Indexer, catalogue: Catalogue, publish: Publish, content: Path) -> None:
    for name in ("a", "b", "c"):
        publish(name)
    indexer.sync()
    assert set().union(*indexer.suspects(scan(content))) == set()
    publish("a", headline="Another")
    publish("d")
    (content / "articles/b.md").unlink()
    assert set().union(*indexer.suspects(scan(content))) == {f"articles/{name}.md" for name in "abd"}


def test_the_newest_are_read_first(content: Path, publish: Publish) -> None:
    for path in ("articles/2024/05/b.md", "articles/2026/11/c.md", "articles/2025-02-03-d.md", "authors/ada.md"):
        publish(path, "---\ntitle: T\n---\nText.\n")
    found = scan(content)
    assert in_order(found.files, found) == [
        "site.toml", "authors/ada.md", "articles/2026/11/c.md", "articles/2025-02-03-d.md", "articles/2024/05/b.md",
    ]  # fmt: skip


def test_several_processes_read_the_same(content: Path, publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "FEW", 10)
    for number in range(600):
        publish(f"s{number}", headline=f"Story {number}", published=f"2026-10-{1 + number % 28:02}T08:00:00Z")
    found = scan(content)
    paths = in_order((path for path, each in found.files.items() if each.kind == "story"), found)
    text = (content / "site.toml").read_text(encoding="utf-8")

    def read(processes: int) -> list[Record]:
        return list(crew.read_files(Archive(content), text, paths, found.files, {}, processes))

    assert read(2) == read(1)
    assert [record.path for record in read(2)] == paths


def test_a_large_folder_shows_as_it_is_read(content: Path, catalogue: Catalogue, publish: Publish) -> None:
    for number in range(700):
        publish(f"s{number}")
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, len(headlines(catalogue))))
        assert total == 701

    indexer = Indexer(Archive(content), catalogue, Memory(None), set(), lambda: datetime.now(UTC))
    indexer.sync(progress)
    assert seen == [(100, 99), (500, 499), (701, 700)]


def test_a_catalogue_serves_until_the_next_is_whole(content: Path, tmp_path: Path, publish: Publish) -> None:
    for number in range(700):
        publish(f"s{number}")
    catalogue = Catalogue(tmp_path / "data")
    indexer = Indexer(Archive(content), catalogue, Memory(None), set(), lambda: START)
    indexer.sync()
    before = catalogue.current_file()
    seen: list[int] = []
    indexer.rebuild(lambda done, total: seen.append(len(headlines(catalogue))))
    assert seen == [700, 700, 700]
    assert catalogue.current_file() != before
    indexer.close()
    catalogue.close()
