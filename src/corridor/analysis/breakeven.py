"""At which value of a parameter one corridor overtakes another: what would have to be true for the choice to turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from corridor.analysis.breakeven_asked import crossings_by_factor, crossings_by_vot
from corridor.analysis.breakeven_dates import Opening, find_opening
from corridor.analysis.breakeven_hull import Crossing
from corridor.analysis.breakeven_levers import Lever, find_lever
from corridor.analysis.breakeven_sides import Pair, Way
from corridor.errors import QueryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.ledger import Measure
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.another import Other, find_other
from corridor.planning.assemble import assemble
from corridor.planning.corridors import settled
from corridor.planning.query import Query, make_query
from corridor.planning.route import no_itinerary
from corridor.planning.solve import priced_graph
from corridor.planning.whynot import absence_of

_PER_UNIT = {"cost": 100, "time": 60, "co2e": 1000, "generalized": 6000}
UNITS = {"cost": "USD", "time": "hours", "co2e": "kg CO2e", "generalized": "USD"}
_TODAY = 1.0


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: its itinerary as things are, and what the lever's lines take on it."""

    id: str
    name: str
    itinerary: Itinerary | None = field(repr=False)
    reason: str = ""
    """Why there is no itinerary; empty where there is one."""
    lines: tuple[int, int, int] = (0, 0, 0)
    """Minutes or cents of the lever's lines: as they are, low and high; zeros where the parameter has none."""


