"""The main job: the best itinerary of a consignment between two places."""

from __future__ import annotations

from typing import Any

from corridor.errors import NoItineraryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.assemble import assemble
from corridor.planning.blocking import explain_absence
from corridor.planning.query import Query, make_query
from corridor.planning.solve import priced_graph, solve


def route(
    network: Network,
    origin: str,
    destination: str,
    consignment: Consignment | None = None,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Itinerary:
    """Give the best itinerary from origin to destination.

    Options are those of `make_query`: `minimize` ("cost", "time", "co2e" or "generalized" with
    `vot_usd_per_hour`), `on` (a date), and the filters `modes`, `avoid`, `via` (in order; a seaport is passed by sea
    where that is possible), `max_transfers`
    (lines of the itinerary's list of transfers), `max_hours` and `max_cost_usd`.

    Raises `PlaceError` for places that cannot be told, `QueryError` for questions that cannot be asked,
    and `NoItineraryError`, with what blocks the way, where there is none.

    >>> from corridor import load_network
    >>> route(load_network(), "Baku", "Kars", minimize="time").countries
    ('AZ', 'GE', 'TR')
    """
    return answer(network, make_query(network, origin, destination, consignment, **options))


def answer(network: Network, query: Query) -> Itinerary:
    """Give the best itinerary of a query; raise `NoItineraryError` where there is none."""
    arcs = solve(priced_graph(network, query), query)
    if arcs is None:
        reason, blocking = explain_absence(network, query)
        names = network.nodes[query.origin].name, network.nodes[query.destination].name
        raise NoItineraryError(*names, reason, blocking)
    return assemble(network, query, arcs)
