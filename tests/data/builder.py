"""A tiny, complete and sound network of seven places from China to Türkiye, to be spoilt by the tests.

`tiny()` gives its tables as text cells and its drawn lines; `write()` puts a folder on disk in canonical
form.  `check_network` finds nothing at all in it, so that whatever it finds later comes from the spoiling.
"""

from __future__ import annotations

import csv
import io
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corridor.data.checks.lengths import geodesic_km
from corridor.data.column import fields_of
from corridor.data.format import canonical_geometry, cell
from corridor.data.tables import GEOMETRY_FILE, TABLES, Table, table

Row = dict[str, str]
Point = tuple[float, float]
Line = list[Point]

PLACES: dict[str, tuple[str, str, str, float, float]] = {
    "cn-xian": ("Xi'an", "CN", "city", 108.94, 34.27),
    "cn-horgos": ("Horgos", "CN", "border_crossing", 80.42, 44.21),
    "kz-altynkol": ("Altynkol", "KZ", "border_crossing", 80.25, 44.26),
    "kz-aktau": ("Aktau", "KZ", "seaport", 51.17, 43.66),
    "az-alat": ("Alat", "AZ", "seaport", 49.4, 39.95),
    "ge-tbilisi": ("Tbilisi", "GE", "city", 44.83, 41.72),
    "tr-kars": ("Kars", "TR", "city", 43.09, 40.6),
}
CHECKED = "2026-10"
SOURCED = {"as_of": CHECKED, "source_id": "agency", "confidence": "A"}
ESTIMATED = {"as_of": CHECKED, "source_id": "estimate", "confidence": "C"}
ALL_CARGO = "container bulk crude truck"

FERRY, FEEDER = "sea-kz-aktau-az-alat-rail_ferry", "sea-kz-aktau-az-alat-feeder"
PLANNED = "rail-az-alat-tr-kars"
ROAD = "road-ge-tbilisi-tr-kars"


@dataclass
class TinyNetwork:
    """The tables as rows of text cells, and the drawn lines."""

    tables: dict[str, list[Row]]
    geometry: dict[str, Line]

    def row(self, name: str, /, **cells: str) -> Row:
        """Give the one row of a table that has these cells."""
        found = [row for row in self.tables[name] if all(row[key] == text for key, text in cells.items())]
        assert len(found) == 1, f"{len(found)} rows of {name} have {cells}"
        return found[0]

    def first(self, name: str) -> Row:
        """Give the first row of a table in file order."""
        return _sorted(table(name), self.tables[name])[0]

    def add(self, name: str, /, **cells: str) -> Row:
        """Add a row; what is not said is empty."""
        made = {field.name: "" for field in fields_of(table(name).row_class)}
        unknown = set(cells) - set(made)
        assert not unknown, f"{name} has no column {unknown}"
        made |= cells
        self.tables[name].append(made)
        return made

    def copy(self, name: str, row: Row, /, **changed: str) -> Row:
        """Add a copy of a row with some cells changed."""
        return self.add(name, **(row | changed))

    def drop(self, name: str, /, **cells: str) -> None:
        """Remove the one row that has these cells."""
        self.tables[name].remove(self.row(name, **cells))

    def line_of(self, name: str, row: Row) -> int:
        """Give the line of the file on which a row will stand (rows of one line only)."""
        ordered = _sorted(table(name), self.tables[name])
        return next(number for number, item in enumerate(ordered, 2) if item is row)

    def write(self, folder: Path) -> Path:
        """Write the folder in canonical form and give it."""
        folder.mkdir(parents=True, exist_ok=True)
        for item in TABLES:
            (folder / item.file).write_bytes(table_text(item, self.tables[item.name]).encode())
        lines = {name: tuple(line) for name, line in self.geometry.items()}
        (folder / GEOMETRY_FILE).write_bytes(canonical_geometry(lines).encode())
        return folder


def table_text(item: Table, rows: list[Row]) -> str:
    """Give a table as canonical CSV text."""
    names = [field.name for field in fields_of(item.row_class)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in _sorted(item, rows))
    return buffer.getvalue()


def _sorted(item: Table, rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: tuple(row[name] for name in item.key))


def tiny() -> TinyNetwork:
    """Give a fresh copy of the tiny network."""
    return deepcopy(_made())


@cache
def _made() -> TinyNetwork:
    net = TinyNetwork({item.name: [] for item in TABLES}, {})
    _sources(net)
    _places(net)
    _links(net)
    _transfers(net)
    _services(net)
    _parameters(net)
    return net


