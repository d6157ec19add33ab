"""Journeys drawn from a departure on: against every one followed by the calendar, and dates at their edges."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest

import corridor as cr
from corridor import Itinerary, Network, NoItineraryError, QueryError
from corridor.analysis.reliability import _steps, reliability, simulate
from corridor.analysis.reliability_dates import Clock, deadline_of, timed_parts
from corridor.analysis.reliability_draws import Drawn
from corridor.cli.app import run
from corridor.model.consignment import Consignment
from corridor.model.itinerary import Leg
from corridor.model.timetable import Timetable
from corridor.model.zones import zone_of
from corridor.planning.depart import HORIZON, dated_query, dated_route
from corridor.planning.query import Query
from corridor.planning.spread import Shares, parts_of_entry
from support.dated import Walker, random_dated_network
from support.worlds import network_of, silk_world

SHARES = Shares(0.1, 0.2, 0.2, 0.2)
FERRY = {"avoid": ["TR"], "minimize": "time"}
ASKED = ["reliability", "Batumi", "Burgas", "--cargo", "truck", "--avoid", "TR", "--minimize", "time", "--draws", "500"]


def spread_out(itinerary: Itinerary, rng: Random | None) -> Itinerary:
    """Give every time of an itinerary a range of its own, or none."""

    def with_range(entry: Any) -> Any:
        if entry.measure != "hours":
            return entry
        low, high = (rng.randint(0, entry.amount), entry.amount + rng.randint(0, 3000)) if rng else (entry.amount,) * 2
        return entry._replace(low=low, high=high)

    steps = (replace(step, entries=tuple(map(with_range, step.entries))) for step in itinerary.steps)
    return replace(itinerary, steps=tuple(steps))


def asked(seed: int) -> tuple[Query, Itinerary] | None:
    rng = Random(seed)
    network = random_dated_network(rng)
    ends = rng.sample(sorted(network.nodes), 2)
    start = datetime(2027, 3, 1, tzinfo=UTC) + timedelta(minutes=rng.randint(0, 45 * 1440))
    query = dated_query(network, *ends, Consignment.of("feu"), start, minimize="time")
    try:
        return query, dated_route(query, network)
    except NoItineraryError:
        return None


def followed_by_hand(query: Query, one: Itinerary, drawn: Drawn, number: int) -> float:
    """Give the hours of one drawn journey, each departure looked up in the calendar."""
    network, walker = one.network, Walker(one.network, query)
    assert one.departs is not None
    last = one.departs.astimezone(UTC) + timedelta(minutes=HORIZON)
    now = one.departs.astimezone(UTC)
    for at, step in enumerate(one.steps):
        is_leg = isinstance(step, Leg)
        pieces = (
            [
                (link_id, network.links[link_id].ends(forward=forward)[0])
                for link_id, forward in zip(step.link_ids, step.forward, strict=True)
            ]
            if is_leg
            else [(step.subject, step.node_id)]
        )
        runs = [subject for subject, _ in pieces]
        for turn, (subject, place) in enumerate(pieces):
            rows, zone = network.timetables.get(subject, ()), zone_of(network.nodes[place])
            if rows and is_leg:
                now = min((when for row in rows for when in walker._opened(row, zone, now)), default=max(now, last))
            elif rows and step.kind == "waiting":
                if not rows[0].is_window:
                    leaving = (when for row in rows for when in walker._departures(row, zone, now))
                    now = min(leaving, default=max(now, last))
                continue
            own = [entry for entry in step.entries if not is_leg or entry.subject == subject]
            each = len(own) // runs.count(subject)
            before = runs[:turn].count(subject)
            for entry in own[before * each : (before + 1) * each]:
                for part in parts_of_entry(network, entry, at, step, SHARES):
                    now += timedelta(minutes=float(drawn.minutes(part)[number]))
    return (now - one.departs) / timedelta(hours=1)


def agrees(seed: int) -> str:
    """Compare drawn journeys of a random world with those followed by hand; say what was met."""
    found = asked(seed)
    if found is None:
        return "none"
    query, one = found[0], spread_out(found[1], Random(seed))
    parts = timed_parts(one, SHARES)
    ours = _steps(parts, Drawn(seed, 0, 6, SHARES), len(one.steps), 6).sum(axis=0)
    drawn = Drawn(seed, 0, 6, SHARES)
    expected = [followed_by_hand(query, one, drawn, number) for number in range(6)]
    # A sailing may leave in the very minute of an arrival; beyond rounding, nothing is between.
    assert ours == pytest.approx(expected, abs=1e-6), seed
    return "clock" if any(isinstance(part, Clock) for part in parts) else "there"


def test_drawn_journeys_are_those_followed_by_the_calendar():
    met = [agrees(seed) for seed in range(60)]
    assert met.count("clock") > 5
    assert met.count("there") > 5


@pytest.mark.slow
def test_drawn_journeys_are_those_followed_by_the_calendar_many_times():
    assert {agrees(seed) for seed in range(60, 900)} == {"none", "clock", "there"}


def test_without_variation_every_journey_is_the_dated_plan():
    plans = [found for seed in range(120) if (found := asked(seed))]
    assert len(plans) > 30
    for query, plan in plans:
        (one,) = simulate(query, [spread_out(plan, None)], draws=3)
        assert list(one.quantiles.values()) == pytest.approx([plan.hours] * 5, abs=1e-6)


def silk(*rows: Timetable) -> Network:
    return replace(network_of(silk_world()), timetables={"svc-caspian": rows})


def sailing(days: str, **rest: Any) -> Timetable:
    return Timetable("svc-caspian", tuple(days.split()), "12:00", source_id="estimate", as_of="2026", **rest)


def test_who_misses_a_sailing_takes_the_next_one():
    network = silk(sailing("mon"))
    query = dated_query(network, "kz-port", "az-port", Consignment.of("feu"), "2026-12-06T12:00+05:00", minimize="time")
    plan = spread_out(dated_route(query, network), None)
    assert plan.spans[1][1].isoformat() == "2026-12-07T12:00:00+05:00"
    loading = plan.steps[0]
    wide = tuple(entry._replace(low=0, high=entry.amount * 4 + 2880) for entry in loading.entries)
    late = replace(plan, steps=(replace(loading, entries=wide), *plan.steps[1:]))
    (one,) = simulate(query, [late], draws=4000)
    weeks = (np.array(list(one.quantiles.values())) - plan.hours) / 168
    assert weeks == pytest.approx(np.round(weeks), abs=1e-6)  # only whole weeks later
    (part,) = [part for part in timed_parts(late, SHARES) if not isinstance(part, Clock) and not part.time.is_fixed]
    in_time = (Drawn(0, 0, 4000, Shares.of(network)).minutes(part) <= 24 * 60).mean()
    assert 0.2 < in_time < 0.9
    assert one.plan_percentile == in_time


def test_who_misses_the_last_sailing_waits_until_a_year_after_the_start():
    network = silk(sailing("mon", valid_to="2026-12-07"))
    query = dated_query(network, "kz-port", "az-port", Consignment.of("feu"), "2026-12-06T12:00+05:00", minimize="time")
    plan = spread_out(dated_route(query, network), None)
    loading = plan.steps[0]
    missed = tuple(entry._replace(amount=3000, low=3000, high=3000) for entry in loading.entries)
    after = round(sum(step.hours for step in plan.steps[2:]), 6)
    (one,) = simulate(query, [replace(plan, steps=(replace(loading, entries=missed), *plan.steps[1:]))], draws=2)
    assert one.quantiles[0.5] == pytest.approx(HORIZON / 60 + after)


def test_the_ways_are_those_worth_having_each_as_route_dates_it(reference: Network):
    found = reliability(
        reference, "Tbilisi", "Burgas", Consignment.of("truck"), depart="2026-12-04T08:00+04:00", draws=200
    )
    assert len(found) > 1
    dated = cr.route(
        reference, "Tbilisi", "Burgas", Consignment.of("truck"), minimize="time", depart="2026-12-04T08:00+04:00"
    )
    assert dated.link_ids in {one.itinerary.link_ids for one in found}
    assert all(one.itinerary.departs == dated.departs for one in found)
    cheapest = cr.route(reference, "Tbilisi", "Burgas", Consignment.of("truck"), depart="2026-12-04T08:00+04:00")
    assert found.journeys[0].itinerary.link_ids == cheapest.link_ids
    assert found.journeys[0].itinerary.hours == cheapest.hours


def test_hours_beyond_the_most_admitted_are_no_way(reference: Network):
    box = Consignment.of("truck")
    free = reliability(reference, "Tbilisi", "Burgas", box, depart="2026-12-04T08:00+04:00", draws=10)
    hours = sorted(one.itinerary.hours for one in free)
    most = (hours[0] + hours[-1]) / 2
    found = reliability(reference, "Tbilisi", "Burgas", box, depart="2026-12-04T08:00+04:00", draws=10, max_hours=most)
    assert {one.itinerary.hours for one in found} < set(hours)
    assert all(one.itinerary.hours <= most for one in found)


@pytest.mark.parametrize(
    ("deadline", "hours"),
    [
        ("2026-12-06", 90.0),  # until midnight in Burgas, UTC+2
        (date(2026, 12, 6), 90.0),
        ("2026-12-06T18:00+02:00", 84.0),
        (datetime(2026, 12, 6, 16, tzinfo=UTC), 84.0),
        ("2027-03-28", 2777.0),  # the day has 23 hours there
        ("2027-03-27", 2754.0),
    ],
)
def test_a_deadline_is_a_day_or_an_instant(reference: Network, deadline: Any, hours: float):
    query = dated_query(reference, "Batumi", "Burgas", Consignment.of("truck"), "2026-12-03T08:00+04:00", **FERRY)
    assert deadline_of(reference, query, deadline) == hours


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--deadline", "2026-12-24"], "--depart"),
        (["--depart", "2026-12-03T08:00+04:00", "--deadline", "2026-12-03T07:59+04:00"], "not after the departure"),
        (["--depart", "2026-12-03T08:00+04:00", "--deadline", "2026-12-02"], "not after the departure"),
        (["--depart", "2026-12-03T08:00+04:00", "--deadline", "2026-12-24T18:00"], "2026-12-24T18:00+02:00"),
        (["--depart", "2026-12-03T08:00+04:00", "--deadline", "2026-13-24"], "write a day"),
        (["--depart", "2026-12-03T08:00+04:00", "--deadline", "2026-12-24T99:00"], "write a day"),
        (["--depart", "2026-12-03T08:00+04:00", "--deadline", "9999-12-31"], "write a day"),
        (["--depart", "2026-12-03T08:00+04:00", "--deadline", "christmas"], "25d or 600h"),
        (["--depart", "2026-12-03T08:00", "--deadline", "20d"], "say the offset"),
        (["--depart", "2026-12-03T08:00+04:00", "--date", "2026-12-04"], "leave --date out"),
        (["--depart", "tomorrow"], "such as 2026-12-03T08:00+05:00"),
    ],
)
def test_dates_that_cannot_be_are_refused(words: list[str], told: str, capsys: pytest.CaptureFixture[str]):
    assert run([*ASKED, *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err


def test_a_deadline_is_given_once(reference: Network):
    with pytest.raises(QueryError, match="the deadline is 2026-12-24 already"):
        reliability(
            reference, "Batumi", "Burgas", depart="2026-12-03T08:00+04:00", deadline="2026-12-24", deadline_hours=100
        )


def test_the_command_tells_arrivals_in_every_format(capsys: pytest.CaptureFixture[str]):
    words = [*ASKED, "--depart", "2026-12-07T08:00+04:00", "--deadline", "2026-12-12"]
    assert run([*words, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["deadline"] == "2026-12-13T00:00:00+02:00"
    assert document["query"]["depart"] == "2026-12-07T08:00:00+04:00"
    assert any("taking the next: Batumi - Burgas roro" in remark for remark in document["remarks"])
    (row,) = document["itineraries"]
    departs = datetime.fromisoformat(document["query"]["depart"])
    for share in ("p10", "p50", "p80", "p90", "p95"):
        arrives = datetime.fromisoformat(row[f"arrives_{share}"])
        assert abs(arrives - departs - timedelta(hours=row[share])) <= timedelta(seconds=31)
        assert arrives.utcoffset() == timedelta(hours=2)
    assert row["p80"] - row["hours"] > 100  # the plan catches a ferry that half of the journeys miss
    assert run(words) == 0
    shown = capsys.readouterr().out
    assert "departs Mon 2026-12-07 08:00 +0400; deadline Sun 2026-12-13 00:00 +0200, after 5.75 days" in shown
    assert f"{datetime.fromisoformat(row['arrives_p50']):%a %d %b %H:%M}" in shown
    assert run([*words, "--format", "md"]) == 0
    assert "arrives by" in capsys.readouterr().out
    assert run([*words, "--format", "csv"]) == 0
    assert "arrives_p50" in capsys.readouterr().out.splitlines()[0]


def test_a_map_says_when_the_journeys_begin_and_by_when_they_are_on_time(reference: Network):
    box = Consignment.of("truck")
    dates = {"depart": "2026-12-07T08:00+04:00", "deadline": "2026-12-12"}
    page = cr.maps.draw(reliability(reference, "Batumi", "Burgas", box, draws=20, **dates, **FERRY)).html()
    assert "Departure: Mon 2026-12-07 08:00 (UTC+04:00)" in page
    assert "On time: within 5.75 days. (deadline: Sun 2026-12-13 00:00 (UTC+02:00))" in page


def test_without_a_departure_nothing_is_said_of_dates(capsys: pytest.CaptureFixture[str]):
    assert run([*ASKED, "--deadline", "10d", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert not {"deadline", "remarks"} & set(document)
    assert not any(name.startswith("arrives") for name in document["itineraries"][0])
