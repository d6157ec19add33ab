"""Answers about many places as points: who wins where, how far one gets, and what hurts most when it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import folium

from corridor.analysis.catchment import Catchment, Cell
from corridor.analysis.criticality_result import Criticality
from corridor.analysis.reach import Reach
from corridor.maps.itinerary import NOTE, fit
from corridor.maps.page import Drawing, counted_ids, new_map, page_of
from corridor.maps.safe import safe, safe_colour
from corridor.maps.several import colour_of
from corridor.maps.style import CSS, titled
from corridor.model.network import Coordinates
from corridor.units import days

BANDS = ("#0b3c5d", "#2a7f9e", "#5fb49c", "#b5cf6b", "#e7b253", "#d9662b", "#8c2d04")
"""From near to far, told apart in grey by their lightness at both ends and the middle."""
LOSSES = ("#f2d9a0", "#e7b253", "#d9662b", "#a63603", "#5a1e02")
"""From little to much."""
_GREY = "#9a9a9a"
_HIDDEN = {"country", "border"}
"""Layers that lie under others: shown when they are asked for."""


class Mark(NamedTuple):
    """A point or a line with its words, on the layer of a name."""

    layer: str
    colour: str
    words: Sequence[str]
    points: Coordinates
    """One point is a circle, several are a line."""
    size: float
    name: str = ""


def draw_catchment(found: Catchment) -> Drawing:
    """Draw who wins where: a colour a corridor; circles fade where the place is contested."""
    corridors = sorted({cell.winner.corridor for cell in found if cell.winner})
    colours = {corridor: colour_of(number) for number, corridor in enumerate(corridors)}
    marks = [_cell(cell, colours) for cell in found]
    name = found.network.nodes[found.fixed].name
    low, high = found.vot_range
    told = [
        f"The corridor that wins {'to' if found.inward else 'from'} {name}, minimised {found.query.minimize}; the "
        f"smaller the circle, the more contested over values of time from USD {low:g} to {high:g} per hour.",
        f"{found.query.consignment}; scenario {found.query.scenario}; network as of {found.network.as_of}.",
    ]
    return _draw(f"Who serves which place {'to' if found.inward else 'from'} {name}", marks, told)


def _cell(cell: Cell, colours: dict[str, str]) -> Mark:
    point = ((cell.place.lon, cell.place.lat),)
    if cell.winner is None:
        return Mark("no itinerary", _GREY, (cell.place.name, cell.reason), point, 4)
    margin = "" if cell.margin is None else f", {cell.margin:,.0f} ahead of {cell.runner_up.corridor}"  # type: ignore[union-attr]
    words = (
        f"{cell.place.name} ({cell.place.country})",
        f"{cell.winner.corridor_name or cell.winner.corridor}: USD {cell.winner.cost_usd:,.0f}, "
        f"{days(cell.winner.hours):.1f} days{margin}",
        "; ".join(f"{corridor} {share:.0%}" for corridor, share in cell.shares.items()),
    )
    corridor = cell.winner.corridor
    return Mark(corridor, colours[corridor], words, point, 4 + 6 * (1 - cell.contestability), cell.place.name)


def draw_reach(found: Reach) -> Drawing:
    """Draw how far one gets: places by bands of the least hours."""
    longest = max((one.hours for one in found), default=1.0)
    width = _round_width(days(longest) / len(BANDS))
    marks = []
    for one in found:
        band = min(int(days(one.hours) / width), len(BANDS) - 1)
        words = (
            f"{one.place.name} ({one.place.country})",
            f"{days(one.hours):.1f} days at the quickest, USD {one.cost_usd:,.0f} at the cheapest",
        )
        layer = f"{band * width:g} to {(band + 1) * width:g} days"
        if band == len(BANDS) - 1 and longest / 24 > (band + 1) * width:
            layer = f"from {band * width:g} days"
        marks.append(Mark(layer, BANDS[band], words, ((one.place.lon, one.place.lat),), 5.5))
    start = found.network.nodes[found.query.origin]
    told = [
        "Least hours and least cost, each by its own way.",
        f"{found.query.consignment}; scenario {found.query.scenario}; network as of {found.network.as_of}.",
    ]
    marks.append(Mark("origin", "#1a1a1a", (start.name,), ((start.lon, start.lat),), 8, start.name))
    return _draw(f"How far one gets from {start.name}", marks, told)


def _round_width(value: float) -> float:
    """Give the next of 0.5, 1, 2, 5, 10 … days."""
    for width in (0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0, 21.0):
        if value <= width:
            return width
    return 30.0


def draw_criticality(found: Criticality) -> Drawing:
    """Draw what hurts most: each part of the best way, darker and thicker the more its loss adds."""
    features = found.to_geojson()["features"]
    worst = max((told["properties"]["added_objective"] or 0 for told in features), default=0) or 1
    marks = [mark for feature in features for mark in _lost(feature["properties"], feature["geometry"], worst)]
    nodes, query = found.network.nodes, found.query
    title = f"What hurts most between {nodes[query.origin].name} and {nodes[query.destination].name}"
    told = [
        f"Each part of the best way taken out in turn; minimised {query.minimize}; scenario {query.scenario}; network "
        f"as of {found.network.as_of}.",
    ]
    scale = {f"{part}% to {part + 20}% of the worst loss": LOSSES[part // 20] for part in range(0, 100, 20)}
    if any(loss.is_unserved for loss in found.losses):
        scale["nothing replaces it"] = "#000000"
    return _draw(title, marks, told, scale)


def _lost(told: dict[str, Any], shape: dict[str, Any], worst: float) -> list[Mark]:
    share = 1.0 if told["is_unserved"] else (told["added_objective"] or 0) / worst
    colour = "#000000" if told["is_unserved"] else LOSSES[min(int(share * len(LOSSES)), len(LOSSES) - 1)]
    words = [f"{told['kind']} {told['name']}"]
    if told["is_unserved"]:
        words.append("without it there is no way at all")
    else:
        words.append(
            f"USD {told['added_cost_usd']:+,.0f}, {days(told['added_hours']):+.1f} days, "
            f"{told['added_distance_km']:+,.0f} km; replaced by {told['corridor']} ({told['countries']})"
        )
    kind, parts = str(told["kind"]), shape["coordinates"]
    lines = {"Point": [[parts]], "LineString": [parts]}.get(shape["type"], parts)
    size = 3 + 5 * share if kind != "country" else 9.0
    return [Mark(kind, colour, words, tuple((lon, lat) for lon, lat in line), size) for line in lines]


def _draw(title: str, marks: Sequence[Mark], told: Sequence[str], legend: dict[str, str] | None = None) -> Drawing:

    with counted_ids():
        made = new_map()
        groups: dict[str, folium.FeatureGroup] = {}
        for mark in sorted(marks, key=lambda one: (len(one.points) < 2, one.layer != "country")):  # noqa: PLR2004 - lines lie under
            if mark.layer not in groups:
                groups[mark.layer] = folium.FeatureGroup(name=safe(mark.layer), show=mark.layer not in _HIDDEN)
                made.add_child(groups[mark.layer])
            _draw_mark(mark, groups[mark.layer])
        folium.LayerControl(collapsed=True).add_to(made)
        if marks:
            fit(made, [mark.points for mark in marks])
        return Drawing(
            page_of(made, safe(title), CSS, _panels(title, told, legend or {mark.layer: mark.colour for mark in marks}))
        )


def _draw_mark(mark: Mark, group: folium.FeatureGroup) -> None:
    html = "<br>".join(safe(word) for word in mark.words)
    tip, popup = folium.Tooltip(html), folium.Popup(html, max_width=340)
    points = [(lat, lon) for lon, lat in mark.points]
    if len(points) > 1:
        folium.PolyLine(  # type: ignore[no-untyped-call]
            points, color=safe_colour(mark.colour), weight=round(mark.size, 1), opacity=0.85, tooltip=tip, popup=popup
        ).add_to(group)
        return
    folium.CircleMarker(
        points[0],
        radius=round(mark.size, 1),
        color="#1a1a1a",
        weight=0.8,
        fill_color=safe_colour(mark.colour),
        fill_opacity=0.9,
        tooltip=tip,
        popup=popup,
    ).add_to(group)


def _panels(title: str, told: Sequence[str], layers: dict[str, str]) -> str:
    rows = "".join(
        f'<tr><td><svg width="16" height="12"><circle cx="7" cy="6" r="5" fill="{safe_colour(colour)}" '
        f'stroke="#1a1a1a"/></svg></td><td>{safe(layer)}</td></tr>'
        for layer, colour in layers.items()
    )
    notes = "".join(f"<p>{safe(line)}</p>" for line in told)
    return (
        f'{titled(safe(title), notes)}<div id="legend" class="panel"><table>{rows}</table></div>'
        f'<div id="note" class="panel">{safe(NOTE)}</div>'
    )
