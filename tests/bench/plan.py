"""How much is measured, and rounds in which every server has its turn."""

import math
import statistics
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.bench.editions import Edition
from tests.bench.figures import Aim, Figure
from tests.bench.load import Load, put
from tests.bench.servers import Server


@dataclass(frozen=True)
class Plan:
    """`folder` is for everything that is written. `everything` asks for what takes very long, too."""

    folder: Path
    sizes: Sequence[int] = (1_000, 10_000, 100_000)
    rounds: int = 9
    seconds: int = 3
    connections: int = 16
    saves: int = 400
    requests: int = 100_000
    everything: bool = False

    @cached_property
    def editions(self) -> list[Edition]:
        return [Edition(count, self.folder) for count in self.sizes]


def tell(words: str) -> None:
    sys.stdout.write(f"  {words}\n")
    sys.stdout.flush()


@dataclass
class Turn:
    """One server, one path. `also` are servers that stand behind it. `loads` are filled by `take_turns`.

    One that `is_slow`, a second or more for an answer, gets a connection for each worker, and ten seconds.
    """

    what: str
    server: Server
    path: str
    stories: int
    also: Sequence[Server] = ()
    during: Callable[[], AbstractContextManager[object]] = nullcontext
    is_slow: bool = False
    loads: list[Load] = field(default_factory=list)

    @property
    def rates(self) -> list[float]:
        return [load.rate for load in self.loads]

    @property
    def note(self) -> str:
        """Processor time, which is steady where rates are not, and answers that failed."""
        costs = sorted(load.microseconds for load in self.loads)
        shares = [min(load.cpu) / max(sum(load.cpu), 0.01) * len(load.cpu) for load in self.loads if len(load.cpu) > 1]
        failed = sum(load.failed for load in self.loads)
        idle = sum(share < 0.2 for share in shares)
        uneven = f", one worker idle in {idle} rounds" if idle else ""
        return f"{costs[len(costs) // 2]:,.0f} µs CPU each{uneven}{f', {failed} FAILED' if failed else ''}"


def take_turns(plan: Plan, turns: Sequence[Turn]) -> None:
    """Every server in each round, forwards and backwards in turn; those whose turn it is not are held still."""
    servers = list(dict.fromkeys(server for turn in turns for server in (turn.server, *turn.also)))
    for server in servers:
        server.hold()
    for number in range(plan.rounds):
        tell(f"round {number + 1} of {plan.rounds}")
        for turn in turns if number % 2 == 0 else reversed(turns):
            for server in (turn.server, *turn.also):
                server.go_on()
            with turn.during():
                connections = len(turn.server.workers()) if turn.is_slow else plan.connections
                put(turn.server, turn.path, 1, connections, turn.also)
                seconds = max(plan.seconds, 10) if turn.is_slow else plan.seconds
                turn.loads.append(put(turn.server, turn.path, seconds, connections, turn.also))
            tell(f"  {turn.what}, {turn.stories:,} stories: {turn.loads[-1]}")
            for server in (turn.server, *turn.also):
                server.hold()
    for server in servers:
        server.go_on()


def against(measure: str, turn: Turn, other: Turn, name: str, aim: Aim | None = None) -> Figure:
    """How the rates of two compare: the median of the ratios within each round."""
    ratios = [mine / theirs for mine, theirs in zip(turn.rates, other.rates, strict=True) if theirs]
    costs = [
        theirs.microseconds / mine.microseconds
        for mine, theirs in zip(turn.loads, other.loads, strict=True)
        if mine.microseconds
    ]
    return Figure(
        measure,
        turn.what,
        statistics.median(turn.rates),
        "/s",
        stories=turn.stories,
        low=min(turn.rates),
        high=max(turn.rates),
        ratio=statistics.median(ratios) if ratios else math.inf,
        against=name,
        aim=aim,
        note=f"{min(ratios):.2f} to {max(ratios):.2f}; by CPU time {statistics.median(costs):.2f}"
        if ratios and costs
        else "",
    )
