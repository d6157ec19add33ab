"""Timetables and services: rows that can be read in one way only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corridor.data.checks.rule import Objection, Subject, rule
from corridor.model.timetable import DAYS

_FILE = "timetable.csv"


@rule("N471", "error")
def unreadable_timetable(subject: Subject) -> Iterator[Objection]:
    """A timetable row gives departures of a service or hours of a link, its days in order, its validity too."""
    services = {row.service_id for row in subject.rows["service"]}
    for row in subject.rows["timetable"]:
        yield from _faults(row, is_service=row.subject in services)


def _faults(row: Any, *, is_service: bool) -> Iterator[Objection]:  # noqa: ANN401 - TimetableRow
    if is_service and row.ends:
        yield Objection(_FILE, row.line, "ends", row.ends, "a departure has no end", "hours of opening are of a link")
    if not is_service and not (row.begins and row.ends):
        yield Objection(_FILE, row.line, "ends", row.ends, "hours of opening need a begin and an end")
    if row.ends and row.begins == row.ends:
        yield Objection(_FILE, row.line, "ends", row.ends, "opens and shuts at the same minute")
    if not is_service and row.cutoff_hours is not None:
        yield Objection(_FILE, row.line, "cutoff_hours", row.cutoff_hours, "only departures have a cut-off")
    if list(row.days) != sorted(set(row.days), key=DAYS.index):
        yield Objection(_FILE, row.line, "days", " ".join(row.days), "days stand once each, from mon to sun")
    if row.valid_to and row.valid_to < row.valid_from:
        yield Objection(_FILE, row.line, "valid_to", row.valid_to, "ends before it begins")


@rule("N473", "error")
def unfillable_service(subject: Subject) -> Iterator[Objection]:
    """Only a service that leaves when full says with how many units it does."""
    for row in subject.rows["service"]:
        if row.units_to_fill is not None and row.regularity != "when_full":
            message = f"its regularity is {row.regularity}"
            yield Objection("service.csv", row.line, "units_to_fill", row.units_to_fill, message, "when_full?")


@rule("N474", "warning")
def days_of_both_ways(subject: Subject) -> Iterator[Objection]:
    """Days of departure hold for one way of a link; a ship is not at both of its ends on the same day."""
    link_of = {row.service_id: row.link_id for row in subject.rows["service"]}
    for row in subject.rows["timetable"]:
        link = subject.links.get(link_of.get(row.subject, ""))
        if link is not None and not link.directed:
            message = f"{link.link_id} goes both ways, with the same days from both ends"
            yield Objection(_FILE, row.line, "subject", row.subject, message, "give each way a link and a service")
