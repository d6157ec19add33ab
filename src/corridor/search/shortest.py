"""Shortest paths by Dijkstra's algorithm on non-negative integers, exact and with a settled order of ties."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from corridor.search.graph import Graph

UNREACHED = -1
"""The distance of a node that cannot be reached."""


def shortest_path(graph: Graph, weights: Sequence[int], source: int, target: int) -> list[int] | None:
    """Give the arcs of a shortest path from source to target, or None where there is none.

    Weights are non-negative integers by arc.  Of equally short paths the one whose arcs were found first
    is given, so that the answer does not change from run to run.

    >>> shortest_path(Graph.of(3, [(0, 1), (1, 2), (0, 2)]), [1, 3, 1], 0, 2)
    [0, 2]
    """
    _, parents = _search(graph, weights, source, target)
    if source != target and parents[target] < 0:
        return None
    path: list[int] = []
    node = target
    while node != source:
        arc = parents[node]
        path.append(arc)
        node = graph.tails[arc]
    return path[::-1]


def distances(graph: Graph, weights: Sequence[int], source: int) -> list[int]:
    """Give the length of a shortest path from the source to every node; -1 where there is none."""
    found, _ = _search(graph, weights, source, None)
    return found


def _search(graph: Graph, weights: Sequence[int], source: int, target: int | None) -> tuple[list[int], list[int]]:
    first, heads = graph.first, graph.heads
    distance = [UNREACHED] * graph.node_count
    parents = [-1] * graph.node_count
    settled = [False] * graph.node_count
    distance[source] = 0
    queue = [(0, source)]
    while queue:
        reached, node = heappop(queue)
        if settled[node]:
            continue
        settled[node] = True
        if node == target:
            break
        for arc in range(first[node], first[node + 1]):
            head = heads[arc]
            length = reached + weights[arc]
            if distance[head] < 0 or length < distance[head]:
                distance[head] = length
                parents[head] = arc
                heappush(queue, (length, head))
    return distance, parents
