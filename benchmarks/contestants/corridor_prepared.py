"""corridor over arrays with landmarks prepared for one criterion; building includes the preparation."""

from __future__ import annotations

from graphs import Links

from contestants.corridor_compiled import one_pair  # noqa: F401 - a part of this contestant
from corridor.search.large import LargeGraph

NAME = "corridor, compiled and prepared"
NOTE = "`prepare`, then as before: landmarks for one criterion, whose making counts as building"


def build(links: Links) -> LargeGraph:
    graph = LargeGraph.of(links.node_count, links.tails, links.heads, links.costs)
    graph.prepare(0)
    return graph
