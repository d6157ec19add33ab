"""The drawn lines: GeoJSON, one feature a line, read as plain JSON.

It is never handed to a geodata driver: a file named `.geojson` whose content is a GDAL virtual dataset
would make such a driver open other files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corridor.data.column import IDENTIFIER
from corridor.data.read import read_text
from corridor.data.tables import GEOMETRY_FILE
from corridor.errors import Finding, NetworkDataError
from corridor.model.network import Coordinates

_LINE_POINTS = 2
_IDENTIFIER = re.compile(IDENTIFIER)


def read_geometry(folder: Path) -> Mapping[str, Coordinates]:
    """Read the drawn lines of a network by geometry id.

    Raises `NetworkDataError` with every fault found; a network without the file has no drawn lines.
    """
    lines, found = parse_geometry(folder)
    if found:
        raise NetworkDataError(found)
    return lines


def parse_geometry(folder: Path) -> tuple[dict[str, Coordinates], list[Finding]]:
    """Read the drawn lines and give all findings instead of raising."""
    path = folder / GEOMETRY_FILE
    found: list[Finding] = []
    if not path.exists():
        return {}, found
    text = read_text(path, found)
    if text is None:
        return {}, found
    try:
        document = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        found.append(_finding(line, "", f"not valid JSON: {error or 'nested too deeply'}"))
        return {}, found
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        found.append(_finding(1, "", "not a GeoJSON FeatureCollection"))
        return {}, found
    lines: dict[str, Coordinates] = {}
    for number, feature in enumerate(features):
        _read_feature(number + 2, feature, lines, found)
    return lines, found


def _read_feature(row: int, feature: Any, lines: dict[str, Coordinates], found: list[Finding]) -> None:  # noqa: ANN401
    try:
        geometry_id = feature["properties"]["geometry_id"]
        kind, points = feature["geometry"]["type"], feature["geometry"]["coordinates"]
    except (KeyError, TypeError):
        found.append(_finding(row, "", "a feature needs properties.geometry_id and a geometry"))
        return
    if not isinstance(geometry_id, str) or not _IDENTIFIER.fullmatch(geometry_id):
        found.append(_finding(row, ascii(geometry_id)[:80], "geometry_id must be letters, digits and .-_"))
    elif geometry_id in lines:
        found.append(_finding(row, geometry_id, "geometry_id stands twice"))
    elif kind != "LineString" or not isinstance(points, list) or len(points) < _LINE_POINTS:
        found.append(_finding(row, geometry_id, "the geometry must be a LineString of two points or more"))
    elif not all(map(_is_point, points)):
        found.append(_finding(row, geometry_id, "a point must be [longitude, latitude] in degrees, longitude first"))
    else:
        lines[geometry_id] = tuple((float(lon), float(lat)) for lon, lat in points)


def _is_point(point: Any) -> bool:  # noqa: ANN401 - whatever the JSON holds
    return (
        isinstance(point, list)
        and len(point) == _LINE_POINTS
        and all(type(number) in {int, float} for number in point)
        and abs(point[0]) <= 180  # noqa: PLR2004 - degrees
        and abs(point[1]) <= 90  # noqa: PLR2004
    )


def _finding(row: int, value: str, message: str) -> Finding:
    return Finding("G101", "error", GEOMETRY_FILE, row, "geometry_id" if value else "", value, message)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        msg = "a key stands twice in one object"
        raise ValueError(msg)
    return keys


def _no_constant(name: str) -> float:
    msg = f"{name} is not JSON"
    raise ValueError(msg)
