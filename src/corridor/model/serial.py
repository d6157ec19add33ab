"""The shapes in which an itinerary leaves the library: the JSON contract, GeoJSON, rows and plain text."""

from __future__ import annotations

from typing import Any

from corridor.model.itinerary import Band, Itinerary, Leg, TransferStep
from corridor.model.ledger import Entry
from corridor.units import days, hours, kilograms, usd

SCHEMA_VERSION = 1


def band_dict(band: Band, names: tuple[str, ...]) -> dict[str, float]:
    """Give a band under the names of its three values (or of its ends, when two are given)."""
    values = (band.low, band.typical, band.high) if len(names) == 3 else (band.low, band.high)  # noqa: PLR2004
    return dict(zip(names, values, strict=True))


def leg_dict(leg: Leg) -> dict[str, Any]:
    """Give one leg of the JSON contract."""
    return {
        "mode": leg.mode,
        "carried_on": leg.state.carried_on,
        "gauge_mm": leg.state.gauge_mm,
        "from": leg.from_node_id,
        "to": leg.to_node_id,
        "distance_km": leg.distance_km,
        "hours": leg.hours,
        "cost_usd": leg.cost_usd,
        "co2e_kg": leg.co2e_kg,
        "links": list(leg.link_ids),
    }


def transfer_dict(step: TransferStep) -> dict[str, Any]:
    """Give one transfer of the JSON contract."""
    return {
        "place": step.node_id,
        "kind": step.kind,
        "label": step.label,
        "subject": step.subject,
        "hours": step.hours,
        "cost_usd": step.cost_usd,
        "co2e_kg": step.co2e_kg,
    }


def _with_dates(itinerary: Itinerary, document: dict[str, Any]) -> dict[str, Any]:
    """Add the begin and end of each leg and transfer, and of the whole, where a departure was asked for."""
    if not itinerary.spans:
        return document
    from corridor.model.dates import span_dict  # noqa: PLC0415 - few itineraries have dates

    dated = list(zip(itinerary.steps, map(span_dict, itinerary.spans), strict=True))
    for name, kind in (("legs", Leg), ("transfers", TransferStep)):
        spans = [span for step, span in dated if isinstance(step, kind)]
        document[name] = [part | span for part, span in zip(document[name], spans, strict=True)]
    departs, arrives = itinerary.spans[0][0].isoformat(), itinerary.spans[-1][1].isoformat()
    return document | {"departs": departs, "arrives": arrives, "remarks": list(itinerary.remarks)}


def itinerary_dict(itinerary: Itinerary) -> dict[str, Any]:
    """Give an itinerary in the JSON contract of the command line."""
    document = {
        "corridor": itinerary.corridor,
        "totals": {
            "cost_usd": itinerary.cost_usd,
            "hours": itinerary.hours,
            "distance_km": itinerary.distance_km,
            "co2e_kg": itinerary.co2e_kg,
        },
        "hours_band": band_dict(itinerary.hours_band, ("p10", "p50", "p90")),
        "cost_band": band_dict(itinerary.cost_band, ("low", "high")),
        "distance_km_by_mode": itinerary.distance_km_by_mode,
        "distance_km_by_country": itinerary.distance_km_by_country,
        "hours_by_activity": itinerary.hours_by_activity,
        "countries": list(itinerary.countries),
        "places": list(itinerary.places),
        "legs": [leg_dict(leg) for leg in itinerary.legs],
        "transfers": [transfer_dict(step) for step in itinerary.transfers],
        "steps": ["leg" if isinstance(step, Leg) else "transfer" for step in itinerary.steps],
        "advisories": [str(advisory) for advisory in itinerary.advisories],
        "sources": [source.source_id for source in itinerary.sources],
    }
    return _with_dates(itinerary, document)


_NATURAL = {"hours": ("h", hours), "cost": ("USD", usd), "co2e": ("kg CO2e", kilograms)}


def entry_row(place: str, step_kind: str, entry: Entry) -> dict[str, Any]:
    """Give one line of the ledger with its figure, source and confidence, in natural units."""
    unit, convert = _NATURAL[entry.measure]
    figure = entry.figure
    return {
        "place": place,
        "step": step_kind,
        "measure": entry.measure,
        "item": entry.item,
        "amount": convert(entry.amount),
        "low": convert(entry.low),
        "high": convert(entry.high),
        "unit": unit,
        "quantity": round(entry.quantity, 3),
        "quantity_unit": entry.quantity_unit,
        "figure": figure.value,
        "figure_low": figure.low,
        "figure_high": figure.high,
        "figure_unit": figure.unit,
        "as_of": figure.as_of,
        "source": figure.source_id,
        "confidence": figure.confidence,
        "table": figure.table,
        "key": figure.key,
        "subject": entry.subject,
        "note": figure.note,
    }


def entry_rows(itinerary: Itinerary) -> list[dict[str, Any]]:
    """Give the whole ledger, one row a line, in the order of travel."""
    rows = []
    for step in itinerary.steps:
        if isinstance(step, Leg):
            where, kind = f"{step.from_node_id} > {step.to_node_id}", str(step.mode)
        else:
            where, kind = step.node_id, str(step.kind)
        rows += [entry_row(where, kind, entry) for entry in step.entries]
    return rows


def itinerary_geojson(itinerary: Itinerary) -> dict[str, Any]:
    """Give a FeatureCollection: one LineString a leg and one Point a transfer, in order."""
    features: list[dict[str, Any]] = []
    document = itinerary_dict(itinerary)
    for leg, line in zip(document["legs"], itinerary.coordinates, strict=True):
        line_geometry: dict[str, Any] = {"type": "LineString", "coordinates": [list(point) for point in line]}
        features.append({"type": "Feature", "properties": leg, "geometry": line_geometry})
    for step in document["transfers"]:
        node = itinerary.network.nodes[step["place"]]
        point_geometry: dict[str, Any] = {"type": "Point", "coordinates": [node.lon, node.lat]}
        features.append({"type": "Feature", "properties": step, "geometry": point_geometry})
    return {"type": "FeatureCollection", "features": features}


def itinerary_text(itinerary: Itinerary) -> str:
    """Give an itinerary as plain lines, for `print` in a script."""
    name = {node_id: node.name for node_id, node in itinerary.network.nodes.items()}
    band = itinerary.hours_band
    lines = [
        f"{name[itinerary.origin]} to {name[itinerary.destination]}: {itinerary.consignment}",
        f"{itinerary.corridor}: {days(itinerary.hours):.1f} days "
        f"(p10 {days(band.low):.1f}, p90 {days(band.high):.1f}), "
        f"USD {itinerary.cost_usd:,.0f} ({itinerary.cost_band.low:,.0f}–{itinerary.cost_band.high:,.0f}), "
        f"{itinerary.distance_km:,.0f} km, {itinerary.co2e_kg:,.0f} kg CO2e",
    ]
    for step in itinerary.steps:
        if isinstance(step, Leg):
            where = f"{step.mode} {name[step.from_node_id]} > {name[step.to_node_id]}, {step.distance_km:,.0f} km"
        else:
            where = f"{step.label or step.kind} at {name[step.node_id]}"
        lines.append(f"  {where}: {step.hours:.1f} h, USD {step.cost_usd:,.0f}, {step.co2e_kg:,.0f} kg CO2e")
    lines += [f"  ! {advisory}" for advisory in itinerary.advisories]
    return "\n".join(lines)
