"""The answer: legs and transfers from origin to destination, with a ledger that anyone can re-add."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from corridor.model.consignment import Consignment
from corridor.model.ledger import Entry, total
from corridor.model.network import Coordinates, Network
from corridor.model.reference import Advisory, Source
from corridor.model.state import Mode, State
from corridor.model.transfer import ACTIVITIES, ACTIVITY_OF_DWELL, TransferKind
from corridor.units import Hours, Kilograms, Kilometres, Usd, hours, kilograms, kilometres, usd


@dataclass(frozen=True, slots=True)
class Step:
    """What legs and transfers have in common: their lines of the ledger."""

    entries: tuple[Entry, ...] = field(repr=False)

    @property
    def hours(self) -> Hours:
        """Give the typical duration."""
        return hours(total(self.entries, "hours"))

    @property
    def cost_usd(self) -> Usd:
        """Give the cost of the consignment."""
        return usd(total(self.entries, "cost"))

    @property
    def co2e_kg(self) -> Kilograms:
        """Give the well-to-wheel emissions of the consignment."""
        return kilograms(total(self.entries, "co2e"))


@dataclass(frozen=True, slots=True)
class Leg(Step):
    """A run of links moved by one mode between two transfers."""

    state: State
    from_node_id: str
    to_node_id: str
    link_ids: tuple[str, ...]
    forward: tuple[bool, ...]
    """For each link, whether it is travelled from its first to its second node."""
    metres: int

    @property
    def mode(self) -> Mode:
        """Give the mode of the leg."""
        return self.state.mode

    @property
    def distance_km(self) -> Kilometres:
        """Give the length of the leg."""
        return kilometres(self.metres)


@dataclass(frozen=True, slots=True)
class TransferStep(Step):
    """A transfer that the itinerary makes, and where."""

    kind: TransferKind
    node_id: str
    subject: str
    """The id of the transfer or service; empty for loading and unloading."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A range of an uncertain total: 10th, 50th and 90th percentile of hours, or low, typical, high USD."""

    low: float
    typical: float
    high: float