def _sources(net: TinyNetwork) -> None:
    net.add(
        "source", source_id="agency", title="Yearbook", publisher="Agency", date="2026", url="https://example.org/y"
    )
    net.add("source", source_id="estimate", title="Our estimate", publisher="corridor", note="a method, not a document")
    net.add(
        "advisory", advisory_id="road-works", severity="caution", title="Road works", text="One lane only.",
        checked_on="2026-10-01", source_id="agency", confidence="B",
    )  # fmt: skip
    net.add(
        "advisory", advisory_id="caspian-weather", severity="info", title="Caspian weather", text="Gales in winter.",
        checked_on="2026-10-01", source_id="agency", confidence="B",
    )  # fmt: skip
    names = {"CN": "China", "KZ": "Kazakhstan", "AZ": "Azerbaijan", "GE": "Georgia", "TR": "Türkiye", "XZ": "High seas"}
    for country, name in names.items():
        net.add("country", country=country, name=name)
    net.add("corridor", corridor_id="middle", name="Middle Corridor", rank="1", passes="sea-*", avoids="country:RU")
    net.add("corridor", corridor_id="zangezur", name="Zangezur way", rank="2", passes=PLANNED)


def _places(net: TinyNetwork) -> None:
    for node_id, (name, country, node_type, lon, lat) in PLACES.items():
        net.add(
            "node", node_id=node_id, name=name, country=country, node_type=node_type, x_coord=cell(lon),
            y_coord=cell(lat), **SOURCED,
        )  # fmt: skip
    net.row("node", node_id="kz-aktau")["unlocode"] = "KZAAU"
    net.add("name", node_id="kz-aktau", language="ru", name="Актау")
    net.add("name", node_id="cn-horgos", language="zh", name="霍尔果斯")
    net.add("name", node_id="az-alat", language="az", name="Ələt")


def _links(net: TinyNetwork) -> None:
    rail = {"mode": "rail", "line_class": "single", "carried_on": "wagon", "traction": "diesel", "tracks": "1"}
    for tail, head, gauge in (
        ("cn-xian", "cn-horgos", "1435"),
        ("cn-horgos", "kz-altynkol", "1435"),
        ("kz-altynkol", "kz-aktau", "1520"),
        ("az-alat", "ge-tbilisi", "1520"),
        ("ge-tbilisi", "tr-kars", "1435"),
    ):
        link(net, f"rail-{tail}-{head}", tail, head, gauge_mm=gauge, cargo="container bulk crude", **rail)
    link(
        net, PLANNED, "az-alat", "tr-kars", gauge_mm="1520", cargo="container bulk", status="planned",
        opens_early="2028", opens="2029", opens_late="2032", status_as_of=CHECKED, status_source_id="agency", **rail,
    )  # fmt: skip
    link(
        net, ROAD, "ge-tbilisi", "tr-kars", mode="road", line_class="trunk", carried_on="truck",
        cargo="container truck bulk", status="restricted", status_as_of=CHECKED, status_source_id="agency",
        advisory_ids="road-works", operator="S11",
    )  # fmt: skip
    sea = {"mode": "sea", "country": "XZ", "advisory_ids": "caspian-weather"}
    link(
        net, FERRY, "kz-aktau", "az-alat", directed="1", line_class="rail_ferry", carried_on="wagon", gauge_mm="1520",
        cargo="container bulk crude", **sea,
    )  # fmt: skip
    link(net, FEEDER, "kz-aktau", "az-alat", line_class="feeder", carried_on="ship", cargo="container", **sea)
    net.row("link", link_id=FEEDER)["geometry_id"] = FERRY
    del net.geometry[FEEDER]


def link(net: TinyNetwork, link_id: str, tail: str, head: str, **cells: str) -> Row:
    """Add a link, five per cent longer than the great circle, and its drawn line."""
    ends = PLACES[tail][3:], PLACES[head][3:]
    net.geometry[link_id] = straight_line(*ends)
    defaults = {
        "link_id": link_id, "from_node_id": tail, "to_node_id": head, "directed": "0", "country": PLACES[tail][1],
        "length_km": cell(round(geodesic_km(ends) * 1.05, 1)), "status": "open", **SOURCED,
    }  # fmt: skip
    return net.add("link", **(defaults | cells))


def straight_line(start: Point, end: Point, points: int = 13) -> Line:
    """Give a line with points at even distances (in degrees, which is good enough for a drawing)."""
    shares = [number / (points - 1) for number in range(points)]
    return [
        (round(start[0] + (end[0] - start[0]) * share, 5), round(start[1] + (end[1] - start[1]) * share, 5))
        for share in shares
    ]


def transfer(net: TinyNetwork, transfer_id: str, node_id: str, kind: str, before: str, after: str) -> Row:
    """Add a transfer between two states that works both ways."""
    return net.add(
        "transfer", transfer_id=transfer_id, node_id=node_id, kind=kind, from_state=before, to_state=after,
        directed="0", cargo=ALL_CARGO, **SOURCED,
    )  # fmt: skip


