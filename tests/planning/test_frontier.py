"""Frontiers against enumeration, against the weighted sums they promise to serve, and before the auditor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from random import Random

import pytest

from corridor.errors import NoItineraryError, QueryError
from corridor.model.consignment import Consignment
from corridor.model.network import Network
from corridor.planning.criteria import CRITERIA
from corridor.planning.frontier import SHOWN, frontier, frontier_of
from corridor.planning.query import Query
from corridor.planning.route import route
from corridor.planning.support import best_for, is_supported
from planning.test_matrix import mixed_places
from planning.test_small_worlds import drawn_wishes, options_of, sums_of, terms_of, worlds
from support.oracle import Oracle, Sums, Wishes
from support.walker import audit
from support.worlds import network_of

FIELD = {"cost": "cents", "time": "minutes", "co2e": "grams", "transfers": "transfers"}
CHOICES = [*combinations(FIELD, 2), *combinations(FIELD, 3), ("time", "cost"), ("co2e", "time", "cost")]


def vectors(walks: Sequence[Sums], objectives: Sequence[str]) -> list[tuple[int, ...]]:
    return [tuple(getattr(way, FIELD[name]) for name in objectives) for way in walks]


def by_enumeration(walks: Sequence[Sums], objectives: Sequence[str]) -> list[tuple[int, ...]]:
    """Give all sums that no other way's sums are as good as."""
    found = set(vectors(walks, objectives))
    return sorted(own for own in found if not any(other != own and all(map(int.__le__, other, own)) for other in found))


def check_worlds(block: int, *, filtered: bool) -> None:
    seen: Counter[str] = Counter()
    for rng, world, origin, destination in worlds(block):
        network = network_of(world)
        wishes = drawn_wishes(rng, world, origin, destination) if filtered else Wishes()
        walks = Oracle(world, origin, destination, wishes).all
        objectives = rng.choice(CHOICES)
        expected = by_enumeration(walks, objectives)
        try:
            found = frontier(
                network, origin, destination, world.consignment, objectives=objectives, **options_of(wishes)
            )
        except NoItineraryError:
            assert not expected
            seen["none"] += 1
            continue
        assert [point.sums for point in found] == expected
        for point in found:
            sums = sums_of(point.itinerary)
            assert vectors([sums], objectives) == [point.sums]
            assert sums in walks
            assert audit(network, point.itinerary, terms_of(world, origin, destination, wishes)) == []
            others = [name for name in ("cost", "time", "co2e") if name not in objectives]
            equals = [way for way in walks if vectors([way], objectives) == [point.sums]]
            least = min(vectors(equals, others))
            assert tuple(vectors([sums], others)[0]) == least, "of equals, the best in what was not asked for"
        seen["several" if len(expected) > 1 else "one"] += 1
    assert seen["several"] > (5 if filtered else 15), seen


@pytest.mark.parametrize("block", [0, *(pytest.param(block, marks=pytest.mark.slow) for block in range(1, 3))])
def test_the_frontier_is_that_of_enumeration(block: int):
    check_worlds(block, filtered=False)


@pytest.mark.parametrize("block", range(3, 6))
def test_the_frontier_under_filters_and_bounds_is_that_of_enumeration(block: int):
    check_worlds(block, filtered=True)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(6, 30))
def test_frontiers_are_those_of_enumeration_in_many_more_worlds(block: int):
    check_worlds(block, filtered=block % 2 == 0)


def audited_frontiers(network: Network, count: int, objectives: Sequence[str]) -> Counter[str]:
    """Find the frontiers of all pairs of places, and put every itinerary of each before the auditor."""
    seen: Counter[str] = Counter()
    box = Consignment.feu()
    places = mixed_places(network, count)
    for origin in places:
        for destination in places:
            if origin == destination:
                continue
            try:
                found = frontier_of(network, Query(origin, destination, box), tuple(objectives))  # type: ignore[arg-type]
            except NoItineraryError:
                seen["none"] += 1
                continue
            seen["pairs"] += 1
            sums = [point.sums for point in found]
            assert sums == sorted(set(sums))
            for point in found:
                seen["itineraries"] += 1
                assert audit(network, point.itinerary) == [], f"{origin} to {destination}"
                totals = sums_of(point.itinerary)
                assert vectors([totals], objectives) == [point.sums]
            for one, other in combinations(sums, 2):
                assert not all(map(int.__le__, one, other)), "no point covers another"
    return seen


