"""What maps say of dates: when a journey and each of its steps begin and end, by the clocks of their places.

A date is written as in the tables and in JSON, year first, which is read alike in all languages; the day of the
week stands with it, because ferries go by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from corridor.analysis.reliability_result import DATE_REMARKS
from corridor.lang import Translator
from corridor.model.itinerary import Itinerary, Leg, TransferStep
from corridor.planning.depart import REMARKS

Span = tuple[datetime, datetime]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LOCAL = "Times are those of local clocks."
_RUNS = 3
"""Runs of days that are named at most; of the others only the number."""


def spans_of(one: Itinerary) -> Sequence[Span | None]:
    """Give begin and end of each step; None for each where the itinerary has no dates."""
    return one.spans or [None] * len(one.steps)


def dated_legs(one: Itinerary) -> list[tuple[Leg, Span | None]]:
    """Give the legs, each with its begin and end if it has them."""
    return [(step, span) for step, span in zip(one.steps, spans_of(one), strict=True) if isinstance(step, Leg)]


def dated_transfers(one: Itinerary) -> list[tuple[TransferStep, Span | None]]:
    """Give the transfers, each with its begin and end if it has them."""
    return [(step, span) for step, span in zip(one.steps, spans_of(one), strict=True) if isinstance(step, TransferStep)]


def moment_words(moment: datetime, t: Translator, *, offset: bool = True) -> str:
    """Write day of the week, date and time of an instant in its own zone, with the offset of that zone."""
    words = t("{weekday} {date} {time}", weekday=_weekday(moment, t), date=moment.date(), time=f"{moment:%H:%M}")
    return f"{words} ({offset_words(moment)})" if offset else words


def offset_words(moment: datetime) -> str:
    """Write the offset of an instant's zone, such as UTC+04:00."""
    return f"UTC{moment.isoformat(timespec='minutes')[len('2026-12-03T08:00') :]}"


def span_words(span: Span, t: Translator) -> str:
    """Say from when to when, as short as it can be said without doubt."""
    begins, ends = span
    if begins.utcoffset() != ends.utcoffset():
        return f"{moment_words(begins, t)} – {moment_words(ends, t)}"
    if begins.date() == ends.date():
        return f"{moment_words(begins, t, offset=False)}–{ends:%H:%M} ({offset_words(ends)})"
    return f"{moment_words(begins, t, offset=False)} – {moment_words(ends, t)}"


def journey_words(one: Itinerary, t: Translator) -> list[str]:
    """Say when a journey begins and ends and what its dates rest on; nothing of one without dates."""
    if not one.spans:
        return []
    departs, arrives = one.spans[0][0], one.spans[-1][1]
    return [
        t("Departure: {when}", when=moment_words(departs, t)),
        t("Arrival: {when}", when=moment_words(arrives, t)),
        t(LOCAL),
        *(remark_words(remark, t) for remark in one.remarks),
    ]


def remark_words(remark: str, t: Translator) -> str:
    """Say a remark on dates in the language; one that is not known stays as it is."""
    for known in (*REMARKS, *DATE_REMARKS):
        if remark == known:
            return t(known)
        head, _, rest = known.partition("{")
        name, _, tail = rest.partition("}")
        if remark.startswith(head) and remark.endswith(tail) and len(remark) > len(head) + len(tail):
            told = remark[len(head) : len(remark) - len(tail)]
            return t(known, **{name: t(told) if name == "objective" else told})
    return remark


def days_words(days: Sequence[date], t: Translator) -> str:
    """Name days in order, those that follow each other as one run."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    told = ", ".join(_run_words(run) for run in runs[:_RUNS])
    return told if len(runs) <= _RUNS else t("{days} and others, {count} days in all", days=told, count=len(days))


def _run_words(run: Sequence[date]) -> str:
    first, last = run[0], run[-1]
    return f"{first}" if first == last else f"{first} – {last}"


def _weekday(moment: datetime, t: Translator) -> str:
    return t(WEEKDAYS[moment.weekday()])
