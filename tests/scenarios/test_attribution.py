"""Shapley values by their axioms and by counting orders; attributions of real changes by their sums."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

import corridor as cr
from corridor.errors import QueryError
from corridor.model.network import Network
from corridor.scenarios.shapley import last_in, one_at_a_time, shapley_values
from tests.scenarios.overlays import entry, write


def by_orders(totals: list[int]) -> list[Fraction]:
    """Give the mean of what each lever adds over all orders, order by order."""
    count = len(totals).bit_length() - 1
    sums, orders = [0] * count, list(permutations(range(count)))
    for order in orders:
        mask = 0
        for lever in order:
            sums[lever] += totals[mask | 1 << lever] - totals[mask]
            mask |= 1 << lever
    return [Fraction(one, len(orders)) for one in sums]


@pytest.mark.parametrize("count", range(1, 7))
def test_the_values_are_the_means_over_all_orders_and_add_up(count: int):
    rng = Random(count)
    for _ in range(10):
        totals = [rng.randint(-1000, 1000) for _ in range(1 << count)]
        values = shapley_values(totals)
        assert values == by_orders(totals)
        assert sum(values) == totals[-1] - totals[0]


def test_a_lever_without_effect_gets_nothing_and_equals_get_the_same():
    rng = Random("null")
    for _ in range(20):
        three = [rng.randint(0, 500) for _ in range(8)]
        with_null = [three[mask & 7] for mask in range(16)]
        values = shapley_values(with_null)
        assert values[3] == 0
        assert values[:3] == shapley_values(three)
        by_size = [rng.randint(0, 500) for _ in range(5)]
        alike = shapley_values([by_size[mask.bit_count()] for mask in range(16)])
        assert len(set(alike)) == 1


def test_the_published_example_of_open_border_and_ferry():
    """METHOD (h): open and border only work together (250), the ferry alone (200)."""
    totals = [250 * (mask & 3 == 3) + 200 * (mask >> 2) for mask in range(8)]
    assert one_at_a_time(totals) == [0, 0, 200]
    assert last_in(totals) == [250, 250, 200]
    assert shapley_values(totals) == [125, 125, 200]


def test_totals_for_a_number_of_sets_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="power of two"):
        shapley_values([1, 2, 3])


LINE = "rail-az-*", "rail-am-*"
LEVERS = (
    entry("node", "georgia", id="ge-*", status="closed"),
    entry("link", "line", match=list(LINE), with_status=["planned", "under_construction"], status="open"),
    entry("service", "ferry", node="az-alat", multiply_departures=2),
    entry("dwell", "border", kind="border", country=["AM", "AZ"], from_mode="rail", multiply=0.5),
    entry("parameter", "nothing", parameter="price_year", multiply=1.1),
)


@pytest.fixture(scope="module")
def levers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("levers"), "five", *LEVERS)


@pytest.mark.parametrize("minimize", ["cost", pytest.param("time", marks=pytest.mark.slow)])
def test_shares_add_up_to_the_change_exactly_and_nothing_gets_nothing(minimize: str, levers: Path, reference: Network):
    box = cr.Consignment.feu()
    found = cr.compare(
        reference, "Almaty", "Kars", box, scenarios=["baseline", levers], minimize=minimize, avoid=["IR"]
    )
    before, after = (outcome.itinerary for outcome in found)
    attribution = found[1].attribution
    assert before is not None
    assert after is not None
    assert attribution is not None
    assert attribution.answers == 32
    by_name = {lever.lever.lever: lever for lever in attribution.levers}
    assert list(by_name) == ["georgia", "line", "ferry", "border", "nothing"]
    for measure, total in (
        ("cents", round(after.cost_usd * 100) - round(before.cost_usd * 100)),
        ("minutes", round(after.hours * 60) - round(before.hours * 60)),
        ("grams", round(after.co2e_kg * 1000) - round(before.co2e_kg * 1000)),
    ):
        shares = [getattr(lever, measure) for lever in attribution.levers]
        assert sum(share.shapley for share in shares) == total
        assert sum(Fraction(lever.to_dict()["exact"][measure]) for lever in attribution.levers) == total
        assert getattr(by_name["nothing"], measure) == (0, 0, 0)
    assert by_name["georgia"].minutes.shapley != 0
    assert by_name["ferry"].minutes.shapley < 0


@pytest.mark.slow
def test_the_shares_are_those_of_answers_asked_one_by_one(levers: Path, tmp_path: Path, reference: Network):
    """Each set of levers is written as a file of its own and asked of the planner."""
    options = {"minimize": "time", "avoid": ["IR"]}
    totals = []
    for mask in range(16):
        chosen = [text for number, text in enumerate(LEVERS[:4]) if mask >> number & 1]
        world = cr.apply_scenario(reference, write(tmp_path, "some", *chosen))
        best = cr.route(world, "Almaty", "Kars", **options)
        totals.append((round(best.cost_usd * 100), round(best.hours * 60), round(best.co2e_kg * 1000)))
    attribution = cr.compare(reference, "Almaty", "Kars", scenarios=["baseline", levers], **options)[1].attribution
    assert attribution is not None
    for place, measure in enumerate(("cents", "minutes", "grams")):
        of_measure = [total[place] for total in totals]
        shares = [getattr(lever, measure) for lever in attribution.levers[:4]]
        assert [share.shapley for share in shares] == by_orders(of_measure)
        assert [share.alone for share in shares] == one_at_a_time(of_measure)
        assert [share.last for share in shares] == last_in(of_measure)


@pytest.mark.slow
def test_going_back_is_the_same_with_the_other_sign(levers: Path, reference: Network):
    options = {"minimize": "time", "avoid": ["IR"]}
    there = cr.compare(reference, "Almaty", "Kars", scenarios=["baseline", levers], **options)[1].attribution
    back = cr.compare(reference, "Almaty", "Kars", scenarios=[levers, "baseline"], **options)[1].attribution
    assert there is not None
    assert back is not None
    for one, other in zip(there.levers, back.levers, strict=True):
        assert (one.is_let_go, other.is_let_go) == (False, True)
        assert one.minutes.shapley == -other.minutes.shapley
        assert one.minutes.alone == -other.minutes.last


def test_what_both_scenarios_have_is_no_lever(tmp_path: Path, reference: Network):
    common = write(tmp_path, "common", LEVERS[0])
    more = write(tmp_path, "more", LEVERS[1])
    both = f"{common}+{more}"
    outcomes = cr.compare(reference, "Almaty", "Kars", scenarios=[str(common), both], avoid=["IR"])
    found, change = outcomes[1].attribution, outcomes[1].change
    assert found is not None
    assert change is not None
    assert [str(lever.lever) for lever in found.levers] == ["more:line"]
    assert change.hours != 0
    assert float(found.levers[0].minutes.shapley / 60) == pytest.approx(change.hours, abs=1e-5)


def test_more_than_ten_levers_are_refused_with_a_hint(tmp_path: Path, reference: Network):
    entries = [
        entry("link", f"lever{number}", id="rail-az-horadiz-az-mincivan", multiply_hours=2) for number in range(11)
    ]
    many = write(tmp_path, "many", *entries)
    with pytest.raises(QueryError, match=r"11 levers would take 2048 answers.*--no-attribution"):
        cr.compare(reference, "Baku", "Kars", scenarios=["baseline", many])
    assert len(cr.compare(reference, "Baku", "Kars", scenarios=["baseline", many], attribution=False)) == 2


def test_a_set_of_levers_without_a_way_leaves_nothing_to_share_out(tmp_path: Path, reference: Network):
    shut = entry("node", "shut", id="ge-*", status="closed")
    other = entry("link", "line", match=list(LINE), with_status=["planned", "under_construction"], status="open")
    path = write(tmp_path, "shut", shut, other)
    options = {"avoid": ["IR", "RU"], "modes": ["rail"]}
    found = cr.compare(reference, "Baku", "Nakhchivan", scenarios=["baseline", path], **options)
    attribution = found[1].attribution
    assert attribution is not None
    assert attribution.levers == ()
    assert "no itinerary" in attribution.reason


def test_scenarios_that_contradict_each_other_in_between_say_so(tmp_path: Path, reference: Network):
    link = "rail-az-boyukkesik-ge-gardabani"
    slow = write(tmp_path, "slow", entry("link", id=link, hours=90))
    slower = write(tmp_path, "slower", entry("link", id=link, hours=95))
    attribution = cr.compare(reference, "Baku", "Kars", scenarios=[slow, slower])[1].attribution
    assert attribution is not None
    assert attribution.levers == ()
    assert "contradict" in attribution.reason
