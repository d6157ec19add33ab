"""`corridor catchment` and `corridor reach`: one place against many, as a table, as data or as points."""

from __future__ import annotations

import json
import sys
from time import monotonic
from typing import Any

from corridor.analysis.catchment import Catchment, Cell, catchment
from corridor.analysis.reach import Reach, reach
from corridor.cli.options import Options, words
from corridor.cli.output import deliver, deliver_map
from corridor.cli.tables import Cell as Text
from corridor.cli.tables import grid
from corridor.cli.text import plain, to_csv, to_markdown
from corridor.errors import NoItineraryError, QueryError
from corridor.units import PRICE_YEAR, days

_HEADER = ["place", "", "corridor", "USD", "days", "next", "margin", "", "contested", "wins over the values of time"]
_RIGHT = {3, 4, 6, 7, 8}
_UNITS = {"cost": "USD", "time": "hours", "co2e": "kg CO2e", "generalized": "USD"}


def show_catchment(
    destination: str = "",
    origin: str = "",
    places: str = "",
    countries: str = "",
    vot_range: str = "",
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Say for each of many places which corridor wins to (or from) one place, and how contested it is."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    found = catchment(
        wanted.load(),
        destination=destination,
        origin=origin,
        places=words(places),
        countries=words(countries),
        consignment=wanted.consignment(),
        vot_range=_range(vot_range),
        told=_progress(),
        **wanted.query(),
    )
    if wanted.wants_map():
        return deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    deliver(_text(found, shown, _HEADER, [_cells(cell) for cell in found], _RIGHT, _notes(found)), wanted.output)
    return 0 if any(cell.winner for cell in found) else NoItineraryError.exit_code


def show_reach(origin: str, **options: Any) -> int:  # noqa: ANN401 - the fields of Options
    """Say in how many hours, and for how much, every place is reached from one."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    asked = wanted.query()
    found = reach(wanted.load(), origin, wanted.consignment(), **asked)
    if wanted.wants_map():
        return deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    header = ["place", "", "kind", "days", "hours", "USD"]
    rows = [
        [
            plain(one.place.name),
            one.place.country,
            one.place.node_type.replace("_", " "),
            f"{days(one.hours):.1f}",
            f"{one.hours:,.1f}",
            f"{one.cost_usd:,.0f}",
        ]
        for one in found
    ]
    query = found.query
    notes = (
        f"From {plain(found.network.nodes[query.origin].name)}; least hours and least cost, each by its own way. "
        f"{query.consignment}; USD of {PRICE_YEAR}; scenario {query.scenario}; network as of {found.network.as_of}."
    )
    deliver(_text(found, shown, header, rows, {3, 4, 5}, notes), wanted.output)
    return 0 if len(found) else NoItineraryError.exit_code


def _text(
    found: Catchment | Reach, shown: str, header: list[Text], rows: list[list[Text]], right: set[int], notes: str
) -> str:
    if shown in {"json", "geojson"}:
        document = found.to_dict() if shown == "json" else found.to_geojson()
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(found.rows())
    if shown == "md":
        return f"{to_markdown(header, rows)}\n\n{notes}\n"
    return f"{grid(header, rows, right=right)}\n\n{notes}\n"


def _cells(cell: Cell) -> list[Text]:
    name, country = plain(cell.place.name.split(" (")[0]), cell.place.country
    if cell.winner is None:
        return [name, country, plain(cell.reason), *[""] * 7]
    return [
        name,
        country,
        plain(cell.winner.corridor),
        f"{cell.winner.cost_usd:,.0f}",
        f"{days(cell.winner.hours):.1f}",
        plain(cell.runner_up.corridor) if cell.runner_up else "–",
        "" if cell.margin is None else f"{cell.margin:,.0f}",
        "" if cell.margin_share is None else f"{cell.margin_share:.0%}",
        f"{cell.contestability:.2f}",
        plain(", ".join(f"{corridor} {share:.0%}" for corridor, share in list(cell.shares.items())[:3])),
    ]


def _notes(found: Catchment) -> str:
    query = found.query
    low, high = found.vot_range
    name = plain(found.network.nodes[found.fixed].name)
    return (
        f"{'To' if found.inward else 'From'} {name}; minimised {query.minimized}; {query.consignment}; USD of "
        f"{PRICE_YEAR}; scenario {query.scenario}; network as of {found.network.as_of}.\n"
        f"next: the best of another named corridor within twice the best, and by how many {_UNITS[query.minimize]} and "
        f"per cent it is behind.\n"
        f"contested: 1 less the sum of squared shares of the values of time from USD {low:g} to {high:g} per hour."
    )


def _range(text: str) -> tuple[float, float] | None:
    if not text:
        return None
    try:
        low, high = (float(part) for part in words(text))
    except ValueError:
        raise QueryError("--vot-range", text, "write two numbers, such as 0,25") from None
    return low, high


def _progress() -> Any:  # noqa: ANN401 - a function, or None
    """Give what tells progress on a terminal after the first second; None elsewhere."""
    if not sys.stderr.isatty():
        return None
    begun = monotonic()

    def told(text: str) -> None:
        if monotonic() - begun > 1:
            print(f"\r{text} ", end="", file=sys.stderr, flush=True)

    return told
