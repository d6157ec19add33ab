"""Simulated journeys against closed forms: single times, sums, what is shared, and what must not change anything."""

from __future__ import annotations

import json
from dataclasses import replace
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridor as cr
from corridor.analysis.reliability import reliability, simulate
from corridor.analysis.reliability_draws import Drawn, normals
from corridor.analysis.reliability_money import Terms, demurrage, money_of, ports_of
from corridor.analysis.reliability_result import QUANTILES
from corridor.analysis.reliability_summary import error
from corridor.cli.app import run
from corridor.costing.times import Z90, Chance, Time
from corridor.costing.wait import closure_wait
from corridor.errors import QueryError
from corridor.model.itinerary import Leg
from corridor.planning.spread import Part, Shares, parts_of

ALONE = Shares(0.0, 0.0, 0.0, 0.0)
Z95 = 1.6448536269514722
N = 200_000


@pytest.fixture(scope="module")
def network():
    return cr.load_network()


@pytest.fixture(scope="module")
def found(network):
    return reliability(network, "Xi'an", "Istanbul", avoid=["IR", "RU"], minimize="time", deadline_hours=600)


@settings(derandomize=True, max_examples=300)
@given(st.lists(st.integers(0, 50_000), min_size=3, max_size=3).map(sorted))
def test_a_time_meets_its_percentiles_and_grows(percentiles: list[int]):
    time = Time(*percentiles)
    assert time.at(np.array([-Z90, 0.0, Z90])) == pytest.approx(percentiles, rel=0.011, abs=1e-6)
    grid = time.at(np.linspace(-4, 4, 81))
    assert (np.diff(grid) >= -1e-9).all()
    assert (grid >= 0).all()


def totals(parts: list[Part], shares: Shares) -> np.ndarray:
    drawn = Drawn(11, 0, N, shares)
    return np.sort(np.sum([drawn.minutes(part) for part in parts], axis=0))


def near(total: np.ndarray, share: float, expected: float) -> None:
    assert abs(float(np.quantile(total, share)) - expected) < 3 * error(total, share) + 1e-9


@pytest.mark.parametrize("time", [Time(60, 120, 360), Time(2, 8, 120), Time(5, 9, 9), Time(1, 9, 10), Chance(0.3, 60)])
def test_what_is_written_over_is_what_is_given_back_beside(time):
    z = normals(1, "z", 0, 10_000)
    before = z.copy()
    given = time.at(z)
    assert z.tolist() == before.tolist()
    assert time.over(z) is z
    assert z.tolist() == given.tolist()
    single = time.at(before.astype(np.float32))
    assert single.dtype == np.float32
    assert single == pytest.approx(given, rel=1e-5, abs=1e-4)


def test_threads_change_nothing(found, monkeypatch):
    monkeypatch.setattr("corridor.analysis.reliability._THREADS", 1)
    alone = simulate(found.query, [found.journeys[0].itinerary], terms=Terms(600), draws=70_000)
    monkeypatch.setattr("corridor.analysis.reliability._THREADS", 5)
    assert simulate(found.query, [found.journeys[0].itinerary], terms=Terms(600), draws=70_000).rows() == alone.rows()


def test_a_single_lognormal_meets_its_closed_form():
    time = Time(100, 200, 450)
    ratio = 250 / 100
    scale, sigma = 100 * ratio / (ratio - 1), log(ratio) / Z90
    total = totals([Part(0, "a", "", 0, time)], ALONE)
    near(total, 0.95, 200 - scale + scale * exp(sigma * Z95))
    near(total, 0.5, 200)
    near(total, 0.9, 450)


def test_sums_of_normals_meet_their_closed_form_alone_and_shared():
    parts = [Part(0, f"n{number}", "", 0, Time(100 - 10 * k, 100, 100 + 10 * k)) for number, k in enumerate((1, 2, 4))]
    deviations = [10 * k / Z90 for k in (1, 2, 4)]
    near(totals(parts, ALONE), 0.95, 300 + Z95 * sqrt(sum(one * one for one in deviations)))
    shared = 0.3
    total = totals(parts, Shares(shared, 0, 0, 0))
    variance = (1 - shared) * sum(one * one for one in deviations) + shared * sum(deviations) ** 2
    near(total, 0.95, 300 + Z95 * sqrt(variance))
    together = [part._replace(group="g", share=0.5) for part in parts]
    variance = 0.5 * sum(one * one for one in deviations) + 0.5 * sum(deviations) ** 2
    near(totals(together, ALONE), 0.9, 300 + Z90 * sqrt(variance))


