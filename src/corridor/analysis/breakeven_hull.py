"""Where one side overtakes the other as a price grows: exact, by the lower hull of the lines of each side.

A way's total is fixed + price x amount, be the price a value of time (and the amount its hours) or a factor
on some lines of the ledger (and the amount those lines).  The best way of a side at each price lies on the
lower hull of its lines: a line that is the best at both ends of an interval is the best all through it, and
where two different ones are, the side is asked again where they meet (Eisner and Severance, 1976).  The two
hulls, concave and piecewise linear, cross where a piece of one meets a piece of the other: a fraction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple


class Line(NamedTuple):
    """What a way takes, as a function of the price."""

    fixed: int
    amount: int

    def at(self, price: Fraction) -> Fraction:
        """Give the total at a price."""
        return self.fixed + price * self.amount


class Crossing(NamedTuple):
    """A price at which the sides take the same; below it the side `below` (0 or 1) is better, above it the other."""

    value: float
    below: int


Ask = Callable[[Fraction], Line | None]
"""Gives the line of the best way of a side at a price; None where it has no way."""


def lower_hull(ask: Ask, low: Fraction, high: Fraction) -> list[Line]:
    """Give the lines that are the best somewhere between two prices, in order of the price; none without a way.

    >>> ways = [Line(0, 3), Line(4, 1), Line(10, 0), Line(5, 2)]
    >>> lower_hull(lambda price: min(ways, key=lambda way: way.at(price)), Fraction(0), Fraction(20))
    [Line(fixed=0, amount=3), Line(fixed=4, amount=1), Line(fixed=10, amount=0)]
    """
    first, last = ask(low), ask(high)
    if first is None or last is None:
        return []
    return [first, *_after(ask, first, last)]


def _after(ask: Ask, first: Line, last: Line) -> list[Line]:
    if first.amount <= last.amount:  # the same line, or one that ties with it
        return []
    meet = Fraction(last.fixed - first.fixed, first.amount - last.amount)
    found = ask(meet)
    if found is None or found.at(meet) >= first.at(meet) or not last.amount < found.amount < first.amount:
        return [last]
    return [*_after(ask, first, found), *_after(ask, found, last)]


def crossings(
    one: Sequence[Line], two: Sequence[Line], low: Fraction, high: Fraction | None
) -> list[tuple[Fraction, int]]:
    """Give all prices between `low` and `high` (None: no end) at which the better side changes, and which it was.

    Where the sides take the same over a whole interval, it is the price at which that begins.

    >>> crossings([Line(0, 3)], [Line(4, 1)], Fraction(0), None)
    [(Fraction(2, 1), 0)]
    """
    if not one or not two:
        return []
    points = {low} | ({high} if high is not None else set())
    points |= {price for lines in (one, two) for price in _breaks(lines) if _inside(price, low, high)}
    ordered = sorted(points)
    spans: list[tuple[Fraction, Fraction | None]] = list(pairwise(ordered))
    if high is None:
        spans.append((ordered[-1], None))
    cuts = sorted({*ordered, *(root for span in spans if (root := _root(one, two, *span)) is not None)})
    found: list[tuple[Fraction, int]] = []
    better, until = 0, low
    for start, end in [*pairwise(cuts), *([(cuts[-1], cuts[-1] + 2)] if high is None else [])]:
        sign = _sign(one, two, (start + end) / 2)
        if sign and better and sign != better:
            found.append((until, 0 if better > 0 else 1))
        if sign:
            better, until = sign, end
    return found


def _inside(price: Fraction, low: Fraction, high: Fraction | None) -> bool:
    return low < price and (high is None or price < high)


def _breaks(lines: Sequence[Line]) -> list[Fraction]:
    return [
        Fraction(after.fixed - before.fixed, before.amount - after.amount)
        for before, after in pairwise(lines)
        if before.amount > after.amount
    ]


def _root(one: Sequence[Line], two: Sequence[Line], low: Fraction, high: Fraction | None) -> Fraction | None:
    """Give the price at which the two best lines of an interval meet, if it lies there."""
    inside = low + 1 if high is None else (low + high) / 2
    first, second = (min(lines, key=lambda line: line.at(inside)) for lines in (one, two))
    if first.amount == second.amount:
        return None
    root = Fraction(second.fixed - first.fixed, first.amount - second.amount)
    return root if low <= root and (high is None or root <= high) else None


def _sign(one: Sequence[Line], two: Sequence[Line], price: Fraction) -> int:
    difference = min(line.at(price) for line in two) - min(line.at(price) for line in one)
    return (difference > 0) - (difference < 0)
