"""Shortest paths under bounds on other sums (hours, money, transfers): a frontier of one objective.

The problem is NP-hard in general and small here; labels that cannot keep a bound, or that another covers
in everything, are dropped (`search/kernels_more.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from corridor.search.graph import Graph
from corridor.search.pareto import pareto


def bounded_path(
    graph: Graph,
    weights: Sequence[int],
    bounded: Sequence[tuple[Sequence[int], int]],
    source: int,
    target: int,
) -> list[int] | None:
    """Give the arcs of the path of least weight whose other sums stay within their bounds, or None.

    `bounded` holds pairs of weights by arc and the largest sum admitted.

    >>> graph = Graph.of(3, [(0, 1), (1, 2), (0, 2)])
    >>> bounded_path(graph, [1, 3, 1], [([1, 1, 1], 1)], 0, 2)
    [1]
    """
    criteria = [weights, *(column for column, _ in bounded)]
    limits = [None, *(limit for _, limit in bounded)]
    front = pareto(graph, criteria, source, target, objectives=1, limits=limits)
    return front.path(0) if len(front) else None
