"""Alternatives against enumeration of small worlds with random corridor rules, and on the reference network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from random import Random
from typing import Any

import pytest

import corridor as cr
from corridor.errors import NoItineraryError, QueryError
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.reference import CorridorRule
from corridor.planning.assemble import name_corridor
from corridor.planning.query import Query, make_query
from corridor.planning.solve import objective_weight, pose, priced_graph
from corridor.planning.stategraph import Arc
from support.graphs import simple_paths
from support.worlds import ROAD, Hop, World, network_of, random_world

WIDEST = 3000
"""Worlds with more paths are passed over."""


@dataclass(frozen=True)
class Way:
    """One itinerary as enumeration finds it."""

    weight: int
    corridor: str
    metres: dict[str, int]
    minutes: int

    @property
    def objective(self) -> int:
        """Give what is minimised, without what settles ties."""
        return self.weight >> 160

    def shared(self, other: Way) -> float:
        """Give the share of the shorter way on links of both."""
        common = sum(self.metres[link] for link in self.metres.keys() & other.metres.keys())
        shorter = min(sum(self.metres.values()), sum(other.metres.values()))
        return common / shorter if shorter else float(self.metres.keys() == other.metres.keys())


def enumerated(network: Network, query: Query) -> list[Way]:
    """Give all itineraries that pass no place twice, in order."""
    problem = pose(priced_graph(network, query), query)
    found = []
    paths: Iterator[list[int]] = simple_paths(problem.graph, problem.source, problem.target)
    for number, path in enumerate(paths):
        if number > WIDEST:
            return []
        arcs = [problem.arcs[arc] for arc in path]
        places = [query.origin, *(arc.node_id for arc in arcs if arc.kind == "link")]
        if len(places) == len(set(places)):
            found.append(_way(network, query, arcs, places))
    limit = query.filters.max_hours
    return sorted((way for way in found if limit is None or way.minutes <= limit * 60), key=lambda way: way.weight)


def _way(network: Network, query: Query, arcs: Sequence[Arc], places: Sequence[str]) -> Way:
    metres = {arc.subject: arc.metres for arc in arcs if arc.kind == "link"}
    weight = sum(objective_weight(query, arc.impedance) for arc in arcs)
    minutes = sum(arc.impedance.minutes for arc in arcs)
    return Way(weight, name_corridor(network, places, list(metres)), metres, minutes)


def random_rules(rng: Random, network: Network) -> tuple[CorridorRule, ...]:
    patterns = [*network.nodes, *network.links, *(f"country:{code}" for code in network.countries), "k*", "k1*"]
    return tuple(
        CorridorRule(
            f"way-{number}",
            f"Way {number}",
            number,
            tuple(rng.sample(patterns, rng.randint(1, 2))),
            tuple(rng.sample(patterns, rng.choice([0, 0, 1]))),
        )
        for number in range(rng.randint(1, 5))
    )


def asked(rng: Random) -> tuple[Network, str, str, dict[str, Any]]:
    world = random_world(rng)
    network = network_of(world)
    network = replace(network, corridors=random_rules(rng, network))
    origin, destination = rng.sample(list(world.places), 2)
    options: dict[str, Any] = {"consignment": world.consignment, "minimize": rng.choice(["cost", "time", "co2e"])}
    if rng.random() < 0.3:
        options["max_hours"] = float(rng.randint(20, 200))
    return network, origin, destination, options


def primary(query: Query, one: Itinerary) -> float:
    return {"cost": one.cost_usd, "time": one.hours, "co2e": one.co2e_kg}[query.minimize]


@pytest.mark.parametrize("block", range(4))
def test_the_choice_is_that_of_enumeration(block: int):
    rng = Random(f"alternatives-{block}")
    named = further = tried = 0
    while tried < 120:
        network, origin, destination, options = asked(rng)
        query = make_query(network, origin, destination, **options)
        ways = enumerated(network, query)
        if not ways:
            continue
        found = cr.alternatives(network, origin, destination, k=6, max_overlap=0.6, max_stretch=2.0, **options)
        best = cr.route(network, origin, destination, **options)
        assert found[0].to_dict() == best.to_dict()
        if len(set(best.places)) < len(best.places):
            continue
        tried += 1
        within = [way for way in ways if way.objective <= 2 * ways[0].objective]
        firsts: dict[str, Way] = {best.corridor: ways[0]}
        for way in within:
            if way.corridor != "other":
                firsts.setdefault(way.corridor, way)
        expected = list(firsts.values())[:6]
        count = len(expected)
        got = [one for one, by in zip(found, found.chosen_by, strict=True) if by == "corridor"]
        assert [primary(query, one) for one in got] == [_natural(query, way) for way in expected]
        assert len({one.corridor for one in got}) == len(got)
        named += count - 1
        chosen = [_as_way(one) for one in got]
        for way in within:
            if len(chosen) < 6 and all(way.shared(other) <= 0.6 for other in chosen):
                chosen.append(way)
        further += len(chosen) - count
        assert found.is_exact
        if not _has_ties(within):
            assert [set(one.link_ids) for one in found] == [set(way.metres) for way in chosen]
        for one, other in combinations(found.itineraries[count:], 2):
            assert _as_way(one).shared(_as_way(other)) <= 0.6
    assert named > 15
    assert further > 10


def _natural(query: Query, way: Way) -> float:
    return {"cost": way.objective / 100, "time": round(way.objective / 60, 6), "co2e": way.objective / 1000}[
        query.minimize
    ]


def _as_way(one: Itinerary) -> Way:
    links = one.network.links
    metres = {link_id: round(1000 * links[link_id].length.value) for link_id in one.link_ids}
    return Way(0, one.corridor, metres, 0)


def _has_ties(ways: Sequence[Way]) -> bool:
    weights = [way.weight for way in ways]
    return len(set(weights)) < len(weights)


def test_the_order_of_rank_is_that_of_enumeration():
    rng = Random(81)
    tried = 0
    while tried < 150:
        network, origin, destination, options = asked(rng)
        query = make_query(network, origin, destination, **options)
        ways = enumerated(network, query)
        if not ways:
            continue
        tried += 1
        found = cr.alternatives(network, origin, destination, k=20, by="rank", max_stretch=3.0, **options)
        if len(set(found[0].places)) < len(found[0].places):
            continue
        within = [way for way in ways if way.objective <= 3 * ways[0].objective]
        assert [primary(query, one) for one in found] == [_natural(query, way) for way in within[:20]]


STAGES = 8


def trap() -> World:
    """Give three ways of eight stages, each stage with two yards that differ by a dollar."""
    places = {"start": "AA", "end": "AA"}
    hops = []
    for way, usd in (("a", 100), ("b", 102), ("c", 104)):
        here = "start"
        for stage in range(STAGES):
            yard, there = f"{way}{stage}-yard", "end" if stage == STAGES - 1 else f"{way}{stage}"
            places |= {yard: "AA", there: "AA"}
            hops += [
                Hop(f"{way}{stage}-{track}", here, yard, ROAD, "AA", 1, 1, dollars, directed=True)
                for track, dollars in (("one", 10), ("two", 11))
            ]
            hops.append(Hop(f"{way}{stage}-haul", yard, there, ROAD, "AA", 300, 300, usd, directed=True))
            here = there
    ends = {(kind, "road"): (60, 10) for kind in ("loading", "unloading")}
    return World(places, tuple(hops), unit="truck", ends=ends, tariff={"road": 1}, speed={"road": 60})


def test_the_ways_that_rank_two_hundred_and_fifty_seventh_come_second_and_third():
    world = trap()
    network = network_of(world)
    found = cr.alternatives(network, "start", "end", world.consignment, k=5)
    assert ["-".join(sorted({link[0] for link in one.link_ids})) for one in found] == ["a", "b", "c"]
    assert found.is_exact
    assert "Only 3 itineraries" in found.note
    ranked = cr.alternatives(network, "start", "end", world.consignment, k=100, by="rank")
    assert {link[0] for one in ranked for link in one.link_ids} == {"a"}, "ranks 1 to 256 differ by a yard"


def test_beyond_the_cap_ways_are_found_by_penalties_and_that_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("corridor.planning.corridors.MOST_SEARCHES", 3)
    world = trap()
    network = network_of(world)
    found = cr.alternatives(network, "start", "end", world.consignment, k=5)
    assert {link[0] for one in found for link in one.link_ids} == {"a", "b", "c"}
    assert not found.is_exact
    assert "cap" in found.note


PAIRS = [
    ("Xi'an", "Istanbul", {"minimize": "time"}),
    ("Almaty", "Mersin", {}),
    ("Tashkent", "Hamburg", {"avoid": ["RU"]}),
]


@pytest.mark.parametrize(("origin", "destination", "options"), PAIRS)
def test_on_the_reference_network_the_promises_hold(
    reference: Network, origin: str, destination: str, options: dict[str, Any]
):
    found = cr.alternatives(reference, origin, destination, k=10, max_overlap=0.5, max_stretch=1.8, **options)
    best = cr.route(reference, origin, destination, **options)
    query = make_query(reference, origin, destination, **options)
    assert found[0].to_dict() == best.to_dict()
    sums = [primary(query, one) for one in found]
    first = [total for total, by in zip(sums, found.chosen_by, strict=True) if by == "corridor"]
    assert first == sorted(first)
    assert sums[len(first) :] == sorted(sums[len(first) :])
    assert max(sums) <= 1.8 * sums[0]
    names = [one.corridor for one in found.itineraries[: len(first)]]
    assert len(set(names)) == len(names) >= 3
    for number in range(len(first), len(found)):
        assert all(_as_way(found[number]).shared(_as_way(other)) <= 0.5 for other in found[:number])
    for one in found[1:]:
        assert len(set(one.places)) == len(one.places)
    if "avoid" in options:
        assert not any("RU" in one.countries for one in found)


def test_a_place_to_pass_may_be_a_place_to_turn_at(reference: Network):
    found = cr.alternatives(reference, "Xi'an", "Budapest", via=["Poti"], k=3)
    assert len(found) == 3
    assert all("ge-poti" in one.places for one in found)


def test_the_shapes_agree(reference: Network):
    found = cr.alternatives(reference, "Baku", "Kars", k=3)
    assert len(list(found)) == len(found) == 3
    document = found.to_dict()
    assert [one["corridor"] for one in document["itineraries"]] == [one.corridor for one in found]
    assert list(found.to_frame()["hours"]) == [one.hours for one in found]
    numbers = {feature["properties"]["itinerary"] for feature in found.to_geojson()["features"]}
    assert numbers == {1, 2, 3}
    assert str(found).count("\n") == 2
    assert document["itineraries"][0]["overlap"] == 1
    assert all(one.stretch <= other.stretch for one, other in pairwise(found.to_frame().itertuples()))


@pytest.mark.parametrize(
    "wrong", [{"k": 0}, {"k": 1.5}, {"k": 101}, {"by": "luck"}, {"max_overlap": 1.1}, {"max_stretch": 0.5}]
)
def test_numbers_that_cannot_be_are_refused(reference: Network, wrong: dict[str, Any]):
    with pytest.raises(QueryError):
        cr.alternatives(reference, "Baku", "Kars", **wrong)


def test_no_itinerary_has_its_reason(reference: Network):
    with pytest.raises(NoItineraryError) as caught:
        cr.alternatives(reference, "Baku", "Kars", max_hours=1)
    assert caught.value.ways_out
