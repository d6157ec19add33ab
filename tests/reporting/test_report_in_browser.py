"""A report in a browser: quiet, and its sliders, table, dots and map say what the library says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import corridor as cr
from tests.maps.browser import IN_BROWSER, LINES, Visit
from tests.maps.hostile import PAYLOADS, hostile

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def seen(browser: Any, made: cr.report.Report, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    visit = Visit(browser, made.save(tmp_path_factory.mktemp("report") / "report.html"))
    yield visit
    visit.context.close()


def fill(seen: Visit, vot: float, carbon: float) -> None:
    seen.page.fill("#vot", f"{vot:.2f}")
    seen.page.fill("#carbon", f"{carbon:.2f}")


def best(seen: Visit) -> int:
    return int(seen.page.get_attribute("#points tbody", "data-best"))


def test_it_opens_with_the_best_chosen_and_is_quiet(seen: Visit, made: cr.report.Report):
    chosen = seen.page.get_attribute("#points tr.chosen", "data-point")
    assert int(chosen) == made.material.first
    assert seen.page.locator("section.way:visible").count() == 1
    seen.assert_quiet()


def test_the_sliders_pick_what_the_library_picks(seen: Visit, made: cr.report.Report):
    rng = random.Random(7)
    turns = [round(value, 2) for value in made.material.front.breakpoints_usd_per_hour]
    asked = [(turn + shift, 0.0) for turn in turns for shift in (-0.01, 0.0, 0.01)]
    asked += [(round(rng.uniform(0, 60), 2), round(rng.choice([0, rng.uniform(0, 500)]), 2)) for _ in range(15)]
    for vot, carbon in asked:
        fill(seen, vot, carbon)
        picked = made.material.points[best(seen)]
        assert picked is made.material.front.best_at(round(vot, 2), carbon), (vot, carbon)


def test_moving_a_slider_sets_the_price_and_the_rank(seen: Visit, made: cr.report.Report):
    seen.page.evaluate("document.getElementById('carbon').value = 0")
    dearest = int(seen.page.get_attribute("#prices", "data-dearest"))
    for place in (0, 250, 700, 1000):
        seen.page.evaluate(
            "(at) => { const range = document.getElementById('vot-range'); range.value = at;"
            "range.dispatchEvent(new Event('input', {bubbles: true})); }",
            place,
        )
        vot = float(seen.page.input_value("#vot"))
        assert vot == pytest.approx(round(dearest * (place / 1000) ** 2) / 100)
        assert made.material.points[best(seen)] is made.material.front.best_at(vot)


def test_rows_stand_in_the_order_of_what_they_are_worth(seen: Visit, made: cr.report.Report):
    fill(seen, 12.5, 80)
    order = [int(row.get_attribute("data-point")) for row in seen.page.locator("#points tbody tr").all()]
    points = made.material.points

    def worth(number: int) -> float:
        one = points[number].itinerary
        return one.cost_usd + 12.5 * one.hours + 80 * one.co2e_kg / 1000

    assert sorted(order) == list(range(len(points)))
    assert all(worth(one) <= worth(two) + 0.02 for one, two in pairwise(order))
    cell = seen.page.locator("#points tbody tr").first.locator("td").last.inner_text()
    assert float(cell.replace(",", "")) == pytest.approx(worth(order[0]), abs=0.6)


def test_a_row_shows_its_way_on_the_map_and_its_ledger(seen: Visit, made: cr.report.Report):
    for number in (0, len(made.material.points) // 2, len(made.material.points) - 1):
        one = made.material.points[number].itinerary
        seen.page.locator(f'#points tr[data-point="{number}"] button').click()
        assert seen.page.inner_text("#chosen") == one.corridor_name
        assert seen.page.locator("section.way:visible").get_attribute("data-point") == str(number)
        places = {step.node_id for step in one.transfers}
        assert seen.page.locator(LINES).count() == len(one.link_ids) + len(places)
        total = seen.page.locator("section.way:visible table").first.locator("tr").last.inner_text()
        assert f"{one.cost_usd:,.0f}" in total
    seen.assert_quiet()


def test_a_tooltip_of_a_line_says_what_the_leg_takes(seen: Visit, made: cr.report.Report):
    one = made.material.points[0].itinerary
    seen.page.locator('#points tr[data-point="0"] button').click()
    seen.page.locator(LINES).first.dispatch_event("mouseover", {"bubbles": True})
    seen.page.wait_for_selector(".leaflet-tooltip")
    text = seen.page.locator(".leaflet-tooltip").last.inner_text()
    leg = one.legs[0]
    assert f"{leg.distance_km:,.0f} km, {leg.hours:,.1f} h, USD {leg.cost_usd:,.0f}" in text


def test_a_dot_chooses_its_itinerary(seen: Visit, made: cr.report.Report):
    number = len(made.material.points) - 1
    index = made.material.points[number].index
    seen.page.locator(f'#scatter circle[data-point="{index}"]').dispatch_event("click", {"bubbles": True})
    assert seen.page.get_attribute("#points tr.chosen", "data-point") == str(number)
    assert seen.page.locator("#scatter circle.chosen").get_attribute("data-point") == str(index)


def test_it_prints_without_what_only_works_on_a_screen(seen: Visit):
    seen.page.emulate_media(media="print")
    assert not seen.page.locator("#vot-range").is_visible()
    pdf = seen.page.pdf(format="A4")
    seen.page.emulate_media(media="screen")
    assert pdf.startswith(b"%PDF")


def test_a_narrow_screen_scrolls_tables_and_not_the_page(seen: Visit):
    seen.page.set_viewport_size({"width": 390, "height": 844})
    wide = seen.page.evaluate("document.documentElement.scrollWidth")
    seen.page.set_viewport_size({"width": 1200, "height": 800})
    assert wide <= 390


@pytest.mark.parametrize(
    "payload",
    [pytest.param(text, marks=[pytest.mark.slow] * (at > 6)) for at, text in enumerate(PAYLOADS) if at % 3 == 0],
)
def test_hostile_names_run_nothing(look: Any, tmp_path: Path, payload: str):
    network = cr.load_network(hostile(payload).write(tmp_path / "net"))
    path = cr.report.make(network, "cn-xian", "tr-kars", draws=50, all_points=True).save(tmp_path / "r.html")
    visit: Visit = look(path)
    for button in visit.page.locator("#points button").all():
        button.click()
    visit.assert_quiet()
