"""Maps of journeys with dates, and of answers that weigh itineraries: what they say is what the answer says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import corridor as cr
from corridor.analysis.breakeven_dates import Opening
from corridor.cli.app import run
from corridor.cli.replan import _what
from corridor.errors import NoItineraryError
from corridor.lang import LANGUAGES, translator
from corridor.maps.dates import days_words, moment_words, remark_words, span_words
from corridor.maps.replan import option_words
from corridor.planning.depart import REMARKS

EN = translator("en")


@pytest.fixture(scope="module")
def network() -> cr.Network:
    return cr.load_network()


@pytest.fixture(scope="module")
def ferry(network: cr.Network) -> cr.Itinerary:
    """Give a journey by a ferry whose timetable is known."""
    return cr.route(network, "Batumi", "Burgas", avoid=["TR"], minimize="time", depart="2026-10-01T08:00+04:00")


def shown(instant: str) -> str:
    """Write an ISO instant as a map should: by its own offset, with the day of the week."""
    moment = datetime.fromisoformat(instant)
    return f"{moment:%a %Y-%m-%d %H:%M} (UTC{instant[-6:]})"


def paragraphs(page: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<p[^>]*>([^<]*)</p>", page)]


def test_the_panel_says_when_a_journey_begins_and_ends(ferry: cr.Itinerary):
    said, told = paragraphs(cr.maps.draw(ferry).html()), ferry.to_dict()
    assert f"Departure: {shown(told['departs'])}" in said
    assert f"Arrival: {shown(told['arrives'])}" in said
    assert told["departs"][-6:] == "+04:00"
    assert told["arrives"][-6:] == "+03:00"
    for remark in told["remarks"]:
        assert remark in said


def test_without_a_departure_nothing_is_said_of_dates(network: cr.Network):
    page = cr.maps.draw(cr.route(network, "Baku", "Kars")).html()
    assert "UTC" not in page
    assert "Departure" not in page
    assert "local clocks" not in page


def test_a_span_is_as_short_as_it_can_be_without_doubt():
    zone, other = timezone(timedelta(hours=5)), timezone(timedelta(hours=5, minutes=30))
    begin = datetime(2026, 12, 3, 8, 0, tzinfo=zone)
    assert span_words((begin, begin + timedelta(hours=3)), EN) == "Thu 2026-12-03 08:00–11:00 (UTC+05:00)"
    assert span_words((begin, begin + timedelta(days=1)), EN) == (
        "Thu 2026-12-03 08:00 – Fri 2026-12-04 08:00 (UTC+05:00)"
    )
    assert span_words((begin, begin.astimezone(other)), EN) == (
        "Thu 2026-12-03 08:00 (UTC+05:00) – Thu 2026-12-03 08:30 (UTC+05:30)"
    )
    assert (
        moment_words(datetime(2026, 12, 6, 0, 0, tzinfo=UTC), translator("zh")) == "2026-12-06 周日 00:00 (UTC+00:00)"
    )


def test_days_that_follow_each_other_are_one_run():
    days = [date(2026, 12, 30) + timedelta(days=number) for number in range(12)]
    assert days_words(days[:1], EN) == "2026-12-30"
    assert days_words(days[:4], EN) == "2026-12-30 – 2027-01-02"
    assert days_words([*days[:2], days[3]], EN) == "2026-12-30 – 2026-12-31, 2027-01-02"
    assert days_words(days[::2], EN) == "2026-12-30, 2027-01-01, 2027-01-03 and others, 6 days in all"


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_remarks_on_dates_are_said_in_the_language(network: cr.Network, language: str):
    t = translator(language)
    dated = cr.route(network, "Almaty", "Baku", avoid=["IR", "RU"], depart="2026-10-01T08:00+05:00")
    ferry = cr.route(
        network, "Batumi", "Burgas", cr.Consignment.of("truck"), avoid=["TR"], depart="2026-12-03T08:00+04:00"
    )
    assert {remark.partition(" ")[0] for remark in (*dated.remarks, *ferry.remarks)} == {"Best", "No", "The"}
    for remark in (*dated.remarks, *ferry.remarks):
        assert remark_words(remark, EN) == remark
        assert remark_words(remark, t).partition(" ")[0] != remark.partition(" ")[0]
    hostile = REMARKS[1].format(services="{x} <b>: the expected wait is counted.")
    assert "{x} <b>: the expected wait is counted." in remark_words(hostile, t)
    assert remark_words("Another sentence.", t) == "Another sentence."


def cells(page: str) -> list[list[str]]:
    """Give the words of the table of days."""
    body = page.split('<div class="days"')[1].split("<tbody>")[1].partition("</tbody>")[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in body.split("</tr>")[:-1]]
    return [[" ".join(unescape(re.sub(r"<[^>]*>", "", cell)).split()) for cell in row] for row in rows]


def test_departures_list_every_day_and_draw_every_way_once(network: cr.Network):
    asked = {"minimize": "time", "avoid": ["IR", "RU"]}
    found = cr.departures(network, "Xi'an", "Istanbul", start="2026-10-15", end="2026-10-26", **asked)
    page = cr.maps.draw(found).html()
    table = cells(page)
    assert len(table) == len(found)
    for row, told in zip(found.rows(), table, strict=True):
        begins, arrives = (shown(row[name]).partition(" (")[0] for name in ("departs", "arrives"))
        assert told[0] == begins + (" *" if row["is_best"] else "")
        assert told[1:4] == [arrives, f"{row['hours'] / 24:.1f}", f"{row['cost_usd']:,.0f}"]
    ways = {day.itinerary.link_ids for day in found if day.itinerary}
    layers = [unescape(name) for name in re.findall(r'"(\d+\. [^"]*)" ?: ?feature_group', page)]
    assert len(layers) == len(ways) == len({row[4] for row in table})
    for (one, number), (two, other) in pairwise(
        [(day.itinerary, row[4]) for day, row in zip(found, table, strict=True)]
    ):
        assert one is not None
        assert two is not None
        assert (one.link_ids == two.link_ids) == (number == other)


def test_a_day_without_a_journey_says_why(network: cr.Network):
    asked = {"avoid": ["TR"], "minimize": "time", "max_hours": 130.0}
    found = cr.departures(network, "Batumi", "Burgas", start="2026-12-04", end="2026-12-09", **asked)
    reasons = [day.reason for day in found if day.itinerary is None]
    assert reasons
    said = [row[1] for row in cells(cr.maps.draw(found).html()) if len(row) == 2]
    assert said == [f"no itinerary: {reason}" for reason in reasons]


@pytest.mark.parametrize(("closure", "also"), [(0, []), (24, []), (240, ["kz-kuryk"])])
def test_options_at_a_closed_port_are_called_as_in_the_table(network: cr.Network, closure: int, also: list[str]):
    found = cr.replan(network, "Aktau", "Istanbul", closure_hours=closure, also_closed=also, avoid=["IR", "RU"])
    labels = [option_words(found, one, EN) for one in found]
    assert labels == [_what(found, one) for one in found]
    page = unescape(cr.maps.draw(found).html())
    for number, (label, one) in enumerate(zip(labels, found, strict=True), 1):
        assert f"{number}. {label}" in page
        assert f"USD {one.itinerary.cost_usd:,.0f}" in page


def test_reliability_draws_what_it_weighs(network: cr.Network):
    surely = cr.reliability(network, "Baku", "Kars", draws=200, deadline_hours=240)
    page = unescape(cr.maps.draw(surely).html())
    for one in surely:
        assert one.on_time is not None
        assert f"{one.on_time:.1%} on time" in page
        assert f"({one.quantiles[0.1] / 24:.1f}–{one.quantiles[0.9] / 24:.1f})" in page


def test_break_evens_draw_what_they_weigh(network: cr.Network):
    turning = cr.break_even(
        network, "Almaty", "Kars", between=["iran-rail", "middle-btk"], parameter="border-hours:IR", minimize="time"
    )
    page = unescape(cr.maps.draw(turning).html())
    assert "As things are, the better one: " in page
    assert turning.crossings
    assert all(f"{crossing.value:.4g} times today's border-hours:IR" in page for crossing in turning.crossings)
    day = date(2031, 1, 1)
    for opening, told in (
        (
            Opening(day, day, None, is_better_now=False, gap_when_all_open=5),
            "from 2031-01-01 on (early 2031-01-01, late –)",
        ),
        (Opening(None, None, None, is_better_now=False, gap_when_all_open=-5), "Never the better one"),
        (Opening(day, day, day, is_better_now=True, gap_when_all_open=5), "The better one already: iran-rail."),
    ):
        assert told in unescape(cr.maps.draw(replace(turning, opening=opening)).html())


@pytest.mark.parametrize(
    "words",
    [
        ["map", "Baku", "Kars", "--depart", "2026-10-01T08:00+04:00"],
        ["departures", "Baku", "Kars", "--from", "2026-10-01", "--to", "2026-10-02", "--lang", "tr"],
        ["replan", "--at", "Aktau", "--closure", "5d", "--destination", "Kars", "--lang", "ka"],
        ["reliability", "Baku", "Kars", "--draws", "100", "--lang", "kk"],
        pytest.param(["breakeven", "Almaty", "Kars", "--between", "middle-btk,iran-rail"], marks=pytest.mark.slow),
    ],
    ids=lambda words: words[0],
)
def test_what_yields_itineraries_draws_them(words: list[str], tmp_path: Path):
    assert run([*words, "-o", str(tmp_path / "x.html")]) == 0
    assert (tmp_path / "x.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


NOWHERE = ["--avoid", "GE,IR,AM,RU", "--modes", "rail"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["explain", "Baku", "Kars"], 2, "`corridor route` draws the way"),
        (["sensitivity", "Baku", "Kars"], 2, "`corridor report` draws the tornado"),
        (["versus", "Baku", "Kars", "--corridors", "zangezur", "--avoid", "AM"], 3, "No itinerary"),
        (["compare", "Baku", "Kars", *NOWHERE], 3, "No itinerary"),
        (["breakeven", "Baku", "Kars", "--between", "zangezur,middle-btk", *NOWHERE], 3, "No itinerary"),
        (["departures", "Baku", "Kars", "--from", "2026-10-01", "--to", "2026-10-01", *NOWHERE], 3, "No itinerary"),
    ],
    ids=lambda words: words[0] if isinstance(words, list) else None,
)
def test_what_has_no_page_says_so_and_writes_nothing(
    words: list[str], code: int, told: str, tmp_path: Path, capsys: Any
):
    assert run([*words, "-o", str(tmp_path / "x.html")]) == code
    assert told in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()


def test_a_bout_without_a_way_is_refused(network: cr.Network):
    found = cr.versus(network, ["Baku"], ["Kars"], corridors=["zangezur"], avoid=["AM"])
    with pytest.raises(NoItineraryError, match="zangezur"):
        cr.maps.draw(found.bouts[0])
