"""Saves stories at a steady pace, as a process of its own: `saver.py CONTENT RATE SECONDS PATH…`."""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from subprocess import PIPE, Popen

_MARK = re.compile(r"\n\nSaved \d+ times\.\n$")


def main() -> int:
    content, rate, seconds = Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    paths = [content / path for path in sys.argv[4:]]
    begun = time.monotonic()
    done = 0
    for number in count():
        due = begun + number / rate
        if due - begun >= seconds:
            break
        time.sleep(max(0.0, due - time.monotonic()))
        save_again(paths[number % len(paths)], number)
        done += 1
    sys.stdout.write(f"{done}\n")
    return 0


def save_again(path: Path, number: int) -> None:
    """As a careful editor does: whole, over the old one. The last line tells how often."""
    text = _MARK.sub("\n", path.read_text(encoding="utf-8"))
    beside = path.with_name(f".{path.name}.saving")
    beside.write_text(f"{text.rstrip()}\n\nSaved {number} times.\n", encoding="utf-8")
    beside.replace(path)


@contextmanager
def saving(content: Path, rate: float, seconds: float, paths: list[str], counted: list[int]) -> Iterator[None]:
    """While the block runs, and no longer than `seconds`; how many saves there were is put at the end of `counted`."""
    command = [sys.executable, __file__, str(content), str(rate), str(seconds), *paths]
    with Popen(command, stdout=PIPE, text=True) as process:  # noqa: S603 - our own program
        yield
        told, _ = process.communicate()
        counted.append(int(told))


if __name__ == "__main__":
    sys.exit(main())
