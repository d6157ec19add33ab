"""The best way of every corridor between one place and many, by one search a corridor.

A search over the whole product of a corridor's rule gives, for every place at once, the least that a walk of
that corridor takes.  A walk that comes to a place twice is no itinerary, so its sum is only a lower bound:
it is replaced by the exact best way where the bound would count among the best two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import filter as filter_names
from typing import NamedTuple

from corridor.model.network import Network
from corridor.planning.another import Other
from corridor.planning.choose import corridor_of, farthest, weight_of
from corridor.planning.corridors import best_in_corridor, settled, trimmed
from corridor.planning.overlap import doubles_back
from corridor.planning.query import Query
from corridor.planning.solve import objective_weight
from corridor.planning.stategraph import SINK, SOURCE, Arc, StateGraph, Vertex, end_arcs
from corridor.search.collect import ProductTooLargeError, collecting
from corridor.search.graph import Graph
from corridor.search.shortest import UNREACHED, distances

MOST_STRETCH = 2.0
"""A runner-up that takes more than so many times the best is none."""


class Candidate(NamedTuple):
    """The best way of a corridor between the fixed place and another, or a lower bound of it."""

    weight: int
    corridor: str
    arcs: list[Arc] | None
    """None where only the bound is known."""


class Fan(NamedTuple):
    """The state graph with one place fixed at one end, and many at the other."""

    graph: Graph
    arcs: list[Arc]
    inward: bool
    """Whether the fixed place is the destination."""


def fan_of(made: StateGraph, fixed: str, places: Sequence[str], *, inward: bool) -> Fan:
    """Add the loading and unloading arcs of one place and of many to a state graph."""
    ends = [arc for place in places for arc in _end_arcs(made, place, loading=inward)]
    arcs = [*made.arcs, *ends, *_end_arcs(made, fixed, loading=not inward)]
    index: dict[Vertex, int] = {SOURCE: 0, SINK: 1}
    pairs = [
        (index.setdefault(arc.tail, len(index)), index.setdefault(arc.head, len(index))) for arc in arcs
    ]  # fmt: skip
    graph = Graph.of(len(index), pairs)
    return Fan(graph, [arcs[position] for position in graph.order], inward)


def _end_arcs(made: StateGraph, place: str, *, loading: bool) -> list[Arc]:
    kind = "loading" if loading else "unloading"
    return [arc for arc in end_arcs(made, place, place) if arc.kind == kind]


def two_best(
    network: Network, made: StateGraph, query: Query, places: Sequence[str], *, inward: bool
) -> dict[str, list[Candidate]]:
    """Give for each place the best way and the best one of another corridor; fewer where there are none in reach.

    `query` has the fixed place at its one end, and any place at the other.
    """
    fan = fan_of(made, query.destination if inward else query.origin, places, inward=inward)
    bounds: dict[str, list[Candidate]] = {place: [] for place in places}
    at_hand = _met_by(network, fan)
    for number, rule in enumerate(network.corridors):
        if all(filter_names(at_hand, pattern) for pattern in rule.passes):
            earlier = network.corridors[:number]
            other = Other(network, "corridor", rule.corridor_id, rule.name, rule.passes, rule.avoids, earlier)
            for place, candidate in _by_one(fan, query, other):
                bounds[place].append(candidate)
    return {place: _confirmed(network, made, _between(query, place, inward=inward), bounds[place]) for place in places}


def _between(query: Query, place: str, *, inward: bool) -> Query:
    return replace(query, origin=place) if inward else replace(query, destination=place)


def _met_by(network: Network, fan: Fan) -> list[str]:
    places = {arc.node_id for arc in fan.arcs}
    countries = {f"country:{network.nodes[place].country}" for place in places}
    return [*places, *{arc.subject for arc in fan.arcs if arc.kind == "link"}, *countries]


def _by_one(fan: Fan, query: Query, other: Other) -> Iterator[tuple[str, Candidate]]:
    """Search one corridor from all places, or to all."""
    marks = [other.mark_of(arc) for arc in fan.arcs]
    try:
        product = collecting(fan.graph, marks, 0, other.settled, other.accepts, 0, 1)
    except ProductTooLargeError:
        return
    graph = product.graph
    arcs = [fan.arcs[arc] for arc in product.arc_of]
    column = [objective_weight(query, arc.impedance) for arc in arcs]
    turned = graph.reversed()
    spent = (
        distances(turned, turned.sorted_weights(column), product.target)
        if fan.inward
        else distances(graph, column, product.source)
    )
    best: dict[str, tuple[int, int]] = {}
    for arc, (tail, head) in enumerate(zip(graph.tails, graph.heads, strict=True)):
        here, there = (tail, head) if fan.inward else (head, tail)
        if here != (product.source if fan.inward else product.target) or spent[there] == UNREACHED:
            continue
        weight = column[arc] + spent[there]
        place = arcs[arc].node_id
        if place not in best or weight < best[place][0]:
            best[place] = weight, arc
    for place, (weight, arc) in best.items():
        run = _run(graph, turned, column, spent, arc, inward=fan.inward)
        asked = _between(query, place, inward=fan.inward)
        ways = None if run is None else [arcs[number] for number in run]
        is_way = ways is not None and doubles_back(asked, ways) == len(ways)
        yield place, Candidate(weight, other.id, ways if is_way else None)


def _run(
    graph: Graph, turned: Graph, column: Sequence[int], spent: Sequence[int], arc: int, *, inward: bool
) -> list[int] | None:
    """Follow the sums from an end arc to the other end; None where the way runs in a circle of no weight."""
    run, seen = [arc], {graph.heads[arc] if inward else graph.tails[arc]}
    here = graph.heads[arc] if inward else graph.tails[arc]
    while spent[here] or (inward and here != 1 and graph.first[here] < graph.first[here + 1]):
        step = _step(graph, turned, column, spent, here, inward=inward)
        if step is None:
            break
        here = graph.heads[step] if inward else graph.tails[step]
        if here in seen:
            return None
        seen.add(here)
        run.append(step)
    return run if inward else run[::-1]


def _step(
    graph: Graph, turned: Graph, column: Sequence[int], spent: Sequence[int], here: int, *, inward: bool
) -> int | None:
    if inward:
        candidates: Iterator[int] = iter(range(graph.first[here], graph.first[here + 1]))
        ends = graph.heads
    else:
        candidates = (turned.order[place] for place in range(turned.first[here], turned.first[here + 1]))
        ends = graph.tails
    return next(
        (arc for arc in candidates if spent[ends[arc]] != UNREACHED and spent[ends[arc]] + column[arc] == spent[here]),
        None,
    )


def _confirmed(network: Network, made: StateGraph, query: Query, bounds: list[Candidate]) -> list[Candidate]:
    """Give the two least candidates, each an itinerary, the second within `MOST_STRETCH` times the first.

    A bound is looked into only below the second of the itineraries at hand, and no farther than that.
    """
    setting = settled(made, query)
    if setting is None:
        return []
    first = Candidate(weight_of(query, setting.best), corridor_of(network, query, setting.best), setting.best)
    limit = farthest(query, setting.best, MOST_STRETCH)
    others = [one for one in bounds if one.corridor != first.corridor and one.weight <= limit]
    second = min(
        (one for one in others if one.arcs is not None), key=lambda one: (one.weight, one.corridor), default=None
    )
    for one in sorted((one for one in others if one.arcs is None), key=lambda one: (one.weight, one.corridor)):
        nearest = limit if second is None else second.weight - 1
        if one.weight > nearest:
            break
        near = setting._replace(problem=trimmed(setting.problem, query, nearest))
        found = best_in_corridor(network, near, query, one.corridor, nearest)
        if found.best is not None:
            second = Candidate(found.best[0], one.corridor, found.best[1])
    return [first] if second is None else [first, second]
