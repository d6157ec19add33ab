"""Frontiers of three and more criteria: the inner loops, in the manner of `search/kernels.py`.

Labels come out by the bound of their first sum, so at one node only the further sums need comparing
(Pulido, Mandow and Pérez de la Cruz 2015, NAMOA*dr): for three criteria a staircase of pairs, kept sorted,
in which one binary search decides; for more, a list to be gone through.
"""

from __future__ import annotations

from corridor.search.queue import Store, doubled, filled, pop, push

LABEL3 = 6
"""Fields of a label of `pareto_three`: key, next, node, label it came from, second sum, third sum."""
NODE3 = 8
"""Fields of a node of `pareto_three`: bounds of the three sums; second and third sum along the first's best path;
where its staircase begins, how many steps it has and has room for."""
ROOM = 4
"""Steps that a staircase has room for at first."""


def pareto_three(
    first: Store,
    heads: Store,
    costs: Store,
    columns: Store,
    nodes: Store,
    goal: int,
    labels: Store,
    queue: Store,
    span: int,
    ceilings: Store,
) -> tuple[Store, Store]:
    """Find all Pareto-optimal triples of sums from the label in the queue to the goal.

    Arguments as of `pareto_two`; `ceilings` are the largest second and third sum.  Gives the labels and the
    solutions: key, second sum, third sum, label, for each; of those with equal keys some may be dominated.
    """
    one, two, three = columns[0], columns[1], columns[2]
    highest, widest = ceilings[0], ceilings[1]
    found = filled(labels, 64, 0)
    count = 0
    used = LABEL3
    steps = filled(labels, 4096, 0)
    room = 0
    goal_at = goal * NODE3
    while True:
        label = pop(queue, labels)
        if label < 0:
            return labels, found[:count]
        node = labels[label + 2]
        second, third = labels[label + 4], labels[label + 5]
        here = node * NODE3
        if covered(steps, nodes, goal_at, second + nodes[here + 1], third + nodes[here + 2]):
            continue
        if node != goal:
            if covered(steps, nodes, here, second, third):
                continue
            steps, room = insert(steps, room, nodes, here, second, third)
        key = labels[label]
        high, wide = second + nodes[here + 3], third + nodes[here + 4]
        if high <= highest and wide <= widest and not covered(steps, nodes, goal_at, high, wide):
            steps, room = insert(steps, room, nodes, goal_at, high, wide)
            if count + 4 > len(found):
                found = doubled(found)
            found[count] = key
            found[count + 1] = high
            found[count + 2] = wide
            found[count + 3] = label
            count += 4
        if nodes[here + 1] == nodes[here + 3] and nodes[here + 2] == nodes[here + 4]:
            continue
        before = key - nodes[here]
        for arc in range(first[node], first[node + 1]):
            head = heads[arc]
            there = head * NODE3
            key = before + costs[one + arc] + nodes[there]
            if key > span:
                continue
            onward, further = second + costs[two + arc], third + costs[three + arc]
            high, wide = onward + nodes[there + 1], further + nodes[there + 2]
            if high > highest or wide > widest or covered(steps, nodes, there, onward, further):
                continue
            if covered(steps, nodes, goal_at, high, wide):
                continue
            if used + LABEL3 > len(labels):
                labels = doubled(labels)
            labels[used] = key
            labels[used + 2] = head
            labels[used + 3] = label
            labels[used + 4] = onward
            labels[used + 5] = further
            push(queue, labels, used)
            used += LABEL3


def covered(steps: Store, nodes: Store, here: int, second: int, third: int) -> bool:
    """Say whether a node's staircase has a step at least as good in both; steps rise in one and fall in the other."""
    begin = nodes[here + 5]
    low, high = 0, nodes[here + 6]
    while low < high:
        middle = (low + high) >> 1
        if steps[begin + 2 * middle] <= second:
            low = middle + 1
        else:
            high = middle
    return low > 0 and steps[begin + 2 * low - 1] <= third


