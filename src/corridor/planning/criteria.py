"""What can be minimised or bounded, as whole numbers by arc, and in natural units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from corridor.planning.stategraph import Arc
from corridor.units import hours, kilograms, kilometres, usd

Criterion = Literal["cost", "time", "co2e", "distance", "transfers"]


class Measure(NamedTuple):
    """How a criterion is counted, and under which name and unit it is shown."""

    field: str
    of_arc: Callable[[Arc], int]
    natural: Callable[[int], float]
    best: str
    """What the itinerary with the least of it is called."""


CRITERIA: dict[str, Measure] = {
    "cost": Measure("cost_usd", lambda arc: arc.impedance.cents, usd, "cheapest"),
    "time": Measure("hours", lambda arc: arc.impedance.minutes, hours, "fastest"),
    "co2e": Measure("co2e_kg", lambda arc: arc.impedance.grams, kilograms, "cleanest"),
    "distance": Measure("distance_km", lambda arc: arc.metres, kilometres, "shortest"),
    "transfers": Measure("transfers", lambda arc: int(arc.kind != "link"), float, "simplest"),
}


def column(criterion: str, arcs: Sequence[Arc]) -> list[int]:
    """Give a criterion as one integer by arc: cents, minutes, grams, metres or transfers."""
    of_arc = CRITERIA[criterion].of_arc
    return [of_arc(arc) for arc in arcs]
