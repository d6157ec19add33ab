"""The best journey by day: each is the dated route of that day, and the best of them is marked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

import corridor as cr
from corridor.cli.app import run
from corridor.model.timetable import Timetable
from support.worlds import network_of, silk_world


def silk(**rest: object) -> cr.Network:
    row = Timetable("svc-caspian", ("mon",), "12:00", source_id="estimate", as_of="2026", **rest)  # type: ignore[arg-type]
    return replace(network_of(silk_world()), timetables={"svc-caspian": (row,)})


@pytest.mark.parametrize("minimize", ["time", "cost", "generalized"])
@pytest.mark.parametrize(
    ("origin", "destination"),
    [
        ("Batumi", "Burgas"),
        *(pytest.param(*ends, marks=pytest.mark.slow) for ends in (("Xi'an", "Istanbul"), ("Aktau", "Baku"))),
    ],
)
def test_each_day_is_the_dated_route_of_that_day(reference: cr.Network, origin: str, destination: str, minimize: str):
    options = {"minimize": minimize, "modes": ["rail", "sea", "road"]}
    found = cr.departures(reference, origin, destination, start="2026-10-24", end="2026-11-03", at="21:15", **options)
    assert [day.departs.date() for day in found] == [date(2026, 10, 24) + timedelta(days=day) for day in range(11)]
    for day in found:
        alone = cr.route(reference, origin, destination, depart=day.departs, **options)
        assert day.itinerary is not None
        assert day.itinerary.to_dict() == alone.to_dict()
        assert (day.departs.hour, day.departs.minute) == (21, 15)


def test_a_weekly_sailing_is_met_best_on_the_day_that_just_reaches_it():
    found = cr.departures(silk(), "cn-east", "ge-town", start="2026-12-01", end="2026-12-14", minimize="time")
    hours = [day.itinerary.hours for day in found if day.itinerary]
    assert found.best.itinerary is not None
    assert found.best.itinerary.hours == min(hours)
    arrivals = [day.arrives for day in found if day.arrives]
    assert arrivals == sorted(arrivals)
    assert len(set(arrivals)) in {2, 3}
    later = {departed.arrives: departed for departed in found}  # the last day that still catches each sailing
    assert found.best in later.values()
    assert [row["is_best"] for row in found.rows()].count(True) == 1


def test_days_without_a_journey_stand_with_their_reason():
    found = cr.departures(
        silk(valid_to="2026-12-14"), "kz-port", "az-port", start="2026-12-12", end="2026-12-16", minimize="time"
    )
    assert [day.itinerary is not None for day in found] == [True, True, False, False, False]
    assert "its timetable holds from any day to 2026-12-14" in found.days[-1].reason
    assert found.rows()[-1]["hours"] is None
    with pytest.raises(cr.NoItineraryError, match="2026-12-14"):
        cr.departures(silk(valid_to="2026-12-14"), "kz-port", "az-port", start="2027-01-01", end="2027-01-03")


def test_what_bars_the_way_on_all_days_is_said_as_ever():
    with pytest.raises(cr.NoItineraryError) as caught:
        cr.departures(silk(), "cn-east", "ge-town", start="2026-12-01", end="2026-12-02", modes=["rail"])
    assert "--modes" in " ".join(caught.value.blocking)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"start": "2026-12-02", "end": "2026-12-01"}, "after the first"),
        ({"start": "2026-12-01", "end": "2028-12-01"}, "at most 366"),
        ({"start": "tomorrow", "end": "2028-12-01"}, "YYYY-MM-DD"),
        ({"start": "2026-12-01", "end": "2026-12-01", "at": "8"}, "HH:MM"),
        ({"start": "2026-12-01", "end": "2026-12-01", "at": "24:00"}, "HH:MM"),
        ({"start": "2026-12-01", "end": "2026-12-01", "at": "08:60"}, "HH:MM"),
        ({"start": "2026-12-01", "end": "2026-12-01", "on": "2026-12-01"}, "--from and --to"),
    ],
)
def test_dates_that_cannot_be_are_refused(options: dict[str, str], problem: str):
    with pytest.raises(cr.QueryError, match=problem):
        cr.departures(silk(), "cn-east", "ge-town", **options)  # type: ignore[arg-type]


def test_the_clocks_of_the_origin_are_kept_when_they_change(reference: cr.Network):
    found = cr.departures(reference, "Budapest", "Istanbul", start="2027-03-27", end="2027-03-29", minimize="time")
    assert [day.departs.isoformat() for day in found] == [
        "2027-03-27T08:00:00+01:00", "2027-03-28T08:00:00+02:00", "2027-03-29T08:00:00+02:00",
    ]  # fmt: skip


ASKED = ["departures", "Batumi", "Burgas", "--from", "2026-12-01", "--to", "2026-12-05"]


def test_the_command_answers_in_every_format(capsys: pytest.CaptureFixture[str]):
    assert run([*ASKED, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["query"]["from"] == "2026-12-01T08:00:00+04:00"
    assert [row["date"] for row in document["departures"]][-1] == "2026-12-05"
    assert run([*ASKED, "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6
    assert run([*ASKED, "--format", "md"]) == 0
    assert capsys.readouterr().out.startswith("|")
    assert run(ASKED) == 0
    assert "Tue 2026-12-01 08:00" in capsys.readouterr().out
    assert run(ASKED[:5]) == 0
    assert "Mon 2026-12-14 08:00" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["departures", "Batumi", "Burgas"], 2),
        ([*ASKED, "--format", "geojson"], 2),
        ([*ASKED, "--modes", "pipeline"], 3),
        (["departures", "Batumi", "Nowhere", "--from", "2026-12-01"], 5),
        (["departures", "Batumi", "Burgas", "--from", "9999-12-31"], 2),
    ],
)
def test_what_cannot_be_answered_has_its_exit_code(words: list[str], code: int, capsys: pytest.CaptureFixture[str]):
    assert run(words) == code
    assert capsys.readouterr().err


def test_a_frame_has_a_row_a_day(reference: cr.Network):
    found = cr.departures(reference, "Batumi", "Burgas", start="2026-12-01", end="2026-12-03")
    assert list(found.to_frame()["date"]) == ["2026-12-01", "2026-12-02", "2026-12-03"]
    assert str(found).count("\n") == 2


@pytest.mark.parametrize("at", ["1:2_0", "08:-5", "8:100", "+8:00", "24:00", "08:60"])
def test_a_time_of_day_is_written_in_one_way(reference: cr.Network, at: str):
    with pytest.raises(cr.QueryError, match="HH:MM"):
        cr.departures(reference, "Baku", "Kars", start="2026-12-01", end="2026-12-02", at=at)
