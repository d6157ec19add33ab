"""The compiled searches over arrays against the plain ones, and their queues against a heap."""

from __future__ import annotations

import heapq
import operator
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import numpy as np
import pytest
from numba import njit

from corridor.search import compiled
from corridor.search.graph import Graph
from corridor.search.hopes import Hopes
from corridor.search.large import LargeFrontier, LargeGraph
from corridor.search.pareto import Frontier, pareto
from corridor.search.queue import pop, push
from corridor.search.shortest import distances, shortest_path
from support.graphs import ManyCase, frontier_of, grid_pairs, random_many, spread_sums

pytestmark = pytest.mark.slow
"""Compiling takes most of a minute; `tests/cli/test_flat.py` asks the compiled form in every run."""
WIDEN = 1 << 33
"""A factor after which sums need 64 bits."""
SPANS = [0, 1, 5, 63, 1000, 1 << 16, (1 << 22) - 1, 1 << 22, 1 << 30, 1 << 33, 1 << 35, 1 << 50, 1 << 61]


class Pair:
    """A graph in both forms; arcs are numbered as in a shuffled list."""

    def __init__(self, rng: Random, nodes: int, pairs: list[tuple[int, int]], columns: list[list[int]]) -> None:
        order = rng.sample(range(len(pairs)), len(pairs))
        self.pairs = [pairs[arc] for arc in order]
        self.columns = [[column[arc] for arc in order] for column in columns]
        self.plain = Graph.of(nodes, self.pairs)
        self.criteria = [self.plain.sorted_weights(column) for column in self.columns]
        tails, heads = (np.array([pair[end] for pair in self.pairs], np.int64) for end in (0, 1))
        self.large = LargeGraph.of(nodes, tails, heads, [np.array(column, np.int64) for column in self.columns])

    def check(self, path: Any, source: int, target: int) -> tuple[int, ...]:
        """Assert that a path of arcs, numbered as given, leads from source to target; give its sums."""
        node = source
        for arc in path:
            assert self.pairs[arc][0] == node
            node = self.pairs[arc][1]
        assert node == target
        return tuple(sum(column[arc] for arc in path) for column in self.columns)

    def agree(
        self, source: int, target: int, objectives: int, limits: list[int | None], columns: list[int] | None = None
    ) -> int:
        """Assert that both forms give the same frontier and that paths are as they say; give its length."""
        own = columns or list(range(len(self.columns)))
        found: LargeFrontier = self.large.frontier(own, source, target, limits, objectives)
        criteria = [self.criteria[at] for at in own]
        front: Frontier = pareto(self.plain, criteria, source, target, objectives=objectives, limits=limits)
        assert [tuple(point) for point in found.sums.tolist()] == front.sums
        for index, point in enumerate(front.sums):
            whole = operator.itemgetter(*own, own[0])(self.check(found.path(index), source, target))[:-1]
            assert whole[:objectives] == point
            assert all(top is None or at <= top for at, top in zip(whole, limits or [None] * len(own), strict=True))
        return len(front)


def is_wide(graph: LargeGraph) -> bool:
    """Say whether a graph's sums are kept in 64 bits."""
    return graph._view.costs.dtype == np.int64


def pair_of(rng: Random, case: ManyCase, factor: int) -> Pair:
    """Give a case in both forms, its costs scaled."""
    columns = [[cost * factor for cost in column] for column in case.criteria]
    return Pair(rng, case.graph.node_count, list(zip(case.graph.tails, case.graph.heads, strict=True)), columns)


QUICK = {(1, 2, 2), (1, 3, 2), (WIDEN, 2, 2)}
"""Factor, criteria and objectives; each further one compiles kernels for seconds, so the rest is slow."""


@pytest.mark.parametrize(
    ("factor", "size", "objectives"),
    [
        pytest.param(factor, size, objectives, marks=[pytest.mark.slow] * ((factor, size, objectives) not in QUICK))
        for factor in (1, WIDEN)
        for size in (2, 3, 4)
        for objectives in range(1, size + 1)
    ],
)
def test_both_forms_give_the_same_frontiers(factor: int, size: int, objectives: int):
    rng = Random(f"large-{factor}-{size}-{objectives}")
    asked = several = 0
    while asked < 700:
        case, _ = random_many(rng, arcs=24)
        if len(case.criteria) != size:
            continue
        asked += 1
        pair = pair_of(rng, case, factor)
        assert is_wide(pair.large) == (factor > 1 and any(map(any, case.criteria)))
        limits = [None if top is None else top * factor for top in case.limits]
        several += pair.agree(case.source, case.target, objectives, limits) > 1
    assert several > 30 or objectives == 1


