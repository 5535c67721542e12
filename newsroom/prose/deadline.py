"""A limit on the CPU time that one rendering may take, for texts that make Markdown run for minutes."""

import ctypes
import os
import threading
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

AGAIN = 0.05
"""CPU seconds after which a thread that swallowed the exception (in a destructor, say) gets it once more."""


class RenderTooLong(BaseException):
    """A text cannot be shown: it took too long, nests too deep, or broke the renderer.

    `what` and `mend` are sentences for a Problem. It is no `Exception`, so that no handler inside Markdown keeps it.
    """

    def __init__(self, what: str = "", mend: str = "") -> None:
        self.what = what or "The text takes longer than a second to turn into a page, so it is not shown."
        self.mend = mend or "Look for long runs of brackets, backticks, quotes or list marks, and shorten them."
        super().__init__(self.what)


_SHORTEST_PAUSE = 0.005
_current = threading.local()


class _Watch:
    """One running piece of work: its thread, that thread's CPU clock, and the CPU time at which to stop it."""

    __slots__ = ("clock", "done", "fired", "held", "limit", "thread")

    def __init__(self, seconds: float) -> None:
        self.thread = threading.get_ident()
        # Asked here because the identifier of a thread that has ended must not be used.
        self.clock = time.pthread_getcpuclockid(self.thread)
        self.limit = time.clock_gettime(self.clock) + seconds
        self.done = False
        self.fired = False
        self.held = False

    def left(self) -> float:
        """CPU seconds left. The wall clock runs at least as fast, so it is safe to sleep as long."""
        return self.limit - time.clock_gettime(self.clock)

    def fire(self) -> None:
        self.fired = True
        self.limit = time.clock_gettime(self.clock) + AGAIN
        _raise_in(self.thread, RenderTooLong)


class _Watcher:
    """The one daemon thread of a process that stops work whose time is up. It sleeps while nothing is due."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._watches: list[_Watch] = []
        self._thread: threading.Thread | None = None
        self._wakes_at = float("inf")

    def add(self, watch: _Watch, seconds: float) -> None:
        with self._turn:
            self._watches.append(watch)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="render deadline", daemon=True)
                self._thread.start()
            elif time.monotonic() + seconds < self._wakes_at:
                self._turn.notify()

    def settle(self, watch: _Watch) -> None:
        """After this the watch never fires, and nothing that it fired is still on its way."""
        with self._turn:
            watch.done = True
            if watch in self._watches:
                self._watches.remove(watch)
        if watch.fired:
            _raise_in(watch.thread, None)

    def hold(self, watch: _Watch) -> None:
        """From here on the watch does not fire; what it has fired is raised here and now."""
        with self._turn:
            watch.held = True
        if watch.fired:
            _raise_in(watch.thread, None)
            raise RenderTooLong

    def release(self, watch: _Watch) -> None:
        with self._turn:
            watch.held = False

    def _run(self) -> None:
        while True:
            with self._turn:
                pause = self._stop_what_is_due()
                self._wakes_at = time.monotonic() + pause if pause is not None else float("inf")
                self._turn.wait(pause)

    def _stop_what_is_due(self) -> float | None:
        """Called with the lock held: a watch that is done cannot be hit. Returns the seconds to the next look."""
        for watch in self._watches:
            if watch.left() <= 0 and not watch.done and not watch.held:
                watch.fire()
        return max(_SHORTEST_PAUSE, min(watch.left() for watch in self._watches)) if self._watches else None


_watcher = _Watcher()


def _start_afresh() -> None:
    """A forked child has no watching thread, and perhaps a lock that nobody will release."""
    global _watcher
    _watcher = _Watcher()


os.register_at_fork(after_in_child=_start_afresh)


def within(seconds: float | None, work: Callable[[], Result]) -> Result:
    """The result of `work`, or RenderTooLong once this thread has spent `seconds` of CPU time on it.

    The exception may come at any moment until `settle` has marked the watch as done, but not after `within` has
    returned. It may interrupt `settle` itself; the outer call then finds it fired, and has `AGAIN` to finish.
    """
    if seconds is None:
        return work()
    watcher, watch = _watcher, _Watch(seconds)
    outer, _current.watch = getattr(_current, "watch", None), watch
    try:
        try:
            watcher.add(watch, seconds)
            return work()
        finally:
            watcher.settle(watch)
    finally:
        watcher.settle(watch)
        _current.watch = outer


def uninterrupted(work: Callable[[], Result]) -> Result:
    """The result of `work`, which is not ours and may hold locks: the deadline waits until it has returned."""
    watcher, watch = _watcher, getattr(_current, "watch", None)
    if watch is None:
        return work()
    watcher.hold(watch)
    try:
        return work()
    finally:
        watcher.release(watch)


def _raise_in(thread: int, exception: type[BaseException] | None) -> None:
    """Raise in another thread as soon as it runs Python code again; None takes back what has not arrived yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(exception) if exception else None
    )
