"""Bounded shortest paths against the enumeration of all simple paths."""

from __future__ import annotations

from random import Random

import pytest

from corridor.search.bounded import bounded_path
from corridor.search.graph import Graph
from corridor.search.shortest import shortest_path
from support.graphs import Case, leads, random_case, random_weights, simple_paths, total

BLOCKS, OF = 6, 1000
"""6,000 random graphs."""


def drawn_limit(rng: Random, column: list[int], paths: list[list[int]]) -> int:
    """Draw a limit that some path just meets or just misses, or any."""
    sums = [total(column, path) for path in paths]
    if not sums or rng.random() < 0.2:
        return rng.randint(0, 20)
    return max(0, rng.choice(sums) + rng.choice([0, 0, -1, 1]))


def best_within(case: Case, bounded: list[tuple[list[int], int]], paths: list[list[int]]) -> int | None:
    """Give the least sum of all paths within all limits."""
    kept = [path for path in paths if all(total(column, path) <= limit for column, limit in bounded)]
    return min((total(case.weights, path) for path in kept), default=None)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_best_path_within_bounds_is_that_of_enumeration(block: int):
    rng = Random(f"bounded-{block}")
    infeasible = binding = 0
    for _ in range(OF):
        case = random_case(rng, nodes=6, arcs=14)
        paths = list(simple_paths(case.graph, case.source, case.target))
        columns = [random_weights(rng, case.graph) for _ in range(rng.randint(1, 3))]
        bounded = [(column, drawn_limit(rng, column, paths)) for column in columns]
        found = bounded_path(case.graph, case.weights, bounded, case.source, case.target)
        expected = best_within(case, bounded, paths)
        free = best_within(case, [], paths)
        infeasible += free is not None and expected is None
        binding += expected is not None and expected != free
        if expected is None:
            assert found is None
            continue
        assert found is not None
        assert leads(case.graph, found, case.source, case.target)
        assert total(case.weights, found) == expected
        assert all(total(column, found) <= limit for column, limit in bounded)
    assert infeasible > OF / 50, "the draw is to hold questions without an answer"
    assert binding > OF / 50, "the draw is to hold bounds that change the answer"


def test_bounds_that_bind_nothing_leave_the_shortest_path():
    rng = Random(31)
    for _ in range(1000):
        case = random_case(rng, nodes=10, arcs=30)
        plain = shortest_path(case.graph, case.weights, case.source, case.target)
        bounded = bounded_path(
            case.graph, case.weights, [(random_weights(rng, case.graph), 1 << 40)], case.source, case.target
        )
        assert (plain is None) == (bounded is None)
        assert total(case.weights, plain or []) == total(case.weights, bounded or [])


def test_a_tighter_bound_never_makes_the_answer_better():
    rng = Random(32)
    for _ in range(300):
        case = random_case(rng, nodes=8, arcs=24)
        column = random_weights(rng, case.graph)
        best = None
        for limit in range(20, -1, -1):
            path = bounded_path(case.graph, case.weights, [(column, limit)], case.source, case.target)
            length = None if path is None else total(case.weights, path)
            assert best is None or length is None or length >= best
            best = length if length is not None else best
            if length is None:
                break


def test_a_bound_just_met_admits_and_one_less_does_not():
    graph = Graph.of(3, [(0, 1), (1, 2), (0, 2)])
    assert bounded_path(graph, [1, 9, 1], [([5, 1, 5], 10)], 0, 2) == [0, 2]
    assert bounded_path(graph, [1, 9, 1], [([5, 1, 5], 9)], 0, 2) == [1]
    assert bounded_path(graph, [1, 9, 1], [([5, 1, 5], 0)], 0, 2) is None


def test_a_cheap_but_late_label_does_not_hide_a_dear_but_early_one():
    graph = Graph.of(3, [(0, 1), (0, 1), (1, 2)])
    assert bounded_path(graph, [1, 5, 1], [([9, 2, 9], 15)], 0, 2) == [1, 2]


def test_staying_where_one_is_keeps_every_bound():
    assert bounded_path(Graph.of(1, [(0, 0)]), [0], [([0], 0)], 0, 0) == []
