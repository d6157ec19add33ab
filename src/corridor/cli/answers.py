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


def route(origin: str, destination: str, /, *, options: Options = Options()) -> int:  # noqa: B008 - frozen
    """Find the best itinerary from ORIGIN to DESTINATION, itemised.

    Places may be given by name in many spellings and scripts, by UN/LOCODE or by node id
    (see `corridor place`).  With `-o FILE.html` the answer is drawn as a map.
    """
    query, itinerary = _ask(origin, destination, options)
    if _wants_map(options):
        return _draw(itinerary, options)
    shown = options.shown_as()
    if shown == "json":
        return deliver(_json(query, itinerary), options.output)
    if shown == "geojson":
        return deliver(json.dumps(itinerary.to_geojson(), ensure_ascii=False, indent=1) + "\n", options.output)
    if shown == "csv":
        return deliver(to_csv(render.step_rows(itinerary)), options.output)
    if shown == "md":
        return deliver(render.markdown(itinerary), options.output)
    return deliver(render.table(itinerary, query), options.output)


def explain(origin: str, destination: str, /, *, options: Options = Options()) -> int:  # noqa: B008
    """Show every figure behind the best itinerary: value, range, unit, date, source, confidence.

    One row for each line of the ledger; `--format csv` or `json` gives all columns.
    """
    query, itinerary = _ask(origin, destination, options)
    shown = options.shown_as()
    if shown == "json":
        document = {
            "schema_version": SCHEMA_VERSION,
            "query": query.to_dict(),
            "itineraries": [itinerary.to_dict()],
            "ledger": entry_rows(itinerary),
            "sources": render.source_rows(itinerary),
        }
        return deliver(json.dumps(document, ensure_ascii=False, indent=1) + "\n", options.output)
    if shown == "geojson":
        raise QueryError("--format", "geojson", "explain gives figures; ask `corridor route` for lines")
    if shown == "csv":
        return deliver(to_csv(entry_rows(itinerary)), options.output)
    if shown == "md":
        return deliver(render.explain_markdown(itinerary), options.output)
    return deliver(render.explain_table(itinerary), options.output)


def draw_map(origin: str, destination: str, /, *, options: Options = Options()) -> int:  # noqa: B008
    """Draw the best itinerary as one HTML file that makes no network request.

    The file is named by `-o`, or after the two places.
    """
    _, itinerary = _ask(origin, destination, options)
    return _draw(itinerary, options)


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
