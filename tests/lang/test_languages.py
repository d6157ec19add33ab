"""No fixed word lacks in any language, none says another thing, and places have one chief name each."""

from __future__ import annotations

import string
import unicodedata
from collections import Counter

import pytest

import corridor as cr
from corridor.errors import QueryError
from corridor.lang import LANGUAGES, translator
from tests.lang.keys import ITEMS, looked_up, written

OTHERS = [language for language in LANGUAGES if language != "en"]
KEYS = written() | looked_up()
SCRIPTS = {"ru": "CYRILLIC", "kk": "CYRILLIC", "zh": "CJK", "ka": "GEORGIAN", "tr": "LATIN", "az": "LATIN"}


def fields(text: str) -> Counter[tuple[str, str]]:
    return Counter((name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", OTHERS)
def test_every_fixed_word_is_there_and_none_too_many(language):
    words = translator(language).words
    assert sorted(KEYS - set(words)) == []
    assert sorted(set(words) - KEYS) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_filled_in_is_the_same(language):
    for english, told in translator(language).words.items():
        assert fields(told) == fields(english), english
        assert told.strip() == told
        assert not set(told) & set('<>"\u202a\u202b\u202d\u202e\u2066\u2067\u2068'), told


@pytest.mark.parametrize("language", OTHERS)
def test_words_are_in_the_language(language):
    """A sentence left in English would pass all else."""
    words = translator(language).words
    assert [english for english, told in words.items() if english == told and english.count(" ") > 2] == []
    script = SCRIPTS[language]
    letters = Counter(
        unicodedata.name(char, "").split(" ")[0]
        for told in translator(language).words.values()
        for part, _, _, _ in string.Formatter().parse(told)
        for char in part
        if char.isalpha()
    )
    assert letters[script] > 0.85 * sum(letters.values()), letters.most_common(3)


def test_items_of_ledgers_are_all_known():
    network = cr.load_network()
    for modes in (["rail"], ["rail", "sea"], []):
        for point in cr.frontier(network, "Xi'an", "Istanbul", modes=modes).shown:
            assert {entry.item for entry in point.itinerary.entries} <= ITEMS


@pytest.mark.parametrize("language", OTHERS)
def test_maps_are_drawn_in_the_language_with_its_place_names(language):
    network = cr.load_network()
    best = cr.route(network, "Almaty", "Mersin", modes=["rail", "sea"], avoid=["IR", "RU"], minimize="time")
    page, english = cr.maps.draw(best, lang=language).html(), cr.maps.draw(best).html()
    t = translator(language)
    assert t("rail") in page
    assert t("Circles grow with the hours spent.") in page
    assert "Circles grow" not in page
    assert network.nodes["kz-aktau"].name_in(language) in page
    assert page.count("<script") == english.count("<script")


def test_an_unknown_language_is_refused_with_the_nearest():
    with pytest.raises(QueryError, match="--lang"):
        cr.maps.draw(cr.load_network(), lang="rus")


@pytest.mark.parametrize("language", OTHERS)
def test_a_place_with_several_names_has_a_chief_one(language):
    for node in cr.load_network().nodes.values():
        names = [name for tongue, name in node.names if tongue == language]
        assert len(names) == len(set(names))
        if names:
            assert node.name_in(language) == names[0]
    nodes = cr.load_network().nodes
    assert nodes["tr-istanbul-halkali"].name_in("ru") == "Стамбул"
    assert nodes["cn-xian"].name_in("zh") == "西安"
    assert nodes["tr-kars"].name_in("en") == nodes["tr-kars"].name
