"""A plain network and the questions it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from corridor.errors import Finding, NetworkDataError, NoItineraryError, QueryError
from corridor.flat.answers import FlatAlternatives, FlatFrontier, FlatRoute, Totals
from corridor.flat.criterion import Criterion, Numbers, check_known, criterion_for
from corridor.flat.dimacs import is_gr, read_gr
from corridor.flat.engines import CompiledEngine, Engine, EngineName, PlainEngine, choose, reachable
from corridor.flat.ids import NodeId, NodeIds
from corridor.flat.parts import Parts, assemble, unknown_ends, wrong_values
from corridor.flat.tables import Naming, read_tables

_OBJECTIVES = (2, 3)
_MOST_ALTERNATIVES = 1000


class FlatNetwork:
    """Nodes, directed links and a few non-negative quantities that sum along a path; never changed once made.

    `criteria` are the quantities with their units and resolutions, `loops` the number of links from a node to
    itself that were left out, `notes` what was assumed in reading.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.criteria: tuple[Criterion, ...] = parts.criteria
        self.loops, self.notes = parts.loops, parts.notes

    @classmethod
    def from_arrays(
        cls,
        tails: Sequence[int] | Numbers,
        heads: Sequence[int] | Numbers,
        criteria: Mapping[str, Sequence[float] | Numbers],
        node_count: int | None = None,
        resolutions: Mapping[str, object] | None = None,
    ) -> FlatNetwork:
        """Make a network of nodes 0 … `node_count` - 1 from the ends of its links and their values.

        Links are known by their positions.  A resolution is 1 for integers and 0.001 of the unit for floats, if
        not given.  Raises `NetworkDataError` for wrong ends and values.

        >>> FlatNetwork.from_arrays([0, 1], [1, 2], {"length_km": [1.5, 2.25]}).route(0, 2).totals
        {'length_km': 3.75}
        """
        ends = [np.asarray(given) for given in (tails, heads)]
        columns = {name: np.asarray(values) for name, values in criteria.items()}
        for name, column in {"tails": ends[0], "heads": ends[1], **columns}.items():
            if column.shape != ends[0].shape or column.ndim != 1:
                raise QueryError(name, f"an array of shape {column.shape}", "all arrays have one value a link")
            if column.dtype.kind not in ("iu" if name in {"tails", "heads"} else "iuf") and len(column):
                raise QueryError(name, f"an array of {column.dtype}", "whole numbers are wanted for ends, else numbers")
        count = 1 + max(int(end.max(initial=-1)) for end in ends) if node_count is None else node_count
        nodes = NodeIds(np.arange(count, dtype=np.int32))
        counts = {criterion_for(name, column, resolutions): column for name, column in columns.items()}
        counted = {criterion: criterion.counts(column) for criterion, column in counts.items()}
        places = [nodes.positions(end.astype(np.int64)) if len(end) else end.astype(np.int64) for end in ends]
        found: list[Finding] = []
        for what, end, place in zip(("tails", "heads"), ends, places, strict=True):
            found += [_at(*fault) for fault in unknown_ends("arrays", what, nodes, end, place if count else place - 1)]
        for criterion, column in counts.items():
            faults = wrong_values("arrays", criterion.name, criterion, column, counted[criterion])
            found += [_at(*fault) for fault in faults]
        if found:
            raise NetworkDataError(found)
        ids = np.arange(len(ends[0]), dtype=np.int32)
        return cls(assemble("arrays", nodes, ids, (places[0], places[1]), counted))

    @classmethod
    def read(
        cls,
        path: str | Path | Sequence[str | Path],
        criteria: Mapping[str, str] | Sequence[str] | None = None,
        resolutions: Mapping[str, object] | None = None,
        **names: str,
    ) -> FlatNetwork:
        """Read a folder of two CSV tables (GMNS by default), or one or more DIMACS `.gr` or `.gr.gz` files.

        `criteria` gives the columns by name, such as `{"length_km": "KM"}`, or the names of `.gr` files in their
        order; `names` say how files and columns are called where not as in GMNS (`nodes`, `links`, `node_id`,
        `link_id`, `from_node`, `to_node`, `directed`).  Raises `NetworkDataError` with all findings.
        """
        paths = [Path(path)] if isinstance(path, str | Path) else [Path(one) for one in path]
        for name in names:
            if name not in Naming._fields:
                raise QueryError("name", name, "files and columns to be named are " + ", ".join(Naming._fields))
        if paths and all(is_gr(one) for one in paths):
            return cls(read_gr(paths, list(criteria or ()), resolutions))
        if len(paths) != 1:
            raise QueryError("path", ", ".join(map(str, paths)), "give one folder, or .gr files only")
        if criteria is not None and not isinstance(criteria, Mapping):
            criteria = {name: name for name in criteria}
        return cls(read_tables(paths[0], Naming(**names), criteria, resolutions))

    @property
    def node_count(self) -> int:
        """Give the number of nodes."""
        return len(self._parts.nodes)

    @property
    def link_count(self) -> int:
        """Give the number of directed links; one that is open both ways counts twice."""
        return len(self._parts.tails)

    @property
    def criteria_names(self) -> tuple[str, ...]:
        """Give the names of the criteria."""
        return tuple(criterion.name for criterion in self.criteria)

    @cached_property
    def _plain(self) -> PlainEngine:
        return PlainEngine(self._parts)

    @cached_property
    def _compiled(self) -> CompiledEngine:
        return CompiledEngine(self._parts)

    def _engine(self, name: EngineName) -> Engine:
        return self._plain if choose(name, self.link_count) == "plain" else self._compiled

    def route(
        self, origin: NodeId, destination: NodeId, minimize: str | None = None, engine: EngineName = "auto"
    ) -> FlatRoute:
        """Find a way of the least sum of one criterion, the first by default.

        Raises `UnknownPlaceError` and, where there is no way, `NoItineraryError`.
        """
        criterion, source, target = self._criterion(minimize), *self._ends(origin, destination)
        arcs = self._engine(engine).shortest(criterion, source, target)
        if arcs is None:
            raise self._no_way(source, target)
        return self._route(source, target, arcs)

    def prepare(self, minimize: str | None = None) -> None:
        """Prepare `route` by a criterion for many questions (landmarks); of use to a large network only."""
        if choose("auto", self.link_count) == "compiled":
            self._compiled.graph.prepare(self._criterion(minimize))

    def distances(
        self, origin: NodeId, minimize: str | None = None, engine: EngineName = "auto"
    ) -> dict[NodeId, float]:
        """Give the least sum of one criterion to every node that can be reached, by its id."""
        criterion, source = self._criterion(minimize), self._parts.nodes.position(origin)
        sums = self._engine(engine).distances(criterion, source)
        natural, nodes = self.criteria[criterion].natural, self._parts.nodes
        return {nodes[at]: natural(value) for at, value in enumerate(sums) if value >= 0}

    def frontier(
        self,
        origin: NodeId,
        destination: NodeId,
        objectives: Sequence[str],
        limits: Mapping[str, float] | None = None,
        engine: EngineName = "auto",
    ) -> FlatFrontier:
        """Find the exact Pareto frontier over two or three criteria; `limits` are largest sums of any criteria.

        Raises `NoItineraryError` where no way keeps the limits, or there is none.
        """
        if len(objectives) not in _OBJECTIVES or len(set(objectives)) < len(objectives):
            raise QueryError("objectives", ",".join(objectives), "a frontier is over two or three different criteria")
        check_known("objectives", dict.fromkeys(objectives), self.criteria_names)
        check_known("limits", limits, self.criteria_names)
        source, target = self._ends(origin, destination)
        names = [*objectives, *(name for name in limits or {} if name not in objectives)]
        columns = [self.criteria_names.index(name) for name in names]
        asked = dict(limits or {})
        bounds = [
            self.criteria[at].at_most(asked[name]) if name in asked else None
            for at, name in zip(columns, names, strict=True)
        ]
        front = self._engine(engine).frontier(columns, len(objectives), bounds, source, target)
        if not front.sums:
            raise self._no_way(source, target, asked)
        nodes = self._parts.nodes
        return FlatFrontier(nodes[source], nodes[target], tuple(objectives), asked, front, self._parts)

    def alternatives(
        self, origin: NodeId, destination: NodeId, k: int = 5, minimize: str | None = None, engine: EngineName = "auto"
    ) -> FlatAlternatives:
        """Find the k ways of the least sums that pass no node twice, the best first; parallel links make other ways."""
        if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= _MOST_ALTERNATIVES:
            raise QueryError("k", k, f"a whole number from 1 to {_MOST_ALTERNATIVES}")
        criterion, source, target = self._criterion(minimize), *self._ends(origin, destination)
        found = self._engine(engine).ranking(criterion, source, target, k)
        if not found:
            raise self._no_way(source, target)
        ways = tuple(self._route(source, target, arcs) for arcs in found)
        return FlatAlternatives(self.criteria_names[criterion], ways)

    def to_networkx(self) -> Any:  # noqa: ANN401 - networkx is not imported to name its type
        """Give the network as a `networkx.MultiDiGraph` with the criteria as attributes, for small ones."""
        import networkx as nx  # noqa: PLC0415 - only who asks for it pays for it

        graph: Any = nx.MultiDiGraph()
        nodes = self._parts.nodes
        graph.add_nodes_from(nodes[at] for at in range(self.node_count))
        for arc in range(self.link_count):
            row = FlatRoute(nodes[int(self._parts.tails[arc])], nodes[int(self._parts.heads[arc])], (arc,), self._parts)
            graph.add_edge(row.origin, row.destination, link_id=row.link_ids[0], **row.totals)
        return graph

    def __repr__(self) -> str:
        return f"<FlatNetwork: {self.node_count:,} nodes, {self.link_count:,} links; {', '.join(self.criteria_names)}>"

    def _criterion(self, name: str | None) -> int:
        if not self.criteria_names:
            raise QueryError("minimize", name, "the network has no criterion")
        check_known("minimize", {name: 1} if name else None, self.criteria_names)
        return self.criteria_names.index(name) if name else 0

    def _ends(self, origin: NodeId, destination: NodeId) -> tuple[int, int]:
        return self._parts.nodes.position(origin), self._parts.nodes.position(destination)

    def _route(self, source: int, target: int, arcs: Sequence[int]) -> FlatRoute:
        return FlatRoute(self._parts.nodes[source], self._parts.nodes[target], tuple(arcs), self._parts)

    def _no_way(self, source: int, target: int, limits: Totals | None = None) -> NoItineraryError:
        ends = str(self._parts.nodes[source]), str(self._parts.nodes[target])
        from_origin = reachable(self._parts, source)
        if limits and from_origin[target]:
            kept = ", ".join(f"{name} ≤ {value:g}" for name, value in limits.items())
            return NoItineraryError(*ends, f"no way keeps {kept}.", tuple(limits))
        forth, back = from_origin.sum(), reachable(self._parts, target, backwards=True).sum()
        reason = f"{forth:,} of {self.node_count:,} nodes can be reached from {ends[0]}, {back:,} can reach {ends[1]}."
        return NoItineraryError(*ends, reason)


def _at(position: int, finding: Finding) -> Finding:
    """Name the position in an array, which has no lines."""
    return replace(finding, message=f"{finding.message}, at position {position}")
