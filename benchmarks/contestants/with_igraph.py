"""igraph: links and their costs are attributes of its graph, which it reads anew in each call."""

from __future__ import annotations

from math import inf

import igraph
from graphs import Links, Pair

NAME = "igraph"
NOTE = "`get_shortest_path`, `distances`, `get_k_shortest_paths` (paths as links)"


def build(links: Links) -> igraph.Graph:
    ends = zip(links.tails.tolist(), links.heads.tolist(), strict=True)
    return igraph.Graph(links.node_count, list(ends), directed=True, edge_attrs={"cost": links.costs[0].tolist()})


def _length(built: igraph.Graph, path: list[int]) -> int:
    return sum(built.es[link]["cost"] for link in path)


def one_pair(built: igraph.Graph, pair: Pair) -> int:
    path = built.get_shortest_path(*pair, weights="cost", output="epath")
    return _length(built, path) if path else -1


def one_to_all(built: igraph.Graph, source: int) -> list[float]:
    return built.distances(source, weights="cost")[0]


def reached(found: list[float]) -> tuple[int, int]:
    known = [value for value in found if value < inf]
    return len(known), int(sum(known))


def k_best(built: igraph.Graph, pair: Pair, k: int) -> list[int]:
    paths = built.get_k_shortest_paths(*pair, k=k, weights="cost", output="epath")
    return [_length(built, path) for path in paths]
