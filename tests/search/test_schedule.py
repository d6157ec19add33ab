"""Earliest arrival against a time-expanded graph searched by NetworkX, FIFO, and the cut-off at the tick."""

from __future__ import annotations

from random import Random

import pytest

from corridor.search.graph import Graph
from corridor.search.schedule import Sailings, Seasons, Static, Windows, best_within, earliest_arrival, walk
from corridor.search.shortest import shortest_path
from support.timed import (
    LAST,
    expanded,
    first_arrival,
    follows,
    least_cost_by,
    random_plan,
    random_timed,
)

HOUR = 60


def agrees(seed: int) -> str:
    """Compare one random network with its expansion in time; say what was found, to see that all kinds occur."""
    case = random_timed(Random(seed))
    world = expanded(case)
    expected = first_arrival(world, case)
    run = earliest_arrival(case.graph, case.crossings, case.source, case.target, case.start)
    if expected is None:
        assert run is None, seed
        return "none"
    assert run is not None, seed
    assert (run.times[-1] if run.times else case.start) == expected, seed
    assert follows(case, run.arcs, run.times), seed
    return "waits" if expected > case.start else "there"


def agrees_in_cost(seed: int) -> None:
    case = random_timed(Random(seed))
    world = expanded(case)
    rng = Random(seed + 1)
    ends = case.source, case.target, case.start
    first = first_arrival(world, case)
    if first is None:
        return
    for deadline in (first, first + rng.randint(0, 20)):
        run = best_within(case.graph, case.crossings, *ends, [case.costs], [None], deadline=deadline, cheapest=True)
        assert run is not None
        assert sum(case.costs[arc] for arc in run.arcs) == least_cost_by(world, case, deadline), seed
        assert follows(case, run.arcs, run.times)
    limit = rng.randint(0, 8)
    bounded = best_within(case.graph, case.crossings, *ends, [case.costs], [limit])
    times = (now for now in range(LAST + 1) if (least_cost_by(world, case, now) or 0) <= limit)
    reachable = (now for now in times if least_cost_by(world, case, now) is not None)
    expected = next(reachable, None)
    found = None if bounded is None else bounded.times[-1] if bounded.times else case.start
    assert found == expected, seed


def test_earliest_arrival_is_that_of_the_time_expanded_graph():
    found = [agrees(seed) for seed in range(300)]
    assert min(found.count(kind) for kind in ("none", "waits", "there")) > 20


@pytest.mark.slow
def test_earliest_arrival_is_that_of_the_time_expanded_graph_ten_thousand_times():
    assert len([agrees(seed) for seed in range(300, 10_300)]) == 10_000


def test_the_cheapest_in_time_and_the_first_within_a_limit_are_those_of_the_time_expanded_graph():
    for seed in range(60):
        agrees_in_cost(seed)


@pytest.mark.slow
def test_the_cheapest_in_time_and_the_first_within_a_limit_a_thousand_times():
    for seed in range(60, 1_060):
        agrees_in_cost(seed)


def test_arriving_later_never_helps_and_each_arrival_is_the_best_of_all_later_moves():
    rng = Random(7)
    for _ in range(400):
        plan = random_plan(rng)
        crossing, moves = plan.crossing(), list(plan.moves())
        arrivals = [crossing.arrive(now) for now in range(60)]
        for now, arrival in enumerate(arrivals):
            assert arrival == min((comes for leaves, comes in moves if leaves >= now), default=None), plan
        known = [arrival for arrival in arrivals if arrival is not None]
        assert known == sorted(known)
        assert None not in arrivals[: len(known)]


def test_a_cut_off_is_strict_to_the_minute():
    ferry = Sailings.of([(24 * HOUR, 30 * HOUR), (96 * HOUR, 30 * HOUR)], cutoff=6 * HOUR)
    assert ferry.arrive(18 * HOUR) == 54 * HOUR
    assert ferry.arrive(18 * HOUR + 1) == 126 * HOUR
    assert (ferry.departure(18 * HOUR), ferry.departure(18 * HOUR + 1)) == (24 * HOUR, 96 * HOUR)
    assert ferry.arrive(90 * HOUR + 1) is None
    assert ferry.departure(90 * HOUR + 1) is None


def test_a_later_ship_that_overtakes_is_taken():
    slow_then_fast = Sailings.of([(10, 50), (20, 15)])
    assert slow_then_fast.arrive(0) == 35
    assert slow_then_fast.departure(0) == 20


def test_a_season_that_is_shut_is_waited_for():
    pass_road = Seasons.of([(0, None), (100, 7)])
    assert pass_road.arrive(3) == 107
    assert Seasons.of([(0, 7), (100, None)]).arrive(100) is None


def test_a_window_over_the_end_of_the_day_is_two_of_the_same_night():
    night = Windows((22 * HOUR,), (29 * HOUR,), 60)
    assert night.arrive(0) == 23 * HOUR
    assert night.arrive(28 * HOUR + 59) == 29 * HOUR + 59
    assert night.arrive(29 * HOUR) is None


def test_without_timetables_the_paths_are_the_shortest_ones():
    rng = Random(11)
    for _ in range(200):
        count = rng.randint(2, 8)
        graph = Graph.of(count, [(rng.randrange(count), rng.randrange(count)) for _ in range(14)])
        lengths = [rng.randint(0, 9) for _ in range(14)]
        path = shortest_path(graph, lengths, 0, count - 1)
        run = earliest_arrival(graph, [Static(length) for length in lengths], 0, count - 1, 1000)
        assert (path is None) == (run is None)
        if path is not None and run is not None:
            assert sum(lengths[arc] for arc in path) == sum(lengths[arc] for arc in run.arcs)
            assert (run.times or [1000])[-1] == 1000 + sum(lengths[arc] for arc in run.arcs)


def test_a_path_that_is_cut_off_has_no_times():
    assert walk([Static(5), Sailings.of([(3, 1)])], [0, 1], 0) is None
