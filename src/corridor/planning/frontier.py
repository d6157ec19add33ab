"""The whole trade-off between two places: every itinerary that nothing beats in all that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import isfinite
from typing import Any

from corridor.errors import QueryError, nearest
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.assemble import assemble
from corridor.planning.criteria import CRITERIA, Criterion, column
from corridor.planning.query import Query, make_query
from corridor.planning.representatives import choose, most_balanced_first
from corridor.planning.route import no_itinerary
from corridor.planning.solve import Problem, bounds_of, pose, priced_graph
from corridor.planning.stategraph import Arc
from corridor.planning.support import PER_UNIT, Interval, best_for, is_supported
from corridor.search import pareto as search
from corridor.search.pareto import Sums, pareto

_RANK_BITS = 80
_FEWEST, _MOST = 2, 3
SHOWN = 7
"""Points that stand for the whole frontier unless all are asked for."""


@dataclass(frozen=True, eq=False)
class Point:
    """One itinerary of a frontier, and when it is the one to choose."""

    frontier: Frontier
    index: int
    sums: Sums
    """What is minimised, in the search's integers: cents, minutes, grams, metres, transfers."""
    supported: bool
    """Whether it is best for some positive prices of all that is minimised; the others are compromises."""
    vot_usd_per_hour: Interval | None
    """The values of time for which it is best, by cost and time alone; None where there are none."""
    carbon_price_usd_per_tonne: Interval | None
    """The carbon prices for which it is best, by cost and CO2e alone; None where there are none."""
    role: str
    """`cheapest`, `fastest`, `cleanest`, `shortest`, `simplest`, `knee` or `between`; empty where it is not shown."""

    @cached_property
    def itinerary(self) -> Itinerary:
        """Give the itinerary, itemised."""
        return self.frontier.itinerary(self.index)

    @property
    def amounts(self) -> dict[str, float]:
        """Give what is minimised in natural units."""
        return {
            CRITERIA[name].field: CRITERIA[name].natural(value)
            for name, value in zip(self.frontier.objectives, self.sums, strict=True)
        }

    def to_dict(self) -> dict[str, Any]:
        """Give the point without its itinerary."""
        made: dict[str, Any] = {**self.amounts, "supported": self.supported, "role": self.role}
        if {"cost", "time"} <= set(self.frontier.objectives):
            made["vot_usd_per_hour"] = self.vot_usd_per_hour and self.vot_usd_per_hour.to_dict()
        if {"cost", "co2e"} <= set(self.frontier.objectives):
            made["carbon_price_usd_per_tonne"] = (
                self.carbon_price_usd_per_tonne and self.carbon_price_usd_per_tonne.to_dict()
            )
        return made


@dataclass(frozen=True, eq=False)
class Frontier:
    """The exact Pareto set of a query over two or three criteria, in the order of the first; made by `frontier`."""

    network: Network
    query: Query
    objectives: tuple[Criterion, ...]
    problem: Problem
    found: search.Frontier

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Give all points."""
        sums = self.found.sums
        roles = choose(sums, self.objectives, SHOWN)
        vot = best_for(sums, self.objectives, "cost", "time")
        carbon = best_for(sums, self.objectives, "cost", "co2e")
        balanced = most_balanced_first(sums)
        return tuple(
            Point(self, index, own, is_supported(own, balanced), vot[index], carbon[index], roles.get(index, ""))
            for index, own in enumerate(sums)
        )

    @property
    def shown(self) -> tuple[Point, ...]:
        """Give at most seven points that stand for all: the extremes, the knee, an even spread."""
        return tuple(point for point in self.points if point.role)

    @property
    def breakpoints_usd_per_hour(self) -> tuple[float, ...]:
        """Give the values of time at which the best itinerary changes, in rising order; exact."""
        starts = {point.vot_usd_per_hour.low for point in self.points if point.vot_usd_per_hour}
        return tuple(float(value) for value in sorted(starts) if value > 0)

    def best_at(self, vot_usd_per_hour: float = 0.0, carbon_price_usd_per_tonne: float = 0.0) -> Point:
        """Give the itinerary that is best at a value of time and a carbon price, the cheapest of equals; exact.

        Among the supported points, one of which is the best at any prices.  Raises `QueryError` where a price
        is negative or no number, or where its criterion is not among the objectives.
        """
        prices: tuple[tuple[Criterion, float, str], ...] = (
            ("time", vot_usd_per_hour, "--vot"),
            ("co2e", carbon_price_usd_per_tonne, "--carbon"),
        )
        parts = [(self._place("cost", "--objectives"), Fraction(1))]
        for criterion, price, option in prices:
            if not (isfinite(price) and price >= 0):
                raise QueryError(option, price, "it must be a number of at least 0")
            if price:
                parts.append((self._place(criterion, option), Fraction(str(price)) / PER_UNIT[criterion]))
        best = [point for point in self.points if point.supported]
        return min(best, key=lambda point: (sum(point.sums[place] * price for place, price in parts), point.index))

    def _place(self, criterion: Criterion, option: str) -> int:
        if criterion not in self.objectives:
            raise QueryError(option, criterion, f"the frontier is over {', '.join(self.objectives)}")
        return self.objectives.index(criterion)

    def itinerary(self, index: int) -> Itinerary:
        """Give the itinerary of a point, itemised."""
        return assemble(self.network, self.query, self.arcs(index))

    def arcs(self, index: int) -> list[Arc]:
        """Give the arcs of a point's path."""
        return [self.problem.arcs[arc] for arc in self.found.path(index)]

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __getitem__(self, index: int) -> Point:
        return self.points[index]

    def to_dict(self, *, shown_only: bool = False) -> dict[str, Any]:
        """Give the frontier in the JSON form of the command line: points, and the itineraries of all or those shown."""
        told = self.shown if shown_only else self.points
        return {
            "objectives": list(self.objectives),
            "points": [{**point.to_dict(), "shown": bool(point.role)} for point in self.points],
            "breakpoints_usd_per_hour": list(self.breakpoints_usd_per_hour),
            "itineraries": [
                {**point.itinerary.to_dict(), "frontier": {"point": point.index, **point.to_dict()}} for point in told
            ],
        }

    def to_geojson(self) -> dict[str, Any]:
        """Give the lines and transfers of all itineraries, each feature with the number of its point."""
        features = [
            {**feature, "properties": {"point": point.index, **feature["properties"]}}
            for point in self.points
            for feature in point.itinerary.to_geojson()["features"]
        ]
        return {"type": "FeatureCollection", "features": features}

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give one row a point as a pandas DataFrame."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def rows(self, *, shown_only: bool = False) -> list[dict[str, Any]]:
        """Give one row a point: the totals, the corridor, and when it is best."""
        return [point_row(point) for point in (self.shown if shown_only else self.points)]

    def __str__(self) -> str:
        lines = [f"{len(self)} itineraries that nothing beats in {', '.join(self.objectives)}"]
        for point in self.shown:
            values = ", ".join(f"{name} {value:,.0f}" for name, value in point.amounts.items())
            lines.append(f"  {point.role}: {values} ({point.itinerary.corridor})")
        return "\n".join(lines)


