"""Who is compared: one module each, so that a fresh process imports one contestant's libraries and no other's.

A module has `NAME`, `NOTE`, `build(links)`, and of the
functions `one_pair(built, pair)`, `one_to_all(built, source)`, `k_best(built, pair, k)` and
`frontier(built, pair, size)` those that it has an answer to: the length (-1 for no path); distances in its own
form, of which `reached(distances)` gives number and sum; lengths in order; Pareto-optimal sums in order.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

CORRIDOR = ("corridor_plain", "corridor_compiled", "corridor_prepared")
OTHERS = ("with_scipy", "with_rustworkx", "with_igraph", "with_networkx", "textbook")


def load(name: str) -> ModuleType | None:
    """Import a contestant; None where its library is not installed."""
    try:
        return import_module(f"contestants.{name}")
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] in {"contestants", "corridor"}:
            raise
        return None
