"""Which itineraries are drawn and what counts in them, where the same links are used in two ways or twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import corridor as cr
from corridor.analysis.reliability import simulate
from corridor.analysis.reliability_money import Terms, demurrage
from corridor.cli.app import run
from corridor.planning.query import make_query
from tests.data.builder import ESTIMATED, TinyNetwork, tiny, transfer

TRUCK = cr.Consignment.of("truck")


@pytest.fixture
def two_ways_to_reload(tmp_path: Path) -> cr.Network:
    """A second change of gauge at Altynkol, quicker and dearer: two itineraries over the same links."""
    net: TinyNetwork = tiny()
    transfer(net, "gc-fast", "kz-altynkol", "gauge_change", "rail/1435", "rail/1520")
    net.add("dwell", subject="gc-fast", activity="gauge_change", value="2", low="1", high="3", unit="h", **ESTIMATED)
    dear = {"item": "handling", "value": "900", "low": "800", "high": "1000", "unit": "USD/feu"}
    net.add("charge", subject="gc-fast", cargo_unit="feu", **dear, **ESTIMATED)
    return cr.load_network(net.write(tmp_path / "net"))


@pytest.mark.parametrize("minimize", ["cost", "time"])
def test_itineraries_over_the_same_links_are_drawn_each(two_ways_to_reload: cr.Network, minimize: str):
    front = cr.frontier(two_ways_to_reload, "Xi'an", "Aktau")
    drawn = cr.reliability(two_ways_to_reload, "Xi'an", "Aktau", draws=50, minimize=minimize)
    assert len({point.itinerary.link_ids for point in front}) == 1
    assert len(drawn) == len(front) == 2
    made = cr.report.make(two_ways_to_reload, "Xi'an", "Aktau", draws=50, minimize=minimize).material
    told = made.journeys(made.best)
    assert told is not None
    assert told.itinerary.hours == made.best.hours


def test_a_link_run_twice_takes_its_time_twice_and_not_four_times(reference: cr.Network):
    asked = {"via": ["Astana"], "modes": ["rail"], "minimize": "time"}
    plain = replace(reference, timetables={})
    dated = cr.route(plain, "Almaty-1", "Altynkol", depart="2026-06-01T08:00+05:00", **asked)
    assert len(set(dated.link_ids)) < len(dated.link_ids)
    undated = cr.route(plain, "Almaty-1", "Altynkol", on="2026-06-01", **asked)
    query = make_query(plain, "Almaty-1", "Altynkol", None, on="2026-06-01", **asked)
    with_dates, without = (simulate(query, [one], draws=400).journeys[0] for one in (dated, undated))
    assert list(with_dates.quantiles.values()) == pytest.approx(list(without.quantiles.values()), abs=1e-6)


@pytest.mark.parametrize(
    ("depart", "deadline", "hours"),
    [("2026-10-24T08:00+03:00", "2026-10-26", 65), ("2027-03-27T08:00+02:00", "2027-03-29", 63)],
)
def test_a_deadline_across_a_change_of_clocks_is_the_end_of_its_day(
    reference: cr.Network, depart: str, deadline: str, hours: float
):
    found = cr.reliability(
        reference, "Burgas", "Svilengrad", minimize="time", depart=depart, deadline=deadline, draws=5
    )
    assert found.deadline_hours == hours
    assert found.deadline is not None
    assert f"{found.deadline:%H:%M}" == "00:00"


def test_a_bound_on_the_hours_is_one_on_those_with_dates(reference: cr.Network):
    asked = {"avoid": ["TR"], "depart": "2026-12-07T08:00+04:00", "max_hours": 100.0}
    best = cr.route(reference, "Batumi", "Burgas", TRUCK, minimize="time", **asked)
    drawn = cr.reliability(reference, "Batumi", "Burgas", TRUCK, draws=5, **asked)
    assert [one.itinerary.hours for one in drawn] == [best.hours]
    with pytest.raises(cr.QueryError, match="deadline"):
        cr.report.make(reference, "Batumi", "Burgas", TRUCK, draws=5, **asked)


@pytest.mark.parametrize(("start", "end"), [("Aktau", "Istanbul"), ("Almaty", "Baku")])
def test_hours_as_they_were_printed_are_admitted(reference: cr.Network, start: str, end: str):
    depart = "2026-12-03T08:00+05:00"
    once = cr.route(reference, start, end, minimize="time", depart=depart)
    assert cr.route(reference, start, end, minimize="time", depart=depart, max_hours=once.hours).hours == once.hours


def test_whole_days_at_a_port_are_not_a_day_more():
    import numpy as np

    parts = np.array([[3410.0], [1149.0], [2303.0], [338.0]]) / 60
    assert demurrage(Terms(free_days=0, demurrage_usd_per_day=100), [[0, 1, 2, 3]], 1, parts).tolist() == [500.0]


@pytest.mark.parametrize(
    "words",
    [["--draws", "nan"], ["--draws", "inf"], ["--seed", "inf"], ["--deadline", "100000000000h"]],
)
def test_numbers_without_an_end_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]):
    assert run(["reliability", "Baku", "Kars", *words]) == 2
    assert "Unexpected" not in capsys.readouterr().err


def test_a_ferry_is_of_the_same_corridor_both_ways(reference: cr.Network):
    asked = {"via": ["Batumi"], "avoid": ["TR", "RU", "IR"]}
    there = cr.route(reference, "Almaty", "Burgas", TRUCK, **asked)
    back = cr.route(reference, "Burgas", "Almaty", TRUCK, **asked)
    assert there.corridor == back.corridor == "middle-black-sea"


def test_where_months_differ_in_their_range_alone_the_range_is_that_of_the_day(tmp_path: Path):
    net = tiny()
    for months, low, high in (("", "40", "60"), ("11 12 1 2", "10", "400")):
        wait = {"activity": "waiting", "value": "50", "low": low, "high": high, "unit": "h", "months": months}
        net.add("dwell", subject="svc-feeder", **wait, **ESTIMATED)
    net.row("timetable", subject="svc-ferry")["valid_to"] = "2020-01-01"
    network = cr.load_network(net.write(tmp_path / "net"))
    for day, low, high in (("2026-10-20", 40, 60), ("2026-10-29", 10, 400), ("2026-11-02", 10, 400)):
        found = cr.route(network, "Xi'an", "Alat", minimize="time", depart=f"{day}T08:00+08:00")
        (wait_entry,) = [step.entries[0] for step in found.transfers if step.kind == "waiting"]
        assert (wait_entry.low, wait_entry.high) == (low * 60, high * 60), day
