"""Both engines against each other, NetworkX and an enumeration of all simple paths."""

from __future__ import annotations

import os

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridor as cr
from corridor.errors import EngineMissingError
from corridor.flat import FlatNetwork, engines
from corridor.flat.engines import choose

NODES = 6
ENGINES = ("plain", "compiled") if os.environ.get("CI") == "true" else ("plain",)
"""Compiling takes long: `tests/cli/test_flat.py` asks the compiled form in every run."""
LINK = st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1), *[st.integers(0, 9)] * 3)
LINKS = st.lists(LINK, min_size=1, max_size=18)


def made(links) -> FlatNetwork:
    tails, heads, *columns = zip(*links, strict=True)
    return FlatNetwork.from_arrays(tails, heads, dict(zip(("a_m", "b_s", "c"), columns, strict=True)), NODES)


def all_ways(links, source, target):
    """Give the sums of every simple path, by recursion over the links."""
    ways = []

    def walk(node, seen, sums, arcs):
        if node == target:
            ways.append((sums, arcs))
            return
        for arc, (tail, head, *costs) in enumerate(links):
            if tail == node and head not in seen:
                walk(head, {*seen, head}, tuple(map(sum, zip(sums, costs, strict=True))), (*arcs, arc))

    walk(source, {source}, (0, 0, 0), ())
    return ways


def is_way(route, links) -> bool:
    """Tell whether the links hang together and sum to the totals; ids are positions without self-loops."""
    rows = [link for link in links if link[0] != link[1]]
    taken = [rows[arc] for arc in route.arcs]
    hangs = [route.origin, *[row[1] for row in taken]] == list(route.node_ids)
    hangs &= [row[0] for row in taken] == list(route.node_ids[:-1]) and route.node_ids[-1] == route.destination
    return hangs and list(route.totals.values()) == [sum(row[at] for row in taken) for at in (2, 3, 4)]


@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True)
@given(LINKS, st.integers(0, 30))
def test_both_engines_give_what_enumeration_gives(links, limit):
    net = made(links)
    ways = all_ways(links, 0, NODES - 1)
    for engine in ENGINES:
        if not ways:
            with pytest.raises(cr.NoItineraryError, match="can be reached from 0"):
                net.route(0, NODES - 1, engine=engine)
            continue
        for at, name in enumerate(net.criteria_names):
            route = net.route(0, NODES - 1, minimize=name, engine=engine)
            assert is_way(route, links)
            assert route.totals[name] == min(sums[at] for sums, _ in ways)
        for names in (("a_m", "b_s"), ("c", "a_m"), ("a_m", "b_s", "c")):
            places = [net.criteria_names.index(name) for name in names]
            sums = {tuple(way[place] for place in places) for way, _ in ways if way[1] <= limit}
            best = sorted(s for s in sums if not any(o != s and all(map(int.__le__, o, s)) for o in sums))
            if not best:
                with pytest.raises(cr.NoItineraryError, match=f"no way keeps b_s ≤ {limit}"):
                    net.frontier(0, NODES - 1, names, {"b_s": limit}, engine=engine)
                continue
            front = net.frontier(0, NODES - 1, names, {"b_s": limit}, engine=engine)
            assert [tuple(point.values()) for point in front.points] == best
            for point, route in zip(front.points, front, strict=True):
                assert is_way(route, links)
                assert {name: route.totals[name] for name in names} == point
                assert route.totals["b_s"] <= limit


@settings(max_examples=100, deadline=None, derandomize=True)
@given(LINKS, st.integers(1, 8))
def test_alternatives_are_the_best_simple_paths(links, k):
    net = made(links)
    ways = sorted(sums[0] for sums, _ in all_ways(links, 0, NODES - 1))
    if not ways:
        return
    found = net.alternatives(0, NODES - 1, k=k)
    assert [way.totals["a_m"] for way in found] == ways[:k]
    assert len({way.arcs for way in found}) == len(found)
    assert all(is_way(way, links) for way in found)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(LINKS)
def test_distances_are_those_of_networkx(links):
    net = made(links)
    expected = nx.single_source_dijkstra_path_length(net.to_networkx(), 0, weight="b_s")
    for engine in ENGINES:
        assert net.distances(0, minimize="b_s", engine=engine) == expected


def test_parallel_links_are_kept_and_loops_counted():
    net = FlatNetwork.from_arrays([0, 0, 1], [1, 1, 1], {"a": [5, 3, 1]})
    assert (net.link_count, net.loops) == (2, 1)
    assert [way.link_ids for way in net.alternatives(0, 1)] == [(1,), (0,)]


