"""Shortest paths towards a goal by landmarks known beforehand: the loop, in the manner of `search/kernels.py`."""

from __future__ import annotations

from corridor.search.kernels import ENTRY, FREE, HOPELESS, UNKNOWN, USED
from corridor.search.queue import Store, doubled, pop, push


def settle_toward(
    first: Store,
    heads: Store,
    costs: Store,
    near: int,
    sums: Store,
    via: Store,
    waiting: Store,
    entries: Store,
    queue: Store,
    grain: int,
    goal: int,
    far: int,
    bounds: Store,
    landmarks: Store,
    shift: int,
    base: int,
) -> Store:
    """Settle nodes in the order of their distance plus a bound of what is left, until the goal is settled.

    Arguments as of `kernels.settle`; `base` is the bound of the root.  `bounds` holds the bound of each node,
    `UNKNOWN` at first; they come from `landmarks`, as `bound_of` says, and are consistent, so that no node
    is settled too early (Goldberg and Harrelson 2005).
    """
    while True:
        entry = pop(queue, entries)
        if entry < 0:
            return entries
        if sums[goal] != far and entries[entry] > (sums[goal] - base) >> grain:
            return entries
        node = entries[entry + 2]
        entries[entry + 1] = entries[FREE]
        entries[FREE] = entry
        if waiting[node] == 0:
            continue
        waiting[node] = 0
        reached = sums[node]
        for arc in range(first[node], first[node + 1]):
            head = heads[arc]
            length = reached + costs[near + arc]
            old = sums[head]
            if length >= old:
                continue
            if bounds[head] == UNKNOWN:
                bounds[head] = bound_of(landmarks, shift, head, goal, far)
            if bounds[head] == HOPELESS or length + bounds[head] >= far:
                continue
            sums[head] = length
            via[head] = arc
            key = (length + bounds[head] - base) >> grain
            if waiting[head] != 0 and (old + bounds[head] - base) >> grain == key:
                continue
            waiting[head] = 1
            entry = entries[FREE]
            if entry >= 0:
                entries[FREE] = entries[entry + 1]
            else:
                entry = entries[USED]
                if entry + ENTRY > len(entries):
                    entries = doubled(entries)
                entries[USED] = entry + ENTRY
            entries[entry] = key
            entries[entry + 2] = head
            push(queue, entries, entry)


def bound_of(landmarks: Store, shift: int, node: int, goal: int, far: int) -> int:
    """Bound the distance from a node to the goal by the triangles with all landmarks.

    `landmarks` begins with their number; a record by node follows, with the distances from each landmark and
    to it in turn, or, with `shift` 1, the other way round (for a search against the arcs).  Where a landmark
    is reached from the goal's side only, no path can lead on: `HOPELESS`.
    """
    count = landmarks[0]
    here, there = 1 + 2 * count * node, 1 + 2 * count * goal
    best = 0
    for landmark in range(count):
        before, after = 2 * landmark + shift, 2 * landmark + 1 - shift
        if landmarks[here + before] != far:
            if landmarks[there + before] == far:
                return HOPELESS
            best = max(best, landmarks[there + before] - landmarks[here + before])
        if landmarks[there + after] != far:
            if landmarks[here + after] == far:
                return HOPELESS
            best = max(best, landmarks[here + after] - landmarks[there + after])
    return best
