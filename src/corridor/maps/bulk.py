"""Many lines at once: coordinates as small whole steps, one canvas, and tooltips made when they are asked for.

A Folium line takes some 700 bytes of script before its first point; a network of thousands would be a page of
tens of megabytes.  Here a line is its group, its words and its steps.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from branca.element import MacroElement
from jinja2 import Template
from shapely import LineString

from corridor.maps.safe import safe, safe_colour
from corridor.model.network import Coordinates

SCALE = 1000
"""Steps of a thousandth of a degree: some 100 m, less than a pixel but on the nearest zooms."""


class Group(NamedTuple):
    """Lines that are switched on and off together, in one colour."""

    name: str
    colour: str
    width: float
    dash: str = ""


class Line(NamedTuple):
    """One line: the number of its group, its words, and its points."""

    group: int
    words: Sequence[str]
    points: Coordinates


class Bulk(MacroElement):
    """All lines of a map with their layers and a control to switch them."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function () {
            var data = {{ this.data }};
            var map = {{ this._parent.get_name() }};
            var canvas = L.canvas({padding: 0.3, tolerance: 4}), layers = {}, groups = data[0].map(function (group) {
                var layer = L.layerGroup().addTo(map);
                layers[group[0]] = layer;
                return [layer, {renderer: canvas, color: group[1], weight: group[2], dashArray: group[3] || null}];
            });
            data[1].forEach(function (line) {
                var x = 0, y = 0, points = [], steps = line[2], group = groups[line[0]];
                for (var i = 0; i < steps.length; i += 2) {
                    x += steps[i]; y += steps[i + 1];
                    points.push([y / data[2], x / data[2]]);
                }
                var drawn = L.polyline(points, group[1]).addTo(group[0]);
                if (line[1]) {
                    drawn.bindTooltip(function () { return line[1]; }, {sticky: true})
                        .bindPopup(function () { return line[1]; });
                }
            });
            L.control.layers(null, layers, {collapsed: true}).addTo(map);
        })();
        {% endmacro %}
        """
    )

    def __init__(self, groups: Sequence[Group], lines: Sequence[Line], tolerance: float) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Bulk"
        told = [[safe(one.name), safe_colour(one.colour), one.width, one.dash] for one in groups]
        drawn = [[one.group, "<br>".join(map(safe, one.words)), steps_of(one.points, tolerance)] for one in lines]
        text = json.dumps([told, drawn, SCALE], ensure_ascii=False, separators=(",", ":"))
        # Jinja evaluates the page a second time: no bracket of JSON may look like one of its own.
        self.data = text.replace("{", "\\u007b").replace("}", "\\u007d")


def steps_of(points: Coordinates, tolerance: float) -> list[int]:
    """Give a line, simplified to a tolerance in degrees, as differences of whole steps."""
    line = LineString(points).simplify(tolerance) if tolerance and len(points) > 2 else LineString(points)  # noqa: PLR2004
    steps: list[int] = []
    before = 0, 0
    for number, (lon, lat) in enumerate(line.coords):
        here = round(lon * SCALE), round(lat * SCALE)
        if number == 0 or here != before:
            steps += [here[0] - before[0], here[1] - before[1]]
            before = here
    return steps
