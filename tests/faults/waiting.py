"""Waiting for what another process does."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 30.0  # seconds
STEP = 0.02
T = TypeVar("T")


def once(ask: Callable[[], T], patience: float = PATIENCE) -> T:
    """The first answer that is not empty. Fails where none comes."""
    deadline = time.monotonic() + patience
    while not (answer := ask()):
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(STEP)
    return answer


def eventually(is_so: Callable[[], object], patience: float = PATIENCE) -> float:
    """Seconds until it is so. Fails where it never is."""
    begun = time.monotonic()
    once(is_so, patience)
    return time.monotonic() - begun


def seconds_until(is_so: Callable[[], object], most: float = 10.0) -> float:
    """How long it took, or `most` at which waiting ended."""
    begun = time.monotonic()
    while not is_so() and time.monotonic() - begun < most:
        time.sleep(STEP)
    return time.monotonic() - begun
