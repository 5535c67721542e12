"""The index, open for reading: once a process, after the fork, when it is first asked for.

Files that are mapped into memory must not shrink beneath whoever reads them, or the process ends. So the sizes of all
of them are compared before a question that comes more than a moment after the last: what has shrunk is not touched.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from tantivy import Index, Schema, Searcher

from newsroom.errors import BroadsheetError
from newsroom.search.mapped import let_go
from newsroom.search.schema import LANGUAGES, register
from newsroom.search.writer import current_folder, is_damage, pointer_file, wanted_file
from newsroom.signature import Signature, signature_of

log = logging.getLogger(__name__)

Found = TypeVar("Found")
State = Literal["complete", "being made", "not available"]
_LOOK = 0.005
_PAGES_AFTER = 64
"""Questions after which the index's pages are let go of. Those that follow map them again, and are slower; the more
questions, the more memory a worker has."""


class NotSearchable(BroadsheetError):
    """There is no index that can be asked now."""


class _Unreadable(Exception):
    """What tantivy says of files that it cannot read."""


class Reading:
    """tantivy's searcher, all of whose faults are those of the files that it reads: a panic in Rust, an error of the
    system or of what is written there. Faults of whoever asks are none of the index."""

    def __init__(self, searcher: Searcher) -> None:
        self.num_docs = searcher.num_docs
        self.search = _minded(searcher.search)
        self.doc = _minded(searcher.doc)
        self.doc_freq = _minded(searcher.doc_freq)
        self.aggregate = _minded(searcher.aggregate)
        self.fast_field_values = _minded(searcher.fast_field_values)
        self.terms_with_prefix = _minded(searcher.terms_with_prefix)


def _minded(ask: Callable[..., Any]) -> Callable[..., Any]:
    def asked(*given: Any, **named: Any) -> Any:
        try:
            return ask(*given, **named)
        except BaseException as error:  # a panic is no Exception
            if not is_damage(error):
                raise
            raise _Unreadable(str(error)) from error

    return asked


@dataclass(frozen=True, slots=True)
class Opened:
    """One state of the index. `languages` are those that stories are written in; empty for one without stems."""

    folder: Path
    schema: Schema
    searcher: Reading
    languages: tuple[str, ...]
    sizes: dict[str, int]

    @property
    def stories(self) -> int:
        return self.searcher.num_docs


class Search:
    """Asked in any thread. `folder` None means that nothing can be written, and nothing is searched then."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._opened: Opened | None = None
        self._seen: tuple[Signature | None, Signature | None] = (None, None)
        self._look_again_at = 0.0
        self._asked = 0

    @property
    def state(self) -> State:
        if self.folder is None:
            return "not available"
        return "complete" if self.opened() else "being made"

    def ask(self, question: Callable[[Opened], Found], *, newest: bool = True) -> Found:
        """What `question` finds in the index as it is now, or as it was at the last look if it need not be the
        `newest`. Raises NotSearchable where there is none, or where it is damaged: then it is made again in the
        background."""
        opened = self.opened() if newest else self._opened_before()
        if opened is None:
            raise NotSearchable(self.state)
        try:
            answer = question(opened)
            self._asked += 1
            if self._asked % _PAGES_AFTER == 0:
                let_go(opened.folder)
            return answer
        except _Unreadable as error:
            self._give_up(error)
            raise NotSearchable("being made") from None

    def opened(self) -> Opened | None:
        """The index as it was committed last; None while there is none."""
        if self.folder is None:
            return None
        now = time.monotonic()
        if now < self._look_again_at:
            return self._opened
        with self._lock:
            if now >= self._look_again_at:
                self._look()
                self._look_again_at = time.monotonic() + _LOOK
            return self._opened

    def keep_up(self) -> None:
        """Look again, if anybody has asked: so that a page which need not have the newest index does not wait for it,
        and files that the indexer has removed are let go."""
        if self._opened:
            self.opened()

    def _opened_before(self) -> Opened | None:
        opened = self._opened
        return opened if opened and _is_whole(opened) else self.opened()

    def _look(self) -> None:
        """The pointer and the index's own list of its files tell whether anything has been committed."""
        if self.folder is None:
            return
        pointer = signature_of(str(pointer_file(self.folder)))
        meta = signature_of(f"{self._opened.folder}/meta.json") if self._opened else None
        if self._opened and (pointer, meta) == self._seen and _is_whole(self._opened):
            return
        was, self._opened = self._opened, None
        folder = current_folder(self.folder)
        if folder is None:
            self._index = None
            return
        try:
            if self._index is None or was is None or was.folder != folder or meta is None:
                self._index = register(Index.open(str(folder)))
                self._index.config_reader("manual")
            meta = signature_of(f"{folder}/meta.json")
            self._index.reload()
            self._opened = _open(folder, self._index)
            self._seen = (pointer, meta)
        except BaseException as error:
            if not is_damage(error):
                raise
            self._give_up(error)

    def _give_up(self, error: BaseException) -> None:
        """The indexer makes another."""
        self._index = self._opened = None
        if self.folder is None or not self.folder.is_dir():
            return
        log.warning("the search index cannot be read (%s); it is made again from the files", error)
        with suppress(OSError):
            wanted_file(self.folder).touch()

    def close(self) -> None:
        with self._lock:
            self._index = self._opened = None
            self._seen = (None, None)


def _open(folder: Path, index: Index) -> Opened:
    sizes: dict[str, int] = {}
    for entry in os.scandir(folder):
        if "." in entry.name[1:]:
            with suppress(FileNotFoundError):  # the indexer removes what no state of the index has any more
                sizes[entry.name] = entry.stat().st_size
    searcher = index.searcher()
    present = {language for language in LANGUAGES if searcher.doc_freq("language", language)}
    if searcher.doc_freq("language", "-"):
        present.add("")
    return Opened(folder, index.schema, Reading(searcher), tuple(sorted(present)), sizes)


def _is_whole(opened: Opened) -> bool:
    """Whether no file has shrunk. One that is gone stays readable for whoever has it open."""
    for name, size in opened.sizes.items():
        with suppress(OSError):
            if os.stat(f"{opened.folder}/{name}").st_size < size:  # noqa: PTH116 - pathlib costs 4 µs here
                return False
    return True
