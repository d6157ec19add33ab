"""Drawing an itinerary: legs by mode, transfers as circles sized by dwell, everything with its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Any, NamedTuple

import folium

from corridor.lang import Translator
from corridor.maps.dates import Span, dated_legs, dated_transfers
from corridor.maps.page import Drawing, OfflineMap, counted_ids, new_map, page_of
from corridor.maps.safe import safe
from corridor.maps.style import CSS, GROUP_OF_KIND, MARKS, STROKES, legend, titled
from corridor.maps.words import NOTE, ends_of, leg_words, summary_words, transfer_words
from corridor.model.itinerary import Itinerary, Leg, TransferStep
from corridor.model.network import Coordinates, Network
from corridor.model.reference import Advisory

_POINT = 0.01
"""Degrees below which all lines are one point, which Leaflet cannot fit a map to."""
_TITLE = 165
"""Pixels down to which the folded title reaches on a narrow screen."""


def draw_itinerary(itinerary: Itinerary, t: Translator) -> Drawing:
    """Draw one itinerary: legs by mode, transfers as circles sized by dwell."""
    with counted_ids():
        made = new_map()
        legs = folium.FeatureGroup(name=safe(t("legs")))
        made.add_child(legs)
        for (leg, span), line in zip(dated_legs(itinerary), itinerary.coordinates, strict=True):
            _draw_leg(leg, leg_words(itinerary.network, leg, t, span), line, legs, is_long=bool(span))
        marks = folium.FeatureGroup(name=safe(t("transfers")))
        made.add_child(marks)
        for node_id, stops in by_place(itinerary).items():
            _draw_place(circle_of(itinerary, node_id, stops, t), marks, is_long=bool(itinerary.spans))
        names = folium.FeatureGroup(name=safe(t("names")))
        made.add_child(names)
        for node_id in named(itinerary):
            write_name(itinerary.network, node_id, names, t)
        folium.LayerControl(collapsed=True).add_to(made)
        fit(made, itinerary.coordinates)
        title = safe(ends_of(itinerary, t))
        return Drawing(page_of(made, title, CSS, _panels(itinerary, title, t)))


def _draw_leg(leg: Leg, words: Sequence[str], line: Coordinates, group: folium.FeatureGroup, *, is_long: bool) -> None:
    stroke = STROKES[leg.mode]
    points = [(lat, lon) for lon, lat in line]
    html = "<br>".join(safe(word) for word in words)
    halo = folium.PolyLine(points, color="#ffffff", weight=stroke.width + 3, opacity=0.9)  # type: ignore[no-untyped-call]
    halo.options["interactive"] = False  # Folium drops this option when it is an argument
    halo.add_to(group)
    folium.PolyLine(  # type: ignore[no-untyped-call]
        points,
        color=stroke.colour,
        weight=stroke.width,
        dash_array=stroke.dash or None,
        opacity=1,
        tooltip=folium.Tooltip(html),
        popup=popup_of(html, is_long=is_long),
    ).add_to(group)


def popup_of(html: str, *, is_long: bool = False) -> folium.Popup:
    """Give a popup of safe HTML; a long one is kept clear of the title that a narrow screen has at its top."""
    room: dict[str, Any] = {"auto_pan_padding_top_left": [2, _TITLE]} if is_long else {}
    return folium.Popup(html, max_width=340, **room)


Stop = tuple[TransferStep, Span | None]
"""A transfer, and from when to when it is made if that is known."""


def by_place(itinerary: Itinerary) -> dict[str, list[Stop]]:
    """Give the transfers that are made at each place."""
    places: dict[str, list[Stop]] = {}
    for step, span in dated_transfers(itinerary):
        places.setdefault(step.node_id, []).append((step, span))
    return places


class Circle(NamedTuple):
    """The mark of a place where cargo stands: its radius grows with the hours, its colour is that of what is chief."""

    lat: float
    lon: float
    radius: float
    colour: str
    html: str


def circle_of(itinerary: Itinerary, node_id: str, stops: list[Stop], t: Translator) -> Circle:
    """Give the mark of a place with all that is done there."""
    node = itinerary.network.nodes[node_id]
    kinds = [GROUP_OF_KIND.get(step.kind, step.kind) for step, _ in stops]
    chief = next(kind for kind in ("loading", "gauge_change", "transshipment", "border") if kind in kinds)
    hours = sum(step.hours for step, _ in stops)
    words = [
        f"{t.place(node)} ({node.country})",
        *(line for stop in stops for line in transfer_words(stop[0], t, stop[1])),
    ]
    html = "<br>".join(safe(word) for word in words)
    return Circle(node.lat, node.lon, round(4 + min(14.0, sqrt(hours)), 1), MARKS[chief][0], html)


def _draw_place(circle: Circle, group: folium.FeatureGroup, *, is_long: bool) -> None:
    html = circle.html
    folium.CircleMarker(
        (circle.lat, circle.lon),
        radius=circle.radius,
        color="#1a1a1a",
        weight=1,
        fill_color=circle.colour,
        fill_opacity=0.92,
        tooltip=folium.Tooltip(html),
        popup=popup_of(html, is_long=is_long),
    ).add_to(group)


def named(itinerary: Itinerary) -> list[str]:
    """Give the places whose names are written: the ends, and where cargo changes carriage."""
    telling = [step.node_id for step in itinerary.transfers if step.kind not in {"border", "waiting"}]
    return list(dict.fromkeys([itinerary.origin, *telling, itinerary.destination]))


def write_name(network: Network, node_id: str, group: folium.FeatureGroup, t: Translator) -> None:
    """Write the name of a place beside it, without what stands in brackets."""
    node = network.nodes[node_id]
    short = t.place(node, short=True)
    icon = folium.DivIcon(html=f'<div class="place">{safe(short)}</div>', icon_size=(1, 1), icon_anchor=(-11, 22))
    folium.Marker((node.lat, node.lon), icon=icon, interactive=False).add_to(group)


def fit(made: OfflineMap, lines: Sequence[Coordinates], below: int = 60) -> None:
    """Let a map begin with all lines in view, `below` pixels of it left free at the foot for a panel."""
    lons = [lon for line in lines for lon, _ in line]
    lats = [lat for line in lines for _, lat in line]
    slack = 0.0 if max(lats) - min(lats) > _POINT or max(lons) - min(lons) > _POINT else 1.0
    made.fit_bounds(
        [[min(lats) - slack, min(lons) - slack], [max(lats) + slack, max(lons) + slack]],
        padding_top_left=(40, 60),
        padding_bottom_right=(40, below),
    )


def advice(advisories: Iterable[Advisory], t: Translator) -> str:
    """List advisories with the day on which each was checked, as safe HTML."""
    return "".join(
        f'<p class="warning">{safe(one.title)} ({safe(t("checked {day}", day=one.checked_on))})</p>'
        for one in advisories
    )


def _panels(itinerary: Itinerary, title: str, t: Translator) -> str:
    told = "".join(f"<p>{safe(line)}</p>" for line in summary_words(itinerary, t))
    told += advice(itinerary.advisories, t)
    modes = [mode for mode in STROKES if any(leg.mode == mode for leg in itinerary.legs)]
    found = {GROUP_OF_KIND.get(step.kind, step.kind) for step in itinerary.transfers}
    groups = [group for group in MARKS if group in found]
    return f'{titled(title, told)}{legend(modes, groups, t)}<div id="note" class="panel">{safe(t(NOTE))}</div>'
