"""How finely the queue of a large graph tells distances apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_FINER_BITS = 7
"""A queue's cells are finer than the mean cost of an arc by so many bits."""
_CHEAP = 0.01
"""The share of arcs that may be cheaper than a cell is wide: along those, nodes come in any order, often again."""


def grain(column: npt.NDArray[np.integer[Any]]) -> int:
    """Choose how many bits of a distance its key in a queue leaves out (see `kernels.settle`)."""
    priced = column[column > 0]
    if len(priced) == 0:
        return 0
    cheap = int(np.quantile(priced, _CHEAP, method="lower"))
    return max(0, min(int(priced.mean()).bit_length() - _FINER_BITS, cheap.bit_length()))