@dataclass(frozen=True, eq=False)
class Itinerary:
    """An ordered run of legs and transfers, and all that follows from it.

    `hours_band` combines the steps' percentiles as docs/concepts.md describes.
    """

    network: Network = field(repr=False)
    consignment: Consignment
    origin: str
    destination: str
    scenario: str
    corridor: str
    steps: tuple[Leg | TransferStep, ...]
    hours_band: Band
    cost_band: Band
    advisories: tuple[Advisory, ...]
    departs: datetime | None = None
    """When the journey begins, where a departure was asked for: then waits and seasons are those of its dates."""
    remarks: tuple[str, ...] = ()
    """What a reader of the dates must know."""

    @cached_property
    def spans(self) -> tuple[tuple[datetime, datetime], ...]:
        """Give begin and end of each step in the local time of where they happen; empty without a departure."""
        if self.departs is None:
            return ()
        from corridor.model.dates import spans_of  # noqa: PLC0415 - few itineraries have dates

        return spans_of(self)

    @property
    def corridor_name(self) -> str:
        """Give the name of the corridor in words; empty where no rule named it."""
        rules = self.network.corridors
        return next((rule.name for rule in rules if rule.corridor_id == self.corridor), "")

    @property
    def course(self) -> Hashable:
        """Give what makes a way the same on another day: its links and what is done between them, not how long.

        Waiting for hours of opening is no part of it: on another day there may be none.
        """
        return tuple(
            (step.state, step.link_ids) if isinstance(step, Leg) else (step.kind, step.node_id, step.subject)
            for step in self.steps
            if isinstance(step, Leg) or step.kind != "waiting" or step.subject not in self.network.links
        )

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Give the legs in order."""
        return tuple(step for step in self.steps if isinstance(step, Leg))

    @property
    def transfers(self) -> tuple[TransferStep, ...]:
        """Give the transfers in order, loading and unloading included."""
        return tuple(step for step in self.steps if isinstance(step, TransferStep))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Give all lines of the ledger in order."""
        return tuple(entry for step in self.steps for entry in step.entries)

    @property
    def hours(self) -> Hours:
        """Give the typical door-to-door time."""
        return hours(total(self.entries, "hours"))

    @property
    def cost_usd(self) -> Usd:
        """Give the cost of the consignment."""
        return usd(total(self.entries, "cost"))

    @property
    def co2e_kg(self) -> Kilograms:
        """Give the well-to-wheel emissions of the consignment."""
        return kilograms(total(self.entries, "co2e"))

    @property
    def distance_km(self) -> Kilometres:
        """Give the length of all legs."""
        return kilometres(sum(leg.metres for leg in self.legs))

    @property
    def link_ids(self) -> tuple[str, ...]:
        """Give all links in order of travel."""
        return tuple(link_id for leg in self.legs for link_id in leg.link_ids)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Give the ids of all places passed, in order, without repetition of neighbours."""
        passed = [self.origin]
        for leg in self.legs:
            for link_id, forward in zip(leg.link_ids, leg.forward, strict=True):
                passed.append(self.network.links[link_id].ends(forward=forward)[1])
        return tuple(passed)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Give the countries entered, in order; one that is entered twice stands twice."""
        codes = [self.network.nodes[node_id].country for node_id in self.places]
        return tuple(code for index, code in enumerate(codes) if index == 0 or code != codes[index - 1])

    @cached_property
    def distance_km_by_mode(self) -> dict[str, Kilometres]:
        """Give the km by mode, for the modes used and always for rail, sea and road."""
        metres: dict[str, int] = {"rail": 0, "sea": 0, "road": 0}
        for leg in self.legs:
            metres[leg.mode] = metres.get(leg.mode, 0) + leg.metres
        return {mode: kilometres(value) for mode, value in metres.items()}

    @cached_property
    def distance_km_by_country(self) -> dict[str, Kilometres]:
        """Give the km by country of the links; `XZ` stands for international waters."""
        metres: dict[str, float] = {}
        for link_id in self.link_ids:
            link = self.network.links[link_id]
            metres[link.country] = metres.get(link.country, 0) + link.length.value
        return {code: round(value, 3) for code, value in metres.items()}

    @cached_property
    def hours_by_activity(self) -> dict[str, Hours]:
        """Give the split of the typical time into moving, border, gauge change, port, waiting, terminal."""
        minutes = dict.fromkeys(ACTIVITIES, 0)
        for entry in self.entries:
            if entry.measure == "hours":
                minutes[ACTIVITY_OF_DWELL.get(entry.item, "moving")] += entry.amount
        return {activity: hours(value) for activity, value in minutes.items()}

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Give every source that a figure of this itinerary cites, in order of first use."""
        cited = [entry.figure.source_id for entry in self.entries]
        cited += [self.network.links[link_id].length.source_id for link_id in self.link_ids]
        known = self.network.sources
        return tuple(known[source_id] for source_id in dict.fromkeys(cited) if source_id in known)

    @cached_property
    def coordinates(self) -> tuple[Coordinates, ...]:
        """Give the drawn line of each leg."""
        return tuple(leg_coordinates(self.network, leg) for leg in self.legs)

    def to_dict(self) -> dict[str, Any]:
        """Give the itinerary in the JSON form of the command line (docs/cli.md)."""
        from corridor.model.serial import itinerary_dict  # noqa: PLC0415 - serial knows Itinerary

        return itinerary_dict(self)

    def to_geojson(self) -> dict[str, Any]:
        """Give the itinerary as a GeoJSON FeatureCollection (RFC 7946): a line a leg, a point a transfer."""
        from corridor.model.serial import itinerary_geojson  # noqa: PLC0415

        return itinerary_geojson(self)

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give the ledger as a pandas DataFrame, one row a line."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        from corridor.model.serial import entry_rows  # noqa: PLC0415

        return pd.DataFrame(entry_rows(self))

    def __str__(self) -> str:
        from corridor.model.serial import itinerary_text  # noqa: PLC0415

        return itinerary_text(self)


def leg_coordinates(network: Network, leg: Leg) -> Coordinates:
    """Join the drawn lines of a leg's links, without doubling the points where they meet."""
    points: list[tuple[float, float]] = []
    for link_id, forward in zip(leg.link_ids, leg.forward, strict=True):
        line: Iterable[tuple[float, float]] = network.coordinates(link_id, forward=forward)
        points.extend(point for point in line if not points or point != points[-1])
    return tuple(points)
