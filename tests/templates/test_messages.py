"""Every text that a reader sees can be said in another language."""

import re

import pytest

from tests.tools import ROOT

TEMPLATES = [path for path in sorted((ROOT / "templates").rglob("*.html")) if "styleguide" not in path.parts]
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"')
CLASS = re.compile(r"\{% block main_class %\}.*?\{% endblock %\}", re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_text_stands_outside_a_message(path):
    plain = JINJA.sub("", CLASS.sub("", COMMENT.sub("", path.read_text())))
    plain = plain.replace("<!doctype html>", "")
    attributes = [text for text in SPOKEN.findall(plain) if re.search("[^\\W\\d_]", text)]
    words = [line.strip() for line in TAG.sub(" ", plain).splitlines() if re.search("[^\\W\\d_]", line)]
    assert (words, attributes) == ([], [])
