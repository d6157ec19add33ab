"""`corridor frontier`: its shapes, its contract, its refusals."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from corridor.cli.app import run
from corridor.model.network import Network
from corridor.planning.frontier import frontier

PAIR = ["Tashkent", "Mersin"]


def out(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert run(["frontier", *words]) == code
    return capsys.readouterr().out


def test_the_json_keeps_the_contract_and_says_what_the_library_says(
    capsys: pytest.CaptureFixture[str], reference: Network
):
    told = json.loads(out(capsys, *PAIR, "--objectives", "cost,time,co2e", "--all", "--json"))
    found = frontier(reference, *PAIR, objectives=("cost", "time", "co2e"))
    assert told["schema_version"] == 1
    assert told["query"]["origin"] == "uz-tashkent" or told["query"]["origin"].startswith("uz-")
    assert [item["totals"]["cost_usd"] for item in told["itineraries"]] == [p.itinerary.cost_usd for p in found]
    assert len(told["points"]) == len(found)
    for point, mine in zip(told["points"], found, strict=True):
        span = mine.vot_usd_per_hour
        assert point["vot_usd_per_hour"] == (None if span is None else span.to_dict())


def test_few_are_shown_and_all_on_request(capsys: pytest.CaptureFixture[str]):
    few = json.loads(out(capsys, *PAIR, "--objectives", "cost,time,co2e", "--json"))
    assert len(few["itineraries"]) == 7 < len(few["points"])
    assert [item["frontier"]["point"] for item in few["itineraries"]] == [
        number for number, point in enumerate(few["points"]) if point["shown"]
    ]


def test_the_table_names_the_extremes_and_the_prices(capsys: pytest.CaptureFixture[str]):
    table = out(capsys, *PAIR)
    for word in ("cheapest", "fastest", "knee", "best at USD/h", "--all"):
        assert word in table
    assert "–" in table


def test_csv_and_markdown_hold_one_row_a_point(capsys: pytest.CaptureFixture[str]):
    rows = list(csv.DictReader(io.StringIO(out(capsys, *PAIR, "--format", "csv", "--all"))))
    assert len(rows) > 7
    assert [float(row["cost_usd"]) for row in rows] == sorted(float(row["cost_usd"]) for row in rows)
    assert [float(row["hours"]) for row in rows] == sorted((float(row["hours"]) for row in rows), reverse=True)
    markdown = out(capsys, *PAIR, "--format", "md")
    assert sum(line.startswith("| ") for line in markdown.splitlines()) == 2 + 7


def test_geojson_numbers_its_points(capsys: pytest.CaptureFixture[str]):
    told = json.loads(out(capsys, *PAIR, "--format", "geojson"))
    assert told["type"] == "FeatureCollection"
    assert {feature["properties"]["point"] for feature in told["features"]} >= {0, 1}


def test_a_file_gets_the_shape_of_its_name(tmp_path: Path):
    target = tmp_path / "front.json"
    assert run(["frontier", *PAIR, "-o", str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["objectives"] == ["cost", "time"]


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (["--objectives", "cost,tme"], 2, '"time"'),
        (["--objectives", "cost"], 2, "two or three"),
        (["--objectives", "cost,time,co2e,distance"], 2, "two or three"),
        (["--max-hours", "1"], 3, "--max-hours"),
        (["--minimize", "time"], 2, "--minimize"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_a_hint(
    capsys: pytest.CaptureFixture[str], words: list[str], code: int, hint: str
):
    assert run(["frontier", *PAIR, *words]) == code
    assert hint in capsys.readouterr().err


def test_no_itinerary_is_json_too(capsys: pytest.CaptureFixture[str]):
    told = json.loads(out(capsys, *PAIR, "--max-hours", "1", "--json", code=3))
    assert told["itineraries"] == []
    assert told["reason"]
    assert told["ways_out"]
