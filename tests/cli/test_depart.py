"""`--depart` on the command line: dates in every format, audited, and refusals with their exit codes."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import pairwise

import pytest

import corridor as cr
from corridor.cli.app import run
from support.walker import Terms, audit

ASKED = ["Batumi", "Burgas", "--cargo", "truck", "--avoid", "TR", "--minimize", "time"]
DEPART = ["--depart", "2026-12-03T08:00+04:00"]


def output(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(words) == 0
    return capsys.readouterr().out


def test_the_json_carries_instants_that_follow_each_other(capsys: pytest.CaptureFixture[str]):
    document = json.loads(output(["route", *ASKED, *DEPART, "--json"], capsys))
    assert document["query"]["depart"] == "2026-12-03T08:00:00+04:00"
    assert document["query"]["date"] == "2026-12-03"
    (journey,) = document["itineraries"]
    parts = {"leg": iter(journey["legs"]), "transfer": iter(journey["transfers"])}
    steps = [next(parts[kind]) for kind in journey["steps"]]
    assert steps[0]["begins"] == journey["departs"]
    assert steps[-1]["ends"] == journey["arrives"]
    for before, after in pairwise(steps):
        assert datetime.fromisoformat(before["ends"]) == datetime.fromisoformat(after["begins"])
    for step in steps:
        span = datetime.fromisoformat(step["ends"]) - datetime.fromisoformat(step["begins"])
        assert span.total_seconds() / 3600 == pytest.approx(step["hours"])
    wait = next(step for step in steps if step.get("kind") == "waiting")
    assert wait["ends"] == "2026-12-08T00:00:00+04:00"


def test_without_a_departure_the_json_is_as_it_was(capsys: pytest.CaptureFixture[str]):
    document = json.loads(output(["route", *ASKED, "--json"], capsys))
    assert "depart" not in document["query"]
    assert "departs" not in document["itineraries"][0]
    assert "begins" not in document["itineraries"][0]["legs"][0]


def test_tables_rows_and_lines_show_the_dates(capsys: pytest.CaptureFixture[str]):
    table = output(["route", *ASKED, *DEPART], capsys)
    assert "dates  Thu 2026-12-03 08:00 +0400 to Thu 2026-12-10 23:00 +0200, by local clocks" in table
    assert "Tue 08 Dec 00:00" in table
    assert "begins" in output(["route", *ASKED, *DEPART, "--format", "csv"], capsys).splitlines()[0]
    assert "| begins |" in output(["route", *ASKED, *DEPART, "--format", "md"], capsys)
    lines = json.loads(output(["route", *ASKED, *DEPART, "--format", "geojson"], capsys))
    assert lines["features"][0]["properties"]["begins"] == "2026-12-08T00:00:00+04:00"
    explained = output(["explain", *ASKED, *DEPART], capsys)
    assert "ferriesworldwide-drujba" in explained
    assert "2026-12-10 23:00" in explained


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["route", *ASKED, "--depart", "2026-12-03T08:00"], 2, "2026-12-03T08:00+04:00"),
        (["route", *ASKED, "--depart", "2026-12-03T08:00Z", "--date", "2026-12-04"], 2, "leave --date out"),
        (["explain", *ASKED, *DEPART, "--why-not", "TR"], 2, "without dates"),
        (["route", *ASKED, *DEPART, "--max-hours", "100"], 3, "the earliest arrival is 185.0 h"),
        (["route", *ASKED, *DEPART, "--modes", "rail"], 3, "No itinerary"),
    ],
)
def test_refusals_say_why(words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]):
    assert run(words) == code
    assert told in capsys.readouterr().err


def test_an_absence_in_time_is_json_too(capsys: pytest.CaptureFixture[str]):
    assert run(["route", *ASKED, *DEPART, "--max-hours", "100", "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert document["itineraries"] == []
    assert "185.0 h" in document["reason"]
    assert document["blocking"] == ["--max-hours"]


@pytest.mark.parametrize("minimize", ["time", "cost"])
@pytest.mark.parametrize(
    ("origin", "destination"), [("Xi'an", "Istanbul"), ("Almaty", "Mersin"), ("Kars", "Halkali"), ("Aktau", "Poti")]
)
def test_a_dated_answer_passes_the_audit(reference: cr.Network, origin: str, destination: str, minimize: str):
    found = cr.route(reference, origin, destination, minimize=minimize, depart="2026-10-27T08:00Z")
    on = found.spans[0][0].date()
    assert audit(reference, found, Terms(found.origin, found.destination, on=on)) == []
