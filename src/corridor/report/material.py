"""What a report tells of: the whole trade-off, which of it is shipped, how surely, what if, and what drives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corridor.analysis.reliability import simulate, told_once
from corridor.analysis.reliability_dates import deadline_of, followed_ways
from corridor.analysis.reliability_money import Terms
from corridor.analysis.reliability_result import Journeys, Reliability
from corridor.analysis.sensitivity import sensitivity
from corridor.analysis.sensitivity_result import Sensitivity
from corridor.errors import QueryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.reference import Advisory, Source
from corridor.planning.criteria import Criterion
from corridor.planning.depart import query_of
from corridor.planning.frontier import Frontier, Point, frontier_of
from corridor.planning.query import Query
from corridor.scenarios.compare import compare
from corridor.scenarios.comparison import Comparison

_OBJECTIVES: tuple[Criterion, ...] = ("cost", "time", "co2e")


@dataclass(frozen=True, eq=False)
class Material:
    """All answers that a report shows, reckoned before a word of it is written."""

    network: Network
    query: Query
    front: Frontier
    points: tuple[Point, ...]
    """The itineraries that the report ships, in the order of the frontier."""
    first: int
    """The place in `points` of the one that is shown when the report is opened."""
    reliability: Reliability
    sensitivity: Sensitivity
    comparison: Comparison | None

    @property
    def itineraries(self) -> tuple[Itinerary, ...]:
        """Give the shipped itineraries."""
        return tuple(point.itinerary for point in self.points)

    @property
    def shown(self) -> tuple[Itinerary, ...]:
        """Give at most seven that stand for the whole trade-off."""
        return tuple(point.itinerary for point in self.front.shown)

    @property
    def best(self) -> Itinerary:
        """Give the itinerary that is shown first."""
        return self.points[self.first].itinerary

    @property
    def sources(self) -> tuple[Source, ...]:
        """Give every source that a shipped itinerary cites, in order of first use."""
        cited = dict.fromkeys(source for one in self.itineraries for source in one.sources)
        known = self.network.sources
        told = [known[item.source_id] for item in self.advisories if item.source_id in known]
        return tuple(dict.fromkeys([*cited, *told]))

    @property
    def advisories(self) -> tuple[Advisory, ...]:
        """Give what must be known before relying on a shipped itinerary."""
        return tuple(dict.fromkeys(item for one in self.itineraries for item in one.advisories))

    def journeys(self, itinerary: Itinerary) -> Journeys | None:
        """Give the drawn journeys along the way of an itinerary; None where none were drawn."""
        return next((one for one in self.reliability if one.itinerary.course == itinerary.course), None)


def gather(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None,
    wanted: dict[str, Any],
    options: dict[str, Any],
) -> Material:
    """Reckon everything that a report shows; raises as `route`, `compare` and `sensitivity` do."""
    depart, deadline, hours = wanted["depart"], wanted["deadline"], wanted["deadline_hours"]
    query = query_of(network, origin, destination, consignment, depart, **options)
    if depart is not None:
        if query.filters.max_hours is not None:
            problem = "the trade-off counts hours without dates; with --depart say --deadline and see who is in time"
            raise QueryError("--max-hours", query.filters.max_hours, problem)
        options = options | {"on": query.on}
    if deadline is not None:
        hours = deadline_of(network, query, deadline)
    front = frontier_of(network, query, _OBJECTIVES)
    points = tuple(point for point in front if wanted["all_points"] or point.supported or point.role)
    first = points.index(_first(front, query))
    told = sorted(dict.fromkeys([points[first], *front.shown]), key=lambda point: point.index)
    ways = [point.itinerary for point in told]
    if depart is not None:
        ways = told_once(followed_ways(network, query, [front.arcs(point.index) for point in told]))
    surely = simulate(query, ways, terms=Terms(hours), draws=wanted["draws"], seed=wanted["seed"])
    drives = sensitivity(network, origin, destination, consignment, draws=0, **options)
    what_if = _compare(network, origin, destination, consignment, wanted["scenarios"], wanted["folder"], options)
    return Material(network, query, front, points, first, surely, drives, what_if)


def _first(front: Frontier, query: Query) -> Point:
    if query.minimize in {"cost", "generalized"}:
        return front.best_at(query.vot_usd_per_hour if query.minimize == "generalized" else 0.0)
    place = front.objectives.index("time" if query.minimize == "time" else "co2e")
    return min((point for point in front if point.supported), key=lambda point: (point.sums[place], point.index))


def _compare(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None,
    scenarios: Sequence[str],
    folder: Path | None,
    options: dict[str, Any],
) -> Comparison | None:
    if not scenarios:
        return None
    return compare(
        network, origin, destination, consignment, scenarios=("baseline", *scenarios), folder=folder,
        attribution=False, **options,
    )  # fmt: skip
