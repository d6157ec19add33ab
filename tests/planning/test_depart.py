"""Journeys with dates: against every path followed by the calendar, against today's route, and at the edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from corridor import Itinerary, Network, NoItineraryError, QueryError, route
from corridor.model.consignment import Consignment
from corridor.model.timetable import Timetable
from corridor.model.zones import zone_of
from corridor.planning.calendar import instant_of, minute_of, month_starts, sailings, windows
from corridor.planning.depart import dated_query, dated_route
from corridor.planning.query import make_query
from corridor.planning.seasons import SeasonalArcs, key_of
from corridor.planning.solve import priced_graph
from corridor.scenarios.apply import apply_scenario
from support.dated import LONGEST, Walker, random_dated_network
from support.worlds import network_of, silk_world

PAIRS = [
    ("Xi'an", "Istanbul"), ("Almaty", "Mersin"), ("Tashkent", "Kars"), ("Xi'an", "Budapest"), ("Aktau", "Poti"),
    ("Batumi", "Burgas"), ("Istanbul", "Almaty"), ("Van", "Tatvan"),
]  # fmt: skip
DATES = {"begins", "ends", "departs", "arrives", "remarks"}
ROME = ZoneInfo("Europe/Rome")


def without_dates(document: object) -> object:
    if isinstance(document, dict):
        return {key: without_dates(part) for key, part in document.items() if key not in DATES}
    return [without_dates(part) for part in document] if isinstance(document, list) else document


def minutes_of(itinerary: Itinerary) -> int:
    return round(itinerary.hours * 60)


@pytest.mark.parametrize("minimize", ["time", "cost", "co2e", "generalized"])
@pytest.mark.parametrize(("origin", "destination"), PAIRS)
def test_without_timetables_and_in_one_season_the_answer_is_todays(
    reference: Network, origin: str, destination: str, minimize: str
):
    plain = replace(reference, timetables={})
    dated = route(plain, origin, destination, minimize=minimize, depart="2026-06-01T00:00Z")
    today = route(plain, origin, destination, minimize=minimize, on="2026-06-01")
    assert without_dates(dated.to_dict()) == today.to_dict()
    assert dated.entries == today.entries


def agrees(seed: int) -> str:
    rng = Random(seed)
    network = random_dated_network(rng)
    places = sorted(network.nodes)
    origin, destination = rng.sample(places, 2)
    box = Consignment.of("feu")
    start = datetime(2027, 3, 1, tzinfo=UTC) + timedelta(minutes=rng.randint(0, 45 * 1440))
    query = dated_query(network, origin, destination, box, start, minimize="time")
    expected = Walker(network, query).earliest(start)
    try:
        found = dated_route(query, network)
    except NoItineraryError:
        assert expected is None, seed
        return "none"
    if found.spans[-1][1] - start > LONGEST:
        assert expected is None
        return "late"
    assert found.spans[-1][1] == expected, seed
    assert found.spans[0][0] == start
    assert timedelta(minutes=minutes_of(found)) == found.spans[-1][1] - start
    kinds = {entry.figure.table for entry in found.entries}
    return "timetable" if "timetable" in kinds else "there"


def test_earliest_arrival_is_that_of_every_path_followed_by_the_calendar():
    found = [agrees(seed) for seed in range(120)]
    assert found.count("there") > 15
    assert found.count("timetable") > 6
    assert found.count("none") > 4


@pytest.mark.slow
def test_earliest_arrival_is_that_of_every_path_followed_by_the_calendar_many_times():
    assert {agrees(seed) for seed in range(120, 3000)} >= {"there", "timetable", "none"}


def silk(*rows: Timetable) -> Network:
    return replace(network_of(silk_world()), timetables={"svc-caspian": rows})


def sailing(days: str, begins: str = "12:00", **rest: object) -> Timetable:
    return Timetable("svc-caspian", tuple(days.split()), begins, source_id="estimate", as_of="2026", **rest)  # type: ignore[arg-type]


def test_the_cut_off_is_strict_to_the_minute():
    network = silk(sailing("mon thu", cutoff_hours=6.0))
    first = route(network, "kz-port", "az-port", minimize="time", depart="2026-12-07T00:00+05:00")
    loading = first.steps[0]
    latest = datetime(2026, 12, 7, 6, 0, tzinfo=ZoneInfo("Asia/Almaty")) - timedelta(hours=loading.hours)
    caught = route(network, "kz-port", "az-port", minimize="time", depart=latest)
    missed = route(network, "kz-port", "az-port", minimize="time", depart=latest + timedelta(minutes=1))
    assert caught.spans[1][1].isoformat() == "2026-12-07T12:00:00+05:00"
    assert missed.spans[1][1].isoformat() == "2026-12-10T12:00:00+05:00"
    begun = route(network, "kz-port", "az-port", minimize="time", depart=latest + timedelta(seconds=1))
    assert begun.spans[1][1] == missed.spans[1][1]  # a begun minute counts whole


def test_each_wait_names_the_timetable_and_the_hours_add_up():
    found = route(silk(sailing("mon")), "cn-east", "ge-town", minimize="time", depart="2026-12-01T08:00+08:00")
    entry = next(entry for entry in found.entries if entry.item == "waiting")
    assert (entry.figure.table, entry.figure.key, entry.figure.source_id) == ("timetable", "svc-caspian", "estimate")
    assert found.hours_band.typical == found.hours
    assert found.spans[-1][1] - found.spans[0][0] == timedelta(hours=found.hours)
    assert all(before[1] == after[0] for before, after in zip(found.spans, found.spans[1:], strict=False))
    document = found.to_dict()
    assert document["arrives"] == document["transfers"][-1]["ends"]
    assert document["departs"] == "2026-12-01T08:00:00+08:00"


def test_outside_its_validity_a_service_is_an_answer_with_a_reason():
    network = silk(sailing("mon", valid_from="2025-03-01", valid_to="2026-03-31"))
    for minimize in ("time", "cost"):
        with pytest.raises(NoItineraryError, match=r"2025-03-01 to 2026-03-31") as caught:
            route(network, "cn-east", "ge-town", minimize=minimize, depart="2026-12-01T08:00+08:00")
        assert caught.value.blocking == ("svc-caspian",)
        assert caught.value.exit_code == 3


def test_the_next_validity_is_waited_for_and_named_where_it_is_too_far():
    near = silk(sailing("mon", valid_from="2027-02-01"))
    found = route(near, "kz-port", "az-port", minimize="time", depart="2026-12-01T08:00+05:00")
    assert found.spans[1][1].isoformat() == "2027-02-01T12:00:00+05:00"
    far = silk(sailing("mon", valid_from="2028-02-01"))
    with pytest.raises(NoItineraryError, match="it goes again from 2028-02-01"):
        route(far, "kz-port", "az-port", minimize="time", depart="2026-12-01T08:00+05:00")


def test_too_few_hours_are_named_with_the_earliest_arrival():
    network = silk(sailing("mon"))
    with pytest.raises(NoItineraryError, match=r"the earliest arrival is .* at most 100 h") as caught:
        route(network, "cn-east", "ge-town", minimize="time", max_hours=100, depart="2026-12-01T08:00+08:00")
    assert caught.value.blocking == ("--max-hours",)
    hours = route(network, "cn-east", "ge-town", minimize="time", depart="2026-12-01T08:00+08:00").hours
    enough = route(network, "cn-east", "ge-town", minimize="time", max_hours=hours, depart="2026-12-01T08:00+08:00")
    assert enough.hours == hours


def test_other_bounds_hold_in_time_too(reference: Network):
    options = {"minimize": "time", "depart": "2026-06-01T08:00+08:00"}
    free = route(reference, "Xi'an", "Istanbul", **options)
    cheaper = route(reference, "Xi'an", "Istanbul", max_cost_usd=free.cost_usd - 1000, **options)
    assert cheaper.cost_usd <= free.cost_usd - 1000
    today = route(reference, "Xi'an", "Istanbul", minimize="time", on="2026-06-01", max_cost_usd=free.cost_usd - 1000)
    assert cheaper.hours == today.hours
    with pytest.raises(NoItineraryError):
        route(reference, "Xi'an", "Istanbul", max_cost_usd=10, **options)


@pytest.mark.parametrize(
    ("depart", "hint"),
    [
        ("2026-12-03T08:00", r"say the offset; by the clocks of .* 2026-12-03T08:00\+08:00"),
        ("2026-12-03", r"say the offset"),
        (datetime(2026, 12, 3, 8, 0), r"\+08:00"),  # noqa: DTZ001 - that it is naive is the point
        ("soon", "write date, time and offset"),
        ("1887-01-01T00:00+08:00", "2000 to 2099"),
        ("2026-13-01T00:00Z", "write date"),
    ],
)
def test_a_departure_that_cannot_be_told_is_refused_with_a_hint(depart: object, hint: str):
    with pytest.raises(QueryError, match=hint):
        route(silk(), "cn-east", "ge-town", depart=depart)


def test_a_date_beside_a_departure_must_be_its_own_by_the_clocks_of_the_origin():
    asked = {"minimize": "time", "depart": "2026-12-02T23:30Z"}
    assert route(silk(), "cn-east", "ge-town", on="2026-12-03", **asked).spans[0][0].day == 3
    with pytest.raises(QueryError, match="the departure is on 2026-12-03"):
        route(silk(), "cn-east", "ge-town", on="2026-12-02", **asked)


def test_an_instant_may_be_told_by_any_offset():
    one = route(silk(sailing("mon")), "cn-east", "ge-town", depart="2026-12-03T08:00+08:00")
    other = route(silk(sailing("mon")), "cn-east", "ge-town", depart="2026-12-03T00:00Z")
    assert one.to_dict() == other.to_dict()


def test_the_wait_is_that_of_the_month_of_arrival_at_the_port(reference: Network):
    def waited(depart: str) -> float:
        found = route(reference, "Aktau", "Alat", minimize="cost", modes=["sea"], depart=depart)
        return next(step.hours for step in found.transfers if step.kind == "waiting")

    assert waited("2026-09-01T08:00+05:00") == 60
    october, november = 60 + 0.32 * 48, 60 + 0.37 * 48
    assert waited("2026-10-15T08:00+05:00") == pytest.approx(october, abs=0.01)
    assert waited("2026-10-31T23:00+05:00") == pytest.approx(november, abs=0.01)  # loading ends in November
    assert 60 < waited("2027-02-26T20:00+05:00") < october, "a few hours before March it waits for that"


def test_of_all_that_arrive_first_the_cheapest_is_given():
    slow_but_cheap = replace(silk_world(), hops=(*silk_world().hops, _road()), changes=(*silk_world().changes, _lift()))
    network = replace(network_of(slow_but_cheap), timetables={"svc-caspian": (sailing("mon"),)})
    undated = route(network, "kz-gate", "az-port", minimize="time")
    assert [leg.mode for leg in undated.legs] == ["road", "sea"]
    dated = route(network, "kz-gate", "az-port", minimize="time", depart="2026-12-01T08:00+05:00")
    assert [leg.mode for leg in dated.legs] == ["rail", "sea"]  # both are in time for Monday


def _road():
    from support.worlds import ROAD, Hop

    return Hop("road-kz", "kz-gate", "kz-port", ROAD, "KZ", 3000, 2000, 4000)


def _lift():
    from support.worlds import ROAD, SHIP, Change

    return Change("tx-kz-road", "kz-port", "transshipment", ROAD, SHIP, 1440, 120)


def test_a_link_with_hours_is_waited_for_on_a_line_of_its_own():
    night = Timetable("road-ge", ("mon", "tue", "wed", "thu", "fri"), "22:00", "05:00", source_id="estimate")
    network = replace(network_of(silk_world()), timetables={"road-ge": (night,)})
    found = route(network, "ge-city", "ge-town", minimize="time", depart="2026-12-05T00:30+04:00")
    wait, leg = found.steps[1], found.steps[2]
    assert (wait.kind, wait.subject, wait.label) == ("waiting", "road-ge", "hours of opening")
    assert found.spans[2][0].isoformat() == "2026-12-07T22:00:00+04:00"  # Saturday morning is too late for Friday's
    assert leg.hours == 2
    in_time = route(network, "ge-city", "ge-town", minimize="time", depart="2026-12-04T20:00+04:00")
    assert in_time.spans[1][0].isoformat() == "2026-12-05T02:00:00+04:00"
    assert [step.kind for step in in_time.transfers] == ["loading", "unloading"]


def test_other_criteria_are_followed_forward_and_say_so():
    network = silk(sailing("mon"))
    found = route(network, "cn-east", "ge-town", minimize="cost", depart="2026-12-01T08:00+08:00")
    assert found.remarks[0] == "Best by cost without dates, then followed from the departure on."
    assert found.cost_usd == route(network, "cn-east", "ge-town", minimize="cost").cost_usd
    unknown = route(silk(), "cn-east", "ge-town", minimize="time", depart="2026-12-01T08:00+08:00")
    assert unknown.remarks == ("No timetable is known for Line svc-caspian: the expected wait is counted.",)
    known = route(network, "cn-east", "ge-town", minimize="time", depart="2026-12-01T08:00+08:00")
    missed = "The range counts no missed departure of Line svc-caspian; `corridor reliability --depart` does."
    assert known.remarks == (missed,)


def test_clocks_that_change_leave_the_local_hour_of_departure_as_it_is():
    weekly = Timetable("svc", ("sat", "sun"), "08:00")
    first = minute_of(datetime(2027, 3, 26, tzinfo=UTC))
    made = sailings([weekly], ROME, first, first + 10 * 1440)
    local = [instant_of(minute, ROME).isoformat() for minute in made.departs]
    assert local[:2] == ["2027-03-27T08:00:00+01:00", "2027-03-28T08:00:00+02:00"]
    assert made.departs[1] - made.departs[0] == 23 * 60


def test_a_night_with_a_change_of_clocks_is_as_long_as_it_is():
    first = minute_of(datetime(2027, 3, 26, tzinfo=UTC))
    night = windows([Timetable("link", ("sat",), "22:00", "05:00")], ROME, first, first + 5 * 1440, 60)
    assert night.closes[0] - night.opens[0] == 6 * 60
    autumn = minute_of(datetime(2027, 10, 29, tzinfo=UTC))
    longer = windows([Timetable("link", ("sat",), "22:00", "05:00")], ROME, autumn, autumn + 5 * 1440, 60)
    assert longer.closes[0] - longer.opens[0] == 8 * 60


def test_arrival_in_budapest_is_by_its_clocks_before_and_after_the_change(reference: Network):
    winter = route(reference, "Istanbul", "Budapest", minimize="time", depart="2027-03-01T08:00+03:00")
    summer = route(reference, "Istanbul", "Budapest", minimize="time", depart="2027-04-01T08:00+03:00")
    assert winter.spans[-1][1].utcoffset() == timedelta(hours=1)
    assert summer.spans[-1][1].utcoffset() == timedelta(hours=2)
    assert summer.spans[-1][1].hour == (winter.spans[-1][1] + timedelta(hours=1)).hour


@pytest.mark.parametrize(
    ("place", "when", "hours"),
    [
        ("kz-almaty", "2026-12-01", 5), ("kz-aktau", "2026-12-01", 5), ("kz-almaty", "2024-02-29", 6),
        ("kz-almaty", "2024-03-01", 5), ("cn-xian", "2026-12-01", 8), ("cn-urumqi", "2026-12-01", 8),
        ("tr-kars", "2026-12-01", 3), ("tr-kars", "2026-07-01", 3), ("ir-tehran", "2026-07-01", 3.5),
        ("hu-budapest", "2026-12-01", 1), ("hu-budapest", "2026-07-01", 2), ("ru-omsk", "2026-12-01", 6),
        ("ru-samara", "2026-12-01", 4), ("ru-kazan", "2026-12-01", 3), ("ru-yekaterinburg", "2026-12-01", 5),
        ("ru-zabaikalsk", "2026-12-01", 9), ("ru-irkutsk", "2026-12-01", 8), ("az-baku", "2026-12-01", 4),
    ],
)  # fmt: skip
def test_the_zone_of_a_place(reference: Network, place: str, when: str, hours: float):
    node = next((node for name, node in reference.nodes.items() if name.startswith(place)), None)
    if node is None:
        pytest.skip(f"{place} is not in the network")
    zone = zone_of(node)
    assert datetime.fromisoformat(when).replace(hour=12, tzinfo=zone).utcoffset() == timedelta(hours=hours)


def test_a_country_without_a_known_zone_goes_by_its_longitude(reference: Network):
    node = reference.nodes["kz-aktau"]._replace(country="QQ", lon=-74.0)
    assert datetime(2026, 1, 1, tzinfo=zone_of(node)).utcoffset() == timedelta(hours=-5)


def test_every_place_of_the_network_has_a_zone_of_its_country(reference: Network):
    for node in reference.nodes.values():
        assert "UTC" not in str(zone_of(node)), node.node_id


def test_without_zone_data_a_departure_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch):
    from zoneinfo import ZoneInfoNotFoundError

    def missing(name: str) -> None:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr("corridor.model.zones._zone", missing)
    with pytest.raises(QueryError, match="tzdata"):
        route(silk(), "cn-east", "ge-town", depart="2026-12-01T08:00+08:00")


def test_months_begin_at_local_midnight():
    zone = ZoneInfo("Asia/Almaty")
    first = minute_of(datetime(2026, 11, 23, tzinfo=UTC))
    starts = month_starts(zone, first, first + 60 * 1440)
    assert [month for _, month in starts] == [11, 12, 1]
    assert instant_of(starts[1][0]).isoformat() == "2026-11-30T19:00:00+00:00"


def test_a_window_that_opened_yesterday_is_still_open():
    night = Timetable("link", ("sat",), "22:00", "05:00")
    sunday = minute_of(datetime(2026, 12, 6, 1, 0, tzinfo=UTC))
    made = windows([night], UTC, sunday, sunday + 1440, 60)
    assert made.arrive(sunday) == sunday + 60


def test_a_departure_by_the_end_of_the_day_is_still_to_come_at_midnight():
    by_the_end = Timetable("svc", ("sat",), "")
    sunday = minute_of(datetime(2026, 12, 6, tzinfo=UTC))
    assert sailings([by_the_end], UTC, sunday, sunday + 1440).departs == (sunday,)


@pytest.mark.parametrize(("modes", "via"), [(["rail"], ["Poti"]), (["rail", "sea"], ["Aktau"]), (["road"], ["Mersin"])])
def test_a_port_is_passed_by_land_where_it_cannot_be_by_sea(reference: Network, modes: list[str], via: list[str]):
    pairs = {"Poti": ("Tbilisi", "Batumi"), "Aktau": ("Almaty", "Baku"), "Mersin": ("Kars", "Ankara")}
    options = {"modes": modes, "via": via, "minimize": "time"}
    today = route(reference, *pairs[via[0]], on="2026-06-01", **options)
    dated = route(reference, *pairs[via[0]], depart="2026-06-01T00:00Z", **options)
    assert dated.link_ids == today.link_ids


def test_seasonal_arcs_are_in_each_month_what_the_whole_network_has_then(reference: Network):
    query = make_query(reference, "Almaty", "Istanbul", on="2026-01-15")
    seasonal = SeasonalArcs(reference, query)
    for month in range(1, 13):
        whole = priced_graph(reference, replace(query, on=query.on.replace(month=month))).arcs  # type: ignore[union-attr]
        assert seasonal.in_month(month) == {key_of(arc): arc for arc in whole if arc.subject in seasonal.subjects}


def test_a_scenario_that_changes_how_often_a_service_sails_leaves_its_timetable_out(reference: Network):
    to_iran, other = "svc-kz-aktau-ir-amirabad-general_cargo", "svc-kz-aktau-az-alat-feeder"
    rows = {name: (Timetable(name, ("mon",), "12:00"),) for name in (to_iran, other)}
    changed = apply_scenario(replace(reference, timetables=rows), "iran-open")
    assert set(changed.timetables) == {other}


@pytest.mark.parametrize(
    ("ends", "sails", "arrives"),
    [(("Batumi", "Burgas"), "Mon", "Thu"), (("Burgas", "Batumi"), "Fri", "Mon")],
)
@pytest.mark.parametrize("day", range(1, 8))
def test_the_drujba_leaves_each_port_on_its_own_day(
    reference: Network, ends: tuple[str, str], sails: str, arrives: str, day: int
):
    """From Burgas late on Friday, from Batumi late on Monday, three nights at sea (roadtriplove.de)."""
    found = route(
        reference, *ends, Consignment.of("truck"), avoid=["TR"], minimize="time", depart=f"2026-12-{day:02}T06Z"
    )
    (sea,) = [span for leg, span in zip(found.steps, found.spans, strict=True) if getattr(leg, "mode", "") == "sea"]
    left, reached = (moment - timedelta(minutes=1) for moment in sea)
    assert f"{left:%a}" == sails
    assert f"{reached:%a}" == arrives
