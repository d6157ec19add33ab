"""Landmarks: distances prepared once, that make every later search between two nodes many times faster.

The distance from a node to the goal is at least as long as the difference of their distances to a third
node, a landmark.  Landmarks at the rim of the graph, behind source or goal, give the best bounds; so each
is chosen farthest from all chosen before (Goldberg and Harrelson 2005, ALT).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corridor.search.kernels import HOPELESS
from corridor.search.kernels_toward import bound_of
from corridor.search.kit import Kit, Tree, View

COUNT = 8
"""Landmarks: 16 searches to prepare, 64 bytes a node."""


class Landmarks:
    """The distances from and to a few landmarks of a graph by one criterion."""

    def __init__(self, kit: Kit, view: View, criterion: int, count: int = COUNT) -> None:
        self._kit, self._view, self._criterion = kit, view, criterion
        table = np.empty((view.node_count, 2 * count), view.costs.dtype)
        nearest = self._reached(self._grown(0)[0])
        for place in range(count):
            onward, back = self._grown(int(nearest.argmax()))
            table[:, 2 * place], table[:, 2 * place + 1] = onward.sums, back.sums
            reached = self._reached(onward)
            nearest = reached if place == 0 else np.minimum(nearest, reached)
        self._table = np.concatenate((np.array([count], table.dtype), table.reshape(-1)))
        finite = table[table != kit.far]
        self._span = 2 * int(finite.max(initial=0))

    def _grown(self, landmark: int) -> list[Tree]:
        """Search all distances from a landmark and to it."""
        trees = [
            Tree(self._kit, self._view, (self._criterion,), landmark, backwards=backwards)
            for backwards in (False, True)
        ]
        self._kit.each([tree.grow for tree in trees], self._view.node_count)
        return trees

    def _reached(self, tree: Tree) -> npt.NDArray[np.int64]:
        return np.where(tree.sums == self._kit.far, 0, tree.sums).astype(np.int64)

    @property
    def nbytes(self) -> int:
        """Give the bytes that the distances take."""
        return int(self._table.nbytes)

    def shortest(self, source: int, target: int) -> tuple[int, list[int]] | None:
        """Give the length and the arcs of a shortest path, or None where there is none."""
        base = bound_of(self._table, 1, target, source, self._kit.far)
        if base == HOPELESS:
            return None
        tree = Tree(self._kit, self._view, (self._criterion,), target, backwards=True)
        tree.grow_toward(source, self._table, shift=1, base=int(base), span=self._span)
        length = tree.sum_at(source)
        return None if length is None else (length, tree.onward(source))