@pytest.mark.parametrize("factor", [1, WIDEN])
def test_both_forms_give_the_same_shortest_paths(factor: int):
    rng = Random(f"large-shortest-{factor}")
    for _ in range(1000):
        case, _ = random_many(rng, nodes=10, arcs=30)
        pair = pair_of(rng, case, factor)
        criterion = rng.randrange(len(case.criteria))
        assert pair.large.distances(criterion, case.source).tolist() == distances(
            pair.plain, pair.criteria[criterion], case.source
        )
        found = pair.large.shortest(criterion, case.source, case.target)
        plain = shortest_path(pair.plain, pair.criteria[criterion], case.source, case.target)
        assert (found is None) == (plain is None)
        if found is not None:
            assert pair.check(found[1], case.source, case.target)[criterion] == found[0]
            assert found[0] == sum(pair.criteria[criterion][arc] for arc in plain or [])


def grid(rng: Random, width: int, tops: list[int]) -> Pair:
    """Draw costs on a square grid."""
    pairs = grid_pairs(width, width)
    return Pair(rng, width * width, pairs, [[rng.randint(0, top) for _ in pairs] for top in tops])


def test_a_frontier_of_a_grid_of_ten_thousand_nodes():
    rng = Random(72)
    pair = grid(rng, 100, [100, 100])
    assert pair.agree(0, 1260, 2, []) > 20
    assert pair.large.distances(0, 17).tolist() == distances(pair.plain, pair.criteria[0], 17)


class Counted(Hopes):
    """Bounds at several prices, counting how often they are asked for."""

    times = 0

    def refresh(self, labels: Any, used: int, nodes: Any) -> Any:
        Counted.times += 1
        return super().refresh(labels, used, nodes)


@pytest.mark.parametrize(("width", "top", "patience"), [(8, 9, 40), (10, 10**4, 100), (14, 100, 200), (9, 10**10, 100)])
def test_prices_on_both_sums_hide_no_point(width: int, top: int, patience: int):
    rng = Random(f"hopes-{width}")
    Counted.times = 0
    for _ in range(12):
        pair = grid(rng, width, [top, top])
        pair.large._kit = pair.large._kit._replace(patience=patience, hopes=Counted)
        last = width * width - 1
        points = pair.agree(0, last, 2, [])
        assert points > 3
        front = pareto(pair.plain, pair.criteria, 0, last).sums
        middle = front[len(front) // 2]
        assert pair.agree(0, last, 2, [middle[0], None]) == len(front) // 2 + 1
        assert pair.agree(0, last, 2, [None, middle[1]]) == len(front) - len(front) // 2
    assert Counted.times > 12, "the search is to be long enough for prices"


def test_prices_stay_exact_beside_arcs_too_dear_to_be_of_interest():
    rng = Random(73)
    pairs = [*grid_pairs(10, 10), (0, 99), (5, 99), (99, 0)]
    columns = [[rng.randint(0, 999) for _ in pairs[:-3]] + [1 << 59, 0, 1 << 58] for _ in range(2)]
    columns[1][-2] = 1 << 58
    pair = Pair(rng, 100, pairs, columns)
    pair.large._kit = pair.large._kit._replace(patience=100)
    assert is_wide(pair.large)
    assert pair.agree(0, 98, 2, []) > 10


NARROWEST = (1 << 31) - 2
"""The largest sum that is kept in 32 bits."""


@pytest.mark.parametrize(
    "whole", [NARROWEST - 1, NARROWEST, NARROWEST + 1, NARROWEST + 2, (1 << 62) - 3, (1 << 62) - 2]
)
def test_sums_at_the_edge_of_their_store_are_exact(whole: int):
    rng = Random(74)
    half = whole // 2
    columns = [[half, whole - half, 0], [0, 2, whole - 3]]
    pair = Pair(rng, 3, [(0, 1), (1, 2), (0, 1)], columns)
    assert is_wide(pair.large) == (whole > NARROWEST)
    assert pair.agree(0, 2, 2, []) == 2
    assert pair.large.distances(0, 0).tolist() == distances(pair.plain, pair.criteria[0], 0)
    line = Pair(rng, 3, [(0, 1), (1, 2)], [[half, whole - half]])
    assert line.large.shortest(0, 0, 2)[0] == whole
    assert line.large.distances(0, 0).tolist() == [0, half, whole]


def test_sums_that_could_leave_64_bits_are_refused():
    for costs in ([(1 << 61), (1 << 61) - 1], [1 << 62, 1 << 62], [(1 << 63) - 1] * 2, [1 << 62] * 4):
        ends = np.arange(len(costs))
        with pytest.raises(ValueError, match="larger unit"):
            LargeGraph.of(len(costs) + 1, ends, ends + 1, [np.array(costs)])
    with pytest.raises(ValueError, match="0 or more"):
        LargeGraph.of(2, np.array([0]), np.array([1]), [np.array([-1])])


def test_a_way_with_a_cycle_is_no_solution_though_its_sum_leaves_32_bits():
    pairs = [(0, 1), (0, 2), (1, 0), (1, 2)]
    columns = [[1, 1, 0, 10], [900_000_000, 10**9, 10**9, 0], [0] * 4]
    pair = Pair(Random(75), 3, pairs, columns)
    assert not is_wide(pair.large)
    assert pair.agree(0, 2, 2, [None, None, 0]) == 2


def test_limits_above_all_sums_limit_nothing():
    rng = Random(76)
    for _ in range(200):
        case, _ = random_many(rng)
        pair = pair_of(rng, case, 1)
        size = min(3, len(case.criteria))
        free = pair.large.frontier(range(size), case.source, case.target).sums
        for top in (1 << 31, 1 << 40, 1 << 200):
            found = pair.large.frontier(range(size), case.source, case.target, [top] * size)
            assert found.sums.tolist() == free.tolist()


@pytest.mark.parametrize("dear", [10**9, 10**12, 1 << 50])
def test_a_wide_range_of_costs_is_answered_at_all(dear: int):
    # A row of cells up to the dearest cost, quick with small ones, would fill the memory here.
    rng = Random(f"range-{dear}")
    pairs = grid_pairs(30, 30) + [(rng.randrange(900), rng.randrange(900)) for _ in range(9)]
    columns = [[dear if rng.random() < 0.03 else rng.randint(1, 1000) for _ in pairs] for _ in range(2)]
    pair = Pair(rng, 900, pairs, columns)
    assert pair.agree(0, 200, 2, []) > 3
    pair.large.shortest(1, 0, 899)
    assert pair.large.distances(0, 0).tolist() == distances(pair.plain, pair.criteria[0], 0)


@pytest.mark.parametrize("size", [2, pytest.param(3, marks=pytest.mark.slow)])
def test_every_frontier_of_extreme_costs_is_that_of_the_plain_form(size: int):
    rng = Random(77)
    for _ in range(300):
        nodes = rng.randint(3, 9)
        pairs = [(rng.randrange(nodes), rng.randrange(nodes)) for _ in range(rng.randint(8, 26))]
        columns = [[rng.choice([0, 1, 2, 10**9, 10**12, 1 << 50, 1 << 57]) for _ in pairs] for _ in range(3)]
        pair = Pair(rng, nodes, pairs, columns)
        source, target = rng.randrange(nodes), rng.randrange(nodes)
        pair.agree(source, target, 2, [], [0, 1])
        pair.agree(source, target, 2, [None, 1 << 51], [1, 2])
        if size == 3:
            pair.agree(source, target, 3, [])
            pair.agree(source, target, 2, [None, 1 << 51, 1 << 52])


def test_two_threads_ask_one_graph_at_once():
    pair = grid(Random(78), 25, [1000, 1000])
    asked = [(0, 624), (24, 600), (300, 9), (624, 0)]
    alone = [pair.large.frontier((0, 1), *ends).sums.tolist() for ends in asked]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda ends: pair.large.frontier((0, 1), *ends).sums.tolist(), asked * 5))
    assert together == alone * 5
    assert [tuple(p) for p in alone[0]] == pareto(pair.plain, pair.criteria, 0, 624).sums


