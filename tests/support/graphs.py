"""Random graphs of whole numbers, and slow and obvious ways to find paths in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
