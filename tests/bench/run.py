"""Measures the paper beside its yardsticks: `python tests/bench/run.py`, or `… run.py article front` for some measures.

Everything runs on this machine alone, and comes to its end by itself. On a busy machine only the ratios mean anything:
each is taken between two servers that had their turn one right after the other.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import load, machine, results
from tests.bench.figures import Figure, table
from tests.bench.measures import (
    behind_nginx,
    catalogue,
    cold,
    freshness,
    hugo,
    memory,
    propagation,
    rates,
    saves,
    search,
    slow,
    upheaval,
)
from tests.bench.plan import Plan, tell

MEASURES: Mapping[str, Callable[[Plan], list[Figure]]] = {
    "article": rates.article,
    "front": rates.front,
    "nginx": behind_nginx.nginx,
    "saves": saves.saves,
    "freshness": freshness.freshness,
    "propagation": propagation.propagation,
    "catalogue": catalogue.catalogue,
    "cold": cold.cold,
    "search": search.search,
    "memory": memory.memory,
    "slow": slow.slow,
    "upheaval": upheaval.upheaval,
    "hugo": hugo.hugo,
}
WITHOUT_WRK = ("catalogue", "cold", "propagation", "search", "hugo", "upheaval")


def main() -> int:
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are stopped, too
    names = asked.measures or list(MEASURES)
    if load.wrk_or_none() is None:
        tell(f"wrk is missing, so only {', '.join(WITHOUT_WRK)} can be measured; {load.HOW_TO_GET_WRK}")
        names = [name for name in names if name in WITHOUT_WRK]
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as temporary:
        plan = Plan(
            folder=asked.folder or Path(temporary),
            sizes=asked.sizes,
            rounds=asked.rounds,
            seconds=asked.seconds,
            connections=asked.connections,
            saves=asked.saves,
            requests=asked.requests,
            everything=asked.everything,
        )
        for name in names:
            begun = time.monotonic()
            sys.stdout.write(f"{name}: {(MEASURES[name].__doc__ or '').splitlines()[0]}\n")
            found = MEASURES[name](plan)
            tell(f"{name} took {time.monotonic() - begun:.0f} s")
            figures += found
            if asked.write and found:
                results.write(name, found, plan)
    sys.stdout.write(f"\n{machine.describe().sentence}\n\n{table(figures)}\n")
    return 0


def _arguments() -> argparse.Namespace:
    measures = "".join(f"  {name:12} {(measure.__doc__ or '').splitlines()[0]}\n" for name, measure in MEASURES.items())
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").splitlines()[0],
        epilog=f"measures:\n{measures}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("measures", nargs="*", choices=[*MEASURES, []], metavar="MEASURE", help="all, if none is named")
    parser.add_argument("--sizes", nargs="+", type=_positive, default=[1_000, 10_000, 100_000], metavar="N")
    parser.add_argument("--rounds", type=_positive, default=9)
    parser.add_argument("--seconds", type=_positive, default=3, help="of load on a server in each round")
    parser.add_argument("--connections", type=_positive, default=16)
    parser.add_argument("--saves", type=_positive, default=400, help="of all ways together, for freshness")
    parser.add_argument("--requests", type=_positive, default=100_000, help="of each kind, for memory")
    parser.add_argument("--everything", action="store_true", help="also what takes very long: Hugo, Publ at 100,000")
    parser.add_argument("--folder", type=Path, help="keep the generated stories here, and find them again")
    parser.add_argument("--write", action="store_true", help="put the figures into tests/bench/RESULTS.md")
    asked = parser.parse_args()
    if asked.folder:
        asked.folder = asked.folder.resolve()
    return asked


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
