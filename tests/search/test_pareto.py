"""Pareto frontiers against all simple paths, against sums that spread without bounds, and against themselves."""

from __future__ import annotations

from random import Random

import pytest

from corridor.search.graph import Graph
from corridor.search.pareto import Frontier, pareto, undominated
from corridor.search.shortest import shortest_path
from support.graphs import (
    ManyCase,
    Sums,
    check_paths,
    frontier_of,
    grid_pairs,
    layered_pairs,
    random_many,
    spread_sums,
    total,
    undominated_of,
)

BLOCKS, OF = 8, 2500
"""20,000 random graphs, in blocks that can run side by side."""
HUGE = 1 << 70


def found_in(case: ManyCase) -> Frontier:
    """Ask for the frontier of a case."""
    return pareto(case.graph, case.criteria, case.source, case.target, objectives=case.objectives, limits=case.limits)


def paths_of(front: Frontier) -> list[list[int]]:
    """Give the path of every point."""
    return [front.path(index) for index in range(len(front))]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_frontier_is_that_of_all_simple_paths(block: int):
    rng = Random(f"pareto-{block}")
    several = emptied = 0
    for _ in range(OF):
        case, points = random_many(rng)
        expected = frontier_of(points, case.objectives, case.limits)
        front = found_in(case)
        assert front.sums == expected
        check_paths(case, front.sums, paths_of(front))
        several += len(expected) > 1
        emptied += bool(points) and not expected
    assert several > OF / 20, "the draw is to hold frontiers of several points"
    assert emptied > OF / 50, "the draw is to hold limits that nothing keeps"


def costs_drawn(rng: Random, count: int, top: int) -> list[int]:
    """Draw costs up to a top, every fourth of them 0 or the top."""
    return [rng.choice([0, top]) if rng.random() < 0.25 else rng.randint(0, top) for _ in range(count)]


def large_case(rng: Random, size: int, top: int) -> ManyCase:
    """Draw a grid or a layered graph of 30 to 60 nodes."""
    if rng.random() < 0.5:
        width, height = rng.choice([(6, 5), (6, 6), (8, 5)])
        pairs, count = grid_pairs(width, height), width * height
    else:
        layers, width = rng.choice([(8, 4), (12, 4), (14, 4)])
        pairs, count = layered_pairs(rng, layers, width), layers * width + 2
    graph = Graph.of(count, pairs)
    criteria = [costs_drawn(rng, len(pairs), top) for _ in range(size)]
    return ManyCase(graph, criteria, 0, count - 1, size, [None] * size)


@pytest.mark.parametrize(
    ("size", "top"),
    [
        *((size, top) for size in (2, 3) for top in (1, 10, 10**6, HUGE)),
        (4, 1),
        pytest.param(4, 3, marks=pytest.mark.slow),
    ],
)
def test_the_frontier_is_that_of_sums_that_spread_without_bounds(size: int, top: int):
    rng = Random(f"spread-{size}-{top}")
    largest = 0
    for _ in range({2: 30, 3: 3, 4: 2}[size]):
        case = large_case(rng, size, top)
        points = spread_sums(case.graph, case.criteria, case.source)[case.target]
        largest = max(largest, len(points))
        front = found_in(case)
        assert front.sums == points
        check_paths(case, front.sums, paths_of(front))
        limits = [rng.choice(points)[place] + rng.choice([0, -1, 1]) for place in range(size)]
        for objectives in range(1, size + 1):
            bounded = ManyCase(case.graph, case.criteria, case.source, case.target, objectives, [*limits])
            front = found_in(bounded)
            assert front.sums == frontier_of(points, objectives, limits)
            check_paths(bounded, front.sums, paths_of(front))
    assert top == 1 or largest >= 15, "the draw is to hold large frontiers"


def unlimited(rng: Random) -> ManyCase:
    """Draw a case in which all criteria are objectives without limits."""
    case, _ = random_many(rng, nodes=10, arcs=30)
    size = len(case.criteria)
    return ManyCase(case.graph, case.criteria, case.source, case.target, size, [None] * size)


def rebuilt(case: ManyCase, pairs: list[tuple[int, int]], columns: list[list[int]], nodes: int = 0) -> list[Sums]:
    """Ask the question of a case of another graph."""
    graph = Graph.of(nodes or case.graph.node_count, pairs)
    criteria = [graph.sorted_weights(column) for column in columns]
    return pareto(graph, criteria, case.source, case.target).sums


def ends(case: ManyCase) -> list[tuple[int, int]]:
    """Give the ends of a case's arcs."""
    return list(zip(case.graph.tails, case.graph.heads, strict=True))


def test_scaling_one_criterion_scales_its_sums():
    rng = Random(51)
    for _ in range(500):
        case = unlimited(rng)
        factors = [rng.choice([1, 2, 7, HUGE]) for _ in case.criteria]
        scaled = [[cost * by for cost in column] for column, by in zip(case.criteria, factors, strict=True)]
        expected = [tuple(at * by for at, by in zip(point, factors, strict=True)) for point in found_in(case).sums]
        assert pareto(case.graph, scaled, case.source, case.target).sums == expected


