"""Paths that must collect given marks in any order: the graph times the sets of marks collected so far.

Only the sets that some path reaches are made, and only as far as they can still be admitted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corridor.search.checkpoints import Layered
from corridor.search.graph import Graph

FORBIDDEN = -1
"""The mark of an arc that must not be used."""
MOST_ARCS = 2_000_000


class ProductTooLargeError(Exception):
    """There are more sets of marks than can be told apart."""


def collecting(
    graph: Graph,
    marks: Sequence[int],
    start: int,
    settle: Callable[[int], int | None],
    accepts: Callable[[int], bool],
    source: int,
    target: int,
) -> Layered:
    """Copy what is reachable of the graph per set of marks, so that only accepted sets reach the target.

    Sets are integers, a bit for each mark; `marks` holds one by arc, or `FORBIDDEN`.  `settle` brings a
    set into the form in which it is compared, or gives None where it can never be accepted.  Raises
    `ProductTooLargeError` beyond `MOST_ARCS` arcs.

    >>> plain = Graph.of(3, [(0, 1), (1, 2), (0, 2)])
    >>> collecting(plain, [1, 0, 0], 0, lambda held: held, lambda held: held == 1, 0, 2).arc_of
    [0, 2]
    """
    begun = settle(start)
    if begun is None:
        return Layered(Graph.of(2, []), [], 0, 1)
    index = {(begun, source): 0}
    order = [(begun, source)]
    settled: dict[int, int | None] = {}
    pairs, origin = [], []
    end = (-1, target)
    for number, (held, node) in enumerate(order):
        if node == target:
            continue
        for arc in range(graph.first[node], graph.first[node + 1]):
            if marks[arc] == FORBIDDEN:
                continue
            union = held | marks[arc]
            if union not in settled:
                settled[union] = settle(union)
            after = settled[union]
            if after is None or (graph.heads[arc] == target and not accepts(after)):
                continue
            there = end if graph.heads[arc] == target else (after, graph.heads[arc])
            if there not in index:
                index[there] = len(order)
                order.append(there)
            pairs.append((number, index[there]))
            origin.append(arc)
        if len(pairs) > MOST_ARCS:
            raise ProductTooLargeError
    goal = index.setdefault(end, len(index))
    made = Graph.of(len(index), pairs)
    return Layered(made, [origin[position] for position in made.order], 0, goal)
