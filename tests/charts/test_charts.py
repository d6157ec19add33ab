"""Figures are well-formed, draw what the answers say, keep words apart, and show hostile names as they are."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import corridor as cr
from corridor import charts
from corridor.charts.canvas import COLOURS, DASHES, MODES, clean, ticks
from corridor.charts.distance import track
from corridor.maps.several import COLOURS as MAP_COLOURS
from corridor.maps.style import STROKES
from corridor.model.itinerary import Leg
from tests.maps.hostile import NAMED, hostile

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def network():
    return cr.load_network()


@pytest.fixture(scope="module")
def best(network):
    return cr.route(network, "Xi'an", "Istanbul", minimize="time", modes=["rail", "sea"], avoid=["IR", "RU"])


def answers(network, origin: str, destination: str) -> dict[str, object]:
    one = cr.route(network, origin, destination)
    return {
        "time": one,
        "cost": one,
        "several": cr.alternatives(network, origin, destination, k=3).itineraries,
        "frontier": cr.frontier(network, origin, destination),
        "breakdown": one,
        "money": one,
        "bands": cr.reliability(network, origin, destination, draws=500, deadline_hours=400),
        "tornado": cr.sensitivity(network, origin, destination, draws=0),
    }


FUNCTIONS = {
    "time": charts.time_distance,
    "cost": charts.cost_distance,
    "several": charts.time_distance,
    "frontier": charts.frontier,
    "breakdown": charts.breakdown,
    "money": charts.cost_breakdown,
    "bands": charts.bands,
    "tornado": charts.tornado,
}


def drawn(network, origin: str, destination: str) -> dict[str, charts.Chart]:
    return {name: FUNCTIONS[name](found) for name, found in answers(network, origin, destination).items()}


@pytest.fixture(scope="module")
def found(network):
    return answers(network, "Xi'an", "Istanbul")


def frames(root: ET.Element) -> list[tuple[float, float, float, float]]:
    """Give the boxes of all words, by the same estimate of their width as a reader's eye would make."""
    made = []
    for text in root.iter(f"{SVG}text"):
        if not text.text:
            continue
        size, x, y = (float(text.get(name)) for name in ("font-size", "x", "y"))
        width = len(text.text) * size * 0.5
        left = x - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor")]
        made.append((left, y - size * 0.8, left + width, y + size * 0.1))
    return made


def test_every_figure_is_well_formed_alone_and_the_same_again(found, tmp_path: Path):
    for name, answer in found.items():
        chart, again = FUNCTIONS[name](answer), FUNCTIONS[name](answer)
        root = ET.fromstring(chart.svg)  # noqa: S314 - our own text
        assert root.tag == f"{SVG}svg"
        assert root.find(f"{SVG}title").text == chart.title
        assert root.find(f"{SVG}desc").text
        assert "http" not in chart.svg.replace("http://www.w3.org/2000/svg", ""), "nothing is fetched"
        assert chart.svg == again.svg
        assert chart.rows
        assert chart.save(tmp_path / f"{name}.svg").read_text(encoding="utf-8") == chart.svg


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_words_do_not_lie_on_each_other(found, lang):
    for name, answer in found.items():
        chart = FUNCTIONS[name](answer, lang=lang)
        boxes = frames(ET.fromstring(chart.svg))  # noqa: S314
        for number, one in enumerate(boxes):
            for two in boxes[number + 1 :]:
                assert not (one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]), name


def test_the_line_is_the_running_sum_of_the_itinerary(best):
    rows = track(best, "days")
    assert rows[-1]["days"] == pytest.approx(best.hours / 24)
    assert rows[-1]["km"] == pytest.approx(best.distance_km)
    assert track(best, "USD")[-1]["USD"] == pytest.approx(best.cost_usd)
    moving = sum(isinstance(step, Leg) for step in best.steps)
    assert sum(row["what"] in MODES for row in rows) == moving


def test_the_drawn_points_give_the_values_back(best):
    chart = charts.time_distance(best)
    root = ET.fromstring(chart.svg)  # noqa: S314
    dashes = set(DASHES.values())
    lines = [line for line in root.iter(f"{SVG}polyline") if line.get("stroke-width") in {"2.6", "1.6"}]
    lines = [line for line in lines if line.get("stroke-dasharray", "") in dashes]
    points = [tuple(map(float, point.split(","))) for line in lines for point in line.get("points").split()]
    body = [point for point in points if point[1] > 75]  # below the key
    right, top = max(x for x, _ in body), min(y for _, y in body)
    left, bottom = min(x for x, _ in body), max(y for _, y in body)
    rows = [row for row in chart.rows if row["what"] in MODES]
    share = {round((row["km"]) / best.distance_km, 3) for row in rows}
    seen = {round((x - left) / (right - left), 3) for x, _ in body}
    assert all(min(abs(one - other) for other in seen) < 0.002 for one in share)
    assert (bottom - top) > 250


def test_bars_add_up_to_the_hours(best):
    rows = charts.breakdown(best).rows
    assert sum(row["hours"] for row in rows) == pytest.approx(best.hours)


def test_the_colours_are_those_of_the_maps():
    assert {mode: stroke.colour for mode, stroke in STROKES.items()} == MODES
    assert COLOURS == MAP_COLOURS


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 17.3), (-3, 5), (0, 99_999), (2, 2.0001), (0, 0.003)])
def test_ticks_are_round_and_span_the_values(low, high):
    made = ticks(low, high)
    assert made[0] <= low
    assert made[-1] >= high - 1e-9
    assert 2 <= len(made) <= 14
    assert len({round(after - before, 8) for before, after in pairwise(made)}) == 1


@pytest.mark.parametrize("payload", [*NAMED, "\u202egnp.exe", "a\x00b\x1b[31m"])
def test_hostile_names_are_shown_as_they_are(tmp_path: Path, payload: str):
    made = cr.load_network(hostile(payload).write(tmp_path / "net")) if payload in NAMED else None
    if made is not None:
        for chart in drawn(made, "cn-xian", "tr-kars").values():
            root = ET.fromstring(chart.svg)  # noqa: S314
            assert not list(root.iter(f"{SVG}script")), "no element came out of a name"
            assert not re.search(r"<(img|svg onload|script)", chart.svg.split("<title>", 1)[1].split("</title>", 1)[1])
    assert not set(clean(payload)) & set("<>\u202e\x00\x1b")
