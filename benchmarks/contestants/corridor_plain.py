"""corridor over lists: what a small network and the command line run on; imports the standard library only."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from graphs import Links, Pair

from corridor.search.graph import Graph
from corridor.search.pareto import pareto
from corridor.search.shortest import UNREACHED, distances, shortest_path
from corridor.search.yen import Ranking

NAME = "corridor, plain"
NOTE = "`shortest_path`, `distances`, `Ranking`, `pareto`; gives paths too"


class Built(NamedTuple):
    graph: Graph
    costs: list[list[int]]


def build(links: Links) -> Built:
    graph = Graph.of(links.node_count, zip(links.tails.tolist(), links.heads.tolist(), strict=True))
    return Built(graph, [graph.sorted_weights(column.tolist()) for column in links.costs])


def one_pair(built: Built, pair: Pair) -> int:
    path = shortest_path(built.graph, built.costs[0], *pair)
    return -1 if path is None else sum(built.costs[0][arc] for arc in path)


def one_to_all(built: Built, source: int) -> list[int]:
    return distances(built.graph, built.costs[0], source)


def reached(found: list[int]) -> tuple[int, int]:
    known = [value for value in found if value != UNREACHED]
    return len(known), sum(known)


def k_best(built: Built, pair: Pair, k: int) -> list[int]:
    return [path.length for path in islice(Ranking(built.graph, built.costs[0], *pair), k)]


def frontier(built: Built, pair: Pair, size: int) -> list[tuple[int, ...]]:
    return pareto(built.graph, built.costs[:size], *pair).sums
