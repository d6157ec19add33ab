"""Thousands of small random worlds: the planner against enumeration, against NetworkX, and before the auditor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

import networkx as nx
import pytest

from corridor.costing.rates import Rates
from corridor.errors import NoItineraryError
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.admit import usable_links
from corridor.planning.assemble import assemble
from corridor.planning.query import Filters, Objective, Query, make_query
from corridor.planning.route import route
from corridor.planning.solve import solve
from corridor.planning.stategraph import SINK, SOURCE, StateGraph, build_state_graph, end_arcs
from support.oracle import Oracle, Sums, TooWideError, Wishes
from support.walker import Terms, audit
from support.worlds import World, mode_of, network_of, random_world, with_trains

OF = 200
BLOCKS = 6
"""1,200 worlds by default; the slow run brings them to 10,000."""
MORE = range(BLOCKS, 50)

CRITERIA: dict[Objective, tuple[str, str]] = {
    "cost": ("cents", "minutes"),
    "time": ("minutes", "cents"),
    "co2e": ("grams", "minutes"),
}
"""What is least, and what settles ties."""


def worlds(block: int) -> Iterator[tuple[Random, World, str, str]]:
    """Draw worlds with an origin and a destination, none of them too wide to be enumerated."""
    drawn, rng = 0, Random(f"worlds-{block}")
    while drawn < OF:
        world = random_world(rng)
        origin, destination = rng.sample(list(world.places), 2)
        if enumerable(Oracle(world, origin, destination)):
            drawn += 1
            if drawn % 2:
                world = with_trains(world, Random(f"trains-{block}-{drawn}"))
            yield Random(f"world-{block}-{drawn}"), world, origin, destination


def enumerable(oracle: Oracle) -> bool:
    """Say whether the ways of a world can be counted in good time."""
    try:
        return len(oracle.all) >= 0
    except TooWideError:
        return False


def sums_of(itinerary: Itinerary) -> Sums:
    """Give the totals of an itinerary in whole units."""
    return Sums(
        round(itinerary.cost_usd * 100),
        round(itinerary.hours * 60),
        round(itinerary.co2e_kg * 1000),
        len(itinerary.transfers),
    )


def priced(network: Network, query: Query) -> StateGraph:
    """Build the state graph of a query."""
    rates = Rates(network, query.consignment, query.on.month if query.on else None)
    return build_state_graph(rates, usable_links(network, query.filters, query.on))


def best(network: Network, query: Query, made: StateGraph) -> Itinerary | None:
    """Give the best itinerary over a state graph that is built once for several questions."""
    arcs = solve(made, query)
    return None if arcs is None else assemble(network, query, arcs)


def least_by_networkx(made: StateGraph, origin: str, destination: str, measure: str) -> int | None:
    """Give the least sum over the state graph, by the Dijkstra of NetworkX."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from([SOURCE, SINK])
    for arc in made.arcs + end_arcs(made, origin, destination):
        graph.add_edge(arc.tail, arc.head, weight=getattr(arc.impedance, measure))
    try:
        return int(nx.dijkstra_path_length(graph, SOURCE, SINK))
    except nx.NetworkXNoPath:
        return None


def answered(
    network: Network, origin: str, destination: str, world: World, **options: object
) -> Itinerary | NoItineraryError:
    """Ask through the front door; an absence is an answer too."""
    try:
        return route(network, origin, destination, world.consignment, **options)
    except NoItineraryError as error:
        return error


def terms_of(world: World, origin: str, destination: str, wishes: Wishes) -> Terms:
    """Say to the auditor what was asked."""
    return Terms(
        origin,
        destination,
        world.cargo,
        wishes.on,
        wishes.modes,
        wishes.avoid_countries,
        wishes.avoid_places,
        wishes.via,
        wishes.max_transfers,
        None if wishes.max_minutes is None else wishes.max_minutes / 60,
        None if wishes.max_cents is None else wishes.max_cents / 100,
    )


def check_unfiltered(block: int) -> None:
    """Compare all criteria, without filters, on one block of worlds."""
    seen: Counter[str] = Counter()
    for _, world, origin, destination in worlds(block):
        network = network_of(world)
        walks = Oracle(world, origin, destination).all
        query = make_query(network, origin, destination, world.consignment)
        made = priced(network, query)
        seen["none" if not walks else "one" if len(walks) == 1 else "many"] += 1
        for criterion, (first, second) in CRITERIA.items():
            found = best(network, replace(query, minimize=criterion), made)
            expected = min(((getattr(way, first), getattr(way, second)) for way in walks), default=None)
            by_networkx = least_by_networkx(made, origin, destination, first)
            assert by_networkx == (None if expected is None else expected[0])
            if found is None:
                assert expected is None
                continue
            sums = sums_of(found)
            assert (getattr(sums, first), getattr(sums, second)) == expected
            assert sums in walks, "the totals are those of one of the ways, in all measures at once"
            assert audit(network, found, terms_of(world, origin, destination, Wishes())) == []
    assert seen["none"] < 0.6 * OF, "the draw is to hold enough worlds with an answer"
    assert seen["many"] > 0.2 * OF, "the draw is to hold enough worlds with a choice"


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_best_way_is_that_of_enumeration_and_of_networkx(block: int):
    check_unfiltered(block)


