"""What Markdown makes of a saved story is there before its first reader; and nothing depends on it."""

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest

from newsroom import copydesk
from newsroom import galleys as module
from newsroom.archive import Archive
from newsroom.catalogue import Catalogue
from newsroom.galleys import KEPT, MOST, Galleys
from newsroom.indexer import Indexer
from newsroom.indexer.pace import Pace
from newsroom.memory import Memory
from newsroom.prose import marked_and_converted, render
from newsroom.site import Site
from tests.desk import START, story
from tests.odd_queries import ODD

Publish = Callable[..., Path]
PATH = "articles/a.md"
TEXT = """\
The *council* met `in public`.[^1]

> [!note] Mind
> The [[minutes]] are not out. ![The hall](hall.jpg)

| Seats | Votes |
|-------|-------|
| 12    | 7     |

[^1]: On Monday.
"""


@pytest.fixture
def galleys(tmp_path: Path) -> Galleys:
    (tmp_path / "data").mkdir()
    return Galleys(tmp_path / "data")


def nothing(*_: object) -> None:
    return None


def files(data: Path) -> list[Path]:
    return sorted((data / "galleys").glob("*"))


def marked(body: str) -> str:
    return marked_and_converted(body, "en", 1.0)[0]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Markdown is asked for by whoever takes galleys."""
    texts: list[str] = []
    convert = module.convert

    def noted(text: str) -> str:
        texts.append(text)
        return convert(text)

    monkeypatch.setattr(module, "convert", noted)
    return texts


def test_the_text_that_was_set_is_not_set_again(galleys: Galleys, tmp_path: Path, asked: list[str]) -> None:
    galleys.set_ahead(PATH, TEXT, "en")
    taken = Galleys(tmp_path / "data")
    prose = render(TEXT, resolve=nothing, convert=partial(taken.convert, PATH))
    assert prose == render(TEXT, resolve=nothing)
    assert "<em>council</em>" in prose.html
    assert "<code>in public</code>" in prose.html
    assert asked == []
    for body, path in ((TEXT.replace("met", "meets"), PATH), (TEXT, "articles/b.md")):
        assert render(body, resolve=nothing, convert=partial(taken.convert, path)) == render(body, resolve=nothing)
    assert len(asked) == 2


def test_a_galley_makes_no_difference(galleys: Galleys) -> None:
    own = ("\ud800 *a*", "\x00\n\n> \x01", "<b>*a*</b> &amp; `<`\n\n{% raw %}*")
    bodies = [*edition_bodies(), *map(unquote, ODD), *own]
    assert len(bodies) > 500
    for body in bodies:
        galleys.set_ahead(PATH, body, "en")
        taken = render(body, resolve=nothing, convert=partial(galleys.convert, PATH))
        assert taken == render(body, resolve=nothing)


def edition_bodies() -> Iterator[str]:
    for file in sorted(Path("content/articles").rglob("*.md")):
        yield file.read_text(encoding="utf-8").split("---", 2)[-1]


def test_a_damaged_galley_is_none(galleys: Galleys, tmp_path: Path, asked: list[str]) -> None:
    galleys.set_ahead(PATH, TEXT, "en")
    (file,) = files(tmp_path / "data")
    whole = file.read_bytes()
    for damaged in (b"", whole[:20], whole[:-1], whole.replace(b"council", b"counsel"), bytes(len(whole))):
        file.write_bytes(damaged)
        assert "<em>council</em>" in galleys.convert(PATH, marked(TEXT))
    assert len(asked) == 5
    file.write_bytes(whole)
    galleys.convert(PATH, marked(TEXT))
    assert len(asked) == 5


def test_a_data_folder_that_is_gone_is_not_made_again(galleys: Galleys, tmp_path: Path) -> None:
    (tmp_path / "data").rmdir()
    galleys.set_ahead(PATH, TEXT, "en")
    assert not (tmp_path / "data").exists()
    assert "<em>council</em>" in galleys.convert(PATH, marked(TEXT))
    galleys.clear()
    Galleys(None).set_ahead(PATH, TEXT, "en")
    assert "<em>council</em>" in Galleys(None).convert(PATH, marked(TEXT))


def test_what_keeps_markdown_busy_is_left_to_whoever_prints_it(galleys: Galleys, tmp_path: Path) -> None:
    for body in ("[a" * 4_000, "word " * 40_000, ">" * 40 + " deep"):
        galleys.set_ahead(PATH, body, "en")
    assert files(tmp_path / "data") == []


def test_their_number_and_their_time_are_bounded(galleys: Galleys, tmp_path: Path) -> None:
    for number in range(MOST + 10):
        galleys.set_ahead(f"articles/{number}.md", TEXT, "en")
    old = files(tmp_path / "data")
    assert len(old) == MOST
    for file in old:
        os.utime(file, (time.time() - KEPT - 1,) * 2)
    galleys.set_ahead("articles/new.md", TEXT, "en")
    Galleys(tmp_path / "data").tidy()
    (left,) = files(tmp_path / "data")
    assert left not in old
    Galleys(tmp_path / "data").clear()
    assert files(tmp_path / "data") == []


def test_what_took_one_worker_long_is_not_set_by_the_next(
    galleys: Galleys, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    galleys.convert(PATH, marked(TEXT))
    assert files(tmp_path / "data") == []
    monkeypatch.setattr(module, "SECONDS", 0.0)
    first = galleys.convert(PATH, marked(TEXT))
    assert len(asked) == 2
    assert Galleys(tmp_path / "data").convert(PATH, marked(TEXT)) == first
    assert len(asked) == 2
    Galleys(tmp_path / "data").drop(PATH)
    assert files(tmp_path / "data") == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "catalogued"


@pytest.fixture
def indexer(content: Path, data: Path) -> Iterator[Indexer]:
    catalogue = Catalogue(data)
    made = Indexer(Archive(content), catalogue, Memory(None), set(), lambda: START)
    made.sync()
    yield made
    made.close()
    catalogue.close()


def test_the_indexer_sets_what_was_saved(indexer: Indexer, data: Path, publish: Publish, asked: list[str]) -> None:
    file = publish("a", body=TEXT)
    indexer.look([PATH])
    body = copydesk.read_story(PATH, file.read_text(encoding="utf-8"), Site()).body
    assert "<em>council</em>" in Galleys(data).convert(PATH, marked(body))
    assert asked == []
    indexer.tidy(everything=True)
    assert files(data) == []


def test_no_copy_of_what_may_not_be_seen(indexer: Indexer, data: Path, publish: Publish, content: Path) -> None:
    hidden: dict[str, dict[str, object]] = {
        "b": {"draft": True}, "c": {"published": "2036-01-01"}, "d": {"expires": "2026-11-21"},
    }  # fmt: skip
    for name, fields in hidden.items():
        publish(f"articles/{name}.md", story(name, **fields))
        indexer.look([f"articles/{name}.md"])
    assert files(data) == []
    publish("a")
    indexer.look([PATH])
    assert len(files(data)) == 1
    (content / PATH).unlink()
    os.utime(content / "articles", (1, 1))  # the removal was long ago
    indexer.look([PATH])
    assert files(data) == []


def test_in_a_burst_of_saves_all_other_readers_come_first(
    indexer: Indexer, data: Path, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(indexer, "_pace", Pace(lambda: now))
    made = []
    for number in range(12):
        now += 0.1
        publish(f"s{number}")
        indexer.look([f"articles/s{number}.md"])
        made.append(len(files(data)))
    assert made == [1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7]
    now += 2
    publish("after")
    indexer.look(["articles/after.md"])
    assert len(files(data)) == 8


def test_many_saves_at_once_come_first(indexer: Indexer, data: Path, publish: Publish) -> None:
    paths = [f"articles/s{number}.md" for number in range(5)]
    for path in paths:
        publish(path, story(path[9:-3]))
    indexer.look(paths)
    assert files(data) == []
