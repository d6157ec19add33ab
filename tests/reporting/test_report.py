"""A report says what the library says: every table re-added from its own cells, every sentence from the answers."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import corridor as cr
from corridor.errors import OutputError, QueryError
from corridor.lang import translator
from corridor.report.words import summary
from tests.maps.hostile import PAYLOADS, hostile


class Tables(HTMLParser):
    """Every table as rows of texts, under the `data-point` of its section."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[list[str]]]] = []
        self.point = ""
        self.cell = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "section":
            self.point = told["data-point"]
        elif tag == "table":
            self.found.append((self.point, []))
        elif tag == "tr" and self.found:
            self.found[-1][1].append([])
        elif tag in {"td", "th"} and self.found:
            self.found[-1][1][-1].append("")
            self.cell = True

    def handle_endtag(self, tag):
        if tag == "section":
            self.point = ""
        elif tag in {"td", "th"}:
            self.cell = False

    def handle_data(self, data):
        if self.cell:
            self.found[-1][1][-1][-1] += data


def number(text: str) -> float:
    return float(text.replace(",", ""))


@pytest.fixture(scope="module")
def tables(made):
    return Tables(made.html()).found


def test_every_supported_and_every_shown_itinerary_is_shipped(made):
    front = made.material.front
    wanted = [point.index for point in front if point.supported or point.role]
    assert [point.index for point in made.material.points] == wanted
    assert len(wanted) < len(front), "else this test says nothing"


def test_all_points_ships_the_whole_trade_off():
    whole = cr.report.make(cr.load_network(), "Baku", "Kars", draws=200, all_points=True)
    assert len(whole.material.points) == len(whole.material.front)


def test_the_table_of_itineraries_holds_their_totals(made, tables):
    rows = next(rows for _, rows in tables if rows[0][1:3] == ["corridor", "USD"])[1:]
    assert len(rows) == len(made.material.points)
    for row, point in zip(rows, made.material.points, strict=True):
        one = point.itinerary
        assert number(row[2]) == pytest.approx(one.cost_usd, abs=0.5)
        assert float(row[3].split(" ")[0]) == pytest.approx(one.hours / 24, abs=0.05)
        assert number(row[4]) == pytest.approx(one.co2e_kg, abs=0.5)


def test_steps_add_up_to_their_totals_and_to_the_itinerary(made, tables):
    seen = 0
    for point, rows in tables:
        if point and rows[0][0] == "step":
            one = made.material.points[int(point)].itinerary
            *steps, total = rows[1:]
            for place, exact in ((2, one.distance_km), (3, one.hours), (4, one.cost_usd), (5, one.co2e_kg)):
                added = sum(number(row[place]) for row in steps if row[place])
                assert number(total[place]) == pytest.approx(exact, abs=0.51)
                assert added == pytest.approx(exact, abs=0.51 * len(steps)), "each cell is rounded"
            seen += 1
    assert seen == len(made.material.points)


def test_ledgers_add_up_to_the_itinerary(made, tables):
    seen = 0
    for point, rows in tables:
        if point and rows[0][0] == "item":
            one = made.material.points[int(point)].itinerary
            sums = {"h": 0.0, "USD": 0.0, "kg CO2e": 0.0}
            for row in rows[1:]:
                amount, unit = row[4].split(" ", 1)
                sums[unit] += number(amount)
            assert sums["h"] == pytest.approx(one.hours, abs=0.06 * len(rows))
            assert sums["USD"] == pytest.approx(one.cost_usd, abs=0.06 * len(rows))
            assert sums["kg CO2e"] == pytest.approx(one.co2e_kg, abs=0.06 * len(rows))
            seen += 1
    assert seen == len(made.material.points)


def test_every_figure_leads_to_a_source_that_is_listed(made, tables):
    page = made.html()
    listed = set(re.findall(r'<li id="source-(\d+)"', page))
    assert len(listed) == len(made.material.sources)
    assert set(re.findall(r'href="&#35;source-(\d+)"', page)) <= listed
    for point, rows in tables:
        if point and rows[0][0] == "item":
            assert all(row[6].strip() for row in rows[1:]), "no figure without a source"


def test_scenarios_are_those_of_compare(made, tables):
    rows = next(rows for _, rows in tables if rows[0][0] == "scenario")[1:]
    found = cr.compare(
        cr.load_network(),
        "Xi'an",
        "Istanbul",
        scenarios=("baseline", "zangezur", "iran-closed"),
        minimize="generalized",
        avoid=["IR"],
        attribution=False,
    )
    assert [row[0] for row in rows] == [one.scenario for one in found]
    assert [number(row[2]) for row in rows] == [pytest.approx(one.itinerary.cost_usd, abs=0.5) for one in found]


