"""Mode sequences: against enumeration on random worlds, and by hand where the rule itself is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise, product
from random import Random

import pytest

from corridor.errors import NoItineraryError, QueryError
from corridor.model.itinerary import Itinerary
from corridor.model.network import Network
from corridor.planning.query import make_query
from corridor.planning.route import route
from corridor.planning.sequence import automaton_of
from corridor.planning.solve import pose, priced_graph
from support.oracle import LETTERS, Oracle, TooWideError, Wishes, fits
from support.walker import Terms, audit
from support.worlds import World, network_of, random_world

CRITERIA = {"cost": "cents", "time": "minutes", "co2e": "grams"}
TERMS = ["rail", "road", "sea", "rail?", "road?", "sea?", "..."]


def drawn_sequence(rng: Random) -> tuple[str, ...]:
    while True:
        terms = tuple(rng.choices(TERMS, k=rng.randint(1, 4)))
        if all(one != other or one[-1] in "?." for one, other in pairwise(terms)):
            return terms


def questions(block: int, count: int) -> Iterator[tuple[Random, World, Oracle, int | None]]:
    """Draw worlds with a sequence, now and then with places to pass and a bound on transfers."""
    drawn, rng = 0, Random(f"sequences-{block}")
    while drawn < count:
        world = random_world(rng)
        origin, destination = rng.sample(list(world.places), 2)
        wishes = Wishes(
            sequence=drawn_sequence(rng),
            via=(rng.choice(list(world.places)),) if rng.random() < 0.3 else (),
            max_transfers=rng.randint(2, 6) if rng.random() < 0.3 else None,
        )
        oracle = Oracle(world, origin, destination, wishes)
        free = Oracle(world, origin, destination, replace(wishes, sequence=()))
        try:
            free_least = min((way.cents for way in free.all), default=None)
            oracle.all  # noqa: B018 - it is cached
        except TooWideError:
            continue
        drawn += 1
        yield rng, world, oracle, free_least


def word_of(itinerary: Itinerary) -> str:
    return "".join(letter for letter, _ in groupby(LETTERS[leg.mode] for leg in itinerary.legs))


@pytest.mark.parametrize("block", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_the_best_way_in_a_sequence_is_that_of_enumeration(block: int):
    seen: Counter[str] = Counter()
    for rng, world, oracle, free in questions(block, 400):
        network, wishes = network_of(world), oracle.wishes
        criterion = rng.choice(sorted(CRITERIA))
        least = min((getattr(way, CRITERIA[criterion]) for way in oracle.all), default=None)
        options = {"minimize": criterion, "sequence": wishes.sequence, "via": wishes.via}
        try:
            found = route(
                network, oracle.origin, oracle.destination, world.consignment,
                max_transfers=wishes.max_transfers, **options,
            )  # fmt: skip
        except NoItineraryError:
            assert least is None
            seen["none"] += 1
            continue
        sums = {"cost": found.cost_usd * 100, "time": found.hours * 60, "co2e": found.co2e_kg * 1000}
        assert round(sums[criterion]) == least
        assert fits(word_of(found), wishes.sequence)
        terms = Terms(oracle.origin, oracle.destination, world.cargo, None, wishes.modes, frozenset(), frozenset(),
                      wishes.via, wishes.max_transfers, None, None)  # fmt: skip
        assert audit(network, found, terms) == []
        seen["bound" if min(way.cents for way in oracle.all) != free else "free"] += 1
    assert min(seen["none"], seen["bound"], seen["free"]) >= 8, seen


def test_the_automaton_accepts_just_the_words_that_fit():
    """Every word of up to five links over three modes, against the regular expressions of the oracle."""
    rng = Random("automata")
    modes = ["rail", "road", "sea"]
    for _ in range(150):
        terms = drawn_sequence(rng)
        automaton = automaton_of(terms)
        for length in range(1, 6):
            for links in product(modes, repeat=length):
                state: int | None = 0
                for mode in links:
                    state = None if state is None else automaton.moves[state].get(mode)
                word = "".join(letter for letter, _ in groupby(LETTERS[mode] for mode in links))
                assert (state in automaton.accepting) == fits(word, terms), (terms, links)


def test_each_path_of_the_graph_is_one_path_of_the_product(reference: Network):
    query = make_query(reference, "Tashkent", "Mersin", sequence=["rail?", "...", "rail", "...", "road?"])
    problem = pose(priced_graph(reference, query), query)
    for node in range(problem.graph.node_count):
        leaving = range(problem.graph.first[node], problem.graph.first[node + 1])
        assert len({id(problem.arcs[arc]) for arc in leaving}) == len(leaving)


def test_changes_of_gauge_within_a_run_do_not_matter(reference: Network):
    found = route(reference, "Xi'an", "Tashkent", sequence=["rail"])
    assert len({leg.state.gauge_mm for leg in found.legs}) > 1
    assert {leg.mode for leg in found.legs} == {"rail"}


def test_a_term_left_out_between_two_of_its_neighbours_leaves_one_run(reference: Network):
    plain = route(reference, "Xi'an", "Almaty", sequence=["rail"])
    assert route(reference, "Xi'an", "Almaty", sequence=["rail", "sea?", "rail"]).link_ids == plain.link_ids


def test_the_sequence_is_echoed(reference: Network):
    query = make_query(reference, "Xi'an", "Almaty", sequence=["rail", "sea?"])
    assert query.to_dict()["sequence"] == ["rail", "sea?"]
    assert make_query(reference, "Xi'an", "Almaty").to_dict()["sequence"] == []


@pytest.mark.parametrize(
    ("terms", "modes", "message"),
    [
        (["rial"], [], 'Did you mean "rail"?'),
        (["rial?"], [], 'Did you mean "rail"?'),
        (["rail", ""], [], "write rail, road"),
        (["rail", "rail"], [], "write rail once"),
        (["rail", "sea"], ["rail"], "it needs sea"),
    ],
)
def test_sequences_that_cannot_be_are_refused(reference: Network, terms: list[str], modes: list[str], message: str):
    with pytest.raises(QueryError, match="--sequence") as caught:
        make_query(reference, "Xi'an", "Almaty", sequence=terms, modes=modes)
    assert message in str(caught.value)


def test_a_mode_that_may_be_left_out_does_not_contradict_the_modes(reference: Network):
    found = route(reference, "Xi'an", "Almaty", sequence=["rail", "sea?"], modes=["rail"])
    assert {leg.mode for leg in found.legs} == {"rail"}
