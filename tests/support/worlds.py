"""Small worlds in plain numbers, from which both a `Network` and the oracle's own answers are made.

A world says what everything takes in whole minutes, dollars and grams.  `network_of` writes it down in
the tables of the library; `support.oracle` reads the world itself and never sees the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random

from corridor.model.consignment import CargoUnit, Consignment
from corridor.model.figure import Figure
from corridor.model.link import Link, Service, Status
from corridor.model.network import Network, Parameters
from corridor.model.parameter import ParameterTable
from corridor.model.place import Node
from corridor.model.reference import Source
from corridor.model.state import STATES
from corridor.model.transfer import Transfer, TransferKind

RAIL_CN, RAIL_SU, ROAD = "rail/1435", "rail/1520", "road"
SHIP, RO_RO, RAIL_FERRY = "sea/ship", "sea/truck", "sea/wagon/1520"
FERRIES = frozenset({RO_RO, RAIL_FERRY})
LINE_CLASS = {
    RAIL_CN: "double",
    RAIL_SU: "single",
    ROAD: "trunk",
    SHIP: "feeder",
    RO_RO: "roro",
    RAIL_FERRY: "rail_ferry",
}
CLASS_OF_UNIT = {"feu": "container", "teu": "container", "truck": "truck", "tonne": "bulk"}


def mode_of(carriage: str) -> str:
    """Give the mode of a state's text."""
    return carriage.split("/", maxsplit=1)[0]


@dataclass(frozen=True)
class Hop:
    """A link: who may go from where to where on what, and what it takes."""

    link_id: str
    tail: str
    head: str
    carriage: str
    country: str
    km: int
    minutes: int | None
    """Published running time; None where the speed of the mode counts."""
    usd: int | None
    """Price of the whole link for one unit; None where the tariff per km of the mode counts."""
    directed: bool = False
    cargo: frozenset[str] = frozenset({"container", "truck", "bulk"})
    status: Status = "open"
    opens: str = ""


@dataclass(frozen=True)
class Change:
    """A transfer from one carriage to another at a place."""

    transfer_id: str
    place: str
    kind: TransferKind
    before: str
    after: str
    minutes: int | None
    """None where nobody says how long it takes, so that it cannot be made."""
    usd: int
    directed: bool = False
    cargo: frozenset[str] = frozenset({"container", "truck", "bulk"})


@dataclass(frozen=True)
class Crossing:
    """The border formalities of one link in one direction."""

    transfer_id: str
    link_id: str
    place: str
    leaving: str
    entering: str
    minutes: tuple[int, int] | None
    """Exit and entry; None where the default of the country entered counts."""
    usd: int
    cargo: frozenset[str] = frozenset({"container", "truck", "bulk"})


@dataclass(frozen=True)
class Sailing:
    """The service of a link."""

    service_id: str
    link_id: str
    departures: float
    regularity: str
    minutes: int | None = None
    """Published wait; None where it follows from the frequency."""
    fill: int | None = None
    """Units with which it leaves; None where the frequency alone is known."""


