"""Questions at the edge, each with an answer that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corridor.errors import NoItineraryError, QueryError
from corridor.model.itinerary import Itinerary
from corridor.planning.admit import is_open, opening
from corridor.planning.route import route
from support.worlds import RAIL_CN, RAIL_SU, RO_RO, ROAD, SHIP, Change, Hop, Sailing, World, network_of, silk_world

ENDS = {(kind, mode): (0, 0) for kind in ("loading", "unloading") for mode in ("rail", "road", "sea")}
ROAD_AB = Hop("ab", "p-a", "p-b", ROAD, "AA", 60, 91, 100)


def small(*hops: Hop, changes: tuple[Change, ...] = (), **fields: object) -> World:
    """Give a world of three places in one country."""
    fields = {"ends": ENDS, "changes": changes} | fields
    return World(places={"p-a": "AA", "p-b": "AA", "p-c": "AA"}, hops=hops, **fields)  # type: ignore[arg-type]


def asked(world: World, origin: str = "p-a", destination: str = "p-b", **options: object) -> Itinerary:
    return route(network_of(world), origin, destination, world.consignment, **options)


# -- bounds


def test_the_hours_of_an_answer_are_enough_as_its_own_bound():
    found = asked(small(ROAD_AB))
    assert asked(small(ROAD_AB), max_hours=found.hours).hours == found.hours
    assert asked(small(ROAD_AB), max_cost_usd=found.cost_usd).cost_usd == found.cost_usd


def test_an_answer_never_takes_longer_than_was_asked_for():
    with pytest.raises(NoItineraryError):
        asked(small(ROAD_AB), max_hours=1.51)  # the way takes 91 minutes, 1.5167 hours


def test_no_transfers_at_all_leave_no_way_since_loading_is_one():
    assert asked(small(ROAD_AB), max_transfers=2).places == ("p-a", "p-b")
    with pytest.raises(NoItineraryError) as caught:
        asked(small(ROAD_AB), max_transfers=1)
    assert caught.value.blocking == ("--max-transfers 1",)


# -- ties


def test_cheapest_ways_that_tie_are_told_apart_by_time():
    slow = replace(ROAD_AB, link_id="aa", minutes=92)
    assert asked(small(slow, ROAD_AB)).link_ids == ("ab",)


def test_fastest_ways_that_tie_are_told_apart_by_money():
    dear = replace(ROAD_AB, link_id="aa", usd=101)
    assert asked(small(dear, ROAD_AB), minimize="time").link_ids == ("ab",)


def test_cleanest_ways_that_tie_in_time_too_are_told_apart_by_money():
    dear = replace(ROAD_AB, link_id="aa", usd=101)
    assert asked(small(dear, ROAD_AB), minimize="co2e").link_ids == ("ab",)


def test_time_comes_first_for_the_largest_consignment_that_is_admitted():
    fast_and_dear = replace(ROAD_AB, link_id="fast", minutes=90, usd=20_000)
    slow_and_cheap = replace(ROAD_AB, link_id="slow", minutes=91, usd=100)
    world = small(fast_and_dear, slow_and_cheap, units=1_000_000_000)
    assert asked(world, minimize="time").link_ids == ("fast",)


# -- absence


def absence(world: World, **options: object) -> NoItineraryError:
    with pytest.raises(NoItineraryError) as caught:
        asked(world, **options)
    return caught.value


def test_a_closed_link_that_blocks_is_named():
    error = absence(small(replace(ROAD_AB, status="closed")))
    assert error.blocking == ("ab",)
    assert "ab (closed)" in str(error)


def test_the_fewest_closed_links_are_named():
    closed = replace(ROAD_AB, status="closed")
    detour = (
        replace(closed, link_id="ac", head="p-c"),
        replace(closed, link_id="cb", tail="p-c"),
    )
    assert absence(small(*detour, closed)).blocking == ("ab",)
    assert set(absence(small(*detour)).blocking) == {"ac", "cb"}


def test_an_excluded_mode_over_a_closed_link_is_not_called_a_missing_link():
    error = absence(small(replace(ROAD_AB, status="closed")), modes=["rail"])
    assert "no links of the network, open or not" not in error.reason
    assert error.blocking


def test_cargo_may_be_loaded_on_what_a_transfer_takes_it_from():
    world = small(
        Hop("road-ac", "p-a", "p-c", ROAD, "AA", 60, 60, 100, status="closed"),
        Hop("rail-ab", "p-a", "p-b", RAIL_CN, "AA", 60, 60, 100),
        changes=(Change("x", "p-a", "transshipment", ROAD, RAIL_CN, 60, 10),),
        ends={("loading", "road"): (0, 0), ("unloading", "rail"): (0, 0)},
    )
    assert asked(world).link_ids == ("rail-ab",)


def test_places_without_any_link_between_them_are_said_to_be_so():
    error = absence(small(replace(ROAD_AB, head="p-c")))
    assert error.blocking == ()
    assert "no links of the network" in error.reason


def test_two_filters_that_block_together_are_both_named():
    world = small(replace(ROAD_AB, head="p-c"), replace(ROAD_AB, link_id="cb", tail="p-c"))
    error = absence(world, avoid=["p-c"], max_transfers=1)
    assert set(error.blocking) == {"--avoid p-c", "--max-transfers 1"}


# -- opening


def test_a_planned_link_is_used_from_its_month_of_opening_on():
    planned = replace(ROAD_AB, status="under_construction", opens="2029-06")
    assert asked(small(planned), on=date(2029, 6, 1)).advisories
    absence(small(planned), on=date(2029, 5, 31))
    absence(small(planned))


def test_a_planned_link_of_no_date_is_never_used():
    absence(small(replace(ROAD_AB, status="planned")), on=date(2099, 1, 1))


def test_a_closed_link_does_not_open_by_waiting():
    absence(small(replace(ROAD_AB, status="closed", opens="2027")), on=date(2099, 1, 1))


def test_a_year_means_its_last_month():
    assert opening("2029") == date(2029, 12, 1)
    planned = replace(ROAD_AB, status="planned", opens="2029")
    link = network_of(small(planned)).links["ab"]
    assert not is_open(link, date(2029, 11, 30))
    assert is_open(link, date(2029, 12, 1))


def test_a_day_of_opening_is_kept_to_the_day():
    planned = replace(ROAD_AB, status="planned", opens="2029-06-20")
    link = network_of(small(planned)).links["ab"]
    assert not is_open(link, date(2029, 6, 19))
    assert is_open(link, date(2029, 6, 20))


# -- questions that cannot be asked


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"minimize": "speed"}, "--minimize"),
        ({"modes": ["air"]}, "--modes"),
        ({"max_hours": -1}, "--max-hours"),
        ({"max_hours": float("nan")}, "--max-hours"),
        ({"max_cost_usd": float("inf")}, "--max-cost"),
        ({"max_transfers": -1}, "--max-transfers"),
        ({"avoid": ["p-a"]}, "--avoid"),
        ({"avoid": ["AA"]}, "--avoid"),
        ({"avoid": ["p-c"], "via": ["p-c"]}, "--via"),
        ({"on": "2026-13-01"}, "--date"),
        ({"minimize": "generalized", "vot_usd_per_hour": -1}, "--vot"),
    ],
)
def test_a_question_that_cannot_be_asked_names_the_option(options: dict[str, object], field: str):
    with pytest.raises(QueryError) as caught:
        asked(small(ROAD_AB), **options)
    assert caught.value.field == field


def test_the_way_from_a_place_to_itself_cannot_be_asked():
    with pytest.raises(QueryError):
        asked(small(ROAD_AB), "p-a", "p-a")


# -- the sea


def test_changing_ships_is_paid_and_without_a_row_impossible():
    legs = (Hop("one", "p-a", "p-c", SHIP, "AA", 60, 60, 1), Hop("two", "p-c", "p-b", SHIP, "AA", 60, 60, 1))
    absence(small(*legs))
    found = asked(small(*legs, changes=(Change("x", "p-c", "transshipment", SHIP, SHIP, 600, 90),)))
    assert [step.kind for step in found.transfers] == ["loading", "transshipment", "unloading"]
    assert found.cost_usd == 92


def test_every_sailing_is_waited_for():
    legs = (Hop("one", "p-a", "p-c", SHIP, "AA", 60, 60, 1), Hop("two", "p-c", "p-b", SHIP, "AA", 60, 60, 1))
    sailings = (Sailing("s1", "one", 7, "timetable"), Sailing("s2", "two", 1, "when_full"))
    change = Change("x", "p-c", "transshipment", SHIP, SHIP, 600, 90)
    found = asked(small(*legs, changes=(change,), sailings=sailings))
    assert [step.hours for step in found.transfers if step.kind == "waiting"] == [12.0, 168.0]


def test_a_box_is_never_loaded_straight_on_a_ferry():
    ferry = Hop("ferry", "p-a", "p-b", RO_RO, "AA", 60, 60, 1)
    absence(small(ferry))
    roads = (
        Hop("near", "p-c", "p-a", ROAD, "AA", 60, 60, 1),
        Hop("far", "p-b", "p-d", ROAD, "AA", 60, 60, 1),
    )
    boarding = tuple(Change(f"x-{place}", place, "boarding", ROAD, RO_RO, 60, 5) for place in ("p-a", "p-b"))
    world = small(ferry, *roads, changes=boarding)
    found = asked(replace(world, places=dict(world.places) | {"p-d": "AA"}), "p-c", "p-d")
    assert found.link_ids == ("near", "ferry", "far")
    assert [step.kind for step in found.transfers] == ["loading", "boarding", "boarding", "unloading"]


def test_a_train_runs_through_a_place_without_a_transfer_and_changes_gauge_only_by_one():
    rails = (Hop("one", "p-a", "p-c", RAIL_CN, "AA", 60, 60, 1), Hop("two", "p-c", "p-b", RAIL_CN, "AA", 60, 60, 1))
    assert [step.kind for step in asked(small(*rails)).transfers] == ["loading", "unloading"]
    absence(small(rails[0], replace(rails[1], carriage=RAIL_SU)))


def test_via_the_origin_or_the_destination_changes_nothing():
    plain = asked(small(ROAD_AB))
    assert asked(small(ROAD_AB), via=["p-a", "p-b"]).to_dict() == plain.to_dict()


def test_a_detour_by_a_dead_end_goes_there_and_back():
    side = replace(ROAD_AB, link_id="bc", tail="p-b", head="p-c")
    assert asked(small(ROAD_AB, side), via=["p-c"]).places == ("p-a", "p-b", "p-c", "p-b")


def test_the_same_question_gives_the_same_bytes():
    network = network_of(silk_world())
    assert str(route(network, "cn-east", "ge-town")) == str(route(network_of(silk_world()), "cn-east", "ge-town"))
