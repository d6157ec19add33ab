"""Chosen columns of large CSV files as arrays, read block by block: fast where all is well, exact about what is not.

A block is checked by one regular expression; only where it does not fit is it looked at cell by cell.
Numbers are plain decimals, exponents allowed (programs write `1e-05`); `NaN`, `inf`, `1_000` and `1,5` are refused.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from corridor.errors import Finding, nearest
from corridor.flat.criterion import Numbers

_BLOCK = 1 << 13
_MOST_FINDINGS = 1000
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WHOLE = r"(?:0|-?[1-9]\d{0,17})"
_DECIMAL = r"-?\d{1,18}(?:\.\d*)?(?:[eE][+-]?\d{1,3})?"
_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
_TEXT = rf"[^{_CONTROL}\s](?:[^{_CONTROL}]*[^{_CONTROL}\s])?"
_FLAGS = {
    "1": True,
    "true": True,
    "True": True,
    "TRUE": True,
    "0": False,
    "false": False,
    "False": False,
    "FALSE": False,
}


class Column(NamedTuple):
    """A column that is wanted and what it holds."""

    name: str
    kind: Literal["id", "number", "flag"]


def _cells(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(pattern, re.ASCII), re.compile(f"(?:{pattern}\n)*+", re.ASCII)


_WHOLES, _DECIMALS, _TEXTS = _cells(_WHOLE), _cells(_DECIMAL), _cells(_TEXT)


def header_of(path: Path, found: list[Finding]) -> list[str]:  # noqa: PLR0911 - one return a fault
    """Give the names of a file's columns; add to `found` what keeps it from being read."""
    try:
        if not path.exists():
            found.append(_fault(path, "F101", "the table is missing"))
            return []
        if not path.is_file():
            found.append(_fault(path, "F102", "this is not a regular file"))
            return []
        with path.open("rb") as file:
            if file.read(3).startswith(_BOMS):
                found.append(
                    _fault(path, "F104", "the file begins with a byte order mark", "save it as plain UTF-8", 1)
                )
                return []
        with path.open(encoding="utf-8", newline="") as text:
            header = next(csv.reader(text, strict=True), None)
    except OSError as error:
        found.append(_fault(path, "F102", f"cannot be read: {error.strerror}"))
        return []
    except UnicodeDecodeError:
        found.append(_not_utf8(path))
        return []
    except csv.Error as error:
        found.append(_fault(path, "F111", f"not readable as CSV: {error}", line=1))
        return []
    if not header:
        found.append(_fault(path, "F107", "the file is empty"))
    return header or []


def read_columns(path: Path, wanted: Sequence[Column], found: list[Finding]) -> list[Numbers] | None:
    """Read some columns of a CSV file, in the order wanted; None where nothing could be read.

    A column of ids or numbers is int64 if all its cells are whole numbers, else text (object) or float64.
    Adds to `found` what is wrong, with its line.
    """
    before = len(found)
    header = header_of(path, found)
    if len(found) > before:
        return None
    for column in wanted:
        if header.count(column.name) != 1:
            near = nearest(column.name, header, 1)
            hint = f"did you mean {near[0]}?" if near else "the file has: " + ", ".join(header[:12])
            message = "the column stands twice" if column.name in header else "the column is missing"
            found.append(Finding("F108", "error", path.name, 1, column.name, "", message, hint))
    if len(found) > before:
        return None
    faults: list[tuple[int, Finding]] = []
    parts: list[list[Numbers]] = [[] for _ in wanted]
    places = [header.index(column.name) for column in wanted]
    start = 0
    try:
        for rows in _blocks(path, len(header), start, faults):
            for part, column, place in zip(parts, wanted, places, strict=True):
                part.append(_block(path, column, [row[place] for row in rows], start, faults))
            start += len(rows)
            if len(faults) > _MOST_FINDINGS:
                break
    except UnicodeDecodeError:
        found.append(_not_utf8(path))
        return None
    except csv.Error as error:
        hint = "a quotation mark is not closed, or stands inside an unquoted cell"
        found.append(_fault(path, "F111", f"not readable as CSV: {error}", hint))
        return None
    found += placed(path, faults)
    return [_joined(part, column.kind) for part, column in zip(parts, wanted, strict=True)]


