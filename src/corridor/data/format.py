"""The canonical form of the tables: sorted by key, plain decimals, LF, quoted only where CSV needs it.

Two people who add a row then change two lines, and a merge is local.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from corridor.data.column import fields_of
from corridor.data.tables import Table, key_of
from corridor.model.network import Coordinates

_DECIMALS = 5


def canonical_table(item: Table, rows: Sequence[Any]) -> str:
    """Write the rows of a table in canonical form."""
    names = [field.name for field in fields_of(item.row_class)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for row in sorted(rows, key=lambda row: key_of(item, row)):
        writer.writerow([cell(getattr(row, name)) for name in names])
    return buffer.getvalue()


def cell(value: Any) -> str:  # noqa: ANN401 - whatever a row holds
    """Write one value as a cell.

    >>> cell(2.50), cell(True), cell(None), cell(("rail", "sea"))
    ('2.5', '1', '', 'rail sea')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, float):
        return f"{value:.12f}".rstrip("0").rstrip(".")
    return str(value)


def canonical_geometry(lines: Mapping[str, Coordinates]) -> str:
    """Write drawn lines as GeoJSON, one feature a line, sorted, five decimals (about a metre)."""
    features = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"geometry_id": geometry_id},
                "geometry": {"type": "LineString", "coordinates": [_point(point) for point in lines[geometry_id]]},
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for geometry_id in sorted(lines)
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def _point(point: tuple[float, float]) -> list[float]:
    return [round(number, _DECIMALS) for number in point]
