"""rustworkx: its one-pair search with a goal gives the length only; it has no k best paths for a pair."""

from __future__ import annotations

from collections.abc import Mapping

import rustworkx
from graphs import Links, Pair

NAME = "rustworkx"
NOTE = "`dijkstra_shortest_path_lengths`, with a goal for a pair; gives lengths only"


def build(links: Links) -> rustworkx.PyDiGraph[None, float]:
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(links.node_count))
    costs = links.costs[0].astype(float).tolist()
    graph.add_edges_from(list(zip(links.tails.tolist(), links.heads.tolist(), costs, strict=True)))
    return graph


def one_pair(built: rustworkx.PyDiGraph[None, float], pair: Pair) -> int:
    found = rustworkx.dijkstra_shortest_path_lengths(built, pair[0], float, goal=pair[1])
    return int(found[pair[1]]) if pair[1] in found else -1


def one_to_all(built: rustworkx.PyDiGraph[None, float], source: int) -> Mapping[int, float]:
    return rustworkx.dijkstra_shortest_path_lengths(built, source, float)


def reached(found: Mapping[int, float]) -> tuple[int, int]:
    return len(found) + 1, int(sum(found.values()))
