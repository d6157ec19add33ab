"""Random numbers that belong to things: the same link, border or wait has the same draws in whatever itinerary.

Each is drawn by a counter-based generator (Philox) whose key is a digest of the seed, the thing's name and the
number of the block.  So a link that is added elsewhere changes no draw, itineraries are compared on the same
days, and neither order nor threads matter.
"""

from __future__ import annotations

from hashlib import sha256
from math import sqrt

import numpy as np

from corridor.costing.times import Floats
from corridor.planning.spread import Part, Shares

BLOCK = 32_768
"""Draws at a time: what bounds the memory."""


def normals(seed: int, name: str, block: int, count: int) -> Floats:
    """Give standard normal numbers that belong to a name; drawn in single precision, which is a third quicker.

    What follows is reckoned in double precision, where processors differ too little to be seen in an answer.

    >>> bool((normals(1, "a", 0, 4) == normals(1, "a", 0, 4)).all())
    True
    """
    digest = sha256(f"{seed}|{name}|{block}".encode()).digest()
    key = np.frombuffer(digest[:16], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key)).standard_normal(count, dtype=np.float32).astype(float)


class Drawn:
    """The draws of one block, what is shared drawn once however many itineraries need it."""

    def __init__(self, seed: int, block: int, count: int, shares: Shares) -> None:
        self._seed, self._block, self._count = seed, block, count
        self._everything = shares.everything
        self._known: dict[tuple[str, float], Floats] = {}

    def _of(self, name: str) -> Floats:
        return normals(self._seed, name, self._block, self._count)

    def _common(self, group: str, share: float) -> Floats:
        """Give what the times of a group have in common: a part of everything, and a part of the group."""
        if (group, share) not in self._known:
            if share:
                made = self._of(f"group {group}")
                made *= sqrt(share)
                if self._everything:
                    made += self._common("", 0.0)
            else:
                made = self._of("everything")
                made *= sqrt(self._everything)
            self._known[group, share] = made
        return self._known[group, share]

    def minutes(self, part: Part) -> Floats:
        """Give a part's minutes in every draw of the block."""
        time = part.time
        if time.is_fixed:
            return np.full(self._count, float(time.middle))
        shared = part.shared(self._everything)
        own = 1 - self._everything - shared
        if own <= 0:
            return time.at(self._common(part.group if shared else "", shared))
        z = self._of(f"own {part.key}")
        if own < 1:
            z *= sqrt(own)
            z += self._common(part.group if shared else "", shared)
        return time.over(z)
