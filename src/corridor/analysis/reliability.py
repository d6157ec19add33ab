"""How surely: many journeys drawn along an itinerary, with what delays its steps together drawn together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, NamedTuple

import numpy as np

from corridor.analysis.reliability_draws import BLOCK, Drawn
from corridor.analysis.reliability_money import NOTHING_ASKED, Money, Terms, demurrage, money_of, ports_of
from corridor.costing.times import Chance, Floats
from corridor.errors import QueryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary, Leg
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.frontier import frontier_of
from corridor.planning.query import Query, make_query
from corridor.planning.route import answer
from corridor.planning.spread import Part, Shares, parts_of
from corridor.units import MINUTES_PER_HOUR

QUANTILES = (0.1, 0.5, 0.8, 0.9, 0.95)
DRAWS = 20_000
MOST_DRAWS = 10_000_000
_TAIL = 0.9
_NOTHING = 1e-12
"""A share of the square of the mean: what rounding may leave of a variance of nothing."""
_THREADS = 2
"""Blocks drawn at once; each has its own numbers, so that the result is the same with any number."""


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
    def safest(self) -> Journeys:
        """Give the one most likely to be on time; without a deadline, the one with the least 90th percentile."""
        return min(self.journeys, key=lambda one: (-(one.on_time or 0.0), one.quantiles[_TAIL]))

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
            }
            for one in self.journeys
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/cli.md)."""
        network = self.journeys[0].itinerary.network
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict(),
            "network": {"name": network.name, "as_of": network.as_of},
            "seed": self.seed,
            "draws": self.draws,
            "numpy": np.__version__,
            **self.terms._asdict(),
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


