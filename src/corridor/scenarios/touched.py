"""What the entries of scenarios can have anything to do with: all else costs the same whatever the levers.

The sets may be too large, never too small: a row for a mode and a country touches every link of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corridor.model.network import Network
from corridor.model.parameter import Key
from corridor.model.transfer import Transfer
from corridor.scenarios.ops import Op


class Touched(NamedTuple):
    """Links with their waits and borders, and transfers that are no borders, by id."""

    links: frozenset[str]
    transfers: frozenset[str]


def touched_by(network: Network, ops: Iterable[Op]) -> Touched:
    """Give all of which the price, or whether it is there, can depend on single changes."""
    found: set[tuple[bool, str]] = set()
    for target in {op.target for op in ops}:
        found.update(_touch(network, target.table, target.key))
    return Touched(
        frozenset(name for is_link, name in found if is_link), frozenset(name for is_link, name in found if not is_link)
    )


def _touch(network: Network, table: str, key: Key) -> Iterator[tuple[bool, str]]:
    if table in {"link", "running_time"}:
        yield True, key[0]
    elif table == "transfer":
        yield _place(network.transfers[key[0]])
    elif table == "service":
        yield True, network.services[key[0]].link_id
    elif table in {"dwell", "charge"}:
        yield from _subject(network, key) if key[0] else _defaults(network, key)
    elif table == "tariff":
        yield from [(True, key[0])] if key[0] else _links(network, key[1], key[2])
    elif table == "speed":
        yield from _links(network, key[0], key[1])
    elif table == "parameter":
        yield from _links(network, key[2], key[1])
    elif table == "emission_factor":
        if key[0] == "haulage":
            yield from _links(network, key[1], key[2])
        else:
            yield from (_place(item) for item in network.transfers.values() if item.kind != "border")


def _place(item: Transfer) -> tuple[bool, str]:
    """Give where a transfer is priced: a border with its link, any other by itself."""
    return (True, item.link_id) if item.kind == "border" else (False, item.transfer_id)


def _links(network: Network, mode: str, country: str) -> Iterator[tuple[bool, str]]:
    for link_id, link in network.links.items():
        if mode in {"", link.mode} and country in {"", link.country}:
            yield True, link_id


def _subject(network: Network, key: Key) -> Iterator[tuple[bool, str]]:
    if key[0] in network.transfers:
        yield _place(network.transfers[key[0]])
    elif key[0] in network.services:
        yield True, network.services[key[0]].link_id


def _defaults(network: Network, key: Key) -> Iterator[tuple[bool, str]]:
    """Give the transfers of the kind and country of a default row; loading and unloading belong to the question."""
    kind, country = key[1], key[2]
    for item in network.transfers.values():
        where = item.to_country if item.kind == "border" else network.nodes[item.node_id].country
        if kind in {"", item.kind} and country in {"", where}:
            yield _place(item)
