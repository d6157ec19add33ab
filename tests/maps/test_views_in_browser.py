"""What a browser does with every page of the gallery and with hostile names in every view: it stays quiet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import corridor as cr
from tests.maps.browser import DRAWN, IN_BROWSER, LINES, a_context
from tests.maps.hostile import NAMED, PAYLOADS, hostile
from tests.maps.test_views import views

pytestmark = IN_BROWSER
GALLERY = sorted((Path(__file__).parents[2] / "maps").glob("*.html"))
QUICK = {"xian-istanbul.html", "xian-istanbul-report.html"}
"""Those of the gallery that the default run opens; all are opened with CI=true."""


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.name, marks=[pytest.mark.slow] * (path.name not in QUICK)) for path in GALLERY]
)
def test_every_page_of_the_gallery_is_quiet_and_its_layers_switch(look: Any, path: Path):
    seen = look(path)
    assert seen.page.locator("h1").inner_text()
    if seen.page.locator(".leaflet-control-layers").count():
        seen.page.hover(".leaflet-control-layers")
        boxes = seen.page.locator(".leaflet-control-layers-overlays input")
        for number in range(boxes.count()):
            boxes.nth(number).click()
            boxes.nth(number).click()
    lines = seen.page.locator(".leaflet-overlay-pane path.leaflet-interactive")
    for number in range(min(lines.count(), 12)):
        lines.nth(number).dispatch_event("mouseover", {"bubbles": True})
        lines.nth(number).dispatch_event("mouseout", {"bubbles": True})
    seen.assert_quiet()


def assert_quiet_everywhere(look: Any, folder: Path, payload: str, *, clicks: bool) -> None:
    network = cr.load_network(hostile(payload).write(folder / "net"))
    for name, page in views(network, "cn-xian", "tr-kars").items():
        path = folder / f"{name}.html"
        path.write_text(page, encoding="utf-8")
        seen = look(path)
        lines = seen.page.locator(LINES)
        for number in range(min(lines.count(), 3)):
            lines.nth(number).dispatch_event("mouseover", {"bubbles": True})
            if clicks:
                box = lines.nth(number).bounding_box()
                lines.nth(number).dispatch_event(
                    "click", {"clientX": box["x"] + 1, "clientY": box["y"] + 1, "bubbles": True}
                )
            lines.nth(number).dispatch_event("mouseout", {"bubbles": True})
        if name == "network":
            seen.page.mouse.move(600, 400)
            seen.page.mouse.click(600, 400)
        seen.page.hover(".leaflet-control-layers")
        seen.assert_quiet()


@pytest.mark.slow
@pytest.mark.parametrize("payload", NAMED[:1])
def test_hostile_names_run_nothing_in_any_view(look: Any, tmp_path: Path, payload: str):
    assert_quiet_everywhere(look, tmp_path, payload, clicks=False)


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS[::4])
def test_every_hostile_name_runs_nothing_in_any_view(look: Any, tmp_path: Path, payload: str):
    assert_quiet_everywhere(look, tmp_path, payload, clicks=True)


@pytest.mark.slow
def test_shared_lines_are_drawn_beside_each_other(look: Any):
    network = cr.load_network()
    found = cr.alternatives(network, "Almaty", "Mersin", k=3, minimize="generalized")
    seen = look(found)
    starts = seen.page.evaluate(
        "Array.from(document.querySelectorAll('.leaflet-overlay-pane path.leaflet-interactive'))"
        ".map(p => p.getAttribute('d')).filter(d => d && !d.includes('a')).map(d => d.split('L')[0])"
    )
    assert len(set(starts)) == len(starts), "no two lines begin at the same pixel"
    seen.assert_quiet()


def test_on_a_narrow_screen_the_title_is_folded_and_opens(browser: Any):
    context = a_context(browser, 390, 844)
    page = context.new_page()
    page.goto(GALLERY[0].resolve().as_uri())
    page.wait_for_selector(DRAWN)
    folded = page.locator("#title").bounding_box()["height"]
    page.locator("#title summary").click()
    opened = page.locator("#title").bounding_box()["height"]
    assert folded < 90 < opened <= 844 * 0.6
    context.close()


@pytest.mark.parametrize("at", [0.05, 0.49, 0.51, 0.95])
def test_on_a_narrow_screen_a_tooltip_is_seen_whole(browser: Any, at: float):
    context = a_context(browser, 390, 844)
    page = context.new_page()
    page.goto(GALLERY[0].resolve().as_uri())
    page.wait_for_selector(DRAWN)
    page.locator("path.leaflet-interactive").first.dispatch_event(
        "mouseover", {"bubbles": True, "clientX": 390 * at, "clientY": 400}
    )
    page.wait_for_function(
        "() => { const seen = document.querySelector('.leaflet-tooltip').getBoundingClientRect();"
        " return seen.left >= 0 && seen.right <= innerWidth; }"
    )
    context.close()
