from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import dates

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
ROME = ZoneInfo("Europe/Rome")
UTC_ZONE = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-22", "2026-11-22T00:00:00"),
        ("  2026-11-22\t\t", "2026-11-22T00:00:00"),
        ("'2026-11-22'", "2026-11-22T00:00:00"),
        ("“2026-11-22”", "2026-11-22T00:00:00"),
        ("2026-1-2", "2026-01-02T00:00:00"),
        ("2026/11/22", "2026-11-22T00:00:00"),
        ("2026-11-22 9:05", "2026-11-22T09:05:00"),
        ("2026-11-22 09:05:07", "2026-11-22T09:05:07"),
        ("2026-11-22, 09:05", "2026-11-22T09:05:00"),
        ("2026/11/22 9:05 pm", "2026-11-22T21:05:00"),
        ("2026-11-22 12:05am", "2026-11-22T00:05:00"),
        ("2026-11-22T09:05:00", "2026-11-22T09:05:00"),
        ("2026-11-22t09:05:00z", "2026-11-22T09:05:00"),
        ("2026-11-22T09:05:00.25", "2026-11-22T09:05:00.250000"),
        ("2026-11-22T09:05:00.123456789Z", "2026-11-22T09:05:00.123456"),
        ("2026-11-22T09:05:00Z", "2026-11-22T09:05:00"),
        ("2026-11-22T09:05Z", "2026-11-22T09:05:00"),
        ("2026-11-22T09:05:00+01:00", "2026-11-22T08:05:00"),
        ("2026-11-22T09:05:00+0100", "2026-11-22T08:05:00"),
        ("2026-11-22T09:05:00 -04", "2026-11-22T13:05:00"),
        ("2010-10-22 11:33:15 -0400", "2010-10-22T15:33:15"),
        ("2015-03-17 14:00:00 -4", "2015-03-17T18:00:00"),
        ("2015-03-17 14:00:00 \N{MINUS SIGN}04:00", "2015-03-17T18:00:00"),
        ("2026-11-22 09:05:00 +05:45", "2026-11-22T03:20:00"),
        ("2026-11-22 09:05:00 +14", "2026-11-21T19:05:00"),
        ("2026-11-22 10:00:00 +0100 CET", "2026-11-22T09:00:00"),
        ("2026-11-22T10:00+01:00[Europe/Paris]", "2026-11-22T09:00:00"),
        ("2026-11-22 10:00 Europe/Paris", "2026-11-22T09:00:00"),
        ("2026-07-22 10:00 America/Argentina/Buenos_Aires", "2026-07-22T13:00:00"),
        ("2026-11-22 10:00 UTC", "2026-11-22T10:00:00"),
        ("2026-11-22 10:00:00 GMT", "2026-11-22T10:00:00"),
        ("2026-11-22 10:00 EST", "2026-11-22T15:00:00"),
        ("Fri, 22 Oct 2010 11:33:15 -0400", "2010-10-22T15:33:15"),
        ("22 Oct 2010 11:33:15 +0000 (UTC)", "2010-10-22T11:33:15"),
        ("22 November 2026", "2026-11-22T00:00:00"),
        ("22nd November 2026 at 9:05", "2026-11-22T09:05:00"),
        ("Sunday, 22 November, 2026", "2026-11-22T00:00:00"),
        ("22-Nov-2026", "2026-11-22T00:00:00"),
        ("November 22, 2026", "2026-11-22T00:00:00"),
        ("Sept. 3 2026", "2026-09-03T00:00:00"),
        ("Nov 22, 2026, 09:05 UTC", "2026-11-22T09:05:00"),
        (date(2026, 11, 22), "2026-11-22T00:00:00"),
        (datetime(2026, 11, 22, 9, 5), "2026-11-22T09:05:00"),  # noqa: DTZ001 - what tomllib gives
        (datetime(2026, 11, 22, 9, 5, tzinfo=timezone(timedelta(hours=2))), "2026-11-22T07:05:00"),
    ],
)
def test_reads_the_forms_of_real_files(written: object, expected: str) -> None:
    moment = dates.parse(written, UTC_ZONE)
    assert moment == datetime.fromisoformat(f"{expected}+00:00")
    assert moment.tzinfo is UTC


