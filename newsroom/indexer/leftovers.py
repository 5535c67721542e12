"""What other versions of the program have left in the data folder. Two of them share it while a server is upgraded."""

import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from newsroom.catalogue.schema import VERSION as CATALOGUE_VERSION
from newsroom.locks import FileLock
from newsroom.search.schema import VERSION as SEARCH_VERSION

DAY = 86_400
"""Seconds for which a step back to the last version finds all as it was."""

_NAME = re.compile(
    r"(?:catalogue|generation|indexer|rebuild)-(?P<catalogue>\d+)(?:[-.].*)?|search-(?:rebuild-)?(?P<search>\d+)(?:-.*)?"
)


def remove_leftovers(data: Path, own_workers: Path, now: float | None = None) -> None:
    """Remove what other versions have not touched for a day, unless a worker of theirs is alive.

    `own_workers` is the file of this build's workers; `now` are seconds since 1970.
    """
    others = [file for file in data.glob("workers-*.lock") if file.name != own_workers.name]
    if not all(FileLock(file).is_free() for file in others):
        return
    own = {"catalogue": str(CATALOGUE_VERSION), "search": str(SEARCH_VERSION)}
    foreign = [
        each for each in data.glob("*")
        if (match := _NAME.fullmatch(each.name)) and own[match.lastgroup or ""] != match[match.lastgroup or ""]
    ]  # fmt: skip
    limit = (time.time() if now is None else now) - DAY
    for each in (*others, *foreign):
        with suppress(OSError):
            if each.lstat().st_ctime < limit:  # the other time stamp of a generation is a counter
                shutil.rmtree(each) if each.is_dir() else each.unlink()
