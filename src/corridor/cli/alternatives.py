"""The verb that sets itineraries side by side: alternatives."""

from __future__ import annotations

import json
from typing import Any

from corridor.cli.options import Options
from corridor.cli.output import deliver, deliver_map, tell
from corridor.cli.refusal import refusing
from corridor.cli.tables import Cell, grid
from corridor.cli.text import markdown_text, plain, to_csv, to_markdown
from corridor.model.itinerary import Itinerary
from corridor.planning.alternatives import Alternatives, By, choose
from corridor.planning.query import make_query
from corridor.units import days

_HEADER = ["", "corridor", "USD", "days (p10–p90)", "km", "kg CO2e", "borders", "countries", "overlap", "against 1"]
_NAMED = 5
"""Places that are named at most to tell an itinerary from the first."""


def alternatives(
    origin: str,
    destination: str,
    k: float = 5,
    by: By = "corridor",
    max_overlap: float = 0.6,
    max_stretch: float = 2.0,
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Find different itineraries from ORIGIN to DESTINATION, side by side."""
    wanted = Options(**options)
    network = wanted.load()
    query = make_query(network, origin, destination, wanted.consignment(), **wanted.query())
    shown = wanted.shown_as()
    with refusing(query, wanted):
        found = choose(network, query, k, by, max_overlap, max_stretch)
    if wanted.wants_map():
        return deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    if found.note and shown in {"csv", "geojson"}:
        tell(found.note)
    if shown == "json":
        return deliver(json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n", wanted.output)
    if shown == "geojson":
        return deliver(json.dumps(found.to_geojson(), ensure_ascii=False, indent=1) + "\n", wanted.output)
    if shown == "csv":
        return deliver(to_csv(found.rows()), wanted.output)
    return deliver(_markdown(found) if shown == "md" else _table(found), wanted.output)


def _table(found: Alternatives) -> str:
    body = grid(_HEADER, _cells(found), right={0, 2, 4, 5, 6, 8})
    lines = [plain(_head(found)), "", body, "", *map(plain, _differences(found))]
    if found.note:
        lines += ["", f"! {found.note}"]
    lines.append(_foot(found))
    return "\n".join(lines) + "\n"


def _markdown(found: Alternatives) -> str:
    body = to_markdown(_HEADER, _cells(found))
    told = [*(line.strip() for line in _differences(found)), found.note, _foot(found)]
    listed = "\n".join(f"- {markdown_text(line)}" for line in told if line)
    return f"# {markdown_text(_head(found))}\n\n{body}\n\n{listed}\n"


def _head(found: Alternatives) -> str:
    best = found[0]
    nodes = best.network.nodes
    return f"{nodes[best.origin].name} → {nodes[best.destination].name}   {best.consignment}"


def _foot(found: Alternatives) -> str:
    query = found.query
    return (
        f"Minimised {query.minimized}; scenario {query.scenario}; network as of {found[0].network.as_of}. "
        "overlap: share of the shorter way that it has in common with the first."
    )


def _cells(found: Alternatives) -> list[list[Cell]]:
    first = found[0]
    rows = []
    for number, (one, shared) in enumerate(zip(found, found.overlaps, strict=True), 1):
        band = one.hours_band
        more_usd, more_days = one.cost_usd - first.cost_usd, days(one.hours - first.hours)
        rows.append(
            [
                str(number),
                plain(one.corridor),
                f"{one.cost_usd:,.0f}",
                f"{days(one.hours):.1f} ({days(band.low):.1f}–{days(band.high):.1f})",
                f"{one.distance_km:,.0f}",
                f"{one.co2e_kg:,.0f}",
                str(sum(step.kind == "border" for step in one.transfers)),
                plain("–".join(one.countries)),
                "" if number == 1 else f"{shared:.0%}",
                "" if number == 1 else f"{more_usd:+,.0f} USD, {more_days:+.1f} d",
            ]
        )
    return rows


def _differences(found: Alternatives) -> list[str]:
    """Tell for each itinerary its modes and the stops by which it differs from the first."""
    first = {step.node_id for step in found[0].transfers}
    return [
        f"{number:3}  {one.corridor_name or 'other way'}: {_by_mode(one)}{_stops(one, first if number > 1 else set())}"
        for number, one in enumerate(found, 1)
    ]


def _by_mode(itinerary: Itinerary) -> str:
    return ", ".join(f"{mode} {km:,.0f} km" for mode, km in itinerary.distance_km_by_mode.items() if km)


def _stops(itinerary: Itinerary, first: set[str]) -> str:
    """Name the places at which something is done, other than at the ends and where the first itinerary does."""
    known = {itinerary.origin, itinerary.destination, *first}
    stops = [node for node in dict.fromkeys(step.node_id for step in itinerary.transfers) if node not in known]
    names = [itinerary.network.nodes[node].name for node in stops]
    if len(names) > _NAMED:
        kept = [names[place * (len(names) - 1) // (_NAMED - 1)] for place in range(_NAMED)]
        names = kept
    return f"; by {', '.join(names)}" if names else ""
