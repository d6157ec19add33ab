"""How finely the queue of a large graph tells distances apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_FINER_BITS = 7
"""A queue's cells are finer than the mean cost of an arc by so many bits."""
_RING_BITS = 22
"""Bits of the largest ring of cells."""


def grain(column: npt.NDArray[np.integer[Any]]) -> int:
    """Choose how many bits of a distance its key in a queue leaves out (see `kernels.settle`)."""
    if len(column) == 0:
        return 0
    return max(0, int(column.mean()).bit_length() - _FINER_BITS, int(column.max()).bit_length() - _RING_BITS)
