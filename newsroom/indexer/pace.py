"""What is done after each save, and what in a burst of saves is done for several together, or not at all."""

import time
from collections import deque
from collections.abc import Callable

_AFTER_READERS = 0.02
"""Seconds that search waits after a save: every list is printed anew when the next reader asks, and the processors are
to be free for that."""

_SAVES = 8
_WITHIN = 1.0
_BETWEEN = 0.6


class Pace:
    """Search follows each save at once, and in a burst of saves, which is eight of them within a second, takes in
    those of 0.6 seconds together. Each taking makes a part of the index, and after eight parts an index of up to some
    15,000 stories is put together anew: at ten saves a second that took a processor of its own.

    Times are seconds of `clock`, which never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._saved: deque[float] = deque(maxlen=_SAVES)
        self._taken = -_BETWEEN

    def saved(self) -> None:
        self._saved.append(self._clock())

    def taken(self) -> None:
        self._taken = self._clock()

    @property
    def is_burst(self) -> bool:
        """Whether the last save was the eighth within a second."""
        return len(self._saved) == _SAVES and self._saved[-1] - self._saved[0] < _WITHIN

    def rest(self) -> float:
        """Seconds until what was saved is to be taken in."""
        return max(_AFTER_READERS, self._taken + _BETWEEN - self._clock()) if self.is_burst else _AFTER_READERS
