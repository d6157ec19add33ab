"""Transfers: anything at a node that costs time or money between two legs."""

from __future__ import annotations

from typing import Literal, NamedTuple

from corridor.model.state import CargoClass, State

TransferKind = Literal["loading", "unloading", "transshipment", "boarding", "gauge_change", "border", "waiting"]

Activity = Literal["moving", "border", "gauge_change", "port", "waiting", "terminal"]
ACTIVITIES: tuple[Activity, ...] = ("moving", "border", "gauge_change", "port", "waiting", "terminal")
"""Into what an itinerary's hours are split."""

ACTIVITY_OF_DWELL: dict[str, Activity] = {
    "border_exit": "border",
    "border_entry": "border",
    "gauge_change": "gauge_change",
    "port": "port",
    "waiting": "waiting",
    "closure": "waiting",
    "terminal": "terminal",
    "yard": "terminal",
}
"""The activities of the dwell table, and under which heading each is reported."""


class Transfer(NamedTuple):
    """What may happen at a node: a gauge change, a transshipment, a boarding, or a border crossing.

    A border crossing belongs to the link that crosses (`link_id`) and to a direction
    (`from_country`, `to_country`); the others lead from one state to another.
    """

    transfer_id: str
    node_id: str
    kind: TransferKind
    from_state: State | None
    to_state: State | None
    directed: bool
    cargo: frozenset[CargoClass]
    link_id: str = ""
    from_country: str = ""
    to_country: str = ""
    note: str = ""
    source_id: str = ""
