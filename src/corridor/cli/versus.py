"""`corridor versus`: the best itinerary of each corridor over several pairs of places, as a table or as data."""

from __future__ import annotations

import json
from typing import Any

from corridor.analysis.versus import Bout, Contender, Versus, gap, versus
from corridor.cli.options import Options, words
from corridor.cli.output import deliver, deliver_map
from corridor.cli.refusal import no_way
from corridor.cli.tables import Cell, grid
from corridor.cli.text import plain, to_csv, to_markdown
from corridor.errors import NoItineraryError, QueryError
from corridor.units import PRICE_YEAR, days

_HEADER = [
    "",
    "corridor",
    "USD (low–high)",
    "days (p10–p90)",
    "km",
    "borders",
    "gauge changes",
    "more USD (low–high)",
    "days",
    "km",
]
_RIGHT = set(range(2, 10))


def against_each_other(
    origins: str,
    destinations: str,
    corridors: str = "",
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Find for each pair of ORIGINS and DESTINATIONS the best itinerary of each corridor."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    if shown == "geojson":
        raise QueryError("--format", shown, "`corridor alternatives` gives the ways of one pair as GeoJSON")
    if wanted.wants_map() and max(len(words(origins)), len(words(destinations))) > 1:
        raise QueryError("--output", wanted.output, "a map shows one pair of places; write .json, .csv or .md")
    found = versus(
        wanted.load(),
        words(origins),
        words(destinations),
        wanted.consignment(),
        corridors=words(corridors),
        **wanted.query(),
    )
    if wanted.wants_map():
        return _draw(found, wanted)
    deliver(_text(found, shown), wanted.output)
    return 0 if any(bout.winner for bout in found) else NoItineraryError.exit_code


def _draw(found: Versus, wanted: Options) -> int:
    """Draw the one bout; raise `NoItineraryError` where no corridor has a way."""
    bout = found.bouts[0]
    if not bout.winner:
        raise no_way(found.network, bout.query, ((one.corridor, one.reason) for one in bout.contenders))
    return deliver_map(bout, wanted.output, wanted.lang, wanted.tiles)


def _text(found: Versus, shown: str) -> str:
    if shown == "json":
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(found.rows())
    rows = [row for bout in found for row in _rows(found, bout)]
    if shown == "md":
        return f"{to_markdown(_HEADER, rows)}\n\n{_notes(found)}\n"
    return f"{grid(_HEADER, rows, right=_RIGHT)}\n\n{_notes(found)}\n"


def _rows(found: Versus, bout: Bout) -> list[list[Cell]]:
    """Give a row with the two places, then one for each contender."""
    ends = (found.network.nodes[place].name.split(" (")[0] for place in (bout.query.origin, bout.query.destination))
    heading = [f"{plain(next(ends))} → {plain(next(ends))}"]
    return [["", *heading, *[""] * 8], *(_cells(bout, contender) for contender in bout.contenders)]


def _cells(bout: Bout, contender: Contender) -> list[Cell]:
    one = contender.itinerary
    name = plain(contender.corridor)
    if one is None:
        return ["", name, "–", *[""] * 7]
    cost, band = one.cost_band, one.hours_band
    kinds = [step.kind for step in one.transfers]
    return [
        "*" if contender is bout.winner else "",
        name,
        f"{one.cost_usd:,.0f} ({cost.low:,.0f}–{cost.high:,.0f})",
        f"{days(one.hours):.1f} ({days(band.low):.1f}–{days(band.high):.1f})",
        f"{one.distance_km:,.0f}",
        str(kinds.count("border")),
        str(kinds.count("gauge_change")),
        *_against(contender, bout.contenders[0]),
    ]


def _against(contender: Contender, first: Contender) -> list[Cell]:
    if contender is first or contender.itinerary is None or first.itinerary is None:
        return ["", "", ""]
    apart = gap(contender.itinerary, first.itinerary)
    cost = apart.cost_usd
    return [
        f"{cost.typical:+,.0f} ({cost.low:+,.0f} to {cost.high:+,.0f})",
        f"{round(days(apart.hours), 1) + 0.0:+.1f}",
        f"{round(apart.distance_km) + 0:+,d}",
    ]


def _notes(found: Versus) -> str:
    query = found.bouts[0].query
    unproven = any(not contender.is_proven for bout in found for contender in bout.contenders)
    lines = [
        f"* the best of its pair in {query.minimized}. {query.consignment}; USD of {PRICE_YEAR}; "
        f"scenario {query.scenario}; network as of {found.network.as_of}.",
        "More: against the corridor named first; what both ways share cancels, so that only the rest has a range.",
    ]
    if unproven:
        lines.append("A search was stopped at its cap: that corridor may have a way, or a better one.")
    reasons = [(one.corridor, one.reason) for bout in found for one in bout.contenders if one.reason]
    lines += [f"– {corridor}: {reason}" for corridor, reason in dict.fromkeys(reasons)]
    return "\n".join(plain(line) for line in lines)
