"""What is asked of a paper that is looked through: an address gets an answer, and every kind of address is named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

BASE_URL = "https://rehearsal.example"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def kind(self) -> str:
        """Its media type."""
        return self.header("Content-Type").partition(";")[0].strip()


@dataclass(frozen=True, slots=True)
class Route:
    """A rule of the application for GET. `places` are the names of its variable parts; `fill` makes an address of
    values for them, or None where the values do not fit."""

    rule: str
    places: tuple[str, ...]
    fill: Callable[[Mapping[str, object]], str | None]


class Press(Protocol):
    """An application over a folder of its own, asked as a stranger from elsewhere asks it."""

    @property
    def routes(self) -> tuple[Route, ...]: ...
    def rule_of(self, url: str) -> str:
        """The rule that answers `url`, a path with its query; empty where none does."""

    def ask(self, url: str, method: str = "GET", **headers: str) -> Answer: ...
    def close(self) -> None: ...


class OpenPress(Protocol):
    """Opens an application whose base URL is BASE_URL."""

    def __call__(self, content: Path, data: Path, clock: Callable[[], datetime]) -> Press: ...
