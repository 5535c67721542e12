"""The one date parser: every form of real files in, an aware UTC `datetime` out.

A date without a time is midnight in the site's zone, and so is every time without an offset. A local time that a
clock change skips moves forward by what was skipped (London, 29 March 2026, 01:30 is read as 02:30); one that comes
twice is the first of the two.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

# RFC 5322 §4.3, and the two of central Europe. Others, such as BST or IST, stand for several zones.
ABBREVIATIONS: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "cet": 1, "cest": 2,
}  # fmt: skip

LONGEST: Final = 80
# Far enough from the ends of `datetime` that every zone can show the moment.
EARLIEST: Final = datetime(1, 1, 2, tzinfo=UTC)
LATEST_YEAR: Final = 9998
WIDEST_OFFSET: Final = timedelta(hours=14)

FLAGS: Final = re.ASCII | re.IGNORECASE
REST: Final = r"(?:(?:t|,?\s+(?:at\s+)?|,)(?P<rest>\S.*))?"
YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + REST, FLAGS
)
WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
DAY_FIRST: Final = re.compile(
    WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month>[a-z]{3,9})\.?,?[\s-]+(?P<year>\d{4})" + REST, FLAGS
)
MONTH_FIRST: Final = re.compile(
    WEEKDAY + r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + REST, FLAGS
)
TIME: Final = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"(?:\s*(?P<half>am|pm)\b)?\s*(?P<zone>.*)",
    FLAGS,
)
OFFSET: Final = re.compile(
    r"(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2})(?::(?P<seconds>\d{2}))?)?"
    r"(?:\s*(?:\([^()]*\)|\[[^\[\]]*\]|[a-z]{2,5}))?",
    FLAGS,
)
ZONE_NAME: Final = re.compile(r"[a-z_]+(?:/[a-z0-9_+-]+){1,2}", FLAGS)
YEAR_LAST: Final = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})\b", FLAGS
)
FILE_NAME: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ ](.*))?", re.ASCII | re.DOTALL)
IN_PATH: Final = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})(?=/|$)", re.ASCII)


def rfc3339(moment: datetime, zone: tzinfo) -> str:
    """The moment in `zone`, to the second. Offsets with seconds, as clocks had before 1900, have no form there: then
    UTC."""
    local = moment.astimezone(zone)
    offset = local.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        local = moment.astimezone(UTC)
    return local.isoformat(timespec="seconds")


def spoken(moment: datetime, zone: tzinfo) -> str:
    """The moment in `zone`, to the second and with the zone's name, as a writer is told of it."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"


def parse(value: object, zone: ZoneInfo) -> datetime:
    """The moment that `value`, a text or a date of TOML, stands for, in UTC; `zone` is that of a time without one.

    Raises ValueError, with one sentence for the writer, where the value is no date or could be two.
    """
    if isinstance(value, datetime):
        return _in_utc(value, zone, str(value))
    if isinstance(value, date):
        return _in_utc(datetime(value.year, value.month, value.day), zone, str(value))  # noqa: DTZ001 - localised there
    if not isinstance(value, str):
        raise ValueError(f"“{_shortened(repr(value))}” is no date.")
    return _read(_stripped(value), zone)


def from_file_name(stem: str, zone: ZoneInfo) -> tuple[datetime | None, str]:
    """`2026-11-22-slug` as its moment and `slug`; without a possible date in front, None and the stem whole."""
    match = FILE_NAME.fullmatch(stem)
    if not match:
        return None, stem
    moment = _day(match[1], match[2], match[3], zone)
    return (moment, match[4] or stem) if moment else (None, stem)


def from_path(path: str, zone: ZoneInfo) -> datetime | None:
    """The day in a path such as `/2014/05/14/slug`, or None."""
    match = IN_PATH.search(path)
    return _day(match[1], match[2], match[3], zone) if match else None


def _day(year: str, month: str, day: str, zone: ZoneInfo) -> datetime | None:
    try:
        return _in_utc(datetime(int(year), int(month), int(day)), zone, "")  # noqa: DTZ001 - localised there
    except ValueError:
        return None


