"""Figures: in order, with a range where they are estimates, with a unit that fits, and not stale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from corridor.data.checks.rule import Objection, Subject, rule
from corridor.data.tables import TABLES

_STALE_YEARS = 12
_STALE_STATUS_DAYS = 400
_LONG_FORM = (
    "running_time", "speed", "dwell", "charge", "tariff", "emission_factor", "parameter", "capacity",
)  # fmt: skip
_UNITS = {"running_time": ("h",), "speed": ("km/h",), "dwell": ("h",)}


def _figures(subject: Subject) -> Iterator[tuple[str, Any, str, float, float | None, float | None]]:
    for name in _LONG_FORM:
        for row in subject.rows[name]:
            yield f"{name}.csv", row, "value", row.value, row.low, row.high
    for row in subject.rows["link"]:
        yield "link.csv", row, "length_km", row.length_km, row.length_km_low, row.length_km_high
    for row in subject.rows["service"]:
        yield (
            "service.csv",
            row,
            "departures_per_week",
            row.departures_per_week,
            row.departures_low,
            row.departures_high,
        )


@rule("N431", "error")
def range_in_order(subject: Subject) -> Iterator[Objection]:
    """The low end is not above the value, nor the value above the high end."""
    for file, row, field, value, low, high in _figures(subject):
        if (low is not None and low > value) or (high is not None and high < value):
            yield Objection(file, row.line, field, value, f"not between its low {low} and its high {high}")


@rule("N432", "error")
def estimate_without_range(subject: Subject) -> Iterator[Objection]:
    """An estimate (confidence C) has a low and a high end."""
    for file, row, field, value, low, high in _figures(subject):
        if row.confidence == "C" and (low is None or high is None):
            yield Objection(file, row.line, field, value, "an estimate without a range", "give low and high")


@rule("N433", "warning")
def stale_figure(subject: Subject) -> Iterator[Objection]:
    """A price, dwell, speed or status is not older than twelve years."""
    for name in ("dwell", "charge", "tariff", "speed", "service"):
        for row in subject.rows[name]:
            if int(row.as_of[:4]) < subject.today.year - _STALE_YEARS:
                yield Objection(f"{name}.csv", row.line, "as_of", row.as_of, "older than twelve years")


@rule("N434", "error")
def date_to_come(subject: Subject) -> Iterator[Objection]:
    """No figure is dated in the future."""
    today = subject.today.isoformat()
    for item in TABLES:
        for row in subject.rows[item.name]:
            for name in ("as_of", "status_as_of", "checked_on"):
                text = getattr(row, name, "")
                if text and text > today[: len(text)]:
                    yield Objection(item.file, row.line, name, text, "in the future")


@rule("N435", "warning")
def stale_status(subject: Subject) -> Iterator[Objection]:
    """The status of a link that is not simply open was checked within 400 days."""
    for link in subject.rows["link"]:
        text = link.status_as_of
        if link.status == "open" or not text:
            continue
        checked = date.fromisoformat(text + "-12-28"[len(text) - 4 :])  # a bare year or month: its end
        age = (subject.today - checked).days
        if age > _STALE_STATUS_DAYS:
            yield Objection("link.csv", link.line, "status_as_of", text, f"checked {age} days ago", "check it again")


@rule("N436", "error")
def wrong_unit(subject: Subject) -> Iterator[Objection]:
    """A figure's unit is the one that its table is read in."""
    for name, units in _UNITS.items():
        for row in subject.rows[name]:
            if row.unit not in units:
                yield Objection(f"{name}.csv", row.line, "unit", row.unit, f"must be {units[0]}")
    for row in subject.rows["tariff"]:
        wanted = f"USD/{row.cargo_unit}" + ("-km" if row.basis == "per_km" else "")
        if row.unit != wanted:
            yield Objection("tariff.csv", row.line, "unit", row.unit, f"must be {wanted}")
    for row in subject.rows["charge"]:
        if row.unit != f"USD/{row.cargo_unit}":
            yield Objection("charge.csv", row.line, "unit", row.unit, f"must be USD/{row.cargo_unit}")
    for row in subject.rows["emission_factor"]:
        wanted = "gCO2e/tkm" if row.activity == "haulage" else "kgCO2e/teu"
        if row.unit != wanted:
            yield Objection("emission_factor.csv", row.line, "unit", row.unit, f"must be {wanted}")


@rule("N437", "info")
def source_uncited(subject: Subject) -> Iterator[Objection]:
    """Every source is cited by some figure, or named in its note."""
    cited = set()
    for item in TABLES:
        if item.name != "source":
            for row in subject.rows[item.name]:
                cited |= {getattr(row, "source_id", ""), getattr(row, "status_source_id", "")}
                cited |= {word.strip("[](),;:.") for word in getattr(row, "note", "").split()}
    for row in subject.rows["source"]:
        if row.source_id not in cited:
            yield Objection("source.csv", row.line, "source_id", row.source_id, "no figure cites this source")


@rule("N438", "warning")
def source_without_address(subject: Subject) -> Iterator[Objection]:
    """A source has an address, unless it is a method and says so in its note."""
    for row in subject.rows["source"]:
        if not row.url and not row.note:
            yield Objection("source.csv", row.line, "url", "", "neither an address nor a note on where it is")
