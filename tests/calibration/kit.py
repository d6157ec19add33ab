"""What the calibration cases share: a published figure, how it is asked of the network, and the verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import corridor as cr
from corridor.model.itinerary import Itinerary
from corridor.model.link import Link
from corridor.units import days

Verdict = tuple[str, bool]
"""What we say, in words, and whether it passes."""


@dataclass(frozen=True)
class Case:
    """One published figure: what it says, what passes, and how we compute ours."""

    case_id: str
    kind: str
    weight: float
    what: str
    published: str
    rule: str
    source: str
    ours: Callable[[], Verdict]
    remark: str = ""


CASES: list[Case] = []


def case(
    case_id: str, kind: str, what: str, *, published: str, rule: str, source: str, weight: float = 1.0, remark: str = ""
) -> Callable[[Callable[[], Verdict]], Callable[[], Verdict]]:
    """Register a case."""

    def register(function: Callable[[], Verdict]) -> Callable[[], Verdict]:
        CASES.append(Case(case_id, kind, weight, what, published, rule, source, function, remark))
        return function

    return register


@cache
def network() -> cr.Network:
    return cr.load_network()


@cache
def _ask(origin: str, destination: str, box: cr.Consignment, options: tuple[tuple[str, Any], ...]) -> Itinerary:
    return cr.route(network(), origin, destination, box, **dict(options))


def ask(origin: str, destination: str, box: cr.Consignment | None = None, **options: Any) -> Itinerary:
    """Give the best itinerary; the quickest, unless said otherwise."""
    options.setdefault("minimize", "time")
    frozen = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in options.items())
    return _ask(origin, destination, box or cr.Consignment.feu(), frozen)


RAIL_SEA = {"modes": ["rail", "sea"]}
MIDDLE = {"modes": ["rail", "sea"], "avoid": ["IR", "RU"]}


def band(itinerary: Itinerary) -> tuple[float, float, float]:
    """Give p10, p50, p90 in days."""
    hours = itinerary.hours_band
    return days(hours.low), days(hours.typical), days(hours.high)


def told(itinerary: Itinerary) -> str:
    low, middle, high = band(itinerary)
    return f"{middle:.1f} d ({low:.1f}–{high:.1f}), {itinerary.corridor}"


def km(itinerary: Itinerary, *countries: str) -> float:
    return sum(itinerary.distance_km_by_country.get(code, 0.0) for code in countries)


def way(origin: str, destination: str, mode: str, *, only: str = "") -> list[Link]:
    """Give the links of the shortest way by length over all links of a mode, open or not."""
    import networkx as nx

    graph = network().to_networkx()
    kept = [
        (tail, head, key)
        for tail, head, key, data in graph.edges(keys=True, data=True)
        if data["mode"] == mode and (not only or data["country"] in only.split())
    ]
    part = graph.edge_subgraph(kept)
    nodes = nx.shortest_path(part, origin, destination, weight="length_km")
    links = []
    for tail, head in pairwise(nodes):
        best = min(part[tail][head], key=lambda key: part[tail][head][key]["length_km"])
        links.append(network().links[best])
    return links


def length(links: list[Link]) -> float:
    return sum(link.length.value for link in links)


def within(value: float, low: float, high: float) -> bool:
    return low <= value <= high


def in_order(wanted: list[str], passed: tuple[str, ...]) -> int:
    """Count how many of the wanted places are passed in the wanted order (longest common subsequence)."""
    table = [[0] * (len(passed) + 1) for _ in range(len(wanted) + 1)]
    for i, place in enumerate(wanted):
        for j, other in enumerate(passed):
            here = table[i][j] + 1 if place == other else max(table[i][j + 1], table[i + 1][j])
            table[i + 1][j + 1] = here
    return table[-1][-1]


def capacity(subject: str, horizon: str, unit: str) -> float | None:
    figure = network().parameters.capacities.find((subject, horizon, unit))
    return None if figure is None else figure.value
