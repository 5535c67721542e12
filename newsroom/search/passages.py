"""What of a story a result shows: its words where they stand in the text, and where in a line they are."""

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from newsroom.search.asked import Asked, Term
from newsroom.search.plain import MOST, in_one_line, to_quote, without_code, words_alone
from newsroom.search.words import BETWEEN_THOUSANDS, is_paired, stems, words

_LONG = 230
_OVER_MANY_LINES = (("`", "```"), ("~", "~~~"), ("<", "<!--"))
"""A single sign is looked for several times as fast."""
_BEFORE = 60
_MOST_PLACES = 60
_REACH = 700
_WORD = re.compile(r"\w*")
_ASCII = bytes(range(128))
_LETTERS = 2 * MOST
"""So many are read for one page of results. Those of an ordinary page take a tenth."""


class Mark(NamedTuple):
    """A part of a line; `is_hit` where it is one of the words that were looked for."""

    text: str
    is_hit: bool = False


class _Plain(dict[str, str]):
    """Each letter as its plain, small form, one for one, so that places in a text stay; a blank for each sign."""

    def __missing__(self, letter: str) -> str:
        plain = unicodedata.normalize("NFD", letter)[0].lower()
        is_sign = unicodedata.category(plain)[0] in "PZ"
        self[letter] = " " if is_sign else plain if len(plain) == 1 else letter
        return self[letter]


_PLAIN = _Plain()


def _plainly(text: str) -> str:
    """As long as `text`, and quicker than a table of all its letters, of which most are of no account."""
    if not text.isascii():
        beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
        for letter in set(beyond):
            if _PLAIN[letter] != letter:
                text = text.replace(letter, _PLAIN[letter])
    return text.lower()


class Marker:
    """Finds the words that were asked for, but for those in `without`, in any of their forms in `languages`."""

    def __init__(self, asked: Asked, languages: Sequence[str], without: Collection[Term] = ()) -> None:
        self._languages = tuple(filter(None, languages))
        self._terms = tuple(term for term in asked.wanted if term.words and term not in without)
        beginnings = [_beginning(term, self._languages) for term in self._terms]
        patterns = [_pattern(*each) for each in zip(self._terms, beginnings, strict=True)]
        self._own = tuple(_test(*each) for each in zip(beginnings, patterns, strict=True))
        self._paired = frozenset(number for number, term in enumerate(self._terms) if is_paired(term.text))
        self._pattern = re.compile("|".join(patterns)) if patterns else None
        self._numbers: dict[str, int | None] = {}
        self._left = _LETTERS

    def line(self, text: str) -> tuple[Mark, ...]:
        """The whole of a short text."""
        return tuple(_marks(text, list(self._places(text)), 0, len(text)))

    def passage(self, body: str) -> tuple[Mark, ...]:
        """The part of a story's text in which most of the words stand; nothing where none does. What lies beyond that
        which the index has is not read, nor is anything after `_LETTERS` letters of texts.

        Marks are taken out of that part alone, unless there are some that a part would not show: code and comments.
        Where the words stood in a mark, such as an address, the whole is read.
        """
        body = body[: min(MOST, self._left)]
        self._left -= len(body)
        clean: Callable[[str], str] = to_quote
        if any(sign in body and whole in body for sign, whole in _OVER_MANY_LINES):
            body, clean = words_alone(without_code(body)), in_one_line
        place = self._best(islice(self._places(body), _MOST_PLACES))
        if place is None:
            return ()
        return self._from(clean(_around(body, place))) or self._from(clean(body))

    def _from(self, text: str) -> tuple[Mark, ...]:
        places = list(islice(self._places(text), _MOST_PLACES))
        place = self._best(places)
        if place is None:
            return ()
        start = _start(text, place)
        return tuple(_marks(text, places, start, _end(text, start)))

    def _best(self, places: Iterable[tuple[int, int, int]]) -> int | None:
        """Where the first passage begins that has every word; if none has, that which has most of them, and then the
        most in all."""
        best: tuple[int, int] = (0, 0)
        found = None
        inside: deque[tuple[int, int]] = deque()
        count = [0] * len(self._terms)
        for start, _, number in places:
            inside.append((start, number))
            count[number] += 1
            while inside[0][0] < start - _LONG + _BEFORE:
                count[inside.popleft()[1]] -= 1
            different = len(self._terms) - count.count(0)
            if (different, len(inside)) > best:
                best, found = (different, len(inside)), inside[0][0]
            if different == len(self._terms):
                break
        return found

    def _places(self, text: str) -> Iterator[tuple[int, int, int]]:
        """(start, end, number of the term)."""
        if self._pattern is None:
            return
        plain = _plainly(text)
        # neither a group nor \b: what begins with one of a few letters is found several times as fast
        for match in self._pattern.finditer(plain):
            start, end = match.span()
            is_inside = start > 0 and _is_in_a_word(plain[start - 1])
            if is_inside and not self._paired:
                continue
            number = self._number(text[start:end])
            if number is not None and (not is_inside or number in self._paired):
                yield start, end, number

    def _number(self, found: str) -> int | None:
        """Of the term that `found` is a form of."""
        if found not in self._numbers:
            plain = _plainly(found)
            fitting = (number for number, is_form in enumerate(self._own) if is_form(plain))
            meant = (number for number in fitting if self._is_meant(self._terms[number], found))
            self._numbers[found] = next(meant, None)
        return self._numbers[found]

    def _is_meant(self, term: Term, found: str) -> bool:
        """The pattern knows how a word begins; whether it is a form of the one that is meant, its stem says."""
        if len(term.words) > 1 or term.is_phrase:
            return True
        word = term.words[0]
        return words(found) == [word] or any(
            stems(found, language) == stems(word, language) for language in self._languages
        )


