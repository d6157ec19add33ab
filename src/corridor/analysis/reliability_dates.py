"""Journeys drawn from a departure on: which ways, and the waits that the clock decides in each of them.

Whoever is late for a sailing takes the next one.  A plan with dates cannot show that, drawn journeys can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np

from corridor.costing.times import Floats
from corridor.errors import NoItineraryError, QueryError
from corridor.model.itinerary import Itinerary, Leg, TransferStep
from corridor.model.ledger import Entry
from corridor.model.network import Network
from corridor.model.zones import zone_of
from corridor.planning.calendar import minute_of, sailings, windows
from corridor.planning.depart import HORIZON, dated_route, followed, zone_at
from corridor.planning.frontier import frontier_of
from corridor.planning.query import Query
from corridor.planning.solve import priced_graph, solve
from corridor.planning.spread import Part, Shares, parts_of_entry
from corridor.planning.stategraph import Arc
from corridor.planning.timeline import Timeline
from corridor.search.schedule import Sailings, Windows

_DAY = "2026-12-24"


class Clock(NamedTuple):
    """A wait for a departure, or for hours of opening, and the step to which it counts."""

    step: int
    subject: str
    start: int
    """The departure of the journey, in minutes since 1970."""
    opens: Floats
    """When one goes on who comes before the close of the same place, a year after the start at the last."""
    closes: Floats
    side: str
    """Whether who comes with the close is in time: `left`, or too late: `right`."""

    def wait(self, taken: Floats) -> Floats:
        """Give the minutes waited by who comes so many minutes after the start of the journey."""
        now = taken + self.start
        reached = self.opens[np.searchsorted(self.closes, now, side=self.side)]  # type: ignore[call-overload]
        return np.maximum(reached - now, 0.0)


def timed_parts(itinerary: Itinerary, shares: Shares) -> list[Part | Clock]:
    """Give all times of an itinerary with a departure in their order, clocks in place of planned waits for them.

    Who misses the last departure known waits until a year after the start.
    """
    found: list[Part | Clock] = []
    opening: tuple[int, str] | None = None
    for number, step in enumerate(itinerary.steps):
        if isinstance(step, Leg):
            found += _moved(itinerary, number, step, shares, opening)
        elif step.kind == "waiting" and itinerary.network.timetables.get(step.subject):
            rows = itinerary.network.timetables[step.subject]
            if rows[0].is_window:
                opening = number, step.subject
                continue
            found.append(_sailing(itinerary, number, step))
        else:
            found += _spread(itinerary, number, step, shares)
        opening = None
    return found


def _spread(itinerary: Itinerary, number: int, step: Leg | TransferStep, shares: Shares) -> Iterator[Part]:
    for entry in step.entries:
        yield from parts_of_entry(itinerary.network, entry, number, step, shares)


def _moved(
    itinerary: Itinerary, number: int, leg: Leg, shares: Shares, opening: tuple[int, str] | None
) -> Iterator[Part | Clock]:
    """Give the times of a leg link by link, the hours of opening of a link before it; one run twice stands twice."""
    network, start = itinerary.network, _start(itinerary)
    entries: dict[str, list[Entry]] = {}
    for entry in leg.entries:
        entries.setdefault(entry.subject, []).append(entry)
    runs = Counter(leg.link_ids)
    done: Counter[str] = Counter()
    for link_id, forward in zip(leg.link_ids, leg.forward, strict=True):
        rows = network.timetables.get(link_id, ())
        if rows:
            zone = zone_of(network.nodes[network.links[link_id].ends(forward=forward)[0]])
            known = windows(rows, zone, start, start + HORIZON, 0)
            counted = opening[0] if opening and opening[1] == link_id else number
            yield _clock(counted, link_id, start, known, known.opens, "right")
        own, size = entries.get(link_id, []), len(entries.get(link_id, [])) // runs[link_id]
        for entry in own[done[link_id] * size : (done[link_id] + 1) * size]:
            yield from parts_of_entry(network, entry, number, leg, shares)
        done[link_id] += 1


def _sailing(itinerary: Itinerary, number: int, step: TransferStep) -> Clock:
    network, start = itinerary.network, _start(itinerary)
    rows, zone = network.timetables[step.subject], zone_of(network.nodes[step.node_id])
    known = sailings(rows, zone, start, start + HORIZON)
    return _clock(number, step.subject, start, known, known.arrives, "left")


def _clock(step: int, subject: str, start: int, known: Sailings | Windows, opens: Sequence[int], side: str) -> Clock:
    return Clock(step, subject, start, np.array([*opens, start + HORIZON], float), np.array(known.closes, float), side)


def _start(itinerary: Itinerary) -> int:
    assert itinerary.departs is not None  # noqa: S101 - asked for itineraries with one
    return minute_of(itinerary.departs)


def followed_ways(network: Network, query: Query, ways: Sequence[Sequence[Arc]]) -> list[Itinerary]:
    """Follow ways from the departure of a query on, without those that are cut off, and add the earliest arrival.

    Raises `NoItineraryError` where nothing arrives.
    """
    assert query.depart is not None  # noqa: S101 - made by `dated_query`
    by_time, start = replace(query, minimize="time"), minute_of(query.depart)
    line = Timeline(network, by_time, start, start + HORIZON)
    first = dated_route(by_time, network, line)
    made = (followed(line, by_time, arcs) for arcs in ways)
    return [*(one for one in made if one is not None), first]


def dated_ways(network: Network, query: Query) -> list[Itinerary]:
    """Give the ways worth drawing from a departure on.

    They are those that nothing beats in cost and time in the month of departure, the best in what is minimised,
    and the earliest arrival by the timetables; each is followed from the departure on, and a bound on the hours is one
    on those with dates.  Raises `NoItineraryError`.
    """
    undated = replace(query, filters=replace(query.filters, max_hours=None))
    try:
        front = frontier_of(network, undated, ("cost", "time"))
        ways = [front.arcs(point.index) for point in front.shown]
    except NoItineraryError:  # the earliest arrival goes by what opens in a later month
        ways = []
    best = solve(priced_graph(network, undated), undated)
    most = query.filters.max_hours
    made = followed_ways(network, query, [*ways, best] if best else ways)
    return [one for one in made if most is None or one.hours <= most]


def deadline_of(network: Network, query: Query, deadline: date | datetime | str) -> float:
    """Give the hours from the departure of a query to a deadline: an instant with its offset, or the end of a day.

    A day ends by the clocks of the destination.  Raises `QueryError` for one that cannot be read, and for one that
    is not after the departure.
    """
    if query.depart is None:
        problem = "a date needs the departure (--depart); without one write days or hours from the start, such as 25d"
        raise QueryError("--deadline", deadline, problem)
    ends = _end(network, query, deadline)
    # Instants of one zone are subtracted by its clocks, which may have changed between them.
    found = (ends.astimezone(UTC) - query.depart.astimezone(UTC)) / timedelta(hours=1)
    if found <= 0:
        raise QueryError("--deadline", deadline, f"it is not after the departure, {query.depart.isoformat()}")
    return found


def _end(network: Network, query: Query, deadline: date | datetime | str) -> datetime:
    zone, name = zone_at(network, query.destination, "--deadline", deadline), network.nodes[query.destination].name
    try:
        day = date.fromisoformat(deadline) if isinstance(deadline, str) and len(deadline) == len(_DAY) else deadline
        given = datetime.fromisoformat(day) if isinstance(day, str) else day
        if not isinstance(given, datetime):
            return datetime.combine(given + timedelta(days=1), time(), zone)
    except (ValueError, OverflowError):
        problem = f"write a day, such as {_DAY}, or date, time and offset, such as {_DAY}T18:00+03:00"
        raise QueryError("--deadline", deadline, problem) from None
    if given.utcoffset() is None:
        local = given.replace(tzinfo=zone).isoformat(timespec="minutes")
        raise QueryError("--deadline", deadline, f"say the offset; by the clocks of {name} it is {local}")
    return given
