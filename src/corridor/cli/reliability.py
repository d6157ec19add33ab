"""`corridor reliability`: how surely each of the itineraries worth having arrives, as a table, as data or as a map."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from math import isfinite
from typing import Any

from corridor.analysis.reliability import DRAWS, reliability
from corridor.analysis.reliability_money import Terms
from corridor.analysis.reliability_result import Event, Journeys, Reliability
from corridor.cli.options import Options, length_hours
from corridor.cli.output import deliver, deliver_map
from corridor.cli.refusal import refusing
from corridor.cli.tables import Cell, grid
from corridor.cli.text import plain, to_csv, to_markdown
from corridor.errors import QueryError
from corridor.planning.depart import query_of
from corridor.units import PRICE_YEAR, days

_HEADER = ["", "corridor", "USD", "typical", "p10", "p50", "p80", "p90", "p95", "slowest tenth"]
_PAID = ("+ late", "+ spread", "+ demurrage")
_ARRIVES = ["", "arrives by", "p10", "p50", "p80", "p90", "p95"]
_STEPS = 6
_NARROW = frozenset({4, 6, 9})
"""Columns that make room for money in a table; p10, p80 and the slowest tenth are in the data."""
_DATE = re.compile(r"\d{4}-")


def show_reliability(
    origin: str,
    destination: str,
    deadline: str = "",
    late_cost: float = 0.0,
    reliability_value: float = 0.0,
    free_days: float | None = None,
    demurrage: float = 0.0,
    draws: float = DRAWS,
    seed: float = 0,
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Draw journeys along the itineraries that nothing beats in cost and typical time."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    if shown == "geojson":
        raise QueryError("--format", shown, "`corridor frontier` gives the same itineraries as GeoJSON")
    network, asked, box = wanted.load(), wanted.query(), wanted.consignment()
    query = query_of(network, origin, destination, box, wanted.depart, **asked)
    with refusing(query, wanted):
        found = reliability(
            network,
            origin,
            destination,
            box,
            depart=wanted.depart,
            **read_deadline(deadline),
            late_cost_usd_per_day=late_cost,
            reliability_value_usd_per_hour=reliability_value,
            free_days=free_days,
            demurrage_usd_per_day=demurrage,
            draws=whole("--draws", draws),
            seed=whole("--seed", seed),
            **asked,
        )
    if wanted.wants_map():
        return deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    return deliver(_text(found, shown), wanted.output)


def read_deadline(text: str) -> dict[str, Any]:
    """Read a deadline as an option of `reliability`: a date, or 25d, 600h or plain hours; nothing for no text."""
    if _DATE.match(text):
        return {"deadline": text}
    problem = "write days or hours from the start, such as 25d or 600h"
    return {"deadline_hours": length_hours("--deadline", text, problem)} if text else {}


def whole(option: str, value: float) -> int:
    """Give a number as a whole one; raise `QueryError` where it is none."""
    if not isfinite(value) or value != int(value):
        raise QueryError(option, value, "it must be a whole number")
    return int(value)


def _text(found: Reliability, shown: str) -> str:
    if shown == "json":
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(found.rows())
    header = list(_HEADER)
    if found.deadline_hours is not None:
        header += ["on time", "days late"]
    if found.terms.are_priced:
        paid = zip(_PAID, found.journeys[0].money, strict=True)
        header += [*(name for name, part in paid if part is not None), "USD in all"]
    rows = [_cells(found, one) for one in found]
    arrivals = [_arrivals(found, one) for one in found] if found.query.depart else []
    if shown == "md":
        dates = f"{to_markdown(_ARRIVES, arrivals)}\n\n" if arrivals else ""
        return f"{to_markdown(header, rows)}\n\n{dates}{_notes(found)}\n"
    if found.terms.are_priced:
        header, *rows = ([cell for at, cell in enumerate(row) if at not in _NARROW] for row in (header, *rows))
    dates = f"{grid(_ARRIVES, arrivals, right=set())}\n\n" if arrivals else ""
    body = grid(header, rows, right=set(range(2, len(header))))
    return f"{plain(_title(found))}\n\n{body}\n\n{dates}{_notes(found)}\n"


def _title(found: Reliability) -> str:
    nodes, query = found.journeys[0].itinerary.network.nodes, found.query
    title = f"{nodes[query.origin].name} → {nodes[query.destination].name}: days from start to end"
    if query.depart:
        title += f", departs {query.depart:%a %Y-%m-%d %H:%M %z}"
    if found.deadline_hours is None:
        return title
    length = f"after {days(found.deadline_hours):.4g} days"
    return f"{title}; deadline {f'{found.deadline:%a %Y-%m-%d %H:%M %z}, {length}' if found.deadline else length}"


def _arrivals(found: Reliability, one: Journeys) -> list[Cell]:
    """Say by when each share has arrived."""
    return [
        "*" if one is found.safest else "",
        plain(one.itinerary.corridor),
        *(f"{when:%a %d %b %H:%M}" for when in found.arrives(one).values()),
    ]


def _cells(found: Reliability, one: Journeys) -> list[Cell]:
    cells = [
        "*" if one is found.safest else "",
        plain(one.itinerary.corridor),
        f"{one.itinerary.cost_usd:,.0f}",
        f"{days(one.itinerary.hours):.1f} ({one.plan_percentile:.0%})",
        *(f"{days(hours):.1f}" for hours in one.quantiles.values()),
        f"{days(one.tail_mean):.1f}",
    ]
    if one.on_time is not None and one.lateness is not None:
        cells += [f"{one.on_time:.1%} ±{one.on_time_error:.1%}", f"{days(one.lateness):.1f}"]
    if found.terms.are_priced:
        cells += [f"{part:,.0f}" for part in (*one.money, found.expected_cost_usd(one)) if part is not None]
    return cells


def _prices(terms: Terms) -> str:
    """Say what was asked of the cost of unreliability."""
    parts = (
        (terms.late_cost_usd_per_day, f"USD {terms.late_cost_usd_per_day:,.10g} a day late"),
        (
            terms.reliability_value_usd_per_hour,
            f"USD {terms.reliability_value_usd_per_hour:,.10g} an hour of standard deviation",
        ),
        (
            terms.demurrage_usd_per_day,
            f"USD {terms.demurrage_usd_per_day:,.10g} a begun day and unit in port after {terms.free_days or 0:g} free "
            "days",
        ),
    )
    return " and ".join(words for price, words in parts if price)


def _met(events: Sequence[Event]) -> str:
    """Say what storms and outages are met, those of one chance and length together."""
    alike: dict[tuple[str, str], list[str]] = {}
    for event in events:
        alike.setdefault((f"{event.chance:.0%}", f"{days(event.hours):.1f}"), []).append(event.name)
    return "; ".join(
        f"{chance}{' each' * (len(names) > 1)} {', '.join(names)} ({length} days on average)"
        for (chance, length), names in alike.items()
    )


def _notes(found: Reliability) -> str:
    safest = found.safest
    error = max(days(one.errors[0.95]) for one in found)
    lines = [
        "typical: the plan's hours, the sum of typical steps, and the share of journeys that take no longer. "
        f"* the safest: {'most likely on time' if found.deadline_hours else 'least 90th percentile'}.",
        f"{found.draws:,} draws, the same days for all, seed {found.seed}; standard error of the 95th percentile at "
        f"most {error:.2f} days. {found.query.consignment}; USD of {PRICE_YEAR}; scenario {found.query.scenario}; "
        f"network as of {safest.itinerary.network.as_of}.",
    ]
    if found.query.depart:
        lines.append(" ".join(["Arrivals by the clocks of the destination.", *found.remarks]))
    if found.terms.are_priced:
        least = found.least_expected
        lines.append(
            f"With {_prices(found.terms)} the least in the mean is {least.itinerary.corridor} at USD "
            f"{least.itinerary.cost_usd:,.0f}, with that USD {found.expected_cost_usd(least):,.0f}."
        )
    if safest.shares:
        told = "; ".join(f"{part.step} {part.share:.0%}" for part in safest.shares[:_STEPS] if part.share > 0.01)  # noqa: PLR2004 - a hundredth
        lines.append(f"Where the variation of {safest.itinerary.corridor} comes from: {told}.")
    if safest.events:
        lines.append(f"What some journeys of it meet: {_met(safest.events)}.")
    for better, worse in found.dominated:
        one, two = found.journeys[better].itinerary, found.journeys[worse].itinerary
        if one.cost_usd <= two.cost_usd:
            lines.append(f"{one.corridor} is sooner than {two.corridor} at every percentile, and no dearer.")
    return "\n".join(plain(line) for line in lines)
