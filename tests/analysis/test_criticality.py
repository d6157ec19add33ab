"""What is lost with an element, against enumeration of small worlds without it, NetworkX, and `route` itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import networkx as nx
import pytest

from corridor import NoItineraryError, QueryError, apply_scenario, criticality, route
from corridor.analysis.criticality_elements import KINDS
from corridor.analysis.criticality_result import Criticality, Loss
from corridor.cli.app import run
from corridor.cli.criticality import _text
from corridor.model.network import Network
from corridor.model.reference import CorridorRule
from corridor.planning.query import make_query
from corridor.planning.solve import pose, priced_graph, primary_weight
from support.oracle import Oracle, TooWideError, Wishes
from support.worlds import World, mode_of, network_of, random_world

MEASURES = {"cost": "cents", "time": "minutes", "co2e": "grams"}
SCALES = {"cost": 100, "time": 60, "co2e": 1000}


def worlds(block: str, count: int) -> Iterator[tuple[Random, World, str, str]]:
    """Draw questions that have an answer."""
    rng, left = Random(f"criticality-{block}"), count
    while left:
        world = random_world(rng)
        origin, destination = rng.sample(list(world.places), 2)
        try:
            found = Oracle(world, origin, destination).all
        except TooWideError:
            continue
        if found:
            left -= 1
            yield rng, world, origin, destination


def robbed(world: World, loss: Loss) -> tuple[World, Wishes]:
    """Take the elements of a loss out of a world, in the world's own words."""
    wishes = Wishes()
    for one in loss.elements:
        if one.kind == "link":
            world = replace(world, hops=tuple(hop for hop in world.hops if hop.link_id != one.id))
        elif one.kind == "node":
            wishes = replace(wishes, avoid_places=wishes.avoid_places | {one.id})
        elif one.kind == "country":
            wishes = replace(wishes, avoid_countries=wishes.avoid_countries | {one.id})
        else:
            place, pair = one.id.split(" ")
            kept = [
                crossing
                for crossing in world.crossings
                if crossing.place != place or {crossing.leaving, crossing.entering} != set(pair.split("–"))
            ]
            world = replace(world, crossings=tuple(kept))
    return world, wishes


def least(world: World, origin: str, destination: str, wishes: Wishes, measure: str) -> int | None:
    return min((getattr(way, measure) for way in Oracle(world, origin, destination, wishes).all), default=None)


@pytest.mark.parametrize("block", [0, *(pytest.param(block, marks=pytest.mark.slow) for block in (1, 2))])
def test_every_loss_and_every_pair_is_that_of_enumeration(block: int):
    seen: Counter[str] = Counter()
    most = 5 if block == 2 else None
    for rng, world, origin, destination in worlds(str(block), 200):
        minimize = rng.choice(sorted(MEASURES))
        measure, scale = MEASURES[minimize], SCALES[minimize]
        best = least(world, origin, destination, Wishes(max_transfers=most), measure)
        if best is None:
            continue
        asked = {"minimize": minimize, "max_transfers": most}
        found = criticality(network_of(world), origin, destination, world.consignment, pairs=True, **asked)
        for loss in (*found.losses, *(found.pairs or ())):
            without, wishes = robbed(world, loss)
            left = least(without, origin, destination, replace(wishes, max_transfers=most), measure)
            if left is None:
                assert loss.is_unserved
                assert loss.replacement is None
            else:
                assert loss.added is not None
                assert round(loss.added.objective * scale) == left - best >= 0
            seen[loss.elements[0].kind] += 1
            seen["unserved" if left is None else "pair" if len(loss.elements) > 1 else "single"] += 1
    assert min(seen[name] for name in (*KINDS, "unserved", "pair", "single")) >= 4, seen


