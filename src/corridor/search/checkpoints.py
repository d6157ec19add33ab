"""Paths that must pass given places in order: the graph in layers, one for each place still to be passed."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from corridor.search.graph import Graph


class Layered(NamedTuple):
    """A layered graph, with the arc of the plain graph that each of its arcs stands for."""

    graph: Graph
    arc_of: list[int]
    source: int
    target: int


def layered(graph: Graph, checkpoints: Sequence[AbstractSet[int]], source: int, target: int) -> Layered:
    """Copy the graph once per checkpoint, so that only paths through all of them reach the target.

    A checkpoint is a set of nodes of which one must be entered (or stood on at the start).  Layer k holds
    the paths that have passed k checkpoints; an arc into a node of the next checkpoint rises a layer.

    >>> plain = Graph.of(3, [(0, 1), (1, 2), (0, 2)])
    >>> layered(plain, [{1}], 0, 2).graph.node_count
    6
    """
    count, size = graph.node_count, len(checkpoints)

    def rise(layer: int, node: int) -> int:
        while layer < size and node in checkpoints[layer]:
            layer += 1
        return layer

    arcs = []
    origin = []
    for layer in range(size + 1):
        for arc in range(graph.arc_count):
            tail, head = graph.tails[arc], graph.heads[arc]
            arcs.append((layer * count + tail, rise(layer, head) * count + head))
            origin.append(arc)
    made = Graph.of(count * (size + 1), arcs)
    arc_of = [origin[index] for index in made.order]
    return Layered(made, arc_of, rise(0, source) * count + source, size * count + target)
