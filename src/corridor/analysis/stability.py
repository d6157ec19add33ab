"""The ranking-stability index: in which share of draws the corridor that is best today stays the best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from corridor.analysis.sensitivity_figures import Statement, ValueOfTime
from corridor.analysis.sensitivity_prices import Floats
from corridor.analysis.sensitivity_search import Search, World
from corridor.analysis.stability_draws import drawn, drawn_vot, uniforms
from corridor.planning.query import Query

MOST_DRAWS = 100_000
_BLOCK = 250
_Z = NormalDist().inv_cdf(0.975)
_SCALES = {"cost": 100, "time": 60, "co2e": 1000, "generalized": 6000}
"""Of the search's integers in USD, hours or kg."""


def natural(query: Query, primary: int) -> float:
    """Turn what a query minimises from the search's integers into USD, hours or kg."""
    return round(primary / _SCALES[query.minimize], 6)


def wilson(hits: int, draws: int) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson 1927), which holds near 0 and 1 too.

    >>> [round(end, 4) for end in wilson(90, 100)]
    [0.8256, 0.9448]
    """
    share, spread = hits / draws, _Z * _Z / draws
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(share * (1 - share) / draws + spread / 4 / draws)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Share:
    """In how many draws a corridor is the best."""

    corridor: str
    """Empty for draws in which a bound leaves no itinerary."""
    draws: int
    share: float
    low: float
    high: float
    """The ends of the 95 % interval of the share: its sampling error, no doubt of the figures' own."""

    def to_dict(self) -> dict[str, Any]:
        """Give the share as plain data."""
        ends = {"low": round(self.low, 6), "high": round(self.high, 6)}
        return {"corridor": self.corridor, "draws": self.draws, "share": round(self.share, 6), **ends}


@dataclass(frozen=True)
class Stability:
    """How often the corridor of today's best itinerary stays the best when figures are drawn at random."""

    what: str
    """What is drawn: `figures`, or `tariffs` of each country."""
    drawn: int
    """How many statements, or countries, are drawn independently of each other."""
    draws: int
    seed: int
    winner: str
    shares: tuple[Share, ...]
    """Today's corridor first, then the others as they come most often."""
    same_way: int
    """The draws in which not only the corridor but the whole way is today's."""
    regrets: tuple[float, ...] = field(repr=False)
    """How much worse today's way is than the best of each draw, in what is minimised, where the bounds admit it."""

    @property
    def index(self) -> Share:
        """Give the index itself: the share of today's corridor."""
        return self.shares[0]

    @property
    def mean_regret(self) -> float:
        """Give by how much today's way is worse than the best on average, in what is minimised."""
        return round(sum(self.regrets) / len(self.regrets), 6) if self.regrets else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Give the index as plain data."""
        return {
            "what": self.what,
            "drawn": self.drawn,
            "draws": self.draws,
            "seed": self.seed,
            "winner": self.winner,
            "index": self.index.to_dict(),
            "shares": [one.to_dict() for one in self.shares],
            "same_way": round(self.same_way / self.draws, 6),
            "mean_regret": self.mean_regret,
        }


def drawn_figures(
    search: Search, statements: Sequence[Statement], rate: ValueOfTime | None, draws: int, seed: int
) -> Stability:
    """Draw every statement between its low and high, and search each draw anew."""

    def blocks() -> Iterator[tuple[Floats, dict[str, Floats], list[float]]]:
        for start in range(0, draws, _BLOCK):
            stop = min(draws, start + _BLOCK)
            vots = drawn_vot(rate, search.query.vot_usd_per_hour, seed, start, stop)
            yield drawn(search.prices, statements, seed, start, stop), {}, vots

    return _counted(search, blocks(), "figures", len(statements) + (rate is not None), draws, seed)


def drawn_tariffs(search: Search, countries: Sequence[str], reach: float, draws: int, seed: int) -> Stability:
    """Draw one factor for all tariffs of each country, evenly between 1 - reach and 1 + reach."""

    def blocks() -> Iterator[tuple[Floats, dict[str, Floats], list[float]]]:
        for start in range(0, draws, _BLOCK):
            stop = min(draws, start + _BLOCK)
            factors = {code: 1 + reach * (2 * uniforms(seed, f"tariffs/{code}", start, stop) - 1) for code in countries}
            yield search.prices.columns(stop - start), factors, [search.query.vot_usd_per_hour] * (stop - start)

    return _counted(search, blocks(), "tariffs", len(countries), draws, seed)


def _counted(
    search: Search,
    blocks: Iterator[tuple[Floats, dict[str, Floats], list[float]]],
    what: str,
    count: int,
    draws: int,
    seed: int,
) -> Stability:
    wins: Counter[str] = Counter()
    regrets: list[float] = []
    same = 0
    for values, tariffs, vots in blocks:
        totals = search.prices.totals(values, tariffs)
        worlds = [World(column, vot) for column, vot in enumerate(vots)]
        for world, way in zip(worlds, search.best(totals, worlds), strict=True):
            wins["" if way is None else search.corridor(way)] += 1
            if way is not None:
                same += way == search.today
            if way is not None and search.keeps_bounds(totals, world):
                here, there = (search.sums(one, totals, world).primary for one in (search.today, way))
                regrets.append(natural(search.query, max(0, here - there)))
    winner = search.corridor(search.today)
    wins[winner] += 0
    ordered = sorted(wins.items(), key=lambda item: (item[0] != winner, -item[1], item[0]))
    shares = tuple(Share(name, hits, hits / draws, *wilson(hits, draws)) for name, hits in ordered)
    return Stability(what, count, draws, seed, winner, shares, same, tuple(np.round(regrets, 6).tolist()))
