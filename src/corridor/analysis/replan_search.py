"""Ways out of a port by where they first take ship, as lines over the length of a closure.

A way whose first sailing waits for a port to reopen weighs base + hold x max(0, closure - ready): `ready` is when the
cargo stands at the quay, `hold` what a minute of waiting weighs.  So the length at which another way is better
follows from two whole numbers, without searching for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from corridor.model.ledger import Impedance
from corridor.model.network import Network
from corridor.planning.criteria import column
from corridor.planning.query import Query
from corridor.planning.solve import objective_weight, pose, primary_weight
from corridor.planning.stategraph import Arc, StateGraph
from corridor.search.graph import Graph
from corridor.search.pareto import pareto
from corridor.search.shortest import shortest_path


class Way(NamedTuple):
    """One way: its arcs, where it first takes ship (empty: never), and whether it waits for a port to reopen."""

    arcs: tuple[Arc, ...]
    gate: str
    boards: int
    """Position of the arc before which it waits; without a sailing, the number of arcs."""
    held: bool

    @property
    def ready(self) -> int:
        """Give the minutes until it stands at the quay."""
        return sum(arc.impedance.minutes for arc in self.arcs[: self.boards])

    def wait(self, closure: int) -> int:
        """Give the minutes it waits for the reopening."""
        return max(0, closure - self.ready) if self.held else 0

    def comes_back(self, at: str) -> bool:
        """Say whether it passes a place twice."""
        stops = [at, *(arc.node_id for arc in self.arcs if arc.kind == "link")]
        return len(set(stops)) < len(stops)

    def weight(self, query: Query, closure: int) -> int:
        """Give what is minimised, ties settled as a route's are."""
        return sum(objective_weight(query, arc.impedance) for arc in self.arcs) + objective_weight(
            query, _minutes(self.wait(closure))
        )

    def primary(self, query: Query) -> int:
        """Give what is minimised without waiting, in whole units."""
        return sum(primary_weight(query, arc.impedance) for arc in self.arcs)


def _minutes(minutes: int) -> Impedance:
    return Impedance(minutes, 0, 0, ())


def waters_of(network: Network, port: str) -> frozenset[str]:
    """Give the ports that one can sail to from a port, directly or over others, itself included."""
    neighbours: dict[str, set[str]] = {}
    for link in network.links.values():
        if link.mode == "sea":
            neighbours.setdefault(link.from_node_id, set()).add(link.to_node_id)
            neighbours.setdefault(link.to_node_id, set()).add(link.from_node_id)
    found, queue = {port}, [port]
    while queue:
        for other in neighbours.get(queue.pop(), ()):
            if other not in found:
                found.add(other)
                queue.append(other)
    return frozenset(found)


