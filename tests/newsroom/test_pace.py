"""When search takes in what was saved: at once, or in a burst together."""

from newsroom.indexer.pace import Pace

AT_ONCE = 0.02


class Watch:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def taken_in(saves_a_second: int, seconds: int) -> tuple[int, float]:
    """How often search worked, and the longest that a save waited, where each taking takes no time."""
    watch = Watch()
    pace = Pace(watch)
    takings, longest = 0, 0.0
    waiting: list[float] = []
    due = None
    for tick in range(seconds * 1000):
        watch.now = 100 + tick / 1000
        if due is not None and watch.now >= due:
            pace.taken()
            takings += 1
            longest = max(longest, watch.now - waiting[0])
            waiting, due = [], None
        if tick % (1000 // saves_a_second) == 0:
            pace.saved()
            waiting.append(watch.now)
            due = due or watch.now + pace.rest()
    return takings, longest


def test_five_saves_a_second_are_taken_in_one_by_one() -> None:
    takings, longest = taken_in(5, 10)
    assert takings == 50
    assert longest < 0.03


def test_a_burst_is_taken_in_together_and_within_a_second() -> None:
    takings, longest = taken_in(20, 10)
    assert takings < 30
    assert 0.5 < longest < 0.7


def test_after_a_burst_a_save_is_taken_in_at_once() -> None:
    watch = Watch()
    pace = Pace(watch)
    for _ in range(20):
        pace.saved()
    pace.taken()
    assert pace.rest() > 0.5
    watch.now += 0.7
    assert pace.rest() == AT_ONCE
    watch.now += 1
    pace.saved()
    pace.taken()
    assert pace.rest() == AT_ONCE
