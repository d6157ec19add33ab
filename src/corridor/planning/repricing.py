"""What the best way and the other way are at another value of a figure, without building all graphs anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corridor.costing.link import price_link
from corridor.costing.rates import Rates
from corridor.costing.transfer import price_wait
from corridor.model.ledger import Entry, Impedance
from corridor.model.network import Network
from corridor.planning.figures import Rows, with_value
from corridor.planning.query import Query
from corridor.planning.solve import Problem, bounds_of, objective_weight
from corridor.planning.stategraph import Arc
from corridor.search.bounded import bounded_path
from corridor.search.shortest import shortest_path
from corridor.units import GRAMS_PER_KILOGRAM, cents, minutes


class Winners(NamedTuple):
    """The best way of all and the best of the other kind at some value of a figure, as arcs at its own value."""

    best: list[Arc]
    other: list[Arc]
    is_other_best: bool


class Repricing:
    """Two problems of one query, all ways and the other ways, in which a figure may take other values."""

    def __init__(self, network: Network, query: Query, problems: tuple[Problem, Problem]) -> None:
        self.network, self.query, self.problems = network, query, problems
        self._weights = [[objective_weight(query, arc.impedance) for arc in problem.arcs] for problem in problems]
        self._users = [_users(problem) for problem in problems]
        self._last: tuple[Rows, float, Rates] | None = None

    def at(self, rows: Rows, value: float) -> Winners | None:
        """Give both ways at another value; None where a bound then leaves none."""
        found = []
        made: dict[int, Arc] = {}
        for number, problem in enumerate(self.problems):
            changed = {}
            for position in self._arcs_using(number, rows):
                arc = problem.arcs[position]
                if id(arc) not in made:
                    made[id(arc)] = self._repriced(arc, rows, value)
                changed[position] = made[id(arc)]
            path = self._solve(number, changed)
            if path is None:
                return None
            found.append(path)
        (best, least), (other, weight) = found
        return Winners(best, other, least == weight)

    def weight(self, arcs: Sequence[Arc]) -> int:
        """Give the objective of a way, with its tie-breakers."""
        return sum(objective_weight(self.query, arc.impedance) for arc in arcs)

    def priced(self, arcs: Sequence[Arc], rows: Rows, value: float) -> list[Arc]:
        """Give a way as it is at another value."""
        known = set(map(id, rows))
        return [
            self._repriced(arc, rows, value)
            if any(id(entry.figure) in known for entry in arc.impedance.entries)
            else arc
            for arc in arcs
        ]

    def _arcs_using(self, number: int, rows: Rows) -> set[int]:
        return {position for figure in rows for position in self._users[number].get(id(figure), ())}

    def _rates(self, rows: Rows, value: float) -> Rates:
        if self._last is None or self._last[0] is not rows or self._last[1] != value:
            query = self.query
            month = query.on.month if query.on else None
            self._last = rows, value, Rates(with_value(self.network, rows, value), query.consignment, month)
        return self._last[2]

    def _repriced(self, arc: Arc, rows: Rows, value: float) -> Arc:
        """Price an arc again, a link and a wait by the rules of costing, a transfer line by line."""
        if arc.kind == "link":
            rates = self._rates(rows, value)
            priced = price_link(rates.network.links[arc.subject], rates)
            return arc if priced is None else arc._replace(impedance=priced)
        if arc.kind == "waiting":
            rates = self._rates(rows, value)
            return arc._replace(impedance=price_wait(rates.network.services[arc.subject], rates))
        entries = [
            entry._replace(amount=_amount(entry, value)) if any(entry.figure is figure for figure in rows) else entry
            for entry in arc.impedance.entries
        ]
        return arc._replace(impedance=Impedance.of(entries))

    def _solve(self, number: int, changed: dict[int, Arc]) -> tuple[list[Arc], int] | None:
        problem = self.problems[number]
        weights = self._weights[number].copy()
        for position, arc in changed.items():
            weights[position] = objective_weight(self.query, arc.impedance)
        bounds = []
        if bounds_of([], self.query):
            arcs = problem.arcs.copy()
            for position, arc in changed.items():
                arcs[position] = arc
            bounds = bounds_of(arcs, self.query)
        ends = problem.source, problem.target
        path = (
            bounded_path(problem.graph, weights, bounds, *ends)
            if bounds
            else shortest_path(problem.graph, weights, *ends)
        )
        return None if path is None else ([problem.arcs[arc] for arc in path], sum(weights[arc] for arc in path))


def _users(problem: Problem) -> dict[int, list[int]]:
    """Give by the identity of each figure the arcs that are priced with it."""
    users: dict[int, list[int]] = {}
    for position, arc in enumerate(problem.arcs):
        for entry in arc.impedance.entries:
            users.setdefault(id(entry.figure), []).append(position)
    return users


def _amount(entry: Entry, value: float) -> int:
    if entry.measure == "hours":
        return minutes(value * entry.quantity)
    if entry.measure == "cost":
        return cents(value * entry.quantity)
    return round(value * entry.quantity * GRAMS_PER_KILOGRAM)
