"""The best way anew in each of many worlds that differ in figures, by the same search as `corridor route`.

Worlds are columns of totals (`sensitivity_prices`).  Of a block of worlds, arcs are left out that no best
way of any of them uses: those on which even the cheapest way of the block is dearer than what the way of
today takes in the dearest of its worlds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from corridor.analysis.sensitivity_prices import Places, Prices, Totals
from corridor.model.ledger import Impedance
from corridor.planning.assemble import name_corridor
from corridor.planning.query import Query
from corridor.planning.solve import Problem, bounds_of, objective_weight, pose, primary_weight
from corridor.planning.stategraph import Arc, StateGraph
from corridor.search.bounded import bounded_path
from corridor.search.graph import Graph
from corridor.search.shortest import UNREACHED, distances, shortest_path

Way = tuple[int, tuple[int, ...]]
"""The number of a problem, and arcs of it."""


class Sums(NamedTuple):
    """What a way takes, in the integers of the search, and what the query minimises of it."""

    minutes: int
    cents: int
    grams: int
    primary: int


class World(NamedTuple):
    """One column of a block, and the value of time that holds in it."""

    column: int
    vot_usd_per_hour: float


def impedance(numbers: Iterable[Any]) -> Impedance:
    """Make an impedance of minutes, cents and grams: whole numbers, or arrays of them for formulas that hold for both.

    >>> impedance([90, 1200, 0]).cents
    1200
    """
    minutes, cents, grams = numbers
    return Impedance(minutes, cents, grams, ())


class Search:
    """A query over a priced state graph, to be answered at other prices.

    Raises `LookupError` where it has no answer at today's.
    """

    def __init__(self, made: StateGraph, query: Query) -> None:
        self.made, self.query = made, query
        orders = (True, False) if query.filters.via else (True,)
        self.problems = [pose(made, query, ports_by_sea=by_sea) for by_sea in orders]
        self.prices = Prices(made, [arc for problem in self.problems for arc in problem.arcs])
        rows = self.prices.impedance_of
        self.rows = [np.array([rows[id(arc.impedance)] for arc in problem.arcs]) for problem in self.problems]
        self.today = self._today()
        self._corridors: dict[tuple[tuple[str, bool], ...], str] = {}

    def _today(self) -> Way:
        for number, problem in enumerate(self.problems):
            path = _path(problem, [arc.impedance for arc in problem.arcs], range(len(problem.arcs)), self.query)
            if path is not None:
                return number, tuple(path)
        raise LookupError

    def arcs(self, way: Way) -> list[Arc]:
        """Give the arcs of a way."""
        number, path = way
        return [self.problems[number].arcs[place] for place in path]

    def corridor(self, way: Way) -> str:
        """Give the id of the corridor that names a way."""
        links = [arc for arc in self.arcs(way) if arc.kind == "link"]
        key = tuple((arc.subject, arc.forward) for arc in links)
        if key not in self._corridors:
            passed = [self.query.origin, *(arc.node_id for arc in links)]
            self._corridors[key] = name_corridor(self.made.network, passed, [arc.subject for arc in links])
        return self._corridors[key]

    def sums(self, way: Way, totals: Totals, world: World) -> Sums:
        """Give what a way takes in a world."""
        number, path = way
        rows = self.rows[number][list(path)]
        taken = impedance(int(part[rows, world.column].sum()) for part in totals)
        return Sums(*taken[:3], primary_weight(self._asked(world), taken))

    def _asked(self, world: World) -> Query:
        if world.vot_usd_per_hour == self.query.vot_usd_per_hour:
            return self.query
        return replace(self.query, vot_usd_per_hour=world.vot_usd_per_hour)

    def best(self, totals: Totals, worlds: Sequence[World]) -> Iterator[Way | None]:
        """Give the best way of each world of a block; None where a bound leaves none."""
        kept = [self.keeps_bounds(totals, world) for world in worlds]
        trimmed = self._trimmed(totals, [world for world, keeps in zip(worlds, kept, strict=True) if keeps])
        whole = [_part(number, problem, self.rows[number]) for number, problem in enumerate(self.problems)]
        for world, keeps in zip(worlds, kept, strict=True):
            query = self._asked(world)
            parts = [trimmed if keeps and number == self.today[0] else part for number, part in enumerate(whole)]
            yield next((way for way in (part.solve(totals, world, query) for part in parts) if way), None)

    def keeps_bounds(self, totals: Totals, world: World) -> bool:
        """Say whether today's way is within the bounds in a world, so that the best way is no worse."""
        if not bounds_of([], self.query):
            return True
        number, path = self.today
        columns = [part[:, world.column][self.rows[number][list(path)]].tolist() for part in totals]
        priced = _priced(self.arcs(self.today), columns)
        return all(sum(column) <= most for column, most in bounds_of(priced, self.query))

    def _trimmed(self, totals: Totals, worlds: Sequence[World]) -> _Part:
        """Leave out of today's problem what no best way of a block uses, where today's way can be gone in all of it."""
        number = self.today[0]
        problem, rows = self.problems[number], self.rows[number]
        if not worlds:
            return _part(number, problem, rows)
        used = [world.column for world in worlds]
        least = impedance(part[:, used].min(axis=1) for part in totals)
        slowest = self._asked(min(worlds, key=lambda world: world.vot_usd_per_hour))
        most = max(self.sums(self.today, totals, world).primary for world in worlds)
        kept = _within(problem, np.asarray(primary_weight(slowest, least))[rows].tolist(), most)
        if bounds_of([], self.query):
            rarest = [part[:, used].min(axis=1)[rows].tolist() for part in totals]
            for column, limit in bounds_of(_priced(problem.arcs, rarest), self.query):
                kept &= _within(problem, column, limit)
        graph = problem.graph
        left = sorted(kept)
        made = Graph.of(graph.node_count, [(graph.tails[arc], graph.heads[arc]) for arc in left])
        left = [left[place] for place in made.order]
        arcs = [problem.arcs[arc] for arc in left]
        return _part(number, Problem(made, arcs, problem.source, problem.target), rows[left], left)


