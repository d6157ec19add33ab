"""What labels of a long search can still hope for: bounds at several prices, against solutions known ahead.

The two sums of a label bound its completions one at a time, as if the best of both could be had at once.
Prices that weigh both sums bound them together.  So when a search over a large graph has taken long,
backward searches at a few prices are made; they complete every label so far to a solution, and what cannot
come below these is dropped from then on (`kernels.hopeless`; the idea is that of the two-phase method,
Ulungu and Teghem 1995).  All of it is exact: only what known solutions beat is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from corridor.search.kernels import LABEL, NODE
from corridor.search.kit import Kit, Tree, View
from corridor.search.measure import grain

Wide = npt.NDArray[np.int64]
_LEVELS = 2
"""Times that the chords of the hull are halved: one price, then two more; four more gained nothing."""
_CELLS = 1 << 12
"""Cells into which the range of the first sum is cut."""
_FINEST = 255
"""The larger of two prices, at most; whole numbers, so that all stays exact."""
_COARSEST = 15
"""With prices coarser than this nothing is gained."""


class Hopes:
    """Backward searches at several prices, and the stairs of the solutions that they complete."""

    nothing: Wide = np.zeros(0, np.int64)
    """The table of a search that hopes for all."""

    def __init__(
        self,
        kit: Kit,
        view: View,
        criteria: Sequence[int],
        source: int,
        target: int,
        left: tuple[int, int],
        right: tuple[int, int],
    ) -> None:
        """Search at the price at which the two ends of the frontier cost the same, then at those of its halves.

        `left` and `right` are the least of one sum with the most of the other that is of interest.
        """
        self._kit, self._view, self._criteria, self._ends = kit, view, criteria, (source, target)
        self._most = right[0], left[1]
        self._base = left[0]
        self._width = (right[0] - left[0]) // _CELLS + 1
        self._cells = (right[0] - left[0]) // self._width + 1
        self._least = np.full(self._cells, left[1])
        self._seen = 0
        self.prices: list[tuple[int, int]] = []
        self._trees: list[Tree] = []
        self._hull = [left, right]
        for _ in range(_LEVELS):
            self._deepen()
        columns = [tree.column(0) for tree in self._trees]
        self.rest = np.concatenate(columns) if columns else np.zeros(0, view.costs.dtype)

    def _deepen(self) -> None:
        """Search at the prices of the chords between the points of the hull known so far; these give new points."""
        made = []
        for left, right in pairwise(self._hull):
            price = self._price(left, right)
            if price is not None and price not in self.prices:
                self.prices.append(price)
                limit = price[0] * self._most[0] + price[1] * self._most[1]
                made.append((self._tree(price), limit))
        self._kit.each([partial(tree.grow, limit=limit) for tree, limit in made], self._view.node_count)
        self._trees += [tree for tree, _ in made]
        source = 3 * self._ends[0]
        self._hull = sorted(
            {*self._hull, *((int(tree.sums[source + 1]), int(tree.sums[source + 2])) for tree, _ in made)}
        )

    def _price(self, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int] | None:
        """Give the prices, rounded to small whole numbers, at which two points cost the same; None without any."""
        wide, high = right[0] - left[0], left[1] - right[1]
        finest = min(_FINEST, (self._kit.far - 2) // sum(self._most))
        if min(wide, high) <= 0 or finest < _COARSEST:
            return None
        scale = max(wide, high)
        return max(1, round(high * finest / scale)), max(1, round(wide * finest / scale))

    def _tree(self, price: tuple[int, int]) -> Tree:
        """Make the backward tree of a price, carrying both sums."""
        view, count = self._view, self._view.arc_count
        one, two = (view.back_costs[criterion * count : (criterion + 1) * count] for criterion in self._criteria)
        low, high = (  # what is dearer than all that is of interest is cut, lest its price leave 64 bits
            np.minimum(column.astype(np.int64), most + 1) for column, most in zip((one, two), self._most, strict=True)
        )
        priced = np.minimum(price[0] * low + price[1] * high, self._kit.far - 1)
        costs = np.concatenate((priced, one, two)).astype(view.back_costs.dtype)
        of_price = view._replace(
            back_costs=costs, largest=[int(priced.max(initial=0)), 0, 0], grains=[grain(priced), 0, 0]
        )
        return Tree(self._kit, of_price, (0, 1, 2), self._ends[1], backwards=True)

    def _note(self, firsts: Wide, seconds: Wide) -> None:
        """Keep the least second sum by the first cell that wholly lies at or above the first sum."""
        cells = -((self._base - firsts) // self._width)
        inside = cells < self._cells
        np.minimum.at(self._least, cells[inside], seconds[inside])

    def refresh(self, labels: npt.NDArray[Any], used: int, nodes: npt.NDArray[Any]) -> Wide:
        """Complete the labels that are new since the last time, and give the table for `kernels.hopeless`."""
        fresh = labels[self._seen : used].reshape(-1, LABEL)
        self._seen = used
        at = fresh[:, 2].astype(np.int64)
        firsts = fresh[:, 0].astype(np.int64) + self._base - nodes[NODE * at]
        seconds = fresh[:, 4].astype(np.int64)
        for tree in self._trees:
            self._note(firsts + tree.sums[3 * at + 1], seconds + tree.sums[3 * at + 2])
        stairs = np.minimum.accumulate(self._least)
        ends = self._base + self._width * np.arange(1, self._cells + 1) - 1
        levels = self._cells.bit_length()
        parts: list[Wide] = []
        for one, two in self.prices:
            row = one * ends + two * stairs
            parts.append(row)
            for level in range(1, levels):
                reach = 1 << (level - 1)
                onward = np.concatenate((row[reach:], np.repeat(row[-1:], min(reach, len(row)))))[: len(row)]
                row = np.maximum(row, onward)
                parts.append(row)
        head = np.array([self._width, self._cells, levels, len(self.prices), self._view.node_count])
        flat = np.array(self.prices, np.int64).reshape(-1)
        return np.concatenate((head, stairs, flat, *parts)).astype(np.int64)
