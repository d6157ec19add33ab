"""A block train is a service of the rail link on which it leaves: its days, its cut-off, ordinary wagons beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.data.builder import SOURCED, TinyNetwork, tiny
from tests.scenarios.overlays import entry, write

import corridor as cr
from corridor.data.checks import check_network

RAIL = "rail-cn-xian-cn-horgos"
TRAIN = f"{RAIL}-block_train"
CLOCK = ZoneInfo("Asia/Shanghai")
LOADING, CUTOFF = timedelta(hours=12), timedelta(hours=12)


def with_train(net: TinyNetwork, link_id: str, **changed: str) -> TinyNetwork:
    sort = {"service_id": "svc-train", "link_id": link_id, "name": "Xi'an block train", "regularity": "timetable"}
    often = {"departures_per_week": "2", "departures_low": "", "departures_high": ""}
    net.copy("service", net.row("service", service_id="svc-ferry"), **(sort | often | changed))
    net.row("link", link_id=link_id)["directed"] = "1"
    return net


@pytest.fixture
def net() -> TinyNetwork:
    made = with_train(tiny(), RAIL)
    made.add("timetable", subject="svc-train", days="tue fri", begins="09:00", cutoff_hours="12", **SOURCED)
    return made


def read(net: TinyNetwork, folder: Path) -> cr.Network:
    written = net.write(folder / "net")
    assert [str(finding) for finding in check_network(written)] == []
    return cr.load_network(written)


def waits(itinerary: cr.Itinerary) -> dict[str, float]:
    return {step.label: step.hours for step in itinerary.transfers if step.kind == "waiting"}


def test_without_a_date_its_days_and_its_cut_off_give_the_wait(net: TinyNetwork, tmp_path: Path):
    found = cr.route(read(net, tmp_path), "Xi'an", "Horgos")
    intervals = (3, 4)
    mean_days = sum(days * days for days in intervals) / (2 * sum(intervals))
    assert waits(found)["Xi'an block train"] == pytest.approx(mean_days * 24 + 12, abs=1 / 60)


@pytest.mark.parametrize("minutes", [0, 1, 59, 60 * 24, 60 * 24 * 3 + 61, 60 * 24 * 6])
def test_with_a_date_the_cargo_takes_the_next_train_whose_cut_off_it_makes(
    net: TinyNetwork, tmp_path: Path, minutes: int
):
    start = datetime(2026, 12, 3, 9, 0, tzinfo=CLOCK) + timedelta(minutes=minutes)
    found = cr.route(read(net, tmp_path), "Xi'an", "Horgos", minimize="time", depart=start.isoformat())
    train = start.replace(hour=9, minute=0)
    while train.weekday() not in {1, 4} or train - CUTOFF < start + LOADING:
        train += timedelta(days=1)
    assert found.to_dict()["legs"][0]["begins"] == train.isoformat()


def test_ordinary_wagons_on_a_link_beside_it_do_not_wait(net: TinyNetwork, tmp_path: Path):
    rail = net.row("link", link_id=RAIL)
    net.copy("link", rail, link_id=TRAIN)
    net.geometry[TRAIN] = net.geometry[RAIL]
    net.row("service", service_id="svc-train")["link_id"] = TRAIN
    network = read(net, tmp_path)
    assert waits(cr.route(network, "Xi'an", "Horgos", minimize="time")) == {}
    shut = cr.apply_scenario(network, write(tmp_path, "trains", entry("link", id=RAIL, status="closed")))
    assert list(waits(cr.route(shut, "Xi'an", "Horgos", minimize="time"))) == ["Xi'an block train"]


def test_one_that_leaves_when_full_keeps_the_containers_that_came_first(tmp_path: Path):
    made = with_train(tiny(), RAIL, regularity="when_full", units_to_fill="50", departures_per_week="2.5")
    found = cr.route(read(made, tmp_path), "Xi'an", "Horgos")
    per_hour = 50 * 2.5 / 168
    assert waits(found)["Xi'an block train"] == pytest.approx(49 / (2 * per_hour), abs=1 / 60)
    (line,) = [entry for entry in found.entries if entry.item == "waiting"]
    assert (line.quantity, line.quantity_unit) == (50, "units to fill it")


def test_a_scenario_that_gives_it_a_timetable_no_longer_waits_to_be_full(tmp_path: Path):
    network = read(with_train(tiny(), RAIL, regularity="when_full", units_to_fill="1"), tmp_path)
    assert waits(cr.route(network, "Xi'an", "Horgos"))["Xi'an block train"] == 0
    regular = write(tmp_path, "regular", entry("service", id="svc-train", regularity="timetable"))
    found = cr.route(cr.apply_scenario(network, regular), "Xi'an", "Horgos")
    assert waits(found)["Xi'an block train"] == pytest.approx(168 / 2 / 2)


def test_whoever_is_late_for_it_takes_the_next(net: TinyNetwork, tmp_path: Path):
    """Loading takes 12 hours as planned and makes the train to the minute; half of the journeys do not."""
    network = read(net, tmp_path)
    found = cr.reliability(network, "Xi'an", "Horgos", minimize="time", depart="2026-12-03T09:00+08:00", draws=4000)
    first = found.journeys[0]
    assert first.quantiles[0.9] - first.quantiles[0.1] > 3.5 * 24
    assert first.plan_percentile < 0.6
