"""Modes and states, because freight does not stand at a node: it stands there *on something*.

A state is a mode, a gauge where there is one, and what the box is carried on.  A 1520 mm wagon on a rail
ferry, a truck on a ro-ro ship and a box in a ship's hold are three different things at the same port, and
only a transfer leads from one to another.  This is the virtual network of Jourquin and Beuthe (1996).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Mode = Literal["rail", "road", "sea", "pipeline"]
MODES: tuple[Mode, ...] = ("rail", "road", "sea", "pipeline")

CarriedOn = Literal["wagon", "truck", "ship", "pipe"]
CargoClass = Literal["container", "bulk", "crude", "truck"]
CARGO_CLASSES: tuple[CargoClass, ...] = ("container", "bulk", "crude", "truck")

GAUGES_MM = (1435, 1520, 1676)


class State(NamedTuple):
    """What a consignment is carried on at a place: mode, carrier and, on wheels of steel, the gauge."""

    mode: Mode
    carried_on: CarriedOn
    gauge_mm: int | None = None

    def __str__(self) -> str:
        return state_text(self)


_SIMPLE: dict[str, State] = {
    "road": State("road", "truck"),
    "pipeline": State("pipeline", "pipe"),
    "sea/ship": State("sea", "ship"),
    "sea/truck": State("sea", "truck"),
}
STATES: dict[str, State] = _SIMPLE | {
    text: state
    for gauge in GAUGES_MM
    for text, state in (
        (f"rail/{gauge}", State("rail", "wagon", gauge)),
        (f"sea/wagon/{gauge}", State("sea", "wagon", gauge)),
    )
}
"""Every state by its text, such as `rail/1520`, `road`, `sea/ship`, `sea/wagon/1435`."""

_TEXTS = {state: text for text, state in STATES.items()}


def state_text(state: State) -> str:
    """Write a state as the tables do.

    >>> state_text(State("sea", "wagon", 1520))
    'sea/wagon/1520'
    """
    return _TEXTS[state]
