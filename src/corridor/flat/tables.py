"""Networks as two CSV tables, of GMNS or with columns named by the user.

The General Modeling Network Specification (github.com/zephyr-data-specs/GMNS, spec/link.schema.json and
config.schema.json) gives `length` in the unit `long_length` and `free_speed` in the unit `speed` of config.csv,
and has links that are not `directed` open both ways.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corridor.errors import Finding, NetworkDataError, QueryError
from corridor.flat.columns import Column, header_of, placed, read_columns
from corridor.flat.criterion import Criterion, Numbers, criterion_for
from corridor.flat.ids import NodeIds
from corridor.flat.parts import Fault, Parts, assemble, repeated_id, unknown_ends, wrong_values

METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "ft": 0.3048}
_LENGTHS = {"meter": "m", "metre": "m", "kilometer": "km", "kilometre": "km", "mile": "mi", "foot": "ft", "feet": "ft"}
_SPEEDS = {
    "kph": "km",
    "kmh": "km",
    "km/h": "km",
    "km/hr": "km",
    "kmph": "km",
    "mph": "mi",
    "mi/h": "mi",
    "miles/hour": "mi",
}
_SECONDS = 3600


class Naming(NamedTuple):
    """How the files and columns of a network are called; by default as in GMNS."""

    nodes: str = "node.csv"
    links: str = "link.csv"
    node_id: str = "node_id"
    link_id: str = "link_id"
    from_node: str = "from_node_id"
    to_node: str = "to_node_id"
    directed: str = "directed"


def read_tables(
    folder: Path,
    naming: Naming,
    criteria: Mapping[str, str] | None = None,
    resolutions: Mapping[str, object] | None = None,
) -> Parts:
    """Read a folder of two tables; `criteria` gives for each name the column it stands in.

    Without `criteria` they are `length_` with its unit and, where there is a `free_speed`, `time_s`.
    The columns of link ids and of directions may be missing: links are then counted from 1, and directed.
    Raises `NetworkDataError` with all findings.
    """
    found: list[Finding] = []
    nodes_path, links_path = folder / naming.nodes, folder / naming.links
    header = header_of(links_path, [])
    by_config, notes = ({}, []) if criteria else _of_gmns(folder, header)
    columns = {**(criteria or {}), **by_config}
    speeds = _speed_of(folder, header, notes) if not criteria else None
    optional = [Column(naming.link_id, "id"), Column(naming.directed, "flag")]
    present = [column for column in optional if column.name in header]
    wanted = [Column(naming.from_node, "id"), Column(naming.to_node, "id"), *present]
    numbers = dict.fromkeys([*columns.values(), *(["free_speed"] if speeds else [])])
    taken = {column.name for column in wanted} & numbers.keys()
    if taken:
        raise QueryError("criteria", min(taken), "this column holds ids or directions")
    wanted += [Column(name, "number") for name in numbers]
    node_columns = read_columns(nodes_path, [Column(naming.node_id, "id")], found)
    link_columns = read_columns(links_path, wanted, found)
    if found or node_columns is None or link_columns is None:
        raise NetworkDataError(found)
    table = dict(zip((column.name for column in wanted), link_columns, strict=True))
    values = {name: table[column] for name, column in columns.items()}
    links = _Links(links_path, naming, table, NodeIds(node_columns[0]))
    faults = links.faults()
    if speeds:
        faults += _too_slow(links_path.name, table["free_speed"])
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            values["time_s"] = table["length"] * speeds / table["free_speed"]
    counted: dict[Criterion, Numbers] = {}
    for name, column in values.items():
        criterion = criterion_for(name, column, resolutions)
        counted[criterion] = criterion.counts(column)
        if name != "time_s" or not speeds:
            faults += wrong_values(links_path.name, columns[name], criterion, column, counted[criterion])
        elif not faults:
            faults += wrong_values(links_path.name, "free_speed", criterion, column, counted[criterion])
    found += placed(nodes_path, repeated_id(naming.nodes, naming.node_id, links.nodes)) + placed(links_path, faults)
    if found:
        raise NetworkDataError(found)
    return links.parts(counted, notes)


class _Links:
    """The rows of the link table with their ends found among the nodes."""

    def __init__(self, path: Path, naming: Naming, table: Mapping[str, Numbers], nodes: NodeIds) -> None:
        self.file, self.naming, self.table, self.nodes = path.name, naming, table, nodes
        self.ends = nodes.positions(table[naming.from_node]), nodes.positions(table[naming.to_node])
        count = len(self.ends[0])
        self.ids = table.get(naming.link_id, np.arange(1, count + 1, dtype=np.int32))
        both_ways = ~table[naming.directed] if naming.directed in table else np.zeros(count, np.bool_)
        self.twice = np.flatnonzero(both_ways)

    def faults(self) -> list[Fault]:
        """Give what is wrong with ids."""
        faults = repeated_id(self.file, self.naming.link_id, NodeIds(self.ids))
        for name, ends in zip((self.naming.from_node, self.naming.to_node), self.ends, strict=True):
            faults += unknown_ends(self.file, name, self.nodes, self.table[name], ends)
        return faults

    def parts(self, counted: Mapping[Criterion, Numbers], notes: Sequence[str]) -> Parts:
        """Put the links together, those open both ways twice."""
        (tails, heads), back = self.ends, self.twice
        ends = np.concatenate([tails, heads[back]]), np.concatenate([heads, tails[back]])
        costs = {criterion: np.concatenate([column, column[back]]) for criterion, column in counted.items()}
        return assemble(self.file, self.nodes, np.concatenate([self.ids, self.ids[back]]), ends, costs, notes)


def _of_gmns(folder: Path, header: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Name the length of GMNS after its unit."""
    config = folder / "config.csv"
    unit = _config(config).get("long_length", "")
    known = _length_unit(unit)
    if "length" not in header:
        return {"length": "length"}, []
    if not known:
        said = f'is "{unit[:40]}", which is not known' if unit else "is not given"
        return {"length": "length"}, [f"the unit of length {said} in config.csv: length has no unit"]
    return {f"length_{known}": "length"}, []


