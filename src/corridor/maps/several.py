"""Itineraries side by side, each in its colour and on its own layer, beside each other where they share a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import folium
from branca.element import MacroElement
from jinja2 import Template

from corridor.analysis.versus import Bout
from corridor.maps.itinerary import NOTE, fit, named, write_name
from corridor.maps.page import Drawing, OfflineMap, counted_ids, new_map, page_of
from corridor.maps.safe import safe, safe_colour
from corridor.maps.style import CSS, STROKES, titled
from corridor.model.itinerary import Itinerary, Leg
from corridor.model.link import USABLE
from corridor.model.network import Coordinates, Network
from corridor.planning.alternatives import Alternatives
from corridor.planning.frontier import Frontier
from corridor.scenarios.comparison import Comparison
from corridor.units import PRICE_YEAR, days

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#1a1a1a", "#7a5195")
"""Okabe and Ito's, which the colour-blind tell apart, without the yellow that paper swallows."""
_BETWEEN = """
html,body{height:auto!important}
body{display:flex;flex-direction:column;margin:0 auto!important;padding:0 18px 40px!important}
#lead{order:1}.folium-map{order:2;border:1px solid #c9ced2;flex:none}#rest{order:3}.note{font-size:11px;color:#555}
.place{white-space:nowrap;font-weight:600;font-size:12px;color:#1a1a1a;
 text-shadow:-1px -1px 0 #fff,1px -1px 0 #fff,-1px 1px 0 #fff,1px 1px 0 #fff}
.leaflet-container{background:#dbe7ee;font:12px/1.4 system-ui,sans-serif}
"""
"""The map between what stands before and after it, though Folium writes it last."""
_APART = 4.5
"""Pixels between itineraries on a line that they share."""


class Way(NamedTuple):
    """An itinerary to be drawn with others, and what it is called."""

    label: str
    itinerary: Itinerary