@pytest.mark.slow
@pytest.mark.parametrize("block", MORE)
def test_the_best_way_is_that_of_enumeration_and_of_networkx_in_many_more_worlds(block: int):
    check_unfiltered(block)


def drawn_wishes(rng: Random, world: World, origin: str, destination: str) -> Wishes:
    """Draw filters of one to three kinds that can be asked and enumerated."""
    while True:
        wishes = any_wishes(rng, world, origin, destination)
        if enumerable(Oracle(world, origin, destination, wishes)):
            return bounded_wishes(rng, wishes, Oracle(world, origin, destination, wishes).all)


def any_wishes(rng: Random, world: World, origin: str, destination: str) -> Wishes:
    """Draw filters that do not exclude the ends themselves."""
    kinds = rng.sample(["modes", "country", "place", "via", "date", "none", "none"], rng.randint(1, 2))
    others = [place for place in world.places if place not in {origin, destination}]
    codes = sorted(set(world.places.values()) - {world.places[origin], world.places[destination]})
    avoid_countries = frozenset(codes[:1]) if "country" in kinds else frozenset[str]()
    avoid_places = frozenset(rng.sample(others, 1)) if "place" in kinds else frozenset[str]()
    allowed = [p for p in world.places if p not in avoid_places and world.places[p] not in avoid_countries]
    return Wishes(
        modes=frozenset(rng.sample(["rail", "road", "sea"], rng.randint(1, 2))) if "modes" in kinds else Wishes().modes,
        avoid_countries=avoid_countries,
        avoid_places=avoid_places,
        via=tuple(rng.choices(allowed, k=rng.randint(1, 2))) if "via" in kinds else (),
        on=rng.choice([date(2028, 11, 30), date(2028, 12, 1), date(2029, 6, 1), date(2035, 1, 1)])
        if "date" in kinds
        else None,
    )


def bounded_wishes(rng: Random, wishes: Wishes, walks: list[Sums]) -> Wishes:
    """Add bounds that some way just meets or just misses."""
    kinds = rng.sample(["transfers", "hours", "cost", "none", "none"], rng.randint(1, 3))
    if not walks:
        return wishes
    way, step = rng.choice(walks), rng.choice([0, 0, -1])
    return replace(
        wishes,
        max_transfers=max(0, way.transfers + step) if "transfers" in kinds else None,
        max_minutes=max(0, way.minutes + step) if "hours" in kinds else None,
        max_cents=max(0, way.cents + step) if "cost" in kinds else None,
    )


def options_of(wishes: Wishes) -> dict[str, object]:
    """Say filters as `route` takes them."""
    return {
        "modes": sorted(wishes.modes),
        "avoid": [*sorted(wishes.avoid_countries), *sorted(wishes.avoid_places)],
        "via": list(wishes.via),
        "max_transfers": wishes.max_transfers,
        "max_hours": None if wishes.max_minutes is None else wishes.max_minutes / 60,
        "max_cost_usd": None if wishes.max_cents is None else wishes.max_cents / 100,
        "on": wishes.on,
    }


def check_filtered(block: int) -> None:
    """Compare one criterion under drawn filters on one block of worlds, through the front door."""
    seen: Counter[str] = Counter()
    for rng, world, origin, destination in worlds(block):
        network = network_of(world)
        wishes = drawn_wishes(rng, world, origin, destination)
        criterion = rng.choice(list(CRITERIA))
        first, second = CRITERIA[criterion]
        walks = Oracle(world, origin, destination, wishes).all
        expected = min(((getattr(way, first), getattr(way, second)) for way in walks), default=None)
        found = answered(network, origin, destination, world, minimize=criterion, **options_of(wishes))
        if isinstance(found, NoItineraryError):
            assert expected is None
            assert found.reason
            seen["none"] += 1
            continue
        sums = sums_of(found)
        assert (getattr(sums, first), getattr(sums, second)) == expected
        assert audit(network, found, terms_of(world, origin, destination, wishes)) == []
        free = Oracle(world, origin, destination, Wishes(on=wishes.on)).all
        seen["bound" if (getattr(sums, first)) > min(getattr(way, first) for way in free or walks) else "free"] += 1
    assert seen["bound"] > OF / 50, "the draw is to hold filters that change the answer"
    assert seen["free"] > OF / 50


@pytest.mark.parametrize("block", range(BLOCKS))
def test_filters_are_kept_and_the_best_way_within_them_is_that_of_enumeration(block: int):
    check_filtered(block)


@pytest.mark.slow
@pytest.mark.parametrize("block", MORE)
def test_filters_are_kept_in_many_more_worlds(block: int):
    check_filtered(block)


