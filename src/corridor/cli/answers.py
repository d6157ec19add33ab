"""The verbs that ask for itineraries: route, explain, map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corridor.cli import render
from corridor.cli.options import Options
from corridor.cli.output import deliver, tell
from corridor.cli.text import to_csv
from corridor.errors import NoItineraryError, QueryError
from corridor.model.itinerary import Itinerary
from corridor.model.serial import SCHEMA_VERSION, entry_rows
from corridor.planning.query import Query, make_query
from corridor.planning.route import answer


def route(origin: str, destination: str, **options: Any) -> int:  # noqa: ANN401 - the fields of Options
    """Find the best itinerary from ORIGIN to DESTINATION, itemised."""
    wanted = Options(**options)
    query, itinerary = _ask(origin, destination, wanted)
    if _wants_map(wanted):
        return _draw(itinerary, wanted)
    shown = wanted.shown_as()
    if shown == "json":
        return deliver(_json(query, itinerary), wanted.output)
    if shown == "geojson":
        return deliver(json.dumps(itinerary.to_geojson(), ensure_ascii=False, indent=1) + "\n", wanted.output)
    if shown == "csv":
        return deliver(to_csv(render.step_rows(itinerary)), wanted.output)
    if shown == "md":
        return deliver(render.markdown(itinerary), wanted.output)
    return deliver(render.table(itinerary, query), wanted.output)


def explain(origin: str, destination: str, **options: Any) -> int:  # noqa: ANN401 - the fields of Options
    """Show every figure behind the best itinerary: value, range, unit, date, source, confidence."""
    wanted = Options(**options)
    query, itinerary = _ask(origin, destination, wanted)
    shown = wanted.shown_as()
    if shown == "json":
        document = {
            "schema_version": SCHEMA_VERSION,
            "query": query.to_dict(),
            "itineraries": [itinerary.to_dict()],
            "ledger": entry_rows(itinerary),
            "sources": render.source_rows(itinerary),
        }
        return deliver(json.dumps(document, ensure_ascii=False, indent=1) + "\n", wanted.output)
    if shown == "geojson":
        raise QueryError("--format", "geojson", "explain gives figures; ask `corridor route` for lines")
    if shown == "csv":
        return deliver(to_csv(entry_rows(itinerary)), wanted.output)
    if shown == "md":
        return deliver(render.explain_markdown(itinerary), wanted.output)
    return deliver(render.explain_table(itinerary), wanted.output)


def draw_map(origin: str, destination: str, **options: Any) -> int:  # noqa: ANN401 - the fields of Options
    """Draw the best itinerary as one HTML file that makes no network request."""
    wanted = Options(**options)
    _, itinerary = _ask(origin, destination, wanted)
    return _draw(itinerary, wanted)


def _ask(origin: str, destination: str, options: Options) -> tuple[Query, Itinerary]:
    network = options.load()
    query = make_query(network, origin, destination, options.consignment(), **options.query())
    try:
        return query, answer(network, query)
    except NoItineraryError as error:
        if options.shown_as() == "json":
            deliver(_no_itinerary(query, error), options.output)
        raise


def _json(query: Query, itinerary: Itinerary) -> str:
    document = {
        "schema_version": SCHEMA_VERSION,
        "query": query.to_dict(),
        "network": {"name": itinerary.network.name, "as_of": itinerary.network.as_of},
        "itineraries": [itinerary.to_dict()],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _no_itinerary(query: Query, error: NoItineraryError) -> str:
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "query": query.to_dict(),
        "itineraries": [],
        "reason": error.reason,
        "blocking": list(error.blocking),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _wants_map(options: Options) -> bool:
    return options.format is None and not options.json and (options.output or "").lower().endswith((".html", ".htm"))


def _draw(itinerary: Itinerary, options: Options) -> int:
    from corridor import maps  # noqa: PLC0415 - Folium only for who asks for a map

    path = options.output or f"{itinerary.origin}-{itinerary.destination}.html"
    if path == "-":
        return deliver(maps.draw(itinerary).html(), None)
    maps.draw(itinerary).save(path)
    tell(f"Wrote {Path(path)}")
    return 0
