"""Closures: rows of the dwell table that say how often a sailing finds its port shut, and for how long."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.data.checks.rule import Objection, Subject, rule

_FILE = "dwell.csv"


@rule("N472", "error")
def unclear_closure(subject: Subject) -> Iterator[Objection]:
    """A closure belongs to a service and to some months, and has a chance above 0; nothing else has one."""
    services = {row.service_id for row in subject.rows["service"]}
    for row in subject.rows["dwell"]:
        if row.activity != "closure":
            if row.chance is not None:
                yield Objection(_FILE, row.line, "chance", row.chance, "only a closure has a chance")
            continue
        if not row.chance:
            yield Objection(_FILE, row.line, "chance", row.chance, "a closure needs the share of sailings that meet it")
        if row.subject not in services:
            yield Objection(_FILE, row.line, "subject", row.subject, "a closure is of a service", "name its service_id")
        if not row.months:
            yield Objection(_FILE, row.line, "months", "", "a closure is of some months; the year-round wait has it")
