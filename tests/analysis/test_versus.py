"""Corridors against each other: the same ways as `alternatives` finds, and differences that the ledgers bear out."""

from __future__ import annotations

import json

import pytest

import corridor as cr
from corridor.analysis.versus import gap, versus
from corridor.cli.app import run

NAMES = ("middle-btk", "iran-rail", "middle-black-sea")


@pytest.fixture(scope="module")
def network():
    return cr.load_network()


@pytest.fixture(scope="module")
def found(network):
    return versus(network, ["Almaty", "Tashkent"], ["Kars", "Istanbul"], corridors=NAMES, minimize="cost")


@pytest.mark.slow
def test_each_contender_is_the_best_of_its_corridor(network, found):
    compared = 0
    for bout in found:
        ends = bout.query.origin, bout.query.destination
        others = cr.alternatives(network, *ends, k=12, by="corridor", max_stretch=1.6, max_overlap=0.0, minimize="cost")
        best = {one.corridor: one for one in reversed(others.itineraries)}
        for contender in bout.contenders:
            assert contender.itinerary is not None
            assert contender.is_proven
            assert contender.itinerary.corridor == contender.corridor
            if contender.corridor in best:
                assert contender.itinerary.cost_usd == best[contender.corridor].cost_usd
                compared += 1
        assert bout.winner is min(bout.contenders, key=lambda one: one.itinerary.cost_usd)
    assert compared >= 4


def test_the_range_of_a_difference_comes_from_what_is_not_shared(found):
    for bout in found:
        one, other = bout.of("iran-rail"), bout.of("middle-btk")
        told = gap(one, other)
        assert told.cost_usd.typical == pytest.approx(one.cost_usd - other.cost_usd)
        assert told.hours == pytest.approx(one.hours - other.hours)
        widest = one.cost_band.high - other.cost_band.low, one.cost_band.low - other.cost_band.high
        shared = {entry.subject for entry in one.entries if entry.measure == "cost"} & {
            entry.subject for entry in other.entries if entry.measure == "cost"
        }
        # A line of the ledger that both have is taken out of both ends; by hand, over subjects that both pass.
        both = [
            entry for entry in one.entries if entry.measure == "cost" and entry.subject in shared and entry.subject
            and entry in other.entries
        ]  # fmt: skip
        spared = sum(entry.high - entry.low for entry in both) / 100
        assert told.cost_usd.high <= widest[0] - spared + 0.01
        assert told.cost_usd.low >= widest[1] + spared - 0.01
        assert told.cost_usd.low < told.cost_usd.typical < told.cost_usd.high
    again = gap(bout.of("middle-btk"), bout.of("iran-rail"))
    assert (again.cost_usd.low, again.cost_usd.high) == (-told.cost_usd.high, -told.cost_usd.low)


def test_a_line_that_is_not_open_says_so_and_opens_in_its_scenario(network):
    closed = versus(network, ["Baku"], ["Kars"], corridors=["zangezur", "middle-btk"])
    assert closed.bouts[0].of("zangezur") is None
    assert "rail-am-karchevan-az-ordubad" in closed.bouts[0].contenders[0].reason
    assert closed.bouts[0].winner.corridor == "middle-btk"
    opened = versus(cr.apply_scenario(network, "zangezur"), ["Baku"], ["Kars"], corridors=["zangezur", "middle-btk"])
    line, other = opened.bouts[0].of("zangezur"), opened.bouts[0].of("middle-btk")
    assert line.distance_km > other.distance_km, "the line is not shorter than the one by Tbilisi"


def test_rows_and_json_agree(found):
    document = found.to_dict()
    rows = found.rows()
    assert len(rows) == sum(len(pair["contenders"]) for pair in document["pairs"]) == 12
    told = [one["itinerary"]["totals"]["cost_usd"] for pair in document["pairs"] for one in pair["contenders"]]
    assert told == [row["cost_usd"] for row in rows]
    assert [row["more_cost_usd"] for row in rows if row["corridor"] == NAMES[0]] == [0.0] * 4
    assert list(found.to_frame().columns) == list(rows[0])


def test_unknown_corridors_and_empty_pairs_are_refused(network):
    with pytest.raises(cr.UnknownWayError, match="zangezur"):
        versus(network, ["Baku"], ["Kars"], corridors=["zangezurr"])
    with pytest.raises(cr.QueryError, match="no pair of two different places"):
        versus(network, ["Kars"], ["Kars"], corridors=["middle-btk"])
    with pytest.raises(cr.QueryError, match="at least one"):
        versus(network, ["Baku"], ["Kars"], corridors=[])


@pytest.mark.slow
def test_the_command_tells_it_in_every_format(capsys):
    words = ["versus", "Baku,Tashkent", "Kars", "--corridors", "middle-btk,zangezur"]
    assert run(words) == 0
    table = capsys.readouterr().out
    assert "*  middle-btk" in table
    assert "– zangezur: the way needs links that are not open" in table
    assert run([*words, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [pair["winner"] for pair in document["pairs"]] == ["middle-btk", "middle-btk"]
    assert run([*words, "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 5
    assert run([*words, "--format", "md"]) == 0
    assert capsys.readouterr().out.startswith("|")
    assert run([*words, "-o", "x.html"]) == 2
