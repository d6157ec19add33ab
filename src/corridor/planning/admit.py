"""Which links a query may use: by status and date, by mode, by country and place to be avoided."""

from __future__ import annotations

from datetime import date

from corridor.model.link import EXPECTED, USABLE, Link
from corridor.model.network import Network
from corridor.planning.query import Filters

_MONTHS_OF_YEAR = 12


def is_open(link: Link, on: date | None) -> bool:
    """Say whether a link is used: open or restricted now, or expected to be open by a given date."""
    if link.status in USABLE:
        return True
    return on is not None and link.status in EXPECTED and bool(link.opens) and opening(link.opens) <= on


def opening(text: str) -> date:
    """Read an expected opening as the latest it can mean of its first days: `2029` is December 2029.

    >>> opening("2029"), opening("2028-06"), opening("2028-06-20")
    (datetime.date(2029, 12, 1), datetime.date(2028, 6, 1), datetime.date(2028, 6, 20))
    """
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    return date(year, month or _MONTHS_OF_YEAR, day or 1)


def passes_filters(network: Network, link: Link, filters: Filters) -> bool:
    """Say whether a link keeps off all that a query wants avoided."""
    if link.mode not in filters.modes or link.country in filters.avoid_countries:
        return False
    ends = (network.nodes[link.from_node_id], network.nodes[link.to_node_id])
    return all(node.node_id not in filters.avoid_nodes and node.country not in filters.avoid_countries for node in ends)


def usable_links(network: Network, filters: Filters, on: date | None = None) -> frozenset[str]:
    """Give the ids of the links that a query may use."""
    return frozenset(
        link_id
        for link_id, link in network.links.items()
        if is_open(link, on) and passes_filters(network, link, filters)
    )
