"""The graphs that are measured on: road-like grids of any size from a fixed seed, and DIMACS files."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Pair = tuple[int, int]

SEED = 20260
TRUNK_EVERY = 8
"""Every eighth row and column of a grid is a trunk road, on which one drives about twice as fast."""
NEAR = 100
"""Rows and columns that lie, at most, between the ends of a pair for the harder questions."""


class Links(NamedTuple):
    """A directed graph by its links; costs are whole numbers above zero: metres, seconds, and 1 each."""

    node_count: int
    tails: Integers
    heads: Integers
    costs: tuple[Integers, ...]

    @property
    def count(self) -> int:
        return len(self.tails)


def grid(links: int) -> Links:
    """Make a square grid of two-way roads with about so many links (a two-way road is two)."""
    side = max(3, round((1 + (1 + links) ** 0.5) / 2))
    random = np.random.default_rng(SEED + links)
    place = np.arange(side * side).reshape(side, side)
    ends = np.concatenate((place[:, :-1].ravel(), place[:-1].ravel()))
    others = np.concatenate((place[:, 1:].ravel(), place[1:].ravel()))
    line = np.concatenate((place[:, :-1].ravel() // side, place[:-1].ravel() % side))
    metres = random.integers(200, 1200, len(ends))
    slow, fast = random.integers(8, 16, len(ends)), random.integers(20, 30, len(ends))
    seconds = metres // np.where(line % TRUNK_EVERY == 0, fast, slow)
    costs = (np.tile(metres, 2), np.tile(seconds, 2), np.ones(2 * len(ends), np.int64))
    return Links(side * side, np.concatenate((ends, others)), np.concatenate((others, ends)), costs)


def pairs_anywhere(links: Links, count: int) -> list[Pair]:
    """Draw pairs of different nodes."""
    random = np.random.default_rng(SEED)
    drawn = random.integers(0, links.node_count, (8 * count, 2)).tolist()
    return [(one, other) for one, other in drawn if one != other][:count]


def pairs_near(links: Links, count: int) -> list[Pair]:
    """Draw pairs of different nodes of a grid that are at most `NEAR` rows and columns apart."""
    random = np.random.default_rng(SEED + 1)
    side = round(links.node_count**0.5)
    begins = random.integers(0, side, (8 * count, 2))
    ends = np.clip(begins + random.integers(-NEAR, NEAR + 1, begins.shape), 0, side - 1)
    drawn = zip((begins @ (side, 1)).tolist(), (ends @ (side, 1)).tolist(), strict=True)
    return [(one, other) for one, other in drawn if one != other][:count]


def save(links: Links, path: Path) -> None:
    np.savez(path, links.tails, links.heads, *links.costs, np.array([links.node_count]))


def restore(path: Path) -> Links:
    with np.load(path) as parts:
        tails, heads, *costs, count = (parts[name] for name in parts.files)
    return Links(int(count[0]), tails, heads, tuple(costs))


def cheapest_only(links: Links, criterion: int = 0) -> Links:
    """Keep of parallel links the cheapest by one criterion: matrices and simple graphs have no parallel links."""
    order = np.lexsort((links.costs[criterion], links.heads, links.tails))
    tails, heads = links.tails[order], links.heads[order]
    kept = np.ones(len(order), bool)
    kept[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
    order = order[kept]
    return Links(links.node_count, tails[kept], heads[kept], tuple(column[order] for column in links.costs))


def dimacs(files: Sequence[Path]) -> Links:
    """Read the same graph from files of the 9th DIMACS challenge, one by criterion, and count links as a third."""
    tables = [_arcs(path) for path in files]
    ends = tables[0][:, :2] - 1
    if any((table[:, :2] - 1 != ends).any() for table in tables[1:]):
        message = f"{files[0].name} and {files[1].name} do not hold the same links in the same order."
        raise SystemExit(message)
    costs = tuple(table[:, 2] for table in tables)
    return Links(int(ends.max()) + 1, ends[:, 0], ends[:, 1], (*costs, np.ones(len(ends), np.int64)))


def _arcs(path: Path) -> npt.NDArray[Any]:
    with gzip.open(path, "rt", encoding="ascii") as lines:
        numbers = [line[2:].split() for line in lines if line.startswith("a ")]
    return np.array(numbers, dtype=np.int64)


def known_counts(path: Path) -> list[tuple[int, int, int]]:
    """Read origin, destination (nodes from 0) and the number of Pareto-optimal sums of each pair."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [(int(row["origin"]) - 1, int(row["destination"]) - 1, int(row["pareto_count"])) for row in rows]
