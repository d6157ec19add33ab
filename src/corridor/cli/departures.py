"""`corridor departures`: the best journey by day of departure, as a table, as data or as a map."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from corridor.cli.options import Options
from corridor.cli.output import deliver, deliver_map
from corridor.cli.refusal import refusing
from corridor.cli.tables import Cell, grid
from corridor.cli.text import markdown_text, plain, to_csv, to_markdown
from corridor.errors import QueryError
from corridor.planning.departures import Departure, Departures, departures
from corridor.planning.query import make_query
from corridor.units import PRICE_YEAR, days

_HEADER = ["", "departs", "arrives", "days", "of it waiting", "USD", "corridor"]
_DEFAULT_DAYS = 14


def show_departures(origin: str, destination: str, at: str = "08:00", **options: Any) -> int:  # noqa: ANN401 - the fields of Options
    """Show the best journey for each day of departure."""
    start, end = options.pop("from"), options.pop("to")
    wanted = Options(**options)
    shown = wanted.shown_as()
    if shown == "geojson":
        raise QueryError(
            "--format", shown, "`corridor route --depart` gives one journey as GeoJSON; .html draws them all"
        )
    if start is None:
        raise QueryError("--from", "", "say the first day of departure, such as 2026-12-01")
    network, asked = wanted.load(), wanted.query()
    with refusing(make_query(network, origin, destination, wanted.consignment(), **asked), wanted):
        found = departures(
            network,
            origin,
            destination,
            wanted.consignment(),
            start=start,
            end=_two_weeks(start) if end is None else end,
            at=at,
            **asked,
        )
    if wanted.wants_map():
        return deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    return deliver(_text(found, shown), wanted.output)


def _two_weeks(start: str) -> str:
    try:
        return (date.fromisoformat(start) + timedelta(days=_DEFAULT_DAYS - 1)).isoformat()
    except (ValueError, OverflowError):
        return start  # the library says what is wrong with it


def _text(found: Departures, shown: str) -> str:
    if shown == "json":
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(found.rows())
    best = found.best
    rows = [_cells(day, is_best=day is best) for day in found]
    notes = _notes(found)
    if shown == "md":
        return f"{to_markdown(_HEADER, rows)}\n\n" + "\n".join(f"- {markdown_text(line)}" for line in notes) + "\n"
    nodes, query = found.network.nodes, found.query
    title = f"{nodes[query.origin].name} → {nodes[query.destination].name}: by day of departure"
    body = grid(_HEADER, rows, right={3, 4, 5})
    return "\n".join([plain(title), "", body, "", *map(plain, notes)]) + "\n"


def _cells(day: Departure, *, is_best: bool) -> list[Cell]:
    departs, one, arrives = f"{day.departs:%a %Y-%m-%d %H:%M}", day.itinerary, day.arrives
    if one is None or arrives is None:
        return ["", departs, "none", "", "", "", plain(day.reason)]
    waiting = one.hours_by_activity["waiting"]
    return [
        "*" if is_best else "",
        departs,
        f"{arrives:%a %Y-%m-%d %H:%M}",
        f"{days(one.hours):.1f}",
        f"{days(waiting):.1f}",
        f"{one.cost_usd:,.0f}",
        plain(one.corridor),
    ]


def _notes(found: Departures) -> list[str]:
    query, document = found.query, found.to_dict()
    how = {"time": "the shortest", "cost": "the cheapest", "co2e": "the least CO2e", "generalized": "the least in all"}
    vot = f" at USD {query.vot_usd_per_hour:g} per hour" if query.minimize == "generalized" else ""
    return [
        f"* {how[query.minimize]}{vot}, of equal ones the quickest, then the first. Times by local clocks.",
        *document["remarks"],
        f"{query.consignment}; USD of {PRICE_YEAR}; scenario {query.scenario}; network as of {found.network.as_of}.",
    ]
