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
    """Give standard normal numbers that belong to a name.

    >>> bool((normals(1, "a", 0, 4) == normals(1, "a", 0, 4)).all())
    True
    """
    return _write_normals(seed, name, block, np.empty(count, dtype=np.float32)).astype(float)


def _write_normals(seed: int, name: str, block: int, over: Floats) -> Floats:
    """Write the numbers over an array in single precision, in which they are drawn a third quicker.

    What follows is reckoned in double precision, where processors differ too little to be seen in an answer.
    """
    digest = sha256(f"{seed}|{name}|{block}".encode()).digest()
    key = np.frombuffer(digest[:16], dtype=np.uint64)
    np.random.Generator(np.random.Philox(key=key)).standard_normal(dtype=np.float32, out=over)
    return over


class Drawn:
    """The draws of one block, what is shared drawn once however many itineraries need it."""

    def __init__(self, seed: int, block: int, count: int, shares: Shares) -> None:
        self._seed, self._block = seed, block
        self._everything = shares.everything
        self._known: dict[tuple[str, float], Floats] = {}
        self._single, self._double = np.empty(count, dtype=np.float32), np.empty(count)

    def minutes(self, part: Part) -> Floats:
        """Give a part's minutes in every draw of the block."""
        into = np.zeros(len(self._double))
        self.add(part, into)
        return into

    def add(self, part: Part, into: Floats) -> None:
        """Add a part's minutes in every draw of the block to those of an array."""
        if part.time.is_fixed:
            into += float(part.time.middle)
            return
        shared = part.shared(self._everything)
        own = 1 - self._everything - shared
        z = self._double
        if own <= 0:
            np.copyto(z, self._common(part.group if shared else "", shared))
        else:
            self._scaled(f"own {part.key}", own, z)
            if own < 1:
                z += self._common(part.group if shared else "", shared)
        into += part.time.over(z)

    def _common(self, group: str, share: float) -> Floats:
        """Give what the times of a group have in common: a part of everything, and a part of the group."""
        if (group, share) not in self._known:
            made = np.empty(len(self._double))
            if share:
                self._scaled(f"group {group}", share, made)
                if self._everything:
                    made += self._common("", 0.0)
            else:
                self._scaled("everything", self._everything, made)
            self._known[group, share] = made
        return self._known[group, share]

    def _scaled(self, name: str, share: float, over: Floats) -> None:
        """Write the numbers of a name, with a share of the variance, over an array."""
        drawn = _write_normals(self._seed, name, self._block, self._single)
        np.multiply(drawn, sqrt(share), out=over, dtype=float)
