"""Which ports share weather: those under one weather advisory, and how far their closures rest on the same.

An advisory is about weather where its id ends in `-weather`; what ports have in common is read off the tables and
not reckoned: it says which closures to ask about together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corridor.model.advice import weather_ids
from corridor.model.network import Network
from corridor.model.reference import Advisory

_ENOUGH = 2
"""Links of a port from which on what they have in common is of the port."""


@dataclass(frozen=True)
class Weather:
    """The advisory of a port's waters, and the other ports under it."""

    advisory: Advisory | None
    ports: tuple[str, ...]
    """The other ports under the same advisory that can be asked about."""
    same_evidence: tuple[str, ...]
    """Those of them some of whose closures rest on the same statement as the port's own."""

    def to_dict(self) -> dict[str, Any]:
        """Give ids and the sentence of the advisory."""
        told = None if self.advisory is None else str(self.advisory)
        return {"advisory": told, "ports": list(self.ports), "same_evidence": list(self.same_evidence)}


def weather_of(network: Network, port: str, waters: frozenset[str]) -> Weather:
    """Give what a port's weather is shared with among the ports of its waters."""
    ids = weather_ids(_advisories(network, port))
    if not ids:
        return Weather(None, (), ())
    others = tuple(sorted(name for name in waters - {port} if ids[0] in _advisories(network, name)))
    own = _statements(network, port)
    same = tuple(name for name in others if own & _statements(network, name))
    return Weather(network.advisories[ids[0]], others, same)


def _advisories(network: Network, port: str) -> list[str]:
    """Give the advisories of all that sails to and from a port: what only some of it has is about the other end."""
    sailed = [
        link.advisory_ids
        for link in network.links.values()
        if link.mode == "sea" and port in {link.from_node_id, link.to_node_id}
    ]
    if len(sailed) < _ENOUGH:
        return []
    return [name for name in dict.fromkeys(sailed[0]) if all(name in others for others in sailed)]


def _statements(network: Network, port: str) -> set[tuple[str, str]]:
    """Give source and note of the closures of all that sails from a port."""
    return {
        (figure.source_id, figure.note)
        for service in network.services.values()
        if port == network.links[service.link_id].from_node_id
        for key, figure in network.parameters.dwells.of(service.service_id)
        if key[-1] == "closure"
    }
