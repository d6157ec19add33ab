"""The JSON of answers has the fixed keys, in their spelling, and its sums add up."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corridor.cli.app import run
from tests.data.builder import TinyNetwork, tiny

TOTALS = {"cost_usd", "hours", "distance_km", "co2e_kg"}
ACTIVITIES = {"moving", "border", "gauge_change", "port", "waiting", "terminal"}
LEG = {"mode", "from", "to", "distance_km", "hours", "cost_usd", "co2e_kg"}
TRANSFER = {"place", "kind", "hours", "cost_usd", "co2e_kg"}
ITINERARY = {
    "corridor", "totals", "hours_band", "cost_band", "distance_km_by_mode", "hours_by_activity", "countries", "places",
    "legs", "transfers", "advisories",
}  # fmt: skip
Ask = Callable[..., str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny().write(tmp_path_factory.mktemp("contract") / "net")


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def answered(*words: str) -> str:
        capsys.readouterr()
        assert run([*words, "--network", str(folder)]) == 0
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    return answered


@pytest.fixture
def document(ask: Ask) -> dict[str, Any]:
    return json.loads(ask("route", "Xi'an", "Kars", "--json"))


def test_the_fixed_keys_are_there_in_this_spelling(document: dict[str, Any]):
    assert document["schema_version"] == 1
    assert set(document) >= {"schema_version", "query", "itineraries"}
    query = document["query"]
    assert (query["origin"], query["destination"], query["scenario"]) == ("cn-xian", "tr-kars", "baseline")
    (itinerary,) = document["itineraries"]
    assert set(itinerary) >= ITINERARY
    assert set(itinerary["totals"]) == TOTALS
    assert set(itinerary["hours_band"]) == {"p10", "p50", "p90"}
    assert set(itinerary["cost_band"]) == {"low", "high"}
    assert set(itinerary["distance_km_by_mode"]) >= {"rail", "sea", "road"}
    assert set(itinerary["hours_by_activity"]) == ACTIVITIES
    assert all(set(leg) >= LEG for leg in itinerary["legs"])
    assert all(set(step) >= TRANSFER for step in itinerary["transfers"])


def test_the_totals_are_the_sums_of_what_is_listed(document: dict[str, Any]):
    (itinerary,) = document["itineraries"]
    steps = itinerary["legs"] + itinerary["transfers"]
    totals = itinerary["totals"]
    for name in ("cost_usd", "hours", "co2e_kg"):
        assert sum(step[name] for step in steps) == pytest.approx(totals[name], abs=0.05)
    assert sum(leg["distance_km"] for leg in itinerary["legs"]) == pytest.approx(totals["distance_km"])
    assert sum(itinerary["distance_km_by_mode"].values()) == pytest.approx(totals["distance_km"])
    assert sum(itinerary["hours_by_activity"].values()) == pytest.approx(totals["hours"], abs=0.05)


def test_the_typical_time_is_the_median_and_the_bands_are_in_order(document: dict[str, Any]):
    (itinerary,) = document["itineraries"]
    band, totals = itinerary["hours_band"], itinerary["totals"]
    assert band["p50"] == totals["hours"]
    assert band["p10"] < band["p50"] < band["p90"]
    assert itinerary["cost_band"]["low"] < totals["cost_usd"] < itinerary["cost_band"]["high"]


def test_legs_and_places_follow_each_other(document: dict[str, Any]):
    (itinerary,) = document["itineraries"]
    assert itinerary["places"][0] == "cn-xian"
    assert itinerary["places"][-1] == "tr-kars"
    for before, after in zip(itinerary["legs"], itinerary["legs"][1:], strict=False):
        assert before["to"] == after["from"]
    assert itinerary["countries"] == ["CN", "KZ", "AZ", "GE", "TR"]
    assert itinerary["corridor"] == "middle"
    assert all(isinstance(text, str) for text in itinerary["advisories"])


def test_json_is_short_for_format_json(ask: Ask):
    assert ask("route", "Aktau", "Kars", "--json") == ask("route", "Aktau", "Kars", "--format", "json")


def test_places_are_told_by_any_spelling(ask: Ask):
    answers = {
        ask("route", origin, "Kars", "--json") for origin in ("Aktau", "aktau", "Актау", "KZAAU", "kz-aktau", " AKTAU ")
    }
    assert len(answers) == 1


def test_explain_gives_every_line_of_the_ledger_with_its_source(ask: Ask):
    document = json.loads(ask("explain", "Xi'an", "Kars", "--json"))
    totals = document["itineraries"][0]["totals"]
    names = {"hours": "hours", "cost": "cost_usd", "co2e": "co2e_kg"}
    for measure, total in names.items():
        amounts = [line["amount"] for line in document["ledger"] if line["measure"] == measure]
        assert sum(amounts) == pytest.approx(totals[total], abs=0.05)
    cited = {source["source_id"] for source in document["sources"]}
    for line in document["ledger"]:
        assert line["source"] in cited
        assert line["as_of"]
        assert line["confidence"] in {"A", "B", "C"}
        assert line["low"] <= line["amount"] <= line["high"]


def test_csv_has_a_row_for_each_leg_and_transfer(ask: Ask, document: dict[str, Any]):
    rows = list(csv.DictReader(io.StringIO(ask("route", "Xi'an", "Kars", "--format", "csv"))))
    (itinerary,) = document["itineraries"]
    assert [row["type"] for row in rows].count("leg") == len(itinerary["legs"])
    assert [row["type"] for row in rows].count("transfer") == len(itinerary["transfers"])
    assert sum(float(row["cost_usd"]) for row in rows) == pytest.approx(itinerary["totals"]["cost_usd"], abs=0.05)


def test_geojson_has_a_line_for_each_leg_and_a_point_for_each_transfer(ask: Ask, document: dict[str, Any]):
    drawn = json.loads(ask("route", "Xi'an", "Kars", "--format", "geojson"))
    (itinerary,) = document["itineraries"]
    kinds = [feature["geometry"]["type"] for feature in drawn["features"]]
    assert drawn["type"] == "FeatureCollection"
    assert kinds.count("LineString") == len(itinerary["legs"])
    assert kinds.count("Point") == len(itinerary["transfers"])
    for feature in drawn["features"]:
        points = feature["geometry"]["coordinates"]
        for lon, lat in points if feature["geometry"]["type"] == "LineString" else [points]:
            assert 30 < lat < 50 < lon + 10 < 130


def test_markdown_is_a_heading_and_a_table(ask: Ask):
    text = ask("route", "Xi'an", "Kars", "--format", "md")
    assert text.startswith("# Xi'an → Kars")
    widths = {line.replace("\\|", "").count("|") for line in text.splitlines() if line.startswith("|")}
    assert widths == {7}


@pytest.mark.parametrize("suffix", ["json", "csv", "geojson", "md", "txt", "JSON", "answer"])
@pytest.mark.parametrize("verb", ["route", "explain"])
def test_the_name_of_the_file_says_the_format(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ask: Ask, suffix: str, verb: str
):
    if (verb, suffix) == ("explain", "geojson"):
        return
    target = tmp_path / "deep" / f"a.{suffix}"
    assert run([verb, "Aktau", "Kars", "-o", str(target), "--network", str(folder)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"Wrote {target}\n"
    shown = {"txt": "table", "answer": "table"}.get(suffix, suffix.lower())
    assert target.read_text("utf-8") == ask(verb, "Aktau", "Kars", "--format", shown)


@pytest.mark.parametrize("suffix", ["html", "htm", "HTML"])
def test_a_file_of_html_is_a_map(folder: Path, tmp_path: Path, suffix: str):
    target = tmp_path / f"a.{suffix}"
    assert run(["route", "Aktau", "Kars", "-o", str(target), "--network", str(folder)]) == 0
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_map_without_a_name_is_named_after_the_places(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    assert run(["map", "Aktau", "Kars", "--network", str(folder)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["kz-aktau-tr-kars.html"]
    assert "kz-aktau-tr-kars.html" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["route", "explain"])
def test_a_dash_is_stdout(ask: Ask, verb: str):
    assert ask(verb, "Aktau", "Kars", "-o", "-") == ask(verb, "Aktau", "Kars")


def test_place_as_json_gives_what_is_known_of_it(ask: Ask):
    (place,) = json.loads(ask("place", "актау", "--json"))["places"]
    assert place["node_id"] == "kz-aktau"
    assert place["names"] == {"ru": ["Актау"]}
    assert (place["lon"], place["lat"], place["unlocode"]) == (51.17, 43.66, "KZAAU")


def test_network_show_as_json_counts_what_is_there(ask: Ask):
    document = json.loads(ask("network", "show", "--json"))
    assert (document["places"], document["links"], document["sources"]) == (7, 9, 2)


# ----------------------------------------------------------------------------------- text that bites


BITING = "=HYPERLINK(1)|[/red][x](y)<b>`\\"


@pytest.fixture
def biting(net: TinyNetwork, tmp_path: Path) -> str:
    for row in net.tables["node"]:
        row["name"] = f"{BITING} {row['node_id']}"
    for row in net.tables["service"]:
        row["name"] = f"@SUM(1) {row['service_id']}"
    for row in net.tables["dwell"] + net.tables["tariff"] + net.tables["charge"]:
        row["note"] = "+1+1"
    net.row("advisory", advisory_id="caspian-weather").update(title="-2+3", text="\u200bhidden\u00ad")
    return str(net.write(tmp_path / "biting"))


@pytest.mark.parametrize("verb", ["route", "explain"])
def test_no_cell_of_a_csv_is_computed_by_a_spreadsheet(biting: str, verb: str, capsys: pytest.CaptureFixture[str]):
    assert run([verb, "cn-xian", "tr-kars", "--format", "csv", "--network", biting]) == 0
    for row in csv.reader(io.StringIO(capsys.readouterr().out)):
        for text in row:
            try:
                float(text)
            except ValueError:
                assert not text.startswith(("=", "+", "-", "@", "\t", "\r")), text


@pytest.mark.parametrize("shown", ["table", "md"])
@pytest.mark.parametrize("verb", ["route", "explain"])
def test_hidden_characters_are_shown_as_a_mark(biting: str, verb: str, shown: str, capsys: pytest.CaptureFixture[str]):
    assert run([verb, "cn-xian", "tr-kars", "--format", shown, "--network", biting]) == 0
    out = capsys.readouterr().out
    assert "\u200b" not in out
    assert "\u00ad" not in out
    assert "[/red]" in out.replace("\\[", "[")


@pytest.mark.parametrize("verb", ["route", "explain"])
def test_no_name_breaks_a_table_of_markdown(biting: str, verb: str, capsys: pytest.CaptureFixture[str]):
    assert run([verb, "cn-xian", "tr-kars", "--format", "md", "--network", biting]) == 0
    out = capsys.readouterr().out
    rows = [line for line in out.splitlines() if line.startswith("|")]
    widths = {line.replace("\\\\", "").replace("\\|", "").count("|") for line in rows}
    assert len(widths) == 1
    assert not any("<b>" in line for line in out.splitlines()), "HTML in a name is markup in Markdown"


def test_a_csv_cell_is_quoted_and_marked():
    from corridor.cli.text import to_csv

    rows = [
        {"a": text} for text in ("=1", "+1", "-x", "@x", "\t=1", "\r=1", " =1", 'q"', "a,b", "\x1b[31m", -1.5, None)
    ]
    told = [row["a"] for row in csv.DictReader(io.StringIO(to_csv(rows)))]
    assert told[:4] == ["'=1", "'+1", "'-x", "'@x"]
    assert told[6:9] == [" =1", 'q"', "a,b"]
    assert told[9] == "\ufffd[31m"
    assert told[10] == "-1.5"
    assert not any(text.startswith(("=", "+", "@", "\t", "\r")) for text in told)


# ------------------------------------------------------------------------------------------------ help


VERBS = [
    ("route",), ("explain",), ("map",), ("place",), ("network", "check"), ("network", "show"), ("network", "format"),
    ("scenario", "list"), ("scenario", "show"),
]  # fmt: skip
SHARED = [
    "--cargo", "--units", "--tonnes", "--value", "--minimize", "--vot", "--scenario", "--date", "--modes", "--avoid",
    "--via", "--max-transfers", "--max-hours", "--max-cost", "--format", "--json", "--output", "-o", "--network",
]  # fmt: skip


@pytest.mark.parametrize("words", [(), *VERBS, ("network",), ("scenario",)], ids=" ".join)
def test_help_is_there_on_stdout(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]):
    assert run([*words, "--help"]) == 0
    said = capsys.readouterr()
    assert "Usage: corridor" in said.out
    assert said.err == ""


@pytest.mark.parametrize("verb", ["route", "explain", "map"])
def test_the_shared_options_are_the_same_on_every_verb_and_explained(verb: str, capsys: pytest.CaptureFixture[str]):
    assert run([verb, "--help"]) == 0
    out = capsys.readouterr().out
    for option in SHARED:
        assert option in out


def test_the_first_help_names_every_command(capsys: pytest.CaptureFixture[str]):
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    for words in VERBS:
        assert words[0] in out


def test_the_examples_of_the_help_parse():
    import shlex

    from corridor.cli.commands import EXAMPLES
    from corridor.cli.parser import Call, parse

    examples = re.findall(r"^  corridor (.+)$", EXAMPLES, re.MULTILINE)
    assert len(examples) >= 3
    for example in examples:
        assert isinstance(parse(shlex.split(example)), Call)


@pytest.mark.parametrize(("said", "used"), [((), 0.82), (("--vot", "0"), 0.0), (("--vot", "5"), 5.0)])
def test_generalized_cost_says_which_value_of_time_it_used(
    said: tuple[str, ...], used: float, capsys: pytest.CaptureFixture[str]
):
    """Without --vot it is the capital cost of the cargo: USD 60,000 at 12 % a year over 8,760 hours."""
    words = ["route", "Baku", "Kars", "--minimize", "generalized", *said]
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["query"]["vot_usd_per_hour"] == used
    assert run(words) == 0
    assert f"at USD {used:g} per hour" in capsys.readouterr().out
