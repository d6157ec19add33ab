"""Expected waits against closed forms, and against everybody who can arrive in a week."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from corridor import Network
from corridor.costing.rates import Rates
from corridor.costing.transfer import price_wait
from corridor.costing.wait import mean_wait, timetable_wait, wait_quantile, wait_until_full, weekly_intervals
from corridor.model.consignment import Consignment
from corridor.model.timetable import Timetable

DAY = 24.0
WEEK_MINUTES = 7 * 24 * 60


def row(days: str, begins: str = "12:00", **rest: object) -> Timetable:
    return Timetable("svc", tuple(days.split()), begins, source_id="book", as_of="2026", **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "expected"),
    [("mon tue", 2.643), ("tue fri", 1.786), ("mon", 3.5), ("mon tue wed thu fri sat sun", 0.5), ("mon thu", 1.786)],
)
def test_the_mean_wait_by_weekday_is_the_closed_form(days: str, expected: float):
    wait = timetable_wait([row(days)], "2026-11-23")
    assert wait is not None
    assert wait.value / DAY == pytest.approx(expected, abs=5e-4)


def test_uneven_intervals_wait_longer_than_half_the_mean_interval():
    assert mean_wait([10, 10, 10, 28, 1, 1]) == pytest.approx(9.05, abs=0.005)  # a published value
    assert mean_wait([12, 12]) == 6


def test_the_formula_is_the_mean_over_all_who_can_arrive():
    rng = Random(3)
    for _ in range(20):
        departures = sorted(rng.sample(range(WEEK_MINUTES), rng.randint(1, 9)))
        ahead = [*departures, departures[0] + WEEK_MINUTES]
        waits = [next(leaving for leaving in ahead if leaving > now) - now - 0.5 for now in range(WEEK_MINUTES)]
        intervals = weekly_intervals(departures)
        assert mean_wait(intervals) == pytest.approx(sum(waits) / WEEK_MINUTES / 60, rel=1e-6)
        for share in (0.1, 0.5, 0.9):
            expected = sorted(waits)[int(share * WEEK_MINUTES)] / 60
            assert wait_quantile(intervals, share) == pytest.approx(expected, abs=0.02)


def test_intervals_of_a_week_add_up_to_a_week():
    assert sum(weekly_intervals([5, 700, 9000])) == pytest.approx(168)
    assert weekly_intervals([60]) == [168]


def test_leaving_when_full_is_the_closed_form_and_the_mean_over_all_units():
    units, rate = 40, 0.5
    waits = [(units - 1 - place) / rate for place in range(units)]
    assert wait_until_full(units, rate) == pytest.approx(sum(waits) / units)
    assert wait_until_full(1, rate) == 0


def test_leaving_when_full_agrees_with_random_arrivals():
    rng, units, rate = Random(5), 25, 2.0
    waits = []
    for _ in range(4000):
        arrivals = [0.0]
        for _ in range(units - 1):
            arrivals.append(arrivals[-1] + rng.expovariate(rate))
        waits.append(sum(arrivals[-1] - one for one in arrivals) / units)
    mean = sum(waits) / len(waits)
    error = (sum((wait - mean) ** 2 for wait in waits) / len(waits) / (len(waits) - 1)) ** 0.5
    assert abs(mean - wait_until_full(units, rate)) < 3 * error


def test_a_cut_off_is_added_in_full():
    without, cut = timetable_wait([row("mon thu")], ""), timetable_wait([row("mon thu", cutoff_hours=12.0)], "")
    assert without is not None
    assert cut is not None
    assert (cut.value, cut.low, cut.high) == pytest.approx((without.value + 12, without.low + 12, without.high + 12))


def test_the_shipped_waits_of_services_with_a_timetable_are_what_their_days_give(reference: Network):
    for subject, rows in reference.timetables.items():
        known = timetable_wait(rows, reference.as_of)
        if known is None:
            continue
        figures = [figure for key, figure in reference.parameters.dwells.of(subject) if not key[6]]
        for figure in figures:
            assert (figure.value, figure.low, figure.high) == pytest.approx((known.value, known.low, known.high))


def test_two_rows_make_one_timetable_and_a_row_that_does_not_hold_is_left_out():
    rows = [row("mon"), row("tue"), row("sun", valid_to="2020-01-31")]
    wait = timetable_wait(rows, "2026-11-23")
    assert wait is not None
    assert wait.value / DAY == pytest.approx(2.643, abs=5e-4)
    assert timetable_wait([row("sun", valid_to="2020-01-31")], "2026-11-23") is None


def test_a_published_wait_comes_before_the_days_and_the_days_before_the_frequency(reference: Network):
    service = reference.services["svc-kz-aktau-az-alat-feeder"]
    with_days = replace(reference, timetables={service.service_id: (row("mon tue"),)})
    box = Consignment.feu()
    published = price_wait(service, Rates(reference, box))
    assert price_wait(service, Rates(with_days, box)) == published
    unpublished = service._replace(service_id="svc-new")
    assert published.minutes != round(2.642857 * 1440)
    renamed = replace(reference, timetables={"svc-new": (row("mon tue"),)})
    by_days = price_wait(unpublished, Rates(renamed, box))
    assert by_days.minutes == round((24**2 + 144**2) / (2 * 168) * 60)
    assert by_days.entries[0].figure.source_id == "book"
    by_frequency = price_wait(unpublished, Rates(reference, box))
    assert by_frequency.minutes == round(168 / 6 * 60)
    assert all(earlier < later for earlier, later in pairwise((by_days.entries[0].low, by_days.entries[0].high)))
