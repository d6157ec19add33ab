"""A scenario whose every string is hostile, in what compares worlds: shown literally, nothing runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import corridor as cr
from tests.maps.browser import IN_BROWSER, Visit
from tests.maps.hostile import NAMED, PAYLOADS

pytestmark = IN_BROWSER


def scenario(folder: Path, text: str) -> Path:
    """Write a scenario that closes a line, with a hostile title, description, lever, source and advisory."""
    told = json.dumps(text)
    path = folder / "world.toml"
    path.write_text(
        f"""title = {told}
description = {told}

[levers]
rail = {told}

[[source]]
source_id = "hostile-source"
title = {told}
publisher = {told}
date = "2026-01-01"
note = {told}

[[link]]
lever = "rail"
node = "ge-*"
mode = "rail"
status = "closed"
source = "hostile-source"
as_of = "2026-01-01"
confidence = "C"
note = {told}
""",
        encoding="utf-8",
    )
    return path


def pages(folder: Path, text: str) -> dict[str, str]:
    network = cr.load_network()
    path = scenario(folder, text)
    found = cr.compare(network, "Baku", "Kars", scenarios=("baseline", str(path)), minimize="time")
    world = cr.apply_scenario(network, str(path))
    report = cr.report.make(network, "Baku", "Kars", draws=50, scenarios=[str(path)])
    inside = cr.report.make(world, "Baku", "Kars", draws=50)
    return {"comparison": cr.maps.draw(found).html(), "report": report.html(), "world": inside.html()}


@pytest.mark.slow
@pytest.mark.parametrize("payload", [*NAMED, *(PAYLOADS[at] for at in (8, 15, 25))])
def test_a_hostile_scenario_runs_nothing(look: Any, tmp_path: Path, payload: str):
    for name, page in pages(tmp_path, payload).items():
        path = tmp_path / f"{name}.html"
        path.write_text(page, encoding="utf-8")
        seen: Visit = look(path)
        seen.assert_quiet()
        links = seen.page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        assert all(link.startswith(("https://", "http://", "#")) for link in links), "a link leads elsewhere"
    assert not Path("pwned").exists()
