"""What can be wrong: faults of content are `Problem` values, faults of the program are exceptions."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one file of the content folder, and how to mend it.

    An `error` keeps the file as saved from being published: its last good version stands in, if there is one. With
    a `warning` it is published, but a value in it was replaced or left out. A `note` changes nothing.
    """

    path: str
    line: int
    column: int
    severity: Severity
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.what} {self.mend}".rstrip()


class BroadsheetError(Exception):
    """The base of every exception that Broadsheet raises on purpose."""


class SettingsError(BroadsheetError):
    """The environment holds values that cannot be used; `faults` has one sentence for each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Unreadable(BroadsheetError):
    """A file of the content folder cannot be used as it is; `problem` says why and how to mend it.

    `passing` is true where the same file may be read the next moment: nobody should note its state as looked at.
    `others` are what else was found in it: who mends a file is told everything at once.
    """

    def __init__(self, problem: Problem, *, passing: bool = False, others: tuple[Problem, ...] = ()) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.passing = passing
        self.others = others
