"""What a plain network answers: ways with their totals in natural units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from corridor.flat.engines import Front
from corridor.flat.ids import NodeId
from corridor.flat.parts import Parts

Totals = dict[str, float]


@dataclass(frozen=True, eq=False)
class FlatRoute:
    """One way from `origin` to `destination`, as the links it takes."""

    origin: NodeId
    destination: NodeId
    arcs: tuple[int, ...]
    """Positions of the links in the arrays of the network."""
    _parts: Parts = field(repr=False)

    @property
    def totals(self) -> Totals:
        """Give the sum of every criterion, in its unit."""
        sums = [sum(int(column[arc]) for arc in self.arcs) for column in self._parts.costs]
        return _natural(self._parts, range(len(sums)), sums)

    @property
    def link_ids(self) -> tuple[NodeId, ...]:
        """Give the ids of the links in order."""
        return tuple(self._parts.link_ids[list(self.arcs)].tolist())

    @property
    def node_ids(self) -> tuple[NodeId, ...]:
        """Give the ids of the nodes in order, both ends included."""
        nodes, heads = self._parts.nodes, self._parts.heads
        return (self.origin, *[nodes[int(heads[arc])] for arc in self.arcs])

    def rows(self) -> list[dict[str, Any]]:
        """Give one row a link: its id, ends and the value of every criterion."""
        nodes, links = self.node_ids, self.link_ids
        rows = []
        for at, arc in enumerate(self.arcs):
            own = [int(column[arc]) for column in self._parts.costs]
            ends = {"link_id": links[at], "from_node_id": nodes[at], "to_node_id": nodes[at + 1]}
            rows.append({**ends, **_natural(self._parts, range(len(own)), own)})
        return rows

    def to_dict(self) -> dict[str, Any]:
        """Give the way as plain data, ready for JSON."""
        ends = {"origin": self.origin, "destination": self.destination}
        return {**ends, "totals": self.totals, "link_ids": list(self.link_ids), "node_ids": list(self.node_ids)}

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give the way as a pandas DataFrame, one row a link."""
        return _frame(self.rows())


@dataclass(frozen=True, eq=False)
class FlatAlternatives(Sequence[FlatRoute]):
    """The best ways without a repeated node, the best first; fewer than asked for if there are no more."""

    minimize: str
    routes: tuple[FlatRoute, ...]

    def __len__(self) -> int:
        return len(self.routes)

    @overload
    def __getitem__(self, index: int) -> FlatRoute: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[FlatRoute]: ...
    def __getitem__(self, index: int | slice) -> FlatRoute | Sequence[FlatRoute]:
        return self.routes[index]

    def rows(self) -> list[dict[str, Any]]:
        """Give one row a way: its totals and number of links."""
        return [{"rank": rank, **way.totals, "links": len(way.arcs)} for rank, way in enumerate(self.routes, 1)]

    def to_dict(self) -> dict[str, Any]:
        """Give the ways as plain data, ready for JSON."""
        return {"minimize": self.minimize, "routes": [way.to_dict() for way in self.routes]}

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give the totals as a pandas DataFrame, one row a way."""
        return _frame(self.rows())


@dataclass(frozen=True, eq=False)
class FlatFrontier(Sequence[FlatRoute]):
    """Every sum that no other beats in all objectives, in lexicographic order, with one way for each.

    Sums are known at once (`points`); a way is put together when it is asked for.
    """

    origin: NodeId
    destination: NodeId
    objectives: tuple[str, ...]
    limits: Totals
    _front: Front = field(repr=False)
    _parts: Parts = field(repr=False)

    @property
    def points(self) -> list[Totals]:
        """Give the sums by objective, in their units."""
        names = [criterion.name for criterion in self._parts.criteria]
        places = [names.index(name) for name in self.objectives]
        return [_natural(self._parts, places, sums) for sums in self._front.sums]

    def __len__(self) -> int:
        return len(self._front.sums)

    @overload
    def __getitem__(self, index: int) -> FlatRoute: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[FlatRoute]: ...
    def __getitem__(self, index: int | slice) -> FlatRoute | Sequence[FlatRoute]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        return FlatRoute(self.origin, self.destination, tuple(self._front.path(at)), self._parts)

    def __iter__(self) -> Iterator[FlatRoute]:
        return (self[at] for at in range(len(self)))

    def to_dict(self) -> dict[str, Any]:
        """Give the frontier with its ways as plain data, ready for JSON."""
        asked = {"objectives": list(self.objectives), "limits": self.limits}
        return {**asked, "routes": [way.to_dict() for way in self]}

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
        """Give the sums as a pandas DataFrame, one row a point."""
        return _frame(self.points)


def _natural(parts: Parts, places: Sequence[int], sums: Sequence[int]) -> Totals:
    chosen = [parts.criteria[place] for place in places]
    return {criterion.name: criterion.natural(value) for criterion, value in zip(chosen, sums, strict=True)}


def _frame(rows: Sequence[dict[str, Any]]) -> Any:  # noqa: ANN401 - pandas is not imported to name its type
    import pandas as pd  # noqa: PLC0415 - only who asks for a frame pays for pandas

    return pd.DataFrame(rows)
