"""A data folder is that of one content folder: what it holds would be taken for the stories of another."""

import logging
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from newsroom.errors import SettingsError
from newsroom.locks import FileLock

log = logging.getLogger(__name__)

FILE = "content-folder"
"""Names the owner."""

_DERIVED = ("catalogue-*", "generation-*", "rebuild-*", "search-*", "memory.sqlite*", "renditions", "galleys")
_PATIENCE = 3.0
"""Seconds: an indexer outlives its last worker by one."""


def check(data: Path, content: Path) -> None:
    """Raises SettingsError where another content folder's paper is using the data folder."""
    if not is_anothers(data, content):
        return
    deadline = time.monotonic() + _PATIENCE
    while _is_in_use(data):
        if time.monotonic() > deadline:
            raise SettingsError((
                f"BROADSHEET_DATA is {data}, which the paper in {_owner(data)} is using; "
                f"name another folder for the paper in {content}.",
            ))  # fmt: skip
        time.sleep(0.1)


def claim(data: Path, content: Path) -> None:
    """Make the data folder that of `content`: what was derived from another goes.

    Raises SettingsError as `check` does, and OSError where the folder cannot be written.
    """
    if _owner(data) and not is_anothers(data, content):
        return
    lock = FileLock(data / "claim.lock")
    while not lock.acquire():
        time.sleep(0.02)
    try:
        if is_anothers(data, content):
            check(data, content)
            log.warning("%s held what was derived from %s; it is made anew from %s", data, _owner(data), content)
            _clear(data)
        (data / FILE).write_text(f"{content}\n", encoding="utf-8", errors="surrogateescape")
    finally:
        lock.release()


def is_anothers(data: Path, content: Path) -> bool:
    owner = _owner(data)
    return bool(owner) and owner != str(content) and os.path.realpath(owner) != os.path.realpath(content)


def _owner(data: Path) -> str:
    """Empty where none is known."""
    try:
        return (data / FILE).read_text(encoding="utf-8", errors="surrogateescape").removesuffix("\n")
    except OSError:
        return ""


def _is_in_use(data: Path) -> bool:
    locks = (*data.glob("workers-*.lock"), *data.glob("indexer-*.lock"))
    return not all(FileLock(file).is_free() for file in locks)


def _clear(data: Path) -> None:
    for each in (file for pattern in _DERIVED for file in data.glob(pattern)):
        with suppress(OSError):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
