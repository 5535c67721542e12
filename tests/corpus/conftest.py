"""The real folder, opened once for all tests of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.desk import SURROUNDINGS, Clock, missing, open_paper

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.fixture(scope="session")
def folder() -> Path:
    folder = Path(SURROUNDINGS.get("BROADSHEET_CORPUS") or BESIDE)
    if not (folder / "posts").is_dir():
        missing("the corpus of 508 posts", "name its folder in BROADSHEET_CORPUS, or lay it at ../shared/corpus")
    return folder


@pytest.fixture(scope="session")
def app(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = open_paper(folder, tmp_path_factory.mktemp("corpus") / "data", Clock())
    yield app
    app.extensions["paper"].close()