@pytest.mark.slow
def test_no_pair_that_matters_is_left_out_and_none_is_shown_that_does_not():
    """All pairs of links of a world are tried, not only those that the search tries."""
    listed: Counter[tuple[bool, bool]] = Counter()
    for _, world, origin, destination in worlds("pairs", 120):
        found = criticality(network_of(world), origin, destination, world.consignment, by=["link"], pairs=True)
        told = {frozenset(one.id for one in loss.elements): loss.exceeds_sum for loss in found.pairs or ()}
        links = [hop.link_id for hop in world.hops]
        alone: dict[tuple[str, ...], int | None] = {}
        for size in (0, 1, 2):
            for names in combinations(links, size):
                left = replace(world, hops=tuple(hop for hop in world.hops if hop.link_id not in names))
                alone[names] = least(left, origin, destination, Wishes(), "cents")
        for one, other in combinations(links, 2):
            singles = alone[one,], alone[other,]
            both = alone[one, other]
            worse = None not in singles and (
                both is None or both > max(cents for cents in singles if cents is not None)
            )
            assert (frozenset((one, other)) in told) == worse
            if worse:
                total = sum(cents - (alone[()] or 0) for cents in singles if cents is not None)
                exceeds = both is None or both - (alone[()] or 0) > total
                assert told[frozenset((one, other))] == exceeds
                listed[exceeds, total > 0] += 1
    assert listed.total() >= 60
    assert listed[True, True] >= 3, listed


def test_what_the_best_way_does_not_use_changes_nothing_when_it_is_lost():
    tried = 0
    for _, world, origin, destination in worlds("unused", 60):
        network = network_of(world)
        used = {one.elements[0].id for one in criticality(network, origin, destination, world.consignment).losses}
        best = least(world, origin, destination, Wishes(), "cents")
        for hop in world.hops:
            if hop.link_id not in used:
                left = replace(world, hops=tuple(other for other in world.hops if other is not hop))
                assert least(left, origin, destination, Wishes(), "cents") == best
                tried += 1
    assert tried >= 200


def test_losses_of_links_agree_with_networkx_on_the_reference_network(reference: Network):
    query = make_query(reference, "Tashkent", "Kars")
    graph, arcs, source, target = pose(priced_graph(reference, query), query)
    found = criticality(reference, "Tashkent", "Kars", by=["link"])

    def cents(without: str) -> int | None:
        other: nx.DiGraph[int] = nx.DiGraph()
        other.add_nodes_from((source, target))
        for tail, head, arc in zip(graph.tails, graph.heads, arcs, strict=True):
            weight = primary_weight(query, arc.impedance)
            if arc.subject != without and (not other.has_edge(tail, head) or other[tail][head]["cents"] > weight):
                other.add_edge(tail, head, cents=weight)
        try:
            return int(nx.dijkstra_path_length(other, source, target, weight="cents"))
        except nx.NetworkXNoPath:
            return None

    best = cents("nothing")
    assert len(found.losses) >= 20
    for loss in found.losses:
        left = cents(loss.elements[0].id)
        assert (None if loss.added is None else best + round(loss.added.objective * 100)) == left


def closed(path: Path, table: str, ids: list[str]) -> str:
    """Write an overlay that closes something."""
    text = f'title = "Closed"\ndescription = "A test."\n[[{table}]]\nid = {json.dumps(ids)}\nstatus = "closed"\n'
    path.write_text(text + 'source = "estimate"\nas_of = "2026"\nconfidence = "B"\n', "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("origin", "destination", "minimize"),
    [("Tashkent", "Kars", "cost"), ("Almaty", "Mersin", "time"), ("Xi'an", "Istanbul", "generalized")],
)
def test_losses_are_those_of_route_without_the_element(
    reference: Network, tmp_path: Path, origin: str, destination: str, minimize: str
):
    """Links and borders closed by an overlay, places and countries avoided: the whole itinerary is compared."""
    found = criticality(reference, origin, destination, minimize=minimize)
    rng = Random(7)
    kinds: Counter[str] = Counter()
    for loss in rng.sample(found.losses, len(found.losses)):
        element = loss.elements[0]
        kinds[element.kind] += 1
        if kinds[element.kind] > 4:
            continue
        network, avoid = reference, []
        if element.kind == "link":
            network = apply_scenario(reference, closed(tmp_path / f"x{sum(kinds.values())}.toml", "link", [element.id]))
        elif element.kind == "border":
            place, pair = element.id.split(" ")
            ids = [
                one.transfer_id
                for one in reference.transfers.values()
                if one.kind == "border"
                and one.node_id == place
                and {one.from_country, one.to_country} == set(pair.split("–"))
            ]
            network = apply_scenario(reference, closed(tmp_path / f"x{sum(kinds.values())}.toml", "transfer", ids))
        else:
            avoid = [element.id]
        try:
            expected = route(network, origin, destination, minimize=minimize, avoid=avoid)
        except NoItineraryError:
            assert loss.is_unserved
            continue
        assert loss.replacement is not None
        assert loss.added is not None
        assert loss.replacement.places == expected.places
        assert loss.replacement.link_ids == expected.link_ids
        assert loss.added.cost_usd == pytest.approx(expected.cost_usd - found.best.cost_usd, abs=1e-6)
        assert loss.added.hours == pytest.approx(expected.hours - found.best.hours, abs=1e-5)
        assert loss.added.co2e_kg == pytest.approx(expected.co2e_kg - found.best.co2e_kg, abs=1e-6)
        assert loss.added.objective >= 0
    assert set(kinds) >= {"link", "node"}


