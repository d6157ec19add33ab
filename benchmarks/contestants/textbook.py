"""Label setting as the textbooks have it (Martins 1984), over NetworkX, which has no such search of its own.

Labels leave a heap in lexicographic order of their sums; one that a settled label of its node is at least
as good as is dropped, and so is one that a settled label of the target is.  No bounds, no other refinement.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import Any

import networkx as nx
from graphs import Links, Pair

NAME = "textbook over networkx"
NOTE = "label setting without bounds"

Sums = tuple[int, ...]
Multigraph = Any


def build(links: Links) -> Multigraph:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(links.node_count))
    costs = zip(*(column.tolist() for column in links.costs), strict=True)
    for tail, head, sums in zip(links.tails.tolist(), links.heads.tolist(), costs, strict=True):
        graph.add_edge(tail, head, costs=sums)
    return graph


def frontier(built: Multigraph, pair: Pair, size: int) -> list[Sums]:
    source, target = pair
    settled: dict[int, list[Sums]] = defaultdict(list)
    heap: list[tuple[Sums, int]] = [((0,) * size, source)]
    while heap:
        sums, node = heappop(heap)
        if _covered(settled[node], sums) or _covered(settled[target], sums):
            continue
        settled[node].append(sums)
        if node == target:
            continue
        for _, head, costs in built.out_edges(node, data="costs"):
            there = tuple(one + other for one, other in zip(sums, costs[:size], strict=True))
            if not _covered(settled[head], there):
                heappush(heap, (there, head))
    return settled[target]


def _covered(known: list[Sums], sums: Sums) -> bool:
    return any(all(one <= other for one, other in zip(label, sums, strict=True)) for label in known)
