"""The most specific row wins, and the left-most part decides what is specific."""

from __future__ import annotations

from itertools import product
from random import Random

from corridor.model.parameter import ParameterTable
from support.worlds import figure


def table_of(*keys: tuple[str, ...]) -> ParameterTable:
    made = ParameterTable(tuple("abc"[: len(keys[0])]))
    for number, key in enumerate(keys):
        made.add(key, figure(float(number)))
    return made


def found(table: ParameterTable, *key: str) -> float | None:
    figure_found = table.find(key)
    return None if figure_found is None else figure_found.value


def test_an_empty_part_applies_to_anything():
    table = table_of(("rail", ""))
    assert found(table, "rail", "KZ") == found(table, "rail", "") == 0
    assert found(table, "road", "KZ") is None


def test_a_row_of_another_value_does_not_apply():
    assert found(table_of(("rail", "KZ")), "rail", "GE") is None
    assert found(table_of(("rail", "KZ")), "rail", "") is None


def test_the_row_that_says_most_in_the_left_most_part_wins():
    table = table_of(("", "KZ", "single"), ("rail", "", ""), ("rail", "", "single"), ("rail", "KZ", ""))
    assert found(table, "rail", "KZ", "single") == 3
    assert found(table, "rail", "GE", "single") == 2
    assert found(table, "rail", "GE", "double") == 1
    assert found(table, "road", "KZ", "single") == 0


def test_a_row_added_after_a_search_is_found():
    table = table_of(("rail", ""))
    assert found(table, "rail", "KZ") == 0
    table.add(("rail", "KZ"), figure(9.0))
    assert found(table, "rail", "KZ") == 9


def test_random_tables_give_what_comparing_all_rows_gives():
    rng = Random(51)
    words = ("", "x", "y")
    for _ in range(300):
        keys = rng.sample(list(product(words, repeat=3)), rng.randint(1, 12))
        table = table_of(*keys)
        for asked in product(("x", "y", "z"), repeat=3):
            fits = [key for key in keys if all(part in {"", word} for part, word in zip(key, asked, strict=True))]
            best = max(fits, key=lambda key: tuple(bool(part) for part in key), default=None)
            assert found(table, *asked) == (None if best is None else float(keys.index(best)))


def test_the_rows_of_one_subject_are_given_together():
    table = table_of(("a", "x"), ("b", "x"), ("a", "y"))
    assert [figure.value for _, figure in table.of("a")] == [0, 2]
    assert table.of("c") == []
    assert len(table) == 3