def reliability(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    deadline_hours: float | None = None,
    late_cost_usd_per_day: float = 0.0,
    reliability_value_usd_per_hour: float = 0.0,
    free_days: float | None = None,
    demurrage_usd_per_day: float = 0.0,
    draws: int = DRAWS,
    seed: int = 0,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Reliability:
    """Draw journeys along the itineraries between two places that nothing beats in cost and typical time.

    The best in what is minimised is among them.  Every time of the ledger has the distribution of its 10th,
    50th and 90th percentile; what steps have in common is drawn together (docs/reliability.md).  Hours of a
    deadline are counted from the start.  What lateness, variation and long stays in port cost (`Terms` says what
    each is) is added in the mean to `expected_cost_usd`.

    Raises what `route` raises, and `QueryError` for numbers that cannot be.

    >>> from corridor import load_network
    >>> found = reliability(load_network(), "Baku", "Kars", draws=2000, modes=["rail"])
    >>> found.journeys[0].quantiles[0.5] <= found.journeys[0].quantiles[0.8] <= found.journeys[0].quantiles[0.95]
    True
    """
    query = make_query(network, origin, destination, consignment, **options)
    best = answer(network, query)
    others = [point.itinerary for point in frontier_of(network, query, ("cost", "time")).shown]
    known = {one.link_ids: one for one in (*others, best)}
    itineraries = sorted(known.values(), key=lambda one: (one.cost_usd, one.hours))
    terms = Terms(
        deadline_hours, late_cost_usd_per_day, reliability_value_usd_per_hour, free_days, demurrage_usd_per_day
    )
    return simulate(query, itineraries, terms=terms, draws=draws, seed=seed)


def simulate(
    query: Query,
    itineraries: Sequence[Itinerary],
    *,
    terms: Terms = NOTHING_ASKED,
    draws: int = DRAWS,
    seed: int = 0,
) -> Reliability:
    """Draw journeys along itineraries of one query, all on the same days."""
    if not 1 <= draws <= MOST_DRAWS or draws != int(draws):
        raise QueryError("--draws", draws, f"it must be a whole number from 1 to {MOST_DRAWS:,}")
    terms.checked()
    shares = Shares.of(itineraries[0].network)
    parts = [parts_of(one.network, one.steps, shares) for one in itineraries]
    ports = [ports_of(one) for one in itineraries]
    totals = [np.empty(draws) for _ in itineraries]
    moments = [_Moments(one) for one in itineraries]

    def drawn_block(block: int) -> list[_Sums]:
        first = block * BLOCK
        count = min(BLOCK, draws - first)
        drawn = Drawn(seed, block, count, shares)
        sums = []
        for own, one, stays, total in zip(parts, itineraries, ports, totals, strict=True):
            steps = _steps(own, drawn, len(one.steps), count)
            total[first : first + count] = steps.sum(axis=0)
            charge = demurrage(terms, stays, one.consignment.units, steps) if terms.demurrage_usd_per_day else 0
            sums.append(_sums(steps, total[first : first + count], float(np.sum(charge))))
        return sums

    with ThreadPoolExecutor(_THREADS) as pool:
        for made in pool.map(drawn_block, range(-(-draws // BLOCK))):
            for moment, sums in zip(moments, made, strict=True):
                moment.add(sums)
    for total in totals:
        total.sort()
    every = zip(itineraries, totals, moments, parts, strict=True)
    journeys = [_summary(one, total, moment, terms, _events(own)) for one, total, moment, own in every]
    pairs = [
        (one, two)
        for one, first in enumerate(totals)
        for two, second in enumerate(totals)
        if one != two and bool((first <= second).all()) and bool((first < second).any())
    ]
    return Reliability(query, seed, int(draws), tuple(journeys), tuple(pairs), terms)


def _steps(parts: Sequence[Part], drawn: Drawn, steps: int, count: int) -> Floats:
    """Give the hours of each step in each draw."""
    made = np.zeros((steps, count))
    for part in parts:
        made[part.step] += drawn.minutes(part)
    made /= MINUTES_PER_HOUR
    return made


class _Sums(NamedTuple):
    """What a block of draws adds to the moments of an itinerary."""

    draws: int
    steps: Floats
    products: Floats
    """Of each step with the total."""
    total: float
    square: float
    demurrage: float


def _sums(steps: Floats, total: Floats, charge: float) -> _Sums:
    # Not by `@`, whose own threads would stand in the way of the two that draw.
    products, square = np.einsum("ij,j->i", steps, total), np.einsum("i,i->", total, total)
    return _Sums(len(total), steps.sum(axis=1), products, float(total.sum()), float(square), charge)


class _Moments:
    """Sums from which means and covariances with the total follow, gathered block by block."""

    def __init__(self, itinerary: Itinerary) -> None:
        size = len(itinerary.steps)
        self.labels = [_label(itinerary, number) for number in range(size)]
        self.count = 0
        self.sums, self.products = np.zeros(size), np.zeros(size)
        self.total = self.square = self.demurrage = 0.0

    def add(self, block: _Sums) -> None:
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


def _events(parts: Sequence[Part]) -> tuple[Event, ...]:
    """Give the events that an itinerary may meet; of several times in one event the likeliest."""
    found: dict[str, Event] = {}
    for part in parts:
        if isinstance(part.time, Chance):
            known = found.get(part.group)
            if known is None or part.time.share > known.chance:
                found[part.group] = Event(part.group, part.time.share, part.time.minutes / MINUTES_PER_HOUR)
    return tuple(sorted(found.values(), key=lambda event: (-event.chance, event.name)))


def _summary(one: Itinerary, total: Floats, moments: _Moments, terms: Terms, events: tuple[Event, ...]) -> Journeys:
    """Read everything off the sorted hours of all draws."""
    draws, deadline = len(total), terms.deadline_hours
    late = None if deadline is None else np.maximum(total - deadline, 0.0)
    deviation, lateness = float(total.std()), None if late is None else float(late.mean())
    # Sums of rounded steps and of their hours differ in the last place.
    by_plan = float(np.searchsorted(total, one.hours + 1e-6, side="right")) / draws
    return Journeys(
        itinerary=one,
        draws=draws,
        quantiles={share: _quantile(total, share) for share in QUANTILES},
        errors={share: _error(total, share) for share in QUANTILES},
        mean=float(total.mean()),
        deviation=deviation,
        tail_mean=float(total[min(int(draws * _TAIL), draws - 1) :].mean()),
        plan_percentile=by_plan,
        on_time=None if deadline is None else float(np.searchsorted(total, deadline, side="right")) / draws,
        lateness=lateness,
        money=money_of(terms, lateness, deviation, moments.demurrage / draws),
        shares=moments.shares(),
        events=events,
    )


def _quantile(total: Floats, share: float) -> float:
    return float(np.quantile(total, share))


def _error(total: Floats, share: float) -> float:
    """Give the standard error of a quantile: half the width between the order statistics one deviation away."""
    draws = len(total)
    away = sqrt(share * (1 - share) / draws)
    low, high = np.quantile(total, [max(share - away, 0.0), min(share + away, 1.0)])
    return float(high - low) / 2
