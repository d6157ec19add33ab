"""What the page reckons: the ways over all pairs, and what the line is worth when others are shut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import corridor as cr
from corridor.analysis.versus import Versus

ORIGINS = ("Xi'an", "Almaty", "Tashkent")
DESTINATIONS = ("Kars", "Mersin", "Istanbul", "Budapest")
CORRIDORS = ("zangezur", "middle-btk", "iran-rail")
LINE, BTK, IRAN = CORRIDORS
LEVERS = {
    BTK: {
        "vot": "value of time",
        "tariff:GE": "all tariffs in Georgia",
        "tariff:AM": "all tariffs in Armenia",
        "border-hours:AM": "hours at Armenia's borders",
        "border-hours:GE": "hours at Georgia's borders",
        "gauge-hours:AZ": "gauge change at Sadarak",
    },
    IRAN: {
        "vot": "value of time",
        "tariff:IR": "all tariffs in Iran",
        "tariff:AM": "all tariffs in Armenia",
        "border-hours:IR": "hours at Iran's borders",
        "border-hours:AM": "hours at Armenia's borders",
    },
}
"""What is turned to see whether the verdict turns, by rival."""
TURNED = ("Almaty", "Mersin")
DRAWS = 300
RAILWAY = (
    "rail-az-horadiz-az-mincivan",
    "rail-az-mincivan-az-aghband",
    "rail-az-aghband-am-nrnadzor",
    "rail-am-nrnadzor-am-meghri",
    "rail-am-meghri-am-karchevan",
    "rail-am-karchevan-az-ordubad",
    "rail-az-ordubad-az-julfa",
    "rail-az-julfa-az-nakhchivan",
    "rail-az-nakhchivan-az-sharur",
    "rail-az-sharur-az-sadarak",
    "rail-az-sadarak-tr-dilucu",
    "rail-tr-aralik-tr-dilucu",
    "rail-tr-igdir-tr-aralik",
    "rail-tr-kars-tr-igdir",
)
"""The line from Horadiz to Kars, link by link."""


@dataclass(frozen=True)
class Shut:
    """A pair when countries are kept off: the best without the line and with it."""

    origin: str
    destination: str
    without: cr.Itinerary | None
    with_line: cr.Itinerary | None


@dataclass(frozen=True)
class Figures:
    """All that the page tells."""

    today: cr.Network
    world: cr.Network
    vot_patient: float
    """USD per hour: the capital bound in the cargo."""
    vot_urgent: float
    """USD per hour: what trade flows reveal."""
    patient: Versus
    urgent: Versus
    baku_kars: Versus
    georgia_and_iran_shut: tuple[Shut, ...]
    nakhchivan: tuple[Shut, ...]
    turns: tuple[cr.BreakEven, ...]
    drawn: cr.Sensitivity

    @property
    def line_links(self) -> tuple[str, ...]:
        """Give the ids of the links of the line, Horadiz to Kars."""
        return RAILWAY


def reckon() -> Figures:
    """Reckon everything from the network as it is."""
    today = cr.load_network()
    world = cr.apply_scenario(today, "zangezur")
    box = cr.Consignment.feu()
    general = today.parameters
    patient = round(box.value_usd * general.value("vot_capital_rate").value / 365 / 24, 2)
    urgent = round(box.value_usd * general.value("vot_revealed_share_per_day").value / 24, 2)
    return Figures(
        today,
        world,
        patient,
        urgent,
        _over_all(world, patient),
        _over_all(world, urgent),
        cr.versus(world, ["Baku"], ["Kars"], corridors=CORRIDORS[:2], modes=["rail"]),
        tuple(
            _shut(today, world, origin, destination, ["GE", "IR"], urgent)
            for origin in ORIGINS
            for destination in DESTINATIONS
        ),
        tuple(_shut(today, world, origin, "Nakhchivan", [], patient) for origin in ("Baku", "Almaty")),
        tuple(
            cr.break_even(world, *TURNED, between=(LINE, rival), parameter=lever, vot_usd_per_hour=vot)
            for rival, levers in LEVERS.items()
            for lever in levers
            for vot in ((patient,) if lever == "vot" else (patient, urgent))
        ),
        cr.sensitivity(world, *TURNED, minimize="generalized", vot_usd_per_hour=urgent, draws=DRAWS),
    )


def _over_all(world: cr.Network, vot: float) -> Versus:
    return cr.versus(world, ORIGINS, DESTINATIONS, corridors=CORRIDORS, minimize="generalized", vot_usd_per_hour=vot)


def _shut(
    today: cr.Network, world: cr.Network, origin: str, destination: str, avoid: Sequence[str], vot: float
) -> Shut:
    ways = []
    for network in (today, world):
        try:
            ways.append(
                cr.route(network, origin, destination, minimize="generalized", vot_usd_per_hour=vot, avoid=avoid)
            )
        except cr.NoItineraryError:
            ways.append(None)
    return Shut(origin, destination, *ways)
