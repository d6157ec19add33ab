"""Itineraries side by side, each in its colour and on its own layer, beside each other where they share a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import folium
from branca.element import MacroElement
from jinja2 import Template

from corridor.analysis.versus import Bout
from corridor.errors import NoItineraryError
from corridor.lang import Translator, translator
from corridor.maps.dates import dated_legs, dated_transfers, span_words
from corridor.maps.itinerary import advice, fit, named, popup_of, write_name
from corridor.maps.page import Drawing, OfflineMap, counted_ids, new_map, page_of
from corridor.maps.safe import safe, safe_colour
from corridor.maps.style import BETWEEN, CSS, STROKES, titled
from corridor.maps.words import NOTE, corridor_of, ends_of, expected_words, leg_words, role_words, spoken, step_words
from corridor.model.itinerary import Band, Itinerary
from corridor.model.link import USABLE
from corridor.model.network import Coordinates, Network
from corridor.model.place import Node
from corridor.planning.alternatives import Alternatives
from corridor.planning.frontier import Frontier
from corridor.scenarios.comparison import Comparison
from corridor.units import PRICE_YEAR, days

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#1a1a1a", "#7a5195")
"""Okabe and Ito's, which the colour-blind tell apart, without the yellow that paper swallows."""
_PANEL = 230
"""Pixels at the foot of a map that its panel may cover."""
_APART = 4.5
"""Pixels between itineraries on a line that they share."""


class Way(NamedTuple):
    """An itinerary to be drawn with others, and what it is called."""

    label: str
    itinerary: Itinerary
    figures: tuple[str, ...] = ()
    """What stands beside its label in the panel; if nothing is said, its cost, days and km."""
    note: str = ""
    """What its lines say beneath the label, where the itinerary is an example of several."""


class Panel(NamedTuple):
    """What else stands in the panel of a map, and how much room it takes."""

    table: str = ""
    """Safe HTML beneath the list of ways."""
    style: str = ""
    below: int = _PANEL


WIDE = """
@media(min-width:601px){#title.low{max-width:min(720px,calc(100vw - 40px));max-height:calc(100vh - 150px);
 overflow:auto}}
@media(max-width:600px){.ways td{white-space:normal}}
"""
"""For a panel whose list of ways has long words or many columns."""
_FEW = 2
"""Advisories up to which all stand open."""


class Coloured(NamedTuple):
    """A way with its number, which gives its colour, and the pixels by which it is drawn beside its line."""

    way: Way
    number: int
    side: float


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


def draw_alternatives(found: Alternatives, t: Translator) -> Drawing:
    """Draw alternatives, the best on top."""
    ways = [Way(corridor_of(one, t), one) for one in found.itineraries]
    told = t("{count} alternatives", count=len(ways))
    title = f"{ends_of(found.itineraries[0], t)}: {told}"
    return draw_ways(title, ways, [found.note] if found.note else [], t)


def draw_frontier(found: Frontier, t: Translator) -> Drawing:
    """Draw the itineraries of a frontier that are shown, each with its role or corridor."""
    ways = [
        Way(role_words(point.role, t) if point.role else point.itinerary.corridor, point.itinerary)
        for point in found.shown
    ]
    told = t(
        "{count} itineraries that nothing beats in {objectives}; {shown} are drawn.",
        count=len(found),
        objectives=", ".join(map(t, found.objectives)),
        shown=len(ways),
    )
    return draw_ways(f"{ends_of(ways[0].itinerary, t)}: {t('the trade-off')}", ways, [told], t)


def draw_bout(found: Bout, t: Translator) -> Drawing:
    """Draw the best itinerary of each corridor between two places; raise `NoItineraryError` where none arrives."""
    ways = [Way(one.corridor, one.itinerary) for one in found.contenders if one.itinerary is not None]
    told = [f"{one.corridor}: {one.reason}" for one in found.contenders if one.itinerary is None]
    if not ways:
        raise NoItineraryError(found.query.origin, found.query.destination, "; ".join(told))
    return draw_ways(f"{ends_of(ways[0].itinerary, t)}: {t('corridor against corridor')}", ways, told, t)


