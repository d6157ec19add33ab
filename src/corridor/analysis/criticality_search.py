"""The best way without some elements: the arcs that go with them are left out, and the search made anew.

The arcs are priced once; the answers are those of `corridor route` over a network without the elements
(the tests compare both).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridor.analysis.criticality_elements import Anatomy, Element
from corridor.planning.query import Query
from corridor.planning.solve import Problem, bounds_of, objective_weight, pose, solve_problem
from corridor.planning.stategraph import Arc, StateGraph
from corridor.search.graph import Graph
from corridor.search.shortest import shortest_path


class Without:
    """A query whose network can be robbed of elements."""

    def __init__(self, made: StateGraph, query: Query, anatomy: Anatomy) -> None:
        self.query, self.anatomy = query, anatomy
        orders = (True, False) if query.filters.via else (True,)
        self._problems = [pose(made, query, ports_by_sea=by_sea) for by_sea in orders]
        self._users = [_users(anatomy, problem) for problem in self._problems]
        self._is_bounded = bool(bounds_of([], query))
        self._weights = [[objective_weight(query, arc.impedance) for arc in problem.arcs] for problem in self._problems]
        self._far = [sum(weights) + 1 for weights in self._weights]
        self._known: dict[frozenset[Element], list[Arc] | None] = {}

    def best(self, removed: Iterable[Element] = ()) -> list[Arc] | None:
        """Give the arcs of the best way without some elements; None where there is none left."""
        elements = frozenset(removed)
        if elements not in self._known:
            self._known[elements] = self._search(elements)
        return self._known[elements]

    def _search(self, elements: frozenset[Element]) -> list[Arc] | None:
        for number, (problem, users) in enumerate(zip(self._problems, self._users, strict=True)):
            lost = {arc for element in elements for arc in users.get(element, ())}
            way = self._bounded(problem, lost) if self._is_bounded else self._shortest(number, lost)
            if way is not None:
                return way
        return None

    def _bounded(self, problem: Problem, lost: set[int]) -> list[Arc] | None:
        return solve_problem(_without(problem, lost) if lost else problem, self.query)

    def _shortest(self, number: int, lost: set[int]) -> list[Arc] | None:
        """Search with lost arcs so dear that they are taken only where there is no way without."""
        problem, weights = self._problems[number], self._weights[number].copy()
        far = self._far[number]
        for arc in lost:
            weights[arc] = far
        path = shortest_path(problem.graph, weights, problem.source, problem.target)
        return None if path is None or lost.intersection(path) else [problem.arcs[arc] for arc in path]

    def hits(self, element: Element, way: Sequence[Arc]) -> bool:
        """Say whether a way cannot be gone without an element."""
        return any(element in self.anatomy.elements(arc) for arc in way)


def _users(anatomy: Anatomy, problem: Problem) -> dict[Element, list[int]]:
    """Give by element the arcs that go with it."""
    users: dict[Element, list[int]] = {}
    for place, arc in enumerate(problem.arcs):
        for element in anatomy.elements(arc):
            users.setdefault(element, []).append(place)
    return users


def _without(problem: Problem, lost: set[int]) -> Problem:
    graph, arcs, source, target = problem
    left = [arc for arc in range(graph.arc_count) if arc not in lost]
    made = Graph.of(graph.node_count, [(graph.tails[arc], graph.heads[arc]) for arc in left])
    return Problem(made, [arcs[left[place]] for place in made.order], source, target)
