"""What people really hand in: each bad file gives its code, file, line and field, and never a traceback.

The cases are those of the list of bad inputs in docs of the project's method (files, numbers, geography, graph).
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from corridor import NetworkDataError, load_network
from corridor.data.checks import check_network
from corridor.data.read import LARGEST_FILE
from corridor.data.tables import TABLES
from corridor.errors import Finding
from tests.data.builder import FERRY, PLACES, SOURCED, TinyNetwork, tiny

Spoil = Callable[[Path], object]
TBILISI_KARS = "rail-ge-tbilisi-tr-kars"


class Expected(NamedTuple):
    code: str
    file: str
    row: int
    field: str = ""


@pytest.fixture(autouse=True)
def _nothing_hangs():
    """Interrupt a test that reads a pipe nobody writes to."""

    def give_up(number: int, frame: object) -> None:
        msg = "hangs"
        raise TimeoutError(msg)

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def found_in(folder: Path) -> list[Finding]:
    """Give what `check_network` finds; `load_network` must refuse the folder if that holds errors of reading."""
    found = check_network(folder)
    if any(finding.severity == "error" and finding.code[0] in "FV" for finding in found):
        with pytest.raises(NetworkDataError) as caught:
            load_network(folder)
        assert {finding.code for finding in caught.value.findings} <= {finding.code for finding in found}
    return found


def assert_found(folder: Path, expected: Expected) -> None:
    found = found_in(folder)
    places = [(finding.code, finding.file, finding.row, finding.field) for finding in found]
    assert tuple(expected) in places, "\n".join(map(str, found))
    for finding in found:
        assert finding.message
        assert str(finding).startswith(finding.file)


def replaced(file: str, old: bytes, new: bytes, count: int = 1) -> Spoil:
    def spoil(folder: Path) -> None:
        data = (folder / file).read_bytes()
        assert old in data, f"{file} has no {old!r}"
        (folder / file).write_bytes(data.replace(old, new, count))

    return spoil


def whole(file: str, data: bytes) -> Spoil:
    return lambda folder: (folder / file).write_bytes(data)


def changed(file: str, change: Callable[[bytes], bytes]) -> Spoil:
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_bytes()))


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda data: b"\n".join(change(data.split(b"\n")))


def gone(file: str) -> Spoil:
    return lambda folder: (folder / file).unlink()


def a_folder(folder: Path) -> None:
    (folder / "link.csv").unlink()
    (folder / "link.csv").mkdir()


def a_pipe(folder: Path) -> None:
    (folder / "link.csv").unlink()
    os.mkfifo(folder / "link.csv")


def a_device(folder: Path) -> None:
    (folder / "link.csv").unlink()
    (folder / "link.csv").symlink_to("/dev/zero")


def a_link_to_nothing(folder: Path) -> None:
    (folder / "link.csv").unlink()
    (folder / "link.csv").symlink_to(folder / "nowhere.csv")


def too_large(folder: Path) -> None:
    with (folder / "link.csv").open("r+b") as file:
        file.truncate(LARGEST_FILE + 1)  # sparse: takes no room on the disk


def unreadable(folder: Path) -> None:
    (folder / "link.csv").unlink()
    (folder / "link.csv").symlink_to("link.csv")  # a loop


FILES: dict[str, tuple[Spoil, Expected]] = {
    "byte order mark": (changed("node.csv", lambda data: b"\xef\xbb\xbf" + data), Expected("F104", "node.csv", 1)),
    "utf-16": (
        changed("node.csv", lambda data: data.decode().encode("utf-16")),
        Expected("F104", "node.csv", 1),
    ),
    "utf-16 without mark": (
        changed("node.csv", lambda data: data.decode().encode("utf-16-le")),
        Expected("F106", "node.csv", 1),
    ),
    "latin-1": (
        replaced("country.csv", "Türkiye".encode(), "Türkiye".encode("latin-1")),
        Expected("F105", "country.csv", 6),
    ),
    "half a character": (replaced("name.csv", "т".encode(), b"\xd1"), Expected("F105", "name.csv", 4)),
    "overlong slash": (replaced("node.csv", b"Aktau", b"Akt\xc0\xafau"), Expected("F105", "node.csv", 6)),
    "nul": (replaced("node.csv", b"Aktau", b"Akt\x00au"), Expected("F106", "node.csv", 6)),
    "escape": (replaced("node.csv", b"Aktau", b"\x1b[31mAktau"), Expected("F106", "node.csv", 6)),
    "bidi override": (replaced("node.csv", b"Aktau", "Akt\u202eau".encode()), Expected("F106", "node.csv", 6)),
    "bidi isolate": (replaced("node.csv", b"Aktau", "Akt\u2067au".encode()), Expected("F106", "node.csv", 6)),
    "right-to-left mark": (replaced("node.csv", b"Aktau", "Akt\u200fau".encode()), Expected("F106", "node.csv", 6)),
    "control of the second set": (
        replaced("node.csv", b"Aktau", "Akt\u009bau".encode()),
        Expected("F106", "node.csv", 6),
    ),
    "unclosed quote": (replaced("node.csv", b"Aktau", b'"Aktau'), Expected("F111", "node.csv", 6)),
    "quote inside a cell": (replaced("node.csv", b"Aktau", b'"Ak"tau'), Expected("F111", "node.csv", 6)),
    "cell beyond all measure": (replaced("node.csv", b"Aktau", b"A" * 200_000), Expected("F111", "node.csv", 6)),
    "cell of two lines": (
        replaced("node.csv", b"Aktau", b'"Ak\ntau"'),
        Expected("V202", "node.csv", 6, "name"),
    ),
    "short row": (replaced("node.csv", b",Aktau", b""), Expected("F110", "node.csv", 6)),
    "long row": (replaced("node.csv", b",Aktau", b",Aktau,Port"), Expected("F110", "node.csv", 6)),
    "decimal comma": (replaced("node.csv", b",51.17,", b",51,17,"), Expected("F110", "node.csv", 6)),
    "semicolons": (
        changed("node.csv", lambda data: data.replace(b",", b";")),
        Expected("F108", "node.csv", 1, "node_id"),
    ),
    "blank row": (
        changed("node.csv", lines(lambda rows: [*rows[:3], b"", *rows[3:]])),
        Expected("F109", "node.csv", 4),
    ),
    "row of commas": (
        changed("node.csv", lines(lambda rows: [*rows[:3], b"," * 10, *rows[3:]])),
        Expected("V201", "node.csv", 4, "x_coord"),
    ),
    "header missing": (
        changed("node.csv", lines(lambda rows: rows[1:])),
        Expected("F108", "node.csv", 1, "node_id"),
    ),
    "header twice": (
        changed("node.csv", lines(lambda rows: [rows[0], *rows])),
        Expected("V201", "node.csv", 2, "x_coord"),
    ),
    "column misspelt": (replaced("node.csv", b"x_coord", b"x_cord"), Expected("F108", "node.csv", 1, "x_cord")),
    "column in capitals": (replaced("node.csv", b"x_coord", b"X_COORD"), Expected("F108", "node.csv", 1, "X_COORD")),
    "column twice": (
        replaced("node.csv", b"x_coord,y_coord", b"x_coord,x_coord"),
        Expected("F108", "node.csv", 1, "x_coord"),
    ),
    "column missing": (
        replaced("node.csv", b"x_coord,y_coord", b"x_coord"),
        Expected("F108", "node.csv", 1, "y_coord"),
    ),
    "column too many": (
        replaced("node.csv", b"x_coord,y_coord", b"x_coord,y_coord,colour"),
        Expected("F108", "node.csv", 1, "colour"),
    ),
    "columns out of order": (
        replaced("node.csv", b"x_coord,y_coord", b"y_coord,x_coord"),
        Expected("F108", "node.csv", 1),
    ),
    "empty": (whole("node.csv", b""), Expected("F107", "node.csv", 0)),
    "one line break": (whole("node.csv", b"\n"), Expected("F108", "node.csv", 1, "node_id")),
    "header only": (
        changed("node.csv", lines(lambda rows: [rows[0], b""])),
        Expected("N302", "name.csv", 2, "node_id"),
    ),
    "missing": (gone("tariff.csv"), Expected("F101", "tariff.csv", 0)),
    "broken symbolic link": (a_link_to_nothing, Expected("F101", "link.csv", 0)),
    "loop of symbolic links": (unreadable, Expected("F101", "link.csv", 0)),
    "folder": (a_folder, Expected("F102", "link.csv", 0)),
    "pipe": (a_pipe, Expected("F102", "link.csv", 0)),
    "device": (a_device, Expected("F102", "link.csv", 0)),
    "too large": (too_large, Expected("F103", "link.csv", 0)),
    "zip": (whole("link.csv", b"PK\x03\x04\x14\x00" + b"\x00" * 40), Expected("F106", "link.csv", 1)),
    "gzip": (whole("link.csv", b"\x1f\x8b\x08\x00" + b"\x99" * 40), Expected("F105", "link.csv", 1)),
    "pickle": (whole("link.csv", b"cos\nsystem\n(S'touch /tmp/pwned'\ntR."), Expected("F108", "link.csv", 1, "cos")),
    "yaml": (
        whole("link.csv", b"!!python/object/apply:os.system [touch]\n"),
        Expected("F108", "link.csv", 1, "link_id"),
    ),
    "html": (whole("link.csv", b"<!DOCTYPE html><p>404</p>"), Expected("F108", "link.csv", 1, "link_id")),
}


@pytest.mark.parametrize("case", FILES)
def test_a_bad_table_is_named_with_its_line(net: TinyNetwork, tmp_path: Path, case: str):
    spoil, expected = FILES[case]
    folder = net.write(tmp_path / "net")
    spoil(folder)
    assert_found(folder, expected)


@pytest.mark.parametrize("case", [case for case in FILES if "column" in case or case in {"latin-1", "missing"}])
def test_a_bad_table_comes_with_a_hint_or_says_all(net: TinyNetwork, tmp_path: Path, case: str):
    spoil, expected = FILES[case]
    folder = net.write(tmp_path / "net")
    spoil(folder)
    finding = next(finding for finding in check_network(folder) if finding.code == expected.code)
    assert finding.hint or len(finding.message) > 15


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"], ids=["crlf", "cr"])
def test_foreign_line_endings_are_read_but_are_not_canonical(net: TinyNetwork, tmp_path: Path, ending: bytes):
    folder = net.write(tmp_path / "net")
    changed("node.csv", lambda data: data.replace(b"\n", ending))(folder)
    assert load_network(folder).nodes["kz-aktau"].name == "Aktau"
    assert [(finding.code, finding.file) for finding in check_network(folder)] == [("N461", "node.csv")]


def test_mixed_line_endings_keep_the_line_numbers_right(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    changed("node.csv", lambda data: data.replace(b"\n", b"\r\n", 3))(folder)
    replaced("node.csv", b",51.17,", b",east,")(folder)
    assert_found(folder, Expected("V201", "node.csv", 6, "x_coord"))


def test_a_file_without_a_final_line_break_is_read(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    changed("node.csv", lambda data: data.rstrip(b"\n"))(folder)
    assert len(load_network(folder).nodes) == len(PLACES)


def test_the_country_code_na_and_leading_zeros_are_text(net: TinyNetwork, tmp_path: Path):
    net.add("country", country="NA", name="Namibia")
    net.row("service", service_id="svc-ferry")["capacity"] = "0052"
    made = load_network(net.write(tmp_path / "net"))
    assert made.countries["NA"] == "Namibia"
    assert made.services["svc-ferry"].capacity == "0052"


@pytest.mark.parametrize(
    "folder", ["", "nowhere", "a\0b", "https://example.org/net", "/vsicurl/http://x/y", "n" * 5000]
)
def test_what_is_not_a_folder_is_an_error_that_names_it(tmp_path: Path, folder: str):
    with pytest.raises(NetworkDataError) as caught:
        load_network(tmp_path / folder)
    assert caught.value.findings[0].code in {"F100", "F101"}


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path):
    (tmp_path / "net").write_text("node_id\n")
    with pytest.raises(NetworkDataError) as caught:
        load_network(tmp_path / "net")
    assert caught.value.findings[0].code == "F100"


def test_an_empty_folder_misses_every_table(tmp_path: Path):
    found = check_network(tmp_path)
    assert {(finding.code, finding.file) for finding in found} == {("F101", item.file) for item in TABLES}


# ---------------------------------------------------------------------------------------------- geometry


def feature(geometry_id: object = "nobody", kind: str = "LineString", points: object = None) -> dict[str, object]:
    points = [[1, 2], [3, 4]] if points is None else points
    return {
        "type": "Feature",
        "properties": {"geometry_id": geometry_id},
        "geometry": {"type": kind, "coordinates": points},
    }


def geojson(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


VRT = b"""<OGRVRTDataSource><OGRVRTLayer name="s"><SrcDataSource>/etc/passwd</SrcDataSource>
</OGRVRTLayer></OGRVRTDataSource>"""
GEOMETRIES: dict[str, tuple[bytes, int]] = {
    "empty": (b"", 1),
    "truncated": (b'{"type":"FeatureCollection","features":[\n{"type":"Fea', 2),
    "a list": (b"[]", 1),
    "another type": (b'{"type":"Feature","features":[]}', 1),
    "features not a list": (b'{"type":"FeatureCollection","features":{}}', 1),
    "virtual dataset of GDAL": (VRT, 1),
    "xml bomb": (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>', 1),
    "duplicate key": (b'{"type":"FeatureCollection","type":"FeatureCollection","features":[]}', 0),
    "not a number": (geojson(feature(points=[[float("nan"), 2], [3, 4]])), 0),
    "infinite": (geojson(feature(points=[[1, float("inf")], [3, 4]])), 0),
    "overflow": (
        b'{"type":"FeatureCollection","features":[{"properties":{"geometry_id":"a"},"geometry":{"type":"LineString","coordinates":[[1e999,1],[1,2]]}}]}',
        2,
    ),
    "integer of ten thousand digits": (b'{"type":"FeatureCollection","features":[' + b"9" * 10_000 + b"]}", 0),
    "integer of four hundred digits": (geojson(feature(points=[[10**400, 2], [3, 4]])), 2),
    "null feature": (geojson(None), 2),
    "feature is a list": (geojson([]), 2),
    "feature is text": (geojson("line"), 2),
    "no properties": (geojson({"geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}), 2),
    "null geometry": (geojson({"properties": {"geometry_id": "a"}, "geometry": None}), 2),
    "no id": (geojson(feature(None)), 2),
    "id is a number": (geojson(feature(7)), 2),
    "id is a list": (geojson(feature(["a"])), 2),
    "id twice": (geojson(feature(), feature()), 3),
    "polygon": (geojson(feature(kind="Polygon", points=[[[1, 2], [3, 4], [1, 2]]])), 2),
    "no points": (geojson(feature(points=[])), 2),
    "one point": (geojson(feature(points=[[1, 2]])), 2),
    "points are text": (geojson(feature(points=[["1", "2"], ["3", "4"]])), 2),
    "points are flags": (geojson(feature(points=[[True, False], [True, True]])), 2),
    "point is null": (geojson(feature(points=[None, [1, 2]])), 2),
    "three coordinates": (geojson(feature(points=[[1, 2, 3], [4, 5, 6]])), 2),
    "metres instead of degrees": (geojson(feature(points=[[6_000_000, 5_000_000], [6_100_000, 5_000_000]])), 2),
    "longitude and latitude swapped": (geojson(feature(points=[[34.27, 108.94], [44.21, 80.42]])), 2),
}


@pytest.mark.parametrize("case", GEOMETRIES)
def test_bad_geometry_is_one_finding_with_its_line(net: TinyNetwork, tmp_path: Path, case: str):
    data, row = GEOMETRIES[case]
    folder = net.write(tmp_path / "net")
    (folder / "geometry.geojson").write_bytes(data)
    found = [finding for finding in check_network(folder) if finding.code.startswith("G")]
    assert [(finding.code, finding.severity, finding.file, finding.row) for finding in found] == [
        ("G101", "error", "geometry.geojson", row)
    ]
    assert found[0].message.strip(": ")
    with pytest.raises(NetworkDataError):
        _ = load_network(folder).geometry


def test_json_nested_without_end_is_a_finding(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    for opening in (b"[", b'{"a":'):
        (folder / "geometry.geojson").write_bytes(opening * 200_000)
        assert "G101" in {finding.code for finding in check_network(folder)}


def test_json_nested_within_an_id_is_a_finding(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    nested = b"[" * 900 + b"]" * 900
    document = geojson(feature("NESTED")).replace(b'"NESTED"', nested)
    (folder / "geometry.geojson").write_bytes(document)
    assert "G101" in {finding.code for finding in check_network(folder)}


@pytest.mark.parametrize("spoil", [a_pipe, a_folder, a_device])
def test_geometry_that_is_no_file_is_a_finding(net: TinyNetwork, tmp_path: Path, spoil: Spoil):
    folder = net.write(tmp_path / "net")
    (folder / "geometry.geojson").unlink()
    spare = (folder / "link.csv").read_bytes()
    spoil(folder)
    (folder / "link.csv").rename(folder / "geometry.geojson")
    (folder / "link.csv").write_bytes(spare)
    assert ("F102", "geometry.geojson") in {(finding.code, finding.file) for finding in check_network(folder)}


def test_all_faults_of_the_geometry_are_found_at_once(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    faulty = [feature("a", points=[[1, 2]]), feature("b"), feature("c", kind="Point"), None, feature("b")]
    (folder / "geometry.geojson").write_bytes(geojson(*faulty))
    rows = [finding.row for finding in check_network(folder) if finding.code == "G101"]
    assert rows == [2, 4, 5, 6]


def test_a_network_without_geometry_loads_and_is_drawn_straight(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    (folder / "geometry.geojson").unlink()
    made = load_network(folder)
    assert made.coordinates(TBILISI_KARS) == ((44.83, 41.72), (43.09, 40.6))
    assert {finding.code for finding in check_network(folder)} == {"N405"}


def test_a_line_across_the_antimeridian_is_measured_the_short_way(net: TinyNetwork, tmp_path: Path):
    net.geometry["nobody"] = [(179.9, 50.0), (-179.9, 50.0)]
    assert {finding.code for finding in check_network(net.write(tmp_path / "net"))} == {"N406"}


# ------------------------------------------------------------------------------------------------- cells

NUMBERS = {
    "nan": "NaN", "infinity": "inf", "minus infinity": "-Infinity", "overflow": "1e999", "exponent": "1e3",
    "underscore": "1_000", "decimal comma in quotes": "1,5", "thousands": "1 000", "arabic digits": "٤٢",
    "full-width digits": "４２", "empty": "", "space": " 42", "plus": "+42", "hexadecimal": "0x2A", "bare point": ".5",
    "trailing point": "5.", "percent": "30%", "unit": "42 h", "no-break space": "1\u00a0000", "word": "none",
    "fraction": "1/2", "minus sign": "\u22125", "too many digits": "1" * 16, "line break": "42\n",
}  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize(("name", "field"), [("running_time", "value"), ("link", "length_km"), ("node", "y_coord")])
def test_what_is_no_plain_number_is_refused(net: TinyNetwork, tmp_path: Path, text: str, name: str, field: str):
    row = net.first(name)
    row[field] = text
    assert_found(net.write(tmp_path / "net"), Expected("V201", f"{name}.csv", 2, field))


@pytest.mark.parametrize("text", ["1.5", "1435.0", "NaN", "٣", "x", "1_435"])
def test_what_is_no_whole_number_is_refused(net: TinyNetwork, tmp_path: Path, text: str):
    row = net.row("link", link_id=TBILISI_KARS)
    row["gauge_mm"] = text
    line = net.line_of("link", row)
    assert_found(net.write(tmp_path / "net"), Expected("V201", "link.csv", line, "gauge_mm"))


@pytest.mark.parametrize("text", ["", "2", "true", "True", "yes", "01", "-1"])
def test_what_is_no_flag_is_refused(net: TinyNetwork, tmp_path: Path, text: str):
    row = net.row("link", link_id=TBILISI_KARS)
    row["directed"] = text
    line = net.line_of("link", row)
    assert_found(net.write(tmp_path / "net"), Expected("V201", "link.csv", line, "directed"))


LIMITS = [
    ("link", "length_km", "0"),
    ("link", "length_km", "-5"),
    ("link", "length_km", "40001"),
    ("link", "gauge_mm", "143"),
    ("link", "tracks", "0"),
    ("link", "country", "kz"),
    ("link", "country", "KAZ"),
    ("link", "country", ""),
    ("link", "mode", "train"),
    ("link", "mode", "Rail"),
    ("link", "mode", ""),
    ("link", "status", "opened"),
    ("link", "line_class", "singel"),
    ("link", "cargo", ""),
    ("link", "cargo", "container oil"),
    ("link", "cargo", "container  bulk"),
    ("link", "opens", "soon"),
    ("link", "opens", "2029-13"),
    ("link", "status_as_of", "2025-02-30"),
    ("link", "status_as_of", "0000"),
    ("link", "as_of", "٢٠٢٥"),
    ("link", "as_of", "1.5.2025"),
    ("link", "as_of", "2025-13"),
    ("link", "as_of", "2025-00-10"),
    ("link", "as_of", ""),
    ("link", "confidence", "D"),
    ("link", "confidence", "a"),
    ("link", "link_id", "rail link"),
    ("link", "link_id", "../etc/passwd"),
    ("link", "link_id", "{{7*7}}"),
    ("link", "link_id", ""),
    ("link", "geometry_id", "<b>"),
    ("node", "node_id", "KZ-Aktau"),
    ("node", "node_id", "kz-aktаu"),
    ("node", "x_coord", "180.5"),
    ("node", "y_coord", "108.94"),
    ("node", "name", ""),
    ("node", "name", "A" * 2001),
    ("node", "node_type", "harbour"),
    ("node", "unlocode", "KZ AAU"),
    ("running_time", "value", "-1"),
    ("running_time", "low", "-0.5"),
    ("speed", "value", "0"),
    ("speed", "low", "0"),
    ("speed", "high", "201"),
    ("tariff", "value", "-0.1"),
    ("tariff", "basis", "per_mile"),
    ("tariff", "cargo_unit", "FEU"),
    ("charge", "item", "Handling Fee"),
    ("dwell", "months", "13"),
    ("dwell", "months", "1,2"),
    ("dwell", "activity", "sleep"),
    ("service", "departures_per_week", "0"),
    ("service", "departures_low", "0"),
    ("service", "regularity", "weekly"),
    ("corridor", "rank", "0"),
    ("source", "url", "javascript:alert(1)"),
    ("source", "url", "file:///etc/passwd"),
    ("advisory", "severity", "danger"),
    ("advisory", "checked_on", ""),
    ("name", "language", "russian"),
    ("capacity", "subject", "kz aktau"),
]


@pytest.mark.parametrize(("name", "field", "text"), LIMITS)
def test_a_value_beyond_the_limits_of_its_column_is_refused(
    net: TinyNetwork, tmp_path: Path, name: str, field: str, text: str
):
    row = net.first(name)
    row[field] = text
    line = net.line_of(name, row)
    assert_found(net.write(tmp_path / "net"), Expected("V202", f"{name}.csv", line, field))


@pytest.mark.parametrize(("field", "text", "word"), [("mode", "rial", "rail"), ("status", "opn", "open")])
def test_a_misspelt_word_is_answered_with_the_nearest(
    net: TinyNetwork, tmp_path: Path, field: str, text: str, word: str
):
    net.row("link", link_id=TBILISI_KARS)[field] = text
    finding = next(finding for finding in check_network(net.write(tmp_path / "net")) if finding.code == "V202")
    assert finding.hint == f"did you mean {word}?"
    assert finding.value == text


def test_spaces_at_the_ends_of_text_are_refused(net: TinyNetwork, tmp_path: Path):
    row = net.row("node", node_id="kz-aktau")
    row["name"] = "Aktau "
    line = net.line_of("node", row)
    assert_found(net.write(tmp_path / "net"), Expected("V201", "node.csv", line, "name"))


def test_a_long_value_is_shown_cut(net: TinyNetwork, tmp_path: Path):
    net.row("running_time", link_id=FERRY)["value"] = "9" * 100_000
    finding = check_network(net.write(tmp_path / "net"))[0]
    assert finding.code == "V201"
    assert len(str(finding)) < 400


# ------------------------------------------------------------------------------------------------- graph


@pytest.mark.parametrize("second", ["az-alat-2", "AZ-alat-2"])
def test_ids_that_differ_only_by_case_are_the_same(net: TinyNetwork, tmp_path: Path, second: str):
    net.copy("service", net.row("service", service_id="svc-ferry"), service_id="svc-x")
    row = net.copy("service", net.row("service", service_id="svc-ferry"), service_id="SVC-X")
    first = net.row("service", service_id="svc-x")
    line = max(net.line_of("service", row), net.line_of("service", first))
    assert_found(net.write(tmp_path / "net"), Expected("N301", "service.csv", line, "service_id"))


@pytest.mark.parametrize("name", [item.name for item in TABLES])
def test_a_row_that_stands_twice_is_found_in_every_table(net: TinyNetwork, tmp_path: Path, name: str):
    net.copy(name, net.first(name))
    item = next(item for item in TABLES if item.name == name)
    assert_found(net.write(tmp_path / "net"), Expected("N301", item.file, 3, ",".join(item.key)))


REFERENCES = [
    ("node", "country", "ZZ"),
    ("node", "source_id", "agenci"),
    ("name", "node_id", "kz-aktua"),
    ("link", "from_node_id", "kz-aktua"),
    ("link", "to_node_id", "kz-nowhere"),
    ("link", "country", "ZZ"),
    ("link", "source_id", "hearsay"),
    ("link", "status_source_id", "hearsay"),
    ("link", "advisory_ids", "caspian-weather caspian-wether"),
    ("transfer", "node_id", "kz-nowhere"),
    ("transfer", "link_id", "rail-nowhere"),
    ("service", "link_id", "sea-nowhere"),
    ("running_time", "link_id", "sea-nowhere"),
    ("tariff", "link_id", "sea-nowhere"),
    ("dwell", "subject", "svc-fery"),
    ("charge", "subject", "tx-nowhere"),
    ("capacity", "subject", "kz-aktua"),
    ("advisory", "source_id", "hearsay"),
    ("parameter", "source_id", "hearsay"),
]


@pytest.mark.parametrize(("name", "field", "text"), REFERENCES)
def test_a_reference_to_nothing_is_found(net: TinyNetwork, tmp_path: Path, name: str, field: str, text: str):
    row = net.first(name)
    row[field] = text
    line = net.line_of(name, row)
    assert_found(net.write(tmp_path / "net"), Expected("N302", f"{name}.csv", line, field))


def test_a_reference_to_nothing_is_answered_with_the_nearest(net: TinyNetwork, tmp_path: Path):
    net.row("link", link_id=TBILISI_KARS)["to_node_id"] = "tr-karz"
    finding = next(finding for finding in check_network(net.write(tmp_path / "net")) if finding.code == "N302")
    assert (finding.value, finding.hint) == ("tr-karz", "did you mean tr-kars?")


def test_an_unsourced_figure_is_refused(net: TinyNetwork, tmp_path: Path):
    net.row("running_time", link_id=FERRY)["source_id"] = ""
    assert_found(net.write(tmp_path / "net"), Expected("V202", "running_time.csv", 2, "source_id"))


def test_swapped_coordinates_within_range_are_found_by_the_lengths(net: TinyNetwork, tmp_path: Path):
    row = net.row("node", node_id="tr-kars")
    row["x_coord"], row["y_coord"] = row["y_coord"], row["x_coord"]
    codes = {finding.code for finding in check_network(net.write(tmp_path / "net"))}
    assert codes & {"N401", "N404"}


def test_a_node_far_outside_its_country_is_found_by_the_lengths(net: TinyNetwork, tmp_path: Path):
    net.row("node", node_id="kz-aktau")["x_coord"] = "-51.17"
    found = check_network(net.write(tmp_path / "net"))
    assert ("N401", "link.csv") in {(finding.code, finding.file) for finding in found}


def test_a_long_self_loop_is_found(net: TinyNetwork, tmp_path: Path):
    row = net.copy("link", net.row("link", link_id=TBILISI_KARS), link_id="rail-loop", geometry_id="")
    row.update(from_node_id="tr-kars", to_node_id="tr-kars", length_km="40", country="TR")
    line = net.line_of("link", row)
    assert_found(net.write(tmp_path / "net"), Expected("N409", "link.csv", line, "to_node_id"))


def test_two_services_on_one_link_are_found_or_both_kept(net: TinyNetwork, tmp_path: Path):
    net.copy("service", net.row("service", service_id="svc-ferry"), service_id="svc-rival", name="Rival")
    folder = net.write(tmp_path / "net")
    objections = [finding for finding in check_network(folder) if finding.file == "service.csv"]
    assert objections, "one of the two is silently left out of every answer"


def test_two_borders_for_one_crossing_are_found(net: TinyNetwork, tmp_path: Path):
    row = net.row("transfer", transfer_id=f"bd-{TBILISI_KARS}-ge")
    net.copy("transfer", row, transfer_id="bd-rival")
    objections = [finding for finding in check_network(net.write(tmp_path / "net")) if finding.file == "transfer.csv"]
    assert objections, "one of the two is silently left out of every answer"


def test_parallel_links_are_both_kept(net: TinyNetwork, tmp_path: Path):
    made = load_network(net.write(tmp_path / "net"))
    pairs = [(link.from_node_id, link.to_node_id) for link in made.links.values()]
    assert pairs.count(("ge-tbilisi", "tr-kars")) == 2
    assert made.to_networkx().number_of_edges("ge-tbilisi", "tr-kars") == 2


def test_findings_of_several_tables_come_together(tmp_path: Path):
    net = tiny()
    net.row("link", link_id=TBILISI_KARS).update(mode="rial", length_km="1,5")
    net.row("running_time", link_id=FERRY)["value"] = "NaN"
    net.row("service", service_id="svc-ferry")["departures_per_week"] = "0"
    net.row("node", node_id="kz-aktau")["country"] = "ZZ"
    folder = net.write(tmp_path / "net")
    gone("charge.csv")(folder)
    replaced("name.csv", b"language", b"langage")(folder)
    with pytest.raises(NetworkDataError) as caught:
        load_network(folder)
    found = {(finding.code, finding.file, finding.field) for finding in caught.value.findings}
    assert found >= {
        ("V201", "link.csv", "length_km"),
        ("V201", "running_time.csv", "value"),
        ("V202", "service.csv", "departures_per_week"),
        ("N302", "node.csv", "country"),
        ("F101", "charge.csv", ""),
        ("F108", "name.csv", "langage"),
    }
    sentence = str(caught.value)
    assert "error(s)" in sentence
    assert "charge.csv" in sentence


def test_a_thousand_faults_are_all_in_the_findings_and_twenty_in_the_sentence(tmp_path: Path):
    net = tiny()
    for number in range(1000):
        net.add("name", node_id="kz-nowhere", language="en", name=f"Nowhere {number}")
    with pytest.raises(NetworkDataError) as caught:
        load_network(net.write(tmp_path / "net"))
    assert len(caught.value.findings) == 1000
    assert str(caught.value).count("\n") == NetworkDataError.shown + 1


def test_a_network_of_nothing_is_sound_and_answers_nothing(tmp_path: Path):
    net = tiny()
    for item in TABLES:
        net.tables[item.name] = []
    net.geometry = {}
    made = load_network(net.write(tmp_path / "net"))
    assert len(made.nodes) == 0
    assert made.gazetteer.search("Aktau") == ()
    assert SOURCED["source_id"] not in made.sources
