"""A query in time: what each arc of its state graph is from one departure on, and what it was when it was used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corridor.model.figure import Figure
from corridor.model.ledger import Entry, Impedance
from corridor.model.network import Network
from corridor.model.timetable import Timetable
from corridor.model.zones import zone_of
from corridor.planning.calendar import instant_of, month_starts, sailings, windows
from corridor.planning.query import Query
from corridor.planning.seasons import ArcKey, SeasonalArcs, key_of
from corridor.planning.solve import priced_graph
from corridor.planning.stategraph import Arc, StateGraph
from corridor.search.schedule import Crossing, Sailings, Seasons, Static, Windows
from corridor.units import hours


class Timeline:
    """The arcs of a query between two minutes since 1970; departures after the last are not known.

    Links are those that are open on the day of departure (`query.on`).
    """

    def __init__(self, network: Network, query: Query, first: int, last: int) -> None:
        self.network, self.query = network, query
        self.first, self.last = first, last
        self._seasonal = SeasonalArcs(network, query)
        self._crossings: dict[ArcKey, Crossing] = {}
        self._zones = {node_id: zone_of(node) for node_id, node in network.nodes.items()}

    def graph(self) -> StateGraph:
        """Give the state graph with every arc that can be used in some month of the span."""
        made = priced_graph(self.network, self.query)
        known = {key_of(arc) for arc in made.arcs}
        more: dict[ArcKey, Arc] = {}
        for month in sorted({month for zone in set(self._zones.values()) for _, month in self._months(zone)}):
            for key, arc in self._seasonal.in_month(month).items():
                if key not in known:
                    more.setdefault(key, arc)
        return replace(made, arcs=[*made.arcs, *more.values()]) if more else made

    def crossing(self, arc: Arc) -> Crossing:
        """Give what an arc is in time."""
        key = key_of(arc)
        if key not in self._crossings:
            self._crossings[key] = self._crossing(arc, key)
        return self._crossings[key]

    def _rows(self, arc: Arc) -> tuple[Timetable, ...]:
        return self.network.timetables.get(arc.subject, ()) if arc.kind in {"waiting", "link"} else ()

    def _crossing(self, arc: Arc, key: ArcKey) -> Crossing:
        zone, rows = self._zones[arc.tail[0] or arc.node_id], self._rows(arc)
        if rows and arc.kind == "waiting":
            return sailings(rows, zone, self.first, self.last)
        if rows:
            return windows(rows, zone, self.first, self.last, arc.impedance.minutes)
        if arc.subject not in self._seasonal.subjects:
            return Static(arc.impedance.minutes)
        pieces = [(minute, self._seasonal.in_month(month).get(key)) for minute, month in self._months(zone)]
        durations = {None if found is None else found.impedance.minutes for _, found in pieces}
        if len(durations) == 1:
            return Static(arc.impedance.minutes)
        return Seasons.of([(minute, found.impedance.minutes if found else None) for minute, found in pieces])

    def _months(self, zone: object) -> list[tuple[int, int]]:
        return month_starts(zone, self.first, self.last)  # type: ignore[arg-type]

    def used(self, arcs: Sequence[Arc], times: Sequence[int], start: int) -> list[Arc]:
        """Give the arcs of a path as they were when they were used: their hours add up to the journey's."""
        found: list[Arc] = []
        for arc, begin, end in zip(arcs, [start, *times], times, strict=False):
            found += self._used(arc, begin, end)
        return found

    def _used(self, arc: Arc, begin: int, end: int) -> list[Arc]:
        crossing = self.crossing(arc)
        if isinstance(crossing, Sailings):
            return [self._waited(arc, begin, end)]
        if isinstance(crossing, Windows):
            idle = end - begin - crossing.duration
            place = arc.tail[0]
            label = "hours of opening"
            wait = Arc(arc.tail, arc.tail, self._idle(arc, idle), "waiting", place, arc.subject, label=label)
            return [wait, arc] if idle else [arc]
        if isinstance(crossing, Seasons):
            return [self._in_season(arc, crossing, begin, end)]
        if arc.subject in self._seasonal.subjects and not self._rows(arc):
            month = instant_of(begin, self._zones[arc.tail[0] or arc.node_id]).month
            return [self._seasonal.in_month(month).get(key_of(arc), arc)]  # as long in all months, not as sure
        return [arc]

    def _waited(self, arc: Arc, begin: int, end: int) -> Arc:
        row = self._rows(arc)[0]
        leaves = instant_of(end, self._zones[arc.node_id])
        figure = _known(end - begin, row, f"Leaves {leaves:%a %Y-%m-%d %H:%M}")
        entry = Entry("hours", "waiting", *(end - begin,) * 3, 1, "times", figure, arc.subject)
        return arc._replace(impedance=Impedance.of([entry]))

    def _idle(self, arc: Arc, idle: int) -> Impedance:
        figure = _known(idle, self._rows(arc)[0], "Waits for the hours of opening")
        return Impedance.of([Entry("hours", "waiting", idle, idle, idle, 1, "times", figure, arc.subject)])

    def _in_season(self, arc: Arc, crossing: Seasons, begin: int, end: int) -> Arc:
        """Give the arc in the month in which it was begun, and the wait for that month where that was quicker."""
        zone = self._zones[arc.tail[0] or arc.node_id]
        for minute, month in self._months(zone):
            found = self._seasonal.in_month(month).get(key_of(arc))
            if found is None:
                continue
            starts = max(begin, minute) if minute > crossing.starts[0] else begin
            if starts + found.impedance.minutes == end and self._month_at(zone, starts) == month:
                return self._after(found, starts - begin)
        message = f"{arc.subject} cannot take from {begin} to {end}"
        raise AssertionError(message)

    def _month_at(self, zone: object, minute: int) -> int:
        return instant_of(minute, zone).month  # type: ignore[arg-type]

    def _after(self, arc: Arc, idle: int) -> Arc:
        if not idle:
            return arc
        figure = arc.impedance.entries[0].figure._replace(value=hours(idle), low=hours(idle), high=hours(idle))
        figure = figure._replace(note="Waits for the month to end: the next is so much quicker", table="", key="")
        entry = Entry("hours", "waiting", idle, idle, idle, 1, "times", figure, arc.subject)
        return arc._replace(impedance=Impedance.of([entry, *arc.impedance.entries]))


def _known(length: int, row: Timetable, what: str) -> Figure:
    """Make the figure of a wait that a timetable gives for a date: it has no range."""
    known = hours(length)
    note = f"{what}. {row.note}".strip()
    return Figure(
        known, known, known, "h", row.as_of, row.source_id, row.confidence or "C", note, "timetable", row.subject,  # type: ignore[arg-type]
    )  # fmt: skip