def _speed_of(folder: Path, header: Sequence[str], notes: list[str]) -> float | None:
    """Give the seconds that a unit of length takes at a unit of speed; None where that cannot be told."""
    if "free_speed" not in header or "length" not in header:
        return None
    config = _config(folder / "config.csv")
    length = _length_unit(config.get("long_length", ""))
    said = config.get("speed", "").strip().lower()
    if not said:
        notes.append("free_speed is taken to be in units of length per hour, as GMNS has it usually")
        return float(_SECONDS)
    speed = _SPEEDS.get(said)
    if not length or not speed:
        notes.append(f'no travel times: the unit of length or the speed "{said[:40]}" is not known')
        return None
    return _SECONDS * METRES[length] / METRES[speed]


def _length_unit(text: str) -> str:
    word = text.strip().lower()
    return word if word in METRES else _LENGTHS.get(word, "") or _LENGTHS.get(word.removesuffix("s"), "")


def _config(path: Path) -> dict[str, str]:
    found: list[Finding] = []
    if not path.exists():
        return {}
    if not header_of(path, found):
        raise NetworkDataError(found)
    with path.open(encoding="utf-8", newline="") as text:
        row = next(csv.DictReader(text), {})
    return {str(key): value for key, value in row.items() if isinstance(value, str)}


def _too_slow(file: str, speeds: Numbers) -> list[Fault]:
    wrong = np.flatnonzero(~(speeds > 0))[:100].tolist()
    message, hint = "a speed is above 0", "links that are closed are to be left out"
    return [(at, Finding("V202", "error", file, 0, "free_speed", str(speeds[at]), message, hint)) for at in wrong]
