"""corridor over arrays: the same kernels, compiled by numba (the extra `large`)."""

from __future__ import annotations

from graphs import Integers, Links, Pair

from corridor.search.large import LargeGraph

NAME = "corridor, compiled"
NOTE = "`LargeGraph.shortest`, `distances`, `k_shortest`, `frontier`; gives paths too"


def build(links: Links) -> LargeGraph:
    return LargeGraph.of(links.node_count, links.tails, links.heads, links.costs)


def one_pair(built: LargeGraph, pair: Pair) -> int:
    found = built.shortest(0, *pair)
    return -1 if found is None else found[0]


def one_to_all(built: LargeGraph, source: int) -> Integers:
    return built.distances(0, source)


def reached(found: Integers) -> tuple[int, int]:
    return int((found >= 0).sum()), int(found[found >= 0].sum())


def k_best(built: LargeGraph, pair: Pair, k: int) -> list[int]:
    return [length for length, _ in built.k_shortest(0, *pair, k)]


def frontier(built: LargeGraph, pair: Pair, size: int) -> list[tuple[int, ...]]:
    return [tuple(row) for row in built.frontier(range(size), *pair).sums.tolist()]
