"""The best journey for each day of departure: on which day it pays to begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from corridor.errors import NoItineraryError, QueryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.model.timetable import CLOCK, minute_of_day
from corridor.planning.admit import usable_links
from corridor.planning.calendar import minute_of
from corridor.planning.depart import HORIZON, YEARS, dated_query, dated_route, zone_at
from corridor.planning.query import Query, make_query
from corridor.planning.route import answer
from corridor.planning.timeline import Timeline
from corridor.units import MINUTES_PER_HOUR

MOST_DAYS = 366
_RANKS = {"cost": "cost_usd", "time": "hours", "co2e": "co2e_kg"}


@dataclass(frozen=True)
class Departure:
    """A day of departure: its best journey, or why there is none."""

    departs: datetime
    """In the local time of the origin."""
    itinerary: Itinerary | None
    reason: str = ""

    @property
    def arrives(self) -> datetime | None:
        """Give the arrival in the local time of the destination."""
        return None if self.itinerary is None else self.itinerary.spans[-1][1]


@dataclass(frozen=True, eq=False)
class Departures:
    """Journeys by day; goes through a loop like a tuple of departures."""

    network: Network = field(repr=False)
    query: Query
    days: tuple[Departure, ...]

    def __iter__(self) -> Iterator[Departure]:
        return iter(self.days)

    def __len__(self) -> int:
        return len(self.days)

    @property
    def best(self) -> Departure:
        """Give the day whose journey is best in what is minimised, of equal ones the quickest, then the first."""
        return min((day for day in self.days if day.itinerary), key=self.rank)

    def rank(self, day: Departure) -> tuple[float, float]:
        """Give what a day with a journey is judged by: what is minimised, then the hours."""
        one = day.itinerary
        assert one is not None  # noqa: S101 - asked for journeys alone
        if self.query.minimize == "generalized":
            return one.cost_usd + self.query.vot_usd_per_hour * one.hours, one.hours
        return getattr(one, _RANKS[self.query.minimize]), one.hours

    def rows(self) -> list[dict[str, Any]]:
        """Give one row a day; instants are ISO 8601 with the local offset."""
        best = self.best
        return [_row(day, is_best=day is best) for day in self.days]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/timetables.md)."""
        remarks = dict.fromkeys(remark for day in self.days if day.itinerary for remark in day.itinerary.remarks)
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict()
            | {"from": self.days[0].departs.isoformat(), "to": self.days[-1].departs.isoformat()},
            "network": {"name": self.network.name, "as_of": self.network.as_of},
            "departures": self.rows(),
            "remarks": list(remarks),
        }

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give a pandas DataFrame, one row a day."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def __str__(self) -> str:
        return "\n".join(
            f"{row['departs']}: {row['hours']:.1f} h, USD {row['cost_usd']:,.0f}, {row['corridor']}"
            if row["arrives"]
            else f"{row['departs']}: {row['reason']}"
            for row in self.rows()
        )


def _row(day: Departure, *, is_best: bool) -> dict[str, Any]:
    one, arrives = day.itinerary, day.arrives
    return {
        "date": day.departs.date().isoformat(),
        "departs": day.departs.isoformat(),
        "arrives": None if arrives is None else arrives.isoformat(),
        "hours": None if one is None else one.hours,
        "waiting_hours": None if one is None else one.hours_by_activity["waiting"],
        "cost_usd": None if one is None else one.cost_usd,
        "co2e_kg": None if one is None else one.co2e_kg,
        "corridor": None if one is None else one.corridor,
        "is_best": is_best,
        "reason": day.reason,
    }


def departures(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    start: date | str,
    end: date | str,
    at: str = "08:00",
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Departures:
    """Give the best journey for each day from `start` to `end`, begun at an hour by the clocks of the origin.

    Each is what `route` gives with that departure.  Raises `QueryError` for dates that cannot be, and
    `NoItineraryError` where no day has a journey.

    >>> from corridor import load_network
    >>> found = departures(load_network(), "Baku", "Kars", start="2026-12-01", end="2026-12-03", minimize="time")
    >>> len(found), found.best.departs.isoformat()
    (3, '2026-12-01T08:00:00+04:00')
    """
    query = make_query(network, origin, destination, consignment, **options)
    if query.on is not None:
        raise QueryError("--date", query.on, "the days of departure are those of --from and --to")
    first, last = _day("--from", start), _day("--to", end)
    if not first <= last < first + timedelta(days=MOST_DAYS):
        raise QueryError("--to", last, f"the last day comes after the first, at most {MOST_DAYS} days in all")
    zone, minute = zone_at(network, query.origin, "--from", first.isoformat()), _minute(at)
    made: list[Departure] = []
    lines: dict[frozenset[str], Timeline] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        clock = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)
        dated = dated_query(network, query.origin, query.destination, query.consignment, clock, **options)
        line = _line(lines, network, dated, clock, last - day)
        made.append(_departure(network, dated, line))
    if not any(day.itinerary for day in made):
        timeless = replace(query.filters, max_hours=None)
        answer(network, replace(query, on=first, filters=timeless))  # says what bars the way, if it is not the dates
        names = network.nodes[query.origin].name, network.nodes[query.destination].name
        raise NoItineraryError(*names, made[0].reason)
    return Departures(network, query, tuple(made))


def _line(
    lines: dict[frozenset[str], Timeline], network: Network, query: Query, clock: datetime, more: timedelta
) -> Timeline:
    """Give the timeline of a day, shared by the days on which the same links are open."""
    usable = usable_links(network, query.filters, query.on)
    if usable not in lines:
        begin = minute_of(clock)
        lines[usable] = Timeline(network, query, begin, begin + more // timedelta(minutes=1) + HORIZON)
    return lines[usable]


def _departure(network: Network, query: Query, line: Timeline) -> Departure:
    assert query.depart is not None  # noqa: S101 - made by `dated_query`
    try:
        found = dated_route(query, network, line)
        if found.hours * MINUTES_PER_HOUR > HORIZON:
            found = dated_route(query, network)  # the timeline of all days reaches further than one day may wait
        return Departure(query.depart, found)
    except NoItineraryError as error:
        return Departure(query.depart, None, error.reason)


def _day(option: str, value: date | str) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise QueryError(option, value, "write a date as YYYY-MM-DD") from None
    if day.year not in YEARS:
        raise QueryError(option, value, f"timetables are kept for {YEARS[0]} to {YEARS[-1]}")
    return day


def _minute(text: str) -> int:
    if not re.fullmatch(CLOCK, text):
        raise QueryError("--at", text, "write a time of day as HH:MM")
    return minute_of_day(text)
