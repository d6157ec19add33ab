"""The tornado and the stability index, against enumeration, rebuilt networks, closed forms and `route` itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from corridor import Consignment, QueryError, apply_scenario, route, sensitivity
from corridor.analysis.sensitivity_figures import Statement, names_of, statements_of
from corridor.analysis.sensitivity_prices import Prices
from corridor.analysis.sensitivity_search import Search, World
from corridor.analysis.stability import drawn_figures, wilson
from corridor.analysis.stability_draws import drawn, quantiles, uniforms
from corridor.cli.app import run
from corridor.cli.sensitivity import _text
from corridor.model.figure import Figure
from corridor.model.network import Network
from corridor.model.reference import CorridorRule
from corridor.planning.figures import same_statements, with_value
from corridor.planning.query import make_query
from corridor.planning.solve import priced_graph
from support import worlds as small
from support.oracle import Oracle, TooWideError, Wishes

MEASURES = {"cost": "cents", "time": "minutes", "co2e": "grams"}
SCALES = {"cost": 100, "time": 60, "co2e": 1000}


def rebuilt(network: Network, values: Mapping[int, float]) -> Network:
    """Give a network with other values of any figures, told by identity: tables, lengths and services."""
    changed = {}
    for part in fields(network.parameters):
        for known in dict(getattr(network.parameters, part.name).items()).values():
            if id(known) in values:
                changed[id(known)] = known._replace(value=values[id(known)])
    tables = {
        part.name: getattr(network.parameters, part.name).exchanged(changed) for part in fields(network.parameters)
    }
    links = {
        link_id: link._replace(length=link.length._replace(value=values.get(id(link.length), link.length.value)))
        for link_id, link in network.links.items()
    }
    services = {
        key: one._replace(
            departures=one.departures._replace(value=values.get(id(one.departures), one.departures.value))
        )
        for key, one in network.services.items()
    }
    return replace(network, parameters=replace(network.parameters, **tables), links=links, services=services)


def searched(network: Network, origin: str, destination: str, box: Consignment | None = None, **options: Any) -> Search:
    query = make_query(network, origin, destination, box, **options)
    return Search(priced_graph(network, query), query)


def worlds(block: str, count: int, **more: Any) -> Iterator[tuple[Random, small.World, Oracle]]:
    """Draw questions that have an answer."""
    rng, left = Random(f"sensitivity-{block}"), count
    while left:
        world = small.random_world(rng)
        origin, destination = rng.sample(list(world.places), 2)
        oracle = Oracle(world, origin, destination, Wishes(**more))
        try:
            found = oracle.all
        except TooWideError:
            continue
        if found:
            left -= 1
            yield rng, world, oracle


BOXES = (
    Consignment.feu(),
    Consignment.teu(3, tonnes=31.7),
    Consignment.truck(2),
    Consignment.bulk(1234.5, "grain"),
    Consignment.bulk(5000, "crude"),
)


STORMY = "2027-01-15"


@pytest.mark.parametrize("on", [None, STORMY])
@pytest.mark.parametrize("box", BOXES, ids=str)
def test_arithmetic_at_todays_values_gives_todays_prices_to_the_cent(
    reference: Network, box: Consignment, on: str | None
):
    query = make_query(reference, "Xi'an", "Istanbul", box, on=on)
    made = priced_graph(reference, query)
    prices = Prices(made, made.arcs)
    totals = prices.totals(prices.columns(2))
    for arc in made.arcs:
        row = prices.impedance_of[id(arc.impedance)]
        for column in (0, 1):
            assert tuple(int(part[row, column]) for part in totals) == arc.impedance[:3], arc.subject
    assert len(made.arcs) > 50


@pytest.mark.parametrize(("box", "on"), [*((box, None) for box in BOXES[:4]), (BOXES[0], STORMY)], ids=str)
def test_arithmetic_at_drawn_values_gives_the_prices_of_a_network_rebuilt_with_them(
    reference: Network, box: Consignment, on: str | None
):
    query = make_query(reference, "Xi'an", "Istanbul", box, on=on)
    made = priced_graph(reference, query)
    prices = Prices(made, made.arcs)
    statements = statements_of(prices)
    values = drawn(prices, statements, 5, 0, 2)
    totals = prices.totals(values)
    for column in (0, 1):
        other = rebuilt(reference, {id(one): values[row, column] for row, one in enumerate(prices.figures)})
        arcs = priced_graph(other, query).arcs
        assert len(arcs) == len(made.arcs)
        changed = 0
        for before, after in zip(made.arcs, arcs, strict=True):
            row = prices.impedance_of[id(before.impedance)]
            assert tuple(int(part[row, column]) for part in totals) == after.impedance[:3], before.subject
            changed += before.impedance[:3] != after.impedance[:3]
        assert changed > len(arcs) / 2


def scaled(world: small.World, name: str, factor: float) -> small.World | None:  # noqa: PLR0911 - a table each
    """Multiply what stands behind a figure in the world's own numbers; None where they would not be whole."""
    table, key = name.split("/", maxsplit=1)
    first, second = (*key.split("|"), "")[:2]

    def times(value: int | None) -> int | None:
        if value is None or (value * factor) % 1:
            raise ArithmeticError
        return int(value * factor)

    def hops(**change: Callable[[small.Hop], int | None]) -> small.World:
        made = [
            replace(hop, **{field: make(hop) for field, make in change.items()}) if hop.link_id == first else hop
            for hop in world.hops
        ]
        return replace(world, hops=tuple(made))

    try:
        if table == "tariffs" and first:
            return hops(usd=lambda hop: times(hop.usd))
        if table == "running_times":
            return hops(minutes=lambda hop: times(hop.minutes))
        if table == "length":
            return hops(km=lambda hop: times(hop.km))
        if table == "tariffs":
            return replace(world, tariff={**world.tariff, second: world.tariff[second] * factor})
        if table == "speeds":
            return replace(world, speed={**world.speed, first: times(world.speed[first])})
        if table == "general":
            mode = key.split("|")[2]
            return replace(world, empty_share={**world.empty_share, mode: world.empty_share[mode] * factor})
        if table == "charges" and first:
            changes = [replace(one, usd=times(one.usd)) if one.transfer_id == first else one for one in world.changes]
            crossings = [
                replace(one, usd=times(one.usd)) if one.transfer_id == first else one for one in world.crossings
            ]
            return replace(world, changes=tuple(changes), crossings=tuple(crossings))
        if table == "dwells" and any(one.transfer_id == first for one in world.changes):
            changes = [
                replace(one, minutes=times(one.minutes)) if one.transfer_id == first else one for one in world.changes
            ]
            return replace(world, changes=tuple(changes))
    except ArithmeticError:
        return None
    return None


