"""Bars: how far the percentiles reach, and which figure swings the answer."""

from __future__ import annotations

from corridor.analysis.reliability_result import Reliability
from corridor.analysis.sensitivity_result import End, Sensitivity
from corridor.charts.canvas import FAINT, INK, Axis, Canvas, Chart
from corridor.lang import translator
from corridor.units import days

_WIDTH, _ROW, _LEFT = 860, 30, 230
_LOW, _HIGH = "#56b4e9", "#d55e00"


def bands(found: Reliability, lang: str = "en") -> Chart:
    """Draw percentiles of drawn journeys: a line from the 10th to the 95th, a box to the 80th, a mark at the plan."""
    t = translator(lang)
    canvas = Canvas(_WIDTH, 120 + _ROW * len(found), t("How surely"), t("Days by percentile of drawn journeys"))
    canvas.heading()
    axis = Axis.of(0, max(days(one.quantiles[0.95]) for one in found), _LEFT, _WIDTH - 30, t("days"))
    canvas.frame(axis, Axis(0, 1, 52 + _ROW * len(found), 48, ""))
    for number, one in enumerate(found):
        middle = 62 + _ROW * number
        at = {share: axis.at(days(hours)) for share, hours in one.quantiles.items()}
        canvas.words(
            _LEFT - 10, middle + 4, f"{one.itinerary.corridor}, USD {one.itinerary.cost_usd:,.0f}", anchor="end"
        )
        canvas.path([(at[0.1], middle), (at[0.95], middle)], FAINT, 2)
        canvas.box(at[0.5], middle - 7, at[0.8] - at[0.5], 14, "#0072b2", t("from the median to the 80th percentile"))
        canvas.dot(axis.at(days(one.itinerary.hours)), middle, "#d55e00", 4, about=t("the plan's typical hours"))
    if found.deadline_hours is not None:
        x = axis.at(min(days(found.deadline_hours), axis.high))
        canvas.path([(x, 44), (x, 52 + _ROW * len(found))], INK, 1.4, "5 3")
        canvas.words(x + 4, 46, t("deadline"), size=11)
    marks = t("Line: 10th to 95th percentile; box: median to 80th; point: the plan.")
    drawn = t("{draws:,} draws, seed {seed}", draws=found.draws, seed=found.seed)
    canvas.foot(f"{marks} {drawn}; {t('scenario {scenario}', scenario=found.query.scenario)}")
    return canvas.chart(found.rows())


def tornado(found: Sensitivity, limit: int = 12, lang: str = "en") -> Chart:
    """Draw the figures that swing the objective most, each from its low to its high, the search made anew."""
    swings = found.swings[:limit]
    t = translator(lang)
    about = t("Change of what is minimised, by figure")
    canvas = Canvas(_WIDTH, 110 + 24 * len(swings), t("What drives the answer"), about)
    canvas.heading()
    ends = [(swing, _change(swing.low), _change(swing.high)) for swing in swings]
    values = [0.0, *(value for _, low, high in ends for value in (low, high))]
    axis = Axis.of(
        min(values), max(values), 330, _WIDTH - 30, t("change: {objective}", objective=t(found.query.minimize))
    )
    canvas.frame(axis, Axis(0, 1, 46 + 24 * len(swings), 42, ""))
    rows: list[dict[str, object]] = []
    for number, (swing, low, high) in enumerate(ends):
        top = 46 + 24 * number
        for value, colour, what in ((low, _LOW, t("at its low")), (high, _HIGH, t("at its high"))):
            start, end = sorted((axis.at(0), axis.at(value)))
            canvas.box(start, top, end - start, 16, colour, f"{what}: {value:+,.1f}")
        label = swing.label if len(swing.label) <= 46 else f"{swing.label[:45]}…"  # noqa: PLR2004 - the room there is
        canvas.words(320, top + 12, label, size=11, anchor="end")
        rows.append({"label": swing.label, "low": low, "high": high, "source_id": swing.figure.source_id})
    world = t("scenario {scenario}; network as of {as_of}", scenario=found.query.scenario, as_of=found.network.as_of)
    marks = t("Blue: the figure at its low; red: at its high; all else as it is, the search made anew.")
    canvas.foot(f"{marks} {world}")
    return canvas.chart(rows)


def _change(end: End) -> float:
    return end.best.objective if end.best else end.kept.objective
