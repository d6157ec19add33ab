"""A freight route planner for the Middle Corridor and the routes it competes with.

Answers are exact, itemised and sourced: every figure of an itinerary says who says so.

>>> import corridor as cr
>>> network = cr.load_network()
>>> box = cr.Consignment.feu(1, tonnes=18, value_usd=60_000)
>>> best = cr.route(network, "Xi'an", "Istanbul", box, minimize="time")
>>> best.countries[0], best.countries[-1]
('CN', 'TR')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridor.data.load import load_network
from corridor.errors import (
    AmbiguousPlaceError,
    CorridorError,
    Finding,
    NetworkDataError,
    NoItineraryError,
    OutputError,
    PlaceError,
    QueryError,
    UnknownPlaceError,
    UnknownScenarioError,
    UnknownWayError,
)
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.route import route

if TYPE_CHECKING:
    from corridor import export as export
    from corridor import maps as maps
    from corridor.planning.alternatives import Alternatives as Alternatives
    from corridor.planning.alternatives import alternatives as alternatives
    from corridor.planning.whynot import why_not as why_not

__version__ = "0.1.0"

__all__ = [
    "Alternatives",
    "AmbiguousPlaceError",
    "Consignment",
    "CorridorError",
    "Finding",
    "Itinerary",
    "Network",
    "NetworkDataError",
    "NoItineraryError",
    "OutputError",
    "PlaceError",
    "QueryError",
    "UnknownPlaceError",
    "UnknownScenarioError",
    "UnknownWayError",
    "alternatives",
    "export",
    "load_network",
    "maps",
    "route",
    "why_not",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module, imported when it is first asked for
    if name in {"export", "maps"}:
        from importlib import import_module

        return import_module(f"corridor.{name}")
    if name in {"Alternatives", "alternatives"}:
        from corridor.planning import alternatives

        return getattr(alternatives, name)
    if name == "why_not":
        from corridor.planning.whynot import why_not

        return why_not
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