def _read(text: str, zone: ZoneInfo) -> datetime:
    if len(text) > LONGEST:
        raise ValueError(f"“{_shortened(text)}” is too long for a date.")
    match = YEAR_FIRST.fullmatch(text) or DAY_FIRST.fullmatch(text) or MONTH_FIRST.fullmatch(text)
    if not match:
        raise ValueError(_why_not(text))
    month = match["month"]
    number = int(month) if month.isdigit() else MONTHS.get(month.lower(), 0)
    if not number:
        raise ValueError(f"“{_shortened(text)}” is no date: “{month}” is no English name of a month.")
    try:
        day = datetime(int(match["year"]), number, int(match["day"]))  # noqa: DTZ001 - its zone is put on below
    except ValueError:
        raise ValueError(f"“{text}” is no date: there is no such day.") from None
    if not match["rest"]:
        return _in_utc(day, zone, text)
    clock, offset = _time(match["rest"], text)
    return _in_utc((day + clock).replace(tzinfo=offset), zone, text)


def _time(rest: str, text: str) -> tuple[timedelta, tzinfo | None]:
    match = TIME.fullmatch(rest)
    if not match:
        raise ValueError(f"“{text}” is no date: “{rest}” is no time such as 09:05.")
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"“{text}” is no date: there is no hour {hour} {match['half']}.")
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"“{text}” is no date: the last time of a day is 23:59:59.")
    microsecond = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    clock = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microsecond)
    return clock, _zone(match["zone"], text) if match["zone"] else None


def _zone(name: str, text: str) -> tzinfo:
    if name.lower() in ABBREVIATIONS:
        return timezone(timedelta(hours=ABBREVIATIONS[name.lower()]))
    match = OFFSET.fullmatch(name)
    if match:
        return _offset(match, text)
    if ZONE_NAME.fullmatch(name):
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            pass  # said below, with the other names that we do not know
    raise ValueError(
        f"“{text}” is no date: “{name}” is no time zone that we know; write an offset such as +01:00, "
        "or a name such as Europe/Paris."
    )


def _offset(match: re.Match[str], text: str) -> tzinfo:
    minutes, seconds = int(match["minutes"] or 0), int(match["seconds"] or 0)
    offset = timedelta(hours=int(match["hours"]), minutes=minutes, seconds=seconds)
    if offset > WIDEST_OFFSET or minutes > 59 or seconds > 59:
        raise ValueError(f"“{text}” is no date: no place is {match[0]} from UTC; 14 hours is the most.")
    return timezone(-offset if match["sign"] == "-" else offset)


def _in_utc(moment: datetime, zone: ZoneInfo, text: str) -> datetime:
    if moment.tzinfo is None:
        # fold=0: in a gap this takes the offset from before it, which is the move forward; in a fold, the first.
        moment = moment.replace(tzinfo=zone, fold=0)
    try:
        result = moment.astimezone(UTC)
    except OverflowError:
        result = EARLIEST.replace(day=1)
    if result < EARLIEST or result.year > LATEST_YEAR:
        raise ValueError(f"“{text}” lies outside the years 1 to {LATEST_YEAR}.")
    return result


def _stripped(text: str) -> str:
    """Without blanks and quotation marks around it, and with a typographic minus sign made plain."""
    return text.strip().strip("\"'“”‘’").strip().replace("\N{MINUS SIGN}", "-")


def _why_not(text: str) -> str:
    if not text:
        return "The date is empty."
    if match := YEAR_LAST.match(text):
        return f"“{_shortened(text)}” {_which_day(match)}"
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return f"“{text}” is a year, not a day; write it as YYYY-MM-DD."
    return f"“{_shortened(text)}” is no date such as 2026-11-22 or 2026-11-22 09:05."


def _which_day(match: re.Match[str]) -> str:
    """What is to be said of a date that ends with its year: the day, where only one can be meant."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if len(match["year"]) == 2 and max(first, second) > 12:
        return "has no year of four digits; write it as YYYY-MM-DD."
    days = {_iso(year, second, first), _iso(year, first, second)} - {""}
    if not days:
        return "is no date: there is no such day."
    if len(days) > 1 or len(match["year"]) == 2:
        return "can be read with the day or the month first; write it as YYYY-MM-DD."
    return f"seems to mean the day {days.pop()}; write it so."


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
