"""Exact Pareto frontiers over sums along paths, with bounds on these and on other sums.

First come exact lower bounds: for each criterion the best sum from every node to the target.  Then labels
run from the source, and one that cannot become a solution is dropped (`search/kernels.py`).
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial

from corridor.search import kernels, kernels_more
from corridor.search.graph import Graph
from corridor.search.kit import PLAIN, Kit, Tree, View, view_of
from corridor.search.queue import Store

Sums = tuple[int, ...]
_TWO, _THREE = 2, 3


class Frontier:
    """All Pareto-optimal sums from a source to a target, in lexicographic order, each with one path.

    Made by `pareto`; `len` gives the number of points.
    """

    def __init__(self, view: View, bounds: Tree | None = None, labels: Store = (), points: Sequence[Sums] = ()) -> None:
        self._view, self._bounds, self._labels = view, bounds, labels
        self.sums: list[Sums] = [point[:-1] for point in points]
        """The sums of all points, by objective."""
        self._ends = [point[-1] for point in points]

    def __len__(self) -> int:
        return len(self.sums)

    def without_low_bits(self, bits: int) -> Frontier:
        """Give the frontier of the same sums with the last one's low bits cut off; of equals the first is kept."""
        cut = [(*own[:-1], own[-1] >> bits, end) for own, end in zip(self.sums, self._ends, strict=True)]
        kept = undominated(cut, len(cut[0]) - 1) if cut else []
        return Frontier(self._view, self._bounds, self._labels, kept)

    def path(self, index: int) -> list[int]:
        """Give the arcs of a path with the sums of a point."""
        assert self._bounds is not None  # noqa: S101 - there are points, so there were bounds
        label = self._ends[index]
        chain = [label]
        while (label := int(self._labels[label + 3])) >= 0:
            chain.append(label)
        chain.reverse()
        arcs = [self._arc(self._bounds, before, after) for before, after in itertools.pairwise(chain)]
        return arcs + self._bounds.onward(int(self._labels[chain[-1] + 2]))

    def _arc(self, bounds: Tree, before: int, after: int) -> int:
        """Find an arc that leads from one label to the next."""
        view, labels = self._view, self._labels
        tail, head = int(labels[before + 2]), int(labels[after + 2])
        least_before, least_after = bounds.sums[tail * bounds.size], bounds.sums[head * bounds.size]
        taken = [int(labels[after]) - int(least_after) - int(labels[before]) + int(least_before)]
        taken += [int(labels[after + 3 + place]) - int(labels[before + 3 + place]) for place in range(1, bounds.size)]
        return next(
            arc
            for arc in range(int(view.first[tail]), int(view.first[tail + 1]))
            if int(view.heads[arc]) == head
            and all(int(view.costs[column + arc]) == cost for column, cost in zip(bounds.columns, taken, strict=True))
        )


def pareto(
    graph: Graph,
    criteria: Sequence[Sequence[int]],
    source: int,
    target: int,
    *,
    objectives: int | None = None,
    limits: Sequence[int | None] = (),
) -> Frontier:
    """Find the Pareto frontier of sums of non-negative integers by arc.

    The first `objectives` criteria (all by default) are minimised; every criterion may have a limit, the
    largest sum admitted.  Of paths with equal sums one is kept.

    >>> graph = Graph.of(3, [(0, 1), (1, 2), (0, 2)])
    >>> front = pareto(graph, [[1, 9, 1], [1, 1, 1]], 0, 2)
    >>> front.sums, front.path(0)
    ([(2, 2), (9, 1)], [0, 2])
    """
    view = view_of(graph, criteria)
    return find(PLAIN, view, range(len(criteria)), source, target, objectives or len(criteria), limits)


