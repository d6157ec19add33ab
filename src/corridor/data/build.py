"""From sound rows to a `Network`: each row becomes the frozen thing that it describes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from corridor.data.tables import Rows
from corridor.model.figure import Figure
from corridor.model.link import Link, Service
from corridor.model.network import Coordinates, Network, Parameters
from corridor.model.parameter import ParameterTable
from corridor.model.place import Node
from corridor.model.reference import Advisory, CorridorRule, Source
from corridor.model.state import STATES, State
from corridor.model.timetable import Timetable
from corridor.model.transfer import Transfer

TARIFF_KEY = ("link_id", "mode", "country", "line_class", "commodity", "cargo_unit", "basis")
DWELL_KEY = ("subject", "kind", "country", "from_mode", "to_mode", "cargo", "months", "activity")
CHARGE_KEY = ("subject", "kind", "country", "from_mode", "to_mode", "cargo_unit", "item")


def build(name: str, rows: Rows, read_geometry: Callable[[], Mapping[str, Coordinates]]) -> Network:
    """Build a network from rows that have passed the checks."""
    return Network(
        name=name,
        as_of=_as_of(rows),
        nodes=_nodes(rows),
        links={row.link_id: _link(row) for row in rows["link"]},
        transfers={row.transfer_id: _transfer(row) for row in rows["transfer"]},
        services={row.service_id: _service(row) for row in rows["service"]},
        timetables=_timetables(rows),
        parameters=_parameters(rows),
        sources={
            row.source_id: Source(row.source_id, row.title, row.publisher, row.date, row.url, row.note)
            for row in rows["source"]
        },
        advisories={
            row.advisory_id: Advisory(row.advisory_id, row.severity, row.title, row.text, row.checked_on, row.source_id)
            for row in rows["advisory"]
        },
        corridors=tuple(
            CorridorRule(row.corridor_id, row.name, row.rank, row.passes, row.avoids)
            for row in sorted(rows["corridor"], key=lambda row: row.rank)
        ),
        countries={row.country: row.name for row in rows["country"]},
        read_geometry=read_geometry,
    )


def _as_of(rows: Rows) -> str:
    checked = [row.status_as_of for row in rows["link"]] + [row.checked_on for row in rows["advisory"]]
    return max(checked, default="")


def _nodes(rows: Rows) -> dict[str, Node]:
    names: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(rows["name"], key=lambda row: not row.use):
        names.setdefault(row.node_id, []).append((row.language, row.name))
    return {
        row.node_id: Node(
            row.node_id,
            row.name,
            row.country,
            row.node_type,
            row.x_coord,
            row.y_coord,
            row.unlocode,
            tuple(names.get(row.node_id, ())),
            row.note,
            row.as_of,
            row.source_id,
            row.confidence,
        )
        for row in rows["node"]
    }


def figure(row: Any, table: str, key: str) -> Figure:  # noqa: ANN401 - any row with a value
    """Make the figure of a long-form row; where no range is given, the value is its own range."""
    low = row.value if row.low is None else row.low
    high = row.value if row.high is None else row.high
    return Figure(row.value, low, high, row.unit, row.as_of, row.source_id, row.confidence, row.note, table, key)


def _dwell(row: Any, table: str, key: str) -> Figure:  # noqa: ANN401 - DwellRow
    """Make the figure of a dwell row, which applies to a share of all journeys."""
    made = figure(row, table, key)
    return made if row.chance is None else made._replace(chance=row.chance)


def _link(row: Any) -> Link:  # noqa: ANN401 - LinkRow
    low = row.length_km if row.length_km_low is None else row.length_km_low
    high = row.length_km if row.length_km_high is None else row.length_km_high
    length = Figure(
        row.length_km, low, high, "km", row.as_of, row.source_id, row.confidence, row.note, "link", row.link_id
    )
    return Link(
        link_id=row.link_id,
        from_node_id=row.from_node_id,
        to_node_id=row.to_node_id,
        directed=row.directed,
        state=State(row.mode, row.carried_on, row.gauge_mm),
        line_class=row.line_class,
        country=row.country,
        length=length,
        cargo=frozenset(row.cargo),
        status=row.status,
        traction=row.traction,
        tracks=row.tracks,
        opens=row.opens,
        opens_early=row.opens_early,
        opens_late=row.opens_late,
        status_as_of=row.status_as_of,
        status_source_id=row.status_source_id,
        advisory_ids=row.advisory_ids,
        operator=row.operator,
        geometry_id=row.geometry_id,
        note=row.note,
    )


def _transfer(row: Any) -> Transfer:  # noqa: ANN401 - TransferRow
    return Transfer(
        row.transfer_id,
        row.node_id,
        row.kind,
        STATES[row.from_state] if row.from_state else None,
        STATES[row.to_state] if row.to_state else None,
        row.directed,
        frozenset(row.cargo),
        row.link_id,
        row.from_country,
        row.to_country,
        row.note,
        row.source_id,
    )


def _service(row: Any) -> Service:  # noqa: ANN401 - ServiceRow
    low = row.departures_per_week if row.departures_low is None else row.departures_low
    high = row.departures_per_week if row.departures_high is None else row.departures_high
    departures = Figure(
        row.departures_per_week, low, high, "1/week", row.as_of, row.source_id, row.confidence, row.note, "service",
        row.service_id,
    )  # fmt: skip
    return Service(
        row.service_id, row.link_id, row.name, row.operator, departures, row.regularity, row.capacity, row.units_to_fill
    )


def _timetables(rows: Rows) -> dict[str, tuple[Timetable, ...]]:
    made: dict[str, tuple[Timetable, ...]] = {}
    for row in rows["timetable"]:
        line = Timetable(
            row.subject, row.days, row.begins, row.ends, row.cutoff_hours or 0.0, row.valid_from, row.valid_to,
            row.as_of, row.source_id, row.confidence, row.note,
        )  # fmt: skip
        made[row.subject] = (*made.get(row.subject, ()), line)
    return made


def _parameters(rows: Rows) -> Parameters:
    return Parameters(
        tariffs=_table(rows, "tariff", TARIFF_KEY),
        speeds=_table(rows, "speed", ("mode", "country", "line_class")),
        running_times=_table(rows, "running_time", ("link_id",)),
        dwells=_table(rows, "dwell", DWELL_KEY, _dwell),
        charges=_table(rows, "charge", CHARGE_KEY),
        emission_factors=_table(rows, "emission_factor", ("activity", "mode", "country", "traction", "line_class")),
        general=_table(rows, "parameter", ("parameter", "country", "mode")),
        capacities=_table(rows, "capacity", ("subject", "horizon", "unit")),
    )


def _table(
    rows: Rows, name: str, columns: tuple[str, ...], make: Callable[[Any, str, str], Figure] = figure
) -> ParameterTable:
    made = ParameterTable(columns)
    for row in rows[name]:
        key = tuple(getattr(row, column) for column in columns)
        made.add(key, make(row, name, " ".join(part for part in key if part)))
    return made