def test_what_shares_everything_adds_its_quantiles():
    times = [Time(10, 20, 60), Time(100, 110, 115), Time(5, 50, 51)]
    total = totals([Part(0, f"t{number}", "", 0, time) for number, time in enumerate(times)], Shares(1.0, 0, 0, 0))
    for share, z in ((0.1, -Z90), (0.5, 0.0), (0.95, Z95)):
        near(total, share, float(sum(time.at(np.array([z]))[0] for time in times)))


def test_draws_belong_to_names_not_to_order():
    one, two = Part(0, "a", "g", 0.4, Time(1, 2, 5)), Part(1, "b", "g", 0.4, Time(1, 3, 9))
    first, second = Drawn(3, 0, 100, ALONE), Drawn(3, 0, 100, ALONE)
    assert first.minutes(one).tolist() == (second.minutes(two), second.minutes(one))[1].tolist()
    assert normals(1, "a", 0, 8).tolist() != normals(2, "a", 0, 8).tolist()
    assert normals(1, "a", 0, 8).tolist() != normals(1, "a", 1, 8).tolist()


def test_without_variation_every_journey_is_the_plan(network):
    plan = cr.route(network, "Xi'an", "Istanbul", avoid=["IR", "RU"], minimize="time")
    steps = tuple(
        replace(step, entries=tuple(entry._replace(low=entry.amount, high=entry.amount) for entry in step.entries))
        for step in plan.steps
    )
    query = reliability(network, "Baku", "Kars", draws=10).query
    drawn = simulate(query, [replace(plan, steps=steps)], draws=1000, terms=Terms(plan.hours))
    (one,) = drawn
    assert list(one.quantiles.values()) == pytest.approx([plan.hours] * len(QUANTILES), abs=1e-6)
    assert one.plan_percentile == 1.0
    assert one.deviation == pytest.approx(0, abs=1e-9)
    assert one.shares == ()


def test_results_are_the_same_again_and_unmoved_by_a_link_elsewhere(network, found):
    again = reliability(network, "Xi'an", "Istanbul", avoid=["IR", "RU"], minimize="time", deadline_hours=600)
    assert json.dumps(again.to_dict()) == json.dumps(found.to_dict())
    spare = next(link for link in network.links.values() if link.country == "DE" and link.mode == "rail")
    more = replace(network, links={**network.links, "spare": spare._replace(link_id="spare", status="closed")})
    unmoved = reliability(more, "Xi'an", "Istanbul", avoid=["IR", "RU"], minimize="time", deadline_hours=600)
    assert unmoved.rows() == found.rows()


def test_an_itinerary_has_the_same_journeys_whoever_it_is_compared_with(found):
    alone = simulate(found.query, [found.journeys[-1].itinerary], terms=Terms(600))
    assert alone.rows()[0] | {"is_safest": None} == found.rows()[-1] | {"is_safest": None}


def test_percentiles_rise_shares_add_up_and_the_deadline_counts(found):
    for one in found:
        values = [one.quantiles[share] for share in QUANTILES]
        assert values == sorted(values)
        assert sum(part.share for part in one.shares) == pytest.approx(1)
        assert one.tail_mean >= one.quantiles[0.9]
        assert 0 < one.plan_percentile < 0.5, "a sum of skewed medians lies below the median of the sum"
        assert (one.on_time > 0.5) == (one.quantiles[0.5] < 600)
    assert found.safest.on_time == max(one.on_time for one in found)


def test_every_time_of_the_ledger_is_drawn_once(network):
    plan = cr.route(network, "Almaty", "Mersin")
    parts = parts_of(network, plan.steps, Shares.of(network))
    known = [part for part in parts if isinstance(part.time, Time)]
    assert sum(part.time.middle for part in known) == pytest.approx(plan.hours * 60)
    legs = {number for number, step in enumerate(plan.steps) if isinstance(step, Leg)}
    assert all(part.group for part in known if part.step in legs and plan.steps[part.step].mode == "rail")