def test_a_route_is_told_in_natural_units():
    net = FlatNetwork.from_arrays([0, 1], [1, 2], {"length_km": [1.5, 2.2504]}, resolutions={"length_km": "0.01"})
    route = net.route(0, 2)
    expected = {"origin": 0, "destination": 2, "totals": {"length_km": 3.75}, "link_ids": [0, 1], "node_ids": [0, 1, 2]}
    assert route.to_dict() == expected
    assert route.to_frame()["length_km"].tolist() == [1.5, 2.25]
    assert net.criteria[0].unit == "km"


def test_from_an_origin_to_itself_nothing_is_taken():
    net = FlatNetwork.from_arrays([0], [1], {"a": [1]})
    for engine in ENGINES:
        assert net.route(0, 0, engine=engine).to_dict()["node_ids"] == [0]


def test_no_way_says_how_far_both_sides_reach():
    net = FlatNetwork.from_arrays([0, 1, 3], [1, 2, 4], {"a": [1, 1, 1]})
    with pytest.raises(cr.NoItineraryError) as caught:
        net.route(0, 4)
    assert caught.value.reason == "3 of 5 nodes can be reached from 0, 2 can reach 4."


@pytest.mark.parametrize("node", [7, -1, "x", True, 1.5, "1" * 30])
def test_an_unknown_node_is_a_place_error(node):
    net = FlatNetwork.from_arrays([0], [1], {"a": [1]})
    with pytest.raises(cr.UnknownPlaceError):
        net.route(0, node)


def test_an_unknown_node_names_the_nearest_of_many():
    count = 50_000
    net = FlatNetwork.from_arrays([0], [1], {"a": [1]}, node_count=count)
    with pytest.raises(cr.UnknownPlaceError) as caught:
        net.route(0, count)
    assert str(count - 1) in caught.value.candidates or caught.value.candidates == ()
    assert all(abs(int(name) - count) <= 3 for name in caught.value.candidates)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0, -0.001, 1e300])
def test_what_is_no_value_is_refused(value):
    with pytest.raises(cr.NetworkDataError, match="at position 1") as caught:
        FlatNetwork.from_arrays([0, 1], [1, 0], {"a": [1.0, value]})
    assert [finding.code for finding in caught.value.findings] == ["V202"]


def test_sums_that_would_not_be_exact_are_refused():
    big = 2**52
    assert FlatNetwork.from_arrays([0, 0], [1, 1], {"a": [big, big]}).route(0, 1).totals == {"a": big}
    with pytest.raises(cr.NetworkDataError, match="coarser resolution"):
        FlatNetwork.from_arrays([0, 1], [1, 2], {"a": [big, big]})


@pytest.mark.parametrize("ends", [([0, 5], [1, 0]), ([0, -1], [1, 0])])
def test_wrong_ends_are_refused(ends):
    with pytest.raises(cr.NetworkDataError, match="no such node"):
        FlatNetwork.from_arrays(*ends, {"a": [1, 1]}, node_count=2)


@pytest.mark.parametrize(
    "ask",
    [
        lambda net: net.route(0, 1, minimize="aa"),
        lambda net: net.frontier(0, 1, ("a",)),
        lambda net: net.frontier(0, 1, ("a", "a")),
        lambda net: net.frontier(0, 1, ("a", "b"), {"z": 1}),
        lambda net: net.frontier(0, 1, ("a", "b"), {"a": -1}),
        lambda net: net.frontier(0, 1, ("a", "b"), {"a": float("nan")}),
        lambda net: net.alternatives(0, 1, k=0),
        lambda net: net.route(0, 1, engine="fast"),
        lambda _: FlatNetwork.from_arrays([0], [1], {"a": [1, 2]}),
        lambda _: FlatNetwork.from_arrays([0], [1], {"a": [1]}, resolutions={"a": 0}),
        lambda _: FlatNetwork.from_arrays([0.5], [1], {"a": [1]}),
    ],
)
def test_what_cannot_be_asked_is_a_query_error(ask):
    with pytest.raises(cr.QueryError):
        ask(FlatNetwork.from_arrays([0], [1], {"a": [1], "b": [2]}))


def test_the_engine_is_chosen_by_size_and_its_absence_explained(monkeypatch):
    assert choose("auto", engines.MOST_PLAIN) == "plain"
    assert choose("auto", engines.MOST_PLAIN + 1) == "compiled"
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    assert choose("auto", engines.MOST_PLAIN) == "plain"
    assert choose("plain", 10**6) == "plain"
    with pytest.raises(EngineMissingError, match=r"pip install 'corridor\[large\]'"):
        choose("auto", engines.MOST_PLAIN + 1)


def test_columns_take_no_more_room_than_they_need():
    net = FlatNetwork.from_arrays(np.array([0]), np.array([1]), {"a": np.array([7])})
    assert net._parts.costs[0].dtype == np.int32
