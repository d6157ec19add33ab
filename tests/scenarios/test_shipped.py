"""The scenarios that ship: sound, each with something to say, and the baseline the same as no scenario at all."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product

import pytest

import corridor as cr
from corridor.cli.app import run
from corridor.data.load import reference_folder
from corridor.model.network import Network
from corridor.scenarios.apply import altered
from corridor.scenarios.catalogue import find_scenario, load_scenarios, scenario_names

OTHERS = [name for name in scenario_names() if name != "baseline"]
PAIRS = [("Xi'an", "Istanbul"), ("Almaty", "Kars"), ("Khorgos", "Poti"), ("Tashkent", "Mersin"), ("Baku", "Budapest")]


def test_every_file_is_listed(capsys: pytest.CaptureFixture[str]):
    files = {path.stem for path in (reference_folder() / "scenarios").iterdir()}
    assert set(load_scenarios()) == files
    assert run(["scenario", "list", "--json"]) == 0
    assert {item["name"] for item in json.loads(capsys.readouterr().out)["scenarios"]} == files


@pytest.mark.parametrize("name", OTHERS)
def test_a_shipped_scenario_fits_the_network_and_every_entry_changes_something(name: str, reference: Network):
    scenario = find_scenario(name)
    assert scenario.title
    assert scenario.description
    _, differences = altered(reference, [scenario])
    idle = [entry.where for entry in scenario.entries if not any(entry in item.entries for item in differences)]
    assert idle == []
    assert len(scenario.lever_ids()) <= 10


@pytest.mark.parametrize("objective", ["cost", "time", "co2e"])
def test_the_baseline_changes_nothing(objective: str, reference: Network, tmp_path):
    empty = tmp_path / "empty.toml"
    empty.write_text('title = "Nothing"\ndescription = "Nothing"\n', "utf-8")
    assert cr.apply_scenario(reference, "baseline") is reference
    world = cr.apply_scenario(reference, empty)
    for (origin, destination), day in product(PAIRS, (None, "2031-01-15")):
        plain = cr.route(reference, origin, destination, minimize=objective, on=day)
        other = cr.route(world, origin, destination, minimize=objective, on=day)
        assert other.to_dict() == plain.to_dict()
        assert other.entries == plain.entries


def test_the_baseline_loads_neither_toml_nor_an_overlay():
    script = (
        "import sys; from corridor.cli.app import run;"
        "run(['route', 'Baku', 'Kars', '--scenario', 'baseline', '--json']);"
        "print([name for name in sys.modules if name in ('tomllib', 'pydantic') or name.startswith('corridor.scen')],"
        " file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
    assert json.loads(done.stdout)["query"]["scenario"] == "baseline"


def test_another_scenario_loads_nothing_heavy():
    heavy = ["pydantic", "numpy", "pandas", "networkx", "folium"]
    script = (
        "import sys; from corridor.cli.app import run; run(['route', 'Baku', 'Kars', '--scenario', sys.argv[1]]);"
        "print(sorted(set(sys.argv[2:]) & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", script, OTHERS[0] if OTHERS else "baseline", *heavy]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