def test_generalized_cost_is_money_and_the_value_of_time():
    for rng, world, origin, destination in worlds(100):
        network = network_of(world)
        cents_per_hour = rng.choice([1, 99, 1234, 50_000])
        walks = Oracle(world, origin, destination).all
        query = make_query(
            network,
            origin,
            destination,
            world.consignment,
            minimize="generalized",
            vot_usd_per_hour=cents_per_hour / 100,
        )
        found = best(network, query, priced(network, query))
        expected = min((60 * way.cents + cents_per_hour * way.minutes for way in walks), default=None)
        if found is None:
            assert expected is None
        else:
            sums = sums_of(found)
            assert 60 * sums.cents + cents_per_hour * sums.minutes == expected


def eased(world: World, wishes: Wishes, words: tuple[str, ...]) -> Wishes:
    """Lift the filters that an absence was blamed on, as a user would who reads the words."""
    for item in words:
        option, _, value = item.partition(" ")
        if option == "--avoid":
            wishes = replace(
                wishes,
                avoid_countries=wishes.avoid_countries - {value},
                avoid_places=wishes.avoid_places - {value},
            )
        elif option == "--modes":
            wishes = replace(wishes, modes=wishes.modes | {value.removeprefix("without ")})
        else:
            wishes = replace(
                wishes,
                via=tuple(place for place in wishes.via if item != f"--via {place}"),
                max_transfers=None if option == "--max-transfers" else wishes.max_transfers,
                max_minutes=None if option == "--max-hours" else wishes.max_minutes,
                max_cents=None if option == "--max-cost" else wishes.max_cents,
            )
    return wishes


@pytest.mark.slow
def test_lifting_what_an_absence_is_blamed_on_opens_a_way_and_nothing_smaller_does():
    seen: Counter[str] = Counter()
    for block in (200, 201):
        for rng, world, origin, destination in worlds(block):
            network = network_of(world)
            wishes = drawn_wishes(rng, world, origin, destination)
            answer = answered(network, origin, destination, world, **options_of(wishes))
            if isinstance(answer, Itinerary):
                continue
            blocking = answer.blocking
            filters = bool(blocking) and blocking[0].startswith("--")
            links = {hop.link_id for hop in world.hops if hop.link_id in blocking}
            if filters and links:
                opened = tuple(replace(hop, status="open") if hop.link_id in links else hop for hop in world.hops)
                assert Oracle(replace(world, hops=opened), origin, destination, eased(world, wishes, blocking)).all
                seen["both"] += 1
            elif filters:
                assert Oracle(world, origin, destination, eased(world, wishes, blocking)).all
                for left_out in blocking:
                    fewer = tuple(item for item in blocking if item != left_out)
                    assert not Oracle(world, origin, destination, eased(world, wishes, fewer)).all
                seen["filters"] += 1
            elif blocking:
                opened = tuple(replace(hop, status="open") if hop.link_id in blocking else hop for hop in world.hops)
                assert Oracle(replace(world, hops=opened), origin, destination, wishes).all
                assert not Oracle(world, origin, destination, Wishes(on=wishes.on)).all
                seen["links"] += 1
            else:
                assert not Oracle(world, origin, destination, Wishes(on=wishes.on)).all
                seen["nothing"] += 1
    assert min(seen[kind] for kind in ("filters", "links", "nothing")) >= 10, seen


def test_where_nothing_is_blamed_no_opening_would_help():
    for _, world, origin, destination in worlds(300):
        network = network_of(world)
        answer = answered(network, origin, destination, world)
        if isinstance(answer, NoItineraryError):
            opened = tuple(replace(hop, status="open") for hop in world.hops)
            with_all = Oracle(replace(world, hops=opened), origin, destination)
            assert answer.blocking or not enumerable(with_all) or not with_all.all


def test_closing_a_link_never_makes_the_answer_better():
    for rng, world, origin, destination in worlds(301):
        closed = rng.choice(world.hops).link_id
        less = replace(world, hops=tuple(replace(h, status="closed") if h.link_id == closed else h for h in world.hops))
        before, after = (cheapest(item, origin, destination) for item in (world, less))
        assert after is None or (before is not None and before <= after)


def test_the_order_of_the_tables_does_not_change_the_totals():
    for rng, world, origin, destination in worlds(302):
        shuffled = replace(
            world,
            hops=tuple(rng.sample(world.hops, len(world.hops))),
            changes=tuple(rng.sample(world.changes, len(world.changes))),
            crossings=tuple(rng.sample(world.crossings, len(world.crossings))),
        )
        assert cheapest(world, origin, destination) == cheapest(shuffled, origin, destination)


def test_a_way_by_one_mode_alone_is_never_better_than_by_all():
    for rng, world, origin, destination in worlds(303):
        mode = mode_of(rng.choice(world.hops).carriage)
        free, single = cheapest(world, origin, destination), cheapest(world, origin, destination, modes=[mode])
        assert single is None or (free is not None and free <= single)


def cheapest(world: World, origin: str, destination: str, **options: object) -> int | None:
    """Give the least cost in cents, or None."""
    network = network_of(world)
    query = make_query(network, origin, destination, world.consignment, **options)  # type: ignore[arg-type]
    found = best(network, query, priced(network, query))
    return None if found is None else round(found.cost_usd * 100)


def test_filters_default_to_admitting_everything():
    assert Filters().modes == {"rail", "road", "sea", "pipeline"}
    assert Wishes().admit(Sums(10**9, 10**9, 0, 99))
