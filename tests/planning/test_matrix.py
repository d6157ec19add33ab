"""Origin–destination tables over the reference network, every answer of them before the auditor."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from corridor.costing.rates import Rates
from corridor.errors import NoItineraryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.admit import usable_links
from corridor.planning.assemble import assemble
from corridor.planning.query import OBJECTIVES, Filters, Query
from corridor.planning.route import route
from corridor.planning.solve import solve
from corridor.planning.stategraph import StateGraph, build_state_graph
from support.walker import audit

VOT = 2.5
MEASURE = {
    "cost": lambda found: found.cost_usd,
    "time": lambda found: found.hours,
    "co2e": lambda found: found.co2e_kg,
    "generalized": lambda found: found.cost_usd + VOT * found.hours,
}
TRADE = ("city", "terminal", "seaport", "station", "border_crossing")


def mixed_places(network: Network, count: int) -> list[str]:
    """Choose places in turn by country and type, always the same ones."""
    groups: dict[tuple[int, str], list[str]] = {}
    used = [
        link for link in network.links.values() if link.status in {"open", "restricted"} and "container" in link.cargo
    ]
    touched = {end for link in used for end in link.ends(forward=True)}
    for node in sorted(network.nodes.values(), key=lambda node: node.node_id):
        if node.node_type in TRADE and node.node_id in touched:
            groups.setdefault((TRADE.index(node.node_type), node.country), []).append(node.node_id)
    order = sorted(groups, key=lambda group: (-len(groups[group]), group))
    chosen: list[str] = []
    turn = 0
    while len(chosen) < count and any(turn < len(groups[group]) for group in order):
        chosen += [groups[group][turn] for group in order if turn < len(groups[group])]
        turn += 1
    return chosen[:count]


def state_graph(network: Network, box: Consignment) -> StateGraph:
    """Price the network once for a consignment."""
    return build_state_graph(Rates(network, box), usable_links(network, Filters()))


def audited_table(network: Network, count: int, box: Consignment) -> Counter[str]:
    """Answer all pairs of places by all criteria; audit each and compare the criteria with one another."""
    made = state_graph(network, box)
    seen: Counter[str] = Counter()
    places = mixed_places(network, count)
    assert len({network.nodes[place].country for place in places}) >= 5
    for origin in places:
        for destination in places:
            if origin != destination:
                _audit_pair(network, made, Query(origin, destination, box), seen)
    return seen


def _audit_pair(network: Network, made: StateGraph, query: Query, seen: Counter[str]) -> None:
    found: dict[str, Itinerary] = {}
    for objective in OBJECTIVES:
        asked = replace(query, minimize=objective, vot_usd_per_hour=VOT if objective == "generalized" else 0.0)
        arcs = solve(made, asked)
        if arcs is not None:
            found[objective] = assemble(network, asked, arcs)
            problems = audit(network, found[objective])
            assert problems == [], f"{query.origin} to {query.destination} by {objective}"
    assert len(found) in {0, len(OBJECTIVES)}, "whether there is a way does not hang on what is best"
    seen["found" if found else "none"] += 1
    for objective, best in found.items():
        for other in found.values():
            assert MEASURE[objective](best) <= MEASURE[objective](other) + 1e-3, f"{query} by {objective}"


def test_a_small_table_of_boxes_holds_before_the_auditor(reference: Network):
    seen = audited_table(reference, 10, Consignment.feu())
    assert seen["found"] > 0.7 * sum(seen.values()), seen


@pytest.mark.slow
def test_a_large_table_of_boxes_holds_before_the_auditor(reference: Network):
    seen = audited_table(reference, 60, Consignment.feu())
    assert sum(seen.values()) == 60 * 59
    assert seen["found"] > 0.7 * sum(seen.values()), seen


@pytest.mark.slow
@pytest.mark.parametrize(
    "box",
    [Consignment.teu(2), Consignment.truck(), Consignment.bulk(1000, "grain"), Consignment.bulk(500, "metals")],
    ids=str,
)
def test_a_table_of_other_cargo_holds_before_the_auditor(reference: Network, box: Consignment):
    seen = audited_table(reference, 20, box)
    assert seen["found"] > 0, seen


@cache
def _pairs(count: int) -> list[tuple[int, int]]:
    return [(index, (index * 7 + 3) % count) for index in range(count) if index != (index * 7 + 3) % count]


def test_the_front_door_gives_what_the_shared_state_graph_gives(reference: Network):
    box = Consignment.feu()
    made, places = state_graph(reference, box), mixed_places(reference, 10)
    for first, second in _pairs(10):
        query = Query(places[first], places[second], box, minimize="time")
        arcs = solve(made, query)
        try:
            found = route(reference, places[first], places[second], box, minimize="time")
        except NoItineraryError:
            assert arcs is None
            continue
        assert arcs is not None
        assert found.to_dict() == assemble(reference, query, arcs).to_dict()


def test_places_are_chosen_mixed_and_always_the_same(reference: Network):
    chosen = mixed_places(reference, 30)
    assert chosen == mixed_places(reference, 30)
    assert len(set(chosen)) == len(chosen) == 30
    assert len({reference.nodes[place].node_type for place in chosen}) >= 3
