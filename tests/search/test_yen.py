"""Paths in order against NetworkX and against enumeration, with ties, zero weights and parallel arcs."""

from __future__ import annotations

from itertools import islice, pairwise
from random import Random

import networkx as nx
import pytest

from corridor.search.blocks import on_simple_ways
from corridor.search.graph import Graph
from corridor.search.yen import Ranking
from support.graphs import Case, leads, random_case, simple_paths, total

BLOCKS, OF = 10, 300
"""3,000 random graphs of each kind, in blocks that can run side by side."""


def lengths(case: Case, **options: object) -> list[int]:
    """Give the lengths of all ranked paths, after a look at each path."""
    found = list(Ranking(case.graph, case.weights, case.source, case.target, **options))  # type: ignore[arg-type]
    assert len({path.arcs for path in found}) == len(found)
    for path in found:
        assert leads(case.graph, path.arcs, case.source, case.target)
        assert path.length == total(case.weights, path.arcs)
    return [path.length for path in found]


def expanded(case: Case) -> nx.DiGraph:
    """Give a graph without parallel arcs, a node in the middle of each arc."""
    made = nx.DiGraph()
    made.add_nodes_from(range(case.graph.node_count))
    for arc, weight in enumerate(case.weights):
        made.add_edge(case.graph.tails[arc], f"arc {arc}", weight=weight)
        made.add_edge(f"arc {arc}", case.graph.heads[arc], weight=0)
    return made


def by_networkx(graph: nx.DiGraph, source: int, target: int, k: int | None = None) -> list[int]:
    try:
        paths = list(islice(nx.shortest_simple_paths(graph, source, target, weight="weight"), k))
    except nx.NetworkXNoPath:
        return []
    return [nx.path_weight(graph, path, "weight") for path in paths]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_lengths_are_those_of_networkx_without_parallel_arcs(block: int):
    rng = Random(f"yen-{block}")
    for _ in range(OF):
        count = rng.randint(2, 8)
        pairs = list({(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(0, 20))})
        graph = Graph.of(count, sorted(pair for pair in pairs if pair[0] != pair[1]))
        top = rng.choice([0, 1, 9])
        case = Case(graph, [rng.randint(0, top) for _ in graph.heads], *rng.sample(range(count), 2))
        other = nx.DiGraph()
        other.add_nodes_from(range(count))
        for arc, weight in enumerate(case.weights):
            other.add_edge(graph.tails[arc], graph.heads[arc], weight=weight)
        assert lengths(case) == by_networkx(other, case.source, case.target)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_parallel_arcs_make_different_paths_as_in_networkx_with_a_node_on_each_arc(block: int):
    rng = Random(f"yen-parallel-{block}")
    for _ in range(OF):
        case = random_case(rng, nodes=6, arcs=12)
        if case.source != case.target:
            assert lengths(case) == by_networkx(expanded(case), case.source, case.target)


def test_all_paths_are_those_of_enumeration():
    rng = Random(71)
    for _ in range(3000):
        case = random_case(rng, nodes=7, arcs=14)
        every = {tuple(path) for path in simple_paths(case.graph, case.source, case.target)}
        ranked = list(Ranking(case.graph, case.weights, case.source, case.target))
        assert {path.arcs for path in ranked} == every
        assert all(one.length <= other.length for one, other in pairwise(ranked))


def returns(case: Case, groups: list[int], path: list[int]) -> bool:
    """Say whether a path comes back to a group that it has left."""
    runs = [groups[case.source]]
    for arc in path:
        there = groups[case.graph.heads[arc]]
        if there != runs[-1]:
            runs.append(there)
    return len(set(runs)) < len(runs)


def test_no_group_is_entered_twice_and_nothing_else_is_lost():
    rng = Random(72)
    excluded = 0
    for _ in range(3000):
        case = random_case(rng, nodes=8, arcs=16)
        groups = [rng.randrange(4) for _ in range(case.graph.node_count)]
        every = [tuple(path) for path in simple_paths(case.graph, case.source, case.target)]
        wanted = {path for path in every if not returns(case, groups, list(path))}
        excluded += len(every) - len(wanted)
        ranked = list(Ranking(case.graph, case.weights, case.source, case.target, groups=groups))
        assert {path.arcs for path in ranked} == wanted
        assert len(ranked) == len(wanted)
        assert all(one.length <= other.length for one, other in pairwise(ranked))
    assert excluded > 500, "the groups were never in the way"


def test_a_limit_and_a_test_of_beginnings_leave_out_what_they_should():
    rng = Random(73)
    for _ in range(2000):
        case = random_case(rng, nodes=7, arcs=14)
        unwanted = {arc for arc in range(case.graph.arc_count) if rng.random() < 0.2}
        limit = rng.randint(0, 15)

        def breaks_at(run: object, bad: set[int] = unwanted) -> int:
            arcs = list(run)  # type: ignore[call-overload]
            return next((place for place, arc in enumerate(arcs) if arc in bad), len(arcs))

        every = simple_paths(case.graph, case.source, case.target)
        wanted = [total(case.weights, path) for path in every if not unwanted & set(path)]
        expected = sorted(length for length in wanted if length <= limit)
        assert lengths(case, limit=limit, breaks_at=breaks_at) == expected


def test_a_cap_on_searches_is_told():
    graph = Graph.of(4, [(0, 1), (0, 1), (1, 2), (1, 2), (2, 3), (2, 3)])
    ranking = Ranking(graph, [1, 2, 1, 2, 1, 2], 0, 3, most_searches=3)
    assert len(list(ranking)) < 8
    assert not ranking.is_complete
    whole = Ranking(graph, [1, 2, 1, 2, 1, 2], 0, 3)
    assert [path.length for path in whole] == [3, 4, 4, 4, 5, 5, 5, 6]
    assert whole.is_complete


def test_a_hundred_paths_of_a_larger_graph_are_those_of_networkx():
    rng = Random(5)
    pairs = list(dict.fromkeys((rng.randrange(300), rng.randrange(300)) for _ in range(1000)))
    graph = Graph.of(300, [pair for pair in pairs if pair[0] != pair[1]])
    case = Case(graph, [rng.randint(1, 100) for _ in graph.heads], 0, 7)
    ranked = [path.length for path in islice(Ranking(graph, case.weights, 0, 7), 100)]
    assert len(ranked) == 100
    assert ranked == by_networkx(expanded(case), 0, 7, 100)


def test_dead_ends_are_the_edges_that_no_simple_path_uses():
    rng = Random(74)
    for _ in range(3000):
        count = rng.randint(2, 9)
        edges = [(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(0, 14))]
        source, target = rng.sample(range(count), 2)
        graph = nx.Graph(edges)
        graph.add_nodes_from(range(count))
        paths = nx.all_simple_paths(graph, source, target)
        used = {frozenset(step) for path in paths for step in pairwise(path)}
        assert on_simple_ways(count, edges, source, target) == [frozenset(edge) in used for edge in edges]
