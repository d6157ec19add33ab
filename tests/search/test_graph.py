"""The flat form of a graph holds just the arcs that were given."""

from __future__ import annotations

from random import Random

from corridor.search.graph import Graph


def test_arcs_are_sorted_by_tail_and_parallel_ones_keep_their_order():
    graph = Graph.of(3, [(2, 0), (0, 1), (2, 1), (0, 1), (2, 0)])
    assert graph.tails == [0, 0, 2, 2, 2]
    assert graph.heads == [1, 1, 0, 1, 0]
    assert graph.order == [1, 3, 0, 2, 4]
    assert graph.first == [0, 2, 2, 5]


def test_random_graphs_keep_every_arc_with_its_weight():
    rng = Random(11)
    for _ in range(500):
        count = rng.randint(1, 9)
        pairs = [(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(0, 20))]
        weights = list(range(len(pairs)))
        graph = Graph.of(count, pairs)
        kept = graph.sorted_weights(weights)
        assert sorted(zip(graph.tails, graph.heads, kept, strict=True)) == sorted(
            (tail, head, weight) for (tail, head), weight in zip(pairs, weights, strict=True)
        )
        for node in range(count):
            assert all(graph.tails[arc] == node for arc in range(graph.first[node], graph.first[node + 1]))


def test_a_graph_turned_round_twice_has_the_arcs_it_had():
    rng = Random(12)
    for _ in range(200):
        count = rng.randint(1, 9)
        pairs = [(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(0, 20))]
        graph = Graph.of(count, pairs)
        turned = graph.reversed()
        for arc in range(turned.arc_count):
            origin = turned.order[arc]
            assert (turned.tails[arc], turned.heads[arc]) == (graph.heads[origin], graph.tails[origin])
        again = turned.reversed()
        assert sorted(zip(again.tails, again.heads, strict=True)) == sorted(pairs)
