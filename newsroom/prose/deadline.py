"""A limit on the CPU time that one rendering may take, for texts that make Markdown run for minutes."""

import ctypes
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")

AGAIN = 0.05
"""CPU seconds after which a thread that swallowed the exception (in a destructor, say) gets it once more."""


class RenderTooLong(BaseException):
    """A text cannot be shown: it took too long, nests too deep, or broke the renderer.

    `what` and `mend` are sentences for a Problem; without them, it took too long. It is no `Exception`, so that no
    handler inside Markdown keeps it.
    """

    def __init__(self, what: str = "", mend: str = "") -> None:
        self.is_for_time = not what
        self.what = what or "The text takes too long to turn into a page, so it is not shown."
        self.mend = mend or "Look for long runs of brackets, backticks, quotes or list marks, and shorten them."
        super().__init__(self.what)


_SHORTEST_PAUSE = 0.005
_current = threading.local()


class _Watch:
    """One running piece of work: its thread, that thread's CPU clock, and the CPU time at which to stop it.

    Nothing here takes a lock in the working thread: the exception may come between taking a lock and the block that
    gives it back, and whoever waits for that lock would wait for ever. Single assignments are atomic instead.
    """

    __slots__ = ("clock", "done", "fired", "firing", "held", "limit", "thread")

    def __init__(self, seconds: float) -> None:
        self.thread = threading.get_ident()
        # Asked here because the identifier of a thread that has ended must not be used.
        self.clock = time.pthread_getcpuclockid(self.thread)
        self.limit = time.clock_gettime(self.clock) + seconds
        self.done = False
        self.fired = False
        self.firing = False
        self.held = False

    # For the watching thread

    def left(self) -> float:
        """CPU seconds left. The wall clock runs at least as fast, so it is safe to sleep as long."""
        try:
            return self.limit - time.clock_gettime(self.clock)
        except OSError:  # the thread has ended this very moment
            return float("inf")

    def fire(self) -> None:
        """Raise in the working thread, unless that has marked the work as done or held by now."""
        self.firing = True
        try:
            if not (self.done or self.held):
                self.fired = True
                self.limit = time.clock_gettime(self.clock) + AGAIN
                _raise_in(self.thread, RenderTooLong)
        finally:
            self.firing = False

    # For the working thread

    def settle(self) -> None:
        """After this the watch never fires, and nothing that it fired is still on its way."""
        self.done = True
        self._let_fire_end()
        if self.fired:
            _raise_in(self.thread, None)

    def hold(self) -> None:
        """From here on the watch does not fire; what it has fired is raised here and now."""
        self.held = True
        self._let_fire_end()
        if self.fired:
            _raise_in(self.thread, None)
            raise RenderTooLong

    def _let_fire_end(self) -> None:
        """A watching thread that had looked before the mark was set may still be about to raise."""
        while self.firing:
            time.sleep(0)


class _Watcher:
    """The one daemon thread of a process that stops work whose time is up. It sleeps while nothing is due."""

    def __init__(self) -> None:
        self._arrived: deque[_Watch] = deque()
        self._wake: SimpleQueue[None] = SimpleQueue()
        self._wakes_at = float("inf")
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Called before anything is watched in this thread, so that the lock is safe here."""
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="render deadline", daemon=True)
                    self._thread.start()

    def add(self, watch: _Watch, seconds: float) -> None:
        """Both containers are safe to be interrupted in: neither takes a lock that Python code gives back."""
        self._arrived.append(watch)
        if time.monotonic() + seconds < self._wakes_at:
            self._wake.put(None)

    def _run(self) -> None:
        watches: list[_Watch] = []
        while True:
            self._wakes_at = float("-inf")  # nobody needs to wake it now; what arrives is seen below
            while self._arrived:
                watches.append(self._arrived.popleft())
            watches = [watch for watch in watches if not watch.done]
            for watch in watches:
                if watch.left() <= 0:
                    watch.fire()
            pause = max(_SHORTEST_PAUSE, min(watch.left() for watch in watches)) if watches else None
            self._wakes_at = time.monotonic() + pause if pause is not None else float("inf")
            if not self._arrived:
                with suppress(Empty):
                    self._wake.get(timeout=pause)


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
    watcher.start()
    try:
        try:
            watcher.add(watch, seconds)
            return work()
        finally:
            watch.settle()
    finally:
        watch.settle()
        _current.watch = outer


def uninterrupted(work: Callable[[], Result]) -> Result:
    """The result of `work`, which is not ours and may hold locks: the deadline waits until it has returned."""
    watch: _Watch | None = getattr(_current, "watch", None)
    if watch is None:
        return work()
    try:
        watch.hold()
        return work()
    finally:
        watch.held = False


def _raise_in(thread: int, exception: type[BaseException] | None) -> None:
    """Raise in another thread as soon as it runs Python code again; None takes back what has not arrived yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(exception) if exception else None
    )
