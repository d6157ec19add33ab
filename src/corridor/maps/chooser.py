"""A map of many itineraries of which one is shown at a time, chosen by the page around it.

The lines of all lie under it in grey; what is drawn of the chosen one is what a map of it alone would show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from branca.element import MacroElement
from jinja2 import Template

from corridor.lang import Translator
from corridor.maps.bulk import SCALE, steps_of
from corridor.maps.itinerary import by_place, circle_of, fit, named
from corridor.maps.page import Drawing, counted_ids, new_map, page_of
from corridor.maps.safe import safe
from corridor.maps.style import BETWEEN, STROKES, legend
from corridor.maps.words import NOTE, leg_words
from corridor.model.itinerary import Itinerary

_TOLERANCE = 0.01
_MODES = tuple(STROKES)
_GROUPS = ["loading", "transshipment", "border", "gauge_change"]


class Chooser(MacroElement):
    """All lines once, and for each itinerary which of them it takes; `corridorShow(number)` draws one."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function () {
            var data = {{ this.data }}, map = {{ this._parent.get_name() }};
            var canvas = L.canvas({padding: 0.3});
            var lines = data[0].map(function (steps) {
                var x = 0, y = 0, points = [];
                for (var i = 0; i < steps.length; i += 2) {
                    x += steps[i]; y += steps[i + 1];
                    points.push([y / data[3], x / data[3]]);
                }
                return points;
            });
            lines.forEach(function (line) {
                L.polyline(line, {renderer: canvas, color: "#8a949c", weight: 1.4, interactive: false}).addTo(map);
            });
            var chosen = L.featureGroup().addTo(map);
            window.corridorShow = function (number) {
                chosen.clearLayers();
                data[1][number][0].forEach(function (leg) {
                    var stroke = data[2][leg[0]];
                    leg[2].forEach(function (line) {
                        L.polyline(lines[line], {color: "#ffffff", weight: stroke[1] + 3, opacity: 0.9,
                            interactive: false}).addTo(chosen);
                        L.polyline(lines[line], {color: stroke[0], weight: stroke[1], dashArray: stroke[2] || null})
                            .bindTooltip(leg[1], {sticky: true}).bindPopup(leg[1]).addTo(chosen);
                    });
                });
                data[1][number][1].forEach(function (mark) {
                    L.circleMarker([mark[0], mark[1]], {radius: mark[2], color: "#1a1a1a", weight: 1,
                        fillColor: mark[3], fillOpacity: 0.92}).bindTooltip(mark[4]).bindPopup(mark[4]).addTo(chosen);
                });
                data[1][number][2].forEach(function (name) {
                    L.marker([name[0], name[1]], {interactive: false, icon: L.divIcon({html: name[2], className: "",
                        iconSize: [1, 1], iconAnchor: [-11, 22]})}).addTo(chosen);
                });
            };
        })();
        {% endmacro %}
        """
    )

    def __init__(self, itineraries: Sequence[Itinerary], t: Translator) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Chooser"
        order: dict[str, int] = {}
        told = [_told(one, order, t) for one in itineraries]
        network = itineraries[0].network
        lines = [steps_of(network.coordinates(link_id), _TOLERANCE) for link_id in order]
        strokes = [[stroke.colour, stroke.width, stroke.dash] for stroke in STROKES.values()]
        text = json.dumps([lines, told, strokes, SCALE], ensure_ascii=False, separators=(",", ":"))
        # Jinja evaluates the page a second time: no bracket of JSON may look like one of its own.
        self.data = text.replace("{", "\\u007b").replace("}", "\\u007d")


class Script(MacroElement):
    """A script that runs once the map stands."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.text }}{% endmacro %}")

    def __init__(self, text: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Script"
        if re.search(r"{[{%#]|</", text):
            msg = "a script must hold nothing that a template or a page would take for its own"
            raise ValueError(msg)
        self.text = text


class Around(NamedTuple):
    """What stands around the map, as safe HTML, CSS and JavaScript."""

    lead: str
    rest: str
    style: str
    script: str
    """Runs at the end, and calls `corridorShow(number)`."""


def page_with_chooser(title: str, itineraries: Sequence[Itinerary], around: Around, t: Translator) -> Drawing:
    """Give a page with a map of itineraries, one shown at a time."""
    with counted_ids():
        made = new_map(height="440px")
        made.add_child(Chooser(itineraries, t))
        made.add_child(Script(around.script))
        fit(made, [line for one in itineraries for line in one.coordinates])
        modes = [mode for mode in STROKES if any(leg.mode == mode for one in itineraries for leg in one.legs)]
        key = f'{legend(modes, _GROUPS, t)}<p class="note">{safe(t(NOTE))}</p>'
        body = f'<div id="lead">{around.lead}</div><div id="rest">{key}{around.rest}</div>'
        return Drawing(page_of(made, safe(title), f"{BETWEEN}{around.style}", body))


def _told(one: Itinerary, order: dict[str, int], t: Translator) -> list[Any]:
    network = one.network
    legs = []
    for leg in one.legs:
        numbers = [order.setdefault(link_id, len(order)) for link_id in leg.link_ids]
        words = "<br>".join(safe(word) for word in leg_words(network, leg, t))
        legs.append([_MODES.index(leg.mode), words, numbers])
    marks = [list(circle_of(one, node_id, stops, t)) for node_id, stops in by_place(one).items()]
    names = []
    for node_id in named(one):
        node = network.nodes[node_id]
        names.append([node.lat, node.lon, f'<div class="place">{safe(t.place(node, short=True))}</div>'])
    return [legs, marks, names]
