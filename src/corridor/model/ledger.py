"""The ledger: every cent, minute and gram of an answer is a line that names its figure.

Totals are sums of lines and nothing else, so that an independent checker can re-add them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from corridor.model.figure import Figure

Measure = Literal["hours", "cost", "co2e"]


class Entry(NamedTuple):
    """One line: minutes, US cents or grams, with its range (for times the 10th and 90th percentile)."""

    measure: Measure
    item: str
    """What is paid or waited for: `moving`, `border_entry`, `haulage`, `handling`, `empty_return`, …"""
    amount: int
    low: int
    high: int
    quantity: float
    """What the figure was multiplied with, or for a time, divided or taken once."""
    quantity_unit: str
    """The unit of the quantity: `feu-km`, `km`, `tkm`, `feu`, `TEU`, `USD`, `units to fill it` or `times`."""
    figure: Figure
    subject: str
    """The id of the link, transfer or service that the line belongs to."""


class Impedance(NamedTuple):
    """What a link or a transfer costs one consignment, as integers for the search and lines for the reader."""

    minutes: int
    cents: int
    grams: int
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Impedance:
        """Add up entries.

        >>> Impedance.of([]).minutes
        0
        """
        return cls(total(entries, "hours"), total(entries, "cost"), total(entries, "co2e"), tuple(entries))


def total(entries: Iterable[Entry], measure: Measure) -> int:
    """Add the amounts of all entries of one measure."""
    return sum(entry.amount for entry in entries if entry.measure == measure)
