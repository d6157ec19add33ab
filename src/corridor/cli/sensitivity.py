"""`corridor sensitivity`: a tornado over every figure, and how stable the ranking is, as a table or as data."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from corridor.analysis.sensitivity import DRAWS, sensitivity
from corridor.analysis.sensitivity_result import End, Sensitivity, Swing
from corridor.cli.options import Options
from corridor.cli.output import deliver
from corridor.cli.refusal import refusing
from corridor.cli.sensitivity_words import foot, verdicts
from corridor.cli.tables import Cell, grid
from corridor.cli.text import markdown_text, plain, to_csv, to_markdown
from corridor.errors import QueryError
from corridor.planning.query import make_query
from corridor.units import days

_WHOLE_FROM = 100


def show_sensitivity(
    origin: str,
    destination: str,
    *,
    by: str = "objective",
    top: float = 15,
    all: bool = False,  # noqa: A002 - the flag's name
    draws: float = DRAWS,
    seed: float = 0,
    tariff_range: float | None = None,
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Move every figure to its low and high, search anew, and say how stable the ranking is."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    if wanted.wants_map() or shown == "geojson":
        problem = "figures have no places; ask for a table, csv or json; `corridor report` draws the tornado"
        raise QueryError("--output" if wanted.wants_map() else "--format", wanted.output or shown, problem)
    limit = None if all else whole("--top", top)
    network, asked = wanted.load(), wanted.query()
    with refusing(make_query(network, origin, destination, wanted.consignment(), **asked), wanted):
        found = sensitivity(
            network,
            origin,
            destination,
            wanted.consignment(),
            by=by,  # type: ignore[arg-type]
            draws=whole("--draws", draws),
            seed=whole("--seed", seed),
            tariff_range=tariff_range,
            **asked,
        )
    return deliver(_text(found, shown, limit), wanted.output)


def whole(option: str, value: float) -> int:
    """Read a whole number of 0 or more; raise `QueryError` for anything else."""
    if not (math.isfinite(value) and value >= 0 and value == int(value)):
        raise QueryError(option, f"{value:g}", "it must be a whole number of 0 or more")
    return int(value)


def _text(found: Sensitivity, shown: str, limit: int | None) -> str:
    if shown == "json":
        return json.dumps(found.to_dict(limit), ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(found.rows(limit))
    told = found.swings if found.tariff_range is None else found.tariffs
    header, rows = _cells(found, told[:limit])
    notes = [*verdicts(found), foot(found, len(told[:limit]))]
    if shown == "md":
        parts = [f"# {markdown_text(_head(found))}", markdown_text(_best(found)), to_markdown(header, rows)]
        return "\n\n".join([*parts, *map(markdown_text, notes)]) + "\n"
    right = set(range(1, header.index("then best")))
    head = [plain(_head(found)), plain(_best(found)), "", grid(header, rows, right=right), ""]
    return "\n".join([*head, *map(plain, notes)]) + "\n"


def _head(found: Sensitivity) -> str:
    nodes, query = found.network.nodes, found.query
    return f"{nodes[query.origin].name} → {nodes[query.destination].name}   {query.consignment}"


def _best(found: Sensitivity) -> str:
    best = found.best
    return (
        f"best now: {best.corridor}, USD {best.cost_usd:,.0f}, {days(best.hours):.1f} days, {best.co2e_kg:,.0f} kg CO2e"
    )


def _cells(found: Sensitivity, told: Sequence[Swing]) -> tuple[list[Cell], list[list[Cell]]]:
    """Give the header and a row for each statement; ends are those of the way that is then the best."""
    measures = {"cost_usd": "USD", "hours": "hours"}
    if found.query.minimize == "generalized":
        measures["objective"] = "generalized"
    if "co2e" in {found.query.minimize, found.by}:
        measures["co2e_kg"] = "kg CO2e"
    header = ["figure", "now (low–high)", *measures.values()]
    header += ["swing", "kept", "then best", "source"]
    rows = []
    for one in told:
        figure, ends = one.figure, (one.low, one.high)
        cells = [
            _label(one),
            f"{figure.value:g} ({one.low.value:g}–{one.high.value:g})",
            *(" … ".join(_effect(end, name) for end in ends) for name in measures),
            _number(one.size(found.by)),
            _number(one.size(found.by, kept=True)),
            _winners(found, one),
            f"{figure.source_id} {figure.as_of} {figure.confidence}".strip(),
        ]
        rows.append([plain(cell) for cell in cells])
    return header, rows


def _label(one: Swing) -> str:
    """Name a statement in the width of a column, with its unit."""
    figure, more = one.figure, len(one.rows) - 1
    return f"{figure.table} {figure.key}{f' +{more} rows' if more else ''}, {figure.unit}"


def _effect(end: End, name: str) -> str:
    return "none" if end.best is None else _signed(getattr(end.best, name))


def _signed(value: float) -> str:
    text = f"{value:+,.0f}" if abs(value) >= _WHOLE_FROM else f"{value:+,.1f}"
    return "0" if float(text.replace(",", "")) == 0 else text


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= _WHOLE_FROM else f"{value:,.1f}"


def _winners(found: Sensitivity, one: Swing) -> str:
    """Say what is the best at an end, where it is not the way that is the best now."""
    told = []
    for name, end in (("low", one.low), ("high", one.high)):
        if not end.is_same_way:
            other = "other way" if end.corridor == found.best.corridor else end.corridor or "no itinerary"
            told.append(f"{name}: {other}")
    return "; ".join(told)
