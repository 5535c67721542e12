"""The catalogue held against one made anew from the files, row by row, in plain sentences."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from newsroom.catalogue import Catalogue
from newsroom.indexer import Indexer, Progress
from newsroom.memory import Memory
from newsroom.paper import NotReady, Paper

Row = Mapping[str, Any]
_LONGEST = 80


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "alias" else f"a {kind}"


# What a row says, and by which columns it is known in both.
_SENTENCES: Mapping[str, tuple[tuple[str, ...], Callable[[Row], str]]] = MappingProxyType({
    "stories": (("path",), lambda row: f"{row['path']} is a story at {row['url']}"),
    "story_topics": (("path", "slug"), lambda row: f"{row['path']} has the topic {row['slug']}"),
    "story_authors": (("path", "wanted"), lambda row: f"{row['path']} is by {row['wanted']}"),
    "story_translations": (
        ("path", "language", "name"),
        lambda row: f"{row['path']} has a version in {row['language']}, {row['reference']}",
    ),
    "urls": (("path",), lambda row: f"{row['path']} is the path of {_a(row['kind'])}, {row['target']}"),
    "documents": (("path",), lambda row: f"{row['path']} is in use as {row['kind']}"),
    "pictures": (("path",), lambda row: f"{row['path']} is a picture"),
    "picture_names": (
        ("owner", "reference", "name"), lambda row: f"{row['owner']} names the picture {row['reference']}"
    ),
})  # fmt: skip


def differences(paper: Paper, progress: Progress | None = None) -> tuple[str, ...]:
    """A sentence for each row in which they differ; empty where they agree. `progress` hears of the files read."""
    fresh = Catalogue(None)
    Indexer(paper.archive, fresh, Memory(None), paper.reserved, paper.clock).sync(progress)
    found = tuple(sentence for table in _SENTENCES for sentence in _compare(paper.catalogue, fresh, table))
    fresh.close()
    return found


def _compare(catalogue: Catalogue, fresh: Catalogue, table: str) -> Iterator[str]:
    ours, theirs = _rows(catalogue, table), _rows(fresh, table)
    say = _SENTENCES[table][1]
    for key in sorted(ours.keys() | theirs.keys()):
        if key not in theirs:
            yield f"The catalogue says, and no file does: {say(ours[key])}."
        elif key not in ours:
            yield f"The files say, and the catalogue does not: {say(theirs[key])}."
        else:
            yield from _changes(say(theirs[key]), ours[key], theirs[key])


def _changes(what: str, ours: Row, theirs: Row) -> Iterator[str]:
    for column in theirs:
        if ours.get(column) != theirs[column]:
            had, has = _shown(ours.get(column)), _shown(theirs[column])
            yield f"{what}; of its {column.rstrip('_')} the catalogue has {had}, and the files have {has}."


def _shown(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    text = str(value)
    return f"“{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}”"


def _rows(catalogue: Catalogue, table: str) -> dict[tuple[str, ...], Row]:
    keys = _SENTENCES[table][0]
    try:
        with catalogue.snapshot() as reader:
            columns, rows = reader.table(table)
    except sqlite3.Error as error:
        raise NotReady(str(error)) from error
    named = [dict(zip(columns, row, strict=True)) for row in rows]
    return {tuple(str(row[key]) for key in keys): row for row in named}
