"""`corridor flat`: plain networks on the command line."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from corridor.cli.app import run

NODES = "node_id,x_coord,y_coord\na,0,0\nb,1,0\nc,2,0\nisland,9,9\n"
LINKS = (
    "link_id,from_node_id,to_node_id,directed,length,toll_usd\n"
    "l1,a,b,true,2,5\nl2,b,c,true,2,5\nl3,a,c,true,9,1\nl4,a,c,true,5,7\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "node.csv").write_text(NODES)
    (tmp_path / "link.csv").write_text(LINKS)
    return str(tmp_path)


def out(capsys: pytest.CaptureFixture[str], *tokens: str, code: int = 0) -> str:
    assert run(["flat", *tokens]) == code
    return capsys.readouterr().out


CRITERIA = ["--criteria", "length_km=length,toll_usd=toll_usd"]


def test_a_page_is_refused(capsys: pytest.CaptureFixture[str], folder: str):
    assert run(["flat", "route", folder, "a", "c", *CRITERIA, "-o", f"{folder}/x.html"]) == 2
    assert "ask for a table, csv or json" in capsys.readouterr().err
    assert not Path(folder, "x.html").exists()


def test_show_counts_what_was_read(capsys: pytest.CaptureFixture[str], folder: str):
    told = json.loads(out(capsys, "show", folder, *CRITERIA, "--json"))
    assert (told["nodes"], told["links"]) == (4, 4)
    assert [item["name"] for item in told["criteria"]] == ["length_km", "toll_usd"]
    assert "4 nodes, 4 directed links" in out(capsys, "show", folder, *CRITERIA)


@pytest.mark.parametrize("engine", ["plain", "compiled", "auto"])
def test_a_route_is_the_least_sum(capsys: pytest.CaptureFixture[str], folder: str, engine: str):
    told = json.loads(out(capsys, "route", folder, "a", "c", *CRITERIA, "--engine", engine, "--json"))
    assert told["routes"][0]["link_ids"] == ["l1", "l2"]
    assert told["routes"][0]["totals"] == {"length_km": 4.0, "toll_usd": 10.0}
    told = json.loads(
        out(capsys, "route", folder, "a", "c", *CRITERIA, "--minimize", "toll_usd", "--engine", engine, "--json")
    )
    assert told["routes"][0]["link_ids"] == ["l3"]


@pytest.mark.parametrize("engine", ["plain", pytest.param("compiled", marks=pytest.mark.slow)])
def test_a_frontier_is_exact_and_keeps_limits(capsys: pytest.CaptureFixture[str], folder: str, engine: str):
    ask = ["frontier", folder, "a", "c", *CRITERIA, "--engine", engine]
    rows = list(csv.DictReader(io.StringIO(out(capsys, *ask, "--format", "csv"))))
    assert [(float(row["length_km"]), float(row["toll_usd"])) for row in rows] == [(4, 10), (5, 7), (9, 1)]
    rows = list(csv.DictReader(io.StringIO(out(capsys, *ask, "--format", "csv", "--limits", "length_km=8"))))
    assert [float(row["length_km"]) for row in rows] == [4, 5]


@pytest.mark.parametrize("engine", ["plain", pytest.param("compiled", marks=pytest.mark.slow)])
def test_alternatives_come_in_order_and_parallel_links_differ(
    capsys: pytest.CaptureFixture[str], folder: str, engine: str
):
    told = json.loads(out(capsys, "alternatives", folder, "a", "c", *CRITERIA, "-k", "5", "--engine", engine, "--json"))
    assert [way["link_ids"] for way in told["routes"]] == [["l1", "l2"], ["l4"], ["l3"]]


def test_dimacs_files_are_read_one_a_criterion(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    paths = []
    for name, costs in (("d", (3, 4)), ("t", (5, 1))):
        path = tmp_path / f"{name}.gr.gz"
        text = f"p sp 2 2\na 1 2 {costs[0]}\na 1 2 {costs[1]}\n"
        path.write_bytes(gzip.compress(text.encode()))
        paths.append(str(path))
    told = json.loads(out(capsys, "frontier", ",".join(paths), "1", "2", "--criteria", "length_m,time_s", "--json"))
    assert [way["totals"] for way in told["routes"]] == [{"length_m": 3, "time_s": 5}, {"length_m": 4, "time_s": 1}]


@pytest.mark.parametrize(
    ("tokens", "code", "hint"),
    [
        (["route", "a", "island"], 3, "can be reached"),
        (["route", "a", "isand"], 5, "island"),
        (["route", "a", "c", "--minimize", "tol_usd"], 2, "toll_usd"),
        (["frontier", "a", "c", "--objectives", "length_km"], 2, "two or three"),
        (["frontier", "a", "c", "--limits", "length_km"], 2, "NAME="),
        (["frontier", "a", "c", "--limits", "length_km=far"], 2, "number"),
        (["alternatives", "a", "c", "-k", "0"], 2, "1 to"),
        (["alternatives", "a", "c", "-k", "1.5"], 2, "whole number"),
        (["route", "a", "c", "--engine", "fast"], 2, "compiled"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_a_hint(
    capsys: pytest.CaptureFixture[str], folder: str, tokens: list[str], code: int, hint: str
):
    verb, *rest = tokens
    assert run(["flat", verb, folder, *rest, *CRITERIA]) == code
    assert hint in capsys.readouterr().err


def test_a_missing_folder_and_a_broken_table_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: str):
    assert run(["flat", "show", str(tmp_path / "nowhere")]) == 4
    Path(folder, "link.csv").write_text(LINKS.replace("l2,b,c,true,2,5", "l2,b,zz,true,-2,5"))
    capsys.readouterr()
    assert run(["flat", "show", folder, *CRITERIA]) == 4
    told = capsys.readouterr().err
    assert "link.csv:3" in told
    assert "zz" in told


def test_no_way_is_json_too(capsys: pytest.CaptureFixture[str], folder: str):
    told = json.loads(out(capsys, "route", folder, "a", "island", *CRITERIA, "--json", code=3))
    assert told["routes"] == []
    assert "1 of 4 nodes" in told["reason"] or "can be reached" in told["reason"]


def test_hostile_ids_are_shown_and_drive_no_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    (tmp_path / "node.csv").write_text("node_id,x_coord,y_coord\na,0,0\n\x1b]0;x\x07b,1,0\n".replace("\x07", ""))
    (tmp_path / "link.csv").write_text("link_id,from_node_id,to_node_id,directed,length\n=1+1,a,\x1b]0;xb,true,2\n")
    run(["flat", "route", str(tmp_path), "a", "\x1b]0;xb", "--criteria", "length_km=length", "--format", "csv"])
    told = capsys.readouterr()
    assert "\x1b" not in told.out
    assert "\x1b" not in told.err
