"""Which itineraries stand side by side as alternatives: the best of each corridor, then by limited overlap.

The best of each corridor is exact.  The next best that shares little enough with all chosen ones (the
greedy form of k shortest paths with limited overlap; Chondrogiannis et al. 2020) is exact as long as
Yen's order serves within its cap; beyond it, ways are sought by making chosen links dearer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from corridor.model.network import Network
from corridor.planning.assemble import name_corridor
from corridor.planning.corridors import Setting, best_in_corridor, ranked
from corridor.planning.overlap import Way, doubles_back, overlap, shares_too_much
from corridor.planning.query import Query
from corridor.planning.solve import bounds_of, greatest_weight, objective_weight, primary_weight
from corridor.planning.stategraph import Arc
from corridor.search.shortest import shortest_path

PENALTY = Fraction(7, 5)
"""Factor on the weight of links that a way already found uses."""
ROUNDS = 60
"""Penalised searches before the ways found by them are looked through."""


class Chosen(NamedTuple):
    """An itinerary that was chosen, and by what."""

    weight: int
    arcs: list[Arc]
    by: str


class Choice(NamedTuple):
    """The itineraries chosen, in order, and whether exact searches came to their end."""

    chosen: list[Chosen]
    is_exact: bool


def weight_of(query: Query, arcs: Sequence[Arc]) -> int:
    """Give the integer that a query minimises, for a run of arcs."""
    return sum(objective_weight(query, arc.impedance) for arc in arcs)


def farthest(query: Query, best: Sequence[Arc], max_stretch: float) -> int:
    """Give the greatest weight within a stretch of the best; only the objective counts, not what settles ties."""
    return greatest_weight(int(Fraction(max_stretch) * sum(primary_weight(query, arc.impedance) for arc in best)))


def by_rank(setting: Setting, query: Query, k: int, limit: int) -> Choice:
    """Choose the k best itineraries, however alike."""
    return _take(setting, query, [_first(setting, query, "rank")], k, limit, "rank", lambda _: len)


def by_corridor(network: Network, setting: Setting, query: Query, k: int, limit: int, max_overlap: float) -> Choice:
    """Choose the best itinerary of each named corridor in order, then others of limited overlap."""
    first = _first(setting, query, "corridor")
    named, exact, known = [], True, corridor_of(network, query, setting.best)
    for rule in network.corridors:
        if rule.corridor_id == known:
            continue
        found = best_in_corridor(network, setting, query, rule.corridor_id, limit)
        if found.best is not None:
            named.append(Chosen(*found.best, "corridor"))
        exact &= found.is_proven
    chosen = [first, *sorted(named, key=lambda one: one.weight)][:k]
    further = by_overlap(setting, query, chosen, k, limit, max_overlap)
    return Choice(further.chosen, exact and further.is_exact)


def by_overlap(setting: Setting, query: Query, chosen: list[Chosen], k: int, limit: int, max_overlap: float) -> Choice:
    """Add to what is chosen, up to k, the next best itineraries that overlap little enough with each one."""

    def breaks(so_far: list[Chosen]) -> Callable[[Sequence[Arc]], int]:
        ways = [Way.of(one.arcs) for one in so_far]
        return lambda arcs: shares_too_much(arcs, ways, max_overlap)

    taken = _take(setting, query, chosen, k, limit, "overlap", breaks, max_overlap)
    if taken.is_exact:
        return taken
    candidates = sorted(_penalised(setting, query, taken.chosen, limit), key=lambda one: one.weight)
    for one in candidates:
        if len(taken.chosen) < k and _differs(one.arcs, taken.chosen, max_overlap):
            taken.chosen.append(one)
    return taken


def corridor_of(network: Network, query: Query, arcs: Sequence[Arc]) -> str:
    """Give the id of the corridor that names a run of arcs."""
    links = [arc for arc in arcs if arc.kind == "link"]
    places = [query.origin, *(arc.node_id for arc in links)]
    return name_corridor(network, places, [arc.subject for arc in links])


def _first(setting: Setting, query: Query, by: str) -> Chosen:
    return Chosen(weight_of(query, setting.best), setting.best, by)


def _take(
    setting: Setting,
    query: Query,
    begun: list[Chosen],
    k: int,
    limit: int,
    by: str,
    breaks: Callable[[list[Chosen]], Callable[[Sequence[Arc]], int]],
    max_overlap: float | None = None,
) -> Choice:
    """Go through the itineraries in order and take those that fit beside the ones taken before."""
    chosen = list(begun)
    if len(chosen) >= k:
        return Choice(chosen, is_exact=True)
    test = breaks(chosen)

    def breaks_at(arcs: Sequence[Arc]) -> int:
        return test(arcs)

    ways = ranked(setting.problem, query, limit=limit, breaks_at=breaks_at)
    known = {_key(one.arcs) for one in chosen}
    while len(chosen) < k:
        found = ways.next()
        if found is None:
            return Choice(chosen, ways.is_complete)
        weight, arcs = found
        if _key(arcs) not in known and (max_overlap is None or _differs(arcs, chosen, max_overlap)):
            chosen.append(Chosen(weight, arcs, by))
            test = breaks(chosen)
    return Choice(chosen, is_exact=True)


def _key(arcs: Sequence[Arc]) -> tuple[object, ...]:
    return tuple((arc.tail, arc.head, arc.subject, arc.forward) for arc in arcs)


def _differs(arcs: Sequence[Arc], chosen: Sequence[Chosen], max_overlap: float) -> bool:
    way = Way.of(arcs)
    return all(overlap(way, Way.of(one.arcs)) <= max_overlap for one in chosen)


def _penalised(setting: Setting, query: Query, chosen: Sequence[Chosen], limit: int) -> Iterator[Chosen]:
    """Give itineraries found by making the links of those found before dearer, as often as they are found."""
    graph, arcs, source, target = setting.problem
    plain = [objective_weight(query, arc.impedance) for arc in arcs]
    bounded = bounds_of(arcs, query)
    used = [arc.subject for one in chosen for arc in one.arcs if arc.kind == "link"]
    times: dict[str, int] = {}
    for _ in range(ROUNDS):
        for link_id in used:
            times[link_id] = times.get(link_id, 0) + 1
        dearer = [int(weight * PENALTY ** times.get(arc.subject, 0)) for weight, arc in zip(plain, arcs, strict=True)]
        path = shortest_path(graph, dearer, source, target)
        if path is None:
            return
        found = [arcs[arc] for arc in path]
        used = [arc.subject for arc in found if arc.kind == "link"]
        weight = sum(plain[arc] for arc in path)
        kept = all(sum(column[arc] for arc in path) <= most for column, most in bounded)
        if weight <= limit and kept and doubles_back(query, found) == len(found):
            yield Chosen(weight, found, "overlap")
