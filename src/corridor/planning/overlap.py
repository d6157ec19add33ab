"""What two itineraries share, and where an itinerary runs back over its own way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from corridor.planning.query import Query
from corridor.planning.stategraph import Arc


class Way(NamedTuple):
    """The links of an itinerary with their lengths in metres, whatever their direction."""

    metres_of: dict[str, int]
    metres: int

    @classmethod
    def of(cls, arcs: Sequence[Arc]) -> Way:
        """Read the links off a run of arcs."""
        metres_of = {arc.subject: arc.metres for arc in arcs if arc.kind == "link"}
        return cls(metres_of, sum(metres_of.values()))


def overlap(one: Way, other: Way) -> float:
    """Give the share of the shorter of two ways that lies on links of both, from 0 to 1.

    The tonnes are the same on both, so that a share of the length is the share of the tonne-km.

    >>> overlap(Way({"a": 300, "b": 100}, 400), Way({"a": 300, "c": 300}, 600))
    0.75
    """
    common = sum(length for link_id, length in one.metres_of.items() if link_id in other.metres_of)
    shorter = min(one.metres, other.metres)
    return common / shorter if shorter else float(one.metres_of.keys() == other.metres_of.keys())


def shares_too_much(arcs: Sequence[Arc], chosen: Sequence[Way], max_overlap: float) -> int:
    """Give the position of the first arc by which a run shares too much with a way already chosen.

    Whatever begins with a run that has more in common with a chosen way than the admitted share of that
    way will have too great an overlap in the end, since the shorter of the two is no longer than it.
    """
    common = [0] * len(chosen)
    for position, arc in enumerate(arcs):
        if arc.kind != "link":
            continue
        for number, way in enumerate(chosen):
            common[number] += way.metres_of.get(arc.subject, 0)
            if common[number] > max_overlap * way.metres:
                return position
    return len(arcs)


def doubles_back(query: Query, arcs: Sequence[Arc]) -> int:
    """Give the position of the first arc that comes to a place for the second time, or the number of arcs.

    A place to be passed (`via`) begins the count anew: a way into Poti and out again was asked for.
    """
    to_pass = list(query.filters.via)
    seen = {query.origin}
    while to_pass and to_pass[0] == query.origin:
        to_pass.pop(0)
    for position, arc in enumerate(arcs):
        if arc.kind != "link":
            continue
        if arc.node_id in seen:
            return position
        seen.add(arc.node_id)
        while to_pass and to_pass[0] == arc.node_id:
            to_pass.pop(0)
            seen = {arc.node_id}
    return len(arcs)


def within_bounds(bounded: Sequence[tuple[Sequence[int], int]], to_go: Sequence[Sequence[int]],
                  heads: Sequence[int]) -> Callable[[Sequence[int]], int]:  # fmt: skip
    """Give a test for runs of arcs: the position of the first after which no bound can be kept any more.

    `to_go` holds, for each bound, the least sum from every node to the target.
    """

    def breaks_at(run: Sequence[int]) -> int:
        broken = len(run)
        for (column, limit), left in zip(bounded, to_go, strict=True):
            spent = 0
            for position in range(broken):
                spent += column[run[position]]
                if spent + left[heads[run[position]]] > limit:
                    broken = position
                    break
        return broken

    return breaks_at
