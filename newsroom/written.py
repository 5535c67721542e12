"""Where in a file something stands that is wrong: line and column, both from 1, as an editor shows them."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from newsroom.errors import Problem, Severity
from newsroom.prose.walk import own_fragment, own_id, slug

_FRAGMENT: Final = re.compile(r"#(?P<name>[^\s#][^\n)\]|\"'>]*)")
_MARKS: Final = ("](", "](<", '"', ": ", "<", "")


@dataclass(frozen=True, slots=True)
class Written:
    """The file `path`, whose text this is."""

    path: str
    text: str

    def problem(self, at: int, severity: Severity, what: str, mend: str) -> Problem:
        """At the offset `at`; at the beginning of the file where that is negative."""
        at = max(at, 0)
        line, column = self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)
        return Problem(self.path, line, column, severity, what, mend)

    def find(self, *words: str) -> int:
        """The offset of the first of these that is there, at its first place; -1 for none."""
        return next((at for each in words if each and (at := self.text.find(each)) >= 0), -1)

    def find_link(self, written: str) -> int:
        """The offset of an address as a page has it: the fragment is ours, and the writer may have left out codes."""
        bare = written.partition("#")[0]
        spelled = dict.fromkeys((bare, unquote(bare)) if bare else ())
        for mark, each in ((mark, each) for each in spelled for mark in _MARKS):
            if (at := self.text.find(f"{mark}{each}")) >= 0:
                return at + len(mark)
        return -1

    def find_fragment(self, fragment: str) -> int:
        """The offset of the `#` before what the page has as `fragment`."""
        for match in _FRAGMENT.finditer(self.text):
            name = match["name"].strip()
            if fragment in (own_fragment(unquote(name)), own_id(slug(name))):
                return match.start()
        return -1