@pytest.mark.parametrize(
    ("block", "bounds"),
    [
        ("a", {}),
        pytest.param("b", {}, marks=pytest.mark.slow),
        pytest.param("c", {"max_transfers": 4}, marks=pytest.mark.slow),
        pytest.param("d", {"slack": 1.1}, marks=pytest.mark.slow),
    ],
)
def test_every_statement_at_both_ends_gives_what_enumeration_gives(block: str, bounds: dict):
    """Also of statements that the analysis leaves out, as those that change nothing."""
    seen: Counter[str] = Counter()
    for rng, world, drawn_oracle in worlds(
        block, 25, **{key: value for key, value in bounds.items() if key != "slack"}
    ):
        minimize = rng.choice(sorted(MEASURES))
        measure, scale, oracle = MEASURES[minimize], SCALES[minimize], drawn_oracle
        wishes, options = oracle.wishes, {"minimize": minimize, "max_transfers": oracle.wishes.max_transfers}
        if "slack" in bounds:
            most = int(min(way.minutes for way in oracle.all) * bounds["slack"]) // 60 * 60 + 60
            wishes, options = replace(wishes, max_minutes=most), options | {"max_hours": most / 60}
            oracle = Oracle(world, oracle.origin, oracle.destination, wishes)
        network = small.network_of(world)
        best = min(getattr(way, measure) for way in oracle.all)
        found = sensitivity(network, oracle.origin, oracle.destination, world.consignment, draws=0, **options)
        swings = {id(one.rows[0]): one for one in found.swings}
        search = searched(network, oracle.origin, oracle.destination, world.consignment, **options)
        for one in statements_of(search.prices):
            swing = swings.get(id(one.rows[0]))
            for which, value in (("low", one.figure.low), ("high", one.figure.high)):
                changed = scaled(world, one.name, value / one.figure.value) if one.figure.value else None
                if changed is None:
                    continue
                left = Oracle(changed, oracle.origin, oracle.destination, wishes).all
                least = min((getattr(way, measure) for way in left), default=None)
                if swing is None:
                    assert least == best, (one.name, which)
                    seen["left out"] += 1
                    continue
                end = getattr(swing, which)
                if least is None:
                    assert end.best is None
                    seen["none"] += 1
                    continue
                assert end.best is not None
                assert round(end.best.objective * scale) == round(least) - best, (one.name, which)
                assert (
                    end.is_same_way or round(end.best.objective * scale) <= round(end.kept.objective * scale) or bounds
                )
                seen["same" if end.is_same_way else "other"] += 1
    assert seen["left out"] > 50, seen
    assert seen["same"] > 100, seen
    assert seen["other"] > 10, seen


