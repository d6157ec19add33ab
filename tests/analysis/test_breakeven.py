"""Break-evens against brute force: enumeration in small worlds, dense scans, and networks really changed."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import islice, pairwise
from random import Random

import pytest

import corridor as cr
from corridor.analysis.breakeven import break_even
from corridor.analysis.breakeven_hull import Line, crossings, lower_hull
from corridor.cli.app import run
from corridor.planning.figures import with_value
from planning.test_small_worlds import enumerable, worlds
from support.oracle import Oracle, Wishes
from support.worlds import network_of


@pytest.fixture(scope="module")
def network():
    return cr.load_network()


@pytest.fixture(scope="module")
def opened(network):
    return cr.apply_scenario(network, "zangezur")


def scanned(one: list[Line], two: list[Line], prices: list[Fraction]) -> list[tuple[Fraction, Fraction, int]]:
    """Give the neighbouring prices between which the better side changes, by looking at all of them."""
    signs = []
    for price in prices:
        difference = min(line.at(price) for line in two) - min(line.at(price) for line in one)
        if difference:
            signs.append((price, difference > 0))
    return [(before, after, 0 if first else 1) for (before, first), (after, last) in pairwise(signs) if first != last]


@pytest.mark.slow
def test_hulls_and_crossings_are_those_of_a_dense_scan():
    rng = Random(7)
    seen = 0
    for _ in range(400):
        sides = [[Line(rng.randrange(60), rng.randrange(12)) for _ in range(rng.randrange(1, 9))] for _ in range(2)]
        low, high = Fraction(0), Fraction(30)
        hulls = [
            lower_hull(lambda price, ways=ways: min(ways, key=lambda way: (way.at(price), way.amount)), low, high)
            for ways in sides
        ]
        for hull, ways in zip(hulls, sides, strict=True):
            for number in range(121):
                price = Fraction(number, 4)
                assert min(line.at(price) for line in hull) == min(line.at(price) for line in ways)
        # All kinks and crossings of these lines lie on fractions of small denominators: look between all of them.
        every = {
            Fraction(b.fixed - a.fixed, a.amount - b.amount)
            for a in (*sides[0], *sides[1])
            for b in (*sides[0], *sides[1])
            if a.amount != b.amount
        }
        points = sorted({low, high, *(price for price in every if low <= price <= high)})
        middles = [(first + last) / 2 for first, last in pairwise(points)]
        expected = scanned(*sides, middles)
        found = crossings(*hulls, low, high)
        assert len(found) == len(expected)
        for (root, below), (before, after, first) in zip(found, expected, strict=True):
            assert before <= root <= after
            assert below == first
            one, two = (min(line.at(root) for line in ways) for ways in sides)
            assert one == two, "at a break-even both cost the same"
        seen += len(found)
    assert seen > 50


def test_values_of_time_are_those_of_enumeration_in_small_worlds():
    compared = flips = 0
    for _, world, origin, destination in islice(worlds(0), 180):
        network = network_of(world)
        places = sorted(set(world.places) - {origin, destination})[:2]
        if len(places) < 2:
            continue
        oracles = [Oracle(world, origin, destination, Wishes(via=(place,))) for place in places]
        if not all(enumerable(oracle) and oracle.all for oracle in oracles):
            continue
        ways = [oracle.all for oracle in oracles]
        found = break_even(
            network, origin, destination, world.consignment, between=places, parameter="vot", vot_usd_per_hour=1
        )
        hulls = [_hull(list({(way.cents, way.minutes) for way in side})) for side in ways]
        expected = crossings(*hulls, Fraction(0), None)
        # A kink between two whole cents per hour may be missed, and a crossing with it moves by less than that.
        assert [one.value for one in found.crossings] == pytest.approx(
            [float(root * 60 / 100) for root, _ in expected], abs=0.011
        )
        assert [one.below for one in found.crossings] == [below for _, below in expected]
        compared += 1
        flips += len(expected)
    assert compared > 20
    assert flips > 1


def _hull(points: list[tuple[int, int]]) -> list[Line]:
    """Give the lower hull by looking at all slopes between two points, and a little to either side of each."""
    points = [
        one for one in set(points) if not any(all(map(int.__le__, other, one)) and other != one for other in points)
    ]
    slopes = {Fraction(b[0] - a[0], a[1] - b[1]) for a in points for b in points if a[1] != b[1]}
    prices = sorted({Fraction(0), *(slope for slope in slopes if slope > 0)})
    between = [*((first + last) / 2 for first, last in pairwise(prices)), prices[-1] + 1]
    best = [min(points, key=lambda point, at=price: (point[0] + at * point[1], point)) for price in between]
    return [Line(*point) for point in dict.fromkeys(best)]


@pytest.mark.parametrize(
    ("ends", "between", "scenario"),
    [
        (("Xi'an", "Istanbul"), ("middle-btk", "suez"), "baseline"),
        pytest.param(("Almaty", "Kars"), ("zangezur", "middle-btk"), "zangezur", marks=pytest.mark.slow),
    ],
)
def test_the_winner_flips_at_the_value_of_time(network, opened, ends, between, scenario):
    world = opened if scenario == "zangezur" else network
    found = break_even(world, *ends, between=between, parameter="vot").nearest
    assert found is not None
    winners = []
    for vot in (int(found.value * 100) / 100, (int(found.value * 100) + 1) / 100):
        bout = cr.versus(
            world, ends[:1], ends[1:], corridors=between, minimize="generalized", vot_usd_per_hour=vot
        ).bouts[0]
        winners.append(bout.winner.corridor)
        one, two = (way.cost_usd + vot * way.hours for way in map(bout.of, between))
        assert one == pytest.approx(two, abs=0.01 * 24 * 60), "near the break-even both take nearly the same"
    assert winners == [between[found.below], between[1 - found.below]]


@pytest.mark.slow
def test_the_winner_flips_in_a_network_that_really_has_the_figure(network):
    ends, between = ("Almaty", "Istanbul"), ("middle-btk", "iran-rail")
    ways = cr.versus(network, ends[:1], ends[1:], corridors=between, minimize="cost").bouts[0]
    figures = {
        entry.figure
        for entry in ways.of("iran-rail").entries
        if entry.measure == "cost" and entry.item == "haulage" and "IR" in entry.figure.key.split()
    }
    tried = 0
    for figure in sorted(figures, key=lambda one: one.key):
        found = break_even(
            network, *ends, between=between, parameter=f"figure:tariff:{figure.key}", minimize="cost"
        ).nearest
        if found is None:
            continue
        rows = [row for _, row in network.parameters.tariffs.items() if row == figure]
        for factor, side in ((found.value * 0.998, found.below), (found.value * 1.002, 1 - found.below)):
            changed = with_value(network, rows, figure.value * factor)
            bout = cr.versus(changed, ends[:1], ends[1:], corridors=between, minimize="cost").bouts[0]
            assert bout.winner.corridor == between[side]
        changed = with_value(network, rows, figure.value * found.value)
        bout = cr.versus(changed, ends[:1], ends[1:], corridors=between, minimize="cost").bouts[0]
        one, two = map(bout.of, between)
        lines = len(one.entries) + len(two.entries)
        assert one.cost_usd == pytest.approx(two.cost_usd, abs=0.01 * lines), "equal but for rounding each line"
        tried += 1
    assert tried


def test_levers_that_do_not_enter_turn_nothing_and_say_so(opened):
    found = break_even(opened, "Almaty", "Kars", between=("zangezur", "middle-btk"), parameter="tariff:IR")
    assert found.crossings == ()
    assert [side.lines for side in found.sides] == [(0, 0, 0)] * 2
    assert found.gap < 0
    hours = break_even(
        opened, "Almaty", "Kars", between=("zangezur", "middle-btk"), parameter="border-hours:AM", minimize="cost"
    )
    assert hours.crossings == (), "hours cost nothing where cost is minimised"


@pytest.mark.slow
def test_a_closed_line_has_no_break_even_but_an_opening(network):
    closed = break_even(network, "Baku", "Nakhchivan", between=("zangezur", "aras"), parameter="tariff:AM")
    assert closed.gap is None
    assert "rail-am-karchevan-az-ordubad" in closed.sides[0].reason
    found = break_even(
        network, "Baku", "Nakhchivan", between=("zangezur", "aras"), parameter="opening", minimize="cost"
    ).opening
    assert found.likely is not None
    assert found.early <= found.likely <= found.late
    for day, best in ((found.likely.replace(year=found.likely.year - 1), "aras"), (found.likely, "zangezur")):
        on = day.replace(month=12)
        assert cr.route(network, "Baku", "Nakhchivan", minimize="cost", on=on).corridor == best


@pytest.mark.parametrize(
    ("between", "parameter", "told"),
    [
        (("zangezur",), "vot", "name two"),
        (("middle-btk", "middle-btk"), "vot", "the same"),
        (("middle-btk", "iran-rail"), "border-huors", "border-hours"),
        (("middle-btk", "iran-rail"), "tariff:Iram", "Iran"),
        (("middle-btk", "iran-rail"), "ferry-wait:Aktua", "Aktau"),
        (("middle-btk", "iran-rail"), "tariff:LU", "tariff"),
        (("middle-btk", "iran-rail"), "figure:tariff:rail KZ fue", "rail KZ"),
    ],
)
def test_bad_questions_are_refused_with_the_nearest_name(network, between, parameter, told):
    with pytest.raises(cr.QueryError, match=told):
        break_even(network, "Almaty", "Mersin", between=between, parameter=parameter)


@pytest.mark.slow
def test_the_command_tells_it_in_every_format(capsys):
    words = ["breakeven", "Xi'an", "Istanbul", "--between", "middle-btk,suez"]
    assert run(words) == 0
    table = capsys.readouterr().out
    assert "Break-even at USD" in table
    assert "suez is better below, middle-btk above" in table
    assert run([*words, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["break_evens"][0]["better_below"] == "suez"
    assert document["searched"] == [0.0, None]
    words = ["breakeven", "Baku", "Kars", "--between", "middle-btk,middle-road"]
    assert run([*words, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("parameter,value,unit")
    assert run([*words, "--format", "md"]) == 0
    assert capsys.readouterr().out.startswith("# ")
    assert run(["breakeven", "Baku", "Kars", "--between", "zangezur,middle-btk"]) == 3
