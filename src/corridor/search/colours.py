"""Which few obstacles stand in the way: the smallest sets of colours that some path gets by with.

Each arc has a set of colours, the obstacles that would have to be cleared to use it.  A path needs the
union of those of its arcs, so that lengths do not add up and Dijkstra's algorithm does not apply; labels
are sets here, and a label is dropped when another at its node is a subset of it with no greater sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from corridor.search.graph import Graph
from corridor.search.shortest import UNREACHED, distances

BARRED = -1
"""The colours of an arc that nothing clears."""
MOST_LABELS = 60_000

Bounded = Sequence[tuple[Sequence[int], int]]


class TooManyLabelsError(Exception):
    """The sets are too many to be told apart; the caller makes do with less."""


def smallest_sets(
    graph: Graph, colours: Sequence[int], bounded: Bounded, source: int, target: int, largest: int
) -> list[int]:
    """Give all smallest sets of at most `largest` colours that admit a path within the bounds, in order.

    Sets are integers, a bit for each colour; `colours` holds one by arc.  `bounded` holds pairs of
    integers by arc and the largest sum admitted.  Raises `TooManyLabelsError`.

    >>> graph = Graph.of(3, [(0, 1), (0, 2), (0, 2), (1, 2)])
    >>> smallest_sets(graph, [1, 2, 4, 8], [], 0, 2, 3)
    [2, 4]
    """
    to_go = [_distances_to(graph, colours, column, target) for column, _ in bounded]
    limits = [limit for _, limit in bounded]
    if any(not 0 <= left[source] <= limit for left, limit in zip(to_go, limits, strict=True)):
        return []
    found: set[int] = set()
    kept: list[list[tuple[int, tuple[int, ...]]]] = [[] for _ in range(graph.node_count)]
    queue = [(0, (0,) * len(limits), 0, source)]
    made = 0
    while queue:
        size, sums, used, node = heappop(queue)
        if size > largest:
            break
        if _is_covered(kept[node], used, sums):
            continue
        kept[node].append((used, sums))
        if node == target:
            largest = size
            found.add(used)
            continue
        for arc in range(graph.first[node], graph.first[node + 1]):
            if colours[arc] == BARRED:
                continue
            head, union = graph.heads[arc], used | colours[arc]
            there = tuple(spent + column[arc] for spent, (column, _) in zip(sums, bounded, strict=True))
            if union.bit_count() > largest or not _within(there, to_go, limits, head):
                continue
            if not _is_covered(kept[head], union, there):
                made += 1
                heappush(queue, (union.bit_count(), there, union, head))
        if made > MOST_LABELS:
            raise TooManyLabelsError
    return sorted(found)


def _distances_to(graph: Graph, colours: Sequence[int], column: Sequence[int], target: int) -> list[int]:
    usable = [arc for arc in range(graph.arc_count) if colours[arc] != BARRED]
    turned = Graph.of(graph.node_count, [(graph.heads[arc], graph.tails[arc]) for arc in usable])
    return distances(turned, turned.sorted_weights([column[arc] for arc in usable]), target)


def _within(sums: tuple[int, ...], to_go: list[list[int]], limits: list[int], node: int) -> bool:
    return all(
        left[node] != UNREACHED and spent + left[node] <= limit
        for spent, left, limit in zip(sums, to_go, limits, strict=True)
    )


def _is_covered(kept: list[tuple[int, tuple[int, ...]]], used: int, sums: tuple[int, ...]) -> bool:
    return any(
        other & used == other and all(one <= two for one, two in zip(spent, sums, strict=True)) for other, spent in kept
    )
