"""Drawing an itinerary: legs by mode, transfers as circles sized by dwell, everything with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import folium

from corridor.maps.page import Drawing, OfflineMap, counted_ids, new_map, page_of
from corridor.maps.safe import safe
from corridor.maps.style import CSS, GROUP_OF_KIND, MARKS, STROKES, legend, titled
from corridor.model.itinerary import Itinerary, Leg, TransferStep
from corridor.model.network import Coordinates, Network
from corridor.units import PRICE_YEAR, days

_POINT = 0.01
"""Degrees below which all lines are one point, which Leaflet cannot fit a map to."""
NOTE = (
    "Leaflet. Land and borders: Natural Earth 1:50m, drawn as the source has them. "
    "CO2e: ISO 14083-structured estimate from default data."
)


def draw_itinerary(itinerary: Itinerary) -> Drawing:
    """Draw one itinerary: legs by mode, transfers as circles sized by dwell."""
    with counted_ids():
        made = new_map()
        legs = folium.FeatureGroup(name="legs")
        made.add_child(legs)
        for leg, line in zip(itinerary.legs, itinerary.coordinates, strict=True):
            _draw_leg(itinerary, leg, line, legs)
        marks = folium.FeatureGroup(name="transfers")
        made.add_child(marks)
        for node_id, steps in _by_place(itinerary).items():
            _draw_place(itinerary, node_id, steps, marks)
        names = folium.FeatureGroup(name="names")
        made.add_child(names)
        for node_id in named(itinerary):
            write_name(itinerary.network, node_id, names)
        folium.LayerControl(collapsed=True).add_to(made)
        fit(made, itinerary.coordinates)
        title = _title(itinerary)
        return Drawing(page_of(made, title, CSS, _panels(itinerary, title)))


def _title(itinerary: Itinerary) -> str:
    nodes = itinerary.network.nodes
    return safe(f"{nodes[itinerary.origin].name} to {nodes[itinerary.destination].name}")


def _draw_leg(itinerary: Itinerary, leg: Leg, line: Coordinates, group: folium.FeatureGroup) -> None:
    nodes, stroke = itinerary.network.nodes, STROKES[leg.mode]
    points = [(lat, lon) for lon, lat in line]
    ends = f"{nodes[leg.from_node_id].name} – {nodes[leg.to_node_id].name}"
    gauge = f", {leg.state.gauge_mm} mm" if leg.state.gauge_mm else ""
    words = [
        f"{leg.mode}{gauge}: {ends}",
        f"{leg.distance_km:,.0f} km, {leg.hours:,.1f} h, USD {leg.cost_usd:,.0f}, {leg.co2e_kg:,.0f} kg CO2e",
        "Sources: " + ", ".join(dict.fromkeys(entry.figure.source_id for entry in leg.entries)),
    ]
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
        popup=folium.Popup(html, max_width=340),
    ).add_to(group)


def _by_place(itinerary: Itinerary) -> dict[str, list[TransferStep]]:
    places: dict[str, list[TransferStep]] = {}
    for step in itinerary.transfers:
        places.setdefault(step.node_id, []).append(step)
    return places


def _draw_place(itinerary: Itinerary, node_id: str, steps: list[TransferStep], group: folium.FeatureGroup) -> None:
    node = itinerary.network.nodes[node_id]
    kinds = [GROUP_OF_KIND.get(step.kind, step.kind) for step in steps]
    chief = next(kind for kind in ("loading", "gauge_change", "transshipment", "border") if kind in kinds)
    hours = sum(step.hours for step in steps)
    words = [f"{node.name} ({node.country})"]
    words += [f"{step.label or step.kind}: {step.hours:,.1f} h, USD {step.cost_usd:,.0f}" for step in steps]
    html = "<br>".join(safe(word) for word in words)
    folium.CircleMarker(
        (node.lat, node.lon),
        radius=round(4 + min(14.0, sqrt(hours)), 1),
        color="#1a1a1a",
        weight=1,
        fill_color=MARKS[chief][0],
        fill_opacity=0.92,
        tooltip=folium.Tooltip(html),
        popup=folium.Popup(html, max_width=340),
    ).add_to(group)


def named(itinerary: Itinerary) -> list[str]:
    """Give the places whose names are written: the ends, and where cargo changes carriage."""
    telling = [step.node_id for step in itinerary.transfers if step.kind not in {"border", "waiting"}]
    return list(dict.fromkeys([itinerary.origin, *telling, itinerary.destination]))


def write_name(network: Network, node_id: str, group: folium.FeatureGroup) -> None:
    """Write the name of a place beside it, without what stands in brackets."""
    node = network.nodes[node_id]
    short = node.name.split(" (")[0]
    icon = folium.DivIcon(html=f'<div class="place">{safe(short)}</div>', icon_size=(1, 1), icon_anchor=(-11, 22))
    folium.Marker((node.lat, node.lon), icon=icon, interactive=False).add_to(group)


def fit(made: OfflineMap, lines: Sequence[Coordinates]) -> None:
    """Let a map begin with all lines in view."""
    lons = [lon for line in lines for lon, _ in line]
    lats = [lat for line in lines for _, lat in line]
    slack = 0.0 if max(lats) - min(lats) > _POINT or max(lons) - min(lons) > _POINT else 1.0
    made.fit_bounds([[min(lats) - slack, min(lons) - slack], [max(lats) + slack, max(lons) + slack]], padding=(40, 60))


def _panels(itinerary: Itinerary, title: str) -> str:
    band, cost, network = itinerary.hours_band, itinerary.cost_band, itinerary.network
    lines = [
        f"{itinerary.consignment}",
        f"{itinerary.corridor_name or itinerary.corridor}; {' '.join(itinerary.countries)}",
        f"{days(itinerary.hours):.1f} days ({days(band.low):.1f}–{days(band.high):.1f}, p10–p90)",
        f"USD {itinerary.cost_usd:,.0f} of {PRICE_YEAR} ({cost.low:,.0f}–{cost.high:,.0f}); "
        f"{itinerary.distance_km:,.0f} km; {itinerary.co2e_kg:,.0f} kg CO2e",
        f"Scenario {itinerary.scenario}; network as of {network.as_of}; {len(itinerary.sources)} sources",
    ]
    told = "".join(f"<p>{safe(line)}</p>" for line in lines)
    told += "".join(
        f'<p class="warning">{safe(advisory.title)} (checked {safe(advisory.checked_on)})</p>'
        for advisory in itinerary.advisories
    )
    modes = [mode for mode in STROKES if any(leg.mode == mode for leg in itinerary.legs)]
    found = {GROUP_OF_KIND.get(step.kind, step.kind) for step in itinerary.transfers}
    groups = [group for group in MARKS if group in found]
    return f'{titled(title, told)}{legend(modes, groups)}<div id="note" class="panel">{safe(NOTE)}</div>'
