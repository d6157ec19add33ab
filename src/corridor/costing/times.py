"""What a time may turn out to be: a skewed distribution through a figure's 10th, 50th and 90th percentile.

A shifted lognormal has three parameters, so that it meets all three percentiles where the upper side is the
wider one: T = s + m exp(σz) with z standard normal.  Where the lower side is the wider one it is mirrored,
where both are equal it is the normal distribution, and where one side has no width it is the half of one.  Where
one side is more than four times as wide, two halves of the lognormal of four meet at the median: the percentiles
are met as before, and the tail beyond them is that of the steepest.  What only some journeys meet, such as a port
shut by a storm, takes no time for the others and an exponential time for those.
"""

from __future__ import annotations

from functools import lru_cache
from math import erfc, log, sqrt
from typing import Any, NamedTuple

Floats = Any
"""A numpy array of floats; numpy is imported by who draws, since a plain query does without."""

Z90 = 1.2815515655446004
"""The 90th percentile of the standard normal distribution."""
STEEPEST = 4.0
"""The ratio of the sides from which on a tail grows no steeper: a lognormal through a border's 2, 8 and 120 hours
would have it take two months once in a hundred times."""
EVEN = 1.02
"""Sides that differ by less than this ratio are taken as equal: the lognormal is then too far away to reckon with."""
_FURTHEST, _STEPS = 8.0, 4096


class Time(NamedTuple):
    """A distribution of minutes by its 10th, 50th and 90th percentile."""

    low: float
    middle: float
    high: float

    @property
    def is_fixed(self) -> bool:
        """Say whether it is the same in all journeys."""
        return self.low == self.middle == self.high

    def at(self, z: Floats) -> Floats:
        """Give the minutes at standard normal values, never below 0.

        >>> import numpy as np
        >>> Time(60, 120, 360).at(np.array([-Z90, 0.0, Z90])).round(6).tolist()
        [60.0, 120.0, 360.0]
        """
        return self.over(z.copy())

    def over(self, z: Floats) -> Floats:
        """Write the minutes over an array of standard normal values, in its own precision, and give it back."""
        import numpy as np  # noqa: PLC0415 - a plain query does without

        below, above = self.middle - self.low, self.high - self.middle
        if below <= 0 or above <= 0:
            _bend(z, max(below, 0.0) / Z90, max(above, 0.0) / Z90)
        elif 1 / EVEN < above / below < EVEN:
            z *= (below + above) / 2 / Z90
        elif above > below:
            _skew(z, below, above)
        else:
            z *= -1
            _skew(z, above, below)
            z *= -1
        z += self.middle
        return np.maximum(z, 0.0, out=z)


def _skew(z: Floats, narrow: float, wide: float) -> None:
    """Write the distance from the median over z, the wide side above: one lognormal, or two halves of the steepest."""
    import numpy as np  # noqa: PLC0415 - as above

    ratio = min(wide / narrow, STEEPEST)
    z *= log(ratio) / Z90
    np.exp(z, out=z)
    z -= 1
    if wide / narrow <= STEEPEST:
        z *= wide / (ratio - 1)
    else:
        _bend(z, narrow / (1 - 1 / ratio), wide / (ratio - 1))


def _bend(z: Floats, down: float, up: float) -> None:
    """Multiply what is below 0 and what is above, each by its own factor."""
    factor = z.dtype.type
    z *= (z < 0) * factor(down - up) + factor(up)


class Chance(NamedTuple):
    """Minutes that only a share of journeys meets, exponential in length: the rest of a closure or an outage.

    That of a process that is shut for a fraction of the time, in spells of exponential length, met at random
    (`corridor.costing.wait.closure_wait` has its quantiles).
    """

    share: float
    """The share of journeys that meet it, above 0 and at most 1."""
    minutes: float
    """Their mean."""

    @property
    def middle(self) -> float:
        """Give the mean over all journeys, which is what a plan counts with."""
        return self.share * self.minutes

    @property
    def is_fixed(self) -> bool:
        """Say whether it is the same in all journeys."""
        return self.minutes == 0

    def at(self, z: Floats) -> Floats:
        """Give the minutes at standard normal values: the largest values are the longest closures.

        >>> import numpy as np
        >>> Chance(0.5, 60).at(np.array([-1.0, -1e-9, Z90])).round(3).tolist()
        [0.0, 0.0, 96.566]
        """
        return self.over(z.copy())

    def over(self, z: Floats) -> Floats:
        """Write the minutes over an array of standard normal values, in its own precision, and give it back."""
        from statistics import NormalDist  # noqa: PLC0415 - as above

        import numpy as np  # noqa: PLC0415 - as above

        places, logs = _log_tails()
        met = np.flatnonzero(z > -NormalDist().inv_cdf(self.share)) if self.share < 1 else np.arange(z.size)
        waits = self.minutes * np.maximum(log(self.share) - np.interp(z[met], places, logs), 0.0)
        z.fill(0)
        z[met] = waits
        return z


@lru_cache(maxsize=1)
def _log_tails() -> tuple[Floats, Floats]:
    """Give the logarithm of the share of normal values above each of many places, closely enough to interpolate."""
    import numpy as np  # noqa: PLC0415 - as above

    places = np.linspace(-_FURTHEST, _FURTHEST, 2 * _STEPS + 1)
    return places, np.array([log(erfc(place / sqrt(2)) / 2) for place in places])
