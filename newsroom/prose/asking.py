"""Asks `resolve`, once for each question, and remembers the answers and the problems found on the way."""

from newsroom.errors import Problem, Severity
from newsroom.prose import LinkKind, Resolve, Target
from newsroom.prose.deadline import uninterrupted
from newsroom.prose.urls import checked

MOST_PROBLEMS = 50
"""A text made of nothing but mistakes is told so often, and no more."""


class Asking:
    """The questions of one text. Lines of problems count from `first_line`; `text` is where their columns are found."""

    def __init__(self, resolve: Resolve, path: str, first_line: int) -> None:
        self._resolve, self._path, self._first_line = resolve, path, first_line
        self.text = ""
        self._answers: dict[tuple[LinkKind, str], Target | None] = {}
        self._problems: dict[Problem, None] = {}
        self.given: set[str] = set()
        """URLs that came as answers: a link to one is not asked about again."""
        self.failure: Exception | None = None
        """What `resolve` has raised: no fault of the text."""

    def ask(self, kind: LinkKind, name: str) -> Target | None:
        question = (kind, name)
        if question not in self._answers:
            target = self._answers[question] = self._resolved(kind, name)
            if target is not None:
                self.given.add(target.url)
        target = self._answers[question]
        return target if target is not None and (not target.url or checked(target.url)) else None

    def _resolved(self, kind: LinkKind, name: str) -> Target | None:
        try:
            return uninterrupted(lambda: self._resolve(kind, name))
        except Exception as error:
            self.failure = error
            raise

    def tell(self, severity: Severity, line: int, mark: str, what: str, mend: str) -> None:
        """Adds a problem of `mark`, as the text has it; `line` counts from 0 in the body."""
        if len(self._problems) < MOST_PROBLEMS:
            column = self._column(line, mark.lstrip().split("\n", 1)[0])
            self._problems[Problem(self._path, self._first_line + line, column, severity, what, mend)] = None

    def _column(self, line: int, mark: str) -> int:
        lines = self.text.split("\n", line + 1)
        return max(lines[line].find(mark), 0) + 1 if line < len(lines) else 1

    @property
    def asked(self) -> tuple[tuple[LinkKind, str, Target | None], ...]:
        return tuple((kind, name, target) for (kind, name), target in self._answers.items())

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._problems))
