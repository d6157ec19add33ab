"""`corridor criticality`: what hurts most when it is lost, as a table, as data, or as lines and points."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from corridor.analysis.criticality import criticality
from corridor.analysis.criticality_result import Criticality, Loss
from corridor.cli.options import Options, words
from corridor.cli.output import deliver, deliver_map
from corridor.cli.refusal import refusing
from corridor.cli.sensitivity import whole
from corridor.cli.tables import Cell, grid
from corridor.cli.text import markdown_text, plain, to_csv, to_markdown
from corridor.planning.query import make_query
from corridor.units import PRICE_YEAR, days

_HEADER = ["lost", "", "USD", "days", "kg CO2e", "km", "replaced by", "countries"]
_PAIR_HEADER = ["lost together", "", "USD", "days", "alone", "more than the sum", "replaced by", "countries"]
_UNITS = {"cost": "USD", "generalized": "USD", "time": "h", "co2e": "kg"}
_NAMED = 3


def show_criticality(
    origin: str,
    destination: str,
    *,
    by: str = "link,node,border,country",
    pairs: bool = False,
    top: float = 15,
    all: bool = False,  # noqa: A002 - the flag's name
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Take every link, place, border and country of the best itinerary out in turn, and search anew."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    limit = None if all else whole("--top", top)
    network, asked = wanted.load(), wanted.query()
    with refusing(make_query(network, origin, destination, wanted.consignment(), **asked), wanted):
        found = criticality(
            network, origin, destination, wanted.consignment(), by=words(by), pairs=pairs, **asked
        )  # fmt: skip
    if wanted.wants_map():
        return deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    return deliver(_text(found, shown, limit), wanted.output)


def _text(found: Criticality, shown: str, limit: int | None) -> str:
    if shown in {"json", "geojson"}:
        document = found.to_dict() if shown == "json" else found.to_geojson()
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(found.rows())
    tables = [(_HEADER, [_cells(group) for group in _stretches(found.losses)[:limit]], {2, 3, 4, 5})]
    if found.pairs is not None:
        rows = [_pair_cells(found, group) for group in _stretches(found.pairs)[:limit]]
        tables.append((_PAIR_HEADER, rows, {2, 3, 4}))
    notes = [_verdict(found), _foot(found, limit)]
    if shown == "md":
        parts = [f"# {markdown_text(_head(found))}", markdown_text(_best(found))]
        parts += [to_markdown(header, rows) for header, rows, _ in tables]
        return "\n\n".join([*parts, *map(markdown_text, notes)]) + "\n"
    parts = [f"{plain(_head(found))}\n{plain(_best(found))}"]
    parts += [grid(header, rows, right=right) for header, rows, right in tables]
    return "\n\n".join([*parts, "\n".join(map(plain, notes))]) + "\n"


def _stretches(losses: Sequence[Loss]) -> list[list[Loss]]:
    """Bring losses together that have the same replacement, in the order in which they come."""
    groups: dict[int, list[Loss]] = {}
    for one in losses:
        groups.setdefault(one.stretch, []).append(one)
    return list(groups.values())


def _cells(group: list[Loss]) -> list[Cell]:
    loss = group[0]
    names = [one.elements[0].name for one in group]
    named = ", ".join(names) if len(names) <= _NAMED else f"{names[0]} … {names[-1]} ({len(names)})"
    added = loss.added
    numbers = ["unserved", "", "", ""]
    if added is not None:
        numbers = [_signed(added.cost_usd), _signed(days(added.hours), 1)]
        numbers += [_signed(added.co2e_kg), _signed(added.distance_km)]
    return [plain(cell) for cell in (loss.elements[0].kind, named, *numbers, *_replaced(loss))]


def _pair_cells(found: Criticality, group: list[Loss]) -> list[Cell]:
    loss = group[0]
    named = " + ".join(one.name for one in loss.elements)
    more = f" and {len(group) - 1} more pairs" if len(group) > 1 else ""
    added = loss.added
    numbers = ["unserved", ""] if added is None else [_signed(added.cost_usd), _signed(days(added.hours), 1)]
    unit = _UNITS[found.query.minimize]
    alone = " and ".join("unserved" if one is None else _signed(one) for one in loss.singles) + f" {unit}"
    cells = [loss.elements[0].kind, named + more, *numbers, alone, "yes" if loss.exceeds_sum else "no"]
    return [plain(cell) for cell in (*cells, *_replaced(loss))]


def _replaced(loss: Loss) -> tuple[str, str]:
    if loss.replacement is None:
        return "", ""
    return loss.corridor, "–".join(loss.replacement.countries)


def _signed(value: float, digits: int = 0) -> str:
    text = f"{value:+,.{digits}f}"
    return "0" if float(text.replace(",", "")) == 0 else text


def _head(found: Criticality) -> str:
    nodes, query = found.network.nodes, found.query
    return f"{nodes[query.origin].name} → {nodes[query.destination].name}   {query.consignment}"


def _best(found: Criticality) -> str:
    best = found.best
    through = "–".join(best.countries)
    return f"best now: {best.corridor}, USD {best.cost_usd:,.0f}, {days(best.hours):.1f} days, through {through}"


def _verdict(found: Criticality) -> str:
    unserved = found.unserved
    lost = ", ".join(one.elements[0].name for one in unserved)
    told = (
        f"Without any one of {len(unserved)} of them no way is left: {lost}." if unserved else "Each can be replaced."
    )
    line = f"{len(found.losses)} elements of the best way were taken out, one at a time. {told}"
    if found.pairs is None:
        return line
    more = sum(one.exceeds_sum for one in found.pairs)
    return (
        f"{line} {len(found.pairs)} pairs cost more together than the worse of the two alone, {more} more than the sum."
    )


def _foot(found: Criticality, limit: int | None) -> str:
    query = found.query
    told = [_stretches(found.losses), _stretches(found.pairs or ())]
    hidden = sum(max(0, len(groups) - (len(groups) if limit is None else limit)) for groups in told)
    more = f" {hidden} more rows: --all." if hidden else ""
    return (
        f"Minimised {query.minimized}; elements with the same replacement share a row; to lose what the best way "
        f"does not use changes nothing. USD of {PRICE_YEAR}; scenario {query.scenario}; network as of "
        f"{found.network.as_of}.{more}"
    )
