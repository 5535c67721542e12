"""Words that nobody has written, and the written ones that may have been meant.

A word one step away (a letter too many, too few, another, or two in each other's place) is looked up as it is; two
steps away, words that begin alike are compared. Whether a suggestion may be shown is not decided here: each is tried
as a query of its own, with all that such a query leaves out.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from newsroom.search.matching import Matcher
from newsroom.search.store import Opened
from newsroom.search.words import is_paired

_SHORTEST = 4
_LONGEST = 24
_LONG = 7
_TRIED = 6
_COMPARED = 4_000
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ", "αβγδεζηθικλμνξοπρστυφχψως",
    "אבגדהוזחטיכלמנסעפצקרשתךםןףץ", "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئ",
)  # fmt: skip


def meant(word: str, opened: Opened, matcher: Matcher) -> str | None:
    """The word of public stories that is nearest to one in none of them; None where nothing is near."""
    if not _SHORTEST <= len(word) <= _LONGEST or is_paired(word) or word.isdigit():
        return None
    for near in (_one_step, _two_steps):
        candidates = near(word, opened)
        ranked = sorted(candidates, key=lambda each: (candidates[each], each), reverse=True)
        for candidate in ranked[:_TRIED]:
            if is_public(candidate, opened, matcher):
                return candidate
    return None


def is_public(word: str, opened: Opened, matcher: Matcher) -> bool:
    """Whether a public story has the word, as it is written."""
    return bool(opened.searcher.search(matcher.is_public([word]), 1, count=False).hits)


def _one_step(word: str, opened: Opened) -> Counter[str]:
    """Words one step away, with how often they are used; a first letter is seldom the wrong one, and a letter left out
    is likelier than another in its place."""
    found: Counter[str] = Counter()
    for candidate in set(_neighbours(word)):
        if used := opened.searcher.doc_freq("text", candidate):
            found[candidate] = used * (4 if candidate[0] == word[0] else 1) * (16 if len(candidate) > len(word) else 1)
    return found


def _neighbours(word: str) -> Iterator[str]:
    alphabet = next((each for each in _ALPHABETS if any(letter in each for letter in word)), "")
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in alphabet)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in alphabet)


def _two_steps(word: str, opened: Opened) -> Counter[str]:
    """Words two steps away that begin with the same two letters, or with these in each other's place."""
    found: Counter[str] = Counter()
    if len(word) < _LONG:
        return found
    letters = Counter(word)
    for start in dict.fromkeys((word[:2], word[1] + word[0])):
        for candidate, used in opened.searcher.terms_with_prefix("text", start, None, _COMPARED):
            if abs(len(candidate) - len(word)) > 2 or (letters - Counter(candidate)).total() > 2:
                continue
            if distance(word, candidate) == 2:
                found[candidate] = used
    return found


@lru_cache(maxsize=4096)
def distance(one: str, other: str) -> int:
    """Steps from one word to the other, two letters in each other's place being one; counted up to three."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for to, wanted in enumerate(other, 1):
            steps = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                steps = min(steps, last[to - 2] + 1)
            row.append(steps)
        if min(row) > 2:
            return 3
    return min(row[-1], 3)
