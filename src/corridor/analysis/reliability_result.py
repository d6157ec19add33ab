"""What drawn journeys tell of itineraries: percentiles, the chance to be on time, causes, costs; as rows and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt
from typing import Any, NamedTuple

import numpy as np

from corridor.analysis.reliability_money import NOTHING_ASKED, Money, Terms
from corridor.model.itinerary import Itinerary
from corridor.model.serial import SCHEMA_VERSION
from corridor.model.zones import zone_of
from corridor.planning.calendar import instant_of, minute_of
from corridor.planning.query import Query
from corridor.units import MINUTES_PER_HOUR

DATE_REMARKS = (
    "The months are those of the plan.",
    "By timetable, whoever misses a departure taking the next: {services}.",
    "Without a known timetable, their waits drawn: {services}.",
)
"""What dates of drawn journeys rest on, so that pages can say it in other languages."""
QUANTILES = (0.1, 0.5, 0.8, 0.9, 0.95)
TAIL = 0.9
"""The share of journeys beyond which the slowest begin."""


@dataclass(frozen=True)
class Share:
    """A step's share of the variance of the whole: its covariance with the total, over the total's variance."""

    step: str
    share: float
    hours: float
    """The mean of the step."""


class Event(NamedTuple):
    """What only some journeys meet: ports shut by a storm, or a country's systems down."""

    name: str
    chance: float
    hours: float
    """The mean wait of those that meet it."""


@dataclass(frozen=True, eq=False)
class Journeys:
    """One itinerary drawn many times; all times in hours."""

    itinerary: Itinerary = field(repr=False)
    draws: int
    quantiles: dict[float, float]
    errors: dict[float, float]
    """The standard error of each quantile, from the number of draws alone."""
    mean: float
    deviation: float
    tail_mean: float
    """The mean of the slowest tenth (CVaR at 90 %)."""
    plan_percentile: float
    """The share of journeys that take no longer than the itinerary's typical hours."""
    on_time: float | None
    """The share that arrives by the deadline; None without one."""
    lateness: float | None
    """The mean hours beyond the deadline, over all journeys."""
    money: Money
    """What its unreliability costs in the mean, as far as it was asked."""
    shares: tuple[Share, ...]
    """Where the variation comes from, the largest first."""
    events: tuple[Event, ...]
    """The storms and outages that it may meet, the likeliest first."""

    @property
    def on_time_error(self) -> float | None:
        """Give the standard error of the share that is on time."""
        return None if self.on_time is None else sqrt(self.on_time * (1 - self.on_time) / self.draws)


