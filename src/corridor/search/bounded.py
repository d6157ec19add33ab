"""Shortest paths under bounds on other sums (hours, money, transfers): label setting with dominance.

The problem is NP-hard in general and small here.  A label is a partial path with its sums; it is dropped
when its best possible continuation breaks a bound (lower bounds come from one backward search per
criterion) or when another label at the same node is at least as good in everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from corridor.search.graph import Graph
from corridor.search.shortest import UNREACHED, distances

Sums = tuple[int, ...]


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
    to_go = [_distances_to(graph, column, target) for column in criteria]
    if to_go[0][source] == UNREACHED:
        return None
    limits = [limit for _, limit in bounded]
    return _label_setting(graph, criteria, limits, to_go, source, target)


def _distances_to(graph: Graph, weights: Sequence[int], target: int) -> list[int]:
    turned = graph.reversed()
    return distances(turned, turned.sorted_weights(weights), target)


def _label_setting(
    graph: Graph,
    criteria: list[Sequence[int]],
    limits: list[int],
    to_go: list[list[int]],
    source: int,
    target: int,
) -> list[int] | None:
    labels: list[tuple[int, int, int]] = [(source, -1, -1)]
    sums: list[Sums] = [(0,) * len(criteria)]
    kept: list[list[Sums]] = [[] for _ in range(graph.node_count)]
    queue: list[tuple[int, int]] = [(to_go[0][source], 0)]
    if any(to_go[1 + index][source] > limit for index, limit in enumerate(limits)):
        return None
    while queue:
        _, label = heappop(queue)
        node = labels[label][0]
        here = sums[label]
        if any(_covers(other, here) for other in kept[node]):
            continue
        kept[node].append(here)
        if node == target:
            return _trace(labels, label)
        for arc in range(graph.first[node], graph.first[node + 1]):
            head = graph.heads[arc]
            if to_go[0][head] == UNREACHED:
                continue
            there = tuple(value + column[arc] for value, column in zip(here, criteria, strict=True))
            if any(there[1 + i] + to_go[1 + i][head] > limit for i, limit in enumerate(limits)):
                continue
            if any(_covers(other, there) for other in kept[head]):
                continue
            labels.append((head, label, arc))
            sums.append(there)
            heappush(queue, (there[0] + to_go[0][head], len(labels) - 1))
    return None


def _covers(one: Sums, other: Sums) -> bool:
    return all(left <= right for left, right in zip(one, other, strict=True))


def _trace(labels: list[tuple[int, int, int]], label: int) -> list[int]:
    path = []
    while label >= 0:
        _, parent, arc = labels[label]
        if arc >= 0:
            path.append(arc)
        label = parent
    return path[::-1]
