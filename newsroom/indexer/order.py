"""In which order a large folder is read: what others depend on, then the newest stories."""

import re
import time
from collections.abc import Iterable

from newsroom.scan import Scan
from newsroom.signature import Signature

_DAY_IN_PATH = re.compile(r"(\d{4})[-/](\d{2})(?:[-/](\d{2}))?")
_FIRST = {"site": 0, "author": 1, "page": 2, "front": 3, "topic": 4, "series": 5}


def in_order(paths: Iterable[str], found: Scan) -> list[str]:
    """What other files depend on, then the newest stories, by the date in their path or of their last change."""

    def rank(path: str) -> tuple[int, int, str]:
        file = found.files[path]
        place = _FIRST.get(file.kind, 6)
        return place, -_day(path, file.signature) if place == 6 else 0, path

    return sorted(paths, key=rank)


def _day(path: str, signature: Signature) -> int:
    """YYYYMMDD."""
    if m := _DAY_IN_PATH.search(path):
        return int(m[1]) * 10_000 + int(m[2]) * 100 + int(m[3] or 0)
    changed = time.gmtime(signature.mtime_ns // 10**9)
    return changed.tm_year * 10_000 + changed.tm_mon * 100 + changed.tm_mday