def names(found_rows: tuple[Figure, ...]) -> str:
    return f"{found_rows[0].table} {found_rows[0].key}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("origin", "destination", "options"),
    [
        ("Almaty", "Mersin", {}),
        pytest.param("Xi'an", "Istanbul", {"minimize": "time"}, marks=pytest.mark.slow),
        pytest.param("Tashkent", "Kars", {"max_hours": 300}, marks=pytest.mark.slow),
        pytest.param("Almaty", "Istanbul", {"via": ["Poti"]}, marks=pytest.mark.slow),
    ],
)
def test_a_swing_is_that_of_route_over_a_network_with_the_value(
    reference: Network, origin: str, destination: str, options: dict
):
    found = sensitivity(reference, origin, destination, draws=0, **options)
    changing = [one for one in found.swings if one.changes_winner]
    rng = Random(3)
    tried: Counter[bool] = Counter()
    for one in [*found.swings[:4], *rng.sample(changing, min(4, len(changing))), *rng.sample(found.swings, 6)]:
        for end in (one.low, one.high):
            alike = same_statements(reference).get(id(one.figure), (one.figure,))
            assert sorted(map(id, one.rows)) == sorted(map(id, alike))
            if one.figure.table == "link":
                network = rebuilt(reference, {id(one.figure): end.value})
            else:
                network = with_value(reference, one.rows, end.value)
            expected = route(network, origin, destination, **options)
            assert end.best is not None
            assert end.corridor == expected.corridor, names(one.rows)
            assert end.best.cost_usd == pytest.approx(expected.cost_usd - found.best.cost_usd, abs=1e-6)
            assert end.best.hours == pytest.approx(expected.hours - found.best.hours, abs=1e-5)
            assert end.best.co2e_kg == pytest.approx(expected.co2e_kg - found.best.co2e_kg, abs=1e-6)
            assert end.is_same_way == (expected.link_ids == found.best.link_ids) or not end.is_same_way
            tried[end.is_same_way] += 1
    assert tried[False] >= 2
    assert any(len(one.rows) > 1 for one in found.swings)


@pytest.mark.slow
def test_what_is_left_out_changes_nothing_on_the_reference_network(reference: Network):
    found = sensitivity(reference, "Tashkent", "Kars", draws=0)
    shown = {id(row) for one in found.swings for row in one.rows}
    search = searched(reference, "Tashkent", "Kars")
    left = [one for one in statements_of(search.prices) if id(one.rows[0]) not in shown]
    assert len(left) == found.tried - len(found.swings)
    for one in Random(1).sample(left, 12):
        for value in (one.figure.low, one.figure.high):
            rows = {id(row): value for row in one.rows}
            assert route(rebuilt(reference, rows), "Tashkent", "Kars").link_ids == found.best.link_ids, one.name


@pytest.mark.slow
def test_the_value_of_time_is_a_row_where_it_comes_from_a_parameter(reference: Network):
    found = sensitivity(reference, "Xi'an", "Istanbul", minimize="generalized", draws=0)
    (row,) = [one for one in found.swings if one.figure.table == "parameter" and "vot" in one.figure.key]
    for end in (row.low, row.high):
        vot = round(60_000 * end.value / 8760, 2)
        expected = route(reference, "Xi'an", "Istanbul", minimize="generalized", vot_usd_per_hour=vot)
        assert end.best is not None
        now = found.best.cost_usd + found.query.vot_usd_per_hour * found.best.hours
        assert end.best.objective == pytest.approx(expected.cost_usd + vot * expected.hours - now, abs=1e-3)
    given = sensitivity(reference, "Xi'an", "Istanbul", minimize="generalized", vot_usd_per_hour=1.0, draws=0)
    assert not any("vot" in one.figure.key for one in given.swings)