def find(
    kit: Kit,
    view: View,
    criteria: Sequence[int],
    source: int,
    target: int,
    objectives: int,
    limits: Sequence[int | None] = (),
) -> Frontier:
    """Find a Pareto frontier with one form of the kernels; `criteria` are columns of the view."""
    top = kit.far - 1
    given = (*limits, *[None] * len(criteria))[: len(criteria)]
    ceilings = [top if limit is None else min(top, int(limit)) for limit in given]
    if min(ceilings) < 0:
        return Frontier(view)
    if objectives == len(criteria) == _TWO:
        return _two(kit, view, criteria, source, target, ceilings)
    if objectives == len(criteria) == _THREE:
        return _three(kit, view, criteria, source, target, ceilings)
    return _many(kit, view, criteria, source, target, objectives, ceilings)


def _two(kit: Kit, view: View, criteria: Sequence[int], source: int, target: int, ceilings: Sequence[int]) -> Frontier:
    """Bound each sum by the best path of the other, so that neither search for bounds goes further than it must."""
    one, two = (Tree(kit, view, columns, target, backwards=True) for columns in (criteria, criteria[::-1]))
    kit.each((lambda: one.grow(source, ceilings[0]), lambda: two.grow(source, ceilings[1])), view.node_count)
    second_sum, first_sum = one.sum_at(source, 1), two.sum_at(source, 1)
    if second_sum is None or first_sum is None:
        return Frontier(view)
    farthest, highest = min(ceilings[0], first_sum), min(ceilings[1], second_sum)
    kit.each((lambda: one.grow(limit=farthest), lambda: two.grow(limit=highest)), view.node_count)
    nodes = kit.filled(view.node_count * kernels.NODE, kit.far)
    nodes[0 :: kernels.NODE] = one.column(0)
    nodes[1 :: kernels.NODE] = two.column(0)
    nodes[2 :: kernels.NODE] = one.column(1)
    base = _least(one, source)
    span = farthest - base
    labels, queue = _start(kit, source, kernels.LABEL, span)
    found = kit.filled(3 * 64, 0)
    progress = kit.filled(5, 0)
    progress[kernels.TAKEN], progress[kernels.LEAST], progress[kernels.BASE] = kernels.LABEL, highest + 1, base
    hopes = None
    table, rest, budget = kit.filled(0, 0), kit.filled(0, 0), kit.patience
    if kit.hopes is not None:
        table = kit.hopes.nothing
    while True:
        labels, found = kit.pareto_two(
            view.first,
            view.heads,
            view.costs,
            one.columns,
            nodes,
            labels,
            queue,
            span,
            found,
            progress,
            budget,
            table,
            rest,
        )
        used = int(progress[kernels.TAKEN])
        if used <= budget:
            break
        is_halfway = 2 * int(progress[kernels.LATEST]) > span
        if kit.hopes is not None and (hopes is not None or not is_halfway):
            hopes = hopes or kit.hopes(
                kit, view, criteria, source, target, (base, highest), (farthest, _least(two, source))
            )
            table, rest = hopes.refresh(labels, used, nodes), hopes.rest
        budget = used + used // 4
    rows = _rows(found[: int(progress[kernels.COUNT])], 3)
    return Frontier(view, one, labels, [(key + base, second, label) for key, second, label in rows])


def _three(
    kit: Kit, view: View, criteria: Sequence[int], source: int, target: int, ceilings: Sequence[int]
) -> Frontier:
    trees = _trees(kit, view, criteria, source, target, ceilings)
    if trees is None:
        return Frontier(view)
    nodes = kit.filled(view.node_count * kernels_more.NODE3, 0)
    for place, tree in enumerate(trees):
        nodes[place :: kernels_more.NODE3] = tree.column(0)
    nodes[3 :: kernels_more.NODE3] = trees[0].column(1)
    nodes[4 :: kernels_more.NODE3] = trees[0].column(2)
    base = _least(trees[0], source)
    span = ceilings[0] - base
    reach = min(span, _reach(kit, view, criteria[0], trees[0]))
    labels, queue = _start(kit, source, kernels_more.LABEL3, reach)
    graph = (view.first, view.heads, view.costs)
    labels, found = kit.pareto_three(
        *graph, trees[0].columns, nodes, target, labels, queue, span, (ceilings[1], ceilings[2])
    )
    points = [(key + base, second, third, label) for key, second, third, label in _rows(found, 4)]
    return Frontier(view, trees[0], labels, undominated(points, _THREE))


