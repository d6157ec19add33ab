"""What a time may turn out to be: a skewed distribution through a figure's 10th, 50th and 90th percentile.

A shifted lognormal has three parameters, so that it meets all three percentiles where the upper side is the
wider one: T = s + m exp(σz) with z standard normal.  Where the lower side is the wider one it is mirrored,
where both are equal it is the normal distribution, and where one side has no width it is the half of one.  Where
one side is more than four times as wide, two halves of the lognormal of four meet at the median: the percentiles
are met as before, and the tail beyond them is that of the steepest.
"""

from __future__ import annotations

from math import log
from typing import Any, NamedTuple

import numpy as np

Floats = Any
"""A numpy array of floats."""

Z90 = 1.2815515655446004
"""The 90th percentile of the standard normal distribution."""
_STEEPEST = 4.0
"""The ratio of the sides from which on a tail grows no steeper: a lognormal through a border's 2, 8 and 120 hours
would have it take two months once in a hundred times."""
_EVEN = 1.02
"""Sides that differ by less than this ratio are taken as equal: the lognormal is then too far away to reckon with."""


class Time(NamedTuple):
    """A distribution of minutes by its 10th, 50th and 90th percentile."""

    low: float
    middle: float
    high: float

    def at(self, z: Floats) -> Floats:
        """Give the minutes at standard normal values, never below 0.

        >>> Time(60, 120, 360).at(np.array([-Z90, 0.0, Z90])).round(6).tolist()
        [60.0, 120.0, 360.0]
        """
        below, above = self.middle - self.low, self.high - self.middle
        if below <= 0 or above <= 0:
            ends = np.where(z < 0, z * max(below, 0.0), z * max(above, 0.0)) / Z90
            return np.maximum(self.middle + ends, 0.0)
        ratio = above / below
        if 1 / _EVEN < ratio < _EVEN:
            return np.maximum(self.middle + z * (below + above) / 2 / Z90, 0.0)
        if ratio > 1:
            return np.maximum(self.middle + _skewed(z, below, above), 0.0)
        return np.maximum(self.middle - _skewed(-z, above, below), 0.0)


def _skewed(z: Floats, narrow: float, wide: float) -> Floats:
    """Give the distance from the median, with the wide side above: one lognormal, or two halves of the steepest."""
    ratio = min(wide / narrow, _STEEPEST)
    grown = np.exp(z * (log(ratio) / Z90)) - 1
    return np.where(z < 0, grown * narrow / (1 - 1 / ratio), grown * wide / (ratio - 1))
