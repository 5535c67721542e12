"""From what was asked to a query of the index.

A word is found by its stem in each language of the paper, and as it is written. A very common word beside rarer ones
need not be there. What stands in the headline, among the names, or close together as it was typed, counts more; of a
very common word, headline and closeness alone.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations
from math import ceil, comb
from typing import Any, Literal, NamedTuple

from tantivy import FieldType, Occur, Query

from newsroom.catalogue.schema import microseconds
from newsroom.search.asked import Asked, Filter, Term
from newsroom.search.schema import head_field, stem_field
from newsroom.search.store import Opened
from newsroom.search.words import stems

Demand = Literal["all", "most", "any"]
_COMMON = 0.5
_FEW_STORIES = 50
_BOOST_EXACT, _BOOST_HEADLINE, _BOOST_HEAD, _BOOST_NAMES, _BOOST_NEAR = 0.4, 1.5, 1.5, 1.0, 1.0
_SLOP = 2
_OFTEN = 0.15
_FEW_ENOUGH = 3_000
"""Words that fewer stories have are never too common for what costs time."""
_MOST_CHOICES = 20
Part = tuple[Any, Query]


class Question(NamedTuple):
    """`which` stories are meant, and the same with how good each is, which costs more."""

    which: Query
    ranked: Query


class Matcher:
    """Queries for one state of the index, and for what is public at the moment `now`."""

    def __init__(self, opened: Opened, now: datetime) -> None:
        self._opened = opened
        self._schema = opened.schema
        self._now = microseconds(now)
        self._used: dict[str, int] = {}

    def question(self, asked: Asked, demand: Demand) -> Question:
        """The public stories that have `all` terms, `most` of them or `any`."""
        wanted = asked.wanted
        parts = [*self.gate(), *self._filters(asked)]
        parts += [(Occur.MustNot, self.present(term)) for term in asked.terms if term.is_excluded]
        if not wanted:
            every = Query.boolean_query([(Occur.Must, Query.all_query()), *parts])
            return Question(every, every)
        common = self.common(wanted)
        telling = [self.present(term) for term in wanted if term not in common]
        marks = self._bonuses(wanted, common)
        if demand == "all":
            parts += [(Occur.Must, each) for each in telling]
        else:  # nearly every story has the common ones
            least = ceil(len(wanted) * 0.6) - len(common) if demand == "most" else 1
            parts.append((Occur.Must, _some(telling, max(1, least))))
            marks += [(Occur.Should, each) for each in telling]
        return Question(Query.boolean_query(parts), Query.boolean_query([*parts, *marks]))

    def gate(self) -> list[Part]:
        """Leaves out what is not yet public, and no longer. By the list of moments: there are few such stories."""
        coming = self._range("public_from", lower=self._now, include_lower=False)
        over = self._range("public_until", upper=self._now)
        return [(Occur.MustNot, coming), (Occur.MustNot, over)]

    def is_public(self, words: Iterable[str]) -> Query:
        """Public stories in which each of these stands as it is written."""
        terms: list[Part] = [(Occur.Must, self._exact(word)) for word in words]
        return Query.boolean_query([*terms, *self.gate()])

    def known(self, word: str) -> Query:
        """Public stories that have the word in any of its forms."""
        return Query.boolean_query([(Occur.Must, self.present(Term(word, (word,)))), *self.gate()])

    def present(self, term: Term) -> Query:
        """The stories in which a term stands."""
        if not term.words:
            return Query.empty_query()
        if len(term.words) > 1:
            return Query.phrase_query(self._schema, "text", list(term.words))
        word = term.words[0]
        if term.is_phrase:
            return self._exact(word)
        found: list[Query] = []
        for field, stem in self._stems(word, stem_field):
            found.append(Query.term_query(self._schema, field, stem, "freq"))
        if self._needs_exact(word):
            found.append(Query.boost_query(self._exact(word), 0.3))
        return found[0] if len(found) == 1 else Query.boolean_query([(Occur.Should, each) for each in found])

    def _needs_exact(self, word: str) -> bool:
        """English is stemmed without a look at accents: there a word that is written somewhere is found by its stem."""
        return self._opened.languages != ("en",) or not word.isascii()

    def _stems(self, word: str, field_of: Any) -> list[tuple[str, str]]:
        """(field, stem) in each language of the paper."""
        found = []
        for language in self._opened.languages:
            if language and (made := stems(word, language)):
                found.append((field_of(language), made[0]))
        return found

    def common(self, wanted: Sequence[Term]) -> set[Term]:
        """Words that half of all stories have, beside others that fewer have."""
        most = self._opened.stories * _COMMON if self._opened.stories >= _FEW_STORIES else self._opened.stories
        single = (term for term in wanted if len(term.words) == 1 and not term.is_phrase)
        common = {term for term in single if self._use(*term.words) > most}
        if len(common) == len(wanted):
            common = set()
        return common

    def _use(self, word: str) -> int:
        """About how many stories have it, public or not: for weighing alone, never to be told."""
        if word not in self._used:
            ask = self._opened.searcher.doc_freq
            stemmed = [ask(field, stem) for field, stem in self._stems(word, stem_field)]
            self._used[word] = max([ask("text", word), *stemmed])
        return self._used[word]

    def is_laborious(self, asked: Asked) -> bool:
        """Whether it asks for very common words alone: then what is not needed is left out."""
        words = [word for term in asked.wanted for word in term.words]
        return bool(words) and min(map(self._use, words)) > max(_FEW_ENOUGH, _OFTEN * self._opened.stories)

    def _bonuses(self, wanted: Sequence[Term], common: set[Term]) -> list[Part]:
        found: list[Query] = []
        untelling = {word for term in common for word in term.words}
        for word in dict.fromkeys(word for term in wanted for word in term.words):
            found.append(Query.boost_query(self._exact(word, "headline"), _BOOST_HEADLINE))
            if word in untelling:
                continue
            if self._use(word) <= max(_FEW_ENOUGH, _COMMON * self._opened.stories):
                found.append(Query.boost_query(self._exact(word), _BOOST_EXACT))
            for field, stem in self._stems(word, head_field):
                head = Query.term_query(self._schema, field, stem, "freq")
                found.append(Query.boost_query(head, _BOOST_HEAD))
            found += [Query.boost_query(self._exact(word, name), _BOOST_NAMES) for name in ("authors", "topics")]
        in_order = [word for term in wanted for word in term.words]
        rarest = min(map(self._use, in_order), default=0)  # a word longer than any that is kept is none
        is_one_phrase = len(wanted) == 1
        if len(in_order) > 1 and not is_one_phrase and rarest <= max(_FEW_ENOUGH, _OFTEN * self._opened.stories):
            near = Query.phrase_query(self._schema, "text", list(in_order), _SLOP)
            found.append(Query.boost_query(near, _BOOST_NEAR))
        return [(Occur.Should, each) for each in found]

    def _exact(self, word: str, field: str = "text") -> Query:
        return Query.term_query(self._schema, field, word, "position")

    def _filters(self, asked: Asked) -> list[Part]:
        parts: list[Part] = []
        for each in asked.filters:
            parts.append((Occur.MustNot if each.is_excluded else Occur.Must, self._filter(each)))
        if asked.before:
            parts.append((Occur.Must, self._range("published", upper=microseconds(asked.before), include_upper=False)))
        if asked.after:
            parts.append((Occur.Must, self._range("published", lower=microseconds(asked.after))))
        return parts

    def _filter(self, asked: Filter) -> Query:
        if asked.name in ("section", "kind"):
            return Query.const_score_query(Query.term_query(self._schema, asked.name, asked.value, "basic"), 0.0)
        if not asked.words:
            return Query.empty_query()
        field = f"{asked.name}s"
        if len(asked.words) == 1:
            return Query.const_score_query(self._exact(asked.words[0], field), 0.0)
        return Query.const_score_query(Query.phrase_query(self._schema, field, list(asked.words)), 0.0)

    def _range(
        self, field: str, lower: int | None = None, upper: int | None = None, *, include_lower: bool = True,
        include_upper: bool = True,
    ) -> Query:  # fmt: skip
        few = field != "published"
        query = Query.range_query(
            self._schema, field, FieldType.Integer, lower, upper, include_lower, include_upper, use_inverted_index=few
        )
        return Query.const_score_query(query, 0.0)


def _some(terms: Sequence[Query], least: int) -> Query:
    """Stories with so many of the terms; how good they are is not asked. Choices of terms that must all be there are
    found sooner than a count of those that are: the rarest of each leads."""
    if least > 1 and comb(len(terms), least) <= _MOST_CHOICES:
        terms = [Query.boolean_query([(Occur.Must, each) for each in some]) for some in combinations(terms, least)]
        least = 1
    anyone: list[Part] = [(Occur.Should, each) for each in terms]
    return Query.const_score_query(Query.boolean_query(anyone, minimum_number_should_match=least), 0.0)
