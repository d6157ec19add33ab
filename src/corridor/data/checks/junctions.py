"""Junctions that lack: two links that leave a place along one road, so that who turns off must go there and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from math import cos, radians
from typing import Any

import networkx as nx

from corridor.data.checks.rule import Objection, Subject, rule
from corridor.model.link import USABLE

_DETOUR_KM = 100.0
_DETOUR = 1.25
"""Times the way with a junction; both must be exceeded."""
_TOGETHER_KM = 2.0
"""Lines closer than this are one road."""
_STRIDE_KM = 5.0
_KM_PER_DEGREE = 111.2


@rule("N411", "info")
def no_junction(subject: Subject) -> Iterator[Objection]:
    """Links that leave a place along one road have a junction where they part, if else one goes 100 km for nothing."""
    by_kind: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for link in subject.rows["link"]:
        if link.mode in {"rail", "road"} and link.status in USABLE:
            by_kind[link.mode, str(link.gauge_mm or "")].append(link)
    for links in by_kind.values():
        graph: nx.MultiGraph[str] = nx.MultiGraph(
            (link.from_node_id, link.to_node_id, {"km": link.length_km}) for link in links
        )
        at: dict[str, list[Any]] = defaultdict(list)
        for link in links:
            if link.length_km > _DETOUR_KM / 2 and (link.geometry_id or link.link_id) in subject.geometry:
                at[link.from_node_id].append(link)
                at[link.to_node_id].append(link)
        for node_id, here in at.items():
            if len(here) > 1:
                drawn = [(link, _line(subject, node_id, link)) for link in here]
                for (one, line), (other, beside) in combinations(drawn, 2):
                    yield from _there_and_back(subject, graph, node_id, one, other, _together(line, beside))


def _there_and_back(
    subject: Subject,
    graph: nx.MultiGraph[str],
    node_id: str,
    one: Any,  # noqa: ANN401 - LinkRow
    other: Any,  # noqa: ANN401 - LinkRow
    together: float,
) -> Iterator[Objection]:
    direct = one.length_km + other.length_km - 2 * together
    ends = _far_end(node_id, one), _far_end(node_id, other)
    if 2 * together <= _DETOUR_KM or ends[0] == ends[1]:
        return
    found = nx.shortest_path_length(graph, *ends, weight="km")
    if found > max(direct + _DETOUR_KM, direct * _DETOUR):
        message = (
            f"{one.link_id} and {other.link_id} are one road for {together:.0f} km; from {ends[0]} to {ends[1]} "
            f"one goes {found:.0f} km instead of {direct:.0f}"
        )
        row = subject.nodes[node_id]
        yield Objection("node.csv", row.line, "node_id", node_id, message, "add the place where they part")


def _far_end(node_id: str, link: Any) -> str:  # noqa: ANN401 - LinkRow
    return str(link.to_node_id if link.from_node_id == node_id else link.from_node_id)


def _line(subject: Subject, node_id: str, link: Any) -> Any:  # noqa: ANN401 - shapely is not imported to name its type
    """Give a link's drawn line from a place on, in kilometres around it."""
    from shapely import LineString  # noqa: PLC0415 - a network without such pairs needs no shapely

    lon, lat = subject.point(node_id)
    shrink = cos(radians(lat))
    points = [
        ((x - lon) * shrink * _KM_PER_DEGREE, (y - lat) * _KM_PER_DEGREE)
        for x, y in subject.geometry[link.geometry_id or link.link_id]
    ]
    begins_here = points[0][0] ** 2 + points[0][1] ** 2 <= points[-1][0] ** 2 + points[-1][1] ** 2
    return LineString(points if begins_here else points[::-1])


def _together(one: Any, other: Any) -> float:  # noqa: ANN401 - shapely lines
    """Give the kilometres that two lines run together from their common beginning on."""
    length = 0.0
    while length + _STRIDE_KM <= min(one.length, other.length):
        if other.distance(one.interpolate(length + _STRIDE_KM)) > _TOGETHER_KM:
            break
        length += _STRIDE_KM
    return length
