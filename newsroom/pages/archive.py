"""The archive: years, months with a calendar, days."""

import calendar
from datetime import date, datetime

from babel.dates import format_date, format_skeleton

from newsroom.catalogue.rows import Entry
from newsroom.locales import locale_of
from newsroom.pages._head import list_head, trail
from newsroom.pages.lists import by_day
from newsroom.pages.views import ArchivePage, Link, Month
from newsroom.query import Query

_MOST = 500
_LATEST = 4
"""Months on the page of all years."""


def archive(query: Query, year: int = 0, month: int = 0, day: int = 0) -> ArchivePage | None:
    """All years, or one year, month or day of the site's zone; None where no public story is of that time."""
    found = _span(year, month, day)
    if found is None:
        return None
    start, end = found
    counts = {date.fromisoformat(text): count for text, count in query.days(start, end)}
    if year and not counts:
        return None
    title, path = _title(query, year, month, day), _path(year, month, day)
    crumbs = trail(query, *_crumbs(query, year, month, day))
    entries: tuple[Entry, ...] = ()
    if month:
        entries = query.listed(_MOST, 0, "day", start, end)
    days = by_day(query, entries)
    cards = tuple(card for each in days for card in each.cards)
    about = {"paper": query.site.title, "time": title}
    if year:
        text = query.say("Every story of %(paper)s: %(time)s.", **about)
    else:
        text = query.say("Every story of %(paper)s by date.", **about)
    head = list_head(query, title, path, text, crumbs, cards)
    previous, following = _neighbours(query, year, month, day)
    return ArchivePage(
        query.chrome(), head, crumbs, title, sum(counts.values()),
        _years(query) if not year else (), () if day else _months(query, counts if year else _latest(counts)), days,
        previous, following,
    )  # fmt: skip


def _span(year: int, month: int, day: int) -> tuple[str, str] | None:
    """Bounds of the days as text; None for a date that does not exist."""
    if not year:
        return "0", "9"
    if not 1 <= year <= 9998:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first.isoformat(), date.fromordinal(first.toordinal() + 1).isoformat()
    if month:
        following = date(year + month // 12, month % 12 + 1, 1)
        return first.isoformat(), following.isoformat()
    return first.isoformat(), date(year + 1, 1, 1).isoformat()


def _path(year: int, month: int = 0, day: int = 0) -> str:
    parts = [f"{year:04}" if year else "", f"{month:02}" if month else "", f"{day:02}" if day else ""]
    return "/archive/" + "".join(f"{part}/" for part in parts if part)


def _title(query: Query, year: int, month: int, day: int) -> str:
    if not year:
        return query.say("Archive")
    locale = locale_of(query.language)
    start = datetime(year, month or 1, day or 1)  # noqa: DTZ001 - a day of the calendar
    if day:
        return format_date(start, "long", locale)
    return format_skeleton("yMMMM" if month else "y", start, locale=locale)


def _crumbs(query: Query, year: int, month: int, day: int) -> list[Link]:
    crumbs = [Link(query.say("Archive"), "/archive/")]
    if year:
        crumbs.append(Link(str(year), _path(year)))
    if month:
        crumbs.append(Link(_title(query, year, month, 0), _path(year, month)))
    if day:
        crumbs.append(Link(_title(query, year, month, day), _path(year, month, day)))
    return crumbs


def _years(query: Query) -> tuple[Link, ...]:
    counts: dict[str, int] = {}
    for day, count in query.days():
        counts[day[:4]] = counts.get(day[:4], 0) + count
    return tuple(Link(str(int(year)), f"/archive/{year}/", count=count) for year, count in counts.items())


def _latest(counts: dict[date, int]) -> dict[date, int]:
    """Those of the latest months that have stories."""
    months = sorted({(day.year, day.month) for day in counts})[-_LATEST:]
    return {day: count for day, count in counts.items() if (day.year, day.month) in months}


def _months(query: Query, counts: dict[date, int]) -> tuple[Month, ...]:
    """The months that have stories, in order."""
    months = sorted({(day.year, day.month) for day in counts})
    return tuple(
        Month(
            _title(query, year, month, 0), _path(year, month),
            sum(count for day, count in counts.items() if (day.year, day.month) == (year, month)),
            _weeks(year, month, counts),
        )
        for year, month in months
    )  # fmt: skip


def _weeks(year: int, month: int, counts: dict[date, int]) -> tuple[tuple[Link | None, ...], ...]:
    weeks = []
    for week in calendar.Calendar().monthdayscalendar(year, month):
        cells: list[Link | None] = []
        for day in week:
            count = counts.get(date(year, month, day), 0) if day else 0
            cells.append(Link(str(day), _path(year, month, day) if count else "", count=count) if day else None)
        weeks.append(tuple(cells))
    return tuple(weeks)


def _neighbours(query: Query, year: int, month: int, day: int) -> tuple[Link | None, Link | None]:
    """The nearest time of the same length that has stories, before and after."""
    if not year:
        return None, None
    length = 10 if day else 7 if month else 4
    here = f"{year:04}-{month:02}-{day:02}"[:length]
    spans = sorted({text[:length] for text, _ in query.reader.days(query.now)})
    before = [span for span in spans if span < here]
    after = [span for span in spans if span > here]
    return _link(query, before[-1]) if before else None, _link(query, after[0]) if after else None


def _link(query: Query, span: str) -> Link:
    numbers = [*map(int, span.split("-")), 0, 0]
    return Link(_title(query, *numbers[:3]), _path(*numbers[:3]))
