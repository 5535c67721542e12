"""Galleys: what Markdown makes of the stories saved last, set by the indexer while a save comes to rest.

Markdown is half of the work of a page. Whoever prints the page reads the file, takes the galley if it was set of this
very text, and else asks Markdown; all that comes after Markdown, cleaning included, is done as ever. So a galley can
be missing, old or damaged, and nothing but time is lost.
"""

import hashlib
import os
import time
from collections.abc import Callable
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
"""CPU seconds for one, twenty times what a long story takes: the indexer has saves to follow."""

_SEAL = 32
_SETTER = f"Markdown {markdown.__version__}, 1".encode()
"""Whose work a galley is: another number where `marks` or `engine` make something else of a text than before."""


class Galleys:
    """One small file for each in `data`/galleys. One process sets them, any number take them.

    `data` None means that nothing can be written: there are none. `clock` tells seconds, and never goes back.
    """

    def __init__(self, data: Path | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = data / "galleys" if data else None
        self._clock = clock
        self._made: dict[str, float] = {}

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
        return convert(marked)

    def drop(self, path: str) -> None:
        """The story is gone."""
        if self._made.pop(path, None) is not None:
            with suppress(OSError):
                self._file(path).unlink()

    def tidy(self) -> None:
        """Drop those whose time is over."""
        limit = self._clock() - KEPT
        for path in [path for path, made in self._made.items() if made < limit]:
            self.drop(path)

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
        self._made[path] = self._clock()
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
