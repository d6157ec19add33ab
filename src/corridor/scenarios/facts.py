"""What a link, place, transfer, service or row of a table is, in the words by which entries select.

A row of one link or transfer leaves the columns empty in which general rows say where they apply; what its link or
transfer is stands in for them, so that `country = "AM"` finds both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from corridor.model.link import Link, Service
from corridor.model.network import Network
from corridor.model.parameter import Key, ParameterTable
from corridor.model.transfer import Transfer

Facts = Mapping[str, frozenset[str]]
"""By selector, the words of which one must fit."""

FIELD_OF_TABLE = {
    "tariff": "tariffs",
    "dwell": "dwells",
    "charge": "charges",
    "speed": "speeds",
    "running_time": "running_times",
    "emission_factor": "emission_factors",
    "parameter": "general",
    "capacity": "capacities",
}
"""The field of `Parameters` that holds a table."""


def _facts(**words: str | tuple[str, ...]) -> dict[str, frozenset[str]]:
    return {name: frozenset((word,) if isinstance(word, str) else word) for name, word in words.items()}


def parameter_table(network: Network, name: str) -> ParameterTable:
    """Give a parameter table by the name of its file."""
    found: ParameterTable = getattr(network.parameters, FIELD_OF_TABLE[name])
    return found


@dataclass(eq=False)
class FactBook:
    """The facts of everything in one network, made when they are first asked for."""

    network: Network

    def of(self, kind: str) -> Mapping[Key, Facts]:
        """Give the facts of each thing that entries of a kind can select, by its key."""
        if kind in FIELD_OF_TABLE:
            return self._row_facts(kind)
        found: Mapping[Key, Facts] = getattr(self, f"{kind}s")
        return found

    @cached_property
    def links(self) -> Mapping[Key, Facts]:
        """Give the facts of each link."""
        return {(link_id,): _link_facts(link) for link_id, link in self.network.links.items()}

    @cached_property
    def nodes(self) -> Mapping[Key, Facts]:
        """Give the facts of each place."""
        return {
            (node_id,): _facts(id=node_id, match=node_id, country=node.country, node_type=node.node_type)
            for node_id, node in self.network.nodes.items()
        }

    @cached_property
    def transfers(self) -> Mapping[Key, Facts]:
        """Give the facts of each transfer."""
        return {(transfer_id,): self._transfer(item) for transfer_id, item in self.network.transfers.items()}

    @cached_property
    def services(self) -> Mapping[Key, Facts]:
        """Give the facts of each service."""
        return {(service_id,): self._service(item) for service_id, item in self.network.services.items()}

    def _transfer(self, item: Transfer) -> Facts:
        before, after = self._modes(item)
        return _facts(
            id=item.transfer_id,
            match=item.transfer_id,
            node=item.node_id,
            kind=item.kind,
            country=self._country(item),
            from_country=item.from_country,
            to_country=item.to_country,
            link=item.link_id,
            mode=(*before, *after),
        )

    def _service(self, item: Service) -> Facts:
        link = self.network.links[item.link_id]
        ends = link.from_node_id, link.to_node_id
        countries = tuple(self.network.nodes[node_id].country for node_id in ends)
        return _facts(
            id=item.service_id,
            match=item.service_id,
            link=item.link_id,
            node=ends,
            country=countries,
            mode=link.mode,
        )

    def _country(self, item: Transfer) -> str:
        return item.to_country if item.kind == "border" else self.network.nodes[item.node_id].country

    def _modes(self, item: Transfer) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the modes before and after, in either direction that the transfer can be made."""
        if item.from_state is None or item.to_state is None:
            mode = self.network.links[item.link_id].mode
            return (mode,), (mode,)
        before, after = item.from_state.mode, item.to_state.mode
        return ((before,), (after,)) if item.directed else ((before, after), (after, before))

    def _row_facts(self, name: str) -> Mapping[Key, Facts]:
        table = parameter_table(self.network, name)
        columns = columns_of(name)
        return {key: self._row(name, columns, key) for key, _ in table.items()}

    def _row(self, name: str, columns: tuple[str, ...], key: Key) -> Facts:
        told = dict(zip(columns, key, strict=True))
        meant = self._meant(name, key[0])
        facts = {
            column: frozenset((cell,)) if cell else frozenset(("",)) | meant.get(column, frozenset())
            for column, cell in told.items()
        }
        return {**meant, **facts}

    def _meant(self, name: str, first: str) -> Facts:
        """Give what the link, transfer or service of a row says where the row itself says nothing."""
        if not first:
            return {}
        if name in {"tariff", "running_time"}:
            link = self.network.links.get(first)
            return {} if link is None else _facts_of_row_link(link)
        if name in {"dwell", "charge"}:
            return self._subject(first)
        return {}

    def _subject(self, subject: str) -> Facts:
        item = self.network.transfers.get(subject)
        if item is not None:
            before, after = self._modes(item)
            return _facts(
                kind=item.kind,
                country=self._country(item),
                from_mode=before,
                to_mode=after,
                node=item.node_id,
                link_id=item.link_id,
                from_country=item.from_country,
            )
        service = self.network.services.get(subject)
        if service is None:
            return {}
        facts = self._service(service)
        return {
            "kind": frozenset(("waiting",)),
            "country": facts["country"],
            "from_mode": facts["mode"],
            "to_mode": facts["mode"],
            "node": facts["node"],
            "link_id": facts["link"],
        }


def _link_facts(link: Link) -> Facts:
    return _facts(
        id=link.link_id,
        match=link.link_id,
        node=(link.from_node_id, link.to_node_id),
        country=link.country,
        mode=link.mode,
        line_class=link.line_class,
        with_status=link.status,
    )


def _facts_of_row_link(link: Link) -> Facts:
    return _facts(
        mode=link.mode,
        country=link.country,
        line_class=link.line_class,
        node=(link.from_node_id, link.to_node_id),
    )


def columns_of(name: str) -> tuple[str, ...]:
    """Give the key columns of a parameter table.

    >>> columns_of("speed")
    ('mode', 'country', 'line_class')
    """
    from corridor.data.tables import table  # noqa: PLC0415 - the tables' list is needed by who selects rows

    return table(name).key


def words_of(facts: Mapping[Key, Facts], selector: str) -> Iterator[str]:
    """Give every word that some thing has for a selector, with repetitions."""
    for item in facts.values():
        yield from item.get(selector, ())
