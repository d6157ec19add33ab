"""The maps in maps/ are what their commands make today."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from corridor.cli.app import run

FOLDER = Path(__file__).parents[2] / "maps"
COMMANDS = re.findall(r"^corridor (.+) -o maps/(.+)$", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


QUICK = {"xian-istanbul.html", "almaty-kars-scenarios.html", "xian-istanbul-report.html"}


@pytest.mark.parametrize(
    ("command", "name"),
    [
        pytest.param(command, name, id=name, marks=[pytest.mark.slow] * (name not in QUICK))
        for command, name in COMMANDS
    ],
)
def test_a_map_is_what_its_command_makes(command: str, name: str, tmp_path: Path) -> None:
    assert run([*shlex.split(command), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_every_map_has_its_command() -> None:
    generated = {"zangezur-vs-iran.html"}  # by docs/generate.py, which checks it
    assert {path.name for path in FOLDER.glob("*.html")} == {name for _, name in COMMANDS} | generated
