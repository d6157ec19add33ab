"""Every view of a map draws what the answer says, many lines stay small, and nothing hostile gets through."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import corridor as cr
from corridor.maps.bulk import SCALE, steps_of
from corridor.maps.network import draw_network
from corridor.model.network import Network
from tests.maps.hostile import NAMED, hostile


@pytest.fixture(scope="module")
def network():
    return cr.load_network()


def views(network: Network, origin: str, destination: str) -> dict[str, str]:
    """Draw everything that can be drawn between two places."""
    found = {
        "itinerary": cr.route(network, origin, destination),
        "alternatives": cr.alternatives(network, origin, destination, k=3),
        "frontier": cr.frontier(network, origin, destination),
        "comparison": cr.compare(network, origin, destination, scenarios=("baseline",)),
        "network": network,
        "reach": cr.reach(network, origin),
        "catchment": cr.catchment(network, origin=origin, places=[destination], vot_range=(0, 10)),
        "criticality": cr.criticality(network, origin, destination),
        "dated": cr.route(network, origin, destination, depart="2026-10-01T08:00+00:00"),
        "departures": cr.departures(network, origin, destination, start="2026-10-01", end="2026-10-02"),
        "reliability": cr.reliability(network, origin, destination, draws=10),
    }
    return {name: cr.maps.draw(thing).html() for name, thing in found.items()}


def test_what_is_none_is_refused():
    with pytest.raises(TypeError, match="int is nothing"):
        cr.maps.draw(7)


def test_all_itineraries_are_drawn_each_in_its_colour_with_its_totals(network):
    found = cr.alternatives(network, "Almaty", "Mersin", k=4, minimize="generalized")
    page = cr.maps.draw(found).html()
    for number, one in enumerate(found.itineraries, 1):
        assert f"{number}. {one.corridor_name or one.corridor}" in page
        assert f"USD {one.cost_usd:,.0f}" in page
    lines = re.findall(r"L\.polyline\(", page)
    base = 1  # the borders of the base map
    assert len(lines) - base == sum(len(one.legs) for one in found.itineraries)
    assert len(set(re.findall(r'"side": (-?[\d.]+)', page))) == len(found.itineraries)


def test_a_comparison_marks_what_is_not_open_today(network):
    found = cr.compare(network, "Baku", "Nakhchivan", scenarios=("baseline", "zangezur"), minimize="cost")
    page = cr.maps.draw(found).html()
    assert "not open today" in page
    assert "planned, expected 2031" in page


@pytest.mark.parametrize("by", ["status", "gauge"])
def test_the_network_has_every_link_once(network, by):
    page = draw_network(network, by).html()
    rails = sum(link.mode == "rail" for link in network.links.values())
    told = re.search(r"<h1>[^<]*?: ([\d,]+) links", page)
    assert told is not None
    assert int(told[1].replace(",", "")) == (rails if by == "gauge" else len(network.links))


def test_steps_add_up_to_the_line_again():
    line = ((45.0, 40.0), (45.1234, 40.5), (46.0, 41.0004), (47.25, 39.0))
    steps, x, y, back = steps_of(line, 0.0), 0, 0, []
    for place in range(0, len(steps), 2):
        x, y = x + steps[place], y + steps[place + 1]
        back.append((x / SCALE, y / SCALE))
    assert back == [pytest.approx(point, abs=0.5 / SCALE) for point in line]


@pytest.mark.parametrize(("count", "megabytes"), [(10_000, 2), pytest.param(100_000, 5, marks=pytest.mark.slow)])
def test_large_networks_make_small_pages(network, count, megabytes):
    known = list(network.links.values())
    links = {f"l{n}": known[n % len(known)]._replace(link_id=f"l{n}", geometry_id="none") for n in range(count)}
    page = cr.maps.draw(replace(network, links=links)).html()
    assert len(page.encode()) < megabytes * 2**20
    assert "simplified by 0.02 degrees" in page


@pytest.mark.parametrize("payload", NAMED)
def test_no_view_lets_a_hostile_name_through(tmp_path: Path, payload: str):
    made = cr.load_network(hostile(payload).write(tmp_path / "net"))
    for name, page in views(made, "cn-xian", "tr-kars").items():
        assert "window.__pwned=1&gt;" in page or "window.&#95;" in page or "__pwned=1" in page, name
        assert "<img src=x" not in page, name
        assert "<svg onload" not in page, name
        assert "{{7*7}}" not in page, name
        assert "${window" not in page, name
