"""SciPy's Dijkstra over a sparse matrix.

A matrix adds parallel entries up and takes a stored zero for no link in places, so that parallel links are
reduced to the cheapest (by the caller) and all costs are above zero.  It has no goal: a pair costs as much as
a whole tree.  Values are floats already, since other types are converted anew in each call.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from graphs import Links, Pair
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

NAME = "scipy"
NOTE = "`csgraph.dijkstra` with predecessors; does not stop at a goal"


def build(links: Links) -> csr_array:
    shape = (links.node_count, links.node_count)
    return csr_array((links.costs[0].astype(float), (links.tails, links.heads)), shape=shape)


def one_pair(built: csr_array, pair: Pair) -> int:
    length = dijkstra(built, indices=pair[0], return_predecessors=True)[0][pair[1]]
    return int(length) if np.isfinite(length) else -1


def one_to_all(built: csr_array, source: int) -> npt.NDArray[np.float64]:
    return dijkstra(built, indices=source, return_predecessors=True)[0]


def reached(found: npt.NDArray[np.float64]) -> tuple[int, int]:
    known = found[np.isfinite(found)]
    return len(known), int(known.sum())
