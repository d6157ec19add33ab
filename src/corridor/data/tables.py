"""The list of tables: which file holds which rows, under which key, in which order."""

from __future__ import annotations

from typing import Any, NamedTuple

from corridor.data import rows


class Table(NamedTuple):
    """One table of a network: `key` identifies a row, and rows are sorted by it."""

    name: str
    row_class: type
    key: tuple[str, ...]
    description: str

    @property
    def file(self) -> str:
        """Give the file name."""
        return f"{self.name}.csv"


TABLES: tuple[Table, ...] = (
    Table("node", rows.NodeRow, ("node_id",), "Places"),
    Table("name", rows.NameRow, ("node_id", "language", "name"), "Names of places in other languages and spellings"),
    Table("country", rows.CountryRow, ("country",), "Countries"),
    Table("link", rows.LinkRow, ("link_id",), "Infrastructure between two places by one mode"),
    Table("transfer", rows.TransferRow, ("transfer_id",), "What can happen at a place or border"),
    Table("service", rows.ServiceRow, ("service_id",), "Sailings on links"),
    Table(
        "timetable",
        rows.TimetableRow,
        ("subject", "valid_from", "begins", "days"),
        "Departures by day of the week, and hours of opening",
    ),
    Table("running_time", rows.RunningTimeRow, ("link_id",), "Published running and sailing times"),
    Table("speed", rows.SpeedRow, ("mode", "country", "line_class"), "Commercial speeds"),
    Table(
        "dwell",
        rows.DwellRow,
        ("subject", "kind", "country", "from_mode", "to_mode", "cargo", "months", "activity"),
        "Hours of transfers and waits",
    ),
    Table(
        "charge",
        rows.ChargeRow,
        ("subject", "kind", "country", "from_mode", "to_mode", "cargo_unit", "item"),
        "One-off charges of transfers",
    ),
    Table(
        "tariff",
        rows.TariffRow,
        ("link_id", "mode", "country", "line_class", "commodity", "cargo_unit", "basis"),
        "Haulage prices",
    ),
    Table(
        "emission_factor",
        rows.EmissionFactorRow,
        ("activity", "mode", "country", "traction", "line_class"),
        "Well-to-wheel emission factors",
    ),
    Table("parameter", rows.ParameterRow, ("parameter", "country", "mode"), "General parameters"),
    Table("capacity", rows.CapacityRow, ("subject", "horizon", "unit"), "Capacities now and planned"),
    Table("advisory", rows.AdvisoryRow, ("advisory_id",), "What a user must know"),
    Table("corridor", rows.CorridorRow, ("corridor_id",), "Rules that name an itinerary's corridor"),
    Table("source", rows.SourceRow, ("source_id",), "Sources cited by all tables"),
)
GEOMETRY_FILE = "geometry.geojson"

Rows = dict[str, list[Any]]
"""The rows of each table by table name."""


def table(name: str) -> Table:
    """Give a table by name; raise KeyError for a name that is none."""
    return next(item for item in TABLES if item.name == name)


def key_of(item: Table, row: object) -> tuple[str, ...]:
    """Give the key of a row as text."""
    values = (getattr(row, name) for name in item.key)
    return tuple(" ".join(value) if isinstance(value, tuple) else str(value) for value in values)
