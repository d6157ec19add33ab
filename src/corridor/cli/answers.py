"""The verbs that ask for itineraries: route, explain, map."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corridor.cli import render
from corridor.cli.options import Options
from corridor.cli.output import deliver, tell
from corridor.cli.refusal import refusing
from corridor.cli.text import to_csv
from corridor.errors import QueryError
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION, entry_rows
from corridor.planning.query import Query, make_query
from corridor.planning.route import answer


def route(origin: str, destination: str, **options: Any) -> int:  # noqa: ANN401 - the fields of Options
    """Find the best itinerary from ORIGIN to DESTINATION, itemised."""
    wanted = Options(**options)
    query, itinerary = _ask(origin, destination, wanted)
    if wanted.wants_map():
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


def explain(origin: str, destination: str, why_not: str | None = None, **options: Any) -> int:  # noqa: ANN401 - the fields of Options
    """Show every figure behind the best itinerary: value, range, unit, date, source, confidence."""
    wanted = Options(**options)
    if wanted.wants_map():
        problem = "explain gives figures; `corridor route` draws the way, `corridor report` has both on a page"
        raise QueryError("--output", wanted.output, problem)
    if why_not is not None and wanted.depart is not None:
        raise QueryError("--depart", wanted.depart, "ways are compared without dates; --date sets the month")
    if why_not is not None:
        return _why_not(origin, destination, why_not, wanted)
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
    if wanted.format or wanted.json or wanted.shown_as() != "table":
        raise QueryError("--format", wanted.shown_as(), "a map is HTML; `corridor route` gives the same as data")
    _, itinerary = _ask(origin, destination, wanted)
    return _draw(itinerary, wanted)


def _ask(origin: str, destination: str, options: Options) -> tuple[Query, Itinerary]:
    network = options.load()
    if options.depart is not None:
        return _ask_dated(network, origin, destination, options)
    query = make_query(network, origin, destination, options.consignment(), **options.query())
    with refusing(query, options):
        return query, answer(network, query)


def _ask_dated(network: Network, origin: str, destination: str, options: Options) -> tuple[Query, Itinerary]:
    from corridor.planning.depart import dated_query, dated_route  # noqa: PLC0415 - most journeys have no date

    box, depart = options.consignment(), str(options.depart)
    query = dated_query(network, origin, destination, box, depart, **options.query())
    with refusing(query, options):
        return query, dated_route(query, network)


def _why_not(origin: str, destination: str, other: str, options: Options) -> int:
    from corridor.cli.whynot import show  # noqa: PLC0415 - only who asks for the comparison pays for it
    from corridor.planning.another import find_other  # noqa: PLC0415
    from corridor.planning.whynot import compare_with  # noqa: PLC0415

    network = options.load()
    query = make_query(network, origin, destination, options.consignment(), **options.query())
    with refusing(query, options):
        found = compare_with(network, query, find_other(network, other))
    return deliver(show(found, options.shown_as()), options.output)


def _json(query: Query, itinerary: Itinerary) -> str:
    document = {
        "schema_version": SCHEMA_VERSION,
        "query": query.to_dict(),
        "network": {"name": itinerary.network.name, "as_of": itinerary.network.as_of},
        "itineraries": [itinerary.to_dict()],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _draw(itinerary: Itinerary, options: Options) -> int:
    from corridor import maps  # noqa: PLC0415 - Folium only for who asks for a map

    path = options.output or f"{itinerary.origin}-{itinerary.destination}.html"
    if path == "-":
        return deliver(maps.draw(itinerary, options.lang, options.tiles).html(), None)
    maps.draw(itinerary, options.lang, options.tiles).save(path)
    tell(f"Wrote {Path(path)}")
    return 0
