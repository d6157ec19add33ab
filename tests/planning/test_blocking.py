"""No way found: every smallest set of filters and closed links, against all subsets of them by enumeration."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from corridor.errors import NoItineraryError
from corridor.model.network import Network
from corridor.planning.route import route
from support.oracle import OPENED, Oracle, Sums, TooWideError, Wishes
from support.worlds import World, network_of, random_world

State = tuple[World, Wishes]
LARGEST = 3


def obstacles(world: World, wishes: Wishes) -> Iterator[tuple[str, Callable[[State], State]]]:
    """Give each filter and each link that is not open, and how to lift it."""
    for code in sorted(wishes.avoid_countries):
        yield (
            f"--avoid {code}",
            lambda s, c=code: (s[0], replace(s[1], avoid_countries=s[1].avoid_countries - {c})),
        )
    for place in sorted(wishes.avoid_places):
        yield f"--avoid {place}", lambda s, p=place: (s[0], replace(s[1], avoid_places=s[1].avoid_places - {p}))
    for mode in ("rail", "road", "sea", "pipeline"):
        if mode not in wishes.modes:
            yield f"--modes without {mode}", lambda s, m=mode: (s[0], replace(s[1], modes=s[1].modes | {m}))
    for place in sorted(set(wishes.via)):
        yield (
            f"--via {place}",
            lambda s, p=place: (s[0], replace(s[1], via=tuple(item for item in s[1].via if item != p))),
        )
    if wishes.sequence:
        yield f"--sequence {','.join(wishes.sequence)}", lambda s: (s[0], replace(s[1], sequence=()))
    if wishes.max_transfers is not None:
        yield f"--max-transfers {wishes.max_transfers}", lambda s: (s[0], replace(s[1], max_transfers=None))
    if wishes.max_minutes is not None:
        yield f"--max-hours {wishes.max_minutes / 60:g}", lambda s: (s[0], replace(s[1], max_minutes=None))
    if wishes.max_cents is not None:
        yield f"--max-cost {wishes.max_cents / 100:.10g}", lambda s: (s[0], replace(s[1], max_cents=None))
    for hop in world.hops:
        due = OPENED.get(hop.opens) if hop.status in {"planned", "under_construction"} else None
        if hop.status in {"open", "restricted"} or (due and wishes.on and due <= wishes.on):
            continue
        yield hop.link_id, lambda s, i=hop.link_id: (_opened(s[0], i), s[1])


def _opened(world: World, link_id: str) -> World:
    return replace(
        world, hops=tuple(replace(hop, status="open") if hop.link_id == link_id else hop for hop in world.hops)
    )


def drawn(rng: Random) -> tuple[World, str, str, Wishes]:
    """Draw a world with many closed links and a question with many filters."""
    world = random_world(rng)
    hops = tuple(replace(hop, status="closed") if rng.random() < 0.2 else hop for hop in world.hops)
    world = replace(world, hops=hops)
    origin, destination = rng.sample(list(world.places), 2)
    others = [place for place in world.places if place not in {origin, destination}]
    codes = sorted(set(world.places.values()) - {world.places[origin], world.places[destination]})
    avoid = frozenset(rng.sample(others, 1)) if rng.random() < 0.4 else frozenset[str]()
    banned = frozenset(codes) if rng.random() < 0.3 else frozenset[str]()
    free = [place for place in world.places if place not in avoid and world.places[place] not in banned]
    modes = frozenset(rng.sample(["rail", "road", "sea"], rng.randint(1, 2))) | {"pipeline"}
    return world, origin, destination, Wishes(
        modes=modes if rng.random() < 0.5 else Wishes().modes,
        avoid_countries=banned,
        avoid_places=avoid,
        via=tuple(rng.choices(free, k=rng.randint(1, 2))) if rng.random() < 0.4 else (),
        sequence=(rng.choice(["rail", "road?", "sea"]),) if rng.random() < 0.15 and modes >= {"rail", "sea"} else (),
        max_transfers=rng.randint(2, 5) if rng.random() < 0.3 else None,
        max_minutes=60 * rng.randint(5, 60) if rng.random() < 0.3 else None,
        max_cents=100 * rng.randint(100, 3000) if rng.random() < 0.3 else None,
    )  # fmt: skip


def ways(world: World, origin: str, destination: str, wishes: Wishes, lifted: tuple[str, ...] = ()) -> list[Sums]:
    """Give the sums of all ways once some obstacles are lifted."""
    state = world, wishes
    for words, lift in obstacles(world, wishes):
        if words in lifted:
            state = lift(state)
    return Oracle(state[0], origin, destination, state[1]).all


def smallest(names: list[str], opens: Callable[[tuple[str, ...]], bool]) -> set[frozenset[str]]:
    """Give all smallest sets that open a way, by trying all of them."""
    for size in range(1, LARGEST + 1):
        found = {frozenset(chosen) for chosen in combinations(names, size) if opens(chosen)}
        if found:
            return found
    return set()


def expected(world: World, origin: str, destination: str, wishes: Wishes) -> tuple[set[frozenset[str]], ...]:
    """Give the smallest sets of filters, of links, and where neither is any, of both."""
    names = [words for words, _ in obstacles(world, wishes)]

    def opens(chosen: tuple[str, ...]) -> bool:
        return bool(ways(world, origin, destination, wishes, chosen))

    filters = smallest([name for name in names if name.startswith("--")], opens)
    links = smallest([name for name in names if not name.startswith("--")], opens)
    return filters, links, set() if filters or links else smallest(names, opens)


def options_of(wishes: Wishes) -> dict[str, object]:
    return {
        "modes": sorted(wishes.modes),
        "avoid": [*sorted(wishes.avoid_countries), *sorted(wishes.avoid_places)],
        "via": list(wishes.via),
        "sequence": wishes.sequence,
        "max_transfers": wishes.max_transfers,
        "max_hours": None if wishes.max_minutes is None else wishes.max_minutes / 60,
        "max_cost_usd": None if wishes.max_cents is None else wishes.max_cents / 100,
    }


def absences(block: int, count: int) -> Iterator[tuple[World, str, str, Wishes, NoItineraryError]]:
    """Draw questions without an answer that can be enumerated, and ask them."""
    rng, found = Random(f"absences-{block}"), 0
    while found < count:
        world, origin, destination, wishes = drawn(rng)
        try:
            if ways(world, origin, destination, wishes):
                continue
            every = tuple(words for words, _ in obstacles(world, wishes))
            ways(world, origin, destination, wishes, every)
        except TooWideError:
            continue
        found += 1
        with pytest.raises(NoItineraryError) as caught:
            route(network_of(world), origin, destination, world.consignment, **options_of(wishes))
        yield world, origin, destination, wishes, caught.value


@pytest.mark.parametrize("block", [0, *(pytest.param(block, marks=pytest.mark.slow) for block in range(1, 3))])
def test_all_smallest_sets_are_found_and_nothing_else(block: int):
    seen: Counter[str] = Counter()
    for world, origin, destination, wishes, error in absences(block, 150):
        try:
            filters, links, both = expected(world, origin, destination, wishes)
        except TooWideError:
            continue
        said = [frozenset(way.lift) for way in error.ways_out]
        assert len(set(said)) == len(said)
        if not filters | links | both:
            # either nothing helps, or only what is larger than what was tried here
            assert all(len(way) > LARGEST for way in said)
            seen["nothing" if not said else "large"] += 1
            continue
        large = {way for way in said if len(way) > LARGEST}
        everything = filters | links | both
        assert set(said) - large <= everything
        assert len(set(said) - large) + error.more == len(everything)
        if error.more:
            seen["more"] += 1
        for kind, sets in (("filters", filters), ("links", links), ("both", both)):
            assert len([way for way in said if way in sets]) == min(5, len(sets))
            seen[kind if max(map(len, sets), default=0) < 2 else f"{kind} of several"] += bool(sets)
        assert frozenset(error.blocking) == said[0]
    for kind in ("filters", "filters of several", "links", "both of several", "nothing"):
        assert seen[kind] >= 3, seen


def test_the_best_way_then_and_the_bounds_that_would_do_are_those_of_enumeration():
    seen: Counter[str] = Counter()
    for world, origin, destination, wishes, error in absences(10, 200):
        for way in error.ways_out:
            try:
                opened = ways(world, origin, destination, wishes, way.lift)
            except TooWideError:
                continue
            assert round(way.itinerary.cost_usd * 100) == min(sums.cents for sums in opened)
            found = {
                "--max-hours": min(sums.minutes for sums in opened) / 60,
                "--max-cost": min(sums.cents for sums in opened) / 100,
                "--max-transfers": min(sums.transfers for sums in opened),
            }
            assert way.needs == pytest.approx({option: found[option] for option in way.needs}, abs=1e-6)
            assert set(way.needs) == {words.split()[0] for words in way.filters if words.startswith("--max")}
            seen["way"] += 1
            seen["needs"] += bool(way.needs)
    assert seen["needs"] >= 20, seen


def test_the_value_that_is_needed_does_and_less_does_not(reference: Network):
    with pytest.raises(NoItineraryError) as caught:
        route(reference, "Xi'an", "Istanbul", max_hours=300, max_cost_usd=4000)
    needed = caught.value.ways_out[0].needs["--max-hours"]
    assert route(reference, "Xi'an", "Istanbul", max_hours=needed, max_cost_usd=4000).hours <= needed + 1e-6
    with pytest.raises(NoItineraryError):
        route(reference, "Xi'an", "Istanbul", max_hours=needed - 1 / 60, max_cost_usd=4000)


def test_the_message_says_each_way_and_what_it_is():
    world = World(places={"p-a": "AA", "p-b": "AA"}, hops=())
    with pytest.raises(NoItineraryError) as caught:
        route(network_of(world), "p-a", "p-b")
    assert caught.value.ways_out == ()
    assert "\n" not in str(caught.value)


def test_each_avoided_country_and_each_place_to_pass_is_lifted_by_itself(reference: Network):
    with pytest.raises(NoItineraryError) as caught:
        route(reference, "Xi'an", "Istanbul", avoid=["IR", "RU", "KZ"], modes=["rail", "road"], via=["Poti", "Baku"])
    sets = [way.lift for way in caught.value.ways_out]
    assert sets == [("--avoid IR",), ("--avoid RU",), ("--modes without sea",)]
    assert "lift --avoid RU: Northern corridor through Russia, USD" in str(caught.value)
    keys = set(caught.value.ways_out[0].to_dict())
    assert keys == {"lift", "closed_links", "corridor", "cost_usd", "hours", "needs"}


def test_the_error_can_be_sent_to_another_process_without_its_ways(reference: Network):
    error = NoItineraryError("A", "B", "why", ("--avoid RU",), (), 2)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(again), again.more, again.blocking) == (str(error), 2, ("--avoid RU",))
