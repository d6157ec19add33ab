"""What transfers and waits cost: their own rows, the defaults, the month, and the closed form of waiting."""

from __future__ import annotations

from dataclasses import replace
from math import log
from random import Random

import pytest

from corridor.costing.rates import Context, Rates
from corridor.costing.transfer import price_transfer, price_wait
from corridor.model.consignment import Consignment
from corridor.model.ledger import Impedance
from corridor.model.link import Service
from corridor.model.network import Network
from support.worlds import World, figure, network_of

BOX = Consignment.feu()
BORDER = Context("border", "KZ", "rail", "rail")
LIFT = Context("transshipment", "KZ", "rail", "sea")
SEA = Context("waiting", "KZ", "sea", "sea")
Key = tuple[str, ...]


def network_with(dwells: dict[Key, float], charges: dict[Key, float] | None = None, **fields: object) -> Network:
    """Give a network without places: dwells by (subject, kind, country, from, to, cargo, months, activity)."""
    network = network_of(World(places={}, hops=(), **fields))  # type: ignore[arg-type]
    for key, hours in dwells.items():
        network.parameters.dwells.add(key, figure(hours, "h", " ".join(part for part in key if part)))
    for key, usd in (charges or {}).items():
        network.parameters.charges.add(key, figure(usd, "USD", " ".join(part for part in key if part)))
    return network


def dwell(
    subject: str = "", kind: str = "", country: str = "", cargo: str = "", months: str = "", activity: str = "port"
) -> Key:
    return (subject, kind, country, "", "", cargo, months, activity)


def priced(
    network: Network, context: Context = LIFT, subject: str = "x", box: Consignment = BOX, month: int | None = None
) -> Impedance:
    found = price_transfer(subject, context, Rates(network, box, month))
    assert found is not None
    return found


def test_a_transfer_of_which_nobody_knows_the_hours_cannot_be_made():
    network = network_with({}, {("x", "", "", "", "", "feu", "handling"): 90.0})
    assert price_transfer("x", LIFT, Rates(network, BOX)) is None


def test_all_activities_of_a_transfer_add_up():
    network = network_with({dwell("x", activity="border_exit"): 3, dwell("x", activity="border_entry"): 5})
    assert priced(network, BORDER).minutes == 480


def test_a_transfer_with_rows_of_its_own_goes_by_those_alone():
    network = network_with({dwell("x", activity="border_exit"): 3, dwell(kind="border", activity="border_entry"): 50})
    assert priced(network, BORDER).minutes == 180
    assert priced(network, BORDER, subject="y").minutes == 3000


def test_the_default_of_the_kind_in_the_country_beats_that_of_the_kind():
    network = network_with({dwell(kind="border", country="KZ"): 2, dwell(kind="border"): 9, dwell(country="KZ"): 40})
    assert priced(network, BORDER).minutes == 120
    assert priced(network, Context("border", "GE", "rail", "rail")).minutes == 540


def test_a_row_for_the_cargo_beats_the_one_for_any():
    network = network_with({dwell("x", cargo="truck"): 30, dwell("x"): 4})
    assert priced(network).minutes == 240
    assert priced(network, box=Consignment.truck()).minutes == 1800


def test_a_row_for_the_month_replaces_the_one_of_all_year():
    network = network_with({dwell("x"): 4, dwell("x", months="11 12 1 2"): 10})
    assert [priced(network, month=month).minutes for month in (None, 1, 2, 6, 11, 12)] == [240, 600, 600, 240, 600, 600]


def test_the_month_one_is_not_found_in_eleven():
    network = network_with({dwell("x"): 4, dwell("x", months="11 12"): 10})
    assert priced(network, month=1).minutes == 240
    assert priced(network, month=2).minutes == 240


@pytest.mark.parametrize(
    ("box", "units"),
    [(Consignment.feu(3), 3), (Consignment.teu(2), 2), (Consignment.truck(4), 4), (Consignment.bulk(50), 50)],
    ids=str,
)
def test_charges_are_by_the_unit_and_hours_are_not(box: Consignment, units: int):
    charges = {("x", "", "", "", "", unit, "handling"): 10.0 for unit in ("feu", "teu", "truck", "tonne")}
    found = priced(network_with({dwell("x"): 4}, charges), box=box)
    assert (found.cents, found.minutes) == (1000 * units, 240)


def test_charges_of_another_unit_are_not_paid():
    assert priced(network_with({dwell("x"): 4}, {("x", "", "", "", "", "teu", "handling"): 10.0})).cents == 0


def test_a_charge_of_its_own_replaces_the_default_of_its_item_and_of_no_other():
    default = {("", "border", "", "", "", "feu", "border_fee"): 80.0}
    network = network_with({dwell("x"): 4}, {**default, ("x", "", "", "", "", "feu", "surcharge"): 500.0})
    assert priced(network, BORDER).cents == 58_000
    network = network_with({dwell("x"): 4}, {**default, ("x", "", "", "", "", "feu", "border_fee"): 30.0})
    assert priced(network, BORDER).cents == 3_000


def test_lifting_costs_energy_by_the_teu_and_crossing_a_border_none():
    network = network_with({dwell("x"): 4}, handling={"sea": 12, "rail": 8, "gauge_change": 5})
    assert priced(network, LIFT).grams == 24_000
    assert priced(network, Context("loading", "KZ", "", "rail")).grams == 16_000
    assert priced(network, Context("gauge_change", "KZ", "rail", "rail")).grams == 10_000
    assert priced(network, BORDER).grams == 0
    assert priced(network, Context("boarding", "KZ", "rail", "sea")).grams == 0
    assert priced(network, LIFT, box=Consignment.teu(3)).grams == 36_000
    assert priced(network, LIFT, box=Consignment.bulk(90)).grams == 120_000


