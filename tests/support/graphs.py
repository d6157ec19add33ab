"""Random graphs of whole numbers, and slow and obvious ways to find paths in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import networkx as nx

from corridor.search.graph import Graph


@dataclass(frozen=True)
class Case:
    """A graph with its weights by arc (in the graph's own order), and the ends asked for."""

    graph: Graph
    weights: list[int]
    source: int
    target: int


def random_case(rng: Random, *, nodes: int, arcs: int, largest: int = 9) -> Case:
    """Draw a graph with zero weights, ties, parallel arcs, loops and, often, unreachable targets."""
    count = rng.randint(1, nodes)
    pairs = [(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(0, arcs))]
    pairs += [rng.choice(pairs) for _ in range(rng.randint(0, 2)) if pairs]
    top = rng.choice([0, 1, 3, largest])
    graph = Graph.of(count, pairs)
    return Case(graph, [rng.randint(0, top) for _ in pairs], rng.randrange(count), rng.randrange(count))


def random_weights(rng: Random, graph: Graph, largest: int = 6) -> list[int]:
    """Draw one more weight for every arc."""
    return [rng.randint(0, largest) for _ in range(graph.arc_count)]


def to_networkx(graph: Graph, weights: Sequence[int]) -> nx.MultiDiGraph:
    """Give the graph as NetworkX has it, with arc ids as keys."""
    made = nx.MultiDiGraph()
    made.add_nodes_from(range(graph.node_count))
    for arc in range(graph.arc_count):
        made.add_edge(graph.tails[arc], graph.heads[arc], key=arc, weight=weights[arc])
    return made


def simple_paths(graph: Graph, source: int, target: int) -> Iterator[list[int]]:
    """Give every run of arcs from source to target that enters no node twice."""

    def onward(node: int, seen: frozenset[int], path: list[int]) -> Iterator[list[int]]:
        if node == target:
            yield path
            return
        for arc in range(graph.arc_count):
            head = graph.heads[arc]
            if graph.tails[arc] == node and head not in seen:
                yield from onward(head, seen | {head}, [*path, arc])

    yield from onward(source, frozenset({source}), [])


def total(weights: Sequence[int], path: Sequence[int]) -> int:
    """Add up the weights of a path."""
    return sum(weights[arc] for arc in path)


def leads(graph: Graph, path: Sequence[int], source: int, target: int) -> bool:
    """Say whether a run of arcs hangs together and leads from source to target."""
    node = source
    for arc in path:
        if graph.tails[arc] != node:
            return False
        node = graph.heads[arc]
    return node == target


Sums = tuple[int, ...]


@dataclass(frozen=True)
class ManyCase:
    """A graph with several criteria by arc, the ends asked for, how many criteria are objectives, and limits."""

    graph: Graph
    criteria: list[list[int]]
    source: int
    target: int
    objectives: int
    limits: list[int | None]


def undominated_of(points: Iterable[Sums]) -> list[Sums]:
    """Keep the points that no other one is at least as good as in everything, in order; quadratic."""
    kept: list[Sums] = []
    for point in sorted(set(points)):  # nothing later in this order dominates anything earlier
        if not any(all(a <= b for a, b in zip(other, point, strict=True)) for other in kept):
            kept.append(point)
    return kept


def frontier_of(points: Iterable[Sums], objectives: int, limits: Sequence[int | None]) -> list[Sums]:
    """Give the frontier of all sums that keep the limits."""
    kept = (point for point in points if all(top is None or at <= top for at, top in zip(point, limits, strict=True)))
    return undominated_of(point[:objectives] for point in kept)


def all_sums(graph: Graph, criteria: Sequence[Sequence[int]], source: int, target: int) -> set[Sums]:
    """Give the sums of every simple path."""
    found: set[Sums] = set()
    leaving: list[list[tuple[int, Sums]]] = [[] for _ in range(graph.node_count)]
    for arc in range(graph.arc_count):
        leaving[graph.tails[arc]].append((graph.heads[arc], tuple(column[arc] for column in criteria)))

    def onward(node: int, seen: frozenset[int], sums: Sums) -> None:
        if node == target:
            found.add(sums)
            return
        for head, costs in leaving[node]:
            if head not in seen:
                onward(head, seen | {head}, tuple(a + b for a, b in zip(sums, costs, strict=True)))

    onward(source, frozenset({source}), (0,) * len(criteria))
    return found


def spread_sums(graph: Graph, criteria: Sequence[Sequence[int]], source: int) -> list[list[Sums]]:
    """Give the undominated sums to every node: all arcs are gone along again until nothing changes any more."""
    known: list[list[Sums]] = [[] for _ in range(graph.node_count)]
    known[source] = [(0,) * len(criteria)]
    fresh = {source}
    while fresh:
        changed = set()
        for arc in range(graph.arc_count):
            tail, head = graph.tails[arc], graph.heads[arc]
            if tail not in fresh:
                continue
            costs = [column[arc] for column in criteria]
            arriving = [tuple(a + b for a, b in zip(sums, costs, strict=True)) for sums in known[tail]]
            merged = undominated_of([*known[head], *arriving])
            if merged != known[head]:
                known[head] = merged
                changed.add(head)
        fresh = changed
    return known


def check_paths(case: ManyCase, sums: Sequence[Sums], paths: Sequence[Sequence[int]]) -> None:
    """Assert that each path leads to the target without a cycle, with these sums, and within all limits."""
    for point, path in zip(sums, paths, strict=True):
        assert leads(case.graph, path, case.source, case.target)
        entered = [case.source, *(case.graph.heads[arc] for arc in path)]
        assert len(entered) == len(set(entered))
        whole = [total(column, path) for column in case.criteria]
        assert tuple(whole[: case.objectives]) == tuple(point)
        assert all(top is None or at <= top for at, top in zip(whole, case.limits, strict=True))


def random_many(rng: Random, *, nodes: int = 8, arcs: int = 18) -> tuple[ManyCase, set[Sums]]:
    """Draw a small graph with 2 to 4 criteria, ties, parallel arcs and loops; limits just meet or miss some path."""
    count = rng.randint(2, nodes)
    pairs = [
        (rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(rng.choice([1, arcs - 6]), arcs - 2))
    ]
    pairs += [rng.choice(pairs) for _ in range(rng.randint(0, 2))]
    graph = Graph.of(count, pairs)
    size, top = rng.choice([2, 2, 3, 3, 4]), rng.choice([1, 3, 10])
    criteria = [[rng.randint(0, top) for _ in pairs] for _ in range(size)]
    source, target = rng.randrange(count), rng.randrange(count)
    points = all_sums(graph, criteria, source, target)
    limits: list[int | None] = [None] * size
    for place in range(size):
        if rng.random() < 0.4:
            met = rng.choice(sorted(points))[place] if points and rng.random() < 0.8 else rng.randint(0, 4 * top)
            limits[place] = met + rng.choice([0, 0, -1, 1])
    case = ManyCase(graph, criteria, source, target, rng.choice([size, size, size - 1, 1]), limits)
    return case, points


def grid_pairs(width: int, height: int) -> list[tuple[int, int]]:
    """Give the arcs of a grid, both ways; nodes are numbered row by row."""
    cells = [(x, y) for y in range(height) for x in range(width)]
    steps = [(1, 0), (0, 1), (-1, 0), (0, -1)]
    return [
        (y * width + x, (y + down) * width + x + right)
        for x, y in cells
        for right, down in steps
        if 0 <= x + right < width and 0 <= y + down < height
    ]


def layered_pairs(rng: Random, layers: int, width: int) -> list[tuple[int, int]]:
    """Give arcs from node 0 through layers, each node to two or three of the next, to the last node; and a few back."""
    last = layers * width + 1
    pairs = [(0, 1 + place) for place in range(width)]
    for layer in range(layers - 1):
        for place in range(width):
            begin = 1 + (layer + 1) * width
            pairs += [(begin - width + place, begin + at) for at in rng.sample(range(width), min(width, 3))]
    pairs += [(last - 1 - place, last) for place in range(width)]
    return pairs + [(rng.randrange(last + 1), rng.randrange(last + 1)) for _ in range(5)]
