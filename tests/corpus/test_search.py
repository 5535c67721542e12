"""Queries written by hand, with the story that each means: it has to be among the first three."""

import re
import tomllib
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from flask import Flask

from tests.desk import get

TUNED_BY, HELD_BACK = "queries.toml", "queries_held_back.toml"


def found(app: Flask, words: str) -> list[str]:
    html = get(app.test_client(), f"/search?q={quote_plus(words)}").text
    inner = re.search(r'<section class="results".*?</section>', html, re.DOTALL)
    return re.findall(r'<h3><a href="([^"]+)"', inner[0]) if inner else []


@pytest.mark.parametrize("name", [TUNED_BY, HELD_BACK])
def test_the_story_meant_is_among_the_first_three(app: Flask, name: str) -> None:
    queries = tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))["query"]
    paper = app.extensions["paper"]
    with paper.query(paper.now()) as query:
        urls = {path: query.reader.url_of(path, query.now) for each in queries for path in each["paths"]}
    wanted = {each["q"]: {urls[path] for path in each["paths"]} for each in queries}
    missed = {words for words, right in wanted.items() if not right & set(found(app, words)[:3])}
    assert len(queries) == 25
    assert len(missed) <= 1, missed
