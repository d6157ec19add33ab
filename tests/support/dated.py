"""Random worlds with timetables and seasons, and the slow and obvious way through them: every path, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random

from corridor.model.network import Network
from corridor.model.timetable import DAYS, Timetable
from corridor.model.zones import zone_of
from corridor.planning.query import Query
from corridor.planning.solve import priced_graph
from corridor.planning.stategraph import SINK, SOURCE, Arc, Vertex, end_arcs
from support.worlds import figure, mode_of, network_of, random_world

LONGEST = timedelta(days=120)
_COUNTRIES = {"AA": "TR", "BB": "HU", "CC": "KZ"}
"""Countries with clocks: one without changes, one with, one further east."""


def random_dated_network(rng: Random) -> Network:
    """Draw a world; some sailings get a timetable, some links hours of opening, some waits and borders a winter."""
    world = random_world(rng)
    network = network_of(world)
    nodes = {name: node._replace(country=_COUNTRIES[node.country], lon=30.0) for name, node in network.nodes.items()}
    transfers = {
        name: item._replace(
            from_country=_COUNTRIES.get(item.from_country, ""), to_country=_COUNTRIES.get(item.to_country, "")
        )
        for name, item in network.transfers.items()
    }
    timetables = {}
    for sailing in world.sailings:
        if rng.random() < 0.6:
            timetables[sailing.service_id] = tuple(_row(rng, sailing.service_id) for _ in range(rng.randint(1, 2)))
    for hop in world.hops:
        if mode_of(hop.carriage) in {"road", "rail"} and rng.random() < 0.2:
            days = tuple(day for day in DAYS if rng.random() < 0.7) or DAYS
            begins, ends = rng.sample(["00:00", "05:30", "08:00", "18:00", "22:00"], 2)
            timetables[hop.link_id] = (Timetable(hop.link_id, days, begins, ends, source_id="book"),)
    dwells = network.parameters.dwells
    for subject, activity in [
        *((sailing.service_id, "waiting") for sailing in world.sailings),
        *((crossing.transfer_id, "border_exit") for crossing in world.crossings),
        *((change.transfer_id, "port") for change in world.changes),
    ]:
        if rng.random() < 0.3:
            months = rng.choice(["12 1 2", "3", "4 5 6 7"])
            hours = rng.randint(0, 200)
            dwells.add((subject, "", "", "", "", "", months, activity), figure(hours, key=subject))
            if rng.random() < 0.8:
                dwells.add((subject, "", "", "", "", "", "", activity), figure(rng.randint(0, 90), key=subject))
    for sailing in world.sailings:
        if rng.random() < 0.3:
            key = (sailing.service_id, "", "", "", "", "", rng.choice(["12 1 2", "3", "4 5 6 7"]), "closure")
            hours = figure(rng.randint(0, 99), key=sailing.service_id)
            dwells.add(key, hours._replace(chance=rng.choice([0.1, 0.5, 1.0])))
    return replace(network, nodes=nodes, transfers=transfers, timetables=timetables)


def _row(rng: Random, subject: str) -> Timetable:
    days = tuple(sorted(rng.sample(DAYS, rng.randint(1, 3)), key=DAYS.index))
    begins = rng.choice(["", "00:00", "02:30", "12:00", "23:45"])
    span = rng.choice([("", ""), ("", ""), ("2027-03-20", ""), ("", "2027-03-31"), ("2027-04-05", "2027-04-30")])
    return Timetable(subject, days, begins, "", rng.choice([0.0, 6.0, 30.0]), *span, source_id="book")


@dataclass(frozen=True)
class Walker:
    """Follows arcs by the calendar."""

    network: Network
    query: Query

    def month_graph(self, month: int) -> dict[tuple[Vertex, Vertex, str, str], Arc]:
        on = datetime(2027, month, 1, tzinfo=UTC).date()
        graph = priced_graph(self.network, replace(self.query, on=on))
        return {(arc.tail, arc.head, arc.kind, arc.subject): arc for arc in graph.arcs}

    def earliest(self, start: datetime) -> datetime | None:
        """Give the earliest arrival over every path that enters no vertex twice."""
        graphs = {month: self.month_graph(month) for month in range(1, 13)}
        made = priced_graph(self.network, self.query)
        ends = end_arcs(made, self.query.origin, self.query.destination)
        out: dict[Vertex, list[tuple[str, tuple[Vertex, Vertex, str, str], Arc]]] = {}
        for arc in ends:
            out.setdefault(arc.tail, []).append(("end", (arc.tail, arc.head, arc.kind, arc.subject), arc))
        for key in sorted({key for graph in graphs.values() for key in graph}, key=str):
            some = next(graph[key] for graph in graphs.values() if key in graph)
            out.setdefault(key[0], []).append(("inner", key, some))

        def onward(vertex: Vertex, now: datetime, seen: frozenset[Vertex]) -> Iterator[datetime]:
            if vertex == SINK:
                yield now
                return
            for kind, key, arc in out.get(vertex, ()):
                if key[1] in seen:
                    continue
                length = timedelta(minutes=arc.impedance.minutes)
                then = now + length if kind == "end" else self._after(arc, key, now, graphs)
                if then is not None and then - start <= LONGEST:
                    yield from onward(key[1], then, seen | {key[1]})

        return min(onward(SOURCE, start.astimezone(UTC), frozenset({SOURCE})), default=None)

    def _after(self, arc: Arc, key: tuple[Vertex, Vertex, str, str], now: datetime, graphs: dict) -> datetime | None:
        zone = zone_of(self.network.nodes[arc.tail[0]])
        rows = self.network.timetables.get(arc.subject, ())
        if rows and arc.kind == "waiting":
            leaving = [one for row in rows for one in self._departures(row, zone, now)]
            return min(leaving, default=None)
        length = timedelta(minutes=arc.impedance.minutes)
        if rows and arc.kind == "link":
            opened = [one for row in rows for one in self._opened(row, zone, now)]
            return min(opened) + length if opened else None
        starts = [now, *self._months_after(zone, now)]
        found = []
        for begun in starts:
            month = begun.astimezone(zone).month
            if key in graphs[month]:
                found.append(begun + timedelta(minutes=graphs[month][key].impedance.minutes))
        return min(found, default=None)

    def _departures(self, row: Timetable, zone: tzinfo, now: datetime) -> Iterator[datetime]:
        for clock in self._clocks(row, zone, now):
            if clock - timedelta(hours=row.cutoff_hours) >= now:
                yield clock

    def _clocks(self, row: Timetable, zone: tzinfo, now: datetime) -> Iterator[datetime]:
        day = now.astimezone(zone).date() - timedelta(days=1)
        for _ in range(160):
            inside = (row.valid_from or "0") <= day.isoformat() <= (row.valid_to or "9")
            if DAYS[day.weekday()] in row.days and inside:
                clock = day if row.begins else day + timedelta(days=1)
                hour, minute = map(int, (row.begins or "00:00").split(":"))
                yield datetime(clock.year, clock.month, clock.day, hour, minute, tzinfo=zone).astimezone(UTC)
            day += timedelta(days=1)

    def _opened(self, row: Timetable, zone: tzinfo, now: datetime) -> Iterator[datetime]:
        ends_hour, ends_minute = map(int, row.ends.split(":"))
        for opens in self._clocks(row, zone, now):
            local = opens.astimezone(zone)
            day = local.date() if row.ends > row.begins else local.date() + timedelta(days=1)
            shuts = datetime(day.year, day.month, day.day, ends_hour, ends_minute, tzinfo=zone).astimezone(UTC)
            if max(now, opens) < shuts:
                yield max(now, opens)

    def _months_after(self, zone: tzinfo, now: datetime) -> Iterator[datetime]:
        local = now.astimezone(zone)
        year, month = local.year, local.month
        for _ in range(11):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            yield datetime(year, month, 1, tzinfo=zone).astimezone(UTC)
