"""The dates of an itinerary with a departure: each step begins when the one before has ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from corridor.model.itinerary import Itinerary, Leg, TransferStep
from corridor.model.ledger import total
from corridor.model.zones import zone_of


def spans_of(itinerary: Itinerary) -> tuple[tuple[datetime, datetime], ...]:
    """Give begin and end of each step, in the local time of the place where each happens."""
    departs = itinerary.departs
    assert departs is not None  # noqa: S101 - asked for by who knows
    now, found = departs.astimezone(UTC), []
    for step in itinerary.steps:
        then = now + timedelta(minutes=total(step.entries, "hours"))
        begins, ends = _zones(itinerary, step)
        found.append((now.astimezone(begins), then.astimezone(ends)))
        now = then
    return tuple(found)


def _zones(itinerary: Itinerary, step: Leg | TransferStep) -> tuple[tzinfo, tzinfo]:
    nodes = itinerary.network.nodes
    places = (step.from_node_id, step.to_node_id) if isinstance(step, Leg) else (step.node_id, step.node_id)
    return zone_of(nodes[places[0]]), zone_of(nodes[places[1]])


def span_dict(span: tuple[datetime, datetime]) -> dict[str, str]:
    """Give a step's begin and end as ISO 8601 instants with their local offsets."""
    return {"begins": span[0].isoformat(), "ends": span[1].isoformat()}
