"""Why not another way: what a named corridor, country or place costs against the best, and what would flip it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from corridor.errors import QueryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.another import Other, OtherKind, find_other
from corridor.planning.assemble import assemble
from corridor.planning.blocking import Absence, ways_out
from corridor.planning.figures import Rows, with_value
from corridor.planning.flips import Flip, find_flips
from corridor.planning.query import Query, make_query
from corridor.planning.repricing import Repricing
from corridor.planning.route import answer
from corridor.planning.solve import Problem, objective_weight, pose, priced_graph, solve_problem
from corridor.planning.stategraph import Arc, StateGraph
from corridor.planning.wayout import Obstructed, WayOut
from corridor.search.collect import ProductTooLargeError


@dataclass(frozen=True)
class WhyNot:
    """The best way, the best of the other kind, and what lies between them."""

    query: Query
    kind: OtherKind
    other_id: str
    other_name: str
    best: Itinerary = field(repr=False)
    other: Itinerary | None = field(repr=False)
    """None where there is no such way as things are; `ways_out` then says what stands in its way."""
    is_best: bool
    """Whether the best way is of the other kind already, or no better even by what settles ties."""
    reason: str
    ways_out: tuple[WayOut, ...]
    flips: tuple[Flip, ...]
    """The smallest changes of single figures that would make it the best, least first."""

    @property
    def change(self) -> dict[str, float]:
        """Give the other way less the best: cost_usd, hours, distance_km, co2e_kg and the query's objective."""
        if self.other is None:
            return {}
        names = ("cost_usd", "hours", "distance_km", "co2e_kg")
        change = {name: round(getattr(self.other, name) - getattr(self.best, name), 6) for name in names}
        return change | {"objective": round(self.objective_of(self.other) - self.objective_of(self.best), 6)}

    def objective_of(self, itinerary: Itinerary) -> float:
        """Give what the query minimises, in USD, hours or kg."""
        minimize = self.query.minimize
        if minimize == "generalized":
            return itinerary.cost_usd + self.query.vot_usd_per_hour * itinerary.hours
        return {"cost": itinerary.cost_usd, "time": itinerary.hours, "co2e": itinerary.co2e_kg}[minimize]

    @property
    def items(self) -> tuple[tuple[str, str, float, float], ...]:
        """Give where the difference comes from: measure, item, sums of the best and of the other way."""
        if self.other is None:
            return ()
        one, two = _sums(self.best), _sums(self.other)
        keys = sorted(one.keys() | two.keys(), key=lambda key: (_ORDER[key[0]], key[1]))
        return tuple((*key, one.get(key, 0.0), two.get(key, 0.0)) for key in keys)

    def to_dict(self) -> dict[str, Any]:
        """Give the comparison as the JSON contract has it."""
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict(),
            "why_not": {"kind": self.kind, "id": self.other_id, "name": self.other_name},
            "is_best": self.is_best,
            "best": self.best.to_dict(),
            "other": self.other.to_dict() if self.other else None,
            "reason": self.reason,
            "change": self.change,
            "items": [
                {"measure": measure, "item": item, "best": one, "other": two, "change": round(two - one, 6)}
                for measure, item, one, two in self.items
            ],
            "ways_out": [way.to_dict() for way in self.ways_out],
            "flips": [flip.to_dict() for flip in self.flips],
        }


_ORDER = {"cost_usd": 0, "hours": 1, "co2e_kg": 2}
_UNITS = {"cost": ("cost_usd", 100), "hours": ("hours", 60), "co2e": ("co2e_kg", 1000)}


def _sums(itinerary: Itinerary) -> dict[tuple[str, str], float]:
    totals: dict[tuple[str, str], int] = {}
    for entry in itinerary.entries:
        key = entry.measure, entry.item
        totals[key] = totals.get(key, 0) + entry.amount
    return {
        (_UNITS[measure][0], item): round(amount / _UNITS[measure][1], 6) for (measure, item), amount in totals.items()
    }


def why_not(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    other: str = "",
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> WhyNot:
    """Compare the best itinerary with the best one of a named corridor, or through a place or country.

    `other` is a corridor's id or name, a country or a place; the options are those of `make_query`.

    Raises `UnknownWayError` or `AmbiguousPlaceError` for names that cannot be told, `NoItineraryError`
    where there is no itinerary at all, and what `route` raises.

    >>> from corridor import load_network
    >>> found = why_not(load_network(), "Tashkent", "Mersin", other="middle-btk")
    >>> found.best.corridor, found.other.corridor, found.change["cost_usd"] > 0
    ('iran-rail', 'middle-btk', True)
    """
    query = make_query(network, origin, destination, consignment, **options)
    return compare_with(network, query, find_other(network, other))


def compare_with(network: Network, query: Query, other: Other) -> WhyNot:
    """Compare the best itinerary of a query with the best one of another kind."""
    try:
        return _compared(network, query, other)
    except ProductTooLargeError:
        problem = "the rules that name this corridor are too many to be kept apart in an exact search"
        raise QueryError("--why-not", other.id, problem) from None


def _compared(network: Network, query: Query, other: Other) -> WhyNot:
    best = answer(network, query)
    made = priced_graph(network, query)
    for ports_by_sea in (True, False):
        problems = _problems(made, query, other, ports_by_sea=ports_by_sea)
        ways = [solve_problem(problem, query) for problem in problems]
        if None not in ways:
            break
    told = query, other.kind, other.id, other.name, best
    if ways[1] is None:
        absence = absence_of(network, query, other)
        return WhyNot(*told, None, False, absence.reason, absence.ways_out, ())
    pricing = Repricing(network, query, problems)
    arcs, other_arcs = (way or [] for way in ways)

    def check(rows: Rows, value: float) -> bool:
        return _is_best_at(with_value(network, rows, value), query, other, ports_by_sea=ports_by_sea)

    is_best = pricing.weight(arcs) == pricing.weight(other_arcs)
    flips = () if is_best else find_flips(pricing, arcs, other_arcs, check)
    return WhyNot(*told, assemble(network, query, other_arcs), is_best, "", (), flips)


def _problems(made: StateGraph, query: Query, other: Other, *, ports_by_sea: bool) -> tuple[Problem, Problem]:
    problem = pose(made, query, ports_by_sea=ports_by_sea)
    return problem, other.narrow(problem, query.origin, ports_by_sea=ports_by_sea)


def _is_best_at(network: Network, query: Query, other: Other, *, ports_by_sea: bool) -> bool:
    """Say whether the other way is the best over a network with a changed value, priced from the beginning."""
    problems = _problems(priced_graph(network, query), query, other, ports_by_sea=ports_by_sea)
    ways = [solve_problem(problem, query) for problem in problems]
    best, alternative = (None if way is None else _weight(query, way) for way in ways)
    return best is not None and best == alternative


def _weight(query: Query, arcs: Sequence[Arc]) -> int:
    return sum(objective_weight(query, arc.impedance) for arc in arcs)


def absence_of(network: Network, query: Query, other: Other) -> Absence:
    """Say what stands in the way of a named corridor, or of a way through a place or country."""

    def narrow(problem: Problem, ports_by_sea: bool) -> Problem:  # noqa: FBT001 - the shape of `Narrow`
        return other.narrow(problem, query.origin, ports_by_sea=ports_by_sea)

    nothing = Absence("no links of the network, open or not, make up such a way for this cargo.", ())
    return ways_out(Obstructed(network, query, narrow)) or nothing
