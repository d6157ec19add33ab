"""Lengths and drawn lines: geodesic, never Euclidean, on the WGS 84 ellipsoid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from pyproj import Geod

from corridor.data.checks.rule import Objection, Subject, rule

LEAST_DRAWN, MOST_DRAWN = 0.85, 1.02
_ROUNDING = 1.005
_LONGEST_DETOUR = 2.5
_NEAR_NODE_KM = 1.0
_SHORT_KM = 3.0
_STRAIGHT_KM = 450.0


@cache
def _ellipsoid() -> Geod:
    return Geod(ellps="WGS84")


def geodesic_km(points: Sequence[tuple[float, float]]) -> float:
    """Give the geodesic length of a line of (longitude, latitude) points.

    >>> round(geodesic_km([(49.87, 40.41), (51.17, 43.66)]), 1)  # Baku to Aktau
    376.7
    """
    lons, lats = zip(*points, strict=True)
    return _ellipsoid().line_length(lons, lats) / 1000


def _ends(subject: Subject, link: object) -> tuple[tuple[float, float], tuple[float, float]]:
    return subject.point(link.from_node_id), subject.point(link.to_node_id)  # type: ignore[attr-defined]


@rule("N401", "error")
def shorter_than_great_circle(subject: Subject) -> Iterator[Objection]:
    """A link is not shorter than the great circle between its ends."""
    for link in subject.rows["link"]:
        straight = geodesic_km(_ends(subject, link))
        if straight > link.length_km * _ROUNDING:
            message = f"shorter than the great circle of {straight:.1f} km"
            yield Objection("link.csv", link.line, "length_km", link.length_km, message, "check length and coordinates")


@rule("N402", "warning")
def long_detour(subject: Subject) -> Iterator[Objection]:
    """A land link of more than 2.5 times the great circle explains itself in its note."""
    for link in subject.rows["link"]:
        straight = geodesic_km(_ends(subject, link))
        if (
            link.mode != "sea"
            and straight > 0
            and link.length_km > max(_LONGEST_DETOUR * straight, 20)
            and not link.note
        ):
            message = f"{link.length_km / straight:.1f} times the great circle"
            yield Objection("link.csv", link.line, "length_km", link.length_km, message, "say why in the note")


@rule("N403", "error")
def drawn_length(subject: Subject) -> Iterator[Objection]:
    """A drawn line is 0.85 to 1.02 times as long as the link."""
    for link in subject.rows["link"]:
        line = subject.geometry.get(link.geometry_id or link.link_id)
        if line is None or link.length_km < _SHORT_KM:
            continue
        drawn = geodesic_km(line)
        if not LEAST_DRAWN <= drawn / link.length_km <= MOST_DRAWN:
            message = f"the drawn line has {drawn:.0f} km, {drawn / link.length_km:.2f} of the length"
            yield Objection("link.csv", link.line, "length_km", link.length_km, message, "add the places it passes")


@rule("N404", "error")
def drawn_ends(subject: Subject) -> Iterator[Objection]:
    """A drawn line begins and ends at the link's nodes."""
    for link in subject.rows["link"]:
        line = subject.geometry.get(link.geometry_id or link.link_id)
        if line is None:
            continue
        tail, head = _ends(subject, link)
        off = min(
            max(geodesic_km([line[0], first]), geodesic_km([line[-1], last]))
            for first, last in ((tail, head), (head, tail))
        )
        if off > _NEAR_NODE_KM:
            message = f"the drawn line ends {off:.1f} km off the node"
            yield Objection("geometry.geojson", 0, "geometry_id", link.geometry_id or link.link_id, message)


@rule("N405", "warning")
def not_drawn(subject: Subject) -> Iterator[Objection]:
    """Every link of more than 3 km has a drawn line."""
    for link in subject.rows["link"]:
        if link.length_km >= _SHORT_KM and (link.geometry_id or link.link_id) not in subject.geometry:
            yield Objection("link.csv", link.line, "geometry_id", link.geometry_id, "no line is drawn for this link")


@rule("N406", "warning")
def drawn_for_nothing(subject: Subject) -> Iterator[Objection]:
    """Every drawn line belongs to a link."""
    used = {link.geometry_id or link.link_id for link in subject.rows["link"]}
    for geometry_id in subject.geometry:
        if geometry_id not in used:
            yield Objection("geometry.geojson", 0, "geometry_id", geometry_id, "no link uses this line")


@rule("N407", "warning")
def straight_stretch(subject: Subject) -> Iterator[Objection]:
    """A land line has no straight stretch of more than 450 km."""
    for link in subject.rows["link"]:
        line = subject.geometry.get(link.geometry_id or link.link_id)
        if line is None or link.mode == "sea":
            continue
        longest = max(geodesic_km([one, two]) for one, two in pairwise(line))
        if longest > _STRAIGHT_KM:
            message = f"a straight stretch of {longest:.0f} km"
            yield Objection("link.csv", link.line, "geometry_id", link.link_id, message, "add the places it passes")


@rule("N408", "error")
def same_point(subject: Subject) -> Iterator[Objection]:
    """No two places are the same point."""
    seen: dict[tuple[float, float], str] = {}
    for node in subject.rows["node"]:
        point = (node.x_coord, node.y_coord)
        if point in seen:
            yield Objection("node.csv", node.line, "node_id", node.node_id, f"the same point as {seen[point]}")
        seen.setdefault(point, node.node_id)


@rule("N409", "error")
def self_loop(subject: Subject) -> Iterator[Objection]:
    """A link joins two different places."""
    for link in subject.rows["link"]:
        if link.from_node_id == link.to_node_id:
            yield Objection(
                "link.csv", link.line, "to_node_id", link.to_node_id, "the link leads back to where it starts"
            )
