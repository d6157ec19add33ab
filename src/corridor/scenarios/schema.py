"""What an entry of a scenario may say: the selectors and the changes of each kind, as data.

The columns are those of the tables themselves (`corridor.data.rows`), so that an overlay has the same limits.
"""

from __future__ import annotations

from typing import NamedTuple

from corridor.data import rows
from corridor.data.column import DATE, IDENTIFIER, Column, Field, fields_of
from corridor.data.tables import table

PARAMETER_TABLES = (
    "tariff", "dwell", "charge", "speed", "running_time", "emission_factor", "parameter", "capacity",
)  # fmt: skip
"""Tables of one sourced number per row."""

LEVER = r"[a-z0-9]+(-[a-z0-9]+)*"

_FACTOR = Column("A factor", at_least=0, at_most=1000)
_OPENING = Column("A year, month or day", pattern=rows.YEAR_MONTH)
_HOURS = Column("Hours", "h", at_least=0, at_most=100000)


class Kind(NamedTuple):
    """The keys of one kind of entry."""

    selectors: tuple[str, ...]
    changes: dict[str, Field]
    ranged: tuple[str, ...] = ()
    """The changes that are numbers with a range."""


def _columns(row_class: type) -> dict[str, Field]:
    return {field.name: field for field in fields_of(row_class)}


def _number(name: str, column: Column) -> Field:
    return Field(name, float, False, column)


def _with_range(name: str, column: Column, stem: str = "") -> dict[str, Field]:
    names = (name, f"{stem or name}_low", f"{stem or name}_high")
    return {one: _number(one, column) for one in names}


def _text(name: str, column: Column) -> dict[str, Field]:
    return {name: Field(name, str, False, column)}


def _link_kind() -> Kind:
    columns = _columns(rows.LinkRow)
    changes = {name: columns[name] for name in ("status", "line_class", "traction")}
    for name in ("opens", "opens_early", "opens_late"):
        changes |= _text(name, _OPENING._replace(required=True))
    changes["delay_months"] = Field("delay_months", int, False, Column("Months", at_least=-600, at_most=600))
    changes |= _with_range("length_km", columns["length_km"].column)
    changes |= _with_range("hours", _HOURS)
    changes |= _with_range("speed_kmh", _columns(rows.SpeedRow)["value"].column)
    changes |= _with_range("multiply_hours", _FACTOR) | _with_range("multiply_cost", _FACTOR)
    selectors = ("id", "match", "node", "country", "mode", "line_class", "with_status", "expected_by", "except")
    return Kind(selectors, changes, ("length_km", "hours", "speed_kmh", "multiply_hours", "multiply_cost"))


def _service_kind() -> Kind:
    columns = _columns(rows.ServiceRow)
    changes = _with_range("departures_per_week", columns["departures_per_week"].column, "departures")
    changes |= _with_range("multiply_departures", _FACTOR._replace(at_least=0.001)) | _with_range(
        "wait_hours", _HOURS, "wait"
    )
    changes["regularity"] = columns["regularity"]
    changes |= _only("closed")
    selectors = ("id", "match", "link", "node", "country", "mode", "except")
    return Kind(selectors, changes, ("departures_per_week", "multiply_departures", "wait_hours"))


def _only(*words: str) -> dict[str, Field]:
    return _text("status", Column("What becomes of it", one_of=words, required=True))


def _table_kind(name: str) -> Kind:
    item = table(name)
    value = _columns(item.row_class)["value"].column
    limits = Column(value.description, value.unit, at_least=min(value.at_least or 0, 0), at_most=None)
    changes = {
        "set": _number("set", value),
        "multiply": _number("multiply", _FACTOR),
        "low": _number("low", limits),
        "high": _number("high", limits),
        "add": Field("add", bool, False, Column("Add the rows that are not there")),
    }
    if "unit" not in item.key:
        changes |= _text("unit", Column("Unit of the figure", required=True))
    return Kind((*item.key, *ALSO.get(name, ()), "except"), changes, ("set", "multiply"))


ALSO: dict[str, tuple[str, ...]] = {
    "tariff": ("node",),
    "dwell": ("node", "link_id", "from_country"),
    "charge": ("node", "link_id", "from_country"),
    "running_time": ("mode", "country", "line_class", "node"),
}
"""Selectors of a parameter table beyond its own key columns."""

RANGE_OF: dict[str, tuple[str, str]] = {
    "departures_per_week": ("departures_low", "departures_high"),
    "wait_hours": ("wait_low", "wait_high"),
    "set": ("low", "high"),
    "multiply": ("low", "high"),
}
"""The keys of the range of a number, where they are not the number's own with `_low` and `_high`."""

KINDS: dict[str, Kind] = {
    "link": _link_kind(),
    "node": Kind(("id", "match", "country", "node_type", "except"), _only("open", "closed")),
    "transfer": Kind(
        ("id", "match", "node", "kind", "country", "from_country", "to_country", "link", "mode", "except"),
        _only("closed"),
    ),
    "service": _service_kind(),
} | {name: _table_kind(name) for name in PARAMETER_TABLES}

COMMON: dict[str, Field] = {
    "lever": Field("lever", str, True, Column("Lower case, digits and -", pattern=LEVER, required=True)),
    "source": Field("source", str, False, Column("A source_id", pattern=IDENTIFIER, required=True)),
    "as_of": Field("as_of", str, False, Column("Date that it refers to", pattern=DATE, required=True)),
    "confidence": _columns(rows.LinkRow)["confidence"],
    "note": Field("note", str, True, Column("What a reader should know")),
}
"""The keys that every entry has."""

SOURCE_FIELDS: dict[str, Field] = _columns(rows.SourceRow)


def range_keys(name: str) -> tuple[str, str]:
    """Give the keys of the low and high end of a number.

    >>> range_keys("length_km"), range_keys("set")
    (('length_km_low', 'length_km_high'), ('low', 'high'))
    """
    return RANGE_OF.get(name, (f"{name}_low", f"{name}_high"))
