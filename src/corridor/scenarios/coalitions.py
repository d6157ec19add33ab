"""The answer to one question for set after set of levers, pricing only what levers can touch.

Most of an answer's time is pricing, and most of a network costs the same whatever the levers.  So what no lever
touches is priced once, and the rest anew for each set; the arcs come in the order in which
`corridor.planning.stategraph` makes them, so that even ties are settled as `corridor.route` settles them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from corridor.costing.rates import Rates
from corridor.model.consignment import Consignment
from corridor.model.network import Network
from corridor.model.state import State
from corridor.planning.admit import usable_links
from corridor.planning.query import Query, make_query
from corridor.planning.solve import solve
from corridor.planning.stategraph import Arc, StateGraph, build_state_graph
from corridor.scenarios.bind import Bound
from corridor.scenarios.ops import Op
from corridor.scenarios.overlay import Overlay
from corridor.scenarios.touched import Touched, touched_by

_OF_ENDS = frozenset({"dwell", "charge", "emission_factor"})


class Totals(NamedTuple):
    """The totals of an itinerary in whole cents, minutes and grams."""

    cents: int
    minutes: int
    grams: int


@dataclass(frozen=True, slots=True)
class Question:
    """What `make_query` is asked, apart from the network."""

    origin: str
    destination: str
    consignment: Consignment | None
    options: dict[str, Any]

    def on(self, network: Network) -> Query:
        """Give the query on a network."""
        return make_query(network, self.origin, self.destination, self.consignment, **self.options)


class Coalitions:
    """Answers one question for any set of the single changes of scenarios; totals only."""

    def __init__(self, bound: Bound, question: Question) -> None:
        self.bound, self.question = bound, question
        base = bound.network
        self._touched = touched_by(base, bound.ops)
        self._still = _part(base, question.on(base), self._touched, touched_only=False).arcs
        self._known: dict[Hashable, Totals | None] = {}

    def totals(self, ops: Sequence[Op]) -> Totals | None:
        """Give the totals of the best itinerary with some of the changes; None where there is no itinerary.

        Raises `ScenarioConflictError` where the changes contradict each other.
        """
        network = Overlay(self.bound, ops).network()
        query = self.question.on(network)
        moved = _part(network, query, self._touched, touched_only=True)
        alike = (
            query.vot_usd_per_hour,
            _ends(ops),
            tuple((*_place(arc), arc.tail, arc.head, arc.impedance[:3]) for arc in moved.arcs),
        )
        if alike not in self._known:  # many levers change nothing of what counts, such as a range alone
            self._known[alike] = self._solved(network, query, moved)
        return self._known[alike]

    def _solved(self, network: Network, query: Query, moved: StateGraph) -> Totals | None:
        arcs = sorted((*self._still, *moved.arcs), key=_place)
        made = StateGraph(Rates(network, query.consignment, query.on.month if query.on else None), arcs)
        _note_ends(made)
        best = solve(made, query)
        if best is None:
            return None
        priced = [arc.impedance for arc in best]
        return Totals(
            sum(item.cents for item in priced), sum(item.minutes for item in priced), sum(item.grams for item in priced)
        )


def _ends(ops: Iterable[Op]) -> frozenset[Op]:
    """Give the changes of rows that may price loading and unloading, which are no part of a state graph."""
    return frozenset(op for op in ops if op.target.table in _OF_ENDS and op.target.key[0] in {"", "handling"})


def _part(network: Network, query: Query, touched: Touched, *, touched_only: bool) -> StateGraph:
    """Price the part of a network that levers touch, or the part that they do not."""
    usable = usable_links(network, query.filters, query.on)
    transfers = {
        name: item
        for name, item in network.transfers.items()
        if item.kind == "border" or (name in touched.transfers) == touched_only
    }
    part = replace(network, transfers=transfers)
    rates = Rates(part, query.consignment, query.on.month if query.on else None)
    return build_state_graph(rates, usable & touched.links if touched_only else usable - touched.links)


def _place(arc: Arc) -> tuple[int, str]:
    """Give where an arc stands in a state graph: with its link, then with its transfer."""
    if arc.kind == "link":
        return 0, arc.subject
    if arc.kind == "waiting":
        return 0, arc.head[2].partition(" ")[2][:-1]
    if arc.kind == "border":
        return 0, arc.tail[2].partition(" ")[2][:-1]
    return 1, arc.subject


def _note_ends(made: StateGraph) -> None:
    """Note in which states something leaves or comes to each place, as the state graph does while it is built."""
    left: tuple[str, State] = ("", made.arcs[0].tail[1]) if made.arcs else ("", State("road", "truck"))
    for arc in made.arcs:
        if arc.kind == "waiting":
            continue
        if arc.kind == "link":
            left = arc.tail[0], arc.tail[1]
            if arc.head[2].startswith("crossing "):
                continue  # the border behind it is what leads to the place
        start = left if arc.kind in {"link", "border"} else (arc.tail[0], arc.tail[1])
        for states, (node_id, state) in ((made.departures, start), (made.arrivals, (arc.head[0], arc.head[1]))):
            known = states.setdefault(node_id, [])
            if state not in known:
                known.append(state)
