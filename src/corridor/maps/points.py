"""Answers about many places as points: who wins where, how far one gets, and what hurts most when it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import folium

from corridor.analysis.catchment import Catchment, Cell
from corridor.analysis.criticality_result import Criticality
from corridor.analysis.reach import Reach
from corridor.lang import Translator
from corridor.maps.itinerary import fit
from corridor.maps.page import Drawing, counted_ids, new_map, page_of
from corridor.maps.safe import safe, safe_colour
from corridor.maps.several import colour_of
from corridor.maps.style import CSS, titled
from corridor.maps.words import NOTE, corridor_of, world_words
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


def draw_catchment(found: Catchment, t: Translator) -> Drawing:
    """Draw who wins where: a colour a corridor; circles fade where the place is contested."""
    corridors = sorted({cell.winner.corridor for cell in found if cell.winner})
    colours = {corridor: colour_of(number) for number, corridor in enumerate(corridors)}
    marks = [_cell(cell, colours, t) for cell in found]
    name = t.place(found.network.nodes[found.fixed])
    low, high = found.vot_range
    told = [
        t(
            "The corridor that wins, minimised: {objective}; the smaller the circle, the more contested over values of "
            "time from USD {low:g} to {high:g} per hour.",
            objective=t(found.query.minimize),
            low=low,
            high=high,
        ),
        f"{found.query.consignment}; {world_words(found.query.scenario, found.network.as_of, t)}.",
    ]
    title = "Who serves which place to {place}" if found.inward else "Who serves which place from {place}"
    return _draw(t(title, place=name), marks, told, t)


def _cell(cell: Cell, colours: dict[str, str], t: Translator) -> Mark:
    point = ((cell.place.lon, cell.place.lat),)
    if cell.winner is None:
        return Mark(t("no itinerary"), _GREY, (t.place(cell.place), cell.reason), point, 4)
    ahead = ""
    if cell.margin is not None and cell.runner_up is not None:
        ahead = f", {t('{margin:,.0f} ahead of {other}', margin=cell.margin, other=cell.runner_up.corridor)}"
    figures = t("USD {cost:,.0f}, {days:.1f} days", cost=cell.winner.cost_usd, days=days(cell.winner.hours))
    words = (
        f"{t.place(cell.place)} ({cell.place.country})",
        f"{corridor_of(cell.winner, t)}: {figures}{ahead}",
        "; ".join(f"{corridor} {share:.0%}" for corridor, share in cell.shares.items()),
    )
    corridor = cell.winner.corridor
    return Mark(corridor, colours[corridor], words, point, 4 + 6 * (1 - cell.contestability), t.place(cell.place))


def draw_reach(found: Reach, t: Translator) -> Drawing:
    """Draw how far one gets: places by bands of the least hours."""
    longest = max((one.hours for one in found), default=1.0)
    width = _round_width(days(longest) / len(BANDS))
    marks = []
    for one in found:
        band = min(int(days(one.hours) / width), len(BANDS) - 1)
        words = (
            f"{t.place(one.place)} ({one.place.country})",
            t(
                "{days:.1f} days at the quickest, USD {cost:,.0f} at the cheapest",
                days=days(one.hours),
                cost=one.cost_usd,
            ),
        )
        layer = t("{low:g} to {high:g} days", low=band * width, high=(band + 1) * width)
        if band == len(BANDS) - 1 and longest / 24 > (band + 1) * width:
            layer = t("from {low:g} days", low=band * width)
        marks.append(Mark(layer, BANDS[band], words, ((one.place.lon, one.place.lat),), 5.5))
    start = found.network.nodes[found.query.origin]
    told = [
        t("Least hours and least cost, each by its own way."),
        f"{found.query.consignment}; {world_words(found.query.scenario, found.network.as_of, t)}.",
    ]
    name = t.place(start)
    marks.append(Mark(t("origin"), "#1a1a1a", (name,), ((start.lon, start.lat),), 8, name))
    return _draw(t("How far one gets from {place}", place=name), marks, told, t)


def _round_width(value: float) -> float:
    """Give the next of 0.5, 1, 2, 5, 10 … days."""
    for width in (0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0, 21.0):
        if value <= width:
            return width
    return 30.0


def draw_criticality(found: Criticality, t: Translator) -> Drawing:
    """Draw what hurts most: each part of the best way, darker and thicker the more its loss adds."""
    features = found.to_geojson()["features"]
    worst = max((told["properties"]["added_objective"] or 0 for told in features), default=0) or 1
    marks = [mark for feature in features for mark in _lost(feature["properties"], feature["geometry"], worst, t)]
    nodes, query = found.network.nodes, found.query
    ends = {"origin": t.place(nodes[query.origin]), "destination": t.place(nodes[query.destination])}
    told = t("Each part of the best way taken out in turn; minimised: {objective}", objective=t(query.minimize))
    world = world_words(query.scenario, found.network.as_of, t)
    scale = {
        t("{low}% to {high}% of the worst loss", low=part, high=part + 20): LOSSES[part // 20]
        for part in range(0, 100, 20)
    }
    if any(loss.is_unserved for loss in found.losses):
        scale[t("nothing replaces it")] = "#000000"
    title = t("What hurts most between {origin} and {destination}", **ends)
    return _draw(title, marks, [f"{told}; {world}."], t, scale)


def _lost(told: dict[str, Any], shape: dict[str, Any], worst: float, t: Translator) -> list[Mark]:
    share = 1.0 if told["is_unserved"] else (told["added_objective"] or 0) / worst
    colour = "#000000" if told["is_unserved"] else LOSSES[min(int(share * len(LOSSES)), len(LOSSES) - 1)]
    words = [f"{t(told['kind'])} {told['name']}"]
    if told["is_unserved"]:
        words.append(t("without it there is no way at all"))
    else:
        words.append(
            t(
                "USD {cost:+,.0f}, {days:+.1f} days, {km:+,.0f} km; replaced by {corridor} ({countries})",
                cost=told["added_cost_usd"],
                days=days(told["added_hours"]),
                km=told["added_distance_km"],
                corridor=told["corridor"],
                countries=told["countries"],
            )
        )
    kind, parts = str(told["kind"]), shape["coordinates"]
    lines = {"Point": [[parts]], "LineString": [parts]}.get(shape["type"], parts)
    size = 3 + 5 * share if kind != "country" else 9.0
    return [Mark(t(kind), colour, words, tuple((lon, lat) for lon, lat in line), size) for line in lines]


def _draw(
    title: str, marks: Sequence[Mark], told: Sequence[str], t: Translator, legend: dict[str, str] | None = None
) -> Drawing:
    hidden, under = {t(layer) for layer in _HIDDEN}, t("country")
    with counted_ids():
        made = new_map()
        groups: dict[str, folium.FeatureGroup] = {}
        for mark in sorted(marks, key=lambda one: (len(one.points) < 2, one.layer != under)):  # noqa: PLR2004 - lines lie under
            if mark.layer not in groups:
                groups[mark.layer] = folium.FeatureGroup(name=safe(mark.layer), show=mark.layer not in hidden)
                made.add_child(groups[mark.layer])
            _draw_mark(mark, groups[mark.layer])
        folium.LayerControl(collapsed=True).add_to(made)
        if marks:
            fit(made, [mark.points for mark in marks])
        return Drawing(
            page_of(
                made, safe(title), CSS, _panels(title, told, legend or {mark.layer: mark.colour for mark in marks}, t)
            )
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


def _panels(title: str, told: Sequence[str], layers: dict[str, str], t: Translator) -> str:
    rows = "".join(
        f'<tr><td><svg width="16" height="12"><circle cx="7" cy="6" r="5" fill="{safe_colour(colour)}" '
        f'stroke="#1a1a1a"/></svg></td><td>{safe(layer)}</td></tr>'
        for layer, colour in layers.items()
    )
    notes = "".join(f"<p>{safe(line)}</p>" for line in told)
    return (
        f'{titled(safe(title), notes)}<div id="legend" class="panel"><table>{rows}</table></div>'
        f'<div id="note" class="panel">{safe(t(NOTE))}</div>'
    )