@dataclass(frozen=True)
class World:
    """Everything that an answer depends on."""

    places: Mapping[str, str]
    """Country by place."""
    hops: tuple[Hop, ...]
    changes: tuple[Change, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    sailings: tuple[Sailing, ...] = ()
    unit: CargoUnit = "feu"
    units: int = 1
    tonnes: int = 18
    ends: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Minutes and USD per unit by (loading or unloading, mode); a mode that lacks is not loaded."""
    speed: Mapping[str, int] = field(default_factory=dict)
    """Kilometres per hour by mode, a divisor of 60."""
    tariff: Mapping[str, int] = field(default_factory=dict)
    """Dollars per unit and km by mode."""
    empty_share: Mapping[str, float] = field(default_factory=dict)
    """Share of the haulage for the empty box, by mode."""
    grams: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Grams per tonne-km by (mode, country); an empty country stands for any."""
    handling: Mapping[str, int] = field(default_factory=dict)
    """Kilograms per TEU lifted, by mode or `gauge_change`."""
    border_default: Mapping[str, int] = field(default_factory=dict)
    """Minutes of a border by country entered, where a crossing has no figures of its own."""

    @property
    def cargo(self) -> str:
        """Give the class of the cargo."""
        return CLASS_OF_UNIT[self.unit]

    @property
    def consignment(self) -> Consignment:
        """Give the cargo as the library has it."""
        units = self.tonnes if self.unit == "tonne" else self.units
        return Consignment(self.unit, units, self.tonnes, 60_000.0)


def figure(value: float, unit: str = "h", key: str = "", spread: float = 2.0) -> Figure:
    """Make a figure of an estimate with a range around it."""
    return Figure(value, value / spread, value * spread, unit, "2025", "estimate", "C", "", "", key)


def _table(columns: int, rows: Mapping[tuple[str, ...], float], unit: str) -> ParameterTable:
    made = ParameterTable(tuple(f"part_{index}" for index in range(columns)))
    for key, value in rows.items():
        assert len(key) == columns
        spread = 1.0 if unit == "share" and value > 0.5 else 2.0
        made.add(key, figure(value, unit, " ".join(part for part in key if part), spread))
    return made


def parameters_of(world: World) -> Parameters:
    """Write the figures of a world into the parameter tables."""
    unit = world.unit
    tariffs = {
        (hop.link_id, mode_of(hop.carriage), hop.country, "", "", unit, "per_unit"): float(hop.usd)
        for hop in world.hops
        if hop.usd is not None
    }
    tariffs |= {("", mode, "", "", "", unit, "per_km"): float(usd) for mode, usd in world.tariff.items()}
    times = {(hop.link_id,): hop.minutes / 60 for hop in world.hops if hop.minutes is not None}
    dwells: dict[tuple[str, ...], float] = {}
    charges: dict[tuple[str, ...], float] = {}
    for (kind, mode), (minutes, usd) in world.ends.items():
        modes = ("", mode) if kind == "loading" else (mode, "")
        dwells["", kind, "", *modes, "", "", "terminal"] = minutes / 60
        charges["", kind, "", *modes, unit, "handling"] = usd
    for change in world.changes:
        if change.minutes is not None:
            activity = "gauge_change" if change.kind == "gauge_change" else "port"
            dwells[change.transfer_id, "", "", "", "", "", "", activity] = change.minutes / 60
        charges[change.transfer_id, "", "", "", "", unit, "handling"] = change.usd
    for crossing in world.crossings:
        if crossing.minutes is not None:
            dwells[crossing.transfer_id, "", "", "", "", "", "", "border_exit"] = crossing.minutes[0] / 60
            dwells[crossing.transfer_id, "", "", "", "", "", "", "border_entry"] = crossing.minutes[1] / 60
        charges[crossing.transfer_id, "", "", "", "", unit, "border_fee"] = crossing.usd
    for country, minutes in world.border_default.items():
        dwells["", "border", country, "", "", "", "", "border_entry"] = minutes / 60
    for sailing in world.sailings:
        if sailing.minutes is not None:
            dwells[sailing.service_id, "", "", "", "", "", "", "waiting"] = sailing.minutes / 60
    factors = {("haulage", mode, country, "", ""): float(grams) for (mode, country), grams in world.grams.items()}
    factors |= {("handling", mode, "", "", ""): float(kilograms) for mode, kilograms in world.handling.items()}
    return Parameters(
        tariffs=_table(7, tariffs, "USD"),
        speeds=_table(3, {(mode, "", ""): float(speed) for mode, speed in world.speed.items()}, "km/h"),
        running_times=_table(1, times, "h"),
        dwells=_table(8, dwells, "h"),
        charges=_table(7, charges, "USD"),
        emission_factors=_table(5, factors, "gCO2e/tkm"),
        general=_table(
            3, {("empty_return_share", "", mode): share for mode, share in world.empty_share.items()}, "share"
        ),
        capacities=_table(3, {}, "TEU/yr"),
    )


def network_of(world: World) -> Network:
    """Write a world down as a network."""
    places = list(world.places)
    return Network(
        name="small",
        as_of="2026-11-22",
        nodes={
            place: Node(place, f"Place {place}", world.places[place], "city", 30.0 + index, 40.0)
            for index, place in enumerate(places)
        },
        links={hop.link_id: _link(hop) for hop in world.hops},
        transfers={change.transfer_id: _transfer(change) for change in world.changes}
        | {crossing.transfer_id: _border(crossing) for crossing in world.crossings},
        services={
            sailing.service_id: Service(
                sailing.service_id,
                sailing.link_id,
                f"Line {sailing.service_id}",
                "",
                figure(sailing.departures, "1/week"),
                sailing.regularity,  # type: ignore[arg-type]
                units_to_fill=sailing.fill,
            )
            for sailing in world.sailings
        },
        parameters=parameters_of(world),
        sources={"estimate": Source("estimate", "Our own estimate", "corridor", "2025", "")},
        advisories={},
        corridors=(),
        countries={country: f"Country {country}" for country in world.places.values()},
        read_geometry=dict,
    )


def _link(hop: Hop) -> Link:
    return Link(
        link_id=hop.link_id,
        from_node_id=hop.tail,
        to_node_id=hop.head,
        directed=hop.directed,
        state=STATES[hop.carriage],
        line_class=LINE_CLASS[hop.carriage],
        country=hop.country,
        length=figure(float(hop.km), "km", hop.link_id),
        cargo=hop.cargo,  # type: ignore[arg-type]
        status=hop.status,
        opens=hop.opens,
    )


def _transfer(change: Change) -> Transfer:
    return Transfer(
        change.transfer_id,
        change.place,
        change.kind,
        STATES[change.before],
        STATES[change.after],
        change.directed,
        change.cargo,  # type: ignore[arg-type]
    )


def _border(crossing: Crossing) -> Transfer:
    return Transfer(
        crossing.transfer_id,
        crossing.place,
        "border",
        None,
        None,
        directed=True,
        cargo=crossing.cargo,  # type: ignore[arg-type]
        link_id=crossing.link_id,
        from_country=crossing.leaving,
        to_country=crossing.entering,
    )


_ALL = frozenset({"container", "truck", "bulk"})


def random_world(rng: Random) -> World:
    """Draw a world of 3–7 places in 1–3 countries, with rail of two gauges, road, ships and ferries."""
    codes = ["AA", "BB", "CC"][: rng.randint(1, 3)]
    places = {f"p{index}": rng.choice(codes) for index in range(rng.randint(3, 7))}
    unit: CargoUnit = rng.choice(["feu", "feu", "feu", "teu", "truck", "tonne"])
    hops = _hops(rng, places)
    return World(
        places=places,
        hops=hops,
        changes=_changes(rng, hops),
        crossings=_crossings(rng, places, hops),
        sailings=_sailings(rng, hops),
        unit=unit,
        units=1 if unit == "tonne" else rng.choice([1, 1, 2, 7]),
        tonnes=rng.choice([9, 18, 36]),
        ends=_ends(rng),
        speed={"rail": 30, "road": 60, "sea": 20} if rng.random() < 0.9 else {"rail": 30},
        tariff={"rail": 1, "road": 2, "sea": 1} if rng.random() < 0.9 else {"sea": 1},
        empty_share={mode: rng.choice([0.25, 0.5, 1.0]) for mode in ("rail", "road", "sea") if rng.random() < 0.5},
        grams={
            (mode, country): rng.randint(1, 90)
            for mode in ("rail", "road", "sea")
            for country in ("", *codes)
            if rng.random() < 0.7
        },
        handling={mode: rng.randint(1, 9) for mode in ("sea", "rail", "road", "gauge_change") if rng.random() < 0.7},
        border_default={country: 60 * rng.randint(1, 9) for country in codes if rng.random() < 0.5},
    )


def _hops(rng: Random, places: Mapping[str, str]) -> tuple[Hop, ...]:
    names = list(places)
    carriages = rng.sample([RAIL_CN, RAIL_SU, ROAD, SHIP, RO_RO, RAIL_FERRY], rng.randint(1, 4))
    hops = []
    for index in range(rng.randint(len(names), len(names) + 9)):
        tail, head = rng.sample(names, 2)
        status: Status = rng.choice(["open"] * 16 + ["restricted", "closed", "planned", "under_construction"])  # type: ignore[assignment]
        hops.append(
            Hop(
                link_id=f"k{index}",
                tail=tail,
                head=head,
                carriage=rng.choice(carriages),
                country=rng.choice([places[tail], places[head]]),
                km=60 * rng.randint(1, 9),
                minutes=rng.choice([None, 30 * rng.randint(0, 40)]),
                usd=rng.choice([None, 10 * rng.randint(0, 40)]),
                directed=rng.random() < 0.25,
                cargo=_ALL if rng.random() < 0.9 else frozenset(rng.sample(sorted(_ALL), 2)),
                status=status,
                opens=rng.choice(["2028", "2029-06", ""]) if status in {"planned", "under_construction"} else "",
            )
        )
    return tuple(hops)


def _changes(rng: Random, hops: tuple[Hop, ...]) -> tuple[Change, ...]:
    carried: dict[str, set[str]] = {}
    for hop in hops:
        carried.setdefault(hop.tail, set()).add(hop.carriage)
        carried.setdefault(hop.head, set()).add(hop.carriage)
    made = []
    for place, found in sorted(carried.items()):
        carriages = sorted(found)
        pairs = [(one, other) for index, one in enumerate(carriages) for other in carriages[index + 1 :]]
        pairs += [(one, one) for one in carriages if one == SHIP]
        for before, after in pairs:
            if rng.random() < 0.2:
                continue
            turned = (after, before) if rng.random() < 0.5 else (before, after)
            made.append(
                Change(
                    transfer_id=f"x{len(made)}",
                    place=place,
                    kind=_kind(before, after),
                    before=turned[0],
                    after=turned[1],
                    minutes=None if rng.random() < 0.05 else 30 * rng.randint(0, 20),
                    usd=10 * rng.randint(0, 20),
                    directed=rng.random() < 0.25,
                    cargo=_ALL if rng.random() < 0.95 else frozenset({"bulk"}),
                )
            )
    return tuple(made)


def _kind(before: str, after: str) -> TransferKind:
    pair = {before, after}
    if pair == {RAIL_CN, RAIL_SU}:
        return "gauge_change"
    return "boarding" if pair in ({RAIL_SU, RAIL_FERRY}, {ROAD, RO_RO}) else "transshipment"


def _crossings(rng: Random, places: Mapping[str, str], hops: tuple[Hop, ...]) -> tuple[Crossing, ...]:
    made = []
    for hop in hops:
        ends = places[hop.tail], places[hop.head]
        if ends[0] == ends[1] or mode_of(hop.carriage) == "sea":
            continue
        for leaving, entering in (ends, ends[::-1]):
            if rng.random() < 0.08:
                continue
            made.append(
                Crossing(
                    transfer_id=f"b{len(made)}",
                    link_id=hop.link_id,
                    place=rng.choice([hop.tail, hop.head]),
                    leaving=leaving,
                    entering=entering,
                    minutes=None if rng.random() < 0.2 else (30 * rng.randint(0, 20), 30 * rng.randint(0, 20)),
                    usd=10 * rng.randint(0, 20),
                    cargo=_ALL if rng.random() < 0.95 else frozenset({"truck"}),
                )
            )
    return tuple(made)


def _sailings(rng: Random, hops: tuple[Hop, ...]) -> tuple[Sailing, ...]:
    return tuple(_sailing(rng, hop.link_id) for hop in hops if mode_of(hop.carriage) == "sea" and rng.random() < 0.75)


def _sailing(rng: Random, link_id: str) -> Sailing:
    return Sailing(
        service_id=f"s-{link_id}",
        link_id=link_id,
        departures=rng.choice([1, 2, 3.5, 7, 14]),
        regularity=rng.choice(["timetable", "irregular", "when_full"]),
        minutes=rng.choice([None, None, 60 * rng.randint(0, 90)]),
    )


def with_trains(world: World, rng: Random) -> World:
    """Let trains run as services on some railways, and say with how many units some services leave when full."""
    rails = [hop.link_id for hop in world.hops if mode_of(hop.carriage) == "rail" and rng.random() < 0.3]
    sailings = [*world.sailings, *(_sailing(rng, link_id) for link_id in rails)]
    filling = [
        replace(one, fill=rng.choice([None, 1, 40, 150])) if one.regularity == "when_full" else one for one in sailings
    ]
    return replace(world, sailings=tuple(filling))


def _ends(rng: Random) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (kind, mode): (30 * rng.randint(0, 9), 10 * rng.randint(0, 9))
        for kind in ("loading", "unloading")
        for mode in ("rail", "road", "sea")
        if rng.random() < 0.93
    }


