"""The band of hours between its two closed forms, and the band of cost."""

from __future__ import annotations

from math import sqrt
from random import Random

import pytest

from corridor.model.ledger import Entry, Measure
from corridor.planning.assemble import cost_band, hours_band
from corridor.planning.route import route
from support.worlds import network_of, silk_world


def a_real_line() -> Entry:
    """Give any line of a real ledger, to be altered."""
    return route(network_of(silk_world()), "cn-east", "ge-town").entries[0]


REAL = a_real_line()


def line(minutes: int, low: int, high: int, measure: Measure = "hours") -> Entry:
    return REAL._replace(measure=measure, amount=minutes, low=low, high=high)


def drawn(rng: Random) -> list[Entry]:
    middles = [rng.randint(0, 5000) for _ in range(rng.randint(1, 12))]
    return [line(middle, rng.randint(0, middle), middle + rng.randint(0, 9000)) for middle in middles]


def test_wholly_correlated_steps_are_late_together():
    rng = Random(61)
    for _ in range(200):
        lines = drawn(rng)
        band = hours_band(lines, 1.0)
        assert band.low == pytest.approx(sum(e.low for e in lines) / 60, abs=1e-5)
        assert band.typical == pytest.approx(sum(e.amount for e in lines) / 60, abs=1e-5)
        assert band.high == pytest.approx(sum(e.high for e in lines) / 60, abs=1e-5)


def test_independent_steps_add_up_by_their_squares():
    rng = Random(62)
    for _ in range(200):
        lines = drawn(rng)
        band, middle = hours_band(lines, 0.0), sum(e.amount for e in lines)
        above = sqrt(sum((e.high - e.amount) ** 2 for e in lines))
        below = sqrt(sum((e.amount - e.low) ** 2 for e in lines))
        assert band.high == pytest.approx((middle + above) / 60, abs=0.51 / 60)
        assert band.low == pytest.approx(max(0, middle - below) / 60, abs=0.51 / 60)


def test_one_step_alone_keeps_its_own_band_whatever_the_correlation():
    for correlation in (0.0, 0.3, 1.0):
        band = hours_band([line(600, 300, 1500)], correlation)
        assert (band.low, band.typical, band.high) == (5.0, 10.0, 25.0)


def test_more_correlation_never_makes_a_band_narrower():
    rng = Random(63)
    for _ in range(200):
        lines = drawn(rng)
        bands = [hours_band(lines, tenth / 10) for tenth in range(11)]
        assert [b.high for b in bands] == sorted(b.high for b in bands)
        assert [b.low for b in bands] == sorted((b.low for b in bands), reverse=True)
        assert len({b.typical for b in bands}) == 1


def test_money_does_not_count_as_time_nor_time_as_money():
    mixed = [line(600, 300, 1500), line(700, 100, 900, "cost"), line(5, 5, 5, "co2e")]
    assert hours_band(mixed, 0.3) == hours_band(mixed[:1], 0.3)
    band = cost_band(mixed)
    assert (band.low, band.typical, band.high) == (1.0, 7.0, 9.0)


def test_the_band_of_cost_is_all_cheap_to_all_dear():
    rng = Random(64)
    lines = [e._replace(measure="cost") for e in drawn(rng)]
    band = cost_band(lines)
    assert band.low == sum(e.low for e in lines) / 100
    assert band.high == sum(e.high for e in lines) / 100
