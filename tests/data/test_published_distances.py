"""Distances as published between places that no single link joins: no junction lacks, no way is missing."""

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

TARIFF_KM = {
    ("kz-zhezkazgan", "kz-beyneu"): 1212,
    ("kz-arys", "kz-kandyagash"): 1333,
    ("kz-shymkent", "kz-lugovaya"): 320,
    ("kz-almaty", "kz-shu"): 311,
    ("kz-almaty", "kz-altynkol"): 336,
    ("kz-almaty", "kz-shymkent"): 746,
    ("kz-beyneu", "kz-aktau"): 408,
    ("kz-kandyagash", "kz-beyneu"): 692,
    ("kz-lugovaya", "kg-bishkek"): 156,
    ("uz-navoi", "uz-nukus"): 697,
    ("uz-tashkent", "uz-kungrad"): 1327,
    ("uz-tashkent", "uz-samarkand"): 363,
    ("tm-turkmenbashi", "tm-turkmenabat"): 1146,
    ("ge-tbilisi", "ge-poti"): 320,
    ("am-ayrum", "am-yerevan"): 295,
    ("az-hajigabul", "az-boyukkesik"): 372,
}
"""Kilometres between stations: sums and differences of what tariff-guide-4 and ktz-border-distances say;
Tashkent-Kungrad of the press (daryo.uz, 21 March 2018), Hajigabul-Boyuk Kesik of the Azerbaijani railways."""


def shortest(reference: cr.Network, ends: tuple[str, str], mode: str, countries: set[str]) -> float:
    graph = nx.Graph()
    for link in reference.links.values():
        if link.mode == mode and link.country in countries and link.status in {"open", "restricted"}:
            known = graph.get_edge_data(link.from_node_id, link.to_node_id, {"km": link.length.value})["km"]
            graph.add_edge(link.from_node_id, link.to_node_id, km=min(known, link.length.value))
    assert not graph.has_edge(*ends)
    return float(nx.shortest_path_length(graph, *ends, weight="km"))


@pytest.mark.parametrize(("ends", "published"), KGM.items())
def test_the_road_network_of_turkiye_meets_the_published_table(
    reference: cr.Network, ends: tuple[str, str], published: int
):
    assert shortest(reference, ends, "road", {"TR"}) == pytest.approx(published, rel=0.06)


@pytest.mark.parametrize(("ends", "published"), TARIFF_KM.items())
def test_the_railways_meet_the_published_tariff_distances(reference: cr.Network, ends: tuple[str, str], published: int):
    countries = {"KZ", "KG", "UZ", "TM", "GE", "AM", "AZ"}
    assert shortest(reference, ends, "rail", countries) == pytest.approx(published, rel=0.03)
