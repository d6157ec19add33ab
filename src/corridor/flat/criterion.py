"""From decimal values to the integers that are searched, at a resolution that is stated, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, DecimalException
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.errors import QueryError, nearest

Numbers = npt.NDArray[Any]

LARGEST_SUM = 2**53
"""No path may sum to so much: up to here a float holds every integer."""
_FINE = Decimal("0.001")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Criterion(NamedTuple):
    """A quantity that sums along a path, counted in whole multiples of its resolution."""

    name: str
    resolution: Decimal = Decimal(1)

    @property
    def unit(self) -> str:
        """Give the unit, which is the last word of the name; empty where the name has one word.

        >>> Criterion("length_km").unit
        'km'
        """
        return self.name.rpartition("_")[2] if "_" in self.name else ""

    def natural(self, count: int) -> float:
        """Turn a sum of integers into its unit; whole numbers stay `int`.

        >>> Criterion("length_km", Decimal("0.001")).natural(1234)
        1.234
        """
        value = count * self.resolution
        return int(value) if self.resolution == self.resolution.to_integral_value() else float(value)

    def at_most(self, limit: float) -> int:
        """Give the largest integer within a limit in the criterion's unit; raises `QueryError` for what is no limit."""
        try:
            exact = Decimal(str(limit))
        except DecimalException:
            exact = Decimal("NaN")
        if not exact.is_finite() or exact < 0:
            field = f"limit of {self.name}"
            raise QueryError(field, limit, "a limit is a number of at least 0")
        return min(int(exact / self.resolution), LARGEST_SUM)

    def counts(self, values: Numbers) -> Numbers:
        """Turn values into multiples of the resolution, rounded; what is no value of a criterion becomes -1."""
        if values.dtype.kind in "iu" and self.resolution == 1:
            return np.where((values >= 0) & (values < LARGEST_SUM), values, -1).astype(np.int64)
        inverse = 1 / self.resolution
        with np.errstate(over="ignore", invalid="ignore"):
            plain = values.astype(np.float64)
            whole = inverse == inverse.to_integral_value()
            scaled = np.rint(plain * float(inverse) if whole else plain / float(self.resolution))
            sound = (plain >= 0) & (scaled < LARGEST_SUM)
        return np.where(sound, scaled, -1).astype(np.int64)


def criterion_for(name: str, values: Numbers, resolutions: Mapping[str, object] | None) -> Criterion:
    """Make a criterion: the resolution that is asked for, or else 1 for whole numbers and 0.001 for others."""
    if not _NAME.fullmatch(name):
        raise QueryError("criterion", name, "a name is made of letters, digits and _, such as length_km")
    asked = (resolutions or {}).get(name)
    if asked is None:
        return Criterion(name, Decimal(1) if values.dtype.kind in "iu" else _FINE)
    try:
        resolution = Decimal(str(asked))
    except DecimalException:
        resolution = Decimal(0)
    if not resolution.is_finite() or resolution <= 0:
        field = f"resolution of {name}"
        raise QueryError(field, asked, "a resolution is a number above 0, such as 0.001")
    return Criterion(name, resolution)


def check_known(field: str, names: Mapping[str, Any] | None, known: tuple[str, ...]) -> None:
    """Raise `QueryError` for a name that is no criterion."""
    for name in names or {}:
        if name not in known:
            near = nearest(name, known) or known
            raise QueryError(field, name, "the network has no such criterion", near)


def longest_path(values: Numbers, tails: Numbers, node_count: int) -> float:
    """Bound the sum of any path without a cycle: no node is left by more than its dearest link."""
    dearest = np.zeros(node_count, np.float64)
    np.maximum.at(dearest, tails, values)
    return float(dearest.sum())
