"""The value of time is reckoned as said, from whom it says, and is never hidden."""

from __future__ import annotations

import json

import pytest

import corridor as cr
from corridor.cli.app import run
from corridor.errors import QueryError
from corridor.planning.query import make_query


@pytest.fixture(scope="module")
def network():
    return cr.load_network()


def asked(network, **options: object):
    return make_query(network, "Xi'an", "Istanbul", cr.Consignment.feu(2, value_usd=100_000), **options)


def test_capital_cost_is_a_share_of_the_cargo_a_year(network):
    query = asked(network, minimize="generalized")
    share = network.parameters.value("vot_capital_rate").value
    assert query.vot_usd_per_hour == round(100_000 * share / 8760, 2)
    assert query.vot_model == "capital"


def test_revealed_preference_is_a_share_of_the_cargo_a_day(network):
    query = asked(network, minimize="generalized", vot_model="revealed")
    share = network.parameters.value("vot_revealed_share_per_day").value
    assert query.vot_usd_per_hour == round(100_000 * share / 24, 2)
    assert query.vot_usd_per_hour > 20 * asked(network, minimize="generalized").vot_usd_per_hour


def test_the_user_says_it(network):
    query = asked(network, minimize="generalized", vot_usd_per_hour=7.5)
    assert (query.vot_usd_per_hour, query.vot_model) == (7.5, "user")
    assert asked(network, minimize="generalized", vot_usd_per_hour=0).vot_usd_per_hour == 0


def test_where_it_plays_no_part_it_is_none(network):
    query = asked(network, minimize="time")
    assert (query.vot_usd_per_hour, query.vot_model) == (0.0, "")
    assert query.to_dict()["vot_model"] is None


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"vot_model": "user"}, "--vot-model"),
        ({"vot_model": "reveiled"}, "revealed"),
        ({"vot_model": "revealed", "vot_usd_per_hour": 3}, "--vot"),
        ({"vot_usd_per_hour": -1}, "--vot"),
        ({"vot_usd_per_hour": float("nan")}, "--vot"),
    ],
)
def test_what_cannot_be_is_refused(network, options, named):
    with pytest.raises(QueryError, match=named):
        asked(network, minimize="generalized", **options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "USD 0.82 per hour (capital cost of the cargo)"),
        (["--vot-model", "revealed"], "USD 25 per hour (revealed preference)"),
        (["--vot", "25"], "USD 25 per hour (as asked)"),
    ],
)
def test_the_answer_says_whose_it_is(options, words, capsys):
    common = ["route", "Xi'an", "Istanbul", "--minimize", "generalized", *options]
    assert run(common) == 0
    assert words in capsys.readouterr().out
    assert run([*common, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["query"]
    assert (told["vot_model"] in words) == (told["vot_model"] in {"capital", "revealed"})


def test_the_model_can_turn_the_answer(network):
    by_capital = cr.route(network, "Xi'an", "Istanbul", minimize="generalized", avoid=["IR"])
    revealed = cr.route(network, "Xi'an", "Istanbul", minimize="generalized", vot_model="revealed", avoid=["IR"])
    assert revealed.hours < by_capital.hours
    assert revealed.cost_usd > by_capital.cost_usd
