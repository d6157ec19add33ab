"""The verb `compare` as a user meets it: the JSON contract, formats, refusals and exit codes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import corridor as cr
from corridor.cli.app import run
from corridor.model.network import Network
from tests.scenarios.overlays import entry, write

Say = Callable[..., tuple[int, str, str]]
TOTALS = ("hours", "cost_usd", "distance_km", "co2e_kg")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], reference: object) -> Say:
    def ask(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["compare", *words])
        return code, *capsys.readouterr()

    return ask


@pytest.fixture
def shut(tmp_path: Path) -> str:
    """Give a scenario in which nothing leaves Baku by rail."""
    return str(write(tmp_path, "shut", entry("link", node="az-baku*", mode="rail", status="closed")))


@pytest.fixture
def slow(tmp_path: Path) -> str:
    """Give a scenario in which the border into Georgia takes a hundred hours and Georgian haulage costs double."""
    border = {"kind": "border", "country": "GE", "activity": "border_entry", "from_mode": "rail"}
    return str(
        write(
            tmp_path,
            "slow",
            entry("dwell", "border", **border, set=100, unit="h"),
            entry("link", "tariff", country="GE", mode="rail", multiply_cost=2),
        )
    )


RAIL = ("Baku", "Kars", "--modes", "rail")


def test_the_json_keeps_the_contract(say: Say, slow: str, shut: str, reference: Network):
    code, out, err = say(*RAIL, "--scenarios", f"baseline,{slow},{shut}", "--json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert document["schema_version"] == 1
    first, second, third = document["scenarios"]
    assert [item["scenario"] for item in document["scenarios"]] == ["baseline", "slow", "shut"]
    plain = cr.route(reference, "Baku", "Kars", modes=["rail"])
    assert first["itinerary"] == plain.to_dict()
    assert first["change"] == dict.fromkeys(TOTALS, 0.0)
    assert list(second["change"]) == list(TOTALS)
    for name in TOTALS:
        before, after = first["itinerary"]["totals"][name], second["itinerary"]["totals"][name]
        assert second["change"][name] == pytest.approx(after - before, abs=1e-6)
    assert second["change"]["hours"] > 50
    assert third["itinerary"] is None
    assert third["change"] is None
    assert "open a way" in third["reason"]
    assert "reason" not in second
    assert document["query"]["scenario"] == "baseline"
    summary = second["summary"]
    assert (summary["borders"], summary["gauge_changes"], summary["links_not_open"]) == (2, 1, 0)
    assert summary["moving_hours"] + summary["stationary_hours"] == pytest.approx(
        second["itinerary"]["totals"]["hours"]
    )


def test_the_attribution_adds_up_to_the_change(say: Say, slow: str):
    _, out, _ = say(*RAIL, "--scenarios", f"baseline,{slow}", "--json")
    second = json.loads(out)["scenarios"][1]
    levers = second["attribution"]["levers"]
    assert [lever["lever"] for lever in levers] == ["slow:border", "slow:tariff"]
    for name in ("hours", "cost_usd", "co2e_kg"):
        total = sum(lever["shapley"][name] for lever in levers)
        assert total == pytest.approx(second["change"][name], abs=1e-5)
    assert levers[0]["shapley"]["cost_usd"] == 0
    assert levers[1]["shapley"]["hours"] == 0
    assert levers[0]["one_at_a_time"] == levers[0]["last_in"] == levers[0]["shapley"]
    assert set(levers[0]["exact"]) == {"cents", "minutes", "grams"}
    _, out, _ = say(*RAIL, "--scenarios", f"baseline,{slow}", "--json", "--no-attribution")
    assert "attribution" not in json.loads(out)["scenarios"][1]


def test_the_first_is_what_the_others_are_compared_with(say: Say, slow: str):
    _, out, _ = say(*RAIL, "--scenarios", f"{slow},baseline", "--json")
    first, second = json.loads(out)["scenarios"]
    assert first["change"] == dict.fromkeys(TOTALS, 0.0)
    assert second["change"]["hours"] < -50
    assert all(lever["let_go"] for lever in second["attribution"]["levers"])


def test_the_table_stands_side_by_side_and_shares_out(say: Say, slow: str, shut: str):
    code, out, err = say(*RAIL, "--scenarios", f"baseline,{slow},{shut}")
    assert (code, err) == (0, "")
    lines = {line.split("  ")[0].strip(): line.split() for line in out.splitlines() if line.strip()}
    assert out.splitlines()[2].split() == ["baseline", "slow", "shut"]
    assert lines["borders"] == ["borders", "2", "2", "–"]
    assert "shut: no itinerary: " in out
    assert "Where slow differs from baseline: Shapley values of its levers" in out
    assert lines["slow:border"][1:4] == ["+0", "(+0;", "+0)"]


def test_levers_without_any_effect_are_one_line(say: Say, tmp_path: Path):
    idle = str(write(tmp_path, "idle", entry("link", "kg", country="KG", status="closed")))
    _, out, _ = say(*RAIL, "--scenarios", f"baseline,{idle}")
    assert "idle: the best itinerary takes the same whichever of its 1 lever(s) are pulled" in out
    assert "Shapley" not in out


def test_csv_markdown_and_geojson(say: Say, slow: str, shut: str):
    _, out, _ = say(*RAIL, "--scenarios", f"baseline,{slow},{shut}", "--format", "csv")
    rows = list(csv.DictReader(out.splitlines()))
    assert [row["scenario"] for row in rows] == ["baseline", "slow", "shut"]
    assert float(rows[1]["change_hours"]) == pytest.approx(float(rows[1]["hours"]) - float(rows[0]["hours"]))
    assert (rows[2]["hours"], rows[2]["change_hours"]) == ("", "")
    assert rows[2]["reason"]
    _, out, _ = say(*RAIL, "--scenarios", f"baseline,{slow}", "--format", "md")
    assert out.startswith("# Baku")
    assert "| change, hours |" in out
    _, out, _ = say(*RAIL, "--scenarios", f"baseline,{slow}", "--format", "geojson")
    assert {item["properties"]["scenario"] for item in json.loads(out)["features"]} == {"baseline", "slow"}


def test_no_itinerary_in_any_scenario_is_an_answer_with_exit_code_3(say: Say, shut: str):
    code, out, _ = say(*RAIL, "--scenarios", shut, "--json")
    assert code == 3
    (only,) = json.loads(out)["scenarios"]
    assert only["itinerary"] is None
    assert only["reason"]
    code, out, _ = say(*RAIL, "--scenarios", f"{shut},baseline", "--json")
    assert code == 0
    assert [item["change"] for item in json.loads(out)["scenarios"]] == [None, None]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*RAIL, "--scenarios", "baselin"), 2, 'Did you mean "baseline"?'),
        ((*RAIL, "--scenarios", "nowhere.toml"), 2, "there is no such file"),
        ((*RAIL, "--scenarios", ","), 2, "name at least one"),
        ((*RAIL, "--scenario", "baseline"), 2, "Unknown option"),
        (("Baku", "Nowhereville"), 5, "No place called"),
    ],
)
def test_what_cannot_be_asked_is_refused(words: tuple[str, ...], code: int, said: str, say: Say):
    got, out, err = say(*words)
    assert got == code
    assert out == ""
    assert said in err


def test_a_scenario_that_is_named_twice_is_refused(say: Say, slow: str):
    code, _, err = say(*RAIL, "--scenarios", f"{slow}+{slow}")
    assert code == 2
    assert "names slow twice" in err


def test_files_that_could_be_taken_for_another_scenario_are_refused(say: Say, slow: str, tmp_path: Path):
    (tmp_path / "other").mkdir()
    again = write(tmp_path / "other", "slow", entry("link", country="GE", status="closed"))
    code, _, err = say(*RAIL, "--scenarios", f"{slow},{again}")
    assert code == 2
    assert "two files have this name" in err
    base = write(tmp_path, "baseline", entry("link", country="GE", status="closed"))
    code, _, err = say(*RAIL, "--scenarios", str(base))
    assert code == 2
    assert "another scenario's name" in err
    assert say(*RAIL, "--scenarios", f"{slow},{slow}")[0] == 0


@pytest.mark.slow
def test_two_in_either_order_are_the_same_but_for_the_name(say: Say, slow: str, tmp_path: Path):
    fast = str(write(tmp_path, "fast", entry("link", "speed", country="TR", mode="rail", multiply_hours=0.5)))
    answers = []
    for text in (f"{slow}+{fast}", f"{fast}+{slow}"):
        _, out, _ = say(*RAIL, "--scenarios", f"baseline,{text}", "--json")
        answers.append(json.loads(out)["scenarios"][1])
    assert [answer.pop("scenario") for answer in answers] == ["slow+fast", "fast+slow"]
    assert answers[0] == answers[1]


def test_the_library_gives_the_same(say: Say, slow: str, reference: Network):
    found = cr.compare(reference, "Baku", "Kars", scenarios=["baseline", slow], modes=["rail"])
    _, out, _ = say(*RAIL, "--scenarios", f"baseline,{slow}", "--json")
    assert json.loads(out) == found.to_dict()
    assert len(found) == len(list(found)) == len(found.itineraries) == 2
    assert str(found).splitlines()[1].startswith("slow: USD ")