# Local time → exact UTC. In the spring gap the time moves forward; in autumn it is the first of the two.
CLOCK_CHANGES = [
    ("Europe/London", "2026-03-29 00:59:59", "2026-03-29T00:59:59"),
    ("Europe/London", "2026-03-29 01:00", "2026-03-29T01:00:00"),  # skipped: read as 02:00 BST
    ("Europe/London", "2026-03-29 01:30", "2026-03-29T01:30:00"),  # skipped: read as 02:30 BST
    ("Europe/London", "2026-03-29 01:59:59", "2026-03-29T01:59:59"),
    ("Europe/London", "2026-03-29 02:00", "2026-03-29T01:00:00"),
    ("Europe/London", "2026-03-29", "2026-03-29T00:00:00"),
    ("Europe/London", "2026-10-25 00:59:59", "2026-10-24T23:59:59"),
    ("Europe/London", "2026-10-25 01:00", "2026-10-25T00:00:00"),  # twice: the first, BST
    ("Europe/London", "2026-10-25 01:30", "2026-10-25T00:30:00"),
    ("Europe/London", "2026-10-25 01:59:59", "2026-10-25T00:59:59"),
    ("Europe/London", "2026-10-25 02:00", "2026-10-25T02:00:00"),
    ("Europe/London", "2026-07-01", "2026-06-30T23:00:00"),
    ("America/New_York", "2026-03-08 01:59", "2026-03-08T06:59:00"),
    ("America/New_York", "2026-03-08 02:30", "2026-03-08T07:30:00"),  # skipped: read as 03:30 EDT
    ("America/New_York", "2026-03-08 03:00", "2026-03-08T07:00:00"),
    ("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00"),  # twice: the first, EDT
    ("America/New_York", "2026-11-01 02:00", "2026-11-01T07:00:00"),
    ("Australia/Lord_Howe", "2026-04-05 01:29", "2026-04-04T14:29:00"),
    ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45:00"),  # twice, half an hour apart: the first
    ("Australia/Lord_Howe", "2026-04-05 02:00", "2026-04-04T15:30:00"),
    ("Australia/Lord_Howe", "2026-10-04 01:59", "2026-10-03T15:29:00"),
    ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:45:00"),  # skipped: read as 02:45
    ("Australia/Lord_Howe", "2026-10-04 02:30", "2026-10-03T15:30:00"),
    ("Asia/Kathmandu", "2026-11-22", "2026-11-21T18:15:00"),
    ("America/Santiago", "2026-09-06", "2026-09-06T04:00:00"),  # a day whose midnight is skipped
]


@pytest.mark.parametrize(("zone", "local", "expected"), CLOCK_CHANGES)
def test_decides_clock_changes(zone: str, local: str, expected: str) -> None:
    assert dates.parse(local, ZoneInfo(zone)) == datetime.fromisoformat(f"{expected}+00:00")


def test_both_repeated_hours_can_be_written_and_stay_in_order() -> None:
    first = dates.parse("2026-10-25 01:30", LONDON)
    second = dates.parse("2026-10-25 01:30 GMT", LONDON)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(
    "written",
    [
        "", "   ", "soon", "2026", 2026, 20261122, 20261122.5, True, None, [], {}, time(9, 5),
        "2024-13-45", "2024-02-30", "2023-02-29", "2024-00-10", "2024-01-00", "0000-01-01", "20261122",
        "2026-11-22 25:00", "2026-11-22 24:00", "2026-11-22 09:60", "2026-11-22 09:05:60", "2026-11-22 13:00 pm",
        "2026-11-22 9", "2026-11-22 0:05 am", "2026-11-22 09:05 +15:00", "2026-11-22 09:05 +14:01",
        "2026-11-22 09:05 +01:60", "2026-11-22 09:05 -99", "2026-11-22 09:05 Europe/Nowhere",
        "2026-11-22 09:05 ../../etc/passwd", "2026-11-22 09:05 America/Argentina", "2026-11-22 09:05 BST",
        "2026-11/22", "11/22/2026", "22.11.2026", "1-2-26", "22 Brumaire 2026", "2026-11-22T", "9999-12-31",
        "0001-01-01", "0001-01-01T00:00:00+14:00", "9" * 5000, "2026-11-22 " + "9" * 5000,
        "2026-11-22" + "\n" * 200 + "x", "\u0662\u0660\u0662\u0666-11-22", "2026-11-22\x00",
        datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-14))),
    ],
)  # fmt: skip
def test_refuses_what_is_no_date(written: object) -> None:
    with pytest.raises(ValueError, match=r"\.$") as caught:
        dates.parse(written, NEW_YORK)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("written", ["28.11.2026", "11/28/2026", "28-11-2026 22:48", "11/28/2026, 9am"])