class _Part(NamedTuple):
    """A problem, or what is left of it."""

    number: int
    problem: Problem
    kept: Sequence[int]
    """For each of its arcs, its place in the whole."""
    rows: Places
    """The rows of the totals that its arcs have."""
    row_of: list[int]
    """For each arc, the place of its row among these."""

    def solve(self, totals: Totals, world: World, query: Query) -> Way | None:
        """Search in one world."""
        columns = [part[:, world.column][self.rows].tolist() for part in totals]
        impedances = [impedance(taken) for taken in zip(*columns, strict=True)]
        path = _path(self.problem, impedances, self.row_of, query)
        return None if path is None else (self.number, tuple(self.kept[place] for place in path))


def _part(number: int, problem: Problem, rows: Places, kept: Sequence[int] | None = None) -> _Part:
    used, row_of = np.unique(rows, return_inverse=True)
    return _Part(number, problem, range(len(problem.arcs)) if kept is None else kept, used, row_of.tolist())


def _path(problem: Problem, impedances: Sequence[Impedance], row_of: Sequence[int], query: Query) -> list[int] | None:
    """Give the best path of a problem at other impedances of its arcs, as `solve_problem` does at their own."""
    different = [objective_weight(query, impedance) for impedance in impedances]
    weights = [different[row] for row in row_of]
    ends = problem.source, problem.target
    if not bounds_of([], query):
        return shortest_path(problem.graph, weights, *ends)
    priced = [arc._replace(impedance=impedances[row]) for arc, row in zip(problem.arcs, row_of, strict=True)]
    return bounded_path(problem.graph, weights, bounds_of(priced, query), *ends)


def _priced(arcs: Sequence[Arc], columns: Sequence[Sequence[int]]) -> list[Arc]:
    """Give arcs that take other minutes, cents and grams."""
    return [arc._replace(impedance=impedance(taken)) for arc, *taken in zip(arcs, *columns, strict=True)]


def _within(problem: Problem, column: Sequence[int], most: int) -> set[int]:
    """Give the arcs that lie on a path of a sum of at most so much."""
    there, back = both_ways(problem, column)
    tails, heads = problem.graph.tails, problem.graph.heads
    return {
        arc
        for arc, weight in enumerate(column)
        if UNREACHED not in {there[tails[arc]], back[heads[arc]]}
        and there[tails[arc]] + weight + back[heads[arc]] <= most
    }


def both_ways(problem: Problem, weights: Sequence[int]) -> tuple[list[int], list[int]]:
    """Give the distances from the source to every node, and from every node to the target."""
    turned = problem.graph.reversed()
    there = distances(problem.graph, weights, problem.source)
    return there, distances(turned, turned.sorted_weights(weights), problem.target)
