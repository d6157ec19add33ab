"""Bars: where the hours go, how far the percentiles reach, and which figure swings the answer."""

from __future__ import annotations

from collections.abc import Sequence

from corridor.analysis.reliability import Reliability
from corridor.analysis.sensitivity_result import End, Sensitivity
from corridor.charts.canvas import FAINT, INK, Axis, Canvas, Chart
from corridor.model.itinerary import Itinerary
from corridor.units import days

_ACTIVITIES = {
    "moving": "#0072b2",
    "border": "#e69f00",
    "gauge_change": "#56b4e9",
    "port": "#cc79a7",
    "waiting": "#999999",
    "terminal": "#1a1a1a",
}
_WIDTH, _ROW, _LEFT = 860, 30, 230
_LOW, _HIGH = "#56b4e9", "#d55e00"


def breakdown(itineraries: Itinerary | Sequence[Itinerary]) -> Chart:
    """Draw where the typical hours go, a bar an itinerary: moving, borders, gauge changes, ports, waiting, terminals.

    >>> import corridor as cr
    >>> chart = breakdown(cr.route(cr.load_network(), "Baku", "Kars"))
    >>> round(sum(row["hours"] for row in chart.rows), 1)
    91.2
    """
    several = [itineraries] if isinstance(itineraries, Itinerary) else list(itineraries)
    canvas = Canvas(_WIDTH, 130 + _ROW * len(several), "Where the days go", "Typical days by activity")
    canvas.heading()
    axis = Axis.of(0, max(days(one.hours) for one in several), _LEFT, _WIDTH - 30, "days")
    foot = 62 + _ROW * len(several) + 8
    canvas.frame(axis, Axis(0, 1, foot, 62, ""))
    rows: list[dict[str, object]] = []
    for number, one in enumerate(several):
        top, before = 66 + _ROW * number, 0.0
        canvas.words(_LEFT - 10, top + 16, f"{one.corridor}, {days(one.hours):.1f} days", anchor="end")
        for activity, colour in _ACTIVITIES.items():
            hours = one.hours_by_activity.get(activity, 0.0)
            start, end = axis.at(days(before)), axis.at(days(before + hours))
            if hours:
                canvas.box(start, top, end - start, _ROW - 8, colour, f"{activity.replace('_', ' ')}: {hours:,.1f} h")
            rows.append({"itinerary": number + 1, "corridor": one.corridor, "activity": activity, "hours": hours})
            before += hours
    x = 16.0
    for activity, colour in _ACTIVITIES.items():
        canvas.box(x, 38, 12, 12, colour)
        canvas.words(x + 17, 48, activity.replace("_", " "), size=11)
        x += 34 + 7 * len(activity)
    first = several[0]
    canvas.foot(f"{first.consignment}; typical values; scenario {first.scenario}; network as of {first.network.as_of}")
    return canvas.chart(rows)


def bands(found: Reliability) -> Chart:
    """Draw percentiles of drawn journeys: a line from the 10th to the 95th, a box to the 80th, a mark at the plan."""
    canvas = Canvas(_WIDTH, 120 + _ROW * len(found), "How surely", "Days by percentile of drawn journeys")
    canvas.heading()
    axis = Axis.of(0, max(days(one.quantiles[0.95]) for one in found), _LEFT, _WIDTH - 30, "days")
    canvas.frame(axis, Axis(0, 1, 52 + _ROW * len(found), 48, ""))
    for number, one in enumerate(found):
        middle = 62 + _ROW * number
        at = {share: axis.at(days(hours)) for share, hours in one.quantiles.items()}
        canvas.words(
            _LEFT - 10, middle + 4, f"{one.itinerary.corridor}, USD {one.itinerary.cost_usd:,.0f}", anchor="end"
        )
        canvas.path([(at[0.1], middle), (at[0.95], middle)], FAINT, 2)
        canvas.box(at[0.5], middle - 7, at[0.8] - at[0.5], 14, "#0072b2", "from the median to the 80th percentile")
        canvas.dot(axis.at(days(one.itinerary.hours)), middle, "#d55e00", 4, about="the plan's typical hours")
    if found.deadline_hours is not None:
        x = axis.at(min(days(found.deadline_hours), axis.high))
        canvas.path([(x, 44), (x, 52 + _ROW * len(found))], INK, 1.4, "5 3")
        canvas.words(x + 4, 46, "deadline", size=11)
    canvas.foot(
        f"Line: 10th to 95th percentile; box: median to 80th; point: the plan. {found.draws:,} draws, "
        f"seed {found.seed}; scenario {found.query.scenario}"
    )
    return canvas.chart(found.rows())


def tornado(found: Sensitivity, limit: int = 12) -> Chart:
    """Draw the figures that swing the objective most, each from its low to its high, the search made anew."""
    swings = found.swings[:limit]
    canvas = Canvas(_WIDTH, 110 + 24 * len(swings), "What drives the answer", "Change of what is minimised, by figure")
    canvas.heading()
    ends = [(swing, _change(swing.low), _change(swing.high)) for swing in swings]
    values = [0.0, *(value for _, low, high in ends for value in (low, high))]
    axis = Axis.of(min(values), max(values), 330, _WIDTH - 30, f"change, {found.query.minimize}")
    canvas.frame(axis, Axis(0, 1, 46 + 24 * len(swings), 42, ""))
    rows: list[dict[str, object]] = []
    for number, (swing, low, high) in enumerate(ends):
        top = 46 + 24 * number
        for value, colour, what in ((low, _LOW, "low"), (high, _HIGH, "high")):
            start, end = sorted((axis.at(0), axis.at(value)))
            canvas.box(start, top, end - start, 16, colour, f"at its {what}: {value:+,.1f}")
        label = swing.label if len(swing.label) <= 46 else f"{swing.label[:45]}…"  # noqa: PLR2004 - the room there is
        canvas.words(320, top + 12, label, size=11, anchor="end")
        rows.append({"label": swing.label, "low": low, "high": high, "source_id": swing.figure.source_id})
    canvas.foot(
        f"Blue: the figure at its low; red: at its high; all else as it is, the search made anew. Scenario "
        f"{found.query.scenario}; network as of {found.network.as_of}"
    )
    return canvas.chart(rows)


def _change(end: End) -> float:
    return end.best.objective if end.best else end.kept.objective