def placed(path: Path, faults: Sequence[tuple[int, Finding]]) -> list[Finding]:
    """Give findings about records the lines on which these end; the file is read once more, which only errors pay."""
    if not faults:
        return []
    wanted = {record for record, _ in faults}
    lines: dict[int, int] = {}
    with path.open(encoding="utf-8", newline="") as text:
        reader = csv.reader(text, strict=True)
        next(reader)
        for record, _ in enumerate(reader):
            if record in wanted:
                lines[record] = reader.line_num
    made = [(lines.get(record, 0), finding) for record, finding in faults]
    return [
        Finding(f.code, f.severity, f.file, line, f.field, f.value, f.message, f.hint)
        for line, f in sorted(made, key=lambda pair: pair[0])
    ]


def _blocks(path: Path, width: int, start: int, faults: list[tuple[int, Finding]]) -> Iterator[list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as text:
        reader = csv.reader(text, strict=True)
        next(reader)
        while rows := list(islice(reader, _BLOCK)):
            if set(map(len, rows)) != {width}:
                _repair(path, rows, width, start, faults)
            yield rows
            start += len(rows)


def _repair(path: Path, rows: list[list[str]], width: int, start: int, faults: list[tuple[int, Finding]]) -> None:
    """Note rows of a wrong length and fill them, so that the rest of the file is checked too."""
    for at, row in enumerate(rows):
        if len(row) == width:
            continue
        message = f"{len(row)} cells where the header has {width}" if row else "blank line"
        hint = "quote cells that hold a comma" if row else "remove it"
        faults.append((start + at, _fault(path, "F110" if row else "F109", message, hint)))
        rows[at] = [_FILLER] * width


_FILLER = "0"


def _block(path: Path, column: Column, cells: Sequence[str], start: int, faults: list[tuple[int, Finding]]) -> Numbers:
    """Turn the cells of one block into an array, noting each that does not fit."""
    text = "\n".join(cells) + "\n" if cells else ""
    if column.kind == "flag":
        return _flags(path, column, cells, start, faults)
    if _WHOLES[1].fullmatch(text) and text.count("\n") == len(cells):
        return np.fromiter(map(int, cells), np.int64, len(cells))
    one, all_of = _TEXTS if column.kind == "id" else _DECIMALS
    if not (all_of.fullmatch(text) and text.count("\n") == len(cells)):
        what = "is not an id (it is empty, or has spaces at its ends or control characters)"
        if column.kind == "number":
            what = "is not a plain decimal number (such as 1234.5)"
        cells = _checked(path, column, cells, lambda cell: bool(one.fullmatch(cell)), what, start, faults)
    if column.kind == "id":
        return np.array(cells, object)
    return np.fromiter(map(float, cells), np.float64, len(cells))


def _flags(path: Path, column: Column, cells: Sequence[str], start: int, faults: list[tuple[int, Finding]]) -> Numbers:
    if not set(cells) <= _FLAGS.keys():
        cells = _checked(path, column, cells, _FLAGS.__contains__, "is neither true nor false", start, faults)
    return np.fromiter((_FLAGS[cell] for cell in cells), np.bool_, len(cells))


def _checked(
    path: Path,
    column: Column,
    cells: Sequence[str],
    is_sound: Callable[[str], bool],
    what: str,
    start: int,
    faults: list[tuple[int, Finding]],
) -> list[str]:
    checked = list(cells)
    for at, cell in enumerate(cells):
        if not is_sound(cell):
            message = "is empty" if cell == "" else what
            faults.append((start + at, Finding("V201", "error", path.name, 0, column.name, cell[:80], message)))
            checked[at] = _FILLER
    return checked


def _joined(parts: list[Numbers], kind: str) -> Numbers:
    if not parts:
        return np.zeros(0, np.bool_ if kind == "flag" else np.int64)
    if kind == "id" and any(part.dtype == object for part in parts):
        # 007 is text, and 7 in another block was text as well: only canonical integers were turned into numbers.
        parts = [part if part.dtype == object else np.array(list(map(str, part.tolist())), object) for part in parts]
    return np.concatenate(parts)


def _fault(path: Path, code: str, message: str, hint: str = "", line: int = 0) -> Finding:
    return Finding(code, "error", path.name, line, "", "", message, hint)


def _not_utf8(path: Path) -> Finding:
    line = 0
    with path.open("rb") as file:
        for line, data in enumerate(file, 1):  # noqa: B007 - the line at which it stops is wanted
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                break
    return _fault(path, "F105", "the file is not UTF-8", "save it as UTF-8", line)