@pytest.mark.parametrize(
    "options", [{}, *(pytest.param({"minimize": name}, marks=pytest.mark.slow) for name in ("time", "generalized"))]
)
def test_each_draw_is_won_by_the_winner_of_a_network_rebuilt_with_it(reference: Network, options: dict):
    search = searched(reference, "Almaty", "Mersin", **options)
    statements = statements_of(search.prices)
    values = drawn(search.prices, statements, 11, 0, 8)
    vots = [0.5 + column for column in range(8)] if options.get("minimize") == "generalized" else [0.0] * 8
    asked = [World(column, vot) for column, vot in enumerate(vots)]
    ways = list(search.best(search.prices.totals(values), asked))
    for column, way in enumerate(ways):
        network = rebuilt(reference, {id(one): values[row, column] for row, one in enumerate(search.prices.figures)})
        price = {"vot_usd_per_hour": vots[column]} if vots[column] else {}
        expected = route(network, "Almaty", "Mersin", **options, **price)
        assert way is not None
        assert tuple(arc.subject for arc in search.arcs(way) if arc.kind == "link") == expected.link_ids
        assert search.corridor(way) == expected.corridor
    assert len({search.corridor(way) for way in ways if way}) > 1


@pytest.mark.slow
def test_the_index_counts_the_draws(reference: Network):
    search = searched(reference, "Almaty", "Mersin")
    statements = statements_of(search.prices)
    found = drawn_figures(search, statements, None, 300, 4)
    values = drawn(search.prices, statements, 4, 0, 300)
    totals = search.prices.totals(values)
    ways = list(search.best(totals, [World(column, 0.0) for column in range(300)]))
    wins = Counter(search.corridor(way) for way in ways if way)
    assert {one.corridor: one.draws for one in found.shares} == wins
    assert found.index.corridor == found.winner == "iran-rail"
    assert sum(one.share for one in found.shares) == pytest.approx(1)
    kept = [search.sums(search.today, totals, World(column, 0.0)).cents for column in range(300)]
    least = [search.sums(way, totals, World(column, 0.0)).cents for column, way in enumerate(ways) if way]
    assert found.mean_regret == pytest.approx(sum(kept) / 30000 - sum(least) / 30000, abs=1e-4)
    assert min(found.regrets) == 0
    assert found.same_way == sum(way == search.today for way in ways)
    assert 0 < found.same_way < found.index.draws


def two_roads(low: float, value: float, high: float, other: float) -> Network:
    """Make a network of two roads from a to b, of which only the first has a price with a range."""
    hops = [small.Hop(name, "a", "b", small.ROAD, "AA", 60, 60, 100) for name in ("one", "two")]
    ends = {("loading", "road"): (0, 0), ("unloading", "road"): (0, 0)}
    network = small.network_of(small.World({"a": "AA", "b": "AA"}, tuple(hops), ends=ends))
    for key, figure in list(network.parameters.tariffs.items()):
        price = (value, low, high) if key[0] == "one" else (other, other, other)
        network.parameters.tariffs.add(key, figure._replace(value=price[0], low=price[1], high=price[2]))
    rules = (CorridorRule("first", "First", 10, ("one",), ()), CorridorRule("second", "Second", 20, ("two",), ()))
    return replace(network, corridors=rules)


@pytest.mark.slow
def test_the_index_of_two_roads_is_the_closed_form():
    """Of two right triangles, the share below 110 of 80–100–160 is 1 - (5/6)² / 2 = 47/72."""
    found = sensitivity(two_roads(80, 100, 160, 110), "a", "b", draws=20_000).stability
    assert found is not None
    expected = 47 / 72
    assert found.index.corridor == "first"
    assert abs(found.index.share - expected) < 4 * (expected * (1 - expected) / 20_000) ** 0.5
    assert found.index.low < found.index.share < found.index.high
    assert found.drawn == 5  # the price, and the length and running time of both roads


def test_nothing_that_varies_leaves_the_winner_for_certain():
    found = sensitivity(two_roads(100, 100, 100, 110), "a", "b", draws=50)
    assert found.stability is not None
    assert found.stability.index.share == 1
    assert found.stability.same_way == 50
    assert found.stability.mean_regret == 0
    assert found.is_robust