def test_the_summary_names_the_extremes_of_the_trade_off(made):
    told = summary(made.material, translator("en"))
    front = made.material.front
    cheapest, fastest = front[0], min(front, key=lambda point: point.itinerary.hours)
    assert told[0].startswith("Cheapest")
    assert f"USD {cheapest.itinerary.cost_usd:,.0f}" in told[0]
    assert any(line.startswith("Fastest") and f"USD {fastest.itinerary.cost_usd:,.0f}" in line for line in told)
    saved = (cheapest.itinerary.hours - fastest.itinerary.hours) / 24
    rate = (fastest.itinerary.cost_usd - cheapest.itinerary.cost_usd) / saved
    assert any(f"saves {saved:.1f} days" in line and f"USD {rate:,.0f} a day" in line for line in told)


def test_the_turn_that_the_summary_tells_is_where_the_best_changes(made):
    line = next(line for line in summary(made.material, translator("en")) if line.startswith("At a value of time"))
    turn = re.search(r"From USD ([\d.,]+) per hour", line)
    assert turn is not None
    at = number(turn[1])
    query = {"minimize": "generalized", "avoid": ["IR"]}
    network = cr.load_network()
    below = cr.route(network, "Xi'an", "Istanbul", vot_usd_per_hour=at - 0.02, **query)
    above = cr.route(network, "Xi'an", "Istanbul", vot_usd_per_hour=at + 0.02, **query)
    assert below.corridor != above.corridor
    assert above.corridor_name in line


@pytest.mark.parametrize("vot", [0, 0.83, 3, 9.99, 15, 20.5, 40, 120, 999])
def test_best_at_is_what_a_search_at_that_price_finds(made, vot):
    found = made.material.front.best_at(vot).itinerary
    best = cr.route(cr.load_network(), "Xi'an", "Istanbul", minimize="generalized", vot_usd_per_hour=vot, avoid=["IR"])
    assert found.cost_usd + vot * found.hours == pytest.approx(best.cost_usd + vot * best.hours, abs=0.02)


def test_best_at_both_prices_is_the_least_of_all(made):
    front = made.material.front
    for vot in (0, 1.5, 7, 33):
        for carbon in (0, 25, 180, 450):
            worth = [
                one.itinerary.cost_usd + vot * one.itinerary.hours + carbon * one.itinerary.co2e_kg / 1000
                for one in front
            ]
            assert worth[front.best_at(vot, carbon).index] == pytest.approx(min(worth), abs=0.02)


@pytest.mark.parametrize("prices", [(-1, 0), (0, -1), (float("nan"), 0), (float("inf"), 0)])
def test_prices_that_cannot_be_are_refused(made, prices):
    with pytest.raises(QueryError):
        made.material.front.best_at(*prices)


def test_a_price_of_what_is_no_objective_is_refused():
    front = cr.frontier(cr.load_network(), "Baku", "Kars")
    with pytest.raises(QueryError, match="frontier is over"):
        front.best_at(1, 50)


@pytest.mark.slow
def test_the_same_question_gives_the_same_bytes():
    pages = [cr.report.make(cr.load_network(), "Baku", "Kars", draws=200).html() for _ in range(2)]
    assert pages[0] == pages[1]


def test_nothing_is_fetched_and_nothing_looks_like_a_template(made):
    page = made.html()
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", page)
    assert "Content-Security-Policy" in page


@pytest.mark.parametrize(
    "payload",
    [pytest.param(text, marks=[pytest.mark.slow] * (at > 8)) for at, text in enumerate(PAYLOADS) if at % 4 == 0],
)
def test_hostile_names_add_no_element(tmp_path: Path, payload: str):
    network = cr.load_network(hostile(payload).write(tmp_path / "net"))
    page = cr.report.make(network, "cn-xian", "tr-kars", draws=50).html()
    plain = cr.report.make(
        cr.load_network(hostile("Kars").write(tmp_path / "plain")), "cn-xian", "tr-kars", draws=50
    ).html()
    assert page.count("<script") == plain.count("<script")
    assert set(re.findall(r"<([a-z][a-z0-9]*)", page)) == set(re.findall(r"<([a-z][a-z0-9]*)", plain))
    assert not re.search(r"\b49\b n", page)
    assert not Path("pwned").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_keeps_the_old_file(made, tmp_path: Path):
    (tmp_path / "r.html").write_text("old")
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError):
        made.save(tmp_path / "r.html")
    assert (tmp_path / "r.html").read_text() == "old"
