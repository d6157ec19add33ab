"""Arcs whose hours depend on the month: each priced in every month that matters, the others but once."""

from __future__ import annotations

from dataclasses import replace

from corridor.costing.rates import Rates
from corridor.model.network import Network
from corridor.planning.admit import usable_links
from corridor.planning.query import Query
from corridor.planning.stategraph import Arc, Vertex, build_state_graph

_MONTHS = 6
"""Position of the months in the key of the dwell table."""
ArcKey = tuple[Vertex, Vertex, str, str]


def key_of(arc: Arc) -> ArcKey:
    """Give what tells an arc of a state graph from the others, whatever the month."""
    return arc.tail, arc.head, arc.kind, arc.subject


class SeasonalArcs:
    """The arcs of a query that have rows of their own for some months."""

    def __init__(self, network: Network, query: Query) -> None:
        rows = [(key[0], key[_MONTHS]) for key, _ in network.parameters.dwells.items() if key[_MONTHS] and key[0]]
        self.subjects = {subject for subject, _ in rows}
        self._words = sorted({months for _, months in rows})
        self._query = query
        links = self._links(network) & usable_links(network, query.filters, query.on)
        kept = {
            name: item
            for name, item in network.transfers.items()
            if name in self.subjects or (item.link_id and item.link_id in links)
        }
        self._network, self._usable = replace(network, transfers=kept), links
        self._made: dict[frozenset[str], dict[ArcKey, Arc]] = {}

    def _links(self, network: Network) -> frozenset[str]:
        sailed = {item.link_id for item in network.services.values() if item.service_id in self.subjects}
        crossed = {item.link_id for item in network.transfers.values() if item.transfer_id in self.subjects}
        return frozenset(sailed | crossed - {""})

    def in_month(self, month: int) -> dict[ArcKey, Arc]:
        """Give the arcs as they are in a month (1–12); one that is missing cannot be used then."""
        season = frozenset(words for words in self._words if str(month) in words.split())
        if season not in self._made:
            graph = build_state_graph(Rates(self._network, self._query.consignment, month), self._usable)
            self._made[season] = {key_of(arc): arc for arc in graph.arcs if arc.subject in self.subjects}
        return self._made[season]