def insert(steps: Store, room: int, nodes: Store, here: int, second: int, third: int) -> tuple[Store, int]:
    """Put a step that nothing covers into a node's staircase, in the place of those that it covers.

    Gives the store of steps, which may have grown, and how much of it is taken.
    """
    begin, size = nodes[here + 5], nodes[here + 6]
    at = size
    while at > 0 and steps[begin + 2 * at - 2] >= second:
        at -= 1
    after = at
    while after < size and steps[begin + 2 * after + 1] >= third:
        after += 1
    if after == at:
        if size == nodes[here + 7]:
            capacity = max(ROOM, 2 * size)
            while room + 2 * capacity > len(steps):
                steps = doubled(steps)
            for place in range(2 * size):
                steps[room + place] = steps[begin + place]
            begin = room
            room += 2 * capacity
            nodes[here + 5] = begin
            nodes[here + 7] = capacity
        for place in range(2 * size - 1, 2 * at - 1, -1):
            steps[begin + place + 2] = steps[begin + place]
        size += 1
    elif after > at + 1:
        gone = 2 * (after - at - 1)
        for place in range(2 * after, 2 * size):
            steps[begin + place - gone] = steps[begin + place]
        size -= after - at - 1
    nodes[here + 6] = size
    steps[begin + 2 * at] = second
    steps[begin + 2 * at + 1] = third
    return steps, room


def pareto_many(
    first: Store,
    heads: Store,
    costs: Store,
    columns: Store,
    objectives: int,
    nodes: Store,
    labels: Store,
    queue: Store,
    span: int,
    ceilings: Store,
) -> tuple[Store, Store]:
    """Find all Pareto-optimal sums of the first `objectives` criteria, all criteria staying within their ceilings.

    A label is key, next, node, label it came from, its sums but the first, and the next label of its node;
    a node is the bounds of its sums, the sums along the first's best path, and its latest label.
    `ceilings` holds a value for each criterion.  Gives the labels and the solutions: the sums of all
    criteria and the label, for each; of those with equal first sums some may be dominated.
    """
    criteria = len(columns)
    width = criteria + 4
    record = 2 * criteria + 1
    base = nodes[record * labels[2]]
    found = filled(labels, 64 * (criteria + 1), 0)
    count = 0
    used = width
    sums = filled(labels, criteria, 0)
    while True:
        label = pop(queue, labels)
        if label < 0:
            return labels, found[:count]
        here = labels[label + 2] * record
        sums[0] = labels[label] + base
        for place in range(1, criteria):
            sums[place] = labels[label + 3 + place] + nodes[here + place]
        if listed(found, count, criteria, objectives, sums):
            continue
        if kept(labels, nodes[here + record - 1], criteria, label):
            continue
        labels[label + width - 1] = nodes[here + record - 1]
        nodes[here + record - 1] = label
        within = sums[0] <= ceilings[0]
        best = True
        for place in range(1, criteria):
            through = labels[label + 3 + place] + nodes[here + criteria + place]
            within = within and through <= ceilings[place]
            sums[place] = min(through, ceilings[place])  # a way with a cycle may be too long for a narrow store
            best = best and (nodes[here + place] == nodes[here + criteria + place] or place >= objectives)
        if within and not listed(found, count, criteria, objectives, sums):
            if count + criteria + 1 > len(found):
                found = doubled(found)
            for place in range(criteria):
                found[count + place] = sums[place]
            found[count + criteria] = label
            count += criteria + 1
        if within and best:
            continue
        before = labels[label] - nodes[here]
        for arc in range(first[labels[label + 2]], first[labels[label + 2] + 1]):
            there = heads[arc] * record
            key = before + costs[columns[0] + arc] + nodes[there]
            if key > span:
                continue
            if used + width > len(labels):
                labels = doubled(labels)
            labels[used] = key
            labels[used + 2] = heads[arc]
            labels[used + 3] = label
            sums[0] = key + base
            within = True
            for place in range(1, criteria):
                onward = labels[label + 3 + place] + costs[columns[place] + arc]
                bound = onward + nodes[there + place]
                within = within and bound <= ceilings[place]
                labels[used + 3 + place] = onward
                sums[place] = bound
            if not within or kept(labels, nodes[there + record - 1], criteria, used):
                continue
            if listed(found, count, criteria, objectives, sums):
                continue
            push(queue, labels, used)
            used += width


def listed(found: Store, count: int, criteria: int, objectives: int, sums: Store) -> bool:
    """Say whether a solution is at least as good in all objectives; the latest are the likeliest."""
    at = count - criteria - 1
    while at >= 0:
        place = 0
        while place < objectives and found[at + place] <= sums[place]:
            place += 1
        if place == objectives:
            return True
        at -= criteria + 1
    return False


def kept(labels: Store, other: int, criteria: int, label: int) -> bool:
    """Say whether one of a node's labels, from `other` on, is at least as good as a later one in all further sums."""
    while other >= 0:
        place = 1
        while place < criteria and labels[other + 3 + place] <= labels[label + 3 + place]:
            place += 1
        if place == criteria:
            return True
        other = labels[other + criteria + 3]
    return False
