"""The inner loops of shortest paths and two-criteria frontiers, as plain loops over flat integers.

One source serves both sizes: over lists it runs as it stands, over arrays it is compiled
(`search/compiled.py`).  So there are no objects here, no comprehension and no keyword: only numbers in
stores, and the three functions of `search/queue.py`.

A graph is `first` (where the arcs of each node begin), `heads` and `costs`, the latter a whole column of
arcs for one criterion behind the other; a column is named by where it begins.  (Records of an arc's costs
side by side were measured too, and were slower.)  Sums by node stand in records.
"""

from __future__ import annotations

from corridor.search.queue import Store, doubled, pop, push

ENTRY = 3
"""Fields of an entry of `settle`: key, next, node."""
FREE, USED, HEADER = 0, 1, 3
"""Where a store of entries keeps the head of its free list and its length; entries begin after that."""
LABEL = 5
"""Fields of a label of `pareto_two`: key, next, node, label it came from, sum of the second criterion."""
TAKEN, COUNT, LEAST, BASE, LATEST = 0, 1, 2, 3, 4
"""Fields of the progress of `pareto_two`: labels and solutions in use, bound of the second sum, least first sum,
the key that came out last."""
UNKNOWN, HOPELESS = -1, -2
"""A bound of `kernels_toward` that has not been computed, and that of a node from which no path leads to the goal."""
HOPES = 5
"""Fields at the head of the hopes of `hopeless`."""
NODE = 4
"""Fields of a node of `pareto_two`: bounds of both sums, the second sum along the first's best path, least so far."""


def settle(
    first: Store,
    heads: Store,
    costs: Store,
    columns: Store,
    tree: Store,
    via: Store,
    waiting: Store,
    entries: Store,
    queue: Store,
    grain: int,
    goal: int,
    limit: int,
) -> Store:
    """Settle nodes in the order of their distance until the goal is settled, or all within the limit are.

    `columns` are the costs that are summed; the first is minimised, the others break ties in
    order.  `tree` holds a record of those sums by node, `via` the last arc of the path to it, `waiting`
    whether it stands in the queue.  Keys are distances without their last `grain` bits: nodes whose keys
    are equal come in any order, and again where one of them shortens the way to another.

    Gives the store of entries, which may have grown; with it and the queue the search can be taken up
    again, with another goal and a lower limit.
    """
    size = len(columns)
    near = columns[0]
    while True:
        entry = pop(queue, entries)
        if entry < 0:
            return entries
        if goal >= 0 and entries[entry] > tree[goal * size] >> grain:
            push(queue, entries, entry)
            return entries
        node = entries[entry + 2]
        entries[entry + 1] = entries[FREE]
        entries[FREE] = entry
        if waiting[node] == 0:
            continue
        waiting[node] = 0
        here = node * size
        reached = tree[here]
        for arc in range(first[node], first[node + 1]):
            head = heads[arc]
            there = head * size
            length = reached + costs[near + arc]
            old = tree[there]
            if length > old or length > limit:
                continue
            if length == old and not breaks_tie(costs, arc, columns, tree, here, there):
                continue
            tree[there] = length
            for place in range(1, size):
                tree[there + place] = tree[here + place] + costs[columns[place] + arc]
            via[head] = arc
            if waiting[head] != 0 and old >> grain == length >> grain:
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
            entries[entry] = length >> grain
            entries[entry + 2] = head
            push(queue, entries, entry)


def breaks_tie(costs: Store, arc: int, columns: Store, tree: Store, here: int, there: int) -> bool:
    """Say whether an arc leads to a node with lesser further sums than are known, compared in order."""
    for place in range(1, len(columns)):
        through = tree[here + place] + costs[columns[place] + arc]
        if through != tree[there + place]:
            return bool(through < tree[there + place])
    return False


