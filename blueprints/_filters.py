"""What templates may do to a value: print its date, in the language of the page, and name a static file."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_time, get_day_names
from babel.lists import format_list
from markupsafe import Markup, escape

from newsroom.locales import language_name, locale_of

_BEFORE_DAY = re.compile(r"(?<=day),(?= \d)")


def date_long(value: date | datetime, language: str = "en") -> str:
    """22 November 2026"""
    return _date(_day(value), "long", language)


def date_full(value: date | datetime, language: str = "en") -> str:
    """Sunday 22 November 2026; in America, Sunday, November 22, 2026."""
    written = _date(_day(value), "full", language)
    return _BEFORE_DAY.sub("", written) if locale_of(language).language == "en" else written


def time_short(value: datetime, language: str = "en") -> str:
    """19:02"""
    return _time(value.time(), language)


def moment(value: datetime, today: date, language: str = "en") -> str:
    """The time of day where it is of today, else the date. Midnight is what a date without a time reads as."""
    if value.date() == today and (value.hour or value.minute):
        return _time(value.time(), language)
    return _date(value.date(), "long", language)


def stamp(value: datetime, language: str = "en") -> str:
    """22 November 2026, 19:02"""
    pattern = locale_of(language).datetime_formats["medium"]
    return str(pattern).format(time_short(value, language), date_long(value.date(), language))


def iso(value: date | datetime) -> str:
    """RFC 3339, with the offset for a moment."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def listed(parts: Iterable[str], language: str = "en") -> str:
    """A, B and C"""
    written = format_list([str(escape(part)) for part in parts], locale=locale_of(language))
    return Markup(written)  # noqa: S704 - each part is escaped, and the words between them are of Babel


def weekdays(language: str = "en") -> tuple[tuple[str, str], ...]:
    """(initial, name) of each day, Monday first."""
    locale = locale_of(language)
    initials, names = (get_day_names(width, "stand-alone", locale) for width in ("narrow", "wide"))
    return tuple((initials[day], names[day]) for day in range(7))


# Babel takes 50 µs for a date. What is kept is local days and times, since equal moments of two zones are one key.


@lru_cache(maxsize=4096)
def _date(day: date, form: str, language: str) -> str:
    return format_date(day, form, locale=locale_of(language))


@lru_cache(maxsize=4096)
def _time(value: time, language: str) -> str:
    return format_time(value, "short", locale=locale_of(language))


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


FILTERS = (date_long, date_full, time_short, moment, stamp, iso, language_name, listed, weekdays)
