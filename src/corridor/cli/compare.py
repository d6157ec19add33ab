"""The verb that sets scenarios side by side: compare."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corridor.cli.options import Options, words
from corridor.cli.output import deliver, deliver_map
from corridor.cli.refusal import no_way
from corridor.cli.tables import Cell, grid
from corridor.cli.text import markdown_text, plain, to_csv, to_markdown
from corridor.errors import NoItineraryError
from corridor.model.itinerary import Itinerary
from corridor.scenarios.attribution import Lever, Share
from corridor.scenarios.compare import compare
from corridor.scenarios.comparison import Comparison, Outcome, summary
from corridor.units import CENTS_PER_USD, GRAMS_PER_KILOGRAM, MINUTES_PER_HOUR, PRICE_YEAR, days

_ABREAST = 5
"""Scenarios that stand side by side in one table; more go below."""
_LEVER_HEADER = ["lever", "USD (alone; last)", "hours (alone; last)", "kg CO2e (alone; last)"]


def compare_scenarios(
    origin: str,
    destination: str,
    scenarios: str = "baseline",
    *,
    no_attribution: bool = False,
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> int:
    """Compare the best itinerary from ORIGIN to DESTINATION in several scenarios, side by side."""
    wanted = Options(**options)
    shown = wanted.shown_as()
    found = compare(
        wanted.load(),
        origin,
        destination,
        wanted.consignment(),
        scenarios=words(scenarios),
        attribution=not no_attribution,
        folder=Path(wanted.network) if wanted.network else None,
        **wanted.query(),
    )
    if wanted.wants_map():
        if not found.itineraries:
            raise no_way(found.network, found.query, ((one.scenario, one.reason) for one in found))
        return deliver_map(found, wanted.output, wanted.lang, wanted.tiles)
    deliver(_text(found, shown), wanted.output)
    return 0 if found.itineraries else NoItineraryError.exit_code


def _text(found: Comparison, shown: str) -> str:
    if shown in {"json", "geojson"}:
        document = found.to_dict() if shown == "json" else found.to_geojson()
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if shown == "csv":
        return to_csv(found.rows())
    return _markdown(found) if shown == "md" else _table(found)


def _head(found: Comparison) -> str:
    nodes, query = found.network.nodes, found.query
    return f"{nodes[query.origin].name} → {nodes[query.destination].name}   {query.consignment}"


def _foot(found: Comparison) -> str:
    query = found.query
    return (
        f"Minimised {query.minimized}; USD of {PRICE_YEAR}; network as of {found.network.as_of}. What each scenario "
        "changes: `corridor scenario show NAME`."
    )


def _table(found: Comparison) -> str:
    lines = [plain(_head(found)), ""]
    for start in range(0, len(found), _ABREAST):
        header, rows = _cells(found.outcomes[start : start + _ABREAST])
        lines += [grid(header, rows, right=set(range(1, len(header)))), ""]
    for outcome in found:
        lines += [*(plain(line) for line in _reason(outcome)), *_shares_table(outcome)]
    return "\n".join([*lines, plain(_foot(found))]) + "\n"


def _markdown(found: Comparison) -> str:
    header, rows = _cells(found.outcomes)
    parts = [f"# {markdown_text(_head(found))}", to_markdown(header, rows)]
    for outcome in found:
        parts += [markdown_text(line) for line in _reason(outcome)]
        if _levers(outcome):
            parts += [f"## {markdown_text(_shares_head(outcome))}", to_markdown(_LEVER_HEADER, _lever_cells(outcome))]
    return "\n\n".join([*parts, markdown_text(_foot(found))]) + "\n"


def _reason(outcome: Outcome) -> list[str]:
    """Tell why a scenario has no itinerary, or why its change is not shared out."""
    if outcome.itinerary is None:
        return [f"{outcome.scenario}: no itinerary: {outcome.reason}"]
    if outcome.attribution is not None and outcome.attribution.reason and outcome.change is not None:
        return [f"{outcome.scenario}: change not shared out: {outcome.attribution.reason}"]
    if outcome.attribution is not None and not _levers(outcome) and outcome.attribution.levers:
        count = len(outcome.attribution.levers)
        return [f"{outcome.scenario}: the best itinerary takes the same whichever of its {count} lever(s) are pulled"]
    return []


def _cells(outcomes: tuple[Outcome, ...]) -> tuple[list[Cell], list[list[Cell]]]:
    """Give the header and the rows of the table that has a column for each scenario."""
    rows: list[list[Cell]] = []
    for name, tell in _MEASURES:
        cells = ["–" if outcome.itinerary is None else plain(tell(outcome.itinerary)) for outcome in outcomes]
        if set(cells) - {"0", "–"} or name in {"borders", "gauge changes"}:
            rows.append([name, *cells])
    for name, attribute, digits in (("USD", "cost_usd", 0), ("hours", "hours", 1), ("kg CO2e", "co2e_kg", 0)):
        changes = [getattr(outcome.change, attribute, None) for outcome in outcomes]
        cells = [
            "" if outcome.first is None else "–" if change is None else f"{change + 0.0:+,.{digits}f}"
            for outcome, change in zip(outcomes, changes, strict=True)
        ]
        rows.append([f"change, {name}", *cells])
    return ["", *(plain(outcome.scenario) for outcome in outcomes)], rows


def _km(mode: str) -> Callable[[Itinerary], str]:
    return lambda one: f"{one.distance_km_by_mode.get(mode, 0):,.0f}"


_MEASURES: tuple[tuple[str, Callable[[Itinerary], str]], ...] = (
    ("corridor", lambda one: one.corridor),
    ("USD", lambda one: f"{one.cost_usd:,.0f}"),
    ("  low–high", lambda one: f"{one.cost_band.low:,.0f}–{one.cost_band.high:,.0f}"),
    ("days", lambda one: f"{days(one.hours):.1f}"),
    ("  p10–p90", lambda one: f"{days(one.hours_band.low):.1f}–{days(one.hours_band.high):.1f}"),
    ("  moving", lambda one: f"{days(one.hours_by_activity['moving']):.1f}"),
    ("  standing", lambda one: f"{days(summary(one)['stationary_hours']):.1f}"),
    ("km", lambda one: f"{one.distance_km:,.0f}"),
    ("  rail", _km("rail")),
    ("  sea", _km("sea")),
    ("  road", _km("road")),
    ("  pipeline", _km("pipeline")),
    ("kg CO2e", lambda one: f"{one.co2e_kg:,.0f}"),
    ("borders", lambda one: str(summary(one)["borders"])),
    ("gauge changes", lambda one: str(summary(one)["gauge_changes"])),
    ("countries", lambda one: " ".join(one.countries)),
    ("links not open", lambda one: str(summary(one)["links_not_open"])),
)
"""What is compared, and how an itinerary tells it."""


def _shares_head(outcome: Outcome) -> str:
    first = outcome.first.scenario if outcome.first else ""
    return f"Where {outcome.scenario} differs from {first}: Shapley values of its levers"


def _levers(outcome: Outcome) -> tuple[Lever, ...]:
    """Give the levers of an outcome, if any of them has a share in anything."""
    levers = outcome.attribution.levers if outcome.attribution else ()
    return levers if any(any(share) for lever in levers for share in (lever.cents, lever.minutes, lever.grams)) else ()


def _shares_table(outcome: Outcome) -> list[str]:
    if not _levers(outcome):
        return []
    body = grid(_LEVER_HEADER, _lever_cells(outcome), right={1, 2, 3}, ruled_last=True)
    return [plain(_shares_head(outcome)), "", body, ""]


def _lever_cells(outcome: Outcome) -> list[list[Cell]]:
    levers = _levers(outcome)
    rows = [
        [
            _lever_name(lever),
            _share(lever.cents, CENTS_PER_USD, 0),
            _share(lever.minutes, MINUTES_PER_HOUR, 1),
            _share(lever.grams, GRAMS_PER_KILOGRAM, 0),
        ]
        for lever in levers
    ]
    sums = (
        _signed(sum(lever.cents.shapley for lever in levers) / CENTS_PER_USD, 0),
        _signed(sum(lever.minutes.shapley for lever in levers) / MINUTES_PER_HOUR, 1),
        _signed(sum(lever.grams.shapley for lever in levers) / GRAMS_PER_KILOGRAM, 0),
    )
    return [*rows, ["total", *sums]]


def _lever_name(lever: Lever) -> str:
    title = f" {lever.title}" if lever.title else ""
    return plain(f"{'without ' if lever.is_let_go else ''}{lever.lever}{title}")


def _share(share: Share, per: int, digits: int) -> str:
    alone, last = _signed(share.alone / per, digits), _signed(share.last / per, digits)
    return f"{_signed(share.shapley / per, digits)} ({alone}; {last})"


def _signed(value: Any, digits: int) -> str:  # noqa: ANN401 - a fraction or a float
    shown = f"{float(value):+,.{digits}f}"
    return shown.replace("-", "+") if float(shown.replace(",", "")) == 0 else shown
