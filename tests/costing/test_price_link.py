"""What one link costs, in closed form."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from corridor.costing.link import price_link
from corridor.costing.rates import Rates
from corridor.model.consignment import CargoUnit, Consignment
from corridor.model.ledger import Impedance
from corridor.model.link import Link
from corridor.model.network import Network
from support.worlds import RAIL_CN, RAIL_SU, ROAD, Hop, World, figure, network_of

LINK = Hop("k", "p0", "p1", RAIL_SU, "KZ", 600, None, None)
Key = tuple[str, ...]


def world_of(**fields: object) -> World:
    fields = {"speed": {"rail": 30}, "grams": {("rail", ""): 20}} | fields
    return World(places={"p0": "KZ", "p1": "KZ"}, hops=(LINK,), **fields)  # type: ignore[arg-type]


def network_with(tariffs: dict[Key, float], **fields: object) -> Network:
    """Give a network of one link with the tariffs told by (link, mode, country, class, commodity, unit, basis)."""
    network = network_of(world_of(**fields))
    for key, usd in tariffs.items():
        network.parameters.tariffs.add(key, figure(usd, "USD", " ".join(part for part in key if part)))
    return network


def priced(network: Network, box: Consignment, link: Link | None = None) -> Impedance | None:
    return price_link(link or network.links["k"], Rates(network, box))


def cents(tariffs: dict[Key, float], box: Consignment, **fields: object) -> int:
    found = priced(network_with(tariffs, **fields), box)
    assert found is not None
    return found.cents


def per_km(
    unit: CargoUnit, *, link: str = "", mode: str = "rail", country: str = "", line: str = "", goods: str = ""
) -> Key:
    return (link, mode, country, line, goods, unit, "per_km")


def per_unit(unit: CargoUnit, *, link: str = "", mode: str = "rail", country: str = "") -> Key:
    return (link, mode, country, "", "", unit, "per_unit")


@pytest.mark.parametrize(
    ("box", "count"),
    [
        (Consignment.feu(3, tonnes=60), 3),
        (Consignment.teu(3, tonnes=60), 3),
        (Consignment.truck(3, tonnes=60), 3),
        (Consignment.bulk(250), 250),
    ],
    ids=str,
)
def test_haulage_is_tariff_by_units_by_km(box: Consignment, count: int):
    assert cents({per_km(box.unit): 0.5}, box) == round(100 * 0.5 * count * 600)
    assert cents({per_unit(box.unit): 70.0}, box) == 7000 * count


def test_a_tariff_of_another_unit_does_not_apply():
    assert priced(network_with({per_km("teu"): 0.5}), Consignment.feu()) is None


def test_a_link_without_a_known_speed_cannot_be_used():
    assert priced(network_with({per_km("feu"): 0.5}, speed={}), Consignment.feu()) is None


def test_hours_are_km_by_speed_with_the_range_turned_round():
    found = priced(network_with({per_km("feu"): 0.5}), Consignment.feu())
    assert found is not None
    moving = next(entry for entry in found.entries if entry.item == "moving")
    assert (moving.amount, moving.low, moving.high) == (1200, 600, 2400)


def test_a_published_running_time_beats_the_speed():
    network = network_with({per_km("feu"): 0.5})
    network.parameters.running_times.add(("k",), figure(7.0))
    found = priced(network, Consignment.feu())
    assert found is not None
    assert found.minutes == 420


def test_emissions_are_tonnes_by_km_by_factor():
    for tonnes in (9, 18, 36):
        found = priced(network_with({per_km("feu"): 0.5}), Consignment.feu(1, tonnes=tonnes))
        assert found is not None
        assert found.grams == tonnes * 600 * 20


def test_the_empty_box_goes_home_for_a_share_of_the_haulage_and_a_truck_or_bulk_has_none():
    share = {"rail": 0.25}
    assert cents({per_km("feu"): 1.0}, Consignment.feu(), empty_share=share) == 75_000
    assert cents({per_km("teu"): 1.0}, Consignment.teu(), empty_share=share) == 75_000
    assert cents({per_km("truck"): 1.0}, Consignment.truck(), empty_share=share) == 60_000
    assert cents({per_km("tonne"): 1.0}, Consignment.bulk(1), empty_share=share) == 60_000


def test_twice_the_units_cost_twice_and_take_as_long():
    for tariffs in ({per_km("feu"): 0.5}, {per_unit("feu"): 70.0}):
        network = network_with(tariffs, empty_share={"rail": 0.5})
        one = priced(network, Consignment.feu(1, tonnes=18))
        two = priced(network, Consignment.feu(2, tonnes=36))
        assert one is not None
        assert two is not None
        assert (two.cents, two.grams, two.minutes) == (2 * one.cents, 2 * one.grams, one.minutes)


def test_splitting_a_link_leaves_all_sums_unchanged_within_rounding():
    rng = Random(71)
    network = network_with({per_km("feu"): 0.731}, empty_share={"rail": 0.5})
    box, whole = Consignment.feu(), network.links["k"]
    for _ in range(300):
        km, parts = rng.uniform(1, 3000), rng.randint(2, 5)
        cuts = sorted(rng.uniform(0, km) for _ in range(parts - 1))
        lengths = [end - start for start, end in zip([0, *cuts], [*cuts, km], strict=True)]
        full = priced(network, box, whole._replace(length=figure(km, "km")))
        pieces = [priced(network, box, whole._replace(length=figure(length, "km"))) for length in lengths]
        assert full is not None
        for measure in ("minutes", "cents", "grams"):
            added = sum(getattr(piece, measure) for piece in pieces)
            assert abs(added - getattr(full, measure)) <= 2 * (parts + 1)


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        (per_km("feu"), per_km("feu", country="KZ")),
        (per_km("feu"), per_km("feu", line="single")),
        (per_km("feu", line="single"), per_km("feu", country="KZ")),
        (per_km("feu", country="KZ"), per_km("feu", country="KZ", line="single")),
        (per_km("feu", country="KZ", line="single"), per_km("feu", link="k", mode="")),
        (per_km("feu", mode="", country="KZ"), per_km("feu", mode="rail")),
        (per_km("feu"), per_unit("feu")),
        (per_unit("feu"), per_km("feu", link="k")),
        (per_km("feu", link="k"), per_unit("feu", link="k")),
    ],
    ids=lambda key: " ".join(part for part in key if part),
)
def test_the_more_telling_tariff_wins_in_whatever_order_they_stand(weaker: Key, stronger: Key):
    for keys in ((weaker, stronger), (stronger, weaker)):
        found = priced(network_with({key: 1.0 if key == weaker else 2.0 for key in keys}), Consignment.feu())
        assert found is not None
        haulage = next(entry for entry in found.entries if entry.item == "haulage")
        assert haulage.figure.value == 2.0


def test_a_tariff_of_the_commodity_beats_the_one_for_any():
    tariffs = {per_km("tonne"): 0.05, per_km("tonne", goods="grain"): 0.03}
    assert cents(tariffs, Consignment.bulk(100, "grain")) == 180_000
    assert cents(tariffs, Consignment.bulk(100, "metals")) == 300_000
    assert cents(tariffs, Consignment.bulk(100)) == 300_000


def test_a_tariff_of_a_commodity_alone_is_not_for_general_cargo():
    assert priced(network_with({per_km("tonne", goods="grain"): 0.03}), Consignment.bulk(100)) is None


def test_a_tariff_of_another_country_or_mode_does_not_apply():
    assert priced(network_with({per_km("feu", country="GE"): 1.0}), Consignment.feu()) is None
    assert priced(network_with({per_km("feu", mode="road"): 1.0}), Consignment.feu()) is None


def test_every_line_has_its_range_around_its_amount_and_its_link_as_subject():
    found = priced(network_with({per_km("feu"): 0.5}, empty_share={"rail": 0.5}), Consignment.feu())
    assert found is not None
    assert {entry.item for entry in found.entries} == {"moving", "haulage", "empty_return"}
    assert {entry.measure for entry in found.entries} == {"hours", "cost", "co2e"}
    assert all(entry.low <= entry.amount <= entry.high and entry.subject == "k" for entry in found.entries)


def test_the_emission_factor_of_the_country_beats_that_of_the_mode():
    network = network_of(world_of(grams={("rail", ""): 20, ("rail", "KZ"): 35}, tariff={"rail": 1}))
    found = priced(network, Consignment.feu())
    assert found is not None
    assert found.grams == 18 * 600 * 35


def test_a_link_is_priced_by_its_own_mode():
    hops = (LINK, replace(LINK, link_id="r", carriage=ROAD), replace(LINK, link_id="c", carriage=RAIL_CN))
    network = network_of(replace(world_of(tariff={"rail": 1, "road": 2}, speed={"rail": 30, "road": 60}), hops=hops))
    sums = {link_id: priced(network, Consignment.feu(), network.links[link_id]) for link_id in ("k", "r", "c")}
    assert {link_id: found and (found.cents, found.minutes) for link_id, found in sums.items()} == {
        "k": (60_000, 1200),
        "r": (120_000, 600),
        "c": (60_000, 1200),
    }
