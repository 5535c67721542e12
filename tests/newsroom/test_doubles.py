"""How SQLite finds the other versions of a story in a list: by name, however many stories there are."""

import sqlite3

import pytest

from newsroom.catalogue.doubles import is_double
from newsroom.catalogue.schema import SCHEMA

_FROM = {
    "all": "stories AS s",
    **dict.fromkeys(("section", "series", "day"), "stories AS s"),
    "topic": "story_topics AS t CROSS JOIN stories AS s ON s.path=t.path",
}


@pytest.mark.parametrize("scope", list(_FROM))
def test_versions_are_looked_up_by_name(scope: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    sql = f"EXPLAIN QUERY PLAN SELECT 1 FROM {_FROM[scope]} WHERE NOT ({is_double(scope)})"  # noqa: S608 - constants
    steps = [row[3] for row in connection.execute(sql, {"own": "en", "now": 0})]
    connection.close()
    inner = [step for step in steps if step.startswith(("SEARCH v", "SCAN v", "SEARCH w", "SCAN w", "SCAN r"))]
    names = ("stories_slug", "stories_stem", "sqlite_autoindex_stories_1")
    assert inner
    assert [step for step in inner if not any(name in step for name in names)] == []
