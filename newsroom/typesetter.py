"""Typesetting: a story's file made into what is printed, with its last good version standing in for a broken one."""

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup, escape

from newsroom import copydesk
from newsroom.archive import Archive, Missing, Source, decode
from newsroom.article import Article
from newsroom.cache import BoundedCache
from newsroom.errors import Problem, Unreadable
from newsroom.galleys import Galleys
from newsroom.locks import Lane
from newsroom.memory import Memory, Verdict
from newsroom.prose import Prose, RenderTooLong, Resolve, count_words, render
from newsroom.prose.engine import looks_slow
from newsroom.signature import Signature
from newsroom.site import Site

log = logging.getLogger(__name__)

LANE_WAIT = 0.05
MOVING = 10.0
"""Seconds for which the stories of a folder that is missing are shown as they were: the catalogue finds them elsewhere,
or drops them."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A story as printed. `signature` is the state of the file that was looked at, None while it is missing.

    `instead` is the Problem that keeps the file as it is from being printed: then this is its last good version, or
    its plain text where there is none. `is_plain` says that it is plain text, with its marks as they are written.
    """

    article: Article
    prose: Prose
    signature: Signature | None
    instead: Problem | None = None
    is_plain: bool = False


class _Busy(Exception):
    """Another text is in the slow lane: this one is shown plain for now, and not kept."""


@dataclass(frozen=True, slots=True)
class _Kept:
    edition: Edition
    site: Site


class Typesetter:
    """Sets stories, each once for each state of its file. What is in the `slow_lane` takes its turn."""

    def __init__(
        self, archive: Archive, memory: Memory, cache_bytes: int, slow_lane: Lane, galleys: Galleys
    ) -> None:
        self._archive = archive
        self._memory = memory
        self._kept: BoundedCache[_Kept] = BoundedCache(cache_bytes)
        self._locks = tuple(threading.Lock() for _ in range(64))
        self._slow_lane = slow_lane
        self._galleys = galleys

    def edition(self, path: str, site: Site, resolve: Resolve) -> Edition | None:
        """The story in the file `path` as it is now; None where there is none and never was a good one."""
        kept = self._kept.get(path)
        if kept and self._holds(kept, path, site, resolve):
            return kept.edition
        lock = self._locks[hash(path) % len(self._locks)]
        if not lock.acquire(timeout=LANE_WAIT):
            if plain := self._plain_if_slow(path, site):  # readers of one story are not to take up all threads
                return plain
            lock.acquire()
        try:
            kept = self._kept.get(path)
            if kept and self._holds(kept, path, site, resolve):
                return kept.edition
            edition = self._set_current(path, site, resolve)
            if edition is None or edition.signature is None:
                self._kept.drop(path)
            else:
                self._kept.put(path, _Kept(edition, site), 2_000 + 3 * len(edition.prose.html))
            return edition
        finally:
            lock.release()

    def _plain_if_slow(self, path: str, site: Site) -> Edition | None:
        with suppress(Unreadable):
            reading = copydesk.read_story(path, decode(self._archive.read(path))[0], site)
            if looks_slow(reading.body):
                return Edition(reading.article, plain_prose(reading.body), None)
        return None

    def _holds(self, kept: _Kept, path: str, site: Site, resolve: Resolve) -> bool:
        """Whether file, site and everything that the text links to are as they were."""
        edition = kept.edition
        return (
            edition.signature == self._archive.signature(path)
            and kept.site == site
            and all(resolve(kind, link) == target for kind, link, target in edition.prose.asked)
        )

    def _set_current(self, path: str, site: Site, resolve: Resolve) -> Edition | None:
        try:
            source = self._archive.read(path)
        except Missing as error:
            if self._archive.is_gone(path, MOVING):
                return None
            return self._set_last_good(path, None, error.problem, site, resolve)
        except Unreadable as error:
            state = None if error.passing else self._archive.signature(path)
            return self._set_last_good(path, state, error.problem, site, resolve)
        try:
            edition, text = self._set(source, site, resolve)
        except Unreadable as error:
            return self._set_last_good(path, source.signature, error.problem, site, resolve)
        except _Busy:
            reading = copydesk.read_story(path, decode(source)[0], site)
            return Edition(reading.article, plain_prose(reading.body), None, is_plain=True)
        except RenderTooLong as error:
            return self._set_without(source, Verdict(error.what, error.mend), site, resolve)
        self._memory.remember(path, source.signature, text)
        return edition

    def _set(self, source: Source, site: Site, resolve: Resolve) -> tuple[Edition, str]:
        text, _ = decode(source)
        reading = copydesk.read_story(source.path, text, site)
        if verdict := self._memory.verdict(source.path, source.signature):
            raise RenderTooLong(verdict.what, verdict.mend)
        prose = self._render(source.path, source.signature, reading, site, resolve)
        return Edition(reading.article, prose, source.signature), text

    def _render(
        self, path: str, signature: Signature, reading: copydesk.Reading, site: Site, resolve: Resolve
    ) -> Prose:
        """One text that looks slow at a time: several would hold up every thread of the process. What one worker finds
        of it, the others know before it is their turn."""
        language = reading.article.language or site.language

        def rendered() -> Prose:
            try:
                return render(
                    reading.body, resolve=resolve, path=path, first_line=reading.body_line, language=language,
                    convert=partial(self._galleys.convert, path),
                )  # fmt: skip
            except RenderTooLong as error:
                self._memory.condemn(path, signature, Verdict(error.what, error.mend))
                self._memory.flush()
                log.warning("%s: %s %s", path, error.what, error.mend)
                raise

        if not looks_slow(reading.body):
            return rendered()
        with self._slow_lane.entered(LANE_WAIT) as is_free:
            if not is_free:
                raise _Busy
            if verdict := self._memory.verdict(path, signature):
                raise RenderTooLong(verdict.what, verdict.mend)
            return rendered()

    def _set_last_good(
        self, path: str, signature: Signature | None, problem: Problem, site: Site, resolve: Resolve
    ) -> Edition | None:
        """The newest version that can be read and rendered, under the state of the file that cannot."""
        for _ in range(3):
            good = self._memory.last_good(path, but=signature)
            if good is None:
                return None
            try:
                reading = copydesk.read_story(path, good[1], site)
                prose = self._render(path, good[0], reading, site, resolve)
            except _Busy:
                return Edition(reading.article, plain_prose(reading.body), None, problem, is_plain=True)
            except Unreadable:
                return None
            except RenderTooLong:
                continue
            return Edition(reading.article, prose, signature, instead=problem)
        return None

    def _set_without(self, source: Source, verdict: Verdict, site: Site, resolve: Resolve) -> Edition | None:
        """The last good version of a story that takes too long to render, or else its text as plain paragraphs."""
        text, _ = decode(source)
        reading = copydesk.read_story(source.path, text, site)
        problem = Problem(source.path, reading.body_line, 1, "error", verdict.what, verdict.mend)
        edition = self._set_last_good(source.path, source.signature, problem, site, resolve)
        if edition is not None:
            # The header was read: a story that is withdrawn by this save is withdrawn.
            return replace(edition, article=reading.article, signature=source.signature)
        return Edition(reading.article, plain_prose(reading.body), source.signature, problem, is_plain=True)


def plain_prose(body: str) -> Prose:
    """The text without any mark understood: paragraphs, escaped, of the first 64 KiB."""
    body = body[:65_536]
    paragraphs = [part.strip() for part in body.split("\n\n") if part.strip()][:500]
    html = Markup("\n").join(Markup("<p>{}</p>").format(escape(part)) for part in paragraphs)
    return Prose(html, (), count_words(body), (), ())
