"""Shortest paths on non-negative integers, exact and with a settled order of ties."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from corridor.search.graph import Graph
from corridor.search.kit import PLAIN, Tree, forward_view

UNREACHED = -1
"""The distance of a node that cannot be reached."""


def shortest_path(graph: Graph, weights: Sequence[int], source: int, target: int) -> list[int] | None:
    """Give the arcs of a shortest path from source to target, or None where there is none.

    Weights are non-negative integers by arc.  Of equally short paths the one whose arcs were found first
    is given, so that the answer does not change from run to run.

    >>> shortest_path(Graph.of(3, [(0, 1), (1, 2), (0, 2)]), [1, 3, 1], 0, 2)
    [0, 2]
    """
    tree = Tree(PLAIN, forward_view(graph, weights), (0,), source, backwards=False)
    tree.grow(target)
    return path_to(tree, target)


def path_to(tree: Tree, target: int) -> list[int] | None:
    """Read the arcs of the path from the root of a forward tree, or None where the target was not reached."""
    if tree.sum_at(target) is None:
        return None
    path: list[int] = []
    node = target
    while node != tree.root:
        arc = int(tree.via[node])
        path.append(arc)
        node = bisect_right(tree.view.first, arc) - 1
    return path[::-1]


def distances(graph: Graph, weights: Sequence[int], source: int) -> list[int]:
    """Give the length of a shortest path from the source to every node; -1 where there is none."""
    tree = Tree(PLAIN, forward_view(graph, weights), (0,), source, backwards=False)
    tree.grow()
    return [UNREACHED if value == PLAIN.far else value for value in tree.sums]
