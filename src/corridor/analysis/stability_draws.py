"""Draws of figures between low, value and high: the same for a figure whatever else the network holds.

What is drawn for a statement hangs on the seed, its table and key and the number of the draw alone
(Philox, a counter-based generator: Salmon et al. 2011), so that a link added elsewhere, or more draws,
change none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from statistics import NormalDist

import numpy as np

from corridor.analysis.sensitivity_figures import Statement, ValueOfTime
from corridor.analysis.sensitivity_prices import Floats, Prices
from corridor.model.figure import Figure

_Z90 = NormalDist().inv_cdf(0.9)
_BITS = 53
_HALF = 0.5


def uniforms(seed: int, name: str, start: int, stop: int) -> Floats:
    """Give the draws `start` to `stop` of a name, evenly spread between 0 and 1, both excluded.

    >>> bool((uniforms(0, "speeds/rail", 0, 9)[4:] == uniforms(0, "speeds/rail", 4, 9)).all())
    True
    """
    key = int.from_bytes(sha256(f"{seed}/{name}".encode()).digest()[:16], "big")
    raw = np.random.Philox(key=key).random_raw(stop)[start:]
    whole: Floats = (raw >> np.uint64(64 - _BITS)).astype(float)
    return (whole + _HALF) / float(1 << _BITS)


def quantiles(figure: Figure, shares: Floats, *, is_percentiles: bool) -> Floats:
    """Give the values of a figure below which given shares of its draws lie.

    Half of the draws lie on either side of the value.  A range of bounds is never left: on either side
    draws are the rarer the nearer to the end, in a straight line (two right triangles).  A range of
    percentiles has a tenth of the draws beyond either end: on either side the logarithm is normal (or,
    towards an end of nought, the value itself, cut off at nought).

    >>> cost = Figure(100, 80, 160, "USD/feu", "2025", "estimate", "C")
    >>> quantiles(cost, np.array([0.125, 0.5, 0.875]), is_percentiles=False).tolist()
    [90.0, 100.0, 130.0]
    >>> wait = Figure(24, 12, 96, "h", "2025", "estimate", "C")
    >>> quantiles(wait, np.array([0.1, 0.5, 0.9]), is_percentiles=True).round(6).tolist()
    [12.0, 24.0, 96.0]
    """
    if is_percentiles:
        return _skewed(figure, shares)
    value, below, above = figure.value, figure.value - figure.low, figure.high - figure.value
    down = value - below * (1 - np.sqrt(2 * np.minimum(shares, _HALF)))
    up = value + above * (1 - np.sqrt(2 * (1 - np.maximum(shares, _HALF))))
    found: Floats = np.where(shares < _HALF, down, up)
    return found


def _skewed(figure: Figure, shares: Floats) -> Floats:
    inverse = NormalDist().inv_cdf
    steps = np.fromiter(map(inverse, shares.tolist()), float, shares.size) / _Z90
    return np.where(steps < 0, _piece(figure.value, figure.low, -steps), _piece(figure.value, figure.high, steps))


def _piece(value: float, end: float, steps: Floats) -> Floats:
    """Go from a value towards an end, which lies one step off."""
    if value > 0 and end > 0:
        return np.asarray(value * (end / value) ** np.maximum(steps, 0))
    reached: Floats = value + (end - value) * np.maximum(steps, 0)
    return np.maximum(0.0, reached)


def drawn(prices: Prices, statements: Sequence[Statement], seed: int, start: int, stop: int) -> Floats:
    """Give columns of values, one for each of the draws from `start` to `stop`."""
    values = prices.columns(stop - start)
    for one in statements:
        if one.places:
            shares = uniforms(seed, one.name, start, stop)
            values[list(one.places)] = quantiles(one.figure, shares, is_percentiles=one.is_percentiles)
    return values


def drawn_vot(rate: ValueOfTime | None, otherwise: float, seed: int, start: int, stop: int) -> list[float]:
    """Give a value of time for each draw: from its parameter, or always the same where it has none."""
    if rate is None:
        return [otherwise] * (stop - start)
    shares = uniforms(seed, f"general/{rate.figure.key}", start, stop)
    return [rate.at(share) for share in quantiles(rate.figure, shares, is_percentiles=False).tolist()]
