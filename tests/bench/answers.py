"""Answers of the paper, taken once, for the yardsticks that send the same bytes."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import GZIP
from tests.bench.servers import Server

_OF_THE_SERVER = {"server", "date", "connection", "keep-alive", "transfer-encoding"}


@dataclass(frozen=True, slots=True)
class Answer:
    path: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def plain(self) -> bytes:
        return gzip.decompress(self.body) if self.is_packed else self.body

    @property
    def is_packed(self) -> bool:
        return ("content-encoding", "gzip") in [(name.lower(), value) for name, value in self.headers]


def take(server: Server, paths: Iterable[str], folder: Path) -> list[Answer]:
    """What a reader's browser gets, kept in `folder` for bare.py as well."""
    folder.mkdir(parents=True, exist_ok=True)
    answers = [_taken(server, path) for path in paths]
    index = {}
    for number, answer in enumerate(answers):
        (folder / f"{number}.body").write_bytes(answer.body)
        index[answer.path] = (answer.headers, f"{number}.body")
    (folder / "answers.json").write_text(json.dumps(index))
    return answers


def _taken(server: Server, path: str) -> Answer:
    connection = server.connect()
    try:
        for _ in range(2):  # the second one comes from the cache
            connection.request("GET", path, headers={"Host": server.host, "Accept-Encoding": GZIP})
            response = connection.getresponse()
            body = response.read()
    finally:
        connection.close()
    if response.status != 200:
        raise ValueError(f"{server.name} answers {response.status} for {path}")
    headers = [(name, value) for name, value in response.getheaders() if name.lower() not in _OF_THE_SERVER]
    return Answer(path, headers, body)