class SideBySide(MacroElement):
    """Teaches Leaflet to draw a line so many pixels beside its own, on whatever zoom."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function () {
            var plain = L.Polyline.prototype._projectLatlngs;
            L.Polyline.prototype._projectLatlngs = function (latlngs, result, bounds) {
                plain.call(this, latlngs, result, bounds);
                var side = this.options.side;
                if (!side || !(latlngs[0] instanceof L.LatLng)) { return; }
                var ring = result[result.length - 1], last = ring.length - 1;
                result[result.length - 1] = ring.map(function (point, i) {
                    var a = ring[Math.max(i - 1, 0)], b = ring[Math.min(i + 1, last)];
                    var dx = b.x - a.x, dy = b.y - a.y, long = Math.hypot(dx, dy) || 1;
                    return L.point(point.x - dy / long * side, point.y + dx / long * side);
                });
            };
        })();
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "SideBySide"


def draw_alternatives(found: Alternatives) -> Drawing:
    """Draw alternatives, the best on top."""
    ways = [Way(one.corridor_name or one.corridor, one) for one in found.itineraries]
    title = f"{_ends(found.itineraries[0])}: {len(ways)} alternatives"
    return _draw(title, ways, [found.note] if found.note else [])


def draw_frontier(found: Frontier) -> Drawing:
    """Draw the itineraries of a frontier that are shown, each with its role or corridor."""
    ways = [Way(point.role or point.itinerary.corridor, point.itinerary) for point in found.shown]
    told = [f"{len(found)} itineraries that nothing beats in {', '.join(found.objectives)}; {len(ways)} are drawn."]
    return _draw(f"{_ends(ways[0].itinerary)}: the trade-off", ways, told)


def draw_bout(found: Bout) -> Drawing:
    """Draw the best itinerary of each corridor between two places."""
    ways = [Way(one.corridor, one.itinerary) for one in found.contenders if one.itinerary is not None]
    told = [f"{one.corridor}: {one.reason}" for one in found.contenders if one.itinerary is None]
    return _draw(f"{_ends(ways[0].itinerary)}: corridor against corridor", ways, told)


def page_with_map(title: str, ways: Sequence[Way], lead: str, rest: str, style: str) -> Drawing:
    """Give a page of words with a map of itineraries between them; `lead`, `rest` and `style` must be safe already."""
    with counted_ids():
        made = new_map(height="480px")
        _fill(made, ways)
        rows = "".join(_legend_row(number, way) for number, way in enumerate(ways))
        key = f'<table class="ways">{rows}</table><p class="note">{safe(NOTE)}</p>'
        body = f'<div id="lead">{lead}</div><div id="rest">{key}{rest}</div>'
        return Drawing(page_of(made, safe(title), f"{_BETWEEN}{style}", body))


def draw_comparison(found: Comparison) -> Drawing:
    """Draw what becomes of a question in each scenario, and the links that a scenario has opened."""
    ways = [Way(one.scenario, one.itinerary) for one in found if one.itinerary is not None]
    told = [f"{one.scenario}: no itinerary: {one.reason}" for one in found if one.itinerary is None]
    for one in found:
        change = one.change
        if one.first is not None and change is not None:
            told.append(
                f"{one.scenario}: {change.cost_usd:+,.0f} USD, {days(change.hours):+.1f} days, "
                f"{change.distance_km:+,.0f} km against {one.first.scenario}"
            )
    nodes = found.network.nodes
    title = f"{nodes[found.query.origin].name} to {nodes[found.query.destination].name}: scenarios"
    return _draw(title, ways, told, _opened(found.network, ways))


def _ends(one: Itinerary) -> str:
    nodes = one.network.nodes
    return f"{nodes[one.origin].name} to {nodes[one.destination].name}"


def _opened(first: Network, ways: Sequence[Way]) -> list[tuple[str, Coordinates]]:
    """Give the links that an itinerary uses and that are not open in the tables, with a word on each."""
    links: dict[str, Coordinates] = {}
    for way in ways:
        for link_id in way.itinerary.link_ids:
            known = first.links.get(link_id)
            if known is not None and known.status not in USABLE:
                links[link_id] = first.coordinates(link_id)
    told = []
    for link_id, line in links.items():
        link = first.links[link_id]
        ends = " – ".join(first.nodes[place].name for place in (link.from_node_id, link.to_node_id))
        due = f", expected {link.opens} ({link.opens_early} to {link.opens_late})" if link.opens else ""
        told.append((f"{ends}: {link.status.replace('_', ' ')}{due}; {link.status_source_id}", line))
    return told


def _draw(
    title: str, ways: Sequence[Way], told: Sequence[str], opened: Sequence[tuple[str, Coordinates]] = ()
) -> Drawing:
    with counted_ids():
        made = new_map()
        _fill(made, ways, opened)
        return Drawing(page_of(made, safe(title), CSS, _panels(title, ways, told)))


def _fill(made: OfflineMap, ways: Sequence[Way], opened: Sequence[tuple[str, Coordinates]] = ()) -> None:
    made.add_child(SideBySide())
    for number in reversed(range(len(ways))):
        side = (number - (len(ways) - 1) / 2) * _APART
        _draw_way(made, ways[number], colour_of(number), round(side, 2), number)
    if opened:
        _draw_opened(made, opened)
    names = folium.FeatureGroup(name="names")
    made.add_child(names)
    for way in ways:
        for node_id in named(way.itinerary):
            if way is ways[0] or node_id not in named(ways[0].itinerary):
                write_name(way.itinerary.network, node_id, names)
    folium.LayerControl(collapsed=True).add_to(made)
    lines = [line for way in ways for line in way.itinerary.coordinates]
    if lines:
        fit(made, lines)


def colour_of(number: int) -> str:
    """Give the colour of the itinerary of a number, beginning anew after the last."""
    return COLOURS[number % len(COLOURS)]


def _draw_way(made: OfflineMap, way: Way, colour: str, side: float, number: int) -> None:
    group = folium.FeatureGroup(name=safe(f"{number + 1}. {way.label}"))
    made.add_child(group)
    one = way.itinerary
    for leg, line in zip(one.legs, one.coordinates, strict=True):
        html = "<br>".join(safe(word) for word in _words(way, leg))
        drawn = folium.PolyLine(  # type: ignore[no-untyped-call]
            [(lat, lon) for lon, lat in line],
            color=safe_colour(colour),
            weight=3.5,
            dash_array=STROKES[leg.mode].dash or None,
            opacity=0.95,
            tooltip=folium.Tooltip(html),
            popup=folium.Popup(html, max_width=340),
        )
        drawn.options["side"] = side
        drawn.add_to(group)
    for step in one.transfers:
        if step.kind in {"gauge_change", "border"}:
            _mark(way, step.node_id, step.label or step.kind, step.hours, colour, group)


def _mark(way: Way, node_id: str, label: str, hours: float, colour: str, group: folium.FeatureGroup) -> None:
    node = way.itinerary.network.nodes[node_id]
    html = "<br>".join(safe(word) for word in (f"{node.name} ({node.country})", f"{label}: {hours:,.1f} h", way.label))
    folium.CircleMarker(
        (node.lat, node.lon),
        radius=3.5,
        color=safe_colour(colour),
        weight=1.5,
        fill_color="#ffffff",
        fill_opacity=1,
        tooltip=folium.Tooltip(html),
    ).add_to(group)


def _words(way: Way, leg: Leg) -> list[str]:
    nodes = way.itinerary.network.nodes
    gauge = f", {leg.state.gauge_mm} mm" if leg.state.gauge_mm else ""
    return [
        f"{way.label}",
        f"{leg.mode}{gauge}: {nodes[leg.from_node_id].name} – {nodes[leg.to_node_id].name}",
        f"{leg.distance_km:,.0f} km, {leg.hours:,.1f} h, USD {leg.cost_usd:,.0f}, {leg.co2e_kg:,.0f} kg CO2e",
        "Sources: " + ", ".join(dict.fromkeys(entry.figure.source_id for entry in leg.entries)),
    ]


def _draw_opened(made: OfflineMap, opened: Sequence[tuple[str, Coordinates]]) -> None:
    group = folium.FeatureGroup(name="not open today")
    made.add_child(group)
    for words, line in opened:
        html = safe(words)
        folium.PolyLine(  # type: ignore[no-untyped-call]
            [(lat, lon) for lon, lat in line],
            color="#1a1a1a",
            weight=9,
            opacity=0.25,
            tooltip=folium.Tooltip(html),
        ).add_to(group)


def _panels(title: str, ways: Sequence[Way], told: Sequence[str]) -> str:
    rows = "".join(_legend_row(number, way) for number, way in enumerate(ways))
    told = [*told, *dict.fromkeys(item.title for way in ways for item in way.itinerary.advisories)]
    notes = "".join(f"<p>{safe(line)}</p>" for line in told[:8])
    modes = [mode for mode in STROKES if any(leg.mode == mode for way in ways for leg in way.itinerary.legs)]
    dashes = "".join(
        f'<svg width="38" height="12"><line x1="1" y1="6" x2="37" y2="6" stroke="#1a1a1a" stroke-width="3" '
        f'stroke-dasharray="{STROKES[mode].dash}"/></svg> {safe(mode)} &nbsp; '
        for mode in modes
    )
    lines = f"<p>{dashes} small circles: borders and gauge changes</p>"
    consignment = f"<p>{safe(ways[0].itinerary.consignment)}; USD of {PRICE_YEAR}</p>" if ways else ""
    return (
        f"{titled(safe(title), f'{consignment}<table class=ways>{rows}</table>{notes}{lines}', low=True)}"
        f'<div id="note" class="panel">{safe(NOTE)}</div>'
    )


def _legend_row(number: int, way: Way) -> str:
    one = way.itinerary
    swatch = (
        f'<svg width="26" height="10"><line x1="1" y1="5" x2="25" y2="5" stroke="{safe_colour(colour_of(number))}" '
        'stroke-width="4"/></svg>'
    )
    cells = (
        f"{number + 1}. {way.label}",
        f"USD {one.cost_usd:,.0f}",
        f"{days(one.hours):.1f} d ({days(one.hours_band.low):.1f}–{days(one.hours_band.high):.1f})",
        f"{one.distance_km:,.0f} km",
    )
    return f"<tr><td>{swatch}</td>" + "".join(f"<td>{safe(cell)}</td>" for cell in cells) + "</tr>"
