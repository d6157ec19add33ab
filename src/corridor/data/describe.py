"""What is generated from the row models: `datapackage.json` and the data dictionary in docs/."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from corridor.data.column import Field, fields_of
from corridor.data.load import checksum
from corridor.data.tables import GEOMETRY_FILE, TABLES, Table

_TYPES = {str: "string", float: "number", int: "integer", bool: "boolean", tuple: "string"}


def datapackage(folder: Path) -> str:
    """Give the Data Package descriptor of a folder of validated tables, with a hash of each file."""
    document = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "corridor-network",
        "title": "Freight network of the Middle Corridor and its competitors",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_resource(folder, item) for item in TABLES],
    }
    if (folder / GEOMETRY_FILE).exists():
        document["resources"].append(  # type: ignore[attr-defined]
            {"name": "geometry", "path": GEOMETRY_FILE, "format": "geojson", **_stamps(folder / GEOMETRY_FILE)}
        )
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _stamps(path: Path) -> dict[str, str]:
    return {"hash": "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest(), "crc32": checksum(path)}


def _resource(folder: Path, item: Table) -> dict[str, Any]:
    return {
        "name": item.name.replace("_", "-"),
        "path": item.file,
        "title": item.description,
        "format": "csv",
        "encoding": "utf-8",
        **_stamps(folder / item.file),
        "schema": {
            "fields": [_field(field) for field in fields_of(item.row_class)],
            "primaryKey": list(item.key),
            "foreignKeys": [
                {
                    "fields": [field.name],
                    "reference": {
                        "resource": field.column.refers_to.split(".")[0].replace("_", "-"),
                        "fields": [field.column.refers_to.split(".")[1]],
                    },
                }
                for field in fields_of(item.row_class)
                if field.column.refers_to and field.kind is str
            ],
        },
    }


def _field(field: Field) -> dict[str, Any]:
    column = field.column
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.one_of and field.kind is str:
        constraints["enum"] = list(column.one_of)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.at_least is not None:
        constraints["minimum"] = column.at_least
    if column.at_most is not None:
        constraints["maximum"] = column.at_most
    described: dict[str, Any] = {"name": field.name, "type": _TYPES[field.kind], "description": column.description}
    if column.unit:
        described["unit"] = column.unit
    if field.kind is bool:
        described |= {"trueValues": ["1"], "falseValues": ["0"]}
    return described | ({"constraints": constraints} if constraints else {})


def data_dictionary() -> str:
    """Give the data dictionary as Markdown: every table, every column, its unit and limits."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from the row models in `src/corridor/data/rows.py`; do not edit. Tables are CSV (UTF-8, LF, comma).",
        "",
    ]
    for item in TABLES:
        lines += [f"## {item.file}", "", f"{item.description}. Key: {', '.join(f'`{name}`' for name in item.key)}.", ""]
        lines += ["| column | type | unit | meaning | limits |", "| --- | --- | --- | --- | --- |"]
        lines += [_dictionary_line(field) for field in fields_of(item.row_class)]
        lines.append("")
    return "\n".join(lines)


def _dictionary_line(field: Field) -> str:
    column = field.column
    limits = []
    if column.required:
        limits.append("required")
    if column.one_of:
        limits.append("one of " + ", ".join(f"`{word}`" for word in column.one_of))
    elif column.pattern:
        escaped = column.pattern.replace("|", "\\|")
        limits.append(f"`{escaped}`")
    if column.at_least is not None:
        limits.append(f"at least {column.at_least:g}")
    if column.at_most is not None:
        limits.append(f"at most {column.at_most:g}")
    if column.refers_to:
        limits.append(f"refers to `{column.refers_to}`")
    kind = "words" if field.kind is tuple else _TYPES[field.kind]
    return f"| `{field.name}` | {kind} | {column.unit} | {column.description} | {'; '.join(limits)} |"