@dataclass(frozen=True, eq=False)
class BreakEven:
    """Where two sides cost the same, and which is better on either side of it.

    For `vot` the values are USD per hour; for `opening` there is `opening` instead; for all others the
    values are factors on today's figures.  `gap` is how much better the first side is today (below 0:
    the second), in the unit of what is minimised.
    """

    network: Network = field(repr=False)
    query: Query
    parameter: str
    sides: tuple[Side, Side]
    gap: float | None
    crossings: tuple[Crossing, ...]
    """All that were found, in order."""
    today: float
    low: float
    high: float
    """The range of the parameter by its own sources: of a value of time from capital cost to revealed preference."""
    searched: tuple[float, float]
    """Between which values was looked; values of time have no upper end."""
    measure: Measure | None = None
    is_inverse: bool = False
    """Whether the lines go with one over the factor, as hours do with speeds."""
    opening: Opening | None = None

    @property
    def nearest(self) -> Crossing | None:
        """Give the break-even nearest to today's value; None where there is none."""
        return min(self.crossings, key=lambda one: abs(one.value - self.today), default=None)

    @property
    def is_in_range(self) -> bool:
        """Say whether the nearest break-even lies within the parameter's own range."""
        return self.nearest is not None and self.low <= self.nearest.value <= self.high

    @property
    def unit(self) -> str:
        """Give the unit of the values."""
        return {"vot": "USD/h", "opening": "date"}.get(self.parameter, "times today's")

    @property
    def held(self) -> dict[str, Any]:
        """Give what else decides, and was held: what is minimised, at which value of time, in which world."""
        told = self.query.to_dict()
        names = ("minimize", "vot_usd_per_hour", "scenario", "date", "cargo", "tonnes", "value_usd")
        return {name: told[name] for name in names if not (self.parameter == "vot" and name in names[:2])}

    def rows(self) -> list[dict[str, Any]]:
        """Give one row a break-even."""
        ids = [side.id for side in self.sides]
        return [
            {
                "parameter": self.parameter,
                "value": crossing.value,
                "unit": self.unit,
                "better_below": ids[crossing.below],
                "better_above": ids[1 - crossing.below],
                "today": self.today,
                "low": self.low,
                "high": self.high,
                "is_in_range": self.low <= crossing.value <= self.high,
            }
            for crossing in self.crossings
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/cli.md)."""
        opening = self.opening
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict(),
            "network": {"name": self.network.name, "as_of": self.network.as_of},
            "parameter": self.parameter,
            "unit": self.unit,
            "today": self.today,
            "low": self.low,
            "high": self.high,
            "searched": [self.searched[0], None if self.searched[1] == inf else self.searched[1]],
            "held": self.held,
            "gap": self.gap,
            "gap_unit": UNITS[self.query.minimize],
            "sides": [
                {
                    "id": side.id,
                    "name": side.name,
                    "reason": side.reason,
                    "lines": self._lines(side),
                    "itinerary": side.itinerary.to_dict() if side.itinerary else None,
                }
                for side in self.sides
            ],
            "break_evens": self.rows(),
            "opening": opening
            and {
                "likely": opening.likely and opening.likely.isoformat(),
                "early": opening.early and opening.early.isoformat(),
                "late": opening.late and opening.late.isoformat(),
                "is_better_now": opening.is_better_now,
                "gap_when_all_open": None
                if opening.gap_when_all_open is None
                else opening.gap_when_all_open / _PER_UNIT[self.query.minimize],
            },
        }

    def _lines(self, side: Side) -> dict[str, float] | None:
        if self.measure is None:
            return None
        unit, per = ("hours", 60) if self.measure == "hours" else ("cost_usd", 100)
        names = (unit, f"{unit}_low", f"{unit}_high")
        return dict(zip(names, (round(value / per, 6) for value in side.lines), strict=True))

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give a pandas DataFrame, one row a break-even."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def __str__(self) -> str:
        one, two = self.sides
        found = self.nearest
        if found is None:
            return f"{one.id} and {two.id}: no break-even in {self.parameter}"
        ids = one.id, two.id
        return (
            f"{self.parameter} {found.value:.4g} {self.unit}: {ids[found.below]} is better below, "
            f"{ids[1 - found.below]} above"
        )


def break_even(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    between: Sequence[str],
    parameter: str,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> BreakEven:
    """Give the value of a parameter at which one of two corridors overtakes the other.

    `between` names two corridors (or countries or places, as `why_not` takes them).  `parameter` is `vot`
    (the value of time, exact to the cent per hour), `opening` (from which date the first is better), or a
    lever: `border-hours`, `gauge-hours`, `ferry-wait`, `dwell`, `tariff`, `speed`, each with a colon and a
    country, place or mode where it is to be narrowed, or `figure:TABLE:KEY`, one sourced row as `explain`
    shows it.  The options are those of `route`; what is minimised is generalized cost unless they say.

    Raises `QueryError` for parameters that are none or that turn nothing, `UnknownWayError` for names that
    cannot be told, and `NoItineraryError` where there is no itinerary at all.

    >>> from corridor import load_network
    >>> found = break_even(
    ...     load_network(), "Almaty", "Mersin", between=("middle-btk", "iran-rail"), parameter="tariff:IR"
    ... )
    >>> found.nearest.value > 1, found.sides[found.nearest.below].id
    (True, 'iran-rail')
    """
    options.setdefault("minimize", "generalized")
    query = make_query(network, origin, destination, consignment, **options)
    others = _others(network, between)
    pair = _posed(network, query, others)
    if pair is None:
        raise no_itinerary(network, query)
    return _answer(network, query, pair, parameter)


def _others(network: Network, between: Sequence[str]) -> tuple[Other, Other]:
    if len(between) != 2:  # noqa: PLR2004 - a pair
        raise QueryError("--between", ",".join(between), "name two corridors, countries or places")
    one, two = (find_other(network, name) for name in between)
    if (one.kind, one.id) == (two.kind, two.id):
        raise QueryError("--between", ",".join(between), "these are the same")
    return one, two


def _posed(network: Network, query: Query, others: tuple[Other, Other]) -> Pair | None:
    setting = settled(priced_graph(network, query), query)
    return None if setting is None else Pair(network, setting, others)


def _answer(network: Network, query: Query, pair: Pair, parameter: str) -> BreakEven:
    ways = pair.ways(query)
    lever = None if parameter in {"vot", "opening"} else find_lever(network, pair.setting.problem, parameter)
    sides = tuple(_side(network, query, other, way, lever) for other, way in zip(pair.others, ways, strict=True))
    one, two = ways
    gap = None if one is None or two is None else (two.total - one.total) / _PER_UNIT[query.minimize]
    told = (network, query, parameter, (sides[0], sides[1]), gap)
    if parameter == "opening":
        found = find_opening(network, query, lambda world, asked: _posed(world, asked, pair.others))
        return BreakEven(*told, (), 0, 0, 0, (0, 0), opening=found)
    if one is None or two is None:
        return BreakEven(*told, (), _TODAY, _TODAY, _TODAY, (_TODAY, _TODAY), lever.measure if lever else None)
    if lever is None:
        found_at, *searched = crossings_by_vot(pair, query)
        return BreakEven(*told, found_at, *_values_of_time(network, query), (searched[0], searched[1]))
    found_at, *searched = crossings_by_factor(pair, query, lever)
    ends = _range(lever, one, two)
    return BreakEven(*told, found_at, _TODAY, *ends, (searched[0], searched[1]), lever.measure, lever.is_inverse)


def _side(network: Network, query: Query, other: Other, way: Way | None, lever: Lever | None) -> Side:
    if way is None:
        return Side(other.id, other.name, None, absence_of(network, query, other).reason)
    lines = lever.amount(way.arcs) if lever else (0, 0, 0)
    return Side(other.id, other.name, assemble(network, query, way.arcs), "", lines)


def _range(lever: Lever, one: Way, two: Way) -> tuple[float, float]:
    """Give the factors that stand for all of the lever's lines at their low, and at their high."""
    amount, low, high = lever.amount([*one.arcs, *two.arcs])
    if not amount:
        return _TODAY, _TODAY
    return (amount / high, amount / max(low, 1)) if lever.is_inverse else (low / amount, high / amount)


def _values_of_time(network: Network, query: Query) -> tuple[float, float, float]:
    """Give today's value of time, the low capital cost of the cargo and the high revealed preference."""
    value = query.consignment.value_usd
    try:
        capital = network.parameters.value("vot_capital_rate")
        revealed = network.parameters.value("vot_revealed_share_per_day")
    except KeyError:
        return query.vot_usd_per_hour, query.vot_usd_per_hour, query.vot_usd_per_hour
    return query.vot_usd_per_hour, round(value * capital.low / 8760, 2), round(value * revealed.high / 24, 2)
