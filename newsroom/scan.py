"""The content folder as it lies: which files count, and as what."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from newsroom.archive import printable
from newsroom.signature import Signature

FileKind = Literal["story", "site", "front", "redirects", "author", "topic", "series", "page", "picture", "refused"]

STORY_SUFFIXES = (".md", ".markdown")
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg")
# No page can show these; who puts one there is told so.
_OTHER_PICTURES = (".avif", ".heic", ".heif", ".tif", ".tiff")
_FOLDER_KINDS: dict[str, FileKind] = {"authors": "author", "topics": "topic", "series": "series", "pages": "page"}
_NO_STORY = re.compile(r"^(readme|license|licence|contributing|changelog)(\.|$)|^_index\.|^4913$|[~#]$|^#", re.I)
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Found:
    """A file that counts. `reason` is set for one that cannot be used for what its name says."""

    kind: FileKind
    signature: Signature
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the top of the folder tells of the rest: whether it is laid out as a paper, and where the stories are."""

    is_laid_out: bool
    stories_root: str

    @classmethod
    def of(cls, root: Path) -> "Layout":
        """Raises OSError where the folder cannot be read."""
        names = {entry.name for entry in os.scandir(root)}
        return cls("articles" in names or "site.toml" in names, "articles" if "articles" in names else "")


@dataclass(slots=True)
class Scan:
    """`files` by path from the folder. What lies below a path in `closed` could not be looked at."""

    layout: Layout
    files: dict[str, Found] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)

    def is_hidden(self, path: str) -> bool:
        return any(path == closed or path.startswith(f"{closed}/") for closed in self.closed)


def scan(root: Path) -> Scan:
    """Walk the folder. Raises OSError where the folder itself cannot be read."""
    found = Scan(Layout.of(root))
    for _ in scan_by_folder(root, found):
        pass
    return found


def scan_by_folder(root: Path, found: Scan, top: str = "", *, last_first: bool = False) -> Iterator[None]:
    """The same into `found`, pausing after each folder; of what is below `top` alone. With `last_first` the folders
    come from the last name to the first, which is from the newest year and month where they have those names."""
    folders = [(top, top.count("/") + 1 if top else 0)]
    while folders:
        folder, depth = folders.pop()
        inner = _scan_folder(root, folder, depth, found)
        folders += [(each, depth + 1) for each in (inner if last_first else reversed(inner))]
        yield


def _scan_folder(root: Path, folder: str, depth: int, found: Scan) -> list[str]:
    """Note the files of one folder; returns the folders in it, in order."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda each: each.name)
    except OSError:
        if not folder:
            raise
        found.closed.append(folder)
        return []
    folders = []
    for entry in entries:
        name = entry.name
        if _is_left_alone(name):
            continue
        path = f"{folder}/{name}" if folder else name
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and depth < _DEEPEST:
                folders.append(path)
            if not is_folder or path.endswith(STORY_SUFFIXES):
                _note(path, entry.stat(follow_symlinks=False), found)
        except FileNotFoundError:
            continue
        except OSError:  # a folder that may be listed but not entered
            found.closed.append(path)
    return folders


def look(root: Path, path: str, found: Scan) -> None:
    """Note the one file at `path`, or what is below it if it is a folder; nothing where there is none."""
    if any(map(_is_left_alone, path.split("/"))):
        return
    try:
        status = os.stat(root / path, follow_symlinks=False)  # noqa: PTH116 - the same stat as for stories
    except OSError:
        return
    if stat.S_ISDIR(status.st_mode):
        for _ in scan_by_folder(root, found, path):
            pass
    if not stat.S_ISDIR(status.st_mode) or path.endswith(STORY_SUFFIXES):
        _note(path, status, found)


def is_file_name(path: str) -> bool:
    """Whether the name is one of a file that counts, or of one that is left alone, and not that of a folder."""
    name = path.rpartition("/")[2]
    return name.endswith((*STORY_SUFFIXES, *PICTURE_SUFFIXES, *_OTHER_PICTURES, ".toml")) or _is_left_alone(name)


def _is_left_alone(name: str) -> bool:
    return name.startswith(".") or name == "node_modules"


def _note(path: str, status: os.stat_result, found: Scan) -> None:
    kind = kind_of(path, found.layout)
    if kind is None:
        return
    reason = _reason(status.st_mode)
    name = path
    if not path.isascii():
        try:
            path.encode()
        except UnicodeEncodeError:
            name, reason = printable(path), "has a name that is not UTF-8."
    found.files[name] = Found("refused" if reason else kind, Signature.of(status), reason)


def kind_of(path: str, layout: Layout) -> FileKind | None:
    """What the file at `path` is by its place and name; None for what does not count."""
    if path == "site.toml":
        return "site"
    if path == "redirects.toml":
        return "redirects"
    top, _, rest = path.partition("/")
    name = path.rpartition("/")[2]
    if layout.is_laid_out and top == "fronts" and rest == name and name.endswith(".toml"):
        return "front"
    lower = name.lower()
    if lower.endswith((*PICTURE_SUFFIXES, *_OTHER_PICTURES)):
        return "picture"
    if not lower.endswith(STORY_SUFFIXES) or _NO_STORY.search(name):
        return None
    if "_" in path and any(part[:1] == "_" and part not in ("_posts", "_drafts") for part in path.split("/")):
        return None
    if layout.is_laid_out and top in _FOLDER_KINDS and rest:
        return _FOLDER_KINDS[top] if rest == name else None
    if layout.stories_root and top != layout.stories_root:
        return None
    return "story"


def is_outside(path: str, layout: Layout) -> bool:
    """Whether the file at `path` would be a story if there were no folder for stories."""
    return kind_of(path, layout) is None and kind_of(path, Layout(layout.is_laid_out, "")) == "story"


def _reason(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISLNK(mode):
        return "is a link, and links are not followed."
    if stat.S_ISDIR(mode):
        return "is a folder with the name of a story."
    return "is not a regular file."
