"""Drawing an itinerary: legs by mode, transfers as circles sized by dwell, everything with its figures."""

from __future__ import annotations

from math import sqrt

import folium

from corridor.maps.page import Drawing, OfflineMap, counted_ids, new_map, page_of
from corridor.maps.safe import safe
from corridor.maps.style import CSS, GROUP_OF_KIND, MARKS, STROKES, legend
from corridor.model.itinerary import Itinerary, Leg, TransferStep
from corridor.model.network import Coordinates
from corridor.units import PRICE_YEAR, days

_NOTE = (
    "Leaflet. Land and borders: Natural Earth 1:50m, drawn as the source has them. "
    "CO2e: ISO 14083-structured estimate from default data."
)


def draw(itinerary: Itinerary) -> Drawing:
    """Draw an itinerary on a map that makes no network request.

    >>> import corridor as cr
    >>> best = cr.route(cr.load_network(), "Baku", "Kars")
    >>> cr.maps.draw(best).html().startswith("<!DOCTYPE html>")
    True
    """
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
        for node_id in _named(itinerary):
            _write_name(itinerary, node_id, names)
        folium.LayerControl(collapsed=True).add_to(made)
        _fit(made, itinerary.coordinates)
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


def _named(itinerary: Itinerary) -> list[str]:
    """Give the places whose names are written: the ends, and where cargo changes carriage."""
    telling = [step.node_id for step in itinerary.transfers if step.kind not in {"border", "waiting"}]
    return list(dict.fromkeys([itinerary.origin, *telling, itinerary.destination]))


def _write_name(itinerary: Itinerary, node_id: str, group: folium.FeatureGroup) -> None:
    node = itinerary.network.nodes[node_id]
    short = node.name.split(" (")[0]
    icon = folium.DivIcon(html=f'<div class="place">{safe(short)}</div>', icon_size=(1, 1), icon_anchor=(-11, 22))
    folium.Marker((node.lat, node.lon), icon=icon, interactive=False).add_to(group)


def _fit(made: OfflineMap, lines: tuple[Coordinates, ...]) -> None:
    lons = [lon for line in lines for lon, _ in line]
    lats = [lat for line in lines for _, lat in line]
    made.fit_bounds([[min(lats), min(lons)], [max(lats), max(lons)]], padding=(40, 60))


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
    return (
        f'<div id="title" class="panel"><h1>{title}</h1>{told}</div>{legend(modes, groups)}'
        f'<div id="note" class="panel">{safe(_NOTE)}</div>'
    )
