"""The rules without which a network cannot be built: unique keys, references that lead somewhere, possible states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corridor.data.column import fields_of
from corridor.data.tables import TABLES, Rows, Table, key_of, table
from corridor.errors import Finding, nearest
from corridor.model.state import STATES, State

_CARRIERS = {"rail": {"wagon"}, "road": {"truck"}, "sea": {"ship", "truck", "wagon"}, "pipeline": {"pipe"}}


def check_references(rows: Rows) -> list[Finding]:
    """Give every duplicate key and every reference to something that is not there."""
    found = [finding for item in TABLES for finding in _duplicates(item, rows[item.name])]
    for item in TABLES:
        found += _dangling(item, rows)
    found += _subjects(rows)
    found += _rivals(rows)
    found += _link_states(rows["link"])
    found += _transfer_states(rows["transfer"])
    return found


def _duplicates(item: Table, rows: list[Any]) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(part.casefold() for part in key_of(item, row)) if len(item.key) == 1 else key_of(item, row)
        if key in seen:
            message = f"the key stands already in row {seen[key]}"
            yield Finding("N301", "error", item.file, row.line, ",".join(item.key), " ".join(key).strip(), message)
        seen.setdefault(key, row.line)


def _dangling(item: Table, rows: Rows) -> Iterator[Finding]:
    for field in fields_of(item.row_class):
        if not field.column.refers_to:
            continue
        target, column = field.column.refers_to.split(".")
        known = {getattr(row, column) for row in rows[table(target).name]}
        for row in rows[item.name]:
            value = getattr(row, field.name)
            for word in value if isinstance(value, tuple) else (value,):
                if word and word not in known:
                    yield _missing(item.file, row.line, field.name, word, target, known)


def _subjects(rows: Rows) -> Iterator[Finding]:
    events = {row.transfer_id for row in rows["transfer"]} | {row.service_id for row in rows["service"]}
    for name in ("dwell", "charge"):
        for row in rows[name]:
            if row.subject and row.subject not in events:
                yield _missing(f"{name}.csv", row.line, "subject", row.subject, "transfer or service", events)
    running = {row.service_id for row in rows["service"]} | {row.link_id for row in rows["link"]}
    for row in rows["timetable"]:
        if row.subject not in running:
            yield _missing("timetable.csv", row.line, "subject", row.subject, "service or link", running)
    things = {row.link_id for row in rows["link"]} | {row.node_id for row in rows["node"]}
    for row in rows["capacity"]:
        if row.subject not in things and not row.subject.startswith("corridor:"):
            yield _missing("capacity.csv", row.line, "subject", row.subject, "link or node", things)


def _missing(file: str, line: int, field: str, value: str, target: str, known: set[str]) -> Finding:
    near = nearest(value, known, 1)
    hint = f"did you mean {near[0]}?" if near else ""
    return Finding("N302", "error", file, line, field, value, f"there is no such {target}", hint)


def _rivals(rows: Rows) -> Iterator[Finding]:
    """Find second services on a link and second rows for one crossing: only one could apply."""
    seen: set[tuple[str, str]] = set()
    for row in rows["service"]:
        if ("", row.link_id) in seen:
            message = "another service runs on this link already; a link has one"
            yield Finding("N305", "error", "service.csv", row.line, "link_id", row.link_id, message)
        seen.add(("", row.link_id))
    for row in rows["transfer"]:
        if row.kind == "border":
            if (row.from_country, row.link_id) in seen:
                message = f"another row has the crossing out of {row.from_country} by this link already"
                yield Finding("N305", "error", "transfer.csv", row.line, "link_id", row.link_id, message)
            seen.add((row.from_country, row.link_id))


def _link_states(links: list[Any]) -> Iterator[Finding]:
    """Find links whose mode, carrier and gauge do not fit together."""
    for row in links:
        if row.carried_on not in _CARRIERS.get(row.mode, ()):
            message = f"{row.mode} freight is not carried on a {row.carried_on}"
            yield Finding("N303", "error", "link.csv", row.line, "carried_on", row.carried_on, message)
        elif State(row.mode, row.carried_on, row.gauge_mm) not in STATES.values():
            message = "wagons need one of the gauges 1435, 1520, 1676, and nothing else has a gauge"
            yield Finding("N303", "error", "link.csv", row.line, "gauge_mm", str(row.gauge_mm or ""), message)


def _transfer_states(transfers: list[Any]) -> Iterator[Finding]:
    """Find transfers that lead nowhere, and gauge changes that change no gauge."""
    for row in transfers:
        if row.kind == "border":
            continue
        if row.from_state not in STATES or row.to_state not in STATES:
            message = "a transfer that is no border needs both states"
            yield Finding("N304", "error", "transfer.csv", row.line, "from_state", row.from_state, message)
            continue
        before, after = STATES[row.from_state], STATES[row.to_state]
        changes = before.mode == after.mode == "rail" and before.gauge_mm != after.gauge_mm
        if (row.kind == "gauge_change") != changes:
            message = f"{row.kind} does not fit {row.from_state} to {row.to_state}"
            yield Finding("N304", "error", "transfer.csv", row.line, "kind", row.kind, message)
