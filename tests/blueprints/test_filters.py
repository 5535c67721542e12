from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from blueprints._filters import date_full, date_long, iso, moment, stamp, time_short

NOON = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en-GB", "22 November 2026"),
        ("de", "22. November 2026"),
        ("ja", "2026年11月22日"),
        ("x-nonsense", "November 22, 2026"),
    ],
)
def test_dates_speak_the_language_of_the_page(language: str, shown: str) -> None:
    assert date_long(NOON, language) == shown


def test_forms() -> None:
    assert date_full(date(2026, 11, 22), "en-GB") == "Sunday 22 November 2026"
    assert date_full(date(2026, 11, 22), "en") == "Sunday, November 22, 2026"
    assert time_short(NOON, "en-GB") == "12:05"
    assert stamp(NOON, "en-GB") == "22 November 2026, 12:05"
    assert iso(NOON) == "2026-11-22T12:05:00+00:00"
    assert iso(date(2026, 11, 22)) == "2026-11-22"
    assert moment(NOON, date(2026, 11, 22), "en-GB") == "12:05"
    assert moment(NOON, date(2026, 11, 23), "en-GB") == "22 November 2026"


def test_one_moment_in_two_zones_is_two_texts() -> None:
    tokyo = NOON.astimezone(ZoneInfo("Asia/Tokyo"))
    assert tokyo == NOON
    assert (time_short(NOON, "en-GB"), time_short(tokyo, "en-GB")) == ("12:05", "21:05")
    assert iso(tokyo) == "2026-11-22T21:05:00+09:00"
