"""`corridor frontier`: the whole trade-off between two places, as a table or as data."""

from __future__ import annotations

import json
from typing import Any

from corridor.cli.options import Options, words
from corridor.cli.output import deliver, deliver_map
from corridor.cli.refusal import refusing
from corridor.cli.tables import Cell, grid
from corridor.cli.text import plain, to_csv, to_markdown
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.frontier import Frontier, Point, check_objectives, frontier_of
from corridor.planning.query import make_query
from corridor.planning.support import Interval
from corridor.units import days

_HEADER = [
    "",
    "USD",
    "days (p10–p90)",
    "kg CO2e",
    "km",
    "transfers",
    "corridor",
    "countries",
    "best at USD/h",
    "or USD/t CO2e",
]
_RIGHT = {1, 2, 3, 4, 5}
_WHOLE_FROM = 1000


def frontier(origin: str, destination: str, objectives: str = "cost,time", *, all: bool = False, **options: Any) -> int:  # noqa: A002, ANN401 - the flag's name; the fields of Options
    """Find every itinerary that no other beats in all of two or three criteria."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    criteria = check_objectives(words(objectives))
    network = wanted.load()
    query = make_query(network, origin, destination, wanted.consignment(), **wanted.query())
    with refusing(query, wanted):
        found = frontier_of(network, query, criteria)
    if wanted.wants_map():
        return deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    if shown == "json":
        document = {
            "schema_version": SCHEMA_VERSION,
            "query": query.to_dict(),
            "network": {"name": network.name, "as_of": network.as_of},
            **found.to_dict(shown_only=not all),
        }
        return deliver(json.dumps(document, ensure_ascii=False, indent=1) + "\n", wanted.output)
    if shown == "geojson":
        return deliver(json.dumps(found.to_geojson(), ensure_ascii=False, indent=1) + "\n", wanted.output)
    if shown == "csv":
        return deliver(to_csv(found.rows(shown_only=not all)), wanted.output)
    points = found.points if all else found.shown
    rows = [_cells(point) for point in points]
    if shown == "md":
        return deliver(f"# {_title(found)}\n\n{to_markdown(_HEADER, rows)}\n\n{_notes(found, all=all)}", wanted.output)
    return deliver(f"{_title(found)}\n\n{grid(_HEADER, rows, right=_RIGHT)}\n{_notes(found, all=all)}", wanted.output)


def _title(found: Frontier) -> str:
    nodes, query = found.network.nodes, found.query
    names = f"{nodes[query.origin].name} → {nodes[query.destination].name}"
    count = f"{len(found)} itineraries" if len(found) > 1 else "one itinerary"
    return plain(f"{names}: {count} that nothing beats in {', '.join(found.objectives)}; {query.consignment}")


def _cells(point: Point) -> list[Cell]:
    itinerary = point.itinerary
    band = itinerary.hours_band
    return [
        point.role,
        f"{itinerary.cost_usd:,.0f}",
        f"{days(itinerary.hours):.1f} ({days(band.low):.1f}–{days(band.high):.1f})",
        f"{itinerary.co2e_kg:,.0f}",
        f"{itinerary.distance_km:,.0f}",
        str(len(itinerary.transfers)),
        plain(itinerary.corridor),
        "–".join(itinerary.countries),
        *_best_at(point),
    ]


def _best_at(point: Point) -> list[Cell]:
    """Say at which values of time and at which carbon prices a point is the best."""
    if not point.supported:
        return ["a compromise", ""]
    vot, carbon = point.vot_usd_per_hour, point.carbon_price_usd_per_tonne
    return [_span(vot), _span(carbon)] if vot or carbon else ["a mix of prices", ""]


def _span(interval: Interval | None) -> str:
    if interval is None:
        return "—"
    if interval.high is None:
        return f"≥ {_short(float(interval.low))}"
    return f"{_short(float(interval.low))}–{_short(float(interval.high))}"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= _WHOLE_FROM else f"{value:.4g}"


def _notes(found: Frontier, *, all: bool) -> str:  # noqa: A002 - the flag's name
    lines = []
    hidden = len(found) - len(found.shown)
    if hidden and not all:
        lines.append(f"{hidden} more lie between these; --all shows them.")
    compromises = sum(not point.supported for point in found)
    if compromises:
        lines.append(
            f"{compromises} of {len(found)} are compromises: no price of time or carbon makes one the single best, "
            "though nothing beats it in everything."
        )
    query = found.query
    lines.append(
        f"Scenario {query.scenario}; network as of {found.network.as_of}. One in full: `corridor route` with "
        "--max-hours, --max-cost, or --minimize generalized --vot USD_PER_HOUR."
    )
    return "\n".join(plain(line) for line in lines) + "\n"
