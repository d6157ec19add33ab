"""What unreliability costs, against closed forms, exact plans, and what the command prints."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from math import ceil, exp, pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridor as cr
from corridor.analysis.reliability import reliability, simulate
from corridor.analysis.reliability_draws import Drawn
from corridor.analysis.reliability_money import Terms, demurrage
from corridor.analysis.reliability_summary import error, quantile
from corridor.cli.app import run
from corridor.costing.times import Z90, Chance
from corridor.model.itinerary import Leg
from corridor.planning.spread import Part, Shares

ALONE = Shares(0.0, 0.0, 0.0, 0.0)
N = 200_000
WORDS = ("reliability", "Aktau", "Istanbul", "--avoid", "IR,RU", "--draws", "500")
PRICED = ("--deadline", "20d", "--late-cost", "90", "--reliability-value", "2", "--free-days", "3", "--demurrage", "60")
PARTS = ("late_usd", "variability_usd", "demurrage_usd")


@pytest.fixture(scope="module")
def network():
    return cr.load_network()


@pytest.fixture(scope="module")
def steady(network):
    """Give a plan across the Caspian and the Black Sea, of which no time varies."""
    plan = cr.route(network, "Xi'an", "Istanbul", cr.Consignment.feu(2), modes=["rail", "sea"], avoid=["IR", "RU"])
    steps = (replace(step, entries=tuple(map(fixed, step.entries))) for step in plan.steps)
    return replace(plan, steps=tuple(steps))


@pytest.fixture(scope="module")
def query(network):
    return reliability(network, "Baku", "Kars", draws=10).query


def fixed(entry):
    return entry._replace(low=entry.amount, high=entry.amount)


def varied(plan, minutes):
    """Let the first run by rail vary by so many minutes to both sides, between its 10th and its 90th percentile."""
    number = next(at for at, step in enumerate(plan.steps) if isinstance(step, Leg) and step.mode == "rail")
    step = plan.steps[number]
    at = next(at for at, entry in enumerate(step.entries) if entry.measure == "hours" and entry.amount > 3 * minutes)
    entry = step.entries[at]
    moved = entry._replace(low=entry.amount - minutes, high=entry.amount + minutes)
    step = replace(step, entries=(*step.entries[:at], moved, *step.entries[at + 1 :]))
    return replace(plan, steps=(*plan.steps[:number], step, *plan.steps[number + 1 :]))


def port_hours(plan):
    """Add up by hand how long the cargo stays at each seaport."""
    stays = {}
    for step in plan.steps:
        if not isinstance(step, Leg) and plan.network.nodes[step.node_id].node_type == "seaport":
            stay = sum(entry.amount for entry in step.entries if entry.measure == "hours") / 60
            stays[step.node_id] = stays.get(step.node_id, 0.0) + stay
    return stays


def test_without_variation_every_part_is_exact(query, steady):
    stays = port_hours(steady)
    assert len(stays) >= 2
    terms = Terms(steady.hours - 36, 250.0, 7.0, 0.75, 80.0)
    one = simulate(query, [steady], terms=terms, draws=500).journeys[0]
    begun = [ceil(max(hours / 24 - 0.75, 0)) for hours in stays.values()]
    assert sum(begun) > 0
    assert one.money.demurrage_usd == pytest.approx(2 * 80 * sum(begun))
    assert one.money.late_usd == pytest.approx(250 * 1.5, abs=0.01)
    assert one.money.variability_usd == pytest.approx(0, abs=1e-6)


def test_units_pay_alike_and_a_plan_by_land_pays_nothing(query, network, steady):
    terms = Terms(free_days=0.75, demurrage_usd_per_day=80.0)
    two = simulate(query, [steady], terms=terms, draws=50).journeys[0].money.demurrage_usd
    ten = replace(steady, consignment=replace(steady.consignment, units=10))
    assert simulate(query, [ten], terms=terms, draws=50).journeys[0].money.demurrage_usd == pytest.approx(5 * two)
    by_land = cr.route(network, "Baku", "Kars", modes=["rail"])
    assert not port_hours(by_land)
    assert simulate(query, [by_land], terms=terms, draws=50).journeys[0].money.demurrage_usd == 0


def test_one_normal_time_meets_its_closed_forms(query, steady):
    """Standard deviation σ; with the plan as the deadline, σ / √(2π) late on average."""
    plan = varied(steady, 120)
    deviation = 120 / Z90 / 60
    one = simulate(query, [plan], terms=Terms(plan.hours, 24.0, 3.0), draws=N, seed=4).journeys[0]
    assert one.money.variability_usd == pytest.approx(3 * deviation, abs=3 * 3 * deviation / sqrt(2 * N))
    late = deviation / sqrt(2 * pi)
    away = 3 * deviation * sqrt((0.5 - 1 / (2 * pi)) / N)
    assert one.money.late_usd == pytest.approx(late, abs=away + 1e-5)
    assert one.money.demurrage_usd is None


@pytest.mark.parametrize(("mean_days", "free"), [(1.0, 0.0), (2.0, 5.0), (4.0, 2.5), (0.5, 1.0)])
def test_demurrage_of_an_exponential_stay_meets_its_closed_form(mean_days, free):
    """Begun days beyond F of an exponential stay: the sum of P(T > F + k) is exp(-F/m) / (1 - exp(-1/m))."""
    stay = Drawn(6, 0, N, ALONE).minutes(Part(0, "storm", "", 0.0, Chance(1.0, mean_days * 1440))) / 60
    paid = demurrage(Terms(free_days=free, demurrage_usd_per_day=50.0), [[0]], 3, stay[np.newaxis])
    exact = exp(-free / mean_days) / (1 - exp(-1 / mean_days))
    assert float(paid.mean()) == pytest.approx(3 * 50 * exact, abs=3 * float(paid.std()) / sqrt(N))


def test_demurrage_does_not_hang_on_threads_or_company(query, steady, monkeypatch):
    network = steady.network
    plan = cr.route(network, "Xi'an", "Istanbul", modes=["rail", "sea"], avoid=["IR", "RU"])
    terms = Terms(free_days=2.0, demurrage_usd_per_day=40.0)
    together = simulate(query, [plan, steady], terms=terms, draws=70_000).journeys[0].money
    monkeypatch.setattr("corridor.analysis.reliability._THREADS", 1)
    assert simulate(query, [plan], terms=terms, draws=70_000).journeys[0].money == together


@settings(derandomize=True, max_examples=100)
@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=40), st.floats(0, 1))
def test_quantiles_of_sorted_hours_are_those_of_numpy(values, share):
    hours = np.sort(np.array(values))
    assert quantile(hours, share) == pytest.approx(float(np.quantile(hours, share)), rel=1e-12, abs=1e-9)
    away = sqrt(share * (1 - share) / len(hours))
    low, high = np.quantile(hours, [max(share - away, 0.0), min(share + away, 1.0)])
    assert error(hours, share) == pytest.approx((high - low) / 2, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    "words",
    [
        ["--late-cost", "5"],
        ["--deadline", "9d", "--late-cost", "-1"],
        ["--deadline", "9d", "--late-cost", "nan"],
        ["--reliability-value", "-1"],
        ["--reliability-value", "inf"],
        ["--free-days", "3"],
        ["--demurrage", "60"],
        ["--demurrage", "60", "--free-days", "-1"],
        ["--demurrage", "60", "--free-days", "nan"],
        ["--free-days", "3", "--demurrage", "-60"],
        ["--free-days", "3", "--demurrage", "much"],
    ],
)
def test_numbers_that_cannot_be_are_refused_by_name(words, capsys):
    assert run([*WORDS, *words]) == 2
    shown = capsys.readouterr()
    assert words[-2] in shown.err
    assert not shown.out


def test_each_part_is_in_the_data_and_they_add_up(capsys):
    assert run([*WORDS, *PRICED, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert run([*WORDS, *PRICED, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["itineraries"]
    assert len(rows) == len(told) > 0
    for row, one in zip(rows, told, strict=True):
        for name in (*PARTS, "expected_cost_usd"):
            assert float(row[name]) == one[name]
        assert one["expected_cost_usd"] == pytest.approx(one["cost_usd"] + sum(one[name] for name in PARTS), abs=0.02)
        assert one["variability_usd"] == pytest.approx(2 * one["standard_deviation_hours"], abs=0.01)
        assert one["late_usd"] == pytest.approx(90 * one["expected_lateness_hours"] / 24, abs=0.01)


def test_each_part_has_a_column_in_tables(capsys):
    for form in ("table", "md"):
        assert run([*WORDS, *PRICED, "--format", form]) == 0
        shown = capsys.readouterr().out
        assert all(told in shown for told in ("+ late", "+ spread", "+ demurrage", "USD in all"))


def test_what_was_not_asked_is_not_there(capsys):
    assert run([*WORDS, "--reliability-value", "2", "--json"]) == 0
    for one in json.loads(capsys.readouterr().out)["itineraries"]:
        assert one["late_usd"] is one["demurrage_usd"] is None
        assert one["expected_cost_usd"] == pytest.approx(one["cost_usd"] + one["variability_usd"], abs=0.02)
    assert run([*WORDS, "--reliability-value", "2"]) == 0
    shown = capsys.readouterr().out
    assert "+ spread" in shown
    assert "+ late" not in shown
    assert "+ demurrage" not in shown
