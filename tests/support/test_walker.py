"""The auditor finds nothing wrong with a true answer, and something wrong with every false one."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from corridor.model.figure import Figure
from corridor.model.itinerary import Band, Itinerary
from corridor.model.network import Network
from corridor.planning.route import route
from support.walker import Terms, audit, audit_answer
from support.worlds import Hop, network_of, silk_world

TERMS = Terms("cn-east", "ge-town")
Answer = dict[str, Any]


@pytest.fixture(scope="module")
def network() -> Network:
    return network_of(silk_world())


@pytest.fixture(scope="module")
def itinerary(network: Network) -> Itinerary:
    return route(network, "cn-east", "ge-town")


@pytest.fixture
def answer(itinerary: Itinerary) -> Answer:
    return copy.deepcopy(itinerary.to_dict())


def step_of(answer: Answer, kind: str) -> dict[str, Any]:
    return next(step for step in answer["transfers"] if step["kind"] == kind)


def drop(answer: Answer, kind: str) -> None:
    """Take a transfer out of an answer and out of all of its sums, so that only the walk is wrong."""
    index = next(i for i, step in enumerate(answer["transfers"]) if step["kind"] == kind)
    gone = answer["transfers"].pop(index)
    places = [i for i, word in enumerate(answer["steps"]) if word == "transfer"]
    answer["steps"].pop(places[index])
    for name in ("hours", "cost_usd", "co2e_kg"):
        answer["totals"][name] -= gone[name]
    activity = {"border": "border", "waiting": "waiting", "gauge_change": "gauge_change", "transshipment": "port"}
    answer["hours_by_activity"][activity.get(kind, "terminal")] -= gone["hours"]
    answer["hours_band"]["p50"] -= gone["hours"]


def change(kind: str, field: str, value: object) -> Callable[[Answer], None]:
    return lambda answer: step_of(answer, kind).__setitem__(field, value)


def change_leg(number: int, field: str, value: object) -> Callable[[Answer], None]:
    return lambda answer: answer["legs"][number].__setitem__(field, value)


def change_in(part: str, field: str, value: object) -> Callable[[Answer], None]:
    return lambda answer: answer[part].__setitem__(field, value)


def swap_steps(answer: Answer) -> None:
    answer["transfers"][1], answer["transfers"][2] = answer["transfers"][2], answer["transfers"][1]


def sail_without_unloading(answer: Answer) -> None:
    answer["legs"].insert(3, copy.deepcopy(answer["legs"][2]) | {"from": "az-port", "to": "kz-port"})
    sea = [index for index, word in enumerate(answer["steps"]) if word == "leg"][2]
    answer["steps"].insert(sea + 1, "leg")


def lose_a_link(answer: Answer) -> None:
    answer["legs"][0]["links"].pop()


TAMPERED: list[tuple[str, Callable[[Answer], None], str]] = [
    ("a border left out", lambda a: drop(a, "border"), "was not paid"),
    ("a gauge change left out", lambda a: drop(a, "gauge_change"), "no transfer led to it"),
    ("a wait left out", lambda a: drop(a, "waiting"), "was not waited for"),
    ("a transshipment left out", lambda a: drop(a, "transshipment"), "no transfer led to it"),
    ("loading left out", lambda a: drop(a, "loading"), "no transfer led to it"),
    ("unloading left out", lambda a: drop(a, "unloading"), "never unloaded"),
    ("a border of the other direction", change("border", "subject", "bd-kz-cn"), "is not the border CN-KZ"),
    ("a border of another link", change("border", "subject", "bd-az-ge"), "is not the border CN-KZ"),
    ("a border that does not exist", change("border", "subject", "bd-nowhere"), "there is no transfer"),
    ("a border at another place", change("border", "place", "kz-port"), "bd-cn-kz is at kz-gate"),
    ("a gauge change at another place", change("gauge_change", "place", "cn-gate"), "is said to be at cn-gate"),
    ("a transfer of another kind", change("transshipment", "kind", "boarding"), "is a transshipment"),
    ("a transfer of another row", change("transshipment", "subject", "gc-kz-gate"), "is a gauge_change"),
    ("transfers in another order", swap_steps, "was not paid before gauge_change"),
    ("a service of nobody", change("waiting", "subject", "svc-nobody"), "there is no service"),
    ("sailing on and back", sail_without_unloading, "sails on without a transfer"),
    ("a leg on another gauge", change_leg(1, "gauge_mm", 1435), "no transfer led to it"),
    ("a leg by an unknown state", change_leg(3, "carried_on", "truck"), "there is no state"),
    ("a leg from elsewhere", change_leg(1, "from", "kz-port"), "the leg begins at kz-port"),
    ("a leg to elsewhere", change_leg(1, "to", "cn-gate"), "is said to end at cn-gate"),
    ("a link left out", lose_a_link, "said to end at kz-gate"),
    ("a link that does not exist", change_leg(1, "links", ["rail-nowhere"]), "there is no link"),
    ("a link from elsewhere", change_leg(1, "links", ["rail-az-ge"]), "does not lead on from here"),
    ("kilometres too few", change_leg(1, "distance_km", 2990.0), "km and its links"),
    ("another total of hours", lambda a: a["totals"].update(hours=a["totals"]["hours"] + 0.01), "total hours"),
    ("another total of cost", lambda a: a["totals"].update(cost_usd=a["totals"]["cost_usd"] - 0.01), "total cost_usd"),
    ("another total of co2e", lambda a: a["totals"].update(co2e_kg=a["totals"]["co2e_kg"] + 0.001), "total co2e_kg"),
    ("another total of km", change_in("totals", "distance_km", 1.0), "total distance_km"),
    ("a total that is no number", change_in("totals", "hours", float("nan")), "total hours"),
    ("other km by mode", change_in("distance_km_by_mode", "sea", 0.0), "distance_km_by_mode"),
    ("other km by country", change_in("distance_km_by_country", "KZ", 0.0), "distance_km_by_country"),
    ("hours moved to another activity", change_in("hours_by_activity", "moving", 0.0), "other moving hours"),
    ("hours of an activity forgotten", change_in("hours_by_activity", "border", 0.0), "does not add up"),
    ("a band out of order", change_in("hours_band", "p90", 1.0), "hours_band is out of order"),
    ("a median of its own", lambda a: a["hours_band"].update(p50=a["hours_band"]["p50"] + 1), "hours_band"),
    ("a cost below its band", change_in("cost_band", "low", 1e9), "cost_band does not hold"),
    ("a cost above its band", change_in("cost_band", "high", 0.0), "cost_band does not hold"),
    ("places forgotten", lambda a: a["places"].pop(2), "places are not those passed"),
    ("countries forgotten", lambda a: a["countries"].pop(1), "countries are not those entered"),
    ("a step of a kind that is not there", lambda a: a["steps"].append("leg"), "lacks"),
    ("no steps at all", lambda a: a.pop("steps"), "lacks"),
]


def test_a_true_answer_is_found_true(network: Network, itinerary: Itinerary, answer: Answer):
    assert audit(network, itinerary) == []
    assert audit_answer(network, answer, TERMS) == []


@pytest.mark.parametrize(("tamper", "words"), [pytest.param(t, words, id=name) for name, t, words in TAMPERED])
def test_a_tampered_answer_is_found_out(network: Network, answer: Answer, tamper: Callable[[Answer], None], words: str):
    tamper(answer)
    assert words in " | ".join(audit_answer(network, answer, TERMS))


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (replace(TERMS, cargo="crude"), "does not admit crude"),
        (replace(TERMS, modes=frozenset({"rail", "sea"})), "by road, which was excluded"),
        (replace(TERMS, avoid_countries=frozenset({"AZ"})), "a country to be avoided"),
        (replace(TERMS, avoid_nodes=frozenset({"kz-port"})), "a place to be avoided"),
        (replace(TERMS, via=("az-port", "kz-port")), "does not pass kz-port in its turn"),
        (replace(TERMS, max_transfers=3), "more transfers"),
        (replace(TERMS, max_hours=10), "more hours"),
        (replace(TERMS, max_cost_usd=10), "more cost"),
        (replace(TERMS, destination="ge-city"), "ends here and not at ge-city"),
        (replace(TERMS, origin="cn-gate"), "the leg begins at cn-east"),
    ],
)
def test_an_answer_to_another_question_is_found_out(network: Network, answer: Answer, terms: Terms, words: str):
    assert words in " | ".join(audit_answer(network, answer, terms))


def altered(link_id: str, **fields: object) -> Network:
    """Give the network with one link altered."""
    world = silk_world()
    hops = tuple(replace(hop, **fields) if hop.link_id == link_id else hop for hop in world.hops)  # type: ignore[arg-type]
    return network_of(replace(world, hops=hops))


def test_a_closed_link_is_found_out(answer: Answer):
    assert "rail-kz is closed" in " | ".join(audit_answer(altered("rail-kz", status="closed"), answer, TERMS))


def test_a_planned_link_is_good_only_from_its_opening(answer: Answer):
    planned = altered("rail-kz", status="planned", opens="2029-06")
    assert audit_answer(planned, answer, replace(TERMS, on=date(2029, 6, 1))) == []
    assert "is planned" in " | ".join(audit_answer(planned, answer, replace(TERMS, on=date(2029, 5, 31))))
    assert "is planned" in " | ".join(audit_answer(planned, answer, TERMS))


def test_going_against_a_directed_link_is_found_out(answer: Answer):
    against = altered("rail-kz", tail="kz-port", head="kz-gate", directed=True)
    assert "does not lead on from here" in " | ".join(audit_answer(against, answer, TERMS))


def test_a_ledger_that_does_not_add_up_to_its_band_is_found_out(network: Network, itinerary: Itinerary):
    off = replace(itinerary, cost_band=Band(1.0, itinerary.cost_usd, itinerary.cost_band.high))
    assert "cost_band is not the sum of the ends of the ledger" in audit(network, off)


def test_a_line_with_its_range_upside_down_is_found_out(network: Network, itinerary: Itinerary):
    first = itinerary.steps[0]
    entry = first.entries[0]._replace(low=10**6)
    steps = (replace(first, entries=(entry, *first.entries[1:])), *itinerary.steps[1:])
    assert "does not hold" in " | ".join(audit(network, replace(itinerary, steps=steps)))


def test_a_line_of_an_unknown_source_is_found_out(network: Network, itinerary: Itinerary):
    first = itinerary.steps[0]
    entry = first.entries[0]._replace(figure=Figure(1.0, 1.0, 1.0, "h", "2025", "hearsay", "C"))
    steps = (replace(first, entries=(entry, *first.entries[1:])), *itinerary.steps[1:])
    assert "source hearsay is unknown" in " | ".join(audit(network, replace(itinerary, steps=steps)))


def test_waiting_for_nothing_is_found_out(answer: Answer):
    world = silk_world()
    quiet = network_of(replace(world, sailings=()))
    assert "there is no service svc-caspian" in " | ".join(audit_answer(quiet, answer, TERMS))


def test_a_border_paid_at_home_is_found_out(answer: Answer):
    world = silk_world()
    same = network_of(replace(world, places=dict(world.places) | {"cn-gate": "KZ", "cn-east": "KZ"}))
    assert "without crossing a border" in " | ".join(audit_answer(same, answer, TERMS))


def test_the_way_back_is_found_true_with_the_borders_of_the_way_back(network: Network):
    back = route(network, "ge-town", "cn-east")
    assert audit(network, back) == []
    assert [step.subject for step in back.transfers if step.kind == "border"] == ["bd-ge-az", "bd-kz-cn"]


def test_a_ferry_cannot_be_loaded_on(network: Network):
    world = silk_world()
    ferry = Hop("ferry", "kz-port", "az-port", "sea/truck", "KZ", 480, 1200, 500)
    made = network_of(replace(world, hops=(*world.hops, ferry)))
    answer = route(made, "kz-port", "az-port").to_dict()
    answer["legs"][0] |= {"carried_on": "truck", "links": ["ferry"]}
    answer["steps"].remove("transfer")
    answer["transfers"] = [step for step in answer["transfers"] if step["kind"] != "waiting"]
    found = audit_answer(made, answer, Terms("kz-port", "az-port"))
    assert "no transfer led to it" in " | ".join(found)
