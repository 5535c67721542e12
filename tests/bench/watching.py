"""When a change shows: readers that look at one page each, again and again, and note what they see."""

import http.client
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.bench.servers import Broadsheet

STEP = 0.01  # seconds between two looks; no finer than that is what is found
_SEEN = re.compile(rb"life-(\d+)-([a-z]+)")


@dataclass
class Look:
    """`begun` and `ended` by the monotonic clock; `seen` are the stages of stories that the page shows."""

    begun: float
    ended: float
    seen: dict[int, str]


@dataclass
class Reader:
    """Looks at `path` over a kept-alive connection to one worker."""

    paper: Broadsheet
    path: str
    connection: http.client.HTTPConnection
    looks: list[Look] = field(default_factory=list)
    failed: int = 0

    def look(self) -> None:
        begun = time.monotonic()
        try:
            status, body = self.paper.read(self.connection, self.path)
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.failed += 1
            return
        if status != 200:
            self.failed += 1
            return
        seen: dict[int, str] = {}
        for number, stage in _SEEN.findall(body):
            seen[int(number)] = max(seen.get(int(number), ""), stage.decode())
        self.looks.append(Look(begun, time.monotonic(), seen))

    def seconds_until(self, number: int, stages: Sequence[str], after: float, gone: float) -> float | None:
        """From the moment `after` until the first look that showed story `number` in one of `stages`, or, from the
        moment `gone` on, did not show it. None if there was none."""
        for look in self.looks:
            stage = look.seen.get(number)
            if look.ended >= after and (stage in stages if stage else look.begun >= gone):
                return max(0.0, look.begun - after)
        return None


@contextmanager
def watching(paper: Broadsheet, paths: Sequence[str]) -> Iterator[list[Reader]]:
    """A reader for each path at each worker, until the block ends."""
    readers = [
        Reader(paper, path, connection) for path in paths for connection in paper.connection_to_each_worker().values()
    ]
    done = threading.Event()

    def keep_looking(reader: Reader) -> None:
        while not done.wait(STEP):
            reader.look()

    threads = [threading.Thread(target=keep_looking, args=(reader,), daemon=True) for reader in readers]
    for thread in threads:
        thread.start()
    try:
        yield readers
    finally:
        done.set()
        for thread in threads:
            thread.join()
        for reader in readers:
            reader.connection.close()
