"""What can be moved, and what is refused with a reason."""

from __future__ import annotations

import pytest

from corridor.errors import QueryError
from corridor.model.consignment import Consignment


@pytest.mark.parametrize(
    ("box", "cargo_class", "teu"),
    [
        (Consignment.feu(3), "container", 6.0),
        (Consignment.teu(3), "container", 3.0),
        (Consignment.truck(2), "truck", 4.0),
        (Consignment.bulk(90), "bulk", 10.0),
        (Consignment.bulk(90, "grain"), "bulk", 10.0),
        (Consignment.bulk(90, "crude"), "crude", 10.0),
    ],
)
def test_a_consignment_knows_its_class_and_its_size(box: Consignment, cargo_class: str, teu: float):
    assert (box.cargo_class, box.teu_count) == (cargo_class, teu)


def test_what_is_not_said_is_filled_by_the_unit():
    box = Consignment.feu(3)
    assert (box.units, box.tonnes, box.value_usd) == (3, 54.0, 180_000.0)
    assert Consignment.of("feu").units == 1
    assert Consignment.teu(2).tonnes == 24.0


def test_for_cargo_by_the_tonne_units_and_tonnes_are_the_same():
    assert Consignment.of("tonne", units=40) == Consignment.of("tonne", tonnes=40) == Consignment.bulk(40)
    with pytest.raises(QueryError, match="40"):
        Consignment.of("tonne", units=40, tonnes=50)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Consignment.of("barrel"), "--cargo"),  # type: ignore[arg-type]
        (lambda: Consignment.of("feu", 0), "--units"),
        (lambda: Consignment.of("feu", -1), "--units"),
        (lambda: Consignment.of("feu", 1.5), "--units"),
        (lambda: Consignment.of("feu", float("nan")), "--units"),
        (lambda: Consignment.of("feu", float("inf")), "--units"),
        (lambda: Consignment.of("feu", 2e9), "--units"),
        (lambda: Consignment.of("feu", 1, 0), "--tonnes"),
        (lambda: Consignment.of("feu", 1, float("nan")), "--tonnes"),
        (lambda: Consignment.of("feu", 1, 18, -1), "--value"),
        (lambda: Consignment.of("feu", 1, 18, float("inf")), "--value"),
        (lambda: Consignment.of("feu", commodity="crude"), "--commodity"),
        (lambda: Consignment.of("truck", commodity="crude"), "--commodity"),
        (lambda: Consignment.of("feu", commodity="gold"), "--commodity"),  # type: ignore[arg-type]
    ],
)
def test_a_consignment_that_cannot_be_names_the_option(make, field: str):
    with pytest.raises(QueryError) as caught:
        make()
    assert caught.value.field == field
    assert caught.value.exit_code == 2


def test_a_misspelt_unit_is_answered_with_the_nearest():
    with pytest.raises(QueryError) as caught:
        Consignment.of("tonnes")  # type: ignore[arg-type]
    assert caught.value.candidates == ("tonne",)


def test_a_consignment_of_no_value_can_be_moved():
    assert Consignment.feu(value_usd=0).value_usd == 0