@pytest.mark.slow
def test_a_small_table_of_frontiers_holds_before_the_auditor(reference: Network):
    seen = audited_frontiers(reference, 9, ("cost", "time", "co2e"))
    assert seen["itineraries"] > 2 * seen["pairs"] > 100, seen


@pytest.mark.slow
@pytest.mark.parametrize("objectives", [("cost", "time"), ("cost", "time", "co2e")], ids="-".join)
def test_a_large_table_of_frontiers_holds_before_the_auditor(reference: Network, objectives: Sequence[str]):
    seen = audited_frontiers(reference, 60, objectives)
    assert seen["pairs"] > 0.7 * 60 * 59, seen


@pytest.mark.parametrize("pair", [("Xi'an", "Istanbul"), ("Tashkent", "Mersin"), ("Almaty", "Budapest")], ids="-".join)
def test_at_any_value_of_time_the_point_of_its_interval_is_what_route_gives(reference: Network, pair: tuple[str, str]):
    found = frontier(reference, *pair)
    ends = found.breakpoints_usd_per_hour
    between = [
        *(round(low + (high - low) / 3, 2) for low, high in zip((0.0, *ends), (*ends, 2 * ends[-1]), strict=True)),
        1e5,
    ]
    for vot in between:
        best = route(reference, *pair, minimize="generalized", vot_usd_per_hour=vot)
        chosen = [point for point in found if (span := point.vot_usd_per_hour) and _holds(span, vot)]
        assert len(chosen) == 1
        assert sums_of(chosen[0].itinerary) == sums_of(best), vot


def _holds(span: tuple[Fraction, Fraction | None], vot: float) -> bool:
    low, high = span
    return low <= Fraction(vot) and (high is None or Fraction(vot) <= high)


def test_at_a_breakpoint_both_neighbours_cost_the_same(reference: Network):
    found = frontier(reference, "Xi'an", "Istanbul")
    spans = sorted((point.vot_usd_per_hour, point) for point in found if point.vot_usd_per_hour)
    assert len(spans) > 3
    for (_, before), (span, after) in pairwise(spans):
        cents_per_minute = span.low / Fraction(60, 100)
        costs = [point.sums[0] + cents_per_minute * point.sums[1] for point in (before, after)]
        assert costs[0] == costs[1]
        assert costs[0] == min(point.sums[0] + cents_per_minute * point.sums[1] for point in found)


def supported_by_sampling(own: tuple[int, ...], others: Sequence[tuple[int, ...]], rng: Random) -> bool:
    """Look for prices, by trial, that make a point the best."""
    for _ in range(400):
        prices = [rng.randint(1, 1000) ** rng.choice([1, 2, 3]) for _ in own]
        cost = sum(price * value for price, value in zip(prices, own, strict=True))
        if all(cost <= sum(p * v for p, v in zip(prices, other, strict=True)) for other in others):
            return True
    return False


@pytest.mark.parametrize("size", [2, 3])
def test_supported_is_what_some_prices_make_the_best(size: int):
    rng = Random(f"supported-{size}")
    missed = checked = 0
    for _ in range(150):
        drawn = {tuple(rng.randint(0, 12) for _ in range(size)) for _ in range(rng.randint(2, 9))}
        front = [own for own in drawn if not any(o != own and all(map(int.__le__, o, own)) for o in drawn)]
        for own in front:
            exact, sampled = is_supported(own, front), supported_by_sampling(own, front, rng)
            assert exact or not sampled, (own, front)
            missed += exact and not sampled
            checked += 1
    assert missed < 0.1 * checked, "prices found by trial are nearly all there are"