def test_systems_that_are_down_are_down_at_all_borders_of_a_country(network):
    plan = cr.route(network, "Xi'an", "Istanbul", avoid=["IR", "RU"], minimize="time")
    outages = [part for part in parts_of(network, plan.steps, Shares.of(network)) if isinstance(part.time, Chance)]
    entries = [entry for step in plan.steps for entry in step.entries if entry.item in {"border_exit", "border_entry"}]
    assert len(outages) == len([entry for entry in entries if entry.low < entry.high])
    kazakh = [part for part in outages if part.group == "systems of KZ down"]
    assert {plan.steps[part.step].node_id for part in kazakh} >= {"kz-altynkol"}
    assert len(kazakh) >= 1
    drawn = Drawn(5, 0, 30_000, ALONE)
    first, second = (drawn.minutes(Part(0, key, "systems of KZ down", 1.0, Chance(0.2, 600))) for key in "ab")
    assert first.tolist() == second.tolist()
    assert (first > 0).mean() == pytest.approx(0.2, abs=3 * (0.2 * 0.8 / 30_000) ** 0.5)


@pytest.mark.parametrize(("chance", "mean"), [(0.5, 2880), (0.32, 60), (0.04, 1000), (1.0, 10)])
def test_a_closure_has_its_closed_form(chance, mean):
    """P(W > w) = chance·exp(-w / mean), each quantile within three standard errors."""
    draws = 200_000
    waits = np.sort(Chance(chance, mean).at(normals(7, "storm", 0, draws)))
    for share in (0.1, 0.5, 0.8, 0.9, 0.95):
        exact = closure_wait(chance, mean, share)
        away = 3 * (share * (1 - share) / draws) ** 0.5
        low, high = np.quantile(waits, [max(share - away, 0), min(share + away, 1)])
        assert low <= exact <= high
    assert float(waits.mean()) == pytest.approx(chance * mean, abs=float(3 * waits.std()) / draws**0.5)


def test_a_storm_shuts_aktau_and_kuryk_together(network):
    """The longer shut of the two is never open while the other is shut."""
    shut = {}
    for port, cargo in (("Aktau", cr.Consignment.feu()), ("Kuryk", cr.Consignment.truck())):
        plan = cr.route(network, port, "Alat", cargo, on="2026-11-20")
        parts = parts_of(network, plan.steps, Shares.of(network))
        (storm,) = [part for part in parts if part.group.startswith("ports shut by storms")]
        shut[port] = Drawn(2, 0, 20_000, Shares.of(network)).minutes(storm)
    assert (shut["Kuryk"] >= shut["Aktau"]).all()
    assert 0.3 < (shut["Aktau"] > 0).mean() < (shut["Kuryk"] > 0).mean() < 0.55


def test_winter_shuts_poti_and_not_batumi(network):
    """Storms shut Poti, and the head of Batumi's bay shelters it (its tables say who says so)."""
    waits = {}
    for port, day in (("Poti", 1), ("Poti", 6), ("Batumi", 1), ("Batumi", 6)):
        plan = cr.route(network, "Tbilisi", "Constanta", modes=["rail", "sea"], via=[port], on=f"2027-0{day}-15")
        lines = [entry for entry in plan.entries if entry.item == "closure"]
        waits[port, day] = [(line.low, line.amount, line.high) for line in lines]
    (storm,) = waits["Poti", 1]
    assert storm[0] == 0 < storm[1] < storm[2]
    assert not waits["Poti", 6] + waits["Batumi", 1] + waits["Batumi", 6]


def test_the_quick_band_is_close_to_the_drawn_one(network):
    """Closer on average than for one: docs/reliability.md has the figures."""
    away = []
    for ends, day in (
        (("Xi'an", "Istanbul"), None),
        (("Almaty", "Mersin"), "2026-01-15"),
        (("Tashkent", "Kars"), None),
    ):
        for one in reliability(network, *ends, on=day, draws=20_000):
            band = one.itinerary.hours_band
            away.append((band.low / one.quantiles[0.1] - 1, band.high / one.quantiles[0.9] - 1))
    assert max(abs(low) for low, _ in away) < 0.2
    assert max(abs(high) for _, high in away) < 0.1
    assert sum(abs(high) for _, high in away) / len(away) < 0.04


