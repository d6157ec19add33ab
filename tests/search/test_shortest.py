"""Shortest paths against NetworkX, against enumeration, and against themselves."""

from __future__ import annotations

from random import Random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.search.graph import Graph
from corridor.search.shortest import UNREACHED, distances, shortest_path
from support.graphs import leads, random_case, simple_paths, to_networkx, total

BLOCKS, OF = 12, 1000
"""12,000 random graphs, in blocks that can run side by side."""
WHOLE = 100
"""Blocks of the full run: 100,000 random graphs."""


@pytest.mark.parametrize(
    "block", [pytest.param(block, marks=[pytest.mark.slow] * (block >= BLOCKS)) for block in range(WHOLE)]
)
def test_a_shortest_path_is_as_long_as_networkx_says(block: int):
    rng = Random(f"shortest-{block}")
    for _ in range(OF):
        case = random_case(rng, nodes=12, arcs=30)
        path = shortest_path(case.graph, case.weights, case.source, case.target)
        other = to_networkx(case.graph, case.weights)
        try:
            expected = nx.dijkstra_path_length(other, case.source, case.target)
        except nx.NetworkXNoPath:
            assert path is None
            continue
        assert path is not None
        assert leads(case.graph, path, case.source, case.target)
        assert total(case.weights, path) == expected


def test_distances_are_those_of_networkx():
    rng = Random(21)
    for _ in range(2000):
        case = random_case(rng, nodes=12, arcs=30)
        expected = nx.single_source_dijkstra_path_length(to_networkx(case.graph, case.weights), case.source)
        found = distances(case.graph, case.weights, case.source)
        assert found == [expected.get(node, UNREACHED) for node in range(case.graph.node_count)]


def test_no_simple_path_is_shorter():
    rng = Random(22)
    for _ in range(3000):
        case = random_case(rng, nodes=7, arcs=14)
        lengths = [total(case.weights, path) for path in simple_paths(case.graph, case.source, case.target)]
        path = shortest_path(case.graph, case.weights, case.source, case.target)
        assert (None if path is None else total(case.weights, path)) == min(lengths, default=None)


def test_sums_beyond_the_precision_of_floats_are_told_apart():
    big = 1 << 60
    graph = Graph.of(3, [(0, 1), (0, 2), (1, 2)])
    assert shortest_path(graph, [big, 2 * big + 1, big], 0, 2) == [0, 2]
    assert shortest_path(graph, [big, 2 * big + 1, big + 2], 0, 2) == [1]


def test_the_way_from_a_place_to_itself_is_empty_even_with_a_loop_of_no_length():
    assert shortest_path(Graph.of(1, [(0, 0)]), [0], 0, 0) == []


def test_a_path_enters_no_node_twice_even_when_all_weights_are_zero():
    rng = Random(23)
    for _ in range(1000):
        case = random_case(rng, nodes=10, arcs=40)
        path = shortest_path(case.graph, [0] * case.graph.arc_count, case.source, case.target) or []
        entered = [case.source, *(case.graph.heads[arc] for arc in path)]
        assert len(entered) == len(set(entered))


def test_the_same_question_has_the_same_answer_among_ties():
    rng = Random(24)
    for _ in range(500):
        case = random_case(rng, nodes=10, arcs=40)
        flat = [1] * case.graph.arc_count
        first = shortest_path(case.graph, flat, case.source, case.target)
        assert first == shortest_path(case.graph, flat, case.source, case.target)


@st.composite
def weighted_arcs(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, int]]]:
    """Draw a number of nodes and arcs as (tail, head, weight)."""
    count = draw(st.integers(2, 8))
    node = st.integers(0, count - 1)
    return count, draw(st.lists(st.tuples(node, node, st.integers(0, 9)), min_size=1, max_size=20))


def reach(count: int, arcs: list[tuple[int, int, int]], source: int = 0) -> list[int]:
    """Give all distances from a source."""
    graph = Graph.of(count, [(tail, head) for tail, head, _ in arcs])
    return distances(graph, graph.sorted_weights([weight for *_, weight in arcs]), source)


@given(weighted_arcs(), st.data())
def test_splitting_an_arc_changes_no_distance(case, data):
    count, arcs = case
    index = data.draw(st.integers(0, len(arcs) - 1))
    tail, head, weight = arcs[index]
    part = data.draw(st.integers(0, weight))
    split = [*arcs[:index], *arcs[index + 1 :], (tail, count, part), (count, head, weight - part)]
    assert reach(count + 1, split)[:count] == reach(count, arcs)


@given(weighted_arcs(), st.randoms(use_true_random=False))
def test_renaming_the_nodes_renames_the_distances(case, rng):
    count, arcs = case
    name = list(range(count))
    rng.shuffle(name)
    renamed = [(name[tail], name[head], weight) for tail, head, weight in arcs]
    rng.shuffle(renamed)
    there = reach(count, renamed, name[0])
    assert [there[name[node]] for node in range(count)] == reach(count, arcs)


@given(weighted_arcs(), st.integers(1, 1 << 50))
def test_scaling_all_weights_scales_all_distances(case, factor):
    count, arcs = case
    scaled = reach(count, [(tail, head, weight * factor) for tail, head, weight in arcs])
    assert scaled == [UNREACHED if item == UNREACHED else item * factor for item in reach(count, arcs)]


@given(weighted_arcs(), st.data())
def test_one_more_arc_never_makes_a_way_longer(case, data):
    count, arcs = case
    node = st.integers(0, count - 1)
    more = data.draw(st.tuples(node, node, st.integers(0, 9)))
    for before, after in zip(reach(count, arcs), reach(count, [*arcs, more]), strict=True):
        assert before == UNREACHED or 0 <= after <= before


@given(weighted_arcs())
def test_the_way_back_through_the_turned_graph_is_as_long(case):
    count, arcs = case
    turned = [(head, tail, weight) for tail, head, weight in arcs]
    assert [reach(count, turned, node)[0] for node in range(count)] == reach(count, arcs)


@given(weighted_arcs())
def test_no_detour_is_a_shortcut(case):
    count, arcs = case
    between = [reach(count, arcs, node) for node in range(count)]
    for via in range(count):
        for end in range(count):
            if between[0][via] != UNREACHED and between[via][end] != UNREACHED:
                assert between[0][end] <= between[0][via] + between[via][end]
