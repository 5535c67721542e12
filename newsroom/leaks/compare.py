"""Two crawls of one moment, of a paper with hidden stories and of one that never had them: what tells them apart."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from newsroom.leaks.crawl import Crawl
from newsroom.leaks.press import Answer
from newsroom.leaks.reading import Reading
from newsroom.leaks.stories import Secret

_OF_THE_CLOCK = frozenset(("cache-control", "x-accel-expires", "date", "expires", "age"))
"""How long an answer may be kept: it ends with the next moment, of which the bare paper knows nothing."""
_LIFE = re.compile(r"\b(max-age|s-maxage|stale-while-revalidate)=(\d+)")


@dataclass(frozen=True, slots=True)
class Leak:
    """`url` is where; `what` says the rest."""

    url: str
    what: str

    def __str__(self) -> str:
        return f"{self.url}: {self.what}"


@dataclass(frozen=True)
class Comparison:
    ours: Crawl
    theirs: Crawl
    reading: Reading
    secrets: tuple[Secret, ...]
    told: frozenset[str]
    moment: datetime
    """`told` are the words that the public files hold themselves."""

    def traces(self) -> Iterator[Leak]:
        """What a paper without the hidden stories would answer otherwise."""
        for url in sorted(self.ours.keys() | self.theirs.keys()):
            ours, theirs = self.ours.get(url), self.theirs.get(url)
            if words := tuple(self._words(url, ours, theirs)):
                yield from words
            elif ours is None or theirs is None:
                if ours and (named := self._named(url)):
                    yield Leak(url, f"is led to, which tells of {named}")
            elif ours != theirs:
                yield from self._difference(url, ours, theirs)

    def _difference(self, url: str, ours: Answer, theirs: Answer) -> Iterator[Leak]:
        if (ours.status, theirs.status) == (410, 404) and self._is_gone(url):
            return
        if ours.status != theirs.status:
            told = self._named(url) or "hidden stories"
            yield Leak(url, f"answers {ours.status}, where without {told} it is {theirs.status}")
            return
        for name, (here, there) in _headers(ours, theirs).items():
            yield Leak(url, f"sends {name}: {here}, where without the hidden stories it is {there}")
        if ours.body != theirs.body:
            yield Leak(url, f"is not as it is without the hidden stories: {_apart(ours, theirs)}")

    def _words(self, url: str, ours: Answer | None, theirs: Answer | None) -> Iterator[Leak]:
        """Words of hidden stories that are not in the address, or in the answer to it of whoever never had them."""
        if ours is None:
            return
        known = self.reading.of(theirs).words if theirs else frozenset()
        for word in sorted(self.reading.of(ours).words):
            secret = self._of(word)
            is_its_own = word in self.told or word in url.casefold()
            if secret.is_hidden(self.moment) and not (is_its_own and word in known):
                yield Leak(url, f"shows “{word}” of {secret.path} ({secret.what})")

    def missing(self, shown: Mapping[str, set[str]], rule_of: Callable[[str], str]) -> Iterator[Leak]:
        """Words of stories that are public now, on each kind of page where they stand when nothing is hidden."""
        here: dict[str, set[str]] = {}
        for url, answer in self.ours.items():
            if answer.status == 200 and "?" not in url:
                for word in self.reading.of(answer).words:
                    here.setdefault(word, set()).add(rule_of(url))
        for secret in self.secrets:
            if secret.is_hidden(self.moment):
                continue
            what = f"of {secret.path} ({secret.what}), which is public"
            for word in sorted(each for each in shown if each.startswith(secret.stem)):
                for rule in sorted(shown[word] - here.get(word, set())):
                    yield Leak(rule, f"does not show “{word}” {what}")

    def kept_too_long(self, before: Crawl) -> Iterator[Leak]:
        """Answers that changed within two seconds, and that caches were allowed to keep for longer than one."""
        for url, answer in before.items():
            after = self.ours.get(url)
            if after is None or (after.status, after.body) == (answer.status, answer.body):
                continue
            life = {name: int(number) for name, number in _LIFE.findall(answer.header("Cache-Control"))}
            whole = max(life.get("max-age", 0), life.get("s-maxage", 0)) + life.get("stale-while-revalidate", 0)
            if whole > 1 and "no-store" not in answer.header("Cache-Control"):
                yield Leak(url, f"may be kept for {whole} seconds, but changes in one.")

    def _is_gone(self, url: str) -> bool:
        """Where an expired story was, it may be told that one was there."""
        return any(each.stem in url.casefold() for each in self.secrets if each.goes and each.is_hidden(self.moment))

    def _of(self, word: str) -> Secret:
        return next(each for each in self.secrets if word.startswith(each.stem))

    def _named(self, url: str) -> str:
        secret = next((each for each in self.secrets if each.stem in url.casefold()), None)
        return f"{secret.path} ({secret.what})" if secret else ""


def _headers(ours: Answer, theirs: Answer) -> dict[str, tuple[str, str]]:
    """Those that differ, unless they follow from the body."""
    here, there = ({name.lower(): value for name, value in each.headers} for each in (ours, theirs))
    names = (here.keys() | there.keys()) - _OF_THE_CLOCK
    if ours.body != theirs.body:
        names -= {"etag", "content-length"}
    return {
        name: (here.get(name, "nothing"), there.get(name, "nothing"))
        for name in sorted(names) if here.get(name) != there.get(name)
    }  # fmt: skip


def _apart(ours: Answer, theirs: Answer) -> str:
    """The first place where two bodies differ."""
    one, other = ours.body, theirs.body
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - 30)
    here, there = (each[start : at + 50].decode("utf-8", "replace").replace("\n", " ") for each in (one, other))
    return f"“{here}”, not “{there}”"
