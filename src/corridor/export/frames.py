"""GeoDataFrames (WGS 84), for those who map, join and plot with GeoPandas."""

from __future__ import annotations

import geopandas as gpd
from shapely.geometry import LineString, Point

from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.model.serial import leg_dict

CRS = "EPSG:4326"


def nodes_frame(network: Network) -> gpd.GeoDataFrame:
    """Give the places of a network, one row a node, indexed by `node_id`.

    >>> from corridor import load_network
    >>> nodes_frame(load_network()).loc["kz-aktau", "country"]
    'KZ'
    """
    rows = [
        {"node_id": node.node_id, "name": node.name, "country": node.country, "node_type": node.node_type}
        for node in network.nodes.values()
    ]
    points = [Point(node.lon, node.lat) for node in network.nodes.values()]
    return gpd.GeoDataFrame(rows, geometry=points, crs=CRS).set_index("node_id")


def links_frame(network: Network) -> gpd.GeoDataFrame:
    """Give the links of a network with their drawn lines, one row a link, indexed by `link_id`.

    Lengths are the authored ones in km, not those of the drawn lines.
    """
    rows = [
        {
            "link_id": link.link_id,
            "from_node_id": link.from_node_id,
            "to_node_id": link.to_node_id,
            "mode": link.mode,
            "line_class": link.line_class,
            "country": link.country,
            "length_km": link.length.value,
            "gauge_mm": link.state.gauge_mm,
            "status": link.status,
            "source_id": link.length.source_id,
        }
        for link in network.links.values()
    ]
    lines = [LineString(network.coordinates(link_id)) for link_id in network.links]
    return gpd.GeoDataFrame(rows, geometry=lines, crs=CRS).set_index("link_id")


def legs_frame(itinerary: Itinerary) -> gpd.GeoDataFrame:
    """Give the legs of an itinerary with their drawn lines, one row a leg, in the order of travel."""
    rows = [leg_dict(leg) | {"links": " ".join(leg.link_ids)} for leg in itinerary.legs]
    lines = [LineString(line) for line in itinerary.coordinates]
    return gpd.GeoDataFrame(rows, geometry=lines, crs=CRS)
