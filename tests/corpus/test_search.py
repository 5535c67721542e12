"""Queries written by hand, with the story that each means: it has to be among the first three."""

import re
import tomllib
from pathlib import Path
from urllib.parse import quote_plus

from flask import Flask

from tests.desk import get

QUERIES = tomllib.loads(Path(__file__).with_name("queries.toml").read_text(encoding="utf-8"))["query"]


def found(app: Flask, words: str) -> list[str]:
    html = get(app.test_client(), f"/search?q={quote_plus(words)}").text
    inner = re.search(r'<section class="results".*?</section>', html, re.DOTALL)
    return re.findall(r'<h3><a href="([^"]+)"', inner[0]) if inner else []


def test_the_story_meant_is_among_the_first_three(app: Flask) -> None:
    paper = app.extensions["paper"]
    with paper.query(paper.now()) as query:
        urls = {path: query.reader.url_of(path, query.now) for each in QUERIES for path in each["paths"]}
    wanted = {each["q"]: {urls[path] for path in each["paths"]} for each in QUERIES}
    missed = {words for words, right in wanted.items() if not right & set(found(app, words)[:3])}
    assert len(QUERIES) == 25
    assert len(missed) <= 1, missed
