"""Random numbers that belong to things: the same link, border or wait has the same draws in whatever itinerary.

Each is drawn by a counter-based generator (Philox) whose key is a digest of the seed, the thing's name and the
number of the block.  So a link that is added elsewhere changes no draw, itineraries are compared on the same
days, and neither order nor threads matter.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np

from corridor.costing.times import Floats
from corridor.planning.spread import Part, Shares

BLOCK = 32_768
"""Draws at a time: what bounds the memory."""


def normals(seed: int, name: str, block: int, count: int) -> Floats:
    """Give standard normal numbers that belong to a name.

    >>> bool((normals(1, "a", 0, 4) == normals(1, "a", 0, 4)).all())
    True
    """
    digest = sha256(f"{seed}|{name}|{block}".encode()).digest()
    key = np.frombuffer(digest[:16], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key)).standard_normal(count)


class Drawn:
    """The draws of one block, each name drawn once however many itineraries need it."""

    def __init__(self, seed: int, block: int, count: int, shares: Shares) -> None:
        self._seed, self._block, self._count = seed, block, count
        self._everything = shares.everything
        self._known: dict[str, Floats] = {}

    def _of(self, name: str) -> Floats:
        if name not in self._known:
            self._known[name] = normals(self._seed, name, self._block, self._count)
        return self._known[name]

    def minutes(self, part: Part) -> Floats:
        """Give a part's minutes in every draw of the block."""
        time = part.time
        if time.is_fixed:
            return np.full(self._count, float(time.middle))
        everything = self._everything
        shared = min(part.share, 1 - everything) if part.group else 0.0
        z = np.sqrt(everything) * self._of("everything") if everything else np.zeros(self._count)
        if shared:
            z = z + np.sqrt(shared) * self._of(f"group {part.group}")
        own = 1 - everything - shared
        return time.at(z + np.sqrt(own) * self._of(f"own {part.key}") if own > 0 else z)
