"""Itineraries of a query in order, and the best one of each corridor: the state graph seen by Yen's algorithm.

A planner's alternative passes no place twice: cheapest ways "through Iran" that run into the first Iranian
station and out again are exact and useless.  So a place that was left is not entered again, save between
the places of `--via`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import filter as filter_names
from typing import NamedTuple

from corridor.model.network import Network
from corridor.planning.another import Other
from corridor.planning.overlap import doubles_back, within_bounds
from corridor.planning.query import Query
from corridor.planning.solve import Problem, bounds_of, objective_weight, pose, solve_problem
from corridor.planning.stategraph import Arc, StateGraph
from corridor.search.blocks import on_simple_ways
from corridor.search.collect import ProductTooLargeError
from corridor.search.graph import Graph
from corridor.search.shortest import UNREACHED, distances
from corridor.search.yen import Ranking

MOST_SEARCHES = 6000
"""Searches of one ranking: a second or so."""


class Setting(NamedTuple):
    """A query posed as `solve` poses it, with its best run of arcs."""

    problem: Problem
    best: list[Arc]
    ports_by_sea: bool


class Found(NamedTuple):
    """The best itinerary with its weight, or None; and whether it is proven that there is no better one."""

    best: tuple[int, list[Arc]] | None
    is_proven: bool


class Ways(NamedTuple):
    """The ranking of a problem, with what turns its arcs into those of the state graph."""

    problem: Problem
    ranking: Ranking

    def next(self) -> tuple[int, list[Arc]] | None:
        """Give the next best itinerary with its weight, or None where none is left or the cap is reached."""
        path = next(self.ranking, None)
        return None if path is None else (path.length, [self.problem.arcs[arc] for arc in path.arcs])

    @property
    def is_complete(self) -> bool:
        """Say, once there is no next, whether all have been given."""
        return self.ranking.is_complete


def settled(made: StateGraph, query: Query) -> Setting | None:
    """Pose a query and answer it; None where there is no itinerary."""
    for ports_by_sea in (True, False) if query.filters.via else (True,):
        problem = pose(made, query, ports_by_sea=ports_by_sea)
        best = solve_problem(problem, query)
        if best is not None:
            return Setting(problem, best, ports_by_sea)
    return None


def ranked(
    problem: Problem,
    query: Query,
    *,
    limit: int | None = None,
    breaks_at: Callable[[Sequence[Arc]], int] = len,
) -> Ways:
    """Rank the itineraries of a problem that keep the bounds of its query and pass no place twice.

    `breaks_at` tells the position of the first arc at which a run is no longer wanted.
    """
    graph, arcs, source, target = problem = problem if query.filters.via else _without_dead_ends(problem, query)
    bounded = bounds_of(arcs, query)
    turned = graph.reversed()
    to_go = [distances(turned, turned.sorted_weights(column), target) for column, _ in bounded]
    in_bounds = within_bounds(bounded, to_go, graph.heads)

    def breaks(run: Sequence[int]) -> int:
        kept = in_bounds(run)
        if breaks_at is len and not query.filters.via:
            return kept
        taken = [arcs[arc] for arc in run[:kept]]
        kept = breaks_at(taken)
        return min(kept, doubles_back(query, taken)) if query.filters.via else kept

    weights = [objective_weight(query, arc.impedance) for arc in arcs]
    groups = None if query.filters.via else _places(problem)
    ranking = Ranking(
        graph, weights, source, target, groups=groups, breaks_at=breaks, limit=limit, most_searches=MOST_SEARCHES
    )
    return Ways(problem, ranking)


def _without_dead_ends(problem: Problem, query: Query) -> Problem:
    """Leave out links on which no way between the two places is without repetition."""
    arcs = problem.arcs
    number = {query.origin: 0, query.destination: 1}
    ends: dict[str, tuple[int, int]] = {}
    for arc in arcs:
        if arc.kind == "link":
            tail = number.setdefault(arc.tail[0], len(number))
            ends[arc.subject] = tail, number.setdefault(arc.head[0], len(number))
    kept = dict(zip(ends, on_simple_ways(len(number), list(ends.values()), 0, 1), strict=True))
    return _with(problem, [place for place, arc in enumerate(arcs) if arc.kind != "link" or kept[arc.subject]])


def trimmed(problem: Problem, query: Query, limit: int) -> Problem:
    """Leave out of a problem what no path within the bounds, and of the weight `limit` at most, uses."""
    weights = [objective_weight(query, arc.impedance) for arc in problem.arcs]
    graph, _, source, target = problem
    turned = graph.reversed()
    left = list(range(graph.arc_count))
    for column, most in [(weights, limit), *bounds_of(problem.arcs, query)]:
        spent = distances(graph, column, source)
        to_go = distances(turned, turned.sorted_weights(column), target)
        left = [
            arc
            for arc in left
            if UNREACHED not in {spent[graph.tails[arc]], to_go[graph.heads[arc]]}
            and spent[graph.tails[arc]] + column[arc] + to_go[graph.heads[arc]] <= most
        ]
    return _with(problem, left)


def _with(problem: Problem, left: list[int]) -> Problem:
    """Give a problem with only some of its arcs."""
    graph, arcs, source, target = problem
    made = Graph.of(graph.node_count, [(graph.tails[place], graph.heads[place]) for place in left])
    return Problem(made, [arcs[left[place]] for place in made.order], source, target)


def _places(problem: Problem) -> list[int]:
    """Give a number of its place for each node of the graph; source and target are places of their own."""
    graph, arcs, source, target = problem
    number: dict[str, int] = {}
    groups = [0] * graph.node_count
    for arc, (tail, head) in enumerate(zip(graph.tails, graph.heads, strict=True)):
        groups[tail] = number.setdefault(arcs[arc].tail[0], len(number) + 2)
        groups[head] = number.setdefault(arcs[arc].head[0], len(number) + 2)
    groups[source], groups[target] = 0, 1
    return groups


def best_in_corridor(
    network: Network, setting: Setting, query: Query, corridor_id: str, limit: int | None = None
) -> Found:
    """Give the best itinerary that bears the name of a corridor, of the weight `limit` at most.

    Raises `KeyError` for a name that no rule gives.
    """
    for number, rule in enumerate(network.corridors):
        if rule.corridor_id == corridor_id:
            earlier = network.corridors[:number]
            break
    else:
        raise KeyError(corridor_id)
    at_hand = _met_by(network, setting.problem, query)
    if not all(filter_names(at_hand, pattern) for pattern in rule.passes):
        return Found(None, is_proven=True)
    other = Other(network, "corridor", corridor_id, rule.name, rule.passes, rule.avoids, earlier)
    try:
        problem = other.narrow(setting.problem, query.origin, ports_by_sea=setting.ports_by_sea)
    except ProductTooLargeError:
        return Found(None, is_proven=False)
    if bounds_of(problem.arcs, query):
        # Under bounds label setting is quicker than ranking, but may double back.
        arcs = solve_problem(problem, query)
        if arcs is None:
            return Found(None, is_proven=True)
        weight = sum(objective_weight(query, arc.impedance) for arc in arcs)
        if limit is not None and weight > limit:
            return Found(None, is_proven=True)
        if doubles_back(query, arcs) == len(arcs):
            return Found((weight, arcs), is_proven=True)
        if limit is not None:
            problem = trimmed(problem, query, limit)
    ways = ranked(problem, query, limit=limit)
    best = ways.next()
    return Found(best, best is not None or ways.is_complete)


def _met_by(network: Network, problem: Problem, query: Query) -> list[str]:
    """Give all places, links and countries that patterns may meet on the way of a problem's arcs."""
    links = [arc for arc in problem.arcs if arc.kind == "link"]
    places = {query.origin, *(arc.node_id for arc in links)}
    countries = {f"country:{network.nodes[node_id].country}" for node_id in places}
    return [*places, *{arc.subject for arc in links}, *countries]
