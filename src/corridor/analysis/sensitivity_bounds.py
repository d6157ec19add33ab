"""What cannot change an answer, told without a search: how far every other way is from being the best.

A tornado has thousands of ends, and most of them touch only ways that are far off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from corridor.analysis.sensitivity_prices import Integers, Totals
from corridor.analysis.sensitivity_search import Search, Sums, World, both_ways, impedance
from corridor.model.ledger import Impedance
from corridor.planning.solve import bounds_of, primary_weight
from corridor.search.shortest import UNREACHED

_BOUNDED = (("max_transfers", ""), ("max_hours", "minutes"), ("max_cost_usd", "cents"), ("max_co2e_kg", "grams"))
"""The bounds of a query in the order of `bounds_of`, and the totals that they bound; transfers never change."""


class Slack(NamedTuple):
    """By impedance, by how much the best way through it goes beyond what it may take of one sum."""

    beyond: Integers
    part: str
    """Which of the totals it is: empty for transfers, `primary` for what is minimised."""


class Base(NamedTuple):
    """Today's totals and best way, from which all changes are counted, and how far others are off it."""

    totals: Totals
    sums: Sums
    on_way: set[int]
    """The impedances of the best way."""
    slacks: tuple[Slack, ...]
    """What keeps other ways from being the best; none where ways by sea may come within bounds first."""
    touched: Integers
    """How many arcs have an impedance."""


def base_of(search: Search) -> Base:
    """Price today's way, and say of everything else how far it is from being a part of the best."""
    query, (number, path) = search.query, search.today
    totals = search.prices.totals(search.prices.columns(1))
    sums = search.sums(search.today, totals, World(0, query.vot_usd_per_hour))
    problem, rows = search.problems[number], search.rows[number]
    on_way, touched = set(rows[list(path)].tolist()), np.bincount(rows, minlength=len(totals.cents))
    bounded = bounds_of(problem.arcs, query)
    if number and bounded:
        return Base(totals, sums, on_way, (), touched)
    names = [part for option, part in _BOUNDED if getattr(query.filters, option) is not None]
    column = np.asarray(primary_weight(query, part_of(totals, 0)))[rows].tolist()
    slacks = [
        Slack(_beyond(search, column, most), name)
        for name, (column, most) in zip(["primary", *names], [(column, sums.primary), *bounded], strict=True)
    ]
    return Base(totals, sums, on_way, tuple(slacks), touched)


def _beyond(search: Search, column: Sequence[int], most: int) -> Integers:
    """Give by impedance by how much the least sum of a way through it is above a limit."""
    number = search.today[0]
    graph, rows = search.problems[number].graph, search.rows[number]
    there, back = both_ways(search.problems[number], column)
    found = np.full(len(search.prices.impedance_of), np.iinfo(np.int64).max // 4)
    for arc, weight in enumerate(column):
        ends = there[graph.tails[arc]], back[graph.heads[arc]]
        if UNREACHED not in ends:
            found[rows[arc]] = min(found[rows[arc]], ends[0] + weight + ends[1] - most)
    return found


def part_of(totals: Totals, column: int) -> Impedance:
    """Give the totals of a column as if they were one impedance, for formulas that hold for arrays too."""
    return impedance(part[:, column] for part in totals)


def may_win(search: Search, base: Base, totals: Totals, column: int) -> bool:
    """Say whether a change off the best way can make another way as good: False only where it cannot.

    A way that uses changed arcs takes at least what the best way through one of them took, bounds or none,
    less all that any of them saves; and the same of every sum that is bounded.
    """
    if not base.slacks:
        return True
    before, after = part_of(base.totals, 0), part_of(totals, column)
    saved = {name: getattr(before, name) - getattr(after, name) for name in ("minutes", "cents", "grams")}
    saved["primary"] = primary_weight(search.query, before) - np.asarray(primary_weight(search.query, after))
    better = np.any([part > 0 for part in saved.values()], axis=0)
    for slack in base.slacks:
        most = (np.maximum(saved[slack.part], 0) * base.touched).sum() if slack.part else 0
        better &= slack.beyond <= most
    return bool(better.any())
