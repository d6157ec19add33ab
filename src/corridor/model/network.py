"""The network: places, links, transfers, services and sourced parameters, frozen once it is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from corridor.model.figure import Figure
from corridor.model.gazetteer import Gazetteer
from corridor.model.link import Link, Service
from corridor.model.parameter import ParameterTable
from corridor.model.place import Node
from corridor.model.reference import Advisory, CorridorRule, Source
from corridor.model.timetable import Timetable
from corridor.model.transfer import Transfer

if TYPE_CHECKING:
    import networkx as nx

Coordinates = tuple[tuple[float, float], ...]
"""Points as (longitude, latitude), decimal degrees, WGS 84."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameter tables, each with the key columns it is looked up by."""

    tariffs: ParameterTable
    speeds: ParameterTable
    running_times: ParameterTable
    dwells: ParameterTable
    charges: ParameterTable
    emission_factors: ParameterTable
    general: ParameterTable
    capacities: ParameterTable

    def value(self, name: str, country: str = "", mode: str = "") -> Figure:
        """Give a general parameter by name; raise KeyError where the network lacks it."""
        figure = self.general.find((name, country, mode))
        if figure is None:
            raise KeyError(name)
        return figure


@dataclass(frozen=True, eq=False)
class Network:
    """All that is known about the world of one scenario, by id.

    Made by `load_network`; `as_of` is the newest date on which a status was checked.
    """

    name: str
    as_of: str
    nodes: Mapping[str, Node]
    links: Mapping[str, Link]
    transfers: Mapping[str, Transfer]
    services: Mapping[str, Service]
    parameters: Parameters
    sources: Mapping[str, Source]
    advisories: Mapping[str, Advisory]
    corridors: tuple[CorridorRule, ...]
    countries: Mapping[str, str]
    """Country names by ISO 3166-1 alpha-2 code."""
    read_geometry: Callable[[], Mapping[str, Coordinates]] = field(repr=False)
    """Reads the drawn lines; called once, and only when something is drawn or measured."""
    scenario: str = "baseline"
    """The scenario that the network is in; `corridor.apply_scenario` makes others."""
    timetables: Mapping[str, tuple[Timetable, ...]] = field(default_factory=dict)
    """Departures by service id, and hours of opening by link id, where they are known."""

    @cached_property
    def geometry(self) -> Mapping[str, Coordinates]:
        """Give the drawn line of each geometry id."""
        return self.read_geometry()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Give the index of place names."""
        return Gazetteer(self.nodes.values(), self.countries)

    @cached_property
    def service_of_link(self) -> Mapping[str, Service]:
        """Give the service that runs on a link, by link id."""
        return {service.link_id: service for service in self.services.values()}

    def coordinates(self, link_id: str, *, forward: bool = True) -> Coordinates:
        """Give the line of a link in the direction of travel; a straight one where none is drawn."""
        link = self.links[link_id]
        tail, head = (self.nodes[node_id] for node_id in link.ends(forward=forward))
        drawn = self.geometry.get(link.geometry_id or link_id)
        if drawn is None:
            return (tail.lon, tail.lat), (head.lon, head.lat)
        start, end = drawn[0], drawn[-1]
        ahead = abs(start[0] - tail.lon) + abs(start[1] - tail.lat)
        behind = abs(end[0] - tail.lon) + abs(end[1] - tail.lat)
        return drawn if ahead <= behind else drawn[::-1]

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Give the places and links as a NetworkX graph, an arc for each direction of a link.

        Nodes carry `name`, `country`, `node_type`, `lon`, `lat`; arcs are keyed by link id and carry
        `mode`, `length_km`, `country`, `gauge_mm`, `status` and `line_class`.
        """
        import networkx as nx  # noqa: PLC0415 - the query path must not pay for it

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=self.name)
        for node in self.nodes.values():
            graph.add_node(
                node.node_id, name=node.name, country=node.country, node_type=node.node_type, lon=node.lon, lat=node.lat
            )
        for link in self.links.values():
            for forward in (True,) if link.directed else (True, False):
                tail, head = link.ends(forward=forward)
                graph.add_edge(
                    tail,
                    head,
                    key=link.link_id,
                    mode=link.mode,
                    length_km=link.length.value,
                    country=link.country,
                    gauge_mm=link.state.gauge_mm,
                    status=link.status,
                    line_class=link.line_class,
                )
        return graph

    def __str__(self) -> str:
        return (
            f"{self.name}: {len(self.nodes)} places, {len(self.links)} links, "
            f"{len(self.transfers)} transfers, {len(self.sources)} sources, as of {self.as_of}"
        )
