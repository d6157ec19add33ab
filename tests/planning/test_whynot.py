"""Why not another way: its optimum against enumeration, its flips by solving again, and how it is said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

import pytest

from corridor import NoItineraryError, UnknownWayError, why_not
from corridor.cli.app import run
from corridor.errors import QueryError
from corridor.model.network import Network
from corridor.model.reference import CorridorRule
from corridor.planning.another import find_other
from corridor.planning.figures import with_value
from corridor.planning.query import make_query
from corridor.planning.whynot import WhyNot, compare_with
from support.oracle import Oracle, TooWideError, Wishes
from support.worlds import World, network_of, random_world

Rules = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
MEASURES = {"cost": "cents", "time": "minutes", "co2e": "grams"}
SCALES = {"cost": 100, "time": 60, "co2e": 1000}


def drawn_rules(rng: Random, world: World) -> Rules:
    """Draw rules on places, links and countries, some of which hide others."""
    items = [*world.places, *(hop.link_id for hop in world.hops)]
    items += [f"country:{code}" for code in sorted(set(world.places.values()))] * 2 + ["k1*", "p[12]", "country:*"]
    return tuple(
        (f"way-{number}", tuple(rng.sample(items, rng.randint(1, 2))), tuple(rng.sample(items, rng.choice([0, 0, 1]))))
        for number in range(rng.randint(1, 6))
    )


def questions(block: str, count: int, **more: object) -> Iterator[tuple[Random, Network, Oracle, list]]:
    """Draw worlds with rules and a corridor of theirs that is asked for; give what is best of all too."""
    drawn, rng = 0, Random(f"whynot-{block}")
    while drawn < count:
        world = random_world(rng)
        origin, destination = rng.sample(list(world.places), 2)
        rules = drawn_rules(rng, world)
        wishes = Wishes(
            rules=rules, corridor=rng.choice(rules)[0], max_transfers=rng.choice([None, None, 4, 6]), **more
        )
        oracle = Oracle(world, origin, destination, wishes)
        try:
            free = Oracle(world, origin, destination, replace(wishes, rules=(), corridor="")).all
            oracle.all  # noqa: B018 - it is cached
        except TooWideError:
            continue
        if not free:
            continue
        drawn += 1
        network = replace(
            network_of(world),
            corridors=tuple(CorridorRule(name, name, 10 * n, *both) for n, (name, *both) in enumerate(rules)),
        )
        yield rng, network, oracle, free


@contextmanager
def plainly() -> Iterator[None]:
    """Leave the flips out, where only the two ways are looked at."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("corridor.planning.whynot.find_flips", lambda *_: ())
        yield


def asked(network: Network, oracle: Oracle, criterion: str, other: str) -> WhyNot:
    options = {"minimize": criterion, "max_transfers": oracle.wishes.max_transfers}
    return why_not(network, oracle.origin, oracle.destination, oracle.world.consignment, other, **options)


def contests(block: str, count: int) -> Iterator[tuple[str, Network, Oracle]]:
    """Draw questions in which the corridor has a way that is not the best, but not far from it."""
    left = count
    for rng, network, oracle, free in questions(block, 100_000):
        criterion = rng.choice(["cost", "time", "time", "co2e"])
        measure = MEASURES[criterion]
        best, least = (min((getattr(way, measure) for way in ways), default=None) for ways in (free, oracle.all))
        if least is None or least == best or least > 1.4 * best:
            continue
        yield criterion, network, oracle
        left -= 1
        if not left:
            return


@pytest.mark.parametrize("block", [0, pytest.param(1, marks=pytest.mark.slow), pytest.param(2, marks=pytest.mark.slow)])
def test_the_best_way_of_a_corridor_is_that_of_enumeration(block: int):
    seen: Counter[str] = Counter()
    for rng, network, oracle, free in questions(str(block), 130):
        criterion = rng.choice(sorted(MEASURES))
        measure = MEASURES[criterion]
        with plainly():
            found = asked(network, oracle, criterion, oracle.wishes.corridor)
        least = min((getattr(way, measure) for way in oracle.all), default=None)
        assert round(found.objective_of(found.best) * SCALES[criterion]) == min(getattr(way, measure) for way in free)
        if found.other is None:
            assert least is None
            assert found.reason
            seen["none"] += 1
            continue
        assert round(found.objective_of(found.other) * SCALES[criterion]) == least
        assert found.other.corridor == oracle.wishes.corridor
        seen["best" if found.is_best else "worse"] += 1
    assert min(seen["none"], seen["best"], seen["worse"]) >= 8, seen