@pytest.mark.slow
def test_draws_hang_on_the_statement_and_on_nothing_else(reference: Network):
    """A link added elsewhere, with a time of its own, changes no draw of what was there; a closed one no answer."""
    spare = next(iter(reference.links.values()))
    added = replace(
        reference,
        links={"aaa-new": spare._replace(link_id="aaa-new", status="closed"), **reference.links},
    )
    one, other = searched(reference, "Almaty", "Mersin"), searched(added, "Almaty", "Mersin")
    before, after = (
        {statement.name: row for statement, row in zip(made, rows, strict=True)}
        for made, rows in ((statements, _rows(search, statements)) for search, statements in _both(one, other))
    )
    assert before.keys() <= after.keys()
    assert all((after[name] == row).all() for name, row in before.items())
    first, second = (
        sensitivity(network, "Almaty", "Mersin", draws=60, seed=2).stability for network in (reference, added)
    )
    assert first == second


def _both(*searches: Search) -> Iterator[tuple[Search, list[Statement]]]:
    for search in searches:
        yield search, statements_of(search.prices)


def _rows(search: Search, statements: list[Statement]) -> list[np.ndarray]:
    values = drawn(search.prices, statements, 2, 0, 20)
    return [values[one.places[0]] for one in statements]


def test_more_draws_begin_with_the_same_and_another_seed_gives_others(reference: Network):
    search = searched(reference, "Almaty", "Mersin")
    statements = statements_of(search.prices)
    few, many = (drawn(search.prices, statements, 0, 0, count) for count in (5, 9))
    assert (few == many[:, :5]).all()
    assert (drawn(search.prices, statements, 0, 5, 9) == many[:, 5:]).all()
    assert not (drawn(search.prices, statements, 1, 0, 5) == few).all()


@pytest.mark.parametrize(
    ("low", "value", "high", "is_percentiles"),
    [
        (80, 100, 160, False),
        (0, 0, 500, False),
        (12, 24, 96, True),
        (0, 24, 48, True),
        (20, 30, 31, True),
        (5, 5, 9, True),
    ],
)
def test_draws_lie_as_low_value_and_high_say(low: float, value: float, high: float, is_percentiles: bool):  # noqa: FBT001
    figure = Figure(value, low, high, "h" if is_percentiles else "USD", "2025", "estimate", "C")
    shares = uniforms(0, "x", 0, 100_000)
    found = quantiles(figure, shares, is_percentiles=is_percentiles)
    assert found.min() >= 0
    middle = (found < value).mean()
    assert middle <= 0.5 + 4 * 0.0016
    if low < value:
        assert abs(middle - 0.5) < 4 * 0.0016
    if is_percentiles:
        if low < value:
            assert abs((found <= low).mean() - 0.1) < 4 * 0.00095
        assert abs((found >= high).mean() - 0.1) < 4 * 0.00095
    else:
        assert low <= found.min() <= found.max() <= high
        assert abs((found > value + (high - value) / 2).mean() - 0.125) < 4 * 0.00105
        assert low == value or abs((found < value - (value - low) / 2).mean() - 0.125) < 4 * 0.00105
    assert (np.diff(found[np.argsort(shares)]) >= 0).all()


def test_uniforms_are_even_and_apart():
    one, other = (uniforms(0, name, 0, 50_000) for name in ("x", "y"))
    counts = np.histogram(one, bins=20, range=(0, 1))[0]
    assert ((counts - 2500) ** 2 / 2500).sum() < 50  # chi-square of 19 degrees: 0.9999
    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / 50_000**0.5
    assert 0 < one.min() < one.max() < 1


def test_wilsons_interval_is_that_of_the_literature():
    """Newcombe (Statistics in Medicine 17, 1998), method 3: 81/263, 15/148, 0/20, 1/29."""
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (hits, draws), ends in published.items():
        assert wilson(hits, draws) == pytest.approx(ends, abs=5e-5)
    assert NormalDist().cdf(1.959964) == pytest.approx(0.975, abs=1e-6)


