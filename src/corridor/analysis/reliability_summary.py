"""How drawn hours are summed up: sums gathered block by block, and percentiles read off all journeys once sorted."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np

from corridor.analysis.reliability_dates import Clock
from corridor.analysis.reliability_money import Terms, demurrage, money_of, ports_of
from corridor.analysis.reliability_result import QUANTILES, TAIL, Event, Journeys, Share
from corridor.costing.times import Chance, Floats
from corridor.model.itinerary import Itinerary, Leg
from corridor.planning.spread import Part
from corridor.units import MINUTES_PER_HOUR

_NOTHING = 1e-12
"""A share of the square of the mean: what rounding may leave of a variance of nothing."""


class Sums(NamedTuple):
    """What a block of draws adds to the moments of an itinerary."""

    draws: int
    steps: Floats
    products: Floats
    """Of each step with the total."""
    total: float
    square: float
    demurrage: float

    @classmethod
    def of(cls, itinerary: Itinerary, steps: Floats, total: Floats, terms: Terms) -> Sums:
        """Sum up the hours of each step (rows) and of the whole in each draw of a block."""
        # Not by `@`, whose own threads would stand in the way of the two that draw.
        products, square = np.einsum("ij,j->i", steps, total), np.einsum("i,i->", total, total)
        charge = 0.0
        if terms.demurrage_usd_per_day:
            charge = float(demurrage(terms, ports_of(itinerary), itinerary.consignment.units, steps).sum())
        return cls(len(total), steps.sum(axis=1), products, float(total.sum()), float(square), charge)


class Moments:
    """Sums from which means and covariances with the total follow, gathered block by block."""

    def __init__(self, itinerary: Itinerary) -> None:
        size = len(itinerary.steps)
        self.labels = [_label(itinerary, number) for number in range(size)]
        self.count = 0
        self.sums, self.products = np.zeros(size), np.zeros(size)
        self.total = self.square = self.demurrage = 0.0

    def add(self, block: Sums) -> None:
        """Take in a block."""
        self.count += block.draws
        self.sums += block.steps
        self.products += block.products
        self.total += block.total
        self.square += block.square
        self.demurrage += block.demurrage

    def shares(self) -> tuple[Share, ...]:
        """Give each step's share of the variance, the largest first."""
        mean = self.total / self.count
        variance = self.square / self.count - mean * mean
        means = self.sums / self.count
        if variance <= _NOTHING * mean * mean:
            return ()
        parts = (self.products / self.count - means * mean) / variance
        told = [
            Share(label, float(part), float(hours))
            for label, part, hours in zip(self.labels, parts, means, strict=True)
        ]
        return tuple(sorted(told, key=lambda one: -one.share))


def _label(itinerary: Itinerary, number: int) -> str:
    step, nodes = itinerary.steps[number], itinerary.network.nodes
    if isinstance(step, Leg):
        return f"{step.mode} {nodes[step.from_node_id].name} – {nodes[step.to_node_id].name}"
    return f"{step.label or step.kind}, {nodes[step.node_id].name}"


def events_of(parts: Sequence[Part | Clock]) -> tuple[Event, ...]:
    """Give the events that an itinerary may meet; of several times in one event the likeliest."""
    found: dict[str, Event] = {}
    for part in parts:
        if isinstance(part, Part) and isinstance(part.time, Chance):
            known = found.get(part.group)
            if known is None or part.time.share > known.chance:
                found[part.group] = Event(part.group, part.time.share, part.time.minutes / MINUTES_PER_HOUR)
    return tuple(sorted(found.values(), key=lambda event: (-event.chance, event.name)))


def summary(one: Itinerary, total: Floats, moments: Moments, terms: Terms, events: tuple[Event, ...]) -> Journeys:
    """Read everything off the sorted hours of all draws."""
    draws, deadline = len(total), terms.deadline_hours
    # Sums of rounded steps and of their hours differ in the last place.
    in_time = None if deadline is None else int(np.searchsorted(total, deadline + 1e-6, side="right"))
    lateness = None if deadline is None else float((total[in_time:] - deadline).sum()) / draws
    deviation = float(total.std())
    by_plan = float(np.searchsorted(total, one.hours + 1e-6, side="right")) / draws
    return Journeys(
        itinerary=one,
        draws=draws,
        quantiles={share: quantile(total, share) for share in QUANTILES},
        errors={share: error(total, share) for share in QUANTILES},
        mean=float(total.mean()),
        deviation=deviation,
        tail_mean=float(total[min(int(draws * TAIL), draws - 1) :].mean()),
        plan_percentile=by_plan,
        on_time=None if in_time is None else in_time / draws,
        lateness=lateness,
        money=money_of(terms, lateness, deviation, moments.demurrage / draws),
        shares=moments.shares(),
        events=events,
    )


def quantile(hours: Floats, share: float) -> float:
    """Give a quantile of hours that are sorted, between two of them in proportion, as `numpy.quantile` does.

    That would part them anew, each time in a copy.

    >>> quantile(np.array([10.0, 20.0, 40.0]), 0.75)
    30.0
    """
    below, part = divmod(share * (len(hours) - 1), 1)
    low, high = hours[int(below)], hours[min(int(below) + 1, len(hours) - 1)]
    return float(low + (high - low) * part)


def error(hours: Floats, share: float) -> float:
    """Give the standard error of a quantile of sorted hours, from their number alone.

    It is half the width between the order statistics one deviation away.

    >>> round(error(np.arange(101.0), 0.5), 3)
    4.975
    """
    away = sqrt(share * (1 - share) / len(hours))
    return (quantile(hours, min(share + away, 1.0)) - quantile(hours, max(share - away, 0.0))) / 2