class WaysOut:
    """The ways of a query from a port, with the waters around it and the ports that are closed."""

    def __init__(self, made: StateGraph, query: Query, at: str, closed: frozenset[str]) -> None:
        self.query, self.closed = query, closed
        self.waters = waters_of(made.network, at)
        self._links = made.network.links
        self._problem = pose(made, query)
        self._weights = [objective_weight(query, arc.impedance) for arc in self._problem.arcs]
        self._gates = {number for number, arc in enumerate(self._problem.arcs) if self._is_gate(made.network, arc)}
        self._held = {number for number in self._gates if self._is_held(made.network, self._problem.arcs[number])}
        self._whole = self._part(set())
        self._before = self._part(self._gates)
        self._open = self._part(self._held)
        around = self._path(self._open, self._problem.source, self._problem.target)
        self._rest = None if around is None else self._weight(around)

    @property
    def gates(self) -> tuple[str, ...]:
        """Give the ports where one may take ship."""
        return tuple(dict.fromkeys(self._problem.arcs[number].tail[0] for number in sorted(self._gates)))

    def _is_gate(self, network: Network, arc: Arc) -> bool:
        """Say whether an arc is where one takes ship in these waters: the wait for a sailing, or one without a wait."""
        if arc.kind == "waiting":
            link = network.links[network.services[arc.subject].link_id]
            return link.mode == "sea" and link.from_node_id in self.waters
        if arc.kind != "link" or arc.subject in network.service_of_link:
            return False
        return network.links[arc.subject].mode == "sea" and arc.node_id in self.waters

    def _is_held(self, network: Network, arc: Arc) -> bool:
        link_id = network.services[arc.subject].link_id if arc.kind == "waiting" else arc.subject
        link = network.links[link_id]
        return not self.closed.isdisjoint((link.from_node_id, link.to_node_id))

    def by_gate(self, closure: int) -> Iterator[Way]:
        """Give the best way by each port where one may first take ship, of those that wait and of the others."""
        for port in self.gates:
            ways = self.through(port)
            for held in (True, False):
                alike = [way for way in ways if way.held == held]
                if alike:
                    yield min(alike, key=lambda way: way.weight(self.query, closure))
        path = self._path(self._before, self._problem.source, self._problem.target)
        if path is not None:
            yield Way(tuple(self._problem.arcs[number] for number in path), "", len(path), held=False)

    def through(self, port: str) -> list[Way]:
        """Give every way that may be the best by a port at some length of the closure."""
        return [way for number in sorted(self._gates) if self._problem.arcs[number].tail[0] == port
                for way in self._by_arc(number, port)]  # fmt: skip

    def _by_arc(self, number: int, port: str) -> Iterator[Way]:
        graph, arcs = self._problem.graph, self._problem.arcs
        held = number in self._held
        onward = self._path(self._whole if held else self._open, graph.heads[number], self._problem.target)
        to_quay = self._path(self._before, self._problem.source, graph.tails[number])
        if onward is None or to_quay is None:
            return
        paths = [to_quay]
        if held and (port in self.closed or self._may_be_best([*to_quay, number, *onward])):
            paths = self._front(graph.tails[number])
        for path in paths:
            whole = tuple(arcs[arc] for arc in (*path, number, *onward))
            if len({arc.tail for arc in whole}) == len(whole):  # what comes back to where it was is no way out
                yield Way(whole, port, len(path), held)

    def _may_be_best(self, path: Sequence[int]) -> bool:
        """Say whether a way that waits is as good as the best that does not, at least without a closure."""
        return self._rest is None or self._weight(path) <= self._rest

    def _front(self, tail: int) -> list[list[int]]:
        """Give all ways to a closed quay that may be the best: its hold makes equal what differs in time."""
        part = self._before
        counted = ("time", "cost", "co2e") if self.query.minimize == "co2e" else ("time", "cost")
        criteria = [column(name, [self._problem.arcs[arc] for arc in part.order]) for name in counted]
        front = pareto(part.graph, criteria, self._problem.source, tail)
        return [[part.order[arc] for arc in front.path(place)] for place in range(len(front))]

    def _weight(self, path: Sequence[int]) -> int:
        return sum(self._weights[arc] for arc in path)

    def _path(self, part: _Part, source: int, target: int) -> list[int] | None:
        path = shortest_path(part.graph, part.weights, source, target)
        return None if path is None else [part.order[arc] for arc in path]

    def _part(self, left_out: set[int]) -> _Part:
        """Give the graph without some arcs."""
        graph = self._problem.graph
        kept = [number for number in range(graph.arc_count) if number not in left_out]
        made = Graph.of(graph.node_count, [(graph.tails[arc], graph.heads[arc]) for arc in kept])
        order = [kept[place] for place in made.order]
        return _Part(made, order, [self._weights[arc] for arc in order])


class _Part(NamedTuple):
    """A graph of some of the arcs: which they are in its order, and what they weigh."""

    graph: Graph
    order: list[int]
    weights: list[int]


def break_even(query: Query, waiting: Sequence[Way], other: Way) -> Fraction | None:
    """Give the longest closure in minutes at which waiting is no worse than another way; None where it always is.

    0 where the other way is better even without a closure.
    """
    rest = other.primary(query)
    hold = primary_weight(query, _minutes(1))
    found: list[Fraction] = []
    for way in waiting:
        slack = rest - way.primary(query)
        if slack >= 0:
            if hold == 0:
                return None
            found.append(way.ready + Fraction(slack, hold))
    return max(found, default=Fraction(0))
