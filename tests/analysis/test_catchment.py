"""Catchments and reaches: the winners are those of `route` at every value of time, the totals those of `route`."""

from __future__ import annotations

import json
from itertools import islice, pairwise
from random import Random

import pytest

import corridor as cr
from corridor.cli.app import run
from planning.test_small_worlds import worlds
from support.worlds import network_of

PLACES = ("Almaty", "Tashkent", "Xi'an", "Baku", "Aktau", "Chengdu", "Moscow", "Ashgabat")


@pytest.fixture(scope="module")
def network():
    return cr.load_network()


@pytest.fixture(scope="module")
def known(network):
    return [name for name in PLACES if _is_known(network, name)]


def _is_known(network, name: str) -> bool:
    try:
        network.gazetteer.resolve(name)
    except cr.PlaceError:
        return False
    return True


@pytest.fixture(scope="module")
def found(network, known):
    return cr.catchment(network, destination="Istanbul", places=known)


@pytest.mark.slow
def test_the_winner_and_its_margin_are_those_of_route_and_of_alternatives(network, found):
    compared = 0
    for cell in found:
        ends = cell.place.node_id, "Istanbul"
        best = cr.route(network, *ends, minimize="generalized")
        vot = found.query.vot_usd_per_hour
        assert cell.winner.cost_usd + vot * cell.winner.hours == pytest.approx(best.cost_usd + vot * best.hours)
        others = cr.alternatives(network, *ends, k=4, minimize="generalized", max_overlap=0.0)
        next_best = [
            one
            for one, by in zip(others.itineraries[1:], others.chosen_by[1:], strict=True)
            if by == "corridor" and one.corridor != cell.winner.corridor
        ]
        if next_best:
            assert cell.runner_up.corridor == next_best[0].corridor
            more = next_best[0].cost_usd - best.cost_usd + vot * (next_best[0].hours - best.hours)
            assert cell.margin == pytest.approx(more, abs=0.01)
            compared += 1
    assert compared >= 4


def test_at_every_value_of_time_the_winner_is_that_of_route(network, found):
    rng = Random(3)
    tried = 0
    for cell in found:
        assert cell.spans[0].low == found.vot_range[0]
        assert cell.spans[-1].high == found.vot_range[1]
        assert all(before.high == after.low for before, after in pairwise(cell.spans))
        for span in cell.spans:
            vot = round(span.low + (span.high - span.low) * rng.uniform(0.2, 0.8), 2)
            if not span.low < vot < span.high:
                continue
            best = cr.route(network, cell.place.node_id, "Istanbul", minimize="generalized", vot_usd_per_hour=vot)
            assert best.corridor == span.corridor
            tried += 1
        assert sum(cell.shares.values()) == pytest.approx(1)
        assert 0 <= cell.contestability < 1
    assert tried > 10


def test_outward_is_searched_like_inward(network):
    outward = cr.catchment(network, origin="Almaty", places=["Istanbul", "Kars", "Budapest"])
    for cell in outward:
        best = cr.route(network, "Almaty", cell.place.node_id, minimize="generalized")
        assert cell.winner.cost_usd == best.cost_usd


def test_reach_is_that_of_route_everywhere(network):
    found = cr.reach(network, "Khorgos-Eastern Gate")
    rng = Random(5)
    for one in rng.sample(list(found), 25):
        for minimize, value in (("time", one.hours), ("cost", one.cost_usd)):
            best = cr.route(network, found.query.origin, one.place.node_id, minimize=minimize)
            assert value == pytest.approx(best.hours if minimize == "time" else best.cost_usd)
    reached = {one.place.node_id for one in found}
    missed = [place for place in network.nodes if place not in reached and place != found.query.origin]
    for place in rng.sample(missed, min(8, len(missed))):
        with pytest.raises(cr.NoItineraryError):
            cr.route(network, found.query.origin, place)


def test_reach_is_that_of_route_in_small_worlds():
    compared = 0
    for _, world, origin, _ in islice(worlds(1), 40):
        network = network_of(world)
        hours = {one.place.node_id: one.hours for one in cr.reach(network, origin, world.consignment)}
        for place in network.nodes:
            if place == origin:
                continue
            try:
                best = cr.route(network, origin, place, world.consignment, minimize="time").hours
            except cr.NoItineraryError:
                assert place not in hours
                continue
            assert hours[place] == pytest.approx(best)
            compared += 1
    assert compared > 60


def test_bounds_keep_what_lies_within(network):
    near = cr.reach(network, "Baku", max_hours=48)
    all_of_them = cr.reach(network, "Baku")
    assert [one for one in all_of_them if one.hours <= 48] == list(near)
    cheap = cr.reach(network, "Baku", max_cost_usd=500)
    assert {one.place for one in cheap} == {one.place for one in all_of_them if one.cost_usd <= 500}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "either one"),
        ({"destination": "Istanbul", "origin": "Baku"}, "either one"),
        ({"destination": "Istanbul", "via": ["Poti"]}, "not searched"),
        ({"destination": "Istanbul", "countries": ["Atlantis"]}, "no such country"),
        ({"destination": "Istanbul", "places": ["Istanbul"]}, "no place is left"),
        ({"destination": "Istanbul", "vot_range": (5.0, 1.0)}, "least first"),
    ],
)
def test_bad_questions_are_refused(network, options, told):
    with pytest.raises(cr.QueryError, match=told):
        cr.catchment(network, **options)


@pytest.mark.slow
def test_the_commands_tell_it_in_every_format(capsys):
    words = ["catchment", "--destination", "Kars", "--places", "Almaty,Baku"]
    assert run(words) == 0
    assert "contested: 1 less" in capsys.readouterr().out
    assert run([*words, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {place["place"] for place in document["places"]} == {"kz-almaty", "az-baku"}
    assert run([*words, "--format", "geojson"]) == 0
    features = json.loads(capsys.readouterr().out)["features"]
    assert [feature["geometry"]["type"] for feature in features] == ["Point", "Point"]
    assert run(["reach", "Baku", "--max-hours", "24", "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("place,name,country")
    assert run(["catchment", "--destination", "Kars", "--vot-range", "a,b"]) == 2