def test_the_compiled_frontier_is_that_of_sums_that_spread_without_bounds():
    pair = grid(Random(79), 6, [9, 9])
    points = spread_sums(pair.plain, pair.criteria, 0)[35]
    assert [tuple(point) for point in pair.large.frontier((0, 1), 0, 35).sums.tolist()] == frontier_of(
        points, 2, [None, None]
    )


@pytest.mark.parametrize("size", [10, 10_000_000])
def test_an_error_in_a_thread_is_not_lost(size: int):
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        compiled.WIDE.each([lambda: None, fail], size)


@pytest.mark.parametrize("kit", [compiled.NARROW, compiled.WIDE])
def test_no_span_of_keys_takes_much_memory(kit):
    for bits in range(31 if kit is compiled.NARROW else 63):
        for span in (1 << bits, (2 << bits) - 1):
            assert kit.ring(span, 0).nbytes <= 1 << 27
            assert kit.rows(span, 0).nbytes <= 1 << 23


@njit
def put(queue, store, entry):
    push(queue, store, entry)


@njit
def take(queue, store):
    return pop(queue, store)


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("make", [compiled.WIDE.ring, compiled.WIDE.rows])
def test_a_queue_gives_back_every_entry_in_the_order_of_keys(make, span):
    rng = Random(f"queue-{span}")
    for _ in range(30):
        store = np.zeros(4000, np.int64)
        queue, heap, used = make(span, 0), [(0, 0)], 2
        store[1] = -1
        now = 0
        while heap:
            entry = take(queue, store)
            assert store[entry] == heap[0][0], "an entry of least key comes out"
            now = int(store[entry])
            heap.remove((now, entry))
            heapq.heapify(heap)
            if rng.random() < 0.1:  # taken out and put back, as where a search pauses
                put(queue, store, entry)
                heapq.heappush(heap, (now, entry))
            for _ in range(rng.randint(0, 3) if used < 300 else 0):
                ahead = rng.choice([0, span, rng.randint(0, span), rng.randint(0, min(span, 9))])
                store[used] = min(now + ahead, (1 << 62) - 1)
                put(queue, store, used)
                heapq.heappush(heap, (int(store[used]), used))
                used += 2
        assert take(queue, store) == -1
