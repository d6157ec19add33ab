"""The times of an itinerary as parts of a model: what each is called, what it shares with others, and its spread.

Times of steps go together in groups, and some journeys meet what is shut or has failed: a storm shuts the ports of
a sea for all that sails there, a failed system all borders of a country.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corridor.costing.times import Chance, Time
from corridor.model.advice import weather_ids
from corridor.model.itinerary import Leg, TransferStep
from corridor.model.ledger import Entry
from corridor.model.link import Link
from corridor.model.network import Network
from corridor.units import MINUTES_PER_HOUR

_CASPIAN = frozenset({"AZ", "IR", "KZ", "RU", "TM"})


class Shares(NamedTuple):
    """How much of a time's variation is shared, on the normal scale; the rest is its own.  And what fails."""

    everything: float
    border: float
    moving: float
    caspian: float
    outage: float = 0.0
    """The share of border crossings that meet a country's systems down."""
    outage_minutes: float = 0.0
    """How long those wait on average."""

    @classmethod
    def of(cls, network: Network) -> Shares:
        """Read the shares off `parameter.csv`; a network that lacks them shares nothing, and nothing fails."""
        names = [f"time_correlation_{name}" for name in ("all", "border", "moving", "caspian")]
        names += ["border_outage_chance", "border_outage_hours"]
        found = [network.parameters.general.find((name, "", "")) for name in names]
        everything, border, moving, caspian, chance, hours = (0.0 if one is None else one.value for one in found)
        return cls(everything, border, moving, caspian, chance, hours * MINUTES_PER_HOUR)


class Part(NamedTuple):
    """One time of an itinerary: whose it is, what it shares with whom, and its distribution in minutes."""

    step: int
    key: str
    group: str
    """The name of what it shares with others; empty for nothing."""
    share: float
    time: Time | Chance

    def shared(self, everything: float) -> float:
        """Give what it shares with its group, beside the share of everything: no more than is left of one."""
        return min(self.share, 1 - everything) if self.group else 0.0


def parts_of(network: Network, steps: Sequence[Leg | TransferStep], shares: Shares) -> list[Part]:
    """Give all times of a ledger, and what may fail along the way."""
    return [
        part
        for number, step in enumerate(steps)
        for entry in step.entries
        for part in parts_of_entry(network, entry, number, step, shares)
    ]


def parts_of_entry(
    network: Network, entry: Entry, number: int, step: Leg | TransferStep, shares: Shares
) -> Iterator[Part]:
    """Give the times of one line of the ledger, of which step it is; none for what is no time."""
    if entry.measure != "hours":
        return
    where = "" if isinstance(step, Leg) else step.node_id
    key = f"{entry.subject}|{entry.item}|{where}"
    time = Time(entry.low, entry.amount, entry.high)
    link = _sailed(network, entry)
    if entry.item == "closure" and not time.is_fixed:
        figure = entry.figure
        shut = Chance(figure.chance, figure.value * MINUTES_PER_HOUR)
        yield Part(number, key, f"ports shut by storms ({_waters(link, entry.subject)})", 1.0, shut)
        return
    country = _border_of(network, entry, where)
    if country and shares.outage and not time.is_fixed:
        down = Chance(shares.outage, shares.outage_minutes)
        event = f"systems of {country} down"
        yield Part(number, f"{event}|{key}", event, 1.0, down)
    yield Part(number, key, *_group(network, entry, link, where, country, shares), time)


def _sailed(network: Network, entry: Entry) -> Link | None:
    service = network.services.get(entry.subject)
    return network.links.get(entry.subject if service is None else service.link_id)


def _waters(link: Link | None, subject: str) -> str:
    """Name the weather of a link by its advisory; without one it is the service's own."""
    return next(iter(weather_ids(() if link is None else link.advisory_ids)), subject)


def _border_of(network: Network, entry: Entry, where: str) -> str:
    """Give the country whose officers take a time; empty for what is no border."""
    if not entry.item.startswith("border"):
        return ""
    crossing = network.transfers.get(entry.subject)
    if crossing is None or not crossing.from_country:
        return network.nodes[where].country
    return crossing.from_country if entry.item == "border_exit" else crossing.to_country


def _group(
    network: Network, entry: Entry, link: Link | None, where: str, country: str, shares: Shares
) -> tuple[str, float]:
    """Say with what else a time goes together, and how much."""
    if link is not None and link.mode == "sea":
        ends = {network.nodes[place].country for place in (link.from_node_id, link.to_node_id)}
        return ("caspian", shares.caspian) if ends <= _CASPIAN else ("", 0.0)
    if link is not None and not country:
        return f"{link.mode} in {link.country}", shares.moving
    if country:
        return f"borders of {country}", shares.border
    node = network.nodes.get(where)
    is_port = node is not None and node.node_type == "seaport" and node.country in _CASPIAN and entry.item == "port"
    return ("caspian", shares.caspian) if is_port else ("", 0.0)
