"""The searches over a plain network in two forms that give the same sums: lists, and compiled arrays.

Lists need nothing but Python and serve small networks; a large one needs the compiled engine, which
`pip install "corridor[large]"` brings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import islice
from typing import Literal, NamedTuple, Protocol

import numpy as np

from corridor.errors import EngineMissingError, QueryError
from corridor.flat.criterion import Numbers
from corridor.flat.parts import Parts
from corridor.search.graph import Graph
from corridor.search.pareto import pareto
from corridor.search.shortest import distances, shortest_path
from corridor.search.yen import Ranking

EngineName = Literal["auto", "plain", "compiled"]
MOST_PLAIN = 20_000
"""Arcs up to which the plain engine is chosen."""
_NAMES = ("auto", "plain", "compiled")


class Front(NamedTuple):
    """The sums of a frontier in lexicographic order, and the way to the arcs of each."""

    sums: list[tuple[int, ...]]
    path: Callable[[int], Sequence[int]]


class Engine(Protocol):
    """What a form of the searches offers; arcs are numbered as in `Parts`."""

    def shortest(self, criterion: int, source: int, target: int) -> Sequence[int] | None:
        """Give the arcs of a shortest path, or None."""

    def distances(self, criterion: int, source: int) -> Sequence[int]:
        """Give the least sum to every node, -1 where there is no path."""

    def frontier(
        self, criteria: Sequence[int], objectives: int, limits: Sequence[int | None], source: int, target: int
    ) -> Front:
        """Give the exact frontier over the first of some criteria, all of which may be limited."""

    def ranking(self, criterion: int, source: int, target: int, count: int) -> list[list[int]]:
        """Give the arcs of the best loopless paths, the best first."""


class PlainEngine:
    """The searches on lists."""

    def __init__(self, parts: Parts) -> None:
        self.graph = Graph.of(len(parts.nodes), zip(parts.tails.tolist(), parts.heads.tolist(), strict=True))
        self.costs = [self.graph.sorted_weights(column.tolist()) for column in parts.costs]

    def shortest(self, criterion: int, source: int, target: int) -> Sequence[int] | None:
        """Give the arcs of a shortest path, or None."""
        path = shortest_path(self.graph, self.costs[criterion], source, target)
        return None if path is None else [self.graph.order[arc] for arc in path]

    def distances(self, criterion: int, source: int) -> Sequence[int]:
        """Give the least sum to every node, -1 where there is no path."""
        return distances(self.graph, self.costs[criterion], source)

    def frontier(
        self, criteria: Sequence[int], objectives: int, limits: Sequence[int | None], source: int, target: int
    ) -> Front:
        """Give the exact frontier over the first of some criteria, all of which may be limited."""
        columns = [self.costs[criterion] for criterion in criteria]
        front = pareto(self.graph, columns, source, target, objectives=objectives, limits=limits)
        return Front(front.sums, lambda index: [self.graph.order[arc] for arc in front.path(index)])

    def ranking(self, criterion: int, source: int, target: int, count: int) -> list[list[int]]:
        """Give the arcs of the best loopless paths, the best first."""
        ranking = Ranking(self.graph, self.costs[criterion], source, target)
        return [[self.graph.order[arc] for arc in path.arcs] for path in islice(ranking, count)]


class CompiledEngine:
    """The searches on arrays."""

    def __init__(self, parts: Parts) -> None:
        from corridor.search.large import LargeGraph  # noqa: PLC0415 - numba is an extra, and slow to import

        self.graph = LargeGraph.of(len(parts.nodes), parts.tails, parts.heads, parts.costs)

    def shortest(self, criterion: int, source: int, target: int) -> Sequence[int] | None:
        """Give the arcs of a shortest path, or None."""
        found = self.graph.shortest(criterion, source, target)
        return None if found is None else [int(arc) for arc in found[1]]

    def distances(self, criterion: int, source: int) -> Sequence[int]:
        """Give the least sum to every node, -1 where there is no path."""
        reached: Sequence[int] = self.graph.distances(criterion, source).tolist()
        return reached

    def frontier(
        self, criteria: Sequence[int], objectives: int, limits: Sequence[int | None], source: int, target: int
    ) -> Front:
        """Give the exact frontier over the first of some criteria, all of which may be limited."""
        front = self.graph.frontier(criteria, source, target, limits, objectives)
        return Front([tuple(row) for row in front.sums.tolist()], lambda index: [int(arc) for arc in front.path(index)])

    def ranking(self, criterion: int, source: int, target: int, count: int) -> list[list[int]]:
        """Give the arcs of the best loopless paths, the best first."""
        found = self.graph.k_shortest(criterion, source, target, count)
        return [[int(arc) for arc in arcs] for _, arcs in found]


def choose(name: str, arc_count: int) -> Literal["plain", "compiled"]:
    """Choose the engine by size unless it is named; raises `EngineMissingError` where it is missing.

    >>> choose("auto", 100)
    'plain'
    """
    if name not in _NAMES:
        raise QueryError("engine", name, "choose from auto, plain, compiled")
    if name == "plain" or (name == "auto" and arc_count <= MOST_PLAIN):
        return "plain"
    if find_spec("numba") is None:
        raise EngineMissingError(arc_count)
    return "compiled"


def reachable(parts: Parts, start: int, *, backwards: bool = False) -> Numbers:
    """Mark the nodes that can be reached from one, or that can reach it, itself included."""
    tails, heads = (parts.heads, parts.tails) if backwards else (parts.tails, parts.heads)
    order = np.argsort(tails, kind="stable")
    ends = heads[order]
    first = np.zeros(len(parts.nodes) + 1, np.int64)
    np.cumsum(np.bincount(tails, minlength=len(parts.nodes)), out=first[1:])
    seen = np.zeros(len(parts.nodes), np.bool_)
    seen[start] = True
    wave = np.array([start])
    while len(wave):
        counts = first[wave + 1] - first[wave]
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        reached = np.unique(ends[np.repeat(first[wave], counts) + offsets])
        wave = reached[~seen[reached]]
        seen[wave] = True
    return seen
