"""The canonical form: one text for one network, whatever the order of rows and the habits of the editor."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corridor import load_network
from corridor.cli.app import run
from corridor.data import load as loading
from corridor.data.column import fields_of
from corridor.data.describe import data_dictionary, datapackage
from corridor.data.format import canonical_geometry, canonical_table, cell
from corridor.data.geometry import parse_geometry
from corridor.data.load import PACKAGE_FILE, is_stamped
from corridor.data.read import read_tables
from corridor.data.tables import GEOMETRY_FILE, TABLES, Table
from tests.data.builder import TinyNetwork, table_text


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def format_in(folder: Path, *more: str) -> int:
    return run(["network", "format", "--network", str(folder), *more])


def shuffled(data: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    body = rows[1:]
    random.Random(5).shuffle(body)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([rows[0], *body])
    return buffer.getvalue().encode()


def quoted(data: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return buffer.getvalue().encode()


def crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def cut(data: bytes) -> bytes:
    return data.rstrip(b"\n")


@pytest.mark.parametrize("item", TABLES, ids=lambda item: item.name)
def test_what_is_canonical_is_read_and_written_unchanged(net: TinyNetwork, tmp_path: Path, item: Table):
    folder = net.write(tmp_path / "net")
    rows, found = read_tables(folder)
    assert found == []
    assert canonical_table(item, rows[item.name]).encode() == (folder / item.file).read_bytes()


@pytest.mark.parametrize("disturb", [shuffled, quoted, crlf, cut])
def test_formatting_undoes_whatever_an_editor_did(net: TinyNetwork, tmp_path: Path, disturb: Callable[[bytes], bytes]):
    folder = net.write(tmp_path / "net")
    assert format_in(folder) == 0
    wanted = contents(folder)
    for item in TABLES:
        (folder / item.file).write_bytes(disturb((folder / item.file).read_bytes()))
    assert format_in(folder) == 0
    assert contents(folder) == wanted


def test_formatting_twice_changes_nothing_the_second_time(
    net: TinyNetwork, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = net.write(tmp_path / "net")
    assert format_in(folder) == 0
    assert capsys.readouterr().err == "wrote datapackage.json\n"
    before = contents(folder)
    assert format_in(folder) == 0
    assert capsys.readouterr().err == ""
    assert contents(folder) == before


@pytest.mark.parametrize("disturb", [shuffled, quoted, crlf, cut])
def test_format_check_finds_and_changes_nothing(
    net: TinyNetwork, tmp_path: Path, disturb: Callable[[bytes], bytes], capsys: pytest.CaptureFixture[str]
):
    folder = net.write(tmp_path / "net")
    assert format_in(folder) == 0
    assert format_in(folder, "--check") == 0
    (folder / "link.csv").write_bytes(disturb((folder / "link.csv").read_bytes()))
    before = contents(folder)
    capsys.readouterr()
    assert format_in(folder, "--check") == 4
    assert "would change link.csv" in capsys.readouterr().err
    assert contents(folder) == before


def test_nothing_is_written_while_the_tables_have_errors(net: TinyNetwork, tmp_path: Path):
    net.row("node", node_id="kz-aktau")["country"] = "ZZ"
    folder = net.write(tmp_path / "net")
    (folder / "link.csv").write_bytes(shuffled((folder / "link.csv").read_bytes()))
    before = contents(folder)
    assert format_in(folder) == 4
    assert contents(folder) == before


def test_nothing_is_written_while_the_geometry_has_errors(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    (folder / GEOMETRY_FILE).write_bytes(b"{")
    (folder / "link.csv").write_bytes(shuffled((folder / "link.csv").read_bytes()))
    before = contents(folder)
    assert format_in(folder) == 4
    assert contents(folder) == before


def test_formatting_does_not_change_what_is_loaded(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    (folder / "tariff.csv").write_bytes(quoted(shuffled((folder / "tariff.csv").read_bytes())))
    before = load_network(folder)
    assert format_in(folder) == 0
    after = load_network(folder)
    for name in ("nodes", "links", "transfers", "services", "sources", "advisories", "countries"):
        assert dict(getattr(before, name)) == dict(getattr(after, name))
    assert dict(before.parameters.tariffs.items()) == dict(after.parameters.tariffs.items())
    assert before.corridors == after.corridors
    assert before.geometry == after.geometry


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"), (1e-12, "0.000000000001"), (2.50, "2.5"), (100.0, "100"), (0.0, "0"), (-0.5, "-0.5"),
        (123456789012.5, "123456789012.5"), (True, "1"), (False, "0"), (None, ""), (7, "7"), ((), ""),
    ],
)  # fmt: skip
def test_a_number_is_a_plain_decimal_without_needless_zeros(value: object, text: str):
    assert cell(value) == text


def test_cells_with_commas_quotes_and_spaces_survive_a_round_trip(net: TinyNetwork, tmp_path: Path):
    odd = "A \"harbour\", they say; =1+1, 'NA' | 霍尔果斯 İ"
    net.row("node", node_id="kz-aktau")["note"] = odd
    folder = net.write(tmp_path / "net")
    assert format_in(folder) == 0
    assert load_network(folder).nodes["kz-aktau"].note == odd


def test_drawn_lines_survive_a_round_trip_and_any_order(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    lines, found = parse_geometry(folder)
    assert found == []
    assert {name: list(line) for name, line in lines.items()} == net.geometry
    backwards = dict(reversed(lines.items()))
    assert canonical_geometry(backwards) == canonical_geometry(lines)
    assert canonical_geometry(lines).encode() == (folder / GEOMETRY_FILE).read_bytes()


def test_each_drawn_line_stands_on_a_line_of_its_own(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    text = (folder / GEOMETRY_FILE).read_text()
    assert len(text.splitlines()) == len(net.geometry) + 2
    for line in text.splitlines()[1:-1]:
        assert json.loads(line.rstrip(","))["type"] == "Feature"


# ------------------------------------------------------------------------------------------- the package file


def package_of(folder: Path) -> dict[str, dict[str, object]]:
    document = json.loads((folder / PACKAGE_FILE).read_text("utf-8"))
    return {resource["path"]: resource for resource in document["resources"]}


def test_the_package_file_has_the_hash_of_every_file(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    assert format_in(folder) == 0
    package = package_of(folder)
    assert set(package) == {item.file for item in TABLES} | {GEOMETRY_FILE}
    for name, resource in package.items():
        assert resource["hash"] == "sha256:" + hashlib.sha256((folder / name).read_bytes()).hexdigest()


def test_the_package_file_describes_the_columns_in_file_order(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    assert format_in(folder) == 0
    for item in TABLES:
        schema = package_of(folder)[item.file]["schema"]
        header = (folder / item.file).read_text("utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in schema["fields"]] == header
        assert all(field["description"] for field in schema["fields"])
        assert set(schema["primaryKey"]) <= set(header)
        assert all(key["fields"][0] in header for key in schema["foreignKeys"])


def test_foreign_keys_of_the_package_file_name_tables_and_columns_that_exist(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    document = json.loads(datapackage(folder))
    columns = {
        resource["name"]: {field["name"] for field in resource["schema"]["fields"]}
        for resource in document["resources"]
        if "schema" in resource
    }
    for resource in document["resources"]:
        for key in resource.get("schema", {}).get("foreignKeys", ()):
            assert key["reference"]["fields"][0] in columns[key["reference"]["resource"]]


def test_the_rows_meet_the_constraints_that_the_package_file_states(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    for resource in json.loads(datapackage(folder))["resources"]:
        if "schema" not in resource:
            continue
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows, resource["path"]
        for field in resource["schema"]["fields"]:
            for row in rows:
                assert_meets(row[field["name"]], field)


def assert_meets(text: str, field: dict[str, object]) -> None:
    limits = field.get("constraints", {})
    assert text or not limits.get("required"), field
    if not text:
        return
    if "enum" in limits:
        assert text in limits["enum"], field
    if "pattern" in limits:
        assert re.fullmatch(limits["pattern"], text), field
    if field["type"] in {"number", "integer"}:
        assert limits.get("minimum", float("-inf")) <= float(text) <= limits.get("maximum", float("inf")), field
    if field["type"] == "boolean":
        assert text in field["trueValues"] + field["falseValues"]


def test_every_requirement_of_the_package_file_is_enforced_by_the_reader(net: TinyNetwork, tmp_path: Path):
    """A column that is said to be required may not be empty, and a number that is not said to be may be."""
    for item in TABLES:
        for field in fields_of(item.row_class):
            row = net.first(item.name)
            kept, row[field.name] = row[field.name], ""
            try:
                load_network(net.write(tmp_path / "net"))
                refused = False
            except ValueError:
                refused = True
            row[field.name] = kept
            must = field.column.required or (field.kind in {int, float, bool} and not field.optional)
            if not field.column.refers_to and field.name not in (*item.key, "gauge_mm"):  # needed by some modes only
                assert refused == must, f"{item.file} {field.name}"


def test_the_data_dictionary_has_every_table_and_column():
    text = data_dictionary()
    for item in TABLES:
        section = text.partition(f"## {item.file}\n")[2].partition("\n## ")[0]
        for field in fields_of(item.row_class):
            assert f"| `{field.name}` |" in section


# ------------------------------------------------------------------------------------------------- the stamp


def test_a_stamped_folder_is_recognised_until_a_byte_changes(net: TinyNetwork, tmp_path: Path):
    folder = net.write(tmp_path / "net")
    assert not is_stamped(folder)
    assert format_in(folder) == 0
    assert is_stamped(folder)
    for item in TABLES:
        data = (folder / item.file).read_bytes()
        (folder / item.file).write_bytes(data + b"\n")
        assert not is_stamped(folder), item.file
        (folder / item.file).write_bytes(data)
    assert is_stamped(folder)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b'{"resources": 3}', b'{"resources": [{}]}', b"\xff\xfe"])
def test_a_broken_package_file_is_no_stamp(net: TinyNetwork, tmp_path: Path, data: bytes):
    folder = net.write(tmp_path / "net")
    (folder / PACKAGE_FILE).write_bytes(data)
    assert not is_stamped(folder)


def test_stamped_and_unstamped_tables_load_alike(net: TinyNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = net.write(tmp_path / "net")
    monkeypatch.setattr(loading, "reference_folder", lambda: folder)
    unstamped = load_network()
    assert format_in(folder) == 0
    monkeypatch.setattr(loading, "read_validated", lambda _: pytest.fail("validated although stamped"))
    stamped = load_network()
    for name in ("name", "as_of", "nodes", "links", "transfers", "services", "sources", "advisories", "corridors"):
        assert getattr(stamped, name) == getattr(unstamped, name)
    assert stamped.geometry == unstamped.geometry


def test_an_edit_of_stamped_tables_is_validated_again(
    net: TinyNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = net.write(tmp_path / "net")
    assert format_in(folder) == 0
    monkeypatch.setattr(loading, "reference_folder", lambda: folder)
    text = (folder / "link.csv").read_text("utf-8")
    (folder / "link.csv").write_text(text.replace(",rail,", ",rial,"), "utf-8")
    with pytest.raises(ValueError, match="did you mean rail"):
        load_network()


def test_a_stamp_that_is_copied_does_not_excuse_another_folder(net: TinyNetwork, tmp_path: Path):
    """Only the reference network goes by its stamp; the tables of others are always validated."""
    net.row("link", link_id="rail-ge-tbilisi-tr-kars")["mode"] = "rial"
    folder = net.write(tmp_path / "net")
    (folder / PACKAGE_FILE).write_text(datapackage(folder), "utf-8")
    assert is_stamped(folder)
    with pytest.raises(ValueError, match="did you mean rail"):
        load_network(folder)


def test_the_builder_writes_what_the_formatter_writes(net: TinyNetwork, tmp_path: Path):
    rows, _ = read_tables(net.write(tmp_path / "net"))
    for item in TABLES:
        assert table_text(item, net.tables[item.name]) == canonical_table(item, rows[item.name])


# -------------------------------------------------------------------------------------- the shipped network

needs_reference = pytest.mark.skipif(
    not (loading.reference_folder() / "node.csv").exists(), reason="this checkout has no reference network yet"
)


@needs_reference
def test_the_shipped_network_is_canonical_and_stamped():
    assert run(["network", "format", "--check"]) == 0
    assert is_stamped(loading.reference_folder())


@needs_reference
def test_the_shipped_network_has_no_finding_of_severity_error():
    from corridor.data.checks import check_network

    found = [str(finding) for finding in check_network(loading.reference_folder()) if finding.severity == "error"]
    assert not found, "\n".join(found)
