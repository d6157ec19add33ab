"""A directed multigraph in flat arrays (compressed sparse rows), the one form that all searches share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes 0 … `node_count` - 1; arcs sorted by tail, `first[v]` … `first[v + 1]` being those that leave v.

    Arc ids are positions in `heads`; parallel arcs keep the order in which they were given.
    """

    node_count: int
    first: list[int]
    heads: list[int]
    tails: list[int]
    order: list[int]
    """For each arc, its position in the sequence that the graph was built from."""

    @classmethod
    def of(cls, node_count: int, arcs: Iterable[tuple[int, int]]) -> Graph:
        """Build a graph from (tail, head) pairs.

        >>> Graph.of(3, [(1, 2), (0, 1)]).heads
        [1, 2]
        """
        pairs = list(arcs)
        order = sorted(range(len(pairs)), key=lambda index: pairs[index][0])
        degree = [0] * node_count
        for tail, _ in pairs:
            degree[tail] += 1
        first = [0, *accumulate(degree)]
        tails = [pairs[index][0] for index in order]
        heads = [pairs[index][1] for index in order]
        return cls(node_count, first, heads, tails, order)

    @property
    def arc_count(self) -> int:
        """Give the number of arcs."""
        return len(self.heads)

    def sorted_weights(self, weights: Sequence[int]) -> list[int]:
        """Bring weights from the order of building into the order of arcs."""
        return [weights[index] for index in self.order]

    def reversed(self) -> Graph:
        """Give the graph with every arc turned round; `order` then holds this graph's arc ids."""
        return Graph.of(self.node_count, zip(self.heads, self.tails, strict=True))
