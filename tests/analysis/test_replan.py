"""Wait or go round: against every path of small worlds, and the exact length at which the choice turns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from math import floor
from random import Random

import pytest

import corridor as cr
from corridor.cli.app import run
from corridor.model.consignment import Consignment
from corridor.model.ledger import Impedance
from corridor.planning.query import Query, make_query
from corridor.planning.solve import objective_weight, priced_graph
from corridor.planning.stategraph import SINK, SOURCE, Arc, Vertex, end_arcs
from support.worlds import FERRIES, RAIL_SU, RO_RO, ROAD, SHIP, Change, Hop, Sailing, World, network_of, random_world

OBJECTIVES = ("time", "cost", "co2e", "generalized")


def every_path(network: cr.Network, query: Query) -> Iterator[tuple[Arc, ...]]:
    made = priced_graph(network, query)
    out: dict[Vertex, list[Arc]] = {}
    for arc in made.arcs + end_arcs(made, query.origin, query.destination):
        out.setdefault(arc.tail, []).append(arc)

    def onward(vertex: Vertex, path: tuple[Arc, ...], seen: frozenset[Vertex]) -> Iterator[tuple[Arc, ...]]:
        if vertex == SINK:
            yield path
            return
        for arc in out.get(vertex, ()):
            if arc.head not in seen:
                yield from onward(arc.head, (*path, arc), seen | {arc.head})

    yield from onward(SOURCE, (), frozenset({SOURCE}))


def sea_link(network: cr.Network, arc: Arc) -> str:
    """Give the sea link that an arc is a sailing on, or the wait for it; empty for any other."""
    link_id = network.services[arc.subject].link_id if arc.kind == "waiting" else arc.subject
    is_sailing = arc.kind in {"waiting", "link"} and network.links[link_id].mode == "sea"
    return link_id if is_sailing else ""


Outcome = tuple[str, int, bool] | None


def outcome(network: cr.Network, query: Query, path: tuple[Arc, ...], closed: set[str], closure: int) -> Outcome:
    """Give (first port, weight, whether it waited for a closed one); None for a path that calls at one too soon."""
    passed = 0
    first: int | None = None
    for number, arc in enumerate(path):
        if sea_link(network, arc):
            first = number
            break
        passed += arc.impedance.minutes
    base = sum(objective_weight(query, arc.impedance) for arc in path)
    if first is None:
        return "", base, False

    def is_closed(arc: Arc) -> bool:
        link_id = sea_link(network, arc)
        return bool(link_id) and not closed.isdisjoint(network.links[link_id].ends(forward=True))

    if is_closed(path[first]):
        held = max(0, closure - passed)
        return path[first].tail[0], base + objective_weight(query, Impedance(held, 0, 0, ())), True
    if any(is_closed(arc) for arc in path[first:]):
        return None
    return path[first].tail[0], base, False


def best(outcomes: Iterator[tuple[str, int, bool] | None], *, held: bool | None = None) -> int | None:
    return min((found[1] for found in outcomes if found and held in {None, found[2]}), default=None)


def coast(rng: Random) -> World:
    """Draw a shore with three ports and a far one, roads and rails between all, and different ships."""
    ports, places = ["p0", "p1", "p2"], ["p0", "p1", "p2", "p3", "p4"]
    hops = [
        Hop(
            f"s{number}",
            port,
            "p3",
            rng.choice([SHIP, RO_RO]),
            "AA",
            300,
            60 * rng.randint(5, 40),
            10 * rng.randint(0, 90),
        )
        for number, port in enumerate(rng.choices(ports, k=3))
    ]
    hops.append(Hop("s9", *rng.sample(ports, 2), SHIP, "AA", 90, 60 * rng.randint(1, 20), 10 * rng.randint(0, 30)))
    shores = [("p0", "p1"), ("p0", "p1"), ("p1", "p2"), ("p0", "p2"), ("p3", "p4"), ("p2", "p4")]
    for number, (tail, head) in enumerate(shores):
        hours, price, carriage = rng.randint(1, 30), 10 * rng.randint(0, 90), rng.choice([ROAD, RAIL_SU])
        hops.append(Hop(f"l{number}", tail, head, carriage, "AA", 100, 60 * hours, price))
    changes = []
    for place in places:
        carried = sorted({hop.carriage for hop in hops if place in {hop.tail, hop.head}})
        for one, other in combinations(carried, 2):
            kind = "boarding" if FERRIES & {one, other} else "transshipment"
            named, minutes = f"x{place}{one}{other}".replace("/", ""), 30 * rng.randint(0, 20)
            changes.append(Change(named, place, kind, one, other, minutes, 10 * rng.randint(0, 20)))
    return World(
        places=dict.fromkeys(places, "AA"),
        hops=tuple(hops),
        changes=tuple(changes),
        crossings=(),
        sailings=tuple(
            Sailing(f"v-{hop.link_id}", hop.link_id, 2, "irregular", 60 * rng.randint(0, 60))
            for hop in hops
            if hop.link_id[0] == "s" and rng.random() < 0.8
        ),
        ends={(kind, mode): (30, 10) for kind in ("loading", "unloading") for mode in ("rail", "road", "sea")},
    )


def compare(seed: int) -> str:
    rng = Random(seed)
    network = network_of(random_world(rng) if seed % 4 == 0 else coast(rng))
    ports = sorted({end for link in network.links.values() if link.mode == "sea" for end in link.ends(forward=True)})
    if not ports:
        return "no port"
    at = rng.choice(ports)
    other = rng.choice([place for place in sorted(network.nodes) if place != at])
    also = [port for port in ports if port not in {at, other} and rng.random() < 0.3]
    minimize = rng.choice(OBJECTIVES)
    query = make_query(network, at, other, Consignment.of("feu"), minimize=minimize, vot_usd_per_hour=3)
    paths = list(every_path(network, query))
    waters = {  # only the waters around the port are asked about
        end for link in network.links.values() if link.mode == "sea" for end in link.ends(forward=True)
    }
    closure = rng.randint(0, 6000)
    closed = {at, *also}
    expected = best(outcome(network, query, path, closed, closure) for path in paths)
    try:
        found = cr.replan(
            network, at, other, Consignment.of("feu"), closure_hours=closure / 60, also_closed=also,
            minimize=minimize, vot_usd_per_hour=3,
        )  # fmt: skip
    except cr.NoItineraryError:
        assert expected is None, seed
        return "none"
    if found.weather.ports or waters != _waters(network, at):
        return "other waters"
    entries = found.best.itinerary.entries
    sums = [sum(entry.amount for entry in entries if entry.measure == name) for name in ("hours", "cost", "co2e")]
    assert objective_weight(query, Impedance(*sums, ())) == expected, seed
    return _turning_point(network, query, paths, closed, found, seed)


def _waters(network: cr.Network, at: str) -> set[str]:
    from corridor.analysis.replan_search import waters_of

    return set(waters_of(network, at))


def _turning_point(network, query, paths, closed, found, seed) -> str:
    """Check the break-even by weighing both sides on either side of it."""

    def side(closure: int, *, held: bool) -> int | None:
        weighed = (outcome(network, query, path, closed, closure) for path in paths)
        value = best(weighed, held=held)
        return None if value is None else value >> 160  # what is minimised, without what settles ties

    open_way = side(0, held=False)
    if open_way is None or side(0, held=True) is None:
        assert found.break_even_hours is None
        return "one side"
    if not any(one.waits_for_reopening for one in found):
        shut = side(0, held=True)
        assert not found.break_even_hours, seed
        assert shut is None or shut >= open_way, seed  # such a way comes back to where it was, or goes too far round
        return "one side"
    if found.break_even_hours is None:
        assert (side(10**7, held=True) or 0) <= open_way, seed
        return "never"
    turns = found.break_even_hours * 60
    assert (side(floor(turns + 1e-4), held=True) or 0) <= open_way or turns == 0, seed
    assert (side(floor(turns + 1e-4) + 1, held=True) or 0) > open_way, seed
    return "turns" if turns else "at once"


@pytest.mark.slow
def test_the_best_option_and_the_turning_point_are_those_of_every_path():
    found = [compare(seed) for seed in range(120)]
    assert found.count("turns") > 10
    assert found.count("never") > 5
    assert found.count("at once") > 3
    assert found.count("none") > 3


@pytest.mark.slow
def test_the_best_option_and_the_turning_point_many_times():
    assert [compare(seed) for seed in range(120, 900)].count("turns") > 50


def test_the_break_even_of_each_option_is_where_it_draws_level_with_waiting(reference: cr.Network):
    for minimize, options in (("time", {}), ("generalized", {"vot_usd_per_hour": 10})):
        found = cr.replan(reference, "Aktau", "Istanbul", closure_hours=24, minimize=minimize, **options)
        for one in found:
            if one.waits_for_reopening or not one.break_even_hours:
                continue
            again = cr.replan(
                reference, "Aktau", "Istanbul", closure_hours=one.break_even_hours, minimize=minimize, **options
            )
            waits = next(item for item in again if item.gate == "kz-aktau").itinerary
            rival = next(item for item in again if item.gate == one.gate).itinerary
            vot = found.query.vot_usd_per_hour if minimize == "generalized" else 0
            level = (waits.cost_usd - rival.cost_usd if vot else 0) + (vot or 1) * (waits.hours - rival.hours)
            assert abs(level) < (vot or 1) / 60 + 0.01, one.gate  # closures are whole minutes here


@pytest.mark.slow
def test_without_a_closure_the_best_is_the_route_of_today(reference: cr.Network):
    for port, end in (("Aktau", "Istanbul"), ("Poti", "Constanta"), ("Turkmenbashi", "Budapest")):
        for minimize in OBJECTIVES:
            found = cr.replan(reference, port, end, closure_hours=0, minimize=minimize)
            today = cr.route(reference, found.at, end, minimize=minimize)
            mine = {"time": "hours", "co2e": "co2e_kg"}.get(minimize, "cost_usd")
            if minimize != "generalized":
                assert getattr(found.best.itinerary, mine) == getattr(today, mine)
            assert found.best.held_hours == 0


def test_what_is_done_ashore_is_done_during_the_closure(reference: cr.Network):
    found = cr.replan(reference, "Aktau", "Istanbul", closure_hours=120, avoid=["IR", "RU"])
    wait = next(one for one in found if one.gate == "kz-aktau")
    assert wait.waits_for_reopening
    before = 0.0
    for step in wait.itinerary.steps:
        if getattr(step, "label", "") == "port closed":
            break
        before += step.hours
    assert before + wait.held_hours == pytest.approx(120)
    assert wait.itinerary.hours == pytest.approx(sum(step.hours for step in wait.itinerary.steps))
    short = cr.replan(reference, "Aktau", "Istanbul", closure_hours=before / 2, avoid=["IR", "RU"])
    assert next(one for one in short if one.gate == "kz-aktau").held_hours == 0


def test_a_port_that_is_shut_too_is_waited_for_or_gone_round(reference: cr.Network):
    options = {"closure_hours": 120, "avoid": ["IR", "RU"]}
    alone = cr.replan(reference, "Aktau", "Istanbul", **options)
    both = cr.replan(reference, "Aktau", "Istanbul", also_closed=["Kuryk"], **options)
    assert alone.best.gate == "kz-kuryk"
    assert both.best.gate == "tm-turkmenbashi"
    kuryk = next(one for one in both if one.gate == "kz-kuryk")
    assert kuryk.waits_for_reopening
    assert both.closed == ("kz-aktau", "kz-kuryk")


def test_a_closure_that_is_known_takes_the_place_of_the_one_expected(reference: cr.Network):
    """In November Aktau is shut a third of the time; who asks about a closure there has said how long."""
    winter = cr.replan(reference, "Aktau", "Alat", closure_hours=0, on="2026-11-20", modes=["sea"])
    summer = cr.replan(reference, "Aktau", "Alat", closure_hours=0, on="2026-06-20", modes=["sea"])
    assert winter.best.itinerary.hours == summer.best.itinerary.hours
    elsewhere = cr.replan(reference, "Aktau", "Istanbul", closure_hours=2000, on="2026-11-20", avoid=["IR", "RU"])
    other = next(one for one in elsewhere if one.gate == "kz-kuryk")
    assert "closure" in {entry.item for entry in other.itinerary.entries}


def test_the_ports_that_share_weather_are_named_with_who_says_so(reference: cr.Network):
    weather = cr.replan(reference, "Aktau", "Istanbul", closure_hours=24).weather
    assert weather.advisory is not None
    assert weather.advisory.advisory_id == "caspian-weather"
    assert "kz-kuryk" in weather.same_evidence
    assert "tm-turkmenbashi" in weather.ports
    assert "tm-turkmenbashi" not in weather.same_evidence
    assert "ge-poti" not in weather.ports
    alone = cr.replan(reference, "Poti", "Constanta", closure_hours=24).weather
    assert alone.advisory is not None
    assert alone.advisory.advisory_id == "poti-weather"
    assert "ge-batumi" not in alone.ports, "it is sheltered"


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"closure_hours": -1}, "--closure"),
        ({"closure_hours": float("nan")}, "--closure"),
        ({"closure_hours": 24, "via": ["Poti"]}, "--via"),
        ({"closure_hours": 24, "max_hours": 100}, "--max-hours"),
        ({"closure_hours": 24, "also_closed": ["Almaty"]}, "--also-closed"),
    ],
)
def test_what_cannot_be_asked_is_refused(reference: cr.Network, options: dict[str, object], problem: str):
    with pytest.raises(cr.QueryError, match=problem):
        cr.replan(reference, "Aktau", "Istanbul", **options)  # type: ignore[arg-type]


ASKED = ["replan", "--at", "kz-aktau", "--closure", "5d", "--destination", "Istanbul"]


def test_the_command_answers_in_every_format(capsys: pytest.CaptureFixture[str]):
    assert run([*ASKED, "--also-closed", "kz-kuryk", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["query"]["closed"] == ["kz-aktau", "kz-kuryk"]
    assert document["query"]["closure_hours"] == 120
    assert document["options"][0]["is_best"]
    assert document["options"][0]["itinerary"]["totals"]["hours"] == document["options"][0]["hours"]
    assert run([*ASKED, "--format", "csv"]) == 0
    assert "first_ship_at" in capsys.readouterr().out
    assert run([*ASKED, "--format", "md"]) == 0
    assert capsys.readouterr().out.startswith("# Aktau")
    assert run([*ASKED, "--minimize", "cost"]) == 0
    assert "never" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["replan", "--at", "Aktau"], 2),
        ([*ASKED[:3], "--closure", "3w", *ASKED[5:]], 2),
        (["replan", "--at", "Almaty", *ASKED[3:]], 2),
        (["replan", "--at", "Nowhere", *ASKED[3:]], 5),
        ([*ASKED, "--format", "geojson"], 2),
        ([*ASKED, "--modes", "pipeline"], 3),
        ([*ASKED, "--also-closed", "Istanbul"], 2),
    ],
)
def test_what_cannot_be_answered_has_its_exit_code(words: list[str], code: int, capsys: pytest.CaptureFixture[str]):
    assert run(words) == code
    assert capsys.readouterr().err


def test_a_frame_has_a_row_an_option(reference: cr.Network):
    found = cr.replan(reference, "Aktau", "Istanbul", closure_hours=120)
    assert len(found.to_frame()) == len(found) == str(found).count("\n") + 1
