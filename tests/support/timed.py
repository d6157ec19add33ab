"""Random networks in time, and the slow and obvious way to travel in them: a graph of (node, minute), by NetworkX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import networkx as nx

from corridor.search.graph import Graph
from corridor.search.schedule import Crossing, Sailings, Seasons, Static, Windows

LAST = 120
"""No travel in these networks ends later: tables end at minute 40, and a path has at most 5 further arcs."""


@dataclass(frozen=True)
class Plan:
    """What an arc is, as a person would write it down: (kind, pairs, number)."""

    kind: str
    pairs: tuple[tuple[int, int | None], ...]
    number: int = 0
    """Duration of a window's or static arc, cut-off of sailings."""

    def crossing(self) -> Crossing:
        if self.kind == "static":
            return Static(self.number)
        if self.kind == "sailings":
            return Sailings.of([(start, length or 0) for start, length in self.pairs], self.number)
        if self.kind == "windows":
            return Windows(
                tuple(start for start, _ in self.pairs), tuple(end or 0 for _, end in self.pairs), self.number
            )
        return Seasons.of(self.pairs)

    def moves(self) -> Iterator[tuple[int, int]]:
        """Give (minute of presence at the tail, minute of arrival at the head) of each way to use the arc."""
        if self.kind == "sailings":
            yield from (
                (leaves - self.number, leaves + (length or 0)) for leaves, length in self.pairs if leaves >= self.number
            )
            return
        for now in range(LAST + 1):
            length = self._length(now)
            if length is not None:
                yield now, now + length

    def _length(self, now: int) -> int | None:
        if self.kind == "static":
            return self.number
        if self.kind == "windows":
            return self.number if any(start <= now < (end or 0) for start, end in self.pairs) else None
        holding = [length for start, length in self.pairs if start <= now]
        return holding[-1] if holding else self.pairs[0][1]


@dataclass(frozen=True)
class TimedCase:
    """A network in time with costs by arc, and what is asked."""

    graph: Graph
    plans: list[Plan]
    costs: list[int]
    source: int
    target: int
    start: int

    @property
    def crossings(self) -> list[Crossing]:
        return [plan.crossing() for plan in self.plans]


def random_plan(rng: Random) -> Plan:
    kind = rng.choice(["static", "sailings", "sailings", "windows", "seasons"])
    if kind == "static":
        return Plan(kind, (), rng.randint(0, 9))
    starts = sorted(rng.sample(range(41), rng.randint(0 if kind == "sailings" else 1, 5)))
    if kind == "sailings":
        return Plan(kind, tuple((start, rng.randint(0, 25)) for start in starts), rng.choice([0, 0, 1, 4]))
    if kind == "windows":
        ends = [*starts[1:], 41]
        spans = ((start, rng.randint(start + 1, end)) for start, end in zip(starts, ends, strict=True))
        return Plan(kind, tuple(spans), rng.randint(0, 9))
    return Plan(kind, tuple((start, rng.choice([None, rng.randint(0, 20)])) for start in starts))


def random_timed(rng: Random) -> TimedCase:
    count = rng.randint(2, 6)
    pairs = [(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(1, 11))]
    graph = Graph.of(count, pairs)
    plans = [random_plan(rng) for _ in pairs]
    costs = [rng.randint(0, 5) for _ in pairs]
    return TimedCase(graph, plans, costs, rng.randrange(count), rng.randrange(count), rng.randint(0, 35))


def expanded(case: TimedCase) -> nx.DiGraph:
    """Write every minute of every node down; waiting is an arc to the next minute."""
    made = nx.DiGraph()
    for node in range(case.graph.node_count):
        made.add_nodes_from((node, now) for now in range(LAST + 1))
        made.add_edges_from((((node, now), (node, now + 1)) for now in range(LAST)), cost=0)
    for arc, plan in enumerate(case.plans):
        tail, head = case.graph.tails[arc], case.graph.heads[arc]
        for leaves, comes in plan.moves():
            if comes <= LAST:
                edge = (tail, leaves), (head, comes)
                known = made.get_edge_data(*edge, {"cost": case.costs[arc]})["cost"]
                made.add_edge(*edge, cost=min(known, case.costs[arc]))
    return made


def first_arrival(world: nx.DiGraph, case: TimedCase) -> int | None:
    begin = (case.source, case.start)
    reached = nx.descendants(world, begin) | {begin}
    return min((now for node, now in reached if node == case.target), default=None)


def least_cost_by(world: nx.DiGraph, case: TimedCase, deadline: int) -> int | None:
    """Give the least cost of being at the target by a minute."""
    found = nx.single_source_dijkstra_path_length(world, (case.source, case.start), weight="cost")
    return min((cost for (node, now), cost in found.items() if node == case.target and now <= deadline), default=None)


def follows(case: TimedCase, arcs: Sequence[int], times: Sequence[int]) -> bool:
    """Say whether a run of arcs is a path from source to target that the plans admit at those times."""
    node, now = case.source, case.start
    for arc, then in zip(arcs, times, strict=True):
        possible = [comes for leaves, comes in case.plans[arc].moves() if leaves >= now]
        if case.graph.tails[arc] != node or then not in possible:
            return False
        node, now = case.graph.heads[arc], then
    return node == case.target
