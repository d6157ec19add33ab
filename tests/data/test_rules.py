"""Each rule of the linter has a fault that it and no other rule objects to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

import corridor as cr
from corridor.data.checks import RULES, check_network
from corridor.data.checks.lengths import geodesic_km
from corridor.data.format import cell
from tests.data.builder import (
    FEEDER,
    FERRY,
    PLACES,
    PLANNED,
    ROAD,
    SOURCED,
    TinyNetwork,
    border,
    straight_line,
    tiny,
    transfer,
)

TBILISI_KARS = "rail-ge-tbilisi-tr-kars"
Fault = Callable[[TinyNetwork], None]
FAULTS: dict[str, list[Fault]] = {}
NEXT_YEAR = str(datetime.now(UTC).year + 1)
STRUCTURAL = {"N303", "N304", "N305"}
"""Rules without which a network cannot be built; they stand beside the registry (N301 and N302: test_bad_inputs)."""


def fault(code: str) -> Callable[[Fault], Fault]:
    def register(function: Fault) -> Fault:
        FAULTS.setdefault(code, []).append(function)
        return function

    return register


def place(net: TinyNetwork, node_id: str, lon: float, lat: float, name: str = "") -> None:
    country = node_id[:2].upper()
    net.add(
        "node", node_id=node_id, name=name or node_id, country=country, node_type="city", x_coord=cell(lon),
        y_coord=cell(lat), **SOURCED,
    )  # fmt: skip


def short_road(net: TinyNetwork, tail: str, head: str, country: str, **cells: str) -> None:
    defaults = {
        "link_id": f"road-{tail}-{head}", "from_node_id": tail, "to_node_id": head, "directed": "0", "mode": "road",
        "line_class": "local", "length_km": "2.5", "country": country, "carried_on": "truck", "cargo": "container",
        "status": "open", **SOURCED,
    }  # fmt: skip
    net.add("link", **(defaults | cells))


def great_circle(link_id: str, net: TinyNetwork) -> float:
    link = net.row("link", link_id=link_id)
    return geodesic_km([PLACES[link["from_node_id"]][3:], PLACES[link["to_node_id"]][3:]])


@fault("N401")
def shorter_than_the_great_circle(net: TinyNetwork) -> None:
    net.row("link", link_id=TBILISI_KARS)["length_km"] = cell(round(great_circle(TBILISI_KARS, net) / 1.01, 2))


@fault("N402")
def a_detour_without_a_word(net: TinyNetwork) -> None:
    start, end = PLACES["ge-tbilisi"][3:], PLACES["tr-kars"][3:]
    line = straight_line(start, (46.5, 39.7)) + straight_line((46.5, 39.7), end)[1:]
    net.geometry[TBILISI_KARS] = line
    net.row("link", link_id=TBILISI_KARS)["length_km"] = cell(round(geodesic_km(line) * 1.05, 1))


@fault("N403")
def drawn_too_short(net: TinyNetwork) -> None:
    net.row("link", link_id=TBILISI_KARS)["length_km"] = cell(round(great_circle(TBILISI_KARS, net) * 1.3, 1))


@fault("N404")
def drawn_past_the_node(net: TinyNetwork) -> None:
    lon, lat = net.geometry[TBILISI_KARS][-1]
    net.geometry[TBILISI_KARS][-1] = (lon, lat + 0.02)


@fault("N405")
def not_drawn(net: TinyNetwork) -> None:
    del net.geometry[TBILISI_KARS]


@fault("N406")
def drawn_for_nobody(net: TinyNetwork) -> None:
    net.geometry["nobody"] = [(1.0, 2.0), (3.0, 4.0)]


@fault("N407")
def two_points_across_a_continent(net: TinyNetwork) -> None:
    line = net.geometry["rail-cn-xian-cn-horgos"]
    net.geometry["rail-cn-xian-cn-horgos"] = [line[0], line[-1]]


@fault("N408")
def two_places_at_one_point(net: TinyNetwork) -> None:
    place(net, "az-alat-port", *PLACES["az-alat"][3:])
    short_road(net, "az-alat", "az-alat-port", "AZ")


@fault("N409")
def a_self_loop(net: TinyNetwork) -> None:
    short_road(net, "az-alat", "az-alat", "AZ")


@fault("N303")
def a_road_that_carries_wagons(net: TinyNetwork) -> None:
    net.copy("link", net.row("link", link_id=ROAD), link_id="road-2", carried_on="wagon", geometry_id=ROAD)
    border(net, "road-2", "ge-tbilisi", "tr-kars")


@fault("N303")
def a_road_with_a_gauge(net: TinyNetwork) -> None:
    net.copy("link", net.row("link", link_id=ROAD), link_id="road-2", gauge_mm="1435", geometry_id=ROAD)
    border(net, "road-2", "ge-tbilisi", "tr-kars")


@fault("N303")
def a_railway_without_a_gauge(net: TinyNetwork) -> None:
    net.copy(
        "link", net.row("link", link_id=TBILISI_KARS), link_id="rail-2", gauge_mm="", geometry_id=TBILISI_KARS
    )  # fmt: skip
    border(net, "rail-2", "ge-tbilisi", "tr-kars")


@fault("N412")
def gauges_meet_and_nothing_changes_them(net: TinyNetwork) -> None:
    net.drop("transfer", transfer_id="gc-ge-tbilisi")


@fault("N304")
def a_gauge_change_onto_the_road(net: TinyNetwork) -> None:
    net.row("transfer", transfer_id="tx-ge-tbilisi")["kind"] = "gauge_change"


@fault("N304")
def a_transfer_that_leads_nowhere(net: TinyNetwork) -> None:
    net.row("transfer", transfer_id="tx-ge-tbilisi")["to_state"] = ""


@fault("N305")
def a_rival_service(net: TinyNetwork) -> None:
    net.copy("service", net.row("service", service_id="svc-ferry"), service_id="svc-rival")


@fault("N305")
def a_rival_border(net: TinyNetwork) -> None:
    net.copy("transfer", net.row("transfer", transfer_id=f"bd-{TBILISI_KARS}-tr"), transfer_id="bd-rival")


@fault("N414")
def a_transfer_to_a_road_that_is_not_there(net: TinyNetwork) -> None:
    transfer(net, "tx-kz-altynkol", "kz-altynkol", "transshipment", "rail/1520", "road")


@fault("N421")
def a_border_open_one_way_only(net: TinyNetwork) -> None:
    net.drop("transfer", transfer_id=f"bd-{TBILISI_KARS}-tr")


@fault("N422")
def a_border_inside_a_country(net: TinyNetwork) -> None:
    row = net.row("transfer", transfer_id=f"bd-{TBILISI_KARS}-tr")
    net.copy("transfer", row, transfer_id="bd-xian", link_id="rail-cn-xian-cn-horgos", node_id="cn-xian")


@fault("N422")
def a_border_of_no_link(net: TinyNetwork) -> None:
    net.copy("transfer", net.row("transfer", transfer_id=f"bd-{TBILISI_KARS}-tr"), transfer_id="bd-2", link_id="")


@fault("N423")
def an_id_of_another_country(net: TinyNetwork) -> None:
    place(net, "az-gardabani", 44.84, 41.71)
    net.row("node", node_id="az-gardabani")["country"] = "GE"
    short_road(net, "az-gardabani", "ge-tbilisi", "GE")


@fault("N424")
def a_link_in_a_country_far_away(net: TinyNetwork) -> None:
    net.row("link", link_id="rail-cn-xian-cn-horgos")["country"] = "TR"


@fault("N424")
def a_railway_on_the_high_seas(net: TinyNetwork) -> None:
    net.row("link", link_id="rail-cn-xian-cn-horgos")["country"] = "XZ"


@fault("N425")
def restricted_and_nobody_says_why(net: TinyNetwork) -> None:
    net.row("link", link_id=ROAD)["advisory_ids"] = ""


@fault("N426")
def restricted_and_nobody_says_when(net: TinyNetwork) -> None:
    net.row("link", link_id=ROAD)["status_as_of"] = ""


@fault("N426")
def planned_and_nobody_says_who_says_so(net: TinyNetwork) -> None:
    net.row("link", link_id=PLANNED)["status_source_id"] = ""


@fault("N427")
def planned_for_no_year(net: TinyNetwork) -> None:
    net.row("link", link_id=PLANNED)["opens"] = ""


@fault("N427")
def planned_for_a_year_after_the_latest(net: TinyNetwork) -> None:
    net.row("link", link_id=PLANNED)["opens"] = "2033"


@fault("N428")
def a_place_in_another_country(net: TinyNetwork) -> None:
    there = (56.0, 40.5)
    place(net, "kz-lost", *there)
    net.geometry["road-lost"] = straight_line(PLACES["kz-aktau"][3:], there)
    km = cell(round(geodesic_km([PLACES["kz-aktau"][3:], there]) * 1.05, 1))
    short_road(net, "kz-aktau", "kz-lost", "KZ", link_id="road-lost", length_km=km)


@fault("N431")
def a_low_end_above_the_value(net: TinyNetwork) -> None:
    net.row("running_time", link_id=FERRY)["low"] = "26.5"


@fault("N431")
def a_high_end_below_the_value(net: TinyNetwork) -> None:
    net.row("service", service_id="svc-ferry")["departures_high"] = "2.5"


@fault("N432")
def an_estimate_without_a_high_end(net: TinyNetwork) -> None:
    net.row("speed", mode="road")["high"] = ""


@fault("N432")
def an_estimated_length_without_a_range(net: TinyNetwork) -> None:
    net.row("link", link_id=TBILISI_KARS)["confidence"] = "C"


@fault("N433")
def a_price_of_long_ago(net: TinyNetwork) -> None:
    net.row("tariff", mode="rail", cargo_unit="feu")["as_of"] = "2009-05"


@fault("N434")
def a_figure_from_the_future(net: TinyNetwork) -> None:
    net.row("node", node_id="kz-aktau")["as_of"] = NEXT_YEAR


@fault("N434")
def an_advisory_checked_tomorrow(net: TinyNetwork) -> None:
    net.row("advisory", advisory_id="road-works")["checked_on"] = f"{NEXT_YEAR}-01-01"


@fault("N435")
def a_status_that_nobody_checked_again(net: TinyNetwork) -> None:
    net.row("link", link_id=ROAD)["status_as_of"] = "2019"


@fault("N436")
def a_dwell_in_days(net: TinyNetwork) -> None:
    net.row("dwell", kind="border")["unit"] = "d"


@fault("N436")
def a_tariff_in_tenge(net: TinyNetwork) -> None:
    net.row("tariff", mode="rail", cargo_unit="teu")["unit"] = "KZT/teu-km"


@fault("N436")
def a_speed_in_miles(net: TinyNetwork) -> None:
    net.row("speed", mode="rail")["unit"] = "mph"


@fault("N436")
def a_charge_by_the_box(net: TinyNetwork) -> None:
    net.row("charge", cargo_unit="feu")["unit"] = "USD/box"


@fault("N436")
def a_factor_in_kilograms(net: TinyNetwork) -> None:
    net.row("emission_factor", mode="road")["unit"] = "kgCO2e/tkm"


@fault("N437")
def a_source_for_nothing(net: TinyNetwork) -> None:
    net.copy("source", net.row("source", source_id="agency"), source_id="uncited")


@fault("N438")
def a_source_that_cannot_be_found(net: TinyNetwork) -> None:
    net.row("source", source_id="agency")["url"] = ""


@fault("N441")
def a_train_like_a_bullet(net: TinyNetwork) -> None:
    net.row("speed", mode="rail")["high"] = "190"


@fault("N441")
def a_crossing_in_days_instead_of_hours(net: TinyNetwork) -> None:
    net.row("running_time", link_id=FERRY).update(value="1.1", low="1", high="1.5")


@fault("N442")
def a_price_a_hundred_times_too_high(net: TinyNetwork) -> None:
    net.row("tariff", mode="rail", cargo_unit="feu").update(value="60", high="90")


@fault("N442")
def a_charge_like_a_ransom(net: TinyNetwork) -> None:
    net.row("charge", cargo_unit="feu").update(value="9999", high="9999")


@fault("N443")
def a_border_that_takes_a_year(net: TinyNetwork) -> None:
    net.row("dwell", kind="border").update(value="9999", high="9999")


@fault("N444")
def a_factor_a_thousand_times_too_high(net: TinyNetwork) -> None:
    net.row("emission_factor", mode="rail").update(value="25000", high="30000")


@fault("N445")
def a_ship_that_never_sails(net: TinyNetwork) -> None:
    net.drop("service", service_id="svc-feeder")


@fault("N446")
def a_mode_without_a_speed(net: TinyNetwork) -> None:
    net.drop("speed", mode="road")


@fault("N451")
def an_island(net: TinyNetwork) -> None:
    place(net, "kz-one", 70.0, 50.0)
    place(net, "kz-two", 70.01, 50.01)
    short_road(net, "kz-one", "kz-two", "KZ")


@fault("N452")
def a_place_of_the_future(net: TinyNetwork) -> None:
    place(net, "tr-one", 43.1, 40.61)
    said = {"status": "planned", "opens": "2030", "status_as_of": "2026-10", "status_source_id": "agency"}
    short_road(net, "tr-kars", "tr-one", "TR", **said)


@fault("N453")
def a_place_without_a_link(net: TinyNetwork) -> None:
    place(net, "kz-one", 70.0, 50.0)


@fault("N454")
def a_name_twice(net: TinyNetwork) -> None:
    place(net, "kz-aktau-port", 51.18, 43.67, "AKTAU")
    short_road(net, "kz-aktau", "kz-aktau-port", "KZ")


@fault("N461")
def a_number_with_a_needless_zero(net: TinyNetwork) -> None:
    net.row("link", link_id=FEEDER)["length_km"] += "0"


@fault("N471")
def a_departure_that_ends(net: TinyNetwork) -> None:
    net.row("timetable", subject="svc-ferry")["ends"] = "19:00"


@fault("N471")
def hours_of_opening_without_an_end(net: TinyNetwork) -> None:
    net.row("timetable", subject=ROAD)["ends"] = ""


@fault("N471")
def hours_of_opening_of_no_length(net: TinyNetwork) -> None:
    net.row("timetable", subject=ROAD)["ends"] = "22:00"


@fault("N471")
def a_cut_off_of_a_road(net: TinyNetwork) -> None:
    net.row("timetable", subject=ROAD)["cutoff_hours"] = "2"


@fault("N471")
def days_out_of_order(net: TinyNetwork) -> None:
    net.row("timetable", subject="svc-ferry")["days"] = "thu mon"


@fault("N411")
def two_roads_that_part_without_a_junction(net: TinyNetwork) -> None:
    aktau = (
        float(net.row("node", node_id="kz-aktau")["x_coord"]),
        float(net.row("node", node_id="kz-aktau")["y_coord"]),
    )
    for end, latitude in (("kz-north", 44.2), ("kz-south", 43.2)):
        place(net, end, 53.3, latitude)
        line = (*straight_line(aktau, (52.3, 43.7)), (53.3, latitude))
        short_road(net, "kz-aktau", end, "KZ", length_km=f"{geodesic_km(line) * 1.05:.0f}")
        net.geometry[f"road-kz-aktau-{end}"] = line


@fault("N471")
def a_validity_that_ends_before_it_begins(net: TinyNetwork) -> None:
    net.row("timetable", subject="svc-ferry").update(valid_from="2026-10-01", valid_to="2026-09-30")


@fault("N474")
def days_of_departure_from_both_ends(net: TinyNetwork) -> None:
    net.row("link", link_id=net.row("service", service_id="svc-ferry")["link_id"])["directed"] = "0"


@fault("N473")
def a_timetable_that_waits_to_be_full(net: TinyNetwork) -> None:
    net.row("service", service_id="svc-feeder")["units_to_fill"] = "150"


@fault("N472")
def a_closure_without_a_chance(net: TinyNetwork) -> None:
    net.row("dwell", activity="closure")["chance"] = ""


@fault("N472")
def a_closure_that_nobody_meets(net: TinyNetwork) -> None:
    net.row("dwell", activity="closure")["chance"] = "0"


@fault("N472")
def a_closure_of_the_whole_year(net: TinyNetwork) -> None:
    net.row("dwell", activity="closure")["months"] = ""


@fault("N472")
def a_closure_of_a_transfer(net: TinyNetwork) -> None:
    net.row("dwell", activity="closure")["subject"] = "tx-kz-aktau"


@fault("N472")
def a_wait_with_a_chance(net: TinyNetwork) -> None:
    net.row("dwell", subject="svc-ferry", activity="waiting")["chance"] = "0.5"


CASES = [(code, function) for code, functions in FAULTS.items() for function in functions]


def named(value: object) -> str | None:
    return getattr(value, "__name__", None)


def test_the_tiny_network_is_beyond_reproach(net: TinyNetwork, tmp_path: Path):
    assert check_network(net.write(tmp_path / "net")) == []


@pytest.mark.parametrize(("code", "spoil"), CASES, ids=named)
def test_a_fault_is_found_by_just_the_rule_that_is_about_it(net: TinyNetwork, tmp_path: Path, code: str, spoil: Fault):
    spoil(net)
    found = check_network(net.write(tmp_path / "net"))
    assert {finding.code for finding in found} == {code}, "\n".join(map(str, found))
    severity = next((rule.severity for rule in RULES if rule.code == code), "error")
    for finding in found:
        assert finding.severity == severity
        assert finding.message
        assert finding.file.endswith((".csv", ".geojson"))


def test_every_rule_has_a_fault_that_triggers_it():
    assert {rule.code for rule in RULES} | STRUCTURAL == set(FAULTS)


def test_codes_of_rules_are_unique_and_their_sentences_say_something():
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert all(rule.sentence.endswith(".") and len(rule.sentence) > 20 for rule in RULES)


@pytest.mark.parametrize(("code", "spoil"), CASES, ids=named)
def test_a_network_with_any_of_these_faults_is_refused_or_answers(
    net: TinyNetwork, tmp_path: Path, code: str, spoil: Fault
):
    """Whoever skips `corridor network check` gets a typed error or an answer, never a traceback."""
    spoil(net)
    folder = net.write(tmp_path / "net")
    for origin, destination in (("cn-xian", "tr-kars"), ("tr-kars", "cn-xian")):
        for cargo in (cr.Consignment.feu(), cr.Consignment.truck(), cr.Consignment.bulk(100, "grain")):
            with suppress(cr.CorridorError):
                str(cr.route(cr.load_network(folder), origin, destination, cargo))


def test_all_faults_are_found_at_once(tmp_path: Path):
    compatible = ["N407", "N421", "N424", "N425", "N431", "N433", "N436", "N443", "N444", "N453"]
    net = tiny()
    for code in compatible:
        FAULTS[code][0](net)
    found = check_network(net.write(tmp_path / "net"))
    assert {finding.code for finding in found} >= set(compatible)
    ranks = [("error", "warning", "info").index(finding.severity) for finding in found]
    assert ranks == sorted(ranks), "errors come first"


def test_roads_that_part_are_in_order_where_another_road_joins_their_ends(net: TinyNetwork, tmp_path: Path):
    two_roads_that_part_without_a_junction(net)
    net.geometry["road-kz-north-kz-south"] = straight_line((53.3, 44.2), (53.3, 43.2))
    short_road(net, "kz-north", "kz-south", "KZ", length_km="115")
    assert check_network(net.write(tmp_path / "net")) == []
