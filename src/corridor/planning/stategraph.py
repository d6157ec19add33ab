"""The state graph: for one consignment, what leads from where to where, and what each step is.

A state is (node, state, arriving or departing).  On rails and roads arriving and departing are one, so
that a train runs on; at sea they are two, so that changing ships is a transfer that must be paid for.
Waiting for a sailing and crossing a border lie on arcs of their own behind and before the link they
belong to, so that they are paid exactly once and can't be skipped (docs/concepts.md has a drawing).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from corridor.costing.link import price_link
from corridor.costing.rates import Context, Rates
from corridor.costing.transfer import price_transfer, price_wait
from corridor.model.ledger import Impedance
from corridor.model.link import Link
from corridor.model.network import Network
from corridor.model.state import State
from corridor.model.transfer import Transfer, TransferKind
from corridor.units import Metres, metres

Vertex = tuple[str, State, str]
"""A node, what the cargo is on there, and `arrive`, `depart`, or the id of a link half done."""

SOURCE: Vertex = ("", State("road", "truck"), "source")
SINK: Vertex = ("", State("road", "truck"), "sink")
_CROSSING_MODES = frozenset({"rail", "road", "pipeline"})


class Arc(NamedTuple):
    """One arc of the state graph: travel on a link, or a transfer at a node."""

    tail: Vertex
    head: Vertex
    impedance: Impedance
    kind: TransferKind | Literal["link"]
    node_id: str
    """Where a transfer happens; for a link, where it leads."""
    subject: str = ""
    """The id of the link, transfer or service."""
    forward: bool = True
    metres: Metres = 0
    label: str = ""


@dataclass(eq=False)
class StateGraph:
    """The priced arcs of a network for one consignment, without the ends of any particular query."""

    rates: Rates
    arcs: list[Arc] = field(default_factory=list)
    departures: dict[str, list[State]] = field(default_factory=dict)
    """By node, the states in which something leaves it, by a link or by a transfer."""
    arrivals: dict[str, list[State]] = field(default_factory=dict)
    """By node, the states in which something arrives there, by a link or by a transfer."""

    @property
    def network(self) -> Network:
        """Give the network that was priced."""
        return self.rates.network


def vertex(node_id: str, state: State, side: str) -> Vertex:
    """Give the vertex of a state; only at sea do arriving and departing differ."""
    return node_id, state, side if state.mode == "sea" else "stand"


def build_state_graph(rates: Rates, usable: frozenset[str]) -> StateGraph:
    """Price the links of `usable` and all transfers that the consignment can use."""
    made = StateGraph(rates)
    network, cargo = rates.network, rates.consignment.cargo_class
    borders = _borders(network, cargo)
    for link_id in sorted(usable):
        link = network.links[link_id]
        impedance = price_link(link, rates) if cargo in link.cargo else None
        if impedance is None:
            continue
        for forward in (True,) if link.directed else (True, False):
            _add_link(made, link, impedance, borders, forward=forward)
    for transfer_id in sorted(network.transfers):
        transfer = network.transfers[transfer_id]
        if transfer.kind != "border" and cargo in transfer.cargo:
            _add_transfer(made, transfer)
    return made


def _borders(network: Network, cargo: str) -> dict[tuple[str, str], Transfer]:
    return {
        (transfer.link_id, transfer.from_country): transfer
        for transfer in network.transfers.values()
        if transfer.kind == "border" and cargo in transfer.cargo
    }


def _add_link(
    made: StateGraph, link: Link, impedance: Impedance, borders: dict[tuple[str, str], Transfer], *, forward: bool
) -> None:
    """Add travel on a link, with the wait before it at sea and the border behind it on land."""
    nodes, rates = made.network.nodes, made.rates
    tail_id, head_id = link.ends(forward=forward)
    way = f"{link.link_id}{'>' if forward else '<'}"
    start = vertex(tail_id, link.state, "depart")
    end = vertex(head_id, link.state, "arrive")
    leaving, entering = nodes[tail_id].country, nodes[head_id].country
    crosses = leaving != entering and link.mode in _CROSSING_MODES
    border = borders.get((link.link_id, leaving)) if crosses else None
    if crosses and border is None:
        return
    service = made.network.service_of_link.get(link.link_id)
    if service is not None:
        boarded: Vertex = (tail_id, link.state, f"boarded {way}")
        wait = price_wait(service, rates)
        made.arcs.append(Arc(start, boarded, wait, "waiting", tail_id, service.service_id, label=service.name))
        start_of_travel = boarded
    else:
        start_of_travel = start
    end_of_travel: Vertex = (head_id, link.state, f"crossing {way}") if border else end
    length = metres(link.length.value)
    made.arcs.append(Arc(start_of_travel, end_of_travel, impedance, "link", head_id, link.link_id, forward, length))
    if border is not None:
        context = Context("border", entering, link.mode, link.mode)
        paid = price_transfer(border.transfer_id, context, rates)
        if paid is None:
            return
        label = f"border {leaving}–{entering}"
        made.arcs.append(Arc(end_of_travel, end, paid, "border", border.node_id, border.transfer_id, label=label))
    _note(made.departures, tail_id, link.state)
    _note(made.arrivals, head_id, link.state)


def _note(states: dict[str, list[State]], node_id: str, state: State) -> None:
    known = states.setdefault(node_id, [])
    if state not in known:
        known.append(state)


def _add_transfer(made: StateGraph, transfer: Transfer) -> None:
    country = made.network.nodes[transfer.node_id].country
    for before, after in _ways(transfer):
        context = Context(transfer.kind, country, before.mode, after.mode)
        impedance = price_transfer(transfer.transfer_id, context, made.rates)
        if impedance is None:
            continue
        tail = vertex(transfer.node_id, before, "arrive")
        head = vertex(transfer.node_id, after, "depart")
        label = f"{transfer.kind.replace('_', ' ')} {before} to {after}"
        made.arcs.append(Arc(tail, head, impedance, transfer.kind, transfer.node_id, transfer.transfer_id, label=label))
        _note(made.departures, transfer.node_id, before)
        _note(made.arrivals, transfer.node_id, after)


def _ways(transfer: Transfer) -> Iterator[tuple[State, State]]:
    assert transfer.from_state is not None  # noqa: S101 - the checks guarantee it for all but borders
    assert transfer.to_state is not None  # noqa: S101
    yield transfer.from_state, transfer.to_state
    if not transfer.directed and transfer.from_state != transfer.to_state:
        yield transfer.to_state, transfer.from_state


def end_arcs(made: StateGraph, origin: str, destination: str) -> list[Arc]:
    """Give the loading arcs of an origin and the unloading arcs of a destination.

    Cargo is loaded on a train, a truck, a ship or into a pipe; not straight on a ferry.
    """
    arcs = []
    for state in made.departures.get(origin, ()):
        arcs += _end_arc(made, origin, state, "loading")
    for state in made.arrivals.get(destination, ()):
        arcs += _end_arc(made, destination, state, "unloading")
    return arcs


def _end_arc(made: StateGraph, node_id: str, state: State, kind: Literal["loading", "unloading"]) -> list[Arc]:
    if state.mode == "sea" and state.carried_on != "ship":
        return []
    loading = kind == "loading"
    country = made.network.nodes[node_id].country
    context = Context(kind, country, "" if loading else state.mode, state.mode if loading else "")
    impedance = price_transfer("", context, made.rates)
    if impedance is None:
        return []
    tail = SOURCE if loading else vertex(node_id, state, "arrive")
    head = vertex(node_id, state, "depart") if loading else SINK
    return [Arc(tail, head, impedance, kind, node_id, label=f"{kind} ({state})")]
