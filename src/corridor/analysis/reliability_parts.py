"""The times of an itinerary as parts of a model: what each is called, what it shares with others, and its spread."""

from __future__ import annotations

from typing import NamedTuple

from corridor.analysis.reliability_times import Time
from corridor.model.itinerary import Itinerary, Leg
from corridor.model.ledger import Entry
from corridor.model.network import Network

_CASPIAN = frozenset({"AZ", "IR", "KZ", "RU", "TM"})


class Shares(NamedTuple):
    """How much of a time's variation is shared, on the normal scale; the rest is its own."""

    everything: float
    border: float
    moving: float
    caspian: float

    @classmethod
    def of(cls, network: Network) -> Shares:
        """Read the shares off `parameter.csv`; a network that lacks them shares nothing."""
        names = ("all", "border", "moving", "caspian")
        found = [network.parameters.general.find((f"time_correlation_{name}", "", "")) for name in names]
        return cls(*(0.0 if figure is None else figure.value for figure in found))


class Part(NamedTuple):
    """One time of an itinerary: whose it is, what it shares with whom, and its distribution in minutes."""

    step: int
    key: str
    group: str
    """The name of what it shares with others; empty for nothing."""
    share: float
    time: Time


def parts_of(itinerary: Itinerary, shares: Shares) -> list[Part]:
    """Give all times of an itinerary's ledger."""
    parts = []
    for number, step in enumerate(itinerary.steps):
        where = "" if isinstance(step, Leg) else step.node_id
        for entry in step.entries:
            if entry.measure == "hours":
                group, share = _group(itinerary.network, entry, where, shares)
                key = f"{entry.subject}|{entry.item}|{where}"
                parts.append(Part(number, key, group, share, Time(entry.low, entry.amount, entry.high)))
    return parts


def _group(network: Network, entry: Entry, where: str, shares: Shares) -> tuple[str, float]:
    """Say with what else a time goes together, and how much."""
    link = network.links.get(entry.subject)
    service = network.services.get(entry.subject)
    if service is not None:
        link = network.links.get(service.link_id)
    if link is not None and link.mode == "sea":
        ends = {network.nodes[place].country for place in (link.from_node_id, link.to_node_id)}
        return ("caspian", shares.caspian) if ends <= _CASPIAN else ("", 0.0)
    if link is not None:
        return f"{link.mode} in {link.country}", shares.moving
    if entry.item.startswith("border"):
        return f"borders of {network.nodes[where].country}", shares.border
    node = network.nodes.get(where)
    is_port = node is not None and node.node_type == "seaport" and node.country in _CASPIAN and entry.item == "port"
    return ("caspian", shares.caspian) if is_port else ("", 0.0)
