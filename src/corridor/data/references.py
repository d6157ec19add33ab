"""The rules without which a network cannot even be built: unique keys, and references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corridor.data.column import fields_of
from corridor.data.tables import TABLES, Rows, Table, key_of, table
from corridor.errors import Finding, nearest


def check_references(rows: Rows) -> list[Finding]:
    """Give every duplicate key and every reference to something that is not there."""
    found = [finding for item in TABLES for finding in _duplicates(item, rows[item.name])]
    for item in TABLES:
        found += _dangling(item, rows)
    found += _subjects(rows)
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
    things = {row.link_id for row in rows["link"]} | {row.node_id for row in rows["node"]}
    for row in rows["capacity"]:
        if row.subject not in things and not row.subject.startswith("corridor:"):
            yield _missing("capacity.csv", row.line, "subject", row.subject, "link or node", things)


def _missing(file: str, line: int, field: str, value: str, target: str, known: set[str]) -> Finding:
    near = nearest(value, known, 1)
    hint = f"did you mean {near[0]}?" if near else ""
    return Finding("N302", "error", file, line, field, value, f"there is no such {target}", hint)
