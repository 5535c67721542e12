"""Adds up what several runs of pytest reported: `python -m tests.summary REPORT.xml …`."""

import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable
from pathlib import Path


def summary(reports: Iterable[Path]) -> str:
    """How many tests passed, and the names of those that failed or were left out, with why."""
    counts: Counter[str] = Counter()
    lines = []
    for report in reports:
        if not report.is_file():
            counts["run stopped"] += 1
            continue
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - written by pytest a moment ago
            word, why = _outcome(case)
            counts[word] += 1
            if word != "passed":
                lines.append(f"{word}: {case.get('classname', '').replace('.', '/')}.py::{case.get('name')}{why}")
    words = [word for word in ("passed", "failed", "left out", "run stopped") if counts[word]]
    total = ", ".join(f"{counts[word]:,} {word}" for word in words)
    return "\n".join([*lines, f"All tests: {total or 'none'}."])


def _outcome(case: ElementTree.Element) -> tuple[str, str]:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed", ""
    skipped = case.find("skipped")
    return ("passed", "") if skipped is None else ("left out", f" - {skipped.get('message')}")


if __name__ == "__main__":
    sys.stdout.write(summary(map(Path, sys.argv[1:])) + "\n")