@dataclass(frozen=True, eq=False)
class Reliability:
    """Itineraries drawn on the same days; goes through a loop like a tuple of journeys, the cheapest first."""

    query: Query
    seed: int
    draws: int
    journeys: tuple[Journeys, ...]
    dominated: tuple[tuple[int, int], ...]
    """Pairs (better, worse) of itineraries of which the first is the sooner at every percentile."""
    terms: Terms = NOTHING_ASKED
    """What was asked of the cost of unreliability."""

    def __iter__(self) -> Iterator[Journeys]:
        return iter(self.journeys)

    def __len__(self) -> int:
        return len(self.journeys)

    @property
    def deadline_hours(self) -> float | None:
        """Give the deadline in hours from the start; None without one."""
        return self.terms.deadline_hours

    @property
    def deadline(self) -> datetime | None:
        """Give the deadline by the clocks of the destination; None without one, or without a departure."""
        return None if self.deadline_hours is None else self._after(self.deadline_hours)

    def arrives(self, one: Journeys) -> dict[float, datetime]:
        """Give by which instant, by the clocks of the destination, each share has arrived; empty without a departure.

        To the minute.
        """
        by_share = {share: self._after(hours) for share, hours in one.quantiles.items()}
        return {share: instant for share, instant in by_share.items() if instant is not None}

    def _after(self, hours: float) -> datetime | None:
        if self.query.depart is None:
            return None
        zone = zone_of(self.journeys[0].itinerary.network.nodes[self.query.destination])
        return instant_of(minute_of(self.query.depart) + round(hours * MINUTES_PER_HOUR), zone)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Say what the dates rest on: the sailings with a timetable, and those without; empty without a departure."""
        if self.query.depart is None:
            return ()
        network = self.journeys[0].itinerary.network
        waits = [step for one in self.journeys for step in one.itinerary.transfers if step.kind == "waiting"]
        services = dict.fromkeys(step.subject for step in waits if step.subject in network.services)
        known = [network.services[name].name for name in services if name in network.timetables]
        others = [network.services[name].name for name in services if name not in network.timetables]
        months, by_timetable, without = DATE_REMARKS
        found = [months]
        if known:
            found.append(by_timetable.format(services=", ".join(known)))
        if others:
            found.append(without.format(services=", ".join(others)))
        return tuple(found)

    @property
    def safest(self) -> Journeys:
        """Give the one most likely to be on time; without a deadline, the one with the least 90th percentile."""
        return min(self.journeys, key=lambda one: (-(one.on_time or 0.0), one.quantiles[TAIL]))

    def expected_cost_usd(self, one: Journeys) -> float:
        """Give the cost of an itinerary with the mean of what its unreliability costs."""
        return round(one.itinerary.cost_usd + one.money.total, 2)

    @property
    def least_expected(self) -> Journeys:
        """Give the one that costs least with the mean of what unreliability costs."""
        return min(self.journeys, key=self.expected_cost_usd)

    def rows(self) -> list[dict[str, Any]]:
        """Give one row an itinerary."""
        return [
            {
                "corridor": one.itinerary.corridor,
                "cost_usd": one.itinerary.cost_usd,
                "hours": one.itinerary.hours,
                "plan_percentile": round(one.plan_percentile, 6),
                **{f"p{round(share * 100)}": round(value, 4) for share, value in one.quantiles.items()},
                "mean_hours": round(one.mean, 4),
                "standard_deviation_hours": round(one.deviation, 4),
                "cvar90_hours": round(one.tail_mean, 4),
                "on_time": one.on_time,
                "expected_lateness_hours": None if one.lateness is None else round(one.lateness, 4),
                **{name: None if part is None else round(part, 2) for name, part in one.money._asdict().items()},
                "expected_cost_usd": self.expected_cost_usd(one) if self.terms.are_priced else None,
                "is_safest": one is self.safest,
                **{f"arrives_p{round(share * 100)}": when.isoformat() for share, when in self.arrives(one).items()},
            }
            for one in self.journeys
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/cli.md)."""
        network = self.journeys[0].itinerary.network
        dates = (
            {}
            if self.query.depart is None
            else {"deadline": self.deadline and self.deadline.isoformat(), "remarks": list(self.remarks)}
        )
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict(),
            "network": {"name": network.name, "as_of": network.as_of},
            "seed": self.seed,
            "draws": self.draws,
            "numpy": np.__version__,
            **self.terms._asdict(),
            **dates,
            "itineraries": [
                row
                | {
                    "standard_errors": {f"p{round(q * 100)}": round(error, 4) for q, error in one.errors.items()},
                    "variance_shares": [
                        {"step": part.step, "share": round(part.share, 6), "mean_hours": round(part.hours, 4)}
                        for part in one.shares
                    ],
                    "events": [
                        {"event": event.name, "chance": event.chance, "mean_hours": round(event.hours, 4)}
                        for event in one.events
                    ],
                    "places": list(one.itinerary.places),
                }
                for row, one in zip(self.rows(), self.journeys, strict=True)
            ],
            "dominated": [list(pair) for pair in self.dominated],
        }

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give a pandas DataFrame, one row an itinerary."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def __str__(self) -> str:
        lines = []
        for one in self.journeys:
            told = ", ".join(f"p{round(share * 100)} {hours / 24:.1f}" for share, hours in one.quantiles.items())
            late = "" if one.on_time is None else f"; on time {one.on_time:.0%}"
            lines.append(f"{one.itinerary.corridor}: days {told}{late}")
        return "\n".join(lines)
