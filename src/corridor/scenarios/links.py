"""A link as a scenario makes it, and the advisory that says so where the scenario opens it."""

from __future__ import annotations

from collections.abc import Mapping

from corridor.model.link import USABLE, Link
from corridor.model.reference import Advisory
from corridor.scenarios.figures import changed, delayed
from corridor.scenarios.ops import Change

_TEXTS = ("opens", "opens_early", "opens_late", "line_class", "traction")


def altered_link(link: Link, changes: Mapping[str, Change]) -> Link:
    """Give a link with what entries change of it: status, opening, length, class, traction."""
    texts = {
        name: str(changes[name].setting.value)  # type: ignore[union-attr] # as the condition says
        for name in ("status", *_TEXTS)
        if name in changes and changes[name].setting
    }
    if "status" in texts:
        entry = changes["status"].entries[0]
        texts |= {"status_as_of": entry.as_of, "status_source_id": entry.source_id}
    made: Link = link._replace(**texts)  # type: ignore[arg-type] # columns of text
    if "opening" in changes:
        months = sum([op.value for op in changes["opening"].factors if isinstance(op.value, int)])
        made = made._replace(
            opens=delayed(made.opens, months),
            opens_early=delayed(made.opens_early, months),
            opens_late=delayed(made.opens_late, months),
        )
    if "length_km" in changes:
        made = made._replace(length=changed(link.length, changes["length_km"]))
    return made


def opened_advisory(before: Link, after: Link, change: Change | None) -> Advisory | None:
    """Give the advisory of a link that only a scenario has open; None for any other link."""
    if change is None or before.status in USABLE or after.status not in USABLE:
        return None
    entry = change.entries[0]
    status = before.status.replace("_", " ")
    span = (
        f" ({before.opens_early or '?'} to {before.opens_late or '?'})"
        if before.opens_early or before.opens_late
        else ""
    )
    expected = f"expected {before.opens}{span}" if before.opens else "with no expected opening"
    known = f"checked {before.status_as_of}, {before.status_source_id}" if before.status_as_of else "not dated"
    text = (
        f"{before.link_id} is {status} in the tables, {expected} ({known}); "
        f"scenario {entry.scenario} takes it as {after.status}: {entry.note or 'no note'}"
    )
    return Advisory(
        f"scenario-{entry.scenario}-{before.link_id}",
        "warning",
        f"Open only in scenario {entry.scenario}",
        text,
        entry.as_of,
        entry.source_id,
    )
