"""An itinerary in its other shapes says the same as the itinerary."""

from __future__ import annotations

import json

import pytest

from corridor.model.itinerary import Itinerary
from corridor.planning.route import route
from support.worlds import network_of, silk_world


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return route(network_of(silk_world()), "cn-east", "ge-town")


def test_the_json_form_has_the_keys_of_the_contract(itinerary: Itinerary):
    answer = itinerary.to_dict()
    assert set(answer) >= {
        "corridor", "totals", "hours_band", "cost_band", "distance_km_by_mode", "hours_by_activity",
        "countries", "places", "legs", "transfers", "advisories",
    }  # fmt: skip
    assert set(answer["totals"]) == {"cost_usd", "hours", "distance_km", "co2e_kg"}
    assert set(answer["hours_band"]) == {"p10", "p50", "p90"}
    assert set(answer["cost_band"]) == {"low", "high"}
    assert set(answer["distance_km_by_mode"]) >= {"rail", "sea", "road"}
    assert set(answer["hours_by_activity"]) == {"moving", "border", "gauge_change", "port", "waiting", "terminal"}
    for leg in answer["legs"]:
        assert set(leg) >= {"mode", "from", "to", "distance_km", "hours", "cost_usd", "co2e_kg"}
    for step in answer["transfers"]:
        assert set(step) >= {"place", "kind", "hours", "cost_usd", "co2e_kg"}


def test_the_json_form_survives_json(itinerary: Itinerary):
    answer = itinerary.to_dict()
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_the_itinerary_made_by_hand_has_the_totals_made_by_hand(itinerary: Itinerary):
    moving = 600 + 30 + 3600 + 1200 + 900 + 120
    transfers = 360 + 720 + 720 + 1440 + 84 * 60 + 1440 + 300 + 300 + 360
    assert round(itinerary.hours * 60) == moving + transfers
    rail = (400 + 20 + 900 + 350) * 1.25
    assert itinerary.cost_usd == rail + 500 + 200 + 70 + 50 + 150 + 120 + 130 + 30 + 60 + 70
    rail_grams, sea_grams, road_grams = (600 + 12 + 3000 + 540) * 20, 480 * 15, 120 * 75
    lifted = 2 * (8 + 9 + 12 + 12 + 8 + 6)
    assert itinerary.co2e_kg == 18 * (rail_grams + sea_grams + road_grams) / 1000 + lifted
    assert itinerary.distance_km_by_mode == {"rail": 4152.0, "sea": 480.0, "road": 120.0}
    assert itinerary.countries == ("CN", "KZ", "AZ", "GE")


def test_the_ledger_frame_adds_up_to_the_totals(itinerary: Itinerary):
    frame = itinerary.to_frame()
    sums = frame.groupby("measure")["amount"].sum()
    assert sums["cost"] == pytest.approx(itinerary.cost_usd, abs=1e-6)
    assert sums["hours"] == pytest.approx(itinerary.hours, abs=1e-4)
    assert sums["co2e"] == pytest.approx(itinerary.co2e_kg, abs=1e-6)
    assert set(frame["source"]) == {"estimate"}


def test_the_geojson_has_a_line_for_each_leg_and_a_point_for_each_transfer(itinerary: Itinerary):
    features = itinerary.to_geojson()["features"]
    kinds = [feature["geometry"]["type"] for feature in features]
    assert kinds.count("LineString") == len(itinerary.legs)
    assert kinds.count("Point") == len(itinerary.transfers)
    for feature, leg in zip(features, itinerary.legs, strict=False):
        ends = feature["geometry"]["coordinates"]
        tail, head = (itinerary.network.nodes[node] for node in (leg.from_node_id, leg.to_node_id))
        assert (ends[0], ends[-1]) == ([tail.lon, tail.lat], [head.lon, head.lat])


def test_the_printed_form_names_each_end_and_each_step(itinerary: Itinerary):
    lines = str(itinerary).splitlines()
    assert lines[0].startswith("Place cn-east to Place ge-town")
    assert len([line for line in lines if line.startswith("  ") and not line.startswith("  !")]) == len(itinerary.steps)
