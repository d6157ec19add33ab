"""Tables mangled byte by byte and cell by cell: findings or success, never another error, never long."""

from __future__ import annotations

import csv
import io
import random
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridor as cr
from corridor.data.checks import check_network
from corridor.data.tables import GEOMETRY_FILE, TABLES
from tests.data.builder import tiny

FILES = [*(item.file for item in TABLES), GEOMETRY_FILE]
LONGEST_SECONDS = 60.0
"""A net for what never ends: a network of this size is read and asked in a tenth of a second."""
ODD_CELLS = (
    "", "0", "1", "-1", "1e999", "NaN", "inf", "0.000000000001", "999999999999999", "1520", "1000", "2026",
    "9999-99-99",
    "0000", "0001-01", "2025-13", "2025-02-30", "rail", "road", "sea", "pipeline", "wagon", "ship", "truck", "pipe",
    "planned", "closed", "restricted", "border", "waiting", "gauge_change", "rail/1435", "sea/ship", "road", "C", "XZ",
    "KZ", "*", "[", "[!", "country:", "corridor:", "container", "kz-aktau", "svc-ferry", "{{7*7}}", "=1+1", "ß", "İ",
    "\u0661", "\ud7ff", "\ufeff", "\u2028", "a b", "1 2 3", "-", ".", "A" * 3000,
)  # fmt: skip


class Sandbox:
    """One folder on disk, of which each example spoils some files that are put back after it."""

    def __init__(self) -> None:
        self.place = tempfile.TemporaryDirectory(prefix="corridor-mangled-")
        self.folder = tiny().write(Path(self.place.name) / "net")
        self.sound = {name: (self.folder / name).read_bytes() for name in FILES}

    def try_with(self, spoilt: dict[str, bytes]) -> None:
        """Load, check and route with some files replaced."""
        for name, data in spoilt.items():
            (self.folder / name).write_bytes(data)
        started = time.monotonic()
        try:
            self._use()
        finally:
            for name in spoilt:
                (self.folder / name).write_bytes(self.sound[name])
        assert time.monotonic() - started < LONGEST_SECONDS

    def _use(self) -> None:
        found = check_network(self.folder)
        for finding in found:
            str(finding).encode()
        try:
            made = cr.load_network(self.folder)
        except cr.NetworkDataError as error:
            assert any(finding.severity == "error" for finding in found)
            str(error).encode()
            return
        for origin, destination in (("cn-xian", "tr-kars"), ("tr-kars", "kz-aktau")):
            try:
                str(cr.route(made, origin, destination)).encode()
            except cr.CorridorError as error:
                str(error).encode()


@pytest.fixture(scope="module")
def sandbox():
    made = Sandbox()
    yield made
    made.place.cleanup()


def cut_and_pasted(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Replace `length` bytes at a position by others, several times."""
    for position, length, new in edits:
        at = position % (len(data) + 1)
        data = data[:at] + new + data[at + length :]
    return data


positions = st.integers(0, 2**16)
edits = st.lists(st.tuples(positions, st.integers(0, 3), st.binary(max_size=4)), min_size=1, max_size=4)
likely = st.sampled_from(
    [b'"', b",", b"\n", b"\r", b"\x00", b"-", b".", b"0", b"9", b" ", b"\xff", b"\xef\xbb\xbf", b"{"]
)
likely_edits = st.lists(st.tuples(positions, st.integers(0, 2), likely), min_size=1, max_size=4)


def with_cell(data: bytes, row: int, column: int, text: str) -> bytes:
    """Replace one cell of a sound table."""
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    cells = rows[1 + row % (len(rows) - 1)]
    cells[column % len(cells)] = text
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def with_swapped_cells(data: bytes, first: tuple[int, int], second: tuple[int, int]) -> bytes:
    """Swap two cells of a sound table."""
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    one, two = rows[1 + first[0] % (len(rows) - 1)], rows[1 + second[0] % (len(rows) - 1)]
    here, there = first[1] % len(one), second[1] % len(two)
    one[here], two[there] = two[there], one[here]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


tables = st.sampled_from([item.file for item in TABLES])
cells = st.tuples(positions, positions)
columns_of_text = st.one_of(st.sampled_from(ODD_CELLS), st.text(max_size=6), st.integers(-3, 3000).map(str))


@settings(max_examples=150)
@given(name=st.sampled_from(FILES), changes=st.one_of(edits, likely_edits))
def test_changed_bytes_give_findings_or_a_network(sandbox: Sandbox, name: str, changes: list[tuple[int, int, bytes]]):
    sandbox.try_with({name: cut_and_pasted(sandbox.sound[name], changes)})


@settings(max_examples=150)
@given(name=tables, place=cells, text=columns_of_text)
def test_an_odd_cell_gives_findings_or_a_network(sandbox: Sandbox, name: str, place: tuple[int, int], text: str):
    try:
        data = with_cell(sandbox.sound[name], *place, text)
    except UnicodeEncodeError:
        return
    sandbox.try_with({name: data})


@settings(max_examples=100)
@given(name=tables, first=cells, second=cells)
def test_swapped_cells_give_findings_or_a_network(
    sandbox: Sandbox, name: str, first: tuple[int, int], second: tuple[int, int]
):
    sandbox.try_with({name: with_swapped_cells(sandbox.sound[name], first, second)})


def random_fault(rng: random.Random, sandbox: Sandbox) -> dict[str, bytes]:
    """Spoil one to three files in one of the ways above."""
    spoilt = {}
    for name in rng.sample(FILES, rng.choice([1, 1, 1, 2, 3])):
        data = sandbox.sound[name]
        way = rng.randrange(4) if name.endswith(".csv") else 0
        if way == 0:
            changes = [(rng.randrange(2**16), rng.randrange(4), rng.randbytes(rng.randrange(4)))]
            data = cut_and_pasted(data, changes * rng.randrange(1, 3))
        elif way == 1:
            picks = [(rng.randrange(99), rng.randrange(99)) for _ in range(2)]
            data = with_swapped_cells(data, *picks)
        else:
            for _ in range(rng.randrange(1, 4)):
                data = with_cell(data, rng.randrange(99), rng.randrange(99), rng.choice(ODD_CELLS))
        spoilt[name] = data
    return spoilt


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_random_faults_give_findings_or_a_network(sandbox: Sandbox, seed: int):
    rng = random.Random(seed)
    for _ in range(100):
        sandbox.try_with(random_fault(rng, sandbox))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_twenty_thousand_random_faults_give_findings_or_a_network(sandbox: Sandbox, seed: int):
    rng = random.Random(seed)
    for _ in range(1000):
        sandbox.try_with(random_fault(rng, sandbox))
