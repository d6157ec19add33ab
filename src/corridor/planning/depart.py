"""A journey with a date: the earliest arrival from one instant on, or the undated best followed day by day.

With `minimize="time"` the search is time-dependent and exact, ties settled by cost; for other criteria the best
itinerary is that of the month of departure without dates, walked forward.  A wait without a published timetable
is the expected one, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any, NoReturn

from corridor.errors import NoItineraryError, QueryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.zones import zone_of
from corridor.planning.assemble import assemble
from corridor.planning.calendar import instant_of, minute_of
from corridor.planning.query import Query, make_query
from corridor.planning.route import no_itinerary
from corridor.planning.solve import Problem, bounds_of, floored, pose, priced_graph, solve
from corridor.planning.stategraph import Arc
from corridor.planning.timeline import Timeline
from corridor.search.schedule import Run, Sailings, Seasons, Static, Windows, best_within, earliest_arrival, walk
from corridor.search.shortest import distances
from corridor.units import MINUTES_PER_HOUR, hours

HORIZON = 366 * 24 * 60
"""Minutes for which departures are looked up: nobody waits longer."""
YEARS = range(2000, 2100)
REMARKS = (
    "Best by {objective} without dates, then followed from the departure on.",
    "No timetable is known for {services}: the expected wait is counted.",
    "No timetables are known for {services}: the expected wait is counted.",
    "The range counts no missed departure of {services}; `corridor reliability --depart` does.",
)
"""What there is to remark on dates, so that maps can say it in other languages."""
_ZONES_MISSING = "the machine has no time-zone data; install the system's or the package tzdata"


def dated_query(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None,
    depart: datetime | str,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Query:
    """Check a question with a departure; its date, in the origin's local time, is that of the links and months.

    Raises `QueryError` for a departure without an offset, and for another date beside it.
    """
    query = make_query(network, origin, destination, consignment, **options)
    begins = _instant(network, query.origin, depart)
    if query.on not in {None, begins.date()}:
        raise QueryError("--date", query.on, f"the departure is on {begins.date()}; leave --date out")
    return replace(query, on=begins.date(), depart=begins)


def query_of(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None,
    depart: datetime | str | None,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Query:
    """Check a question with or without a departure; raises as `make_query` and `dated_query` do."""
    if depart is None:
        return make_query(network, origin, destination, consignment, **options)
    return dated_query(network, origin, destination, consignment, depart, **options)


def _instant(network: Network, origin: str, depart: datetime | str) -> datetime:
    node = network.nodes[origin]
    try:
        given = datetime.fromisoformat(depart) if isinstance(depart, str) else depart
    except ValueError:
        problem = "write date, time and offset, such as 2026-12-03T08:00+05:00"
        raise QueryError("--depart", depart, problem) from None
    if given.year not in YEARS:
        raise QueryError("--depart", depart, f"timetables are kept for {YEARS[0]} to {YEARS[-1]}")
    zone = zone_at(network, origin, "--depart", depart)
    if given.tzinfo is None or given.utcoffset() is None:
        local = given.replace(tzinfo=zone).isoformat(timespec="minutes")
        raise QueryError("--depart", depart, f"say the offset; by the clocks of {node.name} it is {local}")
    return instant_of(minute_of(given), zone)


def zone_at(network: Network, node_id: str, option: str, value: object) -> tzinfo:
    """Give the time zone of a place; raise `QueryError` where the machine has no zone data."""
    try:
        return zone_of(network.nodes[node_id])
    except KeyError:
        raise QueryError(option, value, _ZONES_MISSING) from None


def dated_route(query: Query, network: Network, timeline: Timeline | None = None) -> Itinerary:
    """Give the itinerary of a query with a departure; raise `NoItineraryError` with its reason where there is none.

    A timeline of the same query may be given, so that several departures share it.
    """
    assert query.depart is not None  # noqa: S101 - made by `dated_query`
    start = minute_of(query.depart)
    line = timeline or Timeline(network, query, start, start + HORIZON)
    found = _earliest(line, query, start) if query.minimize == "time" else _walked(line, query, start)
    if found is None:
        _refuse(line, query, start)
    return _itinerary(line, query, found)


def followed(line: Timeline, query: Query, arcs: Sequence[Arc]) -> Itinerary | None:
    """Give the itinerary of a path that is followed from the departure of a query on; None where it is cut off."""
    assert query.depart is not None  # noqa: S101 - made by `dated_query`
    found = _walk(line, arcs, minute_of(query.depart))
    return None if found is None else _itinerary(line, query, found)


Dated = tuple[Sequence[Arc], list[int]]
"""Arcs, and the minute at which each ends."""


def _itinerary(line: Timeline, query: Query, found: Dated) -> Itinerary:
    arcs, times = found
    assert query.depart is not None  # noqa: S101 - made by `dated_query`
    used = line.used(arcs, times, minute_of(query.depart))
    remarks = _remarks(line, query, arcs)
    return replace(assemble(line.network, query, used), departs=query.depart, remarks=remarks)


def _walk(line: Timeline, arcs: Sequence[Arc], start: int) -> Dated | None:
    times = walk([line.crossing(arc) for arc in arcs], list(range(len(arcs))), start)
    return None if times is None else (arcs, times)


def _earliest(line: Timeline, query: Query, start: int) -> Dated | None:
    """Find the earliest arrival, of all that arrive then the cheapest, and of these the undated best."""
    made = line.graph()
    problem = pose(made, query)
    crossings = [line.crossing(arc) for arc in problem.arcs]
    run = _first(problem, crossings, query, start)
    if run is None and query.filters.via:
        problem = pose(made, query, ports_by_sea=False)
        crossings = [line.crossing(arc) for arc in problem.arcs]
        run = _first(problem, crossings, query, start)
    if run is None:
        return None
    arcs = [problem.arcs[number] for number in run.arcs]
    same = _walked(line, query, start)
    if same is not None and same[1][-1] == run.times[-1] and _cents(same[0]) <= _cents(arcs):
        return same
    return arcs, run.times


def _first(problem: Problem, crossings: Sequence[Any], query: Query, start: int) -> Run | None:
    """Give the run that arrives first within the bounds, at the least cost."""
    ends = problem.source, problem.target, start
    columns, limits = [[arc.impedance.cents for arc in problem.arcs]], [None]
    within = replace(query, filters=replace(query.filters, max_hours=None))
    bounded = bounds_of(problem.arcs, within)
    deadline = None if query.filters.max_hours is None else start + floored(query.filters.max_hours * MINUTES_PER_HOUR)
    if bounded:
        sums = [column for column, _ in bounded]
        first = best_within(problem.graph, crossings, *ends, sums, [most for _, most in bounded], deadline=deadline)
    else:
        sums, first = [], earliest_arrival(problem.graph, crossings, *ends)
    if first is None or (deadline is not None and first.times[-1] > deadline):
        return None
    return best_within(
        problem.graph,
        crossings,
        *ends,
        [*columns, *sums],
        [*limits, *(most for _, most in bounded)],
        deadline=first.times[-1],
        cheapest=True,
        remaining=_remaining(problem, crossings),
    )


def _remaining(problem: Problem, crossings: Sequence[Any]) -> list[int]:
    """Give by node the minutes needed at least from there to the target."""
    backwards = problem.graph.reversed()
    least = [_least(crossings[arc]) for arc in backwards.order]
    return distances(backwards, least, problem.target)


def _least(crossing: Static | Sailings | Windows | Seasons) -> int:
    if isinstance(crossing, Sailings):
        return 0
    if isinstance(crossing, Seasons):
        return min(part for part in crossing.durations if part is not None)
    return crossing.duration


def _walked(line: Timeline, query: Query, start: int) -> Dated | None:
    """Follow the undated best of the month of departure from one instant on."""
    arcs = solve(priced_graph(line.network, query), query)
    return None if arcs is None else _walk(line, arcs, start)


def _cents(arcs: Sequence[Arc]) -> int:
    return sum(arc.impedance.cents for arc in arcs)


def _remarks(line: Timeline, query: Query, arcs: Sequence[Arc]) -> tuple[str, ...]:
    """Say what the dates rest on."""
    services = [arc for arc in arcs if arc.kind == "waiting"]
    names = [arc.label for arc in services if not isinstance(line.crossing(arc), Sailings)]
    known = [arc.label for arc in services if isinstance(line.crossing(arc), Sailings)]
    followed, one_unknown, many_unknown, missed = REMARKS
    found = []
    if query.minimize != "time":
        found.append(followed.format(objective=query.minimize))
    if names:
        found.append((many_unknown if len(names) > 1 else one_unknown).format(services=", ".join(names)))
    if known:
        found.append(missed.format(services=", ".join(known)))
    return tuple(found)


def _refuse(line: Timeline, query: Query, start: int) -> NoReturn:
    """Say why there is no itinerary: none at all, none in the hours given, or none that sails any more."""
    network = line.network
    timeless = replace(query, filters=replace(query.filters, max_hours=None))
    undated = solve(priced_graph(network, timeless), timeless)
    if undated is None:
        raise no_itinerary(network, timeless)
    names = network.nodes[query.origin].name, network.nodes[query.destination].name
    most = query.filters.max_hours
    late = None if most is None else _earliest(line, timeless, start)
    if late is not None and most is not None and late[1][-1] - start > floored(most * MINUTES_PER_HOUR):
        reason = f"the earliest arrival is {hours(late[1][-1] - start):.1f} h after the departure; at most {most:g} h"
        raise NoItineraryError(*names, f"{reason} are admitted.", ["--max-hours"])
    raise NoItineraryError(*names, *_cut_off(line, undated, start))


def _cut_off(line: Timeline, arcs: Sequence[Arc], start: int) -> tuple[str, list[str]]:
    """Name the service of a path that does not sail any more, and when its timetable holds."""
    now = start
    for arc in arcs:
        then = line.crossing(arc).arrive(now)
        if then is None:
            day = instant_of(now, UTC).date()
            return f"{arc.label or arc.subject} does not go after {day}: {_validity(line, arc, day)}.", [arc.subject]
        now = then
    return "what would lead there within a year of the departure does not go any more.", []


def _validity(line: Timeline, arc: Arc, day: date) -> str:
    rows = line.network.timetables.get(arc.subject, ())
    spans = sorted({(row.valid_from, row.valid_to) for row in rows})
    told = ", ".join(f"{begin or 'any day'} to {end or 'any day'}" for begin, end in spans)
    later = [begin for begin, _ in spans if begin > day.isoformat()]
    return f"its timetable holds from {told}" + (f"; it goes again from {min(later)}" if later else "")
