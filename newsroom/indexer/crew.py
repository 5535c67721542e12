"""Many files read by several processes at once: a new catalogue of a large folder needs every core."""

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from newsroom.archive import Archive
from newsroom.indexer.reading import Record, read_file
from newsroom.scan import Found
from newsroom.site import Site
from newsroom.site.files import read_site

FEW = 3_000
"""Up to so many files one process is done before others have started."""

KEPT = 10_000
"""Good texts that a large change brings to the memory, of the newest: it is not to be a second copy of the archive."""

_CHUNK = 250
_AHEAD = 8
Share = list[tuple[str, Found, str]]


def read_files(
    archive: Archive, site_text: str, paths: Sequence[str], found: Mapping[str, Found], known: Mapping[str, str],
    processes: int,
) -> Iterator[Record]:  # fmt: skip
    """The records of `paths`, in their order; with more than one process if they are many. `site_text` is that of a
    good site.toml, or empty; `known` has digests of what was read for the same site."""
    site = site_of(site_text)
    if processes < 2 or len(paths) <= FEW:
        yield from _read_here(archive, site, paths, found, known)
        return
    done = 0
    try:
        files = [(path, found[path], known.get(path, "")) for path in paths]
        for record in _read_together(archive.root, site_text, files, processes):
            yield record
            done += 1
    except BrokenProcessPool:  # one was killed, perhaps for want of memory: the rest is read here
        yield from _read_here(archive, site, paths[done:], found, known)


def _read_here(
    archive: Archive, site: Site, paths: Sequence[str], found: Mapping[str, Found], known: Mapping[str, str]
) -> Iterator[Record]:
    for number, path in enumerate(paths):
        yield read_file(archive, site, path, found[path], keep=number < KEPT, known=known.get(path, ""))


def _read_together(root: Path, site_text: str, files: Share, processes: int) -> Iterator[Record]:
    shares = ((files[start : start + _CHUNK], start < KEPT) for start in range(0, len(files), _CHUNK))
    under_way: deque[Future[list[Record]]] = deque()
    with ProcessPoolExecutor(processes, get_context("spawn"), _set_up, (root, site_text)) as pool:
        try:
            for share, keep in shares:
                under_way.append(pool.submit(_read_share, share, keep))
                if len(under_way) >= _AHEAD:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def site_of(text: str) -> Site:
    return read_site("site.toml", text)[0] if text else Site()


_desk: tuple[Archive, Site]


def _set_up(root: Path, site_text: str) -> None:
    global _desk
    _desk = (Archive(root), site_of(site_text))
    os.nice(5)  # readers come first


def _read_share(share: Share, keep: bool) -> list[Record]:
    archive, site = _desk
    return [read_file(archive, site, path, file, keep=keep, known=known) for path, file, known in share]
