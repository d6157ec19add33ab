"""What can be taken out of a network: links, places, border crossings, countries; and which arcs go with each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from corridor.model.network import Network
from corridor.model.place import INTERNATIONAL_WATERS
from corridor.planning.query import Query
from corridor.planning.stategraph import Arc

ElementKind = Literal["link", "node", "border", "country"]
KINDS: tuple[ElementKind, ...] = ("link", "node", "border", "country")


@dataclass(frozen=True, order=True)
class Element:
    """Something that may fail as a whole.

    A link fails in both directions.  A node takes all links that touch it along, as `--avoid` does, and so
    does a country, with all links that lie in it.  A border fails at one place between two countries: all
    crossings of both directions by all modes.
    """

    kind: ElementKind
    id: str
    """Of the link or node; the code of the country; for a border its place and both countries, `xx-place AA–BB`."""
    name: str

    def __str__(self) -> str:
        return self.name


class Anatomy:
    """Which elements of a network the arcs of a query belong to.

    Origin, destination and their countries are no elements: without them there is nothing to ask.
    """

    def __init__(self, network: Network, query: Query, kinds: Sequence[ElementKind]) -> None:
        self.network, self.query, self.kinds = network, query, kinds

    @cached_property
    def _ends(self) -> frozenset[str]:
        nodes, query = self.network.nodes, self.query
        return frozenset(
            {query.origin, query.destination, nodes[query.origin].country, nodes[query.destination].country}
        )

    def elements(self, arc: Arc) -> list[Element]:
        """Give the elements without which an arc cannot be used."""
        found = []
        if arc.kind == "link":
            link, nodes = self.network.links[arc.subject], self.network.nodes
            ends = [nodes[link.from_node_id], nodes[link.to_node_id]]
            found.append(Element("link", link.link_id, self._link_name(link.link_id)))
            found += [Element("node", node.node_id, node.name) for node in ends]
            codes = dict.fromkeys([*(node.country for node in ends), link.country])
            found += [Element("country", code, self._country(code)) for code in codes if code != INTERNATIONAL_WATERS]
        elif arc.kind == "border":
            found.append(self._border(arc))
        return [one for one in found if one.kind in self.kinds and one.id not in self._ends]

    def on(self, arcs: Iterable[Arc]) -> list[Element]:
        """Give the elements of a way in order of travel, each once."""
        return list(dict.fromkeys(one for arc in arcs for one in self.elements(arc)))

    def geometry(self, element: Element, way: Sequence[Arc]) -> dict[str, Any]:
        """Give what is drawn of an element: its line or point; of a country, the lines of the way within it."""
        if element.kind == "link":
            return {"type": "LineString", "coordinates": self._line(element.id)}
        if element.kind == "country":
            links = dict.fromkeys(arc.subject for arc in way if arc.kind == "link" and element in self.elements(arc))
            return {"type": "MultiLineString", "coordinates": [self._line(link_id) for link_id in links]}
        node = self.network.nodes[element.id.split(" ", maxsplit=1)[0]]
        return {"type": "Point", "coordinates": [node.lon, node.lat]}

    def _line(self, link_id: str) -> list[list[float]]:
        return [list(point) for point in self.network.coordinates(link_id)]

    def _border(self, arc: Arc) -> Element:
        crossing = self.network.transfers[arc.subject]
        pair = "–".join(sorted((crossing.from_country, crossing.to_country)))
        return Element("border", f"{arc.node_id} {pair}", f"{self.network.nodes[arc.node_id].name}, {pair}")

    def _link_name(self, link_id: str) -> str:
        link, nodes = self.network.links[link_id], self.network.nodes
        return f"{nodes[link.from_node_id].name}–{nodes[link.to_node_id].name} ({link.mode})"

    def _country(self, code: str) -> str:
        return self.network.countries.get(code, code)
