"""Finding places by whatever they are called."""

from __future__ import annotations

import pytest

from corridor.errors import AmbiguousPlaceError, UnknownPlaceError
from corridor.model.gazetteer import Gazetteer, fold
from corridor.model.network import Network
from corridor.model.place import Node

NODES = [
    Node(
        "kz-altynkol",
        "Altynkol",
        "KZ",
        "station",
        80.4,
        44.2,
        "KZAKL",
        (("ru", "Алтынколь"), ("en", "Khorgos Gateway"), ("zh", "阿腾科里")),
    ),
    Node("cn-khorgos", "Khorgos", "CN", "border_crossing", 80.3, 44.2, "CNHRG", (("zh", "霍尔果斯"), ("en", "Horgos"))),
    Node(
        "az-baku",
        "Baku (Alat)",
        "AZ",
        "seaport",
        49.4,
        39.9,
        "AZBAK",
        (("az", "Bakı"), ("ru", "Баку"), ("en", "Alat port")),
    ),
    Node("tr-istanbul-halkali", "Istanbul (Halkalı)", "TR", "terminal", 28.7, 41.0, "", (("tr", "İstanbul"),)),
    Node("tr-ambarli", "Ambarlı", "TR", "seaport", 28.6, 40.9, "", (("tr", "İstanbul Ambarlı"),)),
    Node("ge-poti", "Poti", "GE", "seaport", 41.6, 42.1, "GEPTI", (("ka", "ფოთი"), ("ru", "Поти"))),
    Node("ge-port", "Poti Sea Port", "GE", "seaport", 41.6, 42.1, "", (("en", "Twin"),)),
    Node("am-port", "Yerevan", "AM", "city", 44.5, 40.2, "", (("en", "Twin"), ("hy", "Երևան"))),
    Node("cn-xian", "Xi'an", "CN", "city", 108.9, 34.3, "CNSIA", (("zh", "西安"),)),
]
COUNTRIES = {"IR": "Iran", "TR": "Türkiye", "GE": "Georgia"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(NODES, COUNTRIES)


@pytest.mark.parametrize(
    ("query", "node_id"),
    [
        ("kz-altynkol", "kz-altynkol"),
        ("KZ-ALTYNKOL", "kz-altynkol"),
        ("KZAKL", "kz-altynkol"),
        ("kz akl", "kz-altynkol"),
        ("Алтынколь", "kz-altynkol"),
        ("阿腾科里", "kz-altynkol"),
        ("Khorgos", "cn-khorgos"),
        ("horgos", "cn-khorgos"),
        ("霍尔果斯", "cn-khorgos"),
        ("BAKI", "az-baku"),
        ("Bakı", "az-baku"),
        ("БАКУ", "az-baku"),
        ("Baku", "az-baku"),
        ("İSTANBUL", "tr-istanbul-halkali"),
        ("istanbul", "tr-istanbul-halkali"),
        ("Istanbul (Halkali)", "tr-istanbul-halkali"),
        ("AMBARLI", "tr-ambarli"),
        ("ფოთი", "ge-poti"),
        ("Երեւան", "am-port"),
        ("Xi’an", "cn-xian"),
        ("xi an", "cn-xian"),
        ("  XIAN ", "cn-xian"),
        ("西安", "cn-xian"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(gazetteer: Gazetteer, query: str, node_id: str):
    assert gazetteer.resolve(query).node_id == node_id


def test_a_place_of_its_own_name_comes_before_those_that_only_begin_so(gazetteer: Gazetteer):
    assert gazetteer.search("Poti") == ("ge-poti",)


def test_the_beginning_of_a_name_is_enough_from_four_letters_on(gazetteer: Gazetteer):
    assert gazetteer.search("Alty") == ("kz-altynkol",)
    assert gazetteer.search("Alt") == ()
    assert gazetteer.search("Poti S") == ("ge-port",)


def test_a_name_of_two_places_is_never_guessed(gazetteer: Gazetteer):
    with pytest.raises(AmbiguousPlaceError) as caught:
        gazetteer.resolve("twin")
    assert set(caught.value.candidates) == {"ge-port", "am-port"}
    assert "2 places" in str(caught.value)


def test_a_misspelt_name_is_answered_with_the_nearest(gazetteer: Gazetteer):
    with pytest.raises(UnknownPlaceError) as caught:
        gazetteer.resolve("Altinkol")
    assert caught.value.candidates[0] == "Altynkol"
    assert 'Did you mean "Altynkol"' in str(caught.value)


@pytest.mark.parametrize("query", ["", "   ", "!?", "-"])
def test_a_query_of_no_letters_names_no_place(gazetteer: Gazetteer, query: str):
    with pytest.raises(UnknownPlaceError):
        gazetteer.resolve(query)


def test_a_name_far_from_all_is_answered_without_suggestions(gazetteer: Gazetteer):
    with pytest.raises(UnknownPlaceError) as caught:
        gazetteer.resolve("Qqqqqqqq")
    assert caught.value.candidates == ()


@pytest.mark.parametrize(
    ("query", "code"),
    [("IR", "IR"), ("iran", "IR"), ("Turkiye", "TR"), ("TÜRKİYE", "TR"), ("Narnia", None), ("", None)],
)
def test_a_country_is_found_by_code_or_name(gazetteer: Gazetteer, query: str, code: str | None):
    assert gazetteer.country(query) == code


@pytest.mark.parametrize(
    "pair",
    [
        ("Bakı", "baki"),
        ("Gəncə", "Gence"),
        ("Łódź", "lodz"),
        ("Дёма", "Дема"),
        ("Straße", "STRASSE"),
        ("Xi’an", "Xi'an"),
    ],
)
def test_spellings_that_people_agree_on_fold_to_the_same(pair: tuple[str, str]):
    assert fold(pair[0]) == fold(pair[1])


def test_every_place_of_the_reference_network_is_found_by_its_id_and_its_code(reference: Network):
    for node in reference.nodes.values():
        assert reference.gazetteer.resolve(node.node_id) is node
        if node.unlocode:
            assert node.node_id in reference.gazetteer.search(node.unlocode)


def test_every_name_of_the_reference_network_leads_to_some_place(reference: Network):
    for node in reference.nodes.values():
        for name in (node.name, *(name for _, name in node.names)):
            assert reference.gazetteer.search(name), name
