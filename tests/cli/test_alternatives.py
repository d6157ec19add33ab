"""The verb `alternatives` as a user meets it: formats, the note, refusals and exit codes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corridor.cli.app import run

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], reference: object) -> Say:
    def ask(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["alternatives", *words])
        return code, *capsys.readouterr()

    return ask


def test_the_table_has_a_row_for_each_and_says_by_what_they_differ(say: Say):
    code, out, err = say("Almaty", "Mersin", "-k", "3")
    assert code == 0
    assert err == ""
    rows = [line.split()[:2] for line in out.splitlines() if line[:1] in {"1", "2", "3"}]
    assert [number for number, _ in rows] == ["1", "2", "3"]
    assert len({corridor for _, corridor in rows}) == 3
    assert "KZ–UZ–TM–IR–TR" in out
    assert "Deep sea by the Suez Canal" in out


def test_the_json_keeps_the_contract(say: Say):
    _, out, _ = say("Almaty", "Mersin", "-k", "3", "--json")
    document = json.loads(out)
    assert document["schema_version"] == 1
    assert document["query"]["origin"].startswith("kz-almaty")
    assert len(document["itineraries"]) == 3
    assert {"corridor", "totals", "legs", "transfers", "overlap", "stretch", "chosen_by"} <= set(
        document["itineraries"][0]
    )
    assert (document["by"], document["max_overlap"], document["max_stretch"]) == ("corridor", 0.6, 2.0)


@pytest.mark.slow
def test_csv_has_one_row_an_itinerary_and_geojson_numbers_them(say: Say):
    _, out, _ = say("Almaty", "Mersin", "-k", "3", "--format", "csv")
    assert [row["itinerary"] for row in csv.DictReader(out.splitlines())] == ["1", "2", "3"]
    _, out, _ = say("Almaty", "Mersin", "-k", "3", "--format", "geojson")
    numbers = [feature["properties"]["itinerary"] for feature in json.loads(out)["features"]]
    assert set(numbers) == {1, 2, 3}
    _, out, _ = say("Almaty", "Mersin", "-k", "3", "--format", "md")
    assert out.startswith("# Almaty")
    assert out.count("\n| ") == 5


def test_fewer_than_asked_for_is_said(say: Say):
    words = ("Baku", "Kars", "-k", "30", "--max-stretch", "1.2")
    code, out, _ = say(*words)
    assert code == 0
    assert "within 1.2 times the best" in out
    _, _, err = say(*words, "--format", "csv")
    assert "within 1.2 times the best" in err


def test_by_rank_gives_near_duplicates_in_order(say: Say):
    _, out, _ = say("Xi'an", "Istanbul", "-k", "6", "--by", "rank", "--json")
    itineraries = json.loads(out)["itineraries"]
    costs = [one["totals"]["cost_usd"] for one in itineraries]
    assert costs == sorted(costs)
    assert len({one["corridor"] for one in itineraries}) < 6


def test_no_itinerary_is_three_with_its_reason(say: Say):
    code, out, err = say("Baku", "Kars", "--max-hours", "1", "--json")
    assert code == 3
    assert json.loads(out)["itineraries"] == []
    assert "--max-hours" in err


@pytest.mark.parametrize(
    "words", [("-k", "0"), ("-k", "x"), ("--max-overlap", "2"), ("--max-stretch", "0.9"), ("--by", "luck")]
)
def test_what_cannot_be_is_a_usage_error(say: Say, words: tuple[str, str]):
    code, out, err = say("Baku", "Kars", *words)
    assert code == 2
    assert out == ""
    assert words[0] in err


def test_a_map_draws_them_all(say: Say, tmp_path: Path):
    code, _, err = say("Baku", "Kars", "-k", "3", "-o", str(tmp_path / "x.html"))
    assert code == 0
    assert "Wrote" in err
    assert "3. " in (tmp_path / "x.html").read_text(encoding="utf-8")
