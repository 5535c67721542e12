"""The state of a file, by which a page knows whether it is still true: asked on the way of every request.

`os.stat` lets other threads run while it waits for the system, which answers within two microseconds from memory. In a
server with eight threads the hand-over costs more than the answer: two such calls took a seventh of a bare server's
answers a second. So Linux is asked through a call that holds on to the interpreter; elsewhere `os.stat` does.
"""

import ctypes
import os
import stat
import struct
from typing import NamedTuple


class Signature(NamedTuple):
    """What tells two states of a file apart. Compared for equality only: a restored file is older, and new."""

    mtime_ns: int
    ctime_ns: int
    size: int
    inode: int

    @property
    def content(self) -> str:
        """What tells two contents of a file apart: neither a move nor another link to it changes that."""
        return f"{self.mtime_ns}:{self.size}:{self.inode}"

    @classmethod
    def of(cls, status: os.stat_result) -> "Signature":
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def signature_of(path: str) -> Signature | None:
    """The state of the regular file at `path` now; None for anything else. A link is not followed."""
    if _statx is None:
        return _by_stat(path)
    answer = _ANSWER()
    try:
        failed = _statx(_AT_FDCWD, os.fsencode(path), _AT_SYMLINK_NOFOLLOW, _BASIC_STATS, answer)
    except (ValueError, ctypes.ArgumentError):  # no path: it holds NUL, or characters that no file name can have
        return None
    if failed:
        return None
    mode, inode, size, ctime, ctime_ns, mtime, mtime_ns = _FIELDS.unpack_from(answer)
    if not stat.S_ISREG(mode):
        return None
    return Signature(mtime * 1_000_000_000 + mtime_ns, ctime * 1_000_000_000 + ctime_ns, size, inode)


def _by_stat(path: str) -> Signature | None:
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - pathlib costs 4 µs here
    except (OSError, ValueError):
        return None
    return Signature.of(status) if stat.S_ISREG(status.st_mode) else None


# statx(2): the numbers and the layout of its answer are the same on every Linux.
_AT_FDCWD = -100
_AT_SYMLINK_NOFOLLOW = 0x100
_BASIC_STATS = 0x7FF
_FIELDS = struct.Struct("=28x H 2x Q Q 48x q I 4x q I")
_ANSWER = ctypes.c_char * 256
_statx = getattr(ctypes.PyDLL(None), "statx", None) if os.name == "posix" else None
if _statx is not None:
    _statx.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_uint, ctypes.c_void_p)
    _statx.restype = ctypes.c_int
