"""`corridor breakeven`: at which value of a parameter one corridor overtakes another."""

from __future__ import annotations

import json
from math import inf
from typing import Any

from corridor.analysis.breakeven import UNITS, BreakEven, Side, break_even
from corridor.analysis.breakeven_hull import Crossing
from corridor.cli.options import Options, words
from corridor.cli.output import deliver, deliver_map
from corridor.cli.refusal import no_way
from corridor.cli.text import markdown_text, plain, to_csv
from corridor.errors import NoItineraryError, QueryError
from corridor.units import PRICE_YEAR, days


def breakeven(
    origin: str,
    destination: str,
    between: str = "",
    parameter: str = "vot",
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Find the value of a parameter at which one of two corridors overtakes the other."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    if shown == "geojson":
        raise QueryError("--format", shown, "`corridor alternatives` gives both ways as GeoJSON; .html draws them")
    found = break_even(
        wanted.load(),
        origin,
        destination,
        wanted.consignment(),
        between=words(between),
        parameter=parameter,
        **wanted.query(),
    )
    if wanted.wants_map():
        return _draw(found, wanted)
    deliver(_text(found, shown), wanted.output)
    return 0 if all(side.itinerary or found.opening for side in found.sides) else NoItineraryError.exit_code


def _draw(found: BreakEven, wanted: Options) -> int:
    """Draw the sides that have a way; raise `NoItineraryError` where none has."""
    if not any(side.itinerary for side in found.sides):
        raise no_way(found.network, found.query, ((side.id, side.reason) for side in found.sides))
    deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    return 0 if all(side.itinerary or found.opening for side in found.sides) else NoItineraryError.exit_code


def _text(found: BreakEven, shown: str) -> str:
    if shown == "json":
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(found.rows())
    lines = _lines(found)
    if shown == "md":
        head, *rest = lines
        return f"# {markdown_text(head)}\n\n" + "\n".join(f"- {markdown_text(line)}" for line in rest) + "\n"
    return "\n".join([plain(lines[0]), "", *(plain(line) for line in lines[1:])]) + "\n"


def _lines(found: BreakEven) -> list[str]:
    nodes, query = found.network.nodes, found.query
    one, two = found.sides
    head = f"{nodes[query.origin].name} → {nodes[query.destination].name}: {one.id} against {two.id}"
    lines = [head, *(_side(found, side) for side in found.sides)]
    if found.gap is not None:
        better, worse = (one, two) if found.gap > 0 else (two, one)
        lines.append(f"As things are, {better.id} is better than {worse.id} by {_amount(found, abs(found.gap))}.")
    lines += _about_opening(found) if found.opening else _about_crossings(found)
    return [*lines, _held(found)]


def _amount(found: BreakEven, value: float) -> str:
    unit = UNITS[found.query.minimize]
    return f"USD {value:,.0f}" if unit == "USD" else f"{value:,.1f} {unit}"


def _side(found: BreakEven, side: Side) -> str:
    one = side.itinerary
    if one is None:
        return f"{side.id}: {side.reason}"
    told = f"{side.id}: USD {one.cost_usd:,.0f}, {days(one.hours):.1f} days, {one.distance_km:,.0f} km"
    if found.measure is None or not side.lines[0]:
        return told
    value, low, high = side.lines
    if found.measure == "hours":
        return f"{told}; {found.parameter} {value / 60:,.1f} h ({low / 60:,.1f}–{high / 60:,.1f})"
    return f"{told}; {found.parameter} USD {value / 100:,.0f} ({low / 100:,.0f}–{high / 100:,.0f})"


def _about_crossings(found: BreakEven) -> list[str]:
    if found.gap is None:
        return []
    if not found.crossings:
        return [_none(found)]
    return [_crossing(found, crossing) for crossing in found.crossings]


def _none(found: BreakEven) -> str:
    one, two = found.sides
    low, high = found.searched
    better = one.id if (found.gap or 0) > 0 else two.id
    if found.parameter == "vot":
        return f"No value of time turns it: {better} is the better one at every value."
    return f"No break-even between {low:g} and {high:g} times today's {found.parameter}: {better} stays the better one."


def _crossing(found: BreakEven, crossing: Crossing) -> str:
    ids = [side.id for side in found.sides]
    below, above = ids[crossing.below], ids[1 - crossing.below]
    value = crossing.value
    if found.parameter == "vot":
        told = f"Break-even at USD {value:,.2f} per hour of the consignment (USD {value * 24:,.0f} a day)"
        place = f"the range from capital cost to revealed preference is {found.low:g}–{found.high:g}"
    else:
        told = f"Break-even at {value:.4g} times today's {found.parameter}{_on_ways(found, value)}"
        place = f"all low to all high is {found.low:.2g}–{found.high:.2g} times"
    inside = "inside" if found.low <= value <= found.high else "outside"
    return f"{told}: {below} is better below, {above} above; {inside} its range ({place})."


def _on_ways(found: BreakEven, factor: float) -> str:
    """Say what the factor makes of the lines of the ways that are the best today."""
    times = 1 / factor if found.is_inverse and factor else factor
    told = [
        f"{side.lines[0] * times / 60:,.1f} h on {side.id}"
        if found.measure == "hours"
        else f"USD {side.lines[0] * times / 100:,.0f} on {side.id}"
        for side in found.sides
        if side.lines[0]
    ]
    return f" ({', '.join(told)})" if told else ""


def _about_opening(found: BreakEven) -> list[str]:
    opening = found.opening
    assert opening is not None  # noqa: S101 - asked by who knows
    one, two = found.sides
    if opening.is_better_now:
        return [f"{one.id} is the better one already."]
    if opening.likely is None:
        if opening.gap_when_all_open is None:
            return [f"One of them has no way even when all that is expected has opened: {one.id} never overtakes."]
        return [f"Never, by the dates expected: even with everything open {one.id} is not better than {two.id}."]
    early, late = (when.isoformat() if when else "never" for when in (opening.early, opening.late))
    return [f"{one.id} is the better one from {opening.likely.isoformat()} on (early {early}, late {late})."]


def _held(found: BreakEven) -> str:
    query = found.query
    what = "" if found.parameter == "vot" else f"minimised {query.minimized}"
    on = f", travel on {query.on.isoformat()}" if query.on else ""
    held = ", ".join(part for part in (what, f"scenario {query.scenario}{on}", str(query.consignment)) if part)
    low, high = found.searched
    reach = "" if high in (inf, low) else f" Tried: {low:g} to {high:g} times."
    return f"Held: {held}; USD of {PRICE_YEAR}; network as of {found.network.as_of}.{reach}"