def pareto_two(
    first: Store,
    heads: Store,
    costs: Store,
    columns: Store,
    nodes: Store,
    labels: Store,
    queue: Store,
    span: int,
    found: Store,
    progress: Store,
    budget: int,
    hopes: Store,
    rest: Store,
) -> tuple[Store, Store]:
    """Find all Pareto-optimal pairs of sums from the label in the queue to the goal of the bounds in `nodes`.

    Labels come out by the bound of their first sum; so a label is worth going on with only if its second
    sum is the least yet at its node, and can still come below the least yet at the goal (Hernández et al.
    2020, BOA*).  The best path by the first criterion completes a label at once: it may be a solution,
    and where it is best by the second as well, no other completion is of interest.

    `span` is the largest key to be looked at (keys count from the least first sum).  `progress` holds the
    length of the labels in use, that of the solutions, and one more than the least second sum that is no
    longer of interest; the search pauses when more than `budget` of the labels are in use, and can be taken
    up again.  `hopes` and `rest` are those of `hopeless`, or empty.  Gives the labels and the solutions
    (key, second sum, label, for each), which may have grown.
    """
    one, two = columns[0], columns[1]
    base = progress[BASE]
    hoping = len(hopes) > 0
    used, count, least, latest = progress[TAKEN], progress[COUNT], progress[LEAST], progress[LATEST]
    while used <= budget:
        label = pop(queue, labels)
        if label < 0:
            break
        node = labels[label + 2]
        second = labels[label + 4]
        here = node * NODE
        if second >= nodes[here + 3] or second + nodes[here + 1] >= least:
            continue
        key = labels[label]
        latest = key
        before = key - nodes[here]
        if hoping and hopeless(hopes, rest, node, key, second + nodes[here + 1], before + base, second):
            continue
        nodes[here + 3] = second
        if second + nodes[here + 2] < least:
            least = second + nodes[here + 2]
            if count > 0 and found[count - 3] == key:
                count -= 3
            if count + 3 > len(found):
                found = doubled(found)
            found[count] = key
            found[count + 1] = least
            found[count + 2] = label
            count += 3
        if nodes[here + 1] == nodes[here + 2]:
            continue
        for arc in range(first[node], first[node + 1]):
            head = heads[arc]
            there = head * NODE
            onward = second + costs[two + arc]
            if onward >= nodes[there + 3] or onward + nodes[there + 1] >= least:
                continue
            key = before + costs[one + arc] + nodes[there]
            if key > span:
                continue
            if used + LABEL > len(labels):
                labels = doubled(labels)
            labels[used] = key
            labels[used + 2] = head
            labels[used + 3] = label
            labels[used + 4] = onward
            push(queue, labels, used)
            used += LABEL
    progress[TAKEN], progress[COUNT], progress[LEAST], progress[LATEST] = used, count, least, latest
    return labels, found


def hopeless(
    hopes: Store, rest: Store, node: int, key: int, second_bound: int, first_sum: int, second_sum: int
) -> bool:
    """Say whether known solutions beat all that a label can become, by prices that weigh both sums.

    `hopes` begins with the width of a cell of keys, the number of cells, of levels, of prices, and of nodes; then
    come the stairs (for each cell, the least second sum of a known solution no later than the cell's
    beginning), the prices (two each), and for each price a table of the highest priced corner of the stairs
    over 2^level cells from each on.  `rest` holds the least priced sum from each node to the goal, by price.

    A completion that no known solution beats ends at or below a corner between the label's first sum and
    the last stair that its second sum can reach; if it must cost more than the highest of these, there is none.
    """
    width, cells, levels, prices, nodes = hopes[0], hopes[1], hopes[2], hopes[3], hopes[4]
    start = key // width
    low, high = start, cells
    while low < high:
        middle = (low + high) >> 1
        if hopes[HOPES + middle] >= second_bound:
            low = middle + 1
        else:
            high = middle
    if low == start:
        return True
    level = 0
    while 2 << level <= low - start:
        level += 1
    at = HOPES + cells
    for price in range(prices):
        table = at + 2 * prices + (price * levels + level) * cells
        peak = max(hopes[table + start], hopes[table + low - (1 << level)])
        least = hopes[at + 2 * price] * first_sum + hopes[at + 2 * price + 1] * second_sum
        if least + rest[price * nodes + node] > peak:
            return True
    return False
