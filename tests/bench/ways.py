"""The ways in which editors and tools save a file."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path


def rename_over(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def truncate_and_write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def two_writes(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(0.002)
        file.write(text[len(text) // 2 :])


def unlink_and_create(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, encoding="utf-8")


WAYS: Mapping[str, Callable[[Path, str], None]] = {
    "rename over": rename_over,
    "truncate and write": truncate_and_write,
    "two writes, 2 ms apart": two_writes,
    "unlink and create": unlink_and_create,
}
