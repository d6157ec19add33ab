"""The two ways of a break-even: the best of a corridor (or through a country or place), asked again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from corridor.errors import QueryError
from corridor.model.network import Network
from corridor.planning.another import Other
from corridor.planning.corridors import Setting, best_in_corridor
from corridor.planning.query import Query
from corridor.planning.solve import Problem, primary_weight, solve_problem
from corridor.planning.stategraph import Arc
from corridor.search.collect import ProductTooLargeError


class Way(NamedTuple):
    """The best way of a side, with what the query minimises, as a whole number."""

    arcs: list[Arc]
    total: int


@dataclass(frozen=True)
class Pair:
    """Two sides in one posed query."""

    network: Network
    setting: Setting
    others: tuple[Other, Other]

    def ways(self, query: Query, problem: Problem | None = None) -> tuple[Way | None, Way | None]:
        """Give the best way of each side, over another problem of the same graph where one is given."""
        return self.way_of(query, 0, problem), self.way_of(query, 1, problem)

    def way_of(self, query: Query, side: int, problem: Problem | None = None) -> Way | None:
        """Give the best way of one side."""
        setting = self.setting if problem is None else self.setting._replace(problem=problem)
        return _best(self.network, setting, query, self.others[side])


def _best(network: Network, setting: Setting, query: Query, other: Other) -> Way | None:
    if other.kind == "corridor":
        found = best_in_corridor(network, setting, query, other.id)
        arcs = found.best[1] if found.best else None
    else:
        try:
            problem = other.narrow(setting.problem, query.origin, ports_by_sea=setting.ports_by_sea)
        except ProductTooLargeError:
            words = "the rules that name this way are too many to be kept apart in an exact search"
            raise QueryError("--between", other.id, words) from None
        arcs = solve_problem(problem, query)
    return None if arcs is None else Way(arcs, total(query, arcs))


def total(query: Query, arcs: list[Arc]) -> int:
    """Give what a query minimises over a way, in cents, minutes, grams or sixtieths of a cent."""
    return sum(primary_weight(query, arc.impedance) for arc in arcs)
