"""Bars of parts that add up: where the hours go, and where the money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from corridor.charts.canvas import Axis, Canvas, Chart, width_of
from corridor.lang import Translator, translator
from corridor.model.itinerary import Itinerary
from corridor.units import PRICE_YEAR, days

Parts = Callable[[Itinerary], Mapping[str, float]]

_ACTIVITIES = {
    "moving": "#0072b2",
    "border": "#e69f00",
    "gauge_change": "#56b4e9",
    "port": "#cc79a7",
    "waiting": "#999999",
    "terminal": "#1a1a1a",
}
_PAID = {
    "haulage": "#0072b2",
    "handling": "#cc79a7",
    "border": "#e69f00",
    "gauge_change": "#56b4e9",
    "port_dues": "#009e73",
    "surcharge": "#d55e00",
    "empty_return": "#999999",
    "other": "#1a1a1a",
}
_GROUP_OF_ITEM = {"border_fee": "border", "border_entry": "border", "border_exit": "border", "transit_fee": "border"}
_WIDTH, _ROW, _LEFT = 860, 30, 230


def breakdown(itineraries: Itinerary | Sequence[Itinerary], lang: str = "en") -> Chart:
    """Draw where the typical hours go, a bar an itinerary: moving, borders, gauge changes, ports, waiting, terminals.

    >>> import corridor as cr
    >>> chart = breakdown(cr.route(cr.load_network(), "Baku", "Kars"))
    >>> round(sum(row["hours"] for row in chart.rows), 1)
    91.2
    """
    t = translator(lang)
    stacked = Stacked("hours", _ACTIVITIES, t("Where the days go"), t("Typical days by activity"), t("days"), 24)
    return stacked.draw(_several(itineraries), lambda one: one.hours_by_activity, t)


def cost_breakdown(itineraries: Itinerary | Sequence[Itinerary], lang: str = "en") -> Chart:
    """Draw where the money goes, a bar an itinerary: haulage, handling, borders, port dues, surcharges, the empty box.

    >>> import corridor as cr
    >>> best = cr.route(cr.load_network(), "Baku", "Kars")
    >>> round(sum(row["cost_usd"] for row in cost_breakdown(best).rows), 2) == best.cost_usd
    True
    """
    t = translator(lang)
    unit = t("USD of {year}", year=PRICE_YEAR)
    stacked = Stacked("cost_usd", _PAID, t("Where the money goes"), t("Cost by what is paid for"), unit, 1)
    return stacked.draw(_several(itineraries), _paid, t)


def _several(itineraries: Itinerary | Sequence[Itinerary]) -> list[Itinerary]:
    return [itineraries] if isinstance(itineraries, Itinerary) else list(itineraries)


def _paid(one: Itinerary) -> dict[str, float]:
    cents: Counter[str] = Counter()
    for entry in one.entries:
        if entry.measure == "cost":
            cents[_GROUP_OF_ITEM.get(entry.item, entry.item if entry.item in _PAID else "other")] += entry.amount
    return {item: amount / 100 for item, amount in cents.items()}


class Stacked(NamedTuple):
    """Bars of parts that add up, one bar an itinerary."""

    measure: str
    colours: dict[str, str]
    title: str
    about: str
    unit: str
    per_unit: float

    def draw(self, several: Sequence[Itinerary], parts: Parts, t: Translator) -> Chart:
        """Draw the bars."""
        first = several[0]
        canvas = Canvas(_WIDTH, 130 + _ROW * len(several), self.title, self.about)
        canvas.heading()
        values = [parts(one) for one in several]
        axis = Axis.of(0, max(sum(own.values()) for own in values) / self.per_unit, _LEFT, _WIDTH - 30, self.unit)
        canvas.frame(axis, Axis(0, 1, 70 + _ROW * len(several), 62, ""))
        rows: list[dict[str, object]] = []
        for number, (one, own) in enumerate(zip(several, values, strict=True)):
            top, before = 66 + _ROW * number, 0.0
            canvas.words(_LEFT - 10, top + 16, f"{one.corridor}, {self._amount(sum(own.values()), t)}", anchor="end")
            for part, colour in self.colours.items():
                amount = own.get(part, 0.0)
                start, end = axis.at(before / self.per_unit), axis.at((before + amount) / self.per_unit)
                if amount:
                    about = f"{t(part.replace('_', ' '))}: {self._amount(amount, t)}"
                    canvas.box(start, top, end - start, _ROW - 8, colour, about)
                rows.append({"itinerary": number + 1, "corridor": one.corridor, "part": part, self.measure: amount})
                before += amount
        self._key(canvas, t)
        world = t("scenario {scenario}; network as of {as_of}", scenario=first.scenario, as_of=first.network.as_of)
        canvas.foot(f"{first.consignment}; {t('typical values')}; {world}")
        return canvas.chart(rows)

    def _amount(self, amount: float, t: Translator) -> str:
        return t("{days:.1f} d", days=days(amount)) if self.measure == "hours" else f"USD {amount:,.0f}"

    def _key(self, canvas: Canvas, t: Translator) -> None:
        x = 16.0
        for part, colour in self.colours.items():
            words = t(part.replace("_", " "))
            canvas.box(x, 38, 12, 12, colour)
            canvas.words(x + 17, 48, words, size=11)
            x += 34 + width_of(words, 11)
