"""The kernels, compiled: numba's machine code over numpy arrays, for networks too large for plain Python.

Imported only by `search/large.py`.  The kernels' source stays as it is; the queue and the two functions
that make stores are replaced by the forms below, which hold for arrays.  The queue is two rows of cells:
a fine row with one cell per key for the keys that come next, and a coarse one, each cell of which holds a
whole fine row's worth; both are used in a ring (Dial 1969; Denardo and Fox 1979 for the two levels).
Where a coarse row would be too long, its cells share 64 buckets, by how far ahead they lie (Ahuja,
Mehlhorn, Orlin and Tarjan 1990), so that no span of keys, however wide, takes much memory.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from numba import njit
from numba.extending import overload, register_jitable

from corridor.search import kernels, kernels_more, kernels_toward
from corridor.search import queue as plain
from corridor.search.hopes import Hopes
from corridor.search.kit import Kit
from corridor.search.queue import Store

MASK, PLACE, COUNT, BITS, NOW, FAR_COUNT, FAR_MASK, FINE = 0, 1, 2, 3, 4, 5, 6, 8
"""Fields at the head of a queue: the number of fine cells less one, the next of them, entries in them; bits of
a fine row (0 for a single ring), coarse cell now open, entries in the coarse row, its cells less one (-1 where
they are buckets); then the cells, fine ones first."""
_PATIENCE = 400_000
_WORTH_A_THREAD = 5_000
_LARGEST_ROW = 16
_RING_BITS = 22
"""Bits of the largest ring; wider spans get two rows."""
_COARSE_BITS = 18
"""Bits of the longest coarse row; wider spans get buckets."""
_BUCKETS = 64


@overload(plain.push, inline="always")
def _push(queue, store, entry):
    def push(queue, store, entry):
        key = store[entry]
        bits = queue[BITS]
        place = FINE + (key & queue[MASK])
        if bits != 0:
            cell = key >> bits
            if cell != queue[NOW]:
                place = _far(queue, cell)
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
    if queue[FAR_MASK] < 0:
        _spread(queue, store)
        return True
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


@njit(cache=True, nogil=True)
def _far(queue, cell):
    """Find the place of a coarse cell; its bucket, by the highest bit in which it differs from the open one."""
    place = FINE + queue[MASK] + 1
    if queue[FAR_MASK] >= 0:
        return place + (cell & queue[FAR_MASK])
    apart = cell ^ queue[NOW]
    while apart > 0:
        apart >>= 1
        place += 1
    return place


@njit(cache=True, nogil=True)
def _spread(queue, store):
    """Open the least cell of the first bucket that holds entries; its other entries go into lower buckets."""
    bits = queue[BITS]
    bucket = FINE + queue[MASK] + 1
    while queue[bucket] < 0:
        bucket += 1
    entry = queue[bucket]
    queue[bucket] = -1
    now = store[entry] >> bits
    other = store[entry + 1]
    while other >= 0:
        now = min(now, store[other] >> bits)
        other = store[other + 1]
    queue[NOW] = now
    queue[PLACE] = FINE + queue[MASK]
    while entry >= 0:
        onward = store[entry + 1]
        cell = store[entry] >> bits
        if cell == now:
            place = FINE + (store[entry] & queue[MASK])
            queue[PLACE] = min(place, queue[PLACE])
            queue[COUNT] += 1
            queue[FAR_COUNT] -= 1
        else:
            place = _far(queue, cell)
        store[entry + 1] = queue[place]
        queue[place] = entry
        entry = onward


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
    kernels_toward.bound_of,
    kernels_more.covered,
    kernels_more.insert,
    kernels_more.listed,
    kernels_more.kept,
    kernels.hopeless,
):
    register_jitable(_helper)


_KERNELS = [
    _compiled(kernel)
    for kernel in (
        kernels.settle,
        kernels_toward.settle_toward,
        kernels.pareto_two,
        kernels_more.pareto_three,
        kernels_more.pareto_many,
    )
]


def _store(dtype):
    return lambda count, value: np.full(count, value, dtype)


def _highest(store, far):
    return int(store[store != far].max())


def _side_by_side(tasks, size):
    """Do each task in a thread of its own, where it takes longer than a thread to start; the kernels hold no lock."""
    if size < _WORTH_A_THREAD:
        for task in tasks:
            task()
        return
    with ThreadPoolExecutor(max(1, len(tasks))) as pool:
        for done in [pool.submit(task) for task in tasks]:
            done.result()


def _ring(span: int, entry: int, dtype: type[np.signedinteger[Any]]) -> Store:
    """Make a single ring with a cell per key, or two rows where it would be too long."""
    if span >> _RING_BITS:
        return _rows(span, entry, dtype)
    cells = 1 << (span + 2).bit_length()
    queue = np.full(FINE + cells, -1, dtype)
    queue[:FINE] = (cells - 1, FINE, 1, 0, 0, 0, 0, 0)
    queue[FINE] = entry
    return queue


def _rows(span: int, entry: int, dtype: type[np.signedinteger[Any]]) -> Store:
    """Make two rows of cells, each about as long as the root of the span, or buckets for the coarse one."""
    bits = max(4, min(_LARGEST_ROW, (span.bit_length() + 1) // 2))
    cells = 1 << ((span >> bits) + 2).bit_length()
    far = cells - 1
    if cells >> _COARSE_BITS:
        cells, far = _BUCKETS, -1
    queue = np.full(FINE + (1 << bits) + cells, -1, dtype)
    queue[:FINE] = ((1 << bits) - 1, FINE, 0, bits, -1, 1, far, 0)
    queue[FINE + (1 << bits)] = entry
    return queue


def _kit(dtype: type[np.signedinteger[Any]]) -> Kit:
    settle, settle_toward, pareto_two, pareto_three, pareto_many = _KERNELS
    return Kit(
        settle,
        settle_toward,
        pareto_two,
        pareto_three,
        pareto_many,
        _store(dtype),
        partial(_ring, dtype=dtype),
        partial(_rows, dtype=dtype),
        _side_by_side,
        _highest,
        int(np.iinfo(dtype).max) >> (0 if dtype is np.int32 else 1),
        kernels.LABEL * _PATIENCE,
        Hopes,
    )


NARROW, WIDE = _kit(np.int32), _kit(np.int64)
"""The kernels over arrays of 32 and of 64 bits."""
