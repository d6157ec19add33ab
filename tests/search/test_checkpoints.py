"""Paths through checkpoints in order, against enumeration and against the sum of their parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from random import Random

import networkx as nx

from corridor.search.checkpoints import layered
from corridor.search.graph import Graph
from corridor.search.shortest import shortest_path
from support.graphs import Case, leads, random_case, to_networkx, total

Checkpoints = list[set[int]]


def found_through(case: Case, checkpoints: Checkpoints) -> list[int] | None:
    """Give the arcs of the plain graph that the layered search finds."""
    made = layered(case.graph, checkpoints, case.source, case.target)
    path = shortest_path(made.graph, [case.weights[arc] for arc in made.arc_of], made.source, made.target)
    return None if path is None else [made.arc_of[arc] for arc in path]


def passes(case: Case, path: list[int], checkpoints: Checkpoints) -> bool:
    """Say whether a path passes the checkpoints in order; one place may serve several in a row."""
    entered = iter([case.source, *(case.graph.heads[arc] for arc in path)])
    here = next(entered, None)
    for checkpoint in checkpoints:
        while here is not None and here not in checkpoint:
            here = next(entered, None)
        if here is None:
            return False
    return True


def best_by_parts(case: Case, checkpoints: Checkpoints) -> int | None:
    """Give the least sum of shortest ways between one node chosen of each checkpoint."""
    between = dict(nx.all_pairs_dijkstra_path_length(to_networkx(case.graph, case.weights)))
    sums = []
    for chosen in product(*checkpoints):
        stops = [case.source, *chosen, case.target]
        if all(end in between[start] for start, end in pairwise(stops)):
            sums.append(sum(between[start][end] for start, end in pairwise(stops)))
    return min(sums, default=None)


def walks(case: Case, checkpoints: Checkpoints) -> Iterator[list[int]]:
    """Give every walk through the checkpoints that repeats no node between two of them."""

    def ahead(node: int, done: int) -> int:
        return ahead(node, done + 1) if done < len(checkpoints) and node in checkpoints[done] else done

    def onward(node: int, done: int, seen: frozenset[tuple[int, int]], path: list[int]) -> Iterator[list[int]]:
        if node == case.target and done == len(checkpoints):
            yield path
            return
        for arc in range(case.graph.arc_count):
            if case.graph.tails[arc] != node:
                continue
            head = case.graph.heads[arc]
            state = head, ahead(head, done)
            if state not in seen:
                yield from onward(*state, seen | {state}, [*path, arc])

    start = case.source, ahead(case.source, 0)
    yield from onward(*start, frozenset({start}), [])


def drawn_checkpoints(rng: Random, count: int, *, most: int, width: int) -> Checkpoints:
    """Draw checkpoints, now and then an empty one that cannot be passed."""
    return [
        set(rng.sample(range(count), min(count, rng.choice([1, 1, 1, width, 0 if rng.random() < 0.2 else 1]))))
        for _ in range(rng.randint(0, most))
    ]


def test_the_way_through_checkpoints_is_the_sum_of_the_best_parts():
    rng = Random(41)
    unreachable = 0
    for _ in range(2500):
        case = random_case(rng, nodes=9, arcs=26)
        checkpoints = drawn_checkpoints(rng, case.graph.node_count, most=3, width=3)
        path, expected = found_through(case, checkpoints), best_by_parts(case, checkpoints)
        if expected is None:
            unreachable += 1
            assert path is None
            continue
        assert path is not None
        assert leads(case.graph, path, case.source, case.target)
        assert passes(case, path, checkpoints)
        assert total(case.weights, path) == expected
    assert 250 < unreachable < 2250


def test_no_walk_through_the_checkpoints_is_shorter():
    rng = Random(42)
    for _ in range(1500):
        case = random_case(rng, nodes=5, arcs=9)
        checkpoints = drawn_checkpoints(rng, case.graph.node_count, most=2, width=2)
        path = found_through(case, checkpoints)
        lengths = [total(case.weights, walk) for walk in walks(case, checkpoints)]
        assert (None if path is None else total(case.weights, path)) == min(lengths, default=None)


def test_the_order_of_checkpoints_counts():
    graph = Graph.of(4, [(0, 1), (1, 2), (2, 1), (1, 3), (2, 3)])
    case = Case(graph, [1] * 5, 0, 3)
    assert found_through(case, [{1}, {2}]) == [0, 1, 4]
    assert found_through(case, [{2}, {1}]) == [0, 1, 3, 2]


def test_a_checkpoint_at_the_start_is_passed_by_standing_there():
    case = Case(Graph.of(2, [(0, 1)]), [1], 0, 1)
    assert found_through(case, [{0}]) == [0]
    assert found_through(case, [{0}, {0}, {1}]) == [0]


def test_one_more_checkpoint_never_makes_the_way_shorter():
    rng = Random(43)
    for _ in range(1000):
        case = random_case(rng, nodes=9, arcs=30)
        checkpoints = drawn_checkpoints(rng, case.graph.node_count, most=3, width=2)
        shorter = found_through(case, checkpoints[:-1])
        longer = found_through(case, checkpoints)
        if longer is not None:
            assert shorter is not None
            assert total(case.weights, shorter) <= total(case.weights, longer)