def _is_in_a_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _test(beginning: str, pattern: str) -> Callable[[str], object]:
    """Whether a text is a form of a term; compiling a pattern takes longer than all its tests of a page."""
    if not beginning:
        return re.compile(pattern).fullmatch
    return lambda text: text.startswith(beginning) and _WORD.fullmatch(text, len(beginning))


def _pattern(term: Term, beginning: str) -> str:
    if beginning:
        return rf"{re.escape(beginning)}\w*"
    if is_paired(term.text):
        runs = [each for each in re.split(r"\W+", term.text.lower()) if each]
        return "|".join(map(re.escape, dict.fromkeys([*runs, *term.words])))
    if len(term.words) > 1 or term.is_phrase:
        return r"[\W_]+".join(map(_spelt, term.words)) + r"\b"
    return _spelt(term.words[0])


def _beginning(term: Term, languages: tuple[str, ...]) -> str:
    """The letters with which every form of a word begins; empty for what is no single word."""
    word = term.words[0]
    if is_paired(term.text) or len(term.words) > 1 or term.is_phrase or word.isdigit():
        return ""
    shared = len(word)
    for language in languages:
        stem = (stems(word, language) or [word])[0]
        same = next((at for at, pair in enumerate(zip(word, stem, strict=False)) if pair[0] != pair[1]), len(stem))
        shared = min(shared, same)
    if languages and len(word) > 2:  # those of two letters have no form that ends otherwise, and begin many words
        shared = min(shared, len(word) - 1)
    return word[: max(1, shared)]


def _spelt(word: str) -> str:
    """A word as it may stand in a text: a number with or without something between its thousands."""
    if not word.isdigit():
        return re.escape(word)
    first = len(word) % 3 or 3
    parts = [word[:first], *(word[at : at + 3] for at in range(first, len(word), 3))]
    return rf"[{BETWEEN_THOUSANDS}]?".join(parts)


def _around(body: str, place: int) -> str:
    """The lines about a place, or some hundred letters of them."""
    begin = max(0, place - _REACH)
    line = body.rfind("\n", begin, place)
    start = line if line >= 0 else body.find(" ", begin) if begin else 0
    end = body.find("\n", place + _LONG)
    return body[max(0, min(start, place)) : end if 0 <= end < place + _REACH else place + _REACH]


def _start(text: str, place: int) -> int:
    """Somewhat before the first word, where a word begins; where a sentence does, if one does."""
    if place <= _BEFORE:
        return 0
    begin = place - _BEFORE
    before = text[begin:place]
    sentence = max(before.rfind(". "), before.rfind("? "), before.rfind("! "))
    if sentence >= 0:
        return begin + sentence + 2
    blank = before.find(" ")
    return begin + blank + 1 if blank >= 0 else begin


def _end(text: str, start: int) -> int:
    if len(text) - start <= _LONG:
        return len(text)
    blank = text.rfind(" ", start + _LONG // 2, start + _LONG)
    return blank if blank > 0 else start + _LONG


def _marks(text: str, places: list[tuple[int, int, int]], start: int, end: int) -> Iterator[Mark]:
    at = start
    if start:
        yield Mark("… ")
    for begin, stop, _ in places:
        if begin < at or stop > end:
            continue
        if begin > at:
            yield Mark(text[at:begin])
        yield Mark(text[begin:stop], True)
        at = stop
    if at < end:
        yield Mark(text[at:end])
    if end < len(text):
        yield Mark(" …")