def page_with_map(title: str, ways: Sequence[Way], lead: str, rest: str, style: str) -> Drawing:
    """Give a page of words with a map of itineraries between them; `lead`, `rest` and `style` must be safe already."""
    with counted_ids():
        made = new_map(height="480px")
        _fill(made, ways, translator())
        rows = "".join(_legend_row(number, way, translator()) for number, way in enumerate(ways))
        key = f'<table class="ways">{rows}</table><p class="note">{safe(NOTE)}</p>'
        body = f'<div id="lead">{lead}</div><div id="rest">{key}{rest}</div>'
        return Drawing(page_of(made, safe(title), f"{BETWEEN}{style}", body))


def draw_comparison(found: Comparison, t: Translator) -> Drawing:
    """Draw what becomes of a question in each scenario, and the links that a scenario has opened."""
    ways = [Way(one.scenario, one.itinerary) for one in found if one.itinerary is not None]
    told = [f"{one.scenario}: {t('no itinerary')}: {one.reason}" for one in found if one.itinerary is None]
    for one in found:
        change = one.change
        if one.first is not None and change is not None:
            told.append(
                t(
                    "{scenario}: {cost:+,.0f} USD, {days:+.1f} days, {km:+,.0f} km against {first}",
                    scenario=one.scenario,
                    cost=change.cost_usd,
                    days=days(change.hours),
                    km=change.distance_km,
                    first=one.first.scenario,
                )
            )
    nodes = found.network.nodes
    title = f"{t.ends(nodes[found.query.origin], nodes[found.query.destination])}: {t('scenarios')}"
    return draw_ways(title, ways, told, t, opened=_opened(found.network, ways, t))


def _opened(first: Network, ways: Sequence[Way], t: Translator) -> list[tuple[str, Coordinates]]:
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
        ends = " – ".join(t.place(first.nodes[place]) for place in (link.from_node_id, link.to_node_id))
        due = f", {expected_words(link, t)}" if link.opens else ""
        told.append((f"{ends}: {spoken(link.status, t)}{due}; {link.status_source_id}", line))
    return told


def draw_ways(
    title: str,
    ways: Sequence[Way],
    told: Sequence[str],
    t: Translator,
    panel: Panel | None = None,
    opened: Sequence[tuple[str, Coordinates]] = (),
) -> Drawing:
    """Draw itineraries side by side, the first on top, with what is told of them in a panel."""
    panel = panel or Panel()
    with counted_ids():
        made = new_map()
        _fill(made, ways, t, opened, below=panel.below)
        return Drawing(page_of(made, safe(title), f"{CSS}{panel.style}", _panels(title, ways, told, t, panel)))


def _fill(
    made: OfflineMap,
    ways: Sequence[Way],
    t: Translator,
    opened: Sequence[tuple[str, Coordinates]] = (),
    below: int = 60,
) -> None:
    made.add_child(SideBySide())
    for number in reversed(range(len(ways))):
        side = (number - (len(ways) - 1) / 2) * _APART
        _draw_way(made, Coloured(ways[number], number, round(side, 2)), t)
    if opened:
        _draw_opened(made, opened, t)
    names = folium.FeatureGroup(name=safe(t("names")))
    made.add_child(names)
    for way in ways:
        for node_id in named(way.itinerary):
            if way is ways[0] or node_id not in named(ways[0].itinerary):
                write_name(way.itinerary.network, node_id, names, t)
    folium.LayerControl(collapsed=True).add_to(made)
    lines = [line for way in ways for line in way.itinerary.coordinates]
    if lines:
        fit(made, lines, below)


def colour_of(number: int) -> str:
    """Give the colour of the itinerary of a number, beginning anew after the last."""
    return COLOURS[number % len(COLOURS)]


