"""How far one gets: the least hours and the least cost from one place to every other, by one search each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corridor.analysis.catchment_search import fan_of
from corridor.errors import QueryError
from corridor.model.consignment import Consignment
from corridor.model.network import Network
from corridor.model.place import Node
from corridor.model.serial import SCHEMA_VERSION
from corridor.planning.query import NOTHING_SAID, Query, make_query
from corridor.planning.solve import priced_graph
from corridor.search.shortest import UNREACHED, distances
from corridor.units import hours, usd

_REFUSED = ("via", "sequence", "max_transfers", "max_co2e_kg")


@dataclass(frozen=True)
class Arrival:
    """A place that is reached: the least hours and the least cost, each by its own way."""

    place: Node
    hours: float
    cost_usd: float


@dataclass(frozen=True, eq=False)
class Reach:
    """All places reached from one; goes through a loop like a tuple of arrivals, the soonest first."""

    network: Network = field(repr=False)
    query: Query
    """With the origin, and any of the places as destination."""
    arrivals: tuple[Arrival, ...]

    def __iter__(self) -> Iterator[Arrival]:
        return iter(self.arrivals)

    def __len__(self) -> int:
        return len(self.arrivals)

    def rows(self) -> list[dict[str, Any]]:
        """Give one row a place."""
        return [
            {
                "place": one.place.node_id,
                "name": one.place.name,
                "country": one.place.country,
                "node_type": one.place.node_type,
                "hours": one.hours,
                "cost_usd": one.cost_usd,
            }
            for one in self.arrivals
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form of the command line (docs/cli.md)."""
        return {
            "schema_version": SCHEMA_VERSION,
            "query": self.query.to_dict() | {"destination": None},
            "network": {"name": self.network.name, "as_of": self.network.as_of},
            "places": self.rows(),
        }

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give a pandas DataFrame, one row a place."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

        return pd.DataFrame(self.rows())

    def to_geojson(self) -> dict[str, Any]:
        """Give a GeoJSON FeatureCollection (RFC 7946): a point a place, with its row as properties."""
        features = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [one.place.lon, one.place.lat]},
                "properties": row,
            }
            for one, row in zip(self.arrivals, self.rows(), strict=True)
        ]
        return {"type": "FeatureCollection", "features": features}

    def __str__(self) -> str:
        lines = [f"{one.place.name}: {one.hours:,.1f} h, USD {one.cost_usd:,.0f}" for one in self.arrivals]
        return "\n".join(lines)


def reach(
    network: Network,
    origin: str,
    consignment: Consignment | None = None,
    *,
    max_hours: float | None = None,
    max_cost_usd: float | None = None,
    **options: Any,  # noqa: ANN401 - the options of `make_query`, checked there
) -> Reach:
    """Give the least hours and the least cost from a place to all others at which cargo can be unloaded.

    The two are those of `route` with `minimize="time"` and with `minimize="cost"`; mostly they are of
    different itineraries.  `max_hours` and `max_cost_usd` leave out places beyond, each by its own least.

    Raises `QueryError` for options that are not searched here, and what `make_query` raises.

    >>> from corridor import load_network
    >>> found = reach(load_network(), "Baku", max_hours=48)
    >>> found.arrivals[0].hours <= found.arrivals[-1].hours <= 48
    True
    """
    for name in _REFUSED:
        if options.get(name) not in NOTHING_SAID:
            raise QueryError(name, options[name], "a reach is not searched with it")
    start = network.gazetteer.resolve(origin).node_id
    others = [place for place in network.nodes if place != start]
    if not others:
        raise QueryError("ORIGIN", origin, "the network has no other place")
    avoided = _avoids(network, options)
    query = make_query(
        network, start, next((one for one in others if one not in avoided), others[0]), consignment, **options
    )
    fan = fan_of(priced_graph(network, query), start, others, inward=False)
    best = []
    for measure in ("minutes", "cents"):
        column = [int(getattr(arc.impedance, measure)) for arc in fan.arcs]
        spent = distances(fan.graph, column, 0)
        least: dict[str, int] = {}
        for arc, tail in zip(fan.arcs, fan.graph.tails, strict=True):
            if arc.kind == "unloading" and spent[tail] != UNREACHED:
                total = spent[tail] + int(getattr(arc.impedance, measure))
                least[arc.node_id] = min(total, least.get(arc.node_id, total))
        best.append(least)
    found = [Arrival(network.nodes[place], hours(best[0][place]), usd(best[1][place])) for place in best[0]]
    kept = [
        one
        for one in found
        if (max_hours is None or one.hours <= max_hours) and (max_cost_usd is None or one.cost_usd <= max_cost_usd)
    ]
    return Reach(network, query, tuple(sorted(kept, key=lambda one: (one.hours, one.place.node_id))))


def _avoids(network: Network, options: dict[str, Any]) -> set[str]:
    """Give the places that the query keeps off, so that none of them stands for the destination."""
    countries = {network.gazetteer.country(name) for name in options.get("avoid", ())}
    return {place for place, node in network.nodes.items() if node.country in countries}
