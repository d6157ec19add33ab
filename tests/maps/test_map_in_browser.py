"""What a browser does with a map: it shows names as they are, runs nothing of theirs, and asks for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import corridor as cr
from tests.data.builder import TinyNetwork
from tests.maps.browser import IN_BROWSER, LINES, Visit, click, hover, plain_space
from tests.maps.hostile import NAMED, PAYLOADS, hostile_itinerary

pytestmark = IN_BROWSER


@pytest.fixture
def itinerary(net: TinyNetwork, tmp_path: Path) -> cr.Itinerary:
    return cr.route(cr.load_network(net.write(tmp_path / "net")), "Xi'an", "Kars")


def test_a_map_is_quiet_and_shows_its_lines_marks_and_names(look: Any, itinerary: cr.Itinerary):
    seen = look(itinerary)
    places = {step.node_id for step in itinerary.transfers}
    assert seen.page.locator(LINES).count() == len(itinerary.legs) + len(places)
    assert seen.page.locator(".place").all_inner_texts()[0] == "Xi'an"
    assert "Xi'an to Kars" in seen.page.locator("#title").inner_text()
    assert seen.page.title() == "Xi'an to Kars"
    seen.assert_quiet()


def test_every_line_and_mark_tells_of_itself(look: Any, itinerary: cr.Itinerary):
    seen = look(itinerary)
    count = seen.page.locator(LINES).count()
    told = [hover(seen, number) for number in range(count)]
    assert any("Xi'an – " in text and "km" in text for text in told)
    assert any("gauge change" in text for text in told)
    assert all(click(seen, number) for number in range(count))
    seen.assert_quiet()


def test_layers_can_be_switched_off_and_on(look: Any, itinerary: cr.Itinerary):
    seen = look(itinerary)
    before = seen.page.locator(LINES).count()
    seen.page.hover(".leaflet-control-layers")
    boxes = seen.page.locator(".leaflet-control-layers-overlays input")
    assert boxes.count() == 3
    for number in range(3):
        boxes.nth(number).uncheck()
    assert seen.page.locator(LINES).count() == 0
    assert seen.page.locator(".place").count() == 0
    for number in range(3):
        boxes.nth(number).check()
    assert seen.page.locator(LINES).count() == before
    seen.assert_quiet()


def test_the_base_is_drawn_and_zooming_asks_for_nothing(look: Any, itinerary: cr.Itinerary):
    seen = look(itinerary)
    for _ in range(3):
        seen.page.keyboard.press("Tab")
        seen.page.click(".leaflet-control-zoom-in")
        seen.page.wait_for_timeout(150)
    seen.page.wait_for_function(
        "Array.from(document.querySelectorAll('canvas')).some(c =>"
        " c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(x => x))"
    )
    seen.assert_quiet()


def assert_shows_literally(seen: Visit, payload: str) -> None:
    wanted = plain_space(payload)
    assert wanted in plain_space(seen.page.title())
    assert wanted in plain_space(seen.page.locator("#title").inner_text())
    tips = [plain_space(hover(seen, number)) for number in range(seen.page.locator(LINES).count())]
    assert all(wanted in tip for tip in tips)
    popups = [plain_space(click(seen, number)) for number in range(len(tips))]
    assert all(wanted in text for text in popups)
    short = plain_space(payload.split(" (", maxsplit=1)[0])
    assert all(short in plain_space(text) for text in seen.page.locator(".place").all_inner_texts())
    seen.assert_quiet()


@pytest.mark.parametrize(
    "payload",
    [
        NAMED[0],
        *(pytest.param(text, marks=pytest.mark.slow) for text in (*NAMED[1:], *(PAYLOADS[at] for at in (8, 21, 22)))),
    ],
)
def test_a_hostile_name_is_shown_and_not_run(look: Any, tmp_path: Path, payload: str):
    assert_shows_literally(look(hostile_itinerary(tmp_path / "hostile", payload)), payload)


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_hostile_name_is_shown_and_not_run(look: Any, tmp_path: Path, payload: str):
    assert_shows_literally(look(hostile_itinerary(tmp_path / "hostile", payload)), payload)
