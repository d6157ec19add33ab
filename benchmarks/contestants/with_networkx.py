"""NetworkX: the bidirectional search is the faster of its two for a pair."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

import networkx as nx
from graphs import Links, Pair

NAME = "networkx"
NOTE = "`bidirectional_dijkstra`, `single_source_dijkstra_path_length`, `shortest_simple_paths`"

Digraph = Any


def build(links: Links) -> Digraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(links.node_count))
    rows = (column.tolist() for column in (links.tails, links.heads, links.costs[0]))
    graph.add_weighted_edges_from(zip(*rows, strict=True), weight="cost")
    return graph


def one_pair(built: Digraph, pair: Pair) -> int:
    try:
        return int(nx.bidirectional_dijkstra(built, *pair, weight="cost")[0])
    except nx.NetworkXNoPath:
        return -1


def one_to_all(built: Digraph, source: int) -> dict[int, int]:
    return nx.single_source_dijkstra_path_length(built, source, weight="cost")


def reached(found: dict[int, int]) -> tuple[int, int]:
    return len(found), sum(found.values())


def k_best(built: Digraph, pair: Pair, k: int) -> list[int]:
    paths = islice(nx.shortest_simple_paths(built, *pair, weight="cost"), k)
    return [sum(built[one][other]["cost"] for one, other in pairwise(path)) for path in paths]
