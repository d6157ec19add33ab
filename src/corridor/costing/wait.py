"""How long cargo waits that arrives at random: closed forms, from the intervals between departures.

A long interval is met more often than a short one, so that the mean wait is E[H²] / 2E[H] and not half the mean
interval (the inspection paradox; Osuna and Newell, Transportation Science 6, 1972): departures on Monday and
Tuesday give 2.643 days, not 1.75.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

from corridor.model.figure import Figure
from corridor.model.timetable import Timetable
from corridor.units import HOURS_PER_WEEK, MINUTES_PER_HOUR

_MINUTES_PER_WEEK = HOURS_PER_WEEK * MINUTES_PER_HOUR


def mean_wait(intervals: Sequence[float]) -> float:
    """Give the mean wait for the next departure, E[H²] / 2E[H], in the unit of the intervals.

    >>> round(mean_wait([24, 144]) / 24, 3), round(mean_wait([72, 96]) / 24, 3)
    (2.643, 1.786)
    """
    return sum(interval * interval for interval in intervals) / (2 * sum(intervals))


def wait_quantile(intervals: Sequence[float], share: float) -> float:
    """Give the wait that a share (0 to 1) of arrivals does not exceed, in the unit of the intervals.

    The share that waits at most x is Σ min(H, x) / Σ H, which is linear between the lengths of intervals.

    >>> round(wait_quantile([168], 0.9), 6), wait_quantile([24, 144], 0.5)
    (151.2, 60.0)
    """
    ordered = sorted(intervals)
    sought, done, below = share * sum(ordered), 0.0, 0.0
    for number, length in enumerate(ordered):
        longer = len(ordered) - number
        step = (length - below) * longer
        if done + step >= sought:
            return below + (sought - done) / longer
        done, below = done + step, length
    return below


def wait_until_full(units: float, units_per_hour: float) -> float:
    """Give the mean hours that a unit waits for a vessel that leaves with the Nth: (N - 1) / 2λ.

    The first unit waits for N - 1 others and the last for none, arrivals coming at random at λ an hour.

    >>> wait_until_full(49, 2)
    12.0
    """
    return (units - 1) / (2 * units_per_hour)


def closure_wait(chance: float, mean: float, share: float) -> float:
    """Give the wait for a port to open that a share of journeys does not exceed, in the unit of the mean.

    A port is shut for the fraction `chance` of the time, for spells of exponential length: who finds it shut
    waits `mean` on average, however long it has been shut (a Markov chain of two states).  P(W > w) =
    chance·exp(-w / mean).

    >>> closure_wait(0.05, 48, 0.9), round(closure_wait(0.5, 48, 0.9), 1)
    (0.0, 77.3)
    """
    return mean * log(chance / (1 - share)) if chance > 1 - share else 0.0


def weekly_intervals(departures: Iterable[int]) -> list[float]:
    """Give the hours between departures that repeat every week, from their minutes after Monday 00:00.

    >>> weekly_intervals([0, 24 * 60])
    [24.0, 144.0]
    """
    ordered = sorted(set(departures))
    around = [*ordered, ordered[0] + _MINUTES_PER_WEEK]
    return [(after - before) / MINUTES_PER_HOUR for before, after in pairwise(around)]


def timetable_wait(rows: Sequence[Timetable], on: str) -> Figure | None:
    """Give the expected wait for a service from its timetable as it holds on a date (`YYYY-MM-DD`).

    Value: mean wait plus the cut-off, in hours; low and high: the 10th and 90th percentile.  The longest cut-off
    is taken where several stand.  None where no row holds on that date.
    """
    valid = [row for row in rows if row.is_valid(on) and not row.is_window]
    if not valid:
        return None
    intervals = weekly_intervals(minute for row in valid for minute in row.week_minutes())
    cutoff = max(row.cutoff_hours for row in valid)
    first = valid[0]
    value, low, high = mean_wait(intervals), wait_quantile(intervals, 0.1), wait_quantile(intervals, 0.9)
    note = f"E[H²]/2E[H] of {len(intervals)} departures a week" + (f", and {cutoff:g} h cut-off" if cutoff else "")
    return Figure(
        round(value + cutoff, 6), round(low + cutoff, 6), round(high + cutoff, 6), "h", first.as_of, first.source_id,
        "B", note, "timetable", first.subject,
    )  # fmt: skip
