"""From a priced state graph and a query to the best run of arcs: integers in, arcs out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import floor
from typing import NamedTuple

from corridor.costing.rates import Rates
from corridor.model.consignment import Consignment
from corridor.model.ledger import Impedance
from corridor.model.network import Network
from corridor.planning.admit import usable_links
from corridor.planning.criteria import column
from corridor.planning.query import Query
from corridor.planning.stategraph import SINK, SOURCE, Arc, StateGraph, Vertex, build_state_graph, end_arcs
from corridor.search.checkpoints import layered
from corridor.search.graph import Graph
from corridor.search.shortest import shortest_path
from corridor.units import CENTS_PER_USD, GRAMS_PER_KILOGRAM, MINUTES_PER_HOUR, cents

_KEPT = 8
"""Priced state graphs kept: pricing takes most of a query's time, and the next pair has the same prices."""
_RANK_BITS = 80
"""Bits kept for each criterion that only decides between equals: more than any sum can need."""


class Problem(NamedTuple):
    """A query as a graph problem: arcs of the graph in its own order, source and target."""

    graph: Graph
    arcs: list[Arc]
    source: int
    target: int


def pose(made: StateGraph, query: Query, *, ports_by_sea: bool = True) -> Problem:
    """Turn the state graph and the ends, checkpoints and sequence of a query into a graph of integers.

    A seaport that must be passed must be passed as a port, by a ship that arrives or leaves (otherwise a
    train would run into Poti and out again); with `ports_by_sea` off, passing it by land is enough.
    """
    arcs = made.arcs + end_arcs(made, query.origin, query.destination)
    index: dict[Vertex, int] = {SOURCE: 0, SINK: 1}
    pairs = []
    for arc in arcs:
        tail = index.setdefault(arc.tail, len(index))
        pairs.append((tail, index.setdefault(arc.head, len(index))))
    graph = Graph.of(len(index), pairs)
    ordered = [arcs[position] for position in graph.order]
    problem = Problem(graph, ordered, 0, 1)
    if query.filters.via:
        checkpoints = [_checkpoint(made, index, node_id, by_sea=ports_by_sea) for node_id in query.filters.via]
        layers = layered(graph, checkpoints, 0, 1)
        problem = Problem(layers.graph, [ordered[arc] for arc in layers.arc_of], layers.source, layers.target)
    return in_sequence(made.network, problem, query.filters.sequence)


def in_sequence(network: Network, problem: Problem, sequence: tuple[str, ...]) -> Problem:
    """Leave only the paths whose legs have the modes of a sequence; all of them where it is empty."""
    if not sequence:
        return problem
    from corridor.planning.sequence import automaton_of  # noqa: PLC0415 - as in `solve_problem`
    from corridor.search.language import constrained  # noqa: PLC0415

    graph, arcs, source, target = problem
    letters = [network.links[arc.subject].mode if arc.kind == "link" else "" for arc in arcs]
    product = constrained(graph, letters, automaton_of(sequence), source, target)
    return Problem(product.graph, [arcs[arc] for arc in product.arc_of], product.source, product.target)


def _checkpoint(made: StateGraph, index: dict[Vertex, int], node_id: str, *, by_sea: bool) -> set[int]:
    """Give the vertices at which a place counts as passed."""
    as_port = by_sea and made.network.nodes[node_id].node_type == "seaport"
    return {
        number
        for (place, state, _), number in index.items()
        if place == node_id and (state.mode == "sea" or not as_port)
    }


def objective_weight(query: Query, impedance: Impedance) -> int:
    """Give the integer that a query minimises; ties are settled by time, then by money.

    Generalized cost is cents plus value of time, in sixtieths of a cent: 60 x cents + (cents per hour) x
    minutes, so that it too is a whole number.
    """
    first = primary_weight(query, impedance)
    if query.minimize == "cost":
        return _ranked(first, impedance.minutes, 0)
    if query.minimize == "time":
        return _ranked(first, impedance.cents, 0)
    return _ranked(first, impedance.minutes, impedance.cents)


def primary_weight(query: Query, impedance: Impedance) -> int:
    """Give what a query minimises, without what settles ties: cents, minutes, grams, or sixtieths of a cent."""
    if query.minimize == "cost":
        return impedance.cents
    if query.minimize == "time":
        return impedance.minutes
    if query.minimize == "co2e":
        return impedance.grams
    return MINUTES_PER_HOUR * impedance.cents + cents(query.vot_usd_per_hour) * impedance.minutes


def _ranked(first: int, second: int, third: int) -> int:
    return (((first << _RANK_BITS) + second) << _RANK_BITS) + third


def greatest_weight(primary: int) -> int:
    """Give the greatest weight of a path of which `primary_weight` is at most so much, ties whatever they are."""
    return _ranked(primary + 1, 0, 0) - 1


def priced_graph(network: Network, query: Query) -> StateGraph:
    """Price the links that a query may use, in its month of travel; the last few are kept for further queries."""
    usable = usable_links(network, query.filters, query.on)
    return _priced(network, query.consignment, query.on.month if query.on else None, usable)


@lru_cache(maxsize=_KEPT)
def _priced(network: Network, consignment: Consignment, month: int | None, usable: frozenset[str]) -> StateGraph:
    return build_state_graph(Rates(network, consignment, month), usable)


def solve(made: StateGraph, query: Query) -> list[Arc] | None:
    """Give the arcs of the best itinerary of a query, or None where there is none.

    Seaports to be passed are passed by sea if that is possible at all, and by land if not.
    """
    best = solve_problem(pose(made, query), query)
    if best is None and query.filters.via:
        return solve_problem(pose(made, query, ports_by_sea=False), query)
    return best


def solve_problem(problem: Problem, query: Query) -> list[Arc] | None:
    """Give the arcs of the best path of a problem within the bounds of its query, or None."""
    weights = [objective_weight(query, arc.impedance) for arc in problem.arcs]
    bounded = bounds_of(problem.arcs, query)
    if bounded:
        from corridor.search.bounded import bounded_path  # noqa: PLC0415 - few queries have bounds, all pay the import

        path = bounded_path(problem.graph, weights, bounded, problem.source, problem.target)
    else:
        path = shortest_path(problem.graph, weights, problem.source, problem.target)
    return None if path is None else [problem.arcs[arc] for arc in path]


def bounds_of(arcs: Sequence[Arc], query: Query) -> list[tuple[list[int], int]]:
    """Give the sums that a query bounds: for each an integer by arc, and the most that is admitted."""
    filters = query.filters
    most = {
        "transfers": filters.max_transfers,
        "time": None if filters.max_hours is None else filters.max_hours * MINUTES_PER_HOUR,
        "cost": None if filters.max_cost_usd is None else filters.max_cost_usd * CENTS_PER_USD,
        "co2e": None if filters.max_co2e_kg is None else filters.max_co2e_kg * GRAMS_PER_KILOGRAM,
    }
    return [(column(name, arcs), floored(limit)) for name, limit in most.items() if limit is not None]


def floored(limit: float) -> int:
    """Round a limit down, but not below a sum that was printed with six decimals."""
    return floor(limit + 1e-3)
