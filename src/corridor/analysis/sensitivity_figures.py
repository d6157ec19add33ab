"""The statements behind an answer: which figures price it, which of them are one statement, and their ends.

Rows of a table that say the same in the same words are one statement, and change together.  A statement is
known by table and key, whatever else the tables hold, so that what is drawn for it never shifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from corridor.analysis.sensitivity_prices import Floats, Prices
from corridor.model.figure import Figure
from corridor.model.network import Network
from corridor.planning.figures import Rows, same_statements
from corridor.planning.query import Query
from corridor.planning.value_of_time import PARAMETERS

HOURS_PER_YEAR = 8760
_TIMES = frozenset({"h", "km/h"})


class ValueOfTime(NamedTuple):
    """The parameter that a query's value of time comes from: a share of the cargo's value in so many hours."""

    figure: Figure
    value_usd: float
    hours: int

    def at(self, share: float) -> float:
        """Give the value of time at a share, USD per hour, rounded to cents as a query has it.

        >>> rate = Figure(0.12, 0.06, 0.25, "share", "2025", "estimate", "C")
        >>> ValueOfTime(rate, 60_000.0, 8760).at(0.12)
        0.82
        """
        return round(self.value_usd * share / self.hours, 2)


@dataclass(frozen=True)
class Statement:
    """One figure, or several rows that say the same in the same words; all of one value, low and high."""

    rows: Rows
    name: str
    """Table and key of its first row in order of the alphabet: by this it is told from all others."""
    places: tuple[int, ...]
    """Its rows of the values of `Prices`; empty for a parameter of the model that prices no arc."""

    @property
    def figure(self) -> Figure:
        """Give the first of its rows."""
        return self.rows[0]

    @property
    def is_percentiles(self) -> bool:
        """Say whether low and high are the 10th and 90th percentile: for hours, and for the speeds behind them."""
        return self.figure.unit in _TIMES

    @property
    def varies(self) -> bool:
        """Say whether it has a range."""
        return self.figure.low < self.figure.high

    def put(self, values: Floats, column: int, value: float) -> None:
        """Write another value into a column."""
        values[list(self.places), column] = value


def statements_of(prices: Prices) -> list[Statement]:
    """Give the statements that price a graph and have a range, in order of their names."""
    network = prices.made.network
    names, alike = names_of(network), same_statements(network)
    found: dict[tuple[int, ...], Statement] = {}
    for figure in prices.figures[1:]:
        if id(figure) not in names:
            continue  # follows from the days of a timetable, which have no range
        rows = alike.get(id(figure), (figure,))
        key = tuple(map(id, rows))
        if key not in found:
            ordered = sorted(rows, key=lambda row: names[id(row)])
            used = [prices.place_of(row) for row in ordered]
            places = tuple(place for place in used if place is not None)
            found[key] = Statement(tuple(ordered), names[id(ordered[0])], places)
    return sorted((one for one in found.values() if one.varies), key=lambda one: one.name)


def names_of(network: Network) -> dict[int, str]:
    """Give table and whole key of every figure that can price something, by its identity."""
    names = {id(link.length): f"length/{link_id}" for link_id, link in network.links.items()}
    names |= {id(service.departures): f"service/{service_id}" for service_id, service in network.services.items()}
    for part in fields(network.parameters):
        for key, figure in getattr(network.parameters, part.name).items():
            names[id(figure)] = f"{part.name}/{'|'.join(key)}"
    return names


def value_of_time(network: Network, query: Query) -> ValueOfTime | None:
    """Give the parameter that the value of time of a query follows from; None where it was given or plays no part."""
    if query.minimize != "generalized" or query.vot_model not in PARAMETERS:
        return None
    name, hours = PARAMETERS[query.vot_model]
    return ValueOfTime(network.parameters.value(name), query.consignment.value_usd, hours)


def label(rows: Sequence[Figure]) -> str:
    """Name the rows of a statement as `explain` names figures.

    >>> label([Figure(1, 1, 2, "h", "2025", "estimate", "C", "", "dwell", "tr-kars border")])
    'dwell tr-kars border'
    """
    more = len(rows) - 1
    also = f" and {more} more row{'s' * (more > 1)} of the same statement" if more else ""
    return f"{rows[0].table} {rows[0].key}{also}".strip()
