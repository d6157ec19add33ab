"""Searches prepared with landmarks against those that are not."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from corridor.search.large import LargeGraph

FAR_APART = 1 << 40
"""A cost that sums of 32 bits cannot hold."""


def drawn(rng: Random, nodes: int, arcs: int, largest: int) -> tuple[LargeGraph, list[int]]:
    tails = np.array([rng.randrange(nodes) for _ in range(arcs)])
    heads = np.array([rng.randrange(nodes) for _ in range(arcs)])
    costs = [rng.choice([0, 1, rng.randint(0, largest)]) for _ in range(arcs)]
    return LargeGraph.of(nodes, tails, heads, [np.array(costs), np.array(costs[::-1])]), costs


@pytest.mark.parametrize("largest", [1, 9, 100_000, pytest.param(FAR_APART, marks=pytest.mark.slow)])
def test_a_prepared_search_gives_the_same_length(largest: int):
    rng = Random(f"landmarks-{largest}")
    none = found = 0
    for _ in range(60):
        nodes = rng.randint(1, 40)
        graph, costs = drawn(rng, nodes, rng.randint(1, 3 * nodes), largest)
        pairs = [(rng.randrange(nodes), rng.randrange(nodes)) for _ in range(20)]
        before = [graph.shortest(0, *pair) for pair in pairs]
        graph.prepare(0)
        for pair, plain in zip(pairs, before, strict=True):
            prepared = graph.shortest(0, *pair)
            if plain is None:
                assert prepared is None
                none += 1
                continue
            assert prepared is not None
            assert prepared[0] == plain[0] == sum(costs[arc] for arc in prepared[1])
            found += pair[0] != pair[1]
    assert min(none, found) > 100


def test_a_prepared_search_looks_at_fewer_nodes_and_finds_the_same_in_a_grid():
    rng = Random("grid")
    side = 60
    at = np.arange(side * side).reshape(side, side)
    ends = [(at[:, :-1], at[:, 1:]), (at[:, 1:], at[:, :-1]), (at[:-1], at[1:]), (at[1:], at[:-1])]
    tails = np.concatenate([tail.ravel() for tail, _ in ends])
    heads = np.concatenate([head.ravel() for _, head in ends])
    costs = np.array([rng.randint(50, 99) for _ in tails])
    one, other = (LargeGraph.of(side * side, tails, heads, [costs]) for _ in range(2))
    other.prepare(0)
    assert other.distances(0, 0).tolist() == one.distances(0, 0).tolist()
    for _ in range(200):
        source, target = rng.randrange(side * side), rng.randrange(side * side)
        assert one.shortest(0, source, target)[0] == other.shortest(0, source, target)[0]


def test_preparing_twice_changes_nothing_and_only_the_criterion_asked_for_is_prepared():
    graph, _ = drawn(Random(5), 10, 30, 9)
    plain = [graph.shortest(1, 0, node) for node in range(10)]
    graph.prepare(0)
    graph.prepare(0)
    for node, expected in enumerate(plain):
        found = graph.shortest(1, 0, node)
        assert (found is None) == (expected is None)
        assert found is None or found[0] == expected[0]
