"""`corridor flat`: questions to plain networks of any size, read from CSV or GMNS tables or DIMACS files."""

from __future__ import annotations

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridor.cli.options import words
from corridor.cli.output import deliver, tell
from corridor.cli.tables import grid
from corridor.cli.text import plain, to_csv
from corridor.errors import NoItineraryError, QueryError

if TYPE_CHECKING:
    from corridor.flat import FlatNetwork

_SHAPES = {"json": "json", "csv": "csv", "txt": "table"}
SCHEMA_VERSION = 1


def show(path: str, **options: Any) -> int:  # noqa: ANN401 - the options of `_read` and `_tell`
    """Show what a plain network holds: nodes, links, criteria, and what was assumed in reading it."""
    net = _read(path, options)
    facts = {
        "nodes": net.node_count,
        "links": net.link_count,
        "loops_left_out": net.loops,
        "criteria": [{"name": item.name, "resolution": str(item.resolution)} for item in net.criteria],
        "notes": list(net.notes),
    }
    shape = _shape(options)
    if shape == "json":
        return _deliver_json(facts, options)
    if shape == "csv":
        rows = [{"criterion": item.name, "resolution": str(item.resolution)} for item in net.criteria]
        return deliver(to_csv(rows), options["output"])
    lines = [f"{net.node_count:,} nodes, {net.link_count:,} directed links, {net.loops:,} loops left out"]
    lines += [f"  {item.name}, counted in steps of {item.resolution}" for item in net.criteria]
    lines += [f"! {note}" for note in net.notes]
    return deliver("".join(plain(line) + "\n" for line in lines), options["output"])


def route(path: str, origin: str, destination: str, minimize: str | None = None, **options: Any) -> int:  # noqa: ANN401
    """Find a way of the least sum of one criterion."""
    net = _read(path, options)
    with_json = _shape(options) == "json"
    try:
        found = net.route(origin, destination, minimize, engine=options["engine"])
    except NoItineraryError as error:
        return _refuse(error, options, with_json=with_json)
    if with_json:
        return _deliver_json({"minimize": minimize or net.criteria_names[0], "routes": [found.to_dict()]}, options)
    totals = ", ".join(f"{name} {value:,}" for name, value in found.totals.items())
    head = f"{origin} → {destination}: {totals}; {len(found.arcs):,} links"
    return _tell(found.rows(), options, head)


def alternatives(  # noqa: D103 - as in the help
    path: str,
    origin: str,
    destination: str,
    k: float = 5,
    minimize: str | None = None,
    **options: Any,  # noqa: ANN401
) -> int:
    if k != int(k):
        raise QueryError("-k", k, "it must be a whole number")
    net = _read(path, options)
    with_json = _shape(options) == "json"
    try:
        found = net.alternatives(origin, destination, int(k), minimize, engine=options["engine"])
    except NoItineraryError as error:
        return _refuse(error, options, with_json=with_json)
    if with_json:
        return _deliver_json(found.to_dict(), options)
    return _tell(found.rows(), options, f"{origin} → {destination}: {len(found)} ways by {found.minimize}")


def frontier(  # noqa: D103 - as in the help
    path: str,
    origin: str,
    destination: str,
    objectives: str = "",
    limits: str = "",
    **options: Any,  # noqa: ANN401
) -> int:
    net = _read(path, options)
    asked = words(objectives) or list(net.criteria_names[:2])
    with_json = _shape(options) == "json"
    try:
        found = net.frontier(origin, destination, asked, _limits(limits), engine=options["engine"])
    except NoItineraryError as error:
        return _refuse(error, options, with_json=with_json)
    if with_json:
        return _deliver_json(found.to_dict(), options)
    rows = [{"point": number, **point} for number, point in enumerate(found.points, 1)]
    head = f"{origin} → {destination}: {len(found):,} ways that nothing beats in {', '.join(asked)}"
    return _tell(rows, options, head)


def _read(path: str, options: dict[str, Any]) -> FlatNetwork:
    from corridor.flat import FlatNetwork  # noqa: PLC0415 - numpy only where a plain network is read

    paths: list[str | Path] = list(words(path)) or [path]
    return FlatNetwork.read(paths, _columns(options.pop("criteria")), None, **_pairs("--names", options.pop("names")))


def _columns(text: str) -> dict[str, str] | list[str] | None:
    """Read `length_km=KM,time_s=T`, or plain names."""
    if not text:
        return None
    return _pairs("--criteria", text) if "=" in text else words(text)


def _pairs(option: str, text: str) -> dict[str, str]:
    pairs = {}
    for word in words(text):
        name, sign, value = word.partition("=")
        if not (name and sign and value):
            raise QueryError(option, word, "write NAME=COLUMN, with commas between several")
        pairs[name.strip()] = value.strip()
    return pairs


def _limits(text: str) -> dict[str, float]:
    limits = {}
    for name, value in _pairs("--limits", text).items():
        try:
            limits[name] = float(value)
        except ValueError:
            raise QueryError("--limits", f"{name}={value}", "write a number, such as time_s=3600") from None
    return limits


def _shape(options: dict[str, Any]) -> str:
    if options["json"] and options["format"] not in {None, "json"}:
        raise QueryError("--json", True, f"contradicts --format {options['format']}")
    if options["json"] or options["format"]:
        return options["format"] or "json"
    suffix = (options["output"] or "").rpartition(".")[2].lower()
    if suffix in {"html", "htm"}:
        raise QueryError("--output", options["output"], "plain networks have no places; ask for a table, csv or json")
    return _SHAPES.get(suffix, "table")


def _tell(rows: list[dict[str, Any]], options: dict[str, Any], head: str) -> int:
    if _shape(options) == "csv":
        tell(head)
        return deliver(to_csv(rows), options["output"])
    header = list(rows[0]) if rows else []
    numbers = {at for at, name in enumerate(header) if rows and not isinstance(rows[0][name], str)}
    cells = [[_cell(name, value) for name, value in row.items()] for row in rows]
    body = f"\n\n{grid(header, cells, right=numbers)}" if rows else ""
    return deliver(f"{plain(head)}{body}\n", options["output"])


def _cell(name: str, value: object) -> str:
    is_count = isinstance(value, int | float) and not name.endswith("_id")
    return f"{value:,}" if is_count else plain(str(value))


def _deliver_json(document: dict[str, Any], options: dict[str, Any]) -> int:
    text = jsonlib.dumps({"schema_version": SCHEMA_VERSION, **document}, ensure_ascii=False, indent=1)
    return deliver(text + "\n", options["output"])


def _refuse(error: NoItineraryError, options: dict[str, Any], *, with_json: bool) -> int:
    """Say that there is no way: as JSON too, if that was asked for."""
    if with_json:
        _deliver_json({"routes": [], "reason": error.reason, "blocking": list(error.blocking)}, options)
    raise error
