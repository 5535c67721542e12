"""The content folder as it lies: which files count, and as what."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from newsroom.archive import Signature, printable

FileKind = Literal["story", "site", "front", "redirects", "author", "topic", "series", "page", "picture", "refused"]

STORY_SUFFIXES = (".md", ".markdown")
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg")
_FOLDER_KINDS: dict[str, FileKind] = {"authors": "author", "topics": "topic", "series": "series", "pages": "page"}
_NO_STORY = re.compile(r"^(readme|license|licence|contributing|changelog)(\.|$)|^_index\.|^4913$|[~#]$|^#", re.I)
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Found:
    """A file that counts. `reason` is set for one that cannot be used for what its name says."""

    kind: FileKind
    signature: Signature
    reason: str = ""


@dataclass(slots=True)
class Scan:
    """`files` by path from the folder. What lies below a path in `closed` could not be looked at."""

    files: dict[str, Found] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)

    def is_hidden(self, path: str) -> bool:
        return any(path == closed or path.startswith(f"{closed}/") for closed in self.closed)


def scan(root: Path) -> Scan:
    """Walk the folder. Raises OSError where the folder itself cannot be read."""
    found = Scan()
    names = {entry.name for entry in os.scandir(root)}
    is_laid_out = "articles" in names or "site.toml" in names
    stories_root = "articles" if "articles" in names else ""
    for path, entry in _walk(root, "", found, 0):
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        except OSError:  # a folder that may be listed but not entered
            found.closed.append(path)
            continue
        kind = _kind(path, is_laid_out, stories_root)
        if kind is None:
            continue
        reason = _reason(status.st_mode)
        name = path
        try:
            path.encode()
        except UnicodeEncodeError:
            name, reason = printable(path), "has a name that is not UTF-8."
        found.files[name] = Found("refused" if reason else kind, Signature.of(status), reason)
    return found


def _walk(root: Path, folder: str, found: Scan, depth: int) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda each: each.name)
    except OSError:
        if not folder:
            raise
        found.closed.append(folder)
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.name.startswith(".") or entry.name == "node_modules":
            continue
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
        except OSError:
            found.closed.append(path)
            continue
        if is_folder and depth < _DEEPEST:
            yield from _walk(root, path, found, depth + 1)
        if not is_folder or path.endswith(STORY_SUFFIXES):
            yield path, entry


def _kind(path: str, is_laid_out: bool, stories_root: str) -> FileKind | None:
    """What the file at `path` is by its place and name; None for what does not count."""
    if path == "site.toml":
        return "site"
    if path == "redirects.toml":
        return "redirects"
    top, _, rest = path.partition("/")
    name = path.rpartition("/")[2]
    if is_laid_out and top == "fronts" and rest == name and name.endswith(".toml"):
        return "front"
    if name.lower().endswith(PICTURE_SUFFIXES):
        return "picture"
    if not name.lower().endswith(STORY_SUFFIXES) or _NO_STORY.search(name):
        return None
    if any(part.startswith("_") and part not in ("_posts", "_drafts") for part in path.split("/")):
        return None
    if is_laid_out and top in _FOLDER_KINDS and rest:
        return _FOLDER_KINDS[top] if rest == name else None
    if stories_root and top != stories_root:
        return None
    return "story"


def _reason(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISLNK(mode):
        return "is a link, and links are not followed."
    if stat.S_ISDIR(mode):
        return "is a folder with the name of a story."
    return "is not a regular file."
