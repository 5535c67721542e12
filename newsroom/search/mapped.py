"""The index's files as they are mapped into this process.

Every page that was ever looked at counts as this worker's memory, though it is the system's own copy of the file: after
a thousand questions that is the whole index. What is let go of stays in the system's memory, and is mapped again within
a microsecond when it is looked at again.
"""

import ctypes
import os
import re
from contextlib import suppress
from pathlib import Path

_MADV_DONTNEED = 4  # of a file that is mapped for reading: nothing is lost by it
_LINE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r--s")
_madvise = getattr(ctypes.CDLL(None, use_errno=True), "madvise", None) if os.name == "posix" else None
if _madvise is not None:
    _madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)


def let_go(folder: Path) -> None:
    """Unmap the pages of the files in `folder`, whose addresses stay valid; only where the system is Linux."""
    if _madvise is None:
        return
    name = f"/{folder.name}/"
    with suppress(OSError):
        for line in Path("/proc/self/maps").read_text(errors="replace").splitlines():
            if name in line and (found := _LINE.match(line)):
                start, end = int(found[1], 16), int(found[2], 16)
                _madvise(start, end - start, _MADV_DONTNEED)
