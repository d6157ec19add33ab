"""The trade-off between cost and time as points: which are the best at some value of time, which are compromises."""

from __future__ import annotations

from corridor.charts.canvas import COLOURS, FAINT, Axis, Canvas, Chart, width_of
from corridor.lang import translator
from corridor.planning.frontier import Frontier
from corridor.units import PRICE_YEAR, days

_WIDTH, _HEIGHT = 720, 480


def frontier(found: Frontier, lang: str = "en") -> Chart:
    """Draw a frontier's itineraries by days and cost, those that some value of time makes the best joined by a line.

    >>> import corridor as cr
    >>> chart = frontier(cr.frontier(cr.load_network(), "Baku", "Kars"))
    >>> len(chart.rows) > 1
    True
    """
    points = [(days(one.itinerary.hours), one.itinerary.cost_usd, one) for one in found]
    nodes, query = found.network.nodes, found.query
    t = translator(lang)
    ends = f"{t.place(nodes[query.origin], short=True)} – {t.place(nodes[query.destination], short=True)}"
    about = t("Itineraries that nothing beats, by days and cost")
    canvas = Canvas(_WIDTH, _HEIGHT, f"{ends}: {t('what time costs')}", about)
    canvas.heading()
    corridors = list(dict.fromkeys(one.itinerary.corridor for _, _, one in points))
    top = _key(canvas, corridors) + 34
    across = Axis.of(min(x for x, _, _ in points) * 0.95, max(x for x, _, _ in points), 70, _WIDTH - 24, t("days"))
    up = Axis.of(0, max(y for _, y, _ in points), _HEIGHT - 66, top, t("USD of {year}", year=PRICE_YEAR))
    canvas.frame(across, up)
    hull = sorted((x, y) for x, y, one in points if one.vot_usd_per_hour)
    canvas.path([(across.at(x), up.at(y)) for x, y in hull], FAINT, 1.2, "4 3")
    for x, y, one in sorted(points, key=lambda item: item[:2]):
        colour = COLOURS[corridors.index(one.itinerary.corridor) % len(COLOURS)]
        about = f"{one.itinerary.corridor}: {t('USD {cost:,.0f}, {days:.1f} days', cost=y, days=x)}"
        canvas.dot(across.at(x), up.at(y), colour, full=one.supported, about=about, number=one.index)
    world = t("scenario {scenario}; network as of {as_of}", scenario=query.scenario, as_of=found.network.as_of)
    marks = t("Full: the best at some prices of time and carbon; hollow: compromises.")
    canvas.foot(f"{marks} {query.consignment}; {world}")
    rows: list[dict[str, object]] = [
        {"days": round(x, 6), "cost_usd": y, "corridor": one.itinerary.corridor, "is_supported": one.supported}
        for x, y, one in points
    ]
    return canvas.chart(rows)


def _key(canvas: Canvas, corridors: list[str]) -> float:
    """Write which colour is which corridor, in as many lines as it takes; give the foot of the last."""
    x, y = 22.0, 46.0
    for number, corridor in enumerate(corridors):
        room = 26 + width_of(corridor, 11)
        if x + room > _WIDTH and number:
            x, y = 22.0, y + 17
        canvas.dot(x, y - 4, COLOURS[number % len(COLOURS)])
        canvas.words(x + 9, y, corridor, size=11)
        x += room
    return y
