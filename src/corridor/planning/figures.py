"""A network in which a figure has another value: the same tables, with one number exchanged.

A statement that the tables need in several rows (a war-risk allowance at each border of a country) is one
figure to whoever doubts it: rows of one table that agree in everything but their key, their note included,
can be changed together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from corridor.model.figure import Figure
from corridor.model.network import Network
from corridor.model.parameter import ParameterTable

Rows = tuple[Figure, ...]
"""Figures that are changed together, all of the same value; mostly one."""


def with_value(network: Network, rows: Sequence[Figure], value: float) -> Network:
    """Give the network with another value of some figures; their low and high stay as they are.

    Figures are told by identity: they are such as an entry of an itinerary over this network names.
    """
    changed = {id(figure): figure._replace(value=value) for figure in rows}
    tables = {
        name: table.exchanged(changed)
        for name, table in _tables(network)
        if any(id(known) in changed for _, known in table.items())
    }
    services = {
        service_id: service._replace(departures=changed.get(id(service.departures), service.departures))
        for service_id, service in network.services.items()
    }
    return replace(network, parameters=replace(network.parameters, **tables), services=services)


def _tables(network: Network) -> Iterator[tuple[str, ParameterTable]]:
    for part in fields(network.parameters):
        yield part.name, getattr(network.parameters, part.name)


def is_inverse(network: Network, figure: Figure) -> bool:
    """Say whether times go with one over the figure: for speeds, and departures per week."""
    return any(known is figure for _, known in network.parameters.speeds.items()) or any(
        service.departures is figure for service in network.services.values()
    )


def same_statements(network: Network) -> dict[int, Rows]:
    """Give by identity the rows of a table that say the same as a figure in the same words, itself included."""
    groups: dict[Figure, list[Figure]] = {}
    for _, table in _tables(network):
        for figure in dict(table.items()).values():
            if figure.note:
                groups.setdefault(figure._replace(key=""), []).append(figure)
    return {id(figure): tuple(rows) for rows in groups.values() if len(rows) > 1 for figure in rows}
