"""The page: a Folium map without its ten files from four hosts, with everything it needs inside.

Leaflet comes from XStatic-Leaflet, the very version that Folium pins; its pictures become data URIs.  A
content security policy forbids the browser to fetch anything.  Folium's ids are random; ours count.
"""

from __future__ import annotations

import base64
import itertools
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Template
from xstatic.pkg import leaflet

from corridor.data.outlines import outlines_text
from corridor.data.write import write_text

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_IDS = threading.Lock()

# Folium's popups ask jQuery for one thing only: to make an element of a piece of HTML.
_DOLLAR = "window.$=function(h){var d=document.createElement('div');d.innerHTML=h.trim();return [d.firstChild]};"


class Verbatim(Element):
    """A piece of the page that is put in as it is, not evaluated as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text


class OfflineMap(folium.Map):
    """A Folium map that links to no script and no style sheet."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - as Folium declares them
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class BaseMap(MacroElement):
    """Land and borders as vectors, under everything else."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        (function () {
            var data = {{ this.data }};
            function line(steps) {
                var x = 0, y = 0, out = [];
                for (var i = 0; i < steps.length; i += 2) {
                    x += steps[i]; y += steps[i + 1];
                    out.push([y / data.scale, x / data.scale]);
                }
                return out;
            }
            var map = {{ this._parent.get_name() }};
            map.createPane("base").style.zIndex = 100;
            var canvas = L.canvas({pane: "base", padding: 0.5});
            var under = {pane: "base", renderer: canvas, interactive: false};
            L.polygon(data.land.map(function (ring) { return [line(ring[1])]; }), Object.assign({
                stroke: true, color: "#b9c2c9", weight: 0.6, fillColor: "#f6f4ee", fillOpacity: 1}, under)).addTo(map);
            L.polyline(data.borders.map(line), Object.assign({
                color: "#a9a294", weight: 0.9, opacity: 0.9}, under)).addTo(map);
        })();
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "BaseMap"
        self.data = outlines_text()


class Drawing:
    """A finished map: `html()` gives the page, `save()` writes it."""

    def __init__(self, page: str) -> None:
        self._page = page

    def html(self) -> str:
        """Give the page as text."""
        return self._page

    def save(self, path: str | Path) -> Path:
        """Write the page, whole or not at all; raise `OutputError` when that fails."""
        write_text(path, self._page)
        return Path(path)


@contextmanager
def counted_ids() -> Iterator[None]:
    """Let branca number its elements, so that the same input gives the same bytes."""
    with _IDS:
        original = Element.__dict__["_generate_id"]
        numbers = itertools.count(1)
        Element._generate_id = classmethod(lambda _: f"{next(numbers):06d}")  # type: ignore[method-assign,assignment]  # noqa: SLF001
        try:
            yield
        finally:
            Element._generate_id = original  # type: ignore[method-assign]  # noqa: SLF001


def new_map(height: str = "100%") -> OfflineMap:
    """Give an empty map with land, borders and a scale; made and rendered inside `counted_ids`."""
    made = OfflineMap(
        height=height,
        location=[42, 45],
        zoom_start=4,
        tiles=None,
        control_scale=True,
        min_zoom=2,
        zoom_snap=0.25,
        attribution_control=False,
    )
    made.add_child(BaseMap())
    return made


def page_of(made: OfflineMap, title: str, style: str, body: str) -> str:
    """Render the page; `title` and `body` must be safe HTML already."""
    figure = made.get_root()
    assert isinstance(figure, Figure)  # noqa: S101 - a map always sits in a figure
    for text in (
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{title}</title>",
        f"<style>{_leaflet_css()}</style><style>{style}</style>",
        f"<script>{_leaflet_js()}</script><script>{_DOLLAR}</script>",
    ):
        figure.header.add_child(Verbatim(text))
    figure.html.add_child(Verbatim(body))
    text = figure.render()
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()) + "\n"


def _leaflet_folder() -> Path:
    return Path(leaflet.BASE_DIR)


@cache
def _leaflet_js() -> str:
    text = (_leaflet_folder() / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S+", "", text).strip()


@cache
def _leaflet_css() -> str:
    text = (_leaflet_folder() / "leaflet.css").read_text(encoding="utf-8")

    def inline(match: re.Match[str]) -> str:
        picture = (_leaflet_folder() / match[1]).read_bytes()
        return f"url(data:image/png;base64,{base64.b64encode(picture).decode()})"

    return re.sub(r"url\((images/[\w.-]+)\)", inline, text)
