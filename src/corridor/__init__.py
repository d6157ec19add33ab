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
    EngineMissingError,
    Finding,
    NetworkDataError,
    NoItineraryError,
    OutputError,
    PlaceError,
    QueryError,
    ScenarioConflictError,
    ScenarioError,
    UnknownPlaceError,
    UnknownScenarioError,
    UnknownWayError,
)
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.route import route

if TYPE_CHECKING:
    from corridor import charts as charts
    from corridor import export as export
    from corridor import flat as flat
    from corridor import maps as maps
    from corridor import report as report
    from corridor.analysis.breakeven import BreakEven as BreakEven
    from corridor.analysis.breakeven import break_even as break_even
    from corridor.analysis.catchment import Catchment as Catchment
    from corridor.analysis.catchment import catchment as catchment
    from corridor.analysis.criticality import criticality as criticality
    from corridor.analysis.criticality_result import Criticality as Criticality
    from corridor.analysis.reach import Reach as Reach
    from corridor.analysis.reach import reach as reach
    from corridor.analysis.reliability import reliability as reliability
    from corridor.analysis.reliability_result import Reliability as Reliability
    from corridor.analysis.replan import Replan as Replan
    from corridor.analysis.replan import replan as replan
    from corridor.analysis.sensitivity import sensitivity as sensitivity
    from corridor.analysis.sensitivity_result import Sensitivity as Sensitivity
    from corridor.analysis.versus import Versus as Versus
    from corridor.analysis.versus import versus as versus
    from corridor.planning.alternatives import Alternatives as Alternatives
    from corridor.planning.alternatives import alternatives as alternatives
    from corridor.planning.departures import Departures as Departures
    from corridor.planning.departures import departures as departures
    from corridor.planning.frontier import Frontier as Frontier
    from corridor.planning.frontier import frontier as frontier
    from corridor.planning.whynot import why_not as why_not
    from corridor.scenarios.apply import apply_scenario as apply_scenario
    from corridor.scenarios.compare import compare as compare
    from corridor.scenarios.comparison import Comparison as Comparison

__version__ = "0.1.0"

__all__ = [
    "Alternatives",
    "AmbiguousPlaceError",
    "BreakEven",
    "Catchment",
    "Comparison",
    "Consignment",
    "CorridorError",
    "Criticality",
    "Departures",
    "EngineMissingError",
    "Finding",
    "Frontier",
    "Itinerary",
    "Network",
    "NetworkDataError",
    "NoItineraryError",
    "OutputError",
    "PlaceError",
    "QueryError",
    "Reach",
    "Reliability",
    "Replan",
    "ScenarioConflictError",
    "ScenarioError",
    "Sensitivity",
    "UnknownPlaceError",
    "UnknownScenarioError",
    "UnknownWayError",
    "Versus",
    "alternatives",
    "apply_scenario",
    "break_even",
    "catchment",
    "charts",
    "compare",
    "criticality",
    "departures",
    "export",
    "flat",
    "frontier",
    "load_network",
    "maps",
    "reach",
    "reliability",
    "replan",
    "report",
    "route",
    "sensitivity",
    "versus",
    "why_not",
]


_MODULES = {"charts", "export", "flat", "maps", "report"}
_LATER = {
    "Alternatives": "corridor.planning.alternatives",
    "BreakEven": "corridor.analysis.breakeven",
    "Catchment": "corridor.analysis.catchment",
    "Reach": "corridor.analysis.reach",
    "Reliability": "corridor.analysis.reliability_result",
    "Replan": "corridor.analysis.replan",
    "Comparison": "corridor.scenarios.comparison",
    "Criticality": "corridor.analysis.criticality_result",
    "Departures": "corridor.planning.departures",
    "Frontier": "corridor.planning.frontier",
    "Sensitivity": "corridor.analysis.sensitivity_result",
    "Versus": "corridor.analysis.versus",
    "alternatives": "corridor.planning.alternatives",
    "apply_scenario": "corridor.scenarios.apply",
    "break_even": "corridor.analysis.breakeven",
    "catchment": "corridor.analysis.catchment",
    "reach": "corridor.analysis.reach",
    "reliability": "corridor.analysis.reliability",
    "replan": "corridor.analysis.replan",
    "compare": "corridor.scenarios.compare",
    "criticality": "corridor.analysis.criticality",
    "departures": "corridor.planning.departures",
    "frontier": "corridor.planning.frontier",
    "sensitivity": "corridor.analysis.sensitivity",
    "versus": "corridor.analysis.versus",
    "why_not": "corridor.planning.whynot",
}
"""What is imported when it is first asked for: `corridor.route` pays for none of it."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module, a class or a function
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"corridor.{name}")
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
