"""Hundreds of random worlds under random overlays: the answers against enumeration on the world altered by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import get_args

import pytest

from corridor.errors import NoItineraryError
from corridor.model.network import Network
from corridor.planning.query import Objective
from corridor.planning.route import route
from corridor.scenarios.apply import altered
from corridor.scenarios.bind import bind
from corridor.scenarios.coalitions import Coalitions, Question, Totals
from corridor.scenarios.overlay import Overlay
from corridor.scenarios.read import read_scenario
from support.oracle import Oracle, TooWideError
from support.worlds import World, network_of, random_world
from tests.scenarios.overlays import (
    ALL,
    CLOSING,
    OPENING,
    Drawing,
    change_border,
    change_ends,
    change_service,
    change_transfer,
    draw,
    write,
)

OF = 60
CRITERIA: dict[Objective, tuple[str, str]] = {
    "cost": ("cents", "minutes"),
    "time": ("minutes", "cents"),
    "co2e": ("grams", "minutes"),
}


def worlds(seed: str, turns=ALL, count: int = 5) -> Iterator[tuple[Random, World, Drawing, str, str]]:
    """Draw worlds with an overlay that says something, none of them too wide to be enumerated."""
    found, rng = 0, Random(seed)
    while found < OF:
        world = random_world(rng)
        drawn = draw(rng, world, turns, count)
        origin, destination = rng.sample(list(world.places), 2)
        try:
            sizes = [len(Oracle(one, origin, destination).all) for one in (world, drawn.world)]
        except TooWideError:
            continue
        if drawn.entries and max(sizes) > 0:
            found += 1
            yield rng, world, drawn, origin, destination


def totals(network: Network, world: World, origin: str, destination: str, minimize: Objective) -> Totals | None:
    try:
        best = route(network, origin, destination, world.consignment, minimize=minimize)
    except NoItineraryError:
        return None
    return Totals(round(best.cost_usd * 100), round(best.hours * 60), round(best.co2e_kg * 1000))


def least(world: World, origin: str, destination: str, minimize: Objective) -> tuple[int, int] | None:
    first, second = CRITERIA[minimize]
    found = Oracle(world, origin, destination).all
    return min(((getattr(one, first), getattr(one, second)) for one in found), default=None)


def in_overlay(world: World, drawn: Drawing, folder: Path) -> Network:
    return altered(network_of(world), [read_scenario(write(folder, "drawn", *drawn.entries))])[0]


@pytest.mark.parametrize("block", range(5))
def test_the_best_way_is_that_of_the_world_altered_by_hand(block: int, tmp_path: Path):
    served = changed = 0
    for _, world, drawn, origin, destination in worlds(f"overlay-{block}"):
        network = in_overlay(world, drawn, tmp_path)
        for minimize in get_args(Objective)[:3]:
            expected = least(drawn.world, origin, destination, minimize)
            got = totals(network, world, origin, destination, minimize)
            told = got and tuple(getattr(got, name) for name in CRITERIA[minimize])
            assert told == expected, (drawn.entries, origin, destination, minimize)
            served += got is not None
            changed += expected != least(world, origin, destination, minimize)
    assert served > OF
    assert changed > OF / 2


@pytest.mark.slow
def test_closing_never_improves_and_opening_never_worsens(tmp_path: Path):
    worse = better = 0
    for _, world, drawn, origin, destination in worlds("closing", CLOSING, 2):
        for minimize in get_args(Objective)[:3]:
            before = totals(network_of(world), world, origin, destination, minimize)
            after = totals(in_overlay(world, drawn, tmp_path), world, origin, destination, minimize)
            name = CRITERIA[minimize][0]
            assert before is not None
            assert after is None or getattr(after, name) >= getattr(before, name)
            worse += after is None or getattr(after, name) > getattr(before, name)
    for _, world, drawn, origin, destination in worlds("opening", OPENING, 3):
        for minimize in get_args(Objective)[:3]:
            before = totals(network_of(world), world, origin, destination, minimize)
            after = totals(in_overlay(world, drawn, tmp_path), world, origin, destination, minimize)
            name = CRITERIA[minimize][0]
            assert after is not None
            assert before is None or getattr(after, name) <= getattr(before, name)
            better += before is None or getattr(after, name) < getattr(before, name)
    assert worse > OF / 4
    assert better > OF / 4


def same(one: Network, other: Network) -> bool:
    """Say whether two networks hold the same, down to the notes."""
    tables = [
        [dict(getattr(network.parameters, name).items()) for name in network.parameters.__dataclass_fields__]
        for network in (one, other)
    ]
    plain = [(network.links, network.services, network.transfers, network.sources) for network in (one, other)]
    return tables[0] == tables[1] and plain[0] == plain[1]


def test_entries_in_two_files_in_either_order_are_one_overlay(tmp_path: Path):
    several = 0
    for rng, world, drawn, *_ in worlds("composed", ALL, 8):
        entries = drawn.entries
        cut = rng.randint(0, len(entries))
        first = read_scenario(write(tmp_path, "a", *entries[:cut]))
        second = read_scenario(write(tmp_path, "b", *entries[cut:]))
        turned = read_scenario(write(tmp_path, "a", *reversed(entries[:cut])))
        network = network_of(world)
        before = repr([dict(network.parameters.dwells.items()), network.links])
        there, back = altered(network, [first, second])[0], altered(network, [second, first])[0]
        assert same(there, back)
        assert there.scenario == "a+b"
        for name, link in altered(network, [turned, second])[0].links.items():
            assert link._replace(length=link.length._replace(note="")) == there.links[name]._replace(
                length=there.links[name].length._replace(note="")
            )
        assert repr([dict(network.parameters.dwells.items()), network.links]) == before
        several += 0 < cut < len(entries)
    assert several > OF / 4


@pytest.mark.parametrize("block", range(4))
def test_sets_of_levers_are_answered_as_the_planner_answers_them(block: int, tmp_path: Path):
    """What no lever touches is priced once; whether that is right is asked of the plain planner, set by set."""
    rng, asked = Random(f"sets-{block}"), 0
    turns = (*ALL, change_border, change_border, change_ends, change_service, change_transfer)
    for _, world, drawn, origin, destination in worlds(f"coalitions-{block}", turns, 6):
        network = network_of(world)
        bound = bind(network, [read_scenario(write(tmp_path, "drawn", *drawn.entries))])
        minimize: Objective = rng.choice(["cost", "time", "co2e"])
        answers = Coalitions(bound, Question(origin, destination, world.consignment, {"minimize": minimize}))
        for _ in range(4):
            kept = {entry for entry in {op.entry for op in bound.ops} if rng.random() < 0.5}
            ops = [op for op in bound.ops if op.entry in kept]
            plain = totals(Overlay(bound, ops).network(), world, origin, destination, minimize)
            assert answers.totals(ops) == plain
            asked += plain is not None
    assert asked > OF


def test_an_overlay_of_nothing_is_the_same_network(tmp_path: Path):
    scenario = read_scenario(write(tmp_path, "nothing"))
    for _, world, *_ in worlds("nothing"):
        network = network_of(world)
        made, differences = altered(network, [scenario])
        assert differences == []
        assert same(network, replace(made, scenario="baseline"))
