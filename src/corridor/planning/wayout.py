"""The loosest graph of a query, priced once, and what becomes possible when some of its obstacles are lifted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from math import ceil
from typing import Any

from corridor.costing.rates import Rates
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.admit import is_open
from corridor.planning.assemble import assemble
from corridor.planning.criteria import CRITERIA, Criterion, column
from corridor.planning.query import Query
from corridor.planning.relax import relaxations
from corridor.planning.solve import Problem, bounds_of, pose, solve_problem
from corridor.planning.stategraph import Arc, StateGraph, build_state_graph
from corridor.search.bounded import bounded_path
from corridor.search.colours import BARRED, smallest_sets

Narrow = Callable[[Problem, bool], Problem]
"""Leaves only some of the paths of a problem; told whether seaports are to be passed by sea."""

Obstacles = tuple[int, ...]
"""Positions among the obstacles of a query: its filters first, then the links that are not open."""

_OPTIONS: dict[str, str] = {
    "transfers": "--max-transfers",
    "time": "--max-hours",
    "cost": "--max-cost",
    "co2e": "--max-co2e",
}


@dataclass(frozen=True)
class WayOut:
    """A smallest set of filters and closed links whose removal opens a way, and the best way then."""

    filters: tuple[str, ...]
    """The filters to be lifted, in the words in which they were given."""
    closed_links: tuple[str, ...]
    itinerary: Itinerary = field(repr=False)
    needs: dict[str, float]
    """For each bound among the filters, the smallest value that would do if the rest of the set is lifted."""

    @property
    def lift(self) -> tuple[str, ...]:
        """Give all that is to be lifted: filters in words, links by id."""
        return (*self.filters, *self.closed_links)

    def to_dict(self) -> dict[str, Any]:
        """Give the way out as the JSON contract has it."""
        links = self.itinerary.network.links
        return {
            "lift": list(self.lift),
            "closed_links": [{"link_id": item, "status": links[item].status} for item in self.closed_links],
            "corridor": self.itinerary.corridor,
            "cost_usd": self.itinerary.cost_usd,
            "hours": self.itinerary.hours,
            "needs": dict(self.needs),
        }

    def __str__(self) -> str:
        links = self.itinerary.network.links
        opened = [f"open {item} ({links[item].status.replace('_', ' ')})" for item in self.closed_links]
        lifted = [f"lift {words}" for words in self.filters]
        needs = "".join(f"; {option}: at least {_enough(value)} is needed" for option, value in self.needs.items())
        name = " ".join(self.itinerary.corridor_name.split()) or "other way"
        best = f"{name}, USD {self.itinerary.cost_usd:,.0f}"
        return f"{' and '.join(lifted + opened)}: {best}, {self.itinerary.hours:,.1f} h{needs}"


def _enough(value: float) -> str:
    """Write a bound with two decimals at most, rounded up, so that it is enough."""
    return f"{ceil(round(value * 100, 4)) / 100:.10g}"


class Obstructed:
    """A query with all that stands in its way: filters and links that are not open, over one priced graph."""

    def __init__(self, network: Network, query: Query, narrow: Narrow | None = None) -> None:
        self.network, self.query, self._narrow = network, query, narrow
        self.filters = list(relaxations(query))
        self.closed = sorted(item for item, link in network.links.items() if not is_open(link, query.on))
        rates = Rates(network, query.consignment, query.on.month if query.on else None)
        self.made = build_state_graph(rates, frozenset(network.links))
        self._problems: dict[tuple[tuple[str, ...], tuple[str, ...]], Problem] = {}

    @cached_property
    def _colours(self) -> dict[str, int]:
        """Give by link the obstacles that bar it, a bit for each."""
        barring = [(1 << bit, item.bars) for bit, item in enumerate(self.filters) if item.bars]
        closed = {link_id: 1 << (len(self.filters) + place) for place, link_id in enumerate(self.closed)}
        return {
            link_id: sum((bit for bit, bars in barring if bars(self.network, link)), closed.get(link_id, 0))
            for link_id, link in self.network.links.items()
        }

    def of_arc(self, arc: Arc) -> int:
        """Give the obstacles that bar an arc."""
        return self._colours[arc.subject] if arc.kind == "link" else 0

    @property
    def filter_obstacles(self) -> Obstacles:
        """Give the filters."""
        return tuple(range(len(self.filters)))

    @property
    def link_obstacles(self) -> Obstacles:
        """Give the links that are not open."""
        return tuple(range(len(self.filters), len(self.filters) + len(self.closed)))

    def eased(self, lifted: Sequence[int]) -> Query:
        """Give the query without some of its filters."""
        filters = self.query.filters
        for number in lifted:
            if number < len(self.filters):
                filters = self.filters[number].lift(filters)
        return replace(self.query, filters=filters)

    def smallest(self, candidates: Obstacles, largest: int) -> list[Obstacles]:
        """Give all smallest sets among the candidates, none larger than `largest`, whose removal opens a way."""
        single = [n for n in candidates if n >= len(self.filters) or self.filters[n].bars]
        whole = [n for n in candidates if n not in set(single)]
        active = sum(1 << number for number in single)
        found: list[Obstacles] = []
        for size in range(len(whole) + 1):
            for chosen in combinations(whole, size):
                if size > largest:
                    break
                sets = self._sets(chosen, active, largest - size)
                if sets and size + sets[0].bit_count() < largest:
                    largest, found = size + sets[0].bit_count(), []
                found += [tuple(sorted((*chosen, *_bits(item)))) for item in sets]
        return sorted(found)

    def opens(self, lifted: Obstacles) -> bool:
        """Say whether the removal of all of a set opens a way."""
        whole = tuple(n for n in lifted if n < len(self.filters) and not self.filters[n].bars)
        return bool(self._sets(whole, 0, 0, free=sum(1 << n for n in lifted)))

    def _sets(self, whole: Obstacles, active: int, largest: int, free: int = 0) -> list[int]:
        query = self.eased(whole)
        problem = self._problem(query)
        needed = [self.of_arc(arc) & ~free for arc in problem.arcs]
        colours = [BARRED if bits & ~active else bits for bits in needed]
        bounds = bounds_of(problem.arcs, query)
        return smallest_sets(problem.graph, colours, bounds, problem.source, problem.target, largest)

    def _problem(self, query: Query) -> Problem:
        key = query.filters.via, query.filters.sequence
        if key not in self._problems:
            self._problems[key] = self._posed(self.made, query, ports_by_sea=False)
        return self._problems[key]

    def _posed(self, made: StateGraph, query: Query, *, ports_by_sea: bool) -> Problem:
        problem = pose(made, query, ports_by_sea=ports_by_sea)
        return self._narrow(problem, ports_by_sea) if self._narrow else problem

    def _best(self, lifted: Obstacles, query: Query) -> list[Arc]:
        made = self.opened(lifted)
        for ports_by_sea in (True, False):
            arcs = solve_problem(self._posed(made, query, ports_by_sea=ports_by_sea), query)
            if arcs is not None:
                return arcs
        raise AssertionError(lifted)  # the set was found because it opens a way

    def way_out(self, lifted: Obstacles) -> WayOut:
        """Give the best way once a set of obstacles is lifted."""
        query = self.eased(lifted)
        count = len(self.filters)
        bounds = [bound for n in lifted if n < count and (bound := self.filters[n].bound)]
        return WayOut(
            tuple(self.filters[n].words for n in lifted if n < count),
            tuple(self.closed[n - count] for n in lifted if n >= count),
            assemble(self.network, query, self._best(lifted, query)),
            {_OPTIONS[bound]: self._least(query, lifted, bound) for bound in bounds},
        )

    def opened(self, lifted: Obstacles) -> StateGraph:
        """Give the state graph of what is admitted once a set of obstacles is lifted."""
        free = sum(1 << number for number in lifted)
        arcs = [arc for arc in self.made.arcs if not self.of_arc(arc) & ~free]
        return StateGraph(self.made.rates, arcs, self.made.departures, self.made.arrivals)

    def _least(self, query: Query, lifted: Obstacles, bound: Criterion) -> float:
        """Give the least value of a bound that would do with all other filters that are left."""
        problem = self._posed(self.opened(lifted), query, ports_by_sea=False)
        taken = column(bound, problem.arcs)
        path = bounded_path(problem.graph, taken, bounds_of(problem.arcs, query), problem.source, problem.target)
        return CRITERIA[bound].natural(sum(taken[arc] for arc in path or ()))


def _bits(number: int) -> list[int]:
    return [bit for bit in range(number.bit_length()) if number >> bit & 1]
