"""The priority queue of all searches: entries come out by key, and no key is below the last that came out.

An entry is a position in a flat record store: its key stands there, the link to the next entry of its
cell behind it.  Plain Python keeps a heap; compiled code keeps two rows of cells instead (a coarse and a
fine one, as in Dial's algorithm), which `search/compiled.py` puts in the place of these functions.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from heapq import heappop, heappush
from typing import Any

Heap = list[tuple[int, int]]


def push(queue: Heap, store: MutableSequence[int], entry: int) -> None:
    """Put in an entry, whose key is `store[entry]`.

    >>> queue, store = [], [5, 0, 3, 0]
    >>> push(queue, store, 0), push(queue, store, 2), pop(queue, store)
    (None, None, 2)
    """
    heappush(queue, (store[entry], entry))


def pop(queue: Heap, store: MutableSequence[int]) -> int:  # noqa: ARG001 - the compiled form needs the store
    """Take out an entry of least key; -1 when none is left."""
    return heappop(queue)[1] if queue else -1


def doubled(store: list[int]) -> list[int]:
    """Give a store of twice the length with the same beginning.

    >>> len(doubled([1, 2]))
    4
    """
    return store + store


def filled(store: list[int], count: int, value: int) -> list[int]:  # noqa: ARG001 - the compiled form copies its type
    """Give a new store of `count` times the same value, of the kind of another.

    >>> filled([], 3, -1)
    [-1, -1, -1]
    """
    return [value] * count


Store = Any
"""A list of integers, or an array of them: the kernels run on both."""
