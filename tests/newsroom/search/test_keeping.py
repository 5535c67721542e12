"""The index follows the catalogue, and is made again when it is lost."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from tantivy import Document

from newsroom import checks
from newsroom.paper import Paper
from newsroom.search import NotSearchable, Search
from newsroom.search.writer import Writer, current_folder, pointer_file, wanted_file
from tests.desk import get

Publish = Callable[..., Path]


@pytest.fixture
def is_found(app: Flask, paper: Paper) -> Callable[[str], bool]:
    def found(word: str) -> bool:
        paper.sync()
        return f"<mark>{word}</mark>" in get(app.test_client(), f"/search?q={word}").text

    return found


def test_only_what_has_changed_is_taken_in(paper: Paper, publish: Publish, is_found: Callable[[str], bool]) -> None:
    publish("a", body="quokka")
    publish("b", body="wombat")
    assert is_found("quokka")
    assert not paper.bring_search_in_step()
    publish("b", body="numbat")
    assert is_found("numbat")
    assert not is_found("wombat")
    assert checks.verify(paper) == ()


def test_a_broken_file_is_found_by_its_last_good_words(
    paper: Paper, publish: Publish, is_found: Callable[[str], bool]
) -> None:
    publish("a", headline="The quokka", body="wombat")
    assert is_found("quokka")
    publish("articles/a.md", "---\nheadline: [\n---\n\nnumbat\n")
    assert is_found("quokka")
    assert not is_found("numbat")


def test_another_site_reaches_every_story(paper: Paper, publish: Publish, content: Path, app: Flask) -> None:
    publish("a", body="Die Häuser", headline="Häuser")
    for language in ("en", "de", "en", "de"):
        (content / "site.toml").write_text(f'title = "T"\nlanguage = "{language}"\n', encoding="utf-8")
        paper.sync()
        found = "<mark>Häuser</mark>" in get(app.test_client(), "/search?q=haus").text
        assert found == (language == "de")


@pytest.mark.parametrize("damage", ["folder", "pointer", "meta", "zeroes", "text", "short"])
def test_an_index_that_is_lost_or_damaged_is_made_again(
    make_app: Callable[..., Flask], publish: Publish, tmp_path: Path, damage: str
) -> None:
    """As another process finds it; the page never fails meanwhile."""
    for number in range(30):
        publish(f"s{number}", body="quokka wombat")
    first = make_app()
    assert "30 stories" in get(first.test_client(), "/search?q=quokka").text
    first.extensions["paper"].close()
    data = tmp_path / "data"
    folder = current_folder(data)
    assert folder
    if damage == "folder":
        shutil.rmtree(folder)
    elif damage == "pointer":
        pointer_file(data).unlink()
    elif damage == "meta":
        (folder / "meta.json").write_text("{")
    else:
        for file in folder.glob("*.*"):
            if file.suffix in (".idx", ".term", ".store", ".fast"):
                size = file.stat().st_size
                contents = {"zeroes": bytes(size), "text": b"text", "short": file.read_bytes()[: size // 2]}
                file.write_bytes(contents[damage])
    second = make_app()
    client = second.test_client()
    for _ in range(4):
        answer = get(client, "/search?q=quokka")
        assert answer.status_code == 200
        if "30 stories" in answer.text:
            break
    assert "30 stories" in answer.text
    assert get(client, "/2026/11/20/s1").status_code == 200


@pytest.mark.parametrize("fields", [{"body": "wombat"}, {"body": "quokka", "draft": True}], ids=["saved", "withdrawn"])
@pytest.mark.parametrize("name", ["b", "new"])
def test_what_changes_while_all_stories_are_compared_is_not_lost(
    paper: Paper, publish: Publish, is_found: Callable[[str], bool], name: str, fields: dict[str, object]
) -> None:
    for each in ("a", "b", "c"):
        publish(each, body="quokka")
    assert is_found("quokka")
    keeper = paper._search_keeper
    keeper.note([], everything=True)
    turns = iter(range(1_000))

    def pause() -> None:
        if next(turns) == 0:
            publish(name, **fields)
            paper.indexer.sync()
            keeper.note(paper.indexer.take_touched()[0])

    keeper.catch_up(pause)
    assert paper.search_differences() == ()


def test_verify_tells_of_a_story_that_search_lacks(
    paper: Paper, publish: Publish, is_found: Callable[[str], bool]
) -> None:
    publish("a", body="quokka")
    assert is_found("quokka")
    publish("b", body="wombat")
    paper.sync()
    paper.indexer.take_touched()
    assert paper.search_differences() == ("search: articles/b.md is missing",)


def test_another_index_is_made_when_it_is_asked_for(
    paper: Paper, publish: Publish, is_found: Callable[[str], bool]
) -> None:
    publish("a", body="quokka")
    assert is_found("quokka")
    data = paper.catalogue.folder
    assert data
    before = current_folder(data)
    wanted_file(data).touch()
    assert is_found("quokka")
    assert current_folder(data) != before
    assert len(list(data.glob("search-*-*"))) == 1


def test_a_large_new_index_is_put_together_before_it_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the first saves would set that off, and wait for it."""
    monkeypatch.setattr("newsroom.search.writer._MANY", 30)
    writer = Writer(tmp_path)
    for key in range(40):
        made = Document()
        made.add_unsigned("key", key)
        made.add_unsigned("stamp", key)
        writer.put(key, key, made)
        if key % 8 == 0:  # five parts
            writer.commit()
    writer.commit()
    writer.publish()
    writer.close()
    parts = json.loads((writer.folder / "meta.json").read_text())["segments"]
    assert sum(part["max_doc"] for part in parts) == 40
    assert max(part["max_doc"] for part in parts) > 20


def test_a_file_that_goes_while_the_index_is_opened_is_no_damage(tmp_path: Path) -> None:
    """A writer removes what no state has any more, at the moment at which readers look for the next one."""
    writer = Writer(tmp_path)
    writer.commit()
    writer.publish()
    going = writer.folder / "0123.del"
    going.symlink_to("nowhere")  # a name that is there, and no file
    search = Search(tmp_path)
    assert search.opened() is not None
    assert not wanted_file(tmp_path).exists()
    search.close()
    writer.close()


def test_a_fault_of_whoever_asks_is_no_damage(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.commit()
    writer.publish()
    writer.close()
    search = Search(tmp_path)
    for fault in (ValueError, OSError):
        with pytest.raises(fault):
            search.ask(lambda _, fault=fault: _raise(fault))
    assert search.state == "complete"
    with pytest.raises(NotSearchable):
        search.ask(lambda opened: opened.searcher.doc_freq("no field of it", "word"))
    search.close()


def _raise(fault: type[Exception]) -> None:
    raise fault