def test_says_which_day_a_date_seems_to_be_that_can_be_read_in_one_way_only(written: str) -> None:
    with pytest.raises(ValueError, match=f"“{written}” seems to mean the day 2026-11-28; write it so"):
        dates.parse(written, LONDON)
    with pytest.raises(ValueError, match="seems to mean the day 2026-03-03"):
        dates.parse("3/3/2026", LONDON)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("31.02.2026", "there is no such day"),
        ("13/13/2026", "there is no such day"),
        ("1.1.0000", "there is no such day"),
        ("28.11.26", "has no year of four digits"),
        ("0.0.26", "there is no such day"),
    ],
)
def test_says_why_a_date_that_ends_with_its_year_is_no_day(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dates.parse(written, LONDON)


def test_says_what_is_ambiguous() -> None:
    for written in ("11/12/2026", "1.2.2026 09:05", "1-2-26"):
        with pytest.raises(ValueError, match=f"“{written}” can be read with the day or the month first"):
            dates.parse(written, LONDON)
    with pytest.raises(ValueError, match="is a year, not a day"):
        dates.parse("2026", LONDON)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("2026-11-22-harbour-bridge", ("2026-11-22T00:00:00", "harbour-bridge")),
        ("2014-3-1-Hello_World", ("2014-03-01T00:00:00", "Hello_World")),
        ("2026-11-22_harbour", ("2026-11-22T00:00:00", "harbour")),
        ("2026-11-22", ("2026-11-22T00:00:00", "2026-11-22")),
        ("2026-13-45-harbour", (None, "2026-13-45-harbour")),
        ("2026-11-223-harbour", (None, "2026-11-223-harbour")),
        ("harbour-2026-11-22", (None, "harbour-2026-11-22")),
        ("", (None, "")),
    ],
)
def test_reads_a_date_in_a_file_name(stem: str, expected: tuple[str | None, str]) -> None:
    moment, slug = dates.from_file_name(stem, UTC_ZONE)
    assert (moment.replace(tzinfo=None).isoformat() if moment else None, slug) == expected


def test_a_file_name_is_dated_in_the_sites_zone() -> None:
    assert dates.from_file_name("2026-11-22-x", NEW_YORK)[0] == datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2014/05/14/slug", date(2014, 5, 14)),
        ("/blog/2014/5/4/", date(2014, 5, 4)),
        ("2014/05/14", date(2014, 5, 14)),
        ("/2014/13/14/slug", None),
        ("/12014/05/14/slug", None),
        ("/2014/05/slug", None),
    ],
)
def test_reads_a_date_in_a_path(path: str, expected: date | None) -> None:
    moment = dates.from_path(path, UTC_ZONE)
    assert (moment.date() if moment else None) == expected


DATE_LIKE = st.text(alphabet="0123456789-/: TtZz+.,apmgAPMNovemberFri'\" \u0663\u2212", max_size=40)


@given(st.one_of(st.text(), DATE_LIKE, st.integers(), st.floats(), st.booleans(), st.binary()))
def test_anything_is_a_moment_or_a_value_error(written: object) -> None:
    try:
        moment = dates.parse(written, NEW_YORK)
    except ValueError:
        return
    assert moment.tzinfo is UTC
    moment.astimezone(ZoneInfo("Pacific/Kiritimati"))
    moment.astimezone(ZoneInfo("Pacific/Pago_Pago"))


ZONES = st.sampled_from([UTC_ZONE, LONDON, NEW_YORK, ROME, ZoneInfo("Australia/Lord_Howe")])
MOMENTS = st.datetimes(
    min_value=datetime(2, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    max_value=datetime(9998, 12, 30),  # noqa: DTZ001 - as above
    timezones=ZONES,
)


@given(MOMENTS, ZONES)
def test_iso_format_round_trips(moment: datetime, zone: ZoneInfo) -> None:
    assert dates.parse(moment.isoformat(), zone) == moment.astimezone(UTC)
    assert dates.parse(moment, zone) == dates.parse(moment.isoformat(" "), zone)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 30)), st.text(max_size=20))
def test_file_names_round_trip(day: date, slug: str) -> None:
    moment, rest = dates.from_file_name(f"{day.isoformat()}-{slug}", UTC_ZONE)
    assert moment is not None
    assert moment.date() == day
    assert rest == slug or not slug