def point_row(point: Point) -> dict[str, Any]:
    """Give a point as a flat row."""
    itinerary = point.itinerary
    vot, carbon = point.vot_usd_per_hour, point.carbon_price_usd_per_tonne
    return {
        "point": point.index,
        "role": point.role,
        "corridor": itinerary.corridor,
        "cost_usd": itinerary.cost_usd,
        "hours": itinerary.hours,
        "hours_p10": itinerary.hours_band.low,
        "hours_p90": itinerary.hours_band.high,
        "co2e_kg": itinerary.co2e_kg,
        "distance_km": itinerary.distance_km,
        "transfers": len(itinerary.transfers),
        "countries": " ".join(itinerary.countries),
        "supported": point.supported,
        "vot_usd_per_hour_from": None if vot is None else float(vot.low),
        "vot_usd_per_hour_to": None if vot is None or vot.high is None else float(vot.high),
        "carbon_price_usd_per_tonne_from": None if carbon is None else float(carbon.low),
        "carbon_price_usd_per_tonne_to": None if carbon is None or carbon.high is None else float(carbon.high),
    }


def frontier(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    objectives: Sequence[str] = ("cost", "time"),
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Frontier:
    """Find every itinerary that no other beats in all of two or three criteria.

    `objectives` are two or three of "cost", "time", "co2e", "distance" and "transfers"; the other options are
    those of `route`, bounds among them (a fourth criterion as a bound: `max_hours`, `max_cost_usd`,
    `max_co2e_kg`, `max_transfers`).  Exact: integers of cents, minutes, grams and metres are compared.

    Raises as `route` does.

    >>> from corridor import load_network
    >>> front = frontier(load_network(), "Baku", "Kars", objectives=("cost", "time"))
    >>> front[0].role, front[len(front) - 1].role
    ('cheapest', 'fastest')
    """
    wanted = check_objectives(objectives)
    return frontier_of(network, make_query(network, origin, destination, consignment, **options), wanted)


def check_objectives(objectives: Sequence[str]) -> tuple[Criterion, ...]:
    """Check the names of objectives; raise `QueryError` where they cannot be, or are too few or too many."""
    for name in objectives:
        if name not in CRITERIA:
            hint = f"choose two or three of {', '.join(CRITERIA)}"
            raise QueryError("--objectives", name, hint, nearest(name, CRITERIA))
    if not _FEWEST <= len(set(objectives)) == len(objectives) <= _MOST:
        raise QueryError("--objectives", ",".join(objectives), "give two or three different ones")
    return tuple(objectives)  # type: ignore[arg-type]


def frontier_of(network: Network, query: Query, objectives: tuple[Criterion, ...]) -> Frontier:
    """Find the frontier of a query; raise `NoItineraryError` where there is no itinerary at all."""
    made = priced_graph(network, query)
    for by_sea in (True, False) if query.filters.via else (True,):
        problem = pose(made, query, ports_by_sea=by_sea)
        found = search_problem(problem, query, objectives)
        if len(found):
            return Frontier(network, query, objectives, problem, found)
    raise no_itinerary(network, query)


def search_problem(problem: Problem, query: Query, objectives: Sequence[Criterion]) -> search.Frontier:
    """Search the arcs of a problem; of equals in all objectives, the best in what was not asked for is kept.

    For that the last objective's integers carry the other criteria in their low bits; points that are then
    no better than others but in those bits are dropped at the end.
    """
    columns = [column(name, problem.arcs) for name in objectives]
    for name in [name for name in CRITERIA if name not in objectives]:
        columns[-1] = [
            (value << _RANK_BITS) + other for value, other in zip(columns[-1], column(name, problem.arcs), strict=True)
        ]
    shift = _RANK_BITS * (len(CRITERIA) - len(objectives))
    bounded = bounds_of(problem.arcs, query)
    found = pareto(
        problem.graph,
        [*columns, *(values for values, _ in bounded)],
        problem.source,
        problem.target,
        objectives=len(objectives),
        limits=[None] * len(objectives) + [limit for _, limit in bounded],
    )
    return found.without_low_bits(shift)
