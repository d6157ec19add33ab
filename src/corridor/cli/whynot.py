"""How `explain --why-not` looks: two ways side by side, where the difference comes from, and what would flip it."""

from __future__ import annotations

import json
from typing import Any

from corridor.cli.options import Format
from corridor.cli.tables import grid
from corridor.cli.text import markdown_text, plain, to_csv, to_markdown
from corridor.errors import QueryError
from corridor.model.itinerary import Itinerary
from corridor.planning.flips import Flip
from corridor.planning.whynot import WhyNot
from corridor.units import PRICE_YEAR

_TOTALS = (
    ("cost_usd", f"cost, USD of {PRICE_YEAR}", 0),
    ("hours", "time, hours", 1),
    ("co2e_kg", "CO2e, kg", 0),
    ("distance_km", "way, km", 0),
)
_MEASURES = {"cost_usd": ("USD", 0), "hours": ("hours", 1), "co2e_kg": ("kg CO2e", 0)}
_FLIP_HEADER = ["figure", "now (range)", "would have to be", "change", "in range", "as of", "source"]


def show(found: WhyNot, shown: Format) -> str:
    """Give the comparison in a format."""
    if shown == "json":
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(rows(found))
    if shown == "md":
        return markdown(found)
    if shown == "geojson":
        raise QueryError("--format", "geojson", "explain gives figures; ask `corridor route` for lines")
    return table(found)


def table(found: WhyNot) -> str:
    """Give the comparison for a terminal."""
    lines = [*_head(found), ""]
    if found.other is None:
        lines += [f"  {way}" for way in found.ways_out]
        return "\n".join(map(plain, lines)).rstrip() + "\n"
    header, body = _side_by_side(found)
    lines = [*map(plain, lines), grid(header, body, right={1, 2, 3}), ""]
    lines.append(plain(_verdict(found)))
    if found.flips:
        cells = [[plain(cell) for cell in line] for line in map(_flip_cells, found.flips)]
        lines += [grid(_FLIP_HEADER, cells, right={3}), ""]
    lines += [f"! {plain(str(advisory))}" for advisory in _advisories(found)]
    return "\n".join(lines).rstrip() + "\n"


def markdown(found: WhyNot) -> str:
    """Give the comparison as Markdown."""
    head = _head(found)
    lines = [f"# {markdown_text(head[0])}", "", *(f"- {markdown_text(line.strip())}" for line in head[1:]), ""]
    if found.other is None:
        return "\n".join([*lines, *(f"- {markdown_text(str(way))}" for way in found.ways_out)]).rstrip() + "\n"
    header, body = _side_by_side(found)
    lines += [to_markdown(header, [[cell.strip() for cell in line] for line in body]), ""]
    lines += [markdown_text(_verdict(found)), ""]
    if found.flips:
        lines += [to_markdown(_FLIP_HEADER, [_flip_cells(flip) for flip in found.flips]), ""]
    lines += [f"- {markdown_text(str(advisory))}" for advisory in _advisories(found)]
    return "\n".join(lines).rstrip() + "\n"


def rows(found: WhyNot) -> list[dict[str, Any]]:
    """Give the comparison as rows: totals, items, then flips, whose `change` is a share."""
    made = []
    for name, _, _ in _TOTALS:
        pair = getattr(found.best, name), getattr(found.other, name) if found.other else ""
        made.append(_row("total", name, "", *pair, found.change.get(name, "")))
    for measure, item, one, two in found.items:
        made.append(_row("item", item, measure, one, two, round(two - one, 6)))
    for flip in found.flips:
        figure = flip.figure
        told = _row("flip", _named(flip), figure.unit, figure.value, flip.value, flip.change)
        made.append(told | {"low": figure.low, "high": figure.high, "source_id": figure.source_id})
    best_usd = found.best.cost_usd
    made += [
        _row("way_out", " and ".join(way.lift), "cost_usd", best_usd, way.itinerary.cost_usd, "")
        for way in found.ways_out
    ]
    return made


def _row(section: str, name: str, unit: str, best: Any, other: Any, change: Any) -> dict[str, Any]:  # noqa: ANN401 - the cells of a row
    told = {"section": section, "name": name, "unit": unit, "best": best, "other": other, "change": change}
    return told | {"low": "", "high": "", "source_id": ""}


def _head(found: WhyNot) -> list[str]:
    best, nodes = found.best, found.best.network.nodes
    ends = f"{nodes[best.origin].name} → {nodes[best.destination].name}"
    lines = [f"{ends}   {best.consignment}", f"  best   {_way(best)}"]
    if found.other is None:
        asked = _asked(found)
        return [*lines, f"  other  none {asked}: {found.reason}"]
    return [*lines, f"  other  {_way(found.other)}, the best one {_asked(found)}"]


def _asked(found: WhyNot) -> str:
    if found.kind == "corridor":
        return f"of the corridor {found.other_name} ({found.other_id})"
    return f"through {found.other_name} ({found.other_id})"


def _way(itinerary: Itinerary) -> str:
    name = itinerary.corridor_name or "other way"
    return f"{name} ({itinerary.corridor}), through {' '.join(itinerary.countries)}"


def _side_by_side(found: WhyNot) -> tuple[list[str], list[list[str]]]:
    other = found.other
    body = []
    for name, words, digits in _TOTALS:
        body.append([words, *_numbers(getattr(found.best, name), getattr(other, name), digits)])
    if found.query.minimize == "generalized" and other is not None:
        pair = found.objective_of(found.best), found.objective_of(other)
        body.append([f"generalized, USD at {found.query.vot_usd_per_hour:g} per hour", *_numbers(*pair, 0)])
    for measure, item, one, two in found.items:
        unit, digits = _MEASURES[measure]
        if one or two:
            body.append([plain(f"  {unit}: {item.replace('_', ' ')}"), *_numbers(one, two, digits)])
    return ["", "best", "other", "difference"], body


def _numbers(one: float, two: float, digits: int) -> list[str]:
    return [f"{one:,.{digits}f}", f"{two:,.{digits}f}", f"{two - one:+,.{digits}f}"]


def _verdict(found: WhyNot) -> str:
    if found.is_best:
        return "This is the best way already, or one just as good: nothing has to change."
    if not found.flips:
        return "No change of a single figure of the two ways would make it the best, within ten times its value."
    return "The smallest changes of one figure, all else as it is, that would make it the best:"


def _flip_cells(flip: Flip) -> list[str]:
    figure = flip.figure
    side = "at least" if flip.value > figure.value else "at most"
    return [
        _named(flip),
        f"{figure.value:g} ({figure.low:g}–{figure.high:g}) {figure.unit}",
        f"{side} {flip.value:.10g}",
        f"{flip.change:+.1%}",
        "yes" if flip.is_in_range else "no",
        figure.as_of,
        f"{figure.source_id} {figure.confidence}",
    ]


def _named(flip: Flip) -> str:
    more = len(flip.rows) - 1
    also = f" and {more} more rows of the same statement" if more else ""
    return f"{flip.figure.table} {flip.figure.key}{also}".strip()


def _advisories(found: WhyNot) -> list[Any]:
    return list(found.other.advisories) if found.other else []
