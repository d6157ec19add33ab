"""Figures and dates as a scenario makes them: exact factors, and on each figure who changed it and what it was."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from corridor.model.figure import Confidence, Figure
from corridor.scenarios.entry import Entry
from corridor.scenarios.ops import Amount, Change

_MONTHS: Final = 12


def amount_of(figure: Figure) -> Amount:
    """Give a figure's number without its provenance."""
    return Amount(figure.value, figure.low, figure.high, figure.unit)


def times(base: Amount, factors: Sequence[Amount]) -> Amount:
    """Multiply a number and its ends, exactly, so that the order of the factors does not matter.

    >>> times(Amount(1.1, 1, 2, "h"), [Amount(3, 2, 4), Amount(0.1, 0.1, 0.1)])
    Amount(value=0.33, low=0.2, high=0.8, unit='h')
    """
    ends = [Fraction(str(end)) for end in base[:3]]
    for factor in factors:
        ends = [end * Fraction(str(by)) for end, by in zip(ends, factor[:3], strict=True)]
    value, low, high = map(float, ends)
    return Amount(value, min(low, value), max(high, value), base.unit)


def changed(figure: Figure | None, change: Change, base: Amount | None = None) -> Figure:
    """Give a figure as a change makes it: source, date and note of the entries, and what it was before.

    `base` is what it is set to, where that follows from something else (a running time from a speed).
    """
    setting = change.setting
    if base is None and setting is not None and isinstance(setting.value, Amount):
        base = setting.value
    if base is None:
        assert figure is not None  # noqa: S101 - what is not there cannot be multiplied; bind sees to it
        base = amount_of(figure)
    made = times(base, [op.value for op in change.factors if isinstance(op.value, Amount)])
    return _stamped(made, figure, change)


def _stamped(made: Amount, figure: Figure | None, change: Change) -> Figure:
    """Give a figure its provenance: the first entry's source and date, the notes of all, and what was before."""
    entries = change.entries
    first = entries[0]
    marks: list[Confidence] = [entry.confidence for entry in entries]
    if figure is not None and change.setting is None:
        marks.append(figure.confidence)
    key = figure.key if figure is not None else " ".join(part for part in change.target.key if part)
    names = "+".join(dict.fromkeys(entry.scenario for entry in entries))
    return Figure(
        made.value,
        made.low,
        made.high,
        made.unit,
        first.as_of,
        first.source_id,
        max(marks),
        _note(figure, entries, change),
        figure.table if figure is not None else change.target.table,
        f"{key} [scenario {names}]",
        1.0 if figure is None else figure.chance,
    )


def _note(figure: Figure | None, entries: Sequence[Entry], change: Change) -> str:
    factors = {op.entry: op.value for op in change.factors}
    parts = []
    for entry in entries:
        by = f" (times {factors[entry]})" if entry in factors else ""
        cited = f" [{entry.source_id}]" if entry is not entries[0] else ""
        parts.append(f"Scenario {entry.scenario}{by}: {entry.note or 'no note'}{cited}")
    if figure is None:
        parts.append("Not in the tables before")
    else:
        before = f"Before: {amount_of(figure)}, {figure.source_id} {figure.confidence}"
        parts.append(f"{before}: {figure.note}" if figure.note else before)
    return ". ".join(part.rstrip(".") for part in parts) + "."


def delayed(opens: str, months: int) -> str:
    """Move an expected opening by months; a year alone stays one where whole years are moved, and else is its December.

    >>> delayed("2031", 24), delayed("2031", 6), delayed("2028-08-31", 6)
    ('2033', '2032-06', '2029-02-28')
    """
    if not opens:
        return opens
    year, month, day = [*(int(part) for part in opens.split("-")), 0, 0][:3]
    if not month and months % _MONTHS == 0:
        return f"{year + months // _MONTHS:04d}"
    count = year * _MONTHS + (month or _MONTHS) - 1 + months
    year, month = count // _MONTHS, count % _MONTHS + 1
    if not day:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{min(day, calendar.monthrange(year, month)[1]):02d}"