@pytest.mark.slow
def test_the_best_way_through_a_place_or_a_country_is_that_of_enumeration():
    seen: Counter[str] = Counter()
    for rng, network, oracle, _ in questions("places", 150):
        world = oracle.world
        place, code = rng.choice(list(world.places)), rng.choice(sorted(set(world.places.values())))
        plain = replace(oracle.wishes, rules=(), corridor="")
        rule = (("there", (f"country:{code}",), ()),)
        for name, wishes in (
            (place, replace(plain, via=(place,))),
            (code, replace(plain, rules=rule, corridor="there")),
        ):
            try:
                ways = Oracle(world, oracle.origin, oracle.destination, wishes).all
            except TooWideError:
                continue
            with plainly():
                found = asked(network, oracle, "cost", name)
            assert found.kind == ("place" if name == place else "country")
            cents = min((way.cents for way in ways), default=None)
            assert (None if found.other is None else round(found.other.cost_usd * 100)) == cents
            seen[f"{found.kind} {'none' if cents is None else 'best' if found.is_best else 'worse'}"] += 1
    assert len(seen) >= 5, seen
    assert min(seen.values()) >= 3, seen


def is_best_at(network: Network, found: WhyNot, rows: tuple, value: float) -> bool:
    """Ask the whole question again over a network with the changed value."""
    changed = with_value(network, rows, value)
    with plainly():
        return compare_with(changed, found.query, find_other(changed, found.other_id)).is_best


@pytest.mark.slow
@pytest.mark.parametrize("count", [4, 40])
def test_the_winner_flips_at_the_value_said_and_not_before(count: int):
    seen: Counter[str] = Counter()
    for criterion, network, oracle in contests("flips", count):
        found = asked(network, oracle, criterion, oracle.wishes.corridor)
        changes = [abs(flip.change) for flip in found.flips]
        assert changes == sorted(changes)
        for flip in found.flips:
            assert flip.figure in {entry.figure for way in (found.best, found.other) for entry in way.entries}
            assert is_best_at(network, found, flip.rows, flip.value)
            assert not is_best_at(network, found, flip.rows, flip.still)
            assert abs(flip.value - flip.still) <= 1e-3 * max(flip.value, flip.still)
            assert flip.value >= 0
            seen[f"{flip.figure.unit} {'up' if flip.change > 0 else 'down'}"] += 1
            for share in (0.3, 0.6, 0.9):
                between = flip.figure.value + share * (flip.still - flip.figure.value)
                assert not is_best_at(network, found, flip.rows, between)
        seen["flips" if found.flips else "none"] += 1
    assert seen["flips"] >= count / 3, seen
    for kind in () if count < 40 else ("USD up", "USD down", "h up", "h down", "km/h up"):
        assert seen[kind] >= 1, seen


@pytest.mark.parametrize("count", [2, pytest.param(25, marks=pytest.mark.slow)])
def test_no_figure_of_either_way_flips_by_less_than_the_first_that_is_said(count: int):
    tried = 0
    for criterion, network, oracle in contests("least", count):
        found = asked(network, oracle, criterion, oracle.wishes.corridor)
        measure = {"time": "hours", "cost": "cost", "co2e": "co2e"}[criterion]
        entries = [entry for way in (found.best, found.other) for entry in way.entries if entry.measure == measure]
        figures = {id(entry.figure): entry.figure for entry in entries if entry.figure.value > 0}
        least = min((abs(flip.change) for flip in found.flips), default=9.0)
        for figure in figures.values():
            for share in (0.97, 0.6, -0.6, -0.97):
                value = figure.value * (1 + share * least)
                if value > 0 and not (figure.unit == "share" and value > 1) and value >= figure.value / 10:
                    assert not is_best_at(network, found, (figure,), value)
                    tried += 1
    assert tried > 10 * count


@pytest.mark.slow
def test_rows_that_say_the_same_in_the_same_words_flip_together(reference: Network):
    found = why_not(reference, "Tashkent", "Mersin", other="middle-btk")
    together = next(flip for flip in found.flips if len(flip.rows) > 1)
    assert len({row[:8] for row in together.rows}) == 1
    assert is_best_at(reference, found, together.rows, together.value)
    assert not is_best_at(reference, found, together.rows, together.still)
    assert not is_best_at(reference, found, together.rows[:1], together.value)


