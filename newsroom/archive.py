"""The disk: one file of the content folder, opened safely and read whole."""

import errno
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from newsroom.errors import Problem, Unreadable
from newsroom.frontmatter.characters import FORBIDDEN, REPLACEMENT, is_ordinary
from newsroom.signature import Signature, signature_of

STORY_LIMIT = 2 * 1024 * 1024
SETTLING = 0.020
PATIENCE = 0.200
GRACE = 0.5
EMPTY_FOR = 5.0


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was at one moment."""

    path: str
    signature: Signature
    data: bytes


class Missing(Unreadable):
    """There is no such file."""


class Archive:
    """The content folder. Every `path` is relative to it, with `/`; no link inside it is followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._missing: dict[str, float] = {}
        self._empty_since = 0.0

    def signature(self, path: str) -> Signature | None:
        """The state of a regular file now; None for anything else."""
        return signature_of(f"{self.root}/{path}")

    def read(self, path: str, limit: int = STORY_LIMIT) -> Source:
        """The file, whole: what was on the disk at one moment, after a save has come to rest.

        Raises Missing, or Unreadable for what is not a regular file, too large, not allowed, or never at rest.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            source = self._read_once(path, limit)
            if source is not None:
                self._missing.pop(path, None)
                return source
            if time.monotonic() > deadline:
                what, mend = "is being written to without a pause.", "Save it once and leave it for a moment."
                _refuse(path, what, mend, passing=True)
            time.sleep(0.002)

    def peek(self, path: str) -> Source | None:
        """The file as it is this moment, which may be in the middle of a save. Raises what `read` does."""
        return self._read_once(path, STORY_LIMIT, is_to_rest=False)

    def _read_once(self, path: str, limit: int, *, is_to_rest: bool = True) -> Source | None:
        """None while the file is changing. A reader's seqlock: look, read, look again."""
        try:
            handle = self.open(path)
        except (OSError, ValueError) as error:
            _explain(path, error)
        try:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                _refuse(path, "is not a regular file.", "Put an ordinary file in its place, or remove it.")
            if before.st_size > limit:
                size, most = f"{before.st_size:,} bytes", f"{limit:,}"
                _refuse(path, f"has {size}; {most} is the most.", "Split it, or take out what is not text.")
            if is_to_rest and not _at_rest(before):
                return None
            data = _read_whole(handle, before.st_size)
            after = os.fstat(handle)
        except OSError as error:
            _explain(path, error)
        finally:
            os.close(handle)
        signature = Signature.of(before)
        if signature != Signature.of(after) or len(data) != before.st_size or self.signature(path) != signature:
            return None
        return Source(path, signature, data)

    def open(self, path: str) -> int:
        """A descriptor, reached part by part so that no link can lead out of the folder at any moment.

        Raises OSError, and ValueError for a path that no file can have.
        """
        parts = path.split("/")
        if any(part in ("", ".", "..") for part in parts):
            raise ValueError("not a path inside the folder")
        folder = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for part in parts[:-1]:
                flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
                inner = os.open(part, flags, dir_fd=folder)
                os.close(folder)
                folder = inner
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
            return os.open(parts[-1], flags, dir_fd=folder)
        finally:
            os.close(folder)

    def is_gone(self, path: str, moving: float = GRACE) -> bool:
        """Whether a missing file has been missing for half a second: editors unlink and create.

        The folder's own time stamp tells of a removal that nobody here saw. A folder that is missing itself may have
        been moved: it has `moving` seconds to be found elsewhere.
        """
        try:
            (self.root / path).lstat()
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENOTDIR) or not self.is_there():
                return False
        except ValueError:
            return True
        else:
            self._missing.pop(path, None)
            return False
        first_seen = self._missing.setdefault(path, time.monotonic())
        if len(self._missing) > 10_000:
            self._missing.clear()
        waited = time.monotonic() - first_seen
        try:
            folder = (self.root / path).parent.stat()
        except OSError:
            return waited >= moving
        return waited >= GRACE or time.time() - folder.st_mtime >= GRACE

    def is_on_its_way(self, path: str, moving: float) -> bool:
        """Whether the file's folder is missing, for less than `moving` seconds: it may come to light elsewhere."""
        return not (self.root / path).parent.is_dir() and not self.is_gone(path, moving)

    def is_there(self) -> bool:
        """Whether the folder itself can be read, and holds anything: a disk may not be mounted for a moment.

        One that has been empty for five seconds is meant to be.
        """
        try:
            with os.scandir(self.root) as entries:
                is_empty = next(entries, None) is None
        except OSError:
            return False
        if not is_empty:
            self._empty_since = 0.0
            return True
        self._empty_since = self._empty_since or time.monotonic()
        return time.monotonic() - self._empty_since > EMPTY_FOR