@pytest.mark.slow
def test_under_bounds_and_places_to_pass_losses_are_those_of_route(reference: Network):
    asked = {"via": ["Aktau"], "max_hours": 900, "minimize": "cost"}
    found = criticality(reference, "Almaty", "Mersin", by=["node", "country"], **asked)
    assert any(one.is_unserved and one.elements[0].id == "kz-aktau" for one in found.losses)
    tried = 0
    for loss in found.losses[::4]:
        try:
            expected = route(reference, "Almaty", "Mersin", avoid=[loss.elements[0].id], **asked)
        except (NoItineraryError, QueryError):  # what must be passed can't be avoided
            assert loss.is_unserved
            continue
        assert loss.replacement is not None
        assert loss.replacement.link_ids == expected.link_ids
        tried += 1
    assert tried >= 3


def small(hops: str) -> World:
    """Make a world of one road network: `a b 5` is a link from a to b for USD 5."""
    from support.worlds import ROAD, Hop

    rows = [row.split() for row in hops.split(",")]
    places = {place: "AA" for row in rows for place in row[:2]}
    made = [
        Hop(f"{tail}{head}{number}", tail, head, ROAD, "AA", 60, 60, int(usd))
        for number, (tail, head, usd) in enumerate(rows)
    ]
    return World(places, tuple(made), ends={("loading", "road"): (0, 0), ("unloading", "road"): (0, 0)})


def test_a_bridge_is_unserved_and_no_number():
    found = criticality(network_of(small("a b 5, b c 5, b c 7")), "a", "c", by=["link"], pairs=True)
    bridge, spare = found.losses
    assert bridge.elements[0].id == "ab0"
    assert bridge.is_unserved
    assert bridge.row()["added_objective"] is None
    assert "Infinity" not in json.dumps(found.to_dict())
    assert spare.added is not None
    assert spare.added.objective == 2.0
    (pair,) = found.pairs or ()
    assert {one.id for one in pair.elements} == {"bc1", "bc2"}
    assert pair.singles == (2.0, 0.0)
    assert pair.is_unserved
    assert pair.exceeds_sum


def test_a_pair_on_two_ways_costs_more_than_the_sum():
    found = criticality(network_of(small("a b 5, a b 6, a b 20")), "a", "b", by=["link"], pairs=True)
    (pair,) = found.pairs or ()
    assert pair.added is not None
    assert (pair.added.objective, pair.singles, pair.exceeds_sum) == (15.0, (1.0, 0.0), True)


def test_a_pair_that_costs_no_more_than_one_of_it_is_not_shown():
    found = criticality(network_of(small("a b 5, a b 6, a b 6")), "a", "b", by=["link"], pairs=True)
    assert [one.added.objective for one in found.losses if one.added] == [1.0]
    assert found.pairs == ()


