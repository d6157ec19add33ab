"""`corridor replan`: wait for a closed port or go round, as a table, as data or as a map."""

from __future__ import annotations

import json
from typing import Any

from corridor.analysis.replan import Replan, WayOut, replan
from corridor.cli.options import Options, length_hours, words
from corridor.cli.output import deliver, deliver_map
from corridor.cli.refusal import refusing
from corridor.cli.tables import Cell, grid
from corridor.cli.text import markdown_text, plain, to_csv, to_markdown
from corridor.errors import QueryError
from corridor.planning.query import NOTHING_SAID, make_query
from corridor.units import PRICE_YEAR, days

_HEADER = ["", "option", "days", "USD", "kg CO2e", "through", "beats waiting here"]
_SHOWN = 8


def show_replan(
    at: str | None = None,
    destination: str | None = None,
    closure: str | None = None,
    also_closed: str = "",
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Compare waiting for a closed port with every way around."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    if shown == "geojson":
        raise QueryError("--format", shown, "`corridor route` gives a way as GeoJSON; .html draws the options")
    for option, value in (("--at", at), ("--destination", destination), ("--closure", closure)):
        if value is None:
            raise QueryError(option, "", "it is needed, as in --at Aktau --closure 5d --destination Istanbul")
    length = length_hours("--closure", str(closure), "write days or hours, such as 5d or 120h")
    port, end = str(at), str(destination)
    network, box = wanted.load(), wanted.consignment()
    asked = {name: value for name, value in wanted.query().items() if value not in NOTHING_SAID}
    with refusing(make_query(network, port, end, box, **asked), wanted):
        found = replan(network, port, end, box, closure_hours=length, also_closed=words(also_closed), **asked)
    if wanted.wants_map():
        return deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    return deliver(_text(found, shown), wanted.output)


def _text(found: Replan, shown: str) -> str:
    if shown == "json":
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(found.rows())
    rows = [_cells(found, one) for one in found.options[:_SHOWN]]
    if shown == "md":
        notes = "\n".join(f"- {markdown_text(line)}" for line in _notes(found))
        return f"# {markdown_text(_title(found))}\n\n{to_markdown(_HEADER, rows)}\n\n{notes}\n"
    body = grid(_HEADER, rows, right={2, 3, 4})
    return "\n".join([plain(_title(found)), "", body, "", *map(plain, _notes(found))]) + "\n"


def _name(found: Replan, node_id: str) -> str:
    return found.network.nodes[node_id].name


def _title(found: Replan) -> str:
    closed = ", ".join(_name(found, port) for port in found.closed)
    shut = f"{closed} shut for {days(found.closure_hours):g} days"
    return f"{_name(found, found.at)} → {_name(found, found.query.destination)}: {shut}"


def _cells(found: Replan, one: WayOut) -> list[Cell]:
    journey = one.itinerary
    return [
        "*" if one is found.best else "",
        plain(_what(found, one)),
        f"{days(journey.hours):.1f}",
        f"{journey.cost_usd:,.0f}",
        f"{journey.co2e_kg:,.0f}",
        plain(f"{' '.join(journey.countries)} ({journey.corridor})"),
        _beyond(one),
    ]


def _what(found: Replan, one: WayOut) -> str:
    if not one.gate:
        return "go round by land"
    if not one.waits_for_reopening:
        return f"go round by {_name(found, one.gate)}"
    where = "wait" if one.gate == found.at else f"go to {_name(found, one.gate)} and wait"
    return f"{where}, {days(one.held_hours):.1f} d for the reopening" if one.held_hours else f"{where}, already open"


def _beyond(one: WayOut) -> str:
    if one.waits_for_reopening:
        return ""
    if one.is_beaten_always:
        return "never"
    if one.break_even_hours is None:
        return ""
    return f"beyond {days(one.break_even_hours):.2f} d" if one.break_even_hours else "always"


def _notes(found: Replan) -> list[str]:
    query = found.query
    vot = f" at USD {query.vot_usd_per_hour:g} per hour" if query.minimize == "generalized" else ""
    on = f", travel on {query.on.isoformat()}" if query.on else ""
    return [
        _turning(found),
        *_weather(found),
        f"* best. Minimised {query.minimize}{vot}; the usual wait for a sailing follows the reopening, without the "
        f"queue that builds up meanwhile. {query.consignment}; USD of {PRICE_YEAR}; scenario {query.scenario}{on}; "
        f"network as of {found.network.as_of}.",
    ]


def _turning(found: Replan) -> str:
    waits = [one for one in found if one.waits_for_reopening]
    around = [one for one in found if not one.waits_for_reopening]
    if not waits or not around:
        return "There is no way around." if waits else "No ship from a closed port leads there."
    other = _what(found, around[0]).replace("go ", "going ", 1)
    if found.break_even_hours is None:
        return f"Waiting is the best at any length of closure: a closure costs nothing but time (then: {other})."
    if not found.break_even_hours:
        return f"{other[0].upper()}{other[1:]} is better than any port that is shut, even were it open."
    until = f"{days(found.break_even_hours):.2f} days"
    return f"Waiting for a port that is shut is the best up to a closure of {until}; beyond that, {other}."


def _weather(found: Replan) -> list[str]:
    weather = found.weather
    if weather.advisory is None:
        return []
    same, others = (
        ", ".join(_name(found, port) for port in ports)
        for ports in (weather.same_evidence, [port for port in weather.ports if port not in weather.same_evidence])
    )
    told = (
        f"Ports under the same weather, by the same evidence: {same or 'none'}; by other evidence: {others or 'none'}."
    )
    return [f"{told} {weather.advisory}"]
