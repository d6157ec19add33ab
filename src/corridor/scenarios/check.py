"""Whether a value of a scenario file is what its column admits: the limits of the tables, applied to TOML."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any, NamedTuple

from corridor.data.column import DATE, Column, Field
from corridor.data.rows import YEAR_MONTH
from corridor.errors import nearest

LONGEST = 2000
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Fault(NamedTuple):
    """What is wrong with a value, and what would be right."""

    message: str
    hint: str = ""


def fault_of(value: Any, field: Field) -> Fault | None:  # noqa: ANN401 - whatever TOML holds
    """Give what is wrong with a value, or None.

    >>> from corridor.scenarios.schema import KINDS
    >>> fault_of("opne", KINDS["link"].changes["status"]).hint
    'did you mean open?'
    """
    if field.kind is bool:
        return None if isinstance(value, bool) else Fault("is neither true nor false")
    if field.kind is str:
        return text_fault(value, field.column)
    return _number_fault(value, field)


def _number_fault(value: Any, field: Field) -> Fault | None:  # noqa: ANN401
    column = field.column
    unit = f"in {column.unit}" if column.unit else ""
    if isinstance(value, bool) or not isinstance(value, int if field.kind is int else int | float):
        return Fault("is not a whole number" if field.kind is int else "is not a number", unit)
    if not math.isfinite(value):
        return Fault("is not a finite number", unit)
    if column.at_least is not None and value < column.at_least:
        return Fault(f"must be at least {column.at_least:g}", unit)
    if column.at_most is not None and value > column.at_most:
        return Fault(f"must be at most {column.at_most:g}", unit)
    return None


def text_fault(value: Any, column: Column) -> Fault | None:  # noqa: ANN401, PLR0911 - one return a fault
    """Give what is wrong with a text, or None."""
    if not isinstance(value, str):
        return Fault("is not text", 'write it in quotes, such as "2026-11-22"')
    if value != value.strip():
        return Fault("has spaces at its ends")
    if len(value) > LONGEST:
        return Fault(f"is longer than {LONGEST} characters")
    if _UNSEEN.search(value):
        return Fault("has a line break, control or direction character")
    if not value:
        return Fault("must not be empty") if column.required else None
    if column.one_of and value not in column.one_of:
        return Fault("is not known", suggestion(value, column.one_of))
    if column.pattern and not re.fullmatch(column.pattern, value):
        return Fault("is not of the form that is wanted", column.description)
    if column.pattern in {DATE, YEAR_MONTH}:
        return _date_fault(value, to_come=column.pattern == YEAR_MONTH)
    return None


def _date_fault(value: str, *, to_come: bool) -> Fault | None:
    if len(value) == len("2026-02-28"):
        try:
            date.fromisoformat(value)
        except ValueError:
            return Fault("is not a day of the calendar")
    if not to_come and value > date.today().isoformat()[: len(value)]:  # noqa: DTZ011 - a day, not a moment
        return Fault("is in the future")
    return None


def suggestion(word: str, known: tuple[str, ...] | frozenset[str]) -> str:
    """Give the nearest known word as a question, or, of a few, all of them."""
    near = nearest(word, sorted(known), 1)
    if near:
        return f"did you mean {near[0]}?"
    shown = ", ".join(item for item in known if item)
    return f"one of: {shown}" if len(shown) <= 120 else ""  # noqa: PLR2004 - a line
