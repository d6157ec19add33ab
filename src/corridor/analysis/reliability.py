"""How surely: many journeys drawn along an itinerary, with what delays its steps together drawn together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

import numpy as np

from corridor.analysis.reliability_dates import Clock, dated_ways, deadline_of, timed_parts
from corridor.analysis.reliability_draws import BLOCK, Drawn
from corridor.analysis.reliability_money import NOTHING_ASKED, Terms
from corridor.analysis.reliability_result import Reliability
from corridor.analysis.reliability_summary import Moments, Sums, events_of, summary
from corridor.costing.times import Floats
from corridor.errors import QueryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.depart import dated_query
from corridor.planning.frontier import frontier_of
from corridor.planning.query import Query, make_query
from corridor.planning.route import answer
from corridor.planning.spread import Part, Shares, parts_of
from corridor.units import MINUTES_PER_HOUR

DRAWS = 20_000
MOST_DRAWS = 10_000_000
_THREADS = 2
"""Blocks drawn at once; each has its own numbers, so that the result is the same with any number."""


def reliability(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    *,
    depart: datetime | str | None = None,
    deadline: date | datetime | str | None = None,
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
    50th and 90th percentile; what steps have in common is drawn together (docs/reliability.md).  With `depart`, an
    instant with its offset, the ways are followed from then on, and whoever misses a departure of a known timetable
    takes the next; only then `deadline` may be a day (its end, by the clocks of the destination) or an instant.
    `deadline_hours` is counted from the start.  What lateness, variation and long stays in port cost (`Terms` says
    what each is) is added in the mean to `expected_cost_usd`.

    Raises what `route` raises, and `QueryError` for numbers and dates that cannot be.

    >>> from corridor import load_network
    >>> found = reliability(load_network(), "Baku", "Kars", draws=2000, modes=["rail"])
    >>> found.journeys[0].quantiles[0.5] <= found.journeys[0].quantiles[0.8] <= found.journeys[0].quantiles[0.95]
    True
    """
    if depart is None:
        query = make_query(network, origin, destination, consignment, **options)
        best = answer(network, query)
        others = [point.itinerary for point in frontier_of(network, query, ("cost", "time")).shown]
        ways = [*others, best]
    else:
        query = dated_query(network, origin, destination, consignment, depart, **options)
        ways = dated_ways(network, query)
    itineraries = told_once(ways)
    if deadline is not None:
        if deadline_hours is not None:
            raise QueryError("deadline_hours", deadline_hours, f"the deadline is {deadline} already")
        deadline_hours = deadline_of(network, query, deadline)
    terms = Terms(
        deadline_hours, late_cost_usd_per_day, reliability_value_usd_per_hour, free_days, demurrage_usd_per_day
    )
    return simulate(query, itineraries, terms=terms, draws=draws, seed=seed)


def told_once(ways: Iterable[Itinerary]) -> list[Itinerary]:
    """Give each course once, the cheapest first; of those alike the last."""
    known = {one.course: one for one in ways}
    return sorted(known.values(), key=lambda one: (one.cost_usd, one.hours))


def simulate(
    query: Query,
    itineraries: Sequence[Itinerary],
    *,
    terms: Terms = NOTHING_ASKED,
    draws: int = DRAWS,
    seed: int = 0,
) -> Reliability:
    """Draw journeys along itineraries of one query, all on the same days.

    Raises `QueryError` for a number of draws or terms that cannot be.

    >>> from corridor import load_network
    >>> from corridor.planning.route import route
    >>> network = load_network()
    >>> query, plan = make_query(network, "Baku", "Kars", None), route(network, "Baku", "Kars")
    >>> (one,) = simulate(query, [plan], terms=Terms(reliability_value_usd_per_hour=2.0), draws=500)
    >>> one.money.variability_usd == 2.0 * one.deviation
    True
    """
    if not 1 <= draws <= MOST_DRAWS or draws != int(draws):
        raise QueryError("--draws", draws, f"it must be a whole number from 1 to {MOST_DRAWS:,}")
    terms.checked()
    shares = Shares.of(itineraries[0].network)
    parts = [_parts(one, shares) for one in itineraries]
    totals = [np.empty(draws) for _ in itineraries]
    moments = [Moments(one) for one in itineraries]

    def drawn_block(block: int) -> list[Sums]:
        first = block * BLOCK
        count = min(BLOCK, draws - first)
        drawn = Drawn(seed, block, count, shares)
        sums = []
        for own, one, total in zip(parts, itineraries, totals, strict=True):
            steps = _steps(own, drawn, len(one.steps), count)
            total[first : first + count] = steps.sum(axis=0)
            sums.append(Sums.of(one, steps, total[first : first + count], terms))
        return sums

    with ThreadPoolExecutor(_THREADS) as pool:
        for made in pool.map(drawn_block, range(-(-draws // BLOCK))):
            for moment, sums in zip(moments, made, strict=True):
                moment.add(sums)
    for total in totals:
        total.sort()
    every = zip(itineraries, totals, moments, parts, strict=True)
    journeys = [summary(one, total, moment, terms, events_of(own)) for one, total, moment, own in every]
    pairs = [
        (one, two)
        for one, first in enumerate(totals)
        for two, second in enumerate(totals)
        if one != two and bool((first <= second).all()) and bool((first < second).any())
    ]
    return Reliability(query, seed, int(draws), tuple(journeys), tuple(pairs), terms)


def _parts(itinerary: Itinerary, shares: Shares) -> Sequence[Part | Clock]:
    if itinerary.departs is None:
        return parts_of(itinerary.network, itinerary.steps, shares)
    return timed_parts(itinerary, shares)


def _steps(parts: Sequence[Part | Clock], drawn: Drawn, steps: int, count: int) -> Floats:
    """Give the hours of each step in each draw; whoever comes to a clock has taken what the parts before it took."""
    made = np.zeros((steps, count))
    for part in parts:
        if isinstance(part, Clock):
            made[part.step] += part.wait(made.sum(axis=0))
        else:
            drawn.add(part, made[part.step])
    made /= MINUTES_PER_HOUR
    return made