def decode(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file with LF line ends and no character that XML forbids.

    Raises Unreadable for an empty file and for one that is not UTF-8.
    """
    path, data = source.path, source.data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        _refuse(path, "is UTF-16 text.", "Save it as UTF-8.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        what = f"is not UTF-8: byte 0x{data[error.start]:02X} has no meaning there."
        raise Unreadable(Problem(path, line, column, "error", what, "Save it as UTF-8.")) from None
    if not text.strip("\ufeff \t\r\n"):
        _refuse(path, "is empty.", "Write the story, or remove the file.")
    if is_ordinary(text):
        return text, ()
    problems: list[Problem] = []
    if text.startswith("\ufeff"):
        text = text[1:]
        problems.append(Problem(path, 1, 1, "note", "begins with a byte order mark.", "Save it as UTF-8 without BOM."))
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        what = "has line ends of another system (CRLF)."
        problems.append(Problem(path, line, 1, "note", what, "It reads the same; save it with LF to be rid of this."))
    if found := FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        what = f"holds the control character U+{ord(found[0]):04X}, which no page may; it shows as �."
        problems.append(Problem(path, line, column, "warning", what, "Delete it."))
        text = FORBIDDEN.sub(REPLACEMENT, text)
    return text, tuple(problems)


def _at_rest(status: os.stat_result) -> bool:
    """Whether no writer can be half done: 20 ms after the last write, or at once after a rename into place.

    A write sets both time stamps to one moment, a rename moves ctime alone. A clock set back leaves ctime in the
    future, which must not hold up a page.
    """
    if status.st_mtime_ns != status.st_ctime_ns:
        return True
    age = time.time() - status.st_ctime
    return not -0.05 < age < SETTLING


def _read_whole(handle: int, size: int) -> bytes:
    chunks: list[bytes] = []
    left = size + 1
    while left > 0 and (chunk := os.read(handle, left)):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _explain(path: str, error: OSError | ValueError) -> NoReturn:
    """Turn what the system said into what the writer can do. A name too long or odd for any file is just missing."""
    code = error.errno if isinstance(error, OSError) else None
    if code in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL) or code is None:
        raise Missing(Problem(path, 1, 1, "error", "does not exist.", "")) from None
    if code == errno.ELOOP:
        _refuse(path, "is a link, and links are not followed.", "Put the file itself there.")
    if code in (errno.EACCES, errno.EPERM):
        _refuse(path, "may not be read by the server.", f"Allow it: chmod a+r {path}")
    if code in (errno.ENXIO, errno.ENODEV, errno.EISDIR):
        _refuse(path, "is not a regular file.", "Put an ordinary file in its place, or remove it.")
    reason = os.strerror(code)
    _refuse(path, f"cannot be read: {reason}.", "Look at the disk, then save the file again.", passing=True)


def _refuse(path: str, what: str, mend: str, *, passing: bool = False) -> NoReturn:
    raise Unreadable(Problem(printable(path), 1, 1, "error", what, mend), passing=passing) from None


def printable(path: str) -> str:
    """A path that can be shown: bytes of a name that are not UTF-8 appear as \\xNN."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
