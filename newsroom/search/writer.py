"""What the indexer does to the index: one writer, one folder."""

import logging
import secrets
import shutil
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tantivy import Document, Index, IndexWriter, Query

from newsroom.search.schema import VERSION, register, schema

log = logging.getLogger(__name__)

_PREFIX = f"search-{VERSION}-"
_MANY = 15_000
_PARTS = 8
"""Once an index has so many parts of less than some ten thousand stories each, tantivy puts them together."""
_HEAP = 15_000_000
_LARGE_HEAP = 60_000_000


def pointer_file(data: Path) -> Path:
    """Its text names the folder of the current index; it is there once an index is complete."""
    return data / f"search-{VERSION}"


def wanted_file(data: Path) -> Path:
    """By this file, whoever finds the index damaged asks for another."""
    return data / f"search-rebuild-{VERSION}"


class Writer:
    """Writes into the current index, or into a new one that becomes current by `publish`.

    `stamps` holds what the index has: the stamp of each story by its key. Raises OSError and ValueError where it cannot
    be written.
    """

    def __init__(self, data: Path, *, fresh: bool = False, threads: int = 1) -> None:
        self._data = data
        self._schema = schema()
        current = None if fresh else current_folder(data)
        self.stamps: dict[int, int] = {}
        index = self._opened(current) if current else None
        self.is_new = index is None
        self.folder = current if current and index else data / f"{_PREFIX}{secrets.token_hex(6)}"
        self._index = index or self._made(self.folder)
        heap = _LARGE_HEAP * threads if self.is_new else _HEAP
        self._writer: IndexWriter = self._index.writer(heap, threads if self.is_new else 1)
        self._held: deque[Document] = deque()

    def _opened(self, folder: Path) -> Index | None:
        """None for one that cannot be used: then another is made beside it."""
        try:
            index = register(Index(self._schema, path=str(folder)))
            index.config_reader("manual")
            self.stamps = _stamps(index)
        except BaseException as error:
            if not is_damage(error):
                raise
            log.warning("the search index cannot be used (%s); it is made again from the files", error)
            return None
        return index

    def _made(self, folder: Path) -> Index:
        folder.mkdir(parents=True, exist_ok=True)
        return register(Index(self._schema, path=str(folder)))

    def put(self, key: int, stamp: int, document: Document) -> None:
        if key in self.stamps:
            self._add(but=0)
            self._delete(key)
        self._held.append(document)
        self._add(but=_PARTS if self.is_new else 0)
        self.stamps[key] = stamp

    def drop(self, keys: Iterable[int]) -> None:
        for key in keys:
            if self.stamps.pop(key, None) is not None:
                self._delete(key)

    def _delete(self, key: int) -> None:
        # by a query, since by a term tantivy looks for a number with a sign and finds none
        self._writer.delete_documents_by_query(Query.term_query(self._schema, "key", key))

    def _add(self, but: int) -> None:
        """What was put, but for the last ones."""
        while len(self._held) > but:
            self._writer.add_document(self._held.popleft())

    def commit(self) -> None:
        if self.is_new and len(self.stamps) > _MANY:
            self._settle()
        self._add(but=0)
        self._writer.commit()

    def _settle(self) -> None:
        """Have the parts of a large new index put together now. Else the first saves would set that off, and be found
        late: the last stories are committed one by one, so that there are enough parts."""
        while self._held:
            self._writer.commit()
            self._writer.add_document(self._held.popleft())

    @property
    def is_there(self) -> bool:
        """Whether the folder is still that which everybody reads, or is to become it."""
        return (self.folder / "meta.json").is_file() and (self.is_new or current_folder(self._data) == self.folder)

    def publish(self) -> None:
        """Everybody finds this index from now on; those before it go. It is whole, and nothing more is written here."""
        self._writer.wait_merging_threads()
        file = pointer_file(self._data)
        fresh = file.with_name(f"{file.name}.new")
        fresh.write_text(f"{self.folder.name}\n")
        fresh.replace(file)
        self.is_new = False
        remove_stale(self._data, keep=self.folder.name)

    def close(self) -> None:
        """Ends its threads. What was not committed is lost."""
        for end in (self._writer.rollback, self._writer.wait_merging_threads):
            with suppress(ValueError, OSError, RuntimeError):  # the last one after `publish`, which has ended them
                end()


def current_folder(data: Path) -> Path | None:
    try:
        folder = data / pointer_file(data).read_text().strip()
    except (OSError, ValueError):
        return None
    return folder if folder.name.startswith(_PREFIX) and (folder / "meta.json").is_file() else None


def is_damage(error: BaseException) -> bool:
    """Whether tantivy has raised it because of what it has read or could not write: a panic in Rust is no Exception."""
    return isinstance(error, (OSError, ValueError)) or type(error).__name__ == "PanicException"


def discard(folder: Path) -> None:
    """An index that nobody reads."""
    shutil.rmtree(folder, ignore_errors=True)


def remove_stale(data: Path, keep: str) -> None:
    """Indexes of this version that nothing names any more."""
    for folder in data.glob(f"{_PREFIX}*"):
        if folder.is_dir() and folder.name != keep:
            discard(folder)


def stamps_in(data: Path) -> dict[int, int] | None:
    """What the current index has: the stamp of each story by its key; None where there is none."""
    folder = current_folder(data)
    return _stamps(Index.open(str(folder))) if folder else None


def _stamps(index: Index) -> dict[int, int]:
    searcher = index.searcher()
    found: dict[int, int] = {}
    if searcher.num_docs:
        hits = [address for _, address in searcher.search(Query.all_query(), searcher.num_docs, count=False).hits]
        keys, stamps = (searcher.fast_field_values(name, hits) for name in ("key", "stamp"))
        found = {int(key): int(stamp) for key, stamp in zip(keys, stamps, strict=True)}  # type: ignore[arg-type] # all have both
    return found
