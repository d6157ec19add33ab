"""From a run of arcs to an itinerary: links become legs, the rest become transfers, and bands are combined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from math import sqrt

from corridor.model.advice import advisories_of
from corridor.model.itinerary import Band, Itinerary, Leg, TransferStep
from corridor.model.ledger import Entry
from corridor.model.network import Network
from corridor.planning.query import Query
from corridor.planning.stategraph import Arc
from corridor.units import hours, usd

DEFAULT_BAND_CORRELATION = 0.3


def assemble(network: Network, query: Query, arcs: Sequence[Arc]) -> Itinerary:
    """Make the itinerary of a run of arcs."""
    steps = tuple(_steps(network, arcs))
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
        hours_band=hours_band(entries, _correlation(network)),
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


def _correlation(network: Network) -> float:
    figure = network.parameters.general.find(("band_correlation", "", ""))
    return DEFAULT_BAND_CORRELATION if figure is None else figure.value


def hours_band(entries: Sequence[Entry], correlation: float) -> Band:
    """Combine the times of all steps into the 10th, 50th and 90th percentile of the whole.

    The 50th is the sum of the 50ths.  The distance of each end from it is sqrt((1 - r) Σd² + r (Σd)²),
    with d the distance of a step's own end and r the correlation between steps: for r = 0 independent
    steps, for r = 1 all steps late together.  A simple rule; docs/concepts.md says where it fails.

    >>> from corridor.model.figure import Figure
    >>> day = Entry("hours", "port", 1440, 720, 2880, 1, "times", Figure(24, 12, 48, "h", "2025", "estimate", "C"), "")
    >>> hours_band([day, day], 1.0)
    Band(low=24.0, typical=48.0, high=96.0)
    """
    times = [entry for entry in entries if entry.measure == "hours"]
    middle = sum(entry.amount for entry in times)
    below = _combined([entry.amount - entry.low for entry in times], correlation)
    above = _combined([entry.high - entry.amount for entry in times], correlation)
    return Band(hours(max(0, middle - round(below))), hours(middle), hours(middle + round(above)))


def _combined(distances: Sequence[int], correlation: float) -> float:
    total = sum(distances)
    return sqrt((1 - correlation) * sum(item * item for item in distances) + correlation * total * total)


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
