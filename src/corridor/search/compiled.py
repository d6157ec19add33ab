"""The kernels, compiled: numba's machine code over numpy arrays, for networks too large for plain Python.

Imported only by `search/large.py`.  The kernels' source stays as it is; the queue and the two functions
that make stores are replaced by the forms below, which hold for arrays.  The queue is two rows of cells:
a fine row with one cell per key for the keys that come next, and a coarse one, each cell of which holds a
whole fine row's worth; both are used in a ring (Dial 1969; Denardo and Fox 1979 for the two levels).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numba import njit
from numba.extending import overload, register_jitable

from corridor.search import kernels, kernels_more
from corridor.search import queue as plain
from corridor.search.hopes import Hopes
from corridor.search.kit import Kit
from corridor.search.queue import Store

MASK, PLACE, COUNT, BITS, NOW, FAR_COUNT, FAR_MASK, FINE = 0, 1, 2, 3, 4, 5, 6, 8
_LARGEST_ROW = 16
_PATIENCE = 400_000
"""Fields at the head of a queue: the number of fine cells less one, the next of them, entries in them; bits of
a fine row (0 for a single ring), coarse cell now open, entries in the coarse row, its cells less one; then the
cells, fine ones first."""


@overload(plain.push, inline="always")
def _push(queue, store, entry):
    def push(queue, store, entry):
        key = store[entry]
        bits = queue[BITS]
        place = FINE + (key & queue[MASK])
        if bits != 0:
            cell = key >> bits
            if cell != queue[NOW]:
                place = FINE + queue[MASK] + 1 + (cell & queue[FAR_MASK])
                store[entry + 1] = queue[place]
                queue[place] = entry
                queue[FAR_COUNT] += 1
                return
            queue[PLACE] = min(place, queue[PLACE])
        store[entry + 1] = queue[place]
        queue[place] = entry
        queue[COUNT] += 1

    return push


@overload(plain.pop, inline="always")
def _pop(queue, store):
    def pop(queue, store):
        if queue[COUNT] == 0 and not _refill(queue, store):
            return -1
        place = queue[PLACE]
        last = FINE + queue[MASK]
        while queue[place] < 0:
            place = place + 1 if place < last else FINE
        entry = queue[place]
        queue[place] = store[entry + 1]
        queue[PLACE] = place
        queue[COUNT] -= 1
        return entry

    return pop


@njit(cache=True, nogil=True)
def _refill(queue, store):
    """Open the next coarse cell that holds entries; say whether there was one."""
    if queue[BITS] == 0 or queue[FAR_COUNT] == 0:
        return False
    coarse = FINE + queue[MASK] + 1
    now = queue[NOW] + 1
    while queue[coarse + (now & queue[FAR_MASK])] < 0:
        now += 1
    entry = queue[coarse + (now & queue[FAR_MASK])]
    queue[coarse + (now & queue[FAR_MASK])] = -1
    least = coarse
    moved = 0
    while entry >= 0:
        onward = store[entry + 1]
        place = FINE + (store[entry] & queue[MASK])
        store[entry + 1] = queue[place]
        queue[place] = entry
        least = min(least, place)
        moved += 1
        entry = onward
    queue[NOW] = now
    queue[PLACE] = least
    queue[COUNT] = moved
    queue[FAR_COUNT] -= moved
    return True


@overload(plain.doubled)
def _doubled(store):
    return lambda store: np.concatenate((store, store))


@overload(plain.filled)
def _filled(store, count, value):
    return lambda store, count, value: np.full(count, value, store.dtype)


def _compiled(kernel):
    return njit(cache=True, nogil=True)(kernel)


for _helper in (
    kernels.breaks_tie,
    kernels_more.covered,
    kernels_more.insert,
    kernels_more.listed,
    kernels_more.kept,
    kernels.hopeless,
):
    register_jitable(_helper)


_KERNELS = [
    _compiled(kernel)
    for kernel in (kernels.settle, kernels.pareto_two, kernels_more.pareto_three, kernels_more.pareto_many)
]


def _store(dtype):
    return lambda count, value: np.full(count, value, dtype)


def _highest(store, far):
    return int(store[store != far].max())


def _side_by_side(tasks):
    """Do each task in a thread of its own; the kernels hold no lock."""
    with ThreadPoolExecutor(len(tasks)) as pool:
        for done in [pool.submit(task) for task in tasks]:
            done.result()


def _ring(span: int, entry: int) -> Store:
    """Make a single ring with a cell per key."""
    cells = 1 << (span + 2).bit_length()
    queue = np.full(FINE + cells, -1, np.int32)
    queue[:FINE] = (cells - 1, FINE, 1, 0, 0, 0, 0, 0)
    queue[FINE] = entry
    return queue


def _rows(span: int, entry: int) -> Store:
    """Make two rows of cells, each about as long as the root of the span."""
    bits = max(4, min(_LARGEST_ROW, (span.bit_length() + 1) // 2))
    cells = 1 << ((span >> bits) + 2).bit_length()
    queue = np.full(FINE + (1 << bits) + cells, -1, np.int32)
    queue[:FINE] = ((1 << bits) - 1, FINE, 0, bits, -1, 1, cells - 1, 0)
    queue[FINE + (1 << bits)] = entry
    return queue


def _kit(dtype: type[np.signedinteger[Any]]) -> Kit:
    settle, pareto_two, pareto_three, pareto_many = _KERNELS
    return Kit(
        settle,
        pareto_two,
        pareto_three,
        pareto_many,
        _store(dtype),
        _ring,
        _rows,
        _side_by_side,
        _highest,
        int(np.iinfo(dtype).max) >> (0 if dtype is np.int32 else 1),
        kernels.LABEL * _PATIENCE,
        Hopes,
    )


NARROW, WIDE = _kit(np.int32), _kit(np.int64)
"""The kernels over arrays of 32 and of 64 bits."""
