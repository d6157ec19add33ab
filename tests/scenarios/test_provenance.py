"""A changed figure says who changed it, what it was, and in which scenario; an opened link warns."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import corridor as cr
from corridor.cli.app import run
from corridor.errors import QueryError
from corridor.model.network import Network
from corridor.scenarios.apply import altered
from corridor.scenarios.read import read_scenario
from tests.scenarios.overlays import HEAD, entry, write

BTK = "rail-az-boyukkesik-ge-gardabani"
SOURCE = '\n[[source]]\nsource_id = "my-word"\ntitle = "What I read"\npublisher = "Me"\nurl = "https://example.org/x"\n'


def mine(kind: str, /, **keys: object) -> str:
    return entry(kind, **keys).replace('source = "estimate"', 'source = "my-word"') + 'note = "As I was told"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    entries = [
        mine("link", id=BTK, hours=9, hours_low=6, hours_high=20),
        mine("dwell", kind="border", country="GE", from_mode="rail", activity="border_entry", multiply=0.5),
        mine("tariff", link_id=BTK, cargo_unit="feu", basis="per_km", add=True, set=3, unit="USD/feu-km"),
    ]
    return write(tmp_path, "mine", *entries, head=HEAD + SOURCE)


def test_explain_names_the_scenario_its_source_and_what_was_before(path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["explain", "Baku", "Kars", "--scenario", str(path), "--format", "csv"]) == 0
    rows = [row for row in csv.DictReader(io.StringIO(capsys.readouterr().out)) if "[scenario mine]" in row["key"]]
    by_item = {row["item"]: row for row in rows}
    assert set(by_item) == {"moving", "border_entry", "haulage"}
    assert {row["source"] for row in rows} == {"my-word"}
    assert by_item["moving"]["figure"] == "9.0"
    assert (by_item["moving"]["figure_low"], by_item["moving"]["figure_high"]) == ("6.0", "20.0")
    assert all("As I was told" in row["note"] for row in rows)
    assert "Before: " in by_item["border_entry"]["note"]
    assert "times 0.5" in by_item["border_entry"]["note"]
    assert by_item["haulage"]["note"].endswith("Not in the tables before.")
    assert run(["explain", "Baku", "Kars", "--scenario", str(path)]) == 0
    out = capsys.readouterr().out
    assert "my-word: What I read — Me" in out
    assert "https://example.org/x" in out
    assert "my-word B" in out


def test_a_product_has_the_weaker_of_two_confidences(path: Path, reference: Network):
    made, differences = altered(reference, [read_scenario(path)])
    before = dict(reference.parameters.dwells.items())
    changed = [item for item in differences if item.target.table == "dwell"]
    assert changed
    for item in changed:
        figure = dict(made.parameters.dwells.items())[item.target.key]
        old = before[item.target.key]
        assert figure.confidence == max("B", old.confidence)
        assert (figure.value, figure.low, figure.high) == (old.value / 2, old.low / 2, old.high / 2)


def test_an_opened_link_warns_on_every_itinerary_that_uses_it(tmp_path: Path, reference: Network):
    opened = write(tmp_path, "opened", mine("link", match=["rail-am-*", "rail-az-*"],
                   with_status=["planned", "under_construction"], status="open"), head=HEAD + SOURCE)  # fmt: skip
    world = cr.apply_scenario(reference, opened)
    best = cr.route(world, "Baku", "Nakhchivan", modes=["rail"], avoid=["GE", "TR"])
    told = [item for item in best.advisories if item.title == "Open only in scenario opened"]
    closed = [name for name in best.link_ids if reference.links[name].status not in {"open", "restricted"}]
    assert len(told) == len(closed) > 3
    text = next(str(item) for item in told if "rail-am-meghri-am-karchevan" in item.text)
    assert "is planned in the tables, expected 2031 (2028-12 to 2036) (checked 2026" in text
    assert "scenario opened takes it as open: As I was told (checked 2026; my-word)" in text


def test_a_date_says_how_sure_each_link_is_that_it_opens(reference: Network):
    best = cr.route(reference, "Baku", "Nakhchivan", modes=["rail"], avoid=["GE", "TR"], on="2032-06-01")
    (line,) = [item for item in best.advisories if "rail-am-meghri-am-karchevan" in item.text]
    link = reference.links["rail-am-meghri-am-karchevan"]
    assert "is planned; expected 2031 (2028-12 to 2036)." in line.text
    assert str(line).endswith(f"(checked {link.status_as_of}; {link.status_source_id})")


def test_a_scenario_that_delays_shuts_what_a_date_would_have_opened(tmp_path: Path, reference: Network):
    late = write(tmp_path, "late", entry("link", match="rail-a[mz]-*", with_status="planned", delay_months=24))
    world = cr.apply_scenario(reference, late)
    link = world.links["rail-am-meghri-am-karchevan"]
    assert (link.opens_early, link.opens, link.opens_late) == ("2030-12", "2033", "2038")
    wanted = {"modes": ["rail"], "avoid": ["GE", "TR"]}
    assert cr.route(reference, "Baku", "Nakhchivan", on="2032-06-01", **wanted)
    with pytest.raises(cr.NoItineraryError):
        cr.route(world, "Baku", "Nakhchivan", on="2032-06-01", **wanted)
    assert cr.route(world, "Baku", "Nakhchivan", on="2034-01-01", **wanted)


def test_what_is_expected_by_a_day_is_what_that_day_would_open(tmp_path: Path, reference: Network):
    day = "2030-12-31"
    due = write(tmp_path, "due", entry("link", expected_by=day, status="open"))
    world = cr.apply_scenario(reference, due)
    from corridor.planning.admit import usable_links
    from corridor.planning.query import Filters, _date

    assert usable_links(world, Filters()) == usable_links(reference, Filters(), _date(day))


def test_a_frequency_changes_the_published_wait_unless_that_is_set(tmp_path: Path, reference: Network):
    service = "svc-az-alat-kz-aktau-feeder"
    more = write(tmp_path, "more", entry("service", id=service, multiply_departures=2))
    sets = write(tmp_path, "sets", entry("service", id=service, wait_hours=5))
    shut = [key for key, _ in reference.parameters.dwells.of(service) if key[-1] == "closure"]
    rows = [key for key, _ in reference.parameters.dwells.of(service) if key[-1] == "waiting"]
    before, doubled = (dict(network.parameters.dwells.of(service)) for network in (
        reference, cr.apply_scenario(reference, more)))  # fmt: skip
    assert len(rows) >= 1
    for key in rows:
        assert doubled[key].value == before[key].value / 2
        assert "[scenario more]" in doubled[key].key
    both = dict(cr.apply_scenario(reference, f"{more}+{sets}").parameters.dwells.of(service))
    assert {both[key].value for key in rows} == {5.0}
    assert shut
    assert all(both[key] == before[key] for key in shut), "storms shut the ports as before"


def test_a_season_is_a_row_of_its_own(tmp_path: Path, reference: Network):
    keys = {"subject": "bd-rail-az-ge-boyukkesik", "activity": "border_exit", "months": "12 1 2"}
    subject = next(key[0] for key, _ in reference.parameters.dwells.items() if key[0].startswith("bd-rail-az-ge"))
    winter = write(tmp_path, "winter", entry("dwell", **keys | {"subject": subject}, add=True, set=99, unit="h"))
    world = cr.apply_scenario(reference, winter)
    in_winter, in_summer = (cr.route(world, "Baku", "Tbilisi", modes=["rail"], on=f"2026-{month}-10").hours
                            for month in ("12", "07"))  # fmt: skip
    assert in_summer == cr.route(reference, "Baku", "Tbilisi", modes=["rail"], on="2026-07-10").hours
    assert in_winter > in_summer + 80


def test_a_row_that_is_named_short_is_the_row_that_is_there(tmp_path: Path, reference: Network):
    """The row of a border has its kind in the table; leaving it out does not make a second row beside it."""
    key = next(key for key, _ in reference.parameters.dwells.items() if key[0] and key[1] and not key[6])
    named = {"subject": key[0], "activity": key[-1]} | ({"cargo": key[5]} if key[5] else {})
    one = write(tmp_path, "one", entry("dwell", **named, add=True, set=77, unit="h"))
    world = cr.apply_scenario(reference, one)
    assert len(world.parameters.dwells) == len(reference.parameters.dwells)
    assert dict(world.parameters.dwells.items())[key].value == 77


def test_factors_apply_to_what_was_set_whatever_the_order(tmp_path: Path, reference: Network):
    one = write(tmp_path, "one", entry("parameter", parameter="carbon_price_usd_per_tonne", multiply=1.1))
    two = write(tmp_path, "two", entry("parameter", parameter="carbon_price_usd_per_tonne", set=100, unit="USD/tCO2e"),
                entry("parameter", "late", parameter="carbon_price_usd_per_tonne", multiply=3))  # fmt: skip
    for text in (f"{one}+{two}", f"{two}+{one}"):
        figure = cr.apply_scenario(reference, text).parameters.value("carbon_price_usd_per_tonne")
        assert figure.value == 330.0
        assert figure.key.endswith("[scenario two+one]")


def test_a_network_in_a_scenario_says_so_and_takes_no_second(path: Path, reference: Network):
    world = cr.apply_scenario(reference, path)
    assert (reference.scenario, world.scenario) == ("baseline", "mine")
    assert cr.route(world, "Baku", "Kars").scenario == "mine"
    with pytest.raises(QueryError, match="joined by"):
        cr.apply_scenario(world, path)
    with pytest.raises(QueryError, match="apply_scenario"):
        cr.route(reference, "Baku", "Kars", scenario="mine")


def test_show_is_a_diff_with_sources_ranges_and_notes(path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["scenario", "show", str(path)]) == 0
    out = capsys.readouterr().out
    assert "As I was told" in out
    assert "→ 9 (6–20) h" in out
    assert "not there" not in out.split("tariff")[0]
    assert run(["scenario", "show", str(path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["scenario"] == "mine"
    assert document["sources"][0]["source_id"] == "my-word"
    (time,) = [item for item in document["differences"] if item["table"] == "running_time"]
    assert time["after"] == {"value": 9.0, "low": 6.0, "high": 20.0, "unit": "h"}
    assert (time["source"], time["lever"], time["entries"][0]["line"]) == ("my-word", "mine:link", 10)
    (added,) = [item for item in document["differences"] if item["table"] == "tariff"]
    assert added["before"] is None


def test_a_node_that_opens_leaves_what_is_in_use_as_it_is(tmp_path: Path, reference: Network):
    """At Julfa the line into Iran is restricted, and that to Ordubad is being built."""
    path = write(tmp_path, "julfa", entry("node", id="az-julfa", status="open"))
    world, differences = altered(reference, [read_scenario(path)])
    assert [item.target.key[0] for item in differences] == ["rail-az-ordubad-az-julfa"]
    assert world.links["rail-ir-jolfa-az-julfa"].status == "restricted"
    assert world.links["rail-az-ordubad-az-julfa"].status == "open"


def test_a_restricted_link_that_is_taken_as_open_was_in_use_before(tmp_path: Path, reference: Network):
    path = write(tmp_path, "calm", entry("link", country="IR", with_status="restricted", status="open"))
    world = cr.apply_scenario(reference, path)
    assert world.links["rail-ir-jolfa-az-julfa"].advisory_ids == reference.links["rail-ir-jolfa-az-julfa"].advisory_ids
    assert world.advisories == reference.advisories
