"""What could be lifted so that a way opens: each filter of a query by itself, and each link that is not open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from corridor.model.link import Link
from corridor.model.network import Network
from corridor.model.state import MODES
from corridor.planning.criteria import Criterion
from corridor.planning.query import Filters, Query


class Relaxation(NamedTuple):
    """One filter of a query, in the words in which it was given, and how to lift it."""

    words: str
    lift: Callable[[Filters], Filters]
    bars: Callable[[Network, Link], bool] | None = None
    """Says whether it bars a link; None for what is no matter of single links."""
    bound: Criterion | None = None
    """The sum that it bounds."""


def relaxations(query: Query) -> Iterator[Relaxation]:
    """Give each filter of a query on its own."""
    filters = query.filters
    yield from map(_country, sorted(filters.avoid_countries))
    yield from map(_place, sorted(filters.avoid_nodes))
    yield from map(_mode, (mode for mode in MODES if mode not in filters.modes))
    yield from map(_via, dict.fromkeys(filters.via))
    if filters.sequence:
        yield Relaxation(f"--sequence {','.join(filters.sequence)}", lambda f: replace(f, sequence=()))
    yield from _bounds(filters)


def _country(country: str) -> Relaxation:
    def bars(network: Network, link: Link) -> bool:
        ends = (network.nodes[link.from_node_id], network.nodes[link.to_node_id])
        return country in {link.country, *(node.country for node in ends)}

    return Relaxation(f"--avoid {country}", lambda f: replace(f, avoid_countries=f.avoid_countries - {country}), bars)


def _place(node_id: str) -> Relaxation:
    def bars(_: Network, link: Link) -> bool:
        return node_id in {link.from_node_id, link.to_node_id}

    return Relaxation(f"--avoid {node_id}", lambda f: replace(f, avoid_nodes=f.avoid_nodes - {node_id}), bars)


def _mode(mode: Literal["rail", "road", "sea", "pipeline"]) -> Relaxation:
    return Relaxation(
        f"--modes without {mode}",
        lambda f: replace(f, modes=f.modes | {mode}),
        lambda _, link: link.mode == mode,
    )


def _via(node_id: str) -> Relaxation:
    """Drop a place to be passed, each time that it is to be passed."""
    return Relaxation(f"--via {node_id}", lambda f: replace(f, via=tuple(place for place in f.via if place != node_id)))


def _bounds(filters: Filters) -> Iterator[Relaxation]:
    if filters.max_transfers is not None:
        words = f"--max-transfers {filters.max_transfers}"
        yield Relaxation(words, lambda f: replace(f, max_transfers=None), bound="transfers")
    if filters.max_hours is not None:
        yield Relaxation(f"--max-hours {filters.max_hours:g}", lambda f: replace(f, max_hours=None), bound="time")
    if filters.max_cost_usd is not None:
        words = f"--max-cost {filters.max_cost_usd:.10g}"
        yield Relaxation(words, lambda f: replace(f, max_cost_usd=None), bound="cost")
    if filters.max_co2e_kg is not None:
        words = f"--max-co2e {filters.max_co2e_kg:.10g}"
        yield Relaxation(words, lambda f: replace(f, max_co2e_kg=None), bound="co2e")
