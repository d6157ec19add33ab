"""Between calendars and minutes: instants as whole minutes since 1970, and timetables written out over a span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import ceil

from corridor.model.timetable import DAYS, Timetable, minute_of_day
from corridor.search.schedule import Sailings, Windows
from corridor.units import MINUTES_PER_HOUR, minutes

_MONTHS = 12
_DAY = timedelta(days=1)


def minute_of(instant: datetime) -> int:
    """Give the minutes since 1970 of an aware instant, begun minutes counted whole.

    >>> minute_of(datetime(1970, 1, 1, 1, 0, 30, tzinfo=UTC))
    61
    """
    return ceil(instant.timestamp() / MINUTES_PER_HOUR)


def instant_of(minute: int, zone: tzinfo = UTC) -> datetime:
    """Give the instant of a minute since 1970, in a zone.

    >>> str(instant_of(61))
    '1970-01-01 01:01:00+00:00'
    """
    return datetime.fromtimestamp(minute * MINUTES_PER_HOUR, UTC).astimezone(zone)


def sailings(rows: Sequence[Timetable], zone: tzinfo, first: int, last: int) -> Sailings:
    """Write out the departures of a service from minute `first` to `last`, in the local time of its port."""
    found = []
    for row in rows:
        for day in _days(row, zone, first, last):
            departure = _minute(day, row.begin_minute(), zone)
            if departure >= first:
                found.append((departure - minutes(row.cutoff_hours), departure, departure))
    return Sailings.closing(found)


def windows(rows: Sequence[Timetable], zone: tzinfo, first: int, last: int, duration: int) -> Windows:
    """Write out the hours in which a link may be entered; those that touch are one."""
    spans = []
    for row in rows:
        ends, begins = minute_of_day(row.ends), row.begin_minute()
        for day in _days(row, zone, first, last):
            close = _minute(day if ends > begins else day + _DAY, ends, zone)
            opens = _minute(day, begins, zone)
            if opens < close:  # not where the clocks leap over all of it
                spans.append((opens, close))
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return Windows(tuple(begin for begin, _ in merged), tuple(end for _, end in merged), duration)


def month_starts(zone: tzinfo, first: int, last: int) -> list[tuple[int, int]]:
    """Give (minute, month) of each month that begins before `last`, that of `first` included."""
    when = instant_of(first, zone).date().replace(day=1)
    found = []
    while (minute := _minute(when, 0, zone)) < last:
        found.append((minute, when.month))
        when = date(when.year + when.month // _MONTHS, when.month % _MONTHS + 1, 1)
    return found


def _days(row: Timetable, zone: tzinfo, first: int, last: int) -> Iterator[date]:
    """Give the days from the one before `first` to `last` on which a row holds."""
    day, end = instant_of(first, zone).date() - _DAY, instant_of(last, zone).date()
    while day <= end:
        if DAYS[day.weekday()] in row.days and row.is_valid(day.isoformat()):
            yield day
        day += _DAY


def _minute(day: date, minute: int, zone: tzinfo) -> int:
    """Give the instant at which the clocks of a zone show a minute of a day (1440: the next midnight)."""
    days, rest = divmod(minute, 24 * MINUTES_PER_HOUR)
    clock = datetime(day.year, day.month, day.day, tzinfo=zone) + days * _DAY
    return minute_of(clock.replace(hour=rest // MINUTES_PER_HOUR, minute=rest % MINUTES_PER_HOUR))
