"""What a browser does with a map: it shows names as they are, runs nothing of theirs, and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import corridor as cr
from tests.data.builder import TinyNetwork
from tests.maps.hostile import NAMED, PAYLOADS, hostile_itinerary

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:playwright"),
]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server"]
_PATIENCE_MS = 60_000
"""A net for what hangs, not a measure of speed: a loaded machine took over five seconds to load a report."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as made:
        started = made.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield started
        started.close()


class Visit:
    """One visit to a page without a network, with all that happened."""

    ready = ".leaflet-overlay-pane path"
    """What shows that the map is drawn."""

    def __init__(self, browser: Any, path: Path) -> None:
        self.requests: list[str] = []
        self.said: list[str] = []
        self.context = browser.new_context(viewport={"width": 1200, "height": 800}, offline=True)
        self.context.set_default_timeout(_PATIENCE_MS)
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("dialog", self._dismiss)
        self.address = path.resolve().as_uri()
        self.page.goto(self.address)
        self.page.wait_for_selector(self.ready, state="attached")

    def _dismiss(self, dialog: Any) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def assert_quiet(self) -> None:
        """Say that nothing was run, asked for or complained about."""
        assert self.page.evaluate("window.__pwned") is None
        assert self.said == []
        assert [url for url in self.requests if not url.startswith("data:")] == [self.address]


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Any]:
    visits = []

    def go(itinerary: cr.Itinerary) -> Visit:
        made = Visit(browser, cr.maps.draw(itinerary).save(tmp_path / "map.html"))
        visits.append(made)
        return made

    yield go
    for made in visits:
        made.context.close()


@pytest.fixture
def itinerary(net: TinyNetwork, tmp_path: Path) -> cr.Itinerary:
    return cr.route(cr.load_network(net.write(tmp_path / "net")), "Xi'an", "Kars")


LINES = '.leaflet-overlay-pane path.leaflet-interactive:not([stroke="#ffffff"])'


def hover(seen: Visit, number: int) -> str:
    """Bring the mouse over a line or mark and give the text of its tooltip."""
    seen.page.locator(LINES).nth(number).dispatch_event("mouseover", {"bubbles": True})
    seen.page.wait_for_selector(".leaflet-tooltip")
    text = seen.page.locator(".leaflet-tooltip").last.inner_text()
    seen.page.locator(LINES).nth(number).dispatch_event("mouseout", {"bubbles": True})
    return str(text)


def click(seen: Visit, number: int) -> str:
    """Click on a line or mark and give the text of its popup."""
    box = seen.page.locator(LINES).nth(number).bounding_box()
    at = {"clientX": box["x"] + box["width"] / 2, "clientY": box["y"] + box["height"] / 2, "bubbles": True}
    seen.page.locator(LINES).nth(number).dispatch_event("click", at)
    seen.page.wait_for_selector(".leaflet-popup-content")
    return str(seen.page.locator(".leaflet-popup-content").last.inner_text())


def test_a_map_is_quiet_and_shows_its_lines_marks_and_names(visit: Any, itinerary: cr.Itinerary):
    seen = visit(itinerary)
    places = {step.node_id for step in itinerary.transfers}
    assert seen.page.locator(LINES).count() == len(itinerary.legs) + len(places)
    assert seen.page.locator(".place").all_inner_texts()[0] == "Xi'an"
    assert "Xi'an to Kars" in seen.page.locator("#title").inner_text()
    assert seen.page.title() == "Xi'an to Kars"
    seen.assert_quiet()


def test_every_line_and_mark_tells_of_itself(visit: Any, itinerary: cr.Itinerary):
    seen = visit(itinerary)
    count = seen.page.locator(LINES).count()
    told = [hover(seen, number) for number in range(count)]
    assert any("Xi'an – " in text and "km" in text for text in told)
    assert any("gauge change" in text for text in told)
    assert all(click(seen, number) for number in range(count))
    seen.assert_quiet()


def test_layers_can_be_switched_off_and_on(visit: Any, itinerary: cr.Itinerary):
    seen = visit(itinerary)
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


def test_the_base_is_drawn_and_zooming_asks_for_nothing(visit: Any, itinerary: cr.Itinerary):
    seen = visit(itinerary)
    for _ in range(3):
        seen.page.keyboard.press("Tab")
        seen.page.click(".leaflet-control-zoom-in")
        seen.page.wait_for_timeout(150)
    seen.page.wait_for_function(
        "Array.from(document.querySelectorAll('canvas')).some(c =>"
        " c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(x => x))"
    )
    seen.assert_quiet()


def plain_space(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


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
    seen.page.wait_for_timeout(50)
    seen.assert_quiet()


@pytest.mark.parametrize(
    "payload",
    [
        NAMED[0],
        *(pytest.param(text, marks=pytest.mark.slow) for text in (*NAMED[1:], *(PAYLOADS[at] for at in (8, 21, 22)))),
    ],
)
def test_a_hostile_name_is_shown_and_not_run(visit: Any, tmp_path: Path, payload: str):
    assert_shows_literally(visit(hostile_itinerary(tmp_path / "hostile", payload)), payload)


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_hostile_name_is_shown_and_not_run(visit: Any, tmp_path: Path, payload: str):
    assert_shows_literally(visit(hostile_itinerary(tmp_path / "hostile", payload)), payload)