def test_january_at_aktau_is_slower_and_wider_than_june(network):
    winter, summer = (reliability(network, "Aktau", "Baku", on=day).journeys[0] for day in ("2027-01-15", "2027-06-15"))
    assert winter.quantiles[0.5] > summer.quantiles[0.5]
    assert winter.deviation > summer.deviation
    assert winter.quantiles[0.9] - winter.quantiles[0.1] > summer.quantiles[0.9] - summer.quantiles[0.1]


def test_caspian_waits_go_together_so_that_two_are_worse_than_strangers(network):
    plan = cr.route(network, "Almaty", "Mersin", avoid=["IR"], modes=["rail", "sea", "road"], minimize="time")
    query = reliability(network, "Baku", "Kars", draws=10).query
    together = simulate(query, [plan]).journeys[0]
    general = network.parameters.general
    rows = {
        id(figure): figure._replace(value=0.0)
        for key, figure in general.items()
        if key[0].startswith("time_correlation")
    }
    strangers = replace(network, parameters=replace(network.parameters, general=general.exchanged(rows)))
    apart = simulate(query, [replace(plan, network=strangers)]).journeys[0]
    assert together.mean == pytest.approx(apart.mean, rel=0.01)
    assert together.deviation > apart.deviation * 1.1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--deadline", "soon"], "25d or 600h"),
        (["--deadline", "0d"], "above 0"),
        (["--draws", "0"], "from 1 to"),
        (["--draws", "1.5"], "whole number"),
    ],
)
def test_bad_numbers_are_refused(words, told, capsys):
    assert run(["reliability", "Baku", "Kars", *words]) == 2
    assert told in capsys.readouterr().err