def silk_world() -> World:
    """Give a world made by hand: rail of two gauges, a border by land, a ship with a service, and a road."""
    return World(
        places={
            "cn-east": "CN",
            "cn-gate": "CN",
            "kz-gate": "KZ",
            "kz-port": "KZ",
            "az-port": "AZ",
            "ge-city": "GE",
            "ge-town": "GE",
        },
        hops=(
            Hop("rail-cn", "cn-east", "cn-gate", RAIL_CN, "CN", 600, 600, 400),
            Hop("rail-cn-kz", "cn-gate", "kz-gate", RAIL_CN, "KZ", 12, 30, 20),
            Hop("rail-kz", "kz-gate", "kz-port", RAIL_SU, "KZ", 3000, 3600, 900),
            Hop("sea-caspian", "kz-port", "az-port", SHIP, "KZ", 480, 1200, 500),
            Hop("rail-az-ge", "az-port", "ge-city", RAIL_SU, "AZ", 540, 900, 350),
            Hop("road-ge", "ge-city", "ge-town", ROAD, "GE", 120, 120, 200),
        ),
        changes=(
            Change("gc-kz-gate", "kz-gate", "gauge_change", RAIL_CN, RAIL_SU, 720, 150),
            Change("tx-kz-port", "kz-port", "transshipment", RAIL_SU, SHIP, 1440, 120),
            Change("tx-az-port", "az-port", "transshipment", SHIP, RAIL_SU, 1440, 130),
            Change("tx-ge-city", "ge-city", "transshipment", RAIL_SU, ROAD, 300, 60),
        ),
        crossings=(
            Crossing("bd-cn-kz", "rail-cn-kz", "kz-gate", "CN", "KZ", (240, 480), 50),
            Crossing("bd-kz-cn", "rail-cn-kz", "cn-gate", "KZ", "CN", (180, 600), 40),
            Crossing("bd-az-ge", "rail-az-ge", "ge-city", "AZ", "GE", (120, 180), 30),
            Crossing("bd-ge-az", "rail-az-ge", "az-port", "GE", "AZ", (120, 240), 35),
        ),
        sailings=(Sailing("svc-caspian", "sea-caspian", 2, "irregular"),),
        ends={(kind, mode): (360, 70) for kind in ("loading", "unloading") for mode in ("rail", "road", "sea")},
        grams={("rail", ""): 20, ("sea", ""): 15, ("road", ""): 75},
        handling={"sea": 12, "rail": 8, "road": 6, "gauge_change": 9},
        empty_share={"rail": 0.25},
    )
