"""How high the parts of the front are on the widest page, in pixels, told by their letters.

The style spreads what is left over between the lines of a list, so that a guess is enough.
"""

from collections.abc import Iterable, Sequence
from math import ceil

from newsroom.catalogue.rows import Entry

_HEAD = 66
"""The bar and the title over a list."""
_ROW = 65
"""What lies between two rows of cards."""
_DAY = 24
"""The name of a day over its first line."""
_LEADING = 23
"""A line of a standfirst."""
_TOWERS = {1: (64, 426), 2: (64, 426), 3: (42, 284), 4: (30, 210)}
"""By how many stand side by side: the letters of a headline's line, and the height of a picture."""


def that_fit(entries: Iterable[Entry], room: int, letters: int) -> list[Entry]:
    """As many of the first headlines as `room` holds, in a column of `letters`."""
    kept = []
    for entry in entries:
        room -= _line(entry, letters, 20)
        if room < -8:
            break
        kept.append(entry)
    return kept


def by_day_that_fit(entries: Iterable[Entry], room: int) -> list[Entry]:
    """As many of the first headlines as `room` holds, with their times, and each day named."""
    kept: list[Entry] = []
    room -= _HEAD
    for entry in entries:
        room -= _line(entry, 46, 24) + (_DAY if not kept or kept[-1].day != entry.day else 0)
        if room < -8:
            break
        kept.append(entry)
    return kept


def lines(entries: Iterable[Entry], letters: int) -> int:
    return sum(_line(entry, letters, 20) for entry in entries)


def stack(entries: Sequence[Entry]) -> int:
    """Small cards, one above the other, in a narrow column."""
    return sum(_words(entry, 34, 40, 22) + 33 for entry in entries)


def in_pairs(cards: Sequence[int]) -> int:
    """Cards two by two: each row is as high as the higher one."""
    rows = [max(cards[place : place + 2]) for place in range(0, len(cards), 2)]
    return sum(rows) + _ROW * (len(rows) - 1)


def card(entry: Entry, *, pictured: bool) -> int:
    return _words(entry, 42, 54, 25) + (284 if pictured else 0)


def desk_lead(entry: Entry) -> int:
    """The large card of a section across the whole width."""
    return 367 + _words(entry, 48, 84, 32)


def tower_letters(towers: int) -> int:
    return _TOWERS[towers][0]


def tower_lead(entry: Entry, towers: int, *, pictured: bool) -> int:
    """With a picture it has no standfirst."""
    letters, picture = _TOWERS[towers]
    if pictured:
        return picture + 86 + 25 * ceil(len(entry.card["headline"]) / letters)
    return 26 + _words(entry, letters, letters + 8, 25)


def tower_large_lead(entry: Entry, towers: int) -> int:
    """Without a picture, beside others that have one: its headline is larger."""
    letters = _TOWERS[towers][0]
    return 26 + _words(entry, letters * 3 // 4, letters + 8, 32)


def tower_cards(entries: Iterable[Entry], towers: int) -> int:
    """Small cards under such a lead."""
    letters = _TOWERS[towers][0]
    return sum(_words(entry, letters, letters + 8, 22) + 33 for entry in entries)


def tower_standfirst(entry: Entry, towers: int) -> int:
    return 8 + _LEADING * ceil(len(entry.card["standfirst"]) / (_TOWERS[towers][0] + 8))


def _line(entry: Entry, letters: int, padding: int) -> int:
    return 22 * ceil(len(entry.card["headline"]) / letters) + padding + 1


def _words(entry: Entry, headline: int, standfirst: int, leading: int) -> int:
    """Kicker, headline, standfirst and date, where a line holds so many letters of each."""
    note = entry.card
    return 60 + leading * ceil(len(note["headline"]) / headline) + _LEADING * ceil(len(note["standfirst"]) / standfirst)
