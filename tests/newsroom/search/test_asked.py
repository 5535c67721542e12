from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from newsroom.search.asked import LONGEST, MOST_TERMS, read, without

ZONE = ZoneInfo("Europe/London")


def test_words_phrases_and_what_must_not_be_there() -> None:
    asked = read('Harbour "early opening" -toll -"coal berth" O’Neill', ZONE)
    assert [(term.text, term.words, term.is_phrase, term.is_excluded) for term in asked.terms] == [
        ("Harbour", ("harbour",), False, False),
        ("early opening", ("early", "opening"), True, False),
        ("toll", ("toll",), False, True),
        ("coal berth", ("coal", "berth"), True, True),
        ("O’Neill", ("o", "neill"), False, False),
    ]


def test_filters() -> None:
    asked = read('section:News author:"Ada Quill" -kind:opinion after:2025 before:2026-07-02 TOPIC:port', ZONE)
    assert [(each.name, each.value, each.is_excluded) for each in asked.filters] == [
        ("section", "News", False), ("author", "Ada Quill", False), ("kind", "opinion", True), ("topic", "port", False),
    ]  # fmt: skip
    assert asked.after == datetime(2025, 1, 1, tzinfo=ZONE)
    assert asked.before == datetime(2026, 7, 2, tzinfo=ZONE)
    assert asked.terms == ()


@pytest.mark.parametrize("typed", ["before:spring", "after:2025-13", "after:0000", "before:2025-02-30"])
def test_a_date_without_sense_is_told(typed: str) -> None:
    asked = read(f"harbour {typed}", ZONE)
    assert asked.unread == (typed,)
    assert (asked.before, asked.after) == (None, None)


@pytest.mark.parametrize("typed", ["", "   ", "\x00\x1f", "“”", '"', "-", "--- ! ()", "\u202e\u200b"])
def test_nothing_is_asked(typed: str) -> None:
    assert read(typed, ZONE).is_empty


def test_signs_of_query_languages_are_signs() -> None:
    asked = read("title:harbour OR (bridge AND NEAR/2) harb* ^2 ~1 [a TO z] id:*", ZONE)
    assert asked.filters == ()
    assert [word for term in asked.terms for word in term.words][:4] == ["title", "harbour", "or", "bridge"]


def test_bounds() -> None:
    asked = read("wort " * 2_000, ZONE)
    assert asked.was_cut
    assert len(asked.text) <= LONGEST
    assert len(asked.terms) == MOST_TERMS
    assert not read("wort", ZONE).was_cut


def test_a_filter_is_taken_away() -> None:
    assert without('harbour section:news "a section:b" after:2025', "section", "after") == 'harbour "a section:b"'