def test_the_items_add_up_to_the_difference(reference: Network):
    found = why_not(reference, "Tashkent", "Mersin", other="middle-btk")
    for measure in ("cost_usd", "hours", "co2e_kg"):
        assert sum(two - one for name, _, one, two in found.items if name == measure) == pytest.approx(
            found.change[measure], abs=1e-6
        )


def test_a_corridor_of_links_that_are_not_open_says_which_and_what_it_would_be(reference: Network):
    found = why_not(reference, "Tashkent", "Mersin", other="zangezur")
    assert found.other is None
    assert found.ways_out[0].itinerary.corridor == "zangezur"
    assert all(
        reference.links[item].status in {"planned", "under_construction", "closed"}
        for item in found.ways_out[0].closed_links
    )
    assert found.change == {}


def test_a_corridor_that_a_filter_excludes_names_the_filter(reference: Network):
    found = why_not(reference, "Xi'an", "Istanbul", other="iran-rail", avoid=["IR"])
    assert found.ways_out[0].lift == ("--avoid IR",)
    assert found.ways_out[0].itinerary.corridor == "iran-rail"


def test_the_best_way_itself_needs_no_change(reference: Network):
    found = why_not(reference, "Tashkent", "Mersin", other="iran-rail")
    assert found.is_best
    assert found.flips == ()
    assert found.change["cost_usd"] == 0


@pytest.mark.parametrize(
    ("name", "nearest"), [("iran-rial", "iran-rail"), ("Iram", "Iran"), ("Aktua", "Aktau"), ("", ""), ("xyzzy", "")]
)
def test_an_unknown_name_is_answered_with_the_nearest(reference: Network, name: str, nearest: str):
    with pytest.raises(UnknownWayError) as caught:
        why_not(reference, "Tashkent", "Mersin", other=name)
    assert nearest in " ".join(caught.value.candidates)
    assert caught.value.exit_code == 5


def test_a_corridor_is_known_by_its_name_in_words_too(reference: Network):
    assert find_other(reference, "Iran by rail").id == "iran-rail"


def test_no_itinerary_at_all_is_said_as_ever(reference: Network):
    with pytest.raises(NoItineraryError):
        why_not(reference, "Tashkent", "Mersin", other="iran-rail", max_hours=1)


def test_rules_too_many_to_keep_apart_are_refused(reference: Network, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("corridor.search.collect.MOST_ARCS", 100)
    query = make_query(reference, "Tashkent", "Mersin")
    with pytest.raises(QueryError, match="too many to be kept apart"):
        compare_with(reference, query, find_other(reference, "middle-btk"))


# -- the command line


def test_the_json_says_all_of_it(capsys: pytest.CaptureFixture[str]):
    assert run(["explain", "Tashkent", "Mersin", "--why-not", "middle-btk", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["why_not"] == {
        "kind": "corridor", "id": "middle-btk", "name": "Middle Corridor by Baku–Tbilisi–Kars"
    }  # fmt: skip
    assert document["best"]["corridor"] != document["other"]["corridor"] == "middle-btk"
    assert {"flips_at", "still_at", "source_id", "low", "high", "is_in_range", "change"} <= set(document["flips"][0])
    for name in ("cost_usd", "hours", "co2e_kg", "distance_km"):
        difference = document["other"]["totals"][name] - document["best"]["totals"][name]
        assert document["change"][name] == pytest.approx(difference, abs=1e-5)


@pytest.mark.parametrize("shown", ["table", "md", "csv"])
@pytest.mark.parametrize("other", ["middle-btk", "zangezur", "iran-rail", "Poti", "AZ"])
def test_every_form_says_the_other_way(capsys: pytest.CaptureFixture[str], shown: str, other: str):
    assert run(["explain", "Tashkent", "Mersin", "--why-not", other, "--format", shown]) == 0
    said = capsys.readouterr().out
    assert said
    assert ("Zangezur" in said or "rail-am" in said) == (other == "zangezur")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--why-not", "iran-rial"], 5),
        (["--why-not", "iran-rail", "--max-hours", "1"], 3),
        (["--why-not", "iran-rail", "--format", "geojson"], 2),
    ],
)
def test_what_cannot_be_compared_has_its_exit_code(capsys: pytest.CaptureFixture[str], words: list[str], code: int):
    assert run(["explain", "Tashkent", "Mersin", *words]) == code
    assert capsys.readouterr().err
