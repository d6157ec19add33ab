"""Road distances as published, between places that no single link joins: no junction lacks and no road is missing."""

from __future__ import annotations

import networkx as nx
import pytest

import corridor as cr

KGM = {
    ("tr-kars", "tr-mersin"): 1083,
    ("tr-agri", "tr-malatya"): 587,
    ("tr-malatya", "tr-samsun"): 589,
    ("tr-trabzon", "tr-kayseri"): 613,
    ("tr-van", "tr-ankara"): 1215,
    ("tr-adana", "tr-erzurum"): 809,
    ("tr-kars", "tr-agri"): 214,
    ("tr-igdir", "tr-van"): 222,
    ("tr-erzincan", "tr-kayseri"): 451,
    ("tr-elazig", "tr-trabzon"): 499,
    ("tr-ankara", "tr-kars"): 1078,
    ("tr-samsun", "tr-kayseri"): 453,
    ("tr-adana", "tr-malatya"): 397,
}
"""Kilometres between province centres (table of the Turkish road administration, source tr-kgm-mesafe-2022)."""


@pytest.mark.parametrize(("ends", "published"), KGM.items())
def test_the_road_network_of_turkiye_meets_the_published_table(reference: cr.Network, ends, published: int):
    graph = nx.Graph()
    for link in reference.links.values():
        if link.mode == "road" and link.country == "TR" and link.status == "open":
            known = graph.get_edge_data(link.from_node_id, link.to_node_id, {"km": link.length.value})["km"]
            graph.add_edge(link.from_node_id, link.to_node_id, km=min(known, link.length.value))
    found = nx.shortest_path_length(graph, *ends, weight="km")
    assert not graph.has_edge(*ends)
    assert found == pytest.approx(published, rel=0.06)
