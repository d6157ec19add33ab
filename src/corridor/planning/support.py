"""For which prices a point of a frontier is the best one: exact, by the lower hull, in rational numbers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from math import gcd
from typing import NamedTuple

Sums = tuple[int, ...]
Weights = tuple[int, int, int]

PER_UNIT = {"time": Fraction(60, 100), "co2e": Fraction(1_000_000, 100)}
"""From cents per minute to USD per hour, and from cents per gram to USD per tonne."""


class Interval(NamedTuple):
    """Prices from `low` to `high`, both included; `high` is None where there is no end."""

    low: Fraction
    high: Fraction | None

    def to_dict(self) -> dict[str, float | None]:
        """Give the ends as floats."""
        return {"from": float(self.low), "to": None if self.high is None else float(self.high)}


def best_for(sums: Sequence[Sums], objectives: Sequence[str], money: str, priced: str) -> list[Interval | None]:
    """Give for each point the prices of one criterion at which its cost with that priced in is least.

    The intervals share only their ends, which are the slopes of the lower hull; prices are in USD per hour
    or USD per tonne.

    >>> best_for([(100, 60), (700, 0)], ("cost", "time"), "cost", "time")[0]
    Interval(low=Fraction(0, 1), high=Fraction(6, 1))
    """
    if money not in objectives or priced not in objectives:
        return [None] * len(sums)
    at = objectives.index(money), objectives.index(priced)
    pairs = [(own[at[0]], own[at[1]]) for own in sums]
    hull = lower_hull(sorted(set(pairs)))
    slopes = [
        PER_UNIT[priced] * Fraction(after[0] - before[0], before[1] - after[1])
        for before, after in itertools.pairwise(hull)
    ]
    lows = [Fraction(0), *slopes]
    interval = {pair: Interval(low, high) for pair, low, high in zip(hull, lows, [*slopes, None], strict=True)}
    return [interval.get(pair) for pair in pairs]


def lower_hull(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the points of the lower left hull, from the least first number to the least second, edges' inner points too.

    `pairs` are sorted and different.

    >>> lower_hull([(0, 9), (1, 3), (2, 4), (3, 0), (4, 0)])
    [(0, 9), (1, 3), (3, 0)]
    """
    hull: list[tuple[int, int]] = []
    for pair in pairs:
        if hull and pair[1] >= hull[-1][1]:
            continue
        while len(hull) > 1 and _turns_right(hull[-2], hull[-1], pair):
            hull.pop()
        hull.append(pair)
    return hull


def _turns_right(one: tuple[int, int], two: tuple[int, int], three: tuple[int, int]) -> bool:
    return (two[0] - one[0]) * (three[1] - two[1]) < (two[1] - one[1]) * (three[0] - two[0])


def is_supported(own: Sums, others: Sequence[Sums]) -> bool:
    """Say whether some prices, all above zero, make a point of two or three sums the best of all.

    The prices that do are a polygon in the triangle of all prices: it is cut by a half-plane for each other
    point, in whole numbers; what is left must reach inside the triangle.

    >>> [is_supported(point, [(0, 9), (4, 6), (9, 0)]) for point in [(0, 9), (4, 6), (9, 0)]]
    [True, False, True]
    """
    size = len(own)
    polygon: list[Weights] = [(1, 0, 0), (0, 1, 0), (0, 0, 1)][:size]
    for other in others:
        if not polygon:
            return False
        if other != own:
            gains = [there - here for here, there in zip(own, other, strict=True)] + [0] * (3 - size)
            polygon = _cut(polygon, gains)
    return all(any(corner[place] > 0 for corner in polygon) for place in range(size))


def _cut(polygon: list[Weights], gains: Sequence[int]) -> list[Weights]:
    """Keep the part of a convex polygon, in order of its corners, where the weighted gains are not negative."""
    kept: list[Weights] = []
    values = [sum(weight * gain for weight, gain in zip(corner, gains, strict=True)) for corner in polygon]
    for place, (corner, value) in enumerate(zip(polygon, values, strict=True)):
        before, value_before = polygon[place - 1], values[place - 1]
        if (value < 0 < value_before) or (value_before < 0 < value):
            kept.append(_between(before, corner, abs(value_before), abs(value)))
        if value >= 0:
            kept.append(corner)
    return kept


def _between(one: Weights, two: Weights, at_one: int, at_two: int) -> Weights:
    mixed = [at_two * left + at_one * right for left, right in zip(one, two, strict=True)]
    common = gcd(*mixed)
    return tuple(value // common for value in mixed)  # type: ignore[return-value]
