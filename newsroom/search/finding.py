"""Finding: which stories answer what was asked, in which order, and how many there are of which kind."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import log
from typing import Any, Literal, NamedTuple

from tantivy import DocAddress, Order, Query

from newsroom.catalogue.schema import microseconds
from newsroom.search import spelling
from newsroom.search.asked import Asked, Term
from newsroom.search.matching import Demand, Matcher, Question
from newsroom.search.store import Opened

Sorting = Literal["relevance", "date"]
_RANKED = 200
"""So many of the best are ordered by their age, too; what comes after them stays as its words have it."""

_FRESH = 0.35
"""So much more for what is new, and half of that after a year."""
_HALF_LIFE = 365 * 86_400 * 1e6
_STEP = 0.05
_SAME_MOMENT = 50
"""So many more are looked at for those of the same moment, whose order would be that in which they were taken in."""

_FEW = 3
_MOST_UNKNOWN = 4
"""Words for which the meant ones are looked up: whoever mistypes more of them is not helped by it."""

_FACETS = {
    "section": {"terms": {"field": "section", "size": 60}},
    "kind": {"terms": {"field": "kind", "size": 12}},
    "year": {"terms": {"field": "year", "size": 60}},
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found. `content` is that of its file when the words were read (`Signature.content`)."""

    path: str
    content: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, of `total`. `changes` are words that were corrected; `complete` is how many have every word,
    where `total` counts those with some of them, too; `common` are words that say too little to be marked."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    asked: Asked
    changes: Mapping[str, str]
    complete: int | None = None
    common: frozenset[Term] = frozenset()


def find(opened: Opened, asked: Asked, now: datetime, offset: int, limit: int, sorting: Sorting) -> Found:
    """`limit` stories from `offset` on that are public at `now`; if none has all the words, those that have most."""
    matcher = Matcher(opened, now)
    most = _RANKED if sorting == "relevance" else offset + limit + _SAME_MOMENT
    attempt = partial(_try, opened, matcher, sorting=sorting, most=most)
    question, found = attempt(asked, "all")
    every = found.total
    changes: dict[str, str] = {}
    written = asked
    if not every and (changes := _corrections(opened, matcher, asked)):
        asked = asked.corrected(changes)
        question, found = attempt(asked, "all")
        every = found.total
    demands: tuple[Demand, ...] = ("most", "any")
    for demand in demands:
        if found.total >= _FEW or len(asked.wanted) < 2 or (found.total and demand == "any"):
            break
        looser = attempt(asked, demand)
        if looser[1].total > found.total:
            question, found = looser
    if not found.total:
        asked, changes = written, {}  # what helps nobody is not told
    facets = _facets(opened, question.which) if found.total > 1 and not matcher.is_laborious(asked) else {}
    addresses = _in_order(opened, question.ranked, found.hits, now, offset, limit, sorting)
    hits = tuple(_hit(opened, each) for each in addresses)
    complete = every if every != found.total else None
    common = frozenset(matcher.common(asked.wanted))
    return Found(hits, found.total, facets, asked, changes, complete, common)


class _Best(NamedTuple):
    total: int
    hits: list[tuple[Any, DocAddress]]


def _try(
    opened: Opened, matcher: Matcher, asked: Asked, demand: Demand, sorting: Sorting, most: int
) -> tuple[Question, _Best]:
    question = matcher.question(asked, demand)
    if sorting == "date":
        found = opened.searcher.search(question.which, most, order_by_field="published", order=Order.Desc)
    else:
        found = opened.searcher.search(question.ranked, most)
    return question, _Best(found.count or 0, found.hits)


def _in_order(
    opened: Opened, query: Query, hits: list[tuple[Any, DocAddress]], now: datetime, offset: int, limit: int,
    sorting: Sorting,
) -> list[DocAddress]:  # fmt: skip
    """Without a say of what else is in the index: of two that are as good, the newer comes first."""
    end = offset + limit
    if sorting == "relevance" and end > _RANKED:
        found = opened.searcher.search(query, limit, count=False, offset=offset).hits
        return [address for _, address in found]
    addresses = [address for _, address in hits]
    keys, published = (opened.searcher.fast_field_values(name, addresses) for name in ("key", "published"))
    moments = [int(each or 0) for each in published]
    marks = [0] * len(hits)
    if sorting == "relevance":
        at = microseconds(now)
        fresh = [_FRESH * 0.5 ** (max(0, at - moment) / _HALF_LIFE) for moment in moments]
        marks = steps([score * (1 + more) for (score, _), more in zip(hits, fresh, strict=True)])
    order = sorted(range(len(hits)), key=lambda at: (marks[at], -moments[at], keys[at]))
    return [addresses[at] for at in order[offset:end]]


def steps(scores: list[float]) -> list[int]:
    """How far each is from the best, in steps of a twentieth; 0 is the best."""
    best = max(scores, default=0.0)
    return [int(log(best / score) / _STEP) if score > 0 else 10**6 for score in scores]


def _hit(opened: Opened, address: DocAddress) -> Hit:
    stored = opened.searcher.doc(address)
    path, content = (bytes(stored.get_first(name) or b"") for name in ("path", "content"))
    return Hit(path.decode("utf-8", "replace"), content.decode("utf-8", "replace"))


def _facets(opened: Opened, query: Query) -> dict[str, tuple[tuple[str, int], ...]]:
    counted = opened.searcher.aggregate(query, _FACETS)
    if isinstance(counted, str):
        counted = json.loads(counted)
    return {
        name: tuple((_name(bucket["key"]), int(bucket["doc_count"])) for bucket in counted[name]["buckets"])
        for name in _FACETS
    }


def _name(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _corrections(opened: Opened, matcher: Matcher, asked: Asked) -> dict[str, str]:
    """For each of the first words that no public story has, the one that was meant; empty if there is none for any."""
    changes = {}
    unknown = 0
    for word in dict.fromkeys(word for term in asked.wanted for word in term.words):
        if unknown == _MOST_UNKNOWN:
            break
        if _is_known(opened, matcher, word):
            continue
        unknown += 1
        if near := spelling.meant(word, opened, matcher):
            changes[word] = near
    return changes


def _is_known(opened: Opened, matcher: Matcher, word: str) -> bool:
    """Whether a public story has the word or another of its stem."""
    return bool(opened.searcher.search(matcher.known(word), 1, count=False).hits)
