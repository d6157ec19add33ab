"""Paths whose letters spell a word of a regular language: the graph times a deterministic automaton.

Barrett, Jacob and Marathe (2000): a shortest path under a regular language is a shortest path of the
product of graph and automaton.  The automaton is deterministic, so that each path of the graph that is
admitted is exactly one path of the product, and frontiers and ranked alternatives count nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from corridor.search.checkpoints import Layered
from corridor.search.graph import Graph


class Automaton(NamedTuple):
    """States 0 … `len(moves)` - 1, beginning in 0; a letter without a move is not admitted."""

    moves: tuple[Mapping[str, int], ...]
    accepting: AbstractSet[int]


def constrained(graph: Graph, letters: Sequence[str], automaton: Automaton, source: int, target: int) -> Layered:
    """Copy the graph once per state, so that only paths that spell an accepted word reach the target.

    `letters` holds a letter by arc; an arc without one (`""`) leaves the automaton where it is.  The
    target has one copy, entered in accepting states only.

    >>> plain = Graph.of(3, [(0, 1), (1, 2), (0, 2)])
    >>> word = Automaton(({"a": 1}, {"b": 2}, {}), {2})
    >>> made = constrained(plain, ["a", "b", "b"], word, 0, 2)
    >>> from corridor.search.shortest import shortest_path
    >>> [made.arc_of[arc] for arc in shortest_path(made.graph, [1] * made.graph.arc_count, made.source, made.target)]
    [0, 2]
    """
    count = graph.node_count
    arcs, origin = [], []
    for state, moves in enumerate(automaton.moves):
        for arc in range(graph.arc_count):
            letter, head = letters[arc], graph.heads[arc]
            after = moves.get(letter) if letter else state
            if after is None or (head == target and after not in automaton.accepting):
                continue
            arcs.append((state * count + graph.tails[arc], target if head == target else after * count + head))
            origin.append(arc)
    made = Graph.of(count * len(automaton.moves), arcs)
    return Layered(made, [origin[index] for index in made.order], source, target)