def test_the_command_tells_it_in_every_format(capsys):
    words = ["reliability", "Baku", "Kars", "--deadline", "5d", "--draws", "2000"]
    assert run(words) == 0
    assert "on time" in capsys.readouterr().out
    assert run([*words, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["deadline_hours"] == 120
    assert all(one["p50"] <= one["p80"] <= one["p95"] for one in document["itineraries"])
    assert run([*words, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("corridor,cost_usd,hours,plan_percentile,p10")
    assert run([*words, "--format", "md"]) == 0
    assert run([*words, "--max-hours", "1"]) == 3


def test_lateness_in_money_is_its_mean_times_the_rate(found):
    itineraries = [one.itinerary for one in found]
    priced = simulate(found.query, itineraries, terms=Terms(600, 250))
    for one, row in zip(priced, priced.rows(), strict=True):
        assert row["expected_cost_usd"] == pytest.approx(one.itinerary.cost_usd + 250 * one.lateness / 24, abs=0.01)
    assert priced.expected_cost_usd(priced.least_expected) == min(row["expected_cost_usd"] for row in priced.rows())
    dear = simulate(found.query, itineraries, terms=Terms(600, 1e6))
    assert dear.least_expected.lateness == min(one.lateness for one in dear), "money plays no part any more"
    free = simulate(found.query, itineraries, terms=Terms(600))
    assert free.least_expected.itinerary.cost_usd == min(one.cost_usd for one in itineraries)


@pytest.mark.parametrize(
    ("terms", "option"),
    [
        (Terms(late_cost_usd_per_day=5), "--late-cost"),
        (Terms(9, -1), "--late-cost"),
        (Terms(0), "--deadline"),
        (Terms(float("nan")), "--deadline"),
        (Terms(reliability_value_usd_per_hour=-1), "--reliability-value"),
        (Terms(reliability_value_usd_per_hour=float("inf")), "--reliability-value"),
        (Terms(demurrage_usd_per_day=50), "--demurrage"),
        (Terms(free_days=-1, demurrage_usd_per_day=50), "--free-days"),
        (Terms(free_days=3, demurrage_usd_per_day=float("nan")), "--demurrage"),
        (Terms(free_days=3), "--free-days"),
    ],
)
def test_prices_of_unreliability_that_cannot_be_are_refused(found, terms, option):
    with pytest.raises(QueryError, match=option):
        simulate(found.query, [found.journeys[0].itinerary], terms=terms)


def test_demurrage_is_that_of_every_journey_counted_by_hand(network):
    """Each step of each journey drawn again by its name, days begun in each port counted one by one."""
    query = reliability(network, "Baku", "Kars", draws=10).query
    plan = cr.route(network, "Xi'an", "Istanbul", cr.Consignment.feu(3), modes=["rail", "sea"], avoid=["IR", "RU"])
    draws, free, rate = 1500, 2.5, 40.0
    one = simulate(
        query, [plan], terms=Terms(free_days=free, demurrage_usd_per_day=rate), draws=draws, seed=9
    ).journeys[0]
    shares = Shares.of(network)
    drawn, parts = Drawn(9, 0, draws, shares), parts_of(network, plan.steps, shares)
    minutes = [[0.0] * draws for _ in plan.steps]
    for part in parts:
        for at, value in enumerate(drawn.minutes(part).tolist()):
            minutes[part.step][at] += value
    paid, ports = 0.0, {}
    for number, step in enumerate(plan.steps):
        if not isinstance(step, Leg) and network.nodes[step.node_id].node_type == "seaport":
            ports.setdefault(step.node_id, []).append(number)
    assert len(ports) >= 2
    for at in range(draws):
        for steps in ports.values():
            begun = sum(minutes[number][at] for number in steps) / 1440 - free
            paid += 3 * rate * max(0, -int(-begun // 1)) if begun > 0 else 0
    assert one.money.demurrage_usd == pytest.approx(paid / draws, rel=1e-4)
    assert one.money.late_usd is one.money.variability_usd is None
    assert sorted(map(sorted, ports.values())) == sorted(map(sorted, ports_of(plan)))


def test_without_variation_demurrage_is_exact():
    hours = np.array([[24.0 * 6, 24.0 * 6], [1.0, 0.0]])
    assert demurrage(Terms(free_days=6, demurrage_usd_per_day=75), [[0, 1]], 1, hours).tolist() == [75.0, 0.0]
    assert demurrage(Terms(free_days=0, demurrage_usd_per_day=75), [[0], [1]], 2, hours).tolist() == [1050.0, 900.0]


def test_the_value_of_reliability_is_that_of_the_standard_deviation(found):
    itineraries = [one.itinerary for one in found]
    priced = simulate(found.query, itineraries, terms=Terms(600, 250, 3.5))
    for one in priced:
        assert one.money.variability_usd == pytest.approx(3.5 * one.deviation)
        total = one.itinerary.cost_usd + 250 * one.lateness / 24 + 3.5 * one.deviation
        assert priced.expected_cost_usd(one) == pytest.approx(total, abs=0.006)
    assert money_of(Terms(), None, 5.0, 0.0).total == 0


def test_the_command_shows_what_unreliability_costs(capsys):
    words = ["reliability", "Aktau", "Istanbul", "--avoid", "IR,RU", "--draws", "500", "--deadline", "20d",
             "--date", "2026-11-20", "--late-cost", "90", "--reliability-value", "2", "--free-days", "3",
             "--demurrage", "60"]  # fmt: skip
    assert run(words) == 0
    shown = capsys.readouterr().out
    for told in (
        "+ late",
        "+ spread",
        "+ demurrage",
        "in all",
        "ports shut by storms (caspian-weather) (2.0 days on average)",
        "after 3 free days",
        "USD 2 an hour",
    ):
        assert told in shown
    assert run([*words, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    row = answer["itineraries"][0]
    parts = row["late_usd"] + row["variability_usd"] + row["demurrage_usd"]
    assert row["expected_cost_usd"] == pytest.approx(row["cost_usd"] + parts, abs=0.02)
    assert answer["free_days"] == 3
    assert run([*words[:3], "--demurrage", "60"]) == 2
    assert "--free-days" in capsys.readouterr().err


@pytest.mark.parametrize(("low", "middle", "high"), [(2, 8, 120), (700, 1000, 1010), (1, 2, 90), (5, 95, 96)])
def test_a_very_skewed_time_meets_its_percentiles_and_rises(low, middle, high):
    time = Time(low, middle, high)
    z = np.linspace(-4, 4, 801)
    drawn = time.at(z)
    assert (np.diff(drawn) >= 0).all()
    assert time.at(np.array([-Z90, 0.0, Z90])) == pytest.approx([low, middle, high])
    wide, far = (
        (high - middle, drawn[-1] - middle) if high - middle > middle - low else (middle - low, middle - drawn[0])
    )
    assert far <= wide * (4 ** (4 / Z90) - 1) / 3 + 1e-6, "no steeper than the lognormal of four"
