"""Why there is no way: the smallest set of filters, or of closed links, whose removal opens one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from corridor.costing.rates import Rates
from corridor.model.network import Network
from corridor.model.state import MODES, Mode
from corridor.planning.admit import is_open, passes_filters
from corridor.planning.query import Filters, Query
from corridor.planning.solve import pose, priced_graph, solve
from corridor.planning.stategraph import build_state_graph
from corridor.search.shortest import shortest_path

_LARGEST_SET = 3
"""Sets of filters up to this size are tried one by one."""


class Relaxation(NamedTuple):
    """One filter of a query, in the words in which it was given, and how to lift it."""

    words: str
    lift: Callable[[Filters], Filters]


def explain_absence(network: Network, query: Query) -> tuple[str, tuple[str, ...]]:
    """Say why a query has no itinerary, and name the smallest set of filters or links that blocks it."""
    for chosen in _sets(list(relaxations(query))):
        if _is_possible(network, query, chosen):
            blocking = tuple(relaxation.words for relaxation in chosen)
            return f"lifting {' and '.join(blocking)} would open a way.", blocking
    for modes in (query.filters.modes, frozenset(MODES)):
        closed = _fewest_closed_links(network, query, modes)
        if closed:
            status = {link_id: network.links[link_id].status.replace("_", " ") for link_id in closed}
            words = ", ".join(f"{link_id} ({text})" for link_id, text in status.items())
            also = "" if modes == query.filters.modes else ", and other modes than those admitted"
            return f"the way needs links that are not open{also}: {words}.", tuple(closed)
    cargo = query.consignment.cargo_class
    return f"no links of the network, open or not, connect the two for {cargo} cargo.", ()


def relaxations(query: Query) -> Iterator[Relaxation]:
    """Give each filter of a query on its own."""
    filters = query.filters
    for country in sorted(filters.avoid_countries):
        yield Relaxation(
            f"--avoid {country}",
            lambda f, c=country: replace(f, avoid_countries=f.avoid_countries - {c}),  # type: ignore[misc]
        )
    for node in sorted(filters.avoid_nodes):
        yield Relaxation(f"--avoid {node}", lambda f, n=node: replace(f, avoid_nodes=f.avoid_nodes - {n}))  # type: ignore[misc]
    for mode in (mode for mode in MODES if mode not in filters.modes):
        yield Relaxation(f"--modes without {mode}", lambda f, m=mode: replace(f, modes=f.modes | {m}))  # type: ignore[misc]
    if filters.via:
        yield Relaxation(f"--via {','.join(filters.via)}", lambda f: replace(f, via=()))
    if filters.max_transfers is not None:
        yield Relaxation(f"--max-transfers {filters.max_transfers}", lambda f: replace(f, max_transfers=None))
    if filters.max_hours is not None:
        yield Relaxation(f"--max-hours {filters.max_hours:g}", lambda f: replace(f, max_hours=None))
    if filters.max_cost_usd is not None:
        yield Relaxation(f"--max-cost {filters.max_cost_usd:g}", lambda f: replace(f, max_cost_usd=None))


def _sets(items: list[Relaxation]) -> Iterator[tuple[Relaxation, ...]]:
    for size in range(1, min(len(items), _LARGEST_SET) + 1):
        yield from combinations(items, size)
    if len(items) > _LARGEST_SET:
        yield tuple(items)


def _is_possible(network: Network, query: Query, lifted: tuple[Relaxation, ...]) -> bool:
    filters = query.filters
    for relaxation in lifted:
        filters = relaxation.lift(filters)
    eased = replace(query, filters=filters)
    return solve(priced_graph(network, eased), eased) is not None


def _fewest_closed_links(network: Network, query: Query, modes: frozenset[Mode]) -> list[str]:
    """Give the links that are not open on the way that needs the fewest of them; empty where none helps."""
    filters = Filters(modes=modes)
    usable = frozenset(link_id for link_id, link in network.links.items() if passes_filters(network, link, filters))
    made = build_state_graph(Rates(network, query.consignment), usable)
    problem = pose(made, replace(query, filters=filters))
    weights = [int(arc.kind == "link" and not is_open(network.links[arc.subject], query.on)) for arc in problem.arcs]
    path = shortest_path(problem.graph, weights, problem.source, problem.target)
    return [problem.arcs[arc].subject for arc in path or () if weights[arc]]
