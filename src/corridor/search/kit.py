"""What a search is run with: the kernels, plain or compiled, and the stores and queues that suit them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from corridor.search import kernels
from corridor.search.graph import Graph
from corridor.search.queue import Store


class Kit(NamedTuple):
    """The kernels of one form, with makers of their stores."""

    settle: Callable[..., Any]
    settle_toward: Callable[..., Any]
    pareto_two: Callable[..., Any]
    pareto_three: Callable[..., Any]
    pareto_many: Callable[..., Any]
    filled: Callable[[int, int], Store]
    """Make a store of so many times the same value."""
    ring: Callable[[int, int], Store]
    """Make a queue for keys of which no two in it differ by more than a span, given the first entry."""
    rows: Callable[[int, int], Store]
    """The same for a wide span."""
    each: Callable[[Sequence[Callable[[], None]], int], None]
    """Do several things that do not depend on each other on so many nodes, side by side where that is of use."""
    highest: Callable[[Store, int], int]
    """Give the largest value of a store that is not far."""
    far: int
    """A sum above all others."""
    patience: int
    """How long a store of labels may grow before bounds at several prices are worth their while."""
    hopes: Any
    """`corridor.search.hopes.Hopes`, which makes such bounds, or None."""


def _list(count: int, value: int) -> list[int]:
    return [value] * count


def _heap(span: int, entry: int) -> list[tuple[int, int]]:  # noqa: ARG001 - the compiled queues need it
    return [(0, entry)]


def _highest(store: list[int], far: int) -> int:
    return max(value for value in store if value != far)


def _in_turn(tasks: Sequence[Callable[[], None]], _: int) -> None:
    for task in tasks:
        task()


def _late(module: str, name: str) -> Callable[..., Any]:
    """Give a kernel that is imported when it is first run: a plain shortest path needs but one of them."""

    def kernel(*stores: Any) -> Any:  # noqa: ANN401 - as the kernels have it
        return getattr(import_module(f"corridor.search.{module}"), name)(*stores)

    return kernel


PLAIN = Kit(
    kernels.settle,
    _late("kernels_toward", "settle_toward"),
    kernels.pareto_two,
    _late("kernels_more", "pareto_three"),
    _late("kernels_more", "pareto_many"),
    _list,
    _heap,
    _heap,
    _in_turn,
    _highest,
    1 << 400,
    1 << 400,
    None,
)
"""The kernels as plain Python over lists, without limit of size."""


class View(NamedTuple):
    """A graph as the kernels see it, forwards and backwards; columns are criteria, one behind the other."""

    node_count: int
    arc_count: int
    first: Store
    heads: Store
    costs: Store
    back_first: Store
    back_heads: Store
    back_costs: Store
    back_order: Store
    """For each arc of the backward graph, the forward arc it is."""
    largest: Sequence[int]
    """The largest cost of each criterion."""
    grains: Sequence[int]
    """For each criterion, how many bits of a distance may be left out of a key (see `settle`)."""


class Tree:
    """Best sums from a root to all nodes (or from all nodes to it), grown as far as asked for."""

    def __init__(self, kit: Kit, view: View, columns: Sequence[int], root: int, *, backwards: bool) -> None:
        self.kit, self.view, self.root = kit, view, root
        self.columns = tuple(column * view.arc_count for column in columns)
        self.size = len(columns)
        self.graph = (
            (view.back_first, view.back_heads, view.back_costs) if backwards else (view.first, view.heads, view.costs)
        )
        self._criterion = columns[0]
        self.grain = view.grains[columns[0]]
        self.sums = kit.filled(view.node_count * self.size, kit.far)
        for place in range(self.size):
            self.sums[root * self.size + place] = 0
        self.via = kit.filled(view.node_count, -1)
        self._waiting = kit.filled(view.node_count, 0)
        self._waiting[root] = 1
        self._entries = kit.filled(kernels.HEADER + 64 * kernels.ENTRY, 0)
        self._entries[kernels.FREE] = -1
        self._entries[kernels.USED] = kernels.HEADER + kernels.ENTRY
        self._entries[kernels.HEADER + 1] = -1
        self._entries[kernels.HEADER + 2] = root
        self._queue = kit.ring((view.largest[columns[0]] >> self.grain) + 1, kernels.HEADER)

    def grow(self, goal: int = -1, limit: int | None = None) -> None:
        """Settle nodes until the goal is, or all within the limit (by the first column) are."""
        farthest = self.kit.far - 1 if limit is None else limit
        self._entries = self.kit.settle(
            *self.graph,
            self.columns,
            self.sums,
            self.via,
            self._waiting,
            self._entries,
            self._queue,
            self.grain,
            goal,
            farthest,
        )

    def grow_toward(self, goal: int, landmarks: Store, *, shift: int, base: int, span: int) -> None:
        """Settle nodes towards a goal, by the bounds that landmarks give; `span` limits how bounds differ."""
        view = self.view
        bounds = self.kit.filled(view.node_count, kernels.UNKNOWN)
        bounds[self.root] = base
        queue = self.kit.rows((view.largest[self._criterion] + span >> self.grain) + 1, kernels.HEADER)
        self.kit.settle_toward(
            *self.graph,
            self.columns[0],
            self.sums,
            self.via,
            self._waiting,
            self._entries,
            queue,
            self.grain,
            goal,
            self.kit.far,
            bounds,
            landmarks,
            shift,
            base,
        )

    def onward(self, node: int) -> list[int]:
        """Give the arcs of the best path from a node to the root of a backward tree."""
        view = self.view
        arcs = []
        while node != self.root:
            arc = int(view.back_order[self.via[node]])
            arcs.append(arc)
            node = int(view.heads[arc])
        return arcs

    def sum_at(self, node: int, place: int = 0) -> int | None:
        """Give a sum at a node; None where it has not been reached."""
        value = int(self.sums[node * self.size + place])
        return None if value == self.kit.far else value

    def column(self, place: int) -> Store:
        """Give a sum for all nodes."""
        return self.sums[place :: self.size]


def view_of(graph: Graph, criteria: Sequence[Sequence[int]]) -> View:
    """Lay out a graph of lists with its costs by arc."""
    turned = graph.reversed()
    columns = range(len(criteria))
    return View(
        graph.node_count,
        graph.arc_count,
        graph.first,
        graph.heads,
        [cost for column in criteria for cost in column],
        turned.first,
        turned.heads,
        [criteria[column][arc] for column in columns for arc in turned.order],
        turned.order,
        [max(column, default=0) for column in criteria],
        [0] * len(criteria),
    )


def forward_view(graph: Graph, weights: Sequence[int]) -> View:
    """Lay out a graph of lists for searches that only go forwards, by one criterion."""
    return View(
        graph.node_count,
        graph.arc_count,
        graph.first,
        graph.heads,
        weights,
        (),
        (),
        (),
        (),
        [max(weights, default=0)],
        [0],
    )
