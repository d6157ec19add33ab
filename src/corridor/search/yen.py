"""Paths in order of length: Yen's algorithm (1971) with Lawler's division, exact potentials and late searches.

What is left to be found is divided into sets of paths that begin alike and do not go on by given arcs.  A
set waits under a lower bound (the best arc onward with the exact distance to the target behind it) and is
searched only when nothing shorter waits.  Paths are runs of arcs, so that parallel arcs make different
paths.  The search of one set is a plain function over flat sequences, so that it can be compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableSequence, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from corridor.search.graph import Graph
from corridor.search.shortest import UNREACHED, distances

MOST_SEARCHES = 1 << 40
"""No limit that anybody meets."""


class Path(NamedTuple):
    """A run of arcs and its length."""

    length: int
    arcs: tuple[int, ...]


class _Rest(NamedTuple):
    """A set of paths: those that begin with `arcs[:start]` and then take none of the `barred` arcs."""

    arcs: tuple[int, ...]
    start: int
    barred: tuple[int, ...]
    length: int
    """Length of the beginning."""


class Ranking(Iterator[Path]):
    """The loopless paths from source to target, the shortest first; of equals, a settled one first.

    `groups` holds a group by node: a path may not come back to a group that it has left (nor to a node).
    `breaks_at` tells for a run of arcs the position of the first arc at which nothing that begins so is
    wanted, or the number of arcs; `limit` is the greatest length wanted; `to_go` holds the distances of all
    nodes to the target, for those who know them.  After the last path `is_complete`
    tells whether all were found, or `most_searches` was reached first.

    >>> graph = Graph.of(3, [(0, 1), (0, 1), (1, 2), (0, 2)])
    >>> [path.arcs for path in Ranking(graph, [1, 2, 9, 1], 0, 2)]
    [(0, 3), (1, 3), (2,)]
    """

    def __init__(
        self,
        graph: Graph,
        weights: Sequence[int],
        source: int,
        target: int,
        *,
        groups: Sequence[int] | None = None,
        to_go: Sequence[int] | None = None,
        breaks_at: Callable[[Sequence[int]], int] = len,
        limit: int | None = None,
        most_searches: int = MOST_SEARCHES,
    ) -> None:
        self.graph, self.weights, self.source, self.target = graph, weights, source, target
        self.groups = range(graph.node_count) if groups is None else groups
        self.breaks_at, self.most_searches = breaks_at, most_searches
        self.searches, self.is_complete = 0, True
        self.to_go = _distances_to(graph, weights, target) if to_go is None else to_go
        self.limit = sum(weights) if limit is None else limit
        self._node_marks = [0] * graph.node_count
        self._group_marks = [0] * (max(self.groups, default=0) + 1)
        self._arc_marks = [0] * graph.arc_count
        self._reached = [0] * graph.node_count
        self._sums = [0] * graph.node_count
        self._via = [0] * graph.node_count
        self._found: list[tuple[int, int, tuple[int, ...], _Rest]] = []
        if source == target:
            whole = _Rest((), 0, (), 0)
            self._found.append((0, 0, (), whole))
        else:
            self._wait((), 0, (), 0)

    def __next__(self) -> Path:
        while self._found:
            length, waits, arcs, rest = heappop(self._found)
            if waits:
                if self.searches >= self.most_searches:
                    self.is_complete = False
                    self._found.clear()
                    break
                self._search(rest)
                continue
            whole = min(self._returns_at(arcs), self.breaks_at(arcs))
            self._divide(arcs, rest, whole)
            if whole == len(arcs):
                return Path(length, arcs)
        raise StopIteration

    def _divide(self, arcs: tuple[int, ...], rest: _Rest, whole: int) -> None:
        """Put back what is left of a set when one of its paths is taken out."""
        length = rest.length
        for start in range(rest.start, min(whole + 1, len(arcs))):
            barred = (*rest.barred, arcs[start]) if start == rest.start else (arcs[start],)
            self._wait(arcs, start, barred, length)
            length += self.weights[arcs[start]]

    def _wait(self, arcs: tuple[int, ...], start: int, barred: tuple[int, ...], length: int) -> None:
        """Let a set wait under the least length that a path of it can have."""
        node = self.graph.heads[arcs[start - 1]] if start else self.source
        first, heads, to_go = self.graph.first, self.graph.heads, self.to_go
        least = min(
            (
                self.weights[arc] + to_go[heads[arc]]
                for arc in range(first[node], first[node + 1])
                if to_go[heads[arc]] != UNREACHED and arc not in barred
            ),
            default=-1,
        )
        if least >= 0 and length + least <= self.limit:
            heappush(self._found, (length + least, 1, (*arcs[:start], *barred), _Rest(arcs, start, barred, length)))

    def _search(self, rest: _Rest) -> None:
        """Find a shortest path of a set and let it wait for its turn."""
        arcs, start, barred, length = rest
        begun = arcs[:start]
        if self.breaks_at(begun) < start:
            return
        self.searches += 1
        mark, heads, groups = self.searches, self.graph.heads, self.groups
        node = heads[arcs[start - 1]] if start else self.source
        for passed in (self.source, *(heads[arc] for arc in begun)):
            self._node_marks[passed] = mark
            if groups[passed] != groups[node]:
                self._group_marks[groups[passed]] = mark
        for arc in barred:
            self._arc_marks[arc] = mark
        found = spur(
            self.graph.first, heads, self.weights, self.to_go, node, self.target, self.limit - length, mark, groups,
            self._node_marks, self._group_marks, self._arc_marks, self._reached, self._sums, self._via,
        )  # fmt: skip
        if found < 0:
            return
        onward = []
        at = self.target
        while at != node:
            onward.append(self._via[at])
            at = self.graph.tails[self._via[at]]
        heappush(self._found, (length + found, 0, (*begun, *onward[::-1]), rest))

    def _returns_at(self, arcs: Sequence[int]) -> int:
        """Give the position of the first arc that comes back to a group that was left."""
        groups, here = self.groups, self.groups[self.source]
        passed = {here}
        for position, arc in enumerate(arcs):
            there = groups[self.graph.heads[arc]]
            if there != here:
                if there in passed:
                    return position
                passed.add(there)
                here = there
        return len(arcs)


def _distances_to(graph: Graph, weights: Sequence[int], target: int) -> list[int]:
    turned = graph.reversed()
    return distances(turned, turned.sorted_weights(weights), target)


def spur(
    first: Sequence[int],
    heads: Sequence[int],
    weights: Sequence[int],
    to_go: Sequence[int],
    source: int,
    target: int,
    limit: int,
    mark: int,
    groups: Sequence[int],
    node_marks: Sequence[int],
    group_marks: Sequence[int],
    arc_marks: Sequence[int],
    reached: MutableSequence[int],
    sums: MutableSequence[int],
    via: MutableSequence[int],
) -> int:
    """Find a shortest path that keeps off marked nodes, groups and arcs; give its length, or -1.

    An A* search: `to_go` holds the distance to the target without any marks, or -1.  Of the path, `via`
    holds the arc into each node.
    """
    count = 0
    reached[source] = mark
    sums[source] = 0
    queue = [(to_go[source], 0, source)]
    while queue:
        estimate, _, node = heappop(queue)
        if node == target:
            return sums[target]
        if estimate > sums[node] + to_go[node]:
            continue
        for arc in range(first[node], first[node + 1]):
            head = heads[arc]
            if arc_marks[arc] == mark or to_go[head] < 0 or node_marks[head] == mark:
                continue
            if group_marks[groups[head]] == mark:
                continue
            there = sums[node] + weights[arc]
            if there + to_go[head] > limit or (reached[head] == mark and sums[head] <= there):
                continue
            reached[head] = mark
            sums[head] = there
            via[head] = arc
            count -= 1
            heappush(queue, (there + to_go[head], count, head))
    return -1
