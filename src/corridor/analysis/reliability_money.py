"""What unreliability costs: lateness, variability, and days in port beyond the free ones, in US dollars.

None of it is built in: penalties, free days and rates are those of a contract, a line and a port, and a value of
reliability is somebody's.  Each is asked for, and shown by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

import numpy as np

from corridor.costing.times import Floats
from corridor.errors import QueryError
from corridor.model.itinerary import Itinerary, Leg
from corridor.units import HOURS_PER_DAY, days

_MOST_DAYS = 3660
_MOST_HOURS = 24.0 * _MOST_DAYS
_ROUNDING = 1e-9
"""Days by which a sum of hours may miss a whole day."""


class Terms(NamedTuple):
    """What is paid for time that goes otherwise than planned; 0 for what is not asked."""

    deadline_hours: float | None = None
    late_cost_usd_per_day: float = 0.0
    """For each day beyond the deadline, in proportion."""
    reliability_value_usd_per_hour: float = 0.0
    """The value of reliability: for each hour of the standard deviation of the whole journey."""
    free_days: float | None = None
    """How long cargo may stay at each seaport without a charge."""
    demurrage_usd_per_day: float = 0.0
    """For each begun day beyond, and each loading unit."""

    @property
    def are_priced(self) -> bool:
        """Say whether anything has a price."""
        return bool(self.late_cost_usd_per_day or self.reliability_value_usd_per_hour or self.demurrage_usd_per_day)

    def checked(self) -> Terms:
        """Give the terms themselves; raise `QueryError` for numbers that cannot be, or that miss one another."""
        if self.deadline_hours is not None and not 0 < self.deadline_hours <= _MOST_HOURS:
            raise QueryError("--deadline", self.deadline_hours, "it must be a number above 0, and ten years at most")
        for option, value in (
            ("--late-cost", self.late_cost_usd_per_day),
            ("--reliability-value", self.reliability_value_usd_per_hour),
            ("--demurrage", self.demurrage_usd_per_day),
        ):
            if not 0 <= value < inf:
                raise QueryError(option, value, "it must be a number of at least 0")
        if self.free_days is not None and not 0 <= self.free_days <= _MOST_DAYS:
            raise QueryError("--free-days", self.free_days, f"it must be a number of days from 0 to {_MOST_DAYS}")
        if self.late_cost_usd_per_day and self.deadline_hours is None:
            raise QueryError("--late-cost", self.late_cost_usd_per_day, "say from when on with --deadline")
        if self.demurrage_usd_per_day and self.free_days is None:
            raise QueryError("--demurrage", self.demurrage_usd_per_day, "say after how many days with --free-days")
        if self.free_days is not None and not self.demurrage_usd_per_day:
            raise QueryError("--free-days", self.free_days, "say what a day beyond them costs with --demurrage")
        return self


NOTHING_ASKED = Terms()


class Money(NamedTuple):
    """Means over all journeys, in US dollars; None for what was not asked."""

    late_usd: float | None
    variability_usd: float | None
    demurrage_usd: float | None

    @property
    def total(self) -> float:
        """Add up what was asked."""
        return sum(part for part in self if part is not None)


def money_of(terms: Terms, lateness: float | None, deviation: float, demurrage: float) -> Money:
    """Give what the mean hours late, the standard deviation in hours and the mean demurrage come to.

    >>> money_of(Terms(240, late_cost_usd_per_day=100, reliability_value_usd_per_hour=2), 12.0, 30.0, 0.0)
    Money(late_usd=50.0, variability_usd=60.0, demurrage_usd=None)
    """
    return Money(
        terms.late_cost_usd_per_day * days(lateness or 0.0) if terms.late_cost_usd_per_day else None,
        terms.reliability_value_usd_per_hour * deviation if terms.reliability_value_usd_per_hour else None,
        demurrage if terms.demurrage_usd_per_day else None,
    )


def ports_of(itinerary: Itinerary) -> list[list[int]]:
    """Give for each seaport the numbers of the steps at which the cargo stays there."""
    found: dict[str, list[int]] = {}
    for number, step in enumerate(itinerary.steps):
        if not isinstance(step, Leg) and itinerary.network.nodes[step.node_id].node_type == "seaport":
            found.setdefault(step.node_id, []).append(number)
    return list(found.values())


def demurrage(terms: Terms, ports: Sequence[Sequence[int]], units: float, hours: Floats) -> Floats:
    """Give the demurrage of each journey in US dollars, from the hours of each step (rows) in each (columns).

    Each seaport has its own free days; a day that has begun counts whole, as tariffs have it.

    >>> import numpy as np
    >>> demurrage(Terms(free_days=5, demurrage_usd_per_day=80), [[0, 1]], 2, np.array([[100.0, 100.0], [20.0, 21.0]]))
    array([  0., 160.])
    """
    cost = np.zeros(hours.shape[1])
    for steps in ports:
        stay = hours[list(steps)].sum(axis=0) / HOURS_PER_DAY
        beyond = stay - (terms.free_days or 0.0) - _ROUNDING
        cost += np.ceil(np.maximum(beyond, 0.0))
    return cost * terms.demurrage_usd_per_day * units
