"""When something leaves or is open: a row of a timetable, in the local time of the place."""

from __future__ import annotations

from typing import NamedTuple

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
"""A time of day, HH:MM."""
_MINUTES_PER_DAY = 24 * 60


class Timetable(NamedTuple):
    """Departures of a service on days of the week, or hours in which a link may be entered.

    Dates are `YYYY-MM-DD`, empty where no end is said; times are `HH:MM`.
    """

    subject: str
    """A service_id; for hours of opening, a link_id."""
    days: tuple[str, ...]
    begins: str
    """Local time of departure, or when the link opens; empty: at the end of the day."""
    ends: str = ""
    """When the link shuts (before `begins`: on the next day); empty for a departure."""
    cutoff_hours: float = 0.0
    valid_from: str = ""
    valid_to: str = ""
    as_of: str = ""
    source_id: str = ""
    confidence: str = ""
    note: str = ""

    @property
    def is_window(self) -> bool:
        """Say whether it gives hours of opening, and not a departure."""
        return bool(self.ends)

    def is_valid(self, on: str) -> bool:
        """Say whether it holds on a date.

        >>> Timetable("svc", ("mon",), "08:00", valid_to="2026-03-31").is_valid("2026-04-01")
        False
        """
        return self.valid_from <= on and (not self.valid_to or on <= self.valid_to)

    def begin_minute(self) -> int:
        """Give the minute of the day at which it begins; 1440 where only the day is known.

        >>> Timetable("svc", ("mon",), "08:30").begin_minute()
        510
        """
        return minute_of_day(self.begins) if self.begins else _MINUTES_PER_DAY

    def week_minutes(self) -> list[int]:
        """Give the minutes after Monday 00:00 at which it begins."""
        return [DAYS.index(day) * _MINUTES_PER_DAY + self.begin_minute() for day in self.days]


def minute_of_day(text: str) -> int:
    """Read HH:MM.

    >>> minute_of_day("23:59")
    1439
    """
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
