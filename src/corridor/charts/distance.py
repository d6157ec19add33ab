"""Time and cost over distance, as UNESCAP and CAREC draw them: slanted where cargo moves, upright where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

from corridor.charts.canvas import COLOURS, DASHES, FAINT, INK, MODES, Axis, Canvas, Chart, width_of
from corridor.lang import Translator, translator
from corridor.model.itinerary import Itinerary, Leg
from corridor.units import PRICE_YEAR

Measure = Literal["days", "USD"]

_WIDTH, _HEIGHT = 860, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 62, 70
_TOLD = 0.03
"""Upright parts above this share of the whole are named."""


def time_distance(itineraries: Itinerary | Sequence[Itinerary], lang: str = "en") -> Chart:
    """Draw the days since the start over the km travelled, one line an itinerary.

    >>> import corridor as cr
    >>> chart = time_distance(cr.route(cr.load_network(), "Baku", "Kars"))
    >>> chart.svg.startswith("<svg"), chart.rows[-1]["km"] > 800
    (True, True)
    """
    return _draw(_several(itineraries), "days", translator(lang))


def cost_distance(itineraries: Itinerary | Sequence[Itinerary], lang: str = "en") -> Chart:
    """Draw the cost so far over the km travelled, one line an itinerary."""
    return _draw(_several(itineraries), "USD", translator(lang))


def _several(itineraries: Itinerary | Sequence[Itinerary]) -> list[Itinerary]:
    return [itineraries] if isinstance(itineraries, Itinerary) else list(itineraries)


def track(itinerary: Itinerary, measure: Measure, language: str = "en") -> list[dict[str, Any]]:
    """Give the line of an itinerary: km, days or USD so far, and what the part that ends there was."""
    km = total = 0.0
    nodes = itinerary.network.nodes
    start = nodes[itinerary.origin].name_in(language)
    rows: list[dict[str, Any]] = [{"km": 0.0, measure: 0.0, "what": "start", "place": start}]
    for step in itinerary.steps:
        total += step.hours / 24 if measure == "days" else step.cost_usd
        if isinstance(step, Leg):
            km += step.distance_km
            told = {"what": step.mode, "place": nodes[step.to_node_id].name_in(language)}
        else:
            told = {"what": step.kind, "place": nodes[step.node_id].name_in(language)}
        rows.append({"km": round(km, 3), measure: round(total, 6), **told})
    return rows


def _draw(itineraries: list[Itinerary], measure: Measure, t: Translator) -> Chart:
    tracks = [track(one, measure, t.language) for one in itineraries]
    nodes, first = itineraries[0].network.nodes, itineraries[0]
    ends = f"{t.place(nodes[first.origin], short=True)} – {t.place(nodes[first.destination], short=True)}"
    title, about, label = (
        (t("days over distance"), t("Days so far over km travelled"), t("days"))
        if measure == "days"
        else (t("cost over distance"), t("Cost so far over km travelled"), t("USD of {year}", year=PRICE_YEAR))
    )
    canvas = Canvas(_WIDTH, _HEIGHT, f"{ends}: {title}", about)
    canvas.heading()
    across = Axis.of(0, max(row["km"] for rows in tracks for row in rows), _LEFT, _WIDTH - _RIGHT, "km")
    up = Axis.of(0, max(row[measure] for rows in tracks for row in rows), _HEIGHT - _BOTTOM, _TOP, label)
    canvas.frame(across, up)
    for number, rows in enumerate(tracks):
        colour = COLOURS[number % len(COLOURS)] if len(tracks) > 1 else ""
        _line(canvas, rows, measure, across, up, colour)
        if not colour:
            _name_stands(canvas, rows, measure, (across, up), t)
    for number, (one, rows) in enumerate(zip(itineraries, tracks, strict=True)):
        if len(tracks) > 1:
            colour = COLOURS[number % len(COLOURS)]
            x, y = across.at(rows[-1]["km"]), up.at(rows[-1][measure])
            canvas.words(x - 8, y - 6, one.corridor, colour=colour, anchor="end", bold=True, must=False)
    _key(canvas, itineraries, t)
    canvas.foot(_foot(first, t))
    told = [{"itinerary": number + 1, **row} for number, rows in enumerate(tracks) for row in rows]
    return canvas.chart(told)


def _line(canvas: Canvas, rows: list[dict[str, Any]], measure: Measure, across: Axis, up: Axis, colour: str) -> None:
    for before, after in pairwise(rows):
        points = [(across.at(row["km"]), up.at(row[measure])) for row in (before, after)]
        moves = after["what"] in MODES
        if moves:
            canvas.path(points, colour or MODES[after["what"]], 2.6, DASHES[after["what"]])
        elif after[measure] > before[measure]:
            canvas.path(points, colour or INK, 1.6)


def _name_stands(
    canvas: Canvas, rows: list[dict[str, Any]], measure: Measure, axes: tuple[Axis, Axis], t: Translator
) -> None:
    """Name the places where much is spent standing, all that is done there together, the longest first."""
    across, up = axes
    stands: dict[float, list[tuple[dict[str, Any], float, float]]] = {}
    for before, after in pairwise(rows):
        if after["what"] not in MODES and after[measure] > before[measure]:
            stands.setdefault(after["km"], []).append((after, before[measure], after[measure]))
    told = [(steps[-1][2] - steps[0][1], km, steps) for km, steps in stands.items()]
    for jump, km, steps in sorted(told, key=lambda item: -item[0]):
        if jump <= _TOLD * (rows[-1][measure] or 1.0):
            break
        chief = max(steps, key=lambda step: step[2] - step[1])[0]
        amount = t("{days:.1f} d", days=jump) if measure == "days" else f"USD {jump:,.0f}"
        chiefly = t("mostly {what}", what=t(chief["what"].replace("_", " ")))
        words = f"{chief['place'].split(' (')[0]}: {amount}, {chiefly}"
        x, y = across.at(km), up.at((steps[0][1] + steps[-1][2]) / 2) + 4
        if not canvas.words(x - 6, y, words, size=10.5, anchor="end", must=False):
            canvas.words(x + 6, y, words, size=10.5, must=False)


def _key(canvas: Canvas, itineraries: list[Itinerary], t: Translator) -> None:
    x = _LEFT + 40.0
    for mode in (mode for mode in MODES if any(leg.mode == mode for one in itineraries for leg in one.legs)):
        colour = MODES[mode] if len(itineraries) == 1 else FAINT
        canvas.path([(x, 44), (x + 26, 44)], colour, 2.6, DASHES[mode])
        canvas.words(x + 32, 48, t(mode), size=11)
        x += max(92, 48 + width_of(t(mode), 11))
    canvas.path([(x, 50), (x, 38)], INK if len(itineraries) == 1 else FAINT, 1.6)
    canvas.words(x + 8, 48, t("standing: borders, ports, gauge changes, waits"), size=11)


def _foot(one: Itinerary, t: Translator) -> str:
    world = t("scenario {scenario}; network as of {as_of}", scenario=one.scenario, as_of=one.network.as_of)
    return f"{one.consignment}; {t('typical values')}; {world}; {t('{count} sources', count=len(one.sources))}"
