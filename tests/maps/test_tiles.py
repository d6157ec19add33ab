"""Tiles: one host may be asked and no other, and only where somebody named it."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest

import corridor as cr
from corridor.cli.app import run
from corridor.maps.tiles import checked_tiles, with_tiles
from tests.maps.browser import IN_BROWSER, a_context

pytestmark = IN_BROWSER
SERVER = "https://tiles.example.org/topo/{z}/{x}/{y}.png?key=a-1"
GREY = base64.b64decode("R0lGODlhAQABAIAAAICAgAAAACwAAAAAAQABAAACAkQBADs=")
"""A picture of one point."""


@pytest.fixture(scope="module")
def best() -> cr.Itinerary:
    return cr.route(cr.load_network(), "Baku", "Kars", minimize="time")


@pytest.mark.parametrize(
    "url",
    [
        "https://tiles.example.org/",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{z}/{x}/{y}/{s}.png",
        "https://tiles.example.org/{z}/{x}/{y}/{y}.png",
        "https://{s}.example.org/{z}/{x}/{y}.png",
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        'https://tiles.example.org/{z}/{x}/{y}.png"><script>alert(1)</script>',
        "https://tiles.example.org; script-src https://evil.example/{z}/{x}/{y}",
        "https://tiles.example.org/{z}/{x}/{y}</script>",
        "https://user:word@tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{{7*7}}{z}/{x}/{y}.png",
        "tiles",
    ],
)
def test_what_is_no_tile_server_is_refused(best: cr.Itinerary, url: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(cr.QueryError, match="--tiles"):
        cr.maps.draw(best, tiles=url)
    assert run(["map", "Baku", "Kars", "--tiles", url, "-o", "-"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_page_without_tiles_names_no_host(best: cr.Itinerary):
    plain = cr.maps.draw(best).html()
    assert "tileLayer(" not in plain.rpartition("</script>")[0].rpartition("<script>")[2]
    made = cr.maps.draw(best, tiles=SERVER).html()
    assert checked_tiles(SERVER) == "https://tiles.example.org"
    assert 'img-src data: https://tiles.example.org"' in made
    assert made == with_tiles(plain, SERVER)


@pytest.mark.parametrize("reachable", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_the_server_named_is_asked_and_no_other(browser: Any, best: cr.Itinerary, tmp_path: Path, *, reachable: bool):
    path = cr.maps.draw(best, tiles=SERVER).save(tmp_path / "tiles.html")
    context = a_context(browser, 900, 600, offline=False)
    page, asked, refused, errors = context.new_page(), [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: refused.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))

    def answer(route: Any) -> None:
        if reachable:
            route.fulfill(body=GREY, content_type="image/gif")
        else:
            route.abort()

    context.route(re.compile("^https:"), answer)
    page.goto(path.as_uri())
    page.wait_for_selector(".leaflet-overlay-pane path", state="attached")
    if reachable:
        page.wait_for_selector(".leaflet-tile-loaded", state="attached")
    elif not refused:
        page.wait_for_event("requestfailed")
    tiles = [url for url in asked if url.startswith("https://")]
    assert tiles
    assert all(url.startswith("https://tiles.example.org/topo/") and url.endswith("?key=a-1") for url in tiles)
    assert (page.locator(".leaflet-tile-loaded").count() > 0) is reachable
    assert page.locator("#note").inner_text().endswith("https://tiles.example.org")
    assert errors == []
    context.close()
