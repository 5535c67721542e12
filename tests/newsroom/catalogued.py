"""What the catalogue of a paper says, for tests."""

from newsroom.catalogue.rows import Place
from newsroom.paper import Paper


def urls(paper: Paper) -> list[str]:
    with paper.query(paper.now()) as query:
        return [entry.url for entry in query.reader.stories(paper.now(), 100)]


def place(paper: Paper, path: str) -> Place | None:
    with paper.query(paper.now()) as query:
        return query.reader.place(path)


def problems(paper: Paper) -> list[str]:
    with paper.query(paper.now()) as query:
        return [str(problem) for problem in query.reader.problems()]
