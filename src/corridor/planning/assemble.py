"""From a run of arcs to an itinerary: links become legs, the rest become transfers, and bands are combined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from corridor.model.advice import advisories_of
from corridor.model.itinerary import Band, Itinerary, Leg, TransferStep
from corridor.model.ledger import Entry, total
from corridor.model.network import Network
from corridor.planning.band import hours_band
from corridor.planning.query import Query
from corridor.planning.spread import Shares, parts_of
from corridor.planning.stategraph import Arc
from corridor.units import usd


def assemble(network: Network, query: Query, arcs: Sequence[Arc]) -> Itinerary:
    """Make the itinerary of a run of arcs."""
    steps = tuple(_steps(network, arcs))
    shares = Shares.of(network)
    entries = [entry for step in steps for entry in step.entries]
    link_ids = [arc.subject for arc in arcs if arc.kind == "link"]
    places = [query.origin, *(arc.node_id for arc in arcs if arc.kind == "link")]
    return Itinerary(
        network=network,
        consignment=query.consignment,
        origin=query.origin,
        destination=query.destination,
        scenario=query.scenario,
        corridor=name_corridor(network, places, link_ids),
        steps=steps,
        hours_band=hours_band(parts_of(network, steps, shares), shares.everything, total(entries, "hours")),
        cost_band=cost_band(entries),
        advisories=advisories_of(network, link_ids),
    )


def _steps(network: Network, arcs: Sequence[Arc]) -> Iterable[Leg | TransferStep]:
    run: list[Arc] = []
    for arc in arcs:
        if run and (arc.kind != "link" or network.links[arc.subject].state != network.links[run[0].subject].state):
            yield _leg(network, run)
            run = []
        if arc.kind == "link":
            run.append(arc)
        else:
            yield TransferStep(arc.impedance.entries, arc.kind, arc.node_id, arc.subject, arc.label)
    if run:
        yield _leg(network, run)


def _leg(network: Network, run: Sequence[Arc]) -> Leg:
    first, last = network.links[run[0].subject], network.links[run[-1].subject]
    return Leg(
        entries=tuple(entry for arc in run for entry in arc.impedance.entries),
        state=first.state,
        from_node_id=first.ends(forward=run[0].forward)[0],
        to_node_id=last.ends(forward=run[-1].forward)[1],
        link_ids=tuple(arc.subject for arc in run),
        forward=tuple(arc.forward for arc in run),
        metres=sum(arc.metres for arc in run),
    )


def cost_band(entries: Sequence[Entry]) -> Band:
    """Add up the low and the high ends of all charges: everything cheap, everything dear."""
    charges = [entry for entry in entries if entry.measure == "cost"]
    return Band(
        usd(sum(entry.low for entry in charges)),
        usd(sum(entry.amount for entry in charges)),
        usd(sum(entry.high for entry in charges)),
    )


def name_corridor(network: Network, places: Sequence[str], link_ids: Sequence[str]) -> str:
    """Give the id of the first corridor rule that fits, or `other`."""
    passed = {*places, *link_ids, *(f"country:{network.nodes[place].country}" for place in places)}
    for rule in network.corridors:
        if all(_met(pattern, passed) for pattern in rule.passes) and not any(
            _met(pattern, passed) for pattern in rule.avoids
        ):
            return rule.corridor_id
    return "other"


def _met(pattern: str, passed: set[str]) -> bool:
    return any(fnmatchcase(item, pattern) for item in passed)
