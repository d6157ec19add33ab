"""The trade-off between cost and time as points: which are the best at some value of time, which are compromises."""

from __future__ import annotations

from corridor.charts.canvas import COLOURS, FAINT, Axis, Canvas, Chart
from corridor.planning.frontier import Frontier
from corridor.units import PRICE_YEAR, days

_WIDTH, _HEIGHT = 720, 480


def frontier(found: Frontier) -> Chart:
    """Draw a frontier's itineraries by days and cost, those that some value of time makes the best joined by a line.

    >>> import corridor as cr
    >>> chart = frontier(cr.frontier(cr.load_network(), "Baku", "Kars"))
    >>> len(chart.rows) > 1
    True
    """
    points = [(days(one.itinerary.hours), one.itinerary.cost_usd, one) for one in found]
    nodes, query = found.network.nodes, found.query
    ends = f"{nodes[query.origin].name.split(' (')[0]} – {nodes[query.destination].name.split(' (')[0]}"
    canvas = Canvas(_WIDTH, _HEIGHT, f"{ends}: what time costs", "Itineraries that nothing beats, by days and cost")
    canvas.heading()
    across = Axis.of(min(x for x, _, _ in points) * 0.95, max(x for x, _, _ in points), 70, _WIDTH - 24, "days")
    up = Axis.of(0, max(y for _, y, _ in points), _HEIGHT - 66, 56, f"USD of {PRICE_YEAR}")
    canvas.frame(across, up)
    hull = sorted((x, y) for x, y, one in points if one.supported)
    canvas.path([(across.at(x), up.at(y)) for x, y in hull], FAINT, 1.2, "4 3")
    corridors = list(dict.fromkeys(one.itinerary.corridor for _, _, one in points))
    for x, y, one in sorted(points, key=lambda item: item[:2]):
        colour = COLOURS[corridors.index(one.itinerary.corridor) % len(COLOURS)]
        about = f"{one.itinerary.corridor}: USD {y:,.0f}, {x:.1f} days"
        canvas.dot(across.at(x), up.at(y), colour, full=one.supported, about=about)
    for x, y, one in sorted(points, key=lambda item: (not item[2].supported, item[:2])):
        colour = COLOURS[corridors.index(one.itinerary.corridor) % len(COLOURS)]
        canvas.words(across.at(x) + 8, up.at(y) - 6, one.itinerary.corridor, size=11, colour=colour, must=False)
    canvas.foot(
        f"Full: the best at some value of time; hollow: compromises. {query.consignment}; scenario {query.scenario}; "
        f"network as of {found.network.as_of}"
    )
    rows: list[dict[str, object]] = [
        {"days": round(x, 6), "cost_usd": y, "corridor": one.itinerary.corridor, "is_supported": one.supported}
        for x, y, one in points
    ]
    return canvas.chart(rows)
