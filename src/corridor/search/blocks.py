"""Which edges lie on some way without repetition: what hangs on a single node is a dead end, and can be left out.

An undirected path from source to target that enters no node twice stays in the block (biconnected
component) that an edge between the two would lie in (Hopcroft and Tarjan, 1973).
"""

from __future__ import annotations

from collections.abc import Sequence


def on_simple_ways(node_count: int, edges: Sequence[tuple[int, int]], source: int, target: int) -> list[bool]:
    """Tell for each edge whether an undirected path from source to target that repeats no node uses it.

    >>> on_simple_ways(4, [(0, 1), (1, 2), (1, 3)], 0, 2)
    [True, True, False]
    """
    near: list[list[tuple[int, int]]] = [[] for _ in range(node_count)]
    closing = len(edges)
    for number, (one, other) in enumerate([*edges, (source, target)]):
        if one != other:
            near[one].append((other, number))
            near[other].append((one, number))
    # From the source by the closing edge first: what is its block is then what hangs below that edge.
    depth, low = [-1] * node_count, [0] * node_count
    depth[source], depth[target], low[target] = 0, 1, 1
    held: list[int] = []
    walk = [(target, closing, iter(near[target]))]
    while walk:
        node, entered, onward = walk[-1]
        step = next(onward, None)
        if step is not None:
            head, edge = step
            if edge == entered:
                continue
            if depth[head] < 0:
                held.append(edge)
                depth[head] = low[head] = depth[node] + 1
                walk.append((head, edge, iter(near[head])))
            elif depth[head] < depth[node]:
                held.append(edge)
                low[node] = min(low[node], depth[head])
            continue
        walk.pop()
        if walk:
            above = walk[-1][0]
            low[above] = min(low[above], low[node])
            if low[node] >= depth[above]:
                while held.pop() != entered:
                    pass
    kept = [False] * len(edges)
    for edge in held if low[target] == 0 else ():
        kept[edge] = True
    return kept
