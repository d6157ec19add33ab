"""What a browser shows of dates: the instants of the JSON, day by day and step by step, and nothing hostile runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import corridor as cr
from tests.maps.browser import IN_BROWSER, LINES, Visit, click, hover, plain_space
from tests.maps.hostile import NAMED, PAYLOADS, hostile

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def network() -> cr.Network:
    return cr.load_network()


def local(instant: str) -> str:
    return f"{datetime.fromisoformat(instant):%a %Y-%m-%d %H:%M}"


def switch_layers(seen: Visit) -> int:
    """Switch every layer off and on again; give how many there are."""
    before = seen.page.locator(LINES).count()
    seen.page.hover(".leaflet-control-layers")
    boxes = seen.page.locator(".leaflet-control-layers-overlays input")
    for number in range(boxes.count()):
        boxes.nth(number).uncheck()
    assert seen.page.locator(LINES).count() == 0
    for number in range(boxes.count()):
        boxes.nth(number).check()
    assert seen.page.locator(LINES).count() == before
    return int(boxes.count())


def test_every_step_says_from_when_to_when(look: Any, network: cr.Network):
    one = cr.route(network, "Tbilisi", "Burgas", avoid=["TR"], minimize="time", depart="2026-10-01T08:00+04:00")
    told = one.to_dict()
    seen: Visit = look(one)
    count = seen.page.locator(LINES).count()
    words = [hover(seen, number) for number in range(count)]
    said = "\n".join(words)
    for step in (*told["legs"], *told["transfers"]):
        begins, ends = step["begins"], step["ends"]
        assert local(begins) in said
        assert (local(ends) if begins[:10] != ends[:10] else f"–{ends[11:16]}") in said
        assert f"(UTC{ends[-6:]})" in said
    legs = [text for text in words if " km, " in text]
    for leg in told["legs"]:
        assert sum(local(leg["begins"]) in text and local(leg["ends"])[:3] in text for text in legs) == 1
    assert local(told["legs"][0]["begins"]) in plain_space(click(seen, 0))
    panel = seen.page.locator("#title").inner_text()
    assert f"Departure: {local(told['departs'])} (UTC+04:00)" in panel
    assert f"Arrival: {local(told['arrives'])} (UTC+03:00)" in panel
    seen.assert_quiet()


def test_the_days_of_departure_are_a_table_and_layers(look: Any, network: cr.Network):
    asked = {"avoid": ["IR", "RU"], "minimize": "time"}
    found = cr.departures(network, "Xi'an", "Istanbul", start="2026-10-15", end="2026-10-26", **asked)
    seen: Visit = look(found)
    rows = [text.split("\t") for text in seen.page.locator(".days tbody tr").all_inner_texts()]
    for row, told in zip(found.to_dict()["departures"], rows, strict=True):
        assert local(row["departs"]) in told[0]
        assert (told[1], told[2], told[3]) == (
            local(row["arrives"]), f"{row['hours'] / 24:.1f}", f"{row['cost_usd']:,.0f}",
        )  # fmt: skip
    ways = len({row[4] for row in rows})
    assert switch_layers(seen) == ways + 1
    labels = seen.page.locator(".leaflet-control-layers-overlays label").all_inner_texts()
    for day in found:
        assert any(f"{day.departs:%Y-%m-%d}" in text for text in labels) or ways < len(found)
    words = [hover(seen, number) for number in range(3)]
    assert all("the journey that begins on " in text and "(UTC" in text for text in words)
    seen.assert_quiet()
    for width in (1440, 390):
        seen.page.set_viewport_size({"width": width, "height": 844})
        assert_panel_fits(seen, width)


def assert_panel_fits(seen: Visit, width: int) -> None:
    """Say that the panel lies in the window, and the table of days, which scrolls, as wide as the panel."""
    box, days = seen.page.locator("#title").bounding_box(), seen.page.locator(".days").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert 0 <= box["y"] < box["y"] + box["height"] <= 844
    assert days["width"] <= box["width"]
    assert seen.page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.days'))")
    assert seen.page.evaluate("(e => e.scrollHeight > e.clientHeight)(document.querySelector('.days'))")


def hostile_answers(folder: Path, payload: str) -> dict[str, Any]:
    made = cr.load_network(hostile(payload).write(folder / "net"))
    ends = "cn-xian", "tr-kars"
    return {
        "dated": cr.route(made, *ends, depart="2026-10-01T08:00+08:00"),
        "departures": cr.departures(made, *ends, start="2026-10-01", end="2026-10-02"),
        "replan": cr.replan(made, "kz-aktau", ends[1], closure_hours=24),
        "reliability": cr.reliability(made, *ends, draws=10),
    }


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("departures", NAMED[0]),
        *(
            pytest.param(name, payload, marks=pytest.mark.slow)
            for name in ("dated", "departures", "replan", "reliability")
            for payload in (*NAMED, *PAYLOADS[::6])
        ),
    ],
)
def test_a_hostile_name_runs_nothing_beside_dates(look: Any, tmp_path: Path, name: str, payload: str):
    thing = hostile_answers(tmp_path, payload)[name]
    seen: Visit = look(thing)
    assert plain_space(payload) in plain_space(seen.page.locator("#title").inner_text())
    for number in range(min(3, seen.page.locator(LINES).count())):
        assert plain_space(payload) in plain_space(hover(seen, number))
    assert click(seen, 0)
    seen.assert_quiet()
