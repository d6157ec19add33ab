"""No itinerary is an answer: whoever asked for JSON gets it as JSON, with its reason, before the exit code says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from corridor.cli.options import Options
from corridor.cli.output import deliver
from corridor.errors import NoItineraryError
from corridor.model.network import Network
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.query import Query


@contextmanager
def refusing(query: Query, options: Options) -> Iterator[None]:
    """Deliver the JSON of an absence, if JSON was asked for, and let the error pass."""
    try:
        yield
    except NoItineraryError as error:
        if options.shown_as() == "json":
            deliver(json.dumps(no_itinerary(query, error), ensure_ascii=False, indent=1) + "\n", options.output)
        raise


def no_way(network: Network, query: Query, reasons: Iterable[tuple[str, str | None]]) -> NoItineraryError:
    """Make the error of an answer in which no side has a way, from the name and the reason of each."""
    nodes, told = network.nodes, "; ".join(f"{name}: {reason}" for name, reason in reasons)
    return NoItineraryError(nodes[query.origin].name, nodes[query.destination].name, told)


def no_itinerary(query: Query, error: NoItineraryError) -> dict[str, Any]:
    """Give the document of an answer without itineraries."""
    return {
        "schema_version": SCHEMA_VERSION,
        "query": query.to_dict(),
        "itineraries": [],
        "reason": error.reason,
        "blocking": list(error.blocking),
        "ways_out": [way.to_dict() for way in error.ways_out],
        "more_ways_out": error.more,
    }
