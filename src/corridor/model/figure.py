"""A sourced number, the smallest thing that the project promises: who says so, when, and how surely."""

from __future__ import annotations

from typing import Literal, NamedTuple

Confidence = Literal["A", "B", "C"]
"""A: read in the cited source.  B: derived from such a figure, or a weaker source.  C: an estimate."""


class Figure(NamedTuple):
    """One number of the network with its range, unit, date, source and confidence.

    For times, `value`, `low` and `high` are the 50th, 10th and 90th percentiles.
    """

    value: float
    low: float
    high: float
    unit: str
    as_of: str
    source_id: str
    confidence: Confidence
    note: str = ""
    table: str = ""
    """The table it stands in, such as `tariff`."""
    key: str = ""
    """What it applies to, in the words of that table, such as `rail KZ feu`."""
    chance: float = 1.0
    """The share of journeys that it applies to; below 1 only for closures, whose value is a mean and not a median."""

    def scaled(self, factor: float) -> tuple[float, float, float]:
        """Multiply value, low and high by a factor.

        >>> Figure(2.0, 1.0, 4.0, "USD/feu-km", "2025", "estimate", "C").scaled(10)
        (20.0, 10.0, 40.0)
        """
        return self.value * factor, self.low * factor, self.high * factor
