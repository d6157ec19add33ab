"""The band of hours by its moments: against closed forms and integrals; and the band of cost."""

from __future__ import annotations

from math import sqrt
from random import Random

import numpy as np
import pytest

from corridor.costing.times import Z90, Chance, Time
from corridor.model.ledger import Entry, Measure
from corridor.planning.assemble import cost_band
from corridor.planning.band import hours_band, mean_and_variance, moments
from corridor.planning.route import route
from corridor.planning.spread import Part
from support.worlds import network_of, silk_world


def a_real_line() -> Entry:
    """Give any line of a real ledger, to be altered."""
    return route(network_of(silk_world()), "cn-east", "ge-town").entries[0]


REAL = a_real_line()
Z = np.linspace(-9, 9, 360_001)
DENSITY = np.exp(-(Z**2) / 2) / sqrt(2 * np.pi)


def line(minutes: int, low: int, high: int, measure: Measure = "hours") -> Entry:
    return REAL._replace(measure=measure, amount=minutes, low=low, high=high)


def drawn(rng: Random) -> list[Entry]:
    middles = [rng.randint(0, 5000) for _ in range(rng.randint(1, 12))]
    return [line(middle, rng.randint(0, middle), middle + rng.randint(0, 9000)) for middle in middles]


def integral(values: np.ndarray) -> float:
    return float(np.sum(values * DENSITY) * (Z[1] - Z[0]))


def steady(low: float, middle: float, high: float, group: str = "", share: float = 0.0) -> Part:
    return Part(0, f"{low}", group, share, Time(low, middle, high))


@pytest.mark.parametrize(
    "time",
    [
        Time(900, 1000, 1100),
        Time(900, 1000, 1250),
        Time(99_800, 100_000, 100_050),
        Time(950, 1000, 1900),
        Time(99_100, 100_000, 100_050),
        Time(1000, 1000, 1200),
        Time(900, 1000, 1000),
        Chance(0.5, 60),
        Chance(0.01, 1440),
        Chance(1.0, 30),
    ],
)
def test_moments_are_those_of_the_integral(time: Time | Chance):
    own, values = moments(time), time.at(Z)
    mean = integral(values)
    assert own.mean == pytest.approx(mean, rel=1e-3)
    assert own.variance == pytest.approx(integral((values - mean) ** 2), rel=5e-3)
    slope = integral((values - mean) * Z)
    if isinstance(time, Time):
        assert own.slope == pytest.approx(slope, rel=5e-3)
    elif time.share > 0.1:
        assert own.slope == pytest.approx(slope, rel=0.25)


def test_normal_times_add_up_by_their_correlations():
    """Σσ² + 2 Σ ρσσ, with ρ what two times have in common."""
    rng = Random(62)
    for _ in range(100):
        everything = rng.choice([0.0, 0.1, 0.5])
        parts, spread = [], []
        for group in rng.choices(["", "a", "b"], k=rng.randint(1, 9)):
            middle, half = rng.randint(5000, 9000), rng.randint(1, 900)
            parts.append(steady(middle - half, middle, middle + half, group, 0.4))
            spread.append((half / Z90, group))
        variance = sum(
            one * other * (1 if first == second else everything + 0.4 * (mine == theirs != ""))
            for first, (one, mine) in enumerate(spread)
            for second, (other, theirs) in enumerate(spread)
        )
        mean, found = mean_and_variance(parts, everything)
        assert mean == pytest.approx(sum(part.time.middle for part in parts))
        assert found == pytest.approx(variance)


def test_what_shares_everything_is_late_together():
    one = steady(600, 800, 1500)
    alone, both = mean_and_variance([one], 1.0)[1], mean_and_variance([one, one._replace(key="b")], 1.0)[1]
    assert both == pytest.approx(4 * alone)
    assert mean_and_variance([one, one._replace(key="b")], 0.0)[1] == pytest.approx(2 * alone)


def test_one_time_alone_keeps_its_own_band_and_none_without_a_range():
    fixed = steady(60, 60, 60)
    for everything in (0.0, 0.3, 1.0):
        band = hours_band([steady(300, 600, 1500), fixed], everything, 660)
        assert (band.low, band.typical, band.high) == (6.0, 11.0, 26.0)
    band = hours_band([fixed, fixed], 0.1, 120)
    assert (band.low, band.typical, band.high) == (2.0, 2.0, 2.0)


def test_more_in_common_never_makes_a_band_narrower_and_the_plan_lies_inside():
    rng = Random(63)
    for _ in range(200):
        times = [(rng.randint(0, m), m, m + rng.randint(0, 2000)) for m in (rng.randint(1, 5000) for _ in range(8))]
        parts = [steady(*time, rng.choice(["", "a"]), 0.3) for time in times]
        plan = sum(time[1] for time in times)
        bands = [hours_band(parts, tenth / 10, plan) for tenth in range(8)]
        assert [b.high for b in bands] == sorted(b.high for b in bands)
        assert [b.low for b in bands] == sorted((b.low for b in bands), reverse=True)
        assert all(b.low <= b.typical == bands[0].typical <= b.high for b in bands)


def test_money_does_not_count_as_time_nor_time_as_money():
    mixed = [line(600, 300, 1500), line(700, 100, 900, "cost"), line(5, 5, 5, "co2e")]
    band = cost_band(mixed)
    assert (band.low, band.typical, band.high) == (1.0, 7.0, 9.0)


def test_the_band_of_cost_is_all_cheap_to_all_dear():
    rng = Random(64)
    lines = [e._replace(measure="cost") for e in drawn(rng)]
    band = cost_band(lines)
    assert band.low == sum(e.low for e in lines) / 100
    assert band.high == sum(e.high for e in lines) / 100