def _many(
    kit: Kit,
    view: View,
    criteria: Sequence[int],
    source: int,
    target: int,
    objectives: int,
    ceilings: Sequence[int],
) -> Frontier:
    trees = _trees(kit, view, criteria, source, target, ceilings)
    if trees is None:
        return Frontier(view)
    size = len(criteria)
    record = 2 * size + 1
    nodes = kit.filled(view.node_count * record, -1)
    for place, tree in enumerate(trees):
        nodes[place::record] = tree.column(0)
        nodes[size + place :: record] = trees[0].column(place)
    base = _least(trees[0], source)
    span = ceilings[0] - base
    labels, queue = _start(kit, source, size + 4, min(span, _reach(kit, view, criteria[0], trees[0])))
    graph = (view.first, view.heads, view.costs)
    labels, found = kit.pareto_many(*graph, trees[0].columns, objectives, nodes, labels, queue, span, tuple(ceilings))
    points = [(*row[:objectives], row[-1]) for row in _rows(found, size + 1)]
    return Frontier(view, trees[0], labels, undominated(points, objectives))


def _trees(
    kit: Kit, view: View, criteria: Sequence[int], source: int, target: int, ceilings: Sequence[int]
) -> list[Tree] | None:
    """Grow the bounds of each criterion, the first with all sums along its paths; None where a limit is too low."""
    columns = [criteria, *((column,) for column in criteria[1:])]
    trees = [Tree(kit, view, own, target, backwards=True) for own in columns]
    kit.each([partial(tree.grow, limit=limit) for tree, limit in zip(trees, ceilings, strict=True)], view.node_count)
    return None if any(tree.sum_at(source) is None for tree in trees) else trees


def _least(tree: Tree, source: int) -> int:
    value = tree.sum_at(source)
    assert value is not None  # noqa: S101 - asked for only after the source was reached
    return value


def _reach(kit: Kit, view: View, criterion: int, tree: Tree) -> int:
    """Bound how far a label's key can lie above that of the label it comes from."""
    return view.largest[criterion] + kit.highest(tree.column(0), kit.far)


def _start(kit: Kit, source: int, width: int, span: int) -> tuple[Store, Store]:
    labels = kit.filled(width * 256, 0)
    labels[1] = labels[3] = -1
    labels[2] = source
    return labels, kit.rows(span, 0)


def _rows(flat: Store, width: int) -> list[tuple[int, ...]]:
    numbers = [int(number) for number in flat]
    return [tuple(numbers[at : at + width]) for at in range(0, len(numbers), width)]


def undominated(points: Sequence[Sums], objectives: int) -> list[Sums]:
    """Keep the points that no other dominates in their first sums; of equal ones the first, in lexicographic order.

    >>> undominated([(3, 1, 7), (1, 3, 8), (2, 3, 9), (1, 3, 5)], 2)
    [(1, 3, 8), (3, 1, 7)]
    """
    kept: list[Sums] = []
    steps: list[tuple[int, int]] = []
    for point in sorted(points, key=lambda point: point[:objectives]):
        if objectives <= _THREE:
            second, third = (*point[1:objectives], 0, 0)[:2] if objectives > 1 else (0, 0)
            at = bisect_right(steps, second, key=lambda step: step[0])
            if at and steps[at - 1][1] <= third:
                continue
            after = at = bisect_left(steps, second, key=lambda step: step[0])
            while after < len(steps) and steps[after][1] >= third:
                after += 1
            steps[at:after] = [(second, third)]
        elif any(all(a <= b for a, b in zip(other, point[:objectives], strict=False)) for other in kept):
            continue
        kept.append(point)
    return kept
