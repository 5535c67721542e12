"""The rehearsal: a folder with hidden stories, one without them, and a clock that is set by hand."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsroom.leaks.compare import Comparison, Leak
from newsroom.leaks.crawl import Crawl, crawl, unfilled
from newsroom.leaks.press import OpenPress, Press
from newsroom.leaks.reading import Reading
from newsroom.leaks.stories import MORNING, SHOWN, Secret, moments, public_files, secret_files, secrets

__all__ = ["Leak", "rehearse"]

Step = Callable[[int, int, int], None]


@dataclass(slots=True)
class _Clock:
    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now


def rehearse(open_press: OpenPress, step: Step = lambda *_: None) -> Iterator[Leak]:
    """Every leak, each once. After each reading of the whole paper, `step` is told (number, of how many, addresses)."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-leaks-") as folder:
        yield from dict.fromkeys(_Rehearsal(open_press, Path(folder), step).leaks())


class _Rehearsal:
    """`known` are all addresses, `closed` those of hidden stories; `shown` are the rules under which each word stands
    when it is public; `told` are the words that public files hold themselves."""

    def __init__(self, open_press: OpenPress, folder: Path, step: Step) -> None:
        self._open, self._folder, self._step = open_press, folder, step
        self._secrets = secrets()
        self._moments = moments(self._secrets)
        self._clock = _Clock()
        self._reading = Reading.for_stems(each.stem for each in self._secrets)
        texts = b"\n".join(public_files(self._secrets).values()).decode("utf-8", "ignore")
        self._told = frozenset(self._reading.words.findall(texts))
        self._queries = tuple(_queries(self._secrets))
        self._known: tuple[str, ...] = ()
        self._closed: tuple[str, ...] = ()
        self._shown: dict[str, set[str]] = {}
        self._done = 0

    def leaks(self) -> Iterator[Leak]:
        yield from self._learn()
        whole = self._open(self._write("whole"), self._folder / "whole-data", self._clock)
        before: Crawl = {}
        for moment in self._moments:
            self._clock.now = moment
            ours, theirs = self._crawl(whole), self._crawl_bare()
            compared = Comparison(ours, theirs, self._reading, self._secrets, self._told, moment)
            yield from compared.traces()
            yield from compared.missing(self._shown, whole.rule_of)
            yield from compared.kept_too_long(before)
            before = ours
        whole.close()

    def _learn(self) -> Iterator[Leak]:
        """What there is to ask for, and what shows where, from a paper in which nothing is hidden. What that does not
        reach or does not show is a fault of the rehearsal, which would prove nothing of it."""
        self._clock.now = self._moments[-1]
        self._known = tuple(dict.fromkeys(address for each in self._secrets for address in each.addresses))
        press = self._open(self._write("everything", as_if_public=True), self._folder / "everything-data", self._clock)
        found = self._crawl(press)
        values = ("news", "nell-tarrow", "harbour-works", "the-walls", "wall-0", 1, 2, 2026, 11, *_parts(found))
        for route in unfilled(press, found, tuple(dict.fromkeys(values))):
            yield Leak(route.rule, "could not be looked at: no address of it gives an answer. Link to one from a page.")
        self._known = tuple(dict.fromkeys((*self._known, *found)))
        self._closed = tuple(url for url in found if found[url].status == 200 and self._reading.words.search(url))
        for url, answer in found.items():
            if answer.status == 200 and "?" not in url:
                for word in self._reading.of(answer).words:
                    self._shown.setdefault(word, set()).add(press.rule_of(url))
        press.close()
        for word in (secret.word(name) for secret in self._secrets for name in SHOWN):
            if word not in self._shown:
                yield Leak("/", f"“{word}” shows nowhere even when it is public, which proves nothing of its hiding.")

    def _crawl(self, press: Press) -> Crawl:
        found = crawl(press, self._known, self._queries, self._reading)
        for url in self._closed:
            found[f"HEAD {url}"] = press.ask(url, "HEAD", if_none_match="*")
        self._done += 1
        self._step(self._done, 1 + 2 * len(self._moments), len(found))
        return found

    def _write(self, name: str, *, as_if_public: bool = False) -> Path:
        folder = self._folder / name
        files = public_files(self._secrets)
        for number, secret in enumerate(self._secrets):
            files |= secret_files(secret, number, as_if_public=as_if_public)
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder

    def _crawl_bare(self) -> Crawl:
        """A paper that has what is public at this moment and no other file, and that remembers no other moment."""
        for path in public_files(self._secrets):
            self._copy(path)
        for secret in self._secrets:
            for path in secret.files:
                if secret.is_hidden(self._clock.now):
                    (self._folder / "bare" / path).unlink(missing_ok=True)
                else:
                    self._copy(path)
        bare = self._open(self._folder / "bare", self._folder / "bare-data", self._clock)
        try:
            return self._crawl(bare)
        finally:
            bare.close()

    def _copy(self, path: str) -> None:
        """The same file in both folders, so that not even its state tells them apart."""
        source, target = self._folder / "whole" / path, self._folder / "bare" / path
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:  # a file system without hard links
            shutil.copy2(source, target)


def _queries(hidden: tuple[Secret, ...]) -> Iterator[str]:
    """A word of every story first; then words of the hidden ones, what they begin with, and what somebody mistypes."""
    yield "surveyor"
    yield "walls"
    for each in hidden:
        yield each.stem
        for name in ("headline", "body", "topic", "author", "alt", "correction", "slug"):
            yield each.word(name)
        for name in ("headline", "author"):
            word = each.word(name)
            yield word[:-2]
            yield f"{word[:3]}{word[4]}{word[3]}{word[5:]}"
    yield f"author:{hidden[4].word('author')}"
    yield f"topic:{hidden[4].word('topic')}"
    yield f"section:{hidden[4].word('section')}"


def _parts(found: Iterable[str]) -> Iterator[str]:
    for url in found:
        yield url.partition("?")[0].strip("/")
