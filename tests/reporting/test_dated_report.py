"""A report with a departure: when the drawn journeys arrive, as `reliability` and the calendar say it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

import corridor as cr
from corridor.cli.app import run
from corridor.maps.dates import WEEKDAYS
from tests.maps.hostile import PAYLOADS, hostile

DEPART = "2026-12-07T08:00+04:00"
TRUCK = cr.Consignment.of("truck")


@pytest.fixture(scope="module")
def made() -> cr.report.Report:
    return cr.report.make(
        cr.load_network(), "Batumi", "Burgas", TRUCK, minimize="time", depart=DEPART, deadline="2026-12-12", draws=2000
    )


def table(page: str) -> list[list[str]]:
    (found,) = re.findall(r'<table class="dates">(.*?)</table>', page, re.DOTALL)
    rows = [re.findall(r"<t[hd]>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", found)]
    return [[unescape(re.sub(r"<[^>]*>", "", cell)) for cell in row] for row in rows]


def words(moment: datetime) -> str:
    return f"{WEEKDAYS[moment.weekday()]} {moment:%Y-%m-%d %H:%M}"


def test_its_arrivals_are_those_of_the_reliability_of_the_same_day(made: cr.report.Report):
    drawn = cr.reliability(
        cr.load_network(), "Batumi", "Burgas", TRUCK, minimize="time", depart=DEPART, deadline="2026-12-12", draws=2000
    )
    by_way = {one.itinerary.link_ids: one for one in drawn}
    assert made.material.reliability.deadline == drawn.deadline
    shared = [one for one in made.material.reliability if one.itinerary.link_ids in by_way]
    assert len(shared) >= 2
    for one in shared:
        assert one.quantiles == by_way[one.itinerary.link_ids].quantiles
        assert one.on_time == by_way[one.itinerary.link_ids].on_time


def test_the_table_says_plan_percentiles_and_who_is_on_time(made: cr.report.Report):
    head, *rows = table(made.html())
    assert head[-1] == "deadline: Sun 2026-12-13 00:00 (UTC+02:00)"
    start = datetime.fromisoformat(DEPART)
    for row, one in zip(rows, made.material.reliability, strict=True):
        assert row[1] == f"{one.itinerary.cost_usd:,.0f}"
        planned = start + timedelta(minutes=round(one.itinerary.hours * 60))
        moments = [planned, *(start + timedelta(minutes=round(hours * 60)) for hours in one.quantiles.values())]
        zone = made.material.reliability.deadline.tzinfo  # type: ignore[union-attr]
        assert row[2:8] == [words(moment.astimezone(zone)) for moment in moments]
        assert row[8] == f"{one.on_time:.1%} on time"


def test_all_else_is_that_of_the_month_of_departure(made: cr.report.Report):
    plain = cr.report.make(cr.load_network(), "Batumi", "Burgas", TRUCK, minimize="time", on="2026-12-07", draws=50)
    assert [point.sums for point in made.material.points] == [point.sums for point in plain.material.points]
    assert made.material.first == plain.material.first
    assert "Departure: Mon 2026-12-07 08:00 (UTC+04:00)" in made.html()
    assert 'class="dates"' not in plain.html()


def test_one_that_nothing_of_the_trade_off_catches_is_told_all_the_same(made: cr.report.Report):
    earliest = cr.route(cr.load_network(), "Batumi", "Burgas", TRUCK, minimize="time", depart=DEPART)
    assert earliest.link_ids in {one.itinerary.link_ids for one in made.material.reliability}


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--deadline", "2026-12-12"], "departure"),
        (["--depart", DEPART, "--deadline", "2026-12-01"], "departure"),
        (["--depart", "2026-12-07T08:00"], "offset"),
        (["--depart", DEPART, "--date", "2026-11-01"], "date"),
        (["--depart", DEPART, "--deadline", "soon"], "days or hours"),
    ],
)
def test_dates_that_cannot_be_are_refused_and_nothing_is_written(
    options: list[str], named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "r.html"
    assert run(["report", "Batumi", "Burgas", "--cargo", "truck", *options, "-o", str(out)]) == 2
    assert named in capsys.readouterr().err
    assert not out.exists()


def test_the_command_writes_it_in_any_language(tmp_path: Path):
    out = tmp_path / "r.html"
    asked = ["report", "Batumi", "Burgas", "--cargo", "truck", "--depart", DEPART, "--deadline", "9d", "--draws", "50"]
    assert run([*asked, "--lang", "tr", "-o", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert "Tarihleriyle" in page
    assert "Tarifeye göre; seferi kaçıran bir sonrakine biner: Batumi - Burgas roro." in page
    assert table(page)[0][-1].startswith("son süre: Çar 2026-12-16 06:00")
    assert date.fromisoformat("2026-12-16").weekday() == WEEKDAYS.index("Wed")


@pytest.mark.parametrize("payload", PAYLOADS[::5])
def test_hostile_names_stay_text(tmp_path: Path, payload: str):
    network = cr.load_network(hostile(payload).write(tmp_path / "net"))
    page = cr.report.make(network, "cn-xian", "tr-kars", draws=50, depart="2026-12-07T08:00+08:00").html()
    (found,) = re.findall(r'<h3>With dates</h3>(.*?)<p class="note">(.*?)</p>', page, re.DOTALL)
    for part in found:
        assert not re.search(r"<(?!/?(div|table|thead|tbody|tr|th|td|span)\b)", part)
        assert "{" not in part
