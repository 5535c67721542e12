"""Galleys: what Markdown makes of the stories saved last, set by the indexer while a save comes to rest.

What is as long as a book is set by the worker that prints it first, for the others. Markdown is half of the work of a
page, and most of that of a long one. Whoever prints the page reads the file, takes the galley if it was set of this
very text, and else asks Markdown; all that comes after Markdown, cleaning included, is done as ever. So a galley can
be missing, old or damaged, and nothing but time is lost.
"""

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path

import markdown

from newsroom.prose import RenderTooLong, marked_and_converted
from newsroom.prose.engine import convert, looks_slow

MOST = 64
"""Galleys at a time."""

KEPT = 60.0
"""Seconds: by then every worker whose readers ask for the story has its page."""

SECONDS = 0.05
"""CPU seconds for one, twenty times what a long story takes: the indexer has saves to follow. What has taken a worker
longer is kept for the others."""

_SEAL = 32
_SETTER = f"Markdown {markdown.__version__}, 1".encode()
"""Whose work a galley is: another number where `marks` or `engine` make something else of a text than before."""


class Galleys:
    """One file for each in `data`/galleys; any number of processes set and take them, one drops those that are old.

    `data` None means that nothing can be written: there are none.
    """

    def __init__(self, data: Path | None) -> None:
        self._folder = data / "galleys" if data else None
        self._made: dict[str, None] = {}  # by this process, in their order

    def set_ahead(self, path: str, body: str, language: str) -> None:
        """Make the galley of the story in the file `path`, unless its text is one that keeps Markdown busy."""
        if self._folder is None or looks_slow(body):
            return
        with suppress(RenderTooLong):  # whoever prints it says so
            self._keep(path, *marked_and_converted(body, language, SECONDS))

    def convert(self, path: str, marked: str) -> str:
        """What Markdown makes of the marked text of the story in the file `path`."""
        if self._folder is not None:
            with suppress(OSError, UnicodeDecodeError):
                sealed = self._file(path).read_bytes()
                html = sealed[_SEAL:]
                if sealed[:_SEAL] == _seal(marked, html):
                    return html.decode("utf-8", "surrogatepass")
        begun = time.thread_time()
        made = convert(marked)
        if self._folder is not None and time.thread_time() - begun >= SECONDS:
            self._keep(path, marked, made)
        return made

    def drop(self, path: str) -> None:
        """The story is gone."""
        self._made.pop(path, None)
        with suppress(OSError):
            self._file(path).unlink()

    def tidy(self) -> None:
        """Drop those whose time is over, whoever has set them."""
        limit = time.time() - KEPT
        with suppress(OSError):
            for file in self._folder.iterdir() if self._folder else ():
                if file.stat().st_mtime < limit:
                    file.unlink()

    def clear(self) -> None:
        """Drop all, also what another process has left."""
        self._made.clear()
        with suppress(OSError):
            for file in self._folder.iterdir() if self._folder else ():
                file.unlink()

    def _keep(self, path: str, marked: str, html: str) -> None:
        file, data = self._file(path), html.encode("utf-8", "surrogatepass")
        fresh = file.with_suffix(f".{os.getpid()}")
        try:
            file.parent.mkdir(exist_ok=True)  # but not the data folder, where that was deleted
            fresh.write_bytes(_seal(marked, data) + data)
            fresh.replace(file)
        except OSError:
            with suppress(OSError):
                fresh.unlink()
            return
        self._made.pop(path, None)
        self._made[path] = None
        if len(self._made) > MOST:
            self.drop(next(iter(self._made)))

    def _file(self, path: str) -> Path:
        if self._folder is None:
            raise FileNotFoundError(path)
        return self._folder / hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _seal(marked: str, html: bytes) -> bytes:
    """Tells that `html` was made of `marked`, and that neither is damaged."""
    digest = hashlib.blake2b(marked.encode("utf-8", "surrogatepass"), key=_SETTER, digest_size=_SEAL)
    digest.update(b"\0")
    digest.update(html)
    return digest.digest()
