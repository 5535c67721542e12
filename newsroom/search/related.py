"""Stories that are like one: those that share most of the words that make it what it is."""

from collections import Counter
from datetime import datetime
from math import log
from typing import Any

from tantivy import DocAddress, Occur, Query

from newsroom.article import Article
from newsroom.catalogue.schema import microseconds
from newsroom.search.finding import steps
from newsroom.search.plain import words_alone
from newsroom.search.schema import digest, stem_field
from newsroom.search.store import Opened
from newsroom.search.words import language_of, stems, words

CANDIDATES = 8
_READ = 3_000
_TERMS = 20
_MOST_WORDS = 60
_HEADLINE, _NAMES = 4, 3
_TOO_COMMON = 0.1
_LOOKED_AT = 24
_NEAR = 90 * 86_400 * 1e6
_NEARNESS = 0.4


def related(opened: Opened, story: Article, text: str, site_language: str, before: datetime) -> tuple[str, ...]:
    """The files of the stories most like `story`, which has this text or HTML; never its own, and none that was to be
    public after the moment `before`.

    Whether they may be shown is for whoever asks to find out: the index does not know what is public now.
    """
    language = language_of(story.language or site_language)
    field = stem_field(language) if language else "text"
    used = _words(story, text, language)
    # without weights of their own, so that tantivy can leave out what cannot be among the best
    parts = [
        (Occur.Should, Query.term_query(opened.schema, field, word, "freq")) for word in _telling(opened, field, used)
    ]
    if not parts:
        return ()
    hits = opened.searcher.search(Query.boolean_query(parts), _LOOKED_AT, count=False).hits
    return _nearest(opened, story, hits, microseconds(before))


def _words(story: Article, text: str, language: str) -> Counter[str]:
    """How often each word is used, in its stem; what stands in the headline and among the topics counts more."""

    def cut(part: str) -> list[str]:
        return stems(part, language) if language else words(part)

    used = Counter(cut(f"{story.standfirst} {words_alone(text[:_READ])}"))
    for word in cut(story.headline):
        used[word] += _HEADLINE
    for word in cut(" ".join(topic.title for topic in story.topics)):
        used[word] += _NAMES
    return used


def _telling(opened: Opened, field: str, used: Counter[str]) -> list[str]:
    """The words that tell this story from others best."""
    total = opened.stories
    found = []
    for word, times in used.most_common(_MOST_WORDS):
        stories = opened.searcher.doc_freq(field, word) if len(word) > 1 else 0
        if 2 <= stories <= max(20, total * _TOO_COMMON):
            found.append((times**0.5 * log(1 + total / stories), word))
    found.sort(reverse=True)
    return [word for _, word in found[:_TERMS]]


def _nearest(opened: Opened, story: Article, hits: list[tuple[Any, DocAddress]], before: int) -> tuple[str, ...]:
    """The best of them, those of about the same time before others."""
    own = digest(story.path)
    addresses = [address for _, address in hits]
    facts = (opened.searcher.fast_field_values(name, addresses) for name in ("key", "published", "public_from"))
    when = microseconds(story.published) if story.published else 0
    found = []
    for (score, address), key, moment, since in zip(hits, *facts, strict=True):
        if key != own and int(since or 0) <= before:
            nearness = _NEARNESS / (1 + abs(int(moment or 0) - when) / _NEAR)
            found.append((float(score) * (1 + nearness), -int(moment or 0), key, address))
    marks = steps([each[0] for each in found])
    ranked = sorted(range(len(found)), key=lambda at: (marks[at], *found[at][1:3]))
    paths = [bytes(opened.searcher.doc(found[at][3]).get_first("path") or b"") for at in ranked[:CANDIDATES]]
    return tuple(path.decode("utf-8", "replace") for path in paths)
