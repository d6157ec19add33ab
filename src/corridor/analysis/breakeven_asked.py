"""How the two sides are asked at a price: at a value of time, or with lines of the ledger scaled by a factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import inf
from typing import NamedTuple

from corridor.analysis.breakeven_hull import Ask, Crossing, Line, crossings, lower_hull
from corridor.analysis.breakeven_levers import Lever
from corridor.analysis.breakeven_sides import Pair, total
from corridor.model.ledger import Impedance
from corridor.planning.query import Query
from corridor.planning.solve import primary_weight
from corridor.planning.stategraph import Arc
from corridor.units import CENTS_PER_USD, MINUTES_PER_HOUR

_LEAST = tuple(Fraction(part) for part in ("0", "0.1", "0.2", "0.3", "0.5", "0.7", "0.9"))
_MOST = tuple(Fraction(part) for part in ("10", "7", "5", "4", "3", "2", "1.5", "1.1"))
"""Ends of the factors that are tried, the farthest first: far out a search for a corridor may reach its cap."""
_DEAREST = Fraction(100_000)
"""Cents per hour beyond which only the quickest way matters: the search for it is by time, money settling ties."""


class Found(NamedTuple):
    """What was found along the values of a parameter, and between which values was looked."""

    crossings: tuple[Crossing, ...]
    low: float
    high: float


def crossings_by_vot(pair: Pair, query: Query) -> Found:
    """Give all values of time, in USD per hour, at which the better side changes.

    A query holds its value of time in whole cents per hour: no way is missed that is the best at any such.
    """
    hulls = [lower_hull(_by_vot(pair, query, side), Fraction(0), _DEAREST) for side in (0, 1)]
    if not all(hulls):
        return Found((), query.vot_usd_per_hour, query.vot_usd_per_hour)
    found = crossings(hulls[0], hulls[1], Fraction(0), None)
    return Found(tuple(Crossing(float(root / CENTS_PER_USD), below) for root, below in found), 0.0, inf)


def _by_vot(pair: Pair, query: Query, side: int) -> Ask:
    """Ask at cents per hour: lines are sixtieths of a cent, fixed, and minutes."""

    def ask(price: Fraction) -> Line | None:
        if price == 0:
            return _line(replace(query, minimize="cost"))
        if price == _DEAREST:
            return _line(replace(query, minimize="time"))
        asked = [
            _line(replace(query, minimize="generalized", vot_usd_per_hour=per_hour / CENTS_PER_USD))
            for per_hour in sorted({int(price), int(price) + 1})
        ]
        return min((line for line in asked if line is not None), key=lambda line: line.at(price), default=None)

    def _line(asked: Query) -> Line | None:
        way = pair.way_of(asked, side)
        if way is None:
            return None
        cents = sum(arc.impedance.cents for arc in way.arcs)
        return Line(cents * MINUTES_PER_HOUR, sum(arc.impedance.minutes for arc in way.arcs))

    return ask


def crossings_by_factor(pair: Pair, query: Query, lever: Lever) -> Found:
    """Give all factors on a lever's lines, from 0 (or a tenth) to 10, at which the better side changes.

    Exact for lines that are not rounded; the searches round each to whole cents and minutes.
    """
    asks = [_by_factor(pair, query, lever, side) for side in (0, 1)]
    least, most = _LEAST, _MOST
    if lever.is_inverse:
        least, most = tuple(1 / end for end in _MOST), tuple(1 / end for end in _LEAST if end)
    low, high = _end(asks, least), _end(asks, most)
    hulls = [lower_hull(ask, low, high) for ask in asks]
    found = crossings(hulls[0], hulls[1], low, high)
    if lever.is_inverse:
        turned = tuple(Crossing(float(1 / root), 1 - below) for root, below in reversed(found))
        return Found(turned, float(1 / high), float(1 / low))
    return Found(tuple(Crossing(float(root), below) for root, below in found), float(low), float(high))


def _end(asks: Sequence[Ask], candidates: Sequence[Fraction]) -> Fraction:
    """Give the farthest price at which both sides are answered; today's where there is none."""
    return next((price for price in candidates if all(ask(price) is not None for ask in asks)), Fraction(1))


def _by_factor(pair: Pair, query: Query, lever: Lever, side: int) -> Ask:
    @cache
    def ask(price: Fraction) -> Line | None:
        problem = pair.setting.problem
        scaled = lever.applied(problem, float(1 / price if lever.is_inverse else price))
        way = pair.way_of(query, side, scaled)
        if way is None:
            return None
        today = {id(arc): problem.arcs[number] for number, arc in enumerate(scaled.arcs)}
        return line_of(query, lever, [today[id(arc)] for arc in way.arcs])

    return ask


def line_of(query: Query, lever: Lever, arcs: list[Arc]) -> Line:
    """Give what a way takes as a function of the factor on a lever's lines (or of one over it)."""
    lines = [entry for arc in arcs for entry in arc.impedance.entries if lever.matches(arc, entry)]
    scaled = sum(primary_weight(query, Impedance.of([entry])) for entry in lines)
    return Line(total(query, arcs) - scaled, scaled)
