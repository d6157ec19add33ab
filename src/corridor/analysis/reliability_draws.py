"""Random numbers that belong to things: the same link, border or wait has the same draws in whatever itinerary.

Each is drawn by a counter-based generator (Philox) whose key is a digest of the seed, the thing's name and the
number of the block.  So a link that is added elsewhere changes no draw, itineraries are compared on the same
days, and neither order nor threads matter.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

import numpy as np

from corridor.analysis.reliability_times import Floats, Time
from corridor.model.itinerary import Itinerary, Leg
from corridor.model.ledger import Entry
from corridor.model.network import Network

BLOCK = 32_768
"""Draws at a time: what bounds the memory."""
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


def normals(seed: int, name: str, block: int, count: int) -> Floats:
    """Give standard normal numbers that belong to a name.

    >>> bool((normals(1, "a", 0, 4) == normals(1, "a", 0, 4)).all())
    True
    """
    digest = sha256(f"{seed}|{name}|{block}".encode()).digest()
    key = np.frombuffer(digest[:16], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key)).standard_normal(count)


class Drawn:
    """The draws of one block, each name drawn once however many itineraries need it."""

    def __init__(self, seed: int, block: int, count: int, shares: Shares) -> None:
        self._seed, self._block, self._count = seed, block, count
        self._everything = shares.everything
        self._known: dict[str, Floats] = {}

    def _of(self, name: str) -> Floats:
        if name not in self._known:
            self._known[name] = normals(self._seed, name, self._block, self._count)
        return self._known[name]

    def minutes(self, part: Part) -> Floats:
        """Give a part's minutes in every draw of the block."""
        time = part.time
        if time.low == time.middle == time.high:
            return np.full(self._count, float(time.middle))
        everything = self._everything
        shared = min(part.share, 1 - everything) if part.group else 0.0
        z = np.sqrt(everything) * self._of("everything") if everything else np.zeros(self._count)
        if shared:
            z = z + np.sqrt(shared) * self._of(f"group {part.group}")
        own = 1 - everything - shared
        return time.at(z + np.sqrt(own) * self._of(f"own {part.key}") if own > 0 else z)