def test_a_country_takes_the_links_that_lie_in_it_whatever_their_ends():
    world = small("a b 5, a b 9")
    world = replace(world, hops=(replace(world.hops[0], country="BB"), world.hops[1]))
    (loss,) = criticality(network_of(world), "a", "b", by=["country"]).losses
    assert loss.elements[0].id == "BB"
    assert loss.added is not None
    assert loss.added.objective == 4.0
    assert least(world, "a", "b", Wishes(avoid_countries=frozenset({"BB"})), "cents") == 900


def test_the_map_gets_each_element_with_its_loss(reference: Network):
    found = criticality(reference, "Tashkent", "Kars")
    features = found.to_geojson()["features"]
    types = {"link": "LineString", "node": "Point", "border": "Point", "country": "MultiLineString"}
    assert len(features) == len(found.losses)
    for feature, loss in zip(features, found.losses, strict=True):
        told = feature["properties"]
        assert feature["geometry"]["type"] == types[told["kind"]]
        assert feature["geometry"]["coordinates"]
        assert told["added_objective"] == (loss.added.objective if loss.added else None)
    assert features[0]["properties"]["rank"] == 1


def checked_json(found: Criticality, document: dict) -> None:
    for loss, told in zip(found.losses, document["losses"], strict=True):
        if told["replacement"] is None:
            assert loss.is_unserved
        else:
            way = document["replacements"][told["replacement"]]
            best = document["itinerary"]["totals"]
            assert way["totals"]["cost_usd"] - best["cost_usd"] == pytest.approx(told["added"]["cost_usd"], abs=1e-6)
            assert way["totals"]["hours"] - best["hours"] == pytest.approx(told["added"]["hours"], abs=1e-5)


@pytest.mark.slow
def test_the_command_gives_the_same_bytes_twice_and_what_the_library_gives(
    reference: Network, capsys: pytest.CaptureFixture[str]
):
    words = ["criticality", "Tashkent", "Kars", "--by", "border,country", "--pairs", "--json"]
    assert run(words) == 0
    first = capsys.readouterr().out
    assert run(words) == 0
    assert capsys.readouterr().out == first
    document = json.loads(first)
    assert document["schema_version"] == 1
    assert document["pairs"]
    checked_json(criticality(reference, "Tashkent", "Kars", by=["border", "country"], pairs=True), document)
    for shown in ("table", "csv", "md", "geojson"):
        assert run([*words[:-1], "--format", shown, "--all"]) == 0
        assert "Turkmenistan" in capsys.readouterr().out


def test_unknown_kinds_are_refused_with_the_nearest(reference: Network, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(QueryError, match="border"):
        criticality(reference, "Tashkent", "Kars", by=["boarder"])
    assert run(["criticality", "Tashkent", "Kars", "--by", "nod"]) == 2
    assert "node" in capsys.readouterr().err
    assert run(["criticality", "Tashkent", "Kars", "--modes", "sea", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["itineraries"] == []


def test_sea_links_have_no_border():
    """A crossing is an element only where the way pays a border transfer."""
    for _, world, origin, destination in worlds("sea", 30):
        found = criticality(network_of(world), origin, destination, world.consignment, by=["border"])
        for loss in found.losses:
            place = loss.elements[0].id.split(" ")[0]
            assert any(crossing.place == place for crossing in world.crossings)
            assert any(
                mode_of(hop.carriage) != "sea"
                for hop in world.hops
                for crossing in world.crossings
                if crossing.link_id == hop.link_id and crossing.place == place
            )


HOSTILE = "\x1b[31m\u202e<script>=1|`*"


@pytest.mark.parametrize("shown", ["table", "md", "csv"])
def test_hostile_names_drive_neither_terminal_nor_page(shown: str):
    network = network_of(small("a b 5, b c 5, b c 7"))
    nodes = {node_id: node._replace(name=node_id + HOSTILE) for node_id, node in network.nodes.items()}
    rules = (CorridorRule("any" + HOSTILE, HOSTILE, 10, ("a",), ()),)
    found = criticality(replace(network, nodes=nodes, corridors=rules), "a", "c", pairs=True)
    text = _text(found, shown, None)
    assert not {"\x1b", "\u202e"} & set(text)
    assert "[31m" in text
    if shown == "md":
        assert "<script" not in text