def test_intervals_cover_all_values_of_time_once():
    rng = Random("intervals")
    for _ in range(300):
        drawn = {(rng.randint(0, 30), rng.randint(0, 30)) for _ in range(rng.randint(1, 12))}
        front = sorted(own for own in drawn if not any(o != own and all(map(int.__le__, o, own)) for o in drawn))
        told = [span for span in best_for(front, ("cost", "time"), "cost", "time") if span]
        spans = sorted(told, key=lambda span: (span.low, span.high is None, span.high))
        assert spans[0].low == 0
        assert spans[-1].high is None
        assert all(before.high == after.low for before, after in pairwise(spans))
        for own, span in zip(front, best_for(front, ("cost", "time"), "cost", "time"), strict=True):
            assert (span is not None) == is_supported(own, front)


def test_what_is_shown_is_the_extremes_and_few_more(reference: Network):
    found = frontier(reference, "Xi'an", "Istanbul", objectives=("cost", "time", "co2e"))
    assert len(found) > SHOWN == len(found.shown)
    roles = [point.role for point in found.shown]
    for place, best in enumerate(("cheapest", "fastest", "cleanest")):
        assert sum(best in role for role in roles) == 1
        point = next(point for point in found.shown if best in point.role)
        assert point.sums[place] == min(other.sums[place] for other in found)
    assert roles.count("knee") == 1


def test_the_frontier_says_the_same_in_every_shape(reference: Network):
    found = frontier(reference, "Almaty", "Mersin", objectives=("cost", "time", "co2e"))
    told = found.to_dict()
    assert len(told["points"]) == len(told["itineraries"]) == len(found)
    for point, item in zip(found, told["itineraries"], strict=True):
        assert item["totals"]["cost_usd"] == point.amounts["cost_usd"] == point.sums[0] / 100
        assert item["totals"]["hours"] == pytest.approx(point.sums[1] / 60, abs=1e-6)
        assert item["frontier"]["supported"] == point.supported
    assert list(found.to_frame()["cost_usd"]) == [point.itinerary.cost_usd for point in found]
    assert {feature["properties"]["point"] for feature in found.to_geojson()["features"]} == set(range(len(found)))
    assert "cheapest" in str(found)


@pytest.mark.parametrize(
    "objectives", [("cost",), ("cost", "cost"), ("cost", "tme"), ("cost", "time", "co2e", "distance"), ()], ids=str
)
def test_objectives_that_cannot_be_are_refused(reference: Network, objectives: tuple[str, ...]):
    with pytest.raises(QueryError) as caught:
        frontier(reference, "Baku", "Kars", objectives=objectives)
    assert "--objectives" in str(caught.value)


def test_a_bound_on_a_fourth_criterion_is_kept(reference: Network):
    free = frontier(reference, "Xi'an", "Istanbul", objectives=("cost", "time", "co2e"))
    fewest = min(len(point.itinerary.transfers) for point in free)
    few = frontier(reference, "Xi'an", "Istanbul", objectives=("cost", "time", "co2e"), max_transfers=fewest + 2)
    assert all(len(point.itinerary.transfers) <= fewest + 2 for point in few)
    kept = {point.sums for point in free if len(point.itinerary.transfers) <= fewest + 2}
    assert kept <= {point.sums for point in few}


def test_criteria_are_named_as_the_contract_names_totals():
    assert {name: measure.field for name, measure in CRITERIA.items()} == {
        "cost": "cost_usd",
        "time": "hours",
        "co2e": "co2e_kg",
        "distance": "distance_km",
        "transfers": "transfers",
    }


def test_a_bound_on_emissions_is_kept_and_the_frontier_within_it_is_that_of_enumeration():
    bound = 0
    for rng, world, origin, destination in worlds(40):
        walks = Oracle(world, origin, destination).all
        if not walks:
            continue
        grams = max(0, rng.choice(walks).grams - rng.choice([0, 0, 1]))
        within = [way for way in walks if way.grams <= grams]
        expected = by_enumeration(within, ("cost", "time"))
        try:
            found = frontier(network_of(world), origin, destination, world.consignment, max_co2e_kg=grams / 1000)
        except NoItineraryError as error:
            needed = min(way.grams for way in walks)
            told = [way.needs for way in error.ways_out]
            assert not expected and any(need.get("--max-co2e") == needed / 1000 for need in told)  # noqa: PT018
            continue
        assert [point.sums for point in found] == expected
        bound += expected != by_enumeration(walks, ("cost", "time"))
    assert bound > 10