def test_splitting_an_arc_changes_no_point():
    rng = Random(52)
    for _ in range(500):
        case = unlimited(rng)
        pairs, columns = ends(case), [list(column) for column in case.criteria]
        cut, more = rng.randrange(len(pairs)), case.graph.node_count
        pairs.append((more, pairs[cut][1]))
        pairs[cut] = pairs[cut][0], more
        for column in columns:
            part = rng.randint(0, column[cut])
            column.append(column[cut] - part)
            column[cut] = part
        assert rebuilt(case, pairs, columns, more + 1) == found_in(case).sums


def test_renaming_nodes_and_shuffling_arcs_change_no_point():
    rng = Random(53)
    for _ in range(500):
        case = unlimited(rng)
        name = rng.sample(range(case.graph.node_count), case.graph.node_count)
        order = rng.sample(range(case.graph.arc_count), case.graph.arc_count)
        graph = Graph.of(case.graph.node_count, [(name[ends(case)[arc][0]], name[ends(case)[arc][1]]) for arc in order])
        columns = [graph.sorted_weights([column[arc] for arc in order]) for column in case.criteria]
        assert pareto(graph, columns, name[case.source], name[case.target]).sums == found_in(case).sums


def test_permuting_the_criteria_permutes_the_sums():
    rng = Random(54)
    for _ in range(500):
        case = unlimited(rng)
        order = rng.sample(range(len(case.criteria)), len(case.criteria))
        permuted = pareto(case.graph, [case.criteria[at] for at in order], case.source, case.target).sums
        assert permuted == sorted(tuple(point[at] for at in order) for point in found_in(case).sums)


def test_one_more_arc_leaves_for_every_point_one_at_least_as_good():
    rng = Random(55)
    gained = 0
    for _ in range(1000):
        case = unlimited(rng)
        count = case.graph.node_count
        before = found_in(case).sums
        columns = [[*column, rng.randint(0, 3)] for column in case.criteria]
        after = rebuilt(case, [*ends(case), (rng.randrange(count), rng.randrange(count))], columns)
        gained += after != before
        for point in before:
            assert any(all(a <= b for a, b in zip(other, point, strict=True)) for other in after)
    assert gained > 50, "the draw is to hold arcs that matter"


def test_a_parallel_arc_that_is_nowhere_better_changes_nothing():
    rng = Random(56)
    for _ in range(500):
        case = unlimited(rng)
        pairs = ends(case)
        twin = rng.randrange(len(pairs))
        columns = [[*column, column[twin] + rng.randint(0, 2)] for column in case.criteria]
        assert rebuilt(case, [*pairs, pairs[twin]], columns) == found_in(case).sums


def test_fewer_criteria_give_the_frontier_of_the_projection():
    rng = Random(57)
    for _ in range(1000):
        case = unlimited(rng)
        fewer = pareto(case.graph, case.criteria[:-1], case.source, case.target).sums
        assert fewer == undominated_of(point[:-1] for point in found_in(case).sums)


def test_limits_cut_the_frontier_and_nothing_else():
    rng = Random(58)
    for _ in range(1000):
        case = unlimited(rng)
        points = found_in(case).sums
        limits = [rng.choice([None, rng.randint(-1, 12)]) for _ in case.criteria]
        cut = pareto(case.graph, case.criteria, case.source, case.target, limits=limits).sums
        assert cut == [p for p in points if all(top is None or at <= top for at, top in zip(p, limits, strict=True))]


def test_the_best_of_every_weighted_sum_is_on_the_frontier():
    rng = Random(59)
    for _ in range(1000):
        case = unlimited(rng)
        points = found_in(case).sums
        rates = [rng.randint(1, 9) for _ in case.criteria]
        combined = [sum(r * c for r, c in zip(rates, costs, strict=True)) for costs in zip(*case.criteria, strict=True)]
        path = shortest_path(case.graph, combined, case.source, case.target)
        priced = [sum(r * at for r, at in zip(rates, point, strict=True)) for point in points]
        assert (None if path is None else total(combined, path)) == min(priced, default=None)
        if path is not None:
            assert tuple(total(column, path) for column in case.criteria) in points


def test_points_are_filtered_as_pair_by_pair_comparison_does():
    rng = Random(60)
    for _ in range(3000):
        size = rng.randint(1, 5)
        points = [tuple(rng.randint(0, 4) for _ in range(size)) for _ in range(rng.randint(0, 14))]
        kept = undominated([(*point, place) for place, point in enumerate(points)], size)
        assert [point[:-1] for point in kept] == undominated_of(points)
        assert all(points.index(point[:-1]) == point[-1] for point in kept)


def test_two_points_whose_sums_differ_by_one_beyond_the_precision_of_floats_are_told_apart():
    graph = Graph.of(2, [(0, 1), (0, 1), (0, 1)])
    criteria = [[HUGE, HUGE + 1, HUGE + 1], [HUGE + 1, HUGE, HUGE + 1]]
    assert pareto(graph, criteria, 0, 1).sums == [(HUGE, HUGE + 1), (HUGE + 1, HUGE)]


def test_cut_low_bits_keep_the_first_of_equals():
    graph = Graph.of(2, [(0, 1), (0, 1), (0, 1)])
    front = pareto(graph, [[1, 2, 3], [7, 6, 1]], 0, 1)
    coarse = front.without_low_bits(1)
    assert (coarse.sums, paths_of(coarse)) == ([(1, 3), (3, 0)], [[0], [2]])
