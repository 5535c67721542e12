"""A store in memory that never outgrows its bound."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Value = TypeVar("Value")


class BoundedCache(Generic[Value]):
    """Values by key up to a number of bytes; what was not used for longest goes first. For any number of threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._used = 0
        self._lock = threading.Lock()
        self._values: OrderedDict[str, tuple[int, Value]] = OrderedDict()

    def get(self, key: str) -> Value | None:
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[1]

    def put(self, key: str, value: Value, size: int) -> None:
        """Keep `value`, which takes about `size` bytes. One larger than the bound is not kept. One that fills most of
        it is: else whoever asks for a very long story would have it set in type each time."""
        with self._lock:
            self._remove(key)
            if size > self._most:
                return
            self._values[key] = (size, value)
            self._used += size
            while self._used > self._most:
                _, (freed, _) = self._values.popitem(last=False)
                self._used -= freed

    def drop(self, key: str) -> None:
        with self._lock:
            self._remove(key)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self._used = 0

    def __len__(self) -> int:
        return len(self._values)

    def _remove(self, key: str) -> None:
        if found := self._values.pop(key, None):
            self._used -= found[0]
