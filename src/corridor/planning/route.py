"""The main job: the best itinerary of a consignment between two places."""

from __future__ import annotations

from typing import Any

from corridor.errors import NoItineraryError
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.assemble import assemble
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
    where that is possible), `sequence` (modes of the legs; `corridor.planning.sequence`), `max_transfers`
    (lines of the itinerary's list of transfers), `max_hours`, `max_cost_usd` and `max_co2e_kg`.  With `depart`, an
    aware datetime or ISO 8601 text with an offset, the itinerary has dates (docs/timetables.md).

    Raises `PlaceError` for places that cannot be told, `QueryError` for questions that cannot be asked,
    and `NoItineraryError`, with what blocks the way and the best ways out, where there is none.

    >>> from corridor import load_network
    >>> route(load_network(), "Baku", "Kars", minimize="time").countries
    ('AZ', 'GE', 'TR')
    """
    depart = options.pop("depart", None)
    if depart is not None:
        from corridor.planning.depart import dated_query, dated_route  # noqa: PLC0415 - most journeys have no date

        return dated_route(dated_query(network, origin, destination, consignment, depart, **options), network)
    return answer(network, make_query(network, origin, destination, consignment, **options))


def answer(network: Network, query: Query) -> Itinerary:
    """Give the best itinerary of a query; raise `NoItineraryError` where there is none."""
    arcs = solve(priced_graph(network, query), query)
    if arcs is None:
        raise no_itinerary(network, query)
    return assemble(network, query, arcs)


def no_itinerary(network: Network, query: Query) -> NoItineraryError:
    """Make the error of a query that has no itinerary: what blocks the way, and what would open one."""
    from corridor.planning.blocking import explain_absence  # noqa: PLC0415 - only an absence pays for it

    names = network.nodes[query.origin].name, network.nodes[query.destination].name
    absence = explain_absence(network, query)
    return NoItineraryError(*names, absence.reason, absence.blocking, absence.ways_out, absence.more)
