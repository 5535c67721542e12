"""The figures of the latest run of each measure, kept in results.json, and RESULTS.md and plot.svg made of them."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench import machine, plot
from tests.bench.figures import COLUMNS, Aim, Figure
from tests.bench.plan import Plan

FOLDER = Path(__file__).resolve().parent
HEAD = """\
# What was measured

Written by `make bench BENCH=--write`; `python tests/bench/run.py --help` says what each measure is. A figure is the
median of its rounds. A ratio is the median of the ratios within each round, in which the two servers had their turn one
after the other, so it stands where the machine was slower for a while. “By CPU time” is the same ratio taken of the
processor time for an answer, without what the load itself costs. Figures in seconds and milliseconds belong to their
hour: where the far look-ups of two runs differ, so will these.

![Warm article, requests a second](plot.svg)
"""


def write(name: str, figures: list[Figure], plan: Plan, folder: Path = FOLDER) -> None:
    """Puts the figures of one measure in the place of its last ones."""
    kept = _kept(folder)
    how = f"{plan.rounds} rounds of {plan.seconds} s, {plan.connections} connections"
    kept[name] = {"machine": machine.describe().sentence, "how": how, "figures": [asdict(each) for each in figures]}
    (folder / "results.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    everything = {measure: [_figure(each) for each in part["figures"]] for measure, part in kept.items()}
    sections = [_section(measure, kept[measure], found) for measure, found in everything.items()]
    (folder / "RESULTS.md").write_text("\n".join([HEAD, *sections]), encoding="utf-8")
    (folder / "plot.svg").write_text(plot.svg(everything.get("article", [])), encoding="utf-8")


def _kept(folder: Path) -> dict[str, Any]:
    file = folder / "results.json"
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return kept


def _figure(kept: dict[str, Any]) -> Figure:
    aim = kept.pop("aim")
    return Figure(**kept, aim=Aim(**aim) if aim else None)


def _section(name: str, part: dict[str, Any], figures: list[Figure]) -> str:
    lines = [f"## {name}", "", f"{part['machine']} {part['how'].capitalize()}.", ""]
    lines += [_row(COLUMNS), _row(["---"] * len(COLUMNS))]
    lines += [_row(figure.cells()) for figure in figures]
    return "\n".join([*lines, ""])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
