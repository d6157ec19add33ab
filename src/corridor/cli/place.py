"""`corridor place`: what the network understands by a name."""

from __future__ import annotations

from json import dumps

from corridor.cli.output import deliver
from corridor.cli.text import plain
from corridor.data.load import load_network
from corridor.errors import UnknownPlaceError
from corridor.model.place import Node


def place(query: str, *, json: bool = False, network: str | None = None) -> int:
    """Show which place a name, spelling, UN/LOCODE or node id stands for."""
    known = load_network(network)
    found = known.gazetteer.search(query)
    if not found:
        raise UnknownPlaceError(query, known.gazetteer.suggest(query))
    nodes = [known.nodes[node_id] for node_id in found]
    if json:
        return deliver(
            dumps({"query": query, "places": [_record(node) for node in nodes]}, ensure_ascii=False, indent=1) + "\n",
            None,
        )
    return deliver("".join(_lines(node) for node in nodes), None)


def _record(node: Node) -> dict[str, object]:
    return {
        "node_id": node.node_id,
        "name": node.name,
        "country": node.country,
        "node_type": node.node_type,
        "lon": node.lon,
        "lat": node.lat,
        "unlocode": node.unlocode,
        "names": {language: [name for tongue, name in node.names if tongue == language] for language, _ in node.names},
        "source": node.source_id,
        "as_of": node.as_of,
        "confidence": node.confidence,
    }


def _lines(node: Node) -> str:
    code = f", UN/LOCODE {node.unlocode}" if node.unlocode else ""
    names = ", ".join(dict.fromkeys(name for _, name in node.names))
    what = f"{node.country}, {node.node_type.replace('_', ' ')}{code}"
    head = f"{node.node_id}  {node.name} ({what}) {node.lat:.3f} N {node.lon:.3f} E"
    return plain(head) + "\n" + (f"    also: {plain(names)}\n" if names else "")