def _draw_way(made: OfflineMap, drawn_as: Coloured, t: Translator) -> None:
    way, colour = drawn_as.way, colour_of(drawn_as.number)
    group = folium.FeatureGroup(name=safe(f"{drawn_as.number + 1}. {way.label}"))
    made.add_child(group)
    one = way.itinerary
    called = [way.label, way.note] if way.note else [way.label]
    for (leg, span), line in zip(dated_legs(one), one.coordinates, strict=True):
        html = "<br>".join(safe(word) for word in (*called, *leg_words(one.network, leg, t, span)))
        drawn = folium.PolyLine(  # type: ignore[no-untyped-call]
            [(lat, lon) for lon, lat in line],
            color=safe_colour(colour),
            weight=3.5,
            dash_array=STROKES[leg.mode].dash or None,
            opacity=0.95,
            tooltip=folium.Tooltip(html),
            popup=popup_of(html, is_long=bool(span)),
        )
        drawn.options["side"] = drawn_as.side
        drawn.add_to(group)
    for step, span in dated_transfers(one):
        if step.kind in {"gauge_change", "border"}:
            node = one.network.nodes[step.node_id]
            told = t("{hours:,.1f} h", hours=step.hours)
            when = [span_words(span, t)] if span else []
            words = (f"{t.place(node)} ({node.country})", f"{step_words(step, t)}: {told}", *when, *called)
            _mark(node, words, colour, group)


def _mark(node: Node, words: Sequence[str], colour: str, group: folium.FeatureGroup) -> None:
    html = "<br>".join(safe(word) for word in words)
    folium.CircleMarker(
        (node.lat, node.lon),
        radius=3.5,
        color=safe_colour(colour),
        weight=1.5,
        fill_color="#ffffff",
        fill_opacity=1,
        tooltip=folium.Tooltip(html),
    ).add_to(group)


def _draw_opened(made: OfflineMap, opened: Sequence[tuple[str, Coordinates]], t: Translator) -> None:
    group = folium.FeatureGroup(name=safe(t("not open today")))
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


def _panels(title: str, ways: Sequence[Way], told: Sequence[str], t: Translator, panel: Panel) -> str:
    rows = "".join(_legend_row(number, way, t) for number, way in enumerate(ways))
    notes = "".join(f"<p>{safe(line)}</p>" for line in told) + _advice(ways, t)
    modes = [mode for mode in STROKES if any(leg.mode == mode for way in ways for leg in way.itinerary.legs)]
    dashes = "".join(
        f'<svg width="38" height="12"><line x1="1" y1="6" x2="37" y2="6" stroke="#1a1a1a" stroke-width="3" '
        f'stroke-dasharray="{STROKES[mode].dash}"/></svg> {safe(t(mode))} &nbsp; '
        for mode in modes
    )
    lines = f"<p>{dashes} {safe(t('small circles: borders and gauge changes'))}</p>"
    priced = safe(t("USD of {year}", year=PRICE_YEAR))
    consignment = f"<p>{safe(ways[0].itinerary.consignment)}; {priced}</p>" if ways else ""
    return (
        f"{titled(safe(title), f'{consignment}<table class=ways>{rows}</table>{panel.table}{notes}{lines}', low=True)}"
        f'<div id="note" class="panel">{safe(t(NOTE))}</div>'
    )


def _advice(ways: Sequence[Way], t: Translator) -> str:
    """List the advisories of all ways, as safe HTML; many are folded under their number."""
    known = {item.advisory_id: item for way in ways for item in way.itinerary.advisories}
    lines = advice(known.values(), t)
    if len(known) <= _FEW:
        return lines
    return f"<details><summary>{safe(t('{count} advisories', count=len(known)))}</summary>{lines}</details>"


def _legend_row(number: int, way: Way, t: Translator) -> str:
    cells = (f"{number + 1}. {way.label}", *(way.figures or figures_of(way.itinerary, t)))
    return f"<tr><td>{swatch(number)}</td>" + "".join(f"<td>{safe(cell)}</td>" for cell in cells) + "</tr>"


def swatch(number: int) -> str:
    """Give a line in the colour of the itinerary of a number, as safe HTML."""
    return (
        f'<svg width="26" height="10"><line x1="1" y1="5" x2="25" y2="5" stroke="{safe_colour(colour_of(number))}" '
        'stroke-width="4"/></svg>'
    )


def figures_of(one: Itinerary, t: Translator, band: Band | None = None) -> tuple[str, ...]:
    """Say in few words what an itinerary takes; its hours by its own band if no other is given."""
    band = band or one.hours_band
    return (
        f"USD {one.cost_usd:,.0f}",
        t(
            "{days:.1f} d ({low:.1f}–{high:.1f})",
            days=days(band.typical),
            low=days(band.low),
            high=days(band.high),
        ),
        f"{one.distance_km:,.0f} km",
    )