def border(net: TinyNetwork, link_id: str, tail: str, head: str) -> None:
    """Add the two border rows of a link."""
    for leaving, entering, place in ((tail, head, head), (head, tail, tail)):
        net.add(
            "transfer", transfer_id=f"bd-{link_id}-{leaving[:2]}", node_id=place, kind="border", directed="1",
            link_id=link_id, from_country=leaving[:2].upper(), to_country=entering[:2].upper(), cargo=ALL_CARGO,
            **SOURCED,
        )  # fmt: skip


def _transfers(net: TinyNetwork) -> None:
    transfer(net, "gc-kz-altynkol", "kz-altynkol", "gauge_change", "rail/1435", "rail/1520")
    transfer(net, "gc-ge-tbilisi", "ge-tbilisi", "gauge_change", "rail/1520", "rail/1435")
    transfer(net, "tx-ge-tbilisi", "ge-tbilisi", "transshipment", "rail/1520", "road")
    for port in ("kz-aktau", "az-alat"):
        transfer(net, f"rr-{port}", port, "boarding", "rail/1520", "sea/wagon/1520")
        transfer(net, f"tx-{port}", port, "transshipment", "rail/1520", "sea/ship")
    border(net, "rail-cn-horgos-kz-altynkol", "cn-horgos", "kz-altynkol")
    border(net, "rail-az-alat-ge-tbilisi", "az-alat", "ge-tbilisi")
    border(net, "rail-ge-tbilisi-tr-kars", "ge-tbilisi", "tr-kars")
    border(net, ROAD, "ge-tbilisi", "tr-kars")
    border(net, PLANNED, "az-alat", "tr-kars")


def _services(net: TinyNetwork) -> None:
    net.add(
        "service", service_id="svc-ferry", link_id=FERRY, name="Aktau–Alat rail ferry", operator="ASCO",
        departures_per_week="3", departures_low="2", departures_high="4", regularity="when_full",
        capacity="52 wagons", **SOURCED,
    )  # fmt: skip
    net.add(
        "service", service_id="svc-feeder", link_id=FEEDER, name="Aktau–Alat feeder", operator="KMTF",
        departures_per_week="2", departures_low="1", departures_high="3", regularity="timetable", **SOURCED,
    )  # fmt: skip
    net.add("timetable", subject="svc-ferry", days="mon thu sun", begins="18:00", cutoff_hours="6", **SOURCED)
    net.add("timetable", subject=ROAD, days="mon tue wed thu fri", begins="22:00", ends="05:00", **SOURCED)


def _parameters(net: TinyNetwork) -> None:
    net.add("running_time", link_id=FERRY, value="26", low="20", high="40", unit="h", **SOURCED)
    for mode, speed in (("rail", 40), ("road", 45), ("sea", 22)):
        low, high = str(speed - 10), str(speed + 10)
        net.add("speed", mode=mode, value=str(speed), low=low, high=high, unit="km/h", **ESTIMATED)
    shares = (("feu", 1.0), ("teu", 0.6), ("truck", 1.2), ("tonne", 0.05))
    for unit, share in shares:
        for mode, price in (("rail", 0.6), ("road", 1.5), ("sea", 1.2)):
            _figure(net, "tariff", price * share, f"USD/{unit}-km", mode=mode, cargo_unit=unit, basis="per_km")
        _figure(net, "charge", 90 * share, f"USD/{unit}", cargo_unit=unit, item="handling")
    for kind, activity, dwell in (
        ("loading", "terminal", 12),
        ("unloading", "terminal", 12),
        ("transshipment", "port", 30),
        ("boarding", "port", 24),
        ("gauge_change", "gauge_change", 20),
        ("border", "border_entry", 10),
    ):
        _figure(net, "dwell", dwell, "h", kind=kind, activity=activity)
    _figure(net, "dwell", 60, "h", subject="svc-ferry", months="11 12 1 2", activity="waiting")
    _figure(net, "dwell", 40, "h", subject="svc-ferry", months="11 12 1 2", activity="closure", chance="0.3")
    for mode, factor in (("rail", 25), ("road", 85), ("sea", 20)):
        _figure(net, "emission_factor", factor, "gCO2e/tkm", activity="haulage", mode=mode)
    _figure(net, "emission_factor", 15, "kgCO2e/teu", activity="handling", mode="sea")
    _figure(net, "parameter", 0.3, "share", parameter="empty_return_share", mode="rail")
    _figure(net, "parameter", 0.1, "1/yr", parameter="vot_capital_rate")
    _figure(net, "capacity", 6, "Mt/yr", subject="kz-aktau", horizon="now")
    _figure(net, "capacity", 10, "Mt/yr", subject="corridor:middle", horizon="planned")


def _figure(net: TinyNetwork, name: str, value: float, unit: str, **cells: str) -> Row:
    low, high = cell(round(value * 0.5, 6)), cell(round(value * 1.5, 6))
    return net.add(name, value=cell(round(float(value), 6)), low=low, high=high, unit=unit, **ESTIMATED, **cells)
