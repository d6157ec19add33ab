"""What every reader makes of its files, and the checks that all of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from corridor.errors import Finding, NetworkDataError
from corridor.flat.criterion import LARGEST_SUM, Criterion, Numbers, longest_path
from corridor.flat.ids import NodeIds

Fault = tuple[int, Finding]
"""The position of a record in its file, and what is wrong with it; the line is filled in by the reader."""
_MOST_NAMED = 100


class Parts(NamedTuple):
    """A network in arrays; arcs have positions, and the two arcs of a link open both ways share its id."""

    nodes: NodeIds
    link_ids: Numbers
    tails: Numbers
    heads: Numbers
    criteria: tuple[Criterion, ...]
    costs: tuple[Numbers, ...]
    """Multiples of the resolution, by criterion and arc."""
    loops: int = 0
    """Links from a node to itself, left out."""
    notes: tuple[str, ...] = ()
    """What was assumed in reading."""


def assemble(
    file: str,
    nodes: NodeIds,
    link_ids: Numbers,
    ends: tuple[Numbers, Numbers],
    costs: Mapping[Criterion, Numbers],
    notes: Sequence[str] = (),
) -> Parts:
    """Leave out self-loops and take no more room than the numbers need.

    Raises `NetworkDataError` where a path might sum to more than is exact.
    """
    tails, heads = ends
    kept = tails != heads
    loops = int(len(kept) - kept.sum())
    if loops:
        tails, heads, link_ids = tails[kept], heads[kept], link_ids[kept]
        costs = {criterion: column[kept] for criterion, column in costs.items()}
    found = [fault for item in costs.items() for fault in _too_long(file, *item, tails, len(nodes))]
    if found:
        raise NetworkDataError(found)
    columns = tuple(_narrow(column) for column in costs.values())
    return Parts(
        nodes,
        link_ids,
        tails.astype(np.int32),
        heads.astype(np.int32),
        tuple(costs),
        columns,
        loops,
        tuple(notes),
    )


def _narrow(column: Numbers) -> Numbers:
    return column.astype(np.int32) if column.max(initial=0) <= np.iinfo(np.int32).max else column


def wrong_values(file: str, column: str, criterion: Criterion, values: Numbers, counts: Numbers) -> list[Fault]:
    """Say which values are none of a criterion: negative, not finite, or too large to be summed exactly."""
    faults = []
    for at in np.flatnonzero(counts < 0)[:_MOST_NAMED].tolist():
        value = values[at].item()
        message = "is negative" if value < 0 else "is not a number" if value != value else "is too large"  # noqa: PLR0124 - NaN
        hint = f"counted in {criterion.resolution} {criterion.unit}".rstrip()
        faults.append((at, Finding("V202", "error", file, 0, column, str(value), message, hint)))
    return faults


def _too_long(file: str, criterion: Criterion, counts: Numbers, tails: Numbers, node_count: int) -> list[Finding]:
    if longest_path(counts, tails, node_count) < LARGEST_SUM:
        return []
    message = "a path might sum to 2^53 times the resolution or more"
    hint = f"choose a coarser resolution than {criterion.resolution}"
    return [Finding("V202", "error", file, 0, criterion.name, "", message, hint)]


def unknown_ends(file: str, column: str, nodes: NodeIds, given: Numbers, at: Numbers) -> list[Fault]:
    """Say which ends of links are no nodes, with the nearest ids."""
    faults = []
    for place in np.flatnonzero(at < 0)[:_MOST_NAMED].tolist():
        name = str(given[place])
        near = nodes.near(name)
        hint = f"did you mean {near[0]}?" if near else ""
        faults.append((place, Finding("N302", "error", file, 0, column, name, "there is no such node", hint)))
    return faults


def repeated_id(file: str, column: str, ids: NodeIds) -> list[Fault]:
    """Say whether an id stands twice, and where first."""
    at = ids.repeated()
    if at is None:
        return []
    return [(at, Finding("N301", "error", file, 0, column, str(ids[at]), "the id stands twice"))]