def test_tariffs_of_a_country_move_as_an_overlay_moves_them(reference: Network, tmp_path: Path):
    found = sensitivity(reference, "Tashkent", "Kars", tariff_range=0.2, draws=40)
    assert found.tariff_stability is not None
    assert found.stability is None
    assert found.tariffs[0].figure.key == "IR"
    for one in found.tariffs[:3]:
        for end in (one.low, one.high):
            path = tmp_path / f"{one.figure.key}-{end.value}.toml"
            path.write_text(
                f'title = "x"\ndescription = "x"\n[[link]]\ncountry = "{one.figure.key}"\nmultiply_cost = {end.value}\n'
                f"multiply_cost_low = {end.value}\nmultiply_cost_high = {end.value}\n"
                'source = "estimate"\nas_of = "2026"\nconfidence = "C"\nnote = "x"\n',
                "utf-8",
            )
            expected = route(apply_scenario(reference, str(path)), "Tashkent", "Kars")
            assert end.best is not None
            assert end.best.cost_usd == pytest.approx(expected.cost_usd - found.best.cost_usd, abs=0.25)
            assert end.corridor == expected.corridor


def test_no_tariff_range_of_a_hair_changes_the_winner(reference: Network):
    found = sensitivity(reference, "Tashkent", "Kars", tariff_range=1e-6, draws=30)
    assert found.tariff_stability is not None
    assert found.tariff_stability.index.share == 1
    assert found.is_robust


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"draws": -1}, "--draws"),
        ({"draws": 1.5}, "--draws"),
        ({"by": "price"}, "--by"),
        ({"tariff_range": 1.0}, "--tariff"),
    ],
)
def test_numbers_that_cannot_be_are_refused(reference: Network, options: dict, word: str):
    with pytest.raises(QueryError, match=word):
        sensitivity(reference, "Tashkent", "Kars", **options)


@pytest.mark.slow
def test_the_command_gives_the_same_bytes_twice(capsys: pytest.CaptureFixture[str]):
    words = ["sensitivity", "Tashkent", "Kars", "--draws", "40", "--top", "5", "--json"]
    told: list[str] = []
    while len(told) < 2:
        assert run(words) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    document = json.loads(told[0])
    assert document["schema_version"] == 1
    assert len(document["swings"]) == 5
    assert sum(one["draws"] for one in document["stability"]["shares"]) == 40
    for row in document["swings"]:
        assert {"table", "key", "value", "unit", "source_id", "as_of", "confidence", "low", "high"} <= row.keys()


@pytest.mark.slow
def test_every_format_shows_the_rows_that_are_asked_for(reference: Network, capsys: pytest.CaptureFixture[str]):
    found = sensitivity(reference, "Tashkent", "Kars", draws=0)
    first = found.swings[0].figure.key.partition(" ")[0]
    for shown, lines in (("table", 5), ("csv", 1), ("md", 6)):
        text = _text(found, shown, 3)
        assert first in text.splitlines()[lines].replace("\\", "")
        assert "tried alone" in text or shown == "csv"
    assert len(_text(found, "csv", 3).splitlines()) == 4
    assert len(_text(found, "csv", None).splitlines()) == len(found.swings) + 1
    assert run(["sensitivity", "Tashkent", "Kars", "--draws", "0", "--by", "hours"]) == 0
    assert "dwell" in capsys.readouterr().out.splitlines()[5]


def test_what_the_command_cannot_do_it_says(capsys: pytest.CaptureFixture[str]):
    assert run(["sensitivity", "Tashkent", "Kars", "--format", "geojson"]) == 2
    assert run(["sensitivity", "Tashkent", "Kars", "--top", "-1"]) == 2
    assert run(["sensitivity", "Tashkent", "Kars", "--modes", "sea", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["itineraries"] == []


HOSTILE = "\x1b[31m\u202e<script>=1|`*"


@pytest.mark.parametrize("shown", ["table", "md", "csv"])
def test_hostile_names_drive_neither_terminal_nor_page(shown: str):
    network = two_roads(80, 100, 160, 110)
    for key, figure in list(network.parameters.tariffs.items()):
        network.parameters.tariffs.add(key, figure._replace(key=HOSTILE, source_id=HOSTILE, table=HOSTILE))
    nodes = {node_id: node._replace(name=node_id + HOSTILE) for node_id, node in network.nodes.items()}
    rules = tuple(rule._replace(corridor_id=rule.corridor_id + HOSTILE) for rule in network.corridors)
    network = replace(network, nodes=nodes, corridors=rules, name=HOSTILE)
    text = _text(sensitivity(network, "a", "b", draws=20), shown, None)
    assert not {"\x1b", "\u202e"} & set(text)
    assert "[31m" in text
    if shown == "md":
        assert "<script" not in text


def test_names_tell_all_figures_apart(reference: Network):
    names = names_of(reference)
    assert len(set(names.values())) == len(names)
