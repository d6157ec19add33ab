"""Graphs of a million arcs and more: arrays, searched by the compiled kernels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from corridor.search.compiled import NARROW, WIDE
from corridor.search.graph import Graph
from corridor.search.kit import Tree, View
from corridor.search.landmarks import Landmarks
from corridor.search.measure import grain
from corridor.search.pareto import Frontier, find
from corridor.search.shortest import UNREACHED
from corridor.search.yen import Ranking

_HALF = 32
"""Bits of the lower half of a cost; halves are added up apart, since the sum may not fit into 64 bits."""
Integers = npt.NDArray[np.integer[Any]]


class LargeFrontier:
    """The points of a frontier: `sums` by point and objective, and the arcs of a path for each."""

    def __init__(self, front: Frontier, objectives: int, order: Integers) -> None:
        self._front, self._order = front, order
        self.sums: npt.NDArray[np.int64] = np.array(front.sums, np.int64).reshape(len(front), objectives)

    def __len__(self) -> int:
        return len(self._front)

    def path(self, index: int) -> Integers:
        """Give the arcs of a path with the sums of a point, numbered as they were given."""
        return self._order[self._front.path(index)]


class LargeGraph:
    """A directed multigraph in arrays, immutable; made by `of`.

    Takes 20 bytes an arc, and 8 for each criterion (16 where sums need 64 bits), forwards and backwards.
    """

    def __init__(self, view: View, order: Integers) -> None:
        self._view, self._order = view, order
        self._prepared: dict[int, Landmarks] = {}
        self._kit = NARROW if view.costs.dtype == np.int32 else WIDE

    @classmethod
    def of(cls, node_count: int, tails: Integers, heads: Integers, criteria: Sequence[Integers]) -> LargeGraph:
        """Build a graph from the ends of its arcs and their costs, non-negative integers, by criterion.

        Raises ValueError for negative costs, and where the sum along a path could reach 2**62 - 1.

        >>> import numpy as np
        >>> graph = LargeGraph.of(3, np.array([0, 0, 1]), np.array([2, 1, 2]), [np.array([9, 1, 1])])
        >>> graph.shortest(0, 0, 2)
        (2, array([1, 2], dtype=int32))
        """
        order = np.argsort(tails, kind="stable").astype(np.int32)
        tails, heads = tails[order].astype(np.int32), heads[order].astype(np.int32)
        first = _starts(tails, node_count)
        columns = [np.asarray(column)[order] for column in criteria]
        if any(column.min(initial=0) < 0 for column in columns):
            raise ValueError("costs are to be 0 or more")  # noqa: TRY003
        longest = max(_longest(column, tails, node_count) for column in columns)
        if longest >= WIDE.far:
            raise ValueError("sums along a path may reach 2**62 - 1: give the costs in a larger unit")  # noqa: TRY003
        dtype = np.int32 if longest < NARROW.far else np.int64
        back = np.argsort(heads, kind="stable").astype(np.int32)
        view = View(
            node_count,
            len(order),
            first,
            heads,
            np.concatenate(columns).astype(dtype),
            _starts(heads, node_count),
            tails[back],
            np.concatenate([column[back] for column in columns]).astype(dtype),
            back,
            [int(column.max(initial=0)) for column in columns],
            [grain(column) for column in columns],
        )
        return cls(view, order)

    @property
    def node_count(self) -> int:
        """Give the number of nodes."""
        return self._view.node_count

    @property
    def arc_count(self) -> int:
        """Give the number of arcs."""
        return self._view.arc_count

    @property
    def criteria_count(self) -> int:
        """Give the number of criteria."""
        return len(self._view.largest)

    @property
    def nbytes(self) -> int:
        """Give the bytes that the arrays take."""
        arrays = [part for part in self._view if isinstance(part, np.ndarray)]
        return sum(part.nbytes for part in arrays) + self._order.nbytes

    def prepare(self, criterion: int) -> None:
        """Prepare the searches of `shortest` by a criterion: a moment now, and each is several times faster.

        Takes 64 bytes a node (128 where sums need 64 bits).
        """
        if criterion not in self._prepared:
            self._prepared[criterion] = Landmarks(self._kit, self._view, criterion)

    def shortest(self, criterion: int, source: int, target: int) -> tuple[int, Integers] | None:
        """Give the length and the arcs of a shortest path, or None where there is none."""
        prepared = self._prepared.get(criterion)
        if prepared is not None:
            found = prepared.shortest(source, target)
            return None if found is None else (found[0], self._order[np.array(found[1], np.int32)])
        tree = Tree(self._kit, self._view, (criterion,), target, backwards=True)
        tree.grow(source)
        length = tree.sum_at(source)
        return None if length is None else (length, self._order[np.array(tree.onward(source), np.int32)])

    def distances(self, criterion: int, source: int) -> npt.NDArray[np.int64]:
        """Give the length of a shortest path from the source to every node; -1 where there is none."""
        tree = Tree(self._kit, self._view, (criterion,), source, backwards=False)
        tree.grow()
        return np.where(tree.sums == self._kit.far, UNREACHED, tree.sums).astype(np.int64)

    def k_shortest(self, criterion: int, source: int, target: int, count: int) -> list[tuple[int, Integers]]:
        """Give the lengths and the arcs of the shortest loopless paths in order; fewer where there are no more.

        Yen's order with exact potentials: the distances to the target come from the compiled search, the
        detours, which are short, from the plain one (`corridor.search.yen`).
        """
        tree = Tree(self._kit, self._view, (criterion,), target, backwards=True)
        tree.grow()
        to_go = np.where(tree.sums == self._kit.far, UNREACHED, tree.sums).tolist()
        ranking = Ranking(self._plain, self._costs(criterion), source, target, to_go=to_go)
        return [(length, self._order[list(arcs)]) for length, arcs in islice(ranking, count)]

    @cached_property
    def _plain(self) -> Graph:
        view = self._view
        tails = np.repeat(np.arange(view.node_count, dtype=np.int32), np.diff(view.first))
        return Graph(view.node_count, view.first.tolist(), view.heads.tolist(), tails.tolist(), [])

    def _costs(self, criterion: int) -> list[int]:
        count = self._view.arc_count
        costs: list[int] = self._view.costs[criterion * count : (criterion + 1) * count].tolist()
        return costs

    def frontier(
        self,
        criteria: Sequence[int],
        source: int,
        target: int,
        limits: Sequence[int | None] = (),
        objectives: int | None = None,
    ) -> LargeFrontier:
        """Give the exact Pareto frontier over the first `objectives` of some criteria, all by default.

        `limits` are the largest sums admitted, one for each of the criteria.
        """
        wanted = objectives or len(criteria)
        front = find(self._kit, self._view, criteria, source, target, wanted, limits)
        return LargeFrontier(front, wanted, self._order)


def _starts(ends: Integers, node_count: int) -> npt.NDArray[np.int32]:
    """Give where the arcs of each node begin, from the ends by which they are sorted."""
    first = np.zeros(node_count + 1, np.int32)
    np.cumsum(np.bincount(ends, minlength=node_count), out=first[1:])
    return first


def _longest(column: Integers, tails: Integers, node_count: int) -> int:
    """Bound the length of any path without a cycle: no node is left by more than its dearest arc."""
    dearest = np.zeros(node_count, np.int64)
    np.maximum.at(dearest, tails, column)
    return (int((dearest >> _HALF).sum()) << _HALF) + int((dearest & ((1 << _HALF) - 1)).sum())
