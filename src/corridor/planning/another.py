"""The other way that somebody asks about: a named corridor, a country or a place, as a rule that paths must keep.

A corridor has its name from the first rule that fits an itinerary, so a path of it must meet the rule's own
patterns and keep clear of every earlier rule.  Most earlier rules shrink to places and links that must not
be passed; what is left is kept by the set of patterns that a path has met so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Literal

from corridor.errors import AmbiguousPlaceError, UnknownPlaceError, UnknownWayError, nearest
from corridor.model.gazetteer import fold
from corridor.model.network import Network
from corridor.model.reference import CorridorRule
from corridor.planning.solve import Problem
from corridor.planning.stategraph import Arc
from corridor.search.collect import FORBIDDEN, collecting

OtherKind = Literal["corridor", "country", "place"]


@dataclass(frozen=True)
class Other:
    """What an itinerary must be to count as the other way: its patterns, and the rules that must not name it first."""

    network: Network
    kind: OtherKind
    id: str
    name: str
    passes: tuple[str, ...]
    avoids: tuple[str, ...] = ()
    earlier: tuple[CorridorRule, ...] = ()

    def narrow(self, problem: Problem, origin: str, *, ports_by_sea: bool) -> Problem:
        """Leave only the paths that are such a way; raises `ProductTooLargeError` where that is too much."""
        graph, arcs, source, target = problem
        if self.kind == "place":
            place_marks = [int(self._is_at(arc, by_sea=ports_by_sea)) for arc in arcs]
            product = collecting(graph, place_marks, 0, lambda held: held, bool, source, target)
        else:
            marks = [self._marks_of(arc) for arc in arcs]
            start = self._marked(origin)
            if start == FORBIDDEN:
                marks, start = [FORBIDDEN] * len(arcs), 0
            product = collecting(graph, marks, start, self.settled, self.accepts, source, target)
        return Problem(product.graph, [arcs[arc] for arc in product.arc_of], product.source, product.target)

    def _is_at(self, arc: Arc, *, by_sea: bool) -> bool:
        place, state, _ = arc.head
        as_port = by_sea and self.network.nodes[self.id].node_type == "seaport"
        return place == self.id and (state.mode == "sea" or not as_port)

    def mark_of(self, arc: Arc) -> int:
        """Give the mark of an arc where the places at which cargo is loaded count by their loading arcs."""
        return self._marked(arc.node_id) if arc.kind == "loading" else self._marks_of(arc)

    def _marks_of(self, arc: Arc) -> int:
        if arc.kind != "link":
            return 0
        link, place = self._marks.get(arc.subject, 0), self._marked(arc.node_id)
        return FORBIDDEN if FORBIDDEN in {link, place} else link | place

    def _marked(self, node_id: str) -> int:
        both = self._marks.get(node_id, 0), self._marks.get(f"country:{self.network.nodes[node_id].country}", 0)
        return FORBIDDEN if FORBIDDEN in both else both[0] | both[1]

    @cached_property
    def _marks(self) -> dict[str, int]:
        """Give the patterns that each place, country and link meets, a bit for each; or that it is forbidden."""
        bits = {pattern: 1 << number for number, pattern in enumerate(self._patterns)}
        countries = {f"country:{node.country}" for node in self.network.nodes.values()}
        marks: dict[str, int] = {}
        for item in (*self.network.nodes, *self.network.links, *countries):
            if any(fnmatchcase(item, pattern) for pattern in self._forbidden):
                marks[item] = FORBIDDEN
            else:
                met = sum(bit for pattern, bit in bits.items() if fnmatchcase(item, pattern))
                if met:
                    marks[item] = met
        return marks

    @cached_property
    def _reduced(self) -> tuple[frozenset[str], tuple[CorridorRule, ...]]:
        """Give the patterns that must not be met at all, and the earlier rules that are not settled by that."""
        forbidden = set(self.avoids)
        rules = list(self.earlier)
        while True:
            left = []
            before = len(forbidden)
            for rule in rules:
                if forbidden & set(rule.passes) or set(rule.avoids) & set(self.passes):
                    continue  # it cannot fit such a way
                wanting = set(rule.passes) - set(self.passes)
                escapes = set(rule.avoids) - forbidden
                if len(wanting) == 1 and not escapes:
                    forbidden |= wanting
                else:
                    left.append(rule)
            rules = left
            if len(forbidden) == before:
                return frozenset(forbidden), tuple(rules)

    @property
    def _forbidden(self) -> frozenset[str]:
        return self._reduced[0]

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        told = list(self.passes)
        for rule in self._reduced[1]:
            told += [*rule.passes, *rule.avoids]
        return tuple(pattern for pattern in dict.fromkeys(told) if pattern not in self._forbidden)

    @cached_property
    def _rules(self) -> tuple[int, tuple[tuple[int, int], ...]]:
        """Give the patterns of the way itself, and those of each earlier rule: to be met, and to be avoided."""
        bits = {pattern: 1 << number for number, pattern in enumerate(self._patterns)}
        rules = [
            (_sum(bits, rule.passes), _sum(bits, rule.avoids))
            for rule in self._reduced[1]
        ]  # fmt: skip
        never = 1 << len(bits) if self._forbidden & set(self.passes) else 0
        return _sum(bits, self.passes) | never, tuple(rules)

    def settled(self, held: int) -> int | None:
        """Drop what no longer matters; None where an earlier rule fits and nothing can undo it."""
        wanted, rules = self._rules
        telling = wanted
        for passes, avoids in rules:
            telling |= avoids
            if not held & avoids:
                telling |= passes
                if held & passes == passes and not avoids:
                    return None
        return held & telling

    def accepts(self, held: int) -> bool:
        """Say whether a path that has met such patterns is such a way."""
        wanted, rules = self._rules
        return held & wanted == wanted and not any(
            held & passes == passes and not held & avoids for passes, avoids in rules
        )


def _sum(bits: dict[str, int], patterns: Sequence[str]) -> int:
    total = 0
    for pattern in patterns:
        total |= bits.get(pattern, 0)
    return total


def find_other(network: Network, name: str) -> Other:
    """Tell which corridor, country or place a name means, in this order.

    Raises `UnknownWayError` with the nearest names of all three, or `AmbiguousPlaceError`.
    """
    for number, rule in enumerate(network.corridors):
        if fold(name) in {fold(rule.corridor_id), fold(rule.name)}:
            earlier = network.corridors[:number]
            return Other(network, "corridor", rule.corridor_id, rule.name, rule.passes, rule.avoids, earlier)
    code = network.gazetteer.country(name)
    if code is not None:
        return Other(network, "country", code, network.countries.get(code, code), (f"country:{code}",))
    try:
        node = network.gazetteer.resolve(name)
    except AmbiguousPlaceError:
        raise
    except UnknownPlaceError as error:
        corridors = [rule.corridor_id for rule in network.corridors]
        known = nearest(name, corridors), nearest(name, network.countries.values(), 1), error.candidates
        raise UnknownWayError(name, [word for words in known for word in words]) from None
    return Other(network, "place", node.node_id, node.name, (node.node_id,))