def service(
    departures: float, regularity: str, low: float | None = None, high: float | None = None, fill: float | None = None
) -> Service:
    frequency = figure(departures, "1/week")._replace(low=low or departures, high=high or departures)
    return Service("svc", "k", "A line", "", frequency, regularity, units_to_fill=fill)  # type: ignore[arg-type]


@pytest.mark.parametrize("departures", [0.5, 1, 2, 3, 7, 14])
def test_the_mean_wait_is_half_the_interval_by_timetable_and_all_of_it_at_random(departures: float):
    rates = Rates(network_with({}), BOX)
    interval = 168 * 60 / departures
    assert price_wait(service(departures, "timetable"), rates).minutes == round(interval / 2)
    assert price_wait(service(departures, "irregular"), rates).minutes == round(interval)
    assert price_wait(service(departures, "when_full"), rates).minutes == round(interval)


@pytest.mark.parametrize("regularity", ["timetable", "irregular"])
def test_the_wait_is_the_mean_square_interval_by_twice_the_mean(regularity: str):
    """E[H²] / 2E[H], worked out from intervals drawn one by one: all alike, or as at random."""
    rng, mean = Random(81), 168 / 3
    drawn = [mean if regularity == "timetable" else rng.expovariate(1 / mean) for _ in range(200_000)]
    expected = sum(h * h for h in drawn) / (2 * sum(drawn))
    wait = price_wait(service(3, regularity), Rates(network_with({}), BOX))
    assert wait.minutes / 60 == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(("fill", "departures"), [(2, 1), (54, 2), (89, 6), (1, 3)])
def test_a_vessel_known_to_fill_keeps_its_units_as_drawn_one_by_one(fill: int, departures: float):
    """Units drawn at random until each vessel is full: their mean wait, its 10th and its 90th percentile."""
    rng, vessels = Random(82), 100_000 // fill
    waits = []
    for _ in range(vessels):
        gaps = [rng.expovariate(fill * departures / 168) for _ in range(fill - 1)]
        waits += [sum(gaps[place:]) for place in range(fill)]
    waits.sort()
    (line,) = price_wait(service(departures, "when_full", fill=fill), Rates(network_with({}), BOX)).entries
    assert line.amount / 60 == pytest.approx(sum(waits) / len(waits), rel=0.02)
    if fill > 20:
        one_unit = 168 / departures / fill
        assert line.low / 60 == pytest.approx(waits[len(waits) // 10], abs=one_unit)
        assert line.high / 60 == pytest.approx(waits[len(waits) * 9 // 10], abs=2 * one_unit)


def test_the_range_of_a_wait_holds_the_wait():
    for regularity in ("timetable", "irregular", "when_full"):
        (line,) = price_wait(service(2, regularity, 1, 4), Rates(network_with({}), BOX)).entries
        assert 0 <= line.low <= line.amount <= line.high
        narrow = price_wait(service(2, regularity), Rates(network_with({}), BOX)).entries[0]
        assert line.low <= narrow.low <= narrow.high <= line.high


def test_a_published_wait_beats_the_frequency_and_a_default_dwell_does_not():
    own = network_with({dwell("svc", activity="waiting"): 30, dwell(kind="waiting", activity="waiting"): 99})
    assert price_wait(service(7, "timetable"), Rates(own, BOX)).minutes == 1800
    default = network_with({dwell(kind="waiting", activity="waiting"): 99})
    assert price_wait(service(7, "timetable"), Rates(default, BOX)).minutes == 720


def test_a_published_wait_of_winter_replaces_that_of_the_year():
    network = network_with(
        {dwell("svc", activity="waiting"): 30, dwell("svc", activity="waiting", months="12 1 2"): 60}
    )
    waits = [price_wait(service(7, "timetable"), Rates(network, BOX, month)).minutes for month in (None, 1, 7)]
    assert waits == [1800, 3600, 1800]


def test_a_closure_of_winter_adds_its_mean_to_the_wait_of_the_year():
    network = network_with({dwell("svc", activity="waiting"): 30, dwell("svc", activity="closure", months="12 1"): 48})
    table = network.parameters.dwells
    (shut,) = [figure for key, figure in table.items() if key[-1] == "closure"]
    half = table.exchanged({id(shut): shut._replace(chance=0.5)})
    network = replace(network, parameters=replace(network.parameters, dwells=half))
    summer, winter = (price_wait(service(7, "timetable"), Rates(network, BOX, month)) for month in (7, 1))
    assert (summer.minutes, winter.minutes) == (1800, 1800 + 1440)
    line = winter.entries[-1]
    assert (line.low, line.amount, line.quantity) == (0, 1440, 0.5)
    assert line.high == round(48 * 60 * log(0.5 / 0.1)), "a half waits, exponentially: one in ten beyond this"


def test_a_closure_goes_with_a_wait_that_follows_from_the_frequency():
    network = network_with({dwell("svc", activity="closure", months="12 1"): 48})
    weekly = service(1, "timetable")
    summer, winter = (price_wait(weekly, Rates(network, BOX, month)).minutes for month in (7, 1))
    assert winter == summer + 48 * 60, "a chance that is not said is one"
